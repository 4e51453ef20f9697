// A polling loop: can be woken, reports the age of its last good pass, and stops after the current one.

export interface Loop {
  /** Runs the next pass at once. Only a hint: without it, the loop comes round by itself. */
  nudge(): void;
  /** Milliseconds since the last pass ended well. */
  ageMs(): number;
  /** Ends after the pass that is running. */
  stop(): Promise<void>;
}

export interface LoopDeps {
  /** Waits, or returns early when the signal comes. */
  readonly sleep: (ms: number, wake: AbortSignal) => Promise<void>;
  readonly monotonicMs: () => number;
  /** A pass that threw: reported, and the loop goes on. */
  readonly failed: (error: unknown) => void;
}

/** After a failed pass, the next comes no sooner than this. */
const afterFailureMs = 1_000;

/** Starts a loop; each pass says how long until it is worth coming back, in ms. */
export function startLoop(deps: LoopDeps, pass: () => Promise<number>): Loop {
  let stopping = false;
  let nudged = false;
  let wake = new AbortController();
  let lastGoodMs = deps.monotonicMs();

  const run = async (): Promise<void> => {
    while (!stopping) {
      nudged = false;
      let waitMs: number | undefined;
      try {
        waitMs = await pass();
        lastGoodMs = deps.monotonicMs();
      } catch (error) {
        deps.failed(error);
      }
      // Woken during the pass: something new may be due, so no wait. After a failed pass it waits all the same.
      if (stopping || (nudged && waitMs !== undefined)) continue;
      wake = new AbortController();
      await deps.sleep(waitMs ?? afterFailureMs, wake.signal);
    }
  };
  const ended = run();
  return {
    nudge: () => {
      nudged = true;
      wake.abort();
    },
    ageMs: () => deps.monotonicMs() - lastGoodMs,
    stop: async () => {
      stopping = true;
      wake.abort();
      await ended;
    },
  };
}

/** Never runs the work twice at once: whoever asks while it runs waits for it to run once more. */
export function inTurn(work: () => Promise<void>): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return () => {
    last = last.then(work, work);
    return last;
  };
}
