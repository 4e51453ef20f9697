// The dialogs about the network end to end: each is offered to those who may, saves what was filled in, and says in words why not.
import { beforeEach, describe, expect, it } from 'vitest';
import { createDayKeeper } from '../../../src/app/day/day.ts';
import { StoreAway } from '../../../src/app/ports.ts';
import { brokenWords } from '../../../src/cards/words.ts';
import { networkVerbs } from '../../../src/teams/network/dialogs.ts';
import { elementsOf, markdownOf, verbsOf } from '../../cards/elements.ts';
import {
  amara,
  bram,
  carys,
  dalia,
  ewan,
  gwen,
  ines,
  jonas,
  larkfield,
  millbrook,
  newcomer,
  north,
  overthere,
  person,
  south,
  stranger,
  tenant,
} from '../../people.ts';
import { type Answered, type World, world } from '../given.ts';

let w: World;
beforeEach(async () => {
  w = await world();
  const { deps } = w;
  for (const hub of [north, south]) await createDayKeeper({ ...deps, rules: deps.network }).keep(hub);
});
const { objectId } = newcomer;
const hours = '08:00-18:30';
const week = { monday: hours, tuesday: hours, wednesday: hours, thursday: hours, friday: '08:00-12:30', saturday: 'shut', sunday: 'shut' };
/** One good filling of each, what it changes, and a refused or unreadable one with its words. The list is held to be complete below. */
const filled: Readonly<
  Record<string, readonly [Record<string, unknown>, (w: World) => Promise<unknown>, unknown, Record<string, unknown>, string]>
> = {
  addStaff: [
    { ...newcomer, role: 'clinician', organisation: north },
    async ({ source }) => (await source.current()).staff[`${tenant}.${objectId}`]?.posts,
    [{ role: 'clinician', at: north }],
    { objectId: 'sam@example.org' },
    'That is no Microsoft Entra object id',
  ],
  removeStaff: [
    { person: bram.id },
    async ({ source }) => (await source.current()).staff[bram.id],
    undefined,
    { person: dalia.id },
    'North Hub would have no hub lead left',
  ],
  clearFor: [
    { person: carys.id, organisation: millbrook, view: 'true', write: 'false', prescribe: 'false', book: 'false', until: '2026-12-31' },
    async ({ source }) => (await source.current()).staff[carys.id]?.cleared.find(({ practice }) => practice === millbrook),
    { practice: millbrook, capabilities: ['view'], until: '2026-12-31' },
    { until: '2020-01-01' },
    'That date is past',
  ],
  removeClearance: [
    { person: carys.id, organisation: larkfield },
    async ({ source }) => (await source.current()).staff[carys.id]?.cleared,
    [],
    { person: 'nobody' },
    'This person is not on the staff list',
  ],
  setHours: [
    { organisation: larkfield, ...week },
    async ({ source }) => (await source.current()).practices[larkfield]?.hours.week.friday,
    [{ from: '08:00', to: '12:30' }],
    { monday: 'all day' },
    'cannot be read',
  ],
  setDay: [
    { organisation: larkfield, date: '2026-12-24', hours: '08:00-12:00', reason: 'Training' },
    async ({ source }) => (await source.current()).practices[larkfield]?.hours.exceptions?.length,
    1,
    { date: '2026-02-30' },
    'does not exist',
  ],
  setPathway: [
    { organisation: larkfield, kind: 'clinical', goes: 'practiceFirst', from: '2026-12-01', days: '', between: '' },
    async ({ source }) => (await source.current()).practices[larkfield]?.pathwayChanges?.map(({ goes }) => goes),
    ['practiceFirst'],
    { days: 'Someday' },
    'cannot be read',
  ],
  setCutOff: [
    { organisation: north, cutOff: '16:00' },
    async ({ source }) => (await source.current()).hubs[north]?.cutOff,
    '16:00',
    { cutOff: '25:00' },
    'Those times cannot be used',
  ],
  setAllocation: [
    { organisation: larkfield, allocation: '12' },
    async ({ source }) => (await source.current()).practices[larkfield]?.allocation,
    12,
    { allocation: '99999' },
    'An allocation is a whole number',
  ],
  setRecords: [
    { organisation: larkfield, recordSystem: 'Vision', recordAccess: 'separate' },
    async ({ source }) => (await source.current()).practices[larkfield]?.recordAccess,
    'separate',
    { recordSystem: 'Paper' },
    'Something was not filled in',
  ],
  setAgreement: [
    { organisation: larkfield, from: '2026-04-01', until: '2027-03-31' },
    async ({ source }) => (await source.current()).practices[larkfield]?.agreement,
    { from: '2026-04-01', until: '2027-03-31' },
    { until: '2026-01-01' },
    'date',
  ],
  setStage: [
    { organisation: larkfield, stage: 'limited', from: '2026-12-31', kinds: 'admin,clinical', despite: '' },
    async ({ source }) => (await source.current()).practices[larkfield]?.stages?.at(-1),
    { from: '2026-12-31', stage: 'limited', kinds: ['clinical', 'admin'], by: dalia.name },
    { kinds: '' },
    'Please choose which kinds go to the hub',
  ],
  setContacts: [
    { organisation: larkfield, siro: 'Pia Quill, 01632 960007' },
    async ({ source }) => (await source.current()).practices[larkfield]?.contacts?.siro,
    { name: 'Pia Quill', telephone: '01632 960007' },
    { siro: 'Pia Quill' },
    'Each contact needs a name',
  ],
  setTaskTemplate: [
    { organisation: `${north}.NEW`, name: 'Yearly bloods', what: 'tests:bloods', asked: 'Full blood count, please.', wanted: 'week' },
    async ({ source }) => (await source.current()).hubs[north]?.taskTemplates,
    [{ name: 'Yearly bloods', kind: 'tests', detail: 'bloods', asked: 'Full blood count, please.', wanted: 'week' }],
    { asked: 'Ring 01632 960555' },
    'It looks as if it held a telephone number',
  ],
  setBuddy: [
    {
      organisation: `${north}.NEW`,
      takes: larkfield,
      workOf: millbrook,
      from: '2026-04-01',
      until: '2027-03-31',
      agreedBy: 'Both partners',
    },
    async ({ source }) => (await source.current()).hubs[north]?.buddies,
    [{ takes: larkfield, workOf: millbrook, from: '2026-04-01', until: '2027-03-31', agreedBy: 'Both partners' }],
    { until: '2026-03-31' },
    'Its last day comes before its first',
  ],
  setWorkMinutes: [
    { organisation: north, clinical: '12', admin: '', clinicalAdmin: '' },
    async ({ source }) => (await source.current()).hubs[north]?.workMinutes,
    { clinical: 12 },
    { clinical: '0' },
    'whole number of minutes from 1 to 60',
  ],
};
const saved = ({ body }: Answered): void =>
  expect(body).toEqual({ task: { type: 'message', value: expect.stringMatching(/^Saved\.( From .* open at the hub.*)?$/) } });
const isForm = (answer: Answered, verb: string): void => expect(verbsOf(answer.body)).toEqual([{ action: 'dialog', verb }]);
const filledIn = ({ body }: Answered, id: string): unknown => elementsOf(body).find((each) => each['id'] === id)?.['value'];

const inputIds = ({ body }: Answered) => elementsOf(body).flatMap((each) => (each.type.startsWith('Input.') ? [each['id']] : []));
const choicesIn = ({ body }: Answered, field: string) =>
  ((elementsOf(body).find(({ id }) => id === field)?.['choices'] ?? []) as { value: string }[]).map(({ value }) => value);

describe('manage', () => {
  const offered = async (...asked: Parameters<World['says']>) => verbsOf((await w.says(...asked)).body).map(({ verb }) => verb);
  it('offers a hub lead every form, and a hub administrator those that are theirs', async () => {
    expect((await offered(dalia, 'manage')).sort()).toEqual([...networkVerbs].sort());
    expect(Object.keys(filled).sort()).toEqual([...networkVerbs].sort());
    expect((await offered(ewan, 'manage')).sort()).toEqual(
      ['setHours', 'setDay', 'setPathway', 'setCutOff', 'setAllocation', 'setContacts', 'setTaskTemplate'].sort(),
    );
  });
  it('is not there for others', async () => {
    for (const who of [amara, gwen, stranger]) expect(await offered(who, 'manage')).toEqual([]);
  });
  it('carries the practice that was written behind it into every form, by its code or name', async () => {
    for (const words of ['manage t90001', 'manage larkfield']) {
      const [button] = elementsOf((await w.says(dalia, words)).body).filter(({ type }) => type === 'Action.Submit');
      const data = button?.['data'] as Record<string, unknown>;
      for (const verb of ['setHours', 'setAllocation', 'setAgreement']) {
        const form = await w.fetch(dalia, verb, { ...data, verb });
        expect(filledIn(form, 'organisation')).toBe(larkfield);
      }
    }
    const wild = await w.says(dalia, `manage \${id} <at>x</at> ${'y'.repeat(200)}`);
    expect(wild.said).not.toContain('${');
  });
});

describe.each(networkVerbs)('%s', (verb) => {
  const [good, look, changed, wrong, words] = filled[verb] ?? [{}, async () => undefined, undefined, {}, ''];
  it('takes no choice that it does not offer to whoever fills it in, and changes nothing by it', async () => {
    const before = await w.source.current();
    const all = [...Object.keys(before.hubs), ...Object.keys(before.practices), ...Object.keys(before.staff), 'nobody', 'constructor'];
    for (const who of [dalia, jonas]) {
      const form = await w.fetch(who, verb, { v: 1, rest: '' });
      const choosing = elementsOf(form.body).filter(({ type }) => type === 'Input.ChoiceSet');
      for (const { id, choices } of choosing) {
        const offered = (choices as { value: string }[]).map(({ value }) => value);
        for (const value of all.filter((each) => !offered.includes(each))) {
          const { said } = await w.submit(who, verb, { v: 1, rest: '', ...good, [String(id)]: value });
          expect(said, `${who.name} ${String(id)} ${value}`).not.toContain('Saved.');
        }
      }
    }
    // Filled in well, by the lead of another hub.
    expect((await w.submit(jonas, verb, { v: 1, rest: '', ...good })).said).not.toContain('Saved.');
    expect(await w.source.current()).toEqual(before);
  });
  it('is opened, filled in and saved, once', async () => {
    // A form that shows how one organisation is now asks which one first.
    const form = await w.fetch(dalia, verb, { v: 1, rest: 'organisation' in good ? String(good['organisation']) : '' });
    isForm(form, verb);
    const ids = new Set(elementsOf(form.body).flatMap((each) => (each.type.startsWith('Input.') ? [each['id']] : [])));
    for (const id of Object.keys(good)) expect(ids).toContain(id);
    saved(await w.submit(dalia, verb, { v: 1, rest: '', ...good }));
    expect(await look(w)).toEqual(changed);
    // Again: nothing more to change, or somebody is already added or gone, said in words.
    expect((await w.submit(dalia, verb, { v: 1, ...good })).said).toMatch(/Saved\.|Nothing has changed\./);
    expect(await look(w)).toEqual(changed);
  });
  it('with something wrong comes back in words, with what was filled in', async () => {
    const before = await look(w);
    const again = await w.submit(dalia, verb, { v: 1, rest: '', ...good, ...wrong });
    isForm(again, verb);
    expect(again.said).toContain(words);
    expect(markdownOf(again.body).join(' ')).toMatch(/Nothing has changed\./);
    const [field, value] = Object.entries(wrong)[0] ?? [];
    expect(filledIn(again, field ?? '')).toBe(value);
    expect(await look(w)).toEqual(before);
  });
  it('with nothing filled in, or something else altogether, changes nothing', async () => {
    const before = await w.source.current();
    for (const data of [{}, { organisation: '__proto__', person: 7 }, { ...good, organisation: ['NORTH'], person: {} }])
      isForm(await w.submit(dalia, verb, { v: 1, ...data }), verb);
    expect(await w.source.current()).toEqual(before);
  });
  it.each([
    ['a clinician', amara],
    ['a practice administrator', gwen],
    ['another practice\u2019s', ines],
    ['another hub\u2019s lead', jonas],
    ['a stranger', stranger],
  ])('by %s is not saved, and says who may', async (_, who) => {
    const before = await w.source.current();
    const answer = await w.submit(who, verb, { v: 1, ...good });
    expect(answer.said).toMatch(/This needs a hub lead/);
    expect(await w.source.current()).toEqual(before);
  });
  it('for another hub\u2019s practice is refused', async () => {
    if (!('organisation' in good)) return;
    const before = await w.source.current();
    expect((await w.submit(dalia, verb, { v: 1, ...good, organisation: overthere })).said).toMatch(/This needs a hub lead/);
    expect(await w.source.current()).toEqual(before);
  });
});

describe('a form that shows how one organisation is now', () => {
  it('asks which one first, and then has that one\u2019s settings and no other to choose', async () => {
    const first = await w.fetch(dalia, 'setHours', { v: 1, rest: '' });
    expect(inputIds(first)).toEqual(['organisation']);
    const shown = await w.submit(dalia, 'setHours', { v: 1, rest: '', organisation: millbrook });
    expect(inputIds(shown)).toContain('monday');
    expect(filledIn(shown, 'organisation')).toBe(millbrook);
    expect(choicesIn(shown, 'organisation')).toEqual([millbrook]);
    expect((await w.submit(dalia, 'setHours', { v: 1, rest: '', organisation: '' })).said).toContain('Please choose one.');
  });
  it('is never saved for another than the one it showed', async () => {
    const before = await w.source.current();
    const other = await w.submit(dalia, 'setHours', { v: 1, rest: larkfield, organisation: millbrook, ...week });
    isForm(other, 'setHours');
    expect(await w.source.current()).toEqual(before);
  });
});

it('a practice that is set back reads when it goes on again by what was set before', async () => {
  const live = { operation: 'live', at: w.deps.clock.now(), by: person(dalia), missing: 0 } as const;
  await w.source.change({ ...live, type: 'setStage', practice: larkfield, step: { from: '2026-11-25', stage: 'shadow' } });
  await w.source.change({ ...live, operation: 'then', type: 'setStage', practice: larkfield, step: { from: '2026-12-15', stage: 'live' } });
  const { said } = await w.submit(dalia, 'setStage', { v: 1, rest: '', organisation: larkfield, stage: 'off', from: '2026-11-25' });
  expect(said).toContain('goes to North Hub. Still set for later: From Tue 15 Dec 2026 live (Dalia Moreno). None is open');
});

it('while the network cannot be read, words that give nothing away come back', async () => {
  const { current } = w.source;
  for (const error of [new StoreAway('secret'), new Error('secret')]) {
    Object.assign(w.deps, { network: { ...w.source, current: () => Promise.reject(error) } });
    for (const answer of [await w.fetch(dalia, 'setHours', {}), await w.submit(dalia, 'setHours', {})]) {
      expect(answer.said).toContain('That did not work');
      expect(answer.said).not.toContain('secret');
    }
  }
  expect((await w.fetch(dalia, 'setHours', {})).said).toContain(brokenWords);
  Object.assign(w.deps, { network: { ...w.source, current } });
});
