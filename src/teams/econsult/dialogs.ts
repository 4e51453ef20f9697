// Dialogs: forms that ask for more, everything the sender wrote, and an eConsult's history.
import { z } from 'zod/v4';
import { attachmentsIn } from '../../app/econsult/attachments.ts';
import { othersOf } from '../../app/econsult/contacts.ts';
import { unknownCard } from '../../cards/answers.ts';
import { claimedWords, historyTitle, openTitle } from '../../cards/econsult/answers.ts';
import { contactsLine } from '../../cards/econsult/contacts.ts';
import { forms } from '../../cards/econsult/forms.ts';
import { drawHistory } from '../../cards/econsult/history.ts';
import { drawOpen, type OpenAttachment } from '../../cards/econsult/open.ts';
import { refusalWords } from '../../cards/econsult/refusals.ts';
import { taskRefusalWords } from '../../cards/task/refusals.ts';
import type { ViewReason } from '../../domain/econsult/command.ts';
import { recent } from '../../domain/econsult/contacts.ts';
import { viewList } from '../../domain/econsult/reasons-and-outcomes.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import type { SubmissionText } from '../../domain/econsult/submission.ts';
import { mayView, sideOf } from '../../domain/network/access.ts';
import { type Network, organisationIn } from '../../domain/network/state.ts';
import { isRehearsal } from '../../domain/reference.ts';
import { wordsIdOf } from '../../domain/rehearsal/as-rehearsed.ts';
import { personOf } from '../../domain/terms.ts';
import type { KindDeps } from '../kind.ts';
import { askedBy, type ClickDeps, type Press } from '../press.ts';
import { closedReply, dialogReply, type InvokeReply, wordsDialog } from '../replies.ts';
import { askSend } from '../task/sends.ts';
import { conversationOf, type Payload } from '../wire.ts';
import { askForm, type FormAnswer, takeForm } from './forms.ts';
import { eventsOf, see, sidesOf, unseenWords, wish } from './gate.ts';
import { carriedSchema } from './press.ts';

export const dialogVerbs: readonly string[] = [...new Set(['open', 'history', 'task', ...Object.keys(forms)])];

/** Opens a dialog, or takes what was filled in; a refusal is a dialog too, for anything else shows as an empty one. Throws as the store does. */
export async function answerEConsultDialog(deps: KindDeps, press: Press, how: 'fetch' | 'submit'): Promise<InvokeReply> {
  const payload = carriedSchema.safeParse(press.data);
  if (!payload.success) return wordsDialog(unknownCard);
  if (press.verb === 'open' && how === 'submit' && press.data['press'] === 'claim') return claimIn(deps, press, payload.data);
  if (press.verb === 'task') return askTask(deps, press, payload.data);
  const isFilledIn = how === 'submit' && press.data['step'] !== true && pageIn(press) === undefined;
  if (isFilledIn) return inDialog(deps, press, payload.data, await takeForm(deps, press, payload.data));
  if (press.verb === 'open') return open(deps, press, payload.data);
  if (press.verb === 'history') return history(deps, press, payload.data);
  return inDialog(deps, press, payload.data, await askForm(deps, press, payload.data));
}

const pageSchema = z.object({ verb: z.literal('open'), page: z.number().int().min(0).max(1_000) });
/** Which page of what the sender wrote is asked for; `undefined`: none is. */
function pageIn({ verb, data }: Press): number | undefined {
  const page = pageSchema.safeParse({ ...data, verb });
  return page.success ? page.data.page : undefined;
}

/** Claims it from the dialog that shows it; the dialog stays open, and says what became of that. */
async function claimIn(deps: ClickDeps, press: Press, payload: Payload): Promise<InvokeReply> {
  const handled = await wish(deps, { ...askedBy(deps, press, payload.hub, payload.id, payload.revision), type: 'claim' });
  const notice = handled.kind === 'done' ? claimedWords : refusalWords(handled.refusal, await deps.network.current());
  return open(deps, press, payload, { notice });
}

/** What comes of a form, as its dialog shows it. */
function inDialog(deps: ClickDeps, press: Press, payload: Payload, answer: FormAnswer): InvokeReply | Promise<InvokeReply> {
  switch (answer.kind) {
    case 'form':
      return dialogReply(answer.title, answer.card);
    case 'words':
      return wordsDialog(answer.words);
    case 'done':
      return closedReply;
    case 'open':
      return open(deps, press, payload, answer.reason === undefined ? {} : { reason: answer.reason });
  }
}

/** The opening is recorded before anything is shown; if it cannot be recorded, nothing is shown. */
async function open(
  deps: ClickDeps,
  press: Press,
  payload: Payload,
  more: { readonly reason?: ViewReason; readonly notice?: string } = {},
): Promise<InvokeReply> {
  const { hub, id } = payload;
  const { revision: _revision, operation, ...asked } = askedBy(deps, press, hub, id, undefined);
  // Turning a page is the same opening, with the reason given for it.
  const reason = more.reason ?? viewList.offered.find((each) => each === press.data['reason']);
  const handled = await wish(deps, {
    ...asked,
    // One press can claim and show: each is a wish of its own, and must not be taken for the other delivered again.
    operation: more.notice === undefined ? operation : `${operation}|open`,
    type: 'view',
    ...(reason === undefined ? {} : { reason }),
  });
  const network = await deps.network.current();
  if (handled.kind === 'refused') {
    return handled.refusal.why === 'reasonNeeded' ? askReason(deps, press, payload) : wordsDialog(refusalWords(handled.refusal, network));
  }
  const words = wordsIdOf(handled.state);
  const why = reason ?? (words === id ? undefined : 'watched');
  // A patient's own words are opened: that is written down with the real one, where their practice reads of it.
  if (words !== id) {
    const looked = await wish(deps, {
      ...asked,
      id: words,
      operation: `${operation}|words`,
      type: 'view',
      ...(why === undefined ? {} : { reason: why }),
    });
    if (looked.kind === 'refused') return wordsDialog(refusalWords(looked.refusal, network));
  }
  const texts = await deps.store.texts<SubmissionText>(hub, words);
  const contacts = await contactsOf(deps, network, press, handled.state, texts);
  const attachments = await linksOf(deps, press, { ...payload, id: words }, texts, why);
  const view = { network, seenBy: personOf(press.by), now: asked.at, page: pageIn(press) ?? 0, attachments, ...more };
  const known = { ...(reason === undefined ? {} : { reason }), ...(contacts === undefined ? {} : { contacts }) };
  return dialogReply(openTitle(id), drawOpen(handled.state, texts, { ...view, ...known }), 'large');
}

/** The other contacts of its patient as they are now; `undefined`: there are none, or nobody can tell. */
async function contactsOf(deps: ClickDeps, network: Network, { by }: Press, it: EConsult, texts: readonly SubmissionText[]) {
  const now = deps.clock.now();
  const others = recent((await othersOf(deps.store, network, it, texts, now)) ?? [], now, it.notSame);
  return contactsLine(others, it, now, { network, at: it.holder, viewer: by.id });
}

/** Links to the photos and documents that came with it, for whoever has opened it. */
async function linksOf(
  { attachmentLink }: ClickDeps,
  { by }: Press,
  { hub, id }: Payload,
  texts: readonly SubmissionText[],
  reason: ViewReason | undefined,
): Promise<readonly OpenAttachment[]> {
  if (attachmentLink === undefined) return [];
  return Promise.all(
    attachmentsIn(texts).map(async ({ number, kind }) => ({
      number,
      isPicture: kind !== 'pdf',
      url: await attachmentLink({ hub, id, number, person: by.id, name: by.name, ...(reason === undefined ? {} : { reason }) }),
    })),
  );
}

async function askReason(deps: ClickDeps, press: Press, payload: Payload): Promise<InvokeReply> {
  const asking = { ...press, verb: 'open' };
  return inDialog(deps, asking, payload, await askForm(deps, asking, payload));
}

/** A task because of it, from the side where whoever asks works. */
async function askTask(deps: KindDeps, press: Press, { hub, id }: Payload): Promise<InvokeReply> {
  const network = await deps.network.current();
  const it = await see(deps, network, press.by.id, { hub, id });
  const at = it && sideOf(network, press.by.id, it, organisationIn(network, conversationOf(press.activity), sidesOf(it)));
  if (it === undefined || at === undefined) return wordsDialog(unseenWords(network, press.by.id, id));
  if (it.practice === undefined) return wordsDialog(refusalWords({ why: 'unplaced' }, network));
  if (isRehearsal(id)) return wordsDialog(taskRefusalWords({ why: 'aboutMadeUp' }, network));
  return askSend(deps, { hub, from: at, about: id, practice: it.practice });
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
