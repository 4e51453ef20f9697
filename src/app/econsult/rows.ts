// What the store's rows say of eConsults without loading them: where the open ones wait, what came, what became whose, who opened which.
import type { ViewReason } from '../../domain/econsult/command.ts';
import type { Placed as PlacedEvent, PracticeCorrected, Received, Viewed } from '../../domain/econsult/event.ts';
import type { QueuePlace } from '../../domain/econsult/queue-place.ts';
import type { EConsultId, HubId, Instant, OdsCode, OrganisationId, Person } from '../../domain/terms.ts';
import type { QueueRow, Store } from '../ports.ts';

const kind = 'econsult';

/** An open one as its queue shows it. */
export type OpenRow = QueueRow<QueuePlace>;

/** Whether what stands in that place may be shown in this organisation's channel. */
export const isShownAt = ({ holder, practice, offeredTo }: QueuePlace, organisation: OrganisationId): boolean =>
  [holder, practice, offeredTo].includes(organisation);

/** Everything open in a hub, as `Store.opens`. */
export const opensIn = (store: Pick<Store, 'opens'>, hub: HubId): Promise<readonly OpenRow[]> => store.opens<QueuePlace>(hub, kind);
/** A holder's queue, as `Store.queue`. */
export const queueOf = (
  store: Pick<Store, 'queue'>,
  hub: HubId,
  holder: OrganisationId | 'unplaced',
  limit: number,
): Promise<readonly OpenRow[]> => store.queue<QueuePlace>(hub, kind, holder, limit);

type Log = Pick<Store, 'logged'>;

/** What was received in that time, as `Store.logged`. */
export async function receivedIn(store: Log, hub: HubId, from: Instant, until: Instant, limit: number): Promise<readonly Received[]> {
  return (await store.logged<Received>(hub, { kind, types: ['Received'] }, from, until, limit)).map(({ event }) => event);
}

/** When an eConsult became a practice's. */
export interface Arrival {
  readonly id: EConsultId;
  readonly practice: OdsCode;
  readonly at: Instant;
}
type Arrived = Received | PlacedEvent | PracticeCorrected;

/** What became some practice's in that time, by receipt, placing or correction; as `Store.logged`. */
export async function arrivalsIn(store: Log, hub: HubId, from: Instant, until: Instant, limit: number): Promise<readonly Arrival[]> {
  const types: readonly Arrived['type'][] = ['Received', 'Placed', 'PracticeCorrected'];
  const logged = await store.logged<Arrived>(hub, { kind, types }, from, until, limit);
  return logged.flatMap(({ id, event }) => {
    const practice = practiceIn(event);
    return practice === undefined ? [] : [{ id, practice, at: event.at }];
  });
}

function practiceIn(event: Arrived): OdsCode | undefined {
  switch (event.type) {
    case 'Received':
      return event.facts.practice;
    case 'Placed':
      return event.practice;
    case 'PracticeCorrected':
      return event.to;
  }
}

/** One opening of an eConsult by somebody. */
export interface Opening {
  readonly id: EConsultId;
  readonly at: Instant;
  readonly by: Person;
  readonly reason: ViewReason | undefined;
}

/** Who opened which eConsult in that time, and why; as `Store.logged`. */
export async function openingsIn(store: Log, hub: HubId, from: Instant, until: Instant, limit: number): Promise<readonly Opening[]> {
  const logged = await store.logged<Viewed>(hub, { kind, types: ['Viewed'] }, from, until, limit);
  return logged.map(({ id, event: { at, by, reason } }) => ({ id, at, by, reason }));
}
