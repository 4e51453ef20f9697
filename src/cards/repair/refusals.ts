// Why something asked of a repair was not done, and what to do.
import type { RepairRefusal } from '../../domain/repair/plan.ts';
import { repairIds } from '../../domain/repair/state.ts';
import { needsHubLeadWords } from '../whom-to-ask.ts';
import { personalWords, plain, when } from '../words.ts';
import { dayWords, practiceNotMeant } from './words.ts';

export function repairRefusalWords(refusal: RepairRefusal): string {
  switch (refusal.why) {
    case 'repairUnknown':
      return 'There is no such thing here any more. Nothing was done.';
    case 'idTaken':
      return 'This was done at the same moment. Please try again.';
    case 'clockOnly':
      return 'Only the clock does this. Nothing was done.';
    case 'leadsOnly':
      return needsHubLeadWords(refusal.ask);
    case 'personUnknown':
      return 'They do not work at this hub or its practices any more. Nothing was done.';
    case 'lastLead':
      return 'They are the only hub lead. Make somebody else one first. Nothing was done.';
    case 'receiverWrong':
      return 'Choose somebody else of this hub or its practices for what they have. Nothing was done.';
    case 'practiceWrong':
      return practiceNotMeant;
    case 'closedAlready':
      return `It closes on ${dayWords(refusal.from)} already. Nothing was done.`;
    case 'dateWrong':
      return 'That date is past, does not exist or is too far ahead.';
    case 'successorWrong':
      return 'Only another practice of the same hub can take over. Nothing was done.';
    case 'hubWrong':
      return 'Choose another hub of this network. Nothing was done.';
    case 'finishesWrong':
      return `Choose a day from the move on, at most ${refusal.daysMax} days later, until which the old hub may finish what it has.`;
    case 'disasterOn':
      return 'A disaster about this practice is going on. Please wait until it is over. Nothing was done.';
    case 'agreementMissing':
      return 'Please say on which day it was agreed, and who agreed to it.';
    case 'underWay':
      return `This is under way already: ${repairIds.reference(refusal.id)}. Nothing was done.`;
    case 'begunAlready':
      return `${plain(refusal.by.name)} confirmed it, ${when(refusal.at)}. It goes on to its end.`;
    case 'calledOffAlready':
      return `${plain(refusal.by.name)} called it off, ${when(refusal.at)}. Nothing was done.`;
    case 'personalWords':
      return `It looks as if it held ${refusal.found.map((kind) => personalWords[kind]).join(' and ')}. Please write it without.`;
    case 'wordsMissing':
      return 'Please say who agreed to it.';
    case 'wordsTooLong':
      return `Please write at most ${refusal.charactersMax} characters.`;
  }
}
