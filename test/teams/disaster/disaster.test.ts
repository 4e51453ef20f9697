// Disasters in Teams: what is typed, who may see and do what, and what a form that is wrong keeps.
import { beforeEach, describe, expect, it } from 'vitest';
import type { Loaded } from '../../../src/app/ports.ts';
import type { Disaster } from '../../../src/domain/disaster/state.ts';
import { referenceOf } from '../../../src/domain/reference.ts';
import { channelOf, type Person } from '../../../src/domain/terms.ts';
import { kinds } from '../../../src/kinds.ts';
import { memoryEngine } from '../../../src/storage/memory.ts';
import { createCompose } from '../../../src/teams/compose.ts';
import { namedBy } from '../../../src/teams/disaster/commands.ts';
import { disasterDialogVerbs } from '../../../src/teams/disaster/dialogs.ts';
import { disasterPressVerbs } from '../../../src/teams/disaster/press.ts';
import { elementsOf, markdownOf, verbsOf } from '../../cards/elements.ts';
import {
  amara,
  dalia,
  farah,
  full,
  gwen,
  hugo,
  ines,
  jonas,
  larkfield,
  member,
  millbrook,
  network,
  north,
  person,
  quayside,
  south,
  stranger,
  tenant,
} from '../../people.ts';
import { type World, world } from '../given.ts';

let w: World;
beforeEach(async () => {
  w = await world();
});
const plan = { type: 'practiceDown', drill: false, place: millbrook, reason: 'Flood' };
const carrying = (more: object = {}) => ({ thing: 'disaster', v: 1, hub: north, id: 'new', rest: JSON.stringify(plan), ...more });
const started = async (): Promise<Disaster> => {
  await w.press(dalia, 'propose', carrying());
  const [row] = (await w.store.due(north, '2099-01-01T00:00:00.000Z', 100)).filter(({ kind }) => kind === 'disaster');
  await w.press(farah, 'confirm', { ...carrying(), id: row?.id ?? '', seen: 0 });
  return load(row?.id ?? '');
};
const load = async (id: string): Promise<Disaster> => {
  const it = (await w.store.load<Disaster>({ hub: north, kind: 'disaster', id }))?.state;
  if (it === undefined) throw new Error('no such disaster');
  return it;
};

describe('what is typed', () => {
  const typed: readonly (readonly [string, object])[] = [
    ['hub no power since eight', { type: 'hubDown', drill: false, reason: 'No power since eight' }],
    ['practice larkfield surgery flood', { type: 'practiceDown', drill: false, place: larkfield, reason: 'Flood' }],
    ['practice larkfield flood', { type: 'practiceDown', drill: false, place: larkfield, reason: 'Flood' }],
    [`practice ${millbrook.toLowerCase()} burst pipe`, { type: 'practiceDown', drill: false, place: millbrook, reason: 'Burst pipe' }],
    ['drill practice millbrook once a year', { type: 'practiceDown', drill: true, place: millbrook, reason: 'Once a year' }],
    ['drill practice millbrook', { type: 'practiceDown', drill: true, place: millbrook, reason: 'To practise' }],
    ['drill record emis', { type: 'recordSystemDown', drill: true, system: 'EMIS', reason: 'To practise' }],
    ['record emis slow', { type: 'recordSystemDown', drill: false, system: 'EMIS', reason: 'Slow' }],
    ['short hub two are ill', { type: 'staffShortage', drill: false, place: north, reason: 'Two are ill' }],
    ['short larkfield one gp', { type: 'staffShortage', drill: false, place: larkfield, reason: 'One gp' }],
    ['teams sign-in fails', { type: 'teamsTrouble', drill: false, reason: 'Sign-in fails' }],
  ];
  it.each(typed)('%s', (words, expected) => expect(namedBy(words, network, north)).toEqual(expected));
  it.each(['practice larkfield', 'practice nowhere flood', 'record flood', 'record emis', 'hub', 'constructor', 'practice'])(
    '%s: says what is missing',
    (words) => expect(namedBy(words, network, north)).toEqual(expect.any(String)),
  );
});

it('is previewed for a lead, and tells everybody else who can', async () => {
  const preview = await w.says(dalia, 'disaster practice millbrook flood in the cellar');
  expect(markdownOf(preview.body).join('\n')).toMatch(/Preview: Practice down: Millbrook Practice[\s\S]*Flood in the cellar/);
  expect(verbsOf(preview.body).map(({ verb }) => verb)).toEqual(['propose', 'plan', 'proposeAlone']);
  for (const who of [amara, gwen]) {
    const said = await w.says(who, 'disaster practice millbrook flood');
    expect(markdownOf(said.body).join('\n')).toMatch(/A lead can start one: Dalia Moreno, Dr Farah Lind/);
    expect(verbsOf(said.body)).toEqual([]);
  }
});

it.each(['drill practice millbrook once a year', 'Drill practice Millbrook', 'disaster drill practice millbrook'])(
  '\u201c%s\u201d previews a drill, never a real one',
  async (words) => {
    const preview = await w.says(dalia, words);
    expect(markdownOf(preview.body).join('\n')).toContain('Preview: DRILL: Practice down: Millbrook Practice');
    const [first] = elementsOf(preview.body).filter(({ verb }) => verb === 'propose');
    expect(JSON.stringify(first)).toContain('\\"drill\\":true');
  },
);

it('is planned from the list of what is in force, by that card\u2019s own button', async () => {
  const list = await w.says(dalia, 'disaster');
  const [start] = elementsOf(list.body).filter(({ type }) => type === 'Action.Submit');
  const form = await w.fetch(dalia, 'plan', start?.['data'] as Record<string, unknown>);
  expect(form.said).toContain('Show what it would do');
  expect(form.said).toContain('Millbrook Practice');
});

it('is seen by whoever it touches and by nobody else; a proposal by the hub alone', async () => {
  await w.press(dalia, 'propose', carrying());
  const [row] = (await w.store.due(north, '2099-01-01T00:00:00.000Z', 100)).filter(({ kind }) => kind === 'disaster');
  const id = row?.id ?? '';
  const sees = async (who: Person): Promise<boolean> => /Millbrook/.test((await w.press(who, 'look', { ...carrying(), id })).said);
  for (const who of [amara, dalia, farah]) expect(await sees(who)).toBe(true);
  for (const who of [ines, gwen, jonas, stranger]) expect(await sees(who)).toBe(false);
  await w.press(farah, 'confirm', { ...carrying(), id, seen: 0 });
  expect((await load(id)).status).toBe('running');
  for (const who of [amara, ines]) expect(await sees(who)).toBe(true);
  for (const who of [gwen, hugo, jonas, stranger]) expect(await sees(who)).toBe(false);
});

const disastersDue = async () => (await w.store.due(north, '2099-01-01T00:00:00.000Z', 100)).filter(({ kind }) => kind === 'disaster');

it('asked for twice, also at once, is one; once it came to nothing it can be asked for again', async () => {
  await Promise.all([w.press(dalia, 'propose', carrying()), w.press(dalia, 'propose', carrying())]);
  await w.press(dalia, 'propose', carrying());
  const [first, ...more] = await disastersDue();
  expect(more).toEqual([]);
  await w.press(dalia, 'drop', { ...carrying(), id: first?.id ?? '' });
  await w.press(dalia, 'propose', carrying());
  const again = await disastersDue();
  expect(again).toHaveLength(1);
  expect(again[0]?.id).not.toBe(first?.id);
  // It has lapsed, although the clock has not looked yet.
  w.at(20);
  await w.press(dalia, 'propose', carrying());
  expect(await disastersDue()).toHaveLength(2);
});

it('confirmed twice at once is started once, and a stale card says how it stands', async () => {
  await w.press(dalia, 'propose', carrying());
  const [row] = await disastersDue();
  const card = { ...carrying(), id: row?.id ?? '', seen: 0 };
  await Promise.all([w.press(farah, 'confirm', card), w.press(farah, 'confirm', card), w.press(dalia, 'confirm', card)]);
  const events = await w.store.events<{ type: string }>({ hub: north, kind: 'disaster', id: card.id });
  expect(events.filter(({ event }) => event.type === 'DisasterStarted')).toHaveLength(1);
  expect((await w.press(farah, 'drop', card)).said).toContain('answered already');
  await w.submit(dalia, 'standDown', card);
  await w.submit(farah, 'standDown', card);
  expect((await w.submit(farah, 'extend', { ...card, until: '2026-11-25T18:00:00.000Z' })).said).toContain('not running any more');
  expect(['ending', 'over']).toContain((await load(card.id)).status);
});

it('changes nothing for whoever is no lead, by any button and any form', async () => {
  const it = await started();
  const before = JSON.stringify(it);
  const data = { ...carrying(), id: it.id, seen: 0, why: 'Because', until: '2026-11-25T18:00:00.000Z' };
  for (const who of [amara, gwen, hugo, ines, jonas, stranger]) {
    for (const verb of disasterPressVerbs) await w.press(who, verb, data);
    for (const verb of disasterDialogVerbs) await w.submit(who, verb, data);
  }
  expect(JSON.stringify(await load(it.id))).toBe(before);
  const all = (await w.store.due(north, '2099-01-01T00:00:00.000Z', 100)).filter(({ kind }) => kind === 'disaster');
  expect(all.map(({ id }) => id)).toEqual([it.id]);
});

const wrong: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
  ['none at once', { atMost: '0' }, /Write a whole number/],
  ['fewer than none at once', { atMost: '-1' }, /Write a whole number/],
  ['too many at once', { atMost: '1000000000' }, /Write a whole number/],
  ['a day that does not exist', { startDay: '2026-02-31', startTime: '09:00' }, /Choose a day/],
  ['a time that does not exist', { startDay: '2026-11-26', startTime: '25:99' }, /Write the time as 14:30/],
  ['a day without a time', { startDay: '2026-11-26' }, /Write the time as 14:30/],
  ['a time without a day', { startTime: '14:30' }, /Choose a day/],
  ['a day that has passed', { startDay: '2026-11-24', startTime: '09:00' }, /That time has passed/],
  ['a day next year', { startDay: '2027-03-28', startTime: '01:30' }, /at most 31 days from now/],
  ['the place itself as receiver', { to: millbrook }, /not one of the choices|closed by the same disaster/],
  ['the hub as a practice', { place: north }, /Choose the practice that is down/],
  ['no practice', { place: '' }, /Choose one of these/],
  ['somebody\u2019s number', { reason: 'Flood, ring 07700 900123' }, /take it out/],
  ['-1 made up', { drill: 'true', madeUp: '-1' }, /not one of the choices/],
  ['never said', { every: '0' }, /not one of the choices/],
];
it.each(wrong)('a plan with %s is shown again with what is wrong at its field, and nothing is asked', async (_, more, says) => {
  const filled = { ...carrying({ rest: '' }), type: 'practiceDown', place: millbrook, reason: 'Flood', lasts: '240', drill: 'false' };
  const again = await w.submit(dalia, 'plan', { ...filled, ...more });
  expect(again.said).toMatch(says);
  expect(again.said).toContain('Show what it would do');
});

it('keeps what was filled in where something is missing or does not fit', async () => {
  const filled = { ...carrying({ rest: '' }), type: 'practiceDown', reason: 'Flood in the cellar', lasts: '240' };
  const missing = await w.submit(dalia, 'plan', filled);
  expect(missing.said).toContain('Something was not filled in');
  expect(missing.said).toContain('Flood in the cellar');
  const shown = await w.submit(dalia, 'plan', { ...filled, place: millbrook });
  expect(shown.said).toContain('Ask a second lead');
  const asked = await w.submit(dalia, 'propose', carrying());
  expect(asked.said).toContain('The other lead has been asked to confirm it');
});

it('lists on its card, where the work goes, what waits there of it, the most urgent first and with buttons that work', async () => {
  for (let n = 0; n < 12; n++)
    await w.receives({
      practiceCode: millbrook,
      sourceId: `came ${n}`,
      priority: n === 11 ? 'redFlag' : n % 3 === 0 ? 'urgent' : 'routine',
    });
  await w.press(dalia, 'propose', carrying());
  const [row] = (await w.store.due(north, '2099-01-01T00:00:00.000Z', 100)).filter(({ kind }) => kind === 'disaster');
  const id = row?.id ?? '';
  await w.press(farah, 'confirm', { ...carrying(), id, seen: 12 });
  const draw = createCompose({ kinds, store: w.store, directory: w.directory, network: w.source, clock: w.deps.clock });
  const drawn = async (at: string): Promise<object> => {
    const thing = (await w.store.load<Disaster>({ hub: north, kind: 'disaster', id })) as Loaded<Disaster>;
    return (await draw({ hub: north, thing: 'disaster', id, to: channelOf(at), what: 'card' }, thing))?.card ?? {};
  };
  const card = await drawn(north);
  expect(markdownOf(card).join('\n')).toMatch(
    /12 moved here wait: 1 red flag, 4 urgent, 7 routine[\s\S]*The 10 most urgent of them:[\s\S]*RED FLAG/,
  );
  expect(JSON.stringify(card).length).toBeLessThan(24 * 1024);
  const claims = elementsOf(card).filter(({ verb }) => verb === 'claim') as unknown as readonly {
    readonly data: { readonly id: string };
  }[];
  expect(claims).toHaveLength(10);
  // Pressed, the first is theirs, and the card no longer lists it.
  const [first] = claims;
  await w.press(amara, 'claim', { ...first?.data });
  expect(await w.state(first?.data.id ?? '')).toMatchObject({ status: 'claimed', priority: 'redFlag' });
  expect(markdownOf(await drawn(north)).join('\n')).toContain('11 moved here wait: 4 urgent, 7 routine');
  // Where it came from nothing waits any more.
  expect(verbsOf(await drawn(millbrook)).map(({ verb }) => verb)).not.toContain('claim');
});

it('gives another hub the work by agreement: its people find it in their queue, take the next, complete it, and have no say in it afterwards', async () => {
  const clinicians = full(larkfield, millbrook, quayside);
  const kofi = member('Dr Kofi Mensah', [{ role: 'clinician', at: south }], clinicians);
  const v = await world(memoryEngine(), [kofi]);
  const buddy = { takes: south, workOf: north, from: '2026-01-01', until: '2026-12-31', agreedBy: 'Both leads' };
  const asked = { operation: 'agreed', at: v.deps.clock.now(), by: person(dalia) };
  const agreed = await v.source.change({ ...asked, type: 'setBuddy', organisation: north, buddy });
  if (agreed.kind !== 'done') throw new Error(JSON.stringify(agreed.refusal));
  const channel = { organisation: south, conversation: '19:south@thread.tacv2', team: '19:team@thread.tacv2', tenantId: tenant };
  await v.source.change({ ...asked, operation: 'channel', by: person(jonas), type: 'giveChannel', channel });
  const ids = [await v.receives({ sourceId: 'one', priority: 'urgent' }), await v.receives({ sourceId: 'two' })];
  const down = { ...carrying(), rest: JSON.stringify({ type: 'hubDown', drill: false, reason: 'No power', to: south }) };
  await v.press(dalia, 'propose', down);
  const [row] = (await v.store.due(north, '2099-01-01T00:00:00.000Z', 100)).filter(({ kind }) => kind === 'disaster');
  const id = row?.id ?? '';
  await v.press(farah, 'confirm', { ...down, id, seen: 2 });
  expect((await v.state(ids[0] ?? '')).holder).toBe(south);
  // It is in their own queue and search, though it stays in its own hub's table.
  const queue = await v.says(kofi, 'queue', '19:south@thread.tacv2');
  for (const each of ids) expect(queue.said).toContain(referenceOf(each));
  const next = await v.says(kofi, 'next', '19:south@thread.tacv2');
  expect(next.said).toContain(referenceOf(ids[0] ?? ''));
  expect(await v.state(ids[0] ?? '')).toMatchObject({ status: 'claimed', holder: south, hub: north });
  expect((await v.says(kofi, 'mine', '19:south@thread.tacv2')).said).toContain(referenceOf(ids[0] ?? ''));
  // Those of their own hub find it too.
  expect((await v.searches(amara, 'larkfield')).said).toContain(referenceOf(ids[1] ?? ''));
  await v.submit(dalia, 'standDown', { ...down, id });
  expect((await v.says(kofi, 'queue', '19:south@thread.tacv2')).said).not.toContain(referenceOf(ids[1] ?? ''));
  expect((await v.state(ids[1] ?? '')).holder).toBe(north);
});
