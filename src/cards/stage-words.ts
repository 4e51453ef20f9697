// How far a practice has come with its hub, in words: on cards, in refusals, on the board and where leads set it.
import type { Stage, StageStep } from '../domain/network/state.ts';
import { kindWords, within } from './words.ts';

/** What a stage is called, in a list. */
export const stageWords: Readonly<Record<Stage, string>> = {
  off: 'off (nothing goes between it and the hub)',
  shadow: 'shadow (nothing goes to the hub yet)',
  limited: 'limited (some kinds go to the hub)',
  live: 'live',
};
const shortWords: Readonly<Record<Stage, string>> = { off: 'off', shadow: 'shadow', limited: 'limited', live: 'live' };

/** `limited: clinical`, and else what the stage is called. */
export const stepWords = ({ stage, kinds = [] }: StageStep): string =>
  stage === 'limited' ? `limited: ${kinds.map((kind) => within(kindWords[kind])).join(' and ')}` : shortWords[stage];

/** What an agreement that is not in force means, as cards and refusals say it. */
export const noAgreementWords = (name: string): string => `No sharing agreement with ${name} is in force, so the hub may not work on this.`;

/** A practice that has gone to another hub, as the old one and its cards say it. */
export const practiceMovedWords = (name: string, hub: string): string =>
  `${name} is with ${hub} now, so nothing new goes between it and the old hub.`;

/** Why nothing of a practice crosses, as whoever tried reads it. */
export function notLiveWords(name: string, stage: Stage): string {
  switch (stage) {
    case 'off':
      return `${name} and the hub do not work together at the moment, so nothing new can go between them.`;
    case 'shadow':
      return `${name} is not live with the hub yet, so nothing can go between them.`;
    case 'limited':
    case 'live':
      return `${name} sends the hub only some kinds so far, and this is not one of them.`;
  }
}
