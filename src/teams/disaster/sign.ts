// The list of what a disaster moved, for an organisation, and the dialog in which somebody there signs it.
import { handleDisaster } from '../../app/disaster/disaster.ts';
import { whatMoved, withLate } from '../../app/disaster/report.ts';
import { disasterRefusalWords } from '../../cards/disaster/refusals.ts';
import { drawSignForm, signTitle } from '../../cards/disaster/report.ts';
import { type Moved, movedAt } from '../../domain/disaster/report.ts';
import { isSignable, signersOf } from '../../domain/disaster/sign.ts';
import type { Disaster } from '../../domain/disaster/state.ts';
import type { OrganisationId } from '../../domain/terms.ts';
import type { KindDeps } from '../kind.ts';
import { askedBy, type Press } from '../press.ts';
import { closedReply, dialogReply, type InvokeReply, wordsDialog } from '../replies.ts';
import { disasterSideOf } from './gate.ts';

/** What of it concerns an organisation, with those marked that were late. Throws as the store does. */
export async function movedFor({ store, clock }: KindDeps, it: Disaster, at: OrganisationId): Promise<readonly Moved[]> {
  const now = clock.now();
  return withLate(store, it, movedAt(await whatMoved(store, it, now), it.hub, at), now);
}

/** Opens the list to be signed, or signs it. Throws as the store does. */
export async function sign(deps: KindDeps, press: Press, it: Disaster, how: 'fetch' | 'submit'): Promise<InvokeReply> {
  const network = await deps.network.current();
  const organisation = disasterSideOf(network, press.by.id, it, press.activity);
  if (!isSignable(it, organisation)) return wordsDialog(disasterRefusalWords({ why: 'notClosedYet' }, network));
  const show = async (problem = ''): Promise<InvokeReply> =>
    dialogReply(signTitle, drawSignForm(it, await movedFor(deps, it, organisation), { network, at: organisation }, problem), 'large');
  if (how === 'fetch') {
    const ask = signersOf(network, it, organisation);
    return ask.some(({ id }) => id === press.by.id) ? show() : wordsDialog(disasterRefusalWords({ why: 'notTheirsToSign', ask }, network));
  }
  const { revision: _revision, ...asked } = askedBy(deps, press, it.hub, it.id, undefined);
  const handled = await handleDisaster(deps, { ...asked, type: 'sign', organisation });
  return handled.kind === 'done' ? closedReply : show(disasterRefusalWords(handled.refusal, network));
}
