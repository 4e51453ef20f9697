// The dialogs by which leads change the network: a card that offers them, the forms, and what becomes of what was filled in.

import { tellAgreed } from '../../app/day/agreed.ts';
import { formKeptWords } from '../../cards/faults.ts';
import { type Field, faultsIn, isOffered } from '../../cards/fields.ts';
import { fillForm, nothingToChoose } from '../../cards/form.ts';
import { drawList } from '../../cards/list.ts';
import { formInputMissing, manageTitle, manageWords, savedNotTold, savedWords } from '../../cards/network/answers.ts';
import { nextButton, saveButton } from '../../cards/network/form-words.ts';
import { networkRefusalWords } from '../../cards/network/words.ts';
import { inert } from '../../cards/templates.ts';
import { own } from '../../domain/lookup.ts';
import { decideNetwork } from '../../domain/network/decide.ts';
import type { Network } from '../../domain/network/state.ts';
import { everyOrganisation } from '../../domain/network/which-practice.ts';
import type { PersonId } from '../../domain/terms.ts';
import { type ClickDeps, isInList, operationOf, type Press, wordsFor } from '../press.ts';
import { closedReply, closingReply, dialogReply, type InvokeReply, wordsDialog } from '../replies.ts';
import type { FormAsked, NetworkForm } from './fields.ts';
import { networkForms } from './forms.ts';
import { addHub } from './setup-forms.ts';
import { counted, linesAbove, stageSaid, stageVerb } from './stage-form.ts';

export const networkVerbs: readonly string[] = networkForms.map(({ verb }) => verb);

/** What was written behind `manage` goes along, so that every form is about the same practice. */
const restCharactersMax = 100;

/** Offers only the forms in which this person has something to choose from. */
export function manageCard(network: Network, by: PersonId, written: string): object {
  const rest = written.slice(0, restCharactersMax);
  const theirs = networkForms.filter(({ fields }) => nothingToChoose(fields(network, { by, rest })) === undefined);
  const about = everyOrganisation(network).find((each) => each === rest);
  return drawList(
    manageTitle(network, about),
    manageWords,
    [],
    theirs.map(({ verb, title }) => ({ verb, title })),
    inert(rest),
  );
}

/** Which organisation a form that shows one organisation's settings is about: the one it was opened for, or the only one there is. */
function chosenOf(form: NetworkForm, network: Network, by: PersonId, rest: string): string {
  const choices = form.fields(network, { by, rest }).find(({ id }) => id === 'organisation')?.choices ?? [];
  const asked = rest.trim().toUpperCase();
  return choices.find(({ value }) => value === asked)?.value ?? (choices.length === 1 ? (choices[0]?.value ?? '') : '');
}

/** Of such a form: which one, alone; once that is known the rest, with that one as the only choice. */
function fieldsOf({ shows, fields: all }: NetworkForm, network: Network, asked: FormAsked, chosen: string): readonly Field[] {
  const fields = all(network, asked);
  if (shows !== 'one') return fields;
  if (chosen === '') return fields.filter(({ id }) => id === 'organisation');
  return fields.map((field) =>
    field.id === 'organisation' ? { ...field, choices: (field.choices ?? []).filter(({ value }) => value === chosen) } : field,
  );
}
/** What a form is about: what was written behind `manage`, or the thing whose row its button stood in. */
function aboutIn({ data }: Press): string {
  const { rest, id } = data;
  const about = typeof rest === 'string' ? rest : id;
  return typeof about === 'string' ? about.slice(0, restCharactersMax) : '';
}
const organisationIn = (data: Press['data']): string => {
  const chosen = own(data, 'organisation');
  return typeof chosen === 'string' ? chosen : '';
};
/** Only which organisation was chosen: nothing of its settings was in the form. */
const isOnlyChosen = (form: NetworkForm, network: Network, asked: FormAsked, data: Press['data']): boolean =>
  form.shows === 'one' && form.fields(network, asked).every(({ id }) => id === 'organisation' || own(data, id) === undefined);

/** Opens a form or takes what was filled in. Never throws. */
export async function answerNetwork(deps: ClickDeps, press: Press, how: 'fetch' | 'submit'): Promise<InvokeReply> {
  const form = [...networkForms, addHub].find(({ verb }) => verb === press.verb);
  if (form === undefined) throw new Error('asked only about verbs of the network');
  try {
    const network = await deps.network.current();
    const rest = aboutIn(press);
    const isAlone = isOnlyChosen(form, network, { by: press.by.id, rest }, press.data);
    const chosen =
      form.shows !== 'one' ? '' : chosenOf(form, network, press.by.id, rest !== '' || isAlone ? rest : organisationIn(press.data));
    const asked = { by: press.by.id, rest: chosen === '' ? rest : chosen };
    const fields = fieldsOf(form, network, asked, chosen);
    const lines = form.verb === stageVerb && chosen !== '' ? await linesAbove(deps, network, chosen) : [];
    const show = (problem: string, given: Record<string, unknown>, at: Readonly<Record<string, string>> = {}): InvokeReply => {
      const submit = form.shows === 'one' && chosen === '' ? nextButton : saveButton;
      const about = { hub: '', id: '', revision: 0, rest: inert(asked.rest) };
      const shown = { verb: form.verb, title: form.title, submit, lines, fields };
      return dialogReply(form.title, fillForm(shown, about, { words: problem, at }, given));
    };
    if (how === 'fetch') return show('', {});
    if (chosen === '' && isAlone) {
      const next = organisationIn(press.data);
      if (chosenOf(form, network, press.by.id, next) === '') return show(formInputMissing, press.data, faultsIn(fields, press.data));
      return answerNetwork(deps, { ...press, data: { verb: form.verb, rest: next } }, 'fetch');
    }
    const mayBegin = deps.setup?.firstLeads.includes(press.by.id) ?? false;
    const entered = form.command(press.data, { operation: operationOf(press.activity), at: deps.clock.now(), by: press.by, mayBegin });
    const command = entered === 'inputMissing' ? entered : await counted(deps, entered);
    const isUnoffered = (): boolean => !isOffered(fields, press.data);
    // What would be refused anyway has better words there.
    if (command === 'inputMissing' || ('events' in decideNetwork(command, network) && isUnoffered()))
      return show(formInputMissing, press.data, faultsIn(fields, press.data));
    const handled = await deps.network.change(command);
    if (handled.kind === 'done') {
      const heard = handled.events.length === 0 || (await tellAgreed(deps, command, network));
      const said = await stageSaid(deps, command);
      if (said !== undefined) return closingReply(`${savedWords} ${said}`);
      // The list it was opened from says what has become of it.
      if (heard && isInList(press)) return closedReply;
      return closingReply(heard ? savedWords : savedNotTold);
    }
    const sentence = networkRefusalWords(handled.refusal, network);
    const field = form.fieldFor?.(handled.refusal);
    return field === undefined ? show(sentence, press.data) : show(formKeptWords, press.data, { [field]: sentence });
  } catch (error) {
    return wordsDialog(wordsFor(error));
  }
}
