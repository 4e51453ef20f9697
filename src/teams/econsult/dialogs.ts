// Dialogs: forms that ask for more, everything the sender wrote, and an eConsult's history.
import { z } from 'zod/v4';
import { othersOf } from '../../app/econsult/contacts.ts';
import { unknownButton, unknownCard } from '../../cards/answers.ts';
import { formDoneWords, formInputMissing, historyTitle, noneToLinkTo, notOfferedWords, openTitle } from '../../cards/econsult/answers.ts';
import { contactsLine } from '../../cards/econsult/contacts.ts';
import { drawOpen } from '../../cards/econsult/dialogs.ts';
import { drawForm, forms } from '../../cards/econsult/forms.ts';
import { drawHistory } from '../../cards/econsult/history.ts';
import { refusalWords } from '../../cards/econsult/refusals.ts';
import { type Asking, isOffered } from '../../cards/fields.ts';
import { type EConsultCommand, type ViewReason, viewReasons } from '../../domain/econsult/command.ts';
import { recent } from '../../domain/econsult/contacts.ts';
import { decide, type EConsultRefusal } from '../../domain/econsult/decide.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import type { SubmissionText } from '../../domain/econsult/submission.ts';
import { own } from '../../domain/lookup.ts';
import { mayView } from '../../domain/network/access.ts';
import type { Network } from '../../domain/network/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import { personOf } from '../../domain/terms.ts';
import { askedBy, type ClickDeps, type Press } from '../press.ts';
import { closingReply, dialogReply, type InvokeReply, wordsDialog } from '../replies.ts';
import type { Payload } from '../wire.ts';
import { askingOf, eventsOf, see, unseenWords, wish } from './gate.ts';
import { submissions } from './inputs.ts';
import { carriedSchema } from './press.ts';

export const dialogVerbs: readonly string[] = [...new Set(['open', 'history', ...Object.keys(forms)])];

/** Opens a dialog, or takes what was filled in; a refusal is a dialog too, for anything else shows as an empty one. Throws as the store does. */
export async function answerEConsultDialog(deps: ClickDeps, press: Press, how: 'fetch' | 'submit'): Promise<InvokeReply> {
  const payload = carriedSchema.safeParse(press.data);
  if (!payload.success) return wordsDialog(unknownCard);
  if (how === 'submit') {
    const page = z.object({ page: z.number().int().min(0).max(1_000) }).safeParse(press.data);
    if (press.verb === 'open' && page.success) return open(deps, press, payload.data, page.data.page);
    return submit(deps, press, payload.data);
  }
  if (press.verb === 'open') return open(deps, press, payload.data, 0);
  if (press.verb === 'history') return history(deps, press, payload.data);
  return askForm(deps, press, payload.data);
}

/** Shows a form; `problem` says why it is shown again, with what was filled in. */
async function askForm(deps: ClickDeps, press: Press, { hub, id }: Payload, problem = '', stopped = false): Promise<InvokeReply> {
  // A form says what it is about, and somebody's question: neither is for those who may not know of it.
  const asking = await askingOf(deps, press, { hub, id });
  if (asking === undefined) return wordsDialog(unseenWords(await deps.network.current(), press.by.id, id));
  const refusal = problem === '' ? refusedAnyway(deps, press, asking) : undefined;
  if (refusal) return wordsDialog(refusalWords(refusal, asking.rules.network));
  const form = drawForm(press.verb, asking, problem, problem === '' ? {} : press.data, stopped);
  return form === undefined ? wordsDialog(unknownButton) : dialogReply(form.title, form.card);
}

/** Why it would be refused however its form were filled in: then nobody is made to fill it in. */
function refusedAnyway(deps: ClickDeps, press: Press, { it, rules, ...asking }: Asking): EConsultRefusal | undefined {
  const fields = own(forms, press.verb)?.({ it, rules, ...asking }).fields ?? [];
  const any = { choice: undefined, toggle: 'true', text: referenceOf(it.id), words: referenceOf(it.id) };
  const filled = Object.fromEntries(fields.map(({ id, kind, choices }) => [id, choices?.[0]?.value ?? any[kind]]));
  const command = own(submissions, press.verb)?.(askedBy(deps, press, it.hub, it.id, undefined), filled);
  if (command === undefined || command === 'inputMissing') return undefined;
  const decision = decide(command, it, rules);
  return 'refusal' in decision && !mendable.has(decision.refusal.why) ? decision.refusal : undefined;
}

/** Refusals that the one who filled the form in can put right there and then. */
const mendable: ReadonlySet<EConsultRefusal['why']> = new Set([
  'personalWords',
  'patientWords',
  'wordsMissing',
  'wordsTooLong',
  'whenWrong',
  'spokenToMissing',
  'receiverCloses',
  'receiverCannot',
  'assigneeUnable',
  'practiceUnknown',
  'sameOne',
  'priorityNotHigher',
  'priorityNotLower',
]);

/** What was written must not be lost because something else has happened to it: it is read again and sent again. */
const overtaken: ReadonlySet<EConsultRefusal['why']> = new Set(['questionChanged', 'noQuestion', 'stale']);

async function submit(deps: ClickDeps, press: Press, payload: Payload): Promise<InvokeReply> {
  const { hub, id, revision } = payload;
  const make = own(submissions, press.verb);
  if (make === undefined) return wordsDialog(unknownButton);
  const command = make(askedBy(deps, press, hub, id, revision), press.data);
  if (command === 'inputMissing') return askForm(deps, press, payload, formInputMissing);
  if (command.type === 'view') return open(deps, press, payload, 0, command.reason);
  if (command.type === 'link' && !(await maySeeOther(deps, press, hub, command.to)))
    return askForm(deps, press, payload, noneToLinkTo(command.to));
  if (await isNotOffered(deps, press, payload, command)) return askForm(deps, press, payload, notOfferedWords);
  const handled = await wish(deps, command);
  if (handled.kind === 'done') return closingReply(formDoneWords(id));
  const words = refusalWords(handled.refusal, await deps.network.current());
  const { why } = handled.refusal;
  return mendable.has(why) || overtaken.has(why)
    ? askForm(deps, press, payload, words, why === 'personalWords' || why === 'patientWords')
    : wordsDialog(words);
}

/**
 * Whether it would be done although its form does not offer it to this person as things are. What would be refused anyway is left to
 * `handle`, which has better words for it, and which knows a wish that was granted already.
 */
async function isNotOffered(deps: ClickDeps, press: Press, { hub, id }: Payload, command: EConsultCommand): Promise<boolean> {
  const asking = await askingOf(deps, press, { hub, id });
  if (asking === undefined) return false;
  if (isOffered(own(forms, press.verb)?.(asking).fields ?? [], press.data)) return false;
  const decision = decide(command, asking.it, asking.rules);
  return 'events' in decision && decision.events.length > 0;
}

/** Whether the one to link to is there, and this person may know of it. */
async function maySeeOther(deps: ClickDeps, press: Press, hub: string, id: string): Promise<boolean> {
  return (await see(deps, await deps.network.current(), press.by.id, { hub, id })) !== undefined;
}

/** The opening is recorded before anything is shown; if it cannot be recorded, nothing is shown. */
async function open(deps: ClickDeps, press: Press, payload: Payload, page: number, reason?: ViewReason): Promise<InvokeReply> {
  const { hub, id } = payload;
  const { revision: _revision, ...asked } = askedBy(deps, press, hub, id, undefined);
  // Turning a page is the same opening, with the reason given for it.
  const said = reason ?? viewReasons.find((each) => each === press.data['reason']);
  const handled = await wish(deps, { ...asked, type: 'view', ...(said === undefined ? {} : { reason: said }) });
  const network = await deps.network.current();
  if (handled.kind === 'refused') {
    return handled.refusal.why === 'reasonNeeded'
      ? askForm(deps, { ...press, verb: 'open' }, payload)
      : wordsDialog(refusalWords(handled.refusal, network));
  }
  const texts = await deps.store.texts<SubmissionText>(hub, id);
  const contacts = await contactsOf(deps, network, press, handled.state, texts);
  const card = drawOpen(handled.state, texts, network, personOf(press.by), asked.at, page, { reason: said, contacts });
  return dialogReply(openTitle(id), card, 'large');
}

/** The other contacts of its patient as they are now; `undefined`: there are none, or nobody can tell. */
async function contactsOf(deps: ClickDeps, network: Network, { by }: Press, it: EConsult, texts: readonly SubmissionText[]) {
  const now = deps.clock.now();
  const others = recent((await othersOf(deps.store, network, it, texts, now)) ?? [], now, it.notSame);
  return contactsLine(others, it, now, { network, at: it.holder, viewer: by.id });
}

/** Everything that has happened to it, for those who may read it. */
async function history(deps: ClickDeps, press: Press, { hub, id }: Payload): Promise<InvokeReply> {
  const network = await deps.network.current();
  const it = await see(deps, network, press.by.id, { hub, id });
  if (it === undefined) return wordsDialog(unseenWords(network, press.by.id, id));
  const refusal = mayView(network, press.by.id, it, deps.clock.now());
  if (refusal) return wordsDialog(refusalWords(refusal, network));
  return dialogReply(historyTitle(id), drawHistory(it, await eventsOf(deps.store, it), network), 'large');
}
