// What is answered to those who come on shift or leave: where they are, which place they mean, and what is still theirs.
import { type Network, organisationName } from '../../domain/network/state.ts';
import type { OrganisationId } from '../../domain/terms.ts';
import type { HelpLine } from '../help.ts';
import type { ListRow } from '../list.ts';
import { plain } from '../words.ts';

export const shiftHelp = {
  on: { usage: 'on shift', says: 'You are here: work can be given to you.' },
  off: { usage: 'off shift', says: 'You are leaving.' },
} as const satisfies Readonly<Record<string, HelpLine>>;

export const onShiftTitle = 'On shift';
export const offShiftTitle = 'Off shift';
/** In notifications, when the rota has put somebody on or off. */
export const shiftBeganSummary = 'Your shift has begun';
export const shiftEndedSummary = 'Your shift has ended';

export const onShiftWords = (network: Network, at: OrganisationId): string =>
  `You are on shift at ${plain(organisationName(network, at))}. Write \u201coff shift\u201d when you leave.`;
/** `at`: where they were on shift, if they were. */
export const offShiftWords = (network: Network, at: OrganisationId | undefined): string =>
  at === undefined ? 'You were not on shift.' : `You are off shift at ${plain(organisationName(network, at))}.`;
export const noPostAtHub = 'You hold no post at this hub or its practices. Nothing has changed.';

/** Above the places somebody can write, by why they are asked for one. */
export const whichPlaceWords = {
  several: 'You work in several places. Please say which, for example:',
  unknown: 'I can\u2019t find that hub or practice. Nothing has changed. You can write:',
  severalFit: 'Several of your places fit that, and nothing has changed. Please say which:',
} as const;
export const placeRow = (network: Network, at: OrganisationId): ListRow => ({
  first: `on shift ${at}`,
  second: plain(organisationName(network, at)),
});
