// Completing an eConsult, and opening it again: which outcomes there are for whom, and what the patient must have been told.

import { chosenFrom } from '../code-list.ts';
import { guarded } from '../free-words.ts';
import { own } from '../lookup.ts';
import { mayAnswer, mayDo, mayView } from '../network/access.ts';
import { recordDown } from '../network/in-force.ts';
import { holdsPost, type Network } from '../network/state.ts';
import { isRehearsal } from '../reference.ts';
import type { Capability, Instant, OrganisationId, PersonId } from '../terms.ts';
import { claim, evolveClaim } from './claim.ts';
import type { Complete, Reopen } from './command.ts';
import { othersRefusal } from './contacts.ts';
import type { ClaimedEvent, CompletedEvent, CompletionEvent } from './event.ts';
import { closed, waiting, withCard } from './next-status.ts';
import { onPaperRefusal } from './on-paper.ts';
import { notReachedOutcomes, outcomeList, reopenList, tellingList } from './reasons-and-outcomes.ts';
import { type Case, type EConsultDecision, type EConsultRefusal, happened, notMine, refuse } from './refusals.ts';
import { closedMeanwhile } from './repair.ts';
import { homeFrom } from './reroute.ts';
import type { EConsult, Outcome, Telling, Waiting } from './state.ts';
import { openTasksOf, tasksSent } from './tasks.ts';

/** The capability an outcome needs in the practice's record, besides writing in it. */
const capabilityFor: Readonly<Partial<Record<Outcome, Capability>>> = { prescribed: 'prescribe', appointmentBooked: 'book' };

/** What can be closed while the practice's record cannot be opened: nothing is to be written there, or it cannot wait. */
const withoutRecord: readonly Outcome[] = ['sentTo999', 'withdrawn'];

/** What somebody lacks for an outcome in the practice's record. `undefined`: nothing. */
function lacksFor(outcome: Outcome, state: EConsult, network: Network, by: PersonId, at: Instant): EConsultRefusal | undefined {
  const capability = capabilityFor[outcome];
  return capability && mayDo(network, by, state, capability, at);
}
const isOutcomeOf = ({ withdrawal }: EConsult, outcome: Outcome): boolean =>
  outcomeList.offered.includes(outcome) && (outcome !== 'withdrawn' || withdrawal !== undefined);
/**
 * The outcomes that this person can complete it with: the card offers these, and completing with any other is refused. `withdrawn` only if
 * its sender withdrew it.
 */
export const outcomesOf = (state: EConsult, network: Network, by: PersonId, at: Instant): readonly Outcome[] =>
  outcomeList.offered.filter((outcome) => isOutcomeOf(state, outcome) && lacksFor(outcome, state, network, by, at) === undefined);
/** How the patient can have been told. `notNeeded` only if the sender withdrew it: they know that already. */
export const tellingsOf = ({ withdrawal }: EConsult): readonly Telling[] =>
  tellingList.offered.filter((told) => told !== 'notNeeded' || withdrawal !== undefined);
/** Whether the patient, with this outcome, can be left without having been told: nobody could reach them. */
const couldNotBeReached = (outcome: Outcome): boolean => notReachedOutcomes.includes(outcome);

/** The patient was told after they had asked, and not in the future. */
export const couldBeToldAt = ({ submittedAt }: EConsult, toldAt: Instant, now: Instant): boolean => submittedAt <= toldAt && toldAt <= now;

export function complete(it: Case<Complete>): EConsultDecision {
  const { command, state, rules, by } = it;
  const { at, onPaper } = command;
  if (onPaper === undefined) return completeClaimed(it);
  if (state.status !== 'waiting') {
    const untrue = notMine(state, by) ?? onPaperRefusal(onPaper, state, { network: rules.network, now: at });
    return untrue ? refuse(untrue) : completeClaimed(it);
  }
  // On paper nobody pressed Claim first: both have happened, or neither.
  const taken = claim({ ...it, command: { ...command, type: 'claim' } });
  if ('refusal' in taken) return taken;
  const claimed: ClaimedEvent = { type: 'Claimed', at, by, onPaper };
  const completed = completeClaimed({ ...it, state: evolveClaim(state, claimed) });
  return 'refusal' in completed ? completed : happened(claimed, ...completed.events);
}

function completeClaimed({ command, state, rules, by }: Case<Complete>): EConsultDecision {
  const notTheirs = notMine(state, by);
  if (notTheirs) return refuse(notTheirs);
  const refusal = mayAnswer(rules.network, by.id, state, command.at) ?? lacksFor(command.outcome, state, rules.network, by.id, command.at);
  if (refusal) return refuse(refusal);
  const down = recordDown(rules.network, state.hub, state.practice, command.at);
  if (down && !withoutRecord.includes(command.outcome)) return refuse({ why: 'recordDown', until: down.until });
  if (state.wrongPatient) return refuse({ why: 'wrongPatient', ...state.wrongPatient });
  // Unless the sender withdrew it, the patient must have been told.
  const mayStaySilent = command.outcome === 'withdrawn' && tellingsOf(state).includes('notNeeded');
  if (command.told === 'notNeeded' && !mayStaySilent) return refuse({ why: 'notTold' });
  if (command.told === 'notReached' && !couldNotBeReached(command.outcome)) return refuse({ why: 'notTold' });
  if (!isOutcomeOf(state, command.outcome)) return refuse({ why: command.outcome === 'withdrawn' ? 'notWithdrawn' : 'notOfferedNow' });
  const toldAt = command.toldAt ?? command.onPaper?.at ?? command.at;
  if (!couldBeToldAt(state, toldAt, command.at)) return refuse({ why: 'toldAtWrong' });
  const words = guarded(command.followUp, false, command.at);
  if ('refusal' in words) return words;
  const others = othersRefusal({ command, state, rules, by });
  if (others) return refuse(others);
  if (isUnopened(state) && !command.knowingly) return refuse({ why: 'notOpened' });
  const unfinished = openTasksOf(state);
  if (unfinished.length > 0 && !command.tasksSeen) return refuse({ why: 'tasksOpen', tasks: unfinished });
  const completed: CompletedEvent = {
    type: 'Completed',
    at: command.at,
    by,
    outcome: command.outcome,
    ...chosenFrom(outcomeList),
    told: command.told,
    toldList: tellingList.version,
    toldAt,
    followUp: words.text,
    ...(isUnopened(state) ? { unopened: true } : {}),
    ...(command.onPaper === undefined ? {} : { onPaper: command.onPaper }),
  };
  return happened(completed, ...tasksSent(command, by));
}

/** A red flag that nobody has opened: what the patient wrote has not been read here, unless in the sender's own product. */
export const isUnopened = ({ priority, unopened }: EConsult): boolean => priority === 'redFlag' && unopened === true;

/**
 * Anybody who may read it, or a lead of the hub, can reopen it: a patient who comes back may reach either organisation, and somebody there
 * must be able to act.
 */
export function reopen({ command, state, rules, by }: Case<Reopen>): EConsultDecision {
  if (state.status !== 'completed') return refuse({ why: 'notCompleted' });
  // Its drill may be over, and nobody would take it away again.
  if (isRehearsal(state.id)) return refuse({ why: 'madeUp' });
  const member = own(rules.network.staff, by.id);
  if (member === undefined) return refuse({ why: 'notStaff' });
  const leads = holdsPost(member, 'hubLead', state.hub) || holdsPost(member, 'clinicalLead', state.hub);
  const refusal = leads ? undefined : mayView(rules.network, by.id, state, command.at);
  if (refusal) return refuse(refusal);
  const { reroutedBy } = state;
  const stays = reroutedBy !== undefined && homeFrom(state, reroutedBy.from, rules.network, command.at) !== reroutedBy.from;
  return happened(
    {
      ...{ type: 'Reopened', at: command.at, by, reason: command.reason, ...chosenFrom(reopenList) },
      ...(stays ? { stays: true } : {}),
    },
    ...closedMeanwhile(state, by, command.at, rules.network),
  );
}

/** How an eConsult looks after it was completed or opened again. */
export function evolveCompletion(state: EConsult, event: CompletionEvent): EConsult {
  const { at } = event;
  switch (event.type) {
    case 'Completed': {
      const { outcome, by, told, toldAt, followUp } = event;
      return {
        ...closed(state, event.onPaper?.at ?? at),
        outcome,
        ...(event.list === undefined ? {} : { list: event.list }),
        completedBy: by,
        followUp,
        patientTold: told === 'notNeeded' ? undefined : { how: told, by, at: toldAt },
      };
    }
    case 'Reopened':
      // The time while it was completed counts for no organisation.
      return reopened({ ...waiting(state, at), heldSince: at }, event.stays ? state.practice : undefined);
  }
}

/** A disaster that would have brought it back may be over by now: then it waits where it belongs. */
function reopened(state: Waiting, practice: OrganisationId | undefined): Waiting {
  const { reroutedBy } = state;
  if (reroutedBy === undefined || state.waitingSince < reroutedBy.until) return state;
  const holder = practice ?? reroutedBy.from;
  return { ...state, reroutedBy: undefined, holder, shownIn: withCard(state, holder) };
}
