// `npm run doctor`: goes through an installed system link by link and says what is not well, what that means and what to do. Prints no secret.
import { setTimeout as delay } from 'node:timers/promises';
import { networkSource } from '../app/network/network.ts';
import { lineOf, notInstalledWords, summaryOf } from '../cards/doctor/words.ts';
import type { Writing } from '../cards/doctor/writing.ts';
import { oneLine, shortened } from '../cards/words.ts';
import { type Config, ConfigFaults, readConfig } from '../config.ts';
import { type Finding, verdictOf } from '../domain/doctor/finding.ts';
import { judge } from '../domain/doctor/judge.ts';
import { placeholdersIn } from '../domain/doctor/placeholders.ts';
import { startAzurite } from '../sandbox/azurite.ts';
import { createDoctor } from '../start/doctor.ts';
import type { ReadFile } from '../start/setting-files.ts';
import { connectTables } from '../storage/connect.ts';
import { createDirectory } from '../storage/directory.ts';
import type { Engine } from '../storage/engine.ts';
import { createStore } from '../storage/store.ts';

export interface DoctorDesk {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly say: (line: string) => void;
  readonly readFile: ReadFile;
  readonly nowMs: () => number;
  readonly newId: () => string;
  /** A store that is open already; absent: the one of the settings. */
  readonly engine?: Engine;
}

/** Codes and organisations in one line. */
const namesMax = 12;
const writing: Writing = { text: oneLine, organisations: (ids) => shortened(ids.map(oneLine), namesMax) };

/** Exit code 0: nothing is found that is not well; 1: something is. */
export async function doctorCommand(desk: DoctorDesk): Promise<0 | 1> {
  const findings = await examined(desk);
  for (const finding of findings) {
    const { name, word, words } = lineOf(finding, writing);
    desk.say(`${word}: ${name}. ${words}`);
  }
  desk.say(summaryOf(findings));
  return findings.some((finding) => verdictOf(finding) === 'notWell') ? 1 : 0;
}

/** What is said first where no installed system is examined; `undefined` where it is one. */
export const notInstalled = ({ mode, storage }: Pick<Config, 'mode' | 'storage'>): string | undefined =>
  mode === 'sandbox' ? notInstalledWords(storage !== undefined) : undefined;

async function examined(desk: DoctorDesk): Promise<readonly Finding[]> {
  let config: Config;
  try {
    config = readConfig(desk.env, desk.readFile);
  } catch (error) {
    if (!(error instanceof ConfigFaults)) throw error;
    return judge({ now: new Date(desk.nowMs()).toISOString(), settings: { kind: 'faulty', faults: error.faults } });
  }
  const first = notInstalled(config);
  if (first !== undefined) desk.say(first);
  if (desk.engine) return examine(desk, config, desk.engine);
  const local = config.storage ? undefined : await startAzurite(config.dataFolder, (ms) => delay(ms));
  try {
    return await examine(desk, config, await connectTables(config.storage ?? { connectionString: local?.connectionString ?? '' }));
  } finally {
    if (local?.startedHere) await local.stop();
  }
}

function examine({ env, nowMs, newId }: DoctorDesk, config: Config, engine: Engine): Promise<readonly Finding[]> {
  const { tablePrefix, trust, tenants } = config;
  const store = createStore(engine, { prefix: tablePrefix, writer: 'doctor', missing: () => undefined });
  const holidays = { nation: config.nation, days: [], endsOn: '' };
  // Read once: nothing is decided here that asks for holidays.
  const network = networkSource(
    { store, nudge: () => undefined },
    () => holidays,
    () => 0,
  );
  const ofOurs = Object.fromEntries(Object.entries(env).filter(([name]) => /^(?:EHUB_|Microsoft)/.test(name)));
  return createDoctor({
    ...{ engine, tablePrefix, trust, tenants, store, network, newId },
    machineMs: nowMs,
    directory: createDirectory(engine, tablePrefix),
    settings: {
      kind: 'read',
      placeholders: placeholdersIn(ofOurs),
      // The sandbox makes its own key.
      isLinking: config.mode === 'sandbox' || config.contactKeys.length > 0,
    },
  })();
}
