// Search: finds by reference, practice, status, priority and day what this person may know of, and nothing else.
import { beforeEach, describe, expect, it } from 'vitest';
import { OutcomeUnknown, StoreAway } from '../../src/app/ports.ts';
import { brokenWords, storeAwayWords } from '../../src/cards/words.ts';
import { referenceOf } from '../../src/domain/reference.ts';
import { answerSearch } from '../../src/teams/search.ts';
import { verbsOf } from '../cards/elements.ts';
import { amara, dalia, gwen, ines, jonas, millbrook, person, stranger } from '../people.ts';
import { carried, type World, world } from './given.ts';

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
      readonly preview: { readonly content: { readonly title: string } };
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
    await w.press(amara, 'complete', { ...carried(red), outcome: 'answered', told: 'message' });
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
  it('gives at most fifteen, each a card that says nothing of the patient and does nothing', async () => {
    for (let i = 0; i < 20; i++) await w.receives({ sourceId: `many-${i}` });
    const { attachments = [] } = await resultOf(amara, '');
    expect(attachments).toHaveLength(15);
    for (const each of attachments) {
      expect(JSON.stringify(each)).not.toMatch(/Asha|cough|1980/);
      expect(verbsOf(each)).toEqual([]);
      expect(each.preview.content.title).toContain(' · ');
    }
  });
});

describe('whatever is sent', () => {
  it.each([
    undefined,
    null,
    {},
    { parameters: 'x' },
    { parameters: [{ name: 'a', value: 7 }] },
    { parameters: [{ name: 'a', value: 'x'.repeat(201) }] },
  ])('%j is answered', async (value) => {
    const { body } = await answerSearch(w.deps, person(amara).id, value);
    expect(['result', 'message']).toContain((body as Result).composeExtension.type);
  });
  it.each([
    [new StoreAway('secret'), storeAwayWords],
    [new OutcomeUnknown('secret'), brokenWords],
  ])('while something is broken, words that give nothing away come back', async (error, words) => {
    w.breakStore(error);
    expect(await resultOf(amara, 'larkfield')).toEqual({ type: 'message', text: words });
  });
});
