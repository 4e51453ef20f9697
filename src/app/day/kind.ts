// An organisation's day as a kind: its card lists what is left, and its notices for leads are said in the hub's channel when their chats are closed.
import type { DayCommand } from '../../domain/day/command.ts';
import type { DayRefusal, DayRules } from '../../domain/day/decide.ts';
import type { DayEvent } from '../../domain/day/event.ts';
import { type Day, dayId } from '../../domain/day/state.ts';
import { onTheWall } from '../../domain/time/calendar.ts';
import type { Kind } from '../kind.ts';
import { createDayKeeper, dayKey, days, lookAtDay } from './day.ts';

export const dayKind: Kind<Day, DayCommand, DayEvent, DayRefusal, DayRules> = {
  ...days,
  ids: /^[A-Z0-9]{3,10}\.\d{4}-\d\d-\d\d$/,
  shown: {
    drawnFrom: 'many',
    leadsOnly: ({ class: sendClass, what }) => (sendClass === 0 && what !== 'card' ? 'hubChannel' : undefined),
    async inNewChannel({ store, hub, organisation, now }) {
      const id = dayId(organisation, onTheWall(now).date);
      const day = (await store.load<Day>(dayKey(hub, id)))?.state;
      return day?.listShown || day?.counted !== undefined ? [{ id, class: 1 }] : [];
    },
  },
  looks: ({ network, ...deps }) => lookAtDay({ ...deps, rules: network }),
  // After the sweep, so that yesterday has been counted before today goes on from there.
  keeps: ({ network, ...deps }) => createDayKeeper({ ...deps, rules: network }).keep,
};
