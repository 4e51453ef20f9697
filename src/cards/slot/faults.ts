// What is wrong with slots that somebody wants to offer, in words.
import {
  cutOffMinutesMax,
  daysAheadMax,
  type SlotRule,
  slotMinutesMax,
  slotMinutesMin,
  slotsAtOnceMax,
  slotWordsMax,
} from '../../domain/slot/faults.ts';

const tooLong = (what: string): string => `${what} has more than ${slotWordsMax} characters`;
const personal = (what: string): string => `${what} looks like a patient\u2019s detail`;

/** Each behind the line or the time that it is about. */
export const ruleWords: Readonly<Record<SlotRule, string>> = {
  startWrong: 'there is no such date and time',
  past: 'its time is past',
  tooFarAhead: `it is more than ${daysAheadMax} days ahead`,
  lengthWrong: `its length must be ${slotMinutesMin} to ${slotMinutesMax} minutes`,
  cutOffWrong: `the last time to take it must be 0 to ${cutOffMinutesMax} minutes before it`,
  cutOffPast: 'the last time to take it is past',
  whatMissing: 'the clinic or role is missing',
  whatTooLong: tooLong('the clinic or role'),
  whatPersonal: personal('the clinic or role'),
  placeMissing: 'the place is missing',
  placeTooLong: tooLong('the place'),
  placePersonal: personal('the place'),
  bookUnderMissing: 'what to book it under is missing',
  bookUnderTooLong: tooLong('what to book it under'),
  bookUnderPersonal: personal('what to book it under'),
  forNobody: 'it is for nobody',
  forItself: 'it is for whoever offers it: choose others',
  forUnknown: 'it is for somebody who is not of this hub',
  forOtherPractice: 'it is for another practice: a practice can offer it to its hub alone',
  kindsWrong: 'it is for no kind of task',
  overlaps: 'the same clinic has another one at that time',
  overlapsBook: 'the book has one of the same clinic at that time',
  takenAsItWas: 'it is taken as it was, so it cannot be changed',
};

export const tooManySlotsWords = `At most ${slotsAtOnceMax} can be offered at once. Nothing was done.`;
