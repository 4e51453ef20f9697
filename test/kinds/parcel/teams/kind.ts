// The parcel in Teams: a button, a dialog, a typed word, search, and its messages.
import { createHash } from 'node:crypto';
import { z } from 'zod/v4';
import { handle } from '../../../../src/app/handle.ts';
import { unknownCard } from '../../../../src/cards/answers.ts';
import { drawList, type ListRow } from '../../../../src/cards/list.ts';
import { own } from '../../../../src/domain/lookup.ts';
import { maySee } from '../../../../src/domain/network/access.ts';
import { hubsOf } from '../../../../src/domain/network/state.ts';
import { organisationsMeant } from '../../../../src/domain/network/which-practice.ts';
import type { KindDeps, Search, TeamsKind } from '../../../../src/teams/kind.ts';
import { askedBy, operationOf, type Press, type Reading } from '../../../../src/teams/press.ts';
import { cardReply, closingReply, dialogReply, messageReply, wordsDialog } from '../../../../src/teams/replies.ts';
import { payloadSchema } from '../../../../src/teams/wire.ts';
import { parcelKey, parcelKind } from '../app/kind.ts';
import { drawParcel, drawRedirect } from '../cards/parcel.ts';
import type { Parcel, ParcelRefusal } from '../domain/parcel.ts';

const payload = payloadSchema(parcelKind.ids);
const words = (refusal: ParcelRefusal): string =>
  refusal.why === 'gone' ? `${refusal.by.name} has collected it already.` : 'There is no such parcel.';

/** The one way to a parcel for a person: whoever works neither at its hub nor where it goes does not know of it. */
async function see({ store, network }: Reading, person: string, hub: string, id: string): Promise<Parcel | undefined> {
  const now = await network.current();
  const parcel = own(now.hubs, hub) && (await store.load<Parcel>(parcelKey(hub, id)))?.state;
  return parcel && maySee(now, person, { hub, practice: parcel.to }) ? parcel : undefined;
}
async function pressed(deps: KindDeps, press: Press) {
  const carried = payload.safeParse(press.data);
  if (!carried.success) return undefined;
  const { hub, id } = carried.data;
  const parcel = await see(deps, press.by.id, hub, id);
  return parcel && { parcel, asked: askedBy(deps, press, hub, id, undefined) };
}
const rowOf = ({ id, to, collected }: Parcel): ListRow => ({ first: `Parcel ${id}`, second: collected ? 'Collected.' : `At ${to}.` });

const search: Search = {
  async find(deps, by, typed) {
    const id = parcelKind.meant?.(typed);
    const network = await deps.network.current();
    const hubs = hubsOf(network, by);
    if (id !== undefined) {
      for (const hub of hubs) if (await see(deps, by, hub, id)) return { exactly: true, found: [{ hub, id }] };
    }
    const open = await Promise.all(hubs.map(async (hub) => (await deps.store.opens(hub, 'parcel')).map((row) => ({ ...row, hub }))));
    return { exactly: false, found: typed.includes('parcel') ? open.flat() : [] };
  },
  async show(deps, by, which) {
    const seen = await Promise.all(which.map(({ hub, id }) => see(deps, by, hub, id)));
    return seen.flatMap((parcel) => (parcel ? [{ id: parcel.id, title: `Parcel ${parcel.id}`, row: rowOf(parcel) }] : []));
  },
};

export const parcelInTeams: TeamsKind<Parcel> = {
  kind: parcelKind.kind,
  presses: {
    verbs: ['collect'],
    async answer(deps, press) {
      const found = await pressed(deps, press);
      if (found === undefined) return messageReply(unknownCard);
      const { parcel, asked } = found;
      const handled = await handle(deps, parcelKind, parcelKey(asked.hub, asked.id), { ...asked, type: 'collect' }, undefined);
      return handled.kind === 'done' ? cardReply(drawParcel(handled.state).card) : messageReply(`${words(handled.refusal)} (${parcel.id})`);
    },
  },
  dialogs: {
    verbs: ['redirect'],
    async answer(deps, press, how) {
      const found = await pressed(deps, press);
      if (found === undefined) return wordsDialog(unknownCard);
      const { parcel, asked } = found;
      const network = await deps.network.current();
      const given = z.object({ to: z.string() }).safeParse(press.data);
      const to = given.success ? own(network.practices, given.data.to)?.code : undefined;
      if (how === 'fetch') return dialogReply('Redirect', drawRedirect(parcel, network));
      if (to === undefined) return dialogReply('Redirect', drawRedirect(parcel, network, 'Please choose one of those offered.'));
      const handled = await handle(deps, parcelKind, parcelKey(asked.hub, asked.id), { ...asked, type: 'redirect', to }, undefined);
      return handled.kind === 'done' ? closingReply('Redirected.') : wordsDialog(words(handled.refusal));
    },
  },
  commands: [
    {
      place: 300,
      usage: 'parcel PRACTICE',
      words: ['parcel'],
      says: 'Sends a parcel.',
      for: 'hub',
      async run(deps, { network, by, rest, activity }) {
        const [to] = organisationsMeant(network, rest, Object.keys(network.practices));
        const hub = own(network.practices, to ?? '')?.hub;
        if (to === undefined || hub === undefined) return drawList('Parcel', 'Please write a practice.', []);
        const operation = operationOf(activity);
        const id = `P-${createHash('sha256').update(operation).digest('hex').slice(0, 8).toUpperCase()}`;
        const command = { type: 'post', hub, id, to, operation, at: deps.clock.now(), by } as const;
        const handled = await handle(deps, parcelKind, parcelKey(hub, id), command, undefined);
        return drawList('Parcel', handled.kind === 'done' ? `Sent: ${id}.` : words(handled.refusal), []);
      },
    },
    {
      place: 310,
      usage: 'find P-1234ABCD',
      words: ['find'],
      says: 'Where a parcel is.',
      for: 'staff',
      async run(deps, { network, by, rest }) {
        const { found } = await search.find(deps, by.id, rest);
        const results = await search.show(deps, by.id, found);
        return drawList(
          'Find',
          `In ${Object.keys(network.hubs).length} hubs.`,
          results.map(({ row }) => row),
        );
      },
    },
  ],
  search,
  listed: {
    mayKnow: (network, person, place) => maySee(network, person, { hub: place.hub, practice: place.holder }),
    isTheirs: () => false,
    async rows(deps, { person }, which) {
      const seen = await Promise.all(which.map(({ hub, id }) => see(deps, person, hub, id)));
      return seen.flatMap((parcel) => {
        if (parcel === undefined) return [];
        const about = { thing: 'parcel', hub: parcel.hub, id: parcel.id, revision: 1 };
        const presses = [{ verb: 'collect', title: 'Collect', named: `Collect parcel ${parcel.id}` }];
        return [{ id: parcel.id, row: { ...rowOf(parcel), buttons: { about, presses, dialogs: [] } } }];
      });
    },
  },
  gists: async ({ store }, hub, ids) => {
    const loaded = await Promise.all(ids.map((id) => store.load<Parcel>(parcelKey(hub, id))));
    return loaded.flatMap((each) => (each ? [rowOf(each.state)] : []));
  },
  draw: async (_, { what }, { state }) =>
    what === 'card' ? drawParcel(state) : { text: `Parcel ${state.id} lies here.`, summary: 'A parcel lies here' },
};
