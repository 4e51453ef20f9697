// A hub that is begun while it runs: its table is made, other instances find it, and what a crash left half done is completed.
import { describe, expect, it } from 'vitest';
import { networkAgeMaxMs, networkSource } from '../../../src/app/network/network.ts';
import { rosterKey } from '../../../src/app/network/parts.ts';
import type { AddHub } from '../../../src/domain/network/command.ts';
import { coreHours } from '../../../src/domain/time/hours.ts';
import type { Engine } from '../../../src/storage/engine.ts';
import { inspect } from '../../../src/storage/inspect.ts';
import { memoryEngine } from '../../../src/storage/memory.ts';
import { makeTables } from '../../../src/storage/setup.ts';
import { createStore } from '../../../src/storage/store.ts';
import { englandHolidays } from '../../domain/time/days.ts';
import { person, stranger } from '../../people.ts';

const at = '2026-11-25T09:00:00.000Z';
const addHub = (id: string, operation = `add-${id}`): AddHub => ({
  ...{ type: 'addHub', operation, at, by: person(stranger), mayBegin: true },
  hub: { id, name: `Hub ${id}`, telephone: '01632 960140', hours: coreHours },
});

function instance(engine: Engine, breaks: { rosterAway: boolean } = { rosterAway: false }) {
  const real = createStore(engine, { prefix: 'ehub', writer: 'test', missing: (hub, key) => expect.fail(`${hub}: ${key} was missing`) });
  const store = new Proxy(real, {
    get: (_, name: keyof typeof real) => {
      const method = real[name] as (...asked: unknown[]) => unknown;
      return (...asked: unknown[]) =>
        breaks.rosterAway && name.startsWith('commit') && JSON.stringify(asked).includes(`"hub":"${rosterKey.hub}"`)
          ? Promise.reject(new Error('ended here'))
          : method.apply(real, asked);
    },
  });
  const time = { ms: 0 };
  const makeHub = (hub: string): Promise<void> => makeTables(engine, 'ehub', [hub]);
  return {
    time,
    ...networkSource(
      { store, nudge: () => {}, makeHub },
      () => englandHolidays,
      () => time.ms,
    ),
  };
}

describe('a hub begun while it runs', () => {
  it('has a table, is found by another instance, and is sound', async () => {
    const engine = memoryEngine();
    await makeTables(engine, 'ehub', []);
    const [one, other] = [instance(engine), instance(engine)];
    expect(Object.keys((await other.current()).hubs)).toEqual([]);
    expect(await one.change(addHub('EAST'))).toMatchObject({ kind: 'done', repeated: false });
    expect((await one.current()).staff[stranger.id]?.posts).toEqual([{ role: 'hubLead', at: 'EAST' }]);
    other.time.ms = networkAgeMaxMs;
    expect(await other.current()).toEqual(await one.current());
    expect(await other.change(addHub('WEST'))).toMatchObject({ kind: 'done' });
    expect((await other.current()).staff[stranger.id]?.posts.map((post) => post.at)).toEqual(['EAST', 'WEST']);
    for (const hub of ['network', 'EAST', 'WEST']) expect((await inspect(engine, 'ehub', hub)).findings).toEqual([]);
  });

  it('is known to nobody before it is whole, and what was left half done is completed by asking again', async () => {
    const engine = memoryEngine();
    await makeTables(engine, 'ehub', []);
    const breaks = { rosterAway: true };
    await expect(instance(engine, breaks).change(addHub('EAST'))).rejects.toThrow('ended here');
    expect((await instance(engine).current()).hubs).toEqual({});
    const again = instance(engine);
    expect(await again.change(addHub('EAST'))).toMatchObject({ kind: 'done' });
    const { hubs, staff } = await instance(engine).current();
    expect([Object.keys(hubs), staff[stranger.id]?.posts]).toEqual([['EAST'], [{ role: 'hubLead', at: 'EAST' }]]);
    // The same press once more is no second hub, and no refusal.
    expect(await again.change(addHub('EAST'))).toMatchObject({ kind: 'done', repeated: true });
  });
});
