// What a lead filled in to plan a disaster, read as a plan; and a plan as the form shows it again.
import { textIn } from '../../cards/faults.ts';
import type { Named } from '../../domain/disaster/plan.ts';
import { madeUpMax, reasonCharactersMax, saidEveryMinutesOffered } from '../../domain/disaster/state.ts';
import { disasterTypes } from '../../domain/network/in-force.ts';
import { recordSystems } from '../../domain/network/state.ts';
import { kinds, priorities } from '../../domain/terms.ts';
import { atWall, onTheWall } from '../../domain/time/calendar.ts';
import type { Press } from '../press.ts';

type Data = Press['data'];

/** What was filled in, as a plan; or the fields in which something that is needed is missing, or is not what it should be. */
export function planIn(data: Data): Named | readonly string[] {
  const type = disasterTypes.find((each) => each === data['type']);
  const reason = textIn(data, 'reason');
  const lastsMinutes = Number(textIn(data, 'lasts'));
  const system = recordSystems.find((each) => each === data['system']);
  const place = textIn(data, 'place');
  const drill = data['drill'] === 'true';
  const despite = textIn(data, 'despite');
  const more = [takersIn(data), startIn(data), everyIn(data), drill ? madeUpIn(data) : {}];
  const faults = [
    ...(type === undefined ? ['type'] : []),
    ...(reason === '' || reason.length > reasonCharactersMax ? ['reason'] : []),
    ...(despite.length > reasonCharactersMax ? ['despite'] : []),
    ...(Number.isInteger(lastsMinutes) ? [] : ['lasts']),
    ...((type === 'practiceDown' || type === 'staffShortage') && place === '' ? ['place'] : []),
    ...(type === 'recordSystemDown' && system === undefined ? ['system'] : []),
    ...more.flatMap((part) => (typeof part === 'string' ? [part] : [])),
  ];
  if (type === undefined || faults.length > 0) return faults;
  const chosen = textIn(data, 'priorities').split(',');
  const some = priorities.filter((each) => chosen.includes(each));
  return {
    ...{ type, drill, reason, lastsMinutes },
    ...(place === '' ? {} : { place }),
    ...(despite === '' ? {} : { despite }),
    ...(system === undefined ? {} : { system }),
    ...(some.length === 0 ? {} : { moves: { kinds: [...kinds], priorities: some } }),
    ...Object.assign({}, ...more.filter((part) => typeof part !== 'string')),
  };
}

/** A whole number, nothing where nothing was written, or `undefined` for anything else. */
function numberIn(data: Data, id: string, max: number): number | '' | undefined {
  const text = textIn(data, id);
  if (text === '') return '';
  const number = /^\d{1,4}$/.test(text) ? Number(text) : undefined;
  return number !== undefined && number <= max ? number : undefined;
}
/** Part of a plan, or the field that is not as it should be. */
type Part = Partial<Named> | string;

function takersIn(data: Data): Part {
  const [to, restTo] = [textIn(data, 'to'), textIn(data, 'restTo')];
  const atMost = numberIn(data, 'atMost', 9_999);
  if (atMost === undefined || atMost === 0) return 'atMost';
  return { ...(to === '' ? {} : { to }), ...(atMost === '' ? {} : { atMost }), ...(restTo === '' ? {} : { restTo }) };
}
function madeUpIn(data: Data): Part {
  const madeUp = numberIn(data, 'madeUp', madeUpMax);
  return madeUp === undefined ? 'madeUp' : madeUp === '' ? {} : { madeUp };
}
function everyIn(data: Data): Part {
  const every = numberIn(data, 'every', Math.max(...saidEveryMinutesOffered));
  return every === undefined ? 'every' : every === '' ? {} : { saidEveryMinutes: every };
}
/** A day and a time together, or neither. */
function startIn(data: Data): Part {
  const [day, time] = [textIn(data, 'startDay'), textIn(data, 'startTime')];
  if (day === '' && time === '') return {};
  if (atWall(day, '12:00') === undefined) return 'startDay';
  const startsAt = atWall(day, time.padStart(5, '0'));
  return startsAt === undefined ? 'startTime' : { startsAt };
}

/** The same as the form shows it. */
export function filledFrom(named: Named): Readonly<Record<string, string>> {
  const { type, place, system, reason, lastsMinutes, to, atMost, restTo, moves, drill, madeUp, startsAt, saidEveryMinutes, despite } =
    named;
  const start = startsAt === undefined ? undefined : onTheWall(startsAt);
  const texts = {
    despite,
    place,
    system,
    to,
    restTo,
    priorities: moves?.priorities.join(','),
    startDay: start?.date,
    startTime: start?.time,
  };
  const numbers = { lasts: lastsMinutes, atMost, madeUp, every: saidEveryMinutes };
  const filled = Object.entries({ ...texts, ...numbers }).flatMap(([id, value]) => (value === undefined ? [] : [[id, String(value)]]));
  return { type, reason, drill: String(drill), ...Object.fromEntries(filled) };
}
