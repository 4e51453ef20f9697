// A system in which everything is well, to be changed link by link.
import type { Writing } from '../../src/cards/doctor/writing.ts';
import type { Seen } from '../../src/domain/doctor/seen.ts';

export const now = '2026-11-25T09:00:00.000Z';
export const ago = (minutes: number): string => new Date(Date.parse(now) - minutes * 60_000).toISOString();
export const appId = '5e1f0000-0000-4000-8000-00000000d0c7';
export const tenantId = '7e9a0000-0000-4000-8000-00000000d0c7';
export const otherId = '0bad0000-0000-4000-8000-00000000d0c7';

export const well: Seen = {
  now,
  settings: { kind: 'read', placeholders: [] },
  ours: { appId, tenantId, tenants: [tenantId] },
  store: { kind: 'wrote' },
  token: { kind: 'obtained', appId, tenantId },
  heard: { last: { at: ago(3), recipient: `28:${appId}`, tenantId }, turnedAway: undefined },
  installed: { open: ['NORTH', 'A81001'], closed: [], without: [], chats: 2, tenants: [tenantId] },
  clockAheadMs: 400,
  proof: { kind: 'nothingEnds' },
  beats: { dispatch: ago(0.5), sweep: ago(0.5), heart: ago(4) },
  unsent: { count: 0, isAll: true },
  buried: 0,
};
export const writing: Writing = { text: (words) => words, organisations: (ids) => ids.join(', ') };
