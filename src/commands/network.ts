// `npm run network`: says what a network file would change and applies it; fills in practice names; prints the schema or what is stored.
import { type NetworkSource, networkSource } from '../app/network/network.ts';
import { networkRefusalWords } from '../cards/network/words.ts';
import { readConfig } from '../config.ts';
import { type NetworkRefusal, notEstablished } from '../domain/network/decide.ts';
import { keepingFormerHubs } from '../domain/network/practice-moved.ts';
import type { Network } from '../domain/network/state.ts';
import type { HubId, Instant } from '../domain/terms.ts';
import { readPractices } from '../files/practice-list.ts';
import { sheetTextIn, textIn, textOfFile, Unreadable } from '../files/text.ts';
import { callersFileSchema } from '../intake/caller.ts';
import type { Engine } from '../storage/engine.ts';
import { makeTables } from '../storage/setup.ts';
import { createStore } from '../storage/store.ts';
import { differences } from './network-difference.ts';
import { contentDigest, contentOfHub, type NetworkContent, networkFileSchema, readNetworkFile, writeNetworkFile } from './network-file.ts';
import { withStore } from './open-store.ts';
import { fillInNames } from './practice-names.ts';

/** What comes from the machine. */
export interface Desk {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly say: (line: string) => void;
  readonly readFile: (path: string) => Uint8Array;
  readonly writeFile: (path: string, text: string) => void;
  readonly now: () => Instant;
  readonly newId: () => string;
  /** A store that is open already; absent: the one of the settings. */
  readonly engine?: Engine;
}

const usage = `npm run network -- FILE               says what the file would change; changes nothing
npm run network -- FILE --apply       changes it
npm run network -- --check FILE       says whether the file can be read, and looks at no store
npm run network -- --names CSV FILE   says which practice names the NHS list would fill in; with --apply writes FILE
npm run network -- --schema           prints the JSON Schema of the file; --schema callers: of the file of callers
npm run network -- --stored           prints the network as it is stored, as a file
npm run network -- --from HUB         prints one hub of it as a file: its practices, and who works there or is cleared there`;

/** 0: nothing differs, or it was done. 1: a fault, and nothing was done. 2: there are differences, and nothing was done. */
export async function networkCommand(words: readonly string[], desk: Desk): Promise<0 | 1 | 2> {
  const { say } = desk;
  const apply = words.includes('--apply');
  const rest = words.filter((word) => word !== '--apply');
  const [first, second, third] = rest;
  if (first === '--schema' && rest.length === 1) {
    say(JSON.stringify(networkFileSchema(), undefined, 2));
    return 0;
  }
  if (first === '--schema' && second === 'callers' && rest.length === 2) {
    say(JSON.stringify(callersFileSchema(), undefined, 2));
    return 0;
  }
  if (first === '--names' && second !== undefined && third !== undefined && rest.length === 3) return fillIn(desk, second, third, apply);
  if (first === '--check' && second !== undefined && rest.length === 2) return check(desk, second);
  if (first === '--from' && second !== undefined && rest.length === 2)
    return opened(desk, async (engine, prefix) => printHub(desk, engine, prefix, second));
  if (first === '--stored' && rest.length === 1) return opened(desk, async (engine, prefix) => printStored(desk, engine, prefix));
  if (first === undefined || first.startsWith('-') || rest.length !== 1) {
    say(usage);
    return 1;
  }
  const network = networkIn(desk, first);
  return network === undefined ? 1 : opened(desk, (engine, prefix) => importing(desk, engine, prefix, network, apply));
}

/** What the file describes, or everything that is wrong with it is said. */
function networkIn(desk: Desk, path: string): NetworkContent | undefined {
  const file = textFor(desk, path);
  if (file === undefined) return undefined;
  const read = readNetworkFile(file);
  if ('network' in read) return read.network;
  desk.say(`${path} needs attention; nothing was changed:`);
  for (const fault of read.faults) desk.say(`  - ${fault}`);
  return undefined;
}

/** Before there is anything installed: of the file alone. */
function check(desk: Desk, path: string): 0 | 1 {
  const network = networkIn(desk, path);
  if (network === undefined) return 1;
  const counts = [network.hubs, network.practices, network.staff].map((each) => Object.keys(each).length);
  desk.say(`${path} can be read. Hubs, practices and people in it: ${counts.join(', ')}.`);
  return 0;
}

function fillIn(desk: Desk, csv: string, path: string, apply: boolean): 0 | 1 | 2 {
  const { say } = desk;
  const [list, file] = [textFor(desk, csv, sheetTextIn), textFor(desk, path)];
  if (list === undefined || file === undefined) return 1;
  const listed = readPractices(list);
  const named = fillInNames(file, listed);
  if (listed.size === 0 || named === undefined) {
    say(
      listed.size === 0 ? `${csv} has no practices in it: is it epraccur.csv?` : `${path} is not a network file with a list of practices.`,
    );
    return 1;
  }
  for (const line of named.lines) say(line);
  say(`${named.filled} names to fill in, from ${listed.size} practices listed.${apply ? '' : ' Nothing was written; add --apply.'}`);
  if (named.filled === 0) return 0;
  if (!apply) return 2;
  desk.writeFile(path, named.json);
  return 0;
}

/** The text of a file that the person named, or why it cannot be read is said. */
export function textFor(desk: Pick<Desk, 'readFile' | 'say'>, path: string, textOf = textIn): string | undefined {
  try {
    return textOfFile(path, desk.readFile, textOf);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    desk.say(error.message);
    return undefined;
  }
}

async function opened<T>(desk: Desk, work: (engine: Engine, prefix: string) => Promise<T>): Promise<T> {
  return desk.engine ? work(desk.engine, readConfig(desk.env, desk.readFile).tablePrefix) : withStore(desk.env, work);
}

/** The network alone: nothing is decided here that asks for holidays, and one look is enough. */
function sourceOf(desk: Desk, engine: Engine, prefix: string): NetworkSource {
  const store = createStore(engine, { prefix, writer: `network.${desk.newId()}`, missing: () => undefined });
  return networkSource(
    { store, nudge: () => undefined },
    () => ({ nation: 'englandAndWales', days: [], endsOn: '' }),
    () => 0,
  );
}

async function printStored(desk: Desk, engine: Engine, prefix: string): Promise<0 | 1> {
  await makeTables(engine, prefix, []);
  const stored = await sourceOf(desk, engine, prefix).current();
  const isThere = Object.keys(stored.hubs).length > 0;
  desk.say(isThere ? writeNetworkFile(stored).trimEnd() : 'No network is stored yet.');
  return isThere ? 0 : 1;
}

/** What was set by hand as well as by file. */
async function printHub(desk: Desk, engine: Engine, prefix: string, hub: HubId): Promise<0 | 1> {
  await makeTables(engine, prefix, []);
  const stored = await sourceOf(desk, engine, prefix).current();
  const content = contentOfHub(stored, hub);
  const known = Object.keys(stored.hubs);
  desk.say(
    content === undefined
      ? `${hub} is no hub of the stored network. ${known.length === 0 ? 'No network is stored yet.' : `There are: ${known.join(', ')}.`}`
      : writeNetworkFile(content).trimEnd(),
  );
  return content === undefined ? 1 : 0;
}

function refused({ say }: Desk, refusal: NetworkRefusal, network: Network): 1 {
  say(networkRefusalWords(refusal, network));
  return 1;
}

async function importing(desk: Desk, engine: Engine, prefix: string, network: NetworkContent, apply: boolean): Promise<0 | 1 | 2> {
  const { say } = desk;
  await makeTables(engine, prefix, apply ? Object.keys(network.hubs) : []);
  const source = sourceOf(desk, engine, prefix);
  const before = await source.current();
  const lines = differences(before, keepingFormerHubs(before, network, desk.now()));
  for (const line of lines) say(line);
  const count = lines.length === 1 ? '1 difference' : `${lines.length} differences`;
  const by = { kind: 'sender', caller: 'network file' } as const;
  const command = {
    type: 'establish',
    operation: `file|${desk.newId()}`,
    at: desk.now(),
    by,
    network,
    digest: contentDigest(network),
    anew: true,
  } as const;
  // Said before anybody applies it, too.
  const refusal = notEstablished({ command, network: before });
  if (refusal) return refused(desk, refusal, before);
  if (lines.length === 0) say('The file says what is stored: no difference.');
  else if (!apply) say(`${count}. Nothing was changed; add --apply.`);
  if (!apply) return lines.length === 0 ? 0 : 2;
  const handled = await source.change(command);
  if (handled.kind === 'refused') return refused(desk, handled.refusal, before);
  if (lines.length > 0) say(`${count} applied.`);
  return 0;
}
