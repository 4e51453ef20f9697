// The dialog in which an organisation takes an appointment out of its book.
import { z } from 'zod/v4';
import { handleSlot, slotKey } from '../../app/slot/slot.ts';
import { unknownCard } from '../../cards/answers.ts';
import { fillForm } from '../../cards/form.ts';
import { withdrawButton, withdrawFields, withdrawnWords } from '../../cards/slot/forms.ts';
import { slotTitles, slotVerbs } from '../../cards/slot/list.ts';
import { ledgerWords, slotRefusalWords, timeWords, whatWords } from '../../cards/slot/words.ts';
import { saying } from '../../cards/templates.ts';
import { own } from '../../domain/lookup.ts';
import { mayActFor } from '../../domain/slot/offered.ts';
import { type Slot, slotIds } from '../../domain/slot/state.ts';
import { askedBy, type ClickDeps, type Press } from '../press.ts';
import { closingReply, dialogReply, type InvokeReply, wordsDialog } from '../replies.ts';
import { payloadSchema } from '../wire.ts';

const payload = payloadSchema(slotIds.ids);
const input = z.object({ reason: z.string().max(5_000).optional(), checked: z.union([z.boolean(), z.string().max(10)]).optional() });

/** Opens the dialog or takes the reason. Throws as the store does. */
export async function answerWithdraw(deps: ClickDeps, press: Press, how: 'fetch' | 'submit'): Promise<InvokeReply> {
  const carried = payload.safeParse(press.data);
  const network = await deps.network.current();
  if (!carried.success || own(network.hubs, carried.data.hub) === undefined) return wordsDialog(unknownCard);
  const { hub, id } = carried.data;
  const slot = (await deps.store.load<Slot>(slotKey(hub, id)))?.state;
  // Whoever does not work there does not hear whether it is there.
  const refusal = slot === undefined ? ({ why: 'slotUnknown' } as const) : mayActFor(network, press.by, hub, slot.offeredBy);
  if (slot === undefined || refusal !== undefined) return wordsDialog(slotRefusalWords({ why: 'slotUnknown' }, network));
  if (how === 'fetch') return form(slot, '', false, {});
  const given = input.safeParse(press.data);
  const { reason: text = '', checked } = given.success ? given.data : {};
  const asked = askedBy(deps, press, hub, id, undefined);
  const reason = { text, checked: checked === true || checked === 'true' };
  const handled = await handleSlot({ ...deps, rules: deps.network }, { ...asked, type: 'withdraw', reason });
  if (handled.kind === 'done') return closingReply(withdrawnWords);
  const { why } = handled.refusal;
  const words = slotRefusalWords(handled.refusal, network);
  return why === 'personalWords' || why === 'wordsMissing' || why === 'wordsTooLong'
    ? form(slot, words, why === 'personalWords', press.data)
    : wordsDialog(words);
}

function form(slot: Slot, problem: string, stopped: boolean, given: Press['data']): InvokeReply {
  const { hub, id, revision } = slot;
  const lines = [`${timeWords(slot)}: ${whatWords({ what: slot.what, where: slot.place })}. ${ledgerWords}`];
  const shown = { verb: slotVerbs.withdraw, title: slotTitles.withdraw, submit: withdrawButton, lines, fields: withdrawFields(stopped) };
  return dialogReply(slotTitles.withdraw, saying('slot', fillForm(shown, { hub, id, revision, rest: '' }, problem, given)));
}
