// What came to the bot's door last, in memory until it is written down with the next sign of life, so that remembering it costs the store no call.
import type { Heard, TurnedAway } from '../domain/doctor/seen.ts';
import type { Instant } from '../domain/terms.ts';
import type { Engine } from '../storage/engine.ts';
import { systemTable } from '../storage/keys.ts';
import { heardWrites, type News } from '../storage/last-activity.ts';
import type { BotEvent } from '../teams/bot.ts';

export interface DoorNews {
  /** Takes notice of it, and gives it back. */
  note(event: BotEvent): BotEvent;
  /** What has not been written down yet. */
  unsaved(): News;
  /** This has been written down. */
  saved(news: News): void;
  /** Writes it down by itself, at most once a minute: for an instance that leaves no signs of life. Does not throw: it is tried again. */
  keep(): Promise<void>;
}

/** Old enough to be worth a call of its own. */
const keepEveryMs = 60_000;

interface Around {
  readonly engine: Engine;
  readonly tablePrefix: string;
  readonly machineMs: () => number;
  readonly monotonicMs: () => number;
}

export function createDoorNews({ engine, tablePrefix, machineMs, monotonicMs }: Around): DoorNews {
  let activity: Heard | undefined;
  let turnedAway: TurnedAway | undefined;
  let keptMs = Number.NEGATIVE_INFINITY;
  const now = (): Instant => new Date(machineMs()).toISOString();
  const unsaved = (): News => ({ ...(activity && { activity }), ...(turnedAway && { turnedAway }) });
  const saved = (news: News): void => {
    if (activity === news.activity) activity = undefined;
    if (turnedAway === news.turnedAway) turnedAway = undefined;
    keptMs = monotonicMs();
  };
  return {
    unsaved,
    saved,
    note(event) {
      if (event.kind === 'turn') {
        const { recipient, tenantId } = event;
        activity = { at: now(), recipient, ...(tenantId === undefined ? {} : { tenantId }) };
      } else if (event.kind === 'turnedAway') {
        const { why, tenantId } = event;
        turnedAway = { at: now(), why, ...(tenantId === undefined ? {} : { tenantId }) };
      }
      return event;
    },
    async keep() {
      const news = unsaved();
      const writes = heardWrites(news);
      if (writes.length === 0 || monotonicMs() - keptMs < keepEveryMs) return;
      keptMs = monotonicMs();
      await engine
        .table(systemTable(tablePrefix))
        .transact(writes)
        .then(
          () => saved(news),
          () => undefined,
        );
    },
  };
}
