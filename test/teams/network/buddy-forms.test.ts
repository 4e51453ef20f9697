// What leads agree for disasters, in its dialogs: one of those there are or one more, faults at their field, and the leads of both hubs told.
import { beforeEach, describe, expect, it } from 'vitest';
import { createDayKeeper, dayKey } from '../../../src/app/day/day.ts';
import { dayNoticeWords } from '../../../src/cards/day/notices.ts';
import { type Day, dayId } from '../../../src/domain/day/state.ts';
import { elementsOf } from '../../cards/elements.ts';
import { amara, dalia, ewan, jonas, larkfield, millbrook, north, south } from '../../people.ts';
import { type Answered, type World, world } from '../given.ts';

let w: World;
beforeEach(async () => {
  w = await world();
  minutes = 0;
  const { deps } = w;
  for (const hub of [north, south]) await createDayKeeper({ ...deps, rules: deps.network }).keep(hub);
});
const one = { takes: larkfield, workOf: millbrook, from: '2026-04-01', until: '2027-03-31', agreedBy: 'Both partners' };
const named = (it: typeof one): string => `${north}.${it.takes}.${it.workOf}.${it.from}`;
let minutes = 0;
const submit = (verb: string, data: object) => {
  w.at(++minutes);
  return w.submit(dalia, verb, { v: 1, rest: '', ...data });
};
const more = { organisation: `${north}.NEW` };
const choices = ({ body }: Answered, field: string): readonly string[] =>
  ((elementsOf(body).find(({ id }) => id === field)?.['choices'] ?? []) as { value: string }[]).map(({ value }) => value);
const buddies = async () => (await w.source.current()).hubs[north]?.buddies ?? [];
/** What the leads of a hub were told last of what is agreed. */
async function told(hub = north): Promise<string | undefined> {
  const day = (await w.store.load<Day>(dayKey(hub, dayId(hub, '2026-11-25'))))?.state;
  return day && dayNoticeWords('agreed', day, { unsaid: 0, finishing: 0 }, await w.source.current())?.text;
}

describe('agreements between buddies', () => {
  it('are chosen from those there are, changed and ended, and leads hear of each', async () => {
    await submit('setBuddy', { ...more, ...one });
    expect(await told()).toMatch(
      /Dalia Moreno entered an agreement: Larkfield Surgery may take the work of Millbrook Practice in a disaster, from Wed 1 Apr 2026 to Wed 31 Mar 2027, agreed by Both partners/,
    );
    expect(await told(south)).toBeUndefined();
    const list = await w.fetch(dalia, 'setBuddy', { v: 1, rest: '' });
    expect(choices(list, 'organisation')).toEqual([named(one), `${north}.NEW`]);
    await submit('setBuddy', { ...one, organisation: named(one), rest: named(one), until: '2028-03-31', end: 'false' });
    expect(await buddies()).toEqual([{ ...one, until: '2028-03-31' }]);
    expect(await told()).toContain('to Fri 31 Mar 2028');
    await submit('setBuddy', { ...one, organisation: named(one), rest: named(one), end: 'true' });
    expect(await buddies()).toEqual([]);
    expect(await told()).toContain('Dalia Moreno ended the agreement by which Larkfield Surgery may take');
  });
  it('with another hub are told to its leads as well', async () => {
    await submit('setBuddy', { ...more, ...one, takes: south, workOf: north });
    expect(await told(south)).toMatch(/Dalia Moreno entered an agreement: .* may take the work of North Hub/);
    expect(await told(south)).toBe(await told(north));
  });
  it('say at the field what is wrong, and keep what was filled in', async () => {
    const wrong = await submit('setBuddy', { ...more, ...one, takes: millbrook });
    expect(wrong.said).toMatch(/Nobody takes their own work[^}]*Nothing has changed/);
    expect(wrong.said).toContain('Not done yet. What you filled in is kept: please look at what is marked.');
    expect(wrong.said).toContain('Both partners');
    await submit('setBuddy', { ...more, ...one });
    expect((await submit('setBuddy', { ...more, ...one, agreedBy: 'Somebody else' })).said).toContain('The same two have an agreement');
  });
  it('are a lead\u2019s alone, of their own hub', async () => {
    for (const who of [amara, ewan]) {
      expect((await w.says(who, 'manage')).said).not.toContain('Buddies for disasters');
      await w.submit(who, 'setBuddy', { v: 1, rest: '', ...more, ...one });
    }
    await w.submit(jonas, 'setBuddy', { v: 1, rest: '', ...more, ...one });
    expect(await buddies()).toEqual([]);
    expect(choices(await w.fetch(jonas, 'setBuddy', { v: 1, rest: '' }), 'organisation')).toEqual([`${south}.NEW`]);
  });
  it('saved while the leads cannot be told, say so', async () => {
    minutes = 24 * 60;
    const { said } = await submit('setBuddy', { ...more, ...one });
    expect(said).toContain('Saved. The leads could not be told of it just now: please tell them yourself.');
    expect(await buddies()).toEqual([one]);
  });
});

it('minutes of work are shown as they are, set by kind, and told', async () => {
  await submit('setWorkMinutes', { organisation: north, clinical: '12', admin: '', clinicalAdmin: '8' });
  expect(await told()).toMatch(/Dalia Moreno set how many minutes .* at North Hub: clinical 12, .* 8; the rest as usual/);
  const form = await w.fetch(dalia, 'setWorkMinutes', { v: 1, rest: north });
  expect(elementsOf(form.body).flatMap(({ type, value }) => (type === 'Input.Text' ? [value] : []))).toEqual(['12', '', '8']);
  const wrong = await submit('setWorkMinutes', { organisation: north, clinical: 'ten', admin: '', clinicalAdmin: '' });
  expect(wrong.said).toContain('whole number of minutes from 1 to 60');
  expect((await w.source.current()).hubs[north]?.workMinutes).toEqual({ clinical: 12, clinicalAdmin: 8 });
});
