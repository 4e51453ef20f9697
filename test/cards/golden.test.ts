// Golden cards and the Designer's samples: each card exactly as kept in a file, written anew only by `UPDATE_GOLDEN=1`, then `npm run fix`.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, it, vi } from 'vitest';
import type * as Templates from '../../src/cards/templates.ts';
import { templateNames } from '../../src/cards/templates.ts';
import { examples } from './examples.ts';

const filledWith = vi.hoisted(() => new Map<string, unknown>());
vi.mock('../../src/cards/templates.ts', async (original) => {
  const real = await original<typeof Templates>();
  const fill: typeof real.fill = (name, data) => {
    filledWith.set(name, data);
    return real.fill(name, data);
  };
  return { ...real, fill };
});

const golden = new URL('golden/', import.meta.url);
const samples = new URL('../../cards/samples/', import.meta.url);
const update = process.env['UPDATE_GOLDEN'] === '1';
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

function held(file: URL, value: unknown): void {
  if (update) writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
  expect(asJson(value)).toStrictEqual(JSON.parse(readFileSync(file, 'utf8')));
}

const fileOf = ({ template, variant }: { template: string; variant: string }) => `${template}${variant ? `.${variant}` : ''}.json`;

it.each(examples.map((example) => [fileOf(example), example] as const))('draws %s as kept', (file, example) => {
  held(new URL(file, golden), example.draw());
});
it.each(examples.filter(({ variant }) => variant === '').map((example) => [example.template, example] as const))(
  'fills %s with the Designer\u2019s sample',
  async (name, example) => {
    filledWith.delete(name);
    const card = example.draw();
    const data = asJson(filledWith.get(name));
    held(new URL(`${name}.json`, samples), data);
    const { fill } = await vi.importActual<typeof Templates>('../../src/cards/templates.ts');
    expect(fill(name, data as Record<string, unknown>)).toEqual(card);
    expect(JSON.stringify(card)).not.toContain('${');
  },
);
it('keeps no card and no sample that nothing draws, and leaves no template without one', () => {
  const json = (folder: URL) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort();
  expect(json(golden)).toEqual(examples.map(fileOf).sort());
  expect(json(samples)).toEqual(templateNames.map((name) => `${name}.json`).sort());
  expect(json(new URL('../../cards/', import.meta.url))).toEqual(templateNames.map((name) => `${name}.json`).sort());
});
it('refuses a template that was not given everything it asks for', async () => {
  const { fill } = await vi.importActual<typeof Templates>('../../src/cards/templates.ts');
  expect(() => fill('say', { title: 'A title' })).toThrow('say: ${words}');
});
