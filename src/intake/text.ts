// Makes strings from outside safe to show: invisible characters that could mislead become visible, and nothing with a meaning is dropped.

/** U+0000 to U+001F, as the pictures Unicode gives them at U+2400. */
const picture = (char: string): string => String.fromCharCode(0x2400 + char.charCodeAt(0));
const named = (char: string): string => `[U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}]`;

/**
 * The text as it may be shown. Line ends become `\n`; other control characters become visible pictures; characters that
 * override or isolate the direction of text become `[U+202E]` and the like, so that a name cannot be read backwards; the
 * direction marks of ordinary Arabic and Hebrew are left out; half a surrogate pair becomes U+FFFD. The original bytes are kept elsewhere.
 */
export function shown(text: string): string {
  return (
    text
      .replace(/\r\n?|\u2028|\u2029|\u0085/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly what must not reach a card.
      .replace(/[\u0000-\u0008\u000B-\u001F]/g, picture)
      .replace(/\u007F/g, '\u2421')
      .replace(/[\u0080-\u009F\u202A-\u202E\u2066-\u2069\uFFF9-\uFFFB]/g, named)
      .replace(/[\u200E\u200F\u061C\uFEFF]/g, '')
      .replace(/\p{Surrogate}/gu, '\uFFFD')
  );
}

/** On one line, without space at its ends; `undefined` when nothing is left. */
export function line(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const one = shown(text).replace(/\s+/g, ' ').trim();
  return one === '' ? undefined : one;
}

/** Leaves out what was not sent, so that absent stays absent. */
export function present<T extends object>(fields: { readonly [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

/** Given and not empty, or `undefined`. */
export const some = <T>(list: readonly T[]): readonly T[] | undefined => (list.length > 0 ? list : undefined);

/** Type guard: not `undefined`. */
export const there = <T>(value: T | undefined): value is T => value !== undefined;
