// `npm run export -- HUB`: writes a table as lines of JSON, for keeping, for moving it elsewhere, or for leaving.
import type { Instant } from '../domain/terms.ts';
import type { Engine } from '../storage/engine.ts';
import { rowsOf, tableNamed } from '../storage/export.ts';
import { exportLines, type Whole } from '../storage/export-lines.ts';
import { bulkPatience } from '../storage/request-tries.ts';
import { schemaOf } from '../storage/schema.ts';
import { hubsIn, namesStore, sandboxFlag, withStore } from './open-store.ts';
import type { Written } from './whole-files.ts';

/** What comes from the machine. */
export interface ExportDesk {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly say: (line: string) => void;
  /** For what a person should read even where the rest goes to a file. */
  readonly warn: (line: string) => void;
  readonly now: () => Instant;
  readonly createFile: (path: string) => Promise<Written>;
  /** A store that is open already, and the prefix of its tables; absent: the one of the settings. */
  readonly opened?: { readonly engine: Engine; readonly prefix: string };
}

const usage = `npm run export -- HUB               writes the hub to a new file in this folder, such as NORTH-2026-11-30T0700.jsonl
npm run export -- HUB --out FILE    to this new file
npm run export -- all               every hub, the list of hubs (network), and what Teams has taught us (system): a file for each
With --sandbox: of the sandbox on this machine`;

const patientsIn = (files: string): string =>
  `${files} patients\u2019 names, numbers and words. Only you can read it on this machine: keep it encrypted, move it as you would a patient\u2019s record, and delete it when it has served.`;

/** The names that stand beside the hubs', in the order in which a whole store is put back. */
const besideHubs = ['system', 'network'] as const;

/** Exit code 0: written whole; 1: not, and why was said. */
export function exportCommand(given: readonly string[], desk: ExportDesk): Promise<0 | 1> {
  const words = given.filter((word) => word !== sandboxFlag);
  const [name, flag, out, ...rest] = words;
  const isFit = name !== undefined && !name.startsWith('-') && rest.length === 0 && (flag === undefined || (flag === '--out' && out));
  if (!isFit || (name === 'all' && flag !== undefined)) {
    desk.say(usage);
    return Promise.resolve(1);
  }
  if (!saysWhichStore(given, desk)) return Promise.resolve(1);
  const work = (engine: Engine, prefix: string): Promise<0 | 1> => exporting(desk, engine, prefix, { name, out });
  return desk.opened ? work(desk.opened.engine, desk.opened.prefix) : withStore(desk.env, work, bulkPatience);
}

/** Otherwise somebody whose setting is empty would keep copies of made-up people and take them for their own. */
export function saysWhichStore(given: readonly string[], { env, say, opened }: Pick<ExportDesk, 'env' | 'say' | 'opened'>): boolean {
  const ofSandbox = given.includes(sandboxFlag);
  if (opened !== undefined || namesStore(env) !== ofSandbox) return true;
  say(
    ofSandbox
      ? `${sandboxFlag} and a store in the settings: which is meant? Nothing was done.`
      : `No store is named: set EHUB_STORAGE_ACCOUNT_URL (or EHUB_STORAGE_CONNECTION) to the one that is meant. For the sandbox on this machine add ${sandboxFlag}. Nothing was done.`,
  );
  return false;
}

async function exporting(
  desk: ExportDesk,
  engine: Engine,
  prefix: string,
  { name, out }: { readonly name: string; readonly out: string | undefined },
): Promise<0 | 1> {
  const hubs = await hubsIn(engine, prefix);
  if (hubs.length === 0) {
    desk.say(
      `There is no hub in the tables that begin with ${prefix}, so there is nothing to keep, and no file was written. After a restore the tables have another prefix: set EHUB_TABLE_PREFIX to the one the installed system has.`,
    );
    return 1;
  }
  const known = [...besideHubs, ...hubs];
  const wanted = name === 'all' ? known : known.filter((each) => each.toLowerCase() === name.toLowerCase());
  if (wanted.length === 0) {
    desk.say(`There is no hub ${name}. Stored are: ${known.join(', ')}.`);
    return 1;
  }
  desk.warn(patientsIn(wanted.length === 1 ? 'The file holds' : 'The files hold'));
  for (const each of wanted) {
    const startedAt = desk.now();
    const path = out ?? `${each}-${startedAt.slice(0, 16).replace(':', '')}.jsonl`;
    const whole = await writeOne(desk, engine, { name: each, table: tableNamed(prefix, each), startedAt, path });
    if (whole === undefined) return 1;
    desk.say(`${each}: ${whole.rows} rows in ${path}, SHA-256 ${whole.sha256}`);
  }
  return 0;
}

interface One {
  readonly name: string;
  readonly table: string;
  readonly startedAt: Instant;
  readonly path: string;
}

async function writeOne(desk: ExportDesk, engine: Engine, { name, table, startedAt, path }: One): Promise<Whole | undefined> {
  const schema = await schemaOf(engine, table);
  let file: Written;
  try {
    file = await desk.createFile(path);
  } catch (error) {
    desk.say(`${path} cannot be written (${codeOf(error)}): an export needs a file that is not there yet.`);
    return undefined;
  }
  try {
    const lines = exportLines({ name, schema, at: startedAt }, rowsOf(engine, table, startedAt));
    for (;;) {
      const { done, value } = await lines.next();
      if (done) return value;
      await file.write(value);
    }
  } finally {
    // Without its last line nothing takes it for whole.
    await file.close();
  }
}

/** The system's own code, such as `EEXIST`. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown fault';
