// The dialogs in which leads set opening hours: the usual week, and one day that is different.
import { z } from 'zod/v4';
import { dayForm, hoursForm, writtenHours } from '../../cards/network/form-words.ts';
import { reasonCharactersMax } from '../../domain/network/settings.ts';
import { organisationHours } from '../../domain/network/state.ts';
import type { OpeningHours, Span, Weekday } from '../../domain/time/hours.ts';
import {
  chosenIn,
  code,
  date,
  line,
  type NetworkForm,
  optionalLine,
  organisations,
  reading,
  spansFrom,
  text,
  toggled,
  workingWeek,
} from './fields.ts';

const setHours: NetworkForm = {
  verb: 'setHours',
  shows: 'one',
  title: hoursForm.title,
  fields: (network, asked) => {
    const id = chosenIn(network, asked) ?? '';
    const week = organisationHours(network, id)?.week;
    return [
      organisations(network, asked, 'all', hoursForm.organisation),
      ...workingWeek.map((day) => text(day, hoursForm.day(day), { max: 100, value: week === undefined ? '' : writtenHours(week[day]) })),
    ];
  },
  command: reading(z.object({ organisation: code }).catchall(z.unknown()), ({ organisation, ...entered }, asked) => {
    const week: { [Day in Weekday]?: readonly Span[] } = {};
    for (const day of workingWeek) {
      const written = entered[day];
      // An empty field changes nothing: shutting takes the word "shut", so that an empty dialog cannot shut anybody.
      const spans = typeof written === 'string' && written.trim() !== '' ? spansFrom(written) : undefined;
      if (spans === undefined) return undefined;
      if (spans.length > 0) week[day] = spans;
    }
    return { ...asked, type: 'setHours', organisation, week: week satisfies OpeningHours['week'] };
  }),
};
const setDay: NetworkForm = {
  verb: 'setDay',
  title: dayForm.title,
  fields: (network, asked) => [
    organisations(network, asked, 'all', dayForm.organisation),
    date('date', dayForm.date),
    text('hours', dayForm.hours, { max: 100 }),
    text('reason', dayForm.reason, { max: reasonCharactersMax, required: false }),
    { kind: 'toggle', id: 'evenOnHoliday', ...dayForm.evenOnHoliday, required: false, value: 'false' },
  ],
  command: reading(
    z.object({ organisation: code, date: line(10), hours: line(100), reason: optionalLine(reasonCharactersMax), evenOnHoliday: toggled }),
    ({ organisation, date: on, hours, reason = '', evenOnHoliday }, asked) => {
      const bare = { ...asked, type: 'setDay', organisation, date: on, reason } as const;
      if (/^usual$/i.test(hours)) return bare;
      const open = spansFrom(hours);
      return open && { ...bare, open, ...(evenOnHoliday ? { evenOnHoliday } : {}) };
    },
  ),
};

export const hoursForms: readonly NetworkForm[] = [setHours, setDay];
