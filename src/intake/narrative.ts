// A FHIR narrative, which is a piece of HTML, as plain text, and whether it only repeats what is shown anyway.

const entities: ReadonlyMap<string, string> = new Map([
  ['lt', '<'],
  ['gt', '>'],
  ['amp', '&'],
  ['quot', '"'],
  ['apos', "'"],
  ['nbsp', ' '],
]);

function entity(whole: string, name: string): string {
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : name.startsWith('#') ? Number(name.slice(1)) : undefined;
  if (code === undefined) return entities.get(name) ?? whole;
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

const blocks = /^<\/?(?:address|blockquote|br|caption|dd|div|dl|dt|h[1-6]|hr|li|ol|p|pre|table|tbody|tfoot|thead|tr|ul)\b/i;

function tag(whole: string): string {
  if (blocks.test(whole)) return '\n';
  if (/^<\/?t[dh]\b/i.test(whole)) return ' ';
  return /^<img\b/i.test(whole) ? ` ${/\balt="([^"]*)"/i.exec(whole)?.[1] ?? ''} ` : '';
}

/** Blocks on lines of their own, cells of a table apart, pictures by the words that stand for them. */
export const plainText = (html: string): string =>
  html
    .replace(/\s+/g, ' ')
    .replace(/<[^<>]*>/g, tag)
    .replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|[a-z]{2,8});/gi, entity)
    .split('\n')
    .map((each) => each.replace(/\s+/g, ' ').trim())
    .filter((each) => each !== '')
    .join('\n');

const wordsIn = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** What the publishers' own tools write into every narrative they make. */
const madeByTools = wordsIn('Generated Narrative with Details true false');

/** Whether each of its words stands in the resource besides, as a value or as the name of a field. */
export function repeats(narrative: string, resource: object): boolean {
  const known = new Set(madeByTools);
  const learn = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) for (const word of wordsIn(String(value))) known.add(word);
    else
      for (const [key, field] of Object.entries(value)) {
        if (key === 'div') continue;
        for (const word of [key.toLowerCase(), ...wordsIn(key.replace(/([A-Z])/g, ' $1'))]) known.add(word);
        learn(field);
      }
  };
  learn(resource);
  return wordsIn(narrative).every((word) => known.has(word));
}
