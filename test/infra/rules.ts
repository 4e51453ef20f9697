// What is wrong with the files of `infra/`, each fault with its file and line: a reader's check, which a compiler's does not replace.
import { posix } from 'node:path';
import { evaluate, functions, isRecord, namesOf, roundsOf, type Scope, scopeOf, type Value } from './evaluate.ts';
import { type BicepFile, bodyOf, children, type Declaration, type Files, lineOf, type Node, propertiesOf, within } from './syntax.ts';
import { apiVersions, mustBe, names, otherName, outputs, roles, secretCall, secretName, untagged } from './tables.ts';

type Read = (path: string, text: string) => BicepFile;
type Parsed = ReadonlyMap<string, BicepFile>;

/** Every fault of every file; empty when there is none. */
export function faultsIn(files: Files, read: Read): readonly string[] {
  const parsed = new Map([...files].filter(([path]) => /\.bicep(?:param)?$/.test(path)).map(([path, text]) => [path, read(path, text)]));
  const broken = [...parsed.values()].flatMap(({ faults }) => faults);
  // What comes after would only repeat, in other words, that a file cannot be read.
  if (broken.length > 0) return broken;
  const bicep = [...parsed.values()].filter(({ path }) => path.endsWith('.bicep'));
  return [
    ...[...parsed.values()].flatMap(namesThatMeanNothing),
    ...bicep.flatMap(unused),
    ...bicep.flatMap(undocumented),
    ...bicep.flatMap(secretsIn),
    ...bicep.flatMap((file) => resourcesOf(file).flatMap((each) => versionFaults(file, each))),
    ...bicep.flatMap(moduleFaults(parsed)),
    ...lonelyModules(parsed),
    ...bicep.flatMap(roleFaults),
    ...deployed(parsed, 'prod.bicepparam').flatMap(resourceFaults),
    ...outputFaults(parsed.get('main.bicep')),
    ...[...parsed.values()].filter(({ path }) => path.endsWith('.bicepparam')).flatMap(parameterFileFaults(parsed)),
  ];
}

const resourcesOf = (file: BicepFile): readonly Declaration[] => file.declarations.filter(({ kind }) => kind === 'resource');
const where = (file: BicepFile, at: { readonly line: number }): string => `${file.path}:${at.line}`;

/** Of a call, its function; of one that belongs to a resource (`account.listKeys()`), without the resource. */
const calledIn = (call: Node): string => (call.childForFieldName('function')?.text ?? '').replace(/^.*\./s, '');

/** Names that are used: not those of properties, functions, or of what is declared. */
function uses(file: BicepFile): readonly { readonly name: string; readonly line: number; readonly isCall: boolean }[] {
  const found: { name: string; line: number; isCall: boolean }[] = [];
  const walk = (node: Node, local: ReadonlySet<string>): void => {
    if (node.type === 'identifier' && !local.has(node.text)) found.push({ name: node.text, line: lineOf(node), isCall: false });
    if (node.type === 'call_expression') found.push({ name: calledIn(node), line: lineOf(node), isCall: true });
    const inner = node.type === 'for_statement' ? new Set([...local, ...namesOf(node)]) : local;
    const [first, ...rest] = children(node);
    const skipsFirst =
      node.type === 'call_expression' ||
      node.type === 'for_statement' ||
      (node.type === 'object_property' && first?.type === 'identifier') ||
      /_declaration$/.test(node.type);
    for (const child of skipsFirst ? rest : children(node)) if (child.type !== 'type') walk(child, inner);
  };
  for (const node of children(file.root)) if (!['decorators', 'metadata_declaration'].includes(node.type)) walk(node, new Set());
  return found;
}

function namesThatMeanNothing(file: BicepFile): readonly string[] {
  const declared = new Map<string, number>();
  const twice: string[] = [];
  for (const each of file.declarations.filter(({ kind }) => kind !== 'output')) {
    if (declared.has(each.name)) twice.push(`${where(file, each)} declares ${each.name} a second time`);
    declared.set(each.name, each.line);
  }
  return [
    ...twice,
    ...uses(file).flatMap(({ name, line, isCall }) => {
      if (isCall)
        return Object.hasOwn(functions, name) || secretCall.test(name) ? [] : [`${file.path}:${line} calls ${name}: no such function here`];
      return declared.has(name) ? [] : [`${file.path}:${line} names ${name}, which is not declared`];
    }),
  ];
}

function unused(file: BicepFile): readonly string[] {
  const used = new Set(uses(file).map(({ name }) => name));
  return file.declarations
    .filter(({ kind, name }) => (kind === 'param' || kind === 'var') && !used.has(name))
    .map((each) => `${where(file, each)} ${each.kind} ${each.name} is used nowhere`);
}

function undocumented(file: BicepFile): readonly string[] {
  return file.declarations.flatMap((each) => {
    if (each.kind !== 'param' && each.kind !== 'output') return [];
    const said = each.decorators.get('description')?.[0]?.text ?? '';
    return said.length > 10 ? [] : [`${where(file, each)} ${each.kind} ${each.name} has no description`];
  });
}

function secretsIn(file: BicepFile): readonly string[] {
  const faults = file.declarations.flatMap((each) => {
    if (each.kind !== 'param' && each.kind !== 'output') return [];
    if (each.decorators.has('secure')) return [`${where(file, each)} ${each.name} is secure: secrets go into the vault, not through here`];
    return secretName.test(each.name) ? [`${where(file, each)} ${each.kind} ${each.name} is named like a secret`] : [];
  });
  for (const { name, line, isCall } of uses(file))
    if (isCall && secretCall.test(name)) faults.push(`${file.path}:${line} calls ${name}, whose answer is a secret`);
  for (const node of within(file.root))
    if (node.type === 'object_property' && /^MicrosoftAppPassword\b/.test(node.text))
      faults.push(`${file.path}:${lineOf(node)} sets a client secret: there is no such mode`);
  return faults;
}

function versionFaults(file: BicepFile, resource: Declaration): readonly string[] {
  const [type = '', version] = resource.of.split('@');
  const known = apiVersions[type];
  if (known === undefined) return [`${where(file, resource)} ${type} is not in the table of API versions`];
  return known === version ? [] : [`${where(file, resource)} ${type} is of ${version}: the table says ${known}`];
}

const moduleFaults =
  (parsed: Parsed) =>
  (file: BicepFile): readonly string[] => {
    const modules = new Map<string, BicepFile>();
    const faults: string[] = [];
    for (const each of file.declarations.filter(({ kind }) => kind === 'module')) {
      const target = parsed.get(posix.join(posix.dirname(file.path), each.of));
      if (target === undefined) {
        faults.push(`${where(file, each)} module ${each.name}: no file ${each.of}`);
        continue;
      }
      modules.set(each.name, target);
      const body = bodyOf(each);
      const params = body && propertiesOf(body).get('params');
      faults.push(...argumentFaults(where(file, each), params ? [...propertiesOf(params).keys()] : [], target));
    }
    for (const node of within(file.root)) {
      const [, module = '', output = ''] = /^(\w+)\.outputs\.(\w+)$/.exec(node.type === 'member_expression' ? node.text : '') ?? [];
      const target = modules.get(module);
      if (target && !target.declarations.some(({ kind, name }) => kind === 'output' && name === output))
        faults.push(`${file.path}:${lineOf(node)} ${module} has no output ${output}`);
    }
    return faults;
  };

function argumentFaults(at: string, given: readonly string[], target: BicepFile): readonly string[] {
  const params = target.declarations.filter(({ kind }) => kind === 'param');
  return [
    ...given
      .filter((name) => !params.some((each) => each.name === name))
      .map((name) => `${at} gives ${name}, which ${target.path} does not take`),
    ...params
      .filter(({ name, value }) => value === undefined && !given.includes(name))
      .map(({ name }) => `${at} does not give ${name}, which ${target.path} needs`),
  ];
}

function lonelyModules(parsed: Parsed): readonly string[] {
  const used = [...parsed.values()].flatMap((file) =>
    file.declarations.filter(({ kind }) => kind === 'module').map(({ of }) => posix.join(posix.dirname(file.path), of)),
  );
  return [...parsed.keys()]
    .filter((path) => path.startsWith('modules/') && !used.includes(path))
    .map((path) => `${path}:1 is used by nothing`);
}

const anyGuid = /'([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})'/gi;
function roleFaults(file: BicepFile): readonly string[] {
  const faults = [...file.root.text.matchAll(anyGuid)].flatMap(([, id = '']) =>
    Object.hasOwn(roles, id.toLowerCase()) ? [] : [`${file.path}:1 has the id ${id}, which is none of the roles that may be given`],
  );
  for (const each of resourcesOf(file).filter(({ of }) => of.startsWith('Microsoft.Authorization/roleAssignments@'))) {
    const body = bodyOf(each);
    const name = body && propertiesOf(body).get('name')?.text;
    if (!/^guid\(\w+\.id, principalId, \w+\)$/.test(name ?? ''))
      faults.push(`${where(file, each)} ${each.name} is not named guid(where.id, principalId, role): a second deployment would fail`);
  }
  return faults;
}

/** One resource as it would be deployed; a loop gives several. */
export interface Deployed {
  readonly at: string;
  readonly type: string;
  readonly made: Value;
}

/** Parameters of a file as one of its parameter files gives them. */
export function parametersOf(parsed: Parsed, path: string): Scope {
  const file = parsed.get(path);
  return new Map((file?.declarations ?? []).flatMap(({ name, value }) => (value ? [[name, evaluate(value, new Map())] as const] : [])));
}

/** Everything that a deployment with these parameters would make, with the longest prefix that is allowed. */
export function deployed(parsed: Parsed, parameters: string, more: Scope = new Map()): readonly Deployed[] {
  const main = parsed.get('main.bicep');
  if (main === undefined) return [];
  const longest = main.declarations.find(({ name }) => name === 'prefix')?.decorators.get('maxLength')?.[0];
  const prefix = 'p'.repeat(longest ? Number(longest.text) : 0);
  const scope = scopeOf(main, new Map([...parametersOf(parsed, parameters), ['prefix', prefix], ...more]));
  return main.declarations
    .filter(({ kind }) => kind === 'module')
    .flatMap((each) => {
      const target = parsed.get(each.of);
      const body = bodyOf(each);
      const params = body && propertiesOf(body).get('params');
      const given = params ? evaluate(params, scope) : {};
      if (target === undefined || !isRecord(given) || isLeftOut(each, scope)) return [];
      return madeBy(target, scopeOf(target, new Map(Object.entries(given))));
    });
}

/** Whether its condition does not hold. */
function isLeftOut({ value }: Declaration, scope: Scope): boolean {
  const condition = value?.type === 'if_statement' ? children(value)[0] : undefined;
  return condition !== undefined && evaluate(condition, scope) !== true;
}

const madeBy = (file: BicepFile, scope: Scope): readonly Deployed[] =>
  resourcesOf(file)
    .filter((each) => !each.isExisting && !isLeftOut(each, scope))
    .flatMap((each) => {
      const [type = ''] = each.of.split('@');
      const body = bodyOf(each);
      if (body === undefined) return [];
      const rounds = each.value?.type === 'for_statement' ? roundsOf(each.value, scope) : [{ body, scope }];
      return rounds
        .filter((round) => round.body.type !== 'if_statement' || !isLeftOut({ ...each, value: round.body }, round.scope))
        .map((round) => ({ at: where(file, each), type, made: evaluate(body, round.scope) }));
    });

export function propertyOf(made: Value, path: string): Value | undefined {
  let value: Value | undefined = made;
  for (const step of path.split('.')) value = isRecord(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  return value;
}

function resourceFaults({ at, type, made }: Deployed): readonly string[] {
  const name = propertyOf(made, 'name');
  const rule = names[type] ?? otherName;
  const faults: string[] = [];
  if (typeof name !== 'string') faults.push(`${at} has no name`);
  else if (!name.startsWith('<guid') && (name.length < rule.min || name.length > rule.max || !rule.form.test(name)))
    faults.push(`${at} is named ${name} (${name.length} characters): ${type} takes ${rule.min} to ${rule.max} of ${rule.form.source}`);
  if (!untagged.has(type) && propertyOf(made, 'tags') === undefined) faults.push(`${at} has no tags`);
  for (const [path, value] of Object.entries(mustBe[type] ?? {}))
    if (propertyOf(made, path) !== value)
      faults.push(`${at} has ${path} ${JSON.stringify(propertyOf(made, path))}: it must be ${JSON.stringify(value)}`);
  return faults;
}

function outputFaults(main: BicepFile | undefined): readonly string[] {
  const given = main?.declarations.filter(({ kind }) => kind === 'output').map(({ name }) => name) ?? [];
  return given.join() === outputs.join() ? [] : [`main.bicep:1 has the outputs ${given.join(', ')}: they are to be ${outputs.join(', ')}`];
}

const placeholder = /<[^>]*>|\b(?:todo|changeme|your-|example)\b/i;
const parameterFileFaults =
  (parsed: Parsed) =>
  (file: BicepFile): readonly string[] => {
    const using = /^using '([^']+)'/m.exec(file.root.text)?.[1];
    const target = using === undefined ? undefined : parsed.get(using);
    if (target === undefined) return [`${file.path}:1 uses no file that is there`];
    const given = parametersOf(parsed, file.path);
    const faults = [...argumentFaults(`${file.path}:1`, [...given.keys()], target)];
    for (const each of target.declarations.filter(({ kind }) => kind === 'param')) {
      const value = given.get(each.name);
      if (value === undefined) continue;
      const allowed = each.decorators.get('allowed')?.[0];
      const among = allowed ? evaluate(allowed, new Map()) : undefined;
      if (Array.isArray(among) && !among.includes(value))
        faults.push(`${file.path}:1 gives ${each.name} ${JSON.stringify(value)}, which is not allowed`);
      const number = (name: string): number => Number(each.decorators.get(name)?.[0]?.text ?? Number.NaN);
      if (Number(value) < number('minValue') || Number(value) > number('maxValue'))
        faults.push(`${file.path}:1 gives ${each.name} ${JSON.stringify(value)}, out of range`);
      if (typeof value === 'string' && !value.startsWith('<environment') && placeholder.test(value))
        faults.push(`${file.path}:1 leaves ${each.name} at ${value}`);
    }
    return faults;
  };
