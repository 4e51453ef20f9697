// How values are put in order: texts by their characters, as instants and row keys must be, and numbers by size.

/**
 * For `sort`: negative when `a` comes first, positive when `b` does, 0 when they are equal. Also compares infinite numbers, which cannot be
 * subtracted.
 */
export const compare = <Value extends string | number>(a: Value, b: Value): number => (a < b ? -1 : a > b ? 1 : 0);
