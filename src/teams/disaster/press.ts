// The buttons of a disaster that need one press: asking a second lead, confirming, and not starting.
import { handleDisaster, previewNow, proposeDisaster } from '../../app/disaster/disaster.ts';
import { batchesByPress, lookAtDisaster } from '../../app/disaster/look.ts';
import { unknownButton, unknownCard } from '../../cards/answers.ts';
import { askedWords, planUnreadable } from '../../cards/disaster/answers.ts';
import { disasterRefusalWords } from '../../cards/disaster/refusals.ts';
import { planFrom } from '../../domain/disaster/plan.ts';
import { otherLeads } from '../../domain/disaster/refusals.ts';
import type { Disaster } from '../../domain/disaster/state.ts';
import type { Words } from '../../domain/free-words.ts';
import type { KindDeps } from '../kind.ts';
import { askedBy, type ClickDeps, type Press } from '../press.ts';
import { type InvokeReply, messageReply } from '../replies.ts';
import { organisationSchema } from '../wire.ts';
import { disasterPayload, disasterView, namedIn, seeDisaster } from './gate.ts';

export const disasterPressVerbs: readonly string[] = ['propose', 'confirm', 'drop', 'look'];

/** Answers one press. Throws as the store does. */
export async function answerDisasterPress(deps: KindDeps, press: Press): Promise<InvokeReply> {
  if (press.verb === 'propose') {
    const proposed = await proposeBy(deps, press);
    return 'words' in proposed ? messageReply(proposed.words) : disasterView(deps, press, proposed.it, proposed.said);
  }
  const payload = disasterPayload.safeParse(press.data);
  if (!payload.success) return messageReply(unknownCard);
  const { hub, id } = payload.data;
  const it = await seeDisaster(deps, press.by.id, { hub, id });
  if (it === undefined) return messageReply(disasterRefusalWords({ why: 'disasterUnknown' }, await deps.network.current()));
  switch (press.verb) {
    case 'look':
      return disasterView(deps, press, it);
    case 'confirm':
      return confirm(deps, press, it);
    case 'drop': {
      const { revision: _revision, ...asked } = askedBy(deps, press, hub, id, undefined);
      const handled = await handleDisaster(deps, { ...asked, type: 'drop' });
      const words = handled.kind === 'refused' ? disasterRefusalWords(handled.refusal, await deps.network.current()) : '';
      return disasterView(deps, press, handled.state ?? it, words);
    }
    default:
      return messageReply(unknownButton);
  }
}

async function confirm(deps: ClickDeps, press: Press, it: Disaster): Promise<InvokeReply> {
  const { hub, id } = it;
  const rules = await deps.network.now();
  const { revision: _revision, ...asked } = askedBy(deps, press, hub, id, undefined);
  const preview = await previewNow(deps.store, rules, hub, it.plan, asked.at);
  const seen = Number(press.data['seen']);
  const handled = await handleDisaster(deps, { ...asked, type: 'confirm', seen: Number.isInteger(seen) ? seen : -1, preview });
  if (handled.kind === 'refused')
    return disasterView(deps, press, handled.state ?? it, disasterRefusalWords(handled.refusal, rules.network));
  if (handled.state.status === 'proposed')
    return disasterView(deps, press, handled.state, disasterRefusalWords({ why: 'changed', preview }, rules.network));
  return disasterView(deps, press, await begun(deps, handled.state, asked));
}

/** What has just been started moves its most urgent ones before the press is answered; the clock moves the rest. */
export async function begun(
  deps: ClickDeps,
  it: Disaster,
  { operation, at }: { readonly operation: string; readonly at: string },
): Promise<Disaster> {
  const looked = await lookAtDisaster(deps, it.hub, it.id, { operation: `${operation}|begun`, at, batchesMax: batchesByPress });
  return looked ?? it;
}

export type ProposedBy = { readonly it: Disaster; readonly said: string } | { readonly words: string };
/** Proposes the plan that the card carries; with `alone` starts it at once. */
export async function proposeBy(deps: ClickDeps, press: Press, alone?: Words): Promise<ProposedBy> {
  const hub = organisationSchema.safeParse(press.data['hub']);
  const named = namedIn(press.data);
  if (!hub.success || named === undefined) return { words: planUnreadable };
  const network = await deps.network.current();
  const { revision: _revision, ...asked } = askedBy(deps, press, hub.data, '', undefined);
  const handled = await proposeDisaster(deps, {
    ...asked,
    plan: planFrom(named, network, hub.data),
    ...(alone === undefined ? {} : { alone }),
  });
  if (handled.kind === 'refused') return { words: disasterRefusalWords(handled.refusal, network) };
  if (handled.state.status === 'running') return { it: await begun(deps, handled.state, asked), said: '' };
  return { it: handled.state, said: askedWords(otherLeads(network, hub.data, press.by.id).length) };
}
