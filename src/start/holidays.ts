// The bank holidays in use: worked out for the years around now, with the operator's own file of one-offs, read again when it changes.
import type { Holidays, Nation } from '../domain/time/hours.ts';
import { errorFields, type Log } from '../log.ts';
import { bankHolidays, readOneOffs } from '../schedule/holidays.ts';

/** How many years ahead: no eConsult is open longer. */
const yearsBack = 1;
const yearsAhead = 2;

/** Whoever uses them looks itself whether they have changed: of several instances only one audits, and all freeze deadlines by them. */
const lookEveryMs = 5 * 60_000;

export interface HolidaySource {
  /** Those in use. Asks for a `refresh` now and then, and does not wait for it. */
  current(): Holidays;
  /** Looks whether the year or the file has changed. Never throws: what cannot be read is said, and the holidays in use stay. */
  refresh(): Promise<void>;
}

export interface HolidayParts {
  readonly nation: Nation;
  readonly nowMs: () => number;
  /** The text of the file of one-off holidays as it is now; absent: there is none. */
  readonly readFile?: () => string;
  readonly log: Log;
}

/** The bank holidays for the years around one, with the one-offs of a file's text. Rejects, in words, when the text cannot be used. */
export async function holidaysAround(nation: Nation, year: number, text: string | undefined): Promise<Holidays> {
  const oneOffs = text === undefined ? [] : readOneOffs(text);
  return bankHolidays(nation, year - yearsBack, year + yearsAhead, oneOffs);
}

/** Rejects, with what is wrong in words, when the file cannot be used at the start: later it is only said. */
export async function createHolidays({ nation, nowMs, readFile, log }: HolidayParts): Promise<HolidaySource> {
  const yearNow = (): number => new Date(nowMs()).getUTCFullYear();
  let text = readFile?.();
  let year = yearNow();
  let holidays = await holidaysAround(nation, year, text);
  let lookedMs = nowMs();
  const refresh = async (): Promise<void> => {
    lookedMs = nowMs();
    try {
      const [textNow, thisYear] = [readFile?.(), yearNow()];
      if (textNow === text && thisYear === year) return;
      const fresh = await holidaysAround(nation, thisYear, textNow);
      [holidays, text, year] = [fresh, textNow, thisYear];
      log.info('holidaysRead', { days: holidays.days.length, endsOn: holidays.endsOn });
    } catch (error) {
      // An operator's file: names of holidays and dates, nothing of a patient.
      log.error('holidaysNotRead', errorFields(error));
    }
  };
  return {
    current: () => {
      // A clock that was moved back looks as well.
      if (Math.abs(nowMs() - lookedMs) >= lookEveryMs) void refresh();
      return holidays;
    },
    refresh,
  };
}
