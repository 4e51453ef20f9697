// `npm run send`: sends a sample, or an eConsult from a file, to a running eHub as another product would, and says what became of it.
import { randomUUID } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { demoEConsults } from './demo/econsults.ts';
import { demoSamples } from './demo/samples.ts';
import { asObject, parsed } from './json.ts';
import { type Door, parcelOf, post, type SendingGiven, Unfit } from './signed-submission.ts';

export interface SendGiven extends SendingGiven {
  /** Absolute, or relative to where the person is. */
  readonly readFile: (path: string) => Promise<Buffer>;
  /** The text of the file that the sandbox leaves when it starts; `undefined` when there is none. */
  readonly readDoor: () => Promise<string | undefined>;
  /** Prints one line. */
  readonly say: (line: string) => void;
}

export const usage = `npm run send -- SAMPLE or FILE [--new-id] [--url URL] [--key-id ID --secret SECRET]

Sends one eConsult: a sample by its name ("npm run send" lists them), or from a file: our JSON, a FHIR R4 Bundle or an NHS BaRS message;
which of them it is, is seen from the file.
  --new-id   gives it a fresh id, so that the same file can be sent again as a new request
  --url      where the eHub listens; by default where "npm start" runs
  --key-id, --secret   the sender's key; by default the sandbox's own`;

/** Sends as `args` say. The exit code: 0 when the eHub has taken it in (2xx), else 1. */
export async function send(args: readonly string[], given: SendGiven): Promise<0 | 1> {
  try {
    const wish = wishOf(args);
    if (wish === 'help' || wish === 'list') {
      given.say(wish === 'help' ? usage : offered());
      return 0;
    }
    const door = await doorFor(wish, given.readDoor);
    const content = (await sampleNamed(wish.what, door, given)) ?? (await contentOf(wish.what, given.readFile));
    const parcel = parcelOf(content, wish.newId ? given.uuid : undefined);
    given.say(`Sending ${parcel.what} (${parcel.bytes.length} bytes) to ${door.url}${parcel.path}`);
    const { accepted, lines } = await post(parcel, door, given);
    for (const line of lines) given.say(line);
    return accepted ? 0 : 1;
  } catch (error) {
    if (!(error instanceof Unfit)) throw error;
    given.say(error.message);
    return 1;
  }
}

/** What can be sent without a file, one a line. */
function offered(): string {
  const widest = Math.max(...demoSamples.map(({ name }) => name.length));
  const lines = demoSamples.map(({ name, title, about }) => `  ${name.padEnd(widest)}  ${title}. ${about ?? ''}`.trimEnd());
  return `Which one? For example: npm run send -- ${demoSamples[0]?.name ?? 'SAMPLE'}\n\n${lines.join('\n')}\n\nOr a file of your own: npm run send -- FILE. All options: npm run send -- --help`;
}

/** The sample of that name as a patient would have sent it a few minutes ago by the eHub’s own clock, which in a sandbox may be moved. */
async function sampleNamed(name: string, { url }: Door, given: SendGiven): Promise<Buffer | undefined> {
  if (!demoSamples.some((sample) => sample.name === name)) return undefined;
  const now = (await sandboxTime(url, given.fetch)) ?? given.now();
  const sample = demoEConsults(now, given.uuid()).find((each) => each.name === name);
  return sample && Buffer.from(JSON.stringify(sample.body));
}

/** A sandbox answers at once; where there is none, the machine’s time is right. */
const timeAskedMsMax = 2_000;
async function sandboxTime(url: string, ask: SendGiven['fetch']): Promise<string | undefined> {
  try {
    const answer = await ask(`${url}/teams/api/view`, { signal: AbortSignal.timeout(timeAskedMsMax) });
    const now = asObject(asObject(parsed(await answer.text()))?.['clock'])?.['now'];
    return typeof now === 'string' && Number.isFinite(Date.parse(now)) ? now : undefined;
  } catch {
    return undefined;
  }
}

interface Wish {
  /** A sample’s name or a file. */
  readonly what: string;
  readonly newId: boolean;
  readonly url: string | undefined;
  readonly keyId: string | undefined;
  readonly secret: string | undefined;
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;

function wishOf(args: readonly string[]): Wish | 'help' | 'list' {
  const options = { url: text, 'key-id': text, secret: text, 'new-id': flag, help: flag };
  let parsed: ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>;
  try {
    parsed = parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new Unfit(`${error instanceof Error ? error.message : 'The options cannot be read.'}\n\n${usage}`);
  }
  const { values, positionals } = parsed;
  if (values.help) return 'help';
  const [what, ...more] = positionals;
  if (what === undefined) return 'list';
  if (more.length > 0) throw new Unfit(`Name one sample or file to send.\n\n${usage}`);
  if ((values['key-id'] === undefined) !== (values.secret === undefined))
    throw new Unfit('Give --key-id and --secret together, or neither.');
  return { what, newId: values['new-id'], url: values.url, keyId: values['key-id'], secret: values.secret };
}

async function doorFor(wish: Wish, readDoor: SendGiven['readDoor']): Promise<Door> {
  const { url, keyId, secret } = wish;
  const known = url !== undefined && keyId !== undefined && secret !== undefined ? undefined : doorIn(await readDoor());
  const door = { url: url ?? known?.url ?? '', keyId: keyId ?? known?.keyId ?? '', secret: secret ?? known?.secret ?? '' };
  if (!/^https?:$/.test(URL.canParse(door.url) ? new URL(door.url).protocol : ''))
    throw new Unfit('The URL must begin with http:// or https://.');
  return { ...door, url: door.url.replace(/\/+$/, '') };
}

function doorIn(content: string | undefined): Door {
  if (content === undefined)
    throw new Unfit('No sandbox has left its key here: is "npm start" running? To send elsewhere, give --url, --key-id and --secret.');
  const { url, keyId, secret } = asObject(parsed(content)) ?? {};
  if (typeof url === 'string' && typeof keyId === 'string' && typeof secret === 'string') return { url, keyId, secret };
  throw new Unfit('What the sandbox has left here cannot be read: stop "npm start" and start it again.');
}

async function contentOf(file: string, read: SendGiven['readFile']): Promise<Buffer> {
  try {
    return await read(file);
  } catch {
    throw new Unfit(`The file ${file} cannot be read, and no sample has that name: "npm run send" lists them.`);
  }
}

/** Where the person typed the command: npm runs scripts in the project's folder and says here where it was called. */
const typedIn = (): string => process.env['INIT_CWD'] ?? process.cwd();

/** The sandbox writes it when it starts. */
const doorFile = (): string => join(process.env['EHUB_DATA_FOLDER'] ?? '.ehub', 'sandbox.json');

const run = (): Promise<0 | 1> =>
  send(process.argv.slice(2), {
    readFile: (path) => readFile(resolve(typedIn(), path)),
    readDoor: () => readFile(doorFile(), 'utf8').catch(() => undefined),
    fetch,
    now: () => new Date().toISOString(),
    uuid: randomUUID,
    say: (line) => console.log(line),
  });

// Only when this file is the program, not when a test imports it.
if (process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) process.exitCode = await run();
