// The dialogs of a disaster: planning one, reading what it would do, starting it alone, changing its end, ending it, its history and its list.
import { handleDisaster, previewNow, receiversNow } from '../../app/disaster/disaster.ts';
import { unknownButton, unknownCard } from '../../cards/answers.ts';
import { disasterTitles, formMissing, planUnreadable, startedWords } from '../../cards/disaster/answers.ts';
import {
  aloneTitle,
  drawAloneForm,
  drawEndForm,
  drawExtendForm,
  drawPlanForm,
  drawProposeForm,
  endsOffered,
  endTitle,
  extendTitle,
  planTitle,
  previewTitle,
} from '../../cards/disaster/forms.ts';
import { drawDisasterHistory } from '../../cards/disaster/history.ts';
import { planFields } from '../../cards/disaster/plan-fields.ts';
import { disasterRefusalWords } from '../../cards/disaster/refusals.ts';
import { drawReport } from '../../cards/disaster/report.ts';
import { previewLines, titleWords } from '../../cards/disaster/words.ts';
import { missingProblem, refusedProblem, textIn } from '../../cards/faults.ts';
import { isOffered } from '../../cards/fields.ts';
import type { Problem } from '../../cards/form.ts';
import { plain } from '../../cards/words.ts';
import { type Named, planFrom, whyNotPlanned } from '../../domain/disaster/plan.ts';
import { disasterLeads } from '../../domain/disaster/refusals.ts';
import type { Disaster } from '../../domain/disaster/state.ts';
import { own } from '../../domain/lookup.ts';
import type { HubId } from '../../domain/terms.ts';
import type { KindDeps } from '../kind.ts';
import { askedBy, type Press } from '../press.ts';
import { closedReply, closingReply, dialogReply, type InvokeReply, wordsDialog } from '../replies.ts';
import { organisationSchema } from '../wire.ts';
import { checkIn } from './check-in.ts';
import { carried, disasterEventsOf, disasterPayload, disasterSideOf, namedIn, seeDisaster } from './gate.ts';
import { filledFrom, planIn } from './plan-form.ts';
import { begun, proposeBy } from './press.ts';
import { movedFor, sign } from './sign.ts';

export const disasterDialogVerbs: readonly string[] = [
  'plan',
  'propose',
  'proposeAlone',
  'alone',
  'extend',
  'standDown',
  'checkIn',
  'sign',
  'history',
  'report',
];
type How = 'fetch' | 'submit';

/** Answers one dialog. Throws as the store does. */
export async function answerDisasterDialog(deps: KindDeps, press: Press, how: How): Promise<InvokeReply> {
  if (['plan', 'propose', 'proposeAlone'].includes(press.verb)) return planning(deps, press, how);
  const payload = disasterPayload.safeParse(press.data);
  if (!payload.success) return wordsDialog(unknownCard);
  const it = await seeDisaster(deps, press.by.id, payload.data);
  const network = await deps.network.current();
  if (it === undefined) return wordsDialog(disasterRefusalWords({ why: 'disasterUnknown' }, network));
  switch (press.verb) {
    case 'alone':
      return alone(deps, press, it, how);
    case 'extend':
      return extend(deps, press, it, how);
    case 'standDown':
      return standDown(deps, press, it, how);
    case 'checkIn':
      return checkIn(deps, press, it, how);
    case 'sign':
      return sign(deps, press, it, how);
    case 'history':
      return dialogReply(disasterTitles.history, drawDisasterHistory(it, await disasterEventsOf(deps, it), network), 'large');
    case 'report': {
      const at = disasterSideOf(network, press.by.id, it, press.activity);
      return dialogReply(disasterTitles.report, drawReport(it, await movedFor(deps, it, at), { network, at }), 'large');
    }
    default:
      return wordsDialog(unknownButton);
  }
}

async function planning(deps: KindDeps, press: Press, how: How): Promise<InvokeReply> {
  // The list of what is in force says no hub with each button, but what it is about.
  const hub = organisationSchema.safeParse(press.data['hub'] ?? press.data['rest']);
  const rules = await deps.network.now();
  const { network } = rules;
  if (!hub.success || own(network.hubs, hub.data) === undefined) return wordsDialog(unknownCard);
  const leads = disasterLeads(network, hub.data);
  if (!leads.some(({ id }) => id === press.by.id)) return wordsDialog(disasterRefusalWords({ why: 'leadsOnly', ask: leads }, network));
  const named = namedIn(press.data);
  const preview = (chosen: Named, starts: boolean, problem: string | Problem = '', given = {}): Promise<InvokeReply> =>
    showPreview(deps, { hub: hub.data, named: chosen, alone: starts }, problem, given);
  if (press.verb === 'plan') {
    const now = deps.clock.now();
    const choices = { network, hub: hub.data, receivers: await receiversNow(deps.store, rules, hub.data, undefined, now), now };
    if (how === 'fetch') return dialogReply(planTitle, drawPlanForm(choices, '', named === undefined ? {} : filledFrom(named)));
    const fields = planFields(choices);
    const again = (problem: Problem): InvokeReply => dialogReply(planTitle, drawPlanForm(choices, problem, press.data));
    const chosen = isOffered(fields, press.data) ? planIn(press.data) : [];
    if (!('type' in chosen)) {
      const { words, at } = missingProblem(formMissing, fields, press.data);
      return again({
        words,
        at: { ...Object.fromEntries(fields.flatMap(({ id, error }) => (chosen.includes(id) ? [[id, error]] : []))), ...at },
      });
    }
    const refusal = whyNotPlanned(planFrom(chosen, network, hub.data), hub.data, network, now);
    if (refusal === undefined) return preview(chosen, false);
    return again(refusedProblem(refusal, disasterRefusalWords(refusal, network), fieldFor, { fields, given: press.data, at: now }));
  }
  if (named === undefined) return wordsDialog(planUnreadable);
  const starts = press.verb === 'proposeAlone';
  if (how === 'fetch') return preview(named, starts);
  const why = textIn(press.data, 'why');
  if (starts && why === '') return preview(named, true, formMissing, press.data);
  const proposed = await proposeBy(deps, press, starts ? { text: why, checked: false } : undefined);
  if ('words' in proposed) return preview(named, starts, proposed.words, press.data);
  return closingReply(proposed.said === '' ? startedWords : proposed.said);
}

/** The field that can put it right. */
const fieldFor: Readonly<Record<string, readonly string[]>> = {
  ...{ organisationUnknown: ['place'], practiceNeeded: ['place'], overlaps: ['place'], nothingClosed: ['system'] },
  ...{ startsPast: ['startDay'], startsTooFar: ['startDay'], saidEveryWrong: ['every'], lastsWrong: ['lasts'], reasonWrong: ['reason'] },
  ...{ takerTwice: ['restTo'], receiverClosedToo: ['to'], noBuddyAgreement: ['to'], atMostWrong: ['atMost'], madeUpWrong: ['madeUp'] },
};

interface Previewed {
  readonly hub: HubId;
  readonly named: Named;
  readonly alone: boolean;
}
async function showPreview(
  { store, network, clock }: KindDeps,
  { hub, named, alone: starts }: Previewed,
  problem: string | Problem,
  given: Readonly<Record<string, unknown>>,
): Promise<InvokeReply> {
  const rules = await network.now();
  const plan = planFrom(named, rules.network, hub);
  const preview = await previewNow(store, rules, hub, plan, clock.now());
  const lines = [`${titleWords(plan, rules.network)}. ${plain(plan.reason)}`, ...previewLines(plan, preview, rules.network)];
  return dialogReply(
    starts ? aloneTitle : previewTitle,
    drawProposeForm(hub, { lines, rest: carried(named), alone: starts }, problem, given),
    'large',
  );
}

async function alone(deps: KindDeps, press: Press, it: Disaster, how: How): Promise<InvokeReply> {
  const rules = await deps.network.now();
  const { revision: _revision, ...asked } = askedBy(deps, press, it.hub, it.id, undefined);
  const preview = await previewNow(deps.store, rules, it.hub, it.plan, asked.at);
  const lines = previewLines(it.plan, preview, rules.network);
  const show = (problem = ''): InvokeReply => dialogReply(aloneTitle, drawAloneForm(it.hub, it.id, lines, problem, press.data), 'large');
  if (how === 'fetch') return show();
  const why = textIn(press.data, 'why');
  if (why === '') return show(formMissing);
  const handled = await handleDisaster(deps, { ...asked, type: 'startAlone', why: { text: why, checked: false }, preview });
  if (handled.kind === 'refused') return show(disasterRefusalWords(handled.refusal, rules.network));
  await begun(deps, handled.state, asked);
  return closedReply;
}

async function extend(deps: KindDeps, press: Press, it: Disaster, how: How): Promise<InvokeReply> {
  const network = await deps.network.current();
  const { revision: _revision, ...asked } = askedBy(deps, press, it.hub, it.id, undefined);
  if (it.status !== 'running') return wordsDialog(disasterRefusalWords({ why: 'notRunning' }, network));
  const choices = endsOffered(it.until, it.startedAt, asked.at);
  const show = (problem = ''): InvokeReply =>
    dialogReply(extendTitle, drawExtendForm(it.hub, it.id, { until: it.until, choices }, problem, press.data));
  if (how === 'fetch') return show();
  const until = textIn(press.data, 'until');
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(until) || Number.isNaN(Date.parse(until))) return show(formMissing);
  const handled = await handleDisaster(deps, { ...asked, type: 'extend', until });
  if (handled.kind === 'refused') return show(disasterRefusalWords(handled.refusal, network));
  // Its new end is in force at once.
  await begun(deps, handled.state, asked);
  return closedReply;
}

async function standDown(deps: KindDeps, press: Press, it: Disaster, how: How): Promise<InvokeReply> {
  const { revision: _revision, ...asked } = askedBy(deps, press, it.hub, it.id, undefined);
  if (how === 'fetch') return dialogReply(endTitle, drawEndForm(it));
  const handled = await handleDisaster(deps, { ...asked, type: 'standDown' });
  if (handled.kind === 'refused')
    return dialogReply(endTitle, drawEndForm(it, disasterRefusalWords(handled.refusal, await deps.network.current())));
  await begun(deps, handled.state, asked);
  return closedReply;
}
