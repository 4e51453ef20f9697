// The one way in which values are put in order: texts by their characters, as instants and row keys must be, and numbers by size.

/** Negative when `a` comes first, positive when `b` does, 0 when they are equal; for `sort`. Infinite numbers compare too, which subtracting them cannot. */
export const compare = <Value extends string | number>(a: Value, b: Value): number => (a < b ? -1 : a > b ? 1 : 0);
