// What everybody in a simulated world shares: the time, the dice, the faults it may suffer, and the book of what went wrong.
import { Random } from './random.ts';
import { VirtualTime } from './time.ts';

/** What can befall one call to the store. */
export type StoreFault = 'away' | 'lostBefore' | 'lostAfter' | 'late' | 'resent' | 'slow';
/** What can befall one call to Teams. */
export type ChatFault =
  | 'throttled'
  | 'precondition'
  | 'busy'
  | 'badGateway'
  | 'badGatewayStored'
  | 'answerLost'
  | 'refused'
  | 'seemsGone'
  | 'seemsClosed'
  | 'slowChat';

export interface Rates {
  readonly store: Readonly<Record<StoreFault, number>>;
  readonly chat: Readonly<Record<ChatFault, number>>;
  /** Of a process dying between two calls. */
  readonly crash: number;
}

/** Something that must never be: it ends the world. */
export class Violation extends Error {
  override name = 'Violation';
}

export class World {
  readonly seed: number;
  readonly random: Random;
  readonly time = new VirtualTime();
  readonly rates: Rates;
  /**
   * Every process sends, whoever holds the lease: it is only economy. A card may then show an older state for a moment, but not for good
   * (unless a process dies in that moment, so here none does).
   */
  readonly leaseless: boolean;
  /** No more faults: everything must come to rest. */
  calm = false;
  readonly counts = new Map<string, number>();
  /** `<process> <card copy>` whose card row the store would not take: should that process then lose its lease, a second copy is nobody's fault. */
  readonly unlucky = new Set<string>();
  /** Wishes about several eConsults at once, by operation: those it must be written to in one go, or not at all. */
  readonly together = new Map<string, readonly string[]>();
  /** Practices that have closed. */
  readonly closed = new Set<string>();
  #broken: string | undefined;
  readonly #notes: string[] = [];
  readonly #wantsNotes: boolean;

  constructor(seed: number, wantsNotes: boolean) {
    this.seed = seed;
    this.random = new Random(seed);
    this.leaseless = this.random.chance(0.2);
    const rates = ratesFor(this.random);
    this.rates = this.leaseless ? withoutLease(rates, this.random.chance(0.6)) : rates;
    this.#wantsNotes = wantsNotes;
  }

  count(what: string, times = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + times);
  }

  /** Only kept when one world is run alone, to read what led to its end. */
  note(words: () => string): void {
    if (this.#wantsNotes) this.#notes.push(`${(this.time.nowMs / 1_000).toFixed(3)} ${words()}`);
  }

  get notes(): readonly string[] {
    return this.#notes;
  }

  /** The first violation is the one worth reading. */
  violated(words: string): void {
    this.#broken ??= words;
    this.note(() => `VIOLATION ${words}`);
  }

  get broken(): string | undefined {
    return this.#broken;
  }

  /** How long one call takes, in ms; now and then one is overtaken by many. */
  delayMs(): number {
    return this.random.chance(0.05) ? this.random.next() * 400 : this.random.next() * 20;
  }
}

/** Slowness is what lets two dispatchers overtake each other. */
const withoutLease = ({ store, chat }: Rates, isSlow: boolean): Rates => ({
  store: isSlow ? { ...store, slow: 0.05 } : store,
  chat: isSlow ? { ...chat, slowChat: 0.2 } : chat,
  crash: 0,
});

/** Some worlds are calm, some have one kind of fault only, some have everything at once. */
function ratesFor(random: Random): Rates {
  const strength = random.pick([0, 0.005, 0.02, 0.05]);
  const onlyOne = random.chance(0.25);
  const names = ['away', 'lostBefore', 'lostAfter', 'late', 'resent', 'slow'] as const;
  const chatNames = [
    'throttled',
    'precondition',
    'busy',
    'badGateway',
    'badGatewayStored',
    'answerLost',
    'refused',
    'seemsGone',
    'seemsClosed',
    'slowChat',
  ] as const;
  const chosen = onlyOne ? random.pick([...names, ...chatNames]) : undefined;
  const share = (name: string): number => {
    if (chosen !== undefined) return chosen === name ? strength * 4 : 0;
    return random.next() * strength;
  };
  return {
    store: Object.fromEntries(names.map((name) => [name, share(name)])) as Record<StoreFault, number>,
    // Fewer calls go to Teams than to the store, so each is likelier to be hit.
    chat: Object.fromEntries(chatNames.map((name) => [name, share(name) * (name === 'refused' ? 1 : 5)])) as Record<ChatFault, number>,
    crash: random.pick([0, 0, 0.002, 0.006, 0.012]),
  };
}
