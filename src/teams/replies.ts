// The answers to invokes in Teams' own form: always 200, and with a body unless a dialog is to close.
import { botName, didNotWorkTitle } from '../cards/answers.ts';
import { drawWords } from '../cards/say.ts';

export interface InvokeReply {
  readonly status: 200;
  /** Absent: whoever pressed is shown nothing, and their dialog closes. */
  readonly body?: object;
}

/** The card as the person who pressed should see it: shown to them alone, on this client, until the message is edited. */
export const cardReply = (card: object): InvokeReply => ({
  status: 200,
  body: { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: card },
});
export const messageReply = (text: string): InvokeReply => ({
  status: 200,
  body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: text },
});
/** Answers `task/fetch`, and `task/submit` that goes on: always with a card, for a dialog answered with words shows empty. */
export const dialogReply = (title: string, card: object, height: 'small' | 'medium' | 'large' = 'medium'): InvokeReply => ({
  status: 200,
  body: {
    task: {
      type: 'continue',
      value: { title, height, width: height, card: { contentType: 'application/vnd.microsoft.card.adaptive', content: card } },
    },
  },
});
/**
 * Closes the dialog at once: the card behind it says what has become of it, and nobody need press once more. Teams closes it when the answer to
 * `task/submit` is 200 without a body; an empty line of words would leave an empty box on a telephone.
 */
export const closedReply: InvokeReply = { status: 200 };
/** Closes the dialog with a line of words in a box of its own, where no card shows what has changed. */
export const closingReply = (words: string): InvokeReply => ({ status: 200, body: { task: { type: 'message', value: words } } });
/** Says in a dialog why nothing was done. */
export const wordsDialog = (words: string): InvokeReply => dialogReply(botName, drawWords(didNotWorkTitle, words), 'small');
/** Answers a search with words instead of results. */
export const messageResult = (text: string): InvokeReply => ({ status: 200, body: { composeExtension: { type: 'message', text } } });
