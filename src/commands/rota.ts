// `npm run rota`: says what a rota file would set, week by week, with the gaps it leaves; and sets it when told to.

import { type NetworkSource, networkSource } from '../app/network/network.ts';
import type { Store } from '../app/ports.ts';
import { gapsWith, rotaKey, setRota } from '../app/rota/rota.ts';
import { dateWords } from '../cards/network/words.ts';
import { gapWords, rotaRefusalWords, shiftsCounted } from '../cards/rota/words.ts';
import { readConfig } from '../config.ts';
import { own } from '../domain/lookup.ts';
import { type Network, organisationName } from '../domain/network/state.ts';
import type { SetRota } from '../domain/rota/command.ts';
import { decideRota } from '../domain/rota/decide.ts';
import type { Rota } from '../domain/rota/state.ts';
import type { Instant } from '../domain/terms.ts';
import type { Holidays } from '../domain/time/hours.ts';
import { type RotaWeek, readRota, rotaColumns } from '../files/rota.ts';
import { sheetTextIn, textOfFile } from '../files/text.ts';
import { holidaysAround } from '../start/holidays.ts';
import type { Engine } from '../storage/engine.ts';
import { makeTables } from '../storage/setup.ts';
import { createStore } from '../storage/store.ts';
import { type Desk, textFor } from './network.ts';
import { withStore } from './open-store.ts';

const usage = `npm run rota -- FILE           says what the file would set, week by week, and the gaps it leaves; changes nothing
npm run rota -- FILE --apply   sets it: whatever was planned for these weeks before is replaced

The file has the heading ${rotaColumns.join(',')} and a row for each shift:
2026-11-23,08:00,18:30,Dr Ada Okafor,HUB01
Dates are 2026-11-23 or 23/11/2026; a shift that ends before it begins ends the next day; a person is named as on the
staff list, or by id; "at" is a hub's id or a practice's code, and may be empty for who works in one place only.`;

/** 0: nothing differs, or it was done. 1: a fault, and nothing was done. 2: there are differences, and nothing was done. */
export async function rotaCommand(words: readonly string[], desk: Desk): Promise<0 | 1 | 2> {
  const { say } = desk;
  const apply = words.includes('--apply');
  const [path, ...rest] = words.filter((word) => word !== '--apply');
  if (path === undefined || path.startsWith('-') || rest.length > 0) {
    say(usage);
    return 1;
  }
  const text = textFor(desk, path, sheetTextIn);
  if (text === undefined) return 1;
  const work = (engine: Engine, prefix: string) => importing(desk, engine, prefix, { path, text, apply });
  return desk.engine ? work(desk.engine, readConfig(desk.env, desk.readFile).tablePrefix) : withStore(desk.env, work);
}

interface Asked {
  readonly path: string;
  readonly text: string;
  readonly apply: boolean;
}

async function importing(desk: Desk, engine: Engine, prefix: string, { path, text, apply }: Asked): Promise<0 | 1 | 2> {
  const { say } = desk;
  const now = desk.now();
  await makeTables(engine, prefix, []);
  const store = createStore(engine, { prefix, writer: `rota.${desk.newId()}`, missing: () => undefined });
  const { nation, files } = readConfig(desk.env, desk.readFile);
  const oneOffs = files.holidays === undefined ? undefined : textOfFile(files.holidays, desk.readFile);
  const holidays = await holidaysAround(nation, Number(now.slice(0, 4)), oneOffs);
  // One look at the network is enough for one file.
  const source = networkSource(
    { store, nudge: () => undefined },
    () => holidays,
    () => 0,
  );
  const network = await source.current();
  // The tables exist wherever a network was applied or the product has run; reading must not fail where they do not.
  await makeTables(engine, prefix, Object.keys(network.hubs));
  const read = readRota(text, network, now);
  if ('faults' in read) {
    say(`${path} needs attention; nothing was changed:`);
    for (const fault of read.faults) say(`  - ${fault}`);
    return 1;
  }
  for (const monday of read.over) say(`Week of ${dateWords(monday)}: left out, because it is over.`);
  const planned = await plansFor({ store, network, holidays, now, newId: desk.newId }, read.weeks);
  for (const line of planned.flatMap(({ lines }) => lines)) say(line);
  const differs = planned.filter(({ same }) => !same);
  if (differs.length === 0) say('The file says what is set: no difference.');
  else if (!apply) say(`${differs.length === 1 ? '1 week differs' : `${differs.length} weeks differ`}. Nothing was changed; add --apply.`);
  if (!apply || differs.length === 0) return differs.length === 0 ? 0 : 2;
  return applying(say, { store, network: source }, differs);
}

interface Plan {
  readonly command: SetRota;
  readonly same: boolean;
  readonly lines: readonly string[];
}
interface Ground {
  readonly store: Store;
  readonly network: Network;
  readonly holidays: Holidays;
  readonly now: Instant;
  readonly newId: () => string;
}

/** What setting each week would do, decided as it will be, but not written. */
async function plansFor({ store, network, holidays, now, newId }: Ground, weeks: readonly RotaWeek[]): Promise<readonly Plan[]> {
  const plans: Plan[] = [];
  for (const hub of new Set(weeks.map((week) => week.hub))) {
    const ours = weeks.filter((week) => week.hub === hub);
    const gaps = await gapsWith(store, network, holidays, hub, Object.fromEntries(ours.map(({ monday, shifts }) => [monday, shifts])), now);
    for (const week of ours) {
      const before = (await store.load<Rota>(rotaKey(hub, week.monday)))?.state;
      const by = { kind: 'sender', caller: 'rota file' } as const;
      const command: SetRota = { type: 'setRota', ...week, operation: `file|${newId()}|${week.monday}`, at: now, by };
      const decision = decideRota(command, before, { network });
      const same = 'events' in decision && decision.events.length === 0;
      const was = before === undefined ? 'none is set' : same ? 'as it is set' : `${before.shifts.length} are set`;
      const first = `${organisationName(network, hub)}, week of ${dateWords(week.monday)}: ${shiftsCounted(week.shifts.length)} (${was})`;
      plans.push({ command, same, lines: [first, ...(own(gaps, week.monday) ?? []).map((gap) => `  gap: ${gapWords(gap)}`)] });
    }
  }
  return plans;
}

/** A file that was read without a fault is refused only when the network changes at this very moment. */
async function applying(
  say: Desk['say'],
  parts: { readonly store: Store; readonly network: NetworkSource },
  plans: readonly Plan[],
): Promise<0 | 1> {
  for (const { command } of plans) {
    const handled = await setRota({ ...parts, nudge: () => undefined }, command);
    if (handled.kind === 'done') continue;
    say(
      `Week of ${dateWords(command.monday)}: ${rotaRefusalWords(handled.refusal, await parts.network.current())} The weeks before it were set.`,
    );
    return 1;
  }
  say(plans.length === 1 ? '1 week set.' : `${plans.length} weeks set.`);
  return 0;
}
