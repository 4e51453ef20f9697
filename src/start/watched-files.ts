// The files that settings name are looked at again while it runs: one that was written anew is taken in, and where it is at fault the old one stays.
import { type Loop, startLoop } from '../app/loop.ts';
import { StoreAway } from '../app/ports.ts';
import { errorFields, type Log } from '../log.ts';

/** A changed file is taken in within this, in ms: soon enough for a key that must go, and a look costs next to nothing. */
export const lookEveryMs = 30_000;
/** Faults of one file that one line of the log holds; a network file may have thousands, and they come from few mistakes. */
const faultsSaidMax = 50;

export interface WatchedFile {
  /** The setting that names it. */
  readonly name: string;
  readonly path: string;
  /**
   * Reads it and uses what it says from now on; what is wrong with it, all of it, and then nothing has changed. `took`: something is different
   * now. Throws where it could not be told: it is tried again with the next look.
   */
  readonly take: () => Promise<Taken>;
}
export type Taken = { readonly took: boolean } | { readonly faults: readonly string[] };

export interface WatchingDeps {
  readonly log: Log;
  readonly sleep: (ms: number, wake: AbortSignal) => Promise<void>;
  readonly monotonicMs: () => number;
  /** Differs once a file has been written anew; `undefined`: it is not there. */
  readonly stampOf: (path: string) => string | undefined;
}

/** Begins to look; the files are taken as they were read at the start. */
export function watchFiles(deps: WatchingDeps, files: readonly WatchedFile[]): Pick<Loop, 'stop'> {
  const { log, stampOf } = deps;
  const stampNow = (path: string): string | undefined => {
    try {
      return stampOf(path);
    } catch {
      return undefined;
    }
  };
  const known = new Map(files.map(({ path }) => [path, stampNow(path)]));
  const look = async (file: WatchedFile): Promise<void> => {
    const stamp = stampNow(file.path);
    if (stamp === known.get(file.path)) return;
    try {
      tell(log, file, await file.take());
      known.set(file.path, stamp);
    } catch (error) {
      log.error('fileNotTaken', { setting: file.name, words: notTakenWords(error), ...errorFields(error) });
    }
  };
  let first = true;
  return startLoop({ ...deps, failed: (error) => log.error('broken', { where: 'files', ...errorFields(error) }) }, async () => {
    // They have just been read.
    if (first) first = false;
    else for (const file of files) await look(file);
    return lookEveryMs;
  });
}

const notTakenWords = (error: unknown): string =>
  error instanceof StoreAway
    ? 'The store is away, so what the file says could not be taken in yet. It is tried again by itself.'
    : 'What the file says could not be taken in. It is tried again by itself.';

function tell(log: Log, { name, path }: WatchedFile, taken: Taken): void {
  if ('faults' in taken) {
    const [said, beyond] = [taken.faults.slice(0, faultsSaidMax), taken.faults.length - faultsSaidMax];
    const more = beyond > 0 ? `; and ${beyond} more` : '';
    log.error('fileRefused', {
      setting: name,
      words: `${path} needs attention, and what was read before stays in use: ${said.join('; ')}${more}`,
    });
    return;
  }
  const words = taken.took ? `${path} was read anew and is in use.` : `${path} was written anew and says what is in use already.`;
  log.info('fileRead', { setting: name, words });
}
