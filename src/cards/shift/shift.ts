// What somebody reads when their shift begins or ends: what is theirs, what is at risk, which practices are not as usual, gaps in the rota.

import type { QueuePlace } from '../../domain/econsult/queue-place.ts';
import { own } from '../../domain/lookup.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import { onShiftAt } from '../../domain/network/who-is-where.ts';
import { areAny, type TasksAt } from '../../domain/task/counts.ts';
import type { Instant, OrganisationId, PersonId } from '../../domain/terms.ts';
import type { Standing } from '../board/board.ts';
import type { DialogButton } from '../list.ts';
import { drawList, drawLive, type ListRow, type Said } from '../list.ts';
import { headOf } from '../queues.ts';
import { tasksLineToLook } from '../task/counts.ts';
import type { Card } from '../templates.ts';
import { plain } from '../words.ts';
import { onShiftWords } from './words.ts';

/** Of each part: the first are read, the rest is asked for by a command. */
export const packRowsMax = 6;

export interface Pack {
  readonly organisation: OrganisationId;
  /** Something there could be claimed by somebody, and it can be pressed where this is read. */
  readonly waits: boolean;
  /** What of the work there somebody must look at now. */
  readonly standing: Standing;
  /** The first of them, as rows. */
  readonly mine: readonly ListRow[];
  readonly mineCount: number;
  /** Those I have claimed that another organisation has: people who change organisation without going off shift leave them behind. */
  readonly elsewhere: number;
  readonly atRisk: readonly ListRow[];
  readonly atRiskCount: number;
  /** Practices that are not as usual, and planned shifts that lack somebody, in words made safe already. */
  readonly unusual: readonly string[];
  /** Absent where no rota is kept: a practice has none here. */
  readonly gaps: readonly string[] | undefined;
  /** Of the organisation; absent: nobody counted them. */
  readonly tasks?: TasksAt;
}

/** How the start of a shift at an organisation is called by its buttons. */
export const packName = (organisation: OrganisationId): string => `pack|${organisation}`;

/** The start of a shift, in one card. `said`: what a press in it came to. */
export function drawPack(pack: Pack, network: Network, by: PersonId, said?: Said): Card {
  const others = onShiftAt(network, pack.organisation)
    .filter(({ id }) => id !== by)
    .map(({ id }) => plain(own(network.staff, id)?.name ?? ''))
    .sort();
  const rows: ListRow[] = [
    {
      first: `How it stands at ${plain(organisationName(network, pack.organisation))}`,
      second: pack.standing.words,
      stands: pack.standing.stands,
    },
    withMore(head('Yours', pack.mineCount, 'Nothing is yours yet.', 'mine'), elsewhereWords(pack.elsewhere)),
    ...pack.mine,
    head('Look first: urgent and unclaimed, at risk, or late', pack.atRiskCount, 'Nothing at the moment.', 'queue'),
    ...pack.atRisk,
    ...(pack.tasks === undefined || !areAny(pack.tasks)
      ? []
      : [{ first: 'Tasks', second: tasksLineToLook(pack.tasks), stands: pack.tasks.late + pack.tasks.back > 0 }]),
    { first: 'Opening hours and agreements', second: pack.unusual.length === 0 ? 'No changes today.' : pack.unusual.join('; ') },
    ...(pack.gaps === undefined ? [] : [{ first: 'Gaps in the rota', second: gapsWords(pack.gaps) }]),
  ];
  const beside = others.length === 0 ? 'Nobody else is on shift here yet.' : `Also on shift: ${others.join(', ')}.`;
  return drawLive('Your shift', `${onShiftWords(network, pack.organisation)} ${beside}`, rows, {
    list: packName(pack.organisation),
    said,
    head: headOf(packName(pack.organisation), pack.waits),
  });
}

const withMore = ({ first, second }: ListRow, more: string): ListRow => ({ first, second: `${second} ${more}`.trim() });

function elsewhereWords(elsewhere: number): string {
  if (elsewhere === 0) return '';
  const [are, them, cards] = elsewhere === 1 ? ['One of them is', 'it', 'its card'] : [`${elsewhere} of them are`, 'them', 'their cards'];
  return `${are} at another place: release ${them} or hand ${them} over on ${cards}, unless you will still answer ${them}.`;
}

const gapsWords = (gaps: readonly string[]): string => {
  const more = gaps.length - packRowsMax;
  if (gaps.length === 0) return 'None in the coming days.';
  return `${gaps.slice(0, packRowsMax).join('; ')}${more > 0 ? `; and ${more} more: write \u201crota\u201d` : ''}`;
};

const head = (first: string, count: number, none: string, command: string): ListRow => ({
  first,
  second:
    count === 0
      ? none
      : count > packRowsMax
        ? `${count}; the ${packRowsMax} most urgent are shown, \u201c${command}\u201d shows more.`
        : `${count}, the most urgent first.`,
});

/** What is left with whoever leaves; without its full stop. */
export const stillYours = (claims: number): string => `${claims === 1 ? 'One eConsult is' : `${claims} eConsults are`} still yours`;
/**
 * What is assigned to somebody who leaves and that nobody has claimed: colleagues think that it is looked after. In whole sentences; empty
 * if there is none.
 */
export function meantWords(meant: number): string {
  if (meant === 0) return '';
  const [are, it, cards] = meant === 1 ? ['One eConsult is', 'it', 'its card'] : [`${meant} eConsults are`, 'them', 'their cards'];
  return `${are} meant for you, and nobody has claimed ${it}: please press Assign on ${cards}, for somebody who is here. \u201cmine\u201d shows ${it}.`;
}
export const leavingButton: DialogButton = { verb: 'leaving', title: 'Decide each one' };

/** For the end by the rota: asks what becomes of each claim, and whoever is still working can say so. */
export function drawShiftEnded(claims: number, meant: number): Card {
  const left =
    claims + meant === 0 ? 'Nothing is left with you.' : `${claims === 0 ? '' : `${stillYours(claims)}. `}${meantWords(meant)}`.trim();
  const buttons = claims === 0 ? [] : [leavingButton];
  return drawList(
    'Your shift has ended',
    `The rota says that your shift is over, so you are off shift. ${left} If you are still here, write \u201con shift\u201d.`,
    [],
    buttons,
  );
}

/**
 * Whether an open one is shown first when a shift begins: at risk of missing its target, past its target or limit, or urgent and unclaimed,
 * however much time is left.
 */
export const isToLookAtFirst = (
  { priority, claimant, risk, limit, held }: Pick<QueuePlace, 'priority' | 'claimant' | 'risk' | 'limit' | 'held'>,
  now: Instant,
): boolean => (priority !== 'routine' && claimant === undefined) || (risk <= now && !held) || limit <= now;
