// What is filled in to offer appointments, as slots: times of one day, a pattern over weeks, or a list that is pasted.
import { z } from 'zod/v4';
import { lookOver, type SlotWanted } from '../../app/slot/publish.ts';
import type { Field } from '../../cards/fields.ts';
import { ruleWords } from '../../cards/slot/faults.ts';
import * as words from '../../cards/slot/forms.ts';
import { slotTitles, slotVerbs } from '../../cards/slot/list.ts';
import { own } from '../../domain/lookup.ts';
import { organisationHours } from '../../domain/network/state.ts';
import { cutOffUsualMinutes } from '../../domain/slot/faults.ts';
import { startsOf } from '../../domain/slot/pattern.ts';
import { taskKinds } from '../../domain/task/reasons-and-outcomes.ts';
import type { Instant } from '../../domain/terms.ts';
import { weekdays } from '../../domain/time/hours.ts';
import { atWall } from '../../domain/time/london.ts';
import { timeWritten } from '../../files/dates-and-times.ts';
import { isSkipped, told } from '../../files/lines.ts';
import { readSlots, slotColumns } from '../../files/slots.ts';
import type { ClickDeps, Press } from '../press.ts';

/** What was filled in as slots; or why it cannot be, above the form. */
export type Read =
  | {
      readonly wanted: readonly SlotWanted[];
      /** What to say beside that they are offered. */
      readonly lines: readonly string[];
      /** Of a list, the line of each. */
      readonly at?: readonly number[];
    }
  | { readonly problem: string; readonly lines: readonly string[] };
export interface OfferForm {
  readonly verb: string;
  readonly title: string;
  readonly fields: (of: words.FormOf) => readonly Field[];
  readonly lines: readonly string[];
  read(deps: ClickDeps, of: words.FormOf, data: Press['data']): Promise<Read>;
}

const shared = z.object({
  minutes: z.coerce.number(),
  what: z.string(),
  place: z.string(),
  bookUnder: z.string(),
  forOrganisations: z.string().optional(),
  forKinds: z.string().optional(),
  cutOff: z.coerce.number(),
});
const chosen = (written: string | undefined): readonly string[] => (written ?? '').split(',').filter((each) => each !== '');

/** What is the same of all, with each of these starts. */
function each(given: z.infer<typeof shared>, starts: readonly Instant[]): readonly SlotWanted[] {
  const organisations = chosen(given.forOrganisations);
  const kinds = taskKinds.filter((kind) => chosen(given.forKinds).includes(kind));
  const { minutes, what, place, bookUnder, cutOff } = given;
  return starts.map((start) => ({
    ...{ start, minutes, what, place, bookUnder, cutOffMinutes: cutOff },
    forOrganisations: organisations.length === 0 ? 'all' : organisations,
    forKinds: kinds.length === 0 ? 'all' : kinds,
  }));
}
const notRead: Read = { problem: words.inputMissing, lines: [] };

/** Times of one day, with commas between them. */
const some: OfferForm = {
  verb: slotVerbs.offer,
  title: slotTitles.offer,
  fields: words.offerFields,
  lines: [],
  async read(_deps, _of, data) {
    const given = shared.extend({ date: z.string(), times: z.string() }).safeParse(data);
    if (!given.success) return notRead;
    const { date, times } = given.data;
    const written = times.split(/[,;]/).flatMap((part) => (part.trim() === '' ? [] : [timeWritten(part)]));
    const starts = written.map((time) => (time === undefined ? undefined : atWall(date, time)));
    const skipped = written.filter((time, index) => time !== undefined && isSkipped(starts[index] ?? '', time));
    const isRead = starts.length > 0 && starts.every((start) => start !== undefined);
    if (isRead && skipped.length > 0)
      return { problem: words.faultyWords, lines: skipped.map((time) => words.noSuchHourWords(time ?? '')) };
    return isRead
      ? {
          wanted: each(
            given.data,
            starts.flatMap((start) => start ?? []),
          ),
          lines: [],
        }
      : notRead;
  },
};

/** Weekdays from one date to another, and times from a first to a last. */
const repeated: OfferForm = {
  verb: slotVerbs.repeat,
  title: slotTitles.repeat,
  fields: words.repeatFields,
  lines: [],
  async read(deps, { network, organisation }, data) {
    const pattern = {
      weekdays: z.string(),
      from: z.string(),
      until: z.string(),
      first: z.string(),
      last: z.string(),
      every: z.coerce.number(),
    };
    const given = shared.extend(pattern).safeParse(data);
    const hours = organisationHours(network, organisation);
    if (!given.success || hours === undefined) return notRead;
    const { from, until, minutes, every, ...rest } = given.data;
    const [first, last] = [timeWritten(rest.first), timeWritten(rest.last)];
    if (first === undefined || last === undefined) return notRead;
    const days = weekdays.filter((day) => chosen(rest.weekdays).includes(day));
    const { holidays } = await deps.network.now();
    const made = startsOf({ weekdays: days, from, until, first, last, everyMinutes: every, minutes }, hours, holidays);
    const left = words.leftOutWords(made.leftOut);
    if ('faults' in made) return { problem: words.patternFaultWords(made.faults), lines: left };
    return { wanted: each(given.data, made.starts), lines: left };
  },
};

/** Rows as from a spreadsheet. */
const pasted: OfferForm = {
  verb: slotVerbs.paste,
  title: slotTitles.paste,
  fields: ({ stopped }) => words.pasteFields(stopped),
  lines: words.pasteLines(slotColumns),
  async read(deps, { network, hub, organisation }, data) {
    const rows = own(data, 'rows');
    if (typeof rows !== 'string') return notRead;
    const read = readSlots(rows, { network, hub, cutOffMinutes: cutOffUsualMinutes });
    if (!('slots' in read)) return { problem: words.faultyWords, lines: words.lineFaults(read.faults) };
    const wanted = read.slots.map((slot) => slot.wanted);
    const at = read.slots.map(({ line }) => line);
    if (read.faults.length === 0) return { wanted, lines: [], at };
    // What is wrong with the lines that could be read is told with the others, so that a list is put right once.
    const faults = await lookOver({ ...deps, rules: deps.network }, { hub, offeredBy: organisation, slots: wanted, at: deps.clock.now() });
    const all = [...read.faults, ...faults.map((fault) => ({ line: at[fault.index] ?? 0, words: ruleWords[fault.rule] }))];
    return { problem: words.faultyWords, lines: words.lineFaults(told(all).faults) };
  },
};
export const forms: readonly OfferForm[] = [some, repeated, pasted];
