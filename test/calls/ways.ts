// The ways whose calls are counted: what comes of a claim, an arrival, an idle hour and a look of the auditor, until everything behind it is done.
import type { CallStage } from './stage.ts';

export interface Way {
  readonly name: string;
  readonly calls: readonly string[];
}

/** Long enough for everything that is remembered for a while to be read again. */
const quietMs = 60_700;

async function during(stage: CallStage, name: string, doing: () => Promise<unknown>): Promise<Way> {
  stage.take();
  await doing();
  await stage.atRest();
  return { name, calls: stage.take() };
}

export async function arrivals(stage: CallStage): Promise<Way> {
  await stage.arrive();
  await stage.atRest();
  await stage.pass(quietMs);
  return during(stage, 'an arrival, by a sender known', () => stage.arrive());
}

export async function claims(stage: CallStage): Promise<Way> {
  const [first, second] = [await stage.arrive(), await stage.arrive()];
  await stage.atRest();
  await stage.press('claim', first);
  await stage.atRest();
  await stage.pass(quietMs);
  return during(stage, 'a claim, by somebody known', () => stage.press('claim', second));
}

/** With one open, so that the clock has something to look at. */
export async function idle(stage: CallStage, name: string, ms: number): Promise<Way> {
  return during(stage, name, () => stage.pass(ms));
}
