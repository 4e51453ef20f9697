// The dialogs of a wave: planning one, and saying "Go" or "Not yet".
import { decideOnWave, loadWave, missingOf, planWave } from '../../app/wave/wave.ts';
import { unknownCard } from '../../cards/answers.ts';
import { missingProblem, textIn } from '../../cards/faults.ts';
import { isOffered } from '../../cards/fields.ts';
import { drawDecideForm, drawPlanForm, waveFields } from '../../cards/wave/forms.ts';
import { waveFormMissing, waveRefusalWords, waveTitles } from '../../cards/wave/words.ts';
import { own } from '../../domain/lookup.ts';
import { staffIn } from '../../domain/network/state.ts';
import { type HubId, kinds, personOf } from '../../domain/terms.ts';
import { isWaveLead } from '../../domain/wave/decide.ts';
import { missedBy, type Wave, type WavePlan, waveIds } from '../../domain/wave/wave.ts';
import type { KindDeps } from '../kind.ts';
import { askedBy, type Press } from '../press.ts';
import { closedReply, dialogReply, type InvokeReply, wordsDialog } from '../replies.ts';

export const waveDialogVerbs: readonly string[] = ['plan', 'go', 'notYet'];
type How = 'fetch' | 'submit';

/** Answers one dialog. Throws as the store does. */
export async function answerWaveDialog(deps: KindDeps, press: Press, how: How): Promise<InvokeReply> {
  const rest = textIn(press.data, 'rest');
  const [hub = '', id = ''] = rest.split('|');
  const network = await deps.network.current();
  if (own(network.hubs, hub) === undefined) return wordsDialog(unknownCard);
  if (!isWaveLead(network, press.by.id, hub))
    return wordsDialog(waveRefusalWords({ why: 'leadsOnly', ask: staffIn(network, 'hubLead', hub).map(personOf) }));
  if (press.verb === 'plan') return planning(deps, press, hub, how);
  const wave = waveIds.ids.test(id) ? await loadWave(deps, hub, id) : undefined;
  if (wave === undefined) return wordsDialog(waveRefusalWords({ why: 'waveUnknown' }));
  return deciding(deps, press, wave, how);
}

async function planning(deps: KindDeps, press: Press, hub: HubId, how: How): Promise<InvokeReply> {
  const network = await deps.network.current();
  const now = deps.clock.now();
  if (how === 'fetch') return dialogReply(waveTitles.plan, drawPlanForm(network, hub, now), 'large');
  const fields = waveFields(network, hub, now);
  const plan = planIn(press.data);
  if (plan === undefined || !isOffered(fields, press.data))
    return dialogReply(
      waveTitles.plan,
      drawPlanForm(network, hub, now, missingProblem(waveFormMissing, fields, press.data), press.data),
      'large',
    );
  const { revision: _revision, id: _id, ...asked } = askedBy(deps, press, hub, '', undefined);
  const handled = await planWave(deps, { ...asked, plan });
  if (handled.kind === 'done') return closedReply;
  return dialogReply(waveTitles.plan, drawPlanForm(network, hub, now, waveRefusalWords(handled.refusal), press.data), 'large');
}

function planIn(data: Press['data']): WavePlan | undefined {
  const share = (id: string): number => (/^\d{1,3}$/.test(textIn(data, id)) ? Number(textIn(data, id)) : Number.NaN);
  const stage = textIn(data, 'stage');
  const practices = textIn(data, 'practices')
    .split(',')
    .filter((code) => code !== '');
  const limits = { claimedInTime: share('claimedInTime'), passedBack: share('passedBack'), trained: share('trained') };
  const [name, from] = [textIn(data, 'name'), textIn(data, 'from')];
  if ((stage !== 'live' && stage !== 'limited') || name === '' || from === '' || practices.length === 0) return undefined;
  const some = textIn(data, 'kinds').split(',');
  return { name, practices, from, stage, limits, ...(stage === 'limited' ? { kinds: kinds.filter((kind) => some.includes(kind)) } : {}) };
}

async function deciding(deps: KindDeps, press: Press, wave: Wave, how: How): Promise<InvokeReply> {
  const network = await deps.network.current();
  const verb = press.verb === 'go' ? 'go' : 'notYet';
  if (how === 'fetch')
    return dialogReply(waveTitles[verb], drawDecideForm(wave, verb, network, await reasonAsked(deps, wave, verb)), 'large');
  const { operation, at, by } = askedBy(deps, press, wave.hub, wave.id, undefined);
  const why = { text: textIn(press.data, 'why'), checked: false };
  const handled = await decideOnWave(deps, wave, { type: verb, operation, at, by, why });
  if (handled.kind === 'done') return closedReply;
  const now = handled.state ?? wave;
  return dialogReply(waveTitles[verb], drawDecideForm(now, verb, network, waveRefusalWords(handled.refusal), press.data), 'large');
}

/** Before anything is pressed: what a reason will be needed for, by the numbers that the form shows. */
async function reasonAsked(deps: KindDeps, wave: Wave, verb: 'go' | 'notYet'): Promise<string> {
  if (verb === 'notYet' || wave.status !== 'planned' || wave.numbers === undefined) return '';
  const missed = missedBy(wave.plan.limits, wave.numbers);
  const missing = await missingOf(deps, wave);
  return missed.length === 0 && missing === 0 ? '' : waveRefusalWords({ why: 'reasonNeeded', missed, missing });
}
