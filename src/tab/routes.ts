// The tab in Teams: its pages, and what they ask for as the person who is signed in there. Nobody is shown more than the bot would tell them.
import { boardAskedFor, viewHub } from '../app/board/board.ts';
import { seeEach, workOf } from '../app/econsult/known.ts';
import { type HttpAnswer, type HttpRequest, json, type Route } from '../app/http.ts';
import type { NetworkSource } from '../app/network/network.ts';
import { type Clock, type Store, StoreAway } from '../app/ports.ts';
import { boardPage } from '../cards/board/page.ts';
import { workPage } from '../cards/econsult/work-page.ts';
import {
  cannotTellWords,
  noPostWords,
  noTabScriptWords,
  noTabWords,
  notOnStaffWords,
  storeAwayInTabWords,
  tokenFaultWords,
} from '../cards/tab-words.ts';
import type { HubView } from '../domain/board/counts.ts';
import { own } from '../domain/lookup.ts';
import { organisationName } from '../domain/network/state.ts';
import type { HubId, PersonId } from '../domain/terms.ts';
import { configureScript, tabScript } from './page-script.ts';
import { pageStyle } from './page-style.ts';
import { configurePage, notSetUpPage, tabPage } from './pages.ts';
import type { TabSettings } from './settings.ts';
import { readTeamsJs, type TeamsJs } from './teams-js.ts';
import { type TokenRules, visitorOf } from './visitor.ts';

/** What the tab needs to know who is signed in; absent: there is no tab here, and its addresses say so. */
export type TabParts = TabSettings & Pick<TokenRules, 'tenants' | 'keysOf'>;

export interface TabDeps {
  readonly tab: TabParts | undefined;
  readonly store: Store;
  readonly network: NetworkSource;
  readonly clock: Clock;
  /** The machine's own time in ms, by which tokens expire. */
  readonly machineMs: () => number;
  readonly monotonicMs: () => number;
}

/** Teams' own frames, and no other page. Cookies there are none. */
const framedBy = 'https://teams.microsoft.com https://*.teams.microsoft.com https://*.cloud.microsoft';
/** teams-js asks this list of Microsoft's which hosts may frame it; without an answer it uses the one it brings. */
const originList = 'https://res.cdn.office.net/teams-js/validDomains/json/validDomains.json';
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  `connect-src 'self' ${originList}`,
  "base-uri 'none'",
  "form-action 'none'",
  `frame-ancestors ${framedBy}`,
].join('; ');

/** A tab is open on many screens at once; they share one look at a hub that is no older than this. */
export const viewAgeMaxMs = 15_000;
/** Somebody's list: more would not be read, and each is a read of the store. */
export const workShownMax = 50;
/** A channel's id has about 60 characters. */
const channelCharactersMax = 200;

export function tabRoutes(deps: TabDeps): readonly Route[] {
  const { tab } = deps;
  if (tab === undefined) return withoutTab(noTabWords);
  const teamsJs = readTeamsJs();
  if (teamsJs === undefined) return withoutTab(noTabScriptWords);
  return [
    get('/tab', async () => html(tabPage(tab, 'mine'))),
    get('/tab/channel', async () => html(tabPage(tab, 'board'))),
    get('/tab/configure', async () => html(configurePage(tab))),
    get('/tab/page.css', async () => file(pageStyle, 'text/css')),
    get('/tab/page.js', async () => file(tabScript, 'text/javascript')),
    get('/tab/configure.js', async () => file(configureScript, 'text/javascript')),
    get('/tab/teams.js', async ({ headers }) => script(teamsJs, headers['accept-encoding'])),
    ...answers(deps, tab),
  ];
}

const get = (path: string, handle: (request: HttpRequest) => Promise<HttpAnswer>): Route => ({
  method: 'GET',
  path,
  bodyBytesMax: 0,
  handle,
});

const withoutTab = (words: string): readonly Route[] => [
  ...['/tab', '/tab/channel', '/tab/configure'].map((path) => get(path, async () => html(notSetUpPage(words)))),
  get('/tab/page.css', async () => file(pageStyle, 'text/css')),
  ...['/api/tab/board', '/api/tab/mine'].map((path) => get(path, async () => json(503, { words }))),
];

const html = (body: string): HttpAnswer => ({
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy, 'referrer-policy': 'no-referrer' },
  body,
});
const file = (body: string, type: string): HttpAnswer => ({ status: 200, headers: { 'content-type': `${type}; charset=utf-8` }, body });

/** An hour: a new release brings the script that belongs to it soon enough. */
function script({ plain: whole, packed }: TeamsJs, accepts = ''): HttpAnswer {
  const isPacked = /\bgzip\b/i.test(accepts);
  const headers = { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'private, max-age=3600', vary: 'accept-encoding' };
  return { status: 200, headers: isPacked ? { ...headers, 'content-encoding': 'gzip' } : headers, body: isPacked ? packed : whole };
}

function answers(deps: TabDeps, tab: TabParts): readonly Route[] {
  const { store, network, clock } = deps;
  const view = sharedViews(deps);
  const asPerson =
    (answer: (person: PersonId, request: HttpRequest) => Promise<HttpAnswer>) =>
    async (request: HttpRequest): Promise<HttpAnswer> => {
      const visitor = await visitorOf(request.headers['authorization'], tab, new Date(deps.machineMs()));
      if (visitor.kind === 'cannotTell') return json(503, { words: cannotTellWords });
      if (visitor.kind === 'refused')
        return json(401, { why: visitor.why, words: tokenFaultWords[visitor.why] }, { 'www-authenticate': 'Bearer' });
      try {
        if (own((await network.current()).staff, visitor.id) === undefined) return json(403, { words: notOnStaffWords });
        return await answer(visitor.id, request);
      } catch (error) {
        if (error instanceof StoreAway) return json(503, { words: storeAwayInTabWords });
        throw error;
      }
    };
  return [
    get(
      '/api/tab/board',
      asPerson(async (person, { query }) => {
        const now = await network.current();
        // Where the page says it is open: a hint about which hub is meant, which gives no right to see it.
        const { hub, isShown } = boardAskedFor(now, person, (query.get('channel') ?? '').slice(0, channelCharactersMax));
        if (hub !== undefined && isShown) return json(200, boardPage(await view(hub), now));
        return json(403, { words: noPostWords(hub && organisationName(now, hub)) });
      }),
    ),
    get(
      '/api/tab/mine',
      asPerson(async (person) => {
        const now = await network.current();
        const places = await workOf(store, now, person);
        return json(200, workPage(await seeEach(store, now, person, places.slice(0, workShownMax)), places.length, now, clock.now()));
      }),
    ),
  ];
}

/** Looks at each hub at most once in `viewAgeMaxMs`, however many ask. What failed is looked at again. */
function sharedViews(deps: TabDeps): (hub: HubId) => Promise<HubView> {
  const views = new Map<HubId, { readonly lookedMs: number; readonly view: Promise<HubView> }>();
  return (hub) => {
    const known = views.get(hub);
    if (known !== undefined && deps.monotonicMs() - known.lookedMs < viewAgeMaxMs) return known.view;
    const view = viewHub(deps, hub);
    views.set(hub, { lookedMs: deps.monotonicMs(), view });
    view.catch(() => views.delete(hub));
    return view;
  };
}
