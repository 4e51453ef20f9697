// The dialog in which a lead enters what was done on paper while Teams was away: pasted, read whole, held against the cards line by line.
import { enterPaper } from '../../app/disaster/check-in.ts';
import {
  checkInTitle,
  drawCheckedIn,
  drawCheckInForm,
  pastedCharactersMax,
  pasteMissing,
  unusablePaper,
} from '../../cards/disaster/check-in.ts';
import { paperWords } from '../../cards/disaster/paper.ts';
import { disasterRefusalWords } from '../../cards/disaster/refusals.ts';
import { textIn } from '../../cards/faults.ts';
import { hasPaper } from '../../domain/disaster/check-in.ts';
import { disasterLeads } from '../../domain/disaster/refusals.ts';
import type { Disaster } from '../../domain/disaster/state.ts';
import { earlier } from '../../domain/time/london.ts';
import { readCheckIn } from '../../files/check-in.ts';
import type { KindDeps } from '../kind.ts';
import { askedBy, type Press } from '../press.ts';
import { dialogReply, type InvokeReply, wordsDialog } from '../replies.ts';

/** Opens the dialog or takes what was pasted. Throws as the store does. */
export async function checkIn(deps: KindDeps, press: Press, it: Disaster, how: 'fetch' | 'submit'): Promise<InvokeReply> {
  const network = await deps.network.current();
  // Checked before the lines are read, because faults in them may tell about staff.
  const ask = disasterLeads(network, it.hub);
  if (!ask.some(({ id }) => id === press.by.id)) return wordsDialog(disasterRefusalWords({ why: 'leadsOnly', ask }, network));
  if (!hasPaper(it)) return wordsDialog(disasterRefusalWords({ why: 'noPaper' }, network));
  if (how === 'fetch') return dialogReply(checkInTitle, drawCheckInForm(it), 'large');
  const pasted = textIn(press.data, 'paper');
  const again = (problem: string, faults: readonly string[] = []): InvokeReply =>
    dialogReply(checkInTitle, drawCheckInForm(it, faults, problem, press.data), 'large');
  if (pasted === '' || pasted.length > pastedCharactersMax) return again(pasteMissing);
  const { revision: _revision, ...asked } = askedBy(deps, press, it.hub, it.id, undefined);
  const until = it.status === 'running' ? asked.at : earlier(it.ended.at, asked.at);
  const read = readCheckIn(pasted, { network, hub: it.hub, from: it.confirmed.at, until, words: paperWords });
  if ('faults' in read) return again(unusablePaper, read.faults);
  const { at, operation } = asked;
  const { lines, handled } = await enterPaper(deps, it, read.entries, { at, operation, by: press.by });
  if (handled.kind === 'refused') return again(disasterRefusalWords(handled.refusal, network));
  return dialogReply(checkInTitle, drawCheckedIn(lines, network, at), 'large');
}
