// Works out what an expression of Bicep comes to, as far as that is known before anything is deployed.
import { type BicepFile, children, type Declaration, type Node } from './syntax.ts';

export type Value = string | number | boolean | null | readonly Value[] | { readonly [name: string]: Value };
export type Scope = ReadonlyMap<string, Value>;
type Functions = Readonly<Record<string, (args: readonly Value[]) => Value>>;

/** As long as Azure's own; the longest prefix is as long as main.bicep allows. */
export const unique = 'u'.repeat(13);

const text = (value: Value): string => (typeof value === 'string' ? value : JSON.stringify(value));
export const isRecord = (value: Value | undefined): value is { readonly [name: string]: Value } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: Value | undefined): readonly Value[] => (Array.isArray(value) ? value : []);

/** Functions that may be used; another one is a fault. What only Azure knows stands between angle brackets. */
export const functions: Functions = {
  cidrSubnet: (args) => `<subnet ${args.map(text).join(' ')}>`,
  empty: ([value = '']) => value === null || value === '' || (typeof value === 'object' && Object.keys(value).length === 0),
  environment: () => ({ suffixes: { storage: 'core.windows.net' } }),
  guid: (args) => `<guid ${args.map(text).join(' ')}>`,
  max: (args) => Math.max(...args.map(Number)),
  readEnvironmentVariable: ([name = '', otherwise]) => otherwise ?? `<environment ${text(name)}>`,
  resourceGroup: () => ({ id: '<group>' }),
  split: ([whole = '', by = '']) => text(whole).split(text(by)),
  string: ([value = '']) => text(value),
  subscriptionResourceId: (args) => `<subscription>/${args.map(text).join('/')}`,
  tenant: () => ({ tenantId: '00000000-0000-4000-8000-00000000a21e' }),
  union: (args) => Object.assign({}, ...args),
  uniqueString: () => unique,
};

const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** What `node` comes to where names mean what `scope` says; what is not known is said in angle brackets. */
export function evaluate(node: Node, scope: Scope): Value {
  const parts = children(node).filter(({ type }) => type !== 'comment');
  const at = (index: number): Value => {
    const part = parts[index];
    return part === undefined ? null : evaluate(part, scope);
  };
  switch (node.type) {
    case 'string':
      return parts.map((part) => pieceOf(part, scope)).join('');
    case 'number':
      return Number(node.text);
    case 'boolean':
      return node.text === 'true';
    case 'identifier':
      return scope.get(node.text) ?? `<${node.text}>`;
    case 'parenthesized_expression':
    case 'interpolation':
      return at(0);
    case 'array':
      return parts.map((part) => evaluate(part, scope));
    case 'object':
      return objectOf(parts, scope);
    case 'member_expression':
    case 'subscript_expression':
      return memberOf(at(0), node.type === 'member_expression' ? (parts[1]?.text ?? '') : text(at(1)), node.text);
    case 'ternary_expression':
      return at(0) === true ? at(1) : at(2);
    case 'unary_expression':
      return node.text.startsWith('!') ? at(0) !== true : -Number(at(0));
    case 'binary_expression':
      return binary(node.text.slice((parts[0]?.text ?? '').length, -(parts[1]?.text ?? '').length).trim(), at(0), at(1));
    case 'call_expression':
      return callOf(node, scope);
    case 'for_statement':
      return roundsOf(node, scope).map(({ body, scope: inner }) => evaluate(body, inner));
    case 'if_statement':
      return at(1);
    default:
      return node.type === 'null' ? null : `<${node.text}>`;
  }
}

const pieceOf = (part: Node, scope: Scope): string => {
  if (part.type === 'string_content') return part.text;
  if (part.type === 'escape_sequence') return escapes[part.text.slice(1)] ?? part.text.slice(1);
  return text(evaluate(part, scope));
};

function objectOf(parts: readonly Node[], scope: Scope): Value {
  const made: Record<string, Value> = {};
  for (const property of parts) {
    const [key, ...rest] = children(property).filter(({ type }) => type !== 'comment');
    const value = rest.at(-1);
    if (key !== undefined && value !== undefined)
      made[key.type === 'identifier' ? key.text : text(evaluate(key, scope))] = evaluate(value, scope);
  }
  return made;
}

const memberOf = (of: Value, name: string, said: string): Value => {
  if (Array.isArray(of)) return of[Number(name)] ?? `<${said}>`;
  return (isRecord(of) && Object.hasOwn(of, name) ? of[name] : undefined) ?? `<${said}>`;
};

function binary(sign: string, left: Value, right: Value): Value {
  if (sign === '==') return left === right;
  if (sign === '!=') return left !== right;
  if (sign === '&&') return left === true && right === true;
  if (sign === '||') return left === true || right === true;
  if (sign === '-') return Number(left) - Number(right);
  if (sign === '+') return Number(left) + Number(right);
  if (sign === '>') return Number(left) > Number(right);
  return `<${sign}>`;
}

function callOf(node: Node, scope: Scope): Value {
  const name = node.childForFieldName('function')?.text ?? '';
  const args = node.childForFieldName('arguments');
  const called = Object.hasOwn(functions, name) ? functions[name] : undefined;
  return called?.(args ? children(args).map((each) => evaluate(each, scope)) : []) ?? `<${name}>`;
}

/** Each round of a loop: its body, and what its names mean in it. */
export function roundsOf(loop: Node, scope: Scope): readonly { readonly body: Node; readonly scope: Scope }[] {
  const parts = children(loop);
  const head = parts[0];
  const over = parts[1];
  const body = parts.at(-1);
  if (head === undefined || over === undefined || body === undefined) return [];
  const [item, index] = namesOf(loop);
  return list(evaluate(over, scope)).map((value, number) => {
    const inner = new Map(scope);
    if (item !== undefined) inner.set(item, value);
    if (index !== undefined) inner.set(index, number);
    return { body, scope: inner };
  });
}

/** The names that a loop gives its item and, if it counts, the number of the round. */
export const namesOf = (loop: Node): readonly string[] => {
  const head = children(loop)[0];
  return head === undefined ? [] : head.type === 'for_loop_parameters' ? children(head).map(({ text: name }) => name) : [head.text];
};

/** What the names of a file mean: its parameters as given or by default, and its variables. */
export function scopeOf(file: BicepFile, given: Scope): Scope {
  const scope = new Map<string, Value>();
  for (const declaration of file.declarations) {
    if (declaration.kind === 'param') scope.set(declaration.name, given.get(declaration.name) ?? defaultOf(declaration, scope));
    if (declaration.kind === 'var' && declaration.value) scope.set(declaration.name, evaluate(declaration.value, scope));
  }
  return scope;
}

const defaultOf = ({ name, value }: Declaration, scope: Scope): Value => (value ? evaluate(value, scope) : `<${name}>`);
