// A hub with its practices over a store, in which slots are offered, taken and looked at by the sweep.
import { expect } from 'vitest';
import { networkSource } from '../../../src/app/network/network.ts';
import type { OutboxRow, Store } from '../../../src/app/ports.ts';
import { bookKey } from '../../../src/app/slot/book.ts';
import { type PublishAsked, publishSlots, type SlotWanted } from '../../../src/app/slot/publish.ts';
import { handleSlot, slotKey } from '../../../src/app/slot/slot.ts';
import { looksOf, sweep } from '../../../src/app/sweep/sweep.ts';
import type { Book } from '../../../src/domain/slot/book.ts';
import type { SlotCommand } from '../../../src/domain/slot/command.ts';
import type { Slot } from '../../../src/domain/slot/state.ts';
import type { Actor, Instant, OrganisationId } from '../../../src/domain/terms.ts';
import { kinds } from '../../../src/kinds.ts';
import type { Engine } from '../../../src/storage/engine.ts';
import { memoryEngine } from '../../../src/storage/memory.ts';
import { makeTables } from '../../../src/storage/setup.ts';
import { createStore } from '../../../src/storage/store.ts';
import { at, englandHolidays } from '../../domain/time/days.ts';
import { amara, gwen, larkfield, network, north, person, sender, south } from '../../people.ts';

export const now = at('2026-11-24 09:00');
export const minutesAfter = (from: Instant, minutes: number): Instant => new Date(Date.parse(from) + minutes * 60_000).toISOString();
/** So many minutes after nine on the next day, in the nurse clinic, for Larkfield. */
export const wanted = (minutes: number, more: Partial<SlotWanted> = {}): SlotWanted => ({
  start: minutesAfter(at('2026-11-25 09:00'), minutes),
  minutes: 20,
  what: 'Nurse clinic',
  place: 'Room 2',
  forOrganisations: [larkfield],
  forKinds: 'all',
  bookUnder: 'NC2',
  cutOffMinutes: 60,
  ...more,
});

export async function ground(engine: Engine = memoryEngine()) {
  await makeTables(engine, 'ehub', [north, south]);
  const store: Store = createStore(engine, { prefix: 'ehub', writer: 'test', missing: (_, key) => expect.fail(`missing ${key}`) });
  let wishes = 0;
  let nudges = 0;
  const source = networkSource(
    { store, nudge: () => {} },
    () => englandHolidays,
    () => 0,
  );
  const { hubs, practices, staff } = network;
  await source.change({ type: 'establish', operation: 'establish', at: now, by: sender, network: { hubs, practices, staff } });
  const deps = { store, nudge: () => (nudges += 1), rules: source, network: source };
  return {
    store,
    deps,
    network,
    nudges: () => nudges,
    /** What the hub offers, unless this says otherwise. */
    async publish(slots: readonly SlotWanted[], more: Partial<PublishAsked> = {}) {
      wishes += 1;
      return publishSlots(deps, {
        hub: north,
        offeredBy: north,
        slots,
        operation: `publish ${wishes}`,
        at: now,
        by: person(amara),
        ...more,
      });
    },
    async idOf(slot: SlotWanted, offeredBy: OrganisationId = north, by: Actor = person(amara)): Promise<string> {
      const answer = await this.publish([slot], { offeredBy, by });
      if (answer.kind !== 'published' || answer.ids[0] === undefined) throw new Error(JSON.stringify(answer));
      return answer.ids[0];
    },
    async wish(wanted: object, when: Instant = now, by: Actor = person(gwen)) {
      wishes += 1;
      const asked = { hub: north, operation: `wish ${wishes}`, at: when, by, ...wanted };
      return handleSlot(deps, asked as unknown as SlotCommand);
    },
    take(id: string, task: string, when: Instant = now) {
      return this.wish({ type: 'take', id, task, for: larkfield }, when);
    },
    async slot(id: string): Promise<Slot | undefined> {
      return (await store.load<Slot>(slotKey(north, id)))?.state;
    },
    async book(organisation: OrganisationId = north): Promise<Book | undefined> {
      return (await store.load<Book>(bookKey(north, organisation)))?.state;
    },
    async sweepAt(when: Instant, hands: Store = store): Promise<{ readonly due: number; readonly failed: number }> {
      const parts = { ...deps, store: hands };
      return sweep(
        { ...parts, clock: { now: () => when }, report: () => {}, looks: looksOf(kinds.app, { ...parts, network: source }) },
        north,
      );
    },
    /** What waits to be told in channels. */
    async told(): Promise<readonly OutboxRow[]> {
      return store.waiting(north, 1_000);
    },
  };
}
export type Ground = Awaited<ReturnType<typeof ground>>;
