// A list from which a form was opened: once the form is taken, the message is as things are now, for all who read it; and no other message is touched.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Outgoing } from '../../src/app/chat.ts';
import { referenceOf } from '../../src/domain/reference.ts';
import { taskIds } from '../../src/domain/task/id.ts';
import type { Answer } from '../../src/teams/answering.ts';
import { createSaidLists, type SaidLists } from '../../src/teams/said-lists.ts';
import { amara, bram, gwen, ines, larkfield, north } from '../people.ts';
import { activityOf, carried, channel, type World, world } from './given.ts';

let w: World;
let lists: SaidLists;
let edits: { readonly messageId: string; readonly draw: () => Promise<Outgoing | undefined> }[];
let said: (messageId: string) => void;
let failed: unknown[];
let id: string;
const queue = `queue|${north}|${north}|0`;
/** Whoever is told by a promise that nobody waits for has been told. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

beforeEach(async () => {
  w = await world();
  [edits, failed] = [[], []];
  const say = (_: unknown, __: unknown, told?: (messageId: string) => void): void => {
    said = told ?? (() => {});
  };
  const answer: Answer = Object.assign(say, {
    edit: (_: unknown, messageId: string, draw: () => Promise<Outgoing | undefined>) => void edits.push({ messageId, draw }),
  });
  lists = createSaidLists(w.deps, answer, (error) => failed.push(error));
  Object.assign(w.deps, { filledIn: lists.filledIn });
  id = await w.receives();
  await w.press(amara, 'claim', carried(id));
  await w.submit(amara, 'open', { ...carried(id), reason: 'safetyCheck' });
});
async function says(who: typeof amara, words: string, messageId: string, where = channel): Promise<void> {
  const { body } = await w.says(who, words, where);
  lists.say(activityOf(who, 'said', where, { type: 'message' }), `${who.id}`, body);
  said(messageId);
  await settled();
}
const completes = async (who: typeof amara, list: string | undefined, where = channel): Promise<void> => {
  const filled = { outcome: 'answered', told: 'telephone', toldAt: 'now' };
  await w.submit(who, 'complete', { ...carried(id), ...filled, ...(list === undefined ? {} : { list }) }, { where });
  await settled();
};
const drawn = async (): Promise<string> => JSON.stringify((await edits[0]?.draw())?.card ?? {});

describe('the list that somebody said in a channel', () => {
  it('is brought up to date once a form that was opened from it is taken, the same for everybody', async () => {
    await says(amara, 'queue', 'm-queue');
    const form = await w.fetch(amara, 'complete', { ...carried(id), list: queue });
    // Every button of the dialog says where it was opened.
    expect(form.said.match(/"type":"Action.Submit"/g)?.length).toBe(form.said.match(new RegExp(queue.replaceAll('|', '\\|'), 'g'))?.length);
    await completes(amara, queue);
    expect(edits.map(({ messageId }) => messageId)).toEqual(['m-queue']);
    expect((await w.state(id)).status).toBe('completed');
    expect(await drawn()).not.toContain(referenceOf(id));
    expect(failed).toEqual([]);
  });
  it('is what it was said as, whatever the dialog carries: no other queue, and no other message', async () => {
    await says(amara, 'queue', 'm-queue');
    await completes(amara, `queue|${north}|T90001|3`);
    expect(edits.map(({ messageId }) => messageId)).toEqual(['m-queue']);
    expect(await drawn()).toContain(queue);
  });
  it('is left alone where the form was opened from a card, from a list of somebody else, or elsewhere', async () => {
    await says(amara, 'queue', 'm-queue');
    await completes(amara, undefined);
    await completes(bram, queue);
    await completes(amara, 'mine|0');
    await completes(amara, queue, 'a:chat-of-amara');
    expect(edits).toEqual([]);
  });
});

it('what is somebody\u2019s own, in their own chat, is brought up to date there', async () => {
  await says(amara, 'mine', 'm-mine', 'a:chat-of-amara');
  await completes(amara, 'mine|0', 'a:chat-of-amara');
  expect(edits.map(({ messageId }) => messageId)).toEqual(['m-mine']);
  expect(await drawn()).not.toContain(referenceOf(id));
});

describe('one that was found', () => {
  it('is brought up to date where it was asked for, for all who read it', async () => {
    await says(amara, `find ${referenceOf(id)}`, 'm-found');
    const found = `found|${north}|${id}`;
    expect((await w.fetch(amara, 'complete', { ...carried(id), list: found })).said).toContain(found);
    await completes(amara, found);
    expect(edits.map(({ messageId }) => messageId)).toEqual(['m-found']);
    const card = await drawn();
    expect(card).toContain('Completed');
    expect(card).not.toContain('"verb":"complete"');
    expect(failed).toEqual([]);
  });
  it('is there after a press in it, and for nobody who may not know of it', async () => {
    const other = await w.receives({ sourceId: 'b' });
    const list = `found|${north}|${other}`;
    const claimed = await w.press(amara, 'claim', { ...carried(other, 1), list });
    expect(claimed.said).toContain(list);
    expect(claimed.said).toContain(`${referenceOf(other)} is yours.`);
    expect((await w.press(ines, 'list', { v: 1, list })).said).not.toContain(referenceOf(other));
    expect((await w.press(amara, 'list', { v: 1, list: `found|SOUTH|${other}` })).said).not.toContain(referenceOf(other));
  });
  it('is a task as well', async () => {
    const sending = { thing: 'task', v: 1, hub: north, id: 'new', rest: JSON.stringify({ from: north }), to: larkfield };
    const asked = { what: 'question', asked: 'Which days?', priority: 'routine', wanted: 'day', telephone: '01632 960100' };
    await w.submit(amara, 'send', { ...sending, ...asked });
    const [task] = await w.store.opens(north, 'task');
    const there = '19:larkfield@thread.tacv2';
    await says(gwen, `find ${taskIds.reference(task?.id ?? '')}`, 'm-task', there);
    const list = `foundtask|${north}|${task?.id}`;
    await w.submit(gwen, 'decline', { thing: 'task', v: 1, hub: north, id: task?.id, reason: 'notInTime', list }, { where: there });
    await settled();
    expect(edits.map(({ messageId }) => messageId)).toEqual(['m-task']);
    expect(await drawn()).toContain('Back');
    expect((await w.press(ines, 'list', { v: 1, list })).said).not.toContain(taskIds.reference(task?.id ?? ''));
  });
});

it('asked for twice, the newest is brought up to date', async () => {
  await says(amara, 'queue', 'first');
  await says(amara, 'queue', 'second');
  await completes(amara, queue);
  expect(edits.map(({ messageId }) => messageId)).toEqual(['second']);
});

it('a store that cannot be reached keeps nobody from an answer', async () => {
  await says(amara, 'queue', 'm-queue');
  w.breakStore();
  lists.filledIn(w.pressed(amara, 'complete', { list: `day|${north}|${north}.2026-11-25` }));
  await vi.waitFor(() => expect(failed).toHaveLength(1));
});
