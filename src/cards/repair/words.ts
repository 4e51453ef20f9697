// What is said of repairs: what one would change, what has become of everything, and why something was not done.
import { type Network, organisationName } from '../../domain/network/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import {
  type Account,
  type Counted,
  counted,
  type Fate,
  fates,
  type Preview,
  type Repair,
  type RepairPlan,
  repairIds,
  type WaitsFor,
} from '../../domain/repair/state.ts';
import { taskIds } from '../../domain/task/id.ts';
import type { HelpLine } from '../help.ts';
import { type Notice, xml } from '../notice-parts.ts';
import { monthShort, oneLine, plain, shortened, when } from '../words.ts';

export const repairHelp = {
  leaver: { usage: 'leaver NAME', says: 'Somebody leaves: what they have is found and handed over.' },
  close: { usage: 'close PRACTICE', says: 'A practice closes: what is open moves or stays with the hub.' },
  merge: { usage: 'merge PRACTICE into PRACTICE', says: 'A practice becomes part of another one.' },
  move: { usage: 'move PRACTICE to HUB', says: 'A practice goes to another hub, whose lead confirms it.' },
  repairs: { usage: 'repairs', says: 'What waits to be confirmed, and what is being moved.' },
} as const satisfies Readonly<Record<string, HelpLine>>;

export const repairTitles = {
  list: 'Leaving, closing, merging and moving',
  leaver: 'Somebody leaves',
  close: 'A practice closes',
  merge: 'A practice is merged',
  move: 'A practice goes to another hub',
  confirm: 'Confirm',
  callOff: 'Call it off',
} as const;
export const repairFormMissing = 'Something was not filled in, or cannot be read. Nothing has changed.';
export const noHubForRepairs = 'You do not work at a hub, so there is nothing to show. Nothing was done.';
export const nobodyMeant = 'Nobody of this hub or its practices is called that. Write \u201cleaver\u201d and a name. Nothing was done.';
export const severalMeant = (names: readonly string[]): string =>
  `Several people fit: ${shortened(names.map(plain), 5)}. Please write the whole name. Nothing was done.`;
export const practiceNotMeant = 'That is no practice of this hub. Write its code or its name. Nothing was done.';
export const hubNotMeant = 'Write \u201cmove\u201d, the practice, \u201cto\u201d and another hub of this network. Nothing was done.';
export const seeChange = 'See what would change\u2026';
export const nothingYet = 'Nothing is changed yet: the form shows first what would be.';

/** `1 Dec 2026`. */
export const dayWords = (date: string): string =>
  `${Number(date.slice(8))} ${monthShort[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`;

/** What it is about, in a sentence. */
export function whatRepairs(plan: RepairPlan, network: Network): string {
  const name = (id: string): string => plain(organisationName(network, id));
  if (plan.type === 'leaver')
    return `${plain(plan.person.name)} leaves. ${
      plan.to === undefined
        ? 'What they have goes back to its queue.'
        : `What they have goes to ${plain(plan.to.name)}, or back to its queue.`
    }`;
  if (plan.type === 'move') {
    const { practice, from, leaves, to, finishes, agreedOn, agreedBy } = plan;
    return `${name(practice)} goes from ${name(leaves)} to ${name(to)} on ${dayWords(from)}. ${name(leaves)} may finish what it has until ${dayWords(finishes)}; what is left then goes to the practice. Agreed on ${dayWords(agreedOn)} by ${plain(agreedBy)}.`;
  }
  const { practice, from, over } = plan;
  if (over === undefined) return `${name(practice)} closes on ${dayWords(from)}. The hub finishes what is open.`;
  const agreed = `Agreed on ${dayWords(over.agreedOn)} by ${plain(over.agreedBy)}.`;
  return plan.type === 'merge'
    ? `${name(practice)} becomes part of ${name(over.to)} on ${dayWords(from)}. ${agreed}`
    : `${name(practice)} closes on ${dayWords(from)}. ${name(over.to)} takes over what is open and what still arrives. ${agreed}`;
}

const countWords: Readonly<Record<Counted, string>> = {
  claimed: 'eConsults they have claimed',
  meantFor: 'eConsults meant for them',
  onLadders: 'Escalations and tasks that ask for them',
  questions: 'Open eConsults they asked a question about (the answer goes to the hub)',
  tasksInHand: 'Tasks they have',
  shifts: 'Shifts of theirs, to be taken out of the rota',
  checklists: 'Checklist items they look after (the hub leads are reminded instead)',
  atPractice: 'eConsults at the practice',
  atHub: 'Its eConsults at the hub or elsewhere',
  offered: 'eConsults passed to it and not accepted yet',
  tasks: 'Open tasks',
  slotsFree: 'Free appointments, to be taken out of the book',
  slotsTaken: 'Appointments that tasks have taken, to be made anew',
  staff: 'People who work there',
};
type Row = { readonly first: string; readonly second: string; readonly stands?: boolean };
/** What was counted, and what to know before it is confirmed. */
export function previewRows({ counts, lastDuty, cleared }: Preview, plan: RepairPlan, isPast = false): readonly Row[] {
  const each = counted.flatMap((one) => (counts[one] === undefined ? [] : [`${countWords[one]}: ${counts[one]}`]));
  const rows = each.length === 0 ? [] : [{ first: isPast ? 'What was there then' : 'What is there now', second: each.join(' \u00b7 ') }];
  const duty = lastDuty ? [{ first: 'Please note', second: 'The hub has no other duty clinician. Name one first.', stands: true }] : [];
  const without = plan.type === 'merge' ? plan.without : [];
  const given = plan.type === 'merge' ? (cleared ?? []).filter(({ id }) => !without.includes(id)) : [];
  const clears = given.length === 0 ? [] : [{ first: 'Cleared for the new practice too', second: namesOf(given) }];
  const ends =
    plan.type === 'move' && cleared !== undefined && cleared.length > 0
      ? [{ first: 'Not cleared for it any more in the end', second: namesOf(cleared) }]
      : [];
  const begins = plan.type === 'move' ? [{ first: 'Please note', second: offAtFirst }] : [];
  const all = [...rows, ...duty, ...clears, ...ends, ...begins];
  return all.length === 0 ? [{ first: 'Nothing is open', second: 'Nothing has to be moved.' }] : all;
}
/** Where nobody has agreed or is cleared yet, everything goes to the practice itself. */
const offAtFirst =
  'At the new hub it begins as \u201coff\u201d: what arrives goes to the practice. A lead there clears people and takes it further with \u201cstage\u201d.';
const namesMax = 12;
const namesOf = (people: readonly { readonly name: string }[]): string =>
  shortened(
    people.map(({ name }) => plain(name)),
    namesMax,
  );

const fateWords: Readonly<Record<Fate, string>> = {
  handedOver: 'Handed over',
  queued: 'Back in the queue',
  moved: 'Moved',
  withHub: 'With the hub until finished',
  withPractice: 'With the practice',
  closed: 'Finished meanwhile',
  elsewhere: 'Somebody else had it by then',
  unchanged: 'COULD NOT BE CHANGED: please look at these',
};
const fateIn = (fate: Fate, plan: RepairPlan): string =>
  fate === 'handedOver' && plan.type === 'leaver' && plan.to !== undefined ? `Given to ${plain(plan.to.name)}` : fateWords[fate];
/** References in one row: more would not be read; the number says how many there are. */
const referencesShown = 25;
const nameOfThing = (id: string): string => (taskIds.ids.test(id) ? taskIds.reference(id) : referenceOf(id));

/** What became of everything: each thing stands in exactly one row. */
export function accountRows({ things, appointments, slots, shifts, notCleared }: Account, plan: RepairPlan): readonly Row[] {
  const row = (first: string, ids: readonly string[], stands = false) => ({
    first: `${first}: ${ids.length}`,
    second: shortened(ids.map(nameOfThing), referencesShown),
    stands,
  });
  const each = fates.flatMap((fate) =>
    (things[fate] ?? []).length === 0 ? [] : [row(fateIn(fate, plan), things[fate] ?? [], fate === 'unchanged')],
  );
  return [
    ...each,
    ...(appointments.length === 0 ? [] : [row('Appointments to be made anew, for tasks', appointments, true)]),
    ...(slots === 0
      ? []
      : [{ first: `Free appointments taken out of the book: ${slots}`, second: 'Nobody had taken them.', stands: false }]),
    ...(shifts === 0
      ? []
      : [{ first: `Shifts taken out of the rota: ${shifts}`, second: 'Please look at the rota for gaps.', stands: true }]),
    ...(notCleared.length === 0
      ? []
      : [{ first: 'Could not be given their posts or clearances', second: namesOf(notCleared), stands: true }]),
  ];
}

export const accounted = ({ things }: Account): number => Object.values(things).reduce((sum, ids) => sum + ids.length, 0);

const listedWords = (count: number): string =>
  count === 0
    ? 'Nothing was open.'
    : count === 1
      ? 'The one that was open is listed here.'
      : `All ${count} that were open are listed here.`;

/** How it stands, in a sentence or two. */
export function repairStands(repair: Repair): string {
  switch (repair.status) {
    case 'proposed':
      return `${plain(repair.proposed.by.name)} proposed it, ${when(repair.proposed.at)}. Nothing is changed before ${
        repair.plan.type === 'move' ? 'a lead of the new hub' : 'a hub lead'
      } confirms it.`;
    case 'working':
      if (repair.waitsFor !== undefined) return waitingWords(repair.waitsFor, repair.left);
      return `${plain(repair.confirmed.by.name)} confirmed it, ${when(repair.confirmed.at)}. ${
        repair.things.length === 0 ? `It begins ${when(repair.nextLook)}.` : `${repair.left} of ${repair.things.length} still to do.`
      }`;
    case 'over':
      return `Done ${when(repair.overAt)}. ${listedWords(accounted(repair.account))}`;
    case 'calledOff':
      return `${plain(repair.calledOff.by.name)} called it off, ${when(repair.calledOff.at)}. Nothing has changed.`;
  }
}

function waitingWords(waitsFor: WaitsFor, left: number): string {
  switch (waitsFor) {
    case 'anotherLead':
      return 'They are the only hub lead now. Name another one, and it goes on by itself.';
    case 'otherRepair':
      return 'Nothing is moved: the other practice closes too, or this one was closed in another way.';
    case 'disaster':
      return 'It waits until the disaster about the practice is over, and then goes on by itself.';
    case 'room':
      return 'The new hub cannot take it yet: its list of organisations or staff may be full. It tries again by itself.';
    case 'finishing':
      return `It has moved. ${left} still to be finished by the hub that it has left.`;
  }
}

export function repairAskedWords({ id, plan }: Repair, network: Network): Notice {
  const summary = `${repairIds.reference(id)}: please confirm`;
  const who = plan.type === 'move' ? `A hub lead of ${plain(organisationName(network, plan.to))}` : 'A hub lead';
  return { text: xml(`${oneLine(whatRepairs(plan, network))} ${who} confirms it on the card, or calls it off.`), summary };
}
export const repairOverWords = ({ id }: Repair): Notice => ({
  text: xml(`${repairIds.reference(id)} is done. The card lists what became of everything that was open.`),
  summary: `${repairIds.reference(id)}: done`,
});
