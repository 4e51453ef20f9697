// What a repair would change at this moment, counted before anybody says yes.
import type { QuestionAsked } from '../../domain/econsult/event.ts';
import { own } from '../../domain/lookup.ts';
import { type Network, organisationsOf, staffIn } from '../../domain/network/state.ts';
import { practicesOf, staffAt, staffConcerning } from '../../domain/network/who-is-where.ts';
import type { Counted, LeaverPlan, MovePlan, PracticePlan, Preview, RepairPlan } from '../../domain/repair/state.ts';
import type { TaskPlace } from '../../domain/task/queue-place.ts';
import { type HubId, type Instant, type Person, type PersonId, personOf } from '../../domain/terms.ts';
import { opensIn } from '../econsult/rows.ts';
import type { Store } from '../ports.ts';
import { readinessOf } from '../readiness/readiness.ts';
import { bookOf } from '../slot/slot.ts';
import { tasks } from '../task/task.ts';
import { found } from './found.ts';
import { plannedShifts } from './leaver-shifts.ts';

/** A question that waits longer has been warned of for weeks. */
const questionsDays = 28;
const questionsMax = 20_000;

/** Throws as the store does. */
export const previewOf = (store: Store, network: Network, hub: HubId, plan: RepairPlan, at: Instant): Promise<Preview> =>
  plan.type === 'leaver' ? ofLeaver(store, network, hub, plan, at) : ofPractice(store, network, hub, plan, at);

async function ofLeaver(store: Store, network: Network, hub: HubId, plan: LeaverPlan, at: Instant): Promise<Preview> {
  const { id } = plan.person;
  const [rows, taskRows, about, questions, shifts, checklists] = await Promise.all([
    opensIn(store, hub),
    store.opens<TaskPlace>(hub, tasks.kind),
    found(store, hub, plan),
    questionsOf(store, hub, id, at),
    plannedShifts(store, hub, id, at),
    ownedBy(store, network, hub, id),
  ]);
  const claimed = rows.filter(({ claimant }) => claimant === id).length;
  const meantFor = rows.filter(({ assignee, claimant }) => assignee === id && claimant !== id).length;
  const tasksInHand = taskRows.filter(({ claimant }) => claimant === id).length;
  const open = new Set(rows.map((row) => row.id));
  const counts: Readonly<Record<string, number>> = {
    ...{ claimed, meantFor, tasksInHand, shifts, checklists },
    onLadders: about.econsults.length + about.tasks.length - claimed - meantFor - tasksInHand,
    questions: [...questions].filter((each) => open.has(each)).length,
  };
  const duty = staffIn(network, 'dutyClinician', hub);
  return { at, counts: someOf(counts), ...(duty.length === 1 && duty[0]?.id === id ? { lastDuty: true } : {}) };
}

async function questionsOf(store: Store, hub: HubId, person: PersonId, at: Instant): Promise<ReadonlySet<string>> {
  const from = new Date(Date.parse(at) - questionsDays * 86_400_000).toISOString();
  const asked = await store.logged<QuestionAsked>(hub, { kind: 'econsult', types: ['QuestionAsked'] }, from, at, questionsMax);
  return new Set(asked.flatMap(({ id, event }) => (event.by.id === person ? [id] : [])));
}

/** Items of checklists that they look after: from then on the hub's leads are reminded of those. */
async function ownedBy(store: Store, network: Network, hub: HubId, person: PersonId): Promise<number> {
  const each = await Promise.all(practicesOf(network, hub).map((practice) => readinessOf(store, practice)));
  return each.flatMap((readiness) => Object.values(readiness?.answers ?? {})).filter(({ owner }) => owner?.id === person).length;
}

async function ofPractice(store: Store, network: Network, hub: HubId, plan: PracticePlan | MovePlan, at: Instant): Promise<Preview> {
  const { practice } = plan;
  const [rows, taskRows, book] = await Promise.all([
    opensIn(store, hub),
    store.opens<TaskPlace>(hub, tasks.kind),
    bookOf(store, hub, practice),
  ]);
  const theirs = rows.filter((row) => row.practice === practice || row.holder === practice || row.offeredTo === practice);
  const counts: Readonly<Record<string, number>> = {
    atPractice: theirs.filter(({ holder }) => holder === practice).length,
    atHub: theirs.filter(({ holder, offeredTo }) => holder !== practice && offeredTo !== practice).length,
    offered: theirs.filter(({ holder, offeredTo }) => holder !== practice && offeredTo === practice).length,
    tasks: taskRows.filter((row) => [row.practice, row.from, row.to].includes(practice)).length,
    slotsFree: book.filter(({ status }) => status === 'free').length,
    // Of one that moves they stay as they are: it is the same practice.
    slotsTaken: plan.type === 'move' ? 0 : book.filter(({ status }) => status === 'taken').length,
    staff: staffAt(network, practice).length,
  };
  return {
    at,
    counts: someOf(counts),
    ...(plan.type === 'merge' ? { cleared: clearedOnlyFor(network, practice, plan.over.to) } : {}),
    ...(plan.type === 'move' ? { cleared: clearedAtOldHub(network, plan) } : {}),
  };
}

/** Who is cleared for the one practice and not for the other. */
export const clearedOnlyFor = (network: Network, practice: string, to: string) =>
  staffConcerning(network, practice)
    .filter(
      ({ id }) =>
        own(network.staff, id)?.cleared.some((each) => each.practice === practice) &&
        !own(network.staff, id)?.cleared.some((each) => each.practice === to) &&
        !own(network.staff, id)?.posts.some((post) => post.at === to),
    )
    .map(personOf);

/** Whoever is cleared for the practice at the hub that it has left and does not work at the new one. */
export const clearedAtOldHub = (
  network: Network,
  { practice, leaves, to }: Pick<MovePlan, 'practice' | 'leaves' | 'to'>,
): readonly Person[] => {
  const [there, stay] = [new Set(organisationsOf(network, leaves)), new Set([...organisationsOf(network, to), practice])];
  there.delete(practice);
  return staffConcerning(network, practice)
    .filter(({ posts }) => posts.some(({ at }) => there.has(at)) && !posts.some(({ at }) => stay.has(at)))
    .map(personOf);
};

const someOf = (counts: Readonly<Record<string, number>>): Readonly<Partial<Record<Counted, number>>> =>
  Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
