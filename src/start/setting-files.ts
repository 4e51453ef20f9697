// The files that settings name, read and checked with the settings: every fault of each, under the name of its setting.
import * as z from 'zod/v4';
import { type NetworkContent, readNetworkFile } from '../commands/network-file.ts';
import type { PracticeList } from '../domain/network/practice-list.ts';
import { readPractices } from '../files/practice-list.ts';
import { sheetTextIn, textIn, textOfFile, Unreadable } from '../files/text.ts';
import { type Caller, callersSchema } from '../intake/caller.ts';
import { readOneOffs } from '../schedule/holidays.ts';

export type ReadFile = (path: string) => Uint8Array;
/** A setting whose value is a path, and where what is wrong is put. */
export interface FileSetting {
  readonly name: string;
  readonly path: string | undefined;
  readonly readFile: ReadFile;
  readonly faults: string[];
}

/** The systems that may send eConsults; none where no file is named. */
export function callersIn(setting: FileSetting): readonly Caller[] {
  const text = textOf(setting);
  if (text === undefined) return [];
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own message quotes the text, which holds secrets.
    setting.faults.push(`${setting.name}: ${setting.path} is not JSON`);
    return [];
  }
  const parsed = callersSchema.safeParse(value);
  if (parsed.success) return parsed.data;
  // Paths and rules only: the values are secrets.
  setting.faults.push(
    ...parsed.error.issues.map((issue) => `${setting.name} at ${z.core.toDotPath(issue.path) || 'the top'}: ${issue.message}`),
  );
  return [];
}

/** Hubs, practices and staff; `undefined` where no file is named, or it is at fault. */
export function networkIn(setting: FileSetting): NetworkContent | undefined {
  const text = textOf(setting);
  if (text === undefined) return undefined;
  const read = readNetworkFile(text);
  if ('network' in read) return read.network;
  setting.faults.push(...read.faults.map((fault) => `${setting.name} at ${fault}`));
  return undefined;
}

/** The text of the one-off holidays, if they can be used; `undefined` where no file is named, or it is at fault. */
export function holidaysIn(setting: FileSetting): string | undefined {
  const text = textOf(setting);
  if (text === undefined) return undefined;
  try {
    readOneOffs(text);
    return text;
  } catch (error) {
    setting.faults.push(`${setting.name}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

/** The NHS list of practices; `undefined` where no file is named, or it is at fault. */
export function practicesIn(setting: FileSetting): PracticeList | undefined {
  const text = textOf(setting, sheetTextIn);
  if (text === undefined) return undefined;
  const list = readPractices(text);
  if (list.size > 0) return list;
  setting.faults.push(`${setting.name}: ${setting.path} has no practices in it: is it epraccur.csv?`);
  return undefined;
}

function textOf({ name, path, readFile, faults }: FileSetting, read = textIn): string | undefined {
  if (path === undefined) return undefined;
  try {
    return textOfFile(path, readFile, read);
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    faults.push(`${name}: ${error.message}`);
    return undefined;
  }
}
