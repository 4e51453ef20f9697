// The dialogs by which leads change the network: a card that offers them, the forms, and what becomes of what was filled in.

import { isOffered } from '../../cards/fields.ts';
import { fillForm, nothingToChoose } from '../../cards/form.ts';
import { drawList } from '../../cards/list.ts';
import { answerTitles, formInputMissing, manageWords, savedWords } from '../../cards/network/answers.ts';
import { saveButton } from '../../cards/network/form-words.ts';
import { networkRefusalWords } from '../../cards/network/words.ts';
import { inert } from '../../cards/templates.ts';
import { decideNetwork } from '../../domain/network/decide.ts';
import type { Network } from '../../domain/network/state.ts';
import type { PersonId } from '../../domain/terms.ts';
import { type ClickDeps, operationOf, type Press, wordsFor } from '../press.ts';
import { closingReply, dialogReply, type InvokeReply, wordsDialog } from '../replies.ts';
import { networkForms } from './forms.ts';

export const networkVerbs: readonly string[] = networkForms.map(({ verb }) => verb);

/** What was written behind `manage` goes along, so that every form is about the same practice. */
const restCharactersMax = 100;

/** Offers only the forms in which this person has something to choose from. */
export function manageCard(network: Network, by: PersonId, written: string): object {
  const rest = written.slice(0, restCharactersMax);
  const theirs = networkForms.filter(({ fields }) => nothingToChoose(fields(network, { by, rest })) === undefined);
  return drawList(
    answerTitles.manage,
    manageWords,
    [],
    theirs.map(({ verb, title }) => ({ verb, title })),
    inert(rest),
  );
}

/** Opens a form or takes what was filled in. Never throws. */
export async function answerNetwork(deps: ClickDeps, press: Press, how: 'fetch' | 'submit'): Promise<InvokeReply> {
  const form = networkForms.find(({ verb }) => verb === press.verb);
  if (form === undefined) throw new Error('asked only about verbs of the network');
  try {
    const network = await deps.network.current();
    const rest = typeof press.data['rest'] === 'string' ? press.data['rest'].slice(0, restCharactersMax) : '';
    const asked = { by: press.by.id, rest };
    const show = (problem: string, given: Record<string, unknown>): InvokeReply => {
      const card = fillForm(
        { verb: form.verb, title: form.title, submit: saveButton, lines: [], fields: form.fields(network, asked) },
        { hub: '', id: '', revision: 0, rest },
        problem,
        given,
      );
      return dialogReply(form.title, card);
    };
    if (how === 'fetch') return show('', {});
    const command = form.command(press.data, { operation: operationOf(press.activity), at: deps.clock.now(), by: press.by });
    const isUnoffered = (): boolean => !isOffered(form.fields(network, asked), press.data);
    // What would be refused anyway has better words there.
    if (command === 'inputMissing' || ('events' in decideNetwork(command, network) && isUnoffered()))
      return show(formInputMissing, press.data);
    const handled = await deps.network.change(command);
    return handled.kind === 'done' ? closingReply(savedWords) : show(networkRefusalWords(handled.refusal, network), press.data);
  } catch (error) {
    return wordsDialog(wordsFor(error));
  }
}
