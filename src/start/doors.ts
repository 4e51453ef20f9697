// The doors of the product: for Teams, for its tabs, and for the systems that send eConsults.

import type { Chat, Pace } from '../app/chat.ts';
import { tellChannelLost } from '../app/day/lost-channel.ts';
import type { Route } from '../app/http.ts';
import type { NetworkSource } from '../app/network/network.ts';
import type { Clock, Directory, Store } from '../app/ports.ts';
import { createRedraw } from '../files/pictures.ts';
import type { Caller, Tokens } from '../intake/caller.ts';
import { intakeRoutes } from '../intake/routes.ts';
import { slotRoutes } from '../intake/slots-route.ts';
import { taskRoutes } from '../intake/tasks-route.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { type TabParts, tabRoutes } from '../tab/routes.ts';
import { createAnswers } from '../teams/answering.ts';
import { type BotEvent, messagesRoute } from '../teams/bot.ts';
import { attachmentLinks, attachmentRoute } from '../teams/econsult/attachment-route.ts';
import type { CommandDeps, TeamsKinds } from '../teams/kind.ts';
import type { SetupGiven } from '../teams/press.ts';
import { printLinks, printRoute } from '../teams/readiness/print.ts';
import type { authenticationFor, Trust } from '../teams/trust.ts';
import { countingErrors } from './counting.ts';
import { createReceiving } from './receiving.ts';
import { answerLost, reportTurn } from './reports.ts';

/** What the settings and the machine bring. */
export interface DoorParts {
  readonly clock: Clock;
  /** The machine's own time in ms: tokens and signatures live by it even where the clock has been moved. */
  readonly machineMs: () => number;
  /** Never goes back: for pacing, waiting and ageing. */
  readonly monotonicMs: () => number;
  readonly sleep: (ms: number, wake?: AbortSignal) => Promise<void>;
  readonly newId: () => string;
  readonly trust: Trust;
  readonly serviceHosts: readonly string[];
  readonly tenants: readonly string[];
  /** As they are now: their file is read again when it changes. */
  readonly callers: () => readonly Caller[];
  readonly callerTokens?: Tokens;
  /** Where people's own machines reach us, such as `https://ehub.example.nhs.uk`; absent: photos and documents are not shown. */
  readonly publicUrl?: string;
  /** Absent: there is no tab. */
  readonly tab?: TabParts;
  /** Who may begin where no hub has a lead, and the list that practices are chosen from; absent: nobody, and they are typed. */
  readonly setup?: SetupGiven;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** What the product has put together. */
export interface Inside {
  readonly kinds: TeamsKinds;
  readonly store: Store;
  readonly directory: Directory;
  readonly network: NetworkSource;
  readonly nudge: () => void;
  readonly chat: Chat;
  readonly pace: Pace;
  readonly authentication: ReturnType<typeof authenticationFor>;
  readonly examine: CommandDeps['examine'];
  /** What links to photos and documents are signed with. */
  readonly linkKey: () => Promise<Buffer>;
  /** Takes notice of what came to the bot's door, and gives it back. */
  readonly noted: (event: BotEvent) => BotEvent;
}

/** Answers of 500 and above are counted. */
export function doorsOf(parts: DoorParts, { chat, pace, noted, ...inside }: Inside): readonly Route[] {
  const { clock, monotonicMs, log, metrics } = parts;
  const { store, nudge, network } = inside;
  const linking = { store, network, nudge, clock, newId: parts.newId, linkKey: inside.linkKey };
  const calling = {
    callers: parts.callers,
    ...(parts.callerTokens ? { tokens: parts.callerTokens } : {}),
    now: () => new Date(parts.machineMs()).toISOString(),
    newId: parts.newId,
    wait: (ms: number) => parts.sleep(ms),
  };
  const receiving = createReceiving({ store, nudge, network }, { clock, log, metrics });
  const routes = [
    messagesRoute({
      ...inside,
      ...{ clock, monotonicMs },
      ...(parts.setup === undefined ? {} : { setup: parts.setup }),
      ...(parts.publicUrl === undefined
        ? {}
        : { attachmentLink: attachmentLinks(linking, parts.publicUrl), printLink: printLinks(linking, parts.publicUrl) }),
      channelLost: (conversation, why, since) => tellChannelLost({ store, nudge, rules: network }, conversation, why, since),
      answer: createAnswers({ chat, pace, monotonicMs, sleep: parts.sleep, unanswered: (why) => answerLost(log, metrics, why) }),
      serviceHosts: parts.serviceHosts,
      anyLoopback: parts.trust.kind !== 'cloud',
      tenants: parts.tenants,
      report: (event) => reportTurn(log, metrics, noted(event)),
    }),
    ...intakeRoutes({ ...calling, ...receiving }),
    ...slotRoutes({ ...calling, ...receiving }),
    ...taskRoutes({ ...calling, ...receiving }),
    ...(parts.publicUrl === undefined ? [] : [attachmentRoute({ ...linking, redraw: createRedraw() }), printRoute(linking)]),
    ...tabRoutes({ tab: parts.tab, store, network, clock, machineMs: parts.machineMs, monotonicMs }),
  ];
  return countingErrors(routes, () => metrics.serverErrors.inc());
}
