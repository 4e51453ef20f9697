// The beat that somebody outside listens for: a GET to an address of theirs, whose silence is their alarm.

/** A listener that takes longer is as good as away; the next beat comes in five minutes. */
export const beatTimeoutMs = 10_000;

/** The beat was not heard. Its message names no address: whoever knows it could beat for us. */
export class BeatNotHeard extends Error {
  override name = 'BeatNotHeard';
  readonly code: string;
  constructor(code: string) {
    super(`the heartbeat was not heard: ${code}`);
    this.code = code;
  }
}

/** Asks the address, and nothing more: no body, no parameters. Throws `BeatNotHeard`. */
export async function beat(url: string, timeoutMs: number = beatTimeoutMs): Promise<void> {
  const answer = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(timeoutMs) }).catch((error: unknown) => {
    throw new BeatNotHeard(codeOf(error));
  });
  // What it says is of no interest, but an unread answer keeps its connection.
  await answer.body?.cancel();
  if (!answer.ok) throw new BeatNotHeard(`status${answer.status}`);
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { cause } = error;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : error.name;
}
