// One bot process as the operating system sees it: it lives, may die between any two calls, and then nothing of it goes on.
import type { World } from './world.ts';

export class Process {
  readonly name: string;
  readonly #world: World;
  readonly #deaths = new Set<() => void>();
  #alive = true;

  constructor(world: World, name: string) {
    this.#world = world;
    this.name = name;
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** What others do when it dies; the answer takes it back. */
  whenDead(run: () => void): () => void {
    if (!this.#alive) run();
    this.#deaths.add(run);
    return () => this.#deaths.delete(run);
  }

  die(): void {
    if (!this.#alive) return;
    this.#alive = false;
    this.#world.count('crash');
    this.#world.note(() => `${this.name} dies`);
    for (const run of [...this.#deaths]) run();
  }

  /** Between two calls: whether it died here. */
  mayDie(): boolean {
    if (!this.#world.calm && this.#world.random.chance(this.#world.rates.crash)) this.die();
    return !this.#alive;
  }

  /** Waits, unless woken; never returns once the process is dead. */
  sleep(ms: number, wake?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const go = (): void => {
        if (this.#alive) resolve();
      };
      this.#world.time.after(ms, go);
      wake?.addEventListener('abort', () => this.#world.time.after(0, go));
    });
  }
}
