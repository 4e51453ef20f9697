// Contacts of one patient: what is known of the others when one comes, that it is asked about them, and that a person can say it is not the same patient.

import { folded } from '../names.ts';
import { maySee, mayView } from '../network/access.ts';
import { isRehearsal } from '../reference.ts';
import type { EConsultId, Instant } from '../terms.ts';
import type { Complete, NotSamePatient } from './command.ts';
import type { NotSamePatientSaid, Recurred } from './event.ts';
import { type Case, type EConsultDecision, type EConsultRefusal, happened, nothing, refuse } from './refusals.ts';
import type { Contact, EConsult } from './state.ts';
import type { PatientDetails } from './submission.ts';

/**
 * So long contacts of a patient belong together. The safety body asks that whoever closes one sees the others of recent weeks (HSSIB, online
 * consultation, second report, July 2024); after four weeks most are about something else.
 */
export const contactDaysMax = 28;
/** More contacts of one patient in that time are not kept: the newest are. */
export const contactsKept = 20;
const dayMs = 86_400_000;

export const contactOf = (it: EConsult): Contact => ({
  id: it.id,
  at: it.receivedAt,
  practice: it.practice,
  holder: it.holder,
  ...(it.status === 'completed' ? { closed: { at: it.completedAt, outcome: it.outcome } } : {}),
});

/** A name in front of or behind which a title may stand. */
const notNames = new Set(['mr', 'mrs', 'ms', 'miss', 'mx', 'master', 'dr', 'prof', 'rev', 'sir', 'dame', 'jr', 'sr', 'jnr', 'snr']);

/**
 * Who a patient is for this purpose: their NHS number, else name and date of birth, each in one spelling. `undefined`: too little was sent to
 * tell. It identifies somebody, so it is hashed under a secret key before anything is stored, and is never stored itself. Whether the number can
 * be right is known from the submission: a wrong one would link strangers, and so would two.
 */
export function patientKeyOf(
  patient: Pick<PatientDetails, 'nhsNumber' | 'name' | 'dateOfBirth'>,
  { nhsNumber, noticed }: Pick<EConsult, 'nhsNumber' | 'noticed'>,
): string | undefined {
  const number = patient.nhsNumber?.replace(/\D/g, '') ?? '';
  // eConsults stored by an earlier version do not have the list.
  if (nhsNumber === 'valid' && number.length === 10 && !(noticed ?? []).includes('severalNhsNumbers')) return `nhs|${number}`;
  const names = folded(patient.name ?? '')
    .split(' ')
    .filter((word) => word !== '' && !notNames.has(word));
  const born = patient.dateOfBirth ?? '';
  // One name alone, or a year, is many people's.
  if (names.length < 2 || !/^\d{4}-\d{2}-\d{2}$/.test(born)) return undefined;
  return `name|${names.sort().join(' ')}|${born}`;
}

/** Those of the last four weeks before `at` that nobody has said are another patient's, the newest first. */
export const recent = (contacts: readonly Contact[], at: Instant, notSame: readonly EConsultId[] = []): readonly Contact[] =>
  contacts
    .filter((contact) => !notSame.includes(contact.id) && Date.parse(at) - Date.parse(contact.at) <= contactDaysMax * dayMs)
    .sort((a, b) => (a.at < b.at ? 1 : -1))
    .slice(0, contactsKept);

/** What is written with its receipt, so that its card can say it without reading anything; nothing where it is the first. */
export function recurrence(contacts: readonly Contact[] | undefined, at: Instant): readonly Recurred[] {
  const earlier = recent(contacts ?? [], at);
  return earlier.length === 0 ? [] : [{ type: 'Recurred', at, earlier }];
}

/** The earlier ones, as they were when this one came, without those that are another patient's. */
export const earlierOf = ({ earlier = [], notSame = [] }: Pick<EConsult, 'earlier' | 'notSame'>): readonly Contact[] =>
  earlier.filter(({ id }) => !notSame.includes(id));

/** How many contacts there are with this one in the shortest of these times that has more than one; the newest other is in it. */
export function countIn(others: readonly Contact[], at: Instant): { readonly count: number; readonly days: number } {
  const within = (days: number): number => others.filter((other) => Date.parse(at) - Date.parse(other.at) <= days * dayMs).length;
  const days = [7, 14].find((each) => within(each) > 0) ?? contactDaysMax;
  return { count: within(days) + 1, days };
}

/** Closing one as needing no action is asked about first while the patient has come again: `undefined`: it is not, or that was read. */
export function othersRefusal({ command, state, rules, by }: Case<Complete>): EConsultRefusal | undefined {
  if (command.outcome !== 'noActionNeeded' || command.othersSeen) return undefined;
  const others = recent(rules.contacts ?? [], command.at, [...(state.notSame ?? []), state.id]);
  if (others.length === 0) return undefined;
  const may = others.filter(({ practice }) => maySee(rules.network, by.id, { hub: state.hub, practice }));
  return { why: 'othersOfPatient', known: may.map(({ id }) => id), elsewhere: others.length - may.length };
}

/** A person finds that two contacts are not the same patient's: said of both, by somebody who may read both. */
export function notSamePatient({ command, state, rules, by }: Case<NotSamePatient>): EConsultDecision {
  const refusal = mayView(rules.network, by.id, state, command.at);
  if (refusal) return refuse(refusal);
  if (isRehearsal(state.id) || isRehearsal(command.to)) return refuse({ why: 'madeUp' });
  if (command.to === state.id) return refuse({ why: 'sameOne' });
  if (state.notSame?.includes(command.to)) return nothing;
  return happened({ type: 'NotSamePatientSaid', at: command.at, by, to: command.to, reason: command.reason });
}

/** How an eConsult looks once its patient is known to have come before, or not to have. */
export function evolveContacts(state: EConsult, event: Recurred | NotSamePatientSaid): EConsult {
  switch (event.type) {
    case 'Recurred':
      return { ...state, earlier: event.earlier };
    case 'NotSamePatientSaid':
      return { ...state, notSame: [...(state.notSame ?? []), event.to] };
  }
}
