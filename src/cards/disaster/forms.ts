// The forms by which leads plan a disaster, read what it would do, extend it and end it.

import { type Disaster, reasonCharactersMax } from '../../domain/disaster/state.ts';
import type { HubId, Instant } from '../../domain/terms.ts';
import { type Choice, choice, type Field, type Form } from '../fields.ts';
import { fillForm, type Problem } from '../form.ts';
import { type Card, saying } from '../templates.ts';
import { when } from '../words.ts';
import { lastsOffered, type PlanChoices, planFields } from './plan-fields.ts';

const about = (hub: HubId, id: string, rest: string) => ({ hub, id, revision: 0, rest });
type Given = Readonly<Record<string, unknown>>;

export const planTitle = 'Start a disaster or a drill';
export const drawPlanForm = (choices: PlanChoices, problem: string | Problem = '', given: Given = {}): Card =>
  drawn(
    {
      verb: 'plan',
      title: planTitle,
      submit: 'Show what it would do',
      lines: ['Nothing moves before a second lead has confirmed it.'],
      fields: planFields(choices),
    },
    about(choices.hub, 'new', ''),
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
export const drawEndForm = ({ hub, id, plan }: Pick<Disaster, 'hub' | 'id' | 'plan'>, problem: string | Problem = ''): Card =>
  drawn(
    {
      verb: 'standDown',
      title: endTitle,
      submit: 'End it now',
      lines: [
        plan.drill
          ? 'What was made up for it is taken away, claimed or not. The card then says how the drill went.'
          : 'What still waits goes back where it came from. What somebody has claimed stays with them. New arrivals go the usual way at once.',
      ],
      fields: [],
    },
    about(hub, id, ''),
    problem,
    {},
  );
