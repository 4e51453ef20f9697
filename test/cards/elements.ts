// Looks through an Adaptive Card as plain data: its elements, actions, and the strings that Teams reads as Markdown.

export type Element = Readonly<Record<string, unknown>> & { readonly type: string };

/** Every object with a `type` of the card, outside and in. */
export function elementsOf(value: unknown): readonly Element[] {
  if (Array.isArray(value)) return value.flatMap(elementsOf);
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(elementsOf);
  return 'type' in value && typeof value.type === 'string' ? [value as Element, ...inner] : inner;
}

export const stringsOf = (value: unknown): readonly string[] =>
  typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : [];

/** Markdown is read in TextBlocks and facts; not in TextRuns, choices or titles of actions. */
export function markdownOf(card: unknown): readonly string[] {
  return elementsOf(card).flatMap((element) => {
    if (element.type === 'TextBlock') return [String(element['text'])];
    if (element.type === 'FactSet') return stringsOf(element['facts']);
    return [];
  });
}

/** The words of every TextRun, in order. */
export const runsOf = (card: unknown): readonly string[] =>
  elementsOf(card)
    .filter(({ type }) => type === 'TextRun')
    .map((run) => String(run['text']));

/** What a button of a card asks for: pressed, or opening a dialog. */
export interface Verb {
  readonly action: 'execute' | 'dialog';
  readonly verb: string;
}
export function verbsOf(card: unknown): readonly Verb[] {
  return elementsOf(card).flatMap((element): readonly Verb[] => {
    if (element.type === 'Action.Execute') return [{ action: 'execute', verb: String(element['verb']) }];
    if (element.type === 'Action.Submit') return [{ action: 'dialog', verb: String((element['data'] as { verb?: unknown }).verb) }];
    return [];
  });
}
