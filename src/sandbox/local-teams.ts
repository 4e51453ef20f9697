// A local Teams on loopback: the Bot Connector, everybody's clients, limits and faults, put together around one bot.

import { setTimeout as delay } from 'node:timers/promises';
import type { Route } from '../app/http.ts';
import type { Holidays } from '../domain/time/hours.ts';
import type { SampleAnswer, SampleListed } from './api.ts';
import { createBotLine } from './bot-line.ts';
import type { RefreshAfterEdit } from './card-views.ts';
import { createViews } from './card-views.ts';
import type { Clients } from './clients.ts';
import { createClients } from './clients.ts';
import type { SandboxClock } from './clock.ts';
import { connectorRoutes } from './connector.ts';
import type { FaultSwitch } from './faults.ts';
import { createFaults } from './faults.ts';
import type { Limits } from './limits.ts';
import { createLimits } from './limits.ts';
import type { Player } from './move-clock.ts';
import { createPlayer } from './move-clock.ts';
import { pageRoutes } from './routes.ts';
import type { PersonSeed, TeamSeed, World, WorldSnapshot } from './teams-state.ts';
import { createWorld } from './teams-state.ts';
import type { Tokens } from './tokens.ts';
import { CONNECTOR_ISSUER, createTokens, METADATA_PATH, TOKEN_PATH } from './tokens.ts';

export interface LocalTeamsGiven {
  /** Where `routes` are served, such as `http://127.0.0.1:3978`; without a slash at the end. */
  readonly baseUrl: string;
  /** The bot listens at `{botUrl}/api/messages`. */
  readonly botUrl: string;
  readonly botAppId: string;
  readonly botSecret: string;
  /** Default `eHub`. */
  readonly botName?: string;
  readonly tenantId: string;
  readonly people: readonly PersonSeed[];
  readonly teams: readonly TeamSeed[];
  readonly clock: SandboxClock;
  /** How the page moves the clock; default: nobody looks at the clock here. */
  readonly player?: Player;
  /** For times ahead that the page can go to; default none. */
  readonly holidays?: () => Holidays;
  /** What tokens live by, in ms; default the clock's machine time. The bot's token check must agree with it. */
  readonly tokenMs?: () => number;
  /** Fresh random texts, for ids. */
  readonly random: () => string;
  readonly samples?: readonly SampleListed[];
  /** Where it starts empty: what to do first. */
  readonly beginWith?: string;
  readonly sendSample?: (name: string) => Promise<SampleAnswer>;
  readonly snapshot?: WorldSnapshot;
  /** Called after each change that `snapshot()` would show. */
  readonly onChange?: () => void;
  readonly refreshAfterEdit?: RefreshAfterEdit;
  /** A PKCS #8 RSA key; a new one is made when absent. */
  readonly keyPem?: string;
  /** Waits `ms` milliseconds; default a timer. */
  readonly sleep?: (ms: number) => Promise<void>;
}

export interface LocalTeams {
  /** Connector, tokens and the page's API. The page itself is served elsewhere. */
  readonly routes: readonly Route[];
  readonly world: World;
  readonly clients: Clients;
  readonly limits: Limits;
  readonly faults: FaultSwitch;
  readonly tokens: Tokens;
  /** What the bot must be told to trust and use this Teams. */
  readonly forBot: {
    /** Every activity's `serviceUrl`. */
    readonly serviceUrl: string;
    readonly openIdMetadataUrl: string;
    /** Who its tokens are from. */
    readonly issuer: string;
    readonly tokenUrl: string;
  };
  /** The world as plain JSON, to be given back after a restart. */
  snapshot(): WorldSnapshot;
  close(): void;
}

const noHolidays: Holidays = { nation: 'englandAndWales', days: [], endsOn: '1970-01-01' };

/** Nothing listens and nothing is sent until the routes are served and somebody does something. */
export const createLocalTeams = (given: LocalTeamsGiven): LocalTeams => {
  const { baseUrl, clock } = given;
  // With a slash at the end, as Teams writes it, so that a bot that joins addresses carelessly fails here and not in Teams.
  const serviceUrl = `${baseUrl}/`;
  const world = createWorld({
    ...given,
    botName: given.botName ?? 'eHub',
  });
  const limits = createLimits(clock);
  const faults = createFaults();
  const tokens = createTokens({ ...given, serviceUrl, machineMs: given.tokenMs ?? clock.machineMs });
  const views = createViews(clock.ms, given.refreshAfterEdit ?? 'always');
  const line = createBotLine(given.botUrl, tokens);
  const clients = createClients({ world, views, line, given: () => ({ world, serviceUrl, ms: clock.ms(), random: given.random }) });
  const sendSample = given.sendSample ?? (() => Promise.reject(new Error('There are no samples to send here.')));
  const page = pageRoutes({
    world,
    clients,
    limits,
    faults,
    clock,
    player: given.player ?? createPlayer({ clock, nextDue: async () => undefined, sweep: async () => undefined, failed: () => undefined }),
    holidays: given.holidays ?? (() => noHolidays),
    samples: given.samples ?? [],
    beginWith: given.beginWith,
    sendSample,
  });
  const sleep = given.sleep ?? ((ms: number): Promise<void> => delay(ms));
  const stopWatching = world.on(() => given.onChange?.());

  return {
    routes: [...tokens.routes, ...connectorRoutes({ world, limits, faults, tokens, nowMs: clock.machineMs, sleep }), ...page.routes],
    world,
    clients,
    limits,
    faults,
    tokens,
    forBot: {
      serviceUrl,
      openIdMetadataUrl: `${baseUrl}${METADATA_PATH}`,
      issuer: CONNECTOR_ISSUER,
      tokenUrl: `${baseUrl}${TOKEN_PATH}`,
    },
    snapshot: world.snapshot,
    close: () => {
      clients.stop();
      page.stop();
      stopWatching();
    },
  };
};
