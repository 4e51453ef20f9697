// The contract of the Directory and the Leases, run on both engines.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDirectory } from '../../src/storage/directory.ts';
import type { Engine } from '../../src/storage/engine.ts';
import { createLeases } from '../../src/storage/lease.ts';
import { makeTables } from '../../src/storage/setup.ts';
import { engines, type Opened } from './engines.ts';
import { at, hub } from './given.ts';

describe.each(engines)('directory and leases on $name', ({ open }) => {
  let opened: Opened;
  let engine: Engine;
  let prefix: string;
  let count = 0;
  beforeAll(async () => {
    opened = await open();
    engine = opened.engine;
  });
  beforeEach(async () => {
    prefix = `ehub${++count}`;
    await makeTables(engine, prefix, [hub]);
  });
  afterAll(() => opened.close());

  it('remembers the newest list of each sort that somebody asked for somewhere', async () => {
    const directory = createDirectory(engine, prefix);
    const asked = { conversation: '19:a@thread.tacv2', person: 't.o', sort: 'queue' };
    expect(await directory.saidList(asked)).toBeUndefined();
    await directory.saveSaidList(asked, { name: 'queue|NORTH|NORTH|0', messageId: '1' });
    await directory.saveSaidList(asked, { name: 'queue|NORTH|NORTH|0', messageId: '2' });
    await directory.saveSaidList({ ...asked, sort: 'mine' }, { name: 'mine|0', messageId: '3' });
    expect(await directory.saidList(asked)).toEqual({ name: 'queue|NORTH|NORTH|0', messageId: '2' });
    expect(await directory.saidList({ ...asked, person: 't.p' })).toBeUndefined();
    expect(await directory.saidList({ ...asked, conversation: 'a:chat' })).toBeUndefined();
  });
  it('a directory keeps the last that was written', async () => {
    const directory = createDirectory(engine, prefix);
    const active = {
      id: '19:x@thread.tacv2',
      serviceUrl: 'https://smba.trafficmanager.net/uk/',
      tenantId: 't',
      status: 'active',
      since: at,
    } as const;
    expect(await directory.conversation('org.NORTH')).toBeUndefined();
    await directory.saveConversation('org.NORTH', active);
    await directory.saveConversation('org.SOUTH', active);
    const suspended = { ...active, status: 'suspended', reason: 'BotNotInConversationRoster' } as const;
    await directory.saveConversation('org.NORTH', suspended);
    expect(await directory.conversation('org.NORTH')).toEqual(suspended);
    expect(await directory.suspended()).toEqual([{ key: 'org.NORTH', conversation: suspended }]);
    expect(await directory.person('t.o')).toBeUndefined();
    await directory.savePerson({ id: 't.o', name: 'Ali', mri: '29:a' });
    await directory.savePerson({ id: 't.o', name: 'Ali Example', mri: '29:b' });
    expect(await directory.person('t.o')).toEqual({ id: 't.o', name: 'Ali Example', mri: '29:b' });
  });

  it('a lease has one owner at a time and an epoch that only rises', async () => {
    let now = Date.parse(at);
    const leases = createLeases(engine, prefix, { now: () => new Date(now).toISOString() });
    expect(await leases.hold('relay', 'a', 1_000)).toBe(1);
    expect(await leases.hold('relay', 'b', 1_000)).toBeUndefined();
    now += 900;
    expect(await leases.hold('relay', 'a', 1_000)).toBe(1);
    now += 999;
    expect(await leases.hold('relay', 'b', 1_000)).toBeUndefined();
    now += 1;
    expect(await leases.hold('relay', 'b', 1_000)).toBe(2);
    expect(await leases.hold('relay', 'a', 1_000)).toBeUndefined();
    await leases.letGo('relay', 'a');
    expect(await leases.hold('relay', 'a', 1_000)).toBeUndefined();
    await leases.letGo('relay', 'b');
    expect(await leases.hold('relay', 'a', 1_000)).toBe(3);
    expect(await leases.hold('sweep', 'b', 1_000)).toBe(1);
  });

  it('of many that reach for a free lease one gets it', async () => {
    const leases = createLeases(engine, prefix, { now: () => at });
    const epochs = await Promise.all(Array.from({ length: 12 }, (_, index) => leases.hold('relay', `o${index}`, 1_000)));
    expect(epochs.filter((epoch) => epoch !== undefined)).toEqual([1]);
  });
});
