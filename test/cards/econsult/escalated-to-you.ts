// Everybody who might press a button, and what pressing or filling in with each of the offered choices asks for.
import { drawEConsult } from '../../../src/cards/econsult/card.ts';
import { drawForm, forms } from '../../../src/cards/econsult/forms.ts';
import type { Asking, Field } from '../../../src/cards/fields.ts';
import type { Asked, EConsultCommand } from '../../../src/domain/econsult/command.ts';
import type { EConsult } from '../../../src/domain/econsult/state.ts';
import type { Network, StaffMember } from '../../../src/domain/network/state.ts';
import type { OrganisationId, Person, PersonId } from '../../../src/domain/terms.ts';
import { presses, submissions } from '../../../src/teams/econsult/inputs.ts';
import { later } from '../../given.ts';
import { larkfield, millbrook, network, north, person, rules, tenant } from '../../people.ts';
import { type Element, elementsOf } from '../elements.ts';

export const now = later(45);
/** The network with a clinician more at each practice, so that nothing fails for want of people. */
export const fuller: Network = {
  ...network,
  staff: {
    ...network.staff,
    ...Object.fromEntries(
      [larkfield, millbrook].map((at) => {
        const id = `${tenant}.clinician-at-${at.toLowerCase()}`;
        return [id, { id, name: `Dr ${at}`, posts: [{ role: 'practiceClinician', at }], cleared: [] } satisfies StaffMember];
      }),
    ),
  },
};
export const fullRules = { ...rules, network: fuller };
export const everybody = Object.values(fuller.staff);

export const askedBy = (it: EConsult, by: Person): Asked => ({
  hub: north,
  id: it.id,
  operation: 'operation-1',
  at: now,
  by: person(by),
  revision: it.revision,
});

/** The inputs of a form as somebody could fill them in: every combination of its own choices. */
export function fillings(card: object): readonly Readonly<Record<string, string>>[] {
  const reasons = elementsOf(card).flatMap(({ data }) => (data as { reason?: string } | undefined)?.reason ?? []);
  // Each reason is a button: then nothing else is filled in.
  if (reasons.length > 0) return reasons.map((reason) => ({ reason }));
  const inputs = elementsOf(card).filter(({ type }) => type.startsWith('Input.'));
  const all = inputs.reduce<readonly Readonly<Record<string, string>>[]>(
    (before, input) => before.flatMap((filled) => valuesOf(input).map((value) => ({ ...filled, [String(input['id'])]: value }))),
    [{}],
  );
  // How the patient was told is said once: with the outcome, or beside it.
  return all.filter(({ outcome = '', told }) => told === undefined || outcome.includes(':') === (told === ''));
}
function valuesOf(input: Element): readonly string[] {
  const id = String(input['id']);
  // What is asked of others beside it decides nothing about it: one of each is enough, or each would be tried with all the others.
  const beside = /^(?:ask|another)/.test(id);
  if (input.type === 'Input.ChoiceSet') {
    const all = (input['choices'] as { value: string }[]).map(({ value }) => value);
    return beside ? all.slice(0, 1) : id === 'told' && input['isRequired'] !== true ? ['', ...all] : all;
  }
  if (input.type === 'Input.Toggle') return beside ? ['false'] : ['true', 'false'];
  return [id === 'to' ? 'CCC-CCC' : 'A few words', ...(input['isRequired'] === true ? [] : [''])];
}

export const formOf = (verb: string, it: EConsult, by: PersonId, more: Partial<Asking> = {}) =>
  drawForm(verb, { it, rules: fullRules, at: now, by, ...more });
export const fieldsOf = (verb: string, asking: Asking): readonly Field[] => forms[verb]?.(asking).fields ?? [];

/** Everything that a button of a card can ask for when this person uses it with whatever is offered. */
export function commandsOf(verb: string, it: EConsult, by: Person): readonly (EConsultCommand | 'inputMissing')[] {
  const press = presses[verb];
  const asked = askedBy(it, by);
  if (press !== undefined) return pressFillings(verb, it).map((data) => press(asked, data));
  const submit = submissions[verb];
  if (submit === undefined) return [];
  if (verb === 'place') return Object.keys(fuller.practices).map((practice) => submit(asked, { practice }));
  const form = formOf(verb, it, by.id);
  return form === undefined ? [] : fillings(form.card).map((data) => submit(asked, data));
}
/** Release and Complete have their inputs on the card itself. */
function pressFillings(verb: string, it: EConsult): readonly Readonly<Record<string, string>>[] {
  if (verb !== 'release' && verb !== 'complete') return [{}];
  const viewer = it.status === 'claimed' ? it.claimant.id : '';
  const { card } = drawEConsult(it, { network: fuller, at: it.holder, now, viewer });
  const unfolded = elementsOf(card).find(
    ({ type, title }) => type === 'Action.ShowCard' && title === (verb === 'release' ? 'Release' : 'Complete'),
  );
  return fillings((unfolded?.['card'] as object | undefined) ?? {});
}

/** The channels that show it. */
export const placesOf = (it: EConsult): readonly OrganisationId[] => [...new Set([it.hub, ...(it.practice ? [it.practice] : [])])];
