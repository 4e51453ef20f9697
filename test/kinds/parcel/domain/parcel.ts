// A parcel that one organisation sends another: a made-up kind of thing, by which it is tested that a kind plugs in.
import type { Message as AnyMessage } from '../../../../src/domain/message.ts';
import type { Place } from '../../../../src/domain/queue-order.ts';
import { channelOf, type HubId, type Instant, type OrganisationId, type Person, personOf } from '../../../../src/domain/terms.ts';

export interface Parcel {
  readonly hub: HubId;
  readonly id: string;
  readonly to: OrganisationId;
  readonly sentAt: Instant;
  readonly dueAt: Instant;
  readonly reminded: boolean;
  readonly collected: { readonly by: Person; readonly at: Instant } | undefined;
  readonly revision: number;
}
interface Asked {
  readonly id: string;
  readonly hub: HubId;
  readonly operation: string;
  readonly at: Instant;
}
export type ParcelCommand = Asked &
  (
    | { readonly type: 'post'; readonly by: Person; readonly to: OrganisationId }
    | { readonly type: 'collect'; readonly by: Person }
    | { readonly type: 'redirect'; readonly by: Person; readonly to: OrganisationId }
    | { readonly type: 'tick' }
  );
export type ParcelEvent =
  | { readonly type: 'Posted'; readonly hub: HubId; readonly id: string; readonly to: OrganisationId; readonly at: Instant }
  | { readonly type: 'Collected'; readonly by: Person; readonly at: Instant }
  | { readonly type: 'Redirected'; readonly to: OrganisationId; readonly at: Instant }
  | { readonly type: 'Reminded'; readonly at: Instant };
export type ParcelRefusal = { readonly why: 'parcelUnknown' } | { readonly why: 'gone'; readonly by: Person };
type Decision = { readonly events: readonly ParcelEvent[] } | { readonly refusal: ParcelRefusal };

const lyingMs = 3_600_000;

export function decideParcel(command: ParcelCommand, parcel: Parcel | undefined): Decision {
  const { at } = command;
  if (command.type === 'post') {
    const { hub, id, to } = command;
    return { events: parcel === undefined ? [{ type: 'Posted', hub, id, to, at }] : [] };
  }
  if (parcel === undefined) return { refusal: { why: 'parcelUnknown' } };
  if (parcel.collected) return command.type === 'tick' ? { events: [] } : { refusal: { why: 'gone', by: parcel.collected.by } };
  switch (command.type) {
    case 'collect':
      return { events: [{ type: 'Collected', by: personOf(command.by), at }] };
    case 'redirect':
      return { events: command.to === parcel.to ? [] : [{ type: 'Redirected', to: command.to, at }] };
    case 'tick':
      return { events: parcel.reminded || at < parcel.dueAt ? [] : [{ type: 'Reminded', at }] };
  }
}

export function evolveParcel(parcel: Parcel | undefined, event: ParcelEvent, version: number): Parcel {
  if (event.type === 'Posted') {
    const { hub, id, to, at } = event;
    const dueAt = new Date(Date.parse(at) + lyingMs).toISOString();
    return { hub, id, to, sentAt: at, dueAt, reminded: false, collected: undefined, revision: version };
  }
  if (parcel === undefined) throw new Error('nothing comes before a parcel is posted');
  switch (event.type) {
    case 'Collected':
      return { ...parcel, collected: { by: event.by, at: event.at }, revision: version };
    case 'Redirected':
      return { ...parcel, to: event.to, revision: version };
    case 'Reminded':
      return { ...parcel, reminded: true };
  }
}

export type ParcelNotice = 'lies';
export function reactParcel(event: ParcelEvent, { to }: Parcel): readonly AnyMessage<ParcelNotice>[] {
  const card = { to: channelOf(to), class: 2, what: 'card' } as const;
  return event.type === 'Reminded' ? [{ ...card, what: 'lies' }] : [card];
}

export const placeOfParcel = (parcel: Parcel | undefined): Place | undefined =>
  parcel === undefined || parcel.collected ? undefined : { holder: parcel.to, priority: 'routine', due: parcel.dueAt };
