// Dialogs about several eConsults at once: each that was chosen for becomes a command of its own, and the answer says how each went.

import { seeEach } from '../../app/econsult/known.ts';
import { refusalWords } from '../../cards/econsult/refusals.ts';
import {
  type EachCommand,
  eachDoneWords,
  eachMax,
  eachWentWords,
  eConsultOf,
  fieldOf,
  handedOverWords,
  notAChoiceWords,
  restUnreadWords,
} from '../../cards/econsult/several.ts';
import { type Field, isOffered } from '../../cards/fields.ts';
import { drawList, type ListRow } from '../../cards/list.ts';
import type { EConsultCommand } from '../../domain/econsult/command.ts';
import { decide, type EConsultRules } from '../../domain/econsult/decide.ts';
import { type EConsult, tellings } from '../../domain/econsult/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import type { Instant } from '../../domain/terms.ts';
import { type ClickDeps, operationOf, type Press, wordsFor } from '../press.ts';
import { dialogReply, type InvokeReply } from '../replies.ts';
import { wish } from './gate.ts';

type Asked = Pick<EConsultCommand, 'hub' | 'id' | 'operation' | 'at'> & { readonly by: Press['by'] };

/** What a choice asks for; `undefined`: it is none of those offered. */
function commandOf(value: string, asked: Asked): EachCommand | 'nothing' | undefined {
  const told = tellings.find((each) => value === `next:${each}`);
  if (told !== undefined) return { ...asked, type: 'planClosing', plan: 'nextOpening', told };
  if (value.startsWith('to:')) return { ...asked, type: 'handOver', to: value.slice(3), words: { text: handedOverWords, checked: false } };
  switch (value) {
    case '':
      return 'nothing';
    case 'finish':
      return { ...asked, type: 'planClosing', plan: 'finish' };
    case 'accept':
      return { ...asked, type: 'accept' };
    case 'sendToHub':
      return { ...asked, type: 'sendToHub' };
    case 'keep':
      return { ...asked, type: 'keep' };
    case 'release':
      return { ...asked, type: 'release', reason: 'shiftEnds' };
    default:
      return undefined;
  }
}

/** The choices of each, as its dialog draws them. */
export type DrawChoices = (items: readonly EConsult[], rules: EConsultRules, now: Instant) => readonly Field[];

/** Whether it would be accepted although the dialog does not offer it. What is refused anyway is better explained by its refusal. */
async function isNotOffered(deps: ClickDeps, press: Press, command: EConsultCommand, value: string, draw: DrawChoices): Promise<boolean> {
  const rules = await deps.network.now();
  const [it] = await seeEach(deps.store, rules.network, press.by.id, [command]);
  if (it === undefined || isOffered(draw([it], rules, command.at), { [fieldOf(it)]: value })) return false;
  const decision = decide(command, it, rules);
  return 'events' in decision && decision.events.length > 0;
}

/**
 * Carries out what was chosen, one after the other. One that is refused does not stop the others, and each is reported as it went. `rest`
 * adds what is still to be said afterwards.
 */
export async function doEach(
  deps: ClickDeps,
  press: Press,
  title: string,
  draw: DrawChoices,
  rest: () => Promise<string>,
): Promise<InvokeReply> {
  const rows: ListRow[] = [];
  const network = await deps.network.current();
  const chosen = Object.entries(press.data).flatMap(([field, value]) => {
    const which = eConsultOf(field);
    return which && typeof value === 'string' && value !== '' ? [{ ...which, value }] : [];
  });
  // No more than the dialog shows, whatever a client sends.
  for (const { hub, id, value } of chosen.slice(0, eachMax)) {
    // One press asks for several changes, so the operation id of each is made of the press and its eConsult.
    const operation = `${operationOf(press.activity)}|${id}`;
    const command = commandOf(value, { hub, id, operation, at: deps.clock.now(), by: press.by });
    if (command === 'nothing') continue;
    const asked = async (): Promise<string> => {
      if (command === undefined || (await isNotOffered(deps, press, command, value, draw))) return notAChoiceWords;
      const handled = await wish(deps, command);
      return handled.kind === 'done' ? eachDoneWords(command, network) : refusalWords(handled.refusal, network);
    };
    // If the store fails on one item, earlier ones are saved: report each.
    const words = await asked().catch(wordsFor);
    rows.push({ first: referenceOf(id), second: words });
  }
  const said = eachWentWords(rows.length);
  const left = await rest().catch(() => restUnreadWords);
  return dialogReply(title, drawList(title, `${said} ${left}`.trim(), rows));
}
