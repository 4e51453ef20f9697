// What has happened to one eConsult, told by plain rules of our own: the product's `evolve` is not asked.
import type { EConsultEvent } from '../../src/domain/econsult/event.ts';
import { hub } from './people.ts';

const rememberedMost = 8;
/** A third move between hub and practice is one too many: then somebody must settle it. */
const crossingsMost = 2;
const urgencyOf = { routine: 0, urgent: 1, redFlag: 2 } as const;

export interface Look {
  /** The step of the world from which on it was so. */
  readonly from: number;
  readonly status: 'waiting' | 'claimed' | 'offered' | 'completed';
  readonly claimant: string | undefined;
}

export class History {
  readonly id: string;
  version = 0;
  lastHash = '';
  status: Look['status'] = 'waiting';
  claimant: string | undefined;
  holder = '';
  offeredTo: string | undefined;
  crossings = 0;
  urgency = 0;
  placed = false;
  practice: string | undefined;
  kind = '';
  /** Its agreement is over: it may be passed home unclaimed, and however often it has moved. */
  mayGoHome = false;
  /** The version of the last event that a card shows. */
  revision = 0;
  origin = { caller: '', sourceId: '', contentHash: '' };
  withdrawn = false;
  readonly shownIn = new Set<string>();
  readonly asides: string[] = [];
  readonly looks: Look[] = [];
  /** By wish: the versions it wrote, and how many had been granted before. */
  readonly granted = new Map<string, { readonly versions: number[]; readonly turn: number }>();
  grants = 0;
  // Row keys that stand now.
  readonly due = new Set<string>();
  readonly open = new Set<string>();
  readonly outbox = new Set<string>();
  readonly buried = new Set<string>();
  readonly cards = new Map<string, { readonly messageId: string | undefined; readonly shown: number }>();

  constructor(id: string) {
    this.id = id;
  }

  /** Takes in one event; what is wrong with it, in words. */
  add(version: number, previousHash: string, hash: string, operation: string, event: EConsultEvent, step: number): string | undefined {
    const wrong = version !== this.version + 1 ? `version ${version} follows ${this.version}` : this.#mayFollow(event);
    if (wrong !== undefined) return `${this.id}: ${event.type}: ${wrong}`;
    if (previousHash !== this.lastHash) return `${this.id}: version ${version} is not chained to the one before`;
    this.version = version;
    this.lastHash = hash;
    const known = this.granted.get(operation);
    if (known?.versions.at(-1) === version - 1) {
      known.versions.push(version);
    } else {
      if (known !== undefined && !this.isForgotten(operation)) return `${this.id}: the wish ${operation} was granted twice`;
      this.granted.set(operation, { versions: [version], turn: this.grants++ });
    }
    this.#take(event);
    if (event.type !== 'Viewed') this.revision = version;
    this.looks.push({ from: step, status: this.status, claimant: this.claimant });
    return undefined;
  }

  /** Only the last eight wishes are remembered in the state: a second delivery that comes later than that is a new one. */
  isForgotten(operation: string): boolean {
    const known = this.granted.get(operation);
    return known !== undefined && this.grants - known.turn > rememberedMost;
  }

  /** Every way it looked between two steps, both included. */
  between(from: number, to: number): readonly Look[] {
    return this.looks.filter((look, index) => look.from <= to && (this.looks[index + 1]?.from ?? Number.POSITIVE_INFINITY) >= from);
  }

  #mayFollow(event: EConsultEvent): string | undefined {
    if ((event.type === 'Received') !== (this.version === 0)) return 'an eConsult is received once, and first';
    if (this.status === 'completed' && !['Viewed', 'CopyKeptAside', 'TaskFollowed'].includes(event.type)) return 'it was over already';
    switch (event.type) {
      case 'Claimed':
        if (this.status === 'offered') return `${event.by.name} claims what is offered to ${this.offeredTo}`;
        return this.claimant === undefined ? undefined : `${event.by.name} claims what ${this.claimant} has`;
      case 'TakenOver':
        return this.claimant === event.from.id ? undefined : 'taken over from somebody who did not have it';
      case 'Released':
      case 'Completed':
        return this.claimant === event.by.id ? undefined : 'done by somebody who did not have it';
      case 'PassedBack':
        if (this.mayGoHome && this.holder === hub) return undefined;
        if (this.crossings >= crossingsMost) return 'sent to and fro once too often';
        return this.claimant === event.by.id ? undefined : 'passed back by somebody who did not have it';
      case 'Accepted':
      case 'Declined':
        return this.status === 'offered' ? undefined : 'nobody offered it';
      case 'SentToHub':
        if (this.holder === hub || this.status === 'offered') return 'sent to the hub from where it was not';
        return this.claimant === undefined || this.claimant === event.by.id ? undefined : 'sent on by somebody who did not have it';
      case 'Pulled':
        return this.holder !== hub && this.status === 'waiting' ? undefined : 'pulled from where it did not wait';
      case 'Raised':
        return urgencyOf[event.priority] > this.urgency ? undefined : `raised to ${event.priority}, which it is`;
      case 'Placed':
        return this.placed ? 'it had a practice already' : undefined;
      case 'Withdrawn':
        return this.withdrawn ? 'it was taken back twice' : undefined;
      case 'CopyKeptAside':
        return this.asides.includes(event.contentHash) ? 'the same words were kept twice' : undefined;
      case 'Recurred':
        if (this.version !== 1) return 'known to have come before when it had long been received';
        return event.earlier.length > 0 && event.earlier.every(({ id }) => id !== this.id)
          ? undefined
          : 'its patient has come before with nothing else';
      case 'Rerouted':
        if (this.status === 'claimed') return `a disaster took it from ${this.claimant}`;
        return [this.holder, this.offeredTo].includes(event.reroute.from) && event.reroute.to !== event.reroute.from
          ? undefined
          : `moved from ${event.reroute.from}, where it was not`;
      case 'BroughtBack':
        // Home already, where nothing of its practice may go back to the hub.
        return this.status === 'waiting' && (event.to !== this.holder || event.to === this.practice)
          ? undefined
          : `brought back to ${event.to}`;
      case 'ClaimantAsked':
        return this.claimant === undefined ? 'nobody has it who could be asked' : undefined;
      case 'PersonReplaced':
        return (this.claimant === event.from.id) === (event.claim ?? false)
          ? undefined
          : `${event.from.name} leaves, and ${this.claimant} has it`;
      case 'PracticeReplaced':
        return [this.holder, this.offeredTo, this.practice].includes(event.from)
          ? undefined
          : `${event.from} closes, which has nothing to do with it`;
      case 'Received':
      case 'Viewed':
      case 'TaskFollowed':
        return undefined;
      default:
        return 'nobody here asks for that';
    }
  }

  #take(event: EConsultEvent): void {
    switch (event.type) {
      case 'Received':
        this.origin = event.facts.origin;
        this.holder = event.facts.holder;
        this.placed = event.facts.practice !== undefined;
        this.practice = event.facts.practice;
        this.kind = event.facts.kind;
        this.urgency = urgencyOf[event.facts.priority];
        this.shownIn.add(event.facts.holder);
        return;
      case 'Claimed':
      case 'TakenOver':
        this.status = 'claimed';
        this.claimant = event.by.id;
        return;
      case 'PassedBack':
        this.status = 'offered';
        this.claimant = undefined;
        this.offeredTo = event.offer.to;
        this.crossings++;
        this.shownIn.add(event.offer.to);
        return;
      case 'Accepted':
        this.status = 'waiting';
        this.holder = this.offeredTo ?? this.holder;
        this.offeredTo = undefined;
        return;
      case 'Declined':
        this.status = 'waiting';
        this.offeredTo = undefined;
        this.crossings++;
        return;
      case 'SentToHub':
      case 'Pulled':
        this.status = event.type === 'Pulled' ? 'claimed' : 'waiting';
        this.claimant = event.type === 'Pulled' ? event.by.id : undefined;
        this.holder = hub;
        this.crossings++;
        this.shownIn.add(hub);
        return;
      case 'Raised':
        this.urgency = urgencyOf[event.priority];
        return;
      case 'Released':
        this.status = 'waiting';
        this.claimant = undefined;
        return;
      case 'Completed':
        this.status = 'completed';
        this.claimant = undefined;
        return;
      case 'Withdrawn':
        this.withdrawn = true;
        // With a claimant it is theirs to decide; offered or waiting it is nobody's, and over. What was made up for a drill is over with it.
        if (this.status === 'waiting' || this.status === 'offered' || this.id.startsWith('X-')) {
          this.status = 'completed';
          this.claimant = undefined;
        }
        return;
      case 'Placed':
        this.placed = true;
        this.practice = event.practice;
        this.holder = event.holder;
        this.shownIn.add(event.holder);
        return;
      case 'Rerouted':
        this.status = 'waiting';
        this.holder = event.reroute.to;
        this.offeredTo = undefined;
        this.shownIn.add(event.reroute.to);
        return;
      case 'BroughtBack':
        this.holder = event.to;
        this.shownIn.add(event.to);
        return;
      case 'PersonReplaced':
        if (event.claim) {
          this.status = 'waiting';
          this.claimant = undefined;
        }
        return;
      case 'PracticeReplaced':
        this.#replaced(event);
        return;
      case 'TaskFollowed':
        // What comes back after it was completed is shown to its hub, whoever had it.
        if (
          this.status === 'completed' &&
          (event.task.status === 'declined' || (event.task.late && !['done', 'cancelled'].includes(event.task.status)))
        )
          this.shownIn.add(hub);
        return;
      case 'CopyKeptAside':
        this.asides.push(event.contentHash);
        return;
      default:
        return;
    }
  }

  /** Whoever takes over stands where the practice stood; with both sides of an offer the same there is nothing offered any more. */
  #replaced({ from, practice, holder, instead, keeps }: EConsultEvent & { type: 'PracticeReplaced' }): void {
    const isOffered = this.status === 'offered' && this.holder !== this.offeredTo;
    const offeredTo = this.offeredTo === from ? instead : this.offeredTo;
    this.practice = practice;
    this.holder = holder;
    this.shownIn.add(holder);
    const stays = isOffered && offeredTo !== holder;
    this.offeredTo = stays ? offeredTo : undefined;
    if (stays) {
      this.shownIn.add(offeredTo ?? holder);
      return;
    }
    if (this.status === 'claimed' && keeps) return;
    this.status = 'waiting';
    this.claimant = undefined;
  }
}
