// A practice's checklist in Teams: who reads and answers it, what the form says, what is printed, and what owners are reminded of.
import { beforeEach, describe, expect, it } from 'vitest';
import type { HttpAnswer } from '../../../src/app/http.ts';
import { printLinkTo } from '../../../src/app/printed-links.ts';
import { readinessKind } from '../../../src/app/readiness/kind.ts';
import { lookAtReadiness, readinessKey, readinessOf } from '../../../src/app/readiness/readiness.ts';
import { printWords } from '../../../src/cards/printed.ts';
import { checklistVerb, itemVerb, printVerb } from '../../../src/cards/readiness/list.ts';
import { own } from '../../../src/domain/lookup.ts';
import type { PeopleItem } from '../../../src/domain/readiness/items.ts';
import { type Readiness, readinessId } from '../../../src/domain/readiness/state.ts';
import { chatOf, type Person } from '../../../src/domain/terms.ts';
import { readinessInTeams } from '../../../src/teams/readiness/kind.ts';
import { printLinks, printRoute } from '../../../src/teams/readiness/print.ts';
import { markdownOf, verbsOf } from '../../cards/elements.ts';
import { amara, bram, dalia, gwen, hugo, ines, jonas, larkfield, millbrook, north, overthere, quayside, stranger } from '../../people.ts';
import { type World, world } from '../given.ts';

let w: World;
beforeEach(async () => {
  w = await world();
});
type Answer = { readonly body: object; readonly said: string };
const texts = ({ body }: Answer) => markdownOf(body);
const about = (practice = larkfield, hub = north) => ({ thing: 'readiness', v: 1, hub, id: readinessId(practice), revision: 0 });
const answer = (who: Person, item: PeopleItem, more: object, practice = larkfield) =>
  w.submit(who, itemVerb(item), { ...about(practice), status: 'settled', ...more });
const kept = async (practice = larkfield) => {
  const { network } = await w.source.now();
  const it = own(network.practices, practice);
  return it && (await readinessOf(w.store, it))?.answers;
};
const chat = 'a:own';

describe('an answer', () => {
  it('of what was to be done by a day ahead can be that it is done, with the form as it came', async () => {
    await answer(gwen, 'fitNotes', { status: 'open', date: '2026-12-10' });
    await answer(gwen, 'fitNotes', { evidence: 'Minutes', date: '2026-12-10' });
    expect(await kept()).toMatchObject({ fitNotes: { status: 'settled', date: '2026-11-25' } });
    await answer(gwen, 'cutOff', { evidence: 'Minutes', date: '2026-12-10' });
    expect(await kept()).not.toHaveProperty('cutOff');
  });
  it('of what is not needed has no last day, and nobody is reminded of it', async () => {
    await answer(gwen, 'cutOff', { status: 'notNeeded', evidence: 'Nothing is routine here', until: '2026-12-10' });
    expect((await kept())?.cutOff).not.toHaveProperty('until');
  });
});

describe('ready', () => {
  it('shows a practice\u2019s checklist step by step, with what the product answers itself', async () => {
    const said = texts(await w.says(gwen, 'ready', chat)).join('\n');
    expect(said).toContain('Ready to go live: Larkfield Surgery');
    expect(said).toMatch(/\d+ of 32 done\. Still to do: /);
    expect(said).toContain('Step 1 of 4: the record.');
    expect(said).toContain('Done \u00b7 Prescribing');
    expect(said).toContain('Set here: EMIS, not said how.');
    const policies = await w.press(gwen, 'list', { v: 1, list: `ready|${north}|${larkfield}|2` }, { where: chat });
    expect(texts(policies).join('\n')).toContain('Still to do \u00b7 Indemnity');
    expect(verbsOf(policies.body).filter(({ verb }) => verb.startsWith('ready-'))).toHaveLength(9);
  });
  it('shows a hub how all of its practices stand, and the way to each', async () => {
    const said = await w.says(dalia, 'ready');
    for (const name of ['Larkfield Surgery', 'Millbrook Practice', 'Quayside Health Centre']) expect(said.said).toContain(name);
    expect(said.said).not.toContain('Overthere');
    expect(verbsOf(said.body).filter(({ verb }) => verb === checklistVerb)).toHaveLength(3);
    expect((await w.press(dalia, checklistVerb, about(quayside))).said).toContain('Ready to go live: Quayside');
  });
  it.each<[string, Person, string, string]>([
    ['another practice', ines, 'ready Larkfield', 'Larkfield'],
    ['another hub', jonas, 'ready Larkfield', 'Larkfield'],
    ['nobody\u2019s staff', stranger, 'ready Larkfield', 'Larkfield Surgery'],
    ['a practice, of the whole hub', gwen, 'ready Quayside', 'Quayside'],
  ])('is not for %s', async (_, who, words, name) => {
    expect(texts(await w.says(who, words, chat)).join('\n')).not.toContain(`Ready to go live: ${name}`);
  });
  it('is not said in a channel where others read it', async () => {
    expect((await w.says(dalia, 'ready Millbrook', '19:larkfield@thread.tacv2')).said).not.toContain('Still to do');
  });
  it.each<[string, Person, Record<string, unknown>]>([
    ['of another practice', ines, about()],
    ['of another hub', jonas, about()],
    ['of a hub that there is not', dalia, about(larkfield, 'NOWHERE')],
    ['of a practice that there is not', dalia, about('T99999')],
  ])('opens nothing %s by a button that was made up', async (_, who, data) => {
    const opened = await w.press(who, checklistVerb, data);
    expect(opened.said).not.toContain('Ready to go live');
    expect((await w.fetch(who, itemVerb('indemnity'), data)).said).not.toContain('Larkfield Surgery: Are');
  });
});

describe('an item', () => {
  it('is answered in a form, which then shows what was said, and so does the list', async () => {
    const opened = await w.fetch(gwen, itemVerb('indemnity'), about());
    expect(opened.said).toContain('Are the hub\u2019s clinicians insured');
    const done = await answer(gwen, 'indemnity', { evidence: 'MDU 2026/117', until: '2026-12-31', owner: hugo.id });
    expect(done.said).toContain('Saved.');
    expect(await kept()).toMatchObject({
      indemnity: { status: 'settled', evidence: 'MDU 2026/117', until: '2026-12-31', date: '2026-11-25', owner: { id: hugo.id } },
    });
    const list = texts(await w.press(gwen, 'list', { v: 1, list: `ready|${north}|${larkfield}|2` })).join('\n');
    expect(list).toContain('Since Wed 25 Nov 2026 until Thu 31 Dec 2026. Shown by: MDU 2026/117. Looked after by Dr Hugo Baines.');
    expect((await w.fetch(gwen, itemVerb('indemnity'), about())).said).toContain('MDU 2026/117');
  });
  it.each<[string, object, string]>([
    ['a policy without what shows it', {}, 'Say what shows it: a link, or its reference.'],
    ['one not needed without why', { status: 'notNeeded' }, 'Say why it is not needed.'],
    ['a day that is past', { evidence: 'x', until: '2026-11-24' }, 'This day is past'],
    ['a day ahead', { evidence: 'x', date: '2026-12-24' }, 'Choose a day that is not ahead'],
    ['somebody of elsewhere', { evidence: 'x', owner: ines.id }, 'not one of the choices'],
    ['a patient\u2019s number', { evidence: 'as for 943 476 5919' }, 'looks like a patient'],
    ['no status', { status: '' }, 'Choose how it stands'],
  ])('says at its field what is wrong and keeps what was typed: %s', async (_, more, words) => {
    const shown = await answer(gwen, 'indemnity', more);
    expect(shown.said).toContain(words);
    if ('evidence' in more) expect(shown.said).toContain(String(more.evidence));
    expect(await kept()).toBeUndefined();
  });
  it.each<[string, Person]>([
    ['a clinician of the hub', amara],
    ['another practice', ines],
    ['another hub\u2019s lead', jonas],
    ['nobody\u2019s staff', stranger],
  ])('cannot be answered by %s', async (_, who) => {
    await answer(who, 'indemnity', { evidence: 'x' });
    expect(await kept()).toBeUndefined();
  });
  it('is not offered to those who cannot answer it, where they read alone', async () => {
    expect(verbsOf((await w.says(bram, 'ready Larkfield', chat)).body).filter(({ verb }) => verb.startsWith('ready-'))).toEqual([]);
  });
});

describe('an owner', () => {
  const remind = async (practice: string, at: string) => {
    await lookAtReadiness({ store: w.store, nudge: () => {}, network: w.source })(north, readinessId(practice), {
      operation: `look ${practice} ${at}`,
      at,
    });
    const loaded = await w.store.load<Readiness>(readinessKey(north, practice));
    if (loaded === undefined) throw new Error('nothing was answered');
    return loaded;
  };
  it('reads once of all that is due, of several practices in one message, with no patient\u2019s detail', async () => {
    for (const practice of [larkfield, millbrook])
      await answer(dalia, 'indemnity', { evidence: 'MDU 2026/117', until: '2026-12-26', owner: dalia.id }, practice);
    const at = '2026-11-26T08:30:00.000Z';
    const [first, second] = [await remind(larkfield, at), await remind(millbrook, at)];
    const showing = {
      hub: north,
      id: readinessId(larkfield),
      thing: 'readiness',
      to: chatOf(dalia.id),
      what: 'readinessAsks',
      key: '',
      etag: '',
      class: 2,
      version: 2,
      since: at,
    } as const;
    expect(await w.store.waiting(north, 50)).toMatchObject([{ to: chatOf(dalia.id) }, { to: chatOf(dalia.id) }]);
    expect(readinessKind.shown?.together?.(showing)).toEqual({ list: 'readiness', gathers: true });
    const drawn = await readinessInTeams.draw?.({ ...w.deps, kinds: w.deps.kinds }, showing, first, [{ showing, thing: second }]);
    expect(JSON.stringify(drawn)).toContain('Larkfield Surgery: Indemnity; Millbrook Practice: Indemnity');
    // It was due on this day alone: a second look says nothing more.
    await remind(larkfield, '2026-11-26T09:30:00.000Z');
    expect((await w.store.waiting(north, 50)).filter(({ id }) => id === readinessId(larkfield))).toHaveLength(1);
  });
});

describe('print', () => {
  const key = Buffer.alloc(32, 7);
  const linkKey = async () => key;
  const reading = () => ({ store: w.store, network: w.source, clock: w.deps.clock, linkKey });
  const get = async (link: string): Promise<HttpAnswer> =>
    printRoute(reading()).handle({
      params: { link },
      headers: {},
      query: new URLSearchParams(),
      body: Buffer.alloc(0),
    } as never) as Promise<HttpAnswer>;
  const linkFor = async (who: Person, rest: string) => {
    const withLink = { ...w.deps, printLink: printLinks(reading(), 'https://ehub.example.org') };
    const reply = await readinessInTeams.dialogs?.answer(
      withLink,
      { ...w.pressed(who, printVerb, { thing: 'readiness', rest: rest.includes('|') ? rest : `ready|${rest}` }) },
      'fetch',
    );
    return /"url":"https:\/\/ehub\.example\.org\/api\/print\/([^"]+)"/.exec(JSON.stringify(reply))?.[1];
  };
  it('gives a page of the practice\u2019s checklist to whom the link was made for, in which nothing runs', async () => {
    const link = await linkFor(gwen, larkfield);
    const page = await get(link ?? '');
    expect(page).toMatchObject({ status: 200, headers: { 'cache-control': 'no-store' } });
    expect(page.headers?.['content-security-policy']).toContain("default-src 'none'");
    expect(String(page.body)).toContain('<h1>Ready to go live: Larkfield Surgery (T90001)</h1>');
    expect(String(page.body)).toContain('<caption>The policies</caption>');
    expect(String(page.body)).not.toContain('<script');
  });
  it('gives a hub one page of all its practices', async () => {
    const page = String((await get((await linkFor(dalia, north)) ?? '')).body);
    expect(page.match(/<th scope="row">/g)).toHaveLength(3);
  });
  it.each<[string, Person, string]>([
    ['another practice', ines, larkfield],
    ['another hub', jonas, north],
    ['what there is not', dalia, 'NOWHERE'],
  ])('gives no link to %s', async (_, who, rest) => {
    expect(await linkFor(who, rest)).toBeUndefined();
  });
  it('refuses a link of another\u2019s making, one whose time is over, and one to what its person may not read any more', async () => {
    const asked = { page: 'ready', hub: north, about: larkfield, person: gwen.id };
    const now = w.deps.clock.now();
    expect(await get(printLinkTo(Buffer.alloc(32, 8), asked, now))).toMatchObject({ status: 404 });
    expect(await get(printLinkTo(key, asked, '2026-11-25T08:49:59.000Z'))).toMatchObject({ status: 410 });
    expect(await get(printLinkTo(key, { ...asked, about: overthere }, now))).toMatchObject({ status: 403 });
    expect(String((await get('x.y')).body)).toContain(printWords.wrong);
  });
});
