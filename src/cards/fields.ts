// The fields that forms are made of, and the choices of time and people that several of them offer.

import { whoCanTake } from '../domain/econsult/claim.ts';
import type { EConsultRules } from '../domain/econsult/refusals.ts';
import type { EConsult } from '../domain/econsult/state.ts';
import { own } from '../domain/lookup.ts';
import { mayAnswer } from '../domain/network/access.ts';
import { type Network, organisationHours, organisationName } from '../domain/network/state.ts';
import { staffAt } from '../domain/network/who-is-where.ts';
import { noteCharactersMax } from '../domain/privacy.ts';
import type { Instant, PersonId } from '../domain/terms.ts';
import { addWorkingMinutes, nextClosing } from '../domain/time/calendar.ts';
import { inert } from './templates.ts';
import { oneLine, plain, roleWords, when } from './words.ts';

export interface Choice {
  readonly title: string;
  readonly value: string;
}
export interface Field {
  readonly kind: 'choice' | 'text' | 'toggle' | 'words';
  readonly id: string;
  readonly label: string;
  readonly required: boolean;
  /** What is said when it is missing; for a toggle, the label above it. */
  readonly error: string;
  readonly value?: string;
  readonly choices?: readonly Choice[];
  /** Of a choice: what is said instead of the form when there is nothing to choose from. */
  readonly none?: string;
  readonly max?: number;
  /**
   * Of a choice of times: the times offered change as time passes, so any time is accepted here, and whoever decides on it checks that it
   * is allowed.
   */
  readonly moves?: boolean;
}
export interface Form {
  readonly verb: string;
  readonly title: string;
  readonly submit: string;
  /** Said above the fields. */
  readonly lines: readonly string[];
  readonly fields: readonly Field[];
  /** What the form is about besides its eConsult; sent back with what was filled in. */
  readonly rest?: string;
}
/** What a form is drawn from. */
export interface Asking {
  readonly it: EConsult;
  readonly rules: EConsultRules;
  readonly at: Instant;
  readonly by: PersonId;
}

export const choice = (id: string, label: string, choices: readonly Choice[], none?: string): Field => ({
  kind: 'choice',
  id,
  label,
  required: true,
  error: 'Please choose.',
  choices,
  ...(none === undefined ? {} : { none }),
});
/**
 * Whether everything chosen is among the choices of these fields. The same list that was drawn is checked here, because a client can send
 * anything.
 */
export const isOffered = (fields: readonly Field[], given: Readonly<Record<string, unknown>>): boolean =>
  fields.every(
    ({ kind, id, choices = [], moves }) =>
      kind !== 'choice' ||
      moves ||
      own(given, id) === undefined ||
      own(given, id) === '' ||
      choices.some(({ value }) => value === own(given, id)),
  );
export const words = (id: string, label: string, required: boolean): Field => ({
  kind: 'words',
  id,
  required,
  max: noteCharactersMax,
  error: 'Please say in a line what is meant.',
  label: `${label} (everybody in the channel reads it: no patient details)`,
});
export const toggle = (id: string, label: string, above: string): Field => ({
  kind: 'toggle',
  id,
  label,
  required: false,
  error: above,
  value: 'false',
});
export const listed = <T extends string>(values: readonly T[], titles: Readonly<Record<T, string>>): readonly Choice[] =>
  values.map((value) => ({ value, title: titles[value] }));
/** Shown after the privacy guard has stopped a free text: the way to say that it is not patient information. */
export const notPersonal = toggle('checked', 'It is not: nothing in it is a patient\u2019s', 'It looks like a patient\u2019s detail');

/**
 * Times to choose from, in the words of a working day of the organisation that is to act. `may` is the rule that decides on the one that is
 * chosen.
 */
export function times(
  organisation: string,
  { rules, at, it }: Asking,
  may: (it: EConsult, time: Instant, now: Instant) => boolean,
): readonly Choice[] {
  const hours = organisationHours(rules.network, organisation);
  if (hours === undefined) return [];
  const { holidays } = rules;
  const found: [string, Instant | undefined][] = [
    ['In 1 working hour', addWorkingMinutes(at, 60, hours, holidays)],
    ['In 2 working hours', addWorkingMinutes(at, 120, hours, holidays)],
    ['In 4 working hours', addWorkingMinutes(at, 240, hours, holidays)],
    ['When they next close', nextClosing(at, hours, holidays)],
    ['By the target', it.deadlines.target],
    ['By the limit', it.deadlines.limit],
  ];
  const seen = new Set<string>();
  return found.flatMap(([title, value]) => {
    if (value === undefined || seen.has(value) || !may(it, value, at)) return [];
    seen.add(value);
    return [{ value, title: `${title} (${when(value)})` }];
  });
}

export const nameOf = (network: Network, organisation: string): string => plain(organisationName(network, organisation));

/** Roles first, then people, who work where it is held and may answer it; whoever is on shift before the others. Somebody who would be refused is not offered. */
export function assignees({ it, rules, at: now }: Asking): readonly Choice[] {
  const { network } = rules;
  const staff = staffAt(network, it.holder).filter((member) => mayAnswer(network, member.id, it, now) === undefined);
  const held = [...new Set(staff.flatMap((member) => member.posts.filter(({ at }) => at === it.holder).map(({ role }) => role)))];
  const present = (id: PersonId): boolean => own(network.onShift, id)?.at === it.holder;
  return [
    ...held.map((role) => ({ value: `role:${role}`, title: `Any: ${roleWords[role].replace(/^(a|the) /, '')}` })),
    ...staff
      .filter(({ id }) => 'person' in whoCanTake(id, it, rules, now))
      .sort((a, b) => Number(present(b.id)) - Number(present(a.id)) || a.name.localeCompare(b.name))
      .map(({ id, name }) => ({ value: `person:${id}`, title: inert(`${oneLine(name)}${present(id) ? ' (on shift)' : ''}`) })),
  ];
}
