// The dialogs of a repair: what is asked before it is proposed, and the preview that is confirmed.
import { own } from '../../domain/lookup.ts';
import { type Network, organisationsOf } from '../../domain/network/state.ts';
import { practicesOf, staffAt } from '../../domain/network/who-is-where.ts';
import { agreedByMax } from '../../domain/repair/plan.ts';
import type { Preview, Repair, RepairPlan } from '../../domain/repair/state.ts';
import { type HubId, type Instant, type Person, personOf } from '../../domain/terms.ts';
import { onTheWall } from '../../domain/time/calendar.ts';
import { choice, type Field } from '../fields.ts';
import { fillForm, type Problem } from '../form.ts';
import { type Card, inert, saying } from '../templates.ts';
import { oneLine } from '../words.ts';
import { repairRest } from './card.ts';
import { previewRows, repairStands, repairTitles, whatRepairs } from './words.ts';

/** Of the choice of who gets it: nobody does. */
export const toNobody = 'nobody';
export interface Asking {
  readonly network: Network;
  readonly hub: HubId;
  readonly now: Instant;
  readonly type: RepairPlan['type'];
  /** The person or the practice. */
  readonly of: string;
  readonly to: string;
  /** Of a merger: who would be cleared for the new practice too. */
  readonly cleared: readonly Person[];
}

export function repairFields(asking: Asking): readonly Field[] {
  if (asking.type === 'move') return moveFields(asking);
  return asking.type === 'leaver' ? leaverFields(asking) : practiceFields(asking);
}

function leaverFields({ network, hub, of }: Asking): readonly Field[] {
  const people = [...new Set(organisationsOf(network, hub).flatMap((at) => staffAt(network, at)))]
    .filter(({ id }) => id !== of)
    .sort((a, b) => a.name.localeCompare(b.name));
  const choices = [
    { value: toNobody, title: 'Nobody: it goes back to its queue' },
    ...people.map(({ id, name }) => ({ value: id, title: inert(oneLine(name)) })),
  ];
  return [
    {
      ...choice('to', 'Who gets what they have?', 'Choose somebody, or nobody', choices),
      hint: 'What they may not do goes back to its queue.',
    },
  ];
}

function moveFields({ network, hub, now, to }: Asking): readonly Field[] {
  const today = onTheWall(now).date;
  const others = Object.values(network.hubs)
    .filter(({ id }) => id !== hub)
    .map(({ id, name }) => ({ value: id, title: inert(oneLine(name)) }));
  const date = { kind: 'date', required: true, error: 'Choose a date' } as const;
  return [
    {
      ...choice('to', 'Which hub does it go to?', 'Choose one', others),
      ...(others.some(({ value }) => value === to) ? { value: to } : {}),
      hint: 'A lead of that hub confirms it.',
    },
    { ...date, id: 'from', label: 'From which day is it with that hub?', from: today },
    { ...date, id: 'finishes', label: 'Until when may this hub finish what it has then?', from: today },
    { ...date, id: 'agreedOn', label: 'On which day was this agreed?', until: today },
    {
      ...{ kind: 'text', id: 'agreedBy', label: 'Who agreed to it? (name and role)', required: true },
      ...{ error: 'Write who agreed', max: agreedByMax },
    },
  ];
}

function practiceFields({ network, hub, now, type, of, to, cleared }: Asking): readonly Field[] {
  const today = onTheWall(now).date;
  const others = practicesOf(network, hub)
    .filter(({ code, closed }) => code !== of && closed === undefined)
    .map(({ code, name }) => ({ value: code, title: inert(oneLine(name)) }));
  const stays = { value: toNobody, title: 'Nobody: the hub finishes what is open' };
  const isMerge = type === 'merge';
  const needed = { required: isMerge };
  return [
    {
      ...choice(
        'to',
        isMerge ? 'Which practice does it become part of?' : 'Who takes over?',
        'Choose one',
        isMerge ? others : [stays, ...others],
      ),
      ...(others.some(({ value }) => value === to) ? { value: to } : {}),
    },
    { kind: 'date', id: 'from', label: 'From which day is it closed?', required: true, error: 'Choose a date', from: today },
    {
      kind: 'date',
      id: 'agreedOn',
      label: 'On which day was it agreed that they take over?',
      ...needed,
      error: 'Choose a date',
      until: today,
    },
    { kind: 'text', id: 'agreedBy', label: 'Who agreed to it? (name and role)', ...needed, error: 'Write who agreed', max: agreedByMax },
    ...(cleared.length === 0 ? [] : [withoutField(cleared)]),
  ];
}
const withoutField = (cleared: readonly Person[]): Field => ({
  ...{
    kind: 'several',
    id: 'without',
    label: 'Who is not to be cleared for the new practice?',
    required: false,
    error: 'Choose among these',
  },
  choices: cleared.map(personOf).map(({ id, name }) => ({ value: id, title: inert(oneLine(name)) })),
  hint: 'Everybody else who is cleared for the old one is cleared for the new one too.',
});

export function drawRepairForm(
  asking: Asking,
  preview: Preview,
  problem: string | Problem = '',
  given: Readonly<Record<string, unknown>> = {},
): Card {
  const { network, hub, type, of, to } = asking;
  const name = type === 'leaver' ? own(network.staff, of)?.name : own(network.practices, of)?.name;
  const plan = broadPlan(asking);
  const lines = [`${inert(oneLine(name ?? ''))}. This would be changed:`, ...previewLines(preview, plan)];
  const form = { verb: type, title: repairTitles[type], submit: 'Propose it', lines, fields: repairFields(asking) };
  return saying('repair', fillForm(form, { hub: '', id: '', revision: 0, rest: inert([hub, of, to].join('|')) }, problem, given));
}

/** What would be changed now, to be confirmed or called off. */
export function drawDecideRepair(repair: Repair, preview: Preview, verb: 'confirm' | 'callOff', network: Network, problem = ''): Card {
  const lines = [
    whatRepairs(repair.plan, network),
    repairStands(repair),
    ...(verb === 'confirm' ? previewLines(preview, repair.plan) : []),
  ];
  const form = { verb, title: repairTitles[verb], submit: repairTitles[verb], lines, fields: [] };
  return saying('repair', fillForm(form, { hub: repair.hub, id: repair.id, revision: 0, rest: inert(repairRest(repair)) }, problem, {}));
}

/** What is counted does not depend on what is filled in. */
export function broadPlan({ network, hub, type, of, to, now }: Asking): RepairPlan {
  const from = onTheWall(now).date;
  if (type === 'leaver') return { type, person: { id: of, name: own(network.staff, of)?.name ?? '' } };
  if (type !== 'move') return { type: 'close', practice: of, from };
  return { type, practice: of, from, leaves: hub, to, finishes: from, agreedOn: from, agreedBy: '' };
}

const previewLines = (preview: Preview, plan: RepairPlan): readonly string[] =>
  previewRows(preview, plan).map(({ first, second }) => `${first}: ${second}`);
