// Looking something up by a word from outside: finds only what was put there, never what every JavaScript object inherits.

/**
 * What `record` itself holds under `key`. Plain `record[key]` would also answer to `constructor`, `toString` and `__proto__`, which a
 * sender or a changed card may send, and return a function where a practice or a person is expected. `test/lookups.test.ts` finds lookups
 * without it.
 */
export const own = <Value>(record: Readonly<Record<string, Value>> | undefined, key: string): Value | undefined =>
  record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
