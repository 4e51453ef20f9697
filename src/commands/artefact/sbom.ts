// The software bill of materials: CycloneDX's own tool lists what is installed, and of that stays what is in the artefact.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import * as z from 'zod/v4';

const property = z.looseObject({ name: z.string(), value: z.string().optional() });
const bill = z.looseObject({
  bomFormat: z.literal('CycloneDX'),
  specVersion: z.string(),
  metadata: z.looseObject({ component: z.looseObject({ 'bom-ref': z.string() }), properties: z.array(property).optional() }),
  components: z.array(z.looseObject({ 'bom-ref': z.string(), properties: z.array(property).optional() })),
  dependencies: z.array(z.looseObject({ ref: z.string(), dependsOn: z.array(z.string()).optional() })),
});
export type Bill = z.infer<typeof bill>;

/** Its own name for where a component is installed. */
const installedAt = 'cdx:npm:package:path';
/** npm lists the whole tree for it; on a busy machine that takes half a minute. */
const toolTimeoutMs = 180_000;
const outputBytesMax = 64 * 1024 * 1024;

/** Everything that production installs, as the tool lists it. Throws where the tool fails. */
export function installedBill(root: string): Bill {
  const tool = join(root, 'node_modules/@cyclonedx/cyclonedx-npm/bin/cyclonedx-npm-cli.js');
  const asked = ['--omit', 'dev', '--flatten-components', '--output-reproducible', '--output-format', 'JSON'];
  const listed = execFileSync(process.execPath, [tool, ...asked, '--output-file', '-'], {
    cwd: root,
    encoding: 'utf8',
    timeout: toolTimeoutMs,
    maxBuffer: outputBytesMax,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return bill.parse(JSON.parse(listed));
}

/** Of a bill, what is installed at these paths. Throws where the bill does not know one of them: then it would not be whole. */
export function billOf(whole: Bill, paths: readonly string[]): Bill {
  const wanted = new Set(paths);
  const pathOf = (component: Bill['components'][number]): string =>
    component.properties?.find(({ name }) => name === installedAt)?.value ?? '';
  const components = whole.components.filter((component) => wanted.has(pathOf(component)));
  const found = new Set(components.map(pathOf));
  const missing = paths.filter((path) => !found.has(path));
  if (missing.length > 0) throw new Error(`The bill of materials does not know ${missing.join(', ')}, which the program holds.`);
  const refs = new Set([whole.metadata.component['bom-ref'], ...components.map((component) => component['bom-ref'])]);
  const note = { name: 'ehub:scope', value: 'what the bundler put into the artefact, of what production installs' };
  return {
    ...whole,
    metadata: { ...whole.metadata, properties: [...(whole.metadata.properties ?? []), note] },
    components,
    dependencies: whole.dependencies
      .filter(({ ref }) => refs.has(ref))
      .map((each) => (each.dependsOn ? { ...each, dependsOn: each.dependsOn.filter((ref) => refs.has(ref)) } : each)),
  };
}
