// Words alone as the answer to an invoke, in the form that its client shows.
import { type InvokeReply, messageReply, messageResult, wordsDialog } from './replies.ts';

/** Words as an answer to the invoke of this name: each shows what is in its own form, and an empty box for anything else. */
export function wordsReply(name: string, words: string): InvokeReply {
  switch (name) {
    case 'task/fetch':
    case 'task/submit':
    case 'composeExtension/fetchTask':
    case 'composeExtension/submitAction':
      return wordsDialog(words);
    case 'composeExtension/query':
      return messageResult(words);
    default:
      return messageReply(words);
  }
}
