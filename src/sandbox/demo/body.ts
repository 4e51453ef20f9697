// The shape of a demo eConsult before it is sent: our intake JSON without what differs each time, and times told from now.
import type { Answer } from '../../domain/econsult/submission.ts';
import type { Identity, Instant, Kind, Priority, Topic } from '../../domain/terms.ts';

/** What `POST /api/econsults` takes, as far as the demo uses it; intake's own schema is the measure, and a test holds this to it. */
export interface EConsultBody {
  readonly id: string;
  readonly submittedAt: Instant;
  readonly practice?: string;
  readonly kind: Kind;
  readonly priority?: Priority;
  readonly topic?: Topic;
  readonly title?: string;
  /** A moment, or a date (`YYYY-MM-DD`). */
  readonly promisedBy?: string;
  readonly patient: {
    readonly name?: string;
    readonly dateOfBirth?: string;
    readonly nhsNumber?: string;
    readonly identity?: Identity;
    readonly sex?: string;
    readonly telephone?: readonly string[];
    readonly email?: readonly string[];
    readonly address?: string;
  };
  readonly requester?: { readonly name: string; readonly relation: string; readonly telephone?: string };
  readonly answers: readonly Answer[];
  readonly contactPreference?: string;
  readonly interpreter?: string;
  readonly adjustments?: readonly string[];
  readonly senderReference?: string;
}

export interface Sample {
  /** Lower case and hyphens, at most 20 characters: part of ids. */
  readonly name: string;
  /** For the list in the sandbox. */
  readonly title: string;
  /** One line: what it shows. */
  readonly about: string;
  readonly minutesAgo: number;
  readonly write: (when: When) => Omit<EConsultBody, 'id' | 'submittedAt'>;
}

/** Dates as seen from now, so that a three-year-old stays three however long the demo is in use. */
export interface When {
  /** Born so that the patient is `years` old and their last birthday was `daysSince` days ago (under 365). */
  born(years: number, daysSince?: number): string;
  /** The date in London so many days from now, as `YYYY-MM-DD`. */
  date(days: number): string;
  /** The same as a patient writes it, such as `3 November`. */
  said(days: number): string;
  ago(minutes: number): Instant;
}

const minuteMs = 60_000;
const dayMs = 86_400_000;
const london = (options: Intl.DateTimeFormatOptions, locale: string) =>
  new Intl.DateTimeFormat(locale, { timeZone: 'Europe/London', ...options });
const dateForm = london({ year: 'numeric', month: '2-digit', day: '2-digit' }, 'en-CA');
const saidForm = london({ day: 'numeric', month: 'long' }, 'en-GB');

export function whenFrom(now: Instant): When {
  const nowMs = Date.parse(now);
  const on = (days: number): Date => new Date(nowMs + days * dayMs);
  return {
    born: (years, daysSince = 120) => {
      const [year, month = '01', day = '01'] = dateForm.format(on(-daysSince)).split('-');
      // Most years have no 29 February; the day before makes the same age.
      return `${Number(year) - years}-${month}-${month === '02' && day === '29' ? '28' : day}`;
    },
    date: (days) => dateForm.format(on(days)),
    said: (days) => saidForm.format(on(days)),
    ago: (minutes) => new Date(nowMs - minutes * minuteMs).toISOString(),
  };
}

/** An answer under a heading, in one line. */
export const asked = (section: string, question: string, answer: string, flag?: Answer['flag']): Answer => ({
  section,
  question,
  answer,
  ...(flag === undefined ? {} : { flag }),
});
