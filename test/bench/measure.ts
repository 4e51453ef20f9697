// How the bench measures: against a floor in the same process, in turns, told as median and middle half.
import { performance } from 'node:perf_hooks';

/** How much is measured. */
export interface Amount {
  readonly rounds: number;
  /** Operations in a batch, one after the other. */
  readonly batch: number;
  /** Operations in a batch, sixteen at once. */
  readonly width: number;
  readonly starts: number;
  /** Open eConsults while the bot's memory is read. */
  readonly held: number;
  /** Open at a practice that goes down. */
  readonly moved: number;
  /** Minutes of virtual time for the storms. */
  readonly minutes: number;
  /** Sizes at which a claim is measured on Azurite. */
  readonly opens: readonly number[];
}

/** The median and the middle half (first and third quartile) of some values. */
export interface Spread {
  readonly median: number;
  readonly q1: number;
  readonly q3: number;
}

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (part: number): number => {
    const place = (sorted.length - 1) * part;
    const low = sorted[Math.floor(place)] ?? Number.NaN;
    const high = sorted[Math.ceil(place)] ?? low;
    return low + (high - low) * (place - Math.floor(place));
  };
  return { median: at(0.5), q1: at(0.25), q3: at(0.75) };
}

export interface Compared {
  readonly thing: Spread;
  readonly floor: Spread;
  /** Thing ÷ floor, taken within each round, so that a noisy neighbour hits both. */
  readonly ratio: Spread;
  /** Thing − floor, likewise. */
  readonly beyond: Spread;
}

/** Each round measures floor, thing, floor; both callbacks give their cost per operation. One round before is thrown away. */
export async function inTurns(rounds: number, floor: () => Promise<number>, thing: () => Promise<number>): Promise<Compared> {
  const seen: { floor: number; thing: number }[] = [];
  for (let round = 0; round <= rounds; round++) {
    const before = await floor();
    const cost = await thing();
    const after = await floor();
    if (round > 0) seen.push({ floor: (before + after) / 2, thing: cost });
  }
  return compared(seen);
}

/** What was seen in each round, as its medians. */
export function compared(seen: readonly { readonly floor: number; readonly thing: number }[]): Compared {
  return {
    thing: spread(seen.map((each) => each.thing)),
    floor: spread(seen.map((each) => each.floor)),
    ratio: spread(seen.map((each) => each.thing / each.floor)),
    beyond: spread(seen.map((each) => each.thing - each.floor)),
  };
}

/** Milliseconds on the clock for one of `times` runs, one after the other: their median, for a pause of the machine is not the run's. */
export async function each(
  times: number,
  run: (n: number) => Promise<unknown>,
  between?: (n: number) => Promise<unknown>,
): Promise<number> {
  const seen: number[] = [];
  for (let n = 0; n < times; n++) {
    const start = performance.now();
    await run(n);
    seen.push(performance.now() - start);
    await between?.(n);
  }
  return spread(seen).median;
}

/** Milliseconds on the clock for each of `times` runs, so many at once. */
export async function atOnce(width: number, times: number, run: () => Promise<unknown>): Promise<number> {
  let left = times;
  const start = performance.now();
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (left-- > 0) await run();
    }),
  );
  return (performance.now() - start) / times;
}

/** Milliseconds of this process's processors for each of `times` runs: what others do on the machine counts less here. */
export async function processorMs(times: number, run: (n: number) => unknown): Promise<number> {
  const before = process.cpuUsage();
  for (let n = 0; n < times; n++) await run(n);
  const used = process.cpuUsage(before);
  return (used.user + used.system) / 1_000 / times;
}

export type Verdict = 'met' | 'not met' | '';

export interface Line {
  readonly what: string;
  /** Engine, open eConsults, rows. */
  readonly on: string;
  readonly figure: string;
  readonly floor: string;
  readonly ratio: string;
  /** Exact counts at the engine, for one. */
  readonly operations: string;
  readonly budget: string;
  readonly verdict: Verdict;
}

const plain = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value >= 0.1 ? value.toFixed(2) : value.toFixed(4);
/** `2.1 [1.9 to 2.4]` */
export const shown = ({ median, q1, q3 }: Spread, unit = ''): string => `${plain(median)}${unit} [${plain(q1)} to ${plain(q3)}]`;
export const verdict = (met: boolean): Verdict => (met ? 'met' : 'not met');

const columns = ['what', 'on', 'figure', 'floor', 'ratio', 'operations', 'budget', 'verdict'] as const;
const titles: Readonly<Record<(typeof columns)[number], string>> = {
  what: 'What',
  on: 'On',
  figure: 'Measured, median [middle half]',
  floor: 'Floor',
  ratio: 'Ratio',
  operations: 'Operations of one',
  budget: 'Budget',
  verdict: 'Verdict',
};

export function table(lines: readonly Line[]): string {
  const rows = [titles, ...lines];
  const widths = columns.map((column) => Math.max(...rows.map((row) => row[column].length)));
  const written = rows.map((row) =>
    columns
      .map((column, at) => row[column].padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return [written[0], widths.map((width) => '-'.repeat(width)).join('  '), ...written.slice(1)].join('\n');
}
