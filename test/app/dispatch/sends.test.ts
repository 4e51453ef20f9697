// Whether everything there is to say has been said: cards on their way do not count, a notice in any class or hub does.
import { expect, it } from 'vitest';
import { allSaid } from '../../../src/app/dispatch/sends.ts';
import type { OutboxRow, Store } from '../../../src/app/ports.ts';

const row = (what: string): OutboxRow => ({
  hub: 'NORTH',
  key: what,
  etag: 'e',
  thing: 'econsult',
  id: 'K7M4QX',
  to: 'org.NORTH',
  class: 1,
  what,
  version: 1,
  since: '2026-11-25T09:00:00.000Z',
});
const holding = (hubs: Readonly<Record<string, readonly (readonly string[])[]>>): Pick<Store, 'outbox'> => ({
  outbox: async (hub, sendClass) => (hubs[hub]?.[sendClass] ?? []).map(row),
});

it.each([
  ['nothing waits', { NORTH: [] }, true],
  ['only cards wait', { NORTH: [['card'], ['card', 'card'], ['card']] }, true],
  ['only cards and their old copies wait', { NORTH: [['card'], [], ['moved']] }, true],
  ['something urgent is to be said', { NORTH: [['warned']] }, false],
  ['something is to be said after many cards', { NORTH: [[], [], ['card', 'card', 'closing']] }, false],
  ['something is to be said in another hub', { NORTH: [], SOUTH: [[], ['endOfDay']] }, false],
])('%s', async (_, hubs, all) => {
  expect(await allSaid(holding(hubs), Object.keys(hubs))).toBe(all);
});
