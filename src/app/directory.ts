// A directory that remembers what it has just read or written, so that a press costs no extra reads.
import type { Conversation, Directory, KnownPerson } from './ports.ts';

/** For this long a conversation is not read again: another instance's news of it is seen after at most this. */
export const conversationAgeMaxMs = 2_000;
/** People remembered; a person's Teams id for our bot never changes. */
const peopleMax = 20_000;

export function rememberingDirectory(directory: Directory, monotonicMs: () => number): Directory {
  const people = new Map<string, KnownPerson>();
  const conversations = new Map<string, { readonly value: Conversation | undefined; readonly readMs: number }>();
  const remember = (person: KnownPerson): void => {
    if (people.size >= peopleMax) people.clear();
    people.set(person.id, person);
  };
  return {
    async conversation(key) {
      const known = conversations.get(key);
      if (known && monotonicMs() - known.readMs < conversationAgeMaxMs) return known.value;
      const value = await directory.conversation(key);
      conversations.set(key, { value, readMs: monotonicMs() });
      return value;
    },
    async saveConversation(key, conversation) {
      await directory.saveConversation(key, conversation);
      conversations.set(key, { value: conversation, readMs: monotonicMs() });
    },
    suspended: () => directory.suspended(),
    saidList: (asked) => directory.saidList(asked),
    saveSaidList: (asked, list) => directory.saveSaidList(asked, list),
    async person(id) {
      const known = people.get(id);
      if (known !== undefined) return known;
      const person = await directory.person(id);
      if (person !== undefined) remember(person);
      return person;
    },
    async savePerson(person) {
      const known = people.get(person.id);
      if (known?.mri === person.mri && known.name === person.name) return;
      await directory.savePerson(person);
      remember(person);
    },
  };
}
