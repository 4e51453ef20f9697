// How eConsults stand in lists, with what can be done about each, and how somebody takes the next one.

import { type Placed, seeEach } from '../../app/econsult/known.ts';
import { claimOf, turnsAt } from '../../app/econsult/next.ts';
import { noTurnWords, takenWords } from '../../cards/econsult/next.ts';
import { rowOf, rowOffers } from '../../cards/econsult/row.ts';
import type { ListRow, RowButton } from '../../cards/list.ts';
import { decide, type EConsultRules } from '../../domain/econsult/decide.ts';
import { mayBeClaimed } from '../../domain/econsult/next.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import { own } from '../../domain/lookup.ts';
import { mayAnswer, maySee, mayView, sideOf } from '../../domain/network/access.ts';
import { organisationIn } from '../../domain/network/state.ts';
import { staffAt } from '../../domain/network/who-is-where.ts';
import { type Instant, type Person, personOf } from '../../domain/terms.ts';
import type { Listed, Reader, Takes } from '../kind.ts';
import { conversationOf } from '../wire.ts';
import { sharedViewOf, sidesOf, viewOf } from './gate.ts';
import { presses } from './inputs.ts';
import { refreshFor } from './press.ts';

interface Seen {
  readonly rules: EConsultRules;
  readonly reader: Reader;
  readonly now: Instant;
}

export const listed: Listed = {
  mayKnow: (network, person, place: Placed) => maySee(network, person, place),
  isTheirs: ({ claimant, assignee }: Placed, person) => claimant === person || assignee === person,
  isOfferedTo: ({ offeredTo }: Placed, organisation) => offeredTo === organisation,
  async rows({ store, network, clock }, reader, which) {
    const rules = await network.now();
    const seen = { rules, reader, now: clock.now() };
    return (await seeEach(store, rules.network, reader.person, which)).map((it) => ({ id: it.id, row: offeredRow(it, seen) }));
  },
};

/** One of a list, with its buttons for this reader. */
export function offeredRow(it: EConsult, { rules, reader, now }: Seen): ListRow {
  const { network } = rules;
  const row = rowOf(it, network, now);
  const at = reader.shared ? reader.here : sideOf(network, reader.person, it, reader.here);
  if (at === undefined) return row;
  const offers = rowOffers(it, { network, at, now, ...(reader.shared ? {} : { viewer: reader.person }) });
  const readers = reader.shared ? staffAt(network, at).map(personOf) : readerOf(reader, rules);
  const isFor = (test: (person: Person) => boolean): boolean => readers.some(test);
  const press = offers.presses.find(({ verb }) => isFor((person) => isGranted(it, verb, person, rules, now)));
  const dialogs = offers.dialogs.filter(({ verb }: RowButton) =>
    isFor(({ id }) => {
      if (verb === 'complete') return mayAnswer(network, id, it, now) === undefined;
      return verb !== 'open' || mayView(network, id, it, now) === undefined;
    }),
  );
  const about = { thing: 'econsult', hub: it.hub, id: it.id, revision: it.revision };
  return { ...row, buttons: { about, presses: press === undefined ? [] : [press], dialogs } };
}

const readerOf = ({ person }: Reader, { network }: EConsultRules): readonly Person[] => {
  const member = own(network.staff, person);
  return member === undefined ? [] : [personOf(member)];
};

/** Whether a press of it by this person would be granted as things are, and would change something. */
function isGranted(it: EConsult, verb: string, { id, name }: Person, rules: EConsultRules, at: Instant): boolean {
  const by = { kind: 'person', id, name } as const;
  const command = own(presses, verb)?.({ hub: it.hub, id: it.id, operation: 'offered', at, by }, {});
  if (command === undefined || command === 'inputMissing') return false;
  const decision = decide(command, it, rules);
  return 'events' in decision && decision.events.length > 0;
}

export const takes: Takes = {
  mayBeTaken: (network, place: Placed, people, now) => mayBeClaimed(place, network, people, now),
  async turns({ store, network }, next, queue) {
    const now = await network.current();
    const { before, free, ...rest } = await turnsAt(store, now, next, queue);
    return { before, free, words: noTurnWords(rest, now, queue.holder) };
  },
  async take(deps, next, which) {
    const handled = await claimOf({ ...deps, rules: deps.network }, next, which);
    if (handled.kind === 'refused') return undefined;
    const it = handled.state;
    return {
      words: takenWords(it),
      row: async (reader) => offeredRow(it, { rules: await deps.network.now(), reader, now: next.at }),
      async card(reader, activity) {
        const network = await deps.network.current();
        const here = organisationIn(network, conversationOf(activity), sidesOf(it));
        // In a channel everybody reads it, and only what belongs there: its claimant's client then fetches their own view.
        const viewing = { now: next.at, refreshFor: await refreshFor(deps.directory, it) };
        if (!reader.shared) return viewOf(it, network, { ...viewing, activity, person: next.by.id });
        return here !== undefined && [it.hub, it.practice, it.holder].includes(here) ? sharedViewOf(it, network, here, viewing) : undefined;
      },
    };
  },
};
