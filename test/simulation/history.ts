// What has happened to one eConsult, told by plain rules of our own: the product's `evolve` is not asked.
import type { EConsultEvent } from '../../src/domain/econsult/event.ts';

const rememberedMost = 8;

export interface Look {
  /** The step of the world from which on it was so. */
  readonly from: number;
  readonly status: 'waiting' | 'claimed' | 'completed';
  readonly claimant: string | undefined;
}

export class History {
  readonly id: string;
  version = 0;
  lastHash = '';
  status: Look['status'] = 'waiting';
  claimant: string | undefined;
  holder = '';
  placed = false;
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
    if (this.status === 'completed' && event.type !== 'Viewed' && event.type !== 'CopyKeptAside') return 'it was over already';
    switch (event.type) {
      case 'Claimed':
        return this.claimant === undefined ? undefined : `${event.by.name} claims what ${this.claimant} has`;
      case 'TakenOver':
        return this.claimant === event.from.id ? undefined : 'taken over from somebody who did not have it';
      case 'Released':
      case 'Completed':
        return this.claimant === event.by.id ? undefined : 'done by somebody who did not have it';
      case 'Placed':
        return this.placed ? 'it had a practice already' : undefined;
      case 'Withdrawn':
        return this.withdrawn ? 'it was taken back twice' : undefined;
      case 'CopyKeptAside':
        return this.asides.includes(event.contentHash) ? 'the same words were kept twice' : undefined;
      case 'Received':
      case 'Viewed':
        return undefined;
    }
  }

  #take(event: EConsultEvent): void {
    switch (event.type) {
      case 'Received':
        this.origin = event.facts.origin;
        this.holder = event.facts.holder;
        this.placed = event.facts.practice !== undefined;
        this.shownIn.add(event.facts.holder);
        return;
      case 'Claimed':
      case 'TakenOver':
        this.status = 'claimed';
        this.claimant = event.by.id;
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
        if (this.status === 'waiting') this.status = 'completed';
        return;
      case 'Placed':
        this.placed = true;
        this.holder = event.holder;
        this.shownIn.add(event.holder);
        return;
      case 'CopyKeptAside':
        this.asides.push(event.contentHash);
        return;
      case 'Viewed':
        return;
    }
  }
}
