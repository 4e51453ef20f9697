// The dialogs in which leads set opening hours: the usual week, and one day that is different.
import { z } from 'zod/v4';
import { reasonCharactersMax } from '../../domain/network/settings.ts';
import { organisationHours } from '../../domain/network/state.ts';
import type { OpeningHours, Span, Weekday } from '../../domain/time/hours.ts';
import {
  chosenIn,
  code,
  line,
  type NetworkForm,
  optionalLine,
  organisations,
  reading,
  spansFrom,
  spansText,
  text,
  toggled,
  workingWeek,
} from './fields.ts';

const setHours: NetworkForm = {
  verb: 'setHours',
  title: 'Opening hours',
  fields: (network, asked) => {
    const id = chosenIn(network, asked) ?? '';
    const week = organisationHours(network, id)?.week;
    return [
      organisations(network, asked, 'all', 'Whose hours'),
      ...workingWeek.map((day) =>
        text(day, `${day.charAt(0).toUpperCase()}${day.slice(1)}`, 'Write it as 08:00-18:30, or shut.', {
          max: 100,
          value: week === undefined ? '' : spansText(week[day]),
        }),
      ),
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
  title: 'One day that is different',
  fields: (network, asked) => [
    organisations(network, asked, 'all', 'Whose hours'),
    text('date', 'Date, such as 2026-12-31', 'Write it as 2026-12-31.', { max: 10 }),
    text('hours', 'Hours of that day: 08:00-12:30, shut, or usual', 'Write it as 08:00-12:30, shut, or usual.', { max: 100 }),
    text('reason', 'Why', 'Please say why.', { max: reasonCharactersMax, required: false }),
    { kind: 'toggle', id: 'evenOnHoliday', label: 'Also if it is a bank holiday', required: false, error: 'Bank holidays', value: 'false' },
  ],
  command: reading(
    z.object({ organisation: code, date: line(10), hours: line(100), reason: optionalLine(reasonCharactersMax), evenOnHoliday: toggled }),
    ({ organisation, date, hours, reason = '', evenOnHoliday }, asked) => {
      const bare = { ...asked, type: 'setDay', organisation, date, reason } as const;
      if (/^usual$/i.test(hours)) return bare;
      const open = spansFrom(hours);
      return open && { ...bare, open, ...(evenOnHoliday ? { evenOnHoliday } : {}) };
    },
  ),
};

export const hoursForms: readonly NetworkForm[] = [setHours, setDay];
