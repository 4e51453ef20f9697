// Reading names directly must change no card: every template and random data, beside a copy of the engine as its makers ship it.
import { readFileSync } from 'node:fs';
import { Template } from 'adaptivecards-templating';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { templateNames } from '../../src/cards/templates.ts';
import { UntouchedTemplate as Own } from './untouched-engine.ts';

const json = (folder: string, name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(`../../cards/${folder}${name}.json`, import.meta.url), 'utf8')) as Record<string, unknown>;

/** What is drawn, or that it cannot be. */
function drawn(template: Template, data: unknown): unknown {
  try {
    return template.expand({ $root: data });
  } catch (error) {
    return String(error);
  }
}

it('compares with another engine than ours', () => expect(Own).not.toBe(Template));

it.each(templateNames)('fills %s as the engine does by itself, whatever is missing', (name) => {
  const [source, sample] = [json('', name), json('samples/', name)];
  const [ours, own] = [new Template(source), new Own(source)];
  expect(drawn(ours, sample)).toStrictEqual(drawn(own, sample));
  for (const left of Object.keys(sample)) {
    const { [left]: _left, ...less } = sample;
    expect(drawn(ours, less)).toStrictEqual(drawn(own, less));
  }
});

it('gives what the engine gives for any data', () => {
  const asked = [
    ...[
      '${a}',
      '${$root.a}',
      '${$data.a}',
      '${b.c}',
      '${$root.b.c}',
      '${B}',
      '${$index}',
      '${b.$root.a}',
      '${rows[0]}',
      '${rows[0].a}',
      '${a} and ${b}',
    ],
    ...["${a == 'x'}", "${a != ''}", '${!a}', "${if(a, 'yes', 'no')}", '${$root}', '${constructor}', '${__proto__}', '${toString}'],
  ];
  // One expression each: where one cannot be worked out nothing is drawn.
  const pairs = asked.map((text) => {
    const source = { texts: [text], kept: { $when: text, text: 'kept' }, rows: [{ $data: '${rows}', kept: { $when: text, text } }] };
    return [new Template(source), new Own(source)] as const;
  });
  const value = fc.oneof(fc.constantFrom<unknown>('', 'x', 0, false, true, null, undefined, '${b}'), fc.record({ c: fc.string() }));
  const some = fc.record({ a: value, b: value, $index: value, $root: value }, { requiredKeys: [] });
  const data = fc.record({ a: value, b: value, rows: fc.array(some, { maxLength: 3 }) }, { requiredKeys: [] });
  fc.assert(
    fc.property(data, (given) => {
      for (const [ours, own] of pairs) expect(drawn(ours, given)).toStrictEqual(drawn(own, given));
    }),
    { numRuns: 200 },
  );
});
