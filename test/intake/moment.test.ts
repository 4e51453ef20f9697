// A sender's time is read in ours, with what was sent beside it; whatever is no moment stays as it is.
import { expect, it } from 'vitest';
import { momentWords } from '../../src/intake/moment.ts';

it.each([
  ['2026-07-01T23:30:00Z', 'Thu 2 Jul 2026 00:30 (sent as 2026-07-01T23:30:00Z)'],
  ['2026-12-01T09:05:07.123Z', 'Tue 1 Dec 2026 09:05 (sent as 2026-12-01T09:05:07.123Z)'],
  ['2026-07-01T10:00:00+01:00', 'Wed 1 Jul 2026 10:00 (sent as 2026-07-01T10:00:00+01:00)'],
  ['2026-07-01T10:00:00+05:30', 'Wed 1 Jul 2026 05:30 (sent as 2026-07-01T10:00:00+05:30)'],
])('%s is a moment', (sent, words) => expect(momentWords(sent)).toBe(words));

it.each([
  '2026-07-01',
  '2026-07',
  '10:00:00',
  '2026-07-01T10:00:00',
  '2026-13-01T10:00:00Z',
  'on 2026-07-01T10:00:00Z',
  '1850-01-01T00:00:00Z',
  '',
])('%s is none', (sent) => expect(momentWords(sent)).toBeUndefined());
