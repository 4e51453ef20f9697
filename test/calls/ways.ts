// The ways whose calls are counted: what comes of a claim, an arrival, an idle hour and a look of the auditor, until everything behind it is done.
import { demoHub } from '../../src/sandbox/demo/people.ts';
import type { CallStage } from './stage.ts';

export interface Way {
  readonly name: string;
  readonly calls: readonly string[];
}

/** Long enough for everything that is remembered for a while to be read again, and between two sweeps, which read some of it themselves. */
const quietMs = 67_300;

async function during(stage: CallStage, name: string, doing: () => Promise<unknown>): Promise<Way> {
  stage.take();
  await doing();
  await stage.atRest();
  return { name, calls: stage.take() };
}

export async function arrivals(stage: CallStage, more: object = {}): Promise<Way> {
  await stage.arrive();
  await stage.atRest();
  await stage.pass(quietMs);
  return during(stage, 'an arrival, until its card is recorded', () => stage.arrive(more));
}

/** By somebody who has pressed before, on a card that this process posted; all that was only remembered for a moment is read again. */
export async function claims(stage: CallStage): Promise<Way> {
  const [first, second] = [await stage.arrive(), await stage.arrive()];
  await stage.atRest();
  await stage.press('claim', first);
  await stage.atRest();
  await stage.pass(quietMs);
  return during(stage, 'a claim by somebody known, until its card is recorded', () => stage.press('claim', second));
}

/** By its claimant, who writes something that a card shows or does not. */
export async function completions(stage: CallStage, followUp: string): Promise<Way> {
  const id = await stage.arrive();
  await stage.atRest();
  await stage.press('claim', id);
  await stage.atRest();
  return during(stage, 'a completion', () =>
    stage.press('complete', id, { outcome: 'answered', told: 'message', toldAt: 'now', followUp }),
  );
}

/** The same by asking for the next one, in three ways: typed in the hub's channel, on the board, and under a queue of two. */
export async function nexts(stage: CallStage): Promise<Readonly<Record<'typed' | 'board' | 'queue', Way>>> {
  const one = async (name: string, doing: () => Promise<unknown>): Promise<Way> => {
    await stage.arrive();
    await stage.atRest();
    // What somebody claimed in the last ten minutes is looked at too, lest a press that is delivered twice claims twice.
    await stage.pass(600_000 + quietMs);
    return during(stage, name, doing);
  };
  const known = await stage.arrive();
  await stage.atRest();
  await stage.press('claim', known);
  return {
    typed: await one('the next one, typed in the channel', () => stage.say('next')),
    board: await one('the next one, pressed on the board', () => stage.press('next', '', { v: 1, list: `board|${demoHub}` })),
    queue: await one('the next one, pressed under a queue', () => stage.press('next', '', { v: 1, list: `queue|${demoHub}|${demoHub}|0` })),
  };
}

/** What has come before is sent and swept. */
export const idle = (stage: CallStage, name: string, ms: number): Promise<Way> => during(stage, name, () => stage.pass(ms));

export const lookOfAuditor = (stage: CallStage): Promise<Way> => during(stage, 'a look of the auditor', () => stage.product.auditNow());

export const perSecond = ({ calls }: Way, ms: number): number => calls.length / (ms / 1_000);
