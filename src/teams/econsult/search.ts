// How eConsults are found by the message extension: by reference, practice, status and day.

import { seeEach } from '../../app/econsult/known.ts';
import { sideOf } from '../../domain/network/access.ts';
import { referenceOf } from '../../domain/reference.ts';
import type { Search } from '../kind.ts';
import { offeredRow } from './listed.ts';
import { findIn, search } from './look-up.ts';

export const econsultSearch: Search = {
  async find({ store, network, clock }, by, words) {
    const now = await network.current();
    const named = await findIn(store, now, by, words);
    if (named) return { exactly: true, found: [{ hub: named.hub, id: named.it.id }] };
    return { exactly: false, found: await search(store, now, by, words, clock.now()) };
  },
  // Rights may have changed since they were found.
  async show({ store, network, clock }, by, which) {
    const rules = await network.now();
    return (await seeEach(store, rules.network, by, which)).map((it) => ({
      ...{ id: it.id, title: referenceOf(it.id) },
      // Put into a message, it is read by whoever is in that chat: it offers what its card offers to everybody where the searcher works.
      row: offeredRow(it, {
        rules,
        reader: { person: by, here: sideOf(rules.network, by, it, undefined), shared: true },
        now: clock.now(),
      }),
    }));
  },
};
