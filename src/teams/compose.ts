// Turns what is unsent into a message, from the state as it is now.
import { viewHub } from '../app/board.ts';
import type { Compose, Outgoing, Showing } from '../app/chat.ts';
import { digestThing } from '../app/moving.ts';
import type { NetworkSource } from '../app/network.ts';
import type { Clock, Directory, Loaded, Store } from '../app/ports.ts';
import { drawBoard } from '../cards/board.ts';
import { drawEConsult, drawOldCopy } from '../cards/draw.ts';
import { addressed, noticeWords } from '../cards/notices.ts';
import { oneLine } from '../cards/words.ts';
import type { HubView } from '../domain/board.ts';
import type { Day } from '../domain/day/state.ts';
import { leadsHearOf, standing, theClock } from '../domain/econsult/clock.ts';
import { asEscalatedAt } from '../domain/econsult/ladder.ts';
import type { NoticeName } from '../domain/econsult/react.ts';
import type { EConsult } from '../domain/econsult/state.ts';
import { deskOf, leadsOf, type Network, staffIn } from '../domain/network/state.ts';
import { own } from '../domain/own.ts';
import { referenceOf } from '../domain/reference.ts';
import { channelOf, type HubId, type Person } from '../domain/terms.ts';
import { refreshFor } from './clicks.ts';
import { dayMessage } from './days.ts';
import { digestMessage } from './digest.ts';
import { shiftMessage } from './pack.ts';

export interface ComposeDeps {
  readonly store: Store;
  readonly directory: Directory;
  readonly network: NetworkSource;
  readonly clock: Clock;
  /** What a board says now; whoever keeps boards remembers what was drawn. Absent: read from the store. */
  readonly view?: (hub: HubId) => Promise<HubView>;
}

export function createCompose(deps: ComposeDeps): Compose {
  return async (showing, thing) => {
    if (showing.what === 'moved') return oldCopy(showing);
    switch (showing.thing) {
      case 'econsult':
        return econsult(showing, thing);
      case 'day':
        return ofDay(showing, thing as Loaded<Day>);
      case 'shift':
        return shiftMessage(deps, showing.what, showing.to.slice(showing.to.indexOf('.') + 1));
      case 'board':
        return board(showing);
      default:
        throw new Error(`nothing draws a ${showing.thing}`);
    }
  };

  async function oldCopy({ thing, id, to }: Showing): Promise<Outgoing> {
    const about = thing === 'econsult' ? referenceOf(id) : undefined;
    return drawOldCopy(await deps.network.current(), placeOf({ to }), about);
  }

  async function board(showing: Showing): Promise<Outgoing | undefined> {
    const { hub, what } = showing;
    // Nothing is ever said in a board's thread.
    if (what !== 'card') return undefined;
    if (showing.id === digestThing.id) return digestMessage(deps, hub, placeOf(showing));
    return drawBoard(await (deps.view ?? ((of) => viewHub(deps, of)))(hub), await deps.network.current(), true);
  }

  async function econsult({ what, to, since }: Showing, thing: Loaded<unknown>): Promise<Outgoing | undefined> {
    const it = thing.state as EConsult;
    const network = await deps.network.current();
    if (what === 'card') {
      return drawEConsult(it, {
        network,
        at: to.slice(to.indexOf('.') + 1),
        now: deps.clock.now(),
        refreshFor: await refreshFor(deps.directory, it),
      });
    }
    return notice(what as NoticeName, what === 'escalated' ? asEscalatedAt(it, since) : it, network, to);
  }

  async function notice(what: NoticeName, it: EConsult | undefined, network: Network, to: string): Promise<Outgoing | undefined> {
    if (it === undefined) return undefined;
    // In somebody's own chat nobody need be named.
    const people = to.startsWith('org.') ? await known(mentioned(what, it, network)) : [];
    const words = noticeWords(what, it, network, people);
    return words === undefined ? undefined : { ...words, mentions: people.map(({ id, name }) => ({ id, name })) };
  }

  async function ofDay({ what, to, since }: Showing, thing: Loaded<Day>): Promise<Outgoing | undefined> {
    const words = await dayMessage(deps, what, thing, since);
    if (words?.text === undefined) return words;
    // In somebody's own chat nobody need be named, and in the hub's channel nobody of the practice is there.
    const { organisation, hub } = thing.state;
    const people = to === channelOf(organisation) ? await known(deskNamed(await deps.network.current(), organisation, hub)) : [];
    return { ...addressed(people, { text: words.text, summary: words.summary }), mentions: people };
  }

  /** Teams can mention by Entra object id, but the id it gave us for our bot always works: unknown people are named without. */
  async function known(people: readonly Person[]): Promise<readonly { id: string; name: string }[]> {
    const found = await Promise.all(
      people.map(async ({ id, name }) => ({ id: (await deps.directory.person(id))?.mri ?? objectIdOf(id), name: withoutMarks(name) })),
    );
    return found;
  }
}

const placeOf = ({ to }: Pick<Showing, 'to'>): string => to.slice(to.indexOf('.') + 1);

const objectIdOf = (person: string): string => person.slice(person.indexOf('.') + 1);
/** A name inside `<at>…</at>` is XML. */
const withoutMarks = (name: string): string => oneLine(name).replace(/[<>&]/g, ' ');

function mentioned(what: NoticeName, it: EConsult, network: Network): readonly Person[] {
  switch (what) {
    case 'unplaced':
    case 'conflictingCopy':
    case 'wrongPatient':
      return leadsNamed(network, it.hub);
    case 'offered':
      return it.status === 'offered' ? deskNamed(network, it.offer.to, it.hub) : [];
    case 'question':
      return it.question ? deskNamed(network, it.question.to, it.hub) : [];
    case 'answered':
      return it.question ? [it.question.by] : [];
    case 'settled':
      return it.settled ? deskNamed(network, it.settled.to, it.hub) : [];
    case 'escalated':
      return (it.escalation?.ladder[it.escalation.rung]?.people ?? []).slice(0, mentionsMax);
    case 'raised':
      return it.status === 'claimed'
        ? [it.claimant]
        : it.priority === 'redFlag'
          ? staffIn(network, 'dutyClinician', it.hub).slice(0, mentionsMax)
          : [];
    case 'acknowledged':
      return it.escalation && it.escalation.by.id !== theClock.id ? [it.escalation.by] : [];
    case 'warned':
      return warnedOf(it, network);
    case 'offerWaits':
      return it.status === 'offered' ? deskNamed(network, it.offer.to, it.hub) : [];
    case 'questionWaits':
      return it.question ? deskNamed(network, it.question.to, it.hub) : [];
    case 'claimStillQuiet':
      return leadsNamed(network, it.hub);
    // These go to one person's own chat: nobody need be named.
    case 'takenOver':
    case 'withdrawn':
    case 'accepted':
    case 'declined':
    case 'assigned':
    case 'handedOver':
    case 'escalatedToYou':
    case 'questionStillWaits':
    case 'claimQuiet':
    case 'holdRanOut':
    case 'warnedElsewhere':
      return [];
  }
}

/** Whoever can do something about it: its claimant, those on shift, and with rising gravity the administrator and the lead. */
function warnedOf(it: EConsult, network: Network): readonly Person[] {
  // Until it is placed nobody can claim it, and only they can place it.
  if (it.practice === undefined) return leadsNamed(network, it.hub);
  const warnings = standing(it);
  const atHub = it.holder === it.hub;
  const onShift = Object.entries(network.onShift).flatMap(([id, { at }]) => {
    const member = at === it.holder ? own(network.staff, id) : undefined;
    return member ? [member] : [];
  });
  const there = atHub ? (onShift.length > 0 ? onShift : staffIn(network, 'dutyClinician', it.hub)) : deskNamed(network, it.holder, it.hub);
  const has = it.status === 'claimed' ? [it.claimant] : there;
  if (warnings.some((warning) => leadsHearOf.includes(warning)))
    return distinct([...has.slice(0, 2), ...leadsNamed(network, it.hub)]).slice(0, mentionsMax);
  if (!warnings.includes('unclaimedAdministrator')) return has.slice(0, mentionsMax);
  const office = atHub ? administratorsOf(network, it.hub) : there;
  // Late as well, it is for those as well who are asked when it is late.
  return distinct([...(warnings.length > 1 ? has.slice(0, 2) : []), ...office]).slice(0, mentionsMax);
}

const distinct = (people: readonly Person[]): readonly Person[] => [...new Map(people.map((person) => [person.id, person])).values()];

const deskNamed = (...about: Parameters<typeof deskOf>): readonly Person[] => deskOf(...about).slice(0, mentionsMax);
const leadsNamed = (...about: Parameters<typeof leadsOf>): readonly Person[] => leadsOf(...about).slice(0, mentionsMax);

/** Where a hub has none, its leads: nobody would be told. */
function administratorsOf(network: Network, hub: HubId): readonly Person[] {
  const office = staffIn(network, 'hubAdministrator', hub);
  return office.length > 0 ? office.slice(0, mentionsMax) : leadsNamed(network, hub);
}

/** Enough for somebody to see it, few enough to be read. */
const mentionsMax = 4;
