// Times as the page shows them: always London's, whatever the computer is set to.

const zone = 'Europe/London';
const clockFormat = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
const dayFormat = new Intl.DateTimeFormat('en-CA', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit' });
const dayWordsFormat = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'long', day: 'numeric', month: 'long' });
const shortFormat = new Intl.DateTimeFormat('en-GB', { timeZone: zone, day: 'numeric', month: 'short' });
const fullFormat = new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'full', timeStyle: 'short' });
const dayMs = 86_400_000;
const minutesPerDay = 1440;

/** `09:14`. */
export const clockTime = (at: string): string => clockFormat.format(new Date(at));
/** `2026-11-25`. */
export const dayOf = (at: string): string => dayFormat.format(new Date(at));
export const fullTime = (at: string): string => fullFormat.format(new Date(at));

/** `Today`, `Yesterday` or `Monday 23 November`. */
export function dayWords(at: string, now: string): string {
  const day = dayOf(at);
  if (day === dayOf(now)) return 'Today';
  if (day === dayOf(new Date(Date.parse(now) - dayMs).toISOString())) return 'Yesterday';
  return dayWordsFormat.format(new Date(at));
}

/** `Monday 23 November, 09:14`: never `Today`, because the clock it is said of moves. */
export const dayAndTime = (at: string): string => `${dayWordsFormat.format(new Date(at))}, ${clockTime(at)}`;

/** As Teams stamps a message: the time today, `Yesterday 09:14`, or `23 Nov 09:14`. */
export function stamp(at: string, now: string): string {
  const day = dayWords(at, now);
  if (day === 'Today') return clockTime(at);
  return day === 'Yesterday' ? `Yesterday ${clockTime(at)}` : `${shortFormat.format(new Date(at))} ${clockTime(at)}`;
}

const minuteOfDay = (at: number): number => {
  const [hours = 0, minutes = 0] = clockFormat.format(new Date(at)).split(':').map(Number);
  return hours * 60 + minutes;
};

/** Whole minutes from `now` to tomorrow at `hour` o'clock in London, also over a change of the clocks. */
export function minutesUntilTomorrowAt(hour: number, now: string): number {
  const start = Date.parse(now);
  const guess = minutesPerDay - minuteOfDay(start) + hour * 60;
  // When the clocks change in between, the guess lands an hour off: correct by what a London clock would then say.
  return guess + (hour * 60 - minuteOfDay(start + guess * 60_000));
}

/** `2 h 5 min`, for how far the clock has been moved. */
export function minutesWords(minutes: number): string {
  const size = Math.round(Math.abs(minutes));
  const days = Math.floor(size / minutesPerDay);
  const hours = Math.floor((size % minutesPerDay) / 60);
  const parts = [days > 0 ? `${days} d` : '', hours > 0 ? `${hours} h` : '', size % 60 > 0 ? `${size % 60} min` : ''].filter(
    (part) => part !== '',
  );
  return parts.length > 0 ? parts.join(' ') : '0 min';
}
