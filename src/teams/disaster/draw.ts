// Draws a disaster's card and its notices, each from the state as it is when it is sent.
import { drawDisaster } from '../../cards/disaster/card.ts';
import { disasterNotice } from '../../cards/disaster/notices.ts';
import { disasterNoticeNames } from '../../domain/disaster/react.ts';
import type { Disaster } from '../../domain/disaster/state.ts';
import { isChannel, ownerOf } from '../../domain/terms.ts';
import type { TeamsKind } from '../kind.ts';
import { known, leadsNamed } from '../mentions.ts';

export const drawDisasterMessage: NonNullable<TeamsKind<Disaster>['draw']> = async (deps, { what, to }, { state: it }) => {
  const network = await deps.network.current();
  const now = deps.clock.now();
  const at = isChannel(to) ? ownerOf(to) : undefined;
  if (what === 'card') return drawDisaster(it, { network, at: ownerOf(to), now });
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
