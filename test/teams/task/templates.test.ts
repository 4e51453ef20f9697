// Common tasks in Teams: a lead writes them down by dialog, and whoever sends a task begins with one; nothing that was written is lost.
import { beforeEach, describe, expect, it } from 'vitest';
import { templateId } from '../../../src/domain/network/task-templates.ts';
import type { TaskPlace } from '../../../src/domain/task/queue-place.ts';
import { elementsOf } from '../../cards/elements.ts';
import { amara, dalia, gwen, larkfield, north } from '../../people.ts';
import { type Answered, type World, world } from '../given.ts';

let w: World;
const words = 'Full blood count, please.';
const add = (more: Readonly<Record<string, unknown>> = {}) =>
  w.submit(dalia, 'setTaskTemplate', {
    ...{ organisation: `${north}.NEW`, name: 'Yearly bloods', what: 'tests:bloods', asked: words, wanted: 'week' },
    ...more,
  });
beforeEach(async () => {
  w = await world();
  await add();
});
const bloods = templateId('Yearly bloods');
const open = () => w.store.opens<TaskPlace>(north, 'task');
const inputs = ({ body }: Answered): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    elementsOf(body)
      .filter(({ type }) => type.startsWith('Input.'))
      .map((input) => [String(input['id']), input['value']]),
  );
const restOf = ({ body }: Answered): unknown =>
  (elementsOf(body).find(({ type }) => type === 'Action.Submit')?.['data'] as { rest?: unknown } | undefined)?.rest;
const choicesOf = ({ body }: Answered, id: string): readonly { readonly value: string; readonly title: string }[] =>
  (elementsOf(body).find((each) => each['id'] === id)?.['choices'] ?? []) as { value: string; title: string }[];
const sending = (more: Readonly<Record<string, unknown>> = {}) => ({
  ...{ thing: 'task', v: 1, hub: north, id: 'new', rest: JSON.stringify({ from: north }), to: larkfield },
  ...{ what: '', asked: '', priority: 'routine', wanted: 'usual', telephone: '01632 960100' },
  ...more,
});
const fetched = () => w.fetch(amara, 'send', { thing: 'task', rest: JSON.stringify({ hub: north, from: north }) });

describe('the form that sends', () => {
  it('offers them, and asks for nothing that one of them says', async () => {
    const form = await fetched();
    expect(choicesOf(form, 'template').map(({ title }) => title)).toEqual(['No', 'Yearly bloods']);
    const needed = (id: string) => elementsOf(form.body).find((each) => each['id'] === id)?.['isRequired'];
    expect([needed('what'), needed('asked'), needed('telephone')]).toEqual([false, false, true]);
  });
  it('is filled in by the one that was chosen, to be looked over, and then sent', async () => {
    const filled = await w.submit(amara, 'send', sending({ template: bloods }));
    expect(inputs(filled)).toMatchObject({ what: 'tests:bloods', asked: words, wanted: 'week', to: larkfield, telephone: '01632 960100' });
    expect(filled.said).toContain('please look it over');
    expect(await open()).toEqual([]);
    await w.submit(amara, 'send', sending({ ...inputs(filled), rest: restOf(filled) }));
    expect(await open()).toMatchObject([{ kind: 'tests', to: larkfield }]);
  });
  it('keeps what somebody wrote themselves, and takes back what another one had filled in', async () => {
    await add({ name: 'ECG', what: 'tests:several', asked: 'ECG, please.', wanted: 'hours' });
    const own = await w.submit(amara, 'send', sending({ template: bloods, asked: 'Only the potassium.' }));
    expect(inputs(own)).toMatchObject({ what: 'tests:bloods', asked: 'Only the potassium.', wanted: 'week' });
    const other = await w.submit(amara, 'send', sending({ ...inputs(own), rest: restOf(own), template: templateId('ECG') }));
    expect(inputs(other)).toMatchObject({ what: 'tests:several', asked: 'Only the potassium.', wanted: 'hours' });
  });
  it('says of one that was taken away meanwhile that it was, and loses nothing', async () => {
    await w.submit(dalia, 'setTaskTemplate', {
      ...{
        rest: `${north}.${bloods}`,
        organisation: `${north}.${bloods}`,
        name: 'x',
        what: 'other',
        asked: 'x',
        wanted: 'usual',
        remove: 'true',
      },
    });
    expect((await w.source.current()).hubs[north]?.taskTemplates).toBeUndefined();
    const gone = await w.submit(amara, 'send', sending({ template: bloods, asked: 'Before noon.', what: 'question' }));
    expect(gone.said).toContain('A lead has taken this common task away');
    expect(inputs(gone)).toMatchObject({ asked: 'Before noon.', what: 'question' });
    // One that had filled the form in is not needed any more.
    await w.submit(
      amara,
      'send',
      sending({ what: 'tests:bloods', asked: words, template: bloods, rest: JSON.stringify({ from: north, used: bloods }) }),
    );
    expect(await open()).toHaveLength(1);
  });
  it('without one asks for what is missing', async () => {
    const again = await w.submit(amara, 'send', sending());
    expect(again.said).toContain('Choose what is to be done');
    expect(await open()).toEqual([]);
  });
  it('of a practice and of a round have them too', async () => {
    const theirs = await w.fetch(gwen, 'send', { thing: 'task', rest: JSON.stringify({ hub: north, from: larkfield }) });
    expect(choicesOf(theirs, 'template')).toHaveLength(2);
    const round = await w.submit(amara, 'sendRound', sending({ template: bloods, practices: larkfield }));
    expect(inputs(round)).toMatchObject({ asked: words, practices: larkfield });
    await w.submit(amara, 'sendRound', sending({ ...inputs(round), rest: restOf(round) }));
    expect(await open()).toHaveLength(1);
  });
});

describe('the dialog of leads', () => {
  const asked = (rest: string) => w.fetch(dalia, 'setTaskTemplate', { rest });
  it('asks which one first, then shows it as it is', async () => {
    const list = await asked('');
    expect(choicesOf(list, 'organisation').map(({ title }) => title)).toEqual(['Yearly bloods', 'One more, for North Hub']);
    const next = await w.submit(dalia, 'setTaskTemplate', { organisation: `${north}.${bloods}` });
    expect(inputs(next)).toMatchObject({ name: 'Yearly bloods', what: 'tests:bloods', asked: words, wanted: 'week', remove: 'false' });
    const { said } = await w.submit(dalia, 'setTaskTemplate', { ...inputs(next), rest: restOf(next), name: 'Annual bloods' });
    expect(said).toContain('Saved');
    expect((await w.source.current()).hubs[north]?.taskTemplates).toMatchObject([{ name: 'Annual bloods', asked: words }]);
  });
  it('keeps what was written where somebody took it away meanwhile', async () => {
    const next = await w.submit(dalia, 'setTaskTemplate', { organisation: `${north}.${bloods}` });
    await w.submit(dalia, 'setTaskTemplate', { ...inputs(next), rest: restOf(next), remove: 'true' });
    const late = await w.submit(dalia, 'setTaskTemplate', { ...inputs(next), rest: restOf(next), asked: 'And the potassium.' });
    expect(late.said).toContain('was taken away');
    expect(inputs(late)).toMatchObject({ asked: 'And the potassium.' });
  });
});
