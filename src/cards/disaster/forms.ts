// The forms by which leads plan a disaster, read what it would do, extend it and end it.

import { lastsMinutesDefault, reasonCharactersMax } from '../../domain/disaster/state.ts';
import { own } from '../../domain/lookup.ts';
import { type DisasterType, disasterTypes } from '../../domain/network/in-force.ts';
import { type Network, recordSystems } from '../../domain/network/state.ts';
import { practicesOf } from '../../domain/network/who-is-where.ts';
import { type HubId, type Instant, priorities } from '../../domain/terms.ts';
import { disasterTypeWords } from '../disaster-words.ts';
import { type Choice, choice, type Field, type Form, listed, toggle } from '../fields.ts';
import { fillForm, type Problem } from '../form.ts';
import { type Card, saying } from '../templates.ts';
import { lasting, priorityWords, when } from '../words.ts';
import { nameOf } from './words.ts';

/** How long it can be planned to last; it can be extended. */
const lastsOffered = [60, 120, 240, 480, 720, 1_440] as const;

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

/** What a plan is made of; `text` fields are checked like everything that stands on a shared card. */
export function planFields(network: Network, hub: HubId): readonly Field[] {
  const practices = practicesOf(network, hub);
  const buddies = own(network.hubs, hub)?.buddies ?? [];
  const receivers = [...new Set(buddies.map(({ takes }) => takes))];
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
        lastsOffered.map((minutes) => ({ value: String(minutes), title: lasting(minutes * 60_000) })),
      ),
      value: String(lastsMinutesDefault),
    },
    ...(receivers.length === 0
      ? []
      : [
          optional(
            'to',
            'Who takes the work?',
            receivers.map((value) => ({ value, title: nameOf(network, value) })),
            'Left empty: the hub, or each practice its own.',
          ),
        ]),
    {
      kind: 'several',
      id: 'priorities',
      label: 'What moves?',
      required: false,
      error: 'Choose among these',
      choices: [...priorities].reverse().map((value) => ({ value, title: priorityWords[value] })),
      hint: 'Left empty: everything; with too few staff what is routine.',
    },
    toggle('drill', 'This is a drill: everything is asked and told, nothing moves', 'Practise it'),
  ];
}

const about = (hub: HubId, id: string, rest: string) => ({ hub, id, revision: 0, rest });
type Given = Readonly<Record<string, unknown>>;

export const planTitle = 'Start a disaster or a drill';
export const drawPlanForm = (network: Network, hub: HubId, problem: string | Problem = '', given: Given = {}): Card =>
  drawn(
    {
      verb: 'plan',
      title: planTitle,
      submit: 'Show what it would do',
      lines: ['Nothing moves before a second lead has confirmed it.'],
      fields: planFields(network, hub),
    },
    about(hub, 'new', ''),
    problem,
    given,
  );

const drawn = (form: Form, at: ReturnType<typeof about>, problem: string | Problem, given: Given): Card =>
  saying('disaster', fillForm(form, at, problem, given));

const why: Field = {
  kind: 'text',
  id: 'why',
  label: 'Why can no second lead confirm it?',
  required: true,
  error: 'Say why no second lead can confirm it',
  max: reasonCharactersMax,
  hint: 'Everybody who is told reads it.',
};
/** The preview in a dialog; `alone`: to start it without a second lead. */
export function drawProposeForm(
  hub: HubId,
  shown: { readonly lines: readonly string[]; readonly rest: string; readonly alone: boolean },
  problem: string | Problem = '',
  given: Given = {},
): Card {
  const { lines, rest, alone } = shown;
  const form: Form = alone
    ? { verb: 'proposeAlone', title: aloneTitle, submit: 'Start it now, alone', lines: [...lines, aloneWords], fields: [why] }
    : { verb: 'propose', title: previewTitle, submit: 'Ask a second lead', lines, fields: [] };
  return drawn(form, about(hub, 'new', rest), problem, given);
}
export const previewTitle = 'What it would do';
export const aloneTitle = 'Start alone';
const aloneWords = 'Every lead and every channel it touches is told that you started it alone, and why.';
export const drawAloneForm = (hub: HubId, id: string, lines: readonly string[], problem: string | Problem = '', given: Given = {}): Card =>
  drawn(
    { verb: 'alone', title: aloneTitle, submit: 'Start it now, alone', lines: [...lines, aloneWords], fields: [why] },
    about(hub, id, ''),
    problem,
    given,
  );

export const extendTitle = 'Change its end';
/** Earlier or later than it is; what is no longer ahead is not offered. */
export function endsOffered(until: Instant, confirmedAt: Instant, now: Instant): readonly Choice[] {
  const add = (from: Instant, minutes: number): Instant => new Date(Date.parse(from) + minutes * 60_000).toISOString();
  const latest = add(confirmedAt > now ? confirmedAt : now, lastsOffered.at(-1) ?? 0);
  const all = [add(now, 30), add(now, 60), ...[60, 120, 240, 480].map((minutes) => add(until, minutes))];
  return [...new Set(all)]
    .filter((at) => at > now && at <= latest && at !== until)
    .sort()
    .map((value) => ({ value, title: when(value) }));
}
export const drawExtendForm = (
  hub: HubId,
  id: string,
  ends: { readonly until: Instant; readonly choices: readonly Choice[] },
  problem: string | Problem = '',
  given: Given = {},
): Card =>
  drawn(
    {
      verb: 'extend',
      title: extendTitle,
      submit: 'Save',
      lines: [`It ends ${when(ends.until)} now.`],
      fields: [{ ...choice('until', 'When should it end?', 'Choose when it ends', ends.choices), moves: true }],
    },
    about(hub, id, ''),
    problem,
    given,
  );

export const endTitle = 'End it';
export const drawEndForm = (hub: HubId, id: string, problem: string | Problem = ''): Card =>
  drawn(
    {
      verb: 'standDown',
      title: endTitle,
      submit: 'End it now',
      lines: [
        'What still waits goes back where it came from. What somebody has claimed stays with them. New arrivals go the usual way at once.',
      ],
      fields: [],
    },
    about(hub, id, ''),
    problem,
    {},
  );
