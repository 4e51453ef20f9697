// The network as processes share it: stored hub by hub, changed in one transaction for each, and noticed for a few hundred bytes.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { networkAgeMaxMs, networkSource } from '../../../src/app/network/network.ts';
import { partKey, rosterKey } from '../../../src/app/network/parts.ts';
import type { PartEvent } from '../../../src/domain/network/part-event.ts';
import type { NetworkContent } from '../../../src/domain/network/state.ts';
import { staffIn } from '../../../src/domain/network/state.ts';
import { walked } from '../../../src/domain/network/who-is-where.ts';
import type { Actor } from '../../../src/domain/terms.ts';
import { counted } from '../../../src/storage/counted.ts';
import type { Engine, Table } from '../../../src/storage/engine.ts';
import { inspect } from '../../../src/storage/inspect.ts';
import { memoryEngine } from '../../../src/storage/memory.ts';
import { makeTables } from '../../../src/storage/setup.ts';
import { createStore } from '../../../src/storage/store.ts';
import { englandHolidays } from '../../domain/time/days.ts';
import { hubIdOf, largest, networkOf, ofTwoHubs, personIdOf, practiceCodeOf } from '../../network-of-size.ts';
import { engines, type Opened } from '../../storage/engines.ts';

const at = '2026-11-25T09:00:00.000Z';
const file: Actor = { kind: 'sender', caller: 'network file' };
const personBy = (hub: number, person: number): Actor => ({ kind: 'person', id: personIdOf(hub, person), name: '' });

/** A process: its own copy, its own clock, its own count of what it asks the store. */
function processOn(engine: Engine, time = { ms: 0 }) {
  const counting = counted(engine);
  const store = createStore(counting, { prefix: 'ehub', writer: 'test', missing: (hub, key) => expect.fail(`${hub}: ${key} was missing`) });
  const source = networkSource(
    { store, nudge: () => {} },
    () => englandHolidays,
    () => time.ms,
  );
  return { ...source, store, take: counting.take, time };
}
type Process = ReturnType<typeof processOn>;

let wishes = 0;
const wish = (by: Actor) => ({ operation: `wish-${++wishes}`, at, by });
const establish = (it: Process, network: NetworkContent, more: object = {}) =>
  it.change({ ...wish(file), type: 'establish', network, ...more });
const goOn = (it: Process, hub: number, person: number) => {
  const organisation = person > 2 && person % 10 === 0 ? practiceCodeOf(hub, person % 20) : hubIdOf(hub);
  return it.change({ ...wish(personBy(hub, person)), type: 'goOnShift', organisation });
};

describe.each(engines)('two hubs, 40 practices and 400 staff cleared for 20 each, on $name', ({ open }) => {
  let opened: Opened;
  beforeAll(async () => {
    opened = await open();
    await makeTables(opened.engine, 'ehub', [hubIdOf(0), hubIdOf(1)]);
  });
  afterAll(() => opened.close());

  it('are stored, read again as they were, changed and sound', async () => {
    const content = networkOf(ofTwoHubs);
    expect(await establish(processOn(opened.engine), content)).toMatchObject({ kind: 'done', repeated: false });
    const other = processOn(opened.engine);
    expect(await other.current()).toEqual({ ...content, channels: {}, onShift: {} });
    expect(await goOn(other, 1, 5)).toMatchObject({ kind: 'done', events: [{ type: 'WentOnShift' }] });
    const given = { organisation: hubIdOf(1), conversation: '19:one@thread.tacv2', team: 'team', tenantId: 'tenant' };
    expect(await other.change({ ...wish(personBy(1, 0)), type: 'giveChannel', channel: given })).toMatchObject({ kind: 'done' });
    const read = await processOn(opened.engine).current();
    expect(read.onShift).toEqual({ [personIdOf(1, 5)]: { at: hubIdOf(1), since: at } });
    expect(read.channels).toEqual({ [hubIdOf(1)]: given });
    for (const hub of ['network', hubIdOf(0), hubIdOf(1)]) expect((await inspect(opened.engine, 'ehub', hub)).findings).toEqual([]);
  });
  it('are told of by events that hold what changed', async () => {
    const { store } = processOn(opened.engine);
    const events = async (part: 'organisations' | 'staff' | 'shifts') =>
      (await store.events<PartEvent>(partKey(hubIdOf(1), part))).map(({ event }) => event.type);
    expect(await events('organisations')).toEqual(['OrganisationsSet', 'ChannelGiven']);
    expect(await events('shifts')).toEqual(['WentOnShift']);
    expect((await store.events<PartEvent>(rosterKey)).map(({ event }) => event)).toEqual([
      { type: 'HubsSet', at, by: file, hubs: [hubIdOf(0), hubIdOf(1)] },
    ]);
  });
  it('let two of them press in the same moment, in different processes', async () => {
    const [one, other] = [processOn(opened.engine), processOn(opened.engine)];
    const done = await Promise.all([goOn(one, 0, 6), goOn(other, 0, 7), goOn(one, 0, 8)]);
    for (const each of done) expect(each).toMatchObject({ kind: 'done', repeated: false, events: [{}] });
    expect(Object.keys((await processOn(opened.engine).current()).onShift)).toHaveLength(4);
  });
});

describe('forty hubs with 20 practices and 250 staff each', () => {
  const engine = memoryEngine();
  const content = networkOf(largest);
  const hubs = Object.keys(content.hubs);
  beforeAll(async () => {
    await makeTables(engine, 'ehub', hubs);
    await establish(processOn(engine), content);
  });

  it('are read in four calls for each hub, and two for the list of hubs', async () => {
    const it = processOn(engine);
    expect(Object.keys((await it.current()).staff)).toHaveLength(10_000);
    // Nobody is on shift yet: two parts of each hub.
    expect(it.take()).toMatchObject({ rangeReads: 41, pointReads: 81, transactions: 0 });
  });
  it('cost one short read for each hub to see that nothing has changed', async () => {
    const it = processOn(engine);
    const before = await it.current();
    it.take();
    it.time.ms += networkAgeMaxMs;
    expect(await it.current()).toBe(before);
    const counts = it.take();
    expect(counts).toMatchObject({ rangeReads: 41, pointReads: 0, transactions: 0 });
    expect(counts.bytesRead / 40).toBeLessThanOrEqual(1_000);
  });
  it('write at most 10 KB for a shift press, everybody else of the hub on shift', async () => {
    const it = processOn(engine);
    for (let person = 0; person < 249; person++) await goOn(it, 3, person);
    it.take();
    expect(await goOn(it, 3, 249)).toMatchObject({ kind: 'done', events: [{ type: 'WentOnShift' }] });
    const counts = it.take();
    // The versions of this hub, and one transaction: event, state, event by time, version. Its shifts are known.
    expect(counts).toMatchObject({ rangeReads: 1, pointReads: 0, transactions: 1, rowsWritten: 4 });
    expect(counts.bytesWritten).toBeLessThanOrEqual(10_240);
  });
  it('show a press to another process within two seconds, which reads that hub’s shifts and nothing else', async () => {
    const [one, other] = [processOn(engine), processOn(engine)];
    const before = await other.current();
    await goOn(one, 7, 4);
    other.take();
    other.time.ms += networkAgeMaxMs - 1;
    expect(await other.current()).toBe(before);
    other.time.ms += 1;
    expect((await other.current()).onShift[personIdOf(7, 4)]).toEqual({ at: hubIdOf(7), since: at });
    expect(other.take()).toMatchObject({ rangeReads: 41, pointReads: 1 });
    expect((await other.current()).staff).toBe(before.staff);
  });
  it('are not walked through by a press', async () => {
    const it = processOn(engine);
    const looked = async () => {
      const network = await it.current();
      return [staffIn(network, 'hubLead', hubIdOf(5)), staffIn(network, 'dutyClinician', hubIdOf(5))].flat().length;
    };
    // The first question makes the indexes, hub by hub.
    expect(await looked()).toBe(2);
    walked.entries = 0;
    await goOn(it, 5, 4);
    expect(await looked()).toBe(2);
    expect(walked.entries).toBe(0);
    const clearing = { person: personIdOf(5, 4), practice: practiceCodeOf(5, 19), capabilities: ['view'] } as const;
    expect(await it.change({ ...wish(personBy(5, 0)), type: 'clearFor', ...clearing })).toMatchObject({ kind: 'done', events: [{}] });
    expect(await looked()).toBe(2);
    // The hub's own staff, once when it is decided and once as it then is.
    expect(walked.entries).toBeLessThanOrEqual(2 * 250);
  });
  it('change at the hubs that a file changes, and at no other', async () => {
    const it = processOn(engine);
    await it.current();
    it.take();
    const code = practiceCodeOf(9, 3);
    const practice = content.practices[code];
    if (practice === undefined) return expect.fail('no practice');
    const changed = { ...content, practices: { ...content.practices, [code]: { ...practice, allocation: 7 } } };
    // Clearances given since by command are set back with it, at the hub that has them.
    expect(await establish(it, changed)).toMatchObject({ kind: 'done' });
    expect(it.take().transactions).toBe(3);
    expect((await processOn(engine).current()).practices[code]?.allocation).toBe(7);
  });
});

/** An engine whose transactions fail for some tables, as if the process had ended there. */
function endingAt(engine: Engine, ends: (table: string) => boolean): Engine {
  return {
    create: (name) => engine.create(name),
    table: (name): Table => {
      const inner = engine.table(name);
      return ends(name) ? { ...inner, transact: () => Promise.reject(new Error('the process ended')) } : inner;
    },
  };
}

describe('a file whose applying ended half way', () => {
  const content = networkOf({ hubs: 4, practices: 2, staff: 5, cleared: 2 });
  const hubs = Object.keys(content.hubs);
  const digest = 'a'.repeat(64);

  it('is completed by applying it again: what was written is not written twice, and what a lead changed since stays', async () => {
    const engine = memoryEngine();
    await makeTables(engine, 'ehub', hubs);
    await establish(processOn(engine), content, { digest: 'b'.repeat(64) });
    const renamed: NetworkContent = {
      ...content,
      practices: Object.fromEntries(Object.entries(content.practices).map(([code, it]) => [code, { ...it, allocation: 5 }])),
    };
    const broken = processOn(endingAt(engine, (table) => table === 'ehubhub02'));
    await expect(establish(broken, renamed, { digest })).rejects.toThrow('the process ended');
    const half = await processOn(engine).current();
    expect(half.practices[practiceCodeOf(0, 0)]?.allocation).toBe(5);
    expect(half.practices[practiceCodeOf(2, 0)]?.allocation).toBeUndefined();
    expect(half.lastImport).toBe('b'.repeat(64));
    await processOn(engine).change({ ...wish(personBy(0, 0)), type: 'setAllocation', practice: practiceCodeOf(0, 0), allocation: 9 });
    expect(await establish(processOn(engine), renamed, { digest })).toMatchObject({ kind: 'done' });
    const whole = await processOn(engine).current();
    expect(Object.values(whole.practices).map(({ allocation }) => allocation)).toEqual([9, 5, 5, 5, 5, 5, 5, 5]);
    expect(whole.lastImport).toBe(digest);
    const { store } = processOn(engine);
    for (const hub of hubs) {
      const set = (await store.events<PartEvent>(partKey(hub, 'organisations'))).filter(({ event }) => event.type === 'OrganisationsSet');
      expect(set).toHaveLength(2);
      expect((await inspect(engine, 'ehub', hub)).findings).toEqual([]);
    }
    // The same file once more is known, whatever has been changed.
    const again = processOn(engine);
    expect(await establish(again, renamed, { digest })).toMatchObject({ kind: 'done', events: [] });
    expect(again.take().transactions).toBe(0);
    expect(await establish(again, renamed, { digest, anew: true })).toMatchObject({ kind: 'done' });
    expect((await processOn(engine).current()).practices[practiceCodeOf(0, 0)]?.allocation).toBe(5);
  });
  it('is completed too where it was somebody new with posts at two hubs', async () => {
    const engine = memoryEngine();
    await makeTables(engine, 'ehub', hubs);
    await establish(processOn(engine), content);
    const person = personIdOf(99, 1);
    const posts = [
      { role: 'clinician', at: hubIdOf(1) },
      { role: 'clinician', at: hubIdOf(2) },
    ] as const;
    const add = { ...wish(file), type: 'addStaff', person, name: 'Dr Both', posts } as const;
    await expect(processOn(endingAt(engine, (table) => table === 'ehubhub02')).change(add)).rejects.toThrow('the process ended');
    expect((await processOn(engine).current()).staff[person]?.posts).toEqual(posts.slice(0, 1));
    expect(await processOn(engine).change(add)).toMatchObject({ kind: 'done', repeated: false });
    expect((await processOn(engine).current()).staff[person]?.posts).toEqual(posts);
    expect(await processOn(engine).change(add)).toMatchObject({ kind: 'done', repeated: true });
    const remove = { ...wish(file), type: 'removeStaff', person } as const;
    await expect(processOn(endingAt(engine, (table) => table === 'ehubhub02')).change(remove)).rejects.toThrow('the process ended');
    expect(await processOn(engine).change(remove)).toMatchObject({ kind: 'done', repeated: false });
    expect((await processOn(engine).current()).staff[person]).toBeUndefined();
    expect(await processOn(engine).change(remove)).toMatchObject({ kind: 'done', repeated: true, events: [] });
  });
});
