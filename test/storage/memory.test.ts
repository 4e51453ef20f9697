// The memory engine: sorted keys against a plain array, and reads that cost what they return, however much is stored.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Write } from '../../src/storage/engine.ts';
import { memoryEngine } from '../../src/storage/memory.ts';
import { SortedKeys } from '../../src/storage/sorted.ts';

it('sorted keys agree with a sorted array, whatever is added and taken away', () => {
  const keyOf = (number: number): string => String(number).padStart(4, '0');
  const aKey = fc.integer({ min: 0, max: 3_000 }).map(keyOf);
  const script = fc.array(
    fc.oneof({ weight: 3, arbitrary: fc.record({ add: aKey }) }, { weight: 1, arbitrary: fc.record({ take: aKey }) }),
    { maxLength: 2_500, size: 'max' },
  );
  fc.assert(
    fc.property(script, fc.nat(3_000), fc.integer({ min: -1, max: 100 }), fc.nat(50), (steps, start, span, limit) => {
      const [from, to] = [keyOf(start), keyOf(start + span)];
      const keys = new SortedKeys();
      const model = new Set<string>();
      for (const step of steps) {
        if ('add' in step) {
          if (!model.has(step.add)) keys.add(step.add);
          model.add(step.add);
        } else {
          keys.delete(step.take);
          model.delete(step.take);
        }
      }
      const sorted = [...model].sort();
      expect(keys.range('', '~', 10_000)).toEqual(sorted);
      expect(keys.range(from, to, limit)).toEqual(sorted.filter((key) => key >= from && key < to).slice(0, limit));
    }),
    { numRuns: 40 },
  );
});

it('what was written does not change with the object it was written from', async () => {
  const engine = memoryEngine();
  await engine.create('t01');
  const values = { value: 'before' };
  await engine.table('t01').transact([{ kind: 'insert', key: 'a', values }]);
  values.value = 'after';
  expect((await engine.table('t01').get('a'))?.values).toEqual({ value: 'before' });
});

it('a range of ten costs the same with 700,000 rows as with 7,000', { timeout: 60_000 }, async () => {
  const msPerRead = async (things: number): Promise<number> => {
    const engine = memoryEngine();
    await engine.create('t01');
    const table = engine.table('t01');
    for (let from = 0; from < things; from += 10) {
      const writes = Array.from({ length: 10 }, (_, index) => from + index).flatMap((number) =>
        ['state', 'event', 'log', 'text', 'due', 'open', 'outbox'].map(
          (family): Write => ({
            kind: 'insert',
            key: `${family}|${String((number * 7919) % things).padStart(6, '0')}`,
            values: { body: 'x' },
          }),
        ),
      );
      await table.transact(writes);
    }
    const took: number[] = [];
    for (let read = 0; read < 400; read++) {
      const start = process.hrtime.bigint();
      const rows = await table.range('due|', 'due}', 10);
      took.push(Number(process.hrtime.bigint() - start) / 1e6);
      expect(rows).toHaveLength(10);
    }
    return took.sort((a, b) => a - b)[200] ?? Number.NaN;
  };
  const [few, many] = [await msPerRead(1_000), await msPerRead(100_000)];
  process.stdout.write(
    `memory: range of 10 takes ${(few * 1e3).toFixed(1)} µs with 7,000 rows, ${(many * 1e3).toFixed(1)} µs with 700,000\n`,
  );
  // A linear scan would be a hundred times; the allowance is for a busy machine.
  expect(many).toBeLessThan(few * 8);
});
