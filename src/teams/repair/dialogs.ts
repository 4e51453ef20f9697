// The dialogs of a repair: proposing one with what it would change, confirming it, and calling it off.
import { lookAtRepair } from '../../app/repair/look.ts';
import { clearedOnlyFor, previewOf } from '../../app/repair/preview.ts';
import { decideOnRepair, loadRepair, proposeRepair } from '../../app/repair/repair.ts';
import { batchesByPress } from '../../app/repair/steps.ts';
import { unknownCard } from '../../cards/answers.ts';
import { missingProblem, textIn } from '../../cards/faults.ts';
import { faultsIn } from '../../cards/fields.ts';
import { type Asking, broadPlan, drawDecideRepair, drawRepairForm, repairFields, toNobody } from '../../cards/repair/forms.ts';
import { repairRefusalWords } from '../../cards/repair/refusals.ts';
import { repairFormMissing, repairTitles } from '../../cards/repair/words.ts';
import { own } from '../../domain/lookup.ts';
import type { Network } from '../../domain/network/state.ts';
import { notRepairLead } from '../../domain/repair/decide.ts';
import { hubsOfRepair, type Preview, type Repair, type RepairPlan, repairIds } from '../../domain/repair/state.ts';
import { type HubId, personOf } from '../../domain/terms.ts';
import type { KindDeps } from '../kind.ts';
import { askedBy, type Press } from '../press.ts';
import { closedReply, dialogReply, type InvokeReply, wordsDialog } from '../replies.ts';

const types = ['leaver', 'close', 'merge', 'move'] as const;
export const repairDialogVerbs: readonly string[] = [...types, 'confirm', 'callOff'];
type How = 'fetch' | 'submit';

/** Answers one dialog. Throws as the store does. */
export async function answerRepairDialog(deps: KindDeps, press: Press, how: How): Promise<InvokeReply> {
  const [hub = '', of = '', to = ''] = textIn(press.data, 'rest').split('|');
  const network = await deps.network.current();
  if (own(network.hubs, hub) === undefined) return wordsDialog(unknownCard);
  const type = types.find((each) => each === press.verb);
  const repair = type === undefined && repairIds.ids.test(of) ? await loadRepair(deps, hub, of) : undefined;
  // Of a practice that moves, a lead of either hub may read it; who decides is said where it is decided.
  const leading = repair === undefined ? [hub] : hubsOfRepair(repair);
  const notTheirs = notRepairLead(network, press.by.id, leading);
  if (notTheirs) return wordsDialog(repairRefusalWords(notTheirs));
  if (type !== undefined) return proposing(deps, press, { network, hub, of, to, type }, how);
  return repair === undefined ? wordsDialog(repairRefusalWords({ why: 'repairUnknown' })) : deciding(deps, press, repair, how);
}

interface About {
  readonly network: Network;
  readonly hub: HubId;
  readonly of: string;
  readonly to: string;
  readonly type: RepairPlan['type'];
}

async function proposing(deps: KindDeps, press: Press, about: About, how: How): Promise<InvokeReply> {
  const { network, hub, of, to, type } = about;
  const now = deps.clock.now();
  const cleared = type === 'merge' && own(network.practices, to) !== undefined ? clearedOnlyFor(network, of, to) : [];
  const asking: Asking = { ...about, now, cleared };
  const title = repairTitles[type];
  const isOurs = type === 'leaver' ? own(network.staff, of) !== undefined : own(network.practices, of)?.hub === hub;
  if (!isOurs) return wordsDialog(repairRefusalWords({ why: type === 'leaver' ? 'personUnknown' : 'practiceWrong' }));
  const preview = (): Promise<Preview> => previewOf(deps.store, network, hub, broadPlan(asking), now);
  if (how === 'fetch') return dialogReply(title, drawRepairForm(asking, await preview()), 'large');
  const fields = repairFields(asking);
  const plan = planIn(press.data, about);
  if (plan === undefined || Object.keys(faultsIn(fields, press.data)).length > 0) {
    const problem = missingProblem(repairFormMissing, fields, press.data);
    return dialogReply(title, drawRepairForm(asking, await preview(), problem, press.data), 'large');
  }
  const { revision: _revision, id: _id, ...asked } = askedBy(deps, press, hub, '', undefined);
  const handled = await proposeRepair(deps, { ...asked, plan });
  if (handled.kind === 'done') return closedReply;
  return dialogReply(title, drawRepairForm(asking, await preview(), repairRefusalWords(handled.refusal), press.data), 'large');
}

function planIn(data: Press['data'], { network, hub, type, of }: About): RepairPlan | undefined {
  const to = textIn(data, 'to');
  if (to === '') return undefined;
  if (type === 'leaver') {
    const member = own(network.staff, to);
    const person = { id: of, name: own(network.staff, of)?.name ?? '' };
    return { type, person, ...(to === toNobody || member === undefined ? {} : { to: personOf(member) }) };
  }
  const from = textIn(data, 'from');
  if (from === '') return undefined;
  if (type === 'close' && to === toNobody) return { type, practice: of, from };
  const agreed = { agreedOn: textIn(data, 'agreedOn'), agreedBy: textIn(data, 'agreedBy') };
  if (type === 'move') return { type, practice: of, from, leaves: hub, to, finishes: textIn(data, 'finishes'), ...agreed };
  const over = { to, ...agreed };
  if (type === 'close') return { type, practice: of, from, over };
  const without = textIn(data, 'without').split(',');
  return { type, practice: of, from, over, without: without.filter((id) => own(network.staff, id) !== undefined) };
}

async function deciding(deps: KindDeps, press: Press, repair: Repair, how: How): Promise<InvokeReply> {
  const network = await deps.network.current();
  const verb = press.verb === 'confirm' ? 'confirm' : 'callOff';
  const { hub, id, plan } = repair;
  const { operation, at, by } = askedBy(deps, press, hub, id, undefined);
  const preview = repair.status === 'proposed' && verb === 'confirm' ? await previewOf(deps.store, network, hub, plan, at) : repair.preview;
  if (how === 'fetch') return dialogReply(repairTitles[verb], drawDecideRepair(repair, preview, verb, network), 'large');
  const handled = await decideOnRepair(deps, repair, { type: verb, operation, at, by });
  if (handled.kind === 'refused')
    return dialogReply(
      repairTitles[verb],
      drawDecideRepair(handled.state ?? repair, preview, verb, network, repairRefusalWords(handled.refusal)),
      'large',
    );
  if (verb === 'confirm') await lookAtRepair(deps, hub, id, { at, operation: `${operation}|press`, batchesMax: batchesByPress });
  return closedReply;
}
