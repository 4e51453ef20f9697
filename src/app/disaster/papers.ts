// While Teams is the trouble, the paper that people work from is kept anew every hour, where the settings say, and sent to whom they name.
import { type Paper, paperOf } from '../../domain/disaster/paper.ts';
import { inForceAt } from '../../domain/network/in-force.ts';
import type { Network } from '../../domain/network/state.ts';
import type { HubId, Instant } from '../../domain/terms.ts';
import { opensIn } from '../econsult/rows.ts';
import type { NetworkSource } from '../network/network.ts';
import type { Clock, Store } from '../ports.ts';

/** Where papers are kept, or sent; one of the same hub and hour takes the earlier one's place. Rejects when it cannot be done. */
export type KeepPaper = (paper: Paper, network: Network) => Promise<void>;
/** Hears that papers could not be sent since then. Never rejects. */
export type NotSent = (hub: HubId, since: Instant, error: unknown) => Promise<void>;

interface PapersDeps {
  readonly store: Pick<Store, 'opens'>;
  readonly network: NetworkSource;
  readonly clock: Clock;
  /** Absent: no place is set, and no paper is kept. */
  readonly keepPaper?: KeepPaper;
  /** Absent: nobody is named to whom it is sent. */
  readonly mail?: { readonly send: KeepPaper; readonly notSent: NotSent };
}

/** A relay that did not take it is asked again so long after. */
export const sendAgainMs = 5 * 60_000;

/** Asked after each sweep: one read an hour for a hub where Teams is the trouble, and none for any other. Throws as the store and `keepPaper` do. */
export function keepsPapers({ store, network, clock, keepPaper, mail }: PapersDeps): (hub: HubId) => Promise<void> {
  const kept = new Map<HubId, string>();
  const sending = sendsPapers(mail);
  return async (hub) => {
    if (keepPaper === undefined && mail === undefined) return;
    const at = clock.now();
    const now = await network.current();
    if (!inForceAt(now, hub, at).some(({ type }) => type === 'teamsTrouble')) return;
    const hour = hourOf(at);
    const toKeep = keepPaper !== undefined && kept.get(hub) !== hour;
    if (!toKeep && !sending.isDue(hub, at)) return;
    const paper = paperOf(hub, await opensIn(store, hub), now, at);
    // Sent beside it: a relay that is slow or away holds up neither the folder nor the next look at the clock.
    sending.send(paper, now);
    if (!toKeep) return;
    await keepPaper(paper, now);
    kept.set(hub, hour);
  };
}

const hourOf = (at: Instant): string => at.slice(0, 'yyyy-mm-ddThh'.length);

interface Sent {
  readonly hour?: string;
  readonly isUnderWay?: true;
  /** Since when it fails, and when it was last tried. */
  readonly failing?: { readonly since: Instant; readonly triedAt: Instant };
}

function sendsPapers(mail: PapersDeps['mail']) {
  const all = new Map<HubId, Sent>();
  const isDue = (hub: HubId, at: Instant): boolean => {
    const { hour, isUnderWay, failing } = all.get(hub) ?? {};
    if (mail === undefined || isUnderWay || hour === hourOf(at)) return false;
    return failing === undefined || Date.parse(at) - Date.parse(failing.triedAt) >= sendAgainMs;
  };
  const send = (paper: Paper, network: Network): void => {
    const { hub, at } = paper;
    if (mail === undefined || !isDue(hub, at)) return;
    const before = all.get(hub) ?? {};
    all.set(hub, { ...before, isUnderWay: true });
    void mail.send(paper, network).then(
      () => all.set(hub, { hour: hourOf(at) }),
      (error: unknown) => {
        const { isUnderWay: _ended, ...known } = before;
        const since = before.failing?.since ?? at;
        all.set(hub, { ...known, failing: { since, triedAt: at } });
        return mail.notSent(hub, since, error);
      },
    );
  };
  return { isDue, send };
}
