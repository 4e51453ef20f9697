// The bot's one door for Teams: guards first, then the SDK's signature check, then teams-ai as router to what answers.
import { Application } from '@microsoft/teams-ai/lib/Application.js';
import { TurnState } from '@microsoft/teams-ai/lib/TurnState.js';
import { type Activity, CloudAdapter, type TurnContext } from 'botbuilder';
import { AuthenticationError, type BotFrameworkAuthentication } from 'botframework-connector';
import type { Route } from '../app/http.ts';
import { arrivedSummary, botName, greetingWords, unknownAction, unreadableCard, whoUnknownWords } from '../cards/answers.ts';
import { drawChooseChannel, whoseChannelTitle } from '../cards/channels.ts';
import { drawList } from '../cards/list.ts';
import type { ChannelLost } from '../domain/channel-news.ts';
import { channelFor } from '../domain/network/who-is-where.ts';
import type { Instant } from '../domain/terms.ts';
import type { Answer } from './answering.ts';
import { answerPress } from './clicks.ts';
import { answerWords } from './commands.ts';
import { dialogInvokes } from './dialogs.ts';
import type { CommandDeps, KindDeps } from './kind.ts';
import { isArrival, type Learnt, learn } from './learn.ts';
import { type Press, wordsFor } from './press.ts';
import { type InvokeReply, messageReply, messageResult } from './replies.ts';
import { createSaidLists, type SaidLists } from './said-lists.ts';
import { wordsReply } from './say.ts';
import { createSearch } from './search.ts';
import { bare, type DoorDeps, guard, type TurnedAway } from './who-is-let-in.ts';
import { cardActionSchema, conversationOf, missingIn, personIn, type TeamsActivity, tenantOf } from './wire.ts';

export interface BotDeps extends KindDeps, DoorDeps {
  /** How the installed system is, link by link; absent: nobody looks. */
  readonly examine?: CommandDeps['examine'];
  /** Tells whoever must know that a conversation cannot be written to any more. */
  readonly channelLost: (conversation: string, why: ChannelLost, since: Instant) => Promise<void>;
  /** Says something where an activity came from, by and by. */
  readonly answer: Answer;
  readonly monotonicMs: () => number;
  readonly authentication: BotFrameworkAuthentication;
  readonly report: (event: BotEvent) => void;
}

/** In outcomes only: never what was said. */
export type BotEvent =
  | TurnedAway
  /** Its token was good. `recipient`: as whom Teams addressed us. */
  | { readonly kind: 'turn'; readonly name: string; readonly tookMs: number; readonly recipient: string; readonly tenantId?: string }
  | { readonly kind: 'broken'; readonly name: string; readonly error: unknown };

/** Teams sends at most about 100 KB; dialogs with inputs less. */
export const activityBytesMax = 256 * 1024;

/** CloudAdapter that neither prints every failure nor tells the caller about it. */
class QuietAdapter extends CloudAdapter {
  turn(authHeader: string, activity: Activity, logic: (context: TurnContext) => Promise<void>) {
    return this.processActivity(authHeader, activity, logic);
  }
}

/** `POST /api/messages`. */
export function messagesRoute(deps: BotDeps): Route {
  const adapter = new QuietAdapter(deps.authentication);
  const lists = createSaidLists(deps, deps.answer, (error) => deps.report({ kind: 'broken', name: 'list', error }));
  const app = createRouter({ ...deps, filledIn: lists.filledIn }, lists);
  return {
    method: 'POST',
    path: '/api/messages',
    bodyBytesMax: activityBytesMax,
    async handle(request) {
      const guarded = guard(deps, request);
      if ('status' in guarded) return guarded;
      const { activity } = guarded;
      const startMs = deps.monotonicMs();
      const name = activity.name ?? activity.type;
      try {
        const answer = await adapter.turn(request.headers['authorization'] ?? '', asSdkActivity(activity), async (context) => {
          context.turnState.set(activityKey, activity);
          await app.run(context);
        });
        deps.report({ kind: 'turn', name, tookMs: deps.monotonicMs() - startMs, ...addressed(activity) });
        // Without a body a dialog closes; a body that only says nothing is something that Teams tries to read.
        if (answer?.body === undefined) return bare(answer?.status ?? 200);
        return {
          status: answer.status,
          headers: { 'content-type': 'application/json; charset=utf-8' },
          body: JSON.stringify(answer.body),
        };
      } catch (error) {
        // The SDK reports bad signatures as plain errors too, so before our own code has run every error counts as one.
        if (error instanceof AuthenticationError || !reached.has(activity)) {
          deps.report({ kind: 'turnedAway', why: 'token', from: request.remoteAddress });
          return bare(401);
        }
        deps.report({ kind: 'broken', name, error });
        return activity.type === 'invoke'
          ? { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(wordsReply(name, wordsFor(error)).body) }
          : bare(500);
      }
    },
  };
}

/** As whom we were addressed, and from where. */
function addressed(activity: TeamsActivity): { readonly recipient: string; readonly tenantId?: string } {
  const tenantId = tenantOf(activity);
  return { recipient: activity.recipient.id, ...(tenantId === undefined ? {} : { tenantId }) };
}

const activityKey = Symbol('activity');
/** Activities whose token was good: what fails after that is our own fault. */
const reached = new WeakSet<TeamsActivity>();

/** teams-ai as a router and nothing else: no storage, no typing timer, no card-reply wrapper. */
function createRouter(deps: BotDeps, lists: SaidLists): Application<TurnState> {
  const app = new Application<TurnState>({
    startTypingTimer: false,
    removeRecipientMention: false,
    longRunningMessages: false,
    turnStateFactory: () => new TurnState(),
  });
  const invoke = (name: string, answer: (activity: TeamsActivity) => Promise<InvokeReply>) =>
    app.addRoute(
      async (context) => context.activity.type === 'invoke' && (name === '*' || context.activity.name === name),
      async (context) => {
        const activity = await arrived(deps, context);
        // Sent by us: the library's own wrapper would show one person's card to everybody.
        await context.sendActivity({ type: 'invokeResponse', value: await answer(activity) });
      },
      true,
    );
  const pressed = (
    activity: TeamsActivity,
    verb: string,
    data: Record<string, unknown>,
    answer: (press: Press) => Promise<InvokeReply>,
  ) => {
    const by = personIn(activity);
    return by === undefined
      ? Promise.resolve(wordsReply(activity.name ?? '', whoUnknownWords(missingIn(activity))))
      : answer({ activity, by, verb, data });
  };

  invoke('adaptiveCard/action', async (activity) => {
    const value = cardActionSchema.safeParse(activity.value);
    if (!value.success) return messageReply(unreadableCard);
    return pressed(activity, value.data.action.verb, value.data.action.data, (press) => answerPress(deps, press));
  });
  for (const [name, answer, schema] of dialogInvokes) {
    invoke(name, async (activity) => {
      const value = schema.safeParse(activity.value);
      const data = value.success ? value.data.data : { verb: '' };
      return pressed(activity, data.verb, data, (press) => answer(deps, press));
    });
  }
  const search = createSearch(deps);
  invoke('composeExtension/query', async (activity) => {
    const by = personIn(activity);
    return by === undefined ? messageResult(whoUnknownWords(missingIn(activity))) : search(by.id, activity.value);
  });
  invoke('*', async () => messageReply(unknownAction));

  app.addRoute(
    async (context) => context.activity.type === 'message',
    async (context) => {
      const activity = await arrived(deps, context);
      await spoken(deps, lists, activity);
    },
  );
  app.addRoute(
    async () => true,
    async (context) => {
      const activity = await arrived(deps, context);
      if (isArrival(activity)) await offer(deps, lists, activity);
      deps.nudge();
    },
  );
  return app;
}

/** The token was good: from here on the activity is believed, and what it teaches is remembered. */
async function arrived(deps: BotDeps, context: TurnContext): Promise<TeamsActivity> {
  const activity = context.turnState.get(activityKey) as TeamsActivity;
  reached.add(activity);
  const learnt = await learn(deps.directory, deps.clock, activity, await channelsOfTeam(deps, activity));
  if (learnt.opened) deps.nudge();
  await tellOfClosed(deps, learnt);
  return activity;
}

/** The channels of organisations that are in the activity's team. */
async function channelsOfTeam(deps: BotDeps, activity: TeamsActivity): Promise<readonly string[]> {
  const team = activity.channelData?.team?.id;
  const channels = team === undefined ? [] : Object.values((await deps.network.current()).channels);
  return channels.filter((channel) => channel.team === team).map(({ conversation }) => conversation);
}

/** Whoever leads the hub hears in their own chats that a channel is closed. What Teams told us is remembered, also when that fails. */
async function tellOfClosed(deps: BotDeps, { closed }: Learnt): Promise<void> {
  for (const { conversation, why } of closed) {
    try {
      await deps.channelLost(conversation, why, deps.clock.now());
    } catch (error) {
      deps.report({ kind: 'broken', name: 'channelLost', error });
    }
  }
}

/** Everybody who writes gets an answer, if only what is missing. */
async function spoken(deps: BotDeps, lists: SaidLists, activity: TeamsActivity): Promise<void> {
  const by = personIn(activity);
  let card: object;
  try {
    card = by === undefined ? drawList(botName, whoUnknownWords(missingIn(activity)), []) : await answerWords(deps, activity, by);
  } catch (error) {
    deps.report({ kind: 'broken', name: 'message', error });
    card = drawList(botName, wordsFor(error), []);
  }
  lists.say(activity, by?.id, card);
}

/** Asks whose channel it is, or greets somebody: once, until the bot is taken out, and never in a team whose channel is known. */
async function offer(deps: BotDeps, lists: SaidLists, activity: TeamsActivity): Promise<void> {
  const personal = activity.conversation.conversationType === 'personal';
  const network = await deps.network.current();
  const here = conversationOf(activity);
  const known = await deps.directory.conversation(here);
  // A channel apart is set up by itself, whatever else its team has.
  const isSetUp = channelFor(network, here) !== undefined || (!known?.apart && (await channelsOfTeam(deps, activity)).length > 0);
  if (isSetUp || known?.asked) return;
  if (known !== undefined) await deps.directory.saveConversation(here, { ...known, asked: true });
  const by = personIn(activity);
  const begins = personal ? undefined : await deps.kinds.all.find(({ arrives }) => arrives)?.arrives?.(deps, by, activity);
  if (begins !== undefined) return lists.say(activity, by?.id, begins);
  const card = personal ? drawList(botName, greetingWords, []) : drawChooseChannel(network, deps.clock.now());
  deps.answer(activity, { card, summary: personal ? arrivedSummary : whoseChannelTitle });
}

/** Without a delivery mode: in one of them the SDK collects what is said and drops the answer to an invoke. */
function asSdkActivity(activity: TeamsActivity): Activity {
  const { timestamp, deliveryMode: _, ...rest } = activity;
  return { ...rest, ...(timestamp === undefined ? {} : { timestamp: new Date(timestamp) }) } as unknown as Activity;
}
