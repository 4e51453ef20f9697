// An appointment that is taken with a task, in the form that sends it and in those that complete and pass: once, for one, and never lost to a form.
import { beforeEach, describe, expect, it } from 'vitest';
import { slotVerbs } from '../../../src/cards/slot/list.ts';
import type { SlotPlace } from '../../../src/domain/slot/queue-place.ts';
import type { TaskPlace } from '../../../src/domain/task/queue-place.ts';
import { answerSubmit } from '../../../src/teams/dialogs.ts';
import { elementsOf } from '../../cards/elements.ts';
import { later } from '../../given.ts';
import { amara, bram, gwen, ines, larkfield, millbrook, north } from '../../people.ts';
import { type Answered, carried, type World, world } from '../given.ts';

let w: World;
/** Larkfield offers the hub appointments the next morning, the second for tests alone. */
let slots: readonly string[];
const book = () => w.store.queue<SlotPlace>(north, 'slot', larkfield, 100);
beforeEach(async () => {
  w = await world();
  const offer = (times: string, forKinds: string) =>
    w.submit(gwen, slotVerbs.offer, {
      ...{ thing: 'slot', v: 1, rest: larkfield, date: '2026-11-26', times, minutes: '20' },
      ...{ what: 'Nurse clinic', place: 'Room 2', bookUnder: 'NC2', forOrganisations: north, forKinds, cutOff: '60' },
    });
  await offer('09:00, 09:20', '');
  await offer('10:00', 'tests');
  slots = (await book()).map(({ id }) => id);
});
const sending = (more: Readonly<Record<string, unknown>> = {}) => ({
  ...{ thing: 'task', v: 1, hub: north, id: 'new', rest: JSON.stringify({ from: north }), to: larkfield },
  ...{ what: 'faceToFace:nurse', asked: 'Dressing, please.', priority: 'routine', wanted: 'day', telephone: '01632 960100' },
  ...more,
});
const open = () => w.store.opens<TaskPlace>(north, 'task');
const takenFor = async () => (await book()).flatMap(({ taken }) => taken?.task ?? []);
const choicesOf = ({ body }: Answered, id: string): readonly { readonly value: string; readonly title: string }[] =>
  (elementsOf(body).find((each) => each['id'] === id)?.['choices'] ?? []) as { value: string; title: string }[];
const shownIn = ({ body }: Answered, id: string): unknown => elementsOf(body).find((each) => each['id'] === id)?.['value'];

describe('the form that sends', () => {
  it('delivered a second time says what the first said, though its appointment is not free any more', async () => {
    const press = w.pressed(amara, 'send', sending({ slot: slots[0] }));
    const first = await answerSubmit(w.deps, press);
    const again = await answerSubmit(w.deps, press);
    expect(again).toEqual(first);
    expect(await open()).toHaveLength(1);
    w.at(3 * 24 * 60);
    expect(await answerSubmit(w.deps, press)).toEqual(first);
  });
  it('offers the others where the one that was chosen went a moment ago, and keeps what was written', async () => {
    await w.submit(bram, 'send', sending({ slot: slots[0] }));
    const late = await w.submit(amara, 'send', sending({ slot: slots[0], asked: 'Stitches out, please.' }));
    expect(late.said).toContain('took this appointment');
    expect(late.said).toContain('Stitches out, please.');
    expect(choicesOf(late, 'slot').map(({ value }) => value)).toEqual(['none', slots[1], slots[2]]);
    expect(shownIn(late, 'slot')).toBe('none');
    expect(await open()).toHaveLength(1);
  });
  it('says so of one whose time has passed, and of one that nobody offers', async () => {
    const none = await w.submit(amara, 'send', sending({ slot: 'S-KMKMKM' }));
    expect(none.said).toContain('not free any more');
    w.at(3 * 24 * 60);
    const late = await w.submit(amara, 'send', sending({ slot: slots[0] }));
    expect(late.said).toContain('not free any more');
    expect(await open()).toEqual([]);
  });
});

const completing = { outcome: 'answered', told: 'telephone', toldAt: 'now' };
const passing = { reason: 'faceToFace', what: 'Please examine.', wantedBy: later(200), answers: larkfield };
describe.each([
  ['complete', completing, 'completed'],
  ['passBack', passing, 'offered'],
] as const)('the form of %s', (verb, filled, status) => {
  let id: string;
  beforeEach(async () => {
    id = await w.receives();
    await w.press(amara, 'claim', carried(id, 1));
  });
  const ask = { followUp: 'Dressing, please.', ask: 'faceToFace:nurse' };
  const submit = (more: object) => w.submit(amara, verb, { ...carried(id, 2), ...filled, ...ask, ...more });

  it('offers what is free at the other side, and says what each is for', async () => {
    const form = await w.fetch(amara, verb, carried(id, 2));
    const choices = choicesOf(form, 'askSlot');
    expect(choices.map(({ value }) => value)).toEqual(['none', ...slots]);
    expect(choices.map(({ title }) => title)).toEqual([
      'No',
      expect.stringMatching(/26 Nov.* 09:00, 20 min, Nurse clinic, Room 2$/),
      expect.stringContaining('09:20'),
      expect.stringMatching(/10:00, 20 min, Nurse clinic, Room 2 \(only for: tests\)$/i),
    ]);
  });
  it('takes it in the same press, and delivered again says the same', async () => {
    const press = w.pressed(amara, verb, { ...carried(id, 2), ...filled, ...ask, askSlot: slots[0] });
    const first = await answerSubmit(w.deps, press);
    expect(await w.state(id)).toMatchObject({ status });
    const [task] = await open();
    const [start] = (await book()).map(({ due }) => due);
    expect(task).toMatchObject({ to: larkfield, kind: 'faceToFace', about: id, due: start });
    expect(await takenFor()).toEqual([task?.id]);
    expect(await answerSubmit(w.deps, press)).toEqual(first);
    expect(await open()).toHaveLength(1);
  });
  it('does nothing where it went a moment ago: says so beside it, keeps what was written, offers the others', async () => {
    await w.submit(bram, 'send', sending({ slot: slots[0] }));
    const late = await submit({ askSlot: slots[0] });
    expect(late.said).toContain('took this appointment');
    expect(late.said).toContain('Dressing, please.');
    expect(choicesOf(late, 'askSlot').map(({ value }) => value)).toEqual(['none', slots[1], slots[2]]);
    expect(shownIn(late, 'askSlot')).toBe('none');
    expect((await w.state(id)).status).toBe('claimed');
    expect(await open()).toHaveLength(1);
    expect(await takenFor()).toHaveLength(1);
  });
  it.each([
    ['one for other work', () => ({ askSlot: slots[2] }), 'is not for you'],
    ['one that nobody offers', () => ({ askSlot: 'S-KMKMKM' }), 'no such appointment'],
    ['one where nothing is asked', () => ({ askSlot: slots[0], followUp: '' }), 'Please say in a line'],
    ['one beside what is only a note', () => ({ askSlot: slots[0], ask: 'none' }), 'so that the appointment can be held'],
  ])('does nothing with %s, and says so', async (_, more, says) => {
    expect((await submit(more())).said).toContain(says);
    expect((await w.state(id)).status).toBe('claimed');
    expect(await takenFor()).toEqual([]);
  });
  it('takes none of another practice', async () => {
    await w.submit(ines, slotVerbs.offer, {
      ...{ thing: 'slot', v: 1, rest: millbrook, date: '2026-11-26', times: '11:00', minutes: '20' },
      ...{ what: 'Nurse clinic', place: 'Room 2', bookUnder: 'NC2', forOrganisations: north, forKinds: '', cutOff: '60' },
    });
    const [theirs] = await w.store.queue<SlotPlace>(north, 'slot', millbrook, 100);
    expect(theirs).toBeDefined();
    expect((await submit({ askSlot: theirs?.id })).said).toContain('is not for you');
    expect((await w.state(id)).status).toBe('claimed');
  });
});

it('says what is wrong with a second follow-up beside the second, where the first is empty', async () => {
  const id = await w.receives();
  await w.press(amara, 'claim', carried(id, 1));
  const two = { followUp: '', ask: 'other', followUp2: 'Ring 01632 960555', ask2: 'other', rest: '2' };
  const stopped = await w.submit(amara, 'complete', { ...carried(id, 2), ...completing, ...two });
  const all = elementsOf(stopped.body);
  const place = (id: string): number => all.findIndex((each) => each['id'] === id);
  const fault = all.findIndex((each) => JSON.stringify(each['text'] ?? '').includes('a telephone number'));
  expect(fault).toBeGreaterThan(place('followUp'));
});
