// Reads Bicep with a grammar: what a file declares, and where its syntax is wrong. It knows no types, as a compiler would.
import { createRequire } from 'node:module';
import { Language, type Node, Parser } from 'web-tree-sitter';

export type { Node };

/** Every file of `infra/` by its path from there. */
export type Files = ReadonlyMap<string, string>;

export type DeclarationKind = 'param' | 'var' | 'resource' | 'module' | 'output';

export interface Declaration {
  readonly kind: DeclarationKind;
  readonly name: string;
  readonly line: number;
  readonly node: Node;
  /** By the decorator's name, its arguments. */
  readonly decorators: ReadonlyMap<string, readonly Node[]>;
  /** What stands after the equals sign: a default, a value, a body. */
  readonly value: Node | undefined;
  /** Of a resource `type@version`, of a module its path, of a param or output its type. */
  readonly of: string;
  readonly isExisting: boolean;
}

export interface BicepFile {
  readonly path: string;
  readonly root: Node;
  readonly declarations: readonly Declaration[];
  /** Places where the grammar does not fit, with their line. */
  readonly faults: readonly string[];
}

const kinds: Readonly<Record<string, DeclarationKind>> = {
  parameter_declaration: 'param',
  variable_declaration: 'var',
  resource_declaration: 'resource',
  module_declaration: 'module',
  output_declaration: 'output',
};

export const lineOf = (node: Node): number => node.startPosition.row + 1;
export const children = (node: Node): readonly Node[] => node.namedChildren.filter((child) => child !== null);
export function* within(node: Node): Generator<Node> {
  yield node;
  for (const child of children(node)) yield* within(child);
}

/** A reader of files; made once, for the grammar takes a tenth of a second to load. */
export async function bicepReader(): Promise<(path: string, text: string) => BicepFile> {
  await Parser.init();
  const grammar = createRequire(import.meta.url).resolve('tree-sitter-bicep/tree-sitter-bicep.wasm');
  const parser = new Parser().setLanguage(await Language.load(grammar));
  return (path, text) => {
    // The grammar knows files of parameters no further than `using`; an assignment there is written as one of a variable.
    const source = path.endsWith('.bicepparam') ? text.replace(/^param (\w+) =/gm, 'var $1 =') : text;
    const tree = parser.parse(source);
    if (tree === null) throw new Error(`${path} was not parsed`);
    return { path, root: tree.rootNode, declarations: declarationsOf(tree.rootNode), faults: faultsOf(path, tree.rootNode) };
  };
}

function declarationsOf(root: Node): readonly Declaration[] {
  const found: Declaration[] = [];
  let decorators = new Map<string, readonly Node[]>();
  for (const node of children(root)) {
    if (node.type === 'decorators') decorators = decoratorsOf(node);
    const kind = kinds[node.type];
    if (kind === undefined) continue;
    const parts = children(node).filter(({ type }) => type !== 'comment');
    const [name, second] = parts;
    const last = parts.at(-1);
    found.push({
      kind,
      name: name?.text ?? '',
      line: lineOf(node),
      node,
      decorators,
      value: last !== undefined && last.id !== name?.id && last.id !== second?.id ? last : kind === 'var' ? second : undefined,
      of: kind === 'resource' || kind === 'module' ? (second?.text.replace(/^'|'$/g, '') ?? '') : (second?.text ?? ''),
      isExisting: kind === 'resource' && /^resource \w+ '[^']*' existing\b/.test(node.text),
    });
    decorators = new Map();
  }
  return found;
}

function decoratorsOf(node: Node): Map<string, readonly Node[]> {
  return new Map(
    children(node).map((decorator) => {
      const call = decorator.namedChild(0);
      const name = call?.childForFieldName('function')?.text ?? decorator.text;
      const list = call?.childForFieldName('arguments');
      return [name, list ? children(list) : []] as const;
    }),
  );
}

function faultsOf(path: string, root: Node): readonly string[] {
  if (!root.hasError) return [];
  const faults: string[] = [];
  const walk = (node: Node): void => {
    if (node.isError || node.isMissing) faults.push(`${path}:${lineOf(node)} is no Bicep: ${JSON.stringify(node.text.slice(0, 60))}`);
    for (let i = 0; i < node.childCount; i++) {
      const child = node.child(i);
      if (child !== null) walk(child);
    }
  };
  walk(root);
  return faults.length > 0 ? faults : [`${path}:1 is no Bicep`];
}

/** The object that a resource, module or loop's body is, past its condition and loop. */
export function bodyOf({ value }: Declaration): Node | undefined {
  let node: Node | null | undefined = value;
  while (node && node.type !== 'object') {
    const inside: Node | null | undefined =
      node.type === 'for_statement' || node.type === 'if_statement' ? (node.childForFieldName('body') ?? children(node).at(-1)) : undefined;
    node = inside;
  }
  return node ?? undefined;
}

/** Properties of an object by name; those whose name is computed are left out. */
export function propertiesOf(object: Node): ReadonlyMap<string, Node> {
  return new Map(
    children(object)
      .filter(({ type }) => type === 'object_property')
      .flatMap((property) => {
        const [key, ...rest] = children(property).filter(({ type }) => type !== 'comment');
        const value = rest.at(-1);
        return key === undefined || value === undefined ? [] : [[key.text.replace(/^'|'$/g, ''), value] as const];
      }),
  );
}
