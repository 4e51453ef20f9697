// What the auditor calls wrong, by property: a right world is clean, and whatever is broken in it is found, that and nothing else.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countDays, countFindings, type Receipt } from '../../../src/domain/audit/counts.ts';
import {
  cardFindings,
  type Expected,
  type Finding,
  findingKinds,
  isRepairable,
  overdueAfterMs,
  rowFindings,
  stuckAfterMs,
  type Timing,
  wrongRows,
} from '../../../src/domain/audit/findings.ts';
import { peopleFindings } from '../../../src/domain/econsult/claimant-gone.ts';
import type { EConsultEvent } from '../../../src/domain/econsult/event.ts';
import { harmOf, type QueuePlace, queuePlace } from '../../../src/domain/econsult/queue-place.ts';
import { channelOf, type SendClass } from '../../../src/domain/terms.ts';
import { claimed, completed, later, stateAfter } from '../../given.ts';
import { accepted, arrived, ashgrove, birchway, by, colleague, hub, hubNetwork, nadia, passedBack, underContract } from '../../hub.ts';

const now = later(60);
const ago = (ms: number): string => new Date(Date.parse(now) - ms).toISOString();

const lives: readonly (readonly EConsultEvent[])[] = [
  [arrived()],
  [arrived({ priority: 'redFlag' })],
  [arrived(), claimed(nadia)],
  [arrived(), claimed(colleague), passedBack(colleague, hub, ashgrove)],
  underContract,
  // What is said of it before closing stands in its place as well; where no opening is known, without one.
  ...[later(900), undefined].map((opens): readonly EConsultEvent[] => [
    arrived(),
    { type: 'ClosingPlanned', ...by(nadia, later(30)), plan: 'finish', told: undefined, opens },
  ]),
];
const open = fc.constantFrom(...lives).map((events) => stateAfter(...events));
const timing = (at: string): Timing => ({ at, harm: '1|2026-11-25T18:30:00.000Z' });
const expectedOf = (state: ReturnType<typeof stateAfter>): { place: QueuePlace; timer: Timing } => {
  const place = queuePlace(state);
  if (place === undefined) throw new Error('it is open');
  return { place, timer: { at: later(90), harm: harmOf(state) } };
};
/** As it comes back from the store: what was undefined is absent, and it says whose it is. */
const stored = <T extends object>(content: T): T => JSON.parse(JSON.stringify({ ...content, id: 'K7M4QX' }));
const row = <T extends object>(content: T | undefined): { readonly holds: T | undefined } => ({ holds: content && stored(content) });

/** Every way to break one kind of row: what then stands, and what is to be found. */
const breakings = <T extends object>(right: T, other: T) => [
  { how: 'Missing', rows: [] },
  { how: 'Wrong', rows: [row(other)] },
  { how: 'Wrong', rows: [row<T>(undefined)] },
  { how: 'Wrong', rows: [row(other), row<T>(undefined)] },
  { how: 'Double', rows: [row(right), row(other)] },
  { how: 'Double', rows: [row(other), row(right), row(other)] },
  { how: 'Double', rows: [row<T>(undefined), row(right)] },
];

describe('rows', () => {
  it('that are right are not found, nor is what ought to have none and has none', () => {
    fc.assert(
      fc.property(open, (state) => {
        const expected = expectedOf(state);
        expect(rowFindings('A', expected, { places: [row(expected.place)], timers: [row(expected.timer)] }, now)).toEqual([]);
        expect(rowFindings('A', { place: undefined, timer: undefined }, { places: [], timers: [] }, now)).toEqual([]);
      }),
    );
  });

  it('that are missing, wrong or double are found as that and nothing else, each field of them', () => {
    fc.assert(
      fc.property(open, fc.nat(), fc.boolean(), fc.nat(), (state, field, ofPlaces, which) => {
        const expected = expectedOf(state);
        const right: QueuePlace | Timing = ofPlaces ? expected.place : expected.timer;
        const fields = Object.keys(right);
        const other = { ...right, [fields[field % fields.length] ?? '']: 'something else' };
        const all = breakings<QueuePlace | Timing>(right, other);
        const { how, rows } = all[which % all.length] as (typeof all)[number];
        const places = [row(expected.place)];
        const timers = [row(expected.timer)];
        const broken = ofPlaces ? { places: rows as typeof places, timers } : { places, timers: rows as typeof timers };
        expect(rowFindings('A', expected, broken, now)).toEqual([{ kind: `${ofPlaces ? 'place' : 'timer'}${how}`, id: 'A' }]);
        // What is to be removed is all that is not right.
        expect(wrongRows(expected, broken)).toEqual(rows.filter(({ holds }) => JSON.stringify(holds) !== JSON.stringify(stored(right))));
      }),
    );
  });

  it('of what is closed or never was are rows of nothing', () => {
    const { place, timer } = expectedOf(stateAfter(arrived()));
    const nothing: Expected = { place: undefined, timer: undefined };
    const rows = { places: [row(place)], timers: [row(timer), row<Timing>(undefined)] };
    expect(rowFindings('A', nothing, rows, now)).toEqual([
      { kind: 'placeOfNothing', id: 'A' },
      { kind: 'timerOfNothing', id: 'A' },
    ]);
    expect(wrongRows(nothing, rows)).toHaveLength(3);
  });

  it('whose time passed long ago are found once it is longer than the sweep can take', () => {
    fc.assert(
      fc.property(fc.integer({ min: -86_400_000, max: 40 * 86_400_000 }), (pastMs) => {
        const timer = timing(ago(pastMs));
        const found = rowFindings('A', { place: undefined, timer }, { places: [], timers: [row(timer)] }, now);
        expect(found).toEqual(pastMs > overdueAfterMs ? [{ kind: 'overdueTimer', id: 'A', at: timer.at }] : []);
        // Without its row it is missing, and nothing else can be said.
        expect(rowFindings('A', { place: undefined, timer }, { places: [], timers: [] }, now)).toEqual([{ kind: 'timerMissing', id: 'A' }]);
      }),
    );
  });
});

describe('cards', () => {
  const shownIn = [hub, ashgrove];
  const revision = 4;
  const state = { id: 'K7M4QX', revision, shownIn };
  const conversation = (organisation: string): string => `19:${organisation}@thread.tacv2`;
  const card = (organisation: string, more: object = {}) => ({
    to: channelOf(organisation),
    conversation: conversation(organisation),
    messageId: 'm1',
    shown: revision,
    ...more,
  });
  const right = {
    cards: shownIn.map((organisation) => card(organisation)),
    waiting: [],
    channel: (organisation: string) => ({ conversation: conversation(organisation), suspended: false }),
  };
  const waits = (organisation: string, ageMs: number, sendClass: SendClass = 1) => ({
    ...{ to: channelOf(organisation), since: ago(ageMs), class: sendClass },
  });

  it('that show it as it is, or newer, are not found', () => {
    fc.assert(
      fc.property(fc.nat(3), fc.option(fc.nat(3 * stuckAfterMs[2])), (newer, waitsMs) => {
        const cards = shownIn.map((organisation) => card(organisation, { shown: revision + newer }));
        // A message that waits although nothing is to be shown any more does no harm.
        const waiting = waitsMs === null ? [] : [waits(hub, waitsMs)];
        expect(cardFindings(state, { ...right, cards, waiting }, now)).toEqual([]);
      }),
    );
  });

  const brokenCards: readonly (readonly [string, Finding['kind'], readonly object[]])[] = [
    ['none', 'cardMissing', []],
    ['one never posted', 'cardMissing', [card(ashgrove, { messageId: undefined, shown: 0 })]],
    ['one in a channel it has left', 'cardMissing', [card(ashgrove, { conversation: '19:before@thread.tacv2' })]],
    ['one revision old', 'cardOld', [card(ashgrove, { shown: revision - 1 })]],
  ];
  it.each(brokenCards)('%s: %s, unless something waits to bring it there, and not too long', (_how, kind, there) => {
    fc.assert(
      fc.property(
        fc.option(fc.nat(2 * stuckAfterMs[2])),
        fc.constantFrom<SendClass>(0, 1, 2),
        fc.boolean(),
        (waitsMs, sendClass, elsewhereWaits) => {
          const cards = [card(hub), ...(there as ReturnType<typeof card>[])];
          const waiting = [
            ...(waitsMs === null ? [] : [waits(ashgrove, waitsMs, sendClass)]),
            ...(elsewhereWaits ? [waits(birchway, 1)] : []),
          ];
          const of = { id: 'K7M4QX', organisation: ashgrove };
          const found =
            waitsMs === null ? [{ kind, ...of }] : waitsMs > stuckAfterMs[sendClass] ? [{ kind: 'cardStuck', ...of, why: 'waits' }] : [];
          expect(cardFindings(state, { ...right, cards, waiting }, now)).toEqual(found);
        },
      ),
    );
  });

  it.each([
    ['suspended', { conversation: conversation(ashgrove), suspended: true }],
    ['noChannel', undefined],
  ] as const)('of a channel that is %s are stuck, whatever stands or waits', (why, channel) => {
    const sight = { ...right, channel: (organisation: string) => (organisation === ashgrove ? channel : right.channel(organisation)) };
    for (const cards of [right.cards, [card(hub)]])
      for (const waiting of [[], [waits(ashgrove, 1_000)]])
        expect(cardFindings(state, { ...sight, cards, waiting }, now)).toEqual([
          { kind: 'cardStuck', id: 'K7M4QX', organisation: ashgrove, why },
        ]);
  });

  it('of a test channel that was deleted harm nobody', () => {
    const gone = { conversation: conversation(ashgrove), suspended: true, isTest: true } as const;
    const sight = { ...right, channel: (organisation: string) => (organisation === ashgrove ? gone : right.channel(organisation)) };
    for (const cards of [right.cards, [card(hub)]]) expect(cardFindings(state, { ...sight, cards, waiting: [] }, now)).toEqual([]);
  });

  it('elsewhere need not be there, but where they are they must be true', () => {
    const beside = (more: object) => cardFindings(state, { ...right, cards: [...right.cards, card(birchway, more)] }, now);
    expect(beside({})).toEqual([]);
    expect(beside({ messageId: undefined })).toEqual([]);
    expect(beside({ shown: revision - 1 })).toEqual([{ kind: 'cardOld', id: 'K7M4QX', organisation: birchway }]);
  });
});

describe('people and organisations', () => {
  it('that are there are not found; those that have left are', () => {
    const { [ashgrove]: _left, ...practices } = hubNetwork.practices;
    const { [nadia.id]: _member, ...staff } = hubNetwork.staff;
    const held = stateAfter(arrived(), claimed(colleague), passedBack(colleague, hub, ashgrove), accepted(colleague));
    const claimedByNadia = stateAfter(arrived(), claimed(nadia));
    for (const state of [held, claimedByNadia]) expect(peopleFindings(state, hubNetwork)).toEqual([]);
    expect(peopleFindings(held, { ...hubNetwork, practices })).toEqual([{ kind: 'holderGone', id: held.id, holder: ashgrove }]);
    expect(peopleFindings(claimedByNadia, { ...hubNetwork, staff })).toEqual([{ kind: 'claimantGone', id: held.id, person: nadia.id }]);
    // Gone to another hub, its people do not see this one's work any more.
    const moved = { ...hubNetwork.practices, [ashgrove]: { ...hubNetwork.practices[ashgrove], hub: 'SOUTH' } } as typeof practices;
    expect(peopleFindings(held, { ...hubNetwork, practices: moved })).toEqual([{ kind: 'holderGone', id: held.id, holder: ashgrove }]);
    // What every object has by nature is nobody.
    const odd = { ...held, holder: 'constructor' };
    expect(peopleFindings(odd, hubNetwork)).toEqual([{ kind: 'holderGone', id: held.id, holder: 'constructor' }]);
    // Once it is closed it needs nobody.
    expect(peopleFindings(stateAfter(arrived(), claimed(nadia), completed(nadia)), { ...hubNetwork, staff })).toEqual([]);
  });
});

describe('counts', () => {
  const receipts = fc.uniqueArray(
    fc.record({
      id: fc.string({ minLength: 1, maxLength: 3 }),
      practice: fc.constantFrom(ashgrove, birchway, undefined),
      date: fc.constantFrom('2026-11-24', '2026-11-25'),
    }),
    { selector: ({ id }) => id, maxLength: 40 },
  );
  it('add up for every practice and day, and what is neither open nor closed is named where it was received', () => {
    fc.assert(
      fc.property(receipts, fc.array(fc.constantFrom('open', 'closed', 'lost'), { minLength: 40, maxLength: 40 }), (all, where) => {
        const whereIs = new Map(all.map(({ id }, index) => [id, where[index] ?? 'open']));
        const counts = countDays(all, (id) => whereIs.get(id) ?? 'open');
        const of = (receipt: Pick<Receipt, 'practice' | 'date'>) =>
          all.filter(({ practice, date }) => practice === receipt.practice && date === receipt.date).map(({ id }) => id);
        const ids = (receipt: Pick<Receipt, 'practice' | 'date'>, is: string) => of(receipt).filter((id) => whereIs.get(id) === is);
        for (const count of counts) {
          expect(count.received).toBe(of(count).length);
          expect([count.open, count.closed, count.lost]).toEqual([
            ids(count, 'open').length,
            ids(count, 'closed').length,
            ids(count, 'lost'),
          ]);
        }
        expect(counts.reduce((sum, { received }) => sum + received, 0)).toBe(all.length);
        const findings = countFindings(counts, []);
        expect(findings).toEqual(
          counts
            .filter(({ lost }) => lost.length > 0)
            .map(({ practice, date, lost }) => ({ kind: 'countsApart', practice, date, lost, unlogged: [] })),
        );
      }),
    );
  });
  it('that hold one never written down as received are apart too, in one finding per practice and day', () => {
    const [today, other] = ['2026-11-25', '2026-11-24'];
    const counts = countDays([{ id: 'A', practice: ashgrove, date: today }], () => 'lost');
    expect(
      countFindings(counts, [
        { id: 'B', practice: ashgrove, date: today },
        { id: 'C', practice: ashgrove, date: other },
      ]),
    ).toEqual([
      { kind: 'countsApart', practice: ashgrove, date: today, lost: ['A'], unlogged: ['B'] },
      { kind: 'countsApart', practice: ashgrove, date: other, lost: [], unlogged: ['C'] },
    ]);
  });
});

it('every kind of finding is either put right or told to somebody', () => {
  const ones = findingKinds.filter((kind) => isRepairable({ kind } as Finding));
  expect(ones).toEqual(findingKinds.filter((kind) => /^(place|timer|card(Missing|Old))/.test(kind)));
});
