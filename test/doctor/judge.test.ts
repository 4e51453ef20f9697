// What the doctor makes of what was seen: each link by itself, at its limits; and words for everything it can find.
import { describe, expect, it } from 'vitest';
import { foundNames, lineOf, summaryOf, verdictWords, wordsOf } from '../../src/cards/doctor/words.ts';
import { type Finding, type Link, linkOf, links, type Verdict, verdictOf } from '../../src/domain/doctor/finding.ts';
import { judge, silentAfterMs } from '../../src/domain/doctor/judge.ts';
import { placeholdersIn } from '../../src/domain/doctor/placeholders.ts';
import type { Seen } from '../../src/domain/doctor/seen.ts';
import { ago, appId, now, otherId, tenantId, well, writing } from './seen.ts';

const at = (link: Link, more: Partial<Seen>): Finding => {
  const found = judge({ ...well, ...more }).find((each) => linkOf(each) === link);
  if (found === undefined) throw new Error('no finding');
  return found;
};
const last = well.heard?.last;
if (last === undefined) throw new Error('somebody was heard');

it('a system that is well is found so at every link, in order', () => {
  const findings = judge(well);
  expect(findings.map(linkOf)).toEqual([...links]);
  expect(findings.map(verdictOf)).toEqual(links.map(() => 'well'));
  expect(summaryOf(findings)).toBe('Nothing is found that is not well.');
});

it('with faulty settings nothing else can be told, and that is said of each', () => {
  const findings = judge({ now, settings: { kind: 'faulty', faults: ['PORT is "x": it is a number'] } });
  expect(findings.map(verdictOf)).toEqual(['notWell', ...links.slice(1).map(() => 'cannotTell')]);
  expect(summaryOf(findings)).toMatch(/^One link is not well: settings\. .* 13 links cannot be told from here\.$/);
});

const cases: readonly (readonly [Link, Partial<Seen>, Finding['found'], Verdict])[] = [
  ['settings', { settings: { kind: 'read', placeholders: ['MicrosoftAppId'] } }, 'placeholders', 'notWell'],
  ['settings', { settings: { kind: 'read', placeholders: [], isLinking: false } }, 'contactsNotLinked', 'notWell'],
  ['settings', { settings: { kind: 'read', placeholders: [], isLinking: true } }, 'settingsFit', 'well'],
  ['store', { store: { kind: 'refused', why: 'network' } }, 'storeNetwork', 'notWell'],
  ['store', { store: { kind: 'refused', why: 'role' } }, 'storeRole', 'notWell'],
  ['store', { store: { kind: 'refused', why: 'key' } }, 'storeKey', 'notWell'],
  ['store', { store: { kind: 'refused', why: 'identity' } }, 'storeIdentity', 'notWell'],
  ['store', { store: { kind: 'refused', why: 'tableMissing' } }, 'storeTables', 'notWell'],
  ['store', { store: { kind: 'unreadable', words: 'Written by a newer version.' } }, 'storeUnreadable', 'notWell'],
  ['store', { store: { kind: 'away', because: 'ENOTFOUND' } }, 'storeAway', 'notWell'],
  ['token', { token: { kind: 'none' } }, 'tokenOfLocalTeams', 'well'],
  ['token', { token: { kind: 'noIdentity' } }, 'tokenNoIdentity', 'notWell'],
  ['token', { token: { kind: 'refused', code: 'AADSTS700016' } }, 'tokenAppUnknown', 'notWell'],
  ['token', { token: { kind: 'refused', code: 'AADSTS90002' } }, 'tokenTenantUnknown', 'notWell'],
  ['token', { token: { kind: 'refused', code: 'AADSTS7000215' } }, 'tokenSecretWrong', 'notWell'],
  ['token', { token: { kind: 'refused', code: 'AADSTS7000222' } }, 'tokenSecretEnded', 'notWell'],
  ['token', { token: { kind: 'refused', code: '500' } }, 'tokenRefused', 'notWell'],
  ['token', { token: { kind: 'away', host: 'login.microsoftonline.com' } }, 'tokenAway', 'notWell'],
  ['ids', { token: { kind: 'obtained', appId: appId.toUpperCase(), tenantId } }, 'idsEqual', 'well'],
  ['ids', { token: { kind: 'obtained', appId: otherId, tenantId } }, 'otherApp', 'notWell'],
  ['ids', { token: { kind: 'obtained', appId, tenantId: otherId } }, 'otherTenant', 'notWell'],
  ['ids', { heard: { last: { ...last, recipient: `28:${otherId}` }, turnedAway: undefined } }, 'addressedAsOther', 'notWell'],
  ['ids', { installed: { open: [], closed: [], without: [], chats: 1, tenants: [tenantId, otherId] } }, 'foreignTenants', 'notWell'],
  ['ids', { token: { kind: 'none' }, heard: { last: undefined, turnedAway: undefined } }, 'unseen', 'cannotTell'],
  ['activity', { heard: { last: { ...last, at: ago(silentAfterMs / 60_000) }, turnedAway: undefined } }, 'heard', 'well'],
  ['activity', { heard: { last: { ...last, at: ago(silentAfterMs / 60_000 + 1) }, turnedAway: undefined } }, 'heardLongAgo', 'notWell'],
  ['activity', { heard: { last: undefined, turnedAway: undefined } }, 'neverHeard', 'notWell'],
  ['activity', { heard: { last: undefined, turnedAway: { at: ago(1), why: 'tenant', tenantId: otherId } } }, 'onlyTurnedAway', 'notWell'],
  // Somebody on the Internet tries the door: that is no fault where Teams is heard.
  ['activity', { heard: { last, turnedAway: { at: ago(1), why: 'token' } } }, 'heard', 'well'],
  ['teamsChannel', { heard: { last: undefined, turnedAway: undefined } }, 'unseen', 'cannotTell'],
  ['installed', { installed: { open: [], closed: [], without: ['NORTH'], chats: 0, tenants: [] } }, 'installedNowhere', 'notWell'],
  [
    'installed',
    { installed: { open: ['NORTH'], closed: ['A81001'], without: ['A81002'], chats: 1, tenants: [] } },
    'notEverywhere',
    'notWell',
  ],
  ['clock', { clockAheadMs: -5_000 }, 'clockRight', 'well'],
  ['clock', { clockAheadMs: 5_001 }, 'clockApart', 'notWell'],
  ['clock', { clockAheadMs: -400_000 }, 'clockApart', 'notWell'],
  ['proof', { proof: { kind: 'secret' } }, 'secretEndsSomeDay', 'cannotTell'],
  ['proof', { proof: { kind: 'certificate', endsAt: ago(-61 * 24 * 60) } }, 'certificateLasts', 'well'],
  ['proof', { proof: { kind: 'certificate', endsAt: ago(-60 * 24 * 60) } }, 'certificateEnds', 'notWell'],
  ['proof', { proof: { kind: 'certificate', endsAt: ago(24 * 60) } }, 'certificateEnds', 'notWell'],
  ['sending', { beats: { ...well.beats, dispatch: ago(1.1) } }, 'sendingStopped', 'notWell'],
  ['sweep', { beats: { ...well.beats, sweep: ago(1.6) } }, 'sweepStopped', 'notWell'],
  ['audit', { beats: { ...well.beats, heart: ago(15) } }, 'auditClean', 'well'],
  ['audit', { beats: { ...well.beats, heart: ago(15.1) } }, 'auditNotClean', 'notWell'],
  ['audit', { beats: {} }, 'auditNotClean', 'notWell'],
  ['unsent', { unsent: { count: 3, isAll: true, oldest: ago(10) } }, 'waitsBriefly', 'well'],
  ['unsent', { unsent: { count: 500, isAll: false, oldest: ago(10.1) } }, 'waitsLong', 'notWell'],
  ['unsent', { unsent: { count: 2, isAll: true, oldest: ago(2), oldestUrgent: ago(1.1) } }, 'waitsLong', 'notWell'],
  ['buried', { buried: 1 }, 'buried', 'notWell'],
];

describe('each link', () => {
  it.each(cases)('%s, where %j: %s, %s', (link, more, found, verdict) => {
    const finding = at(link, more);
    expect([finding.found, verdictOf(finding)]).toEqual([found, verdict]);
  });

  it('says what is wrong, what it means and what to do where it is not well; what to look at where it cannot be told', () => {
    for (const [link, more] of cases) {
      const finding = at(link, more);
      const { says, means, todo } = wordsOf(finding, writing);
      const verdict = verdictOf(finding);
      expect([says !== '', means !== undefined, todo !== undefined], finding.found).toEqual([
        true,
        verdict === 'notWell',
        verdict !== 'well',
      ]);
      expect(lineOf(finding, writing)).toMatchObject({ word: verdictWords[verdict] });
      expect(`${says} ${means ?? ''} ${todo ?? ''}`, finding.found).not.toMatch(/undefined|NaN|\[object/);
    }
  });

  it('was seen to be found here, every kind of it', () => {
    const tried = new Set([...judge(well), ...cases.map(([link, more]) => at(link, more))].map(({ found }): string => found));
    expect(foundNames.filter((found) => !tried.has(found) && found !== 'settingsFaulty')).toEqual([]);
  });
});

it('is about those that were turned away last, with the tenant and the setting that would let them in', () => {
  const finding = at('activity', { heard: { last: undefined, turnedAway: { at: ago(1), why: 'tenant', tenantId: otherId } } });
  const { says, todo } = wordsOf(finding, writing);
  expect(says).toContain(`it came from a tenant that we do not answer to (tenant ${otherId})`);
  expect(todo).toContain('EHUB_TENANTS');
});

it.each([
  [{ MicrosoftAppId: '<app id>' }, ['MicrosoftAppId']],
  [
    { MicrosoftAppId: '${{BOT_ID}}', MicrosoftAppTenantId: '00000000-0000-0000-0000-000000000000' },
    ['MicrosoftAppId', 'MicrosoftAppTenantId'],
  ],
  [{ EHUB_STORAGE_ACCOUNT_URL: 'https://account.table.core.windows.net' }, ['EHUB_STORAGE_ACCOUNT_URL']],
  [{ MicrosoftAppPassword: 'your-secret-here' }, ['MicrosoftAppPassword']],
  [{ MicrosoftAppId: appId, EHUB_STORAGE_ACCOUNT_URL: 'https://ehubnorth.table.core.windows.net', EHUB_HOST: undefined }, []],
])('of %j only what is still an example is named', (settings, names) => {
  expect(placeholdersIn(settings)).toEqual(names);
});
