// Small worlds from seeds: everything that can go wrong does, and what must never be is looked for at every step.
//
// `SIMULATION_WORLDS=20000 npx vitest run test/simulation` runs more of them, `SIMULATION_SEED=31` one alone, with all that happened in it.
import { expect, it } from 'vitest';
import { type Outcome, runWorld } from './run.ts';

/** About a minute. */
const worldsUsually = 1_000;
const worlds = Number(process.env['SIMULATION_WORLDS'] ?? worldsUsually);
const firstSeed = Number(process.env['SIMULATION_FIRST_SEED'] ?? 1);
const onlySeed = process.env['SIMULATION_SEED'];

it(onlySeed === undefined ? `${worlds} worlds, nothing that must never be` : `the world of seed ${onlySeed}`, {
  timeout: 3_600_000,
}, async () => {
  const seeds = onlySeed === undefined ? Array.from({ length: worlds }, (_, index) => firstSeed + index) : [Number(onlySeed)];
  const totals = new Map<string, number>();
  const broken: Outcome[] = [];
  let steps = 0;
  const beganMs = performance.now();
  for (const seed of seeds) {
    const outcome = await runWorld(seed, onlySeed !== undefined);
    steps += outcome.steps;
    for (const [what, times] of outcome.counts) totals.set(what, (totals.get(what) ?? 0) + times);
    if (onlySeed !== undefined) process.stdout.write(`${outcome.notes.join('\n')}\n`);
    if (outcome.violation !== undefined) broken.push(outcome);
  }
  const seconds = (performance.now() - beganMs) / 1_000;
  const said = [...totals].sort(([a], [b]) => (a < b ? -1 : 1)).map(([what, times]) => `${what} ${times}`);
  process.stdout.write(
    `simulation: ${seeds.length} worlds, ${steps} steps, ${broken.length} violations, ${(seeds.length / seconds).toFixed(0)} seeds/s\n  ${said.join(', ')}\n`,
  );
  const [first] = broken;
  const words =
    first &&
    `seed ${first.seed}: ${first.violation}\n  run it alone: SIMULATION_SEED=${first.seed} npx vitest run -c test/vitest.config.ts test/simulation\n  broken seeds: ${broken
      .map(({ seed }) => seed)
      .slice(0, 50)
      .join(' ')}`;
  expect(words).toBeUndefined();
});
