// Hours, pathways, cut-offs, allocations, agreements, contacts, common tasks and buddies: what leads set for their hub and its practices.
import { isDeepStrictEqual } from 'node:util';
import { own } from '../lookup.ts';
import { dayNumber, faultsInHours, type HoursException, minuteOfDay, type OpeningHours } from '../time/hours.ts';
import { setBuddy, setWorkMinutes } from './buddy-settings.ts';
import { closePractice } from './closed.ts';
import type { SetAgreement, SetAllocation, SetContacts, SetCutOff, SetDay, SetHours, SetPathway, SettingCommand } from './command.ts';
import { isDateAhead, reasonCharactersMax } from './dates-and-reasons.ts';
import { sameWindow } from './pathway.ts';
import { happened, mayChange, type NetworkDecision, practiceOf, type Question, refuse, unchanged } from './refusals.ts';
import { setStage } from './stage-settings.ts';
import { type Contact, contactRoles, type Hub, type Network, type Practice } from './state.ts';
import { setTaskTemplate } from './task-templates.ts';

export { changeAheadDaysMax, reasonCharactersMax } from './dates-and-reasons.ts';

/** The most exceptions, and pathway changes, of one organisation: more must be a mistake, and all are read at each receipt. */
export const exceptionsMax = 400;
export const pathwayChangesMax = 60;
/** More than any practice sends in a day. */
export const allocationMax = 5_000;

const contactTelephone = /^\+?[0-9][0-9 ()-]{3,23}[0-9]$/;
const contactEmail = /^[^\s@<>|*_`[\]()]{1,64}@[a-z0-9.-]{1,190}\.[a-z]{2,24}$/i;
const contactNameCharactersMax = 100;

/** Agreements are a lead's to make, and what a disaster counts by. */
const leadsAlone: readonly SettingCommand['type'][] = ['setAgreement', 'setStage', 'closePractice', 'setBuddy', 'setWorkMinutes'];

export function decideSetting({ command, network }: Question<SettingCommand>): NetworkDecision {
  const { type } = command;
  const organisation = 'organisation' in command ? command.organisation : command.practice;
  const need = leadsAlone.some((each) => each === type) ? 'hubLead' : 'hubLead or hubAdministrator';
  const refusal = mayChange(network, command.by, organisation, need);
  if (refusal) return refuse(refusal);
  switch (command.type) {
    case 'setHours':
      return setHours({ command, network });
    case 'setDay':
      return setDay({ command, network });
    case 'setPathway':
      return setPathway({ command, network });
    case 'setCutOff':
      return setCutOff({ command, network });
    case 'setAllocation':
      return setAllocation({ command, network });
    case 'setAgreement':
      return setAgreement({ command, network });
    case 'setStage':
      return setStage({ command, network });
    case 'closePractice':
      return closePractice({ command, network });
    case 'setContacts':
      return setContacts({ command, network });
    case 'setBuddy':
      return setBuddy({ command, network });
    case 'setWorkMinutes':
      return setWorkMinutes({ command, network });
    case 'setTaskTemplate':
      return setTaskTemplate({ command, network });
  }
}

const organisationOf = (network: Network, id: string): Hub | Practice | undefined => own(network.hubs, id) ?? own(network.practices, id);
const hoursOf = (network: Network, id: string): OpeningHours => organisationOf(network, id)?.hours ?? { week: {} };

function setHours({ command, network }: Question<SetHours>): NetworkDecision {
  const { at, by, organisation, week } = command;
  const before = hoursOf(network, organisation);
  const faults = faultsInHours({ ...before, week });
  // Shut on every day is either a mistake or a closure, and a practice is closed in the network file.
  if (Object.values(week).every((spans) => spans.length === 0)) faults.push('It would never be open.');
  if (faults.length > 0) return refuse({ why: 'hoursWrong', faults });
  return isDeepStrictEqual(before.week, week) ? unchanged : happened({ type: 'HoursSet', at, by, organisation, week });
}

function setDay({ command, network }: Question<SetDay>): NetworkDecision {
  const { at, by, organisation, date, open } = command;
  if (!isDateAhead(date, at)) return refuse({ why: 'dateWrong' });
  const before = hoursOf(network, organisation).exceptions ?? [];
  const there = before.find((each) => each.date === date);
  if (open === undefined) return there === undefined ? unchanged : happened({ type: 'DaySet', at, by, organisation, date });
  const reason = command.reason.trim();
  if (reason === '' || reason.length > reasonCharactersMax) return refuse({ why: 'reasonWrong', charactersMax: reasonCharactersMax });
  const exception: HoursException = { date, open, reason, ...(command.evenOnHoliday ? { evenOnHoliday: true } : {}) };
  const faults = faultsInHours({ week: {}, exceptions: [exception] });
  if (faults.length > 0) return refuse({ why: 'hoursWrong', faults });
  if (there === undefined && before.length >= exceptionsMax) return refuse({ why: 'tooManyChanges', changesMax: exceptionsMax });
  return isDeepStrictEqual(there, exception) ? unchanged : happened({ type: 'DaySet', at, by, organisation, date, exception });
}

function setPathway({ command, network }: Question<SetPathway>): NetworkDecision {
  const { at, by, practice, change } = command;
  const found = practiceOf(network, practice);
  if (found === undefined) return refuse({ why: 'practiceUnknown', practice });
  if (!isDateAhead(change.from, at)) return refuse({ why: 'dateWrong' });
  const { between, days } = change;
  const [opens, closes] = between === undefined ? [0, 1] : [minuteOfDay(between.from), minuteOfDay(between.to)];
  if (opens === undefined || closes === undefined || opens >= closes || days?.length === 0) return refuse({ why: 'timeWrong' });
  const before = found.pathwayChanges ?? [];
  const there = before.find((each) => each.from === change.from && sameWindow(each, change));
  if (isDeepStrictEqual(there, change)) return unchanged;
  if (there === undefined && before.length >= pathwayChangesMax) return refuse({ why: 'tooManyChanges', changesMax: pathwayChangesMax });
  return happened({ type: 'PathwaySet', at, by, practice, change });
}

function setCutOff({ command, network }: Question<SetCutOff>): NetworkDecision {
  const { at, by, organisation, cutOff } = command;
  if (cutOff !== undefined && (minuteOfDay(cutOff) === undefined || cutOff === '24:00')) return refuse({ why: 'timeWrong' });
  if (organisationOf(network, organisation)?.cutOff === cutOff) return unchanged;
  return happened({ type: 'CutOffSet', at, by, organisation, ...(cutOff === undefined ? {} : { cutOff }) });
}

function setAllocation({ command, network }: Question<SetAllocation>): NetworkDecision {
  const { at, by, practice, allocation } = command;
  const found = practiceOf(network, practice);
  if (found === undefined) return refuse({ why: 'practiceUnknown', practice });
  const fits = allocation === undefined || (Number.isInteger(allocation) && allocation >= 0 && allocation <= allocationMax);
  if (!fits) return refuse({ why: 'allocationWrong', allocationMax });
  if (found.allocation === allocation) return unchanged;
  return happened({ type: 'AllocationSet', at, by, practice, ...(allocation === undefined ? {} : { allocation }) });
}

function setAgreement({ command, network }: Question<SetAgreement>): NetworkDecision {
  const { at, by, practice, agreement } = command;
  const found = practiceOf(network, practice);
  if (found === undefined) return refuse({ why: 'practiceUnknown', practice });
  const [from, until] = [dayNumber(agreement.from), dayNumber(agreement.until)];
  if (from === undefined || until === undefined || from > until) return refuse({ why: 'dateWrong' });
  if (isDeepStrictEqual(found.agreement, agreement)) return unchanged;
  return happened({ type: 'AgreementSet', at, by, practice, agreement });
}

function setContacts({ command, network }: Question<SetContacts>): NetworkDecision {
  const { at, by, organisation, contacts } = command;
  const known = Object.entries(contacts).every(([role, contact]) => contactRoles.some((each) => each === role) && isContact(contact));
  if (!known) return refuse({ why: 'contactWrong' });
  if (isDeepStrictEqual(organisationOf(network, organisation)?.contacts ?? {}, contacts)) return unchanged;
  return happened({ type: 'ContactsSet', at, by, organisation, contacts });
}

/** Somebody who can be reached: a name, and a telephone number or an e-mail address. */
export function isContact({ name, telephone, email }: Contact): boolean {
  if (name.trim() === '' || name.length > contactNameCharactersMax || (telephone === undefined && email === undefined)) return false;
  return (telephone === undefined || contactTelephone.test(telephone)) && (email === undefined || contactEmail.test(email));
}
