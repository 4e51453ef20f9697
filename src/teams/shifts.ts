// Going on and off shift in Teams, by word or button; whoever leaves with claims open is asked what becomes of each.
import type { NetworkSource } from '../app/network.ts';
import type { Clock, Store } from '../app/ports.ts';
import { loadEConsult } from '../app/things.ts';
import { drawList } from '../cards/channels.ts';
import { drawWords } from '../cards/dialogs.ts';
import { leavingFields } from '../cards/each.ts';
import { fillForm } from '../cards/forms.ts';
import { networkRefusalWords } from '../cards/network-words.ts';
import type { Card } from '../cards/templates.ts';
import { plain } from '../cards/words.ts';
import type { EConsult } from '../domain/econsult/state.ts';
import { hubOf, organisationName } from '../domain/network/state.ts';
import type { Actor, OperationId } from '../domain/terms.ts';
import { doEach, eachMax } from './each.ts';
import { claimsOf } from './listing.ts';
import { packFor } from './pack.ts';
import { type ClickDeps, operationOf, type Press } from './press.ts';
import { dialogReply, type InvokeReply } from './replies.ts';

interface ShiftDeps {
  readonly store: Store;
  readonly network: NetworkSource;
  readonly clock: Clock;
}

/** Takes somebody off shift and says what they still have; a card with a button where that is anything. Errors as `handle`. */
export async function leaveShift(deps: ShiftDeps, by: Actor & { kind: 'person' }, operation: OperationId): Promise<Card> {
  const network = await deps.network.current();
  const was = network.onShift[by.id];
  const handled = await deps.network.change({ type: 'goOffShift', operation, at: deps.clock.now(), by });
  if (handled.kind === 'refused') return drawList('Off shift', networkRefusalWords(handled.refusal, network), []);
  const left = was === undefined ? 'You were not on shift.' : `You are off shift at ${plain(organisationName(network, was.at))}.`;
  const claims = await claimsOf(deps.store, network, by.id);
  if (claims.length === 0) return drawList('Off shift', `${left} Nothing is left with you.`, []);
  const count = claims.length === 1 ? 'One eConsult is' : `${claims.length} eConsults are`;
  return drawList(
    'Off shift',
    `${left} ${count} still yours: please say what becomes of each.`,
    [],
    [{ verb: 'leaving', title: 'Say what becomes of each' }],
  );
}

const title = 'What you still have';

/** The dialog about each of somebody's claims: opens it, or takes what was chosen. Errors as `handle`. */
export async function answerLeaving(deps: ClickDeps, press: Press, how: 'fetch' | 'submit'): Promise<InvokeReply> {
  if (how === 'submit') return doEach(deps, press, title);
  const rules = await deps.network.now();
  const places = await claimsOf(deps.store, rules.network, press.by.id);
  const found = await Promise.all(places.slice(0, eachMax).map(({ hub, id }) => loadEConsult(deps.store, rules.network, hub, id)));
  const items = found.filter((it): it is EConsult => it?.status === 'claimed' && it.claimant.id === press.by.id);
  if (items.length === 0) return dialogReply(title, drawWords(title, 'Nothing is yours at the moment.'), 'small');
  const more = places.length > eachMax ? [`The ${eachMax} most pressing of ${places.length}; open this again for the others.`] : [];
  const form = {
    verb: 'leaving',
    title: 'What becomes of each?',
    submit: 'Save',
    lines: ['What you leave open stays yours.', ...more],
    fields: leavingFields(items, press.by.id, rules, deps.clock.now()),
  };
  return dialogReply(title, fillForm(form, { hub: '', id: '', revision: 0, rest: '' }, '', {}), 'large');
}

/** The button: on shift at the hub, or where else of it somebody works, and at once what to know. Errors as `handle`. */
export async function answerShiftOn(deps: ClickDeps, press: Press): Promise<InvokeReply> {
  const network = await deps.network.current();
  const { hub } = press.data;
  const posts = network.staff[press.by.id]?.posts.filter(({ at }) => typeof hub === 'string' && hubOf(network, at) === hub) ?? [];
  const organisation = (posts.find(({ at }) => at === hub) ?? posts[0])?.at;
  if (organisation === undefined)
    return dialogReply('On shift', drawWords('On shift', 'You hold no post at this hub or its practices. Nothing has changed.'), 'small');
  const asked = { operation: operationOf(press.activity), at: deps.clock.now(), by: press.by };
  const handled = await deps.network.change({ type: 'goOnShift', organisation, ...asked });
  if (handled.kind === 'refused')
    return dialogReply('On shift', drawWords('On shift', networkRefusalWords(handled.refusal, network)), 'small');
  return dialogReply('On shift', await packFor(deps, press.by.id, organisation), 'large');
}

/** The button: off shift, and at once the dialog about what is left. Errors as `handle`. */
export async function answerShiftOff(deps: ClickDeps, press: Press): Promise<InvokeReply> {
  const card = await leaveShift(deps, press.by, operationOf(press.activity));
  const claims = await claimsOf(deps.store, await deps.network.current(), press.by.id);
  return claims.length === 0 ? dialogReply('Off shift', card, 'small') : answerLeaving(deps, press, 'fetch');
}
