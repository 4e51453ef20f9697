// Judges what was seen of an installed system: one finding for each link, in the order of the links.
import type { Instant } from '../terms.ts';
import { type Finding, type Link, links } from './finding.ts';
import type { InstalledSeen, Seen, StoreSeen, TokenSeen } from './seen.ts';

/** Longer than the longest closure of a hub, four days at Easter and at Christmas: whoever works presses something before. */
export const silentAfterMs = 5 * 24 * 3_600_000;
/** A lease lasts 4.5 s: instances whose clocks differ by more would each take it to be theirs. Another machine's time is known to the second. */
export const clockApartMaxMs = 5_000;
/** Long enough before the end for whoever renews certificates to be on leave. */
export const certificateDaysMin = 60;
/** After so long without a sign of life nobody does the work: as in `/wellz`. */
export const beatAgeMaxMs = { dispatch: 60_000, sweep: 90_000, heart: 15 * 60_000 } as const;
/** Waiting longer than this is not Teams' windows on a busy morning any more; the leads are told after as long. */
export const waitsLongMs = { urgent: 60_000, other: 10 * 60_000 } as const;
const dayMs = 24 * 3_600_000;

/** One finding for each link; what could not be seen is said to be so. */
export const judge = (seen: Seen): readonly Finding[] => links.map((link) => judges[link](seen) ?? { found: 'unseen', link });

const judges: Readonly<Record<Link, (seen: Seen) => Finding | undefined>> = {
  settings: ({ settings }) => {
    if (settings.kind === 'faulty') return { found: 'settingsFaulty', faults: settings.faults };
    if (settings.placeholders.length > 0) return { found: 'placeholders', names: settings.placeholders };
    return { found: settings.isLinking === false ? 'contactsNotLinked' : 'settingsFit' };
  },
  store: ({ store }) => store && ofStore(store),
  token: ({ token }) => token && ofToken(token),
  ids: ofIds,
  activity: ofActivity,
  // Nothing but what comes by the Teams channel is let in.
  teamsChannel: ({ heard }) => (heard?.last === undefined ? undefined : { found: 'channelOn' }),
  installed: ({ installed }) => installed && ofInstalled(installed),
  clock: ({ clockAheadMs: aheadMs }) => {
    if (aheadMs === undefined) return undefined;
    return Math.abs(aheadMs) > clockApartMaxMs ? { found: 'clockApart', aheadMs } : { found: 'clockRight' };
  },
  proof: ofProof,
  sending: ({ now, beats }) =>
    beats &&
    (isFresh(now, beats.dispatch, 'dispatch')
      ? { found: 'sendingFresh', at: beats.dispatch }
      : { found: 'sendingStopped', at: beats.dispatch }),
  sweep: ({ now, beats }) =>
    beats && (isFresh(now, beats.sweep, 'sweep') ? { found: 'sweepFresh', at: beats.sweep } : { found: 'sweepStopped', at: beats.sweep }),
  audit: ({ now, beats }) =>
    beats && (isFresh(now, beats.heart, 'heart') ? { found: 'auditClean', at: beats.heart } : { found: 'auditNotClean', at: beats.heart }),
  unsent: ofUnsent,
  buried: ({ buried }) => {
    if (buried === undefined) return undefined;
    return buried === 0 ? { found: 'nothingBuried' } : { found: 'buried', count: buried };
  },
};

const ageMs = (now: Instant, at: Instant): number => Date.parse(now) - Date.parse(at);
const isFresh = (now: Instant, at: Instant | undefined, name: keyof typeof beatAgeMaxMs): at is Instant =>
  at !== undefined && ageMs(now, at) <= beatAgeMaxMs[name];

function ofStore(store: StoreSeen): Finding {
  switch (store.kind) {
    case 'wrote':
      return { found: 'storeWrites' };
    case 'unreadable':
      return { found: 'storeUnreadable', words: store.words };
    case 'away':
      return { found: 'storeAway', because: store.because };
    case 'refused':
      return { found: refusedBy[store.why] };
  }
}
const refusedBy = {
  network: 'storeNetwork',
  role: 'storeRole',
  key: 'storeKey',
  identity: 'storeIdentity',
  tableMissing: 'storeTables',
} as const;

/** Codes of Microsoft Entra that have one cause and one cure. */
const codes: ReadonlyMap<string, 'tokenAppUnknown' | 'tokenTenantUnknown' | 'tokenSecretWrong' | 'tokenSecretEnded'> = new Map([
  ['AADSTS700016', 'tokenAppUnknown'],
  ['AADSTS90002', 'tokenTenantUnknown'],
  ['AADSTS900023', 'tokenTenantUnknown'],
  ['AADSTS7000215', 'tokenSecretWrong'],
  ['AADSTS7000222', 'tokenSecretEnded'],
]);

function ofToken(token: TokenSeen): Finding {
  switch (token.kind) {
    case 'none':
      return { found: 'tokenOfLocalTeams' };
    case 'obtained':
      return { found: 'tokenObtained' };
    case 'noIdentity':
      return { found: 'tokenNoIdentity' };
    case 'away':
      return { found: 'tokenAway', host: token.host };
    case 'refused':
      return { found: codes.get(token.code) ?? 'tokenRefused', code: token.code };
  }
}

const differ = (a: string | undefined, b: string | undefined): a is string =>
  a !== undefined && b !== undefined && b !== '' && a.toLowerCase() !== b.toLowerCase();

/** The app's id must be the same in our settings, in our token, and where Teams has us installed; and every conversation in a tenant that we answer to. */
function ofIds({ ours, token, heard, installed }: Seen): Finding | undefined {
  if (ours === undefined) return undefined;
  const obtained = token?.kind === 'obtained' ? token : undefined;
  if (differ(obtained?.appId, ours.appId)) return { found: 'otherApp', said: obtained?.appId ?? '', ours: ours.appId };
  if (differ(obtained?.tenantId, ours.tenantId)) return { found: 'otherTenant', said: obtained?.tenantId ?? '', ours: ours.tenantId ?? '' };
  const addressed = heard?.last?.recipient.replace(/^28:/, '');
  if (differ(addressed, ours.appId)) return { found: 'addressedAsOther', said: addressed, ours: ours.appId };
  const allowed = new Set(ours.tenants.map((tenant) => tenant.toLowerCase()));
  const foreign = allowed.size === 0 ? [] : (installed?.tenants ?? []).filter((tenant) => !allowed.has(tenant.toLowerCase()));
  if (foreign.length > 0) return { found: 'foreignTenants', tenants: foreign };
  // Nothing to compare with is no proof.
  return obtained?.appId === undefined && addressed === undefined ? undefined : { found: 'idsEqual' };
}

function ofActivity({ now, heard }: Seen): Finding | undefined {
  if (heard === undefined) return undefined;
  const { last, turnedAway } = heard;
  if (last !== undefined && ageMs(now, last.at) <= silentAfterMs) return { found: 'heard', at: last.at };
  // Anybody on the Internet can be turned away: it explains a silence and is no fault by itself.
  if (turnedAway !== undefined && (last === undefined || turnedAway.at > last.at)) return { found: 'onlyTurnedAway', last: turnedAway };
  return last === undefined ? { found: 'neverHeard' } : { found: 'heardLongAgo', at: last.at };
}

function ofInstalled({ open, closed, without, chats }: InstalledSeen): Finding {
  if (open.length + closed.length + chats === 0) return { found: 'installedNowhere' };
  if (closed.length + without.length > 0) return { found: 'notEverywhere', closed, without };
  return { found: 'installed', organisations: open, chats };
}

function ofProof({ now, proof }: Seen): Finding | undefined {
  switch (proof?.kind) {
    case undefined:
      return undefined;
    case 'nothingEnds':
      return { found: 'nothingEnds' };
    case 'secret':
      return { found: 'secretEndsSomeDay' };
    case 'certificate': {
      const { endsAt } = proof;
      const days = Math.floor(-ageMs(now, endsAt) / dayMs);
      return { found: days > certificateDaysMin ? 'certificateLasts' : 'certificateEnds', endsAt, days };
    }
  }
}

function ofUnsent({ now, unsent }: Seen): Finding | undefined {
  if (unsent === undefined) return undefined;
  const { count, isAll, oldest, oldestUrgent } = unsent;
  if (oldest === undefined) return { found: 'nothingWaits' };
  const isLong = (since: Instant | undefined, ms: number): boolean => since !== undefined && ageMs(now, since) > ms;
  const urgentLong = isLong(oldestUrgent, waitsLongMs.urgent);
  const since = urgentLong ? (oldestUrgent ?? oldest) : oldest;
  return { found: urgentLong || isLong(oldest, waitsLongMs.other) ? 'waitsLong' : 'waitsBriefly', count, isAll, since };
}
