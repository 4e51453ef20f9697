// A hub with everything open that a repair may meet, and a lead who asks for one: for the tests of repairs at work.
import { handleEConsult } from '../../../src/app/econsult/econsult.ts';
import { opensIn } from '../../../src/app/econsult/rows.ts';
import { networkSource } from '../../../src/app/network/network.ts';
import { lookAtRepair } from '../../../src/app/repair/look.ts';
import { decideOnRepair, proposeRepair, repairKey } from '../../../src/app/repair/repair.ts';
import { tasks } from '../../../src/app/task/task.ts';
import type { EConsultCommand } from '../../../src/domain/econsult/command.ts';
import type { Network } from '../../../src/domain/network/state.ts';
import { idFrom } from '../../../src/domain/reference.ts';
import type { MovePlan, Repair, RepairPlan } from '../../../src/domain/repair/state.ts';
import type { TaskPlace } from '../../../src/domain/task/queue-place.ts';
import { type Instant, type OdsCode, type Person, priorities } from '../../../src/domain/terms.ts';
import type { Engine } from '../../../src/storage/engine.ts';
import { memoryEngine } from '../../../src/storage/memory.ts';
import { englandHolidays } from '../../domain/time/days.ts';
import { usualSubmission } from '../../given.ts';
import {
  amara,
  dalia,
  full,
  gwen,
  hugo,
  jonas,
  larkfield,
  member,
  millbrook,
  north,
  person,
  sender,
  south,
  network as usual,
} from '../../people.ts';
import { draft, ground, minutesAfter, now, say } from '../task/ground.ts';

/** A clinician of Millbrook's, so that it can take work over. */
export const kofi = member('Dr Kofi Marsh', [{ role: 'practiceClinician', at: millbrook }]);
/** A duty clinician and second lead, cleared for Larkfield alone. */
export const lena = member(
  'Dr Lena Thorpe',
  [
    { role: 'dutyClinician', at: north },
    { role: 'hubLead', at: north },
  ],
  full(larkfield),
);
export const network: Network = { ...usual, staff: { ...usual.staff, [kofi.id]: kofi, [lena.id]: lena } };
export const today = '2026-11-25';
/** Larkfield goes to the other hub; North Hub has until the end of the day to finish what it has. */
export const moving: MovePlan = {
  ...{ type: 'move', practice: larkfield, from: today, leaves: north, to: south, finishes: today },
  ...{ agreedOn: '2026-11-20', agreedBy: 'Both hub leads' },
};
export const over = (to: OdsCode) => ({ to, agreedOn: '2026-11-20', agreedBy: 'Dr Hugo Baines, partner' });

export async function scene(engine: Engine = memoryEngine()) {
  const g = await ground(engine, network);
  type Hands = typeof g.deps;
  const arrive = async (n: number, practice: OdsCode): Promise<string> => {
    const id = idFrom('maker', String(n), 0);
    const at = minutesAfter(now, -5);
    const submission = {
      ...usualSubmission,
      sourceId: String(n),
      practiceCode: practice,
      submittedAt: at,
      priority: priorities[n % 3] ?? 'routine',
    };
    const command = { ...{ hub: north, id, operation: `in ${n}`, at, by: sender }, type: 'receive', caller: 'maker', submission };
    const answer = await handleEConsult(g.deps, command as EConsultCommand);
    if (answer.kind !== 'done') throw new Error(JSON.stringify(answer.refusal));
    return id;
  };
  const wish = (who: Person, type: string, id: string, more: object = {}, at: Instant = now) =>
    handleEConsult(g.deps, {
      hub: north,
      operation: `${type} ${id} ${at}`,
      at,
      by: person(who),
      type,
      id,
      ...more,
    } as unknown as EConsultCommand);
  const pass = {
    reason: 'faceToFace',
    what: say('Please see'),
    wantedBy: minutesAfter(now, 120),
    answers: larkfield,
    spokenTo: 'Gwen',
    knowingly: true,
  };
  /** The nth of Larkfield's, in one of the situations that there are. */
  const situated = async (n: number, how: number, claimant: Person = amara): Promise<string> => {
    const id = await arrive(n, larkfield);
    const done = async (answer: ReturnType<typeof wish>): Promise<void> => {
      const it = await answer;
      if (it.kind !== 'done') throw new Error(JSON.stringify(it.refusal));
    };
    if (how % 6 >= 1) await done(wish(claimant, 'claim', id));
    if (how % 6 === 2 || how % 6 === 3) await done(wish(claimant, 'passBack', id, pass));
    if (how % 6 === 3) await done(wish(hugo, 'accept', id));
    if (how % 6 === 4) await done(wish(claimant, 'escalate', id, { reason: 'overdue' }));
    if (how % 6 === 5) await done(wish(claimant, 'handOver', id, { to: lena.id, words: say('Please go on') }));
    return id;
  };
  const task = async (n: number): Promise<string> => {
    const fromHub = n % 2 === 0;
    const sides = fromHub ? { from: north, to: larkfield } : { from: larkfield, to: north };
    const by = fromHub ? amara : gwen;
    const sent = await g.sent({ ...sides, by: person(by), draft: draft({ asked: say(`Please do number ${n % 9}`) }) });
    if (n % 3 > 0) await g.wish(fromHub ? gwen : amara, 'accept', sent.id);
    if (n % 3 === 2) await g.wish(fromHub ? hugo : amara, 'claim', sent.id);
    return sent.id;
  };
  let wishes = 0;
  const propose = async (plan: RepairPlan, who: Person = dalia) =>
    proposeRepair(g.deps, { hub: north, operation: `propose ${++wishes}`, at: now, by: person(who), plan });
  const confirm = async (plan: RepairPlan, who: Person = plan.type === 'move' ? jonas : dalia): Promise<Repair> => {
    const proposed = await propose(plan);
    if (proposed.kind !== 'done') throw new Error(JSON.stringify(proposed.refusal));
    const confirmed = await decideOnRepair(g.deps, proposed.state, {
      type: 'confirm',
      operation: `confirm ${++wishes}`,
      at: now,
      by: person(who),
    });
    if (confirmed.kind !== 'done') throw new Error(JSON.stringify(confirmed.refusal));
    return confirmed.state;
  };
  let looks = 0;
  const look = (id: string, at: Instant = now, hands: Hands = g.deps, batchesMax = 60) =>
    lookAtRepair(hands, north, id, { operation: `look ${++looks}`, at, batchesMax });
  const load = async (id: string): Promise<Repair> => {
    const it = (await g.store.load<Repair>(repairKey(north, id)))?.state;
    if (it === undefined) throw new Error('no such repair');
    return it;
  };
  return {
    ...{ g, arrive, wish, situated, task, propose, confirm, look, load },
    rows: () => opensIn(g.store, north),
    taskRows: () => g.store.opens<TaskPlace>(north, tasks.kind),
    /** Another process over this engine, with its own copy of the network. */
    over(other: Engine): Hands {
      const hands = g.over(other);
      const source = networkSource(
        hands,
        () => englandHolidays,
        () => 0,
      );
      return { ...hands, network: source, rules: source };
    },
  };
}
