// Looking something up by a word from outside: only what was put there is found, never what JavaScript gives every object.

/**
 * What `record` itself holds under `key`. `record[key]` would also answer to `constructor`, `toString` and `__proto__`, which a sender or
 * a changed card may send, with a function where a practice or a person is expected. `test/lookups.test.ts` finds lookups without it.
 */
export const own = <Value>(record: Readonly<Record<string, Value>> | undefined, key: string): Value | undefined =>
  record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
