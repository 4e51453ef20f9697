// A form as a card, and what is said instead where there is nothing to choose from.
import { own } from '../domain/lookup.ts';
import { noteCharactersMax } from '../domain/privacy.ts';
import { type Choice, type Field, type Form, notPersonal } from './fields.ts';
import { type Card, fill, inert, payloadVersion } from './templates.ts';
import { when } from './words.ts';

/** What to say when a choice that must be made cannot be; `undefined`: all can. */
export function nothingToChoose(fields: readonly Field[]): string | undefined {
  const empty = fields.find(({ kind, required, choices }) => kind === 'choice' && required && choices?.length === 0);
  return empty && (empty.none ?? 'There is nothing to choose from.');
}

/** What stands above a form that is shown again: why, and by field what is wrong there. */
export interface Problem {
  readonly words: string;
  readonly at?: Readonly<Record<string, string>>;
  /** What the form is to carry besides, such as what was asked about already. */
  readonly rest?: string;
  /** The privacy guard stopped it: then the form asks whether it is a patient’s.*/
  readonly stopped?: true;
}

/** Of a date for which a form says no bounds of its own. */
const firstDate = '2020-01-01';
const lastDate = '2099-12-31';
/** More choices than this are searched by typing, but where one is chosen already: its words would have to be deleted first. */
const choicesSeenMax = 20;

/** Boxes to tick, as many as are seen at once; what is chosen among more opens. */
const boxesSeenMax = 10;
const lookOf = ({ kind, choices = [], value = '' }: Field): string => {
  if (kind === 'several') return choices.length > boxesSeenMax ? 'compact' : 'expanded';
  return choices.length > choicesSeenMax && value === '' ? 'filtered' : 'compact';
};

/** The times that are offered move on with the clock: the one that was chosen a minute ago stays chosen. */
function withChosen(choices: readonly Choice[], was: unknown): readonly Choice[] {
  if (typeof was !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/.test(was) || Number.isNaN(Date.parse(was))) return choices;
  return choices.some(({ value }) => value === was) ? choices : [{ value: was, title: when(was) }, ...choices];
}

/** Something else than a time that was offered and is not any more, such as an appointment that somebody took: then nothing is chosen. */
const isGone = ({ kind, moves, choices = [] }: Field, was: string): boolean =>
  kind === 'choice' && moves === true && !withChosen(choices, was).some(({ value }) => value === was);

/** A form that stands on a card of a conversation, where no dialog says above it what it is. */
export const titled = (title: string, { body, ...card }: Card): Card => ({
  ...card,
  body: [
    { type: 'TextBlock', text: title, size: 'Medium', weight: 'Bolder', style: 'heading', wrap: true },
    ...(Array.isArray(body) ? body : []),
  ],
});

/** A form as a card, about whatever `about` says its buttons carry. */
export function fillForm(
  { verb, submit, lines, fields, byReason, steps = [] }: Form,
  about: { readonly hub: string; readonly id: string; readonly revision: number; readonly rest: string },
  problem: string | Problem,
  given: Readonly<Record<string, unknown>>,
): Card {
  // Then there is nothing to send either: it says so instead of showing an empty list.
  const none = nothingToChoose(fields);
  const { words, at: faults = {}, rest: carried = about.rest, stopped } = typeof problem === 'string' ? { words: problem } : problem;
  const isAsked = ({ id, whenAsked }: Field): boolean =>
    !whenAsked || own(faults, id) !== undefined || own(given, id) !== undefined || (stopped === true && id === notPersonal.id);
  const filled = fields.filter(isAsked).map((field) => {
    const was = own(given, field.id);
    return {
      ...{ choices: [], max: noteCharactersMax, hint: '', from: firstDate, until: lastDate },
      ...field,
      ...(field.kind === 'choice' && field.moves ? { choices: withChosen(field.choices ?? [], was) } : {}),
      value: typeof was === 'string' && !isGone(field, was) ? inert(was) : (field.value ?? ''),
      fault: own(faults, field.id) ?? '',
      look: lookOf(field),
    };
  });
  // What is wrong with a field that the form no longer has, such as the last appointment that somebody took, is said above it all.
  const elsewhere = Object.entries(faults).flatMap(([id, fault]) => (fields.some((field) => field.id === id) ? [] : fault));
  const shown = (none === undefined ? lines : [none]).filter((line) => line !== '').map((line) => ({ words: line }));
  const rest = inert(carried);
  return fill('form', {
    ...{ submit, problem: [words, ...elsewhere].join(' '), verb, v: payloadVersion, ...about, rest, lines: shown, steps },
    fields: none === undefined && !byReason ? filled : [],
    sends: none === undefined && !byReason,
    asked: byReason ? (fields[0]?.label ?? '') : '',
    reasons: byReason ? (fields[0]?.choices ?? []) : [],
  });
}
