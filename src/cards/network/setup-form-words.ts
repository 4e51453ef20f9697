// What the dialogs of setting up say: a hub, practices from the list or typed, how records are reached, and somebody like a colleague.
import type { ListedPractice, PracticesFound } from '../../domain/network/practice-list.ts';
import { plain } from '../words.ts';
import { addStaffForm } from './form-words.ts';
import { dateWords } from './words.ts';

export const addHubForm = {
  title: 'Begin a hub',
  id: { label: 'A short code of your own, such as NORTH', error: 'Write 3 to 10 capital letters and digits.', hint: 'It never changes.' },
  name: { label: 'Name', error: 'Please write a name.' },
  telephone: {
    label: 'Telephone number for when nobody answers in Teams',
    error: 'Write it as 01632 960140.',
    hint: 'It begins with the contract\u2019s core hours, Monday to Friday 08:00 to 18:30. You can change them next.',
  },
} as const;

export const recordsForm = {
  title: 'Record system',
  practice: 'Practice',
  recordSystem: 'What its records are kept in',
  recordAccess: 'How the hub gets into its records',
  access: { shared: 'From the hub\u2019s own system', separate: 'Each clinician has a log-in of this practice' },
} as const;

export const firstGets = {
  paperwork: 'Hub first; administrative ones practice first',
  hub: 'Hub first, all kinds',
  practice: 'Practice first, all kinds',
} as const;
export type FirstGets = keyof typeof firstGets;

export const addPracticesForm = {
  title: 'Add practices',
  find: 'Find',
  written: {
    label: 'A code, a part of a name, or many codes',
    error: 'Write a code or a name.',
    hint: 'They are looked for in the NHS list of practices.',
  },
  typed: {
    label: 'Code and name, one practice on each line',
    error: 'Write a code and a name.',
    hint: 'Such as: A98101 Saltern Quay Medical Centre',
  },
  practices: { label: 'Add these', error: 'Choose at least one practice.' },
  hub: 'To which hub',
  firstGets: 'Who gets requests first',
  pcn: { label: 'Code of their primary care network (PCN), if you know it', error: 'Write it as U12345.' },
  icb: { label: 'Code of their integrated care board (ICB), if you know it', error: 'Write it as QE1.' },
  closedToo: { label: 'Add it all the same', error: 'Closed in the list' },
  noneFound: 'None was found. Please write another part of the name, at least 3 letters, or the code.',
  moreFound: (count: number): string => `${count} more have that in their name: please write more of it.`,
  unknown: (codes: readonly string[]): string =>
    `Not in the list: ${codes.map(plain).join(', ')}. ${codes.length === 1 ? 'It is' : 'They are'} left out.`,
  unreadable: (lines: readonly string[]): string => `Cannot be read as a code and a name: ${lines.map(plain).join('; ')}.`,
  askClosed: (names: readonly string[]): string =>
    `${names.map(plain).join(', ')} ${names.length === 1 ? 'is' : 'are'} marked as closed. If you mean ${names.length === 1 ? 'it' : 'them'}, tick the box below.`,
} as const;

/** A practice of the list as a choice: one that is not open is marked in words. */
export function listedTitle({ code, name, status, closedOn }: PracticesFound['found'][number]): string {
  return `${name} (${code})${closedWords({ status, ...(closedOn === undefined ? {} : { closedOn }) })}`;
}
function closedWords({ status, closedOn }: Pick<ListedPractice, 'status' | 'closedOn'>): string {
  if (status === 'active') return '';
  if (status === 'closed') return `: CLOSED${closedOn === undefined ? '' : ` since ${dateWords(closedOn)}`}`;
  return `: NOT OPEN (${status === '' ? 'the list does not say' : status})`;
}

export const makeLikeForm = {
  title: 'Add or clear somebody like a colleague',
  hub: 'At which hub',
  who: addStaffForm.objectId,
  name: { label: 'Name as it is to be shown, if they are new', error: 'Please write a name.' },
  like: 'Like whom',
  none: 'There is no colleague yet whom somebody could be like.',
  practices: { label: 'Cleared for these practices', error: 'Choose what they are to have.' },
  given: (name: string, posts: string): string => `Like ${plain(name)} they get: ${posts}.`,
  able: (practice: string, able: string): string => `${practice}: ${able}`,
  noClearances: 'No clearances.',
} as const;
