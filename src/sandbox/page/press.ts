// What happens when a button of a card in a conversation is pressed, and when its card is refreshed by hand.
import type { Dialog, ShownMessage } from '../api.ts';
import { act, press, refresh, submitDialog, wordsOf } from './ask.ts';
import { buttonTitled, type Pressed } from './card.ts';
import { openDialog } from './dialog.ts';
import type { MessageUses, Note } from './message.ts';

export interface PressGiven {
  readonly me: string;
  readonly conversation: string;
  readonly botName: () => string;
  /** Fetches the conversation again. */
  readonly fetchMessages: () => Promise<void>;
  /** Hears of every press that was granted and of every dialog that opened, by the button's verb. */
  readonly did: (verb: string, how: 'pressed' | 'opened') => void;
}

/** A dialog's button carries its verb among its data. */
const verbOf = ({ verb, data }: Pressed): string => verb || String(data['verb'] ?? '');

export interface Presses extends Pick<MessageUses, 'press' | 'refresh'> {
  /** Chooses one of the app's actions; the focus goes back to `button`. What it answers is words to show, if there are any. */
  readonly act: (command: string, button: HTMLElement) => Promise<string | undefined>;
}

export function presses(given: PressGiven): Presses {
  const { me, conversation, fetchMessages } = given;

  const opened = (dialog: Dialog, from: { readonly message: string } | { readonly command: string }, back: () => HTMLElement): void =>
    openDialog(dialog, {
      bot: given.botName(),
      submit: async (sent) => {
        const answered = await submitDialog({ me, conversation, ...from, data: sent.data });
        // A form that came back has a fault; whatever else is said, it was sent.
        if (answered.kind !== 'dialog' && answered.kind !== 'error') given.did(verbOf(sent), 'pressed');
        return answered;
      },
      closed: () => {
        // At once, before the person goes on elsewhere.
        back().focus({ preventScroll: true });
        void fetchMessages();
      },
    });

  const pressed = async (message: ShownMessage, what: Pressed, box: HTMLElement): Promise<Note | undefined> => {
    try {
      const answer = await press({ me, conversation, message: message.id, type: what.type, verb: what.verb, data: what.data });
      if (answer.kind === 'error') return { text: answer.text, bad: true };
      if (answer.kind !== 'message') given.did(verbOf(what), answer.kind === 'dialog' ? 'opened' : 'pressed');
      if (answer.kind === 'dialog') {
        // The card may have been drawn anew meanwhile: then to its button of the same name.
        opened(answer.dialog, { message: message.id }, () => buttonTitled(box, what.title) ?? box);
        return undefined;
      }
      await fetchMessages();
      return answer.kind === 'message' ? { text: answer.text, bad: false } : undefined;
    } catch (error) {
      return { text: wordsOf(error), bad: true };
    }
  };

  const again = async (message: ShownMessage): Promise<Note | undefined> => {
    try {
      const answer = await refresh({ me, conversation, message: message.id });
      await fetchMessages();
      return answer.kind === 'message' || answer.kind === 'error' ? { text: answer.text, bad: answer.kind === 'error' } : undefined;
    } catch (error) {
      return { text: wordsOf(error), bad: true };
    }
  };
  const acted = async (command: string, button: HTMLElement): Promise<string | undefined> => {
    try {
      const answer = await act({ me, conversation, command });
      if (answer.kind !== 'dialog') return 'text' in answer ? answer.text : undefined;
      given.did(command, 'opened');
      opened(answer.dialog, { command }, () => button);
      return undefined;
    } catch (error) {
      return wordsOf(error);
    }
  };
  return { press: pressed, refresh: again, act: acted };
}
