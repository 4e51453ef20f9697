// An organisation's appointments as a list: its own book, and what others offer it; each with what can be done about it.
import { type Network, organisationName } from '../../domain/network/state.ts';
import { letteredIds } from '../../domain/reference.ts';
import type { BookCounts } from '../../domain/slot/book.ts';
import type { SlotPlace } from '../../domain/slot/queue-place.ts';
import { slotIds } from '../../domain/slot/state.ts';
import type { HubId, Instant, OrganisationId } from '../../domain/terms.ts';
import type { HelpLine } from '../help.ts';
import { drawLive, type ListPress, type ListRow, pageRows, type Said } from '../list.ts';
import { footOf, type Page, pageOf } from '../queues.ts';
import { taskKindWords } from '../task/words.ts';
import { type Card, inert, saying } from '../templates.ts';
import { oneLine, plain, shortened, when, within } from '../words.ts';
import { actorWords, ledgerWords, timeWords, whatWords } from './words.ts';

export const slotHelp = {
  slots: { usage: 'slots', says: 'Appointments you offer, and those that others offer you.' },
  find: { usage: 'find S-K7M-4QX', says: 'How an appointment stands.' },
} as const satisfies Readonly<Record<string, HelpLine>>;

export const slotsTitle = 'Appointments';
export const slotsNotYours = 'You do not work here, so its appointments are not shown.';
export const slotNotFound = 'No appointment of that name is here for you.';

/** What is read: an organisation's own book, or what others offer it. */
export type Side = 'ours' | 'theirs';
export type Row = SlotPlace & { readonly id: string };

export const slotVerbs = { offer: 'offerSlots', repeat: 'repeatSlots', paste: 'pasteSlots', withdraw: 'withdrawSlot' } as const;
export const slotTitles = {
  offer: 'Offer appointments',
  repeat: 'Offer them week by week',
  paste: 'Paste a list',
  withdraw: 'Take it out of the book',
} as const;

const nameOf = (network: Network, organisation: OrganisationId): string => plain(organisationName(network, organisation));
/** As staff write a task. */
const taskWords = (id: string): string => (/^T-[A-Z\d]{6}$/.test(id) ? letteredIds('T').reference(id) : plain(id));

/** For whom, and for what. */
function forWords(network: Network, { forOrganisations, forKinds }: Pick<SlotPlace, 'forOrganisations' | 'forKinds'>): string {
  const whom =
    forOrganisations === 'all'
      ? 'everybody'
      : shortened(
          forOrganisations.map((each) => nameOf(network, each)),
          3,
        );
  return forKinds === 'all' ? whom : `${whom}: ${forKinds.map((kind) => within(taskKindWords[kind])).join(', ')}`;
}

/** How it stands, seen by whoever offers it or could take it. */
function standing(network: Network, row: Row, side: Side, now: Instant): string {
  const { status, taken, cutOffAt } = row;
  if (taken !== undefined) {
    const whom = side === 'theirs' ? '' : ` for ${nameOf(network, taken.for)}`;
    return `Taken${whom} by ${actorWords(taken.by)}, ${when(taken.at, now)}, task ${taskWords(taken.task)}.`;
  }
  if (status === 'lapsed' || cutOffAt <= now) return `Nobody took it by ${when(cutOffAt, now)}: it is yours again.`;
  return side === 'theirs'
    ? `Free until ${when(cutOffAt, now)}. Take it when you send a task.`
    : `Free until ${when(cutOffAt, now)}, for ${forWords(network, row)}.`;
}

/** One as two lines; `withdraws`: whoever reads it may take it out of the book. */
export function slotRow(network: Network, hub: HubId, row: Row, side: Side, now: Instant): ListRow {
  const whose = side === 'theirs' ? ` ${nameOf(network, row.holder)}:` : '';
  const reference = slotIds.reference(row.id);
  const named = inert(`${slotTitles.withdraw}: ${oneLine(row.what)}, ${timeWords({ start: row.due, minutes: row.minutes })}`);
  const buttons = {
    about: { thing: 'slot', hub, id: row.id, revision: row.revision },
    presses: [],
    dialogs: [{ verb: slotVerbs.withdraw, title: slotTitles.withdraw, named }],
  };
  return {
    first: `${timeWords({ start: row.due, minutes: row.minutes })}:${whose} ${whatWords(row)}`,
    second: `${standing(network, row, side, now)} Book under: ${plain(row.bookUnder)}. ${reference}`,
    ...(side === 'ours' && row.status === 'free' && now < row.cutOffAt ? { buttons } : {}),
  };
}

/** What was offered and used in the last four weeks. */
export interface Ledger {
  readonly organisation: OrganisationId;
  readonly own: BookCounts;
  /** What others offered it, and it used; those who offered nothing are left out. */
  readonly from: readonly ({ readonly organisation: OrganisationId } & BookCounts)[];
}
function ledgerOf(network: Network, { own, from }: Ledger): string {
  const ours =
    own.offered === 0 ? 'You offered none' : `You offered ${own.offered}, and ${own.used} ${own.used === 1 ? 'was' : 'were'} used`;
  const theirs =
    from.length === 0
      ? 'Others offered you none'
      : `You used ${shortened(
          from.map(({ organisation, offered, used }) => `${used} of ${offered} from ${nameOf(network, organisation)}`),
          4,
        )}`;
  return `In the last 4 weeks: ${within(ours)}. ${theirs}.`;
}

export interface Shown {
  readonly hub: HubId;
  readonly organisation: OrganisationId;
  readonly side: Side;
  readonly page: number;
  readonly rows: readonly Row[];
  /** How many are free on the other side. */
  readonly otherFree: number;
  readonly ledger: Ledger;
  readonly said?: Said | undefined;
}

/** How such a list is called by its buttons. */
export const slotsName = (hub: HubId, organisation: OrganisationId, side: Side, page: number): string =>
  `slots|${hub}|${organisation}|${side}|${page}`;

export function drawSlots(network: Network, shown: Shown, now: Instant): Card {
  const { hub, organisation, side, rows } = shown;
  const page = pageOf(shown.page, rows.length);
  const on = rows.slice(page.from, page.from + pageRows).map((row) => slotRow(network, hub, row, side, now));
  const title = side === 'ours' ? `Appointments of ${nameOf(network, organisation)}` : `Appointments for ${nameOf(network, organisation)}`;
  const card = drawLive(title, sidesWords(network, shown, page, now), on, {
    list: slotsName(hub, organisation, side, page.page),
    said: shown.said,
    head: [otherSide(shown)],
    foot: footOf((number) => slotsName(hub, organisation, side, number), page),
    ...(side === 'ours'
      ? {
          rest: organisation,
          buttons: (['offer', 'repeat', 'paste'] as const).map((each) => ({ verb: slotVerbs[each], title: slotTitles[each] })),
        }
      : {}),
  });
  return saying('slot', card);
}

function sidesWords(network: Network, { side, rows, ledger }: Shown, { from, count }: Page, now: Instant): string {
  const free = rows.filter(({ status, cutOffAt }) => status === 'free' && now < cutOffAt).length;
  const page = count <= pageRows ? '' : ` ${from + 1} to ${Math.min(count, from + pageRows)} of ${count}.`;
  const none = side === 'ours' ? 'You offer none now.' : 'Nobody offers you one now.';
  const words = count === 0 ? none : `Soonest first; ${free} ${free === 1 ? 'is' : 'are'} free.${page}`;
  return `${words} ${ledgerWords} ${ledgerOf(network, ledger)} As of ${when(now)}.`;
}

function otherSide({ hub, organisation, side, otherFree }: Shown): ListPress {
  const title = side === 'ours' ? `What others offer you (${otherFree} free)` : `What you offer (${otherFree} free)`;
  return { verb: 'list', title, style: 'default', list: slotsName(hub, organisation, side === 'ours' ? 'theirs' : 'ours', 0) };
}

/** One that was asked for by its name. */
export const drawSlot = (network: Network, hub: HubId, row: Row, side: Side, now: Instant): Card =>
  saying('slot', drawLive(slotsTitle, ledgerWords, [slotRow(network, hub, row, side, now)], { list: '' }));
