// Tasks in the application, on each store: what changes with one is written with it or not at all, and a press delivered twice is done once.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handleTask, taskKey } from '../../../src/app/task/task.ts';
import type { TaskEvent } from '../../../src/domain/task/event.ts';
import { amara, bram, gwen, hugo, larkfield, millbrook, north, person } from '../../people.ts';
import { engines, type Opened } from '../../storage/engines.ts';
import { but } from '../desk.ts';
import { draft, type Ground, ground, minutesAfter, now, say } from './ground.ts';

const atOnce = 24;
const outcome = { outcome: 'seen', told: 'inPerson' };

describe.each(engines)('a task on $name', ({ open }) => {
  let opened: Opened;
  let g: Ground;
  beforeAll(async () => {
    opened = await open();
  });
  beforeEach(async () => {
    g = await ground(opened.engine);
  });
  afterAll(() => opened.close());

  const follows = async (id: string, econsult: string) => (await g.econsult(econsult))?.tasks?.[id]?.status;
  const eventsOf = async (id: string) => (await g.store.events<TaskEvent>(taskKey(north, id))).map(({ event }) => event.type);

  it('about an eConsult is followed there, whatever happens to it', async () => {
    const about = await g.claimed('K7M4QX');
    const { id } = await g.sent({ about });
    expect(await follows(id, about)).toBe('sent');
    await g.wish(gwen, 'accept', id);
    expect(await follows(id, about)).toBe('accepted');
    await g.wish(hugo, 'claim', id);
    expect(await follows(id, about)).toBe('inHand');
    await g.wish(hugo, 'finish', id, outcome);
    expect(await follows(id, about)).toBe('done');
    expect(await g.waiting()).toEqual({ due: [], open: [] });
  });

  it('about an eConsult that is not there is not sent', async () => {
    expect(await g.send({ about: 'K7M4QX' })).toMatchObject({ kind: 'refused', refusal: { why: 'notFound' } });
    expect(await g.waiting()).toEqual({ due: [], open: [] });
  });

  it('whose reference another has gets the next one, also where something changes with it', async () => {
    const about = await g.claimed('K7M4QX');
    const operation = g.operation();
    const { id } = await g.sent({ about, operation });
    // The same wish would come upon its own task; another operation with this id is what a collision looks like.
    const other = await g.wish(amara, 'send', id, { ...g.toSend(), operation: g.operation() });
    expect(other).toMatchObject({ kind: 'refused', refusal: { why: 'idTaken' } });
    const with_ = await g.wish(amara, 'send', id, { ...g.toSend({ about }), operation: g.operation() });
    expect(with_).toMatchObject({ kind: 'refused', refusal: { why: 'idTaken' } });
  });

  it(`${atOnce} who accept it at once: one does, the others read who`, async () => {
    for (const about of [undefined, await g.claimed('K7M4QX')]) {
      const { id } = await g.sent(about === undefined ? {} : { about });
      const people = Array.from({ length: atOnce }, (_, index) => (index % 2 === 0 ? gwen : hugo));
      const answers = await Promise.all(people.map((who) => g.wish(who, 'accept', id)));
      const won = answers.flatMap((answer, index) => (answer.kind === 'done' && answer.events.length > 0 ? [people[index]] : []));
      expect(won).toHaveLength(1);
      for (const [index, answer] of answers.entries()) {
        if (people[index] === won[0]) expect(answer.kind).toBe('done');
        else expect(answer).toMatchObject({ kind: 'refused', refusal: { why: 'alreadyAccepted', by: { id: won[0]?.id } } });
      }
      expect(await eventsOf(id)).toEqual(['TaskSent', 'TaskAccepted']);
    }
  });

  it('pressed once and delivered twice is done once, and both are told so', async () => {
    const about = await g.claimed('K7M4QX');
    const operation = g.operation();
    const slot = await g.slotOffered();
    const [first, second] = [
      await g.send({ about, operation, draft: draft({ slot }) }),
      await g.send({ about, operation, draft: draft({ slot }) }),
    ];
    if (first.kind !== 'done' || second.kind !== 'done') throw new Error('refused');
    expect(second).toMatchObject({ repeated: true, state: { id: first.state.id } });
    const { id } = first.state;
    const presses: readonly [typeof hugo, Parameters<Ground['wish']>[1], object][] = [
      [gwen, 'accept', {}],
      [hugo, 'claim', {}],
      [hugo, 'release', { reason: 'noTime' }],
      [gwen, 'decline', { reason: 'noCapacity' }],
      [amara, 'sendAgain', { to: larkfield, draft: draft(), knowingly: true }],
      [hugo, 'finish', outcome],
      [amara, 'reopen', { reason: 'notDone' }],
      [amara, 'cancel', { reason: 'doneOtherwise' }],
    ];
    for (const [who, verb, details] of presses) {
      const press = { ...details, operation: g.operation() };
      expect(await g.wish(who, verb, id, press), verb).toMatchObject({ kind: 'done', repeated: false });
      expect(await g.wish(who, verb, id, press), `${verb} again`).toMatchObject({ kind: 'done', repeated: true });
    }
    expect(await eventsOf(id)).toEqual([
      ...[
        'TaskSent',
        'TaskAccepted',
        'TaskClaimed',
        'TaskReleased',
        'TaskDeclined',
        'TaskSentAgain',
        'TaskFinished',
        'TaskReopened',
        'TaskCancelled',
      ],
    ]);
  });

  it.each([
    ['was released', [[hugo, 'release', { reason: 'noTime' }]]],
    ['came back and was sent again with an appointment', [[hugo, 'decline', { reason: 'noCapacity' }], 'again']],
  ] as const)('that %s while somebody declines it gives its appointment back all the same', async (_, meanwhile) => {
    const about = await g.claimed('K7M4QX');
    const slot = await g.slotOffered();
    const { id } = await g.sent({ about, draft: draft({ slot }) });
    await g.wish(hugo, 'claim', id);
    let reads = 0;
    const store = but(g.store, {
      load: async (thing) => {
        const there = await g.store.load<never>(thing);
        if (thing.kind !== 'task' || ++reads > 1) return there;
        for (const step of meanwhile) {
          if (step === 'again') await g.wish(amara, 'sendAgain', id, { to: larkfield, draft: draft({ slot }), knowingly: true });
          else await g.wish(step[0], step[1], id, step[2]);
        }
        return there;
      },
    });
    const press = {
      ...{ hub: north, operation: g.operation(), at: now, by: person(gwen) },
      type: 'decline',
      id,
      reason: 'noCapacity',
    } as const;
    const answer = await handleTask({ ...g.deps, store }, press);
    const isBack = answer.kind === 'done';
    expect([
      (await g.task(id))?.status === 'declined',
      (await g.slot(slot.id))?.status,
      (await g.econsult(about))?.tasks?.[id]?.status === 'declined',
    ]).toEqual([isBack, isBack ? 'free' : 'taken', isBack]);
  });

  it('that had no appointment when somebody declines it gives back the one with which it was sent again meanwhile', async () => {
    const slot = await g.slotOffered();
    const { id } = await g.sent();
    let reads = 0;
    const store = but(g.store, {
      load: async (thing) => {
        const there = await g.store.load<never>(thing);
        if (thing.kind !== 'task' || ++reads > 1) return there;
        await g.wish(hugo, 'decline', id, { reason: 'noCapacity' });
        await g.wish(amara, 'sendAgain', id, { to: larkfield, draft: draft({ slot }), knowingly: true });
        return there;
      },
    });
    const press = {
      ...{ hub: north, operation: g.operation(), at: now, by: person(gwen) },
      type: 'decline',
      id,
      reason: 'noCapacity',
    } as const;
    expect(await handleTask({ ...g.deps, store }, press)).toMatchObject({ kind: 'done', state: { status: 'declined' } });
    expect((await g.slot(slot.id))?.status).toBe('free');
  });

  it('a decline that is delivered again only after it was sent again takes nothing from the new sending', async () => {
    const decline = { reason: 'noCapacity', operation: g.operation() };
    const { id } = await g.sent({ draft: draft({ slot: await g.slotOffered() }) });
    await g.wish(gwen, 'decline', id, decline);
    const slot = await g.slotOffered(60);
    await g.wish(amara, 'sendAgain', id, { to: larkfield, draft: draft({ slot }), knowingly: true });
    expect(await g.wish(gwen, 'decline', id, decline)).toMatchObject({ kind: 'done', repeated: true, state: { status: 'sent' } });
    expect((await g.slot(slot.id))?.status).toBe('taken');
  });

  describe('with an appointment', () => {
    it('takes it in the same transaction; of two who want it one has it, and the other’s task is not sent', async () => {
      const slot = await g.slotOffered();
      const [amaras, brams] = await Promise.all([g.send({ draft: draft({ slot }) }), g.send({ draft: draft({ slot }), by: person(bram) })]);
      const [won, lost] = amaras?.kind === 'done' ? [amaras, brams] : [brams, amaras];
      if (won?.kind !== 'done') throw new Error('nobody has it');
      expect(lost).toMatchObject({
        kind: 'refused',
        refusal: { why: 'slotRefused', refusal: { why: 'slotTaken', taken: { task: won.state.id } } },
      });
      expect(await g.slot(slot.id)).toMatchObject({ status: 'taken', taken: { task: won.state.id, for: north } });
      expect((await g.waiting()).open).toEqual([won.state.id]);
    });

    it.each([
      ['declined', gwen, 'decline', { reason: 'noCapacity' }],
      ['cancelled', amara, 'cancel', { reason: 'noLongerNeeded' }],
    ] as const)('gives it back at once where it is %s', async (_, who, verb, details) => {
      const slot = await g.slotOffered();
      const { id } = await g.sent({ draft: draft({ slot }) });
      await g.wish(who, verb, id, details);
      expect((await g.slot(slot.id))?.status).toBe('free');
      const next = await g.send({ draft: draft({ slot }), by: person(bram) });
      expect(next.kind).toBe('done');
    });

    it('sent again takes another, or the same once more, and none if it was taken meanwhile: it stays with its sender', async () => {
      const [first, second] = [await g.slotOffered(), await g.slotOffered(60)];
      const { id } = await g.sent({ draft: draft({ slot: first }) });
      await g.wish(gwen, 'decline', id, { reason: 'notInTime' });
      const again = (slot: typeof first) => g.wish(amara, 'sendAgain', id, { to: larkfield, draft: draft({ slot }), knowingly: true });
      await again(second);
      expect([(await g.slot(first.id))?.status, (await g.slot(second.id))?.status]).toEqual(['free', 'taken']);
      await g.wish(gwen, 'decline', id, { reason: 'notInTime' });
      await g.sent({ draft: draft({ slot: second }), by: person(bram) });
      expect(await again(second)).toMatchObject({ kind: 'refused', refusal: { why: 'slotRefused' }, state: { status: 'declined' } });
      expect(await g.task(id)).toMatchObject({ status: 'declined', sends: 2 });
      expect((await again(first)).kind).toBe('done');
    });

    it('of another organisation than the one that is asked is not taken', async () => {
      const slot = await g.slotOffered();
      expect(await g.send({ to: millbrook, practice: millbrook, draft: draft({ slot }) })).toMatchObject({
        kind: 'refused',
        refusal: { why: 'slotRefused' },
      });
      expect((await g.slot(slot.id))?.status).toBe('free');
    });

    it('that was done has used it', async () => {
      const slot = await g.slotOffered();
      const { id } = await g.sent({ draft: draft({ slot }) });
      await g.wish(hugo, 'finish', id, { outcome: 'booked', told: 'telephone' });
      expect((await g.slot(slot.id))?.status).toBe('taken');
    });
  });

  it('is late at once on its eConsult, whose hub hears of it if it was completed', async () => {
    const id = await g.claimed('K7M4QX');
    const done = await g.together(g.completing(id), [{ draft: draft({ wantedBy: minutesAfter(now, 120) }) }]);
    if (done.kind !== 'done') throw new Error(JSON.stringify(done));
    const cameBack = async () =>
      (await g.store.waiting(north, 1_000)).filter(({ what, to }) => what === 'taskCameBack' && to === `org.${north}`).length;
    expect(await cameBack()).toBe(0);
    await g.sweepAt(minutesAfter(now, 120));
    expect((await g.econsult(id))?.tasks).toMatchObject({ [done.tasks[0]?.id ?? '']: { late: true, status: 'sent' } });
    expect(await cameBack()).toBe(1);
  });

  it('declined after its eConsult was completed is said to the hub', async () => {
    const id = await g.claimed('K7M4QX');
    const done = await g.together(g.completing(id), [{}]);
    if (done.kind !== 'done') throw new Error(JSON.stringify(done));
    await g.wish(gwen, 'decline', done.tasks[0]?.id ?? '', { reason: 'other', words: say('Not one of ours') });
    expect((await g.store.waiting(north, 1_000)).filter(({ what }) => what === 'taskCameBack')).toHaveLength(1);
    expect((await g.econsult(id))?.status).toBe('completed');
  });
});
