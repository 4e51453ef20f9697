// Whether an item of a checklist may be answered so, and who is reminded of one.
import { guarded, type Words, type WordsRefusal } from '../free-words.ts';
import { own } from '../lookup.ts';
import { hubOf, leadsOf, type Network, staffIn } from '../network/state.ts';
import { staffAt } from '../network/who-is-where.ts';
import { type Actor, type HubId, type OdsCode, type Person, personOf } from '../terms.ts';
import { onTheWall } from '../time/calendar.ts';
import { dayNumber } from '../time/hours.ts';
import type { AnswerItem, ReadinessCommand } from './command.ts';
import type { ReadinessEvent } from './event.ts';
import { answeredBy, isProductItem, itemCalled, type PeopleItem } from './items.ts';
import { dueAt } from './reminders.ts';
import type { Answer, Readiness } from './state.ts';

export interface ReadinessRules {
  readonly network: Network;
}

export type ReadinessRefusal =
  | { readonly why: 'clockOnly' }
  | { readonly why: 'personNeeded' }
  | { readonly why: 'practiceUnknown' }
  | { readonly why: 'itemUnknown' }
  /** It is answered from what is set here. */
  | { readonly why: 'productAnswers'; readonly item: string }
  /** `ask`: who can answer it instead. */
  | { readonly why: 'notTheirs'; readonly ask: readonly Person[] }
  /** Only somebody of the practice or of its hub can look after an item: nobody else hears of it here. */
  | { readonly why: 'ownerElsewhere' }
  | { readonly why: 'evidenceMissing' }
  | { readonly why: 'reasonMissing' }
  | { readonly why: 'dateWrong' }
  | { readonly why: 'hasRunOut' }
  | WordsRefusal;

export type ReadinessDecision = { readonly events: readonly ReadinessEvent[] } | { readonly refusal: ReadinessRefusal };
const refuse = (refusal: ReadinessRefusal): ReadinessDecision => ({ refusal });

export function decideReadiness(command: ReadinessCommand, before: Readiness | undefined, { network }: ReadinessRules): ReadinessDecision {
  if (command.type === 'answerItem') return answer(command, before, network);
  if (command.by.kind !== 'clock') return refuse({ why: 'clockOnly' });
  if (before === undefined) return { events: [] };
  const { at } = command;
  const due = dueAt(before, at);
  if (due.length === 0) return { events: [] };
  return { events: [{ type: 'OwnersReminded', at, reminders: due.map((item) => ({ item, to: remindedOf(before, item, network) })) }] };
}

function answer(command: AnswerItem, before: Readiness | undefined, network: Network): ReadinessDecision {
  const { at, by, hub, id, practice, status } = command;
  if (by.kind !== 'person') return refuse({ why: 'personNeeded' });
  if (own(network.practices, practice) === undefined || hubOf(network, practice) !== hub) return refuse({ why: 'practiceUnknown' });
  if (!mayAnswerItems(network, by, practice)) return refuse({ why: 'notTheirs', ask: leadsOf(network, hub).map(personOf) });
  const item = itemCalled(command.item);
  if (item === undefined) return refuse({ why: 'itemUnknown' });
  if (isProductItem(item)) return refuse({ why: 'productAnswers', item });
  const owner = command.owner === undefined ? undefined : ownerOf(network, hub, practice, command.owner);
  if (command.owner !== undefined && owner === undefined) return refuse({ why: 'ownerElsewhere' });
  const dates = datesOf(command, before?.answers[item]);
  if ('refusal' in dates) return dates;
  const evidence = evidenceOf(command, item);
  if ('refusal' in evidence) return evidence;
  const said = {
    ...{ status, ...dates },
    ...(owner === undefined ? {} : { owner }),
    ...(evidence.text === undefined ? {} : { evidence: evidence.text }),
  };
  if (isSame(before?.answers[item], said)) return { events: [] };
  return { events: [{ type: 'ItemAnswered', at, hub, id, practice, item, by: personOf(by), answer: said }] };
}

/** What is open has no evidence and cannot run out, so what was left in the form of it is dropped. */
function datesOf(
  { at, status, until, ...given }: AnswerItem,
  before: Answer | undefined,
): Pick<Answer, 'date' | 'until'> | { readonly refusal: ReadinessRefusal } {
  const today = onTheWall(at).date;
  // By when it was to be done stood in the form: done before that day, it is done today.
  const wasDue = status !== 'open' && before?.status === 'open' && given.date === before.date && (given.date ?? '') > today;
  const date = wasDue ? today : given.date;
  const isDate = (each: string | undefined): boolean => each === undefined || dayNumber(each) !== undefined;
  if (!isDate(date) || !isDate(until)) return { refusal: { why: 'dateWrong' } };
  if (status === 'open') return date === undefined ? {} : { date };
  if (date !== undefined && date > today) return { refusal: { why: 'dateWrong' } };
  // What is not needed cannot run out, so nobody is to be reminded of it.
  if (status === 'notNeeded') return { date: date ?? today };
  if (until !== undefined && until < today) return { refusal: { why: 'hasRunOut' } };
  return { date: date ?? today, ...(until === undefined ? {} : { until }) };
}

function evidenceOf(
  { at, status, evidence }: AnswerItem,
  item: PeopleItem,
): { readonly text: string | undefined } | { readonly refusal: ReadinessRefusal } {
  const words = linkOr(evidence);
  const read = guarded(words, false, at);
  if ('refusal' in read) return read;
  if (read.text === undefined && status === 'notNeeded') return { refusal: { why: 'reasonMissing' } };
  if (read.text === undefined && status === 'settled' && answeredBy(item) === 'evidence') return { refusal: { why: 'evidenceMissing' } };
  return read;
}

/** Numbers in the path of a page are no patient's; what is asked of it may be. */
const linkOr = (words: Words | undefined): Words | undefined =>
  words !== undefined && /^https:\/\/[^\s?#]+$/.test(words.text.trim()) ? { ...words, checked: true } : words;

/** Leads and administrators of its hub, and everybody of the practice. */
export function mayAnswerItems(network: Network, by: Pick<Actor & { kind: 'person' }, 'id'>, practice: OdsCode): boolean {
  const hub = hubOf(network, practice) ?? '';
  const able = [...staffIn(network, 'hubLead', hub), ...staffIn(network, 'hubAdministrator', hub), ...staffAt(network, practice)];
  return able.some(({ id }) => id === by.id);
}

const ownerOf = (network: Network, hub: HubId, practice: OdsCode, person: string): Person | undefined => {
  const found = [...staffAt(network, practice), ...staffAt(network, hub)].find(({ id }) => id === person);
  return found && personOf(found);
};

/** Its owner, while they still work there; else the hub's leads, so that it does not go unheard; nobody once it closed or went to another hub. */
function remindedOf({ hub, practice, answers }: Readiness, item: PeopleItem, network: Network): readonly Person[] {
  const it = own(network.practices, practice);
  if (it !== undefined && (it.closed !== undefined || it.hub !== hub)) return [];
  const owner = answers[item]?.owner;
  const there = owner === undefined ? undefined : ownerOf(network, hub, practice, owner.id);
  return there === undefined ? leadsOf(network, hub).map(personOf) : [there];
}

const isSame = (before: Answer | undefined, now: Pick<Answer, 'status' | 'owner' | 'date' | 'until' | 'evidence'>): boolean =>
  before !== undefined &&
  before.status === now.status &&
  before.owner?.id === now.owner?.id &&
  before.date === now.date &&
  before.until === now.until &&
  before.evidence === now.evidence;
