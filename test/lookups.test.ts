// Looking something up in a plain object by a word from outside: the type checker finds every place that does.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { own } from '../src/domain/lookup.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** The project as the type checker sees it, with what `more` adds to it: file by file from the root, as text. */
function programOf(more: Readonly<Record<string, string>> = {}): ts.Program {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} };
  const config = ts.getParsedCommandLineOfConfigFile(join(root, 'tsconfig.json'), {}, host);
  if (config === undefined) throw new Error('tsconfig.json cannot be read');
  const planted = new Map(Object.entries(more).map(([path, text]) => [join(root, path), text]));
  const files = config.fileNames.filter((file) => file.startsWith(join(root, 'src')));
  const compilerHost = ts.createCompilerHost(config.options);
  return ts.createProgram([...files, ...planted.keys()], config.options, {
    ...compilerHost,
    fileExists: (path) => planted.has(path) || compilerHost.fileExists(path),
    readFile: (path) => planted.get(path) ?? compilerHost.readFile(path),
    getSourceFile: (path, options, ...rest) => {
      const text = planted.get(path);
      return text === undefined ? compilerHost.getSourceFile(path, options, ...rest) : ts.createSourceFile(path, text, options);
    },
  });
}

interface Lookup {
  readonly key: ts.Expression;
  readonly record: ts.Node;
}

/**
 * Whether a key can only be what we have listed ourselves: a number, one of our own words, a key of the very type. A plain `string` may be
 * `constructor`. So may one of FHIR's words: what a package's types promise about a sender's JSON has not been checked by anybody.
 */
function isListed(checker: ts.TypeChecker, { key, record }: Lookup): boolean {
  const { StringLiteral, NumberLike, ESSymbolLike, Index, Never, TypeParameter } = ts.TypeFlags;
  const listed = (type: ts.Type): boolean => {
    if (type.isUnion()) return type.types.every(listed);
    // A table over the same type parameter has just those keys; one that takes any string has not.
    if (type.flags & TypeParameter) return checker.getTypeAtLocation(record).getStringIndexType() === undefined;
    return (type.flags & (StringLiteral | NumberLike | ESSymbolLike | Index | Never)) !== 0;
  };
  const isPromised = (node: ts.Node): boolean => {
    const declared = ts.isPropertyAccessExpression(node) ? checker.getSymbolAtLocation(node)?.declarations : undefined;
    if (declared?.some((each) => each.getSourceFile().fileName.includes('/@types/fhir/'))) return true;
    return ts.forEachChild(node, (child) => isPromised(child) || undefined) ?? false;
  };
  return listed(checker.getTypeAtLocation(key)) && !isPromised(key);
}

/** How a node looks something up in an object, or asks whether it is there, if it does. */
function lookupIn(node: ts.Node): Lookup | undefined {
  if (ts.isElementAccessExpression(node)) return { key: node.argumentExpression, record: node.expression };
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InKeyword) return { key: node.left, record: node.right };
  if (ts.isBindingElement(node) && node.propertyName && ts.isComputedPropertyName(node.propertyName))
    return { key: node.propertyName.expression, record: node.parent };
  return undefined;
}

/** Lookups by a word that nobody has listed, in every file of ours but the one that looks for the others. */
function loose(program: ts.Program): readonly string[] {
  const checker = program.getTypeChecker();
  const ours = program
    .getSourceFiles()
    .filter(({ fileName }) => fileName.startsWith(join(root, 'src/')) && !fileName.endsWith('/domain/lookup.ts'));
  return ours.flatMap((file) => {
    const found: string[] = [];
    const visit = (node: ts.Node): void => {
      const lookup = lookupIn(node);
      if (lookup !== undefined && !isListed(checker, lookup)) {
        const line = file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1;
        found.push(`${file.fileName.slice(root.length)}:${line} ${node.getText(file).slice(0, 100)}`);
      }
      ts.forEachChild(node, visit);
    };
    visit(file);
    return found;
  });
}

const planted = {
  'src/teams/planted.ts': [
    "import type { ServiceRequest } from 'fhir/r4.d.ts';",
    'const words: Readonly<Record<string, string>> = {};',
    "const kinds: Readonly<Record<'a' | 'b', string>> = { a: '', b: '' };",
    'export const read = (said: string) => words[said];',
    'export const asked = (said: string) => said in words;',
    'export const taken = ({ [`${String(1)}x`]: it }: Record<string, string>) => it;',
    'export const written = (to: Record<string, number>, said: string) => { to[said] = 1; };',
    "export const promised = (it: ServiceRequest) => words[it.priority ?? 'routine'];",
    "export const fine = (kind: 'a' | 'b', list: string[], at: number) => [kinds[kind], list[at], words['a']];",
    'export const narrowed = <T extends string>(said: T) => words[said];',
    'export const also = <T extends string>(table: Record<T, string>, key: T) => table[key];',
  ].join('\n'),
};

it('is done by `own` alone, unless the word can only be one that we have listed ourselves', () => {
  const found = loose(programOf(planted));
  expect(found.filter((place) => place.startsWith('src/teams/planted.ts')).map((place) => place.split(' ')[0])).toEqual(
    [4, 5, 6, 7, 8, 10].map((line) => `src/teams/planted.ts:${line}`),
  );
  const ours = found.filter((place) => !place.startsWith('src/teams/planted.ts'));
  expect(ours, `Write own(record, key).\n${ours.join('\n')}\n`).toEqual([]);
}, 60_000);

it('finds what was put there and nothing that every object has', () => {
  const record = JSON.parse('{"A81001":1,"__proto__":2}') as Record<string, number>;
  expect(['A81001', '__proto__', 'constructor', 'toString', 'hasOwnProperty', ''].map((key) => own(record, key))).toEqual([
    1,
    2,
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect(own({}, '__proto__')).toBeUndefined();
  expect(own(undefined, 'A81001')).toBeUndefined();
});
