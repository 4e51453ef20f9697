// What the bot answers whatever it is asked about: greetings, what it does not know, what was not filled in, and what is not for everybody here.

/** What the bot is called, in Teams and above its answers. */
export const botName = 'eHub';
/** Above what was not done, in a dialog. */
export const didNotWorkTitle = 'That did not work';
/** In notifications and lists of chats, in place of an answer's card. */
export const answeredSummary = 'eHub answered';
export const arrivedSummary = 'eHub is here';
/** To somebody in whose own chat the bot has come to be. */
export const greetingWords = 'Write \u201chelp\u201d to see what you can ask. Messages about eConsults that are yours come here.';

/** To a button whose card cannot be read at all. */
export const unreadableCard = 'This card is of a kind I do not know. Nothing was done.';
export const unknownCard = `${unreadableCard} Please use a newer card of the same request.`;
export const unknownButton = 'This button is not known to me any more. Nothing was done. Please refresh the card.';
export const unknownAction = 'I do not know this action. Nothing was done.';

/** In a channel, where everybody reads the answer and not all of them may know of it. */
export const notForEverybody = 'This is not for everybody in this channel, so it is not shown here. Please ask me in our own chat.';

/** More was asked in one conversation than can be answered in order. */
export const beyondWords = (count: number): string =>
  `${count === 1 ? 'One more message was' : `${count} more messages were`} written to me here than I can answer at once. Whoever has no answer: please write again.`;

/** A person whose name Teams did not send. */
export const namelessPerson = 'Somebody';
/** By what Teams says who somebody is. */
export type Identifier = 'objectId' | 'tenant';
const identifierWords: Readonly<Record<Identifier, string>> = {
  objectId: 'your Microsoft Entra object id',
  tenant: 'your organisation\u2019s tenant id',
};
/** Without these it is not known who did it, so nothing is done. */
export const whoUnknownWords = (missing: readonly Identifier[]): string =>
  `Teams did not say who you are: ${missing.map((each) => identifierWords[each]).join(' and ')} was missing. Nothing was done. Please try again; if it stays so, tell whoever looks after Teams.`;
