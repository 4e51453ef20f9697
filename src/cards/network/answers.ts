// What is answered to commands and forms about the network, beside its lists and refusals.
import { type Network, organisationName } from '../../domain/network/state.ts';
import type { OrganisationId } from '../../domain/terms.ts';
import { plain } from '../words.ts';

/** Above the answers to each command. */
export const answerTitles = {
  staff: 'Staff',
  practice: 'Practice',
  who: 'Who',
  pathway: 'Pathway',
  pathwayTry: 'Trying a pathway',
  manage: 'Manage',
  setup: 'Set up',
} as const;

export const notYours = 'This belongs to a hub or practice where you hold no post, so it is not shown. Nothing was done.';
/** `command`: what was typed before it; `example`: the code of a practice there is. */
export const unknownPractice = (command: string, example = 'A81001'): string =>
  `I can\u2019t find that practice. Please write its code or part of its name, for example: ${command} ${example}`;

export const needsLead = 'This needs a hub lead of that hub.';
export const needsLeadOrAdministrator = 'This needs a hub lead or hub administrator of that hub.';

export const tryUsageWords =
  'Please write, for example: pathway try A98101 practiceFirst clinical. Without a kind it is tried for all three.';
export const tryNeedsLead = `${needsLeadOrAdministrator} Nothing was done.`;
/** Nothing was received in these days by which a change could be tried. */
export const nothingToTryOn = (days: number): string => `Nothing is known of the last ${days} days.`;

/** Says whose settings its forms change, where that was written. */
export const manageTitle = (network: Network, about: OrganisationId | undefined): string =>
  about === undefined ? answerTitles.manage : `${answerTitles.manage} ${plain(organisationName(network, about))}`;
export const manageWords = 'Every change is remembered with your name.';
export const formInputMissing = 'Something was not filled in, is not one of those offered, or cannot be read. Nothing has changed.';
export const savedWords = 'Saved.';
export const savedNotTold = 'Saved. The leads could not be told of it just now: please tell them yourself.';
export const channelInputMissing = 'Please choose a hub or practice. Nothing has changed.';
