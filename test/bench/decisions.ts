// A claim, an arrival and a duplicate through their use cases, beside raw transactions of the same store.

import type { Counts } from '../../src/storage/counted.ts';
import type { Engine } from '../../src/storage/engine.ts';
import { fail, fill, type Ground, makeGround, memory, rawInsert } from './ground.ts';
import { type Amount, atOnce, type Compared, each, inTurns, type Line, processorMs, shown, verdict } from './measure.ts';

/** What an engine was asked, in words. */
export function asked(counts: Counts, times = 1): string {
  const per = (count: number, name: string): string[] => (count === 0 ? [] : [`${+(count / times).toFixed(2)} ${name}`]);
  return [
    ...per(counts.pointReads, 'read'),
    ...per(counts.rangeReads, 'range'),
    ...per(counts.transactions, 'transaction'),
    ...per(counts.rowsWritten, 'rows'),
    ...per(counts.refused, 'refused'),
  ].join(', ');
}

/** As many characters as ours write: 2.3 kB in the rows of a claim, 10.5 kB in those of an arrival, most of it the patient's words. */
export const charactersIn = (rows: number): number => (rows === 5 ? 460 : Math.round(10_500 / rows));

const rawBatch = async (ground: Ground, times: number, rows: number): Promise<number> => {
  let undo: (() => Promise<unknown>) | undefined;
  return each(
    times,
    async () => {
      undo = await rawInsert(ground.raw, rows, charactersIn(rows));
    },
    () => undo?.() ?? Promise.resolve(),
  );
};

/** Claims of one after the other among `open` waiting ones; each is released again outside the measurement. */
async function claims(engine: Engine, name: string, open: number, amount: Amount): Promise<Line[]> {
  const ground = await makeGround(engine, name);
  const ids = await fill(ground, 'claim', open);
  const known = await claimsOf(ground, ids, amount, ['claim (use case)', ground.claim]);
  const unseen = await claimsOf(ground, ids, amount, ['claim (use case), what this process has not seen', ground.claimUnseen]);
  return [known, unseen];
}

/** A bot runs for weeks: a read of one row takes half as long after a thousand of them. */
const warm = 600;

type Claim = readonly [what: string, claim: (id: string) => Promise<void>];

async function claimsOf(ground: Ground, ids: readonly string[], amount: Amount, [what, claim]: Claim): Promise<Line> {
  const { name } = ground;
  const open = ids.length;
  let next = 0;
  const nextId = (): string => ids[next++ % ids.length] ?? fail('nothing is open');
  ground.take();
  await claim(ids[0] ?? fail('nothing is open'));
  const counts = ground.take();
  await ground.release(ids[0] ?? '');
  for (let n = 0; n < warm; n++) {
    const id = nextId();
    await claim(id);
    await ground.release(id);
  }
  let id = '';
  const batch = () =>
    each(
      amount.batch,
      () => {
        id = nextId();
        return claim(id);
      },
      () => ground.release(id),
    );
  const seen = await inTurns(amount.rounds, () => rawBatch(ground, amount.batch, 5), batch);
  const on = `${name}, ${open} open, ${await ground.rows()} rows`;
  const exact = counts.pointReads <= 1 && counts.transactions === 1 && counts.rangeReads === 0;
  const operations = asked(counts);
  const figure = shown(seen.thing, ' ms');
  const floor = `five raw rows ${shown(seen.floor, ' ms')}`;
  if (name === 'memory')
    return { what, on, figure, floor, ratio: '', operations, budget: '1 read + 1 transaction at most', verdict: verdict(exact) };
  const met = exact && seen.ratio.median <= 2.5;
  return {
    what,
    on,
    figure,
    floor,
    ratio: shown(seen.ratio, ' x'),
    operations,
    budget: '<= 2.5 x, 1 read + 1 transaction at most',
    verdict: verdict(met),
  };
}

/** Arrivals, sixteen at once, as a rate beside that of raw transactions of as many rows. */
async function arrivals(ground: Ground, amount: Amount): Promise<Line> {
  let count = 0;
  const run = async () => {
    const receipt = await ground.receive(`arrival-${++count}`);
    if (receipt.kind !== 'accepted') fail(receipt.kind);
  };
  await atOnce(16, amount.width, run);
  ground.take();
  await run();
  const counts = ground.take();
  const seen = await inTurns(
    amount.rounds,
    () => rawRate(ground, amount.width, counts.rowsWritten),
    () => atOnce(16, amount.width, run),
  );
  return rateLine('intake (use case), 16 at once', ground, await ground.rows(), seen, counts);
}

const rawRate = async (ground: Pick<Ground, 'raw'>, times: number, rows: number): Promise<number> => {
  const undo: (() => Promise<unknown>)[] = [];
  const ms = await atOnce(16, times, async () => undo.push(await rawInsert(ground.raw, rows, charactersIn(rows))));
  for (const each of undo) await each();
  return ms;
};

/** A rate is what fits into a second; its ratio to the floor's rate is the floor's time over its own. */
export function rateLine(
  what: string,
  ground: Pick<Ground, 'name'> & { readonly floor?: string },
  rows: number,
  seen: Compared,
  counts: Counts,
): Line {
  const rate = (ms: number): string => `${(1_000 / ms).toFixed(0)}/s`;
  const ratio = { median: 1 / seen.ratio.median, q1: 1 / seen.ratio.q3, q3: 1 / seen.ratio.q1 };
  const judged = ground.name !== 'memory';
  return {
    what,
    on: `${ground.name}, ${rows} rows`,
    figure: `${rate(seen.thing.median)} [${rate(seen.thing.q3)} to ${rate(seen.thing.q1)}]`,
    floor: `${ground.floor ?? ''} ${counts.rowsWritten} raw rows ${rate(seen.floor.median)}`,
    ratio: judged ? shown(ratio) : '',
    operations: asked(counts),
    budget: judged ? '>= 0.7 of the floor' : '',
    verdict: judged ? verdict(ratio.median >= 0.7) : '',
  };
}

async function duplicates(ground: Ground, amount: Amount): Promise<Line> {
  await ground.receive('twice');
  ground.take();
  const again = async () => {
    const receipt = await ground.receive('twice');
    if (receipt.kind !== 'duplicate') fail(`a duplicate was ${receipt.kind}`);
  };
  await again();
  const counts = ground.take();
  const seen = await inTurns(
    amount.rounds,
    () => rawBatch(ground, amount.batch, 7),
    () => each(amount.batch, again),
  );
  const what = 'a duplicate delivery (use case)';
  return {
    what,
    on: `${ground.name}, ${await ground.rows()} rows`,
    figure: shown(seen.thing, ' ms'),
    floor: `seven raw rows ${shown(seen.floor, ' ms')}`,
    ratio: ground.name === 'memory' ? '' : shown(seen.ratio, ' x'),
    operations: asked(counts),
    budget: '',
    verdict: '',
  };
}

/** On the memory engine everything is our own work: what a claim costs the processor, reads and writes of memory included. */
async function ownWork(amount: Amount): Promise<Line> {
  const ground = await makeGround(memory(), 'memory');
  const ids = await fill(ground, 'own', 1_000);
  const seen: number[] = [];
  let next = 0;
  for (let round = 0; round < amount.rounds; round++) {
    seen.push(
      await processorMs(amount.batch * 5, async () => {
        const id = ids[next++ % ids.length] ?? fail('nothing is open');
        await ground.claim(id);
        await ground.release(id);
      }),
    );
  }
  const half = seen.map((ms) => ms / 2).sort((a, b) => a - b);
  const at = (part: number): number => half[Math.floor((half.length - 1) * part)] ?? Number.NaN;
  const figure = shown({ median: at(0.5), q1: at(0.25), q3: at(0.75) }, ' ms of processor');
  return {
    what: 'claim or release, own work',
    on: 'memory, 1000 open',
    figure,
    floor: '',
    ratio: '',
    operations: '',
    budget: '',
    verdict: '',
  };
}

export async function decisions(azurite: () => Promise<Engine>, amount: Amount): Promise<Line[]> {
  const lines: Line[] = [];
  for (const open of amount.opens) lines.push(...(await claims(await azurite(), 'Azurite', open, amount)));
  lines.push(...(await claims(memory(), 'memory', 1_000, amount)), await ownWork(amount));
  for (const [engine, name] of [
    [await azurite(), 'Azurite'],
    [memory(), 'memory'],
  ] as const) {
    const ground = await makeGround(engine, name);
    lines.push(await arrivals(ground, amount), await duplicates(ground, amount));
  }
  return lines;
}
