// Lists that stand in a conversation: after a form that was opened from one is taken, the message is brought up to date for all who read it.
import type { ListAsked } from '../app/ports.ts';
import { answeredSummary } from '../cards/answers.ts';
import type { PersonId } from '../domain/terms.ts';
import type { Answer } from './answering.ts';
import type { KindDeps, ListName } from './kind.ts';
import { listNamed, listNow } from './lists.ts';
import type { Press } from './press.ts';
import type { InvokeReply } from './replies.ts';
import { conversationOf, type TeamsActivity } from './wire.ts';

export interface SaidLists {
  /** Says an answer to somebody, and remembers where it stands if it is a list. */
  say(activity: TeamsActivity, person: PersonId | undefined, card: object): void;
  /** Something was sent from a dialog that was opened from a list. */
  filledIn(press: Press): void;
}

/**
 * Which message is edited is what we remember of our own answers, for whatever a card or a dialog carries can be changed by who sends it: of that
 * only the sort of list is believed. `failed`: the list stays as old as it was.
 */
export function createSaidLists(deps: KindDeps, answer: Answer, failed: (error: unknown) => void): SaidLists {
  async function remember(asked: ListAsked, name: string, messageId: string): Promise<void> {
    await deps.directory.saveSaidList(asked, { name, messageId });
  }

  async function bringUpToDate(press: Press, { name: sort, args }: ListName): Promise<void> {
    const list = await deps.directory.saidList({ conversation: conversationOf(press.activity), person: press.by.id, sort });
    // One whose card is kept by the dispatcher, as the one before closing, is asked for by looking at it.
    if (list === undefined) return void (await listNow(deps, press, nothing));
    const all: Press = { ...press, data: { list: pageOf(list.name, [sort, ...args].join('|')) }, shared: true };
    answer.edit(press.activity, list.messageId, async () => {
      const card = await listNow(deps, all, nothing);
      return card && { card, summary: answeredSummary };
    });
  }

  return {
    say(activity, person, card) {
      const name = nameIn(card);
      const sort = name?.split('|')[0];
      if (person === undefined || name === undefined || sort === undefined) return answer(activity, { card, summary: answeredSummary });
      const asked = { conversation: conversationOf(activity), person, sort };
      answer(activity, { card, summary: answeredSummary }, (messageId) => void remember(asked, name, messageId).catch(failed));
    },
    filledIn(press) {
      const list = listNamed(press);
      if (list !== undefined) bringUpToDate(press, list).catch(failed);
    },
  };
}

/** The page that somebody had turned to, where nothing but the page is another: whoever filled in a form on page 3 goes on there. */
function pageOf(said: string, pressed: string): string {
  const [all, page] = [said, pressed].map((name) => name.slice(0, name.lastIndexOf('|')));
  return all === page && /\|\d{1,4}$/.test(pressed) ? pressed : said;
}

const nothing = { words: '' };
/** What the buttons of a card call the list that they stand in. */
const nameIn = (card: object): string | undefined => /"list":"([a-z]+\|[^"]*)"/.exec(JSON.stringify(card))?.[1];

/** Within the dialogs that are opened from a list its name goes along, so that the last of them can say so. */
export function carryingList({ data }: Pick<Press, 'data'>, reply: InvokeReply): InvokeReply {
  const list = data['list'];
  if (typeof list !== 'string' || list === '' || reply.body === undefined) return reply;
  return JSON.parse(JSON.stringify(reply), (_, value: unknown) =>
    isSubmit(value) ? { ...value, data: { ...value.data, list } } : value,
  ) as InvokeReply;
}
const isSubmit = (value: unknown): value is { readonly data: object } =>
  typeof value === 'object' && value !== null && 'type' in value && value.type === 'Action.Submit' && 'data' in value;
