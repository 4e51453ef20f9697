// Why something asked of a disaster was refused: what it means, and what to do next.
import { disasterIds } from '../../domain/disaster/id.ts';
import type { DisasterRefusal, PlanFault } from '../../domain/disaster/refusals.ts';
import { saidEveryMinutesOffered } from '../../domain/disaster/state.ts';
import type { Network } from '../../domain/network/state.ts';
import type { Person } from '../../domain/terms.ts';
import { refusalWords } from '../econsult/refusals.ts';
import { plain, shortened, when } from '../words.ts';
import { nameOf } from './words.ts';

const namedMax = 5;
const askWords = (people: readonly Person[]): string =>
  people.length === 0
    ? ''
    : ` ${people.length === 1 ? 'Ask' : 'Ask one of'}: ${shortened(
        people.map(({ name }) => plain(name)),
        namedMax,
      )}.`;
const kept = 'Nothing has moved; what you filled in is kept.';

/** Why nothing was done, what it means, and what to do next; the compiler names a refusal that is missing. */
export function disasterRefusalWords(refusal: DisasterRefusal, network: Network): string {
  switch (refusal.why) {
    case 'idTaken':
    case 'disasterUnknown':
      return 'I cannot find this disaster any more. Nothing was done. Write \u201cdisaster\u201d to see what is in force.';
    case 'leadsOnly':
      return `This needs a lead of the hub. Nothing has moved.${askWords(refusal.ask)}`;
    case 'clockOnly':
    case 'personNeeded':
      return 'Only a lead of the hub can do this. Nothing has moved.';
    case 'secondNeeded':
      return `You proposed it, so a second lead must confirm it. Nothing has moved.${askWords(refusal.ask)} With no second lead to be reached, press \u201cStart alone\u201d and say why.`;
    case 'notTheProposer':
      return `${plain(refusal.by.name)} proposed it, so only they can start it alone. You can confirm it.`;
    case 'notProposed':
      return 'It has been answered already, so nothing was done. Its card says how it stands.';
    case 'lapsed':
      return `Nobody had confirmed it by ${when(refusal.at)}, so it is off. Nothing has moved. Propose it again if it is still needed.`;
    case 'proposerGone':
      return `${plain(refusal.by.name)} is no lead of this hub any more, so their proposal does not count. Nothing has moved. Propose it again.`;
    case 'changed':
      return 'Much has changed since you read this, so nothing was started. Here it is as it is now: please read it again, then confirm.';
    case 'notRunning':
      return 'It is not running any more. Nothing was done.';
    case 'noPaper':
      return 'There is no paper to enter for this one: paper is used only where Teams is the trouble. Nothing has changed.';
    case 'notClosedYet':
      return 'It is not closed yet, so its list may still change. Nothing was signed: please sign once its card says \u201cClosed\u201d.';
    case 'notTheirsToSign':
      return `Whoever administers or leads your organisation signs for it. Nothing was signed.${askWords(refusal.ask)}`;
    case 'signedAlready':
      return `${plain(refusal.by.name)} signed this ${when(refusal.at)}. Nothing has changed.`;
    case 'endWrong':
      return `It must end later than now, and by ${when(refusal.latest)}. Nothing has changed.`;
    case 'personalWords':
    case 'wordsMissing':
    case 'wordsTooLong':
      return refusalWords(refusal, network);
    case 'organisationUnknown':
    case 'practiceNeeded':
    case 'nothingClosed':
    case 'startsPast':
    case 'saidEveryWrong':
    case 'takerTwice':
    case 'lastsWrong':
    case 'reasonWrong':
    case 'startsTooFar':
    case 'madeUpWrong':
    case 'atMostWrong':
    case 'receiverClosedToo':
    case 'noBuddyAgreement':
    case 'overlaps':
      return `${faultWords(refusal, network)} ${kept}`;
  }
}

function faultWords(fault: PlanFault, network: Network): string {
  switch (fault.why) {
    case 'organisationUnknown':
      return `${plain(fault.organisation)} is not part of this hub.`;
    case 'practiceNeeded':
      return 'Choose the practice that is down. Where it is the hub itself, choose \u201cHub down\u201d.';
    case 'startsPast':
      return 'That time has passed. Choose a later one, or leave day and time empty to start as soon as it is confirmed.';
    case 'saidEveryWrong':
      return `It can be said every ${saidEveryMinutesOffered.join(', ')} minutes.`;
    case 'takerTwice':
      return `${nameOf(network, fault.organisation)} is named twice. Choose another organisation for what is too much, or leave it empty.`;
    case 'nothingClosed':
      return 'No practice of this hub is on that record system.';
    case 'lastsWrong':
      return `It can last from ${fault.minutesMin} minutes to ${fault.minutesMax / 60} hours, and be extended.`;
    case 'reasonWrong':
      return `Say in at most ${fault.charactersMax} characters what has happened.`;
    case 'startsTooFar':
      return `It can start at most ${fault.daysMax} days from now.`;
    case 'madeUpWrong':
      return `At most ${fault.max} eConsults can be made up for a drill.`;
    case 'atMostWrong':
      return 'Say with a whole number how many the receiver takes at once, or leave it empty.';
    case 'receiverClosedToo':
      return `${nameOf(network, fault.organisation)} is closed by the same disaster, so it cannot take the work.`;
    case 'noBuddyAgreement':
      return `No agreement between buddies lets ${nameOf(network, fault.organisation)} take the work of ${nameOf(network, fault.workOf)} today. Choose another receiver, or have it agreed first.`;
    case 'overlaps':
      if (fault.drill)
        return `Drill ${disasterIds.reference(fault.id)} goes on at ${nameOf(network, fault.organisation)} already. End that one first, or choose another place.`;
      return `Disaster ${disasterIds.reference(fault.id)} already moves the work of ${nameOf(network, fault.organisation)}. End that one first, or choose another receiver.`;
  }
}
