// The eConsult: its verbs in the shape `handle` takes, and the one way in the application to load one or to ask something of it.

import { nextLookFrom } from '../../domain/econsult/clock.ts';
import type { EConsultCommand } from '../../domain/econsult/command.ts';
import { decide, type EConsultRefusal, type EConsultRules } from '../../domain/econsult/decide.ts';
import type { EConsultEvent } from '../../domain/econsult/event.ts';
import { evolve } from '../../domain/econsult/evolve.ts';
import { freeWordsIn, marksOfTexts } from '../../domain/econsult/patient-guard.ts';
import { harmOf, queuePlace } from '../../domain/econsult/queue-place.ts';
import { react } from '../../domain/econsult/react.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import type { SubmissionText } from '../../domain/econsult/submission.ts';
import { own } from '../../domain/lookup.ts';
import { unseen } from '../../domain/network/access.ts';
import { holdersIn } from '../../domain/network/buddies.ts';
import type { Network } from '../../domain/network/state.ts';
import type { PatientMarks } from '../../domain/patient.ts';
import { rehearsedFor } from '../../domain/reference.ts';
import { networkFor, wordsIdOf } from '../../domain/rehearsal/as-rehearsed.ts';
import type { HubId, PersonId } from '../../domain/terms.ts';
import { type Aggregate, type HandleDeps, type Handled, handle, handleTogether, wishAbout } from '../handle.ts';
import type { Store, Timer } from '../ports.ts';
import type { RulesSource } from '../rules.ts';
import { othersById } from './contacts.ts';
import { econsultKey } from './load.ts';
import { queueOf } from './rows.ts';

export const econsults: Aggregate<EConsult, EConsultCommand, EConsultEvent, EConsultRefusal, EConsultRules> = {
  kind: 'econsult',
  decide,
  evolve,
  react,
  queue: queuePlace,
  timer: timerOf,
  aim: (state, rules, at) => ({ ...state, nextLook: nextLookFrom(state, rules, at) }),
  // A warning says the gravest that is so when it is sent: four that could not be sent in time are one.
  merging: ['warned', 'warnedElsewhere'],
};

function timerOf(state: EConsult | undefined): Timer | undefined {
  return state?.nextLook === undefined ? undefined : { at: state.nextLook, harm: harmOf(state) };
}

export type EConsultHandled = Handled<EConsult, EConsultEvent, EConsultRefusal>;

/** Grants or refuses a person's or sender's wish about one eConsult. Errors as `handle`. */
export async function handleEConsult(
  deps: HandleDeps & { readonly rules: RulesSource },
  command: EConsultCommand,
): Promise<EConsultHandled> {
  const rules = rulesBy(await deps.rules.now(), command.id);
  // The hub's name came with a card or a message; only hubs of our network have a table.
  const { hub, id, by } = command;
  if (own(rules.network.hubs, hub) === undefined) {
    const refusal = by.kind === 'person' ? unseen(rules.network, by.id, id) : ({ why: 'notFound' } as const);
    return { kind: 'refused', refusal, state: undefined };
  }
  if ((command.type === 'link' || command.type === 'notSamePatient') && command.to !== id) {
    // Two eConsults are linked, or said not to be one patient's, both ways or not at all.
    const { revision: _revision, ...asked } = command;
    const linked = await handleTogether(deps, {
      it: wishAbout(econsults, econsultKey(hub, id), command, rules),
      other: wishAbout(econsults, econsultKey(hub, command.to), { ...asked, id: command.to, to: id }, rules),
    });
    if (linked.kind === 'done') return linked.each.it;
    return linked.which === 'it' ? linked.refused : { ...linked.refused, state: undefined };
  }
  return handle(deps, econsults, econsultKey(hub, id), command, await econsultRulesOf(deps.store, rules, command));
}

/** The rules as one that is no patient's own sees them. */
export function rulesBy<R extends EConsultRules>(rules: R, id: string): R {
  const network = networkFor(id, rules.network);
  return network === rules.network ? rules : { ...rules, network };
}

/** The rules of the moment with what this command needs besides. Errors as `Store.texts`. */
export async function econsultRulesOf(store: Store, rules: EConsultRules, command: EConsultCommand): Promise<EConsultRules> {
  const { hub, id, at } = command;
  const [ruled, patient] = await Promise.all([rulesFor(store, rules, hub, command.type), patientOf(store, command)]);
  const others = asksOthers(command) ? await othersById(store, rules.network, { hub, id, at }) : {};
  return { ...ruled, ...others, ...(patient === undefined ? {} : { patient }) };
}

/** Before this is done, somebody must know of the patient's other contacts. */
const asksOthers = (command: EConsultCommand): boolean =>
  command.type === 'complete' && command.outcome === 'noActionNeeded' && !command.othersSeen;

/**
 * What of its patient must not stand in what somebody wrote. One read more, and only where something was written: without an answer
 * nothing is decided, so that nothing goes unchecked. `undefined`: nothing was written, or nothing of the patient is kept any more.
 */
async function patientOf(store: Store, command: EConsultCommand): Promise<PatientMarks | undefined> {
  if (freeWordsIn(command).length === 0) return undefined;
  const texts = await store.texts<SubmissionText>(command.hub, await wordsId(store, command));
  return texts.length === 0 ? undefined : marksOfTexts(texts);
}

/** One more read, and only for what is watched in shadow: its own id does not say whose words it shows. */
async function wordsId(store: Store, { hub, id }: EConsultCommand): Promise<string> {
  if (rehearsedFor(id) !== 'shadow') return id;
  const it = (await store.load<EConsult>(econsultKey(hub, id)))?.state;
  return it === undefined ? id : wordsIdOf(it);
}

/** The rules to decide by. How much each person has claimed is counted only for commands that give somebody else work. */
export async function rulesFor(store: Store, rules: EConsultRules, hub: HubId, wish: string): Promise<EConsultRules> {
  return wish === 'assign' || wish === 'handOver' ? { ...rules, load: await loadIn(store, rules.network, hub) } : rules;
}

/** A hub has about 700 open on a Monday. Beyond this number counting stops, and people's load is slightly understated. */
const openCounted = 2_000;

/** How many open eConsults of a hub and its practices each person has claimed. */
async function loadIn(store: Store, network: Network, hub: HubId): Promise<Readonly<Record<PersonId, number>>> {
  const queues = await Promise.all(holdersIn(network, hub).map((holder) => queueOf(store, hub, holder, openCounted)));
  const load = new Map<PersonId, number>();
  for (const { claimant } of queues.flat()) if (claimant !== undefined) load.set(claimant, (load.get(claimant) ?? 0) + 1);
  return Object.fromEntries(load);
}
