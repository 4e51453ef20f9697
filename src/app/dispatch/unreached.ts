// When a channel cannot be written to and something waits for it, tells those who must know in another place: once, and again when it works.

import type { ChannelNews, TestChannelNews } from '../../domain/channel-news.ts';
import { type Address, channelOf, type HubId, isChannel, isTestChannel, ownerOf } from '../../domain/terms.ts';
import type { Kinds } from '../kind.ts';
import type { Clock, OutboxRow, Store } from '../ports.ts';
import type { Lanes, Trouble } from './lanes.ts';
import { noChannel } from './not-sent.ts';
import type { DispatchEvent } from './sends.ts';

/**
 * How long trouble lasts before the leads hear of it. Closed with urgent work waiting: as soon as it is more than one moment's wrong answer, for
 * whoever was rung for each of those would stop listening. Closed with other work: within the time in which a person would notice. Only busy:
 * Teams' own windows make it so for half a minute on a busy morning. Where there is no channel yet somebody may be about to give it one.
 */
export const tellAfterMs = { closed: { urgent: 5_000, other: 2 * 60_000 }, busy: { urgent: 60_000, other: 10 * 60_000 } } as const;
/** Told again so often while it lasts: whoever keeps what was told lets it through once. So a telling that failed is tried again. */
const againMs = 60_000;

interface Deps {
  readonly kinds: Kinds;
  readonly store: Store;
  readonly clock: Clock;
  readonly monotonicMs: () => number;
  readonly report: (event: DispatchEvent) => void;
  /** Tells the leads of a hub, unless they know. Absent: nobody is told. */
  readonly tellLeads?: (hub: HubId, news: ChannelNews | TestChannelNews) => Promise<void>;
}

export interface Unreached {
  /** These wait for one conversation, which may be in trouble. Does not throw: it is looked at again with the next pass. */
  look(rows: readonly OutboxRow[]): Promise<void>;
  /** It takes messages again. Does not throw: then nobody hears that it is well, but its cards are there. */
  over(to: Address, hub: HubId, trouble: Trouble): Promise<void>;
}

export function createUnreached(deps: Deps, lanes: Lanes): Unreached {
  /** By hub and address: when its leads were last told. */
  const told = new Map<string, number>();
  /** Notices for leads that were said in their hub's channel instead. */
  const saidInstead = new Set<string>();
  const failed = (row: Pick<OutboxRow, 'hub' | 'id' | 'to'>): void =>
    deps.report({ kind: 'nobodyTold', hub: row.hub, id: row.id, to: row.to, why: 'notWritten' });

  /** A message for a lead whose chat is closed goes to the hub's channel. If that is closed as well, nobody can be told. */
  async function insteadOfLeads(to: Address, rows: readonly OutboxRow[]): Promise<void> {
    for (const row of rows) {
      const elsewhere = deps.kinds.byName(row.thing)?.shown?.leadsOnly?.(row);
      if (elsewhere === undefined || saidInstead.has(`${row.key}|${row.etag}`)) continue;
      const instead = channelOf(row.hub);
      if (lanes.trouble(instead) !== undefined) {
        deps.report({ kind: 'nobodyTold', hub: row.hub, id: row.id, to, why: lanes.trouble(instead)?.why ?? '' });
      }
      saidInstead.add(`${row.key}|${row.etag}`);
      if (elsewhere === 'nowhere') {
        deps.report({ kind: 'nobodyTold', hub: row.hub, id: row.id, to, why: 'leadClosed' });
        continue;
      }
      const thing = { kind: row.thing, id: row.id };
      for (const what of ['card', row.what]) await deps.store.show(row.hub, thing, { to: instead, class: 0, what }, row.since);
    }
  }

  async function ofChannel(to: Address, trouble: Trouble, rows: readonly OutboxRow[]): Promise<void> {
    const nowMs = deps.monotonicMs();
    const forMs = nowMs - trouble.sinceMs;
    const after = tellAfterMs[trouble.closed ? 'closed' : 'busy'];
    for (const hub of new Set(rows.map((row) => row.hub))) {
      const waiting = rows.filter((row) => row.hub === hub && row.what !== 'moved');
      const urgent = [
        ...new Set(waiting.flatMap((row) => (row.class === 0 && deps.kinds.byName(row.thing)?.shown?.isWork ? [row.id] : []))),
      ];
      const isUrgent = waiting.some((row) => row.class === 0);
      const key = `${hub}|${to}`;
      // Nobody waits for what a test channel shows: told once, with its organisation's own channel left out of it.
      if (isTestChannel(to) && told.has(key)) continue;
      if (waiting.length === 0 || nowMs - (told.get(key) ?? Number.NEGATIVE_INFINITY) < againMs) continue;
      // That Teams closed it the leads heard with the activity that said so: they are told once more when something urgent waits.
      if (trouble.told ? urgent.length === 0 : forMs < after[isUrgent ? 'urgent' : 'other']) continue;
      const organisation = ownerOf(to);
      const { since, closed } = trouble;
      told.set(key, nowMs);
      if (isTestChannel(to)) {
        await deps.tellLeads?.(hub, { matter: 'testUnreached', organisation, since });
        continue;
      }
      const none = trouble.why === noChannel ? ({ none: true } as const) : {};
      await deps.tellLeads?.(hub, { matter: 'unreached', organisation, since, closed, ...none, urgent, waiting: waiting.length });
    }
  }

  return {
    async look(rows) {
      const [first] = rows;
      const trouble = first && lanes.trouble(first.to);
      if (first === undefined || trouble === undefined) return;
      const { to } = first;
      const isLong = trouble.told || deps.monotonicMs() - trouble.sinceMs >= tellAfterMs.closed.urgent;
      const looking = isChannel(to) ? ofChannel(to, trouble, rows) : isLong ? insteadOfLeads(to, rows) : undefined;
      await looking?.catch(() => failed(first));
    },
    async over(to, hub, { since, closed }) {
      if (!isChannel(to)) return;
      if (isTestChannel(to)) return void told.delete(`${hub}|${to}`);
      const organisation = ownerOf(to);
      // An earlier process may have told of one that was found closed.
      const hubs = [...told.keys()].filter((key) => key.endsWith(`|${to}`)).map((key) => key.slice(0, key.indexOf('|')));
      for (const each of new Set(closed ? [...hubs, hub] : hubs)) {
        told.delete(`${each}|${to}`);
        await deps
          .tellLeads?.(each, { matter: 'reachedAgain', organisation, since })
          ?.catch(() => failed({ hub: each, id: organisation, to }));
      }
    },
  };
}
