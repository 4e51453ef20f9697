// Which files are looked at while it runs, and what is done with each: callers, network and holidays, each under the name of its setting.
import type { Config } from '../config.ts';
import type { PracticeList } from '../domain/network/practice-list.ts';
import type { Caller } from '../intake/caller.ts';
import type { FiledHolidays } from './holidays.ts';
import type { Machine } from './machine.ts';
import type { Product } from './product.ts';
import { callersIn, type FileSetting, holidaysIn, networkIn, practicesIn } from './setting-files.ts';
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

/** The list of practices in use, at first the one read with the settings. */
export interface PracticesInUse {
  readonly current: () => PracticeList | undefined;
  use(list: PracticeList): boolean;
}

export function practicesInUse(first: PracticeList | undefined): PracticesInUse {
  let list = first;
  return {
    current: () => list,
    use: (fresh) => {
      const isOther = list === undefined || JSON.stringify([...fresh]) !== JSON.stringify([...list]);
      list = fresh;
      return isOther;
    },
  };
}

export interface InUse {
  readonly callers: CallersInUse;
  readonly holidays: FiledHolidays;
  readonly practices: PracticesInUse;
  readonly product: Pick<Product, 'takeNetwork'>;
}

/** Looks at whatever files the settings name, until it is stopped. */
export function watching({ files }: Pick<Config, 'files'>, machine: Machine, inUse: InUse): { stop(): Promise<void> } {
  const { callers, holidays, practices, product } = inUse;
  const file = <T>(
    name: string,
    path: string | undefined,
    read: (setting: FileSetting) => T | undefined,
    use: (value: T) => Promise<Taken>,
  ): readonly WatchedFile[] => (path === undefined ? [] : [{ name, path, take: () => takeFile({ name, path }, machine, read, use) }]);
  return watchFiles(machine, [
    ...file('EHUB_CALLERS_FILE', files.callers, callersIn, async (fresh) => ({ took: callers.use(fresh) })),
    ...file('EHUB_HOLIDAYS_FILE', files.holidays, holidaysIn, async (text) => ({ took: await holidays.take(text) })),
    ...file('EHUB_PRACTICE_LIST', files.practices, practicesIn, async (fresh) => ({ took: practices.use(fresh) })),
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
