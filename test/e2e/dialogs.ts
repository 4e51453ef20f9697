// The bot's dialogs as a person fills them in: only what stands in the form, only with what it offers.
import type { PressAnswer } from '../../src/sandbox/api.ts';
import { buttonsOf, wordsOf } from '../../src/sandbox/card.ts';
import { asList, asObject, asText, type Json } from '../../src/sandbox/json.ts';

export interface FormField {
  readonly id: string;
  readonly type: string;
  readonly label: string;
  readonly required: boolean;
  readonly value: string;
  readonly charactersMax: number | undefined;
  readonly choices: readonly { readonly title: string; readonly value: string }[];
}

export interface ShownForm {
  readonly words: string;
  readonly fields: readonly FormField[];
  /** What its button carries. */
  readonly data: Json;
}

/** What a dialog or an answer reads. */
export const dialogWords = (answer: PressAnswer): string =>
  answer.kind === 'dialog' ? wordsOf(answer.dialog.card) : answer.kind === 'message' || answer.kind === 'error' ? answer.text : answer.kind;

/** The form a press opened; `undefined` when it opened something that only says or shows something. */
export function formOf(answer: PressAnswer): ShownForm | undefined {
  const card = answer.kind === 'dialog' ? answer.dialog.card : undefined;
  const [button] = buttonsOf(card);
  return button === undefined ? undefined : { words: wordsOf(card), fields: [...fieldsIn(card), ...reasonsIn(card)], data: button.data };
}
/** Where each reason is a button, whoever presses one has chosen it. */
function reasonsIn(card: unknown): readonly FormField[] {
  const choices = buttonsOf(card).flatMap(({ title, data }) => {
    const value = asText(asObject(data)?.['reason']) ?? '';
    return value === '' ? [] : [{ title, value }];
  });
  return choices.length === 0
    ? []
    : [{ id: 'reason', type: 'Action.Submit', label: '', required: true, value: '', charactersMax: undefined, choices }];
}
/** Throws with the words when it opened something else. */
export function formIn(answer: PressAnswer): ShownForm {
  const form = formOf(answer);
  if (form === undefined) throw new Error(`not a form but: ${dialogWords(answer)}`);
  return form;
}

/** The nearest thing to a person: leaves what they do not mind as it stands; a renderer would stop them at the same places. */
export function filledIn(form: ShownForm, wishes: Readonly<Record<string, string>>): Json {
  const unknown = Object.keys(wishes).filter((id) => form.fields.every((field) => field.id !== id));
  if (unknown.length > 0) throw new Error(`this form does not ask for ${unknown.join(', ')}: ${form.words}`);
  const inputs = form.fields.map((field) => {
    const wish = wishes[field.id] ?? field.value;
    // Times are offered with the hour behind them: "In 1 working hour (Thu 26 Nov 10:44)".
    const chosen = field.choices.find(
      ({ value, title }) => wish !== '' && (value === wish || title === wish || title.startsWith(`${wish} (`)),
    );
    if (field.choices.length > 0 && wish !== '' && chosen === undefined)
      throw new Error(`"${field.label}" offers no ${wish} but: ${field.choices.map(({ title }) => title).join(', ')}`);
    if (field.required && wish === '') throw new Error(`"${field.label}" must be filled in: ${form.words}`);
    if (wish.length > (field.charactersMax ?? Number.POSITIVE_INFINITY)) throw new Error(`"${field.label}" takes no more`);
    return [field.id, chosen?.value ?? wish];
  });
  return { ...form.data, ...Object.fromEntries(inputs) };
}

function fieldsIn(value: unknown): readonly FormField[] {
  if (Array.isArray(value)) return value.flatMap(fieldsIn);
  const object = asObject(value);
  if (object === undefined) return [];
  const type = asText(object['type']) ?? '';
  if (!type.startsWith('Input.')) return Object.entries(object).flatMap(([key, inner]) => (key === 'data' ? [] : fieldsIn(inner)));
  const { maxLength } = object;
  return [
    {
      id: asText(object['id']) ?? '',
      type,
      label: asText(object['label']) ?? '',
      required: object['isRequired'] === true,
      value: asText(object['value']) ?? '',
      charactersMax: typeof maxLength === 'number' ? maxLength : undefined,
      choices: asList(object['choices']).flatMap((each) => {
        const choice = asObject(each);
        return choice === undefined ? [] : [{ title: asText(choice['title']) ?? '', value: asText(choice['value']) ?? '' }];
      }),
    },
  ];
}
