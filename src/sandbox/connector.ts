// The Bot Connector of the local Teams: the REST calls with which a bot posts, edits and asks who is there (v3 protocol).

import type { HttpAnswer, HttpRequest, Route } from '../app/http.ts';
import { json } from '../app/http.ts';
import * as answers from './connector-answers.ts';
import type { ConnectorCall, FaultSwitch } from './faults.ts';
import { brokenAnswer, connectorError, failure, throttled, throttledUntil } from './faults.ts';
import { parsed } from './json.ts';
import type { Charge, Limits } from './limits.ts';
import type { World } from './teams-state.ts';
import type { Tokens } from './tokens.ts';

/** Far above the message limit, so that what is too big is told so in the connector's own words. */
const BODY_BYTES_MAX = 1_048_576;

export interface ConnectorGiven {
  readonly world: World;
  readonly limits: Limits;
  readonly faults: FaultSwitch;
  readonly tokens: Tokens;
  /** By Teams' own clock, in ms since 1970. */
  readonly nowMs: () => number;
  /** Waits `ms` milliseconds. */
  readonly sleep: (ms: number) => Promise<void>;
}

interface Operation {
  readonly name: ConnectorCall['operation'];
  readonly method: Route['method'];
  readonly path: string;
  readonly charge: Charge;
  readonly answer: (world: World, call: answers.Call) => HttpAnswer;
}

const conversations = '/v3/conversations';
const operations: readonly Operation[] = [
  { name: 'createConversation', method: 'POST', path: conversations, charge: 'create', answer: answers.createConversation },
  { name: 'post', method: 'POST', path: `${conversations}/:id/activities`, charge: 'send', answer: answers.post },
  { name: 'reply', method: 'POST', path: `${conversations}/:id/activities/:activity`, charge: 'send', answer: answers.post },
  { name: 'edit', method: 'PUT', path: `${conversations}/:id/activities/:activity`, charge: 'send', answer: answers.edit },
  { name: 'delete', method: 'DELETE', path: `${conversations}/:id/activities/:activity`, charge: 'send', answer: answers.remove },
  { name: 'members', method: 'GET', path: `${conversations}/:id/members`, charge: 'members', answer: answers.members },
  { name: 'members', method: 'GET', path: `${conversations}/:id/pagedmembers`, charge: 'members', answer: answers.pagedMembers },
  { name: 'members', method: 'GET', path: `${conversations}/:id/members/:member`, charge: 'members', answer: answers.member },
  { name: 'team', method: 'GET', path: '/v3/teams/:id', charge: 'other', answer: answers.team },
  { name: 'channels', method: 'GET', path: '/v3/teams/:id/conversations', charge: 'channels', answer: answers.channels },
];

/** Whom a call is charged to: a channel with all its threads is one conversation, and posting a new thread is sending to it. */
const chargedTo = (operation: Operation, call: answers.Call, world: World): readonly [Charge, string] => {
  if (operation.name !== 'createConversation') return [operation.charge, answers.placeIdOf(call.id)];
  const target = answers.createTarget(world, call);
  return target?.kind === 'channel' ? ['send', target.id] : ['create', target?.id ?? 'unknown'];
};

/** The connector's routes. Every call needs a token of ours; limits and faults come before any effect, lost answers after. */
export const connectorRoutes = (given: ConnectorGiven): readonly Route[] => {
  const { world, limits, faults, tokens } = given;
  let number = 0;

  const run = async (operation: Operation, request: HttpRequest): Promise<HttpAnswer> => {
    if (!tokens.accepts(request.headers['authorization'])) {
      return connectorError(401, 'Unauthorized', 'Authorization has been denied for this request.', { 'www-authenticate': 'Bearer' });
    }
    number += 1;
    const { id = '', activity, member } = request.params;
    const body = request.body.length === 0 ? undefined : parsed(request.body.toString('utf8'));
    const call: answers.Call = { id, activity, member, body, query: request.query };
    const fault = faults.of({ number, operation: operation.name, conversation: id });
    if (fault.delayMs > 0) await given.sleep(fault.delayMs);
    if (fault.throttleBare === true) return throttled();
    if (fault.throttleSeconds > 0)
      return fault.throttleByDate ? throttledUntil(fault.throttleSeconds, given.nowMs()) : throttled(fault.throttleSeconds);
    const [charge, place] = chargedTo(operation, call, world);
    if (fault.failStatus !== 0 && (fault.failIn === '' || fault.failIn === place)) return failure(fault.failStatus);
    const overrun = limits.take(charge, place);
    if (overrun !== undefined) return throttled(overrun.retryAfterSeconds);
    const answer = operation.answer(world, call);
    if (fault.loseAnswers) return brokenAnswer;
    return fault.failAfterStatus === undefined ? answer : failure(fault.failAfterStatus);
  };

  return operations.map((operation) => ({
    method: operation.method,
    path: operation.path,
    bodyBytesMax: BODY_BYTES_MAX,
    handle: (request) => run(operation, request),
    unreadable: (status) =>
      status === 413 ? answers.tooBig() : json(status, { error: { code: 'BadArgument', message: 'The body cannot be read.' } }),
  }));
};
