// Turns what is unsent into a message, from the state as it is now.

import { viewHub } from '../app/board/board.ts';
import type { Alongside, Compose, Outgoing, Showing } from '../app/chat.ts';
import { digestThing } from '../app/dispatch/move-channel.ts';
import type { NetworkSource } from '../app/network/network.ts';
import type { Clock, Directory, Loaded, Store } from '../app/ports.ts';
import { drawBoard } from '../cards/board/board.ts';
import { drawEConsult, drawOldCopy } from '../cards/econsult/card.ts';
import { drawAsked } from '../cards/econsult/escalated-to-you.ts';
import { drawHeard, type Heard } from '../cards/econsult/leads-list.ts';
import { addressed, noticeWords } from '../cards/econsult/notices.ts';
import { oneLine } from '../cards/words.ts';
import type { HubView } from '../domain/board/counts.ts';
import type { Day } from '../domain/day/state.ts';
import { askedToClaim } from '../domain/econsult/claim.ts';
import { leadsHearOf, standing } from '../domain/econsult/clock.ts';
import { asEscalatedAt } from '../domain/econsult/escalation.ts';
import type { NoticeName } from '../domain/econsult/react.ts';
import type { EConsult } from '../domain/econsult/state.ts';
import { own } from '../domain/lookup.ts';
import { mayAnswer } from '../domain/network/access.ts';
import { deskOf, leadsOf, type Network, staffIn } from '../domain/network/state.ts';
import { referenceOf } from '../domain/reference.ts';
import { channelOf, entraOf, type HubId, type Instant, isChannel, ownerOf, type Person } from '../domain/terms.ts';
import { refreshFor } from './clicks.ts';
import { dayMessage } from './day/day.ts';
import { digestMessage } from './econsult/digest.ts';
import { shiftMessage } from './shift/messages.ts';

export interface ComposeDeps {
  readonly store: Store;
  readonly directory: Directory;
  readonly network: NetworkSource;
  readonly clock: Clock;
  /** What a board says now; whoever keeps boards remembers what was drawn. Absent: read from the store. */
  readonly view?: (hub: HubId) => Promise<HubView>;
}

export function createCompose(deps: ComposeDeps): Compose {
  return async (showing, thing, alongside = []) => {
    if (showing.what === 'moved') return oldCopy(showing);
    switch (showing.thing) {
      case 'econsult':
        return econsult(showing, thing, alongside);
      case 'day':
        return ofDay(showing, thing as Loaded<Day>);
      case 'shift':
        return shiftMessage(deps, showing.what, ownerOf(showing.to));
      case 'board':
        return board(showing);
      default:
        throw new Error(`nothing draws a ${showing.thing}`);
    }
  };

  async function oldCopy({ thing, id, to }: Showing): Promise<Outgoing> {
    const about = thing === 'econsult' ? referenceOf(id) : undefined;
    return drawOldCopy(await deps.network.current(), ownerOf(to), about);
  }

  async function board(showing: Showing): Promise<Outgoing | undefined> {
    const { hub, what } = showing;
    // Nothing is ever said in a board's thread.
    if (what !== 'card') return undefined;
    if (showing.id === digestThing.id) return digestMessage(deps, hub, ownerOf(showing.to));
    return drawBoard(await (deps.view ?? ((of) => viewHub(deps, of)))(hub), await deps.network.current(), true);
  }

  async function econsult(showing: Showing, thing: Loaded<unknown>, alongside: readonly Alongside[]): Promise<Outgoing | undefined> {
    const { what, to, since } = showing;
    const it = thing.state as EConsult;
    const network = await deps.network.current();
    if (what === 'card') {
      return drawEConsult(it, {
        network,
        at: ownerOf(to),
        now: deps.clock.now(),
        refreshFor: await refreshFor(deps.directory, it),
      });
    }
    const others = alongside.map((each) => ({ what: each.showing.what as Heard['what'], it: each.thing.state as EConsult }));
    if (what === 'escalatedToYou') return askedMessage([it, ...others.map((each) => each.it)], network);
    if (others.length > 0) return drawHeard([{ what: what as Heard['what'], it }, ...others], network, deps.clock.now());
    return notice(what as NoticeName, what === 'escalated' ? asEscalatedAt(it, since) : it, network, to);
  }

  async function notice(what: NoticeName, it: EConsult | undefined, network: Network, to: string): Promise<Outgoing | undefined> {
    if (it === undefined) return undefined;
    // In somebody's own chat nobody need be named.
    const people = isChannel(to) ? await known(mentioned(what, it, { network, to, now: deps.clock.now() })) : [];
    const words = noticeWords(what, it, network, people, deps.clock.now());
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
  async function known(people: readonly Mentioned[]): Promise<readonly Mentioned[]> {
    const found = await Promise.all(
      people.map(async ({ id, name, finds = false }) => ({
        ...{ id: (await deps.directory.person(id))?.mri ?? entraOf(id).objectId, name: withoutMarks(name) },
        finds,
      })),
    );
    return found;
  }
}

/** A name inside `<at>…</at>` is XML. */
const withoutMarks = (name: string): string => oneLine(name).replace(/[<>&]/g, ' ');

/** `finds`: may not claim it themselves, and is asked to find somebody who may. */
interface Mentioned extends Person {
  readonly finds?: boolean;
}
interface Around {
  readonly network: Network;
  readonly to: string;
  readonly now: Instant;
}

function mentioned(what: NoticeName, it: EConsult, around: Around): readonly Mentioned[] {
  const { network, to, now } = around;
  switch (what) {
    case 'unplaced':
    case 'conflictingCopy':
    case 'wrongPatient':
      return leadsNamed(network, it.hub);
    case 'nobodyThere':
      return askedToClaim(network, it, it.hub, now).slice(0, mentionsMax);
    case 'takenBack':
      return [];
    case 'offered':
      return it.status === 'offered' ? deskNamed(network, it.offer.to, it.hub) : [];
    case 'question':
      return it.question ? deskNamed(network, it.question.to, it.hub) : [];
    case 'answered':
      return it.question ? [it.question.by] : [];
    case 'settled':
      return it.settled ? deskNamed(network, it.settled.to, it.hub) : [];
    case 'escalated':
      // They are of the hub, and a mention in a channel that they are not in reaches nobody.
      return to === channelOf(it.hub) ? (it.escalation?.ladder[it.escalation.rung]?.people ?? []).slice(0, mentionsMax) : [];
    case 'raised':
      return it.status === 'claimed'
        ? [it.claimant]
        : it.priority === 'redFlag'
          ? staffIn(network, 'dutyClinician', it.hub).slice(0, mentionsMax)
          : [];
    case 'acknowledged':
      return it.escalation && worksAt(it.escalation.by, around) ? [it.escalation.by] : [];
    case 'warned':
      return warnedOf(it, around);
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

/** Whether somebody is of the organisation whose channel it is said in: in another one a mention reaches nobody. */
const worksAt = ({ id }: Person, { network, to }: Around): boolean =>
  own(network.staff, id)?.posts.some(({ at }) => channelOf(at) === to) ?? false;

/** Whoever can do something about it: its claimant, those who can claim it, and with rising gravity the administrator and the lead. */
function warnedOf(it: EConsult, { network, now }: Around): readonly Mentioned[] {
  // Until it is placed nobody can claim it, and only they can place it.
  if (it.practice === undefined) return leadsNamed(network, it.hub);
  const warnings = standing(it);
  const able = it.status === 'waiting' ? askedToClaim(network, it, it.holder, now) : [];
  const has = it.status === 'claimed' ? [it.claimant] : it.status === 'offered' ? [it.offer.by] : able;
  const atHub = it.holder === it.hub;
  const desk = atHub ? [] : deskNamed(network, it.holder, it.hub);
  const office = warnings.some((warning) => leadsHearOf.includes(warning))
    ? leadsNamed(network, it.hub)
    : warnings.includes('unclaimedAdministrator') && atHub
      ? administratorsOf(network, it.hub)
      : [];
  // Where nobody may claim it, or those who may are of a practice, whoever looks after its work is asked to find somebody.
  const others = [...desk, ...office];
  const named = [...has.slice(0, others.length > 0 ? 2 : mentionsMax), ...others];
  const asked = named.length > 0 ? named : administratorsOf(network, it.hub);
  const finds = (person: Person): boolean => it.status === 'waiting' && mayAnswer(network, person.id, it, now) !== undefined;
  return distinct(asked)
    .slice(0, mentionsMax)
    .map((person) => ({ ...person, finds: finds(person) }));
}

const distinct = (people: readonly Person[]): readonly Person[] => [...new Map(people.map((person) => [person.id, person])).values()];

const deskNamed = (...about: Parameters<typeof deskOf>): readonly Person[] => deskOf(...about).slice(0, mentionsMax);
const leadsNamed = (...about: Parameters<typeof leadsOf>): readonly Person[] => leadsOf(...about).slice(0, mentionsMax);

/** Those who are asked, of what is still to be answered by one of them. */
function askedMessage(asked: readonly EConsult[], network: Network): Outgoing | undefined {
  const each = [...new Map(asked.map((it) => [it.id, it])).values()];
  const open = each.filter(({ status, escalation }) => status !== 'completed' && escalation && !escalation.acknowledged);
  return open.length === 0 ? undefined : drawAsked(open, network);
}

/** Where a hub has none, its leads: nobody would be told. */
function administratorsOf(network: Network, hub: HubId): readonly Person[] {
  const office = staffIn(network, 'hubAdministrator', hub);
  return office.length > 0 ? office.slice(0, mentionsMax) : leadsNamed(network, hub);
}

/** Enough for somebody to see it, few enough to be read. */
const mentionsMax = 4;
