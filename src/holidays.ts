// The bank holidays in use: worked out for the years around now, with the operator's own file of one-offs, read again when it changes.
import type { Holidays, Nation } from './domain/hours.ts';
import { errorFields, type Log } from './log.ts';
import { bankHolidays, type OneOff, readOneOffs } from './schedule/holidays.ts';

/** No clock of an eConsult runs longer. */
const yearsBack = 1;
const yearsAhead = 2;

export interface HolidaySource {
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

/** Rejects, with what is wrong in words, when the file cannot be used at the start: later it is only said. */
export async function createHolidays({ nation, nowMs, readFile, log }: HolidayParts): Promise<HolidaySource> {
  const yearNow = (): number => new Date(nowMs()).getUTCFullYear();
  const made = (year: number, oneOffs: readonly OneOff[]): Promise<Holidays> =>
    bankHolidays(nation, year - yearsBack, year + yearsAhead, oneOffs);
  const oneOffsIn = (text: string | undefined): readonly OneOff[] => (text === undefined ? [] : readOneOffs(JSON.parse(text)));

  let text = readFile?.();
  let year = yearNow();
  let holidays = await made(year, oneOffsIn(text));
  return {
    current: () => holidays,
    refresh: async () => {
      try {
        const [textNow, thisYear] = [readFile?.(), yearNow()];
        if (textNow === text && thisYear === year) return;
        const fresh = await made(thisYear, oneOffsIn(textNow));
        [holidays, text, year] = [fresh, textNow, thisYear];
        log.info('holidaysRead', { days: holidays.days.length, endsOn: holidays.endsOn });
      } catch (error) {
        // An operator's file: names of holidays and dates, nothing of a patient.
        log.error('holidaysNotRead', errorFields(error));
      }
    },
  };
}
