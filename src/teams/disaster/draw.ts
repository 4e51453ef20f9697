// Draws a disaster's card and its notices, each from the state as it is when it is sent.
import { opensIn } from '../../app/econsult/rows.ts';
import { drawDisaster } from '../../cards/disaster/card.ts';
import { type Coming, withComing } from '../../cards/disaster/coming.ts';
import { disasterNotice } from '../../cards/disaster/notices.ts';
import { disasterNoticeNames } from '../../domain/disaster/react.ts';
import { countsOf, type Disaster, type Running } from '../../domain/disaster/state.ts';
import { staffAt } from '../../domain/network/who-is-where.ts';
import { isChannel, type OrganisationId, ownerOf } from '../../domain/terms.ts';
import type { DrawDeps, TeamsKind } from '../kind.ts';
import { queueName, rowsAmong } from '../lists.ts';
import { known, leadsNamed } from '../mentions.ts';

export const drawDisasterMessage: NonNullable<TeamsKind<Disaster>['draw']> = async (deps, { what, to }, { state: it }) => {
  const network = await deps.network.current();
  const now = deps.clock.now();
  const at = isChannel(to) ? ownerOf(to) : undefined;
  if (what === 'card') {
    const card = drawDisaster(it, { network, at: ownerOf(to), now });
    return it.status === 'running' ? withComing(card, await comingTo(deps, it, ownerOf(to))) : card;
  }
  const name = disasterNoticeNames.find((each) => each === what);
  const words = name && disasterNotice(name, it, { network, at });
  if (words === undefined) return undefined;
  // Whoever is asked to confirm, or hears of it in their own chat, reads the card there too: the channel's may be far away.
  const card = at === undefined ? { card: drawDisaster(it, { network, at: it.hub, now }).card } : {};
  const people = at === it.hub ? await known(deps.directory, leadsNamed(network, it.hub)) : [];
  const named = people.map((person) => `<at>${person.name}</at>`).join(', ');
  return {
    ...words,
    text: named === '' ? words.text : `${named}: ${words.text}`,
    mentions: people.map(({ id, name: who }) => ({ id, name: who })),
    ...card,
  };
};

/** What it has moved to an organisation and nobody there has claimed yet. Throws as the store does. */
async function comingTo(deps: DrawDeps, { hub, id, plan, preview, progress }: Running, at: OrganisationId): Promise<Coming> {
  const theirs = (await opensIn(deps.store, hub)).filter(
    ({ holder, rerouted, status }) => holder === at && rerouted?.disaster === id && status === 'waiting',
  );
  const ids = new Set(theirs.map((row) => row.id));
  // Whoever works there may know of it; what is offered is only what would not be refused to all of them.
  const [reader] = staffAt(await deps.network.current(), at);
  const rows = reader && ids.size > 0 ? await rowsAmong(deps, { person: reader.id, here: at, shared: true }, hub, ids) : [];
  const comes = plan.drill || progress.moved > 0 ? 0 : (preview.loads.find(({ organisation }) => organisation === at)?.comes ?? 0);
  return { comes, waiting: countsOf(theirs), rows, list: queueName({ hub, holder: at }, 0) };
}
