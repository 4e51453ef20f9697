// The numbers by which a lead decides on a wave, counted from what has happened at the hub.
import { own } from '../lookup.ts';
import { type Network, workMinutesDefault } from '../network/state.ts';
import { staffAt } from '../network/who-is-where.ts';
import type { EConsultId, HubId, Instant, Kind, OdsCode, OrganisationId, PersonId } from '../terms.ts';
import type { Numbers } from './wave.ts';

/** Two weeks show every weekday twice. */
export const measuredDays = 14;
/** Whoever has done nothing with the hub for so long may have forgotten how. */
export const trainedDays = 28;

/** One that came in within that time. */
export interface Came {
  readonly id: EConsultId;
  readonly kind: Kind;
  readonly holder: OrganisationId;
  /** By when somebody was to have claimed it. */
  readonly firstLook: Instant;
}
/** What has happened since, each at its time. */
export interface Since {
  readonly claimed: readonly { readonly id: EConsultId; readonly at: Instant }[];
  /** From the hub to a practice. */
  readonly passedBack: readonly EConsultId[];
  readonly completed: readonly { readonly id: EConsultId; readonly by: PersonId | undefined }[];
  /** Open at this moment. */
  readonly open: ReadonlySet<EConsultId>;
  /** Who has claimed, accepted, passed or signed anything within `trainedDays`, drills included. */
  readonly acted: ReadonlySet<PersonId>;
}

/** Of the hub as it works now, with the practices that are live; who is trained, of the practices that are to follow. */
export function numbersOf(
  network: Network,
  hub: HubId,
  practices: readonly OdsCode[],
  came: readonly Came[],
  { at, ...since }: Since & { readonly at: Instant },
): Numbers {
  const first = new Map<EConsultId, Instant>();
  for (const { id, at: when } of since.claimed) if (when < (first.get(id) ?? '~')) first.set(id, when);
  const due = came.filter(({ id, firstLook }) => firstLook <= at || first.has(id));
  const inTime = due.filter(({ id, firstLook }) => (first.get(id) ?? '~') <= firstLook);
  const atHub = came.filter(({ holder }) => holder === hub);
  const passed = new Set(since.passedBack);
  const over = new Map(since.completed.map(({ id, by }) => [id, by]));
  const kindOf = new Map(came.map(({ id, kind }) => [id, kind]));
  const set = own(network.hubs, hub)?.workMinutes ?? {};
  const isOurs = (person: PersonId | undefined): boolean =>
    person !== undefined && (own(network.staff, person)?.posts.some((post) => post.at === hub) ?? false);
  const minutesSaved = [...over].reduce((sum, [id, by]) => {
    const kind = kindOf.get(id);
    return kind === undefined || !isOurs(by) ? sum : sum + (own(set, kind) ?? workMinutesDefault[kind]);
  }, 0);
  const theirs = [
    ...new Set(practices.flatMap((code) => staffAt(network, code).filter(({ posts }) => posts.some((post) => post.at === code)))),
  ];
  return {
    at,
    days: measuredDays,
    received: came.length,
    ...share('claimedInTime', inTime.length, due.length),
    ...share('passedBack', atHub.filter(({ id }) => passed.has(id)).length, atHub.length),
    lost: came.filter(({ id }) => !since.open.has(id) && !over.has(id)).length,
    minutesSaved,
    ...share('trained', theirs.filter(({ id }) => since.acted.has(id)).length, theirs.length),
  };
}

/** In whole per cent, rounded down: a limit that is nearly reached is not. */
const share = <Name extends string>(name: Name, some: number, all: number): Partial<Record<Name, number>> =>
  all === 0 ? {} : ({ [name]: Math.floor((100 * some) / all) } as Record<Name, number>);
