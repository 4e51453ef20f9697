// `npm run rota`: what a file would set, with its gaps; setting it; faults by line; and the store is sound afterwards.
import { describe, expect, it } from 'vitest';
import { networkSource } from '../../src/app/network/network.ts';
import { rotaKey } from '../../src/app/rota/rota.ts';
import type { Desk } from '../../src/commands/network.ts';
import { rotaCommand } from '../../src/commands/rota.ts';
import type { Rota } from '../../src/domain/rota/state.ts';
import { inspect } from '../../src/storage/inspect.ts';
import { memoryEngine } from '../../src/storage/memory.ts';
import { makeTables } from '../../src/storage/setup.ts';
import { createStore } from '../../src/storage/store.ts';
import { at, noHolidays } from '../domain/time/days.ts';
import { amara, larkfield, network, north, sender, south } from '../people.ts';

async function open(files: Record<string, string | Uint8Array>, env: Record<string, string> = {}) {
  const engine = memoryEngine();
  await makeTables(engine, 'ehub', [north, south]);
  const store = createStore(engine, { prefix: 'ehub', writer: 't', missing: () => {} });
  const { hubs, practices, staff } = network;
  const source = networkSource(
    { store, nudge: () => {} },
    () => noHolidays,
    () => 0,
  );
  await source.change({ type: 'establish', operation: 'e', at: at('2026-11-20 09:00'), by: sender, network: { hubs, practices, staff } });
  const said: string[] = [];
  let ids = 0;
  const desk: Desk = {
    env,
    say: (line) => said.push(line),
    readFile: (path) => {
      const text = files[path];
      if (text === undefined) throw new Error('no such file');
      return Buffer.from(text);
    },
    writeFile: () => expect.fail('it writes no file'),
    now: () => at('2026-11-24 12:00'),
    newId: () => String(++ids),
    engine,
  };
  const run = async (...args: string[]) => {
    said.length = 0;
    return rotaCommand(args, desk);
  };
  const stored = async (monday: string, hub = north) => (await store.load<Rota>(rotaKey(hub, monday)))?.state.shifts;
  const sound = async () => expect((await inspect(engine, 'ehub', north)).findings).toEqual([]);
  return { run, said, stored, sound, files };
}
const header = 'date,from,to,person,at';
const two = [
  header,
  '2026-11-16,08:00,18:30,Dr Amara Osei,NORTH',
  '2026-11-24,08:00,18:30,Dr Amara Osei,NORTH',
  '2026-11-27,08:00,18:30,Dr Amara Osei,NORTH',
  `2026-11-30,08:00,18:30,Gwen Tarrant,${larkfield}`,
  '2026-11-24,08:00,18:30,Jonas Reed,SOUTH',
].join('\n');

describe('the gaps it says', () => {
  const scottish = { EHUB_NATION: 'scotland' };
  const announced = JSON.stringify([{ nation: 'englandAndWales', date: '2026-11-30', name: 'A day announced late' }]);
  // The thirtieth of November is a bank holiday in Scotland alone.
  it.each([
    ['of England', {}, 'Mon 30 Nov 08:00'],
    ['of Scotland', scottish, 'Tue 1 Dec 08:00'],
    ['with a one-off', { EHUB_HOLIDAYS_FILE: 'holidays.json' }, 'Tue 1 Dec 08:00'],
  ])('are those of the bank holidays in use: %s', async (_, env, begins) => {
    const one = [header, '2026-12-01,18:00,18:30,Dr Amara Osei,NORTH'].join('\n');
    const { run, said } = await open({ 'rota.csv': one, 'holidays.json': announced }, env);
    expect(await run('rota.csv')).toBe(2);
    expect(said.find((line) => line.includes('gap:'))).toContain(begins);
  });
});

describe('npm run rota', () => {
  it('says what would be set and the gaps from now on, sets it when told to, and then nothing differs', async () => {
    const { run, said, stored, sound } = await open({ 'rota.csv': two });
    expect(await run('rota.csv')).toBe(2);
    expect(said).toEqual([
      'Week of Mon 16 Nov 2026: left out, because it is over.',
      'North Hub, week of Mon 23 Nov 2026: 2 shifts (none is set)',
      '  gap: Tue 24 Nov 12:00 to 18:30: no duty clinician',
      '  gap: Wed 25 Nov 08:00 to 18:30: no clinician',
      '  gap: Thu 26 Nov 08:00 to 18:30: no clinician',
      '  gap: Fri 27 Nov 08:00 to 18:30: no duty clinician',
      'North Hub, week of Mon 30 Nov 2026: 1 shift (none is set)',
      ...['Mon 30 Nov', 'Tue 1 Dec', 'Wed 2 Dec', 'Thu 3 Dec', 'Fri 4 Dec'].map((day) => `  gap: ${day} 08:00 to 18:30: no clinician`),
      'South Hub, week of Mon 23 Nov 2026: 1 shift (none is set)',
      '  gap: Tue 24 Nov 12:00 to 18:30: no clinician',
      ...['Wed 25 Nov', 'Thu 26 Nov', 'Fri 27 Nov'].map((day) => `  gap: ${day} 08:00 to 18:30: no clinician`),
      '3 weeks differ. Nothing was changed; add --apply.',
    ]);
    expect(await stored('2026-11-23')).toBeUndefined();
    expect(await run('rota.csv', '--apply')).toBe(0);
    expect(said.at(-1)).toBe('3 weeks set.');
    expect(await stored('2026-11-23')).toMatchObject([{ person: amara.id, from: at('2026-11-24 08:00') }, { person: amara.id }]);
    expect(await stored('2026-11-23', south)).toHaveLength(1);
    expect(await stored('2026-11-16')).toBeUndefined();
    expect(await run('rota.csv')).toBe(0);
    expect(said.at(-1)).toBe('The file says what is set: no difference.');
    expect(await run('rota.csv', '--apply')).toBe(0);
    await sound();
  });
  it('replaces only the weeks that are in the file', async () => {
    const { run, said, stored, files } = await open({ 'rota.csv': two });
    await run('rota.csv', '--apply');
    files['rota.csv'] = `${header}\n2026-11-25,08:00,18:30,Dr Bram Whitlock,`;
    expect(await run('rota.csv')).toBe(2);
    expect(said[0]).toBe('North Hub, week of Mon 23 Nov 2026: 1 shift (2 are set)');
    expect(await run('--apply', 'rota.csv')).toBe(0);
    expect(said.at(-1)).toBe('1 week set.');
    expect(await stored('2026-11-23')).toHaveLength(1);
    expect(await stored('2026-11-30')).toHaveLength(1);
  });
  it('names every fault by its line and changes nothing', async () => {
    const { run, said, stored } = await open({ 'rota.csv': `${two}\n2026-11-25,8am,18:30,Somebody Else,` });
    expect(await run('rota.csv', '--apply')).toBe(1);
    expect(said).toEqual([
      'rota.csv needs attention; nothing was changed:',
      '  - line 7: \u201c8am\u201d is no time to begin at; write it as 08:00',
      '  - line 7: no member of staff is called \u201cSomebody Else\u201d',
    ]);
    expect(await stored('2026-11-23')).toBeUndefined();
  });
  it('says how it is used when it was not understood, or the file is not there', async () => {
    const { run, said } = await open({});
    for (const args of [[], ['--what'], ['a', 'b']]) expect(await run(...args)).toBe(1);
    expect(said.join('\n')).toContain('npm run rota -- FILE --apply');
    expect(await run('nowhere.csv')).toBe(1);
    expect(said).toEqual(['nowhere.csv cannot be read: is it there, and may you read it?']);
  });
});
