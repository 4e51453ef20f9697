// Stores that begin from what they know, on lines that fail: whatever anybody is told was so while they asked.
//
// `KNOWN_STATES_WORLDS=100 npx vitest run -c test/vitest.config.ts test/app/known-states.test.ts` asks 25,000 wishes,
// `KNOWN_STATES_SEED=31` those of one world.
import { expect, it } from 'vitest';
import { econsults } from '../../src/app/econsult/econsult.ts';
import { econsultKey } from '../../src/app/econsult/load.ts';
import { handle, handleTogether, wishAbout } from '../../src/app/handle.ts';
import type { Store } from '../../src/app/ports.ts';
import type { Asked } from '../../src/domain/econsult/command.ts';
import type { EConsultEvent } from '../../src/domain/econsult/event.ts';
import type { EConsult } from '../../src/domain/econsult/state.ts';
import { canonical, verifyChain } from '../../src/storage/chain.ts';
import { memoryEngine } from '../../src/storage/memory.ts';
import { stateKey } from '../../src/storage/rows.ts';
import { makeTables } from '../../src/storage/setup.ts';
import { createStore } from '../../src/storage/store.ts';
import { receivedAt, usualSubmission } from '../given.ts';
import { amara, bram, farah, hugo, larkfield, north, person, rules, sender } from '../people.ts';
import { Random } from '../simulation/random.ts';
import { type Answer, answered, type Commands, type Heard, notAnswered, what } from './answers-judged.ts';
import { type Call, calling, calm, Line, type Rates, TrueHistory } from './true-history.ts';

/** Some 250 wishes each; every third has a line that loses nothing. */
const worldsUsually = 10;
const worlds = Number(process.env['KNOWN_STATES_WORLDS'] ?? worldsUsually);
const onlySeed = process.env['KNOWN_STATES_SEED'];
const batches = 64;
const atOnceMax = 6;
const ids = ['K7M4QX', 'K7M4QY', 'K7M4QZ', 'K7M4R2'] as const;
const staff = [amara, bram, farah, hugo];
const failing: Rates = { away: 0.03, lostBefore: 0.04, lostAfter: 0.06, late: 0.03, resent: 0.05 };

interface Process {
  readonly store: Store;
  readonly line: Line;
}
interface World {
  readonly random: Random;
  readonly history: TrueHistory;
  readonly processes: readonly Process[];
  readonly count: (what: string) => void;
  wishes: number;
}

const keyOf = ({ hub, id }: Asked) => econsultKey(hub, id);

async function tell({ store }: Process, commands: Commands): Promise<Answer> {
  const deps = { store, nudge: () => {} };
  const [[name, only] = [], second] = Object.entries(commands);
  if (name === undefined || only === undefined || second !== undefined)
    return handleTogether(
      deps,
      Object.fromEntries(Object.entries(commands).map(([each, command]) => [each, wishAbout(econsults, keyOf(command), command, rules)])),
    );
  const handled = await handle(deps, econsults, keyOf(only), only, rules);
  return handled.kind === 'done' ? { kind: 'done', each: { [name]: handled } } : { kind: 'refused', which: name, refused: handled };
}

/** Asks, and holds the answer against what was so meanwhile. What may still be on its way is looked at by what this returns. */
async function ask(world: World, by: Process, commands: Commands): Promise<() => void> {
  const { history, count } = world;
  const call: Call = { faults: 0, written: 0 };
  const starts = Object.values(commands).map(({ id }) => history.were(id).length - 1);
  const answer = await calling.run(call, () => tell(by, commands)).catch((error: unknown) => error as Error);
  const during = Object.fromEntries(Object.entries(commands).map(([name, { id }], index) => [name, history.were(id).slice(starts[index])]));
  const heard: Heard = { commands, call, during };
  const said = answer instanceof Error ? answer.name : what(answer);
  count(said);
  const wrong = (why: string): void => void history.wrong.push(`${said}, but ${why}: ${JSON.stringify(commands)}`);
  const found = answer instanceof Error ? notAnswered(heard, answer) : answered(history, heard, answer);
  if (found !== undefined) wrong(found);
  return () => {
    if (['refused', 'so already', 'StoreAway'].includes(said) && call.written > 0) wrong('it was written');
    if (said === 'written' && call.written !== 1) wrong(`it was written ${call.written} times`);
  };
}

function wishFor(world: World): Commands {
  const { random, history } = world;
  world.wishes += 1;
  const id = random.pick([...ids, ids[0]]);
  const now = history.were(id).at(-1)?.state;
  const claimant = now?.status === 'claimed' && random.chance(0.6) ? staff.find((each) => each.id === now.claimant.id) : undefined;
  const by = person(claimant ?? random.pick(staff));
  const at = new Date(Date.parse(receivedAt) + (600 + world.wishes) * 1_000).toISOString();
  const asked = { hub: north, id, operation: `wish-${world.wishes}`, at, by };
  const to = random.pick(ids.filter((each) => each !== id));
  const revision = random.chance(0.2) ? { revision: history.were(id).at(-random.between(1, 3))?.state.revision ?? 1 } : {};
  const words = { text: 'Please look at this again.', checked: true };
  const { it, ...rest } = random.pick<Commands>([
    { it: { ...asked, ...revision, type: 'claim' } },
    { it: { ...asked, ...revision, type: 'claim' } },
    { it: { ...asked, ...revision, type: 'takeOver' } },
    { it: { ...asked, type: 'release', reason: 'noTime' } },
    { it: { ...asked, type: 'release', reason: 'noTime' } },
    { it: { ...asked, type: 'complete', outcome: 'answered', told: 'message' } },
    { it: { ...asked, type: 'reopen', reason: 'patientCameBack' } },
    { it: { ...asked, type: 'view', reason: 'safetyCheck' } },
    { it: { ...asked, type: 'view', reason: 'safetyCheck' }, other: { ...asked, type: 'view', id: to, reason: 'safetyCheck' } },
    { it: { ...asked, type: 'ask', words } },
    { it: { ...asked, type: 'answer', words } },
    { it: { ...asked, type: random.pick(['reportWrongPatient', 'confirmPatient']) } },
    { it: { ...asked, type: 'link', to }, other: { ...asked, type: 'link', id: to, to: id } },
    { it: { ...asked, type: 'claim' }, other: { ...asked, type: 'claim', id: to } },
    { it: { ...asked, type: 'claim' }, other: { ...asked, type: 'claim', id: to } },
    { it: { ...asked, type: 'release', reason: 'noTime' }, other: { ...asked, type: 'claim', id: to } },
  ]);
  return { ...(it ? { it } : {}), ...rest };
}

/** What a process knows was once so; and what it sent and heard no success of, it has forgotten or read again. */
function lookAtKnown({ history, processes }: World, isQuiet: boolean): void {
  for (const { store, line } of processes) {
    for (const id of ids) {
      const thing = econsultKey(north, id);
      const known = store.known<EConsult>(thing);
      if (known === undefined) continue;
      const was = history.were(id).find(({ etag }) => etag === known.etag);
      if (was === undefined || canonical({ ...known, text: was.text }) !== canonical(was))
        history.wrong.push(`${id} is known as it never was`);
      if (isQuiet && line.isSpent(stateKey(thing), known.etag))
        history.wrong.push(`${id} is known as it was before a write whose success nobody heard of`);
    }
  }
}

async function makeWorld(seed: number, count: World['count']): Promise<World> {
  const random = new Random(seed);
  const history = new TrueHistory();
  const engine = memoryEngine();
  await makeTables(engine, 'ehub', [north]);
  const missing = (_hub: string, key: string): void => void history.wrong.push(`missing: ${key}`);
  const processes = Array.from({ length: random.between(2, 3) }, (_, index) => {
    const line = new Line(engine, history, random);
    return { line, store: createStore(line, { prefix: 'ehub', writer: `w${index}`, missing }) };
  });
  const world: World = { random, history, processes, count, wishes: 0 };
  const { store } = random.pick(processes);
  for (const id of ids) {
    const submission = { ...usualSubmission, sourceId: id, practiceCode: larkfield, submittedAt: receivedAt };
    const asked = { hub: north, id, operation: `receive-${id}`, at: receivedAt, by: sender };
    await handle(
      { store, nudge: () => {} },
      econsults,
      econsultKey(north, id),
      { ...asked, type: 'receive', caller: 'maker', submission },
      rules,
    );
  }
  return world;
}

/** What went wrong in it. */
async function live(seed: number, count: World['count']): Promise<readonly string[]> {
  const world = await makeWorld(seed, count);
  const { random, history, processes } = world;
  if (seed % 3 !== 0) for (const { line } of processes) line.rates = failing;
  let sentBefore: readonly Commands[] = [];
  for (let batch = 0; batch < batches && history.wrong.length === 0; batch++) {
    const fresh = Array.from({ length: random.between(1, atOnceMax - 1) }, () => wishFor(world));
    const again = [...fresh, ...sentBefore].filter(() => random.chance(0.15)).slice(0, atOnceMax - fresh.length + 1);
    const asked = [...fresh, ...again].map((commands) => ask(world, random.pick(processes), commands));
    lookAtKnown(world, false);
    const looks = await Promise.all(asked);
    for (const { line } of processes) await line.settle();
    for (const look of looks) look();
    lookAtKnown(world, true);
    // No older ones: after sixteen other wishes a thing has forgotten them, and they would be done again.
    sentBefore = fresh;
    if (random.chance(0.2))
      await random
        .pick(processes)
        .store.load(econsultKey(north, random.pick(ids)))
        .catch(() => {});
  }
  for (const { line } of processes) line.rates = calm;
  for (const { store } of processes) await lookAtEnd(history, store);
  return history.wrong.map((why) => `seed ${seed}: ${why}`);
}

/** Whoever reads now is told the same, and the engine has exactly the events that were followed. */
async function lookAtEnd(history: TrueHistory, store: Store): Promise<void> {
  for (const id of ids) {
    const thing = econsultKey(north, id);
    const loaded = await store.load<EConsult>(thing);
    const events = await store.events<EConsultEvent>(thing);
    const last = history.were(id).at(-1);
    if (canonical({ ...loaded, text: last?.text }) !== canonical(last)) history.wrong.push(`${id} is not as it was last written`);
    if (canonical(events) !== canonical(history.events(id)) || verifyChain(events, loaded?.lastHash))
      history.wrong.push(`${id} has another history`);
  }
}

it('tells nobody what was not so while they asked, whatever the stores know', { timeout: 3_600_000 }, async () => {
  const counts = new Map<string, number>();
  const count = (said: string): void => void counts.set(said, (counts.get(said) ?? 0) + 1);
  const seeds = onlySeed === undefined ? Array.from({ length: worlds }, (_, index) => index + 1) : [Number(onlySeed)];
  const wrong: string[] = [];
  const beganMs = performance.now();
  for (const seed of seeds) wrong.push(...(await live(seed, count)));
  const asked = [...counts.values()].reduce((sum, one) => sum + one, 0);
  const said = [...counts].map(([what, times]) => `${what} ${times}`).join(', ');
  process.stdout.write(`known states: ${asked} wishes in ${((performance.now() - beganMs) / 1_000).toFixed(1)} s: ${said}\n`);
  expect(wrong.slice(0, 5)).toEqual([]);
  if (onlySeed === undefined)
    for (const each of ['written', 'so already', 'repeated', 'refused', 'StoreAway', 'NotSettled'])
      expect(counts.get(each), each).toBeGreaterThan(0);
});
