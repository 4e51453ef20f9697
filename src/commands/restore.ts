// `npm run restore -- FILE`: puts an export into a store that has nothing there yet, and says how to see that it is whole.
import type { HubId } from '../domain/terms.ts';
import type { Engine } from '../storage/engine.ts';
import { tableNamed } from '../storage/export.ts';
import { checkLines, rowsIn, type Whole } from '../storage/export-lines.ts';
import { inspect } from '../storage/inspect.ts';
import { bulkPatience } from '../storage/request-tries.ts';
import { hasRows, type NotRestored, restoreRows } from '../storage/restore.ts';
import { codeOf, type ExportDesk, saysWhichStore } from './export.ts';
import { hubsIn, isMissingTable, sandboxFlag, withStore } from './open-store.ts';

export interface RestoreDesk extends Pick<ExportDesk, 'env' | 'say' | 'warn' | 'opened'> {
  /** A file's lines, from its beginning each time. */
  readonly linesOf: (path: string) => AsyncIterable<string>;
}

const usage = `npm run restore -- FILE [FILE …]    puts exports back, each into a table that is empty or not there yet
With --sandbox: into the sandbox on this machine`;

/** Exit code 0: all rows are there; 1: a fault, said. */
export async function restoreCommand(given: readonly string[], desk: RestoreDesk): Promise<0 | 1> {
  const paths = given.filter((word) => word !== sandboxFlag);
  if (paths.length === 0 || paths.some((path) => path.startsWith('-'))) {
    desk.say(usage);
    return 1;
  }
  if (!saysWhichStore(given, desk)) return 1;
  // Every file is read through before anything is written: half a store is worse than none.
  const files: { readonly path: string; readonly whole: Whole }[] = [];
  for (const path of paths) {
    const whole = await checked(desk, path);
    if (whole === undefined) return 1;
    files.push({ path, whole });
  }
  const work = async (engine: Engine, prefix: string): Promise<0 | 1> => {
    for (const { path, whole } of files) if (!(await restored(desk, engine, prefix, { path, whole }))) return 1;
    return allThere(desk, engine, prefix);
  };
  return desk.opened ? work(desk.opened.engine, desk.opened.prefix) : withStore(desk.env, work, bulkPatience);
}

async function checked(desk: RestoreDesk, path: string): Promise<Whole | undefined> {
  try {
    const whole = await checkLines(desk.linesOf(path));
    if (!('fault' in whole)) return whole;
    desk.say(`${path} cannot be restored: ${whole.fault}. Nothing was changed.`);
  } catch (error) {
    desk.say(`${path} cannot be read (${codeOf(error)}). Nothing was changed.`);
  }
  return undefined;
}

/** A hub that is listed but has no rows would start empty: what was open there would be gone without a word. */
async function allThere(desk: RestoreDesk, engine: Engine, prefix: string): Promise<0 | 1> {
  const empty: HubId[] = [];
  for (const hub of await hubsIn(engine, prefix)) if (!(await isThere(engine, tableNamed(prefix, hub)))) empty.push(hub);
  if (empty.length === 0) return 0;
  desk.say(`The list of hubs names ${empty.join(', ')}, of which nothing is here. Restore their files too before eHub is started.`);
  return 1;
}

async function isThere(engine: Engine, table: string): Promise<boolean> {
  try {
    return await hasRows(engine, table);
  } catch (error) {
    if (isMissingTable(error)) return false;
    throw error;
  }
}

interface Given {
  readonly path: string;
  readonly whole: Whole;
}

async function restored(desk: RestoreDesk, engine: Engine, prefix: string, { path, whole }: Given): Promise<boolean> {
  const { name, at } = whole.header;
  const table = tableNamed(prefix, name);
  const refused = await restoreRows(engine, table, whole, rowsIn(desk.linesOf(path)));
  if (refused !== undefined) {
    desk.say(`${path} was not restored. ${refusedWords(refused, table)}`);
    return false;
  }
  desk.say(`${name}: ${whole.rows} rows as of ${at} are in the table ${table}.`);
  if (name === 'system') return true;
  const { things, events, findings } = await inspect(engine, prefix, name);
  desk.say(`${name}: ${things} things, ${events} events, ${findings.length} findings`);
  for (const finding of findings) desk.say(`  ${JSON.stringify(finding)}`);
  return findings.length === 0;
}

function refusedWords(refused: NotRestored, table: string): string {
  switch (refused.why) {
    case 'notEmpty':
      return `The table ${table} holds rows already, and a restore must not mix with them. Restore into another store, or under another EHUB_TABLE_PREFIX.`;
    case 'other':
      return `Another file is half restored in the table ${table}. Complete it with that file, or delete the table.`;
    case 'newer':
      return `Its rows have shape ${refused.schema}, and this program reads shapes up to ${refused.readsUpTo}: restore it with the version that wrote it, or a later one.`;
  }
}
