// Reading JSON that came over the wire without trusting its shape.

export type Json = Readonly<Record<string, unknown>>;

/** The value as an object; `undefined` for anything else, arrays included. */
export const asObject = (value: unknown): Json | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;

export const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The value as text; `undefined` when it is not text or empty. */
export const asText = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** The text parsed as JSON; `undefined` when it is not JSON. */
export const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
