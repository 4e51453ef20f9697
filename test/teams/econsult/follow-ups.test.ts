// What is still to be done, asked in the press that completes or passes: a task or nothing, and its words held against the patient.
import { beforeEach, describe, expect, it } from 'vitest';
import { templateId } from '../../../src/domain/network/task-templates.ts';
import type { TaskPlace } from '../../../src/domain/task/queue-place.ts';
import type { Task } from '../../../src/domain/task/state.ts';
import { wantedAt } from '../../../src/domain/task/when.ts';
import { elementsOf } from '../../cards/elements.ts';
import { later } from '../../given.ts';
import { amara, dalia, gwen, larkfield, north } from '../../people.ts';
import { type Answered, carried, type World, world } from '../given.ts';

let w: World;
let id: string;
beforeEach(async () => {
  w = await world();
  id = await w.receives();
  await w.press(amara, 'claim', carried(id, 1));
});
const ids = ({ body }: Answered): readonly string[] =>
  elementsOf(body).flatMap((each) => (typeof each['id'] === 'string' ? [each['id']] : []));
const tasks = () => w.deps.store.opens<TaskPlace>(north, 'task');
const completing = { outcome: 'answered', told: 'telephone', toldAt: 'now' };
const passing = { reason: 'faceToFace', what: 'Please examine.', wantedBy: later(200), answers: larkfield };
const ways = [
  ['complete', completing, 'completed'],
  ['passBack', passing, 'offered'],
] as const;

describe.each(ways)('%s', (verb, filled, status) => {
  it('sends what is asked as a task, which the eConsult shows', async () => {
    await w.submit(amara, verb, { ...carried(id, 2), ...filled, followUp: 'Take bloods, please.', ask: 'tests:bloods', askWanted: 'day' });
    const [task] = await tasks();
    expect(task).toMatchObject({ from: north, to: larkfield, kind: 'tests', about: id, status: 'sent', holder: larkfield });
    expect(await w.state(id)).toMatchObject({ status, tasks: { [task?.id ?? '']: { status: 'sent', to: larkfield } } });
    expect((await w.press(gwen, 'look', carried(id))).said).toContain('not accepted yet');
  });
  it('does neither where its words name the patient, and keeps what was written', async () => {
    const stopped = await w.submit(amara, verb, { ...carried(id, 2), ...filled, followUp: 'NHS number 943 476 5919', ask: 'other' });
    expect(stopped.said).toContain('looks as if it held an NHS number');
    expect(stopped.said).toContain('943 476 5919');
    expect(ids(stopped)).toContain('checked');
    expect(await tasks()).toEqual([]);
    expect((await w.state(id)).status).toBe('claimed');
  });
  it('asks nothing of anybody where nothing is written, or where it is only a note', async () => {
    await w.submit(amara, verb, { ...carried(id, 2), ...filled, followUp: verb === 'complete' ? 'Filed.' : '', ask: 'none' });
    expect(await tasks()).toEqual([]);
    expect((await w.state(id)).status).toBe(status);
  });
});

describe('a common task', () => {
  const words = 'Full blood count, please.';
  const bloods = templateId('Yearly bloods');
  const common = `template:${bloods}`;
  const lead = (more: Readonly<Record<string, unknown>>) =>
    w.submit(dalia, 'setTaskTemplate', { name: 'Yearly bloods', what: 'tests:bloods', asked: words, wanted: 'week', ...more });
  const take = () => lead({ rest: `${north}.${bloods}`, organisation: `${north}.${bloods}`, remove: 'true' });
  beforeEach(() => lead({ organisation: `${north}.NEW` }));
  const sentTask = async () => {
    const [place] = await tasks();
    return (await w.deps.store.load<Task>({ hub: north, kind: 'task', id: place?.id ?? '' }))?.state;
  };

  it.each(ways)('is offered with its words in the form of %s, and sent by choosing it alone', async (verb, filled) => {
    const form = await w.fetch(amara, verb, carried(id, 2));
    expect(elementsOf(form.body).find((each) => each['id'] === 'ask')).toMatchObject({
      choices: expect.arrayContaining([{ value: common, title: `Yearly bloods: \u201c${words}\u201d` }]),
    });
    await w.submit(amara, verb, { ...carried(id, 2), ...filled, followUp: '', ask: common, askWanted: 'usual' });
    const wantedBy = wantedAt('week', await w.source.now(), larkfield, { kind: 'tests', priority: 'routine', at: w.deps.clock.now() });
    expect(await sentTask()).toMatchObject({ request: { kind: 'tests', detail: 'bloods', asked: words, wantedBy } });
  });
  it('takes up what was written beside it, and another time', async () => {
    const more = { followUp: 'Fasting.', ask: common, askWanted: 'day' };
    await w.submit(amara, 'complete', { ...carried(id, 2), ...completing, ...more });
    const wantedBy = wantedAt('day', await w.source.now(), larkfield, { kind: 'tests', priority: 'routine', at: w.deps.clock.now() });
    expect(await sentTask()).toMatchObject({ request: { asked: `${words} Fasting.`, wantedBy } });
  });
  it('that was taken away meanwhile is said where it was chosen: nothing is done, and what was written stays', async () => {
    await take();
    const gone = await w.submit(amara, 'complete', { ...carried(id, 2), ...completing, followUp: 'Fasting.', ask: common });
    expect(gone.said).toContain('A lead has taken this common task away');
    expect(gone.said).toContain('Fasting.');
    expect([await tasks(), (await w.state(id)).status]).toEqual([[], 'claimed']);
  });
  it('is kept in the form while there is room made for another', async () => {
    const more = await w.submit(amara, 'complete', { ...carried(id, 2), ...completing, ask: common, rest: '1', another: 'true' });
    expect(elementsOf(more.body).find((each) => each['id'] === 'ask')).toMatchObject({ value: common });
  });
});

describe('several', () => {
  it('have room one after the other, and are sent together', async () => {
    const first = { followUp: 'Take bloods, please.', ask: 'tests:bloods', askWanted: 'usual' };
    const more = await w.submit(amara, 'complete', { ...carried(id, 2), ...completing, ...first, rest: '1', another: 'true' });
    expect(ids(more)).toContain('followUp2');
    expect(more.said).toContain('Take bloods, please.');
    const second = { followUp2: 'Print the fit note.', ask2: 'fitNote:print', askWanted2: 'day' };
    await w.submit(amara, 'complete', { ...carried(id, 2), ...completing, ...first, ...second, rest: '2' });
    expect((await tasks()).map(({ kind }) => kind).sort()).toEqual(['fitNote', 'tests']);
    expect(Object.keys((await w.state(id)).tasks ?? {})).toHaveLength(2);
  });
});

describe('completing over one that is not finished', () => {
  it('says which, and is done once that was read', async () => {
    await w.submit(amara, 'task', carried(id, 2));
    const rest = JSON.stringify({ from: north, about: id });
    const task = { thing: 'task', v: 1, hub: north, id: 'new', rest, to: larkfield, what: 'tests:bloods', asked: 'Bloods, please.' };
    await w.submit(amara, 'send', { ...task, priority: 'routine', wanted: 'day', telephone: '01632 960100' });
    expect(await tasks()).toHaveLength(1);
    const asked = await w.submit(amara, 'complete', { ...carried(id, 3), ...completing });
    expect(asked.said).toContain('not accepted yet');
    expect(ids(asked)).toContain('tasksSeen');
    await w.submit(amara, 'complete', { ...carried(id, 3), ...completing, tasksSeen: 'true' });
    expect((await w.state(id)).status).toBe('completed');
  });
});
