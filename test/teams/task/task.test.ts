// Tasks in Teams, end to end: who reads what, forms that keep what was written, lists and words, and a patient who is shown in the dialog alone.
import { beforeEach, describe, expect, it } from 'vitest';
import { handleTask, taskKey } from '../../../src/app/task/task.ts';
import { taskIds } from '../../../src/domain/task/id.ts';
import type { TaskPlace } from '../../../src/domain/task/queue-place.ts';
import type { Task } from '../../../src/domain/task/state.ts';
import { elementsOf } from '../../cards/elements.ts';
import { later } from '../../given.ts';
import { amara, dalia, gwen, hugo, ines, jonas, larkfield, millbrook, north, type stranger } from '../../people.ts';
import { type Answered, type World, world } from '../given.ts';

type Who = typeof stranger;
const asked = 'Full blood count, please.';
const filled = { what: 'tests:bloods', asked, priority: 'routine', wanted: 'day', telephone: '01632 960100' };
const sending = (more: Readonly<Record<string, unknown>> = {}) => ({
  ...{ thing: 'task', v: 1, hub: north, id: 'new', rest: JSON.stringify({ from: north }), to: larkfield },
  ...filled,
  ...more,
});
let w: World;
beforeEach(async () => {
  w = await world();
});
const open = () => w.store.opens<TaskPlace>(north, 'task');
const state = async (id: string): Promise<Task> => {
  const task = (await w.store.load<Task>(taskKey(north, id)))?.state;
  if (task === undefined) throw new Error('there is none');
  return task;
};
const send = async (more: Readonly<Record<string, unknown>> = {}, who: Who = amara): Promise<string> => {
  await w.submit(who, 'send', sending(more));
  const [task] = await open();
  if (task === undefined) throw new Error('not sent');
  return task.id;
};
const on = (id: string, more: Readonly<Record<string, unknown>> = {}) => ({ thing: 'task', v: 1, hub: north, id, ...more });
const inputs = ({ body }: Answered): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    elementsOf(body)
      .filter(({ type }) => type.startsWith('Input.'))
      .map((input) => [String(input['id']), input['value']]),
  );
const at = '19:larkfield@thread.tacv2';

describe('a form that sends', () => {
  it('keeps all of it where the words look like a patient, and says so at the field', async () => {
    const words = 'Ring Wren on 01632 960555';
    const stopped = await w.submit(amara, 'send', sending({ asked: words }));
    expect(stopped.said).toContain('looks as if it held a telephone number');
    expect(inputs(stopped)).toMatchObject({ asked: words, to: larkfield, telephone: filled.telephone, wanted: 'day' });
    expect(await open()).toEqual([]);
  });
  it.each([
    ['a number that is none', { telephone: 'the usual' }, 'number to ring you on'],
    ['no words', { asked: ' ' }, 'Please say in a line'],
    ['a choice that is not offered', { what: 'surgery' }, 'What you filled in is kept'],
    ['a practice of nobody', { to: 'T99999' }, 'not part of this hub'],
  ])('asks again for %s', async (_, more, says) => {
    const again = await w.submit(amara, 'send', sending(more));
    expect(again.said).toContain(says);
    expect(await open()).toEqual([]);
  });
  it('asks whether to send it all the same, or whether it is a patient\u2019s, only once that stands in the way', async () => {
    const asks = (answer: Answered) => Object.keys(inputs(answer)).filter((id) => id === 'knowingly' || id === 'checked');
    expect(asks(await w.fetch(amara, 'send', { thing: 'task', rest: JSON.stringify({ hub: north, from: north }) }))).toEqual([]);
    const visit = { what: 'homeVisit', clinical: 'true', to: millbrook };
    const cannot = await w.submit(amara, 'send', sending(visit));
    expect(cannot.said).toContain('is set up to do this');
    expect(asks(cannot)).toEqual(['knowingly']);
    const both = await w.submit(amara, 'send', sending({ ...visit, knowingly: 'true', asked: 'Ring on 01632 960555' }));
    expect(asks(both)).toEqual(['knowingly', 'checked']);
    expect(inputs(both)).toMatchObject({ knowingly: 'true', checked: 'false' });
    await w.submit(amara, 'send', sending({ ...visit, knowingly: 'true', checked: 'true', asked: 'Ring on 01632 960555' }));
    expect(await open()).toMatchObject([{ kind: 'homeVisit' }]);
  });
  it('from a practice goes to its hub, and to no other practice', async () => {
    await w.submit(gwen, 'send', sending({ rest: JSON.stringify({ from: larkfield }), to: millbrook }));
    expect(await open()).toMatchObject([{ from: larkfield, to: north, holder: north }]);
  });
  it('is not for those who do not work where it says it comes from', async () => {
    const refused = await w.submit(ines, 'send', sending());
    expect(refused.said).not.toContain('was sent');
    expect(await open()).toEqual([]);
  });
});

describe('a task that was sent', () => {
  it('is accepted by one; the other reads who, and somebody of another practice nothing', async () => {
    const id = await send();
    expect((await w.press(gwen, 'accept', on(id), { where: at })).said).toContain('Accepted by Gwen Tarrant');
    expect((await w.press(hugo, 'accept', on(id), { where: at })).said).toContain('Gwen Tarrant accepted this at');
    for (const who of [ines, jonas])
      for (const verb of ['accept', 'claim', 'look', 'keep', 'acknowledge']) {
        const { said } = await w.press(who, verb, on(id));
        expect(said).toContain(`No task that you may see has the reference ${taskIds.reference(id)}`);
        expect(said).not.toMatch(/Larkfield|Gwen|blood/);
      }
  });
  it('is declined with its words, changed and sent again', async () => {
    const id = await send();
    const missing = await w.submit(gwen, 'decline', on(id, { reason: 'other' }));
    expect(missing.said).toContain('Please say in a line');
    expect((await w.submit(gwen, 'decline', on(id, { reason: 'notInTime', words: 'Only from Thursday.' }))).closes).toBe(true);
    expect(await state(id)).toMatchObject({ status: 'declined', decline: { text: 'Only from Thursday.' } });
    const again = await w.fetch(amara, 'sendAgain', on(id));
    expect(inputs(again)).toMatchObject({ asked, to: larkfield });
    const rest = JSON.stringify({ from: north });
    await w.submit(amara, 'sendAgain', on(id, { ...filled, to: millbrook, wanted: 'week', rest }));
    expect(await state(id)).toMatchObject({ status: 'sent', to: millbrook, sends: 2 });
    expect((await w.press(gwen, 'look', on(id))).said).not.toContain(asked);
  });
  it('can be followed by another, back to whoever sent it', async () => {
    const id = await send();
    const form = await w.fetch(gwen, 'send', on(id), { where: at });
    expect(inputs(form)).toHaveProperty('what');
    const rest = String(elementsOf(form.body).find(({ type }) => type === 'Action.Submit')?.['data']?.['rest' as never]);
    await w.submit(gwen, 'send', sending({ rest, what: 'question', asked: 'Which tube?' }));
    expect(await open()).toHaveLength(2);
    expect((await open()).find(({ kind }) => kind === 'question')).toMatchObject({ from: larkfield, to: north });
  });
  it('shows its patient in the dialog alone, and only to those who may read it', async () => {
    const patient = { patientName: 'Wren Ashdown', patientBorn: '1979-03-14', patientDetails: 'Lives on the second floor' };
    const id = await send({ ...patient, what: 'homeVisit' });
    expect(JSON.stringify(await state(id))).not.toMatch(/Wren|1979|second floor/);
    expect((await w.press(gwen, 'look', on(id), { where: at })).said).not.toMatch(/Wren|second floor/);
    const opened = await w.fetch(gwen, 'open', on(id));
    expect(opened.said).toContain('Wren Ashdown');
    expect(opened.said).toContain('14 Mar 1979');
    expect(await state(id)).toMatchObject({ seen: { by: { name: 'Gwen Tarrant' } } });
    expect((await w.fetch(ines, 'open', on(id))).said).not.toContain('Wren');
    // What others read of it is held against this very patient.
    expect((await w.submit(gwen, 'ask', on(id, { words: 'Is Wren at home?' }))).said).toContain('patient');
    expect((await state(id)).question).toBeUndefined();
  });
});

describe('what is typed', () => {
  it('`tasks` says what waits for us and what we wait for, with what can be done', async () => {
    const id = await send();
    const theirs = await w.says(gwen, 'tasks', at);
    expect(theirs.said).toContain('1 for us to do, 0 that we wait for');
    expect(theirs.said).toContain('"verb":"accept"');
    const ours = await w.says(amara, 'tasks');
    expect(ours.said).toContain('0 for us to do, 1 that we wait for');
    expect(ours.said).toContain(taskIds.reference(id));
    expect((await w.says(amara, 'tasks fitNote')).said).not.toContain(taskIds.reference(id));
    expect((await w.says(ines, 'tasks')).said).not.toContain(taskIds.reference(id));
  });
  it('`find` and `history` know one by its reference, however it is spelt, and for nobody else', async () => {
    const id = await send();
    const spelt = taskIds.reference(id).toLowerCase().replaceAll('-', ' ');
    expect((await w.says(gwen, `find ${spelt}`)).said).toContain('Tests: bloods');
    expect((await w.says(gwen, `history ${spelt}`)).said).toContain('sent it from');
    expect((await w.says(ines, `find ${spelt}`)).said).not.toContain('Tests: bloods');
  });
  it('`task` offers the form, and to several practices to the hub alone', async () => {
    expect((await w.says(dalia, 'task all')).said).toContain('"verb":"sendRound"');
    expect((await w.says(gwen, 'task')).said).not.toContain('sendRound');
  });
});

describe('a notice', () => {
  const noticeOf = async (id: string, what: string, to: `org.${string}` | `person.${string}`) => {
    const thing = await w.store.load<Task>(taskKey(north, id));
    return thing && w.deps.kinds.drawing('task')(w.deps, { hub: north, thing: 'task', id, to, what }, thing, []);
  };
  const buttons = (card: object | undefined) =>
    elementsOf(card ?? {}).filter(({ type }) => type.startsWith('Action.') && type !== 'Action.ShowCard');
  const titles = (card: object | undefined) => buttons(card).flatMap(({ title }) => (title === 'Refresh' ? [] : [title]));

  it('carries what it asks for where it is read, until that is done', async () => {
    const id = await send();
    await w.submit(gwen, 'ask', on(id, { words: 'Fasting?' }));
    const question = await noticeOf(id, 'taskQuestion', `org.${north}`);
    expect(titles(question?.card)).toEqual(['Answer']);
    const pressed = buttons(question?.card).find(({ title }) => title === 'Answer')?.['data'] as Record<string, unknown>;
    expect((await w.fetch(amara, 'answer', pressed)).said).toContain('Fasting?');
    await w.submit(amara, 'answer', { ...pressed, words: 'No need.' });
    expect(await noticeOf(id, 'taskQuestion', `org.${north}`)).toBeUndefined();
    expect(titles((await noticeOf(id, 'taskReminder', `org.${larkfield}`))?.card)).toEqual(['Accept', 'Claim', 'Open', 'Decline', 'Done']);
    await w.submit(gwen, 'decline', on(id, { reason: 'notInTime' }));
    expect(titles((await noticeOf(id, 'taskDeclined', `org.${north}`))?.card)).toEqual(['Change and send again', 'Open']);
    // How it stands is told to the other side: nothing is asked of it.
    expect((await noticeOf(id, 'taskReminder', `org.${larkfield}`))?.card).toBeUndefined();
  });
});

describe('a reminder', () => {
  it('asks those who can do it, and tells the other side only how it stands', async () => {
    const id = await send();
    const minutes = 3_000;
    w.at(minutes);
    const deps = { store: w.store, nudge: () => {}, rules: w.source };
    await handleTask(deps, { type: 'tick', hub: north, id, operation: 'look', at: later(minutes), by: { kind: 'clock' } });
    const draw = w.deps.kinds.drawing('task');
    const thing = await w.store.load<Task>(taskKey(north, id));
    if (thing === undefined) throw new Error('gone');
    const said = async (to: `org.${string}`) =>
      (await draw(w.deps, { hub: north, thing: 'task', id, to, what: 'taskReminder' }, thing, []))?.text ?? '';
    expect(await said(`org.${larkfield}`)).toContain('Please accept it or decline it. It is LATE');
    expect(await said(`org.${north}`)).toMatch(/has not accepted .* It is LATE/);
    expect(await said(`org.${north}`)).not.toContain('Please accept');
  });
});
