// What a lead fills in to plan a disaster or a drill.

import type { Receiver } from '../../domain/disaster/receivers.ts';
import {
  lastsMinutesDefault,
  madeUpDefault,
  reasonCharactersMax,
  saidEveryMinutesDefault,
  saidEveryMinutesOffered,
  startsAheadDaysMax,
} from '../../domain/disaster/state.ts';
import { type DisasterType, disasterTypes } from '../../domain/network/in-force.ts';
import { type Network, recordSystems } from '../../domain/network/state.ts';
import { practicesOf } from '../../domain/network/who-is-where.ts';
import { type HubId, type Instant, priorities } from '../../domain/terms.ts';
import { onTheWall } from '../../domain/time/calendar.ts';
import { dateOf, dayNumber } from '../../domain/time/hours.ts';
import { disasterTypeWords } from '../disaster-words.ts';
import { type Choice, choice, type Field, listed, toggle } from '../fields.ts';
import { priorityWords } from '../words.ts';
import { everyWords, lastsWords, nameOf, receiverWords } from './words.ts';

/** How long it can be planned to last; it can be extended. */
export const lastsOffered = [60, 120, 240, 480, 720, 1_440] as const;

const typeHints: Readonly<Record<DisasterType, string>> = {
  hubDown: 'its work goes to the practices',
  practiceDown: 'its work goes to the hub',
  recordSystemDown: 'nothing moves; nobody completes what needs that record',
  staffShortage: 'routine work moves',
  teamsTrouble: 'nothing moves; work from paper',
};

const optional = (id: string, label: string, choices: readonly Choice[], hint: string): Field => ({
  kind: 'choice',
  id,
  label,
  required: false,
  error: 'Choose one of these',
  choices,
  hint,
});

/** What the plan's choices are made of. */
export interface PlanChoices {
  readonly network: Network;
  readonly hub: HubId;
  /** Who could take work, as they are placed now. */
  readonly receivers: readonly Receiver[];
  readonly now: Instant;
}

/** What a plan is made of; `text` fields are checked like everything that stands on a shared card. */
export function planFields({ network, hub, receivers, now }: PlanChoices): readonly Field[] {
  const practices = practicesOf(network, hub);
  return [
    choice(
      'type',
      'What has happened?',
      'Choose what has happened',
      disasterTypes.map((value) => ({ value, title: `${disasterTypeWords[value]} (${typeHints[value]})` })),
    ),
    optional(
      'place',
      'Which practice?',
      [{ value: hub, title: nameOf(network, hub) }, ...practices.map(({ code }) => ({ value: code, title: nameOf(network, code) }))],
      'For a practice that is down, or where there are too few staff.',
    ),
    optional(
      'system',
      'Which record system?',
      listed(recordSystems, { EMIS: 'EMIS', SystmOne: 'SystmOne', Vision: 'Vision', other: 'Another' }),
      'For a record system that is down.',
    ),
    {
      kind: 'text',
      id: 'reason',
      label: 'What has happened, in a line',
      required: true,
      error: 'Say what has happened',
      max: reasonCharactersMax,
      hint: 'Everybody in the channels reads it: no patient details.',
    },
    {
      ...choice(
        'lasts',
        'For how long?',
        'Choose how long',
        lastsOffered.map((minutes) => ({ value: String(minutes), title: lastsWords(minutes) })),
      ),
      value: String(lastsMinutesDefault),
    },
    ...takerFields(network, receivers),
    {
      kind: 'several',
      id: 'priorities',
      label: 'What moves?',
      required: false,
      error: 'Choose among these',
      choices: [...priorities].reverse().map((value) => ({ value, title: priorityWords[value] })),
      hint: 'Left empty: everything; with too few staff what is routine.',
    },
    {
      ...{ kind: 'text', id: 'despite', label: 'Move also what a stage or an agreement forbids?', required: false },
      ...{ error: 'Write it shorter', max: reasonCharactersMax, hint: 'Left empty: that stays. Else write why; it is kept.' },
    },
    toggle('drill', 'This is a drill: everything is asked and told, nothing of a patient moves', 'Practise it'),
    optional(
      'madeUp',
      'In a drill: how many made-up eConsults?',
      madeUpOffered.map((count) => ({ value: String(count), title: count === 0 ? 'None' : String(count) })),
      `Left empty: ${madeUpDefault}. They are marked, and closed when the drill ends.`,
    ),
    ...whenFields(now),
  ];
}
const madeUpOffered = [0, 6, 12, 24] as const;

/** Who takes the work, and what becomes of what is too much for them; nothing to choose where the hub alone can. */
function takerFields(network: Network, receivers: readonly Receiver[]): readonly Field[] {
  if (receivers.length < 2) return [atMostField];
  const choices = receivers.map((each) => ({ value: each.organisation, title: receiverWords(each, network) }));
  return [
    optional('to', 'Who takes the work?', choices, 'The best placed first. Left empty: the hub, or each practice its own.'),
    atMostField,
    optional('restTo', 'Who takes what is too much for them?', choices, 'Left empty: it stays until they have room.'),
  ];
}
const atMostField: Field = {
  ...{ kind: 'text', id: 'atMost', label: 'How many can they have open at once?', required: false, error: 'Write a whole number', max: 4 },
  hint: 'Left empty: as many as come.',
};

/** At once, or on a day and at a time, and how often it is said how it stands. */
const whenFields = (now: Instant): readonly Field[] => {
  const today = onTheWall(now).date;
  return [
    {
      ...{ kind: 'date', id: 'startDay', label: 'On which day does it start?', required: false, error: 'Choose a day' },
      ...{ from: today, until: dateOf((dayNumber(today) ?? 0) + startsAheadDaysMax), hint: 'Left empty: as soon as it is confirmed.' },
    },
    {
      ...{ kind: 'text', id: 'startTime', label: 'At what time?', required: false, error: 'Write the time as 14:30', max: 5 },
      hint: 'With a day, such as 14:30.',
    },
    optional(
      'every',
      'How often is it said how it stands?',
      saidEveryMinutesOffered.map((minutes) => ({ value: String(minutes), title: `Every ${everyWords(minutes)}` })),
      `Left empty: every ${everyWords(saidEveryMinutesDefault)}.`,
    ),
  ];
};
