// A hub's board for whoever asks: who may see it, what they get, and that the channel's is drawn anew; for nobody else is anything done.
import { beforeEach, describe, expect, it } from 'vitest';
import { boardThing } from '../../../src/app/board/board.ts';
import { StoreAway } from '../../../src/app/ports.ts';
import { storeAwayWords } from '../../../src/cards/words.ts';
import { channelOf } from '../../../src/domain/terms.ts';
import { markdownOf, verbsOf } from '../../cards/elements.ts';
import { amara, dalia, ewan, gwen, ines, jonas, larkfield, millbrook, network, north, south, stranger } from '../../people.ts';
import { type Answered, carried, channel, type World, world } from '../given.ts';

let w: World;
beforeEach(async () => {
  w = await world();
  const id = await w.receives({ priority: 'urgent' });
  await w.receives({ sourceId: 'another' });
  await w.press(amara, 'claim', carried(id));
  for (const row of (await Promise.all(([0, 1, 2] as const).map((sendClass) => w.store.outbox(north, sendClass, 50)))).flat())
    await w.store.removeOutbox(row);
});
const asked = async () =>
  (await Promise.all([north, south].map((hub) => w.store.outbox(hub, 1, 50))))
    .flat()
    .map(({ hub, thing, to, what }) => ({ hub, thing, to, what }));
const forChannel = { hub: north, thing: 'board', to: channelOf(north), what: 'card' };
const texts = ({ body }: Answered): readonly string[] => markdownOf(body);
const copy = 'This is a copy, as of then.';
const kept = 'Please pin this message once';

describe('its button', () => {
  const press = (who: Parameters<World['press']>[0], data: Record<string, unknown> = { v: 1, hub: north }) => w.press(who, 'board', data);
  it.each([
    ['a clinician of the hub', amara],
    ['its lead', dalia],
    ['its administrator', ewan],
    ['a practice\u2019s administrator', gwen],
    ['another practice\u2019s', ines],
  ])('gives %s the board as it is, and has the channel\u2019s drawn anew at once', async (_, who) => {
    w.at(20);
    const before = w.nudges();
    const answer = await press(who);
    expect(answer.body).toMatchObject({ statusCode: 200, type: 'application/vnd.microsoft.card.adaptive' });
    expect(texts(answer).slice(0, 2)).toEqual(['Board of North Hub', 'As of Wed 25 Nov 09:20']);
    expect(answer.said).toContain('"Claimed at the hub","value":"1"');
    expect(verbsOf(answer.body).map(({ verb }) => verb)).toEqual(['next', 'board', 'shiftOn', 'shiftOff']);
    expect(await asked()).toEqual([forChannel]);
    expect(w.nudges()).toBe(before + 1);
  });
  it.each([
    ['another hub\u2019s lead', jonas, { v: 1, hub: north }, /You do not work at this hub/],
    ['a stranger', stranger, { v: 1, hub: north }, /You do not work at this hub/],
    ['its lead, of another hub', dalia, { v: 1, hub: south }, /You do not work at this hub/],
    ['its lead, of no hub', dalia, { v: 1, hub: 'NOSUCH' }, /You do not work at this hub/],
    ['its lead, of a practice', dalia, { v: 1, hub: larkfield }, /You do not work at this hub/],
    ['its lead, of every object', dalia, { v: 1, hub: '__proto__' }, /of a kind I do not know/],
    ['its lead, without a hub', dalia, { v: 1 }, /of a kind I do not know/],
    ['its lead, of a later kind', dalia, { v: 2, hub: north }, /of a kind I do not know/],
  ])('pressed by %s shows nothing and does nothing', async (_, who, data, words) => {
    const answer = await press(who, data);
    expect(answer.body).toEqual({
      statusCode: 200,
      type: 'application/vnd.microsoft.activity.message',
      value: expect.stringMatching(words),
    });
    expect(await asked()).toEqual([]);
  });
  it('on the board of the channel says that it is kept; on any other, that it is a copy', async () => {
    expect((await press(amara)).said).toContain(copy);
    const card = { conversation: channel, messageId: 'm1', shown: 1, attemptAt: undefined, etag: undefined };
    await w.store.saveCard(north, boardThing.id, channelOf(north), card);
    const on = (replyToId: string) => {
      const pressed = w.pressed(amara, 'board', { v: 1, hub: north });
      return w.pressAgain({ ...pressed, activity: { ...pressed.activity, replyToId } });
    };
    expect((await on('m1')).said).toContain(kept);
    expect((await on('m2')).said).toContain(copy);
  });
  it('with the store away reads so', async () => {
    w.breakStore(new StoreAway('secret'));
    expect((await press(amara)).said).toContain(storeAwayWords);
  });
});

describe('the typed word', () => {
  it('is answered where it was asked, and the channel\u2019s is drawn anew', async () => {
    for (const where of [channel, 'a:amara', '19:larkfield@thread.tacv2']) {
      const answer = await w.says(amara, 'board', where);
      expect(texts(answer)[0]).toBe('Board of North Hub');
      expect(answer.said).toContain(copy);
    }
    expect(await asked()).toEqual([forChannel]);
  });
  it('is of the channel\u2019s hub, and only for its own staff', async () => {
    expect(texts(await w.says(jonas, 'board'))).toEqual(['Board', 'You hold no post at North Hub, so its board is not shown here.']);
    expect(await asked()).toEqual([]);
    expect(texts(await w.says(jonas, 'board', 'a:jonas'))[0]).toBe('Board of South Hub');
    for (const who of [gwen, ines]) expect(texts(await w.says(who, 'board'))[1]).toMatch(/^I did not understand that/);
  });
  it('says that there is no channel where there is none', async () => {
    expect(network.channels[south]).toBeUndefined();
    expect((await w.says(jonas, 'board', 'a:jonas')).said).toContain('The hub has no channel yet, so no board is kept.');
  });
});

it('one that Teams refused for good is named among the buried, and tried again by its name', async () => {
  await w.press(amara, 'board', { v: 1, hub: north });
  const [row] = await w.store.outbox(north, 1, 50);
  if (row === undefined) throw new Error('it was asked for');
  await w.store.bury(row, 'refused', w.deps.clock.now());
  expect(texts(await w.says(dalia, 'buried'))).toContain('the board');
  expect(texts(await w.says(dalia, 'retry board'))[1]).toBe('One message of the board will be tried again now.');
  expect(await asked()).toEqual([forChannel]);
  expect(texts(await w.says(dalia, 'retry board'))[1]).toBe('Nothing of the board is undelivered.');
});

it('holds nothing of any patient or request', async () => {
  const id = await w.receives({ sourceId: 'third', practiceCode: millbrook });
  const { said } = await w.press(dalia, 'board', { v: 1, hub: north });
  for (const hidden of [id, 'Asha', 'Example', '999 000', 'cough', 'General advice', amara.id]) expect(said).not.toContain(hidden);
});
