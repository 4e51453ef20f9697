// A change of the network, carried out hub by hub: each hub's share of it is one transaction through the one door.
import { own } from '../../domain/lookup.ts';
import type { Establish, NetworkCommand } from '../../domain/network/command.ts';
import { decideNetwork, isKnownImport, notEstablished } from '../../domain/network/decide.ts';
import { establishedIn } from '../../domain/network/established.ts';
import { type Joined, join } from '../../domain/network/join.ts';
import type { PartEvent } from '../../domain/network/part-event.ts';
import { type PartName, partNames } from '../../domain/network/parts.ts';
import { keepingFormerHubs } from '../../domain/network/practice-moved.ts';
import { hubOf } from '../../domain/network/state.ts';
import { hubsKnowingPerson, hubsWithShift, routed } from '../../domain/network/which-parts.ts';
import type { HubId, OrganisationId, PersonId } from '../../domain/terms.ts';
import { someAtATime } from '../at-a-time.ts';
import { type Done, type HandleDeps, handle, handleTogether } from '../handle.ts';
import type { NetworkCopy } from './copy.ts';
import { type NetworkHandled, partWish, rosterKey, rosters } from './parts.ts';

/** Hubs written at a time when a file is applied: enough to be quick, few enough that nothing else waits for the store. */
const hubsAtOnce = 8;

export interface ChangeDeps extends HandleDeps {
  /** Makes the place where a new hub is stored; absent: it is there. Done before anything of the hub is written. */
  readonly makeHub?: (hub: HubId) => Promise<void>;
}

/** Parts of one hub that are changed in one transaction. */
interface Share {
  readonly hub: HubId;
  readonly parts: readonly PartName[];
}

/** See `NetworkSource.change`. `isFresh`: the copy has just been read. */
export async function changeNetwork(
  deps: ChangeDeps,
  copy: NetworkCopy,
  command: NetworkCommand,
  isFresh: boolean,
): Promise<NetworkHandled> {
  if (!isFresh) await copy.refresh(hubsAbout(command, copy.joined()));
  if (command.type === 'establish') return establish(deps, copy, command);
  const repeated = copy.remembers(command.operation);
  // Half added by a wish that did not come to its end: it is completed as if nobody had been added.
  const before =
    repeated && command.type === 'addStaff' ? withoutPerson(copy.joined(), command.person) : asBeforeMove(copy.joined(), command);
  const decision = decideNetwork(command, before.network);
  const isDone = 'refusal' in decision ? repeated : decision.events.length === 0;
  if (isDone) return done(copy, [], repeated);
  if ('refusal' in decision) return { kind: 'refused', refusal: decision.refusal, state: before.network };
  const events = decision.events.flatMap((event) => (event.type === 'NetworkEstablished' ? [] : routed(event, before)));
  const parts = new Map<HubId, Set<PartName>>();
  for (const { hub, part } of events) parts.set(hub, (parts.get(hub) ?? new Set()).add(part));
  if (command.type === 'addHub') await deps.makeHub?.(command.hub.id);
  const answers: Done<unknown, PartEvent>[] = [];
  for (const [hub, theirs] of parts) {
    const answer = await changeHub(deps, copy, command, before, { hub, parts: [...theirs] });
    if (answer.kind === 'refused') return answer;
    answers.push(...answer.done);
  }
  return command.type === 'addHub' ? listed(deps, copy, command, answers) : settled(copy, answers);
}

/** Everywhere it could matter; `undefined`: at every hub. */
function hubsAbout(command: NetworkCommand, joined: Joined): readonly HubId[] | undefined {
  const about = (ids: readonly OrganisationId[], people: readonly PersonId[]): readonly HubId[] | undefined => {
    const places = ids.map((id) => hubOf(joined.network, id));
    const theirs = people.flatMap((person) => [...hubsKnowingPerson(joined, person), ...hubsWithShift(joined, person)]);
    const isKnown = !places.includes(undefined) && people.every((person) => own(joined.network.staff, person) !== undefined);
    return isKnown ? [...new Set([...places.flatMap((hub) => hub ?? []), ...theirs])] : undefined;
  };
  const asking = command.by.kind === 'person' ? [command.by.id] : [];
  switch (command.type) {
    case 'establish':
    case 'addHub':
    case 'addPractices':
    case 'giveChannel':
    case 'addStaff':
    case 'makeLike':
    case 'movePractice':
    case 'changePosts':
    case 'removeStaff':
      return undefined;
    case 'clearFor':
    case 'removeClearance':
      return about([command.practice], [command.person]);
    case 'setPathway':
    case 'setAllocation':
    case 'setAgreement':
    case 'setStage':
    case 'closePractice':
    case 'setRecords':
      return about([command.practice], []);
    case 'setInForce':
      return about([command.hub], []);
    case 'setHours':
    case 'setDay':
    case 'setCutOff':
    case 'setContacts':
    case 'setTaskTemplate':
    case 'setBuddy':
    case 'setWorkMinutes':
      return about([command.organisation], []);
    case 'goOnShift':
      return about([command.organisation], command.planned === undefined ? asking : [command.planned.person]);
    case 'goOffShift':
      return command.planned === undefined ? about([], asking) : about([command.planned.organisation], [command.planned.person]);
  }
}

function withoutPerson({ parts, network }: Joined, person: PersonId): Joined {
  const hubs = [...parts.hubs].map(([hub, theirs]) => {
    const people = Object.fromEntries(Object.entries(theirs.staff?.people ?? {}).filter(([id]) => id !== person));
    return [hub, { ...theirs, staff: { people } }] as const;
  });
  return join({ ...parts, hubs: new Map(hubs) }, { parts, network });
}

/** Of a move that did not come to its end both hubs have the practice: it is completed as if the new one had nothing of it yet. */
function asBeforeMove(joined: Joined, command: NetworkCommand): Joined {
  if (command.type !== 'movePractice') return joined;
  const { parts, network } = joined;
  const { practice, to } = command;
  const having = parts.roster.hubs.filter((hub) => own(parts.hubs.get(hub)?.organisations?.practices, practice) !== undefined);
  const theirs = parts.hubs.get(to);
  if (having.length < 2 || theirs?.organisations === undefined) return joined;
  const others = Object.entries(theirs.organisations.practices).filter(([code]) => code !== practice);
  const organisations = { ...theirs.organisations, practices: Object.fromEntries(others) };
  return join({ ...parts, hubs: new Map(parts.hubs).set(to, { ...theirs, organisations }) }, { parts, network });
}

type HubChanged =
  | { readonly kind: 'done'; readonly done: readonly Done<unknown, PartEvent>[] }
  | (NetworkHandled & { readonly kind: 'refused' });

async function changeHub(
  deps: HandleDeps,
  copy: NetworkCopy,
  command: NetworkCommand,
  before: Joined,
  { hub, parts }: Share,
): Promise<HubChanged> {
  const wishes = Object.fromEntries(parts.map((part) => [part, partWish(part, command, { hub, joined: before })]));
  const handled = await handleTogether(deps, wishes);
  if (handled.kind === 'refused') return { kind: 'refused', refusal: handled.refused.refusal, state: copy.joined().network };
  const each = parts.flatMap((part) => {
    const answer = own(handled.each, part);
    return answer === undefined ? [] : [{ part, answer }];
  });
  copy.adopt(each.map(({ part, answer: { state, version } }) => ({ hub, part, state, version, operation: command.operation })));
  return { kind: 'done', done: each.map(({ answer }) => answer) };
}

const done = (copy: NetworkCopy, events: readonly PartEvent[], repeated: boolean): NetworkHandled => ({
  kind: 'done',
  state: copy.joined().network,
  version: copy.rosterVersion(),
  events,
  repeated,
});

const settled = (copy: NetworkCopy, answers: readonly Done<unknown, PartEvent>[]): NetworkHandled =>
  done(
    copy,
    answers.flatMap(({ events }) => events),
    answers.every(({ repeated }) => repeated),
  );

/**
 * First the hubs that lose nothing, so that whatever moves from one hub to another is nowhere missing on the way; the list of hubs last.
 * Until then the same content is the same wish, whoever asks: a hub that has taken it is not set again after a crash, and what its leads
 * have changed in the meantime stays.
 */
async function establish(deps: HandleDeps, copy: NetworkCopy, asked: Establish): Promise<NetworkHandled> {
  const before = copy.joined();
  const refusal = notEstablished({ command: asked, network: before.network });
  if (refusal) return { kind: 'refused', refusal, state: before.network };
  if (isKnownImport(asked, before.network.lastImport)) return done(copy, [], false);
  const { at, by, digest } = asked;
  const content = keepingFormerHubs(before.network, asked.network, at);
  const operation = digest === undefined ? asked.operation : `file|${digest}|${copy.rosterVersion()}`;
  const command: Establish = { ...asked, operation, network: content };
  const shares = Object.keys(content.hubs).map((hub) => {
    const events = establishedIn(hub, { at, by, content }, before);
    const loses = [...events.organisations, ...events.staff].some((event) => 'removed' in event && event.removed.length > 0);
    return { hub, parts: partNames.filter((part) => events[part].length > 0), loses };
  });
  const answers: Done<unknown, PartEvent>[] = [];
  for (const loses of [false, true]) {
    const group = shares.filter((share) => share.parts.length > 0 && share.loses === loses);
    const changed = await someAtATime(group, hubsAtOnce, (share) => changeHub(deps, copy, command, before, share));
    for (const each of changed) {
      if (each.kind === 'refused') return each;
      answers.push(...each.done);
    }
  }
  return listed(deps, copy, command, answers);
}

/** Last of all, so that no hub is known before its parts are there. */
async function listed(
  deps: HandleDeps,
  copy: NetworkCopy,
  command: NetworkCommand,
  answers: readonly Done<unknown, PartEvent>[],
): Promise<NetworkHandled> {
  const handled = await handle(deps, rosters, rosterKey, command, { joined: copy.joined(), changed: answers.length > 0 });
  if (handled.kind === 'refused') return { kind: 'refused', refusal: handled.refusal, state: copy.joined().network };
  copy.adoptRoster(handled.state, handled.version);
  return settled(copy, [...answers, handled]);
}
