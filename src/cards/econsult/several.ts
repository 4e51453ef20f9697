// Forms about several eConsults at once: what becomes of each before closing, and of each claim when somebody leaves their shift.

import { whoCanTake } from '../../domain/econsult/claim.ts';
import type { EConsultCommand } from '../../domain/econsult/command.ts';
import { tellingList } from '../../domain/econsult/reasons-and-outcomes.ts';
import type { EConsultRules } from '../../domain/econsult/refusals.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import { own } from '../../domain/lookup.ts';
import type { Network } from '../../domain/network/state.ts';
import { onShiftAt } from '../../domain/network/who-is-where.ts';
import { referenceOf } from '../../domain/reference.ts';
import type { Instant, OrganisationId, PersonId } from '../../domain/terms.ts';
import { leftRow, leftShown } from '../day/day.ts';
import type { Choice, Field } from '../fields.ts';
import { fillForm } from '../form.ts';
import { type Card, inert } from '../templates.ts';
import { kindWords, oneLine, plain, priorityWords, tellingWords, when } from '../words.ts';
import { maySendOn } from './buttons.ts';

/** As many as one dialog shows, and the list it belongs to. */
export const eachMax = leftShown;

/** One dialog about several: what it says first, and a choice for each. */
export const drawEach = (
  verb: string,
  lines: readonly string[],
  fields: readonly Field[],
  about: { readonly hub: string; readonly rest: string },
): Card => fillForm({ verb, title: 'Decide each one', submit: 'Save', lines, fields }, { ...about, id: '', revision: 0 }, '', {});

/** Colleagues offered for each claim: those on shift, and no more than people read. */
const colleaguesShown = 12;

/** What a field is called, so that what was chosen finds its eConsult again. */
export const fieldOf = ({ hub, id }: Pick<EConsult, 'hub' | 'id'>): string => `${hub}-${id}`;
export function eConsultOf(field: string): { readonly hub: string; readonly id: string } | undefined {
  const found = /^([A-Z0-9]{3,10})-([A-Z0-9]{6})$/.exec(field);
  return found?.[1] && found[2] ? { hub: found[1], id: found[2] } : undefined;
}

const one = (it: EConsult, label: string, choices: readonly Choice[]): Field => ({
  kind: 'choice',
  id: fieldOf(it),
  label: inert(label),
  required: false,
  error: 'Please choose.',
  choices,
});

/** What can be chosen for one of several. */
export type EachCommand = Extract<
  EConsultCommand,
  { readonly type: 'planClosing' | 'handOver' | 'accept' | 'sendToHub' | 'keep' | 'release' }
>;

/** Said to whoever gets one at the end of a colleague's shift; its card says the rest. */
export const handedOverWords = 'Handed over at the end of a shift.';
/** Above how each went that something was chosen for. */
export const eachWentWords = (chosen: number): string =>
  chosen === 0 ? 'Nothing was chosen, so nothing has changed.' : 'This is how each went.';
export const notAChoiceWords = 'That was not one of the choices. Nothing has changed.';
/** In place of what is still to be decided, when the store cannot be read. */
export const restUnreadWords = 'What is left could not be read just now: open this again.';

/** What was done with one of several: an answer that says it lets a slip of the finger be seen. */
export function eachDoneWords(command: EachCommand, network: Network): string {
  switch (command.type) {
    case 'planClosing':
      return command.plan === 'finish'
        ? 'Noted: it will be finished before closing. It stays open until it is completed.'
        : `Noted: it waits for the next opening; the patient was told${command.told === undefined ? '' : ` ${tellingWords[command.told]}`}.`;
    case 'handOver':
      return `Handed to ${plain(own(network.staff, command.to)?.name ?? 'a colleague')}, who has been told.`;
    case 'accept':
      return 'Accepted: it is yours now.';
    case 'sendToHub':
      return 'Passed to the hub.';
    case 'keep':
      return 'Kept: it stays yours.';
    case 'release':
      return 'Released: whoever is free can claim it.';
  }
}

/** Before closing: finish, hand over, or wait with the patient told. Whoever is only offered it may accept it. */
export function closingFields(
  items: readonly EConsult[],
  organisation: OrganisationId,
  rules: EConsultRules,
  now: Instant,
): readonly Field[] {
  return items.map((it) => {
    const { first, second } = leftRow(it, rules.network, now);
    const finish = { value: 'finish', title: 'It will be finished before we close' };
    const isOffered = it.status === 'offered' && it.offer.to === organisation;
    const choices = isOffered
      ? [{ value: 'accept', title: 'We accept it' }]
      : [
          finish,
          ...(it.priority === 'routine' ? waits : []),
          ...(isToSendOn(it) ? [{ value: 'sendToHub', title: 'It goes to the hub' }] : []),
        ];
    return one(it, `${first}. ${second}`, choices);
  });
}

const waits: readonly Choice[] = tellingList.offered
  .filter((told) => told !== 'notNeeded' && told !== 'notReached')
  .map((told) => ({ value: `next:${told}`, title: `It waits for the next opening; the patient was told ${tellingWords[told]}` }));

/** At a practice that saw it first. */
const isToSendOn = (it: EConsult): boolean => it.status !== 'completed' && it.status !== 'offered' && it.holder !== it.hub && maySendOn(it);

/** At the end of a shift: keep it, let it go, or hand it to somebody who is there and may answer it. */
export function leavingFields(items: readonly EConsult[], by: PersonId, rules: EConsultRules, now: Instant): readonly Field[] {
  return items.map((it) => {
    const colleagues = onShiftAt(rules.network, it.holder)
      .filter(({ id }) => id !== by && 'person' in whoCanTake(id, it, rules, now))
      .map(({ id }) => ({ value: `to:${id}`, title: inert(`Hand it to ${oneLine(own(rules.network.staff, id)?.name ?? id)}`) }))
      .slice(0, colleaguesShown);
    const target = it.status === 'completed' ? '' : ` · target ${when(it.deadlines.target, it.receivedAt)}`;
    return one(it, `${referenceOf(it.id)} · ${priorityWords[it.priority]} · ${kindWords[it.kind]}${target}`, [
      { value: 'keep', title: 'I keep it and will answer it' },
      { value: 'release', title: 'Release it: whoever is free can claim it' },
      ...colleagues,
    ]);
  });
}
