// The buttons of an eConsult's card: a verb and what the card carried become a command; the answer is the card as it now is, for the one who pressed.

import { z } from 'zod/v4';
import type { EConsultHandled } from '../../app/econsult/econsult.ts';
import { seeEach } from '../../app/econsult/known.ts';
import type { Directory } from '../../app/ports.ts';
import { unknownButton, unknownCard } from '../../cards/answers.ts';
import { leftYouWords, pressedWords, pressInputMissing } from '../../cards/econsult/answers.ts';
import { drawAsked } from '../../cards/econsult/escalated-to-you.ts';
import { forms } from '../../cards/econsult/forms.ts';
import { drawNoticeNow } from '../../cards/econsult/notice-buttons.ts';
import { refusalWords } from '../../cards/econsult/refusals.ts';
import { titled } from '../../cards/form.ts';
import { type NoticeName, noticeNames } from '../../domain/econsult/react.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import { own } from '../../domain/lookup.ts';
import { sideOf } from '../../domain/network/access.ts';
import { theClock } from '../../domain/network/ladder.ts';
import { type Network, organisationIn } from '../../domain/network/state.ts';
import { econsultIds } from '../../domain/reference.ts';
import type { KindDeps } from '../kind.ts';
import { redrawn } from '../lists.ts';
import { askedBy, type ClickDeps, type Press } from '../press.ts';
import { cardReply, type InvokeReply, messageReply } from '../replies.ts';
import { conversationOf, type Payload, payloadSchema } from '../wire.ts';
import { asPresses } from './form-cards.ts';
import { askForm, takeForm } from './forms.ts';
import { lookAt, see, sidesOf, unseenWords, type Viewing, viewOf, wish } from './gate.ts';
import { presses } from './inputs.ts';

/** Forms that can stand on a card; what the sender wrote never does. */
const { open: _open, ...formsOnCards } = forms;
export const pressVerbs: readonly string[] = [...Object.keys(presses), ...Object.keys(formsOnCards), 'look'];

/** What the buttons of an eConsult's cards and dialogs carry. */
export const carriedSchema = payloadSchema(econsultIds);
/** All that one message asked about: ids with commas between. Its size is bounded because each is read. */
const askedSchema = z
  .string()
  .regex(/^(?:X-)?[A-Z0-9]{6}(,(?:X-)?[A-Z0-9]{6}){0,39}$/)
  .transform((ids) => ids.split(','));

/** Answers one press. Throws as the store does. */
export async function answerEConsultPress(deps: KindDeps, press: Press): Promise<InvokeReply> {
  const payload = carriedSchema.safeParse(press.data);
  if (!payload.success) return messageReply(unknownCard);
  const { hub, id, revision } = payload.data;
  if (press.verb === 'look') return look(deps, press, hub, id);
  if (Object.hasOwn(formsOnCards, press.verb)) return formOnCard(deps, press, payload.data);
  const make = own(presses, press.verb);
  if (make === undefined) return messageReply(unknownButton);
  const asked = askedBy(deps, press, hub, id, revision);
  const command = make(asked, press.data);
  if (command === 'inputMissing') return look(deps, press, hub, id, pressInputMissing);
  const handled = await wish(deps, command);
  // Hardly any press carries it, and finding nothing at fault with what is absent costs more than reading the whole payload.
  const together = press.data['asked'] === undefined ? undefined : askedSchema.safeParse(press.data['asked']);
  if (together?.success) return askedAgain(deps, press, { hub, ids: together.data }, handled);
  const drawn = await inList(deps, press, handled);
  if (drawn !== undefined) return drawn;
  if (handled.kind === 'done') return ownView(deps, press, handled.state);
  const network = await deps.network.current();
  const words = refusalWords(handled.refusal, network);
  return handled.state === undefined ? messageReply(words) : ownView(deps, press, handled.state, words);
}

/** The list that the button stands in, with what became of the press above it; `undefined`: it stands in none. */
async function inList(deps: KindDeps, press: Press, handled: EConsultHandled): Promise<InvokeReply | undefined> {
  if (press.data['list'] === undefined) return undefined;
  const words =
    handled.kind === 'refused' ? refusalWords(handled.refusal, await deps.network.current()) : pressedWords(press.verb, handled.state);
  return redrawn(deps, press, { words });
}

/**
 * A form on a card: asked for (`step`), or filled in. What was filled in is kept on it until it is done; then the card is as it now is for
 * whoever pressed.
 */
async function formOnCard(deps: ClickDeps, pressed: Press, payload: Payload): Promise<InvokeReply> {
  // The first cards did not ask when the patient was told: that meant just now.
  const press = pressed.verb === 'complete' ? { ...pressed, data: { toldAt: 'now', ...pressed.data } } : pressed;
  const answer = press.data['step'] === true ? await askForm(deps, press, payload) : await takeForm(deps, press, payload);
  switch (answer.kind) {
    case 'form':
      return cardReply(asPresses(titled(answer.title, answer.card), press.data['plain'] === true));
    case 'words':
      return answer.state === undefined ? messageReply(answer.words) : ownView(deps, press, answer.state, answer.words);
    case 'done':
      return ownView(deps, press, answer.state);
    case 'open':
      return messageReply(unknownButton);
  }
}

/** The message by which somebody was asked about several, as it is after a press on it; its own card may stand where they may not look. */
async function askedAgain(
  deps: ClickDeps,
  { by }: Press,
  { hub, ids }: { readonly hub: string; readonly ids: readonly string[] },
  handled: EConsultHandled,
): Promise<InvokeReply> {
  const network = await deps.network.current();
  const notice = handled.kind === 'refused' ? refusalWords(handled.refusal, network) : '';
  // Which ones is said by the card, and so by anybody.
  const items = await seeEach(
    deps.store,
    network,
    by.id,
    ids.map((id) => ({ hub, id })),
  );
  return items.length === 0 ? messageReply(notice) : cardReply(drawAsked(items, network, notice).card);
}

/** A client asking for its own view. Reads only, and never answers with an error, for a failed refresh can stick. */
async function look(deps: ClickDeps, press: Press, hub: string, id: string, notice?: string): Promise<InvokeReply> {
  const network = await deps.network.current();
  const what = noticeNames.find((each) => each === press.data['notice']);
  if (what !== undefined) return lookAtNotice(deps, network, press, { what, hub, id });
  const card = await lookAt(deps, network, { hub, id }, (it) => viewing(deps, press, it, notice));
  return card === undefined ? messageReply(unseenWords(network, press.by.id, id)) : cardReply(card);
}

/** What a notice still asks of whoever looks at it, or how the eConsult stands now: nobody is to press what somebody else has done already. */
async function lookAtNotice(
  deps: ClickDeps,
  network: Network,
  { by, activity }: Press,
  { what, hub, id }: { readonly what: NoticeName; readonly hub: string; readonly id: string },
): Promise<InvokeReply> {
  const it = await see(deps, network, by.id, { hub, id });
  const at = it && sideOf(network, by.id, it, organisationIn(network, conversationOf(activity), sidesOf(it)));
  if (it === undefined || at === undefined) return messageReply(unseenWords(network, by.id, id));
  const read = { network, at, now: deps.clock.now(), viewer: by.id, refreshFor: [activity.from.id] };
  return cardReply(drawNoticeNow(what, it, read));
}

/** The card as it now is for whoever pressed; who may not see it, or not any more, reads the words alone. */
async function ownView(deps: ClickDeps, press: Press, it: EConsult, notice?: string): Promise<InvokeReply> {
  const card = viewOf(it, await deps.network.current(), await viewing(deps, press, it, notice));
  return card === undefined ? messageReply(notice ?? leftYouWords) : cardReply(press.data['plain'] === true ? asPresses(card, true) : card);
}

const viewing = async (deps: ClickDeps, { by, activity }: Press, it: EConsult, notice: string | undefined): Promise<Viewing> => ({
  person: by.id,
  activity,
  now: deps.clock.now(),
  refreshFor: await refreshFor(deps.directory, it),
  ...(notice === undefined ? {} : { notice }),
});

/**
 * Whose clients should fetch their own view of this card by themselves: its claimant's, and that of whoever escalated it, who is not to be
 * offered to answer themselves. Teams allows 60.
 */
export async function refreshFor(directory: Directory, state: EConsult): Promise<readonly string[]> {
  if (state.status === 'completed') return [];
  const { escalation } = state;
  const own = new Set([
    ...(state.status === 'claimed' ? [state.claimant.id] : []),
    ...(escalation && !escalation.acknowledged && escalation.by.id !== theClock.id ? [escalation.by.id] : []),
  ]);
  const people = await Promise.all([...own].map((id) => directory.person(id)));
  return people.flatMap((person) => (person === undefined ? [] : [person.mri]));
}
