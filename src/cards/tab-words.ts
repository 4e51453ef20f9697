// What the tab says where it shows nothing: why, and who can put it right.
import { oneLine } from './words.ts';

export const noTabWords =
  'There is no tab here yet: whoever installed eHub has not set EHUB_TAB_APP_ID and EHUB_HOST_NAME. The bot works without it; write to it in its chat.';
export const noTabScriptWords =
  'This installation lacks Microsoft\u2019s script for tabs (@microsoft/teams-js): whoever installed eHub needs to install it whole. The bot works without it.';
export const cannotTellWords = 'Microsoft\u2019s sign-in could not be asked who you are just now. Please try again in a minute.';
export const storeAwayInTabWords =
  'The store cannot be reached just now, so nothing can be shown. It is asked again by itself in a minute.';
export const notOnStaffWords = 'You are not on the staff list of this network yet. A hub lead can add you.';
/** `whose`: the hub's name, if one is meant. */
export const noPostWords = (whose: string | undefined): string =>
  `You hold no post at ${whose === undefined ? 'a hub' : oneLine(whose)}, so no board is shown here.`;

/** What is wrong with a token, for whoever set the tab up: each says where to look. */
export const tokenFaultWords = {
  missing: 'No token came with the question.',
  unreadable: 'The token that Teams gave cannot be read, or does not say who you are.',
  tenant: 'The token is from a tenant that is not let in here (EHUB_TENANTS).',
  signature: 'The token is not signed with a key of its tenant.',
  version: 'The token is not of version 2: set the requested access token version of the tab\u2019s Entra application to 2.',
  audience: 'The token is made out to another application than EHUB_TAB_APP_ID.',
  time: 'The token has expired or is not valid yet: is the clock of this computer or of the server wrong?',
  scope: 'The token lacks the scope access_as_user: add it to the tab\u2019s Entra application.',
  client: 'The token was fetched by another program than Teams.',
} as const;
export type TokenFault = keyof typeof tokenFaultWords;
