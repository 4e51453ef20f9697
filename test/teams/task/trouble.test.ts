// Bad input and trouble with tasks and appointments, one by one: each has its own words, and nothing that was asked or written is lost.
import { beforeEach, describe, expect, it } from 'vitest';
import { slotVerbs } from '../../../src/cards/slot/list.ts';
import { templateId } from '../../../src/domain/network/task-templates.ts';
import type { TaskPlace } from '../../../src/domain/task/queue-place.ts';
import { elementsOf } from '../../cards/elements.ts';
import { amara, dalia, gwen, hugo, larkfield, millbrook, north, person } from '../../people.ts';
import { type Answered, carried, type World, world } from '../given.ts';

// The clock of this world stands on Wednesday 25 November 2026 at nine.
let w: World;
beforeEach(async () => {
  w = await world();
});
const asked = 'Stitches out, please.';
const send = (more: Readonly<Record<string, unknown>> = {}) =>
  w.submit(amara, 'send', {
    ...{ thing: 'task', v: 1, hub: north, id: 'new', rest: JSON.stringify({ from: north }), to: larkfield },
    ...{ what: 'faceToFace:nurse', asked, priority: 'routine', wanted: 'day', telephone: '01632 960100' },
    ...more,
  });
const offer = (more: Readonly<Record<string, unknown>> = {}) =>
  w.submit(gwen, slotVerbs.offer, {
    ...{ thing: 'slot', v: 1, rest: larkfield, date: '2026-11-26', times: '09:00', minutes: '20' },
    ...{ what: 'Nurse clinic', place: 'Room 2', bookUnder: 'NC2', forKinds: '', cutOff: '60', ...more },
  });
const paste = (...lines: readonly string[]) =>
  w.submit(gwen, slotVerbs.paste, {
    ...{ thing: 'slot', v: 1, rest: larkfield },
    rows: ['date,start,minutes,clinic,place,book under,for,tasks,until', ...lines].join('\n'),
  });
const open = () => w.store.opens<TaskPlace>(north, 'task');
const book = () => w.store.queue(north, 'slot', larkfield, 100);
const firstSlot = async (): Promise<string> => (await book())[0]?.id ?? '';
/** With one that was offered for the next morning, two days later. */
async function late(): Promise<Answered> {
  await offer();
  const slot = await firstSlot();
  w.at(48 * 60);
  return send({ slot });
}
const over = { from: '2020-01-01', until: '2021-01-01' };
const endAgreement = () =>
  w.source.change({
    type: 'setAgreement',
    operation: 'over',
    at: w.deps.clock.now(),
    by: person(dalia),
    practice: larkfield,
    agreement: over,
  });

/** What is filled in still stands in the form that comes back. */
const keeps = ({ body }: Answered, id: string, value: string): boolean =>
  elementsOf(body).some((each) => each['id'] === id && each['value'] === value);

describe('a task that cannot be sent is not sent, and its form comes back with all that was written', () => {
  const bloods = templateId('Yearly bloods');
  it.each<[string, () => Promise<Answered>, RegExp]>([
    ['unknown organisation', () => send({ to: 'T99999' }), /T99999 is not part of this hub/],
    [
      'agreement not in force',
      () => endAgreement().then(() => send()),
      /No sharing agreement with Larkfield Surgery is in force, so no task/,
    ],
    ['a template that was deleted meanwhile', () => send({ template: bloods }), /A lead has taken this common task away/],
    ['an appointment that nobody offers', () => send({ slot: 'S-KMKMKM' }), /not free any more/],
    ['an appointment whose time is past', () => late(), /not free any more/],
  ])('%s', async (_, trouble, words) => {
    const again = await trouble();
    expect(again.said).toMatch(words);
    expect(keeps(again, 'asked', asked)).toBe(true);
    expect(await open()).toEqual([]);
  });
  it('an appointment that was taken a moment ago', async () => {
    await offer({ times: '09:00, 09:20' });
    const slot = await firstSlot();
    await send({ slot });
    const late = await send({ slot, asked: 'Bloods, please.' });
    expect(late.said).toMatch(/Dr Amara Osei took this appointment for North Hub/);
    expect(keeps(late, 'asked', 'Bloods, please.')).toBe(true);
    expect(await open()).toHaveLength(1);
  });
});

it('an eConsult is not completed where what is asked with it cannot be, and loses nothing', async () => {
  const id = await w.receives();
  await w.press(amara, 'claim', carried(id, 1));
  await offer();
  const slot = await firstSlot();
  await send({ slot });
  const completing = { outcome: 'answered:message', toldAt: 'now', followUp: asked, ask: 'faceToFace:nurse', askSlot: slot };
  const late = await w.submit(amara, 'complete', { ...carried(id, 2), ...completing });
  expect(late.said).toMatch(/took this appointment/);
  expect(keeps(late, 'followUp', asked)).toBe(true);
  expect([(await w.state(id)).status, (await open()).length]).toEqual(['claimed', 1]);
});

it('two people who accept one: one does, the other reads who', async () => {
  await send();
  const [task] = await open();
  const on = { thing: 'task', v: 1, hub: north, id: task?.id };
  await w.press(gwen, 'accept', on);
  expect((await w.press(hugo, 'accept', on)).said).toMatch(/Gwen Tarrant accepted this at 09:00. Nothing has changed. You can claim it/);
});

it('a receiver without a channel: the task is kept and counted, and the board says that it has none', async () => {
  await send({ to: millbrook, what: 'bookAppointment' });
  expect(await open()).toMatchObject([{ to: millbrook }]);
  const board = (await w.says(amara, 'board')).said;
  expect(board).toMatch(/Millbrook Practice[^"]*no channel yet, so cards have nowhere to appear/);
});

describe('appointments that cannot be offered: none of them is', () => {
  it.each<[string, () => Promise<Answered>, RegExp]>([
    ['times in the past', () => offer({ date: '2026-11-25', times: '08:00' }), /Wed 25 Nov 08:00: its time is past/],
    ['overlapping ones', () => offer({ times: '09:00, 09:10' }), /09:10: the same clinic has another one at that time/],
    [
      'an hour that does not exist on the night the clocks change',
      () => offer({ date: '2027-03-28', times: '01:30' }),
      /does not exist on that night/,
    ],
    [
      'a list with bad lines: every fault by its line',
      () =>
        paste(
          '2026-11-26,09:00,20,Nurse clinic,Room 2,NC2,,,',
          '2026-11-26,9am,20,Nurse clinic,Room 2,NC2,,,',
          '2026-11-26,10:00,x,Nurse clinic,Room 2,NC2,,tea,',
        ),
      /line 3: .*no time to begin at.*line 4: .*no number of minutes.*line 4: .*no kind of task/s,
    ],
  ])('%s', async (_, trouble, words) => {
    expect((await trouble()).said).toMatch(words);
    expect(await book()).toEqual([]);
  });
  it('one of the same clinic at a time that the book has already', async () => {
    await offer();
    expect((await offer({ times: '09:10' })).said).toMatch(/09:10: the book has one of the same clinic at that time/);
    expect(await book()).toHaveLength(1);
  });
});
