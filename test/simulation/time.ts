// Virtual time: what is to happen stands in a queue, and between two happenings everything that can go on has gone on.

interface Happening {
  readonly atMs: number;
  readonly turn: number;
  readonly run: () => void;
}

/** 09:00 on a working Wednesday. */
const beginsMs = Date.parse('2026-11-25T09:00:00.000Z');

export class VirtualTime {
  nowMs = 0;
  steps = 0;
  #turns = 0;
  readonly #heap: Happening[] = [];

  now(): string {
    return new Date(beginsMs + this.nowMs).toISOString();
  }

  after(ms: number, run: () => void): void {
    if (!Number.isFinite(ms)) throw new RangeError(`no such wait: ${ms}`);
    this.#push({ atMs: this.nowMs + Math.max(0, ms), turn: ++this.#turns, run });
  }

  /** Lets happen what is due, one by one, until nothing is, the time is over, or `done` says so. */
  async run(untilMs: number, done: () => boolean): Promise<void> {
    await settled();
    for (let next = this.#heap[0]; next !== undefined && next.atMs <= untilMs && !done(); next = this.#heap[0]) {
      this.#pop();
      this.nowMs = Math.max(this.nowMs, next.atMs);
      this.steps++;
      next.run();
      await settled();
    }
    if (!done()) this.nowMs = Math.max(this.nowMs, untilMs);
  }

  #push(happening: Happening): void {
    const heap = this.#heap;
    let at = heap.push(happening) - 1;
    for (;;) {
      const up = (at - 1) >> 1;
      const parent = heap[up];
      if (at === 0 || parent === undefined || !isBefore(happening, parent)) break;
      heap[at] = parent;
      at = up;
    }
    heap[at] = happening;
  }

  #pop(): void {
    const heap = this.#heap;
    const last = heap.pop();
    if (last === undefined || heap.length === 0) return;
    let at = 0;
    for (;;) {
      let down = 2 * at + 1;
      let child = heap[down];
      const right = heap[down + 1];
      if (child === undefined) break;
      if (right !== undefined && isBefore(right, child)) [down, child] = [down + 1, right];
      if (!isBefore(child, last)) break;
      heap[at] = child;
      at = down;
    }
    heap[at] = last;
  }
}

/** Promises settle in microtasks, and all of those run before the next macrotask. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

const isBefore = (a: Happening, b: Happening): boolean => a.atMs < b.atMs || (a.atMs === b.atMs && a.turn < b.turn);
