// What may be said of a patient without naming them: age band, and whether an NHS number can be right.
import nhsNumbers from 'nhs-number-validator';
import type { AgeBand, Instant } from '../domain/terms.ts';
import { dayNumber } from '../domain/time/hours.ts';
import { endOfDay, startOfDay } from '../domain/time/london.ts';

/** Ten digits without the spaces people write; anything else as it came. */
export const plainNhsNumber = (text: string): string => text.replace(/[\s-]/g, '');

/**
 * The check digit of the NHS Data Dictionary (weights 10 to 2, modulus 11). A flag and never a reason to turn a patient away:
 * the national BaRS samples themselves carry a number that fails it. One digit ten times passes the sum and is nobody's.
 */
export function nhsNumberStatus(text: string | undefined): 'valid' | 'invalid' | 'absent' {
  if (text === undefined || text.trim() === '') return 'absent';
  const plain = plainNhsNumber(text);
  if (!/^\d{10}$/.test(plain) || /^(\d)\1{9}$/.test(plain)) return 'invalid';
  return nhsNumbers.validate(plain) ? 'valid' : 'invalid';
}

const bands: readonly (readonly [under: number, band: AgeBand])[] = [
  [1, 'under 1'],
  [5, '1 to 4'],
  [12, '5 to 11'],
  [18, '12 to 17'],
  [40, '18 to 39'],
  [65, '40 to 64'],
  [80, '65 to 79'],
];
/** The oldest age believed; above it the date must be wrong. */
const ageYearsMax = 125;

const londonDay = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London', year: 'numeric', month: '2-digit', day: '2-digit' });

/**
 * The band of a patient born on `birth` (`YYYY`, `YYYY-MM` or `YYYY-MM-DD`) on the London day of `at`. A partial date
 * gives a band only when every day it can mean falls into the same one.
 */
export function ageBand(birth: string | undefined, at: Instant): AgeBand {
  const parts = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(birth ?? '');
  if (!parts) return 'age not known';
  const [, year = '', month, day] = parts;
  const today = londonDay.format(new Date(at));
  const eldest = bandOn(`${year}-${month ?? '01'}-${day ?? '01'}`, today);
  const youngest = bandOn(`${year}-${month ?? '12'}-${day ?? '31'}`, today);
  return eldest === youngest ? eldest : 'age not known';
}

function bandOn(birth: string, today: string): AgeBand {
  const month = Number(birth.slice(5, 7));
  const day = Number(birth.slice(8, 10));
  if (birth > today || month < 1 || month > 12 || day < 1 || day > 31) return 'age not known';
  const years = Number(today.slice(0, 4)) - Number(birth.slice(0, 4)) - (today.slice(5) < birth.slice(5) ? 1 : 0);
  if (years > ageYearsMax) return 'age not known';
  return bands.find(([under]) => years < under)?.[1] ?? '80 or over';
}

/** An ODS code as the rest of the product writes it, or `undefined` when it cannot be one (three to ten letters and digits). */
export function odsCode(text: string | undefined): string | undefined {
  const code = text?.trim().toUpperCase() ?? '';
  // A code holds a digit: what does not may be a name somebody typed, and would stand on a shared card.
  return /^(?=.*\d)[A-Z0-9]{3,10}$/.test(code) ? code : undefined;
}

/** A FHIR or ISO 8601 date and time with its offset as our instant; `undefined` when it is not one, or on a day that does not exist. */
export function instantOf(text: string | undefined): Instant | undefined {
  if (text === undefined || !/T.*(Z|[+-]\d\d:\d\d)$/.test(text) || dayNumber(text.slice(0, 10)) === undefined) return undefined;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) || time.getUTCFullYear() < 1900 || time.getUTCFullYear() > 9000 ? undefined : time.toISOString();
}

/** The same for a time that may also be a bare date: the first moment of that day in London, or its last. */
export function windowEdge(text: string | undefined, edge: 'first' | 'last'): Instant | undefined {
  if (text === undefined || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return instantOf(text);
  const noon = instantOf(`${text}T12:00:00.000Z`);
  if (noon === undefined || edge === 'first') return noon && startOfDay(noon);
  return new Date(Date.parse(endOfDay(noon)) - 1).toISOString();
}
