// The doors for appointments: POST /api/slots, by which a record system sends those that its organisation offers, and GET, which lists what is free.
import { type HttpAnswer, type HttpRequest, json, type Route } from '../app/http.ts';
import type { Feed, FeedReceipt } from '../app/slot/feed.ts';
import { ruleWords, tooManySlotsWords } from '../cards/slot/faults.ts';
import type { SlotFault } from '../domain/slot/faults.ts';
import { slotIds } from '../domain/slot/state.ts';
import { again, patienceMs, perhaps, type Result, recognised, storeProblem, unreadable } from './at-the-door.ts';
import { bodyBytesMax, readBody } from './body.ts';
import type { Caller } from './caller.ts';
import type { Delivery, IntakeDeps } from './deps.ts';
import { asOutcome, asProblemJson, type Fault, type IssueCode, type Problem } from './faults.ts';
import { readSlotFeed } from './fhir-slots.ts';
import { type FreeSlotsDeps, lookForFree } from './free-slots.ts';
import { fhirJson, readMedia } from './media.ts';

export interface SlotDoorDeps extends Pick<IntakeDeps, 'callers' | 'tokens' | 'now' | 'newId' | 'wait'>, FreeSlotsDeps {
  /** Throws as `takeFeed`. */
  readonly takeFeed: (caller: Caller, feed: Feed, delivery: Delivery) => Promise<FeedReceipt>;
}

/** Same callers and faults as `POST /api/econsults`; a FHIR searchset of Slot and Schedule, and nothing else. */
export function slotRoutes(deps: SlotDoorDeps): Route[] {
  const say = (problem: Problem): HttpAnswer => asOutcome(problem, deps.newId);
  return [
    {
      method: 'POST',
      path: '/api/slots',
      bodyBytesMax,
      handle: async (request) => {
        const result = await enter(deps, request);
        return 'problem' in result ? say(result.problem) : result.answer;
      },
      unreadable: (status) => say(ofSlots(unreadable(status))),
    },
    {
      method: 'GET',
      path: '/api/slots',
      bodyBytesMax: 0,
      handle: async (request) => {
        const result = await lookForFree(deps, request);
        return 'problem' in result ? asProblemJson(result.problem, deps.newId) : result.answer;
      },
      unreadable: (status) => asProblemJson(unreadable(status), deps.newId),
    },
  ];
}

const nothingPublished = 'Nothing was published. Put it right and send it again.';
/** The same problem, without a word about a patient's request: there is none. */
const ofSlots = (problem: Problem): Problem => ({ ...problem, detail: problem.status < 500 ? nothingPublished : problem.detail });
const problemOf = (status: number, title: string, faults: readonly Fault[]): Result => ({
  problem: { status, title, detail: nothingPublished, faults },
});

async function enter(deps: SlotDoorDeps, request: HttpRequest): Promise<Result> {
  const receivedAt = deps.now();
  const who = await recognised(deps, request, receivedAt);
  if ('problem' in who) return { problem: ofSlots(who.problem) };
  const media = readMedia(request.headers['content-type'], [fhirJson]);
  if (media.kind === 'problem') return { problem: ofSlots(media.problem) };
  const body = readBody(request.body);
  if (body.kind === 'problem') return { problem: ofSlots(body.problem) };
  const read = await readSlotFeed(body.value);
  if (read.kind === 'problem') return { problem: ofSlots(read.problem) };
  const delivery = { operation: `slots|${deps.newId()}`, receivedAt };
  const acting = deps
    .takeFeed(who.caller, read.feed, delivery)
    .then((receipt) => answerTo(receipt, read.paths))
    .catch(storeProblem);
  const late = deps
    .wait(patienceMs)
    .then((): Result => ({ problem: again(503, 'Took too long', 'The list is still being dealt with.', perhaps) }));
  return Promise.race([acting, late]);
}

function answerTo(receipt: FeedReceipt, paths: readonly string[]): Result {
  switch (receipt.kind) {
    case 'accepted': {
      const { organisation, ids, fresh, withdrawn, leftOut } = receipt;
      const body = {
        ...{ organisation, offered: ids.length, new: fresh, withdrawn, references: ids.map(slotIds.reference) },
        leftOut: leftOut.map((fault) => ({ path: paths[fault.index] ?? 'Bundle', rule: ruleWords[fault.rule] })),
      };
      return { answer: json(fresh + withdrawn > 0 ? 201 : 200, body) };
    }
    case 'faulty':
      return problemOf(
        422,
        'These cannot be offered',
        receipt.faults.map((fault) => faultOf(fault, paths)),
      );
    case 'organisationMissing':
      return whose(422, 'required', 'Says no organisation: give the HealthcareService an Organization with its ODS code in providedBy.');
    case 'organisationUnknown':
      return whose(422, 'value', 'Names an organisation that is not known here.');
    case 'forbiddenPractice':
      return whose(403, 'forbidden', 'You are not registered to send for this organisation.');
    case 'tooMany':
      return problemOf(422, 'Too many at once', [{ path: 'Bundle.entry', rule: tooManySlotsWords, code: 'too-long' }]);
    case 'changedMeanwhile':
      return { problem: again(503, 'The book changed meanwhile', 'Others changed the same appointments at the same moment.', perhaps) };
  }
}

const whose = (status: 403 | 422, code: IssueCode, rule: string): Result =>
  problemOf(status, 'Whose they are', [{ path: 'Bundle.entry', rule, code }]);
/** With a capital and a full stop, as every rule at the doors. */
const faultOf = ({ index, rule }: SlotFault, paths: readonly string[]): Fault => {
  const words = ruleWords[rule];
  return { path: paths[index] ?? 'Bundle', rule: `${words.charAt(0).toUpperCase()}${words.slice(1)}.`, code: 'value' };
};
