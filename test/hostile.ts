// What somebody with bad luck or bad intentions may send, and what must never come back to them.
import fc from 'fast-check';

/** `FUZZ_SEED=… npx vitest …` sends again what a failure has printed. */
const seed = Number(process.env['FUZZ_SEED'] ?? Math.trunc(Math.random() * 2 ** 31));

/** `numRuns` inputs from a seed that is printed with the first that fails; not made smaller, for what came before it counts too. */
export const inputs = (numRuns: number) => ({ numRuns, seed, endOnFailure: true });

/** How many inputs each door has had, and how they were answered: said once all are in. */
export function tally() {
  const doors = new Map<string, Map<string, number>>();
  return {
    count(door: string, answer: string): void {
      const counts = doors.get(door) ?? new Map<string, number>();
      doors.set(door, counts.set(answer, (counts.get(answer) ?? 0) + 1));
    },
    of: (door: string): ReadonlyMap<string, number> => doors.get(door) ?? new Map(),
    say(): void {
      const lines = [...doors].map(([door, counts]) => {
        const all = [...counts.values()].reduce((sum, each) => sum + each, 0);
        return `  ${door}: ${all} inputs (${[...counts].map(([answer, count]) => `${answer} ${count}`).join(', ')})`;
      });
      process.stdout.write(`hostile inputs, seed ${seed}\n${lines.join('\n')}\n`);
    },
  };
}

/** What nobody should ever read: a library's words, a stack, a value that was never filled in. */
export const leaked =
  /ZodError|Cannot (?:read|set|convert)|is not (?:a function|iterable|defined|valid JSON)|(?:Type|Range|Syntax|Reference)Error|invalid_type|Invalid input|expected string|\bundefined\b|\[object |\bNaN\b|Invalid (?:Date|time)|\$\{|\bat \S+ \(|node_modules|\.ts:\d/;

/** Names that every object of JavaScript has already. */
export const inherited = fc.constantFrom(
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'valueOf',
  'prototype',
  '__defineGetter__',
);

/** Text of any characters, half ones included, and of any length; none that would be taken for a leak when it is shown again. */
export const anyText = fc
  .oneof(
    { weight: 4, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
    { weight: 1, arbitrary: inherited },
    {
      weight: 2,
      arbitrary: fc.constantFrom(
        '',
        ' ',
        '\u0000',
        '\uD800',
        '\u202E\u2066x',
        '\u2028',
        '<at>all</at>',
        '<script>alert(1)</script>',
        '[a](javascript:alert(1))',
        '../../etc/passwd',
        '|',
        '{{x}}',
        '&#0;&#xFFFFFF;',
        'x'.repeat(5_000),
        '\u{1F469}\u200D\u2695\uFE0F'.repeat(300),
        '\u0000'.repeat(2_500),
      ),
    },
  )
  .filter((text) => !leaked.test(text));

/** Any value of JSON where another is expected. */
export const anyValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: anyText },
  {
    weight: 3,
    // Made anew each time: what is frozen or shared would hide that somebody writes into it.
    arbitrary: fc
      .constantFrom(
        'null',
        'true',
        'false',
        '0',
        '-1',
        '1e21',
        '1e308',
        '[]',
        '{}',
        '[[]]',
        '["a"]',
        '[null]',
        '{"a":{"b":[]}}',
        '{"toString":1}',
        '{"__proto__":{"verb":"claim"}}',
        '{"length":-1}',
      )
      .map((text) => JSON.parse(text) as unknown),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }).filter((value) => !leaked.test(JSON.stringify(value))) },
);

type Path = readonly (string | number)[];

/** Every place in a value of JSON. */
const places = (value: unknown, path: Path = []): Path[] =>
  typeof value === 'object' && value !== null
    ? [path, ...Object.entries(value).flatMap(([key, inner]) => places(inner, [...path, Array.isArray(value) ? Number(key) : key]))]
    : [path];

export interface Break {
  readonly at: number;
  readonly how: 'replace' | 'remove' | 'add' | 'twice';
  readonly name: string;
  readonly value: unknown;
}
/** One thing done to a good message. */
export const breakWith = (value: fc.Arbitrary<unknown>, name: fc.Arbitrary<string>): fc.Arbitrary<Break> =>
  fc.record({ at: fc.nat(), how: fc.constantFrom('replace', 'remove', 'add', 'twice'), name, value });

/** A good message, broken; the good one stays as it is. */
export function broken(good: unknown, breaks: readonly Break[]): unknown {
  const root = { value: structuredClone(good) };
  for (const { at, how, name, value } of breaks) {
    const all = places(root.value ?? null, ['value']);
    const path = all[at % all.length] ?? ['value'];
    const last = path[path.length - 1] ?? 'value';
    let parent: Record<string | number, unknown> = root;
    for (const step of path.slice(0, -1)) parent = parent[step] as Record<string | number, unknown>;
    const here = parent[last];
    if (how === 'remove') delete parent[last];
    else if (how === 'twice' && Array.isArray(parent)) parent.push(parent[Number(last)]);
    else if (how === 'add' && typeof here === 'object' && here !== null && !Array.isArray(here))
      // As `JSON.parse` does it, which makes `__proto__` a name like any other.
      Object.defineProperty(here, name, { value: structuredClone(value), enumerable: true, configurable: true, writable: true });
    else parent[last] = structuredClone(value);
  }
  return root.value;
}
