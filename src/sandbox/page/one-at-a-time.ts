// Runs a fetch one at a time, so that answers can never arrive in the wrong order and hints never pile up.

/** Asked again while it runs, it runs once more at the end, however often it was asked; all who asked wait for that. */
export function oneAtATime(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let again = false;
  const run = async (): Promise<void> => {
    try {
      do {
        again = false;
        await work();
      } while (again);
    } finally {
      running = undefined;
    }
  };
  return () => {
    again = running !== undefined;
    running ??= run();
    return running;
  };
}
