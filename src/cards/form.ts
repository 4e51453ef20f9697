// A form as a card, and what is said instead where there is nothing to choose from.
import { own } from '../domain/lookup.ts';
import { noteCharactersMax } from '../domain/privacy.ts';
import type { Field, Form } from './fields.ts';
import { type Card, fill, inert, payloadVersion } from './templates.ts';

/** What to say when a choice that must be made cannot be; `undefined`: all can. */
export function nothingToChoose(fields: readonly Field[]): string | undefined {
  const empty = fields.find(({ kind, required, choices }) => kind === 'choice' && required && choices?.length === 0);
  return empty && (empty.none ?? 'There is nothing to choose from.');
}

/** A form as a card, about whatever `about` says its buttons carry. */
export function fillForm(
  { verb, title, submit, lines, fields }: Form,
  about: { readonly hub: string; readonly id: string; readonly revision: number; readonly rest: string },
  problem: string,
  given: Readonly<Record<string, unknown>>,
): Card {
  // Then there is nothing to send either: it says so instead of showing an empty list.
  const none = nothingToChoose(fields);
  const filled = fields.map((field) => {
    const was = own(given, field.id);
    return { choices: [], max: noteCharactersMax, ...field, value: typeof was === 'string' ? inert(was) : (field.value ?? '') };
  });
  const shown = (none === undefined ? lines : [none]).filter((line) => line !== '').map((line) => ({ words: line }));
  const rest = inert(about.rest);
  return fill('form', {
    ...{ title, submit, problem, verb, v: payloadVersion, ...about, rest, lines: shown },
    fields: none === undefined ? filled : [],
    sends: none === undefined,
  });
}
