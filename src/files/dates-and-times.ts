// Dates and times of day as people and spreadsheets write them; day before month always, as in the United Kingdom.

import { folded } from '../domain/names.ts';
import { dayNumber, type LocalDate, monthParts } from '../domain/time/hours.ts';

const twoDigits = (number: string | number | undefined): string => String(number ?? '').padStart(2, '0');

/** `2026-07-14`, `14/07/2026`, `14.7.26`, `14-Jul-2026` or `14 July 2026`, with or without midnight behind it. `undefined`: it is no date, or none read so. */
export function dateWritten(words: string): LocalDate | undefined {
  const plain = words.trim().replace(/[ T]00:00(?::00(?:\.0+)?)?$/, '');
  const date = /^\d{4}-\d\d-\d\d$/.test(plain) ? plain : (numbered(plain) ?? named(plain));
  return date === undefined || dayNumber(date) === undefined ? undefined : date;
}

const yearOf = (year = ''): string => (year.length === 2 ? `20${year}` : year);

function numbered(words: string): string | undefined {
  const found = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})$/.exec(words);
  return found === null ? undefined : `${yearOf(found[4])}-${twoDigits(found[3])}-${twoDigits(found[1])}`;
}

function named(words: string): string | undefined {
  const found = /^(\d{1,2})(?:st|nd|rd|th)? ([a-z]{3,9}) (\d{4}|\d{2})$/.exec(folded(words));
  const month = monthParts.findIndex(([short]) => found?.[2]?.startsWith(short));
  return found === null || month < 0 ? undefined : `${yearOf(found[3])}-${twoDigits(month + 1)}-${twoDigits(found[1])}`;
}

/** `08:30`, `8:30`, `8.30`, `0830`, `08:30:00` or `8:30 PM`, up to `24:00`. `undefined`: it is no time of day, or has seconds. */
export function timeWritten(words: string): string | undefined {
  const found = /^(?:(\d{1,2})[:.](\d\d)(?::00)?|(\d\d)(\d\d)) ?(am|pm)?$/i.exec(words.trim());
  if (found === null) return undefined;
  const [hour, minute, half] = [Number(found[1] ?? found[3]), found[2] ?? found[4] ?? '', found[5]?.toLowerCase()];
  if (half !== undefined && (hour < 1 || hour > 12)) return undefined;
  const time = `${twoDigits(half === undefined ? hour : (hour % 12) + (half === 'pm' ? 12 : 0))}:${minute}`;
  return /^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(time) ? time : undefined;
}

/** What a spreadsheet stores where its column is not shown as a date (days since 1900) or a time (part of a day). */
export const isStoredDate = (words: string): boolean => /^[34]\d{4}(?:\.\d+)?$|^5\d{4}$/.test(words.trim());
export const isStoredTime = (words: string): boolean => /^0?\.\d+$/.test(words.trim());
