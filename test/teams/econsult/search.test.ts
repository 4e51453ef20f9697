// Search: finds by reference, practice, status, priority and day what this person may know of, and nothing else.
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { OutcomeUnknown, StoreAway } from '../../../src/app/ports.ts';
import { brokenWords, storeAwayWords } from '../../../src/cards/words.ts';
import type { Practice } from '../../../src/domain/network/state.ts';
import { referenceOf } from '../../../src/domain/reference.ts';
import { verbsOf } from '../../cards/elements.ts';
import { receivedAt } from '../../given.ts';
import { amara, dalia, gwen, ines, jonas, larkfield, millbrook, person, sender, stranger } from '../../people.ts';
import { carried, type World, world } from '../given.ts';

let w: World;
let routine: string;
let red: string;
let elsewhere: string;
let unplaced: string;
beforeEach(async () => {
  w = await world();
  routine = await w.receives({ sourceId: 'a' });
  red = await w.receives({ sourceId: 'b', priority: 'redFlag', kind: 'clinicalAdmin' });
  elsewhere = await w.receives({ sourceId: 'c', practiceCode: millbrook, kind: 'admin' });
  unplaced = await w.receives({ sourceId: 'd', practiceCode: 'T99999' });
  await w.press(amara, 'claim', carried(red));
});

interface Result {
  readonly composeExtension: {
    readonly type: string;
    readonly text?: string;
    readonly attachments?: readonly {
      readonly content: { readonly fallbackText: string };
      readonly preview: { readonly content: { readonly title: string; readonly text: string } };
    }[];
  };
}
const resultOf = async (...asked: Parameters<World['searches']>) => ((await w.searches(...asked)).body as Result).composeExtension;
const found = async (...asked: Parameters<World['searches']>): Promise<readonly string[]> =>
  ((await resultOf(...asked)).attachments ?? []).map(({ content }) => content.fallbackText.replace('-', ''));

describe('a search', () => {
  it.each<[string, () => readonly string[]]>([
    ['larkfield', () => [red, routine]],
    ['T90001', () => [red, routine]],
    ['millbrook', () => [elsewhere]],
    ['waiting', () => [routine, unplaced, elsewhere]],
    ['claimed', () => [red]],
    ['red flag', () => [red]],
    ['redflag', () => [red]],
    ['routine larkfield', () => [routine]],
    ['LARKFIELD Waiting', () => [routine]],
    ['administration', () => [red]],
    ['administrative', () => [elsewhere]],
    ['unplaced', () => [unplaced]],
    ['today', () => [red, routine, unplaced, elsewhere]],
    ['today red', () => [red]],
    ['late', () => []],
    ['completed', () => []],
    ['Asha', () => []],
    ['cough', () => []],
    ['', () => [red, routine, unplaced, elsewhere]],
  ])('for %j finds what fits every word, most urgent first', async (words, expected) => {
    expect(await found(amara, words)).toEqual(expected());
  });
  it('for a reference finds it however it is typed, completed ones too', async () => {
    await w.press(amara, 'complete', { ...carried(red), outcome: 'answered', told: 'message', knowingly: 'true' });
    for (const typed of [referenceOf(red), red.toLowerCase(), ` #${red} `]) expect(await found(amara, typed)).toEqual([red]);
    expect(await found(amara, 'larkfield')).toEqual([routine]);
  });
  it('by time follows the clock on the wall in London', async () => {
    w.at(24 * 60);
    expect(await found(amara, 'today')).toEqual([]);
    // The administrative one has a working day.
    expect(await found(amara, 'late')).toEqual([red, routine, unplaced]);
  });
  it('never finds what this person may not know of', async () => {
    expect(await found(gwen, '')).toEqual([red, routine]);
    expect(await found(ines, '')).toEqual([elsewhere]);
    expect(await found(ines, referenceOf(red))).toEqual([]);
    expect(await found(jonas, '')).toEqual([]);
    for (const words of ['', referenceOf(red), 'larkfield']) expect((await resultOf(stranger, words)).type).toBe('message');
  });
  it('puts what is most urgent first, wherever it is', async () => {
    const urgent = await w.receives({ sourceId: 'e', practiceCode: 'T99999', priority: 'redFlag' });
    for (let i = 0; i < 20; i++) await w.receives({ sourceId: `many-${i}` });
    expect((await found(amara, '')).slice(0, 2).sort()).toEqual([red, urgent].sort());
  });
  it('says what to try when nothing fits', async () => {
    expect(await resultOf(dalia, 'zebra')).toEqual({ type: 'message', text: expect.stringMatching(/^Nothing found. Try a reference/) });
  });
  it('gives at most as many as Teams asks for, each a card that says nothing of the patient, with its buttons', async () => {
    for (let i = 0; i < 30; i++) await w.receives({ sourceId: `many-${i}` });
    const { attachments = [] } = await resultOf(amara, '', { skip: 0, count: 1_000 });
    expect(attachments).toHaveLength(25);
    for (const each of attachments) {
      expect(JSON.stringify(each)).not.toMatch(/Asha|cough|1980/);
      expect(verbsOf(each).map(({ verb }) => verb)).toEqual(expect.arrayContaining(['open']));
      expect(each.preview.content.title).toContain(' · ');
    }
  });
  it.each([
    'larkfield-surgery',
    'LARKF\u00cdELD',
    '\u200blarkfield',
    '\u201clarkfield\u201d',
    'surgery larkfield',
    'larkfield\u00a0surgery.',
  ])('for %j finds the practice however it is spelt', async (words) => {
    expect(await found(amara, words)).toEqual([red, routine]);
  });
  it('for a name with an apostrophe finds it with every apostrophe and without', async () => {
    const { hubs, practices, staff } = await w.source.current();
    const renamed = { ...practices, [millbrook]: { ...(practices[millbrook] as Practice), name: 'Ferryman\u2019s Lane' } };
    await w.source.change({
      type: 'establish',
      operation: 'renamed',
      at: receivedAt,
      by: sender,
      network: { hubs, practices: renamed, staff },
    });
    for (const words of ["ferryman's", 'ferryman\u2019s lane', 'FERRYMANS', 'ferryman\u00b4s', 'ferryman\u02bcs'])
      expect(await found(amara, words)).toEqual([elsewhere]);
  });
});

describe('a search that finds more than a page', () => {
  const many = async (count: number): Promise<void> => {
    for (let i = 0; i < count; i++) await w.receives({ sourceId: `many-${i}` });
  };
  it('shows the next ones each time, says how many more there are, and ends with an empty page', async () => {
    await many(26);
    const pages = [];
    for (const skip of [0, 15, 30, 45]) pages.push(await resultOf(amara, '', { skip, count: 15 }));
    expect(pages.map(({ type, attachments }) => [type, attachments?.length])).toEqual([
      ['result', 15],
      ['result', 15],
      ['result', 0],
      ['result', 0],
    ]);
    const all = pages.flatMap(({ attachments = [] }) => attachments);
    expect(new Set(all.map(({ content }) => content.fallbackText)).size).toBe(30);
    const said = all.map(({ preview }) => preview.content.text.includes('more after this'));
    expect(said.flatMap((is, index) => (is ? [index] : []))).toEqual([14]);
    expect(all[14]?.preview.content.text).toMatch(/^15 more after this one\. Waiting at/);
    expect((await resultOf(amara, '', { skip: 25, count: 25 })).attachments).toHaveLength(5);
  });
  it('keeps its order while others come, are claimed and are completed', async () => {
    await many(16);
    const first = await found(amara, '', { skip: 0, count: 10 });
    await w.press(amara, 'complete', { ...carried(red), outcome: 'answered', told: 'message', knowingly: 'true' });
    // Two for one, so that the places after them would move.
    const late = await w.receives({ sourceId: 'late', priority: 'redFlag' });
    await w.receives({ sourceId: 'later', priority: 'urgent' });
    const rest = await found(amara, '', { skip: 10, count: 10 });
    expect(new Set([...first, ...rest]).size).toBe(20);
    expect([...first, ...rest]).not.toContain(late);
    expect((await found(amara, '', { skip: 0, count: 10 }))[0]).toBe(late);
  });
  it('shows nobody a page of what they may not know of any more', async () => {
    await many(10);
    expect(await found(gwen, '', { skip: 0, count: 5 })).toHaveLength(5);
    const { hubs, practices, staff } = await w.source.current();
    const moved = { ...staff, [gwen.id]: { ...gwen, posts: [{ role: 'practiceAdministrator' as const, at: millbrook }] } };
    await w.source.change({
      type: 'establish',
      operation: 'moved',
      at: receivedAt,
      by: sender,
      network: { hubs, practices, staff: moved },
    });
    expect(await found(gwen, '', { skip: 5, count: 5 })).toEqual([]);
  });
  it('gives each exactly once, whatever the pages', async () => {
    const priorities = ['routine', 'urgent', 'redFlag'] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ priority: fc.constantFrom(...priorities), here: fc.boolean() }), { maxLength: 40 }),
        fc.integer({ min: 1, max: 30 }),
        async (drawn, count) => {
          w = await world();
          const expected: string[] = [];
          for (const [index, { priority, here }] of drawn.entries())
            expected.push(await w.receives({ sourceId: `drawn-${index}`, priority, practiceCode: here ? larkfield : millbrook }));
          const seen: string[] = [];
          for (let page = await found(amara, '', { skip: 0, count }); page.length > 0; ) {
            seen.push(...page);
            page = await found(amara, '', { skip: seen.length, count });
          }
          expect([...seen].sort()).toEqual([...expected].sort());
        },
      ),
      { numRuns: 25 },
    );
  });
});

describe('whatever is sent', () => {
  it.each([
    undefined,
    null,
    {},
    { parameters: 'x' },
    { queryOptions: { skip: -1, count: 0 } },
    { queryOptions: { skip: 1e9, count: 'all' } },
    { queryOptions: 7 },
    { parameters: [{ name: 'a', value: 7 }] },
    { parameters: [{ name: 'a', value: 'x'.repeat(201) }] },
  ])('%j is answered', async (value) => {
    const { body } = await w.search(person(amara).id, value);
    expect(['result', 'message']).toContain((body as Result).composeExtension.type);
  });
  it.each([null, { parameters: 'larkfield' }, { parameters: [{ name: 'words', value: 'x'.repeat(201) }] }])(
    '%j, which cannot be read, is not answered with what nobody searched for',
    async (value) => {
      const { body } = await w.search(person(amara).id, value);
      expect((body as Result).composeExtension).toEqual({ type: 'message', text: expect.stringMatching(/^I cannot read this search/) });
    },
  );
  it.each([
    [new StoreAway('secret'), storeAwayWords],
    [new OutcomeUnknown('secret'), brokenWords],
  ])('while something is broken, words that give nothing away come back', async (error, words) => {
    w.breakStore(error);
    expect(await resultOf(amara, 'larkfield')).toEqual({ type: 'message', text: words });
  });
});
