// Completing and sending in one press, with appointments: at every point at which the store or the process can fail it is both or neither; and pressed again it is both, once.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NotSettled } from '../../../src/app/handle.ts';
import { StoreAway } from '../../../src/app/ports.ts';
import { roundKey } from '../../../src/app/round/round.ts';
import { handleTask } from '../../../src/app/task/task.ts';
import type { Network } from '../../../src/domain/network/state.ts';
import { tasksAtOnceMax } from '../../../src/domain/task/send.ts';
import { memoryEngine } from '../../../src/storage/memory.ts';
import { amara, gwen, larkfield, millbrook, network, north, practiceCalled, quayside, stranger } from '../../people.ts';
import { engines, type Opened } from '../../storage/engines.ts';
import { Died, draft, type Ground, ground, minutesAfter, now, say, type Trouble, troubled } from './ground.ts';

/** What somebody who pressed may hear besides an answer. */
const honest = (error: unknown): boolean => error instanceof NotSettled || error instanceof StoreAway || error instanceof Died;
const troubles: readonly [sort: 'write' | 'read', trouble: Trouble][] = [
  ...(['away', 'lostBefore', 'lostAfter', 'diesBefore', 'diesAfter'] as const).map((trouble): ['write', Trouble] => ['write', trouble]),
  ...(['away', 'diesBefore', 'diesAfter'] as const).map((trouble): ['read', Trouble] => ['read', trouble]),
];

/** A real store is slower: there, what each of its answers can be. */
const troublesOn = (name: string): typeof troubles =>
  name === 'memory' ? troubles : troubles.filter(([sort, what]) => sort === 'write' && what !== 'away');

describe.each(engines)('on $name', { timeout: 120_000 }, ({ open, name }) => {
  let opened: Opened;
  let trouble: ReturnType<typeof troubled>;
  beforeAll(async () => {
    opened = await open();
    trouble = troubled(opened.engine);
  });
  afterAll(() => opened.close());

  /** How it stands: everything that one press is to change. */
  async function stands(g: Ground, id: string, slots: readonly string[]) {
    const it = await g.econsult(id);
    const tasks = Object.values(it?.tasks ?? {});
    const each = await Promise.all(tasks.map((task) => g.task(task.id)));
    return {
      status: it?.status,
      follows: tasks.length,
      sent: each.filter((task) => task?.about === id).length,
      open: (await g.waiting()).open.length,
      taken: (await Promise.all(slots.map((slot) => g.slot(slot)))).filter((slot) => slot?.status === 'taken').length,
    };
  }

  it.each(['complete', 'passBack'] as const)('%s with two tasks and two appointments', async (how) => {
    let points = 0;
    // As many calls as it makes; where it makes no more, the press goes through and the next trouble has its turn.
    for (const [sort, what] of troublesOn(name))
      for (let nth = 1; ; nth++) {
        trouble.heal();
        const g = await ground(opened.engine);
        const id = await g.claimed('K7M4QX');
        const slots = [await g.slotOffered(), await g.slotOffered(60)];
        const sends = slots.map((slot) => ({ draft: draft({ slot }) }));
        const command = how === 'complete' ? g.completing(id) : g.passing(id);
        const hands = g.over(trouble.engine);
        trouble.suffer(sort, nth, what);
        const heard = await g.together(command, sends, hands).catch((error: unknown) => {
          if (!honest(error)) throw error;
          return 'failed' as const;
        });
        const reached = trouble.counts[sort] >= nth;
        const ids = slots.map((slot) => slot.id);
        const over = how === 'complete' ? 'completed' : 'offered';
        const both = { status: over, follows: 2, sent: 2, open: 2, taken: 2 };
        const neither = { status: 'claimed', follows: 0, sent: 0, open: 0, taken: 0 };
        const stood = await stands(g, id, ids);
        expect([both, neither], `${what} at ${sort} ${nth}`).toContainEqual(stood);
        if (heard !== 'failed') expect([heard.kind, stood.sent], `${what} at ${sort} ${nth}`).toEqual(['done', 2]);
        trouble.heal();
        // Another process is asked for the same once more.
        expect(await g.together(command, sends), `again after ${what} at ${sort} ${nth}`).toMatchObject({ kind: 'done' });
        expect(await stands(g, id, ids)).toEqual(both);
        if (!reached) break;
        points += 1;
      }
    process.stdout.write(`${how} with two tasks and two appointments on ${name}: both or neither at ${points} points\n`);
    expect(points).toBeGreaterThan(name === 'memory' ? 15 : 3);
  });

  it.each([
    ['decline', gwen, { reason: 'noCapacity' }, 'declined', 'free'],
    ['cancel', amara, { reason: 'noLongerNeeded' }, 'cancelled', 'free'],
  ] as const)('%s gives the appointment back with it or not at all', async (verb, who, details, over, slotIs) => {
    for (const [sort, what] of troublesOn(name))
      for (let nth = 1; ; nth++) {
        trouble.heal();
        const g = await ground(opened.engine);
        const about = await g.claimed('K7M4QX');
        const slot = await g.slotOffered();
        const { id } = await g.sent({ about, draft: draft({ slot }) });
        const press = { ...details, operation: g.operation() };
        const store = g.over(trouble.engine);
        trouble.suffer(sort, nth, what);
        const command = { hub: north, at: now, by: { kind: 'person', id: who.id, name: who.name }, type: verb, id, ...press } as const;
        await handleTask(store, command as never).catch((error: unknown) => {
          if (!honest(error)) throw error;
        });
        const reached = trouble.counts[sort] >= nth;
        const so = async () => [
          (await g.task(id))?.status,
          (await g.slot(slot.id))?.status,
          (await g.econsult(about))?.tasks?.[id]?.status,
        ];
        expect(
          [
            ['sent', 'taken', 'sent'],
            [over, slotIs, over],
          ],
          `${what} at ${sort} ${nth}`,
        ).toContainEqual(await so());
        trouble.heal();
        expect((await g.wish(who, verb, id, press)).kind).toBe('done');
        expect(await so()).toEqual([over, slotIs, over]);
        if (!reached) break;
      }
  });
});

describe('with tasks', () => {
  it('is neither where one of them cannot be sent, and says which', async () => {
    const g = await ground();
    const id = await g.claimed('K7M4QX');
    const slot = await g.slotOffered();
    const refused = await g.together(g.completing(id), [{ draft: draft({ slot }) }, { draft: draft({ telephone: 'the desk' }) }]);
    expect(refused).toMatchObject({ kind: 'taskRefused', nth: 1, refusal: { why: 'telephoneWrong' } });
    expect((await g.econsult(id))?.status).toBe('claimed');
    expect((await g.slot(slot.id))?.status).toBe('free');
    await g.sent({ draft: draft({ slot }) });
    const late = await g.together(g.completing(id), [{}, { draft: draft({ slot }) }]);
    expect(late).toMatchObject({ kind: 'taskRefused', nth: 1, refusal: { why: 'slotRefused', refusal: { why: 'slotTaken' } } });
    expect((await g.waiting()).open).toHaveLength(1);
  });
  it('is neither where two of them want one appointment', async () => {
    const g = await ground();
    const id = await g.claimed('K7M4QX');
    const slot = await g.slotOffered();
    const refused = await g.together(g.completing(id), [{ draft: draft({ slot }) }, {}, { draft: draft({ slot }) }]);
    expect(refused).toMatchObject({ kind: 'taskRefused', nth: 2, refusal: { why: 'slotRefused', refusal: { why: 'slotTaken' } } });
    expect((await g.slot(slot.id))?.status).toBe('free');
  });
  it('is neither where the eConsult cannot be completed', async () => {
    const g = await ground();
    const id = await g.claimed('K7M4QX');
    const refused = await g.together(g.completing(id, { told: 'notNeeded' }), [{}]);
    expect(refused).toMatchObject({ kind: 'refused', refusal: { why: 'notTold' }, state: { status: 'claimed' } });
    expect((await g.waiting()).open).toEqual([]);
  });
  it('asks about those sent before, and does not count those it sends itself', async () => {
    const g = await ground();
    const id = await g.claimed('K7M4QX');
    const { id: before } = await g.sent({ about: id });
    expect(await g.together(g.completing(id), [{}])).toMatchObject({
      kind: 'refused',
      refusal: { why: 'tasksOpen', tasks: [{ id: before }] },
    });
    expect(await g.together(g.completing(id, { tasksSeen: true }), [{}])).toMatchObject({ kind: 'done', tasks: [{ status: 'sent' }] });
  });
  it('delivered again after its task went on, and after its time has passed, says how they stand', async () => {
    const g = await ground();
    const id = await g.claimed('K7M4QX');
    const command = g.completing(id);
    const sends = [{ draft: draft({ wantedBy: minutesAfter(now, 30) }) }];
    const first = await g.together(command, sends);
    if (first.kind !== 'done') throw new Error('refused');
    await g.wish(gwen, 'accept', first.tasks[0]?.id ?? '');
    const at = minutesAfter(now, 31);
    const again = await g.together({ ...command, at }, [{ ...sends[0], at }]);
    expect(again).toMatchObject({ kind: 'done', tasks: [{ id: first.tasks[0]?.id, status: 'accepted' }] });
  });
  it(`fits ${tasksAtOnceMax} with an appointment each into one transaction, and takes no more`, async () => {
    const g = await ground();
    const id = await g.claimed('K7M4QX');
    const sends = [];
    for (let nth = 0; nth < tasksAtOnceMax; nth++)
      sends.push({ draft: draft({ slot: await g.slotOffered(nth * 30), priority: 'urgent' }) });
    expect(await g.together(g.passing(id), sends)).toMatchObject({ kind: 'done' });
    await expect(g.together(g.completing(id), [...sends, {}])).rejects.toThrow(RangeError);
  });
});

describe('a round', () => {
  const codes = Array.from({ length: 20 }, (_, index) => `T91${String(index).padStart(3, '0')}`);
  const large: Network = {
    ...network,
    practices: {
      ...network.practices,
      ...Object.fromEntries(codes.map((code) => [code, practiceCalled(code, `Surgery ${code}`, north, 'hubFirst', 'hubFirst')])),
    },
  };
  it('of twenty practices that is killed at any of its writes is finished by its look at the clock, with no task twice', async () => {
    const inner = memoryEngine();
    const trouble = troubled(inner);
    let kills = 0;
    for (let nth = 1; ; nth++) {
      trouble.heal();
      const g = await ground(inner, large);
      trouble.suffer('write', nth, nth % 2 === 0 ? 'diesBefore' : 'diesAfter');
      const ending = await g.beginRound(codes, `round ${nth}`, g.over(trouble.engine)).catch((error: unknown) => {
        if (!honest(error)) throw error;
        return 'died' as const;
      });
      trouble.heal();
      await g.sweepAt(minutesAfter(now, 1));
      const open = (await g.waiting()).open;
      if (open.length > 0) {
        const [first] = await Promise.all(open.map((id) => g.task(id)));
        const round = await g.round(first?.round ?? '');
        expect(open, `killed at write ${nth}`).toHaveLength(20);
        expect(round?.parts?.map((part) => part.to)).toEqual(codes);
        expect(round?.parts?.flatMap((part) => ('task' in part ? part.task : [])).sort()).toEqual(open);
        // Once all are sent its clock is silent.
        expect((await g.store.due(north, '2099-01-01T00:00:00.000Z', 1_000)).filter(({ kind }) => kind === 'round')).toEqual([]);
      } else expect([nth, ending]).toEqual([2, 'died']);
      if (ending !== 'died') break;
      kills += 1;
    }
    process.stdout.write(`a round of twenty: killed at ${kills} writes\n`);
    // Its beginning, a task each, and that all are sent.
    expect(kills).toBe(22);
  });
  it('pressed once and delivered twice at once is one round', async () => {
    const g = await ground();
    const [first, second] = await Promise.all([
      g.beginRound([larkfield, millbrook], 'press'),
      g.beginRound([larkfield, millbrook], 'press'),
    ]);
    if (first?.kind !== 'done' || second?.kind !== 'done') throw new Error('refused');
    expect(second.round.id).toBe(first.round.id);
    expect((await g.waiting()).open).toHaveLength(2);
    expect((await g.store.events(roundKey(north, first.round.id))).length).toBe(2);
  });
  it('says of each practice to which it could not be sent why, and sends the others theirs', async () => {
    const over = { from: '2020-01-01', until: '2021-01-01' };
    const practices = {
      ...network.practices,
      [quayside]: { ...practiceCalled(quayside, 'Quayside', north, 'hubFirst', 'hubFirst'), agreement: over },
    };
    const g = await ground(undefined, { ...network, practices });
    const begun = await g.beginRound([larkfield, quayside, millbrook, larkfield], 'press');
    if (begun.kind !== 'done') throw new Error('refused');
    expect(begun.round.parts).toEqual([
      { to: larkfield, task: expect.stringMatching(/^T-/) },
      { to: quayside, why: 'noAgreement' },
      { to: millbrook, task: expect.stringMatching(/^T-/) },
    ]);
  });
  it('is nothing for somebody who may not send, nor with words that nobody may be sent', async () => {
    const g = await ground();
    const notStaff = await g.beginRound([larkfield, millbrook], 'press', g.deps, {
      by: { kind: 'person', id: stranger.id, name: stranger.name },
    });
    expect(notStaff).toMatchObject({ kind: 'refused', refusal: { why: 'notStaff' } });
    const personal = await g.beginRound([larkfield, millbrook], 'press 2', g.deps, { draft: draft({ asked: say('See 943 476 5919') }) });
    expect(personal).toMatchObject({ kind: 'refused', refusal: { why: 'personalWords' } });
    expect(await g.store.waiting(north, 100)).toEqual([]);
    expect(await g.beginRound([], 'press 3')).toMatchObject({ kind: 'refused', refusal: { why: 'nobodyAsked' } });
  });
});
