// A repair's card: what it is about, what it would change, how far it is, and in the end what became of everything; and the list of open ones.
import type { Network } from '../../domain/network/state.ts';
import { isUntouched } from '../../domain/repair/decide.ts';
import { type Repair, type RepairPlan, repairIds } from '../../domain/repair/state.ts';
import type { HubId, Instant } from '../../domain/terms.ts';
import { drawList, type ListRow } from '../list.ts';
import { type Card, type Drawn, inert, saying } from '../templates.ts';
import { oneLine, when } from '../words.ts';
import { accountRows, nothingYet, previewRows, repairStands, repairTitles, seeChange, whatRepairs } from './words.ts';

/** What its buttons carry. */
export const repairRest = ({ hub, id }: Pick<Repair, 'hub' | 'id'>): string => `${hub}|${id}`;

export function drawRepair(repair: Repair, network: Network, now: Instant): Drawn {
  const { id, plan, status } = repair;
  const title = `${repairIds.reference(id)}: ${repairTitles[plan.type]}`;
  const words = `${repairStands(repair)} ${whatRepairs(plan, network)} As of ${when(now)}.`;
  const rows: readonly ListRow[] =
    repair.status === 'over' ? accountRows(repair.account, plan) : previewRows(repair.preview, plan, status !== 'proposed');
  const buttons = [
    ...(status === 'proposed' ? [{ verb: 'confirm', title: `${repairTitles.confirm}\u2026` }] : []),
    ...(isUntouched(repair, network) ? [{ verb: 'callOff', title: `${repairTitles.callOff}\u2026` }] : []),
  ];
  return { card: saying('repair', drawList(title, words, rows, buttons, inert(repairRest(repair)))), summary: oneLine(title) };
}

/** What is open, each with a card in the hub's channel. */
export function drawRepairs(all: readonly Repair[], network: Network): Card {
  const rows = all.map((repair) => ({
    first: repairIds.reference(repair.id),
    second: `${whatRepairs(repair.plan, network)} ${repairStands(repair)}`,
  }));
  const words = all.length === 0 ? 'Nothing of this kind is open.' : 'Each has a card in the hub\u2019s channel, where a lead decides.';
  return saying('repair', drawList(repairTitles.list, words, rows));
}

/** What was typed, before the form is opened. */
export const drawOffered = (
  type: RepairPlan['type'],
  words: string,
  rest: { readonly hub: HubId; readonly of: string; readonly to?: string },
): Card =>
  saying(
    'repair',
    drawList(
      repairTitles[type],
      `${words} ${nothingYet}`,
      [],
      [{ verb: type, title: seeChange }],
      inert([rest.hub, rest.of, rest.to ?? ''].join('|')),
    ),
  );
