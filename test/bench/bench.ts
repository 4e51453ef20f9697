// `npm run bench`: what things cost, in one run, as ratios to what the same store does at least. `-- --quick` for a short one.
import { availableParallelism, loadavg } from 'node:os';
import { performance } from 'node:perf_hooks';
import { besideLeast } from './beside-least.ts';
import { besideSamples } from './beside-samples.ts';
import { callsCounted } from './calls.ts';
import { cards } from './cards.ts';
import { decisions } from './decisions.ts';
import { disasterStorm } from './disaster.ts';
import { doors } from './doors.ts';
import { dueReads } from './due.ts';
import { startAzurite } from './ground.ts';
import { type Amount, type Line, table } from './measure.ts';
import { networkOfSize } from './network.ts';
import { pacing } from './pacing.ts';
import { memoryHeld, starts } from './starting.ts';

const quick: Amount = { rounds: 5, batch: 20, width: 64, starts: 1, held: 500, moved: 400, minutes: 15, opens: [30, 300] };
const full: Amount = { rounds: 7, batch: 30, width: 160, starts: 5, held: 10_000, moved: 5_000, minutes: 120, opens: [30, 300, 1_000] };

const amount = process.argv.includes('--quick') ? quick : full;
const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice('--only='.length);

const busy = (): string => (loadavg()[0] ?? 0).toFixed(1);
const busyBefore = busy();
const azurite = await startAzurite();
const lines: Line[] = [];
try {
  const parts: readonly (readonly [string, () => Promise<readonly Line[]>])[] = [
    ['starting', () => starts(azurite.connectionString, amount)],
    ['decisions', () => decisions(azurite.engine, amount)],
    ['doors', () => doors(azurite.engine, amount)],
    ['beside', async () => [...(await besideSamples(azurite, amount)), ...(await besideLeast(azurite, amount))]],
    ['calls', () => callsCounted()],
    ['cards', () => cards(amount)],
    ['pacing', () => pacing(amount)],
    ['due', () => dueReads(amount)],
    ['disaster', () => disasterStorm(amount)],
    ['network', () => networkOfSize(azurite)],
    ['memory', () => memoryHeld(azurite, amount)],
  ];
  for (const [name, measure] of parts) {
    if (only !== undefined && only !== name) continue;
    const start = performance.now();
    process.stderr.write(`${name} …`);
    lines.push(...(await measure()));
    process.stderr.write(` ${((performance.now() - start) / 1_000).toFixed(0)} s\n`);
  }
} finally {
  await azurite.stop();
}

process.stdout.write(`
${table(lines)}

Each ratio is taken within a round of floor, thing, floor, one after the other in this process and on the same store; figures are the median
of ${amount.rounds} rounds [and the middle half]. Azurite is Microsoft's emulator, here in a process of its own on the same machine, keeping
everything in memory, and finding rows by their key as Azure does (as it comes it looks through the whole table for each): its times are not Azure's. The memory engine has no
floor worth the name, so there the operations and the processor time count. Pacing is in virtual time, judged by the limits of the local
Teams, which are Microsoft's published estimates. ${lines.filter((line) => line.verdict === 'not met').length} of ${lines.filter((line) => line.verdict !== '').length} budgets not met.
Load of the machine ${busyBefore} at the start and ${busy()} at the end, on ${availableParallelism()} processors. Took ${(performance.now() / 1_000).toFixed(0)} s.
`);
