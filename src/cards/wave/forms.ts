// The dialogs of a wave: planning one, and deciding on it.
import type { Network } from '../../domain/network/state.ts';
import { practicesOf } from '../../domain/network/who-is-where.ts';
import { type HubId, type Instant, kinds } from '../../domain/terms.ts';
import { onTheWall } from '../../domain/time/calendar.ts';
import { usualLimits, type Wave, waveNameMax } from '../../domain/wave/wave.ts';
import { choice, type Field } from '../fields.ts';
import { fillForm, type Problem } from '../form.ts';
import { type Card, inert, saying } from '../templates.ts';
import { kindWords, oneLine } from '../words.ts';
import { waveRest } from './card.ts';
import { numberRows, standsWords, waveTitles, whatGoes } from './words.ts';

const limit = (id: keyof typeof usualLimits, label: string): Field => ({
  ...{ kind: 'text', id, label, required: true, error: 'Write a whole number', max: 3 },
  value: String(usualLimits[id]),
});

export const waveFields = (network: Network, hub: HubId, now: Instant): readonly Field[] => [
  { kind: 'text', id: 'name', label: 'What it is called', required: true, error: 'Please write a name', max: waveNameMax },
  {
    ...{ kind: 'several', id: 'practices', label: 'Which practices?', required: true, error: 'Choose at least one' },
    choices: practicesOf(network, hub)
      .filter(({ closed }) => closed === undefined)
      .map(({ code, name }) => ({ value: code, title: inert(oneLine(name)) })),
    hint: 'All of them at once is one wave, too.',
  },
  { kind: 'date', id: 'from', label: 'From which day?', required: true, error: 'Choose a date', from: onTheWall(now).date },
  choice('stage', 'How far do they go?', 'Choose how far', [
    { value: 'live', title: 'Live' },
    { value: 'limited', title: 'Limited to some kinds' },
  ]),
  {
    ...{ kind: 'several', id: 'kinds', label: 'If it is limited: which kinds?', required: false, error: 'Choose among these' },
    choices: kinds.map((kind) => ({ value: kind, title: kindWords[kind] })),
  },
  limit('claimedInTime', 'Claimed in time: at least how many per cent?'),
  limit('passedBack', 'Passed back: at most how many per cent?'),
  limit('trained', 'Staff trained: at least how many per cent?'),
];

export function drawPlanForm(
  network: Network,
  hub: HubId,
  now: Instant,
  problem: string | Problem = '',
  given: Readonly<Record<string, unknown>> = {},
): Card {
  const form = {
    verb: 'plan',
    title: waveTitles.plan,
    submit: 'Plan it',
    lines: ['Nothing goes further before a lead says so on its card.'],
    fields: waveFields(network, hub, now),
  };
  return saying('wave', fillForm(form, { hub: '', id: '', revision: 0, rest: inert(hub) }, problem, given));
}

/** What is decided about, with its numbers as they were last measured, and why. */
export function drawDecideForm(
  wave: Wave,
  verb: 'go' | 'notYet',
  network: Network,
  problem = '',
  given: Readonly<Record<string, unknown>> = {},
): Card {
  const lines = [whatGoes(wave.plan, network), standsWords(wave), ...numberRows(wave).map(({ first, second }) => `${first}: ${second}`)];
  const why: Field = {
    ...{ kind: 'words', id: 'why', required: false, error: 'Please say why', max: 200 },
    label: verb === 'go' ? 'Why, if something is missed (no patient details)' : 'Why not yet (no patient details)',
  };
  const form = { verb, title: waveTitles[verb], submit: waveTitles[verb], lines, fields: [why] };
  return saying('wave', fillForm(form, { hub: wave.hub, id: wave.id, revision: 0, rest: inert(waveRest(wave)) }, problem, given));
}
