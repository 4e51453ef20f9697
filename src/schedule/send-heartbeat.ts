// Tells a monitoring service outside, with a GET to its address, that everything is in order. When it hears nothing it raises an alarm.

/** A service that takes longer than this counts as not reached; the next beat follows in five minutes. */
export const beatTimeoutMs = 10_000;

/** The service was not reached. The message names no address: whoever knows it could send beats for us. */
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
  // The answer is read although nothing in it matters, because an unread answer keeps its connection open.
  await answer.body?.cancel();
  if (!answer.ok) throw new BeatNotHeard(`status${answer.status}`);
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { cause } = error;
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : error.name;
}
