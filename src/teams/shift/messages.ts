// The start and end of a shift as messages: what somebody has, what is at risk where they work, what is not as usual, gaps in the rota.

import { readHub } from '../../app/board/board.ts';
import type { Outgoing } from '../../app/chat.ts';
import type { OpenRow } from '../../app/econsult/rows.ts';
import { gapsAhead } from '../../app/rota/rota.ts';
import { standingOf, unusualLines } from '../../cards/board/board.ts';
import type { ListRow, Said } from '../../cards/list.ts';
import { gapWords } from '../../cards/rota/words.ts';
import { drawPack, drawShiftEnded, isToLookAtFirst, packRowsMax } from '../../cards/shift/shift.ts';
import { shiftBeganSummary, shiftEndedSummary } from '../../cards/shift/words.ts';
import type { Card } from '../../cards/templates.ts';
import { boardOf } from '../../domain/board/counts.ts';
import { mayBeClaimed } from '../../domain/econsult/next.ts';
import { own } from '../../domain/lookup.ts';
import { hubOf } from '../../domain/network/state.ts';
import { staffAt } from '../../domain/network/who-is-where.ts';
import { byPriorityThenLimit } from '../../domain/queue-order.ts';
import { tasksAt } from '../../domain/task/counts.ts';
import type { TaskPlace } from '../../domain/task/queue-place.ts';
import type { HubId, OrganisationId, PersonId } from '../../domain/terms.ts';
import { listed } from '../econsult/listed.ts';
import { leftWith } from '../econsult/look-up.ts';
import type { Reader } from '../kind.ts';
import type { Reading } from '../press.ts';

/** Where the start of a shift is read. `reader` absent: in a dialog, where Teams takes no press of a row. `said`: what a press came to. */
export interface PackRead {
  readonly reader?: Reader | undefined;
  readonly said?: Said;
}

/** What somebody reads when their shift at an organisation begins. */
export async function packFor(deps: Reading, person: PersonId, organisation: OrganisationId, { reader, said }: PackRead): Promise<Card> {
  const hub = hubOf(await deps.network.current(), organisation) ?? organisation;
  const { at: now, rules, places, unusual } = await readHub(deps, hub);
  const { network, holidays } = rules;
  const open = [...places].sort(byPriorityThenLimit);
  const mine = open.filter(({ claimant, assignee }) => claimant === person || assignee === person);
  // What nobody has placed yet is the hub's to look after.
  const holders: readonly string[] = organisation === hub ? [hub, 'unplaced'] : [organisation];
  const here = open.filter(({ holder, offeredTo }) => holders.includes(holder) || offeredTo === organisation);
  // What is theirs stands above already.
  const atRisk = here.filter((place) => !mine.includes(place) && isToLookAtFirst(place, now));
  // The rota is the hub's own: a practice has none here.
  const gaps = organisation === hub ? await gapsAhead(deps.store, network, holidays, hub, now) : undefined;
  // In a dialog nobody can press it; in a channel whoever works there can.
  const forWhom = reader === undefined ? [] : reader.shared ? staffAt(network, organisation).map(({ id }) => id) : [person];
  const pack = {
    organisation,
    waits: here.some((place) => mayBeClaimed({ ...place, hub }, network, forWhom, now)),
    standing: standingOf(boardOf(here, network, organisation, now)),
    mine: await rowsFor(deps, person, hub, mine, reader),
    mineCount: mine.length,
    elsewhere: mine.filter(({ claimant, holder }) => claimant === person && holder !== organisation).length,
    atRisk: await rowsFor(deps, person, hub, atRisk, reader),
    atRiskCount: atRisk.length,
    unusual: unusualLines(
      organisation === hub ? unusual : unusual.filter((each) => each.organisation === organisation || each.organisation === hub),
      network,
      hub,
    ),
    gaps: gaps?.map(gapWords),
    tasks: tasksAt(await deps.store.opens<TaskPlace>(hub, 'task'), organisation, now),
  };
  return drawPack(pack, network, person, said);
}

async function rowsFor(
  deps: Reading,
  person: PersonId,
  hub: HubId,
  places: readonly OpenRow[],
  reader: Reader | undefined,
): Promise<readonly ListRow[]> {
  const which = places.slice(0, packRowsMax).map(({ id }) => ({ hub, id }));
  const rows = await listed.rows(deps, reader ?? { person, here: undefined, shared: false }, which);
  return rows.map(({ row }) => (reader === undefined ? { first: row.first, second: row.second } : row));
}

/** What the clock tells somebody whom the rota has put on or off shift; nothing when that is so no more. */
export async function shiftMessage(deps: Reading, what: string, person: PersonId): Promise<Outgoing | undefined> {
  const network = await deps.network.current();
  const shift = own(network.onShift, person);
  if (what === 'shiftBegan') {
    return shift === undefined
      ? undefined
      : { card: await packFor(deps, person, shift.at, { reader: { person, here: undefined, shared: false } }), summary: shiftBeganSummary };
  }
  if (shift !== undefined || own(network.staff, person) === undefined) return undefined;
  const { claims, meant } = await leftWith(deps.store, network, person);
  return { card: drawShiftEnded(claims.length, meant.length), summary: shiftEndedSummary };
}
