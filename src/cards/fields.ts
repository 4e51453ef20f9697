// The fields that forms are made of, and the choices of time and people that several of them offer.

import { whoCanTake } from '../domain/econsult/claim.ts';
import type { EConsultRules } from '../domain/econsult/refusals.ts';
import type { EConsult } from '../domain/econsult/state.ts';
import { own } from '../domain/lookup.ts';
import { mayAnswer } from '../domain/network/access.ts';
import { openPracticesOf } from '../domain/network/closed.ts';
import { type Network, organisationHours, organisationName, type Practice } from '../domain/network/state.ts';
import { staffAt } from '../domain/network/who-is-where.ts';
import { noteCharactersMax } from '../domain/privacy.ts';
import type { TaskKind } from '../domain/task/reasons-and-outcomes.ts';
import type { SlotTaken } from '../domain/task/state.ts';
import type { HubId, Instant, PersonId } from '../domain/terms.ts';
import { addWorkingMinutes, nextClosing } from '../domain/time/calendar.ts';
import { inert } from './templates.ts';
import { oneLine, plain, roleWords, when } from './words.ts';

export interface Choice {
  readonly title: string;
  readonly value: string;
}
export interface Field {
  /** `several`: choices of which any number may be made, sent with commas between them. `date`: as Teams' own calendar gives it, `2026-12-31`. `person`: chosen among everybody in the tenant; its value is their Entra object id. */
  readonly kind: 'choice' | 'several' | 'text' | 'toggle' | 'words' | 'date' | 'person';
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
  /** What to know before it is filled in; said under its label. */
  readonly hint?: string;
  /** Of a date: the first and the last that fit. */
  readonly from?: string;
  readonly until?: string;
  /**
   * Of a choice of times: the times offered change as time passes, so any time is accepted here, and whoever decides on it checks that it
   * is allowed.
   */
  readonly moves?: boolean;
  /** Not needed where what was chosen in this other field says it as well, behind a colon: `answered:message`. */
  readonly saidIn?: string;
  /** Not shown before something stands in the way that it can put aside: else people would say yes to what nobody has told them. */
  readonly whenAsked?: true;
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
  /** Its `reason` is all that it asks for: each one is a button that sends it, so that nobody has to press twice. */
  readonly byReason?: true;
  /** Other dialogs that can be opened from it, such as what the sender wrote. */
  readonly steps?: readonly Step[];
}
/** A button of a dialog that leads to another dialog about the same thing. */
export interface Step {
  readonly verb: string;
  readonly title: string;
}
/** What a form is drawn from. */
export interface Asking {
  readonly it: EConsult;
  readonly rules: EConsultRules;
  readonly at: Instant;
  readonly by: PersonId;
  /** They were just asked about the patient's other contacts. */
  readonly asksOthers?: boolean;
  /** How many things that are still to be done can be filled in; absent: one. */
  readonly followUps?: number;
  /** Appointments of the other organisation's that can be taken for them. */
  readonly slots?: readonly SlotToTake[];
}
/** An appointment that can be taken with a task, and for which kinds of it. */
export interface SlotToTake {
  readonly slot: SlotTaken;
  readonly forKinds: 'all' | readonly TaskKind[];
}

/** `error`: what is said at the field when nothing is chosen. */
export const choice = (id: string, label: string, error: string, choices: readonly Choice[], none?: string): Field => ({
  kind: 'choice',
  id,
  label,
  required: true,
  error,
  choices,
  ...(none === undefined ? {} : { none }),
});
const given = (values: Readonly<Record<string, unknown>>, id: string): unknown => {
  const value = own(values, id);
  return value === '' ? undefined : value;
};
/** Whether what was chosen in a field is among its choices; nothing chosen is. */
const isAmong = ({ kind, id, choices = [], moves }: Field, values: Readonly<Record<string, unknown>>): boolean => {
  const value = given(values, id);
  if ((kind !== 'choice' && kind !== 'several') || moves || value === undefined) return true;
  const all: readonly unknown[] = kind === 'several' && typeof value === 'string' ? value.split(',') : [value];
  return all.every((each) => choices.some((choice) => choice.value === each));
};
/**
 * Whether everything chosen is among the choices of these fields. The same list that was drawn is checked here, because a client can send
 * anything.
 */
export const isOffered = (fields: readonly Field[], values: Readonly<Record<string, unknown>>): boolean =>
  fields.every((field) => isAmong(field, values));

/** By field, what is wrong with what was filled in: not there, not offered, too long. */
export function faultsIn(fields: readonly Field[], values: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    fields.flatMap((field): readonly (readonly [string, string])[] => {
      const value = given(values, field.id);
      if (field.kind === 'toggle') return [];
      const said = field.saidIn === undefined ? undefined : alsoSaid(given(values, field.saidIn));
      if (value === undefined || (typeof value === 'string' && value.trim() === ''))
        return field.required || (field.saidIn !== undefined && said === undefined) ? [[field.id, field.error]] : [];
      if (said !== undefined && value !== said) return [[field.id, saidOtherwise]];
      if (!isAmong(field, values)) return [[field.id, notAmong]];
      const max = field.max ?? noteCharactersMax;
      return typeof value !== 'string' ? [[field.id, field.error]] : value.length > max ? [[field.id, tooLong(max)]] : [];
    }),
  );
}
/** What a choice says besides, behind its colon. */
export const alsoSaid = (value: unknown): string | undefined => (typeof value === 'string' ? value.split(':')[1] : undefined);
const saidOtherwise = 'The choice above says it otherwise: leave this open, or choose another above';
const notAmong = 'This is not one of the choices now: choose again';
const tooLong = (charactersMax: number): string => `Keep it to ${charactersMax} characters: what is longer belongs in the record`;
export const words = (id: string, label: string, required: boolean, error = 'Write it in a line'): Field => ({
  kind: 'words',
  id,
  required,
  max: noteCharactersMax,
  error,
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
export const notPersonal = toggle('checked', 'This is not patient information', 'It looks like a patient\u2019s detail');

export const whenAsked = (field: Field): Field => ({ ...field, whenAsked: true });

/** A time that a form could offer, in the words of a working day. */
interface TimeOffered {
  readonly words: string;
  readonly at: Instant;
}
/**
 * Times in the words of a working day of the organisation that is to act. `may` is the rule that decides on the one that is chosen.
 */
export function timesOf(
  organisation: string,
  { rules, at, it }: Asking,
  may: (it: EConsult, time: Instant, now: Instant) => boolean,
): readonly TimeOffered[] {
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
  return found.flatMap(([words, time]) => {
    if (time === undefined || seen.has(time) || !may(it, time, at)) return [];
    seen.add(time);
    return [{ words, at: time }];
  });
}
export const timeChoice = ({ words: said, at }: TimeOffered): Choice => ({ value: at, title: `${said} (${when(at)})` });
/** Those of the times that may be chosen, as choices. */
export const times = (...asked: Parameters<typeof timesOf>): readonly Choice[] => timesOf(...asked).map(timeChoice);

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

/** A hub's practices that are open, by name: one that has closed is asked for nothing any more, and nobody is its patient. */
export const practiceChoices = (
  network: Pick<Network, 'practices'>,
  hub: HubId,
  at: Instant,
  titleOf: (practice: Practice) => string = ({ name }) => oneLine(name),
): readonly Choice[] =>
  [...openPracticesOf(network, hub, at)]
    .sort((a, b) => a.name.localeCompare(b.name))
    .map((practice) => ({ value: practice.code, title: inert(titleOf(practice)) }));
