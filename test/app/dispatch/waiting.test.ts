// Since when the oldest unsent message has waited, as far as this instance knows: what the alert on a backlog is made of.
import { expect, it } from 'vitest';
import { createWaiting } from '../../../src/app/dispatch/waiting.ts';
import type { OutboxRow } from '../../../src/app/ports.ts';
import type { SendClass } from '../../../src/domain/terms.ts';

const row = (key: string, sendClass: SendClass, since: string): OutboxRow => ({
  hub: 'NORTH',
  key,
  etag: key,
  thing: 'econsult',
  id: key,
  to: 'org.NORTH',
  class: sendClass,
  what: 'card',
  version: 1,
  since,
});

it('of all and of what is urgent, until it is served or somebody else sends', async () => {
  const urgent = [row('a', 0, '2026-11-25T09:02:00.000Z'), row('b', 0, '2026-11-25T09:01:00.000Z')];
  const rows = [...urgent, row('c', 2, '2026-11-25T08:00:00.000Z')];
  const waiting = createWaiting({ store: { waiting: async () => rows } as never, monotonicMs: () => 0 }, undefined);
  expect([waiting.since(true), waiting.since(false)]).toEqual([undefined, undefined]);
  await waiting.look(['NORTH']);
  expect([waiting.since(true), waiting.since(false)]).toEqual(['2026-11-25T09:01:00.000Z', '2026-11-25T08:00:00.000Z']);
  for (const each of urgent) waiting.served(each);
  expect([waiting.since(true), waiting.since(false)]).toEqual([undefined, '2026-11-25T08:00:00.000Z']);
  waiting.forget();
  expect(waiting.since(false)).toBeUndefined();
});
