// The bank holidays in use: worked out for the years around now, with the operator's own file of one-offs.
import type { Holidays, Nation } from '../domain/time/hours.ts';
import { errorFields, type Log } from '../log.ts';
import { bankHolidays, readOneOffs } from '../schedule/holidays.ts';

/** How many years ahead: no eConsult is open longer. */
const yearsBack = 1;
const yearsAhead = 2;

/** Whoever uses them looks itself whether the year has changed: of several instances only one audits, and all freeze deadlines by them. */
const lookEveryMs = 5 * 60_000;

export interface HolidaySource {
  /** Those in use. Asks for a `refresh` now and then, and does not wait for it. */
  current(): Holidays;
  /** Looks whether the year has changed. Never throws: what cannot be worked out is said, and the holidays in use stay. */
  refresh(): Promise<void>;
}
export interface FiledHolidays extends HolidaySource {
  /** Uses a file's text from now on; whether it says something else. Rejects, in words, when it cannot be used; then the holidays in use stay. */
  take(text: string): Promise<boolean>;
}

export interface HolidayParts {
  readonly nation: Nation;
  readonly nowMs: () => number;
  /** The text of the file of one-off holidays; absent: there is none. */
  readonly text?: string;
  readonly log: Log;
}

/** The bank holidays for the years around one, with the one-offs of a file's text. Rejects, in words, when the text cannot be used. */
export async function holidaysAround(nation: Nation, year: number, text: string | undefined): Promise<Holidays> {
  const oneOffs = text === undefined ? [] : readOneOffs(text);
  return bankHolidays(nation, year - yearsBack, year + yearsAhead, oneOffs);
}

/** Rejects, with what is wrong in words, when the file's text cannot be used. */
export async function createHolidays({ nation, nowMs, text: textFirst, log }: HolidayParts): Promise<FiledHolidays> {
  const yearNow = (): number => new Date(nowMs()).getUTCFullYear();
  let text = textFirst;
  let year = yearNow();
  let holidays = await holidaysAround(nation, year, text);
  let lookedMs = nowMs();
  const use = async (textNow: string | undefined): Promise<void> => {
    const thisYear = yearNow();
    holidays = await holidaysAround(nation, thisYear, textNow);
    [text, year] = [textNow, thisYear];
    log.info('holidaysRead', { days: holidays.days.length, endsOn: holidays.endsOn });
  };
  const refresh = async (): Promise<void> => {
    lookedMs = nowMs();
    if (yearNow() !== year) await use(text).catch((error: unknown) => log.error('holidaysNotRead', errorFields(error)));
  };
  return {
    current: () => {
      // A clock that was moved back looks as well.
      if (Math.abs(nowMs() - lookedMs) >= lookEveryMs) void refresh();
      return holidays;
    },
    refresh,
    take: async (textNow) => {
      const isOther = textNow !== text;
      if (isOther) await use(textNow);
      return isOther;
    },
  };
}
