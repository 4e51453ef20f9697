// The list of demo eConsults in the sandbox's panel, and sending one of them through the same door as any other sender.
import type { Instant } from '../../domain/terms.ts';
import type { SampleAnswer, SampleListed } from '../api.ts';
import { type Door, post, type SendingGiven } from '../signed-submission.ts';
import { demoEConsults } from './econsults.ts';

/** What there is to send; names and titles do not depend on when it is sent. */
export const demoSamples: readonly SampleListed[] = demoEConsults('2026-01-01T00:00:00.000Z', 'list').map(({ name, title, about }) => ({
  name,
  title,
  about,
}));

export interface SampleGiven extends Door {
  /** The sandbox's clock: the patient wrote a few minutes before it. */
  readonly now: Instant;
  /** Another one makes another eConsult of the same words. */
  readonly nonce: string;
  /** The machine's own time in ms, which signatures live by. */
  readonly machineMs: number;
  /** A new random UUID. */
  readonly uuid: () => string;
  /** Default the real one. */
  readonly fetch?: SendingGiven['fetch'];
}

/** Sends one; rejects with words for the person at the page when there is no such sample or it was not accepted. */
export async function sendDemoSample(name: string, given: SampleGiven): Promise<SampleAnswer> {
  const sample = demoEConsults(given.now, given.nonce).find((each) => each.name === name);
  if (sample === undefined) throw new Error('There is no such sample.');
  const parcel = {
    path: '/api/econsults',
    mediaType: sample.mediaType,
    what: sample.title,
    bytes: Buffer.from(JSON.stringify(sample.body)),
  } as const;
  const now = (): Instant => new Date(given.machineMs).toISOString();
  const { accepted, lines } = await post(parcel, given, { fetch: given.fetch ?? fetch, now, uuid: given.uuid });
  const text = lines.join(' ');
  if (!accepted) throw new Error(text);
  return { text };
}
