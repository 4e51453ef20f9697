// Photos drawn anew: upright, and without where they were taken, thumbnails, comments or whatever hangs behind their end.
import { Worker } from 'node:worker_threads';

export type PictureKind = 'jpeg' | 'png';
/** `undefined`: it is damaged, larger than `pixelsMax`, or takes too long. */
export type Redraw = (kind: PictureKind, bytes: Uint8Array) => Promise<Buffer | undefined>;

/** Twice what a telephone's camera takes; one of these needs 750 MB while it is drawn. */
export const pixelsMax = 24_000_000;
/** A photo of 12 million pixels takes 3 s, on a machine that has other things to do 6 s. */
const longestMs = 30_000;
const thread = new URL('./picture-thread.js', import.meta.url);

/** One at a time, each in a thread of its own: so memory is bounded, and what goes wrong in a file ends with its thread. */
export function createRedraw(withinMs = longestMs): Redraw {
  let before: Promise<unknown> = Promise.resolve();
  return (kind, bytes) => {
    const mine = before.then(() => redrawn({ kind, bytes, pixelsMax }, withinMs));
    before = mine.catch(() => undefined);
    return mine;
  };
}

/** Rejects if the thread itself cannot be started: then every picture would look damaged. */
function redrawn(asked: object, withinMs: number): Promise<Buffer | undefined> {
  // Nothing of ours is in its reach: no settings, and nothing that it says is passed on.
  const worker = new Worker(thread, { workerData: asked, env: {}, execArgv: [], stdout: true, stderr: true });
  return new Promise<Buffer | undefined>((resolve, reject) => {
    const late = setTimeout(() => resolve(undefined), withinMs);
    worker.once('message', (drawn: ArrayBuffer | undefined) => resolve(drawn && Buffer.from(drawn)));
    // A file that makes it run out of memory is like any other that cannot be drawn.
    worker.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve(undefined) : reject(error),
    );
    worker.once('exit', () => {
      clearTimeout(late);
      reject(new Error('The thread that draws pictures ended without one.'));
    });
  }).finally(() => worker.terminate());
}
