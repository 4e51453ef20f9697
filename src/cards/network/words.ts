// The sentences about the network: why a change of it was refused, why an eConsult went where it went, and dates and hours in words.

import { own } from '../../domain/lookup.ts';
import { isSameName } from '../../domain/names.ts';
import type { NetworkRefusal } from '../../domain/network/decide.ts';
import type { PartName } from '../../domain/network/parts.ts';
import type { FirstReason } from '../../domain/network/pathway.ts';
import { type ContactRole, type Network, nameSet, organisationName, type PathwayChange } from '../../domain/network/state.ts';
import type { Capability, OrganisationId, Pathway, Person } from '../../domain/terms.ts';
import { dayNumber, type LocalDate, type OpeningHours, type Span, type Weekday, weekdayOf } from '../../domain/time/hours.ts';
import { monthShort, personalWords, plain, shortened } from '../words.ts';
import { type BeginRefusal, beginRefusalWords, isBeginRefusal } from './begin-refusals.ts';

export const contactRoleWords: Readonly<Record<ContactRole, string>> = {
  recordSystemSupplier: 'Record-system supplier',
  siro: 'Senior information risk owner (SIRO)',
  caldicottGuardian: 'Caldicott Guardian',
  dataProtectionOfficer: 'Data protection officer',
  clinicalGovernanceLead: 'Clinical governance lead',
};
/** What somebody may do in a record, in a list. */
export const abilityWords: Readonly<Record<Capability, string>> = { view: 'read', write: 'write', prescribe: 'prescribe', book: 'book' };
export const pathwayWords: Readonly<Record<Pathway, string>> = { hubFirst: 'hub first', practiceFirst: 'practice first' };

/** Why an eConsult went first where it went. */
export const firstWords: Readonly<Record<FirstReason, string>> = {
  hubFirst: 'The practice\u2019s pathway sends this kind to the hub first.',
  practiceFirst: 'The practice sees this kind first.',
  adminStays: 'Administrative requests stay with the practice, which keeps the records.',
  noAgreement: 'No sharing agreement is in force, so the hub may not work on it.',
  notLiveYet: 'The practice is not live with the hub yet, or not for this kind.',
  nobodyMayWrite: 'No clinician of the hub may write in this practice\u2019s record, so nobody there could sign it.',
  keptToPractise: 'The practice keeps a few routine ones a week, so that its people stay in practice.',
  overAllocation: 'The practice has had its share of the hub\u2019s day; further routine ones stay with it.',
  pastCutOff: 'It came after the hub\u2019s cut-off for the day, while the practice is open.',
  waitsForHub: 'It came after the hub\u2019s cut-off for the day, and waits for the hub\u2019s next opening.',
  hubShut: 'It cannot wait, the hub is closed and the practice is open.',
};

const weekdayShort: Readonly<Record<Weekday, string>> = {
  monday: 'Mon',
  tuesday: 'Tue',
  wednesday: 'Wed',
  thursday: 'Thu',
  friday: 'Fri',
  saturday: 'Sat',
  sunday: 'Sun',
};
const inOrder = Object.keys(weekdayShort) as readonly Weekday[];

/** `Tue 1 Dec 2026`; what is no date stays as it is. */
export function dateWords(date: LocalDate): string {
  const day = dayNumber(date);
  if (day === undefined) return plain(date);
  return `${weekdayShort[weekdayOf(day)]} ${Number(date.slice(8))} ${monthShort[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`;
}

/** `08:00–12:30 and 14:00–18:00`, or `closed`. */
export const spansWords = (spans: readonly Span[]): string =>
  spans.length === 0 ? 'closed' : spans.map(({ from, to }) => `${from}\u2013${to}`).join(' and ');

/** `Mon to Thu 08:00–18:30, Fri 08:00–12:30, Sat and Sun closed`: neighbours with the same hours together. */
export function weekWords(week: OpeningHours['week']): string {
  const groups: { days: Weekday[]; hours: string }[] = [];
  for (const day of inOrder) {
    const hours = spansWords(week[day] ?? []);
    const last = groups.at(-1);
    if (last?.hours === hours) last.days.push(day);
    else groups.push({ days: [day], hours });
  }
  return groups.map(({ days, hours }) => `${daysWords(days)} ${hours}`).join(', ');
}

function daysWords(days: readonly Weekday[]): string {
  const [first, second] = [days[0], days.at(-1)].map((day) => (day === undefined ? '' : weekdayShort[day]));
  if (days.length === 1) return first ?? '';
  return days.length === 2 ? `${first} and ${second}` : `${first} to ${second}`;
}

/** The days that are different from `today` on, the nearest first. */
export function exceptionWords(hours: OpeningHours, today: LocalDate): readonly string[] {
  return (hours.exceptions ?? [])
    .filter(({ date }) => date >= today)
    .map(({ date, open, reason }) => `${dateWords(date)}: ${spansWords(open)} (${plain(reason)})`);
}

/** `from Tue 1 Dec 2026, Mon and Wed 08:00–12:00: practice first`. */
export function changeWords({ from, days, between, goes }: PathwayChange): string {
  const at =
    days === undefined
      ? ''
      : `, ${inOrder
          .filter((day) => days.includes(day))
          .map((day) => weekdayShort[day])
          .join(' ')}`;
  const hours = between === undefined ? '' : `${at === '' ? ',' : ''} ${between.from}\u2013${between.to}`;
  return `from ${dateWords(from)}${at}${hours}: ${pathwayWords[goes]}`;
}

/** Named when what was typed fits several; more would not be read. */
const namedMax = 5;

/** What was typed fits several hubs or practices: which they are, so that it can be typed again. */
export function severalWords(network: Network, ids: readonly OrganisationId[], typed: string): string {
  const named = ids.map((id) => ({ id, name: nameSet(network, id) ?? id }));
  const alike = named.every(({ name }) => isSameName(name, typed));
  const what = ids.every((id) => own(network.practices, id) !== undefined) ? 'practices' : 'places';
  const names = named.map(({ id, name }) => `${plain(name)} (${plain(id)})`);
  const words = `${ids.length === 2 ? 'Two' : ids.length} ${what} ${alike ? 'are called that' : 'have that in their name'}`;
  return `${words}: ${shortened(names, namedMax)}. Please write ${alike ? 'the code' : 'more of the name, or the code'}.`;
}

const askWords = (people: readonly Person[]): string =>
  people.length === 0
    ? ''
    : ` ${people.length === 1 ? 'Ask' : 'Ask one of'}: ${people
        .slice(0, 3)
        .map(({ name }) => plain(name))
        .join(', ')}.`;

/** Why the network was not changed, and what to do. */
export function networkRefusalWords(refusal: NetworkRefusal, network: Network): string {
  const sentence = isBeginRefusal(refusal) ? beginRefusalWords(refusal, network) : refusalSentence(refusal, network);
  return `${sentence} Nothing has changed.`;
}

const partWords: Readonly<Record<PartName, string>> = {
  organisations: 'The practices, hours and contacts',
  staff: 'The staff list',
  shifts: 'The list of who is on shift',
};

const ofOthers = [
  ...(['clockOnly', 'templateWrong', 'templatePersonal', 'templateNameTaken', 'tooManyTemplates', 'templateUnknown'] as const),
  ...(['buddyItself', 'endsBeforeItBegins', 'buddyThere', 'buddyUnknown', 'workMinutesWrong'] as const),
  ...(['kindsMissing', 'checklistOpen', 'practiceCloses', 'successorWrong'] as const),
] as const;
type OfOthers = Extract<NetworkRefusal, { readonly why: (typeof ofOthers)[number] }>;
const isOfOthers = (refusal: Exclude<NetworkRefusal, BeginRefusal>): refusal is OfOthers => ofOthers.some((why) => why === refusal.why);
function otherRefusal(refusal: OfOthers, named: (id: OrganisationId) => string): string {
  switch (refusal.why) {
    case 'clockOnly':
      return 'Only a disaster that two leads have started does this.';
    case 'templateWrong':
      return `A common task needs a name of at most ${refusal.nameMax} characters, and words of at most ${refusal.charactersMax}.`;
    case 'templatePersonal':
      return `It looks as if it held ${refusal.found.map((kind) => personalWords[kind]).join(' and ')}. It is sent about many patients: please write it without.`;
    case 'templateNameTaken':
      return `There is a common task called ${plain(refusal.name)} already. Please change that one, or choose another name.`;
    case 'tooManyTemplates':
      return `There are ${refusal.templatesMax} common tasks already, which is the most. Please change one of those, or take one away first.`;
    case 'buddyItself':
      return 'Nobody takes their own work: please choose two different ones.';
    case 'endsBeforeItBegins':
      return 'Its last day comes before its first. Please change one of them.';
    case 'buddyThere':
      return 'The same two have an agreement from the same day already. Please change that one.';
    case 'buddyUnknown':
      return 'This agreement was ended or changed meanwhile. Please look at the list again.';
    case 'workMinutesWrong':
      return `Please write a whole number of minutes from 1 to ${refusal.minutesMax}, or leave it empty for the usual time.`;
    case 'practiceCloses':
      return `${named(refusal.practice)} closes on ${dateWords(refusal.from)} already.`;
    case 'successorWrong':
      return 'Only another practice of the same hub can take over.';
    case 'kindsMissing':
      return 'Please choose which kinds go to the hub.';
    case 'checklistOpen':
      return `${refusal.missing === 1 ? 'One thing is' : `${refusal.missing} things are`} still missing on its checklist: type "ready" and its name to see what. Put that right first, or say why it goes on all the same.`;
    case 'templateUnknown':
      return 'This common task was taken away, or is called otherwise now. Please look at the list again.';
  }
}

function refusalSentence(refusal: Exclude<NetworkRefusal, BeginRefusal>, network: Network): string {
  const named = (id: OrganisationId): string => plain(organisationName(network, id));
  if (isOfOthers(refusal)) return otherRefusal(refusal, named);
  switch (refusal.why) {
    case 'organisationUnknown':
      return `${plain(refusal.organisation)} is not a hub or practice of this network.`;
    case 'practiceUnknown':
      return `${plain(refusal.practice)} is not a practice of this network.`;
    case 'hubsLeftOut':
      return `${refusal.hubs.map(named).join(', ')} would be left out of the network, and nothing would look after what is open there. Keep every hub in the file, without practices if it has ended.`;
    case 'channelTaken':
      return `This channel belongs to ${named(refusal.organisation)} already, so two organisations\u2019 requests could mix, and each would read the other\u2019s. Give each a channel of its own: add one to this team, and write \u201cchannel\u201d there.${refusal.mayShare ? ' Two practices of one hub can share one: write \u201cchannel\u201d in it.' : ''}`;
    case 'noTeamChannel':
      return 'Only a channel of a team can be a hub\u2019s or a practice\u2019s, so that everybody who works there sees its requests. Write \u201cchannel\u201d in that channel instead.';
    case 'notAllowed':
      return `This needs ${refusal.need === 'hubLead' ? 'a hub lead' : 'a hub lead or hub administrator'} of that hub.${askWords(refusal.ask)}`;
    case 'personNeeded':
      return 'Only a person can do this.';
    case 'onlyOneself':
      return 'Everybody goes on shift and off it for themselves; only the rota does it for others.';
    case 'personUnknown':
      return 'This person is not on the staff list. A hub lead can add them.';
    case 'personIdWrong':
      return 'That is no Microsoft Entra object id: it looks like 9aa1f4cb-4a05-4d78-a7b5-e3f938317932 and is shown in the Entra admin centre.';
    case 'nameWrong':
      return `A name is needed, of at most ${refusal.charactersMax} characters.`;
    case 'alreadyStaff':
      return `${plain(refusal.person.name)} is on the staff list already. Change their posts instead.`;
    case 'postsMissing':
      return 'Somebody on the staff holds at least one post. To take them off the list, remove them.';
    case 'postMisplaced':
      return `That role does not exist at ${named(refusal.organisation)}: hubs and practices have different ones.`;
    case 'lastLead':
      return `${named(refusal.hub)} would have no hub lead left, and nobody could put that right. Make somebody else hub lead first.`;
    case 'ownPractice':
      return `They work at ${named(refusal.practice)}, so they need no clearance for it.`;
    case 'capabilitiesMissing':
      return 'Please choose what they may do. To take the clearance away, remove it.';
    case 'tooManyLogins':
      return `${named(refusal.practice)} needs a log-in of its own, and the agreed number (${refusal.loginsMax}) is reached. Take one away first, or clear them for reading only.`;
    case 'dateWrong':
      return 'That date is past, does not exist or is too far ahead. Write it as 2026-12-31.';
    case 'hoursWrong':
      return `These hours cannot be used. ${refusal.faults.map(plain).join(' ')}`;
    case 'reasonWrong':
      return `Please say why in at most ${refusal.charactersMax} characters.`;
    case 'timeWrong':
      return 'Those times cannot be used: write them as 08:00, the earlier one first.';
    case 'tooManyChanges':
      return `There are ${refusal.changesMax} already, which is the most. Change one of those instead.`;
    case 'allocationWrong':
      return `An allocation is a whole number from 0 to ${refusal.allocationMax}.`;
    case 'contactWrong':
      return 'Each contact needs a name, and a telephone number or an e-mail address.';
    case 'hubFull':
      return `${partWords[refusal.part]} of ${named(refusal.hub)} would take ${refusal.characters} characters, and at most ${refusal.charactersMax} can be stored for one hub. Take out what is no longer needed, or make two hubs of it.`;
    case 'noPostThere':
      return `You hold no post at ${named(refusal.organisation)}. You work at: ${refusal.posts.map(named).join(', ')}.`;
  }
}
