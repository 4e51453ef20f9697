// Random numbers from a seed, so that a world that went wrong can be run again exactly.

/** Mulberry32: small, quick, and good enough to choose faults with. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = (seed * 0x9e3779b1) | 0;
  }

  /** In [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  chance(share: number): boolean {
    return share > 0 && this.next() < share;
  }

  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  pick<T>(list: readonly T[]): T {
    const chosen = list[Math.floor(this.next() * list.length)];
    if (chosen === undefined) throw new Error('nothing to pick from');
    return chosen;
  }

  /** One of the names, each as likely as its weight; `undefined` for the rest up to 1. */
  oneOf<Name extends string>(shares: Readonly<Record<Name, number>>): Name | undefined {
    let left = this.next();
    for (const name of Object.keys(shares) as Name[]) {
      left -= shares[name];
      if (left < 0) return name;
    }
    return undefined;
  }
}
