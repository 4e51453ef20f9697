// The first days: the quick reference of each role, what changes for a practice, and what is new.
import { readFileSync } from 'node:fs';
import { beforeEach, expect, it } from 'vitest';
import { printLinkTo } from '../../../src/app/printed-links.ts';
import { changesFor, type readers } from '../../../src/cards/guide/changes.ts';
import { news, newsFor } from '../../../src/cards/guide/news.ts';
import { roleGuide } from '../../../src/cards/guide/roles.ts';
import { printVerb } from '../../../src/cards/readiness/list.ts';
import type { Practice } from '../../../src/domain/network/state.ts';
import { roles } from '../../../src/domain/terms.ts';
import { commandsOf } from '../../../src/teams/commands.ts';
import { printRoute } from '../../../src/teams/readiness/print.ts';
import { markdownOf } from '../../cards/elements.ts';
import { amara, dalia, farah, gwen, ines, larkfield, network, north, person, stranger } from '../../people.ts';
import { type World, world } from '../given.ts';

let w: World;
beforeEach(async () => {
  w = await world();
});
const now = '2026-11-25T09:00:00.000Z';
const chat = 'a:own';
const texts = ({ body }: { readonly body: object }) => markdownOf(body).join('\n');
const practice = network.practices[larkfield] as Practice;

it('gives everybody the card of their role, and those of their other roles by a press', async () => {
  expect(texts(await w.says(gwen, 'guide', chat))).toContain('Quick reference: practice administrator');
  const lead = await w.says(dalia, 'guide', chat);
  expect(texts(lead)).toContain('Quick reference: hub lead');
  expect(texts(await w.says(farah, 'guide', chat))).toContain('You settle');
  const forged = await w.press(gwen, 'list', { v: 1, list: 'guide|hubLead' }, { where: chat });
  expect(forged.said).not.toContain('Quick reference: hub lead');
});
it('says in the help who somebody is, and how far their practice has come', async () => {
  expect(texts(await w.says(gwen, 'help', chat))).toContain('You are a practice administrator at Larkfield Surgery. Mention me');
  const step = { from: '2026-11-25', stage: 'shadow' } as const;
  const asked = { operation: 'stage', at: now, by: person(dalia), missing: 0 } as const;
  await w.source.change({ ...asked, type: 'setStage', practice: larkfield, step });
  await w.source.change({
    ...asked,
    operation: 'live',
    type: 'setStage',
    practice: larkfield,
    step: { from: '2026-12-01', stage: 'live' },
  });
  expect(texts(await w.says(gwen, 'help', chat))).toContain('Larkfield Surgery is not live yet: shadow, live from Tue 1 Dec 2026.');
  expect(texts(await w.says(amara, 'help', chat))).toContain('You are a hub clinician at North Hub. Mention me');
});
it('names no word that its readers cannot type', () => {
  const words = new Set(commandsOf(w.deps.kinds).flatMap(({ words: all }) => all));
  for (const role of roles)
    for (const { second } of roleGuide[role])
      for (const [, typed = ''] of second.matchAll(/[Tt]ype "([a-z]+)/g)) expect([...words], `${role}: ${typed}`).toContain(typed);
});
it('says what is new in the version that runs, to each for whom it is', async () => {
  const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as { version: string };
  expect(news[0]?.version).toBe(version);
  for (const role of roles) expect(newsFor([role]).length).toBeGreaterThan(1);
  expect(texts(await w.says(gwen, 'whatsnew', chat))).not.toContain('Disasters');
  expect(texts(await w.says(dalia, 'whatsnew', chat))).toContain('Disasters and drills');
});
it('says what changes for a practice from its own settings, for each of its readers', () => {
  const said = (more: Partial<Practice>, reader: (typeof readers)[number]) =>
    changesFor(network, { ...practice, ...more }, reader, now)
      .map(({ first, second }) => `${first}: ${second}`)
      .join('\n');
  expect(said({}, 'practiceAdministrator')).toContain('North Hub sees these first: clinical, clinical administration.');
  expect(said({}, 'practiceAdministrator')).toContain('The practice sees these first: administrative.');
  const limited: Partial<Practice> = { stages: [{ from: '2026-11-01', stage: 'limited', kinds: ['admin'] }] };
  expect(
    said({ ...limited, pathway: { clinical: 'hubFirst', admin: 'hubFirst', clinicalAdmin: 'hubFirst' } }, 'practiceAdministrator'),
  ).toContain('How far it goes: Now limited');
  expect(
    said({ ...limited, pathway: { clinical: 'hubFirst', admin: 'hubFirst', clinicalAdmin: 'hubFirst' } }, 'practiceAdministrator'),
  ).toContain('North Hub sees these first: administrative.');
  expect(said({ allocation: 20 }, 'practiceAdministrator')).toContain('The hub takes 20 a day');
  expect(said({ cutOff: '16:00' }, 'practiceAdministrator')).toContain('After 16:00 routine eConsults stay');
  expect(said({}, 'practiceAdministrator')).toContain('01632 960000');
  expect(said({}, 'practiceClinician')).toContain('looked at within 1 h, answered within 2 h');
  expect(said({ rules: { clinical: { routine: { targetWorkingMinutes: 90 } } } }, 'practiceClinician')).toContain('answered within 90 min');
  expect(said({ keepsRoutineDays: 2 }, 'practiceClinician')).toContain('On 2 days a week');
  expect(said({}, 'clinician')).toContain('Dr Amara Osei');
  expect(said({ recordAccess: 'separate' }, 'clinician')).toContain('a log-in of this site');
});
it('shows the note to the practice and its hub alone, and prints it', async () => {
  expect(texts(await w.says(gwen, 'changes', chat))).toContain('What changes for you: Larkfield Surgery');
  expect(texts(await w.says(amara, 'changes Larkfield', chat))).toContain('For the hub\u2019s clinicians');
  expect(texts(await w.says(ines, 'changes Larkfield', chat))).not.toContain('Who sees what first');
  const next = await w.press(gwen, 'list', { v: 1, list: `changes|${north}|${larkfield}|clinician` }, { where: chat });
  expect(texts(next)).toContain('For the hub\u2019s clinicians');
  const forged = await w.press(ines, 'list', { v: 1, list: `changes|${north}|${larkfield}|clinician` }, { where: chat });
  expect(texts(forged)).not.toContain('Who may write');
  expect((await w.fetch(gwen, printVerb, { thing: 'readiness', rest: `changes|${larkfield}` })).said).toContain('cannot be printed here');
});
it.each([
  ['guide', 'hubLead', gwen, 200],
  ['guide', 'toString', gwen, 404],
  ['guide', 'hubLead', stranger, 403],
  ['changes', larkfield, gwen, 200],
  ['changes', larkfield, ines, 403],
  ['constructor', larkfield, gwen, 403],
] as const)('prints %s of %s for whom it is for', async (page, about, who, status) => {
  const key = Buffer.alloc(32, 1);
  const route = printRoute({ store: w.store, network: w.source, clock: w.deps.clock, linkKey: async () => key });
  const link = printLinkTo(key, { page, hub: north, about, person: who.id }, w.deps.clock.now());
  expect(await route.handle({ params: { link } } as never)).toMatchObject({ status });
});
