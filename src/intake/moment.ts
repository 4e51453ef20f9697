// A sender's time as staff read it: a time in UTC reads an hour early all summer to whoever takes it for the time here.
import { when } from '../cards/times.ts';
import { toInstant } from '../domain/time/london.ts';

/** FHIR's dateTime and instant with a time and a zone (R4, 2.24.0.1); a date alone, or a time without a zone, is no moment. */
const moment = /^(?:19[7-9]\d|2\d{3})-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;
/** Beside which every year is named. */
const longAgo = '1900-01-01T00:00:00.000Z';

/** In our time, and as it was sent; `undefined`: it is no moment. */
export function momentWords(value: string): string | undefined {
  const ms = moment.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) ? undefined : `${when(toInstant(ms), longAgo)} (sent as ${value})`;
}
