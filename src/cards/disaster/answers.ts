// What is answered to typed words and forms about disasters, beside its card and refusals.
import { disasterIds } from '../../domain/disaster/id.ts';
import type { Person } from '../../domain/terms.ts';
import { plain, shortened } from '../words.ts';

export const disasterTitles = { disaster: 'Disasters', find: 'Find', history: 'History', report: 'What was moved' } as const;

export const noHubForDisaster = 'You hold no post at a hub or one of its practices, so there is nothing to show.';
export const noneInForce = 'No disaster is in force here.';
export const someInForce = (count: number): string =>
  count === 1 ? 'One disaster is in force here.' : `${count} disasters are in force here.`;
export const drillsGoOn = (count: number): string => (count === 0 ? '' : count === 1 ? ' A drill goes on.' : ` ${count} drills go on.`);
/** Who can start one, for whoever may not. */
export const whoCanStart = (leads: readonly Person[]): string =>
  leads.length === 0
    ? ' Nobody is set up who can start one.'
    : ` A lead can start one: ${shortened(
        leads.map(({ name }) => plain(name)),
        4,
      )}.`;
export const whoReadsDrills = (leads: readonly Person[]): string => `Leads of the hub read this.${whoCanStart(leads)}`;
export const howToStart =
  'Press \u201cStart a disaster or a drill\u201d. Or write what has happened, for example: disaster practice Tideway flood. Instead of \u201cpractice Tideway\u201d you can write \u201chub\u201d, \u201crecord EMIS\u201d, \u201cshort Tideway\u201d or \u201cteams\u201d. With \u201cdrill\u201d first, it is practised.';
/** Of a drill for which none was written. */
export const drillReason = 'To practise';
export const whatHappened = 'Please say at the end what has happened, for example: disaster practice Tideway flood. Nothing was done.';
export const whichPlace =
  'I can\u2019t find that practice. Please write its code or part of its name, for example: disaster practice A81001 flood. Nothing was done.';
export const whichSystem = 'Please say which record system, for example: disaster record EMIS slow since eight. Nothing was done.';
export const disasterNotFound = (typed: string): string =>
  `There is no disaster ${plain(typed)} here that you may see. Please check the reference.`;
export const askedWords = (asked: number): string =>
  asked === 0
    ? 'No other lead is set up, so nobody was asked. Press \u201cStart alone\u201d if it cannot wait. Nothing has moved.'
    : `${asked === 1 ? 'The other lead has' : `The ${asked} other leads have`} been asked to confirm it. Nothing has moved.`;
export const startedWords = 'It is in force. Its card in the hub\u2019s channel says how far it is.';
export const formMissing = 'Something was not filled in, or is not as it should be: please look at what is marked. Nothing has changed.';
export const planUnreadable = 'This preview is too old to be read. Nothing was done. Please begin again.';
export const findForCard = (id: string): string => `Write \u201cfind ${disasterIds.reference(id)}\u201d for its card.`;
