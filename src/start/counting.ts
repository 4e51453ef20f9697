// Counts what alerts are about where it passes: answers of 500 and above to whoever asks us, and Teams' and the store's refusals.
import type { Chat } from '../app/chat.ts';
import type { Route } from '../app/http.ts';

/** The same routes; `failed` hears of every answer of 500 and above, and of every error that no answer came of. */
export const countingErrors = (routes: readonly Route[], failed: () => void): readonly Route[] =>
  routes.map((route) => ({
    ...route,
    handle: async (request) => {
      try {
        const answer = await route.handle(request);
        if ('status' in answer && answer.status >= 500) failed();
        return answer;
      } catch (error) {
        failed();
        throw error;
      }
    },
  }));

/** The same chat; `throttled` hears of every 429. */
export function countingThrottled(chat: Chat, throttled: () => void): Chat {
  const heard = async <T extends { readonly kind: string }>(sending: Promise<T>): Promise<T> => {
    const result = await sending;
    if (result.kind === 'later' && 'why' in result && String(result.why).startsWith('429')) throttled();
    return result;
  };
  return {
    post: (...said) => heard(chat.post(...said)),
    edit: (...said) => heard(chat.edit(...said)),
    openPersonal: (...said) => heard(chat.openPersonal(...said)),
  };
}
