// POST /api/messages in process: the whole way an activity of Teams takes, with nobody's token asked for.

import type { Outgoing } from '../../src/app/chat.ts';
import { tellChannelLost } from '../../src/app/day/lost-channel.ts';
import type { HttpAnswer } from '../../src/app/http.ts';
import { type BotEvent, messagesRoute } from '../../src/teams/bot.ts';
import { authenticationFor } from '../../src/teams/trust.ts';
import { tenant } from '../people.ts';
import type { World } from './given.ts';

export interface DoorAnswer {
  readonly status: number;
  /** The parsed body of the answer, where it has one. */
  readonly body: unknown;
  /** What was said in the conversation. */
  readonly spoken: readonly Outgoing[];
  readonly events: readonly BotEvent[];
}

/** The bot's door of this world. */
export function messagesDoor(w: World): (activity: unknown) => Promise<DoorAnswer> {
  const spoken: Outgoing[] = [];
  const events: BotEvent[] = [];
  const route = messagesRoute({
    ...w.deps,
    channelLost: (conversation, why, since) => tellChannelLost({ ...w.deps, rules: w.deps.network }, conversation, why, since),
    answer: Object.assign((_: unknown, message: Outgoing) => void spoken.push(message), { edit: () => {} }),
    monotonicMs: () => 0,
    authentication: authenticationFor({ kind: 'anonymous' }, () => 0),
    serviceHosts: ['smba.example.org'],
    anyLoopback: false,
    tenants: [tenant],
    report: (event) => events.push(event),
  });
  return async (activity) => {
    const answer = (await route.handle({
      method: 'POST',
      path: '/api/messages',
      params: {},
      query: new URLSearchParams(),
      headers: { 'content-type': 'application/json' },
      body: typeof activity === 'string' ? Buffer.from(activity) : Buffer.from(JSON.stringify(activity) ?? ''),
      remoteAddress: '127.0.0.1',
    })) as HttpAnswer;
    const text = String(answer.body ?? '');
    return { status: answer.status, body: text === '' ? undefined : JSON.parse(text), spoken: spoken.splice(0), events: events.splice(0) };
  };
}
