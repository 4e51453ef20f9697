// Repairs: what an eConsult keeps in the name of somebody who leaves, of a practice that closes or of a hub that it leaves, goes to whoever takes over. Nothing is closed by it.
import { own } from '../lookup.ts';
import { mayAnswer } from '../network/access.ts';
import { isClosedOn, practiceFor } from '../network/closed.ts';
import { withoutPerson } from '../network/ladder.ts';
import { formerly } from '../network/practice-moved.ts';
import type { Network } from '../network/state.ts';
import type { PersonLeaves, PracticeCloses, PracticeMoves } from '../replacement.ts';
import type { HubId, Instant, OdsCode, OrganisationId, Person } from '../terms.ts';
import { onTheWall } from '../time/calendar.ts';
import type { EConsultCommand } from './command.ts';
import { claimed, contractOf, movedTo, waiting, withCard } from './next-status.ts';
import type { Offer } from './offer.ts';
import { type EConsultDecision, type EConsultRules, happened, nothing, refuse } from './refusals.ts';
import type { PersonReplaced, PracticeReplaced, RepairEvent } from './repaired.ts';
import type { EConsult, Escalation, Open, Question } from './state.ts';

/** By the clock alone, for a repair that a lead has confirmed. What is so already is left as it is, so that it can be asked for twice. */
export function repair(
  command: Extract<EConsultCommand, { readonly type: 'repair' }>,
  state: EConsult,
  rules: EConsultRules,
): EConsultDecision {
  if (command.by.kind !== 'clock') return refuse({ why: 'clockOnly' });
  if (state.status === 'completed') return nothing;
  const asked = { at: command.at, repair: command.repair, by: command.lead };
  const { change } = command;
  switch (change.what) {
    case 'personLeaves':
      return personLeaves(change, asked, state, rules);
    case 'practiceCloses':
      return practiceCloses(change, asked, state, rules);
    case 'practiceMoves':
      return practiceMoves(change, asked, state, rules);
  }
}
type Asked = Pick<RepairEvent, 'at' | 'repair' | 'by'>;

/** Handed over only to somebody who may answer it; else it waits in its queue, where everybody sees it. */
function personLeaves({ from, to }: PersonLeaves, asked: Asked, state: Open, { network }: EConsultRules): EConsultDecision {
  if (!isNamed(state, from)) return nothing;
  const able = to !== undefined && to.id !== from.id && mayAnswer(network, to.id, state, asked.at) === undefined;
  const claim = state.status === 'claimed' && state.claimant.id === from.id;
  return happened({ type: 'PersonReplaced', ...asked, from, ...(able ? { to } : {}), ...(claim ? { claim } : {}) });
}

/** What is opened again after its practice has closed, or gone to another hub, goes where the others went. */
export function closedMeanwhile(state: EConsult, by: Person, at: Instant, network: Network): readonly PracticeReplaced[] {
  const practice = state.practice === undefined ? undefined : own(network.practices, state.practice);
  const { date } = onTheWall(at);
  if (practice !== undefined && formerly(practice, state.hub) !== undefined)
    return state.holder === state.hub ? [goneHome(state, practice.code, state.hub, { at, by, repair: '' })] : [];
  if (practice === undefined || !isClosedOn(practice, date)) return [];
  const to = practiceFor(network, practice.code, date)?.code;
  if (to === undefined && state.holder !== practice.code) return [];
  const instead = to ?? state.hub;
  const holder = state.holder === practice.code ? instead : state.holder;
  return [{ type: 'PracticeReplaced', at, by, repair: '', from: practice.code, practice: to ?? practice.code, holder, instead }];
}

/** Whether it is theirs, meant for them, or waits for them on a ladder. */
export function isNamed(state: EConsult, { id }: Pick<Person, 'id'>): boolean {
  if (state.status === 'completed') return false;
  const { assigned, escalation } = state;
  if (state.status === 'claimed' && state.claimant.id === id) return true;
  if (assigned !== undefined && 'person' in assigned.to && assigned.to.person.id === id) return true;
  return (
    escalation !== undefined && !escalation.acknowledged && escalation.ladder.some(({ people }) => people.some((each) => each.id === id))
  );
}

function practiceCloses({ from, to }: PracticeCloses, asked: Asked, state: Open, { network }: EConsultRules): EConsultDecision {
  const isTheirs = state.practice === from;
  const instead = isTheirs ? (to ?? state.hub) : state.hub;
  const practice = isTheirs ? (to ?? from) : state.practice;
  const isHere = state.holder === from || (state.status === 'offered' && [state.offer.to, state.offer.from].includes(from));
  if (practice === undefined || (practice === state.practice && !isHere)) return nothing;
  const holder = state.holder === from ? instead : state.holder;
  const keeps = state.status === 'claimed' && mayAnswer(network, state.claimant.id, { ...state, practice, holder }, asked.at) === undefined;
  return happened({ type: 'PracticeReplaced', ...asked, from, practice, holder, instead, ...(keeps ? { keeps } : {}) });
}

/** The hub's agreement for it has ended, so it waits at its practice, where everybody sees it. */
function practiceMoves({ practice, from }: PracticeMoves, asked: Asked, state: Open, { network }: EConsultRules): EConsultDecision {
  const isAtHub = state.holder === from || (state.status === 'offered' && [state.offer.to, state.offer.from].includes(from));
  if (state.practice !== practice || !isAtHub) return nothing;
  const event = goneHome(state, practice, from, asked);
  const keeps =
    state.status === 'claimed' && mayAnswer(network, state.claimant.id, { ...state, holder: event.holder }, asked.at) === undefined;
  return happened({ ...event, ...(keeps ? { keeps } : {}) });
}
const goneHome = ({ holder }: EConsult, practice: OdsCode, from: HubId, asked: Asked): PracticeReplaced => ({
  ...{ type: 'PracticeReplaced', ...asked, from, practice, holder: holder === from ? practice : holder, instead: practice },
  moved: true,
});

export function evolveRepair(state: EConsult, event: RepairEvent): EConsult {
  return event.type === 'PersonReplaced' ? personReplaced(state, event) : practiceReplaced(state, event);
}

function personReplaced(state: EConsult, event: PersonReplaced): EConsult {
  const { at, by, from, to, claim } = event;
  const escalation = state.escalation && laddered(state.escalation, from, to, at);
  const isAssigned = state.assigned !== undefined && 'person' in state.assigned.to && state.assigned.to.person.id === from.id;
  const assigned = to === undefined ? undefined : { by, at, to: { person: to } };
  if (!claim) return { ...state, escalation, ...(isAssigned ? { assigned } : {}) };
  return { ...waiting(state, at), contract: contractOf(state), escalation, assigned };
}

/** Nobody waits for an answer of somebody who has gone: the next who is there is asked. */
function laddered(escalation: Escalation, from: Person, to: Person | undefined, at: Instant): Escalation {
  if (escalation.acknowledged) return escalation;
  const ladder = withoutPerson(escalation.ladder, from, to);
  const isEmpty = escalation.rung < ladder.length && ladder[escalation.rung]?.people.length === 0;
  const next = ladder.findIndex(({ people }, index) => index > escalation.rung && people.length > 0);
  return isEmpty ? { ...escalation, ladder, rung: next === -1 ? ladder.length : next, rungSince: at } : { ...escalation, ladder };
}

function practiceReplaced(state: EConsult, event: PracticeReplaced): EConsult {
  const { at, from, practice, holder, instead } = event;
  const side = (organisation: OrganisationId): OrganisationId => (organisation === from ? instead : organisation);
  const offered = (offer: Offer): Offer => ({ ...offer, from: side(offer.from), to: side(offer.to), answers: side(offer.answers) });
  const between = (offer: Offer | undefined): Offer | undefined => {
    const made = offer && offered(offer);
    // With both sides the same there is nothing between them any more.
    return made?.from === made?.to ? undefined : made;
  };
  const { reroutedBy } = state;
  const moved = {
    ...movedTo(state, holder, at),
    practice,
    question: state.question && asked(state.question, side),
    ...(state.settled === undefined ? {} : { settled: { ...state.settled, to: side(state.settled.to) } }),
    ...(holder === state.holder && reroutedBy?.from === from
      ? { reroutedBy: instead === holder ? undefined : { ...reroutedBy, from: instead } }
      : {}),
  };
  const contract = between(contractOf(state));
  if (state.status === 'claimed' && event.keeps)
    return { ...claimed(state, state.claimant, state.claimedAt), ...moved, keptAt: at, contract };
  const offer = state.status === 'offered' ? between(state.offer) : undefined;
  if (state.status !== 'offered' || offer === undefined) return { ...waiting(state, at), ...moved, contract };
  return { ...state, ...moved, shownIn: withCard({ ...state, ...moved }, offer.to), offer, contract };
}

const asked = (question: Question, side: (organisation: OrganisationId) => OrganisationId): Question | undefined => {
  const made = { ...question, from: side(question.from), to: side(question.to) };
  return made.from === made.to && question.answer === undefined ? undefined : made;
};
