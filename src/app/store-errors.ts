// What the store may throw instead of an answer: whether anything was written, and whether to look again or to ask for less.

/**
 * More than one transaction of the store holds: 100 rows, or 4 MiB. Nothing was written: do it in parts, each with an operation id of its own.
 *
 * A change writes 2 rows for each event, 1 for the state, 2 for a timer or a queue place that moves (1 where there is only an old or a
 * new one), and 1 for each message. Of an eConsult, a claim usually writes 7 rows, completing it 6, passing it back 9 and accepting it 10:
 * of those that go to another holder ten fit, eleven with two messages each, and fourteen where their timers stay as well.
 */
export class TooMuchAtOnce extends Error {
  override name = 'TooMuchAtOnce';
}

/** The store gave no answer: the write may or may not have been applied. */
export class OutcomeUnknown extends Error {
  override name = 'OutcomeUnknown';
}
/** The store cannot be reached or refused to work: nothing was written. */
export class StoreAway extends Error {
  override name = 'StoreAway';
  /** The store's own code, such as `AuthorizationFailure`, the line's, such as `ECONNREFUSED`, or `noToken`; empty where there is none. */
  readonly code: string;
  constructor(message = '', code = '') {
    super(message);
    this.code = code;
  }
}
