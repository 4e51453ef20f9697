// Whatever a client sends in activities, card data, dialogs, searches and words is answered in our own words, and changes nothing it does not name.

import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { createDayKeeper } from '../../src/app/day/day.ts';
import { forms } from '../../src/cards/econsult/forms.ts';
import type { Field } from '../../src/cards/fields.ts';
import { brokenWords } from '../../src/cards/words.ts';
import { dayId } from '../../src/domain/day/state.ts';
import { releaseReasons } from '../../src/domain/econsult/command.ts';
import { type EConsult, outcomes, tellings } from '../../src/domain/econsult/state.ts';
import type { Person } from '../../src/domain/terms.ts';
import { kinds } from '../../src/kinds.ts';
import { networkForms } from '../../src/teams/network/forms.ts';
import { anyText, anyValue, breakWith, broken, inherited, inputs, leaked, tally } from '../hostile.ts';
import { amara, dalia, gwen, jonas, larkfield, millbrook, network, north, rules, south, stranger } from '../people.ts';
import { type DoorAnswer, messagesDoor } from './door.ts';
import { activityOf, carried, channel, type World, world } from './given.ts';

const counts = tally();
afterAll(() => counts.say());

interface Place {
  readonly w: World;
  readonly send: (activity: unknown) => Promise<DoorAnswer>;
  readonly ids: readonly string[];
  /** As they are after what was sent last. */
  states: readonly EConsult[];
}

/** One of each: waiting, claimed by somebody, passed on, escalated, completed, at a practice, and without a practice. */
async function place(): Promise<Place> {
  const w = await world();
  await createDayKeeper({ store: w.store, nudge: () => {}, rules: w.source, clock: w.deps.clock }).keep(north);
  const ids: string[] = [];
  for (const [index, more] of [{}, {}, {}, {}, {}, { practiceCode: millbrook }, { practiceCode: 'T99999' }].entries())
    ids.push(await w.receives({ sourceId: `at the start ${index}`, ...more }));
  const [, claimed = '', offered = '', escalated = '', completed = ''] = ids;
  for (const id of [claimed, offered, escalated, completed]) await w.press(amara, 'claim', carried(id));
  const wantedBy = (await w.state(offered)).deadlines.target;
  await w.submit(amara, 'passBack', { ...carried(offered), reason: 'faceToFace', what: 'Please see them', wantedBy, answers: larkfield });
  await w.submit(amara, 'escalate', { ...carried(escalated), reason: 'clinicalWorry' });
  await w.press(amara, 'complete', { ...carried(completed), outcome: 'answered', told: 'message' });
  return { w, send: messagesDoor(w), ids, states: await Promise.all(ids.map((id) => w.state(id))) };
}

/** Worlds are made anew after so many inputs, or what is in them would make the last inputs slow. */
const inputsOfOneWorld = 150;
function places() {
  let used = 0;
  let here: Promise<Place> | undefined;
  return (): Promise<Place> => {
    if (used++ % inputsOfOneWorld === 0) here = undefined;
    here ??= place();
    return here;
  };
}

const people = [amara, dalia, gwen, jonas, stranger] as const;
const who = fc.constantFrom<Person>(...people);
const where = fc.constantFrom(channel, '19:larkfield@thread.tacv2', '19:nobodys@thread.tacv2', 'a:chat');

const formOf: Readonly<Record<string, string>> = {
  'adaptiveCard/action': 'statusCode',
  'task/fetch': 'task',
  'task/submit': 'task',
  'composeExtension/query': 'composeExtension',
  'composeExtension/fetchTask': 'task',
  'composeExtension/submitAction': 'task',
};

/**
 * What holds of every answer. `by` is who sent it, as long as that was left as it is: who is on nobody's list changes nothing. An eConsult
 * is changed only by what names it, or asks for the most urgent one.
 */
async function sent(door: string, place: Place, activity: unknown, by?: Person): Promise<DoorAnswer> {
  const text = JSON.stringify(activity) ?? '';
  const { w, send, ids, states: before } = place;
  const networkBefore = await w.source.current();
  const answer = await send(activity);
  const { status, body, spoken, events } = answer;
  expect(events.filter(({ kind }) => kind === 'broken')).toEqual([]);
  expect(events).toHaveLength(1);
  const isTurn = events[0]?.kind === 'turn';
  expect(status).toSatisfy((it: number) => (isTurn ? it === 200 : it === 400 || it === 401));
  const said = JSON.stringify([body ?? '', spoken]);
  expect(said).not.toMatch(leaked);
  // What a fault of ours is answered with, where it was caught.
  expect(said).not.toContain(brokenWords);
  const { type, name = '' } = (typeof activity === 'object' && activity !== null ? activity : {}) as { type?: unknown; name?: string };
  if (isTurn && type === 'invoke') {
    // A form that was taken closes its dialog without a word; whatever else comes of it is said.
    if ((name !== 'task/submit' && name !== 'composeExtension/submitAction') || body !== undefined) {
      expect(Object.keys((body as object | undefined) ?? {})).toContain(Object.hasOwn(formOf, name) ? formOf[name] : 'statusCode');
      expect(said.length).toBeGreaterThan(30);
    }
  }
  if (isTurn && type === 'message') expect(spoken).toHaveLength(1);
  if (!isTurn) expect(spoken).toEqual([]);
  const named = text.toUpperCase().replace(/[^A-Z0-9]/g, '');
  place.states = await Promise.all(ids.map((id) => w.state(id)));
  // Whoever asks for the most urgent one names none.
  const asksNext = by !== stranger && /"verb":"next"|"text":"[^"]*\bnext\b/i.test(text);
  for (const [index, it] of before.entries())
    if (by === stranger || !(asksNext || named.includes(it.id))) expect(place.states[index]).toEqual(it);
  if (!isTurn || by === stranger) expect(await w.source.current()).toEqual(networkBefore);
  counts.count(
    door,
    isTurn ? (said.match(/Nothing was done|Nothing has changed|did not work|Nothing found/) ? 'refused' : 'answered') : 'turned away',
  );
  return answer;
}

const some = (values: readonly unknown[]): fc.Arbitrary<unknown> => (values.length === 0 ? anyValue : fc.constantFrom(...values));
const typed = ['Please look again', '08:00-18:30', 'Larkfield', '2026-11-27', '01632 960123', 'https://example.org/x'];
const offered = (fields: readonly Field[]): Record<string, fc.Arbitrary<unknown>> =>
  Object.fromEntries(
    fields.map(({ id, kind, choices = [] }) => [
      id,
      some(kind === 'choice' ? choices.map(({ value }) => value) : kind === 'toggle' ? ['true', 'false'] : typed),
    ]),
  );

/** The eConsults of every world: their ids come from where they came from, so they are the same in each. */
const { w: first, ids, states } = await place();
const at = first.deps.clock.now();
const rota = 'date,from,to,name,at\n2026-11-30,08:00,18:30,Dr Amara Osei,';
const plans = ['finish', 'keep', 'release', 'accept', 'sendToHub', 'next:message', `to:${amara.id}`, ''];
const days = [larkfield, north].map((organisation) => dayId(organisation, at.slice(0, 10)));

/** What a card or form of ours sends with this verb. */
function goodData(verb: string): fc.Arbitrary<Record<string, unknown>> {
  const form = Object.hasOwn(forms, verb) ? forms[verb] : undefined;
  const network1 = networkForms.find((each) => each.verb === verb);
  const fields = {
    reason: some(releaseReasons),
    outcome: some(outcomes),
    told: some(tellings),
    toldAt: some(['now', '15', '60']),
    organisation: some([north, larkfield, south]),
    rota: some([rota]),
    day: some(days),
    rest: some([...days, 'Larkfield']),
    page: some([0, 1]),
    asked: some([ids.join(','), ids[0]]),
    ...Object.fromEntries(ids.map((id) => [`${north}-${id}`, some(plans)])),
    ...Object.assign({}, ...(form ? states.map((it) => offered(form({ it, rules, at, by: amara.id }).fields)) : [])),
    ...(network1 ? offered(network1.fields(network, { by: dalia.id, rest: '' })) : {}),
  } as Record<string, fc.Arbitrary<unknown>>;
  const about = fc.record({ id: fc.constantFrom(...ids), revision: fc.nat(20) }, { requiredKeys: ['id'] });
  return fc
    .tuple(about, fc.record(fields, { requiredKeys: [] }))
    .map(([{ id, ...more }, given]) => ({ ...carried(id), ...more, ...given, verb }));
}
const anyName = fc.oneof(inherited, anyText);
const breaks = fc.array(breakWith(anyValue, anyName), { maxLength: 3 });
const verbOf = (verbs: readonly string[]) =>
  fc.oneof(
    { weight: 12, arbitrary: fc.constantFrom(...verbs) },
    { weight: 1, arbitrary: fc.constantFrom(...kinds.pressVerbs, ...kinds.dialogVerbs) },
    { weight: 1, arbitrary: anyName },
  );
/** Made once for each verb: it draws every form in every state. */
const made = new Map<string, ReturnType<typeof goodData>>();
function goodDataOf(verb: string): ReturnType<typeof goodData> {
  const data = made.get(verb) ?? goodData(verb);
  made.set(verb, data);
  return data;
}
const dataOf = (verbs: readonly string[]) => verbOf(verbs).chain((verb) => fc.tuple(fc.constant(verb), goodDataOf(verb)));

let operations = 0;
const activity = (by: Person, place: string, more: object) => ({ ...activityOf(by, `operation-${operations++}`, place), ...more });

const invokes = [
  ['adaptiveCard/action', kinds.pressVerbs, 2_000],
  ['task/fetch', kinds.dialogVerbs, 1_500],
  ['task/submit', [...kinds.dialogVerbs, 'open'], 2_000],
] as const;
test.each(invokes)(
  '%s: every verb, with good data and with broken',
  async (name, verbs, runs) => {
    const next = places();
    await fc.assert(
      fc.asyncProperty(who, where, dataOf(verbs), breaks, async (by, place, [verb, data], changes) => {
        const value = name === 'adaptiveCard/action' ? { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' } : { data };
        await sent(name, await next(), activity(by, place, { name, value: broken(value, changes) }), by);
      }),
      inputs(runs),
    );
    expect(counts.of(name).get('answered')).toBeGreaterThan(runs / 20);
    expect(counts.of(name).get('refused')).toBeGreaterThan(runs / 20);
  },
  120_000,
);

const words = ['larkfield', 'waiting', 'urgent', 'today', 'late', 'KB7-4QX', 'T90001', 'red flag', '"', 'surgery'];
const search = fc.record(
  {
    commandId: fc.constant('find'),
    parameters: fc.array(
      fc.record({ name: fc.constantFrom('words', 'initialRun'), value: fc.oneof(fc.constantFrom(...words, 'true'), anyText) }),
      { maxLength: 2 },
    ),
    queryOptions: fc.record({ skip: fc.nat(30), count: fc.nat(30) }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
);
test('composeExtension/query: any words and any pages', async () => {
  const name = 'composeExtension/query';
  const next = places();
  await fc.assert(
    fc.asyncProperty(who, search, breaks, async (by, value, changes) => {
      await sent(name, await next(), activity(by, channel, { name, value: broken(value, changes) }), by);
    }),
    inputs(1_200),
  );
}, 120_000);

const firstWords = [
  'queue',
  'mine',
  'find',
  'history',
  'pull',
  'seen',
  'rota',
  'board',
  'on shift',
  'off shift',
  'who',
  'practice',
  'pathway',
  'staff',
  'views',
  'pathway try',
  'manage',
  'unplaced',
  'buried',
  'retry',
  'channel',
  'help',
  'please',
  '<at>eHub</at>',
  'I have seen it',
];
const spoken = fc
  .tuple(
    fc.constantFrom(...firstWords, ''),
    fc.array(
      fc.oneof(
        fc.constantFrom(...ids, 'Larkfield', millbrook, 'North Hub', 'practiceFirst', '&amp;', '<b>', '</div>', '&#x110000;'),
        anyText,
      ),
      { maxLength: 3 },
    ),
  )
  .map(([first, rest]) => [first, ...rest].join(' '));
test('typed words: every command, with anything behind it', async () => {
  const next = places();
  await fc.assert(
    fc.asyncProperty(who, where, spoken, async (by, place, text) => {
      await sent('typed words', await next(), activity(by, place, { type: 'message', text }), by);
    }),
    inputs(2_000),
  );
}, 120_000);

const team = { id: '19:team@thread.tacv2', name: 'Team' };
const member = [{ id: '28:bot' }];
/** What Teams sends of each kind, whole. */
const activities = [
  ...[
    'teamArchived',
    'teamRestored',
    'teamDeleted',
    'channelDeleted',
    'channelRestored',
    'channelRenamed',
    'teamRenamed',
    'channelMemberAdded',
  ].map((eventType) => ({
    type: 'conversationUpdate',
    channelData: {
      tenant: { id: activityOf(amara, '').conversation.tenantId },
      team,
      eventType,
      channel: { id: channel, type: 'standard' },
    },
  })),
  { type: 'conversationUpdate', membersAdded: member },
  { type: 'conversationUpdate', membersRemoved: member },
  ...['add', 'remove', 'add-upgrade', 'remove-upgrade'].map((action) => ({ type: 'installationUpdate', action })),
  { type: 'message', text: 'queue', entities: [{ type: 'mention', text: '<at>eHub</at>', mentioned: { id: '28:bot' } }], timestamp: at },
  { type: 'message', text: 'help', attachments: [{ contentType: 'text/html', content: '<div>help</div>' }] },
  { type: 'message', text: 'mine', deliveryMode: 'expectReplies' },
  { type: 'invoke', name: 'composeExtension/query', value: {}, deliveryMode: 'expectReplies' },
  { type: 'messageReaction', reactionsAdded: [{ type: 'like' }], replyToId: '1' },
  { type: 'messageUpdate', text: 'mine' },
  { type: 'messageDelete' },
  { type: 'typing' },
  { type: 'event', name: 'application/vnd.microsoft.meetingStart', value: {} },
  ...[
    'signin/verifyState',
    'fileConsent/invoke',
    'composeExtension/submitAction',
    'composeExtension/fetchTask',
    'task/nonsense',
    'config/fetch',
  ].map((name) => ({
    type: 'invoke',
    name,
    value: {},
  })),
  ...['adaptiveCard/action', 'task/fetch', 'task/submit'].map((name) => ({
    type: 'invoke',
    name,
    value: { action: { verb: 'look', data: carried(ids[0] ?? '') }, data: { verb: 'history', ...carried(ids[0] ?? '') } },
  })),
];
test('activities of every kind, whole and broken anywhere', async () => {
  const next = places();
  await fc.assert(
    fc.asyncProperty(who, where, fc.constantFrom(...activities), breaks, async (by, place, kind, changes) => {
      await sent('activities', await next(), broken(activity(by, place, kind), changes));
    }),
    inputs(2_000),
  );
}, 120_000);
