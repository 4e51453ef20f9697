// Which files are looked at while it runs, and what is done with each: callers, network and holidays, each under the name of its setting.
import type { Config } from '../config.ts';
import type { Caller } from '../intake/caller.ts';
import type { FiledHolidays } from './holidays.ts';
import type { Machine } from './machine.ts';
import type { Product } from './product.ts';
import { callersIn, type FileSetting, holidaysIn, networkIn } from './setting-files.ts';
import { type Taken, type WatchedFile, watchFiles } from './watched-files.ts';

/** The callers in use, at first those read with the settings. */
export interface CallersInUse {
  readonly current: () => readonly Caller[];
  use(callers: readonly Caller[]): boolean;
}

export function callersInUse(first: readonly Caller[]): CallersInUse {
  let callers = first;
  return {
    current: () => callers,
    use: (fresh) => {
      const isOther = JSON.stringify(fresh) !== JSON.stringify(callers);
      callers = fresh;
      return isOther;
    },
  };
}

export interface InUse {
  readonly callers: CallersInUse;
  readonly holidays: FiledHolidays;
  readonly product: Pick<Product, 'takeNetwork'>;
}

/** Looks at whatever files the settings name, until it is stopped. */
export function watching({ files }: Pick<Config, 'files'>, machine: Machine, inUse: InUse): { stop(): Promise<void> } {
  const { callers, holidays, product } = inUse;
  const file = <T>(
    name: string,
    path: string | undefined,
    read: (setting: FileSetting) => T | undefined,
    use: (value: T) => Promise<Taken>,
  ): readonly WatchedFile[] => (path === undefined ? [] : [{ name, path, take: () => takeFile({ name, path }, machine, read, use) }]);
  return watchFiles(machine, [
    ...file('EHUB_CALLERS_FILE', files.callers, callersIn, async (fresh) => ({ took: callers.use(fresh) })),
    ...file('EHUB_HOLIDAYS_FILE', files.holidays, holidaysIn, async (text) => ({ took: await holidays.take(text) })),
    ...file('EHUB_NETWORK_FILE', files.network, networkIn, (content) =>
      product.takeNetwork({ content, operation: `file|${machine.newId()}` }),
    ),
  ]);
}

/** Reads and checks it as a start does. */
async function takeFile<T>(
  named: { readonly name: string; readonly path: string },
  { readFile }: Pick<Machine, 'readFile'>,
  read: (setting: FileSetting) => T | undefined,
  use: (value: T) => Promise<Taken>,
): Promise<Taken> {
  const faults: string[] = [];
  const value = read({ ...named, readFile, faults });
  return value === undefined || faults.length > 0 ? { faults } : use(value);
}
