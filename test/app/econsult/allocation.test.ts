// Counting what the hub has taken first today, and keeping allocations when receiving.
import { describe, expect, it } from 'vitest';
import { countAgeMaxMs, todayAt } from '../../../src/app/econsult/allocation.ts';
import { econsultKey } from '../../../src/app/econsult/load.ts';
import { receive } from '../../../src/app/econsult/receive.ts';
import type { NetworkSource } from '../../../src/app/network/network.ts';
import { tryPathway } from '../../../src/app/network/pathway-try.ts';
import type { Store } from '../../../src/app/ports.ts';
import type { EConsult } from '../../../src/domain/econsult/state.ts';
import type { Submission } from '../../../src/domain/econsult/submission.ts';
import type { Network, Practice } from '../../../src/domain/network/state.ts';
import { idOf, referenceOf } from '../../../src/domain/reference.ts';
import type { Kind, Priority } from '../../../src/domain/terms.ts';
import { startOfDay } from '../../../src/domain/time/calendar.ts';
import { memoryEngine } from '../../../src/storage/memory.ts';
import { makeTables } from '../../../src/storage/setup.ts';
import { createStore } from '../../../src/storage/store.ts';
import { usualSubmission } from '../../given.ts';
import { larkfield, network, north, quayside, rules } from '../../people.ts';

const at = (time: string, date = '2026-11-25'): string => `${date}T${time}.000Z`;
const allowing = (allocation: number | undefined): Network => {
  const { allocation: _, ...practice } = network.practices[larkfield] as Practice;
  return {
    ...network,
    practices: { ...network.practices, [larkfield]: { ...practice, ...(allocation === undefined ? {} : { allocation }) } },
  };
};

async function world(net: Network) {
  const engine = memoryEngine();
  await makeTables(engine, 'ehub', [north]);
  const store = createStore(engine, { prefix: 'ehub', writer: 'test', missing: () => {} });
  const reads: string[] = [];
  const counted: Store = new Proxy(store, {
    get: (target, name) => {
      const found = Reflect.get(target, name) as unknown;
      if (typeof found !== 'function') return found;
      return (...args: unknown[]) => {
        reads.push(String(name));
        return Reflect.apply(found, target, args) as unknown;
      };
    },
  });
  const source = { now: async () => ({ ...rules, network: net }), current: async () => net } as unknown as NetworkSource;
  let sent = 0;
  const send = async (when: string, more: { practiceCode?: string; kind?: Kind; priority?: Priority } = {}): Promise<EConsult> => {
    sent += 1;
    const submission: Submission = {
      ...usualSubmission,
      sourceId: `source-${sent}`,
      contentHash: `hash-${sent}`,
      practiceCode: larkfield,
      text: {
        patient: { name: 'Asha Example' },
        answers: [{ question: 'What?', answer: 'A cough.' }],
        original: { mediaType: 'application/json', base64: '' },
      },
      ...more,
    };
    const sender = { id: 'maker', hub: north, practices: '*' } as const;
    const receipt = await receive({ store: counted, nudge: () => {}, network: source }, sender, submission, {
      operation: `operation-${sent}`,
      receivedAt: when,
    });
    if (receipt.kind !== 'accepted') throw new Error(receipt.kind);
    const id = idOf(receipt.reference);
    const loaded = id === undefined ? undefined : await store.load<EConsult>(econsultKey(north, id));
    if (loaded === undefined) throw new Error('kept');
    return loaded.state;
  };
  return { store, counted, send, reads };
}

describe('the day in London', () => {
  it.each([
    ['2026-11-25T00:00:00.000Z', '2026-11-25T00:00:00.000Z'],
    ['2026-11-25T23:59:59.999Z', '2026-11-25T00:00:00.000Z'],
    ['2026-07-01T22:59:59.999Z', '2026-06-30T23:00:00.000Z'],
    ['2026-07-01T23:00:00.000Z', '2026-07-01T23:00:00.000Z'],
    // The days of the clock changes, of 25 and 23 hours, and those after them.
    ['2026-10-25T23:59:00.000Z', '2026-10-24T23:00:00.000Z'],
    ['2026-10-25T00:30:00.000Z', '2026-10-24T23:00:00.000Z'],
    ['2026-10-26T00:10:00.000Z', '2026-10-26T00:00:00.000Z'],
    ['2027-03-28T22:59:00.000Z', '2027-03-28T00:00:00.000Z'],
    ['2027-03-28T23:10:00.000Z', '2027-03-28T23:00:00.000Z'],
  ])('of %s began at %s', (moment, began) => {
    expect(startOfDay(moment)).toBe(began);
  });
});

describe('an allocation of two', () => {
  it('is kept for the day: routine ones beyond it go to the practice, urgent ones and other practices\u2019 do not', async () => {
    const { send } = await world(allowing(2));
    const holders: string[] = [];
    const minutes = (n: number): string => at(`09:${String(n).padStart(2, '0')}:00`);
    for (const [n, more] of [{}, { priority: 'urgent' }, {}, { priority: 'redFlag' }, { practiceCode: quayside }, {}].entries())
      holders.push((await send(minutes(n), more as { priority?: Priority })).holder);
    expect(holders).toEqual([north, north, larkfield, north, north, larkfield]);
    expect((await send(at('09:00:00', '2026-11-26'))).holder).toBe(north);
  });
  it('counts only what the hub took first', async () => {
    const { send, store } = await world(allowing(2));
    for (const second of ['00', '05', '10']) await send(at(`09:00:${second}`), { kind: 'admin' });
    expect((await send(at('09:01:00'))).holder).toBe(north);
    expect(await todayAt(store, allowing(2), north, at('09:02:00'))).toEqual({ date: '2026-11-25', received: { [larkfield]: 1 } });
  });
  it('is counted once a while and from where it was left, not for each receipt', async () => {
    const { send, reads } = await world(allowing(1_000));
    for (let n = 0; n < 20; n++) await send(`2026-11-25T09:00:00.${String(n).padStart(3, '0')}Z`);
    expect(reads.filter((name) => name === 'logged')).toHaveLength(1);
    await send(new Date(Date.parse(at('09:00:00')) + countAgeMaxMs + 19).toISOString());
    expect(reads.filter((name) => name === 'logged')).toHaveLength(2);
  });
  it('counts none twice, though the end of the log is read again', async () => {
    const { send, store } = await world(allowing(50));
    for (const second of ['00', '10', '20', '30']) await send(at(`09:00:${second}`));
    expect(await todayAt(store, allowing(50), north, at('09:00:40'))).toMatchObject({ received: { [larkfield]: 4 } });
    expect(await todayAt(store, allowing(50), north, at('09:00:50'))).toMatchObject({ received: { [larkfield]: 4 } });
  });
  it('nobody has costs nothing', async () => {
    const { send, reads } = await world(allowing(undefined));
    await send(at('09:00:00'));
    expect(reads).toEqual(['commit']);
  });
  it('that cannot be counted limits nobody', async () => {
    const { counted, send } = await world(allowing(0));
    expect((await send(at('09:00:00'))).holder).toBe(larkfield);
    const broken = new Proxy(counted, {
      get: (target, name) => (name === 'logged' ? async () => Promise.reject(new Error('away')) : Reflect.get(target, name)),
    });
    expect(await todayAt(broken, allowing(0), north, at('09:00:00'))).toBeUndefined();
  });
});

describe('trying a pathway', () => {
  it('says what would have moved, by day and kind, and changes nothing', async () => {
    const { store, send } = await world(network);
    const sent = [
      await send(at('09:00:00', '2026-11-10'), {}),
      await send(at('09:00:00', '2026-11-11'), {}),
      await send(at('10:00:00', '2026-11-11'), { kind: 'admin' }),
      await send(at('23:30:00', '2026-11-11'), { kind: 'clinicalAdmin' }),
      await send(at('09:00:00', '2026-11-24'), { priority: 'redFlag' }),
      await send(at('09:00:00', '2026-11-24'), { practiceCode: quayside }),
    ];
    const trial = await tryPathway(
      store,
      rules,
      larkfield,
      [
        { kind: 'clinical', goes: 'practiceFirst' },
        { kind: 'admin', goes: 'hubFirst' },
      ],
      at('12:00:00'),
    );
    expect(trial).toEqual({
      practice: larkfield,
      from: '2026-11-11T00:00:00.000Z',
      until: at('12:00:00'),
      received: 4,
      more: false,
      toHub: 1,
      toPractice: 2,
      byDay: [
        { date: '2026-11-11', kind: 'clinical', count: 1 },
        { date: '2026-11-11', kind: 'admin', count: 1 },
        { date: '2026-11-24', kind: 'clinical', count: 1 },
      ],
      moved: [
        { id: sent[1]?.id, to: 'practice', because: 'practiceFirst' },
        { id: sent[2]?.id, to: 'hub', because: 'hubFirst' },
        { id: sent[4]?.id, to: 'practice', because: 'practiceFirst' },
      ],
    });
    expect(trial?.moved.map(({ id }) => referenceOf(id))).toHaveLength(3);
  });
  it('of hours of a day moves only those, whatever else is planned', async () => {
    const practice = {
      ...(network.practices[larkfield] as Practice),
      pathwayChanges: [{ from: '2027-01-01', kind: 'clinical', goes: 'hubFirst' }] as const,
    };
    const planned = { ...rules, network: { ...network, practices: { ...network.practices, [larkfield]: practice } } };
    const { store, send } = await world(network);
    for (const time of ['08:59:00', '09:00:00', '11:59:00', '12:00:00']) await send(at(time, '2026-11-24'));
    const trial = await tryPathway(
      store,
      planned,
      larkfield,
      [{ kind: 'clinical', goes: 'practiceFirst', between: { from: '09:00', to: '12:00' } }],
      at('12:00:00'),
    );
    expect(trial).toMatchObject({ received: 4, toHub: 0, toPractice: 2 });
  });
  it('leaves what was changed before as it is, outside those hours', async () => {
    const practice = {
      ...(network.practices[larkfield] as Practice),
      pathwayChanges: [{ from: '2026-11-01', kind: 'clinical', goes: 'practiceFirst' }] as const,
    };
    const changed = { ...network, practices: { ...network.practices, [larkfield]: practice } };
    const { store, send } = await world(changed);
    for (const time of ['08:00:00', '10:00:00', '14:00:00']) await send(at(time, '2026-11-24'));
    const morning = { kind: 'clinical', goes: 'hubFirst', between: { from: '09:00', to: '12:00' } } as const;
    expect(await tryPathway(store, { ...rules, network: changed }, larkfield, [morning], at('12:00:00'))).toMatchObject({
      toHub: 1,
      toPractice: 0,
    });
    expect(
      await tryPathway(store, { ...rules, network: changed }, larkfield, [{ kind: 'clinical', goes: 'hubFirst' }], at('12:00:00')),
    ).toMatchObject({ toHub: 3 });
  });
  it('keeps the allocation of the day as it would have filled up', async () => {
    const { store, send } = await world(network);
    for (const time of ['09:00:00', '10:00:00', '11:00:00']) await send(at(time, '2026-11-24'), { kind: 'admin' });
    const trial = await tryPathway(
      store,
      { ...rules, network: allowing(2) },
      larkfield,
      [{ kind: 'admin', goes: 'hubFirst' }],
      at('12:00:00'),
    );
    expect(trial).toMatchObject({ received: 3, toHub: 2, toPractice: 0 });
  });
  it('knows no other practice', async () => {
    const { store } = await world(network);
    for (const code of ['T99999', 'constructor']) expect(await tryPathway(store, rules, code, [], at('12:00:00'))).toBeUndefined();
  });
});
