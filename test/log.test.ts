// What the log says of an error: its kind, its code and where it was thrown, from the source and from what is built; never its message.
import { expect, it } from 'vitest';
import { createLog, errorFields } from '../src/log.ts';

const thrown = (...frames: readonly string[]): Error =>
  Object.assign(new TypeError('secret'), { stack: ['TypeError: secret', ...frames].join('\n') });

it.each([
  [
    'the source',
    ['    at read (node:fs:1:2)', '    at x (file:///a/node_modules/b.js:1:2)', '    at y (file:///a/src/b.ts:1:2)'],
    'at y (file:///a/src/b.ts:1:2)',
  ],
  ['what is built', ['    at read (node:fs:1:2)', '    at y (file:///opt/ehub/part-teams-AB12.js:1:2)'], 'at y (part-teams-AB12.js:1:2)'],
  ['what is built, outside a function', ['    at file:///opt/ehub/main.js:1:2'], 'at main.js:1:2'],
  ['elsewhere', ['    at read (node:fs:1:2)'], undefined],
])('thrown in %s', (_where, frames, at) => {
  expect(errorFields(thrown(...frames))).toEqual({ error: 'TypeError', ...(at === undefined ? {} : { at }) });
});

it('a log that is written out has its last line', () => {
  const lines: string[] = [];
  const log = createLog('info', (line) => lines.push(line));
  log.info('last', { id: 'a' });
  log.flush();
  expect(lines.map((line) => JSON.parse(line))).toEqual([expect.objectContaining({ msg: 'last', id: 'a' })]);
});
