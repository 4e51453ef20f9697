// Twenty-four who take one slot at once, on each store: exactly one has it, and the others read who.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { slotKey } from '../../../src/app/slot/slot.ts';
import type { SlotEvent } from '../../../src/domain/slot/event.ts';
import { north } from '../../people.ts';
import { engines, type Opened } from '../../storage/engines.ts';
import { type Ground, ground, wanted } from './ground.ts';

const atOnce = 24;
const rounds = 10;

describe.each(engines)('a race on $name', ({ open }) => {
  let opened: Opened;
  let g: Ground;
  beforeAll(async () => {
    opened = await open();
    g = await ground(opened.engine);
  });
  afterAll(() => opened.close());

  it(`${atOnce} takers at once, ${rounds} times: one each, and it can be taken again once it was given back`, async () => {
    for (let round = 0; round < rounds; round++) {
      const id = await g.idOf(wanted(round * 20));
      const tasks = Array.from({ length: atOnce }, (_, taker) => `T-${round}.${taker}`);
      const answers = await Promise.all(tasks.map((task) => g.take(id, task)));
      const winners = tasks.filter((_, index) => answers[index]?.kind === 'done');
      expect(winners).toHaveLength(1);
      const [winner = ''] = winners;
      for (const answer of answers) {
        if (answer.kind === 'refused') expect(answer.refusal).toMatchObject({ why: 'slotTaken', taken: { task: winner } });
      }
      expect((await g.store.events<SlotEvent>(slotKey(north, id))).map(({ event }) => event.type)).toEqual(['SlotPublished', 'SlotTaken']);
      const others = await Promise.all(tasks.map((task) => g.wish({ type: 'giveBack', id, task })));
      expect(others.filter((each) => each.kind === 'done' && each.events.length > 0)).toHaveLength(1);
      expect((await g.slot(id))?.status).toBe('free');
    }
  });
});
