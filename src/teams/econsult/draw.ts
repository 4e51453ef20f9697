// Draws an eConsult's card and its notices, each from the state as it is when it is sent, and names those who must look.
import type { Outgoing } from '../../app/chat.ts';
import { drawEConsult } from '../../cards/econsult/card.ts';
import { drawAsked } from '../../cards/econsult/escalated-to-you.ts';
import { drawHeard, type Heard } from '../../cards/econsult/leads-list.ts';
import { asksAnything, drawNoticeButtons } from '../../cards/econsult/notice-buttons.ts';
import { noticeWords } from '../../cards/econsult/notices.ts';
import { askedToClaim } from '../../domain/econsult/claim.ts';
import { leadsHearOf, standing } from '../../domain/econsult/clock.ts';
import { asEscalatedAt } from '../../domain/econsult/escalation.ts';
import { heardTogether, type NoticeName, noticeNames } from '../../domain/econsult/react.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import { own } from '../../domain/lookup.ts';
import { mayAnswer } from '../../domain/network/access.ts';
import { type Network, staffIn } from '../../domain/network/state.ts';
import { channelOf, type HubId, type Instant, isChannel, ownerOf, type Person } from '../../domain/terms.ts';
import type { DrawDeps, TeamsKind } from '../kind.ts';
import { deskNamed, known, leadsNamed, type Mentioned, mentionsMax } from '../mentions.ts';
import { refreshFor } from './press.ts';

type Draw = NonNullable<TeamsKind<EConsult>['draw']>;

export const drawEConsultMessage: Draw = async (deps, showing, { state: it }, alongside) => {
  const { what, to, since } = showing;
  const network = await deps.network.current();
  const now = deps.clock.now();
  if (what === 'card') {
    const at = ownerOf(to);
    return drawEConsult(it, { network, at, now, refreshFor: await refreshFor(deps.directory, it) });
  }
  const others = alongside.map((each) => each.thing.state);
  if (what === 'escalatedToYou') return askedMessage([it, ...others], network);
  if (others.length > 0) return drawHeard([...heardOf({ showing, thing: { state: it } }), ...alongside.flatMap(heardOf)], network, now);
  const name = noticeNames.find((each) => each === what);
  return name && notice(deps, name, what === 'escalated' ? asEscalatedAt(it, since) : it, { network, to, now });
};

/** What leads hear of in a list. */
function heardOf({ showing, thing }: { showing: { what: string }; thing: { state: EConsult } }): readonly Heard[] {
  const what = heardTogether.find((each) => each === showing.what);
  return what === undefined ? [] : [{ what, it: thing.state }];
}

async function notice(deps: DrawDeps, what: NoticeName, it: EConsult | undefined, around: Around): Promise<Outgoing | undefined> {
  if (it === undefined) return undefined;
  // In somebody's own chat nobody need be named.
  const people = isChannel(around.to) ? await known(deps.directory, mentioned(what, it, around)) : [];
  const words = noticeWords(what, it, around.network, people, around.now);
  if (words === undefined) return undefined;
  const refreshFor = asksAnything(what) ? await readersOf(deps, around.to, people) : [];
  const card = drawNoticeButtons(what, it, { ...readBy(it, around), refreshFor });
  return { ...words, mentions: people.map(({ id, name }) => ({ id, name })), ...(card === undefined ? {} : { card }) };
}

/** Whose clients ask again what there is to do: those it mentions, or whose own chat it stands in, as far as Teams has told us who they are. */
async function readersOf({ directory }: DrawDeps, to: string, people: readonly Mentioned[]): Promise<readonly string[]> {
  if (isChannel(to)) return people.map(({ id }) => id).filter((id) => id.startsWith('29:'));
  const mri = (await directory.person(ownerOf(to)))?.mri;
  return mri === undefined ? [] : [mri];
}

/** Of whose channel it stands in; in somebody's own chat, of the organisation they are of. */
function readBy(it: EConsult, { network, to, now }: Around) {
  const owner = ownerOf(to);
  if (isChannel(to)) return { network, now, at: owner };
  const posts = own(network.staff, owner)?.posts.map(({ at }) => at) ?? [];
  const at = [it.holder, it.hub, ...(it.practice === undefined ? [] : [it.practice])].find((each) => posts.includes(each));
  return { network, now, at: at ?? it.holder, viewer: owner };
}

interface Around {
  readonly network: Network;
  readonly to: string;
  readonly now: Instant;
}

function mentioned(what: NoticeName, it: EConsult, around: Around): readonly Mentioned[] {
  const { network, to, now } = around;
  switch (what) {
    case 'taskCameBack':
    case 'unplaced':
    case 'conflictingCopy':
    case 'wrongPatient':
      return leadsNamed(network, it.hub);
    case 'redFlagCame':
      return redFlagOf(it, around);
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
    case 'disasterAsks':
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

/** The duty clinicians who can claim it, else others who can; where nobody can, whoever looks after the work is asked to find somebody. */
function redFlagOf(it: EConsult, { network, now }: Around): readonly Mentioned[] {
  const able = askedToClaim(network, it, it.holder, now);
  const duty = new Set(staffIn(network, 'dutyClinician', it.hub).map(({ id }) => id));
  const onDuty = able.filter(({ id }) => duty.has(id));
  const named = onDuty.length > 0 ? onDuty : able;
  if (named.length > 0) return named.slice(0, mentionsMax);
  return deskNamed(network, it.holder, it.hub).map((person) => ({ ...person, finds: true }));
}

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
