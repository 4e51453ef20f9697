// Goes through a hub's table once and says what does not fit together: for the nightly check, a restore drill, and after chaos.
import type { HubId } from '../domain/terms.ts';
import { type Break, verifyChain } from './chain.ts';
import { toContacts } from './contacts.ts';
import type { Engine, Row, Table } from './engine.ts';
import { datedLast, locate } from './keys.ts';
import { toDue, toEvent, toLoaded, toQueueRow } from './rows.ts';

/** Rows read at a time. */
const PAGE_ROWS = 1_000;

/** What is wrong, in keys and references only. */
export type Finding =
  | { readonly kind: 'chain'; readonly id: string; readonly broken: Break }
  | { readonly kind: 'eventsWithoutState'; readonly id: string }
  | { readonly kind: 'versionApart'; readonly id: string; readonly state: number; readonly events: number }
  /** A timer, queue place or contact of a thing that is not there. */
  | { readonly kind: 'orphan'; readonly key: string }
  /** A second timer or queue place of the same thing. */
  | { readonly kind: 'second'; readonly key: string };

export interface Inspection {
  readonly things: number;
  readonly events: number;
  readonly findings: readonly Finding[];
}

/**
 * Reads states, events, contacts, timers and queue places, each family once. Run it while nothing is written, or expect findings
 * about what changed meanwhile. Whether a thing ought to have a timer or a place is not known here: its state says.
 */
export async function inspect(engine: Engine, prefix: string, hub: HubId): Promise<Inspection> {
  const table = engine.table(locate(prefix, hub));
  const states = new Map<string, { readonly version: number; readonly lastHash: string }>();
  for await (const row of family(table, 'state')) {
    const { version, lastHash } = toLoaded(row);
    states.set(thingOf(row.key, 'state'), { version, lastHash });
  }
  const { events, findings } = await histories(table, states);
  findings.push(...(await contacts(table, states)));
  for (const name of ['due', 'open'] as const) findings.push(...(await places(table, name, states)));
  return { things: states.size, events, findings };
}

async function histories(table: Table, states: ReadonlyMap<string, { readonly version: number; readonly lastHash: string }>) {
  const findings: Finding[] = [];
  const without = new Set(states.keys());
  let events = 0;
  let history: Row[] = [];
  const close = (): void => {
    const first = history[0];
    if (first === undefined) return;
    const thing = thingOf(first.key, 'event');
    const id = idIn(thing);
    const state = states.get(thing);
    without.delete(thing);
    const broken = verifyChain(history.map(toEvent), state?.lastHash);
    if (state === undefined) findings.push({ kind: 'eventsWithoutState', id });
    if (broken !== undefined) findings.push({ kind: 'chain', id, broken });
    else if (state !== undefined && state.version !== history.length) {
      findings.push({ kind: 'versionApart', id, state: state.version, events: history.length });
    }
    history = [];
  };
  for await (const row of family(table, 'event')) {
    events++;
    if (history[0] !== undefined && thingOf(history[0].key, 'event') !== thingOf(row.key, 'event')) close();
    history.push(row);
  }
  close();
  for (const thing of without) findings.push({ kind: 'versionApart', id: idIn(thing), state: states.get(thing)?.version ?? 0, events: 0 });
  return { events, findings };
}

/** Contacts that name what is not there. A patient's row is about several things and has no state of its own. */
async function contacts(table: Table, states: ReadonlyMap<string, unknown>): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for await (const row of family(table, 'contact')) {
    if (toContacts(row).some(({ id }) => !states.has(`econsult|${id}`))) findings.push({ kind: 'orphan', key: row.key });
  }
  return findings;
}

async function places(table: Table, name: 'due' | 'open', states: ReadonlyMap<string, unknown>): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  for await (const row of family(table, name)) {
    const thing = thingOf(row.key, name);
    // A row that cannot be read throws here rather than in the middle of a sweep.
    if (name === 'due') toDue(row);
    else toQueueRow(row);
    if (!states.has(thing)) findings.push({ kind: 'orphan', key: row.key });
    else if (seen.has(thing)) findings.push({ kind: 'second', key: row.key });
    seen.add(thing);
  }
  return findings;
}

/** Every row of a family in key order, a page at a time. */
async function* family(table: Table, name: string): AsyncGenerator<Row> {
  let from = `${name}|`;
  for (;;) {
    const rows = await table.range(from, `${name}}`, PAGE_ROWS);
    yield* rows;
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE_ROWS) return;
    // The smallest key after it: '!' sorts before every character of ours.
    from = `${last.key}!`;
  }
}

/** Where kind and id stand in the keys of each family. */
const whereIn = { state: [1, 2], event: [1, 2], due: [2, 3], open: [1, 5] } as const;
/** Kind and id of what a key is about, encoded as there: enough to tell things apart. */
function thingOf(rowKey: string, of: keyof typeof whereIn): string {
  const parts = rowKey.split('|');
  const [kind, id] = whereIn[of];
  return `${parts[kind] ?? ''}|${datedLast(parts[id] ?? '')}`;
}
const idIn = (thing: string): string => thing.slice(thing.indexOf('|') + 1);
