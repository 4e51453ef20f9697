// From bytes to a JSON value that is safe to read: valid UTF-8, limited in size and depth, no key twice, no key with a meaning in JavaScript.
import { keepDigits } from './digits.ts';
import { type Problem, refuse, refuseFor } from './faults.ts';

/** After inflating (DESIGN: 413 above 2 MiB). Holds 200,000 characters of any script many times over, and some photographs. */
export const bodyBytesMax = 2 * 1024 * 1024;
/**
 * The deepest nesting. A question group uses two levels; a form with forty nested groups is no real form, and our functions may recurse
 * this far.
 */
export const depthMax = 100;
/** Values of any kind. The largest real message we have seen holds about 4,000. */
export const valuesMax = 200_000;

/** Keys that change how an object behaves when somebody later copies it carelessly. */
const poisonous = new Set(['__proto__', 'constructor', 'prototype']);

export type Body = { readonly kind: 'value'; readonly value: unknown } | { readonly kind: 'problem'; readonly problem: Problem };

const bad = (rule: string): Body => ({ kind: 'problem', problem: refuseFor(400, 'The body cannot be read', 'structure', rule) });

export function readBody(bytes: Buffer): Body {
  if (bytes.length === 0) return bad('The body is empty.');
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return bad('The body is not valid UTF-8.');
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which may be a patient's.
    return bad('The body is not well-formed JSON.');
  }
  const rules = scan(text);
  if (rules.length === 0)
    return keepDigits(text, value) ? { kind: 'value', value } : bad('A number in the body is too large for any measure.');
  const faults = rules.map((rule) => ({ rule, code: 'structure' as const }));
  return { kind: 'problem', problem: refuse(400, 'The body cannot be read', faults) };
}

const quote = 34;
const backslash = 92;

/**
 * What is wrong with well-formed JSON, by rule. Walks the text and not the value, because a key given twice is gone once it is
 * parsed: the last one wins and the patient's words under the first are lost.
 */
function scan(text: string): string[] {
  const rules = new Set<string>();
  const open: (Set<string> | undefined)[] = [];
  let values = 0;
  let keyNext = false;
  let inScalar = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      const end = endOfString(text, at);
      if (keyNext) checkKey(text.slice(at + 1, end), open[open.length - 1], rules);
      else values++;
      keyNext = false;
      at = end;
      continue;
    }
    const char = text[at];
    if (char === '{' || char === '[') {
      values++;
      open.push(char === '{' ? new Set() : undefined);
      keyNext = char === '{';
      if (open.length > depthMax) return [`The body is nested more than ${depthMax} levels deep.`];
    } else if (char === '}' || char === ']') open.pop();
    else if (char === ',') keyNext = open[open.length - 1] !== undefined;
    const scalar = char !== undefined && /[-+.\w]/.test(char);
    if (scalar && !inScalar) values++;
    inScalar = scalar;
    if (values > valuesMax) return [`The body holds more than ${valuesMax} values.`];
  }
  return [...rules];
}

function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text.charCodeAt(at) !== quote) at += text.charCodeAt(at) === backslash ? 2 : 1;
  return at;
}

function checkKey(raw: string, keys: Set<string> | undefined, rules: Set<string>): void {
  const key: unknown = raw.includes('\\') ? JSON.parse(`"${raw}"`) : raw;
  if (typeof key !== 'string' || keys === undefined) return;
  if (keys.has(key)) rules.add('An object holds the same key twice; only one of the two could be kept.');
  if (poisonous.has(key)) rules.add('A key is one of __proto__, constructor and prototype, which are not accepted anywhere.');
  keys.add(key);
}
