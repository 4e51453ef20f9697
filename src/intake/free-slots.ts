// The door at which another system asks which appointments it can take with a task: GET /api/slots.
import { type HttpRequest, json } from '../app/http.ts';
import type { FreeFound, FreeWanted } from '../app/slot/for-systems.ts';
import type { SlotRow } from '../app/slot/slot.ts';
import { slotIds } from '../domain/slot/state.ts';
import { taskKindList } from '../domain/task/reasons-and-outcomes.ts';
import { again, patienceMs, type Result, recognised, storeProblem } from './at-the-door.ts';
import type { Caller } from './caller.ts';
import type { IntakeDeps } from './deps.ts';
import type { Fault } from './faults.ts';

export interface FreeSlotsDeps extends Pick<IntakeDeps, 'callers' | 'tokens' | 'now' | 'wait'> {
  /** Throws as `freeForSystem`. */
  readonly freeSlots: (caller: Caller, wanted: FreeWanted) => Promise<FreeFound>;
}

const nothing = 'Nothing was changed.';
const problem = (status: number, title: string, faults: readonly Fault[]): Result => ({
  problem: { status, title, detail: nothing, faults },
});

/** `?offeredBy=NORTH&for=T90001`, and `&kind=tests` where that is known. */
export async function lookForFree(deps: FreeSlotsDeps, request: HttpRequest): Promise<Result> {
  const who = await recognised(deps, request, deps.now());
  if ('problem' in who) return { problem: { ...who.problem, detail: nothing } };
  const wanted = wantedIn(request.query);
  if ('faults' in wanted) return problem(400, 'Which appointments', wanted.faults);
  const looking = deps.freeSlots(who.caller, wanted).then(answerTo).catch(storeProblem);
  const late = deps
    .wait(patienceMs)
    .then((): Result => ({ problem: again(503, 'Took too long', 'The book is still being read.', nothing) }));
  return Promise.race([looking, late]);
}

function wantedIn(query: URLSearchParams): FreeWanted | { readonly faults: readonly Fault[] } {
  const named = (name: string): string => (query.get(name) ?? '').trim().toUpperCase();
  const [offeredBy, taker, given] = [named('offeredBy'), named('for'), query.get('kind')];
  const kind = taskKindList.offered.find((each) => each === given);
  const faults: readonly (Fault | false)[] = [
    !/^[A-Z0-9-]{1,40}$/.test(offeredBy) && {
      path: 'offeredBy',
      rule: 'Must name whose appointments: an ODS code, or the id of a hub.',
      code: 'required',
    },
    !/^[A-Z0-9-]{1,40}$/.test(taker) && { path: 'for', rule: 'Must name for whom: an ODS code, or the id of a hub.', code: 'required' },
    given !== null && kind === undefined && { path: 'kind', rule: `Must be one of: ${taskKindList.offered.join(', ')}.`, code: 'value' },
  ];
  const wrong = faults.flatMap((fault) => fault || []);
  return wrong.length > 0 ? { faults: wrong } : { offeredBy, for: taker, ...(kind === undefined ? {} : { kind }) };
}

function answerTo(found: FreeFound): Result {
  switch (found.kind) {
    case 'free':
      return { answer: json(200, { slots: found.slots.map(asJson) }, { 'cache-control': 'no-store' }) };
    case 'forbiddenPractice':
      return problem(403, 'Whose they are', [
        { path: 'for', rule: 'You are not registered to speak for this organisation.', code: 'forbidden' },
      ]);
    case 'unknown':
      return problem(422, 'Whose they are', [{ path: 'offeredBy', rule: 'Names no organisation of the same hub.', code: 'not-found' }]);
  }
}
const asJson = ({ id, due, minutes, what, where, bookUnder, forKinds, cutOffAt }: SlotRow): object => ({
  ...{ reference: slotIds.reference(id), start: due, minutes, what, place: where, bookUnder, takeBefore: cutOffAt },
  ...(forKinds === 'all' ? {} : { kinds: forKinds }),
});
