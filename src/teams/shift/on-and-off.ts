// Going on and off shift in Teams, by word or button; whoever leaves with claims open is asked what becomes of each.

import { seeEach } from '../../app/econsult/known.ts';
import { drawEach, eachMax, leavingFields } from '../../cards/econsult/several.ts';
import { drawList } from '../../cards/list.ts';
import { networkRefusalWords } from '../../cards/network/words.ts';
import { drawWords } from '../../cards/say.ts';
import { leavingAsks, leavingLines, leavingTitle, nothingLeftWithYou, nothingYours, stillToSay } from '../../cards/shift/leaving.ts';
import { leavingButton, meantWords } from '../../cards/shift/shift.ts';
import { noPostAtHub, offShiftTitle, offShiftWords, onShiftTitle } from '../../cards/shift/words.ts';
import type { Card } from '../../cards/templates.ts';
import type { Claimed } from '../../domain/econsult/state.ts';
import { own } from '../../domain/lookup.ts';
import { hubOf } from '../../domain/network/state.ts';
import type { Actor, OperationId, OrganisationId } from '../../domain/terms.ts';
import { toMs } from '../../domain/time/london.ts';
import { rulesToGive } from '../econsult/gate.ts';
import { leftWith, type Placed } from '../econsult/look-up.ts';
import { type DrawChoices, doEach } from '../econsult/several.ts';
import type { Reader } from '../kind.ts';
import { type ClickDeps, operationOf, type Press, type Reading } from '../press.ts';
import { dialogReply, type InvokeReply } from '../replies.ts';
import { packFor } from './messages.ts';

/** Puts somebody on shift; the card says what to know, or why they are not. Errors as `handle`. `reader` absent: it is shown in a dialog. */
export async function joinShift(
  deps: Reading,
  by: Actor & { kind: 'person' },
  organisation: OrganisationId,
  operation: OperationId,
  reader?: Reader,
): Promise<Card> {
  const handled = await deps.network.change({ type: 'goOnShift', organisation, operation, at: deps.clock.now(), by });
  if (handled.kind === 'done') return packFor(deps, by.id, organisation, { reader });
  return drawList(onShiftTitle, networkRefusalWords(handled.refusal, await deps.network.current()), []);
}

/** Takes somebody off shift: what to tell them, and what they still have. Errors as `handle`. */
async function goOff(deps: Reading, by: Actor & { kind: 'person' }, operation: OperationId) {
  const network = await deps.network.current();
  const was = own(network.onShift, by.id);
  const handled = await deps.network.change({ type: 'goOffShift', operation, at: deps.clock.now(), by });
  if (handled.kind === 'refused') return { words: networkRefusalWords(handled.refusal, network), claims: [] };
  const words = offShiftWords(network, was?.at);
  const { claims, meant } = await leftWith(deps.store, network, by.id);
  const rest = claims.length + meant.length === 0 ? nothingLeftWithYou : meantWords(meant.length);
  return { words: `${words} ${rest}`.trim(), claims };
}

/** Takes somebody off shift and says what they still have; a card with a button where that is anything. Errors as `handle`. */
export async function leaveShift(deps: Reading, by: Actor & { kind: 'person' }, operation: OperationId): Promise<Card> {
  const { words, claims } = await goOff(deps, by, operation);
  if (claims.length === 0) return drawList(offShiftTitle, words, []);
  return drawList(offShiftTitle, `${words} ${leavingAsks(claims.length)}`, [], [leavingButton]);
}

/** The dialog about each of somebody's claims: opens it, or takes what was chosen. Errors as `handle`. */
export async function answerLeaving(deps: ClickDeps, press: Press, how: 'fetch' | 'submit'): Promise<InvokeReply> {
  const claims = async (): Promise<readonly Placed[]> => (await leftWith(deps.store, await deps.network.current(), press.by.id)).claims;
  if (how === 'fetch') return askAboutEach(deps, press, await claims());
  const draw: DrawChoices = (items, rules, now) => leavingFields(items, press.by.id, rules, now);
  return doEach(deps, press, leavingTitle, draw, async () => stillToSay((await claimed(deps, press, await claims())).unsaid.length));
}

/** A claim that its claimant has just said they keep is not asked about again for this long. */
const keptJustNowMs = 30 * 60_000;
/** Far more than anybody has; what is beyond is asked about once these are dealt with. */
const claimsReadMax = 100;

/** Somebody's claims: of which they have said nothing yet, the most pressing first, and those they have just kept. */
async function claimed(deps: ClickDeps, press: Press, places: readonly Placed[]) {
  const found = await seeEach(deps.store, await deps.network.current(), press.by.id, places.slice(0, claimsReadMax));
  const items = found.filter((it): it is Claimed => it.status === 'claimed' && it.claimant.id === press.by.id);
  const isKept = ({ keptAt }: Claimed): boolean => keptAt !== undefined && toMs(deps.clock.now()) - toMs(keptAt) < keptJustNowMs;
  return { unsaid: items.filter((it) => !isKept(it)), kept: items.filter(isKept) };
}

async function askAboutEach(deps: ClickDeps, press: Press, places: readonly Placed[], said: readonly string[] = []): Promise<InvokeReply> {
  const { unsaid, kept } = await claimed(deps, press, places);
  const items = [...unsaid, ...kept].slice(0, eachMax);
  if (items.length === 0) return dialogReply(leavingTitle, drawWords(leavingTitle, [...said, nothingYours].join(' ')), 'small');
  const rules = await rulesToGive(
    deps,
    items.map(({ hub }) => hub),
  );
  const now = deps.clock.now();
  const fields = items.flatMap((it) => {
    const here = rules.get(it.hub);
    return here === undefined ? [] : leavingFields([it], press.by.id, here, now);
  });
  return dialogReply(
    leavingTitle,
    drawEach('leaving', [...said, ...leavingLines(items.length, places.length)], fields, { hub: '', rest: '' }),
    'large',
  );
}

/** The button: on shift at the hub, or where else of it somebody works, and at once what to know. Errors as `handle`. */
export async function answerShiftOn(deps: ClickDeps, press: Press): Promise<InvokeReply> {
  const network = await deps.network.current();
  const { hub } = press.data;
  const posts = own(network.staff, press.by.id)?.posts.filter(({ at }) => typeof hub === 'string' && hubOf(network, at) === hub) ?? [];
  const organisation = (posts.find(({ at }) => at === hub) ?? posts[0])?.at;
  if (organisation === undefined) return dialogReply(onShiftTitle, drawWords(onShiftTitle, noPostAtHub), 'small');
  return dialogReply(onShiftTitle, await joinShift(deps, press.by, organisation, operationOf(press.activity)), 'large');
}

/** The button: off shift, and at once the dialog about what is left. Errors as `handle`. */
export async function answerShiftOff(deps: ClickDeps, press: Press): Promise<InvokeReply> {
  const { words, claims } = await goOff(deps, press.by, operationOf(press.activity));
  return claims.length === 0
    ? dialogReply(offShiftTitle, drawList(offShiftTitle, words, []), 'small')
    : askAboutEach(deps, press, claims, [words]);
}
