// What the program takes from the machine it runs on.
import type { Log } from '../log.ts';

/** What comes from the machine: given, so that a test can give its own. */
export interface Machine {
  /** Milliseconds since 1970. */
  readonly nowMs: () => number;
  readonly monotonicMs: () => number;
  readonly sleep: (ms: number, wake?: AbortSignal) => Promise<void>;
  readonly newId: () => string;
  readonly readFile: (path: string) => Uint8Array;
  /** Differs once a file has been written anew; `undefined`: it is not there. */
  readonly stampOf: (path: string) => string | undefined;
  /** The version of node. */
  readonly node: string;
  /** To whoever started it by hand. */
  readonly say: (text: string) => void;
  /** Comes when the process is told to end. */
  readonly ending: AbortSignal;
  readonly log: Log;
}
