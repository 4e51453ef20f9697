// The parcel as a kind: its verbs, its place in a queue, its timer, what is shown and what the auditor expects.
import { handle } from '../../../../src/app/handle.ts';
import type { Kind } from '../../../../src/app/kind.ts';
import type { ThingKey } from '../../../../src/app/ports.ts';
import {
  decideParcel,
  evolveParcel,
  type Parcel,
  type ParcelCommand,
  type ParcelEvent,
  type ParcelRefusal,
  placeOfParcel,
  reactParcel,
} from '../domain/parcel.ts';

const verbs = {
  kind: 'parcel',
  decide: decideParcel,
  evolve: evolveParcel,
  react: reactParcel,
  queue: placeOfParcel,
  timer: (parcel: Parcel | undefined) =>
    parcel === undefined || parcel.collected || parcel.reminded ? undefined : { at: parcel.dueAt, harm: '7' },
};
export const parcelKey = (hub: string, id: string): ThingKey => ({ hub, kind: verbs.kind, id });

export const parcelKind: Kind<Parcel, ParcelCommand, ParcelEvent, ParcelRefusal, undefined> = {
  ...verbs,
  ids: /^P-[0-9A-F]{8}$/,
  reference: (id) => id,
  meant: (typed) => /^p-?([0-9a-f]{8})$/i.exec(typed.trim().replace(' ', '-'))?.[1]?.toUpperCase().replace(/^/, 'P-'),
  queued: {},
  shown: {
    drawnFrom: 'itself',
    revision: ({ revision }) => revision,
    cards: ({ to, collected }) => ({ shownIn: collected ? [] : [to], class: 2 }),
  },
  looks: (deps) => async (hub, id, asked) => {
    await handle(deps, verbs, parcelKey(hub, id), { type: 'tick', hub, id, ...asked }, undefined);
    return {};
  },
};
