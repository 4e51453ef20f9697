// How eConsults are found by the message extension: by reference, practice, status and day.

import { seeEach } from '../../app/econsult/known.ts';
import { rowOf } from '../../cards/econsult/row.ts';
import { referenceOf } from '../../domain/reference.ts';
import type { Search } from '../kind.ts';
import { findIn, search } from './lists.ts';

export const econsultSearch: Search = {
  async find({ store, network, clock }, by, words) {
    const now = await network.current();
    const named = await findIn(store, now, by, words);
    if (named) return { exactly: true, found: [{ hub: named.hub, id: named.it.id }] };
    return { exactly: false, found: await search(store, now, by, words, clock.now()) };
  },
  // Rights may have changed since they were found.
  async show({ store, network }, by, which) {
    const now = await network.current();
    return (await seeEach(store, now, by, which)).map((it) => ({ id: it.id, title: referenceOf(it.id), row: rowOf(it, now) }));
  },
};
