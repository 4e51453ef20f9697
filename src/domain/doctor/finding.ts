// What the doctor can find at each link of an installed system, and whether that is well.
import type { Instant, OrganisationId } from '../terms.ts';
import type { TurnedAway } from './seen.ts';

/** In the order in which they depend on each other. */
export const links = [
  'settings',
  'store',
  'token',
  'ids',
  'activity',
  'teamsChannel',
  'installed',
  'clock',
  'proof',
  'sending',
  'sweep',
  'audit',
  'unsent',
  'buried',
] as const;
export type Link = (typeof links)[number];
export type Verdict = 'well' | 'notWell' | 'cannotTell';

export type Finding =
  | { readonly found: 'settingsFit' | 'contactsNotLinked' }
  | { readonly found: 'settingsFaulty'; readonly faults: readonly string[] }
  | { readonly found: 'placeholders'; readonly names: readonly string[] }
  | { readonly found: 'storeWrites' }
  | { readonly found: 'storeNetwork' | 'storeRole' | 'storeKey' | 'storeIdentity' | 'storeTables' }
  | { readonly found: 'storeUnreadable'; readonly words: string }
  | { readonly found: 'storeAway'; readonly because: string }
  | { readonly found: 'tokenObtained' | 'tokenOfLocalTeams' | 'tokenNoIdentity' }
  | { readonly found: 'tokenAppUnknown' | 'tokenTenantUnknown' | 'tokenSecretWrong' | 'tokenSecretEnded'; readonly code: string }
  | { readonly found: 'tokenRefused'; readonly code: string }
  | { readonly found: 'tokenAway'; readonly host: string }
  | { readonly found: 'idsEqual' }
  | { readonly found: 'otherApp' | 'addressedAsOther' | 'otherTenant'; readonly said: string; readonly ours: string }
  | { readonly found: 'foreignTenants'; readonly tenants: readonly string[] }
  | { readonly found: 'heard'; readonly at: Instant }
  | { readonly found: 'heardLongAgo'; readonly at: Instant }
  | { readonly found: 'neverHeard' }
  | { readonly found: 'onlyTurnedAway'; readonly last: TurnedAway }
  | { readonly found: 'channelOn' }
  | { readonly found: 'installed'; readonly organisations: readonly OrganisationId[]; readonly chats: number }
  | { readonly found: 'installedNowhere' }
  | { readonly found: 'notEverywhere'; readonly closed: readonly OrganisationId[]; readonly without: readonly OrganisationId[] }
  | { readonly found: 'clockRight' }
  | { readonly found: 'clockApart'; readonly aheadMs: number }
  | { readonly found: 'nothingEnds' | 'secretEndsSomeDay' }
  | { readonly found: 'certificateLasts' | 'certificateEnds'; readonly endsAt: Instant; readonly days: number }
  | { readonly found: 'sendingFresh' | 'sweepFresh' | 'auditClean'; readonly at: Instant }
  | { readonly found: 'sendingStopped' | 'sweepStopped' | 'auditNotClean'; readonly at: Instant | undefined }
  | { readonly found: 'nothingWaits' }
  | { readonly found: 'waitsBriefly' | 'waitsLong'; readonly count: number; readonly isAll: boolean; readonly since: Instant }
  | { readonly found: 'nothingBuried' }
  | { readonly found: 'buried'; readonly count: number }
  /** An earlier link is broken, or it was never seen. */
  | { readonly found: 'unseen'; readonly link: Link };
export type Found = Exclude<Finding['found'], 'unseen'>;

/** Of which link each tells, and whether it is well. */
const placeOf: Readonly<Record<Found, readonly [Link, Verdict]>> = {
  settingsFit: ['settings', 'well'],
  contactsNotLinked: ['settings', 'notWell'],
  settingsFaulty: ['settings', 'notWell'],
  placeholders: ['settings', 'notWell'],
  storeWrites: ['store', 'well'],
  storeNetwork: ['store', 'notWell'],
  storeRole: ['store', 'notWell'],
  storeKey: ['store', 'notWell'],
  storeIdentity: ['store', 'notWell'],
  storeTables: ['store', 'notWell'],
  storeUnreadable: ['store', 'notWell'],
  storeAway: ['store', 'notWell'],
  tokenObtained: ['token', 'well'],
  tokenOfLocalTeams: ['token', 'well'],
  tokenNoIdentity: ['token', 'notWell'],
  tokenAppUnknown: ['token', 'notWell'],
  tokenTenantUnknown: ['token', 'notWell'],
  tokenSecretWrong: ['token', 'notWell'],
  tokenSecretEnded: ['token', 'notWell'],
  tokenRefused: ['token', 'notWell'],
  tokenAway: ['token', 'notWell'],
  idsEqual: ['ids', 'well'],
  otherApp: ['ids', 'notWell'],
  addressedAsOther: ['ids', 'notWell'],
  otherTenant: ['ids', 'notWell'],
  foreignTenants: ['ids', 'notWell'],
  heard: ['activity', 'well'],
  heardLongAgo: ['activity', 'notWell'],
  neverHeard: ['activity', 'notWell'],
  onlyTurnedAway: ['activity', 'notWell'],
  channelOn: ['teamsChannel', 'well'],
  installed: ['installed', 'well'],
  installedNowhere: ['installed', 'notWell'],
  notEverywhere: ['installed', 'notWell'],
  clockRight: ['clock', 'well'],
  clockApart: ['clock', 'notWell'],
  nothingEnds: ['proof', 'well'],
  secretEndsSomeDay: ['proof', 'cannotTell'],
  certificateLasts: ['proof', 'well'],
  certificateEnds: ['proof', 'notWell'],
  sendingFresh: ['sending', 'well'],
  sendingStopped: ['sending', 'notWell'],
  sweepFresh: ['sweep', 'well'],
  sweepStopped: ['sweep', 'notWell'],
  auditClean: ['audit', 'well'],
  auditNotClean: ['audit', 'notWell'],
  nothingWaits: ['unsent', 'well'],
  waitsBriefly: ['unsent', 'well'],
  waitsLong: ['unsent', 'notWell'],
  nothingBuried: ['buried', 'well'],
  buried: ['buried', 'notWell'],
};

export const linkOf = (finding: Finding): Link => (finding.found === 'unseen' ? finding.link : placeOf[finding.found][0]);
export const verdictOf = (finding: Finding): Verdict => (finding.found === 'unseen' ? 'cannotTell' : placeOf[finding.found][1]);
