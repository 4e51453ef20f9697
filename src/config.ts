// Settings from the environment and the files it names: read once, checked whole, every fault said at once.

import { readFileSync } from 'node:fs';
import type { NetworkContent } from './commands/network-file.ts';
import { own } from './domain/lookup.ts';
import type { PracticeList } from './domain/network/practice-list.ts';
import type { PersonId } from './domain/terms.ts';
import { type Nation, nations } from './domain/time/hours.ts';
import type { Caller } from './intake/caller.ts';
import { built } from './start/built.ts';
import { contactKeysOf } from './start/contact-keys-setting.ts';
import { noSandboxWords } from './start/no-sandbox.ts';
import { oneOf } from './start/one-of.ts';
import { heartbeatUrlOf, loopbackHosts, metricsTokenOf, stopWaitOf } from './start/operating-settings.ts';
import { type PaperSettings, papersOf } from './start/paper-settings.ts';
import { callersIn, holidaysIn, networkIn, practicesIn, type ReadFile } from './start/setting-files.ts';
import { firstLeadsOf } from './start/setup-settings.ts';
import { tabOf } from './start/tab-setting.ts';
import { trustOf } from './start/trust-setting.ts';
import type { ContactKey } from './storage/contacts.ts';
import type { TabSettings } from './tab/settings.ts';
import type { Trust } from './teams/trust.ts';

export interface Config extends PaperSettings {
  /** `sandbox`: everything on this machine. `teams`: the real thing, which refuses to start half configured. */
  readonly mode: 'sandbox' | 'teams';
  readonly host: string;
  readonly port: number;
  readonly logLevel: string;
  /** Absent in the sandbox: it starts a store of its own. */
  readonly storage: { readonly connectionString: string } | { readonly accountUrl: string } | undefined;
  readonly tablePrefix: string;
  /** Absent in the sandbox: it starts a local Teams of its own. */
  readonly trust: Trust | undefined;
  readonly serviceHosts: readonly string[];
  readonly serviceUrl: string;
  readonly tenants: readonly string[];
  readonly callers: readonly Caller[];
  readonly callerTokens: { readonly tenantId: string; readonly audience: string } | undefined;
  /** What `ehub.network.json` says; absent: as stored. */
  readonly network: NetworkContent | undefined;
  /** Whose bank holidays hold. */
  readonly nation: Nation;
  /** Who may begin a hub where none has a lead yet; empty: nobody. */
  readonly firstLeads: readonly PersonId[];
  /** The NHS list of practices, from which practices are chosen in Teams; `undefined`: their codes and names are typed. */
  readonly practiceList: PracticeList | undefined;
  /** Paths of the files that are looked at again while it runs; `undefined`: not named. */
  readonly files: Readonly<Record<'callers' | 'network' | 'holidays' | 'practices', string | undefined>>;
  /** Under which a patient's contacts are found again, the newest first; empty: they are not linked. */
  readonly contactKeys: readonly ContactKey[];
  /** Opens `/metrics` to whoever is not on this machine; absent: to nobody. */
  readonly metricsToken: string | undefined;
  /** How long a router may take to notice that this instance is stopping, before it takes no more requests. */
  readonly stopWaitSeconds: number;
  /** Asked after every clean pass of the auditor, so that somebody else hears when it falls silent; absent: nobody listens. */
  readonly heartbeatUrl: string | undefined;
  /** Absent: there is no tab, and the bot works without it. */
  readonly tab: TabSettings | undefined;
  /** Where the sandbox keeps what must survive a restart. */
  readonly dataFolder: string;
  /** The sandbox starts with no hub, practice or channel, for setting one up; in a data folder of its own. */
  readonly startsEmpty: boolean;
}

export class ConfigFaults extends Error {
  override name = 'ConfigFaults';
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super(`These settings need attention:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.faults = faults;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads and checks everything. Throws `ConfigFaults` naming each variable at fault and what is wrong with it. */
export function readConfig(
  env: Environment,
  readFile: ReadFile = (path) => readFileSync(path),
  { hasSandbox }: Pick<typeof built, 'hasSandbox'> = built,
): Config {
  const faults: string[] = [];
  const mode = modeOf(env, hasSandbox, faults);
  const host = env['EHUB_HOST'] ?? (mode === 'sandbox' ? '127.0.0.1' : '0.0.0.0');
  const trust = trustOf(env, mode, host, faults);
  const storage = storageOf(env, mode, faults);
  const tenantId = env['MicrosoftAppTenantId'];
  const tenants = listOf(env['EHUB_TENANTS'] ?? (mode === 'teams' ? (tenantId ?? '') : '')).map((tenant) => tenant.toLowerCase());
  if (mode === 'sandbox' && !loopbackHosts.includes(host))
    faults.push(`EHUB_HOST is ${host}: the sandbox listens on this machine only (127.0.0.1)`);
  const config: Config = {
    mode,
    host,
    port: portOf(env, faults),
    // The alerts read lines of level info: a quieter log would make a silence that nobody hears.
    logLevel: oneOf(
      env,
      'EHUB_LOG_LEVEL',
      mode === 'sandbox' ? ['debug', 'info', 'warn', 'error'] : ['info', 'debug'],
      mode === 'sandbox' ? 'warn' : 'info',
      faults,
    ),
    storage,
    tablePrefix: matching(
      env,
      'EHUB_TABLE_PREFIX',
      /^[a-z][a-z0-9]{0,19}$/,
      'ehub',
      'a letter, then up to 19 small letters or digits, such as ehub',
      faults,
    ),
    trust,
    serviceHosts: listOf(env['EHUB_SERVICE_HOSTS'] ?? (trust?.kind === 'cloud' ? 'smba.trafficmanager.net' : '')),
    serviceUrl: env['EHUB_SERVICE_URL'] ?? 'https://smba.trafficmanager.net/uk/',
    tenants,
    firstLeads: firstLeadsOf(env, tenants, faults),
    ...filesNamed(env, mode, readFile, faults),
    callerTokens: env['EHUB_CALLER_AUDIENCE'] && tenantId ? { tenantId, audience: env['EHUB_CALLER_AUDIENCE'] } : undefined,
    nation: oneOf(env, 'EHUB_NATION', nations, 'englandAndWales', faults),
    contactKeys: contactKeysOf(env, faults),
    metricsToken: metricsTokenOf(env, faults),
    stopWaitSeconds: stopWaitOf(env, mode, faults),
    heartbeatUrl: heartbeatUrlOf(env, faults),
    tab: tabOf(env, faults),
    ...papersOf(env, mode, faults),
    ...emptyOf(env, mode, faults),
  };
  if (faults.length > 0) throw new ConfigFaults(faults);
  return config;
}

/** What the files say that settings name, and where they are. */
function filesNamed(
  env: Environment,
  mode: Config['mode'],
  readFile: ReadFile,
  faults: string[],
): Pick<Config, 'callers' | 'network' | 'practiceList' | 'files'> {
  const file = (name: string) => ({ name, path: own(env, name), readFile, faults });
  if (mode === 'teams') need(env, 'EHUB_CALLERS_FILE', faults);
  // Whom the settings name begins in Teams, and then nobody need write a file.
  if (mode === 'teams' && !own(env, 'EHUB_FIRST_LEADS')?.trim()) need(env, 'EHUB_NETWORK_FILE', faults);
  const [callers, network] = [callersIn(file('EHUB_CALLERS_FILE')), networkIn(file('EHUB_NETWORK_FILE'))];
  holidaysIn(file('EHUB_HOLIDAYS_FILE'));
  return {
    callers,
    network,
    practiceList: practicesIn(file('EHUB_PRACTICE_LIST')),
    files: {
      callers: env['EHUB_CALLERS_FILE'],
      network: env['EHUB_NETWORK_FILE'],
      holidays: env['EHUB_HOLIDAYS_FILE'],
      practices: env['EHUB_PRACTICE_LIST'],
    },
  };
}

function emptyOf(env: Environment, mode: Config['mode'], faults: string[]): Pick<Config, 'dataFolder' | 'startsEmpty'> {
  const startsEmpty = env['EHUB_EMPTY'] === 'yes';
  if (startsEmpty && mode === 'teams')
    faults.push('EHUB_EMPTY is for the sandbox: in teams mode EHUB_FIRST_LEADS names who may set up a hub');
  if (startsEmpty && env['EHUB_NETWORK_FILE'] !== undefined) faults.push('EHUB_EMPTY and EHUB_NETWORK_FILE are both set: which is meant?');
  return { startsEmpty, dataFolder: env['EHUB_DATA_FOLDER'] ?? (startsEmpty ? '.ehub-empty' : '.ehub') };
}

/** Files without which nobody could send, or nobody would be known. */
const neededFiles = {
  EHUB_CALLERS_FILE: 'the systems that may send eConsults, such as infra/samples/callers.sample.json',
  EHUB_NETWORK_FILE:
    'hubs, practices and staff, such as infra/samples/network.sample.json (or EHUB_FIRST_LEADS: who may set up the first hub in Teams)',
} as const;

function need(env: Environment, name: keyof typeof neededFiles, faults: string[]): void {
  if (env[name] === undefined) faults.push(`${name} is missing: the path of the file with ${neededFiles[name]}`);
}

function modeOf(env: Environment, hasSandbox: boolean, faults: string[]): 'sandbox' | 'teams' {
  const said = env['EHUB_MODE'];
  if (!hasSandbox) {
    if (said === 'sandbox') faults.push(`EHUB_MODE is "sandbox": ${noSandboxWords}`);
    else if (said === undefined && env['MicrosoftAppId'] === undefined) faults.push(`EHUB_MODE is not set: ${noSandboxWords}`);
    return 'teams';
  }
  if (said === 'sandbox' || said === 'teams') return said;
  if (said !== undefined) faults.push(`EHUB_MODE is ${JSON.stringify(said)}: it is "sandbox" or "teams", such as EHUB_MODE=teams`);
  // Anything that smells of production must not fall back to made-up people on this machine.
  const production = env['NODE_ENV'] === 'production' || env['MicrosoftAppId'] !== undefined;
  return production ? 'teams' : 'sandbox';
}

function storageOf(env: Environment, mode: 'sandbox' | 'teams', faults: string[]): Config['storage'] {
  const connectionString = env['EHUB_STORAGE_CONNECTION'];
  const accountUrl = env['EHUB_STORAGE_ACCOUNT_URL'];
  if (connectionString && accountUrl)
    faults.push('EHUB_STORAGE_CONNECTION and EHUB_STORAGE_ACCOUNT_URL are both set: which store is meant?');
  if (connectionString) return { connectionString };
  if (accountUrl) {
    if (!URL.canParse(accountUrl))
      faults.push('EHUB_STORAGE_ACCOUNT_URL is no address: it looks like https://account.table.core.windows.net');
    return { accountUrl };
  }
  if (mode === 'teams')
    faults.push(
      'EHUB_STORAGE_ACCOUNT_URL (with a managed identity) or EHUB_STORAGE_CONNECTION is missing: where eConsults are kept, such as https://account.table.core.windows.net',
    );
  return undefined;
}

function portOf(env: Environment, faults: string[]): number {
  const said = env['PORT'] ?? '3978';
  const port = Number(said);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    faults.push(`PORT is ${JSON.stringify(said)}: it is a number from 0 to 65535, such as 3978`);
  return port;
}

function matching(env: Environment, name: string, pattern: RegExp, otherwise: string, rule: string, faults: string[]): string {
  const said = own(env, name) ?? otherwise;
  if (!pattern.test(said)) faults.push(`${name} is ${JSON.stringify(said)}: it is ${rule}`);
  return said;
}

const listOf = (text: string): string[] =>
  text
    .split(',')
    .map((each) => each.trim())
    .filter((each) => each !== '');
