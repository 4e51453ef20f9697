// The auditor: checks everything open and a page of everything else, repairs what it safely can, and reports the rest.

import type { DayCount } from '../../domain/audit/counts.ts';
import { type Finding, isRepairable, wrongRows } from '../../domain/audit/findings.ts';
import { channelOf, type HubId, type Instant } from '../../domain/terms.ts';
import type { Loaded, ThingKey } from '../ports.ts';
import { countOf } from './count.ts';
import {
  type AuditDeps,
  eachOf,
  judge,
  lookAt,
  type Measure,
  measureNow,
  nameOf,
  nothing,
  rightOf,
  type Sight,
  type Standing,
  statesOf,
} from './look.ts';
import { type Remembered, readReceipts } from './received-lately.ts';

export type { AuditDeps } from './look.ts';

export interface AuditReport {
  readonly hub: HubId;
  readonly at: Instant;
  /** Things that were looked at. */
  readonly checked: number;
  /** Repaired; the next pass checks that it worked. */
  readonly repaired: readonly Finding[];
  /** What a person must look at. */
  readonly raised: readonly Finding[];
  /** Of today and the day before, per practice. */
  readonly counts: readonly DayCount[];
  /** Could not be looked at or put right. */
  readonly failed: number;
  /** Looked wrong, but changed each time it was checked again, so nothing can be said about it. */
  readonly unsettled: number;
}

/** Nothing was wrong, not even something repairable, and everything could be checked. */
export const isClean = ({ repaired, raised, failed, unsettled }: AuditReport): boolean =>
  repaired.length + raised.length + failed + unsettled === 0;

/**
 * Things read per pass to find those that have lost every row: with a pass every five minutes, 10,000 take 25 minutes, and the 100,000
 * of a hub's year four hours. Those of today and the day before are found at once, by the counts.
 */
export const scannedAtATime = 2_000;
/** How often what looks wrong is checked again while it keeps changing: a check takes a second, and nobody presses every second. */
const looksMax = 3;

/** Makes the auditor: one pass over one hub at a time. What it remembers between passes only saves reads. Throws as `Store.load` does. */
export function createAuditor(deps: AuditDeps): (hub: HubId) => Promise<AuditReport> {
  const remembered = new Map<HubId, Remembered>();
  const scanned = new Map<HubId, string>();

  return async (hub) => {
    let failed = 0;
    const counting: AuditDeps = {
      ...deps,
      failed: (...what) => {
        failed += 1;
        deps.failed(...what);
      },
    };
    const measure = await measureNow(counting);
    const standing = await deps.rows.standing(hub);
    const memory = await readReceipts(deps, hub, measure.now, remembered.get(hub));
    remembered.set(hub, memory);
    const page = await scan(counting, hub, scanned, measure);
    const things = allOf(hub, standing, memory, page.things);
    const seen = await lookAt(counting, hub, things, { standing, states: page.states });
    const suspects = judged(counting, seen, measure)
      .filter(({ sight, findings }) => sight.loaded === undefined || findings.length > 0)
      .map(({ sight }) => sight.thing);
    const { settled, unsettled } = await lookAgain(counting, hub, suspects);
    const outcome = await act(counting, settled);
    const counts = await countOf(counting, hub, memory, {
      seen,
      settled: settled.map(({ sight }) => sight),
      suspected: new Set(suspects.map(nameOf)),
    });
    const buried = (await deps.store.buried(hub)).map(({ id, to, what }): Finding => ({ kind: 'buried', id, to, what }));
    return {
      hub,
      at: measure.now,
      checked: things.length,
      repaired: outcome.repaired,
      raised: [...outcome.raised, ...buried, ...counts.findings],
      counts: counts.days,
      failed,
      unsettled: unsettled + outcome.unsettled,
    };
  };
}

/** Whatever has a row, whatever came in these days and is not known to be closed, and what the page adds. */
function allOf(hub: HubId, standing: Standing, memory: Remembered, page: readonly ThingKey[]): readonly ThingKey[] {
  const things = new Map<string, ThingKey>();
  const add = (thing: ThingKey): void => {
    things.set(nameOf(thing), thing);
  };
  for (const { kind, id } of [...standing.places, ...standing.timers]) add({ hub, kind, id });
  for (const { kind, id } of memory.receipts.values()) if (!memory.closed.has(id)) add({ hub, kind, id });
  for (const thing of page) add(thing);
  return [...things.values()];
}

interface Page {
  /** Those that ought to stand somewhere, and those that cannot be read. */
  readonly things: readonly ThingKey[];
  /** By name, whatever could be read: it need not be read again in this pass. */
  readonly states: ReadonlyMap<string, Loaded<unknown>>;
}

/** The next page of all things. */
async function scan(deps: AuditDeps, hub: HubId, scanned: Map<HubId, string>, measure: Measure): Promise<Page> {
  const page = await deps.rows.statesAfter(hub, scanned.get(hub), scannedAtATime);
  const last = page.at(-1);
  if (last === undefined || page.length < scannedAtATime) scanned.delete(hub);
  else scanned.set(hub, last.key);
  const things = page.flatMap(({ thing, loaded }) => {
    if (loaded === undefined || !isKnown(deps, thing)) return [thing];
    const right = rightOf(deps, { thing, loaded }, measure);
    return right.place === undefined && right.timer === undefined ? [] : [thing];
  });
  const states = new Map(page.flatMap(({ thing, loaded }) => (loaded === undefined ? [] : [[nameOf(thing), loaded] as const])));
  return { things, states };
}

/** One of a kind that nobody knows cannot be judged, and the pass is not clean with it. */
const isKnown = ({ kinds }: AuditDeps, thing: ThingKey): boolean => kinds.decided(thing.kind) !== undefined;

interface Judged {
  readonly sight: Sight;
  readonly measure: Measure;
  readonly findings: readonly Finding[];
}

/** A state that cannot be read as what it should be must not stop the others. */
function judged(deps: AuditDeps, sights: readonly Sight[], measure: Measure): readonly Judged[] {
  return sights.flatMap((sight) => {
    try {
      return [{ sight, measure, findings: judge(deps, sight, measure) }];
    } catch (error) {
      deps.failed(sight.thing.hub, sight.thing.id, error);
      return [];
    }
  });
}

/**
 * Things change while they are read. What looked wrong is read again by itself, and counts only if its state was the same before and after,
 * because its rows are only written together with it.
 */
async function lookAgain(
  deps: AuditDeps,
  hub: HubId,
  suspects: readonly ThingKey[],
): Promise<{ settled: readonly Judged[]; unsettled: number }> {
  const settled: Judged[] = [];
  let left = suspects;
  for (let looks = 0; looks < looksMax && left.length > 0; looks++) {
    const measure = await measureNow(deps);
    const seen = await lookAt(deps, hub, left);
    const after = await statesOf(
      deps,
      seen.map(({ thing }) => thing),
    );
    const isSame = ({ thing, loaded }: Sight): boolean => after.get(nameOf(thing))?.etag === loaded?.etag;
    const known = seen.filter(({ thing }) => after.has(nameOf(thing)));
    settled.push(...judged(deps, known.filter(isSame), measure));
    left = known.filter((sight) => !isSame(sight)).map(({ thing }) => thing);
  }
  return { settled, unsettled: left.length };
}

interface Outcome {
  readonly repaired: Finding[];
  readonly raised: Finding[];
  unsettled: number;
}

async function act(deps: AuditDeps, settled: readonly Judged[]): Promise<Outcome> {
  const outcome: Outcome = { repaired: [], raised: [], unsettled: 0 };
  const byName = new Map(settled.map((each) => [nameOf(each.sight.thing), each]));
  const wrong = settled.filter(({ findings }) => findings.length > 0).map(({ sight }) => sight.thing);
  await eachOf(deps, wrong, async (thing) => {
    const one = byName.get(nameOf(thing));
    if (one === undefined) return;
    outcome.raised.push(...one.findings.filter((finding) => !isRepairable(finding)));
    await (one.sight.loaded === undefined ? clearAway(deps, one, outcome) : putRight(deps, one, outcome));
  });
  if (outcome.repaired.some(({ kind }) => kind === 'cardMissing' || kind === 'cardOld')) deps.nudge();
  return outcome;
}

/**
 * Rows of a thing without state: removed if there never was such a thing. If it has a history its state was lost, and these rows are all
 * that is left.
 */
async function clearAway({ store, rows }: AuditDeps, { sight, findings }: Judged, outcome: Outcome): Promise<void> {
  const { thing } = sight;
  if ((await store.operationAt(thing, 1)) !== undefined) {
    outcome.raised.push({ kind: 'stateMissing', id: thing.id });
    return;
  }
  let all = true;
  for (const row of wrongRows(nothing, sight.rows)) all = (await rows.removeRow(thing.hub, row)) && all;
  if (all) outcome.repaired.push(...findings);
  else outcome.unsettled += 1;
}

async function putRight(deps: AuditDeps, { sight, measure, findings }: Judged, outcome: Outcome): Promise<void> {
  const { thing, loaded } = sight;
  const ofRows = findings.filter((finding) => isRepairable(finding) && !('organisation' in finding));
  if (loaded !== undefined && ofRows.length > 0) {
    const right = rightOf(deps, sight, measure);
    if (await deps.rows.putRight(thing, loaded, right, wrongRows(right, sight.rows))) outcome.repaired.push(...ofRows);
    else outcome.unsettled += 1;
  }
  for (const finding of findings) {
    if (finding.kind !== 'cardMissing' && finding.kind !== 'cardOld') continue;
    const sendClass = deps.kinds.shown(thing.kind).cards?.(loaded?.state).class ?? 0;
    await deps.store.show(thing.hub, thing, { to: channelOf(finding.organisation), class: sendClass, what: 'card' }, measure.now);
    outcome.repaired.push(finding);
  }
}
