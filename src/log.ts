// The log: one JSON line for each thing that happens, with ids and outcomes and nothing that anybody wrote.
import { pino } from 'pino';

/** Fields are ids, counts, codes and times; the type keeps objects (activities, submissions, errors) out. */
export type Fields = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Log {
  info(event: string, fields?: Fields): void;
  warn(event: string, fields?: Fields): void;
  error(event: string, fields?: Fields): void;
}

/** A log that can be written out to the last line before the process ends. */
export interface EndingLog extends Log {
  flush(): void;
}

export function createLog(level: string, write?: (line: string) => void): EndingLog {
  const out = write ? undefined : pino.destination({ fd: 1, sync: false });
  const logger = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, out ?? { write: write ?? (() => undefined) });
  return {
    flush: () => out?.flushSync(),
    info: (event, fields = {}) => logger.info(fields, event),
    warn: (event, fields = {}) => logger.warn(fields, event),
    error: (event, fields = {}) => logger.error(fields, event),
  };
}

/** Where a line of a stack names a file of what is built. */
const builtLine = /(?:file:\/\/)?[^\s(]*\/((?:main|part-[\w-]+)\.js:)/;

/** What may be said of an error: its kind and where it was thrown, never its message, which may hold what somebody wrote. */
export function errorFields(error: unknown): Fields {
  if (!(error instanceof Error)) return { error: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const lines = error.stack?.split('\n') ?? [];
  // What is built has no `src`: there the first line of one of its own files, without the folder that it lies in.
  const line = lines.find((each) => /\(.*src\/|at .*src\//.test(each)) ?? lines.find((each) => builtLine.test(each));
  const at = line?.replace(builtLine, '$1').trim();
  return { error: error.name, ...(code === undefined ? {} : { code }), ...(at === undefined ? {} : { at }) };
}
