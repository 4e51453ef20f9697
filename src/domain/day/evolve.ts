// How an organisation's day looks after something has happened in it.
import type { Instant } from '../terms.ts';
import type { DayEvent } from './event.ts';
import { type Day, dayId, type Told } from './state.ts';

export function evolveDay(day: Day | undefined, event: DayEvent, version: number): Day {
  if (event.type === 'DayBegan') return began(event, version);
  if (day === undefined) throw new Error(`a day cannot begin with ${event.type}`);
  if (event.type === 'DayLooked') return day;
  return { ...happened(day, event), revision: version };
}

function began(event: DayEvent & { type: 'DayBegan' }, version: number): Day {
  const { hub, organisation, date, since, closesAt, quietAfterMinutes } = event;
  return {
    hub,
    id: dayId(organisation, date),
    organisation,
    date,
    since,
    closesAt,
    quietAfterMinutes,
    listed: [],
    counted: undefined,
    signed: undefined,
    askedToSign: undefined,
    told: {},
    nextLook: undefined,
    revision: version,
  };
}

function happened(day: Day, event: Exclude<DayEvent, { type: 'DayBegan' | 'DayLooked' }>): Day {
  const { at } = event;
  switch (event.type) {
    case 'ClosingMoved':
      // The closing has moved, so the lists before it are shown again.
      return { ...day, closesAt: event.closesAt, listed: [] };
    case 'ClosingNear':
      return {
        ...day,
        listed: [...day.listed, { minutes: event.minutes, at, left: event.left }],
        ...(event.left > 0 ? { listShown: true } : {}),
      };
    case 'DayCounted':
      return { ...day, counted: { ...event.count, at } };
    case 'DaySigned':
      return { ...day, signed: { at, by: event.by } };
    case 'SigningAsked':
      return { ...day, askedToSign: at };
    case 'LeadsTold':
      return { ...day, told: { ...day.told, [event.what.matter]: { at, what: event.what } }, ...foundNow(day, event.what, at) };
  }
}

function foundNow(day: Day, what: Told, at: Instant): Pick<Day, 'foundAt'> {
  return what.matter === 'found' ? { foundAt: { ...day.foundAt, ...Object.fromEntries(what.findings.map(({ kind }) => [kind, at])) } } : {};
}
