// What Teams taught us about conversations and people: one row each, the last writer wins.
import type { Conversation, Directory, KnownPerson, ListAsked, SaidList } from '../app/ports.ts';
import { fromColumns, toColumns } from './columns.ts';
import type { Engine } from './engine.ts';
import { key, systemTable } from './keys.ts';

/** Conversations looked through for suspended ones: every channel and personal chat of one deployment. */
const CONVERSATIONS_MAX = 100_000;

interface ConversationBody {
  readonly key: string;
  readonly conversation: Conversation;
}

/** One for each sort of list, person and conversation, however often it is asked for. */
const listKey = ({ conversation, person, sort }: ListAsked): string => key('list', conversation, person, sort);

/** The Directory in the system table. */
export function createDirectory(engine: Engine, prefix: string): Directory {
  const table = engine.table(systemTable(prefix));
  const find = async <T>(rowKey: string): Promise<T | undefined> => {
    const row = await table.get(rowKey);
    return row && fromColumns<T>('body', row.values);
  };
  const save = async (rowKey: string, body: unknown): Promise<void> => {
    await table.transact([{ kind: 'upsert', key: rowKey, values: toColumns('body', body) }]);
  };

  return {
    conversation: async (name) => (await find<ConversationBody>(key('conversation', name)))?.conversation,
    saveConversation: (name, conversation) => save(key('conversation', name), { key: name, conversation } satisfies ConversationBody),
    suspended: async () => {
      const rows = await table.range('conversation|', 'conversation}', CONVERSATIONS_MAX);
      return rows
        .map((row) => fromColumns<ConversationBody>('body', row.values))
        .filter((body) => body.conversation.status === 'suspended');
    },
    person: (id) => find<KnownPerson>(key('person', id)),
    savePerson: (person) => save(key('person', person.id), person),
    saidList: (asked) => find<SaidList>(listKey(asked)),
    saveSaidList: (asked, list) => save(listKey(asked), list),
  };
}
