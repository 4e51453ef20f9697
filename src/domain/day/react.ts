// Which messages must be sent to whom once something has happened in an organisation's day.
import type { Message as AnyMessage } from '../message.ts';
import { channelOf, chatOf } from '../terms.ts';
import type { DayEvent } from './event.ts';
import type { Day, Matter } from './state.ts';

export const dayNoticeNames = [
  'closing',
  'endOfDay',
  'signing',
  'quiet',
  'caughtUp',
  'rotaGaps',
  'found',
  'calendarEnds',
  'lateTasks',
  'drillsDue',
  'shadowSeen',
  'agreementsEnd',
  'agreed',
  'paperNotSent',
  'channelLost',
  'unreached',
  'reachedAgain',
  'testUnreached',
] as const;
export type DayNotice = (typeof dayNoticeNames)[number];
type Message = AnyMessage<DayNotice>;

export function reactDay(event: DayEvent, day: Day): readonly Message[] {
  const channel = channelOf(day.organisation);
  const card: Message = { to: channel, class: 1, what: 'card' };
  // A list that has been shown must be brought up to date; one that has not need not be.
  const shownList: readonly Message[] = day.listShown ? [card] : [];
  const notice = (what: DayNotice): Message => ({ to: channel, class: 1, what });
  switch (event.type) {
    case 'DayBegan':
    case 'DayLooked':
      return [];
    case 'ClosingMoved':
      return shownList;
    case 'ClosingNear':
      if (event.left > 0) return [card, notice('closing')];
      return shownList;
    case 'DayCounted':
      // The hub's own eConsults are counted with their practices, so a hub's day has no count card.
      if (day.organisation === day.hub) return shownList;
      return [card, notice('endOfDay')];
    case 'DaySigned':
      return [card];
    case 'SigningAsked':
      return [card, notice('signing')];
    case 'LeadsTold': {
      // If the hub has nobody to tell, its channel is told, in the thread of its card.
      const instead = channelOf(day.hub);
      if (event.to.length === 0)
        return [
          { ...card, to: instead },
          { ...notice(event.what.matter), to: instead },
        ];
      return event.to.map(({ id }) => ({ to: chatOf(id), class: urgency[event.what.matter], what: event.what.matter }));
    }
  }
}

/** What harms patients while nobody knows of it is sent before the rest. */
const urgency: Readonly<Record<Matter, 0 | 1>> = {
  caughtUp: 0,
  found: 0,
  channelLost: 0,
  unreached: 0,
  reachedAgain: 0,
  testUnreached: 1,
  quiet: 1,
  rotaGaps: 1,
  calendarEnds: 1,
  lateTasks: 1,
  drillsDue: 1,
  shadowSeen: 1,
  agreementsEnd: 1,
  agreed: 1,
  paperNotSent: 0,
};
