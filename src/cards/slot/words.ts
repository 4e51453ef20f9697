// The words about slots: what one is, how it stands, and why something about it was refused.
import type { WordsRefusal } from '../../domain/free-words.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import type { SlotRefusal } from '../../domain/slot/decide.ts';
import type { Slot } from '../../domain/slot/state.ts';
import type { Actor, Instant, OrganisationId } from '../../domain/terms.ts';
import { notLiveWords, practiceMovedWords } from '../stage-words.ts';
import { oneLine, personalWords, plain, shortened, when } from '../words.ts';
import { ruleWords } from './faults.ts';

/** Said in every list of slots, so that nobody takes this book for the record system. */
export const ledgerWords = 'This list is no record: book each in the record system too.';

const nameOf = (network: Network, organisation: OrganisationId): string => plain(organisationName(network, organisation));
export const actorWords = (by: Actor): string => {
  switch (by.kind) {
    case 'person':
      return plain(by.name);
    case 'sender':
      return `the system ${plain(by.caller)}`;
    case 'clock':
      return 'the clock';
  }
};

/** `Tue 24 Nov 09:20, 20 min`. */
export const timeWords = ({ start, minutes }: { readonly start: Instant; readonly minutes: number }): string =>
  `${when(start)}, ${minutes} min`;

/** What it is and where: `Nurse clinic, Room 2`. */
export const whatWords = ({ what, where }: { readonly what: string; readonly where: string }): string => `${plain(what)}, ${plain(where)}`;

/** Why a slot was not taken, given or withdrawn, and what to do. */
export function slotRefusalWords(refusal: SlotRefusal, network: Network): string {
  switch (refusal.why) {
    case 'slotUnknown':
      return 'There is no such appointment in the book. Please choose another.';
    case 'slotTaken': {
      const { by, at, for: taker } = refusal.taken;
      return `${actorWords(by)} took this appointment for ${nameOf(network, taker)}, ${when(at)}. Please choose another.`;
    }
    case 'slotLapsed':
      return `This appointment could be taken until ${when(refusal.since)}. Please choose another.`;
    case 'slotWithdrawn':
      return `${actorWords(refusal.by)} took this appointment out of the book, ${when(refusal.at)}. Please choose another.`;
    case 'slotNotForYou':
      return 'This appointment is not for you, or not for this kind of task. Please choose another.';
    case 'bookClosed':
      return `Whoever offers this appointment is closed by a disaster until ${when(refusal.until)}. Please choose a later one, or another organisation\u2019s.`;
    case 'noAgreement':
      return `The agreement with ${nameOf(network, refusal.practice)} does not hold now. Please ask a hub lead.`;
    case 'practiceMoved':
      return `${practiceMovedWords(nameOf(network, refusal.practice), nameOf(network, refusal.to))} Please choose another.`;
    case 'notLiveYet':
      return `${notLiveWords(nameOf(network, refusal.practice), refusal.stage)} Please ask a hub lead.`;
    case 'organisationUnknown':
      return 'This hub has no such practice. Nothing was done.';
    case 'notAllowed': {
      const who = shortened(
        refusal.ask.map(({ name }) => plain(name)),
        3,
      );
      return `Only people of ${nameOf(network, refusal.organisation)} can do this${who === '' ? '' : `: please ask ${who}`}. Nothing was done.`;
    }
    case 'slotWrong':
      return `It cannot be offered like this: ${refusal.rules.map((rule) => ruleWords[rule]).join('; ')}. Nothing was done.`;
    case 'idTaken':
    case 'changedMeanwhile':
      return 'It was changed at the same moment. Please look at it and try again.';
    case 'personalWords':
    case 'wordsMissing':
    case 'wordsTooLong':
      return wordsRefusalWords(refusal);
  }
}

export function wordsRefusalWords(refusal: WordsRefusal): string {
  switch (refusal.why) {
    case 'personalWords':
      return `It looks as if it holds ${refusal.found.map((kind) => personalWords[kind]).join(' and ')}. Take it out, or say that it is not a patient\u2019s.`;
    case 'wordsMissing':
      return 'Please write why in a line.';
    case 'wordsTooLong':
      return `Please keep it to ${refusal.charactersMax} characters.`;
  }
}

/** In the channel of whoever offers them: for whom none is left. `undefined`: somebody can take one again. */
export function stockNotice(
  network: Network,
  without: readonly OrganisationId[],
): { readonly text: string; readonly summary: string } | undefined {
  if (without.length === 0) return undefined;
  const names = shortened(
    without.map((each) => oneLine(organisationName(network, each))),
    5,
  );
  return {
    text: `no appointment of yours is left for ${names}. To offer more, write \u201cslots\u201d to me.`,
    summary: 'No appointment is left to take',
  };
}

/** Of one that stands in no book any more. */
export function slotClosedWords(slot: Slot, network: Network): string {
  const what = `${timeWords(slot)}: ${whatWords({ what: slot.what, where: slot.place })}.`;
  switch (slot.status) {
    case 'used':
      return `${what} It was used: ${actorWords(slot.taken.by)} had taken it for ${nameOf(network, slot.taken.for)}.`;
    case 'withdrawn':
      return `${what} ${actorWords(slot.withdrawn.by)} took it out of the book, ${when(slot.withdrawn.at)}: ${plain(slot.withdrawn.reason)}`;
    case 'free':
    case 'taken':
    case 'lapsed':
      return `${what} Nobody took it.`;
  }
}

/** A name that is several organisations'. */
export const severalMeant = (network: Network, meant: readonly OrganisationId[]): string =>
  `Which one: ${shortened(
    meant.map((each) => `${nameOf(network, each)} (${plain(each)})`),
    5,
  )}?`;
