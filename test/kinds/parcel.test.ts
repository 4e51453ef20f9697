// A made-up kind, plugged in with one entry of the list, goes through everything: store, queue, sweep, dispatcher, auditor, and presses in Teams.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wordsOf } from '../../src/sandbox/card.ts';
import { amara, demoHub, demoPractices, meiLing } from '../../src/sandbox/demo/people.ts';
import { locate } from '../../src/storage/keys.ts';
import { channelOfPractice, hubChannel, submission, until } from '../e2e/given.ts';
import { type Stage, startHere } from '../e2e/here.ts';
import { engines, type Opened } from '../storage/engines.ts';
import { withParcel } from './list.ts';
import { parcelKey } from './parcel/app/kind.ts';
import type { Parcel, ParcelEvent } from './parcel/domain/parcel.ts';

const { kestrelRoad, ferrymansLane } = demoPractices;

describe.each(engines)('a parcel on $name', ({ open }) => {
  let opened: Opened;
  let stage: Stage;
  let id = '';
  beforeAll(async () => {
    opened = await open();
    stage = await startHere({ engine: opened.engine, kinds: withParcel });
  });
  afterAll(async () => {
    await stage?.stop();
    await opened?.close();
  });

  const said = (conversation: string): readonly string[] =>
    stage.teams.world
      .messages(conversation)
      .filter(({ from }) => from === 'bot')
      .map((message) => `${wordsOf(message.card)} ${message.text ?? ''}`.trim());
  const cardIn = (conversation: string) =>
    until(`the parcel\u2019s card in ${conversation}`, () =>
      stage.teams.world.messages(conversation).findLast((each) => each.from === 'bot' && wordsOf(each.card).startsWith(`Parcel ${id}`)),
    );
  const parcel = async (): Promise<Parcel | undefined> => (await stage.product.store.load<Parcel>(parcelKey(demoHub, id)))?.state;
  const queue = async (kind: string, holder: string): Promise<readonly string[]> =>
    (await stage.product.store.queue(demoHub, kind, holder, 100)).map((row) => row.id);

  it('is sent by a typed word, and waits in a queue of its own', async () => {
    await stage.send(submission('beside', { practice: kestrelRoad, kind: 'admin' }));
    await stage.teams.clients.say(meiLing.id, hubChannel, `<at>eHub</at> parcel ${kestrelRoad}`);
    const words = await until('the answer', () => said(hubChannel).find((each) => each.includes('Sent: P-')));
    id = /P-[0-9A-F]{8}/.exec(words)?.[0] ?? '';
    expect(await parcel()).toMatchObject({ to: kestrelRoad, reminded: false });
    expect(await queue('parcel', kestrelRoad)).toEqual([id]);
    for (const holder of [kestrelRoad, demoHub]) expect(await queue('econsult', holder)).not.toContain(id);
    expect((await stage.product.store.opens(demoHub, 'econsult')).map((row) => row.id)).not.toContain(id);
    expect((await stage.product.store.opens(demoHub, 'parcel')).map((row) => row.id)).toEqual([id]);
    const now = { from: '2000-01-01T00:00:00.000Z', until: '2099-01-01T00:00:00.000Z' };
    const posted = await stage.product.store.logged(demoHub, { kind: 'parcel', types: ['Posted'] }, now.from, now.until, 10);
    expect(posted).toMatchObject([{ kind: 'parcel', id, event: { type: 'Posted' } }]);
    expect(await stage.product.store.logged(demoHub, { kind: 'econsult', types: ['Posted'] }, now.from, now.until, 10)).toEqual([]);
  });

  it('is shown where it goes, by a card whose every button says that it is a parcel\u2019s', async () => {
    const card = await cardIn(channelOfPractice.of(kestrelRoad));
    const actions = (card.card as { actions: readonly { data: object }[] }).actions;
    expect(actions.map(({ data }) => data)).toEqual([
      expect.objectContaining({ thing: 'parcel', v: 1, hub: demoHub, id }),
      expect.objectContaining({ thing: 'parcel', verb: 'redirect', id }),
    ]);
  });

  it('is found by its own name, beside eConsults by theirs', async () => {
    await stage.teams.clients.say(amara.id, hubChannel, `<at>eHub</at> find ${id.toLowerCase()}`);
    await until('it was found', () => said(hubChannel).find((each) => each.startsWith('Find') && each.includes(`Parcel ${id}`)));
    const found = JSON.stringify(await stage.teams.clients.query(amara.id, hubChannel, id));
    expect(found).toContain(`Parcel ${id}`);
    expect(JSON.stringify(await stage.teams.clients.query(amara.id, hubChannel, 'waiting'))).not.toContain(id);
  });

  it('stands in the queue where it is, with its own button', async () => {
    const where = channelOfPractice.of(kestrelRoad);
    await stage.teams.clients.say(meiLing.id, where, '<at>eHub</at> queue');
    const list = await until('the queue', () =>
      stage.teams.world.messages(where).find((each) => each.from === 'bot' && wordsOf(each.card).startsWith('Open at ')),
    );
    expect(wordsOf(list.card)).toContain(`Parcel ${id}`);
    expect(JSON.stringify(list.card)).toContain(`"tooltip":"Collect parcel ${id}"`);
  });

  it('is redirected in a dialog, and its card is drawn in the other channel', async () => {
    const card = await cardIn(channelOfPractice.of(kestrelRoad));
    const asked = await stage.teams.clients.pressButton(meiLing.id, card.id, 'Redirect');
    expect(JSON.stringify(asked)).toContain('"thing":"parcel"');
    const data = { v: 1, thing: 'parcel', hub: demoHub, id, verb: 'redirect', to: ferrymansLane };
    const answer = await stage.teams.clients.submitDialog(meiLing.id, card.id, data);
    expect(JSON.stringify(answer)).toContain('Redirected.');
    expect(await queue('parcel', kestrelRoad)).toEqual([]);
    expect(await queue('parcel', ferrymansLane)).toEqual([id]);
    await cardIn(channelOfPractice.of(ferrymansLane));
  });

  it('looks at the clock when it is due, and says so once', async () => {
    stage.pass(3_700_000);
    await stage.product.sweepNow();
    expect((await parcel())?.reminded).toBe(true);
    await until('the notice', () => said(channelOfPractice.of(ferrymansLane)).find((each) => each.includes(`Parcel ${id} lies here.`)));
    expect((await stage.product.store.due(demoHub, '2099-01-01T00:00:00.000Z', 100)).map((row) => row.id)).not.toContain(id);
  });

  it('is audited: a row that it has lost is put back', async () => {
    const table = opened.engine.table(locate('ehub', demoHub));
    const rows = await table.range('open|parcel|', 'open|parcel}', 10);
    for (const { key, etag } of rows) await table.remove(key, etag);
    expect(await queue('parcel', ferrymansLane)).toEqual([]);
    await stage.product.auditNow();
    expect(stage.log.filter((line) => line.includes('auditRepaired') && line.includes('placeMissing') && line.includes(id))).toHaveLength(
      1,
    );
    expect(await queue('parcel', ferrymansLane)).toEqual([id]);
    expect(stage.log.filter((line) => line.includes('auditFailed'))).toEqual([]);
  });

  it('is collected by a press, once', async () => {
    const card = await cardIn(channelOfPractice.of(ferrymansLane));
    await stage.teams.clients.pressButton(meiLing.id, card.id, 'Collect');
    expect(wordsOf(stage.teams.clients.card(meiLing.id, card.id))).toContain('Collected by');
    expect(await queue('parcel', ferrymansLane)).toEqual([]);
    await until('the card says so', () => wordsOf(stage.teams.world.message(card.id)?.card).includes('Collected by'));
    const again = await stage.teams.clients.press(meiLing.id, card.id, 'collect', { v: 1, thing: 'parcel', hub: demoHub, id });
    expect(JSON.stringify(again)).toContain('has collected it already');
    const events = await stage.product.store.events<ParcelEvent>(parcelKey(demoHub, id));
    expect(events.map(({ event }) => event.type)).toEqual(['Posted', 'Redirected', 'Reminded', 'Collected']);
  });
});

it('is named in no file but its own and the list', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'src', 'test', 'cards'], {
    cwd: root,
    encoding: 'utf8',
  }).split('\n');
  const own = (path: string): boolean => path.startsWith('test/kinds/parcel/') || path.endsWith('.test.ts');
  const touched = files.filter(
    (path) =>
      /\.(?:ts|json)$/.test(path) &&
      !own(path) &&
      /kinds\/parcel|\.\/parcel\/|parcelKind|parcelInTeams/.test(readFileSync(join(root, path), 'utf8')),
  );
  expect(touched).toEqual(['test/kinds/list.ts']);
});
