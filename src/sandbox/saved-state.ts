// What the sandbox keeps between starts in its folder: its secrets, its clock, and everything said in the local Teams.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Keeper<T> {
  read(): T | undefined;
  /** Writes soon, at most every `soonMs`, and whole or not at all. */
  changed(): void;
  /** Writes now. */
  flush(): void;
}

/** Often enough that a kill loses next to nothing, seldom enough that a busy channel costs nothing. */
const soonMs = 250;

/** `sleep` waits; `now` gives what is to be kept. Files are for this user alone: they hold the sandbox's secrets. */
export function keeper<T>(folder: string, name: string, now: () => T, sleep: (ms: number) => Promise<void>): Keeper<T> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, name);
  let due = false;
  const flush = (): void => {
    due = false;
    writeFileSync(`${path}.new`, JSON.stringify(now()), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  };
  return {
    read: () => readJson<T>(path),
    changed: () => {
      if (due) return;
      due = true;
      void sleep(soonMs).then(() => {
        if (due) flush();
      });
    },
    flush,
  };
}

function readJson<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch {
    return undefined;
  }
}
