// What somebody reads when their shift begins or ends: what is theirs, what is at risk, which practices are not as usual, gaps in the rota.
import type { EConsult } from '../domain/econsult/state.ts';
import type { Network } from '../domain/network/state.ts';
import type { Instant, OrganisationId, PersonId } from '../domain/terms.ts';
import type { DialogButton } from './buttons.ts';
import { drawList, type ListRow, rowOf } from './channels.ts';
import type { Card } from './templates.ts';
import { plain } from './words.ts';

/** Of each part: the first are read, the rest is asked for by a command. */
export const packRowsMax = 6;

export interface Pack {
  readonly organisation: OrganisationId;
  readonly mine: readonly EConsult[];
  readonly mineCount: number;
  readonly atRisk: readonly EConsult[];
  readonly atRiskCount: number;
  /** Practices that are not as usual, and planned shifts that lack somebody, in words made safe already. */
  readonly unusual: readonly string[];
  readonly gaps: readonly string[];
}

/** The start of a shift, in one card. */
export function drawPack(pack: Pack, network: Network, by: PersonId, words: string): Card {
  const others = Object.entries(network.onShift)
    .filter(([id, { at }]) => at === pack.organisation && id !== by)
    .map(([id]) => plain(network.staff[id]?.name ?? ''))
    .sort();
  const rows: ListRow[] = [
    head('Yours', pack.mineCount, 'Nothing is yours yet.', 'mine'),
    ...pack.mine.slice(0, packRowsMax).map((it) => rowOf(it, network)),
    head('At risk or late here', pack.atRiskCount, 'Nothing is at risk.', 'queue'),
    ...pack.atRisk.slice(0, packRowsMax).map((it) => rowOf(it, network)),
    { first: 'Not as usual', second: pack.unusual.length === 0 ? 'Every practice works as usual.' : pack.unusual.join('; ') },
    {
      first: 'Gaps in the rota',
      second: pack.gaps.length === 0 ? 'None are known in the coming days.' : pack.gaps.slice(0, packRowsMax).join('; '),
    },
  ];
  const beside = others.length === 0 ? 'Nobody else is on shift here yet.' : `Also on shift: ${others.join(', ')}.`;
  return drawList('Your shift', `${words} ${beside}`, rows);
}

const head = (first: string, count: number, none: string, command: string): ListRow => ({
  first,
  second:
    count === 0 ? none : `${count}${count > packRowsMax ? `; the first ${packRowsMax} are shown, \u201c${command}\u201d shows more` : ''}.`,
});

/** What is left with whoever leaves; without its full stop. */
export const stillYours = (claims: number): string => `${claims === 1 ? 'One eConsult is' : `${claims} eConsults are`} still yours`;
export const leavingButton: DialogButton = { verb: 'leaving', title: 'Say what becomes of each' };

/** The rota says that it is over: what is left is asked about, and whoever is still there says so. */
export function drawShiftEnded(claims: number): Card {
  const left = claims === 0 ? 'Nothing is left with you.' : `${stillYours(claims)}.`;
  const buttons = claims === 0 ? [] : [leavingButton];
  return drawList(
    'Your shift has ended',
    `The rota says that your shift is over, so you are off shift. ${left} If you are still here, write \u201con shift\u201d.`,
    [],
    buttons,
  );
}

/** Whether an open one is worth a look at the start of a shift: at risk of missing its target, or past it, or past its limit. */
export const isAtRisk = (place: { readonly risk: Instant; readonly limit: Instant; readonly held: boolean }, now: Instant): boolean =>
  (place.risk <= now && !place.held) || place.limit <= now;
