// What the forms about the network say: their titles, what each field is called, and how it is to be written.
import type { ContactRole } from '../../domain/network/state.ts';
import type { Capability, Role } from '../../domain/terms.ts';
import type { Span, Weekday } from '../../domain/time/hours.ts';
import { capital, roleWords } from '../words.ts';
import { abilityWords, contactRoleWords } from './words.ts';

/** What a field is called, and what is said when it is missing or cannot be read; for a toggle, `error` stands above it. */
export interface FieldWords {
  readonly label: string;
  readonly error: string;
}
const dated = (label: string): FieldWords => ({ label, error: 'Choose a date' });

export const saveButton = 'Save';
/** Of a form that first asks which organisation it is about. */
export const nextButton = 'Next';
export const chooseOne = 'Please choose one.';

export const addStaffForm = {
  title: 'Add somebody to the staff',
  name: { label: 'Name as it is to be shown', error: 'Please write a name.' },
  objectId: { label: 'Who', error: 'Choose somebody', hint: 'Type the name: everybody in your organisation\u2019s Teams is found.' },
  role: 'Role',
  organisation: 'Where',
} as const;
/** Of every form about somebody. */
export const personLabel = 'Who';
export const removeStaffTitle = 'Take somebody off the staff';
export const clearForForm = {
  title: 'Clear somebody for a practice',
  practice: 'For which practice',
  may: (capability: Capability): FieldWords => ({ label: `May ${abilityWords[capability]}`, error: 'What they may do' }),
  until: { label: 'Last day (empty: without an end)', error: 'Choose a date' },
} as const;
export const removeClearanceForm = { title: 'Take a clearance away', practice: 'For which practice' } as const;

export const hoursForm = {
  title: 'Opening hours',
  organisation: 'Whose hours',
  day: (day: Weekday): FieldWords => ({ label: capital(day), error: 'Write it as 08:00-18:30, or closed.' }),
} as const;
export const dayForm = {
  title: 'One day that is different',
  organisation: 'Whose hours',
  date: dated('Date'),
  hours: { label: 'Hours of that day: 08:00-12:30, closed, or usual', error: 'Write it as 08:00-12:30, closed, or usual.' },
  reason: { label: 'Why', error: 'Please say why.' },
  evenOnHoliday: { label: 'Also if it is a bank holiday', error: 'Bank holidays' },
} as const;
/** Opening hours as they are written in a field: `08:00-12:30, 14:00-18:00`, or `closed`. */
export const writtenHours = (spans: readonly Span[] = []): string =>
  spans.length === 0 ? 'closed' : spans.map(({ from, to }) => `${from}-${to}`).join(', ');

export const pathwayForm = {
  title: 'Who gets it first',
  practice: 'Practice',
  kind: 'Kind',
  goes: 'Goes',
  from: dated('From which date'),
  days: { label: 'Only on these days, such as Mon Tue (empty: every day)', error: 'Write it as Mon Tue.' },
  between: { label: 'Only between these times, such as 08:00-12:00 (empty: all day)', error: 'Write it as 08:00-12:00.' },
} as const;
export const cutOffForm = {
  title: 'Cut-off',
  organisation: 'Hub, or a practice with its own',
  cutOff: { label: 'From this time no more routine ones that day, such as 16:00 (empty: none)', error: 'Write it as 16:00.' },
} as const;
export const allocationForm = {
  title: 'Daily allocation',
  practice: 'Practice',
  allocation: { label: 'How many the hub takes first in a day (empty: no limit)', error: 'Write a whole number.' },
} as const;
export const agreementForm = {
  title: 'Sharing agreement',
  practice: 'Practice',
  from: dated('First day'),
  until: dated('Last day'),
} as const;
export const stageForm = {
  title: 'Stage of a practice',
  practice: 'Practice',
  stage: 'How far it goes',
  from: dated('From which date'),
  kinds: { label: 'If it is limited: which kinds go to the hub', error: 'Choose among these' },
  despite: { label: 'If something is still missing: why it goes on all the same', error: 'Write it shorter' },
} as const;
export const contactsForm = {
  title: 'Contacts',
  organisation: 'Whose contacts',
  contact: (role: ContactRole): FieldWords => ({
    label: `${contactRoleWords[role]}: name, telephone, e-mail`,
    error: 'Write it as: Pia Quill, 01632 960007, pia@example.org',
  }),
} as const;

export const taskTemplateForm = {
  title: 'Common tasks',
  which: 'Which one',
  another: (hub: string): string => `One more, for ${hub}`,
  gone: 'One that was taken away meanwhile',
  name: { label: 'What it is called', error: 'Please write a name.' },
  what: 'What is to be done?',
  asked: { label: 'What is asked of them (no patient details)', error: 'Please write what is asked.' },
  wanted: 'By when?',
  remove: { label: 'Take it off the list', error: 'If nobody needs it any more' },
} as const;

export const buddyForm = {
  title: 'Buddies for disasters',
  which: 'Which agreement',
  another: (hub: string): string => `One more, for ${hub}`,
  gone: 'One that was ended or changed meanwhile',
  named: (takes: string, workOf: string, from: string): string => `${takes} takes the work of ${workOf}, from ${from}`,
  takes: 'Who takes the work',
  workOf: 'Whose work',
  from: dated('First day'),
  until: dated('Last day'),
  agreedBy: { label: 'Who agreed to it', error: 'Please write who agreed.' },
  end: { label: 'End this agreement', error: 'If it holds no longer' },
} as const;
export const workMinutesForm = {
  title: 'Minutes of work',
  hub: 'Hub',
  minutes: (kind: string, usual: number): FieldWords => ({
    label: `${kind}: minutes for one (empty: ${usual}, the usual)`,
    error: 'Write a whole number of minutes.',
  }),
} as const;

/** A role as a choice: without its article, and with a capital. */
export const roleTitle = (role: Role): string => capital(roleWords[role].replace(/^(a|the) /, ''));
