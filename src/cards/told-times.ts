// When a patient was told, as people remember it and choose it in a form.
import type { Instant } from '../domain/terms.ts';

/** When the patient was told, as people remember it. */
export const toldTimes: Readonly<Record<string, { readonly title: string; readonly minutesAgo: number }>> = {
  now: { title: 'Just now', minutesAgo: 0 },
  hour: { title: 'About an hour ago', minutesAgo: 60 },
  hours: { title: 'About three hours ago', minutesAgo: 180 },
};

/** An instant some minutes before another. */
export const ago = (now: Instant, minutes: number): Instant => new Date(Date.parse(now) - minutes * 60_000).toISOString();
