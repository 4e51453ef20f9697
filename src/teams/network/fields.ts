// What the dialogs about the network are made of: their shape, the fields several of them offer, and how what was entered is read.
import { z } from 'zod/v4';
import type { Field } from '../../cards/fields.ts';
import { needsLead, needsLeadOrAdministrator } from '../../cards/network/answers.ts';
import { chooseOne, type FieldWords } from '../../cards/network/form-words.ts';
import { mayLead } from '../../cards/network/lists.ts';
import { inert } from '../../cards/templates.ts';
import { oneLine } from '../../cards/words.ts';
import { folded } from '../../domain/names.ts';
import type { NetworkAsked, NetworkCommand } from '../../domain/network/command.ts';
import type { NetworkRefusal } from '../../domain/network/decide.ts';
import type { Network } from '../../domain/network/state.ts';
import type { OrganisationId, PersonId } from '../../domain/terms.ts';
import { type Span, type Weekday, weekdays } from '../../domain/time/hours.ts';

/** Who opens a form, and the code they wrote behind the command, if any: what it is about. */
export interface FormAsked {
  readonly by: PersonId;
  readonly rest: string;
}
export interface NetworkForm {
  readonly verb: string;
  readonly title: string;
  readonly fields: (network: Network, asked: FormAsked) => readonly Field[];
  /**
   * Its fields show how one organisation is now. Which one is asked first, by itself: it cannot be changed any more once its settings
   * stand in the form, or they would be saved for another.
   */
  readonly shows?: 'one';
  /** The field that can put a refusal right, so that its words stand beside it; absent or `undefined`: they stand above the form. */
  readonly fieldFor?: (refusal: NetworkRefusal) => string | undefined;
  /** What was entered as a command; whether it may be done is decided where everything is. */
  readonly command: (data: Readonly<Record<string, unknown>>, asked: FormSent) => NetworkCommand | 'inputMissing';
}
/** Who sends a form, and whether the settings name them as one who may begin. */
export type FormSent = NetworkAsked & { readonly mayBegin?: boolean };

export const text = (id: string, { label, error }: FieldWords, more: Partial<Field> = {}): Field => ({
  kind: 'text',
  id,
  label,
  required: true,
  error,
  ...more,
});
/** A day, chosen from a calendar. */
export const date = (id: string, { label, error }: FieldWords, more: Partial<Field> = {}): Field => ({
  kind: 'date',
  id,
  label,
  required: true,
  error,
  ...more,
});
export const choice = (id: string, label: string, choices: NonNullable<Field['choices']>, more: Partial<Field> = {}): Field => ({
  kind: 'choice',
  id,
  label,
  required: true,
  error: chooseOne,
  choices,
  ...more,
});
export const title = (words: string): string => inert(oneLine(words));

/** The hubs and practices this person may change, as choices; the one written behind the command comes chosen. */
export function organisations(
  network: Network,
  { by, rest }: FormAsked,
  which: 'all' | 'practices',
  label: string,
  may: typeof mayLead = mayLead,
): Field {
  const all = [...(which === 'all' ? Object.values(network.hubs) : []), ...Object.values(network.practices)];
  const ids = all.map((each) => ('code' in each ? { id: each.code, name: each.name } : { id: each.id, name: each.name }));
  const choices = ids.filter(({ id }) => may(network, by, id)).map(({ id, name }) => ({ value: id, title: title(`${name} (${id})`) }));
  const chosen =
    choices.find(({ value }) => value === rest.trim().toUpperCase())?.value ?? (choices.length === 1 ? choices[0]?.value : undefined);
  const none = may === mayLead ? needsLeadOrAdministrator : needsLead;
  return choice('organisation', label, choices, { none, ...(chosen === undefined ? {} : { value: chosen }) });
}
/** The organisation written behind the command, if it is this person's to change. */
export function chosenIn(network: Network, { by, rest }: FormAsked): OrganisationId | undefined {
  const id = rest.trim().toUpperCase();
  return mayLead(network, by, id) ? id : undefined;
}
export const code = z.string().regex(/^[A-Z0-9]{3,10}$/);
export const person = z.string().min(3).max(100);
export const line = (max: number) => z.string().trim().min(1).max(max);
export const optionalLine = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .optional()
    .transform((value) => (value === '' ? undefined : value));
export const toggled = z
  .union([z.literal('true'), z.literal('false'), z.boolean()])
  .optional()
  .transform((value) => value === true || value === 'true');

/** Reads what was entered by a schema; anything else is input that is missing. */
export const reading =
  <T>(schema: z.ZodType<T>, make: (input: T, asked: NetworkAsked) => NetworkCommand | undefined): NetworkForm['command'] =>
  (data, { mayBegin: _, ...asked }) => {
    const input = schema.safeParse(data);
    return (input.success ? make(input.data, asked) : undefined) ?? 'inputMissing';
  };

/** Hours of a day as people write them: `08:00-18:30`, `8:30-13:00, 14:00-18:00`, `shut`; `undefined`: not understood. */
export function spansFrom(words: string): readonly Span[] | undefined {
  const asked = words.trim().toLowerCase();
  if (['', 'shut', 'closed'].includes(folded(words))) return [];
  const spans = asked
    .split(/\s*(?:,|;|and)\s*/)
    .map((part) => /^(\d{1,2})[:.]?(\d{2})\s*(?:[\p{Pd}\u2212]|to)\s*(\d{1,2})[:.]?(\d{2})$/u.exec(part.trim()));
  if (spans.some((span) => span === null)) return undefined;
  return spans.map((span) => ({
    from: `${(span?.[1] ?? '').padStart(2, '0')}:${span?.[2]}`,
    to: `${(span?.[3] ?? '').padStart(2, '0')}:${span?.[4]}`,
  }));
}
export const workingWeek: readonly Weekday[] = [...weekdays.slice(1), 'sunday'];
