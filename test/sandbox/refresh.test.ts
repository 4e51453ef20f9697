// The rules by which Teams clients refresh cards by themselves, which decide who sees what after a claim.

import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Json } from '../../src/sandbox/json.ts';
import type { Stage } from './given.ts';
import { ann, ben, card, cardAnswer, hub, hubDuty, message, newThread, setStage, textAnswer } from './given.ts';

let stage: Stage;
beforeEach(async () => {
  stage = await setStage();
});
afterEach(() => stage.close());

const mri = (person: string, of = stage): string => of.teams.world.person(person)?.mri ?? '';
const refreshing = (words: string, userIds?: readonly string[], verb = 'look'): Json =>
  card(words, { refresh: { action: { type: 'Action.Execute', verb, data: { words } }, ...(userIds === undefined ? {} : { userIds }) } });
const edit = (id: string, content: Json, of = stage) =>
  of.call('PUT', `conversations/${encodeURIComponent(hub)}/activities/${id}`, message(content));
/** The bot answers each with a card that names them, and that refreshes as the base card does. */
const nameThem = (of: Stage, userIds: () => readonly string[] | undefined): void =>
  of.think((activity) => cardAnswer(refreshing(`for ${String((activity['from'] as Json)['name'])}`, userIds())));
const asked = (of = stage): string[] => of.invokes('adaptiveCard/action').map((a) => String((a['from'] as Json)['aadObjectId']));
const words = (person: string, id: string, of = stage): unknown =>
  ((of.teams.clients.card(person, id) as { body: { text: string }[] }).body[0] ?? { text: undefined }).text;

describe('opening a conversation', () => {
  it('refreshes for listed people only; the others see the base card', async () => {
    const id = await newThread(stage, hub, message(refreshing('base', [mri(ann)])));
    nameThem(stage, () => [mri(ann)]);
    await stage.teams.clients.view(ann, hub);
    await stage.teams.clients.view(ben, hub);
    expect(asked()).toEqual([ann]);
    expect([words(ann, id), words(ben, id)]).toEqual(['for Ann Oakley', 'base']);
    expect(stage.invokes()[0]).toMatchObject({
      replyToId: id,
      value: { trigger: 'automatic', action: { verb: 'look', data: { words: 'base' } } },
    });
  });

  it('does not ask again within a minute, and does after it', async () => {
    await newThread(stage, hub, message(refreshing('base', [mri(ann)])));
    nameThem(stage, () => [mri(ann)]);
    await stage.teams.clients.view(ann, hub);
    stage.clock.moveOn(59_999);
    await stage.teams.clients.view(ann, hub);
    expect(asked()).toHaveLength(1);
    stage.clock.moveOn(1);
    await stage.teams.clients.view(ann, hub);
    expect(asked()).toHaveLength(2);
  });

  it('asks for everyone when nobody is listed, and for no one when the list is empty', async () => {
    await newThread(stage, hub, message(refreshing('everyone')));
    await newThread(stage, hub, message(refreshing('no one', [])));
    nameThem(stage, () => []);
    await stage.teams.clients.view(ben, hub);
    expect(stage.invokes().map((a) => (a['value'] as { action: { data: Json } }).action.data)).toEqual([{ words: 'everyone' }]);
  });

  it('does not ask for everyone in a conversation of more than 60', async () => {
    const many = Array.from({ length: 61 }, (_, i) => ({ id: `p${i}`, name: `Person ${i}`, title: '' }));
    const team = (members: number) => [
      {
        name: 'T',
        groupId: 'g',
        channels: [{ id: hub, name: 'General' }],
        members: many.slice(0, members).map((p) => p.id),
        botAdded: true,
      },
    ];
    for (const [members, invokes] of [
      [60, 1],
      [61, 0],
    ] as const) {
      const own = await setStage({ people: many, teams: team(members) });
      await newThread(own, hub, message(refreshing('everyone')));
      await own.teams.clients.view('p0', hub);
      expect(own.invokes()).toHaveLength(invokes);
      await own.close();
    }
  });

  it('keeps the base card when the bot answers with anything else than a card', async () => {
    const id = await newThread(stage, hub, message(refreshing('base', [mri(ann)])));
    for (const answer of [textAnswer('no'), { status: 500 }, { status: 200 }]) {
      stage.think(() => answer);
      await stage.teams.clients.view(ann, hub);
      expect(words(ann, id)).toBe('base');
    }
    expect(asked()).toHaveLength(3);
  });
});

describe('an edit by the bot', () => {
  it('shows the new base card to all, and asks for those listed who look at it', async () => {
    const id = await newThread(stage, hub, message(refreshing('base', [mri(ann), mri(ben)])));
    nameThem(stage, () => [mri(ann), mri(ben)]);
    await stage.teams.clients.view(ann, hub);
    stage.teams.clients.open(ben, hubDuty);
    await edit(id, refreshing('claimed', [mri(ann), mri(ben)]));
    await stage.teams.clients.idle();
    expect(asked()).toEqual([ann, ann]);
    expect([words(ann, id), words(ben, id)]).toEqual(['for Ann Oakley', 'claimed']);
  });

  it('takes a person\u2019s own card away when the new one does not list them', async () => {
    const id = await newThread(stage, hub, message(refreshing('base', [mri(ann)])));
    nameThem(stage, () => [mri(ann)]);
    await stage.teams.clients.view(ann, hub);
    await edit(id, refreshing('done', []));
    await stage.teams.clients.idle();
    expect(words(ann, id)).toBe('done');
    expect(asked()).toHaveLength(1);
  });

  it('under the stricter reading does not ask again within a minute, and the base card is shown', async () => {
    const own = await setStage({ refreshAfterEdit: 'unlessYoung' });
    const id = await newThread(own, hub, message(refreshing('base', [mri(ann, own)])));
    nameThem(own, () => [mri(ann, own)]);
    await own.teams.clients.view(ann, hub);
    await edit(id, refreshing('claimed', [mri(ann, own)]), own);
    await own.teams.clients.idle();
    expect([asked(own).length, words(ann, id, own)]).toEqual([1, 'claimed']);
    own.clock.moveOn(60_000);
    await own.teams.clients.view(ann, hub);
    expect([asked(own).length, words(ann, id, own)]).toEqual([2, 'for Ann Oakley']);
    await own.close();
  });

  it('throws away an automatic answer that an edit has overtaken', async () => {
    const id = await newThread(stage, hub, message(refreshing('one', [mri(ann)])));
    let first = true;
    stage.think(async () => {
      if (!first) return { status: 500 };
      first = false;
      await edit(id, refreshing('two', [mri(ann)]));
      return cardAnswer(card('answer to one'));
    });
    await stage.teams.clients.view(ann, hub);
    expect(words(ann, id)).toBe('two');
  });

  it('asks for a new message too while the conversation is open, and no more when it is closed', async () => {
    stage.teams.clients.open(ann, hub);
    await newThread(stage, hub, message(refreshing('new', [mri(ann)])));
    await stage.teams.clients.idle();
    stage.teams.clients.close(ann);
    await newThread(stage, hub, message(refreshing('newer', [mri(ann)])));
    await stage.teams.clients.idle();
    expect(asked()).toEqual([ann]);
  });
});

describe('refreshing by hand', () => {
  it('works for anyone, listed or not, however young the card', async () => {
    const id = await newThread(stage, hub, message(refreshing('base', [mri(ann)])));
    nameThem(stage, () => [mri(ann)]);
    expect(await stage.teams.clients.refresh(ben, id)).toEqual({ kind: 'card' });
    await stage.teams.clients.refresh(ben, id);
    expect(asked()).toEqual([ben, ben]);
    expect(words(ben, id)).toBe('for Ben Marsh');
    expect(stage.invokes()[0]).toMatchObject({ value: { trigger: 'manual' } });
    const plain = await newThread(stage, hub, message(card('plain')));
    expect(await stage.teams.clients.refresh(ben, plain)).toEqual({ kind: 'closed' });
  });
});
