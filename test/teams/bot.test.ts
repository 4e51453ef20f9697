// The bot's door: whatever Teams did not say, the answer is in the form that its asker's client can show, and no wish is taken for another.
import { beforeEach, describe, expect, it } from 'vitest';
import { elementsOf } from '../cards/elements.ts';
import { amara, gwen, larkfield, north, stranger } from '../people.ts';
import { type DoorAnswer, messagesDoor } from './door.ts';
import { activityOf, carried, type World, world } from './given.ts';

let w: World;
let id: string;
let send: (activity: unknown) => Promise<DoorAnswer>;
beforeEach(async () => {
  w = await world();
  id = await w.receives();
  send = messagesDoor(w);
});
const press = (verb: string, more: object = {}) => ({ action: { type: 'Action.Execute', verb, data: { ...carried(id), ...more } } });

describe('somebody of whom Teams does not say who they are reads so', () => {
  it.each([
    ['adaptiveCard/action', 'statusCode'],
    ['task/fetch', 'task'],
    ['task/submit', 'task'],
    ['composeExtension/query', 'composeExtension'],
    ['composeExtension/fetchTask', 'task'],
    ['composeExtension/submitAction', 'task'],
  ])('in the form of %s', async (name, form) => {
    const value = { ...press('claim'), data: { verb: 'history', ...carried(id) } };
    const { body } = await send({ ...activityOf(amara, 'a'), name, value, from: { id: '29:amara', name: 'Amara' } });
    expect(Object.keys(body as object)).toContain(form);
    expect(JSON.stringify(body)).toContain('Teams did not say who you are');
  });
});

describe('the message extension', () => {
  const invoke = async (who: typeof stranger, name: string, value: object, conversation = '19:nobodys@thread.tacv2') => {
    const { body } = await send({ ...activityOf(who, `extension-${name}-${JSON.stringify(value).length}`, conversation), name, value });
    return { body, said: JSON.stringify(body ?? '') };
  };
  const opened = (who: typeof stranger) => invoke(who, 'composeExtension/fetchTask', { commandId: 'task', commandContext: 'compose' });
  it('opens the form that sends a task, and takes what was filled in there', async () => {
    const form = await opened(amara);
    expect(form.said).toContain('To which practice?');
    const data = elementsOf((form.body as { task: { value: { card: { content: object } } } }).task.value.card.content).find(
      ({ type }) => type === 'Action.Submit',
    )?.['data'];
    const filled = { to: larkfield, what: 'tests:bloods', asked: 'Bloods, please.', priority: 'routine', wanted: 'day' };
    const value = { commandId: 'task', data: { ...(data as object), ...filled, telephone: '01632 960100' } };
    const missing = await invoke(amara, 'composeExtension/submitAction', { ...value, data: { ...value.data, asked: ' ' } });
    expect(missing.said).toContain('Please say in a line');
    expect((await invoke(amara, 'composeExtension/submitAction', value)).said).toContain('was sent to Larkfield Surgery');
    expect(await w.store.opens(north, 'task')).toMatchObject([{ from: north, to: larkfield }]);
  });
  it('has the form of a practice for its own staff, and none for somebody who works nowhere here', async () => {
    expect((await opened(gwen)).said).not.toContain('To which practice?');
    expect((await opened(gwen)).said).toContain('What is to be done?');
    expect((await opened(stranger)).said).toContain('Only staff of the hub and its practices can send tasks');
  });
  it('says of a command that it does not know that it is none', async () => {
    for (const commandId of ['find', 'constructor', '', 7])
      expect((await invoke(amara, 'composeExtension/fetchTask', { commandId })).said).toContain('not known to me');
  });
});

it('a dialog whose verb is no word is answered as one that is not known', async () => {
  for (const verb of [{ toString: 1 }, ['history'], 7, null, undefined]) {
    const { body, events } = await send({ ...activityOf(amara, 'a'), name: 'task/fetch', value: { data: { ...carried(id), verb } } });
    expect(JSON.stringify(body)).toContain('not known to me');
    expect(events).toMatchObject([{ kind: 'turn' }]);
  }
});

describe('what is called like something every object has is not read', () => {
  const sendText = (name: string, data: string) =>
    send(
      JSON.stringify({ ...activityOf(amara, 'a'), name, value: { action: { verb: 'claim', data: 'DATA' }, data: 'DATA' } }).replaceAll(
        '"DATA"',
        data,
      ),
    );
  it.each(['null', '1', '{}', '{"prototype":null}', '"x"'])('constructor: %s', async (value) => {
    const data = `{"v":1,"hub":"NORTH","id":"${id}","constructor":${value},"toString":1}`;
    const { body, events } = await sendText('adaptiveCard/action', data);
    expect(events).toMatchObject([{ kind: 'turn' }]);
    expect(body).toMatchObject({ type: 'application/vnd.microsoft.card.adaptive' });
    expect((await w.state(id)).status).toBe('claimed');
  });
  it('a choice in __proto__, where nobody looks whether it is offered', async () => {
    const inner = `{"to":"person:${gwen.id}","verb":"assign"}`;
    const { body } = await sendText('task/submit', `{"v":1,"hub":"NORTH","id":"${id}","verb":"assign","__proto__":${inner}}`);
    expect(JSON.stringify(body)).toContain('not filled in');
    expect((await w.state(id)).assigned).toBeUndefined();
  });
});

it('an invoke that asks for its replies together gets its answer all the same', async () => {
  const { body } = await send({
    ...activityOf(amara, 'a'),
    deliveryMode: 'expectReplies',
    name: 'adaptiveCard/action',
    value: press('claim'),
  });
  expect(body).toMatchObject({ statusCode: 200 });
});

it('two wishes without an activity id are two, and one delivered twice is one', async () => {
  const { id: _, ...bare } = activityOf(amara, 'a', undefined, { replyToId: '1', name: 'adaptiveCard/action' });
  const at = (timestamp: string, value: object) => send({ ...bare, timestamp, value });
  await at('2026-11-25T09:00:01.000Z', press('claim'));
  await at('2026-11-25T09:00:02.000Z', press('release', { reason: 'noTime' }));
  expect((await w.state(id)).status).toBe('waiting');
  await at('2026-11-25T09:00:01.000Z', press('claim'));
  expect((await w.state(id)).status).toBe('waiting');
});
