// People who do two things with one press, both or neither: they claim two at once, or complete one and look at another.

import { econsults } from '../../src/app/econsult/econsult.ts';
import { econsultKey } from '../../src/app/econsult/load.ts';
import { handleTogether, wishAbout } from '../../src/app/handle.ts';
import type { Bot } from './bot.ts';
import type { Command } from './clinicians.ts';
import type { History } from './history.ts';
import { hub, staff } from './people.ts';
import type { Run } from './run.ts';

export interface Pair {
  readonly first: Command;
  readonly second: Command;
}

/** Those who may do so wherever it comes from. */
const clinicians = staff.filter(({ posts, cleared }) => posts.some(({ at }) => at === hub) && cleared.length > 1);

export class Pairs {
  readonly #run: Run;
  #presses = 0;

  constructor(run: Run) {
    this.#run = run;
  }

  /** Somebody wants two; perhaps others want one of them as well at the same moment, perhaps it is delivered twice. */
  act(): void {
    const { world, witness } = this.#run;
    const known = [...witness.histories.values()].filter((history) => history.version > 0);
    const sensible = known.filter(
      ({ placed, status, holder }) => placed && holder === hub && (status === 'waiting' || status === 'claimed'),
    );
    const among = world.random.chance(0.9) ? sensible : known;
    if (among.length < 2) return;
    const racers = world.random.chance(0.4) ? world.random.between(2, 4) : 1;
    for (let racer = 0; racer < racers; racer++) {
      const first = world.random.pick(among);
      const second = world.random.pick(among.filter((one) => one !== first));
      const pair = this.#pair(first, second);
      const deliveries = world.random.chance(0.3) ? 2 : 1;
      for (let delivery = 0; delivery < deliveries; delivery++) {
        const laterMs = world.random.chance(0.7) ? world.random.next() * 30 : world.random.next() * 4_000;
        world.time.after(laterMs, () => void this.#press(pair, deliveries === 1));
      }
    }
  }

  #pair(one: History, other: History): Pair {
    const { random, time, together } = this.#run.world;
    const claimant = staff.find(({ id }) => id === one.claimant);
    const { id, name } = claimant !== undefined && random.chance(0.8) ? claimant : random.pick(random.chance(0.8) ? clinicians : staff);
    const operation = `b:${++this.#presses}`;
    together.set(operation, [one.id, other.id].sort());
    const asked = { hub, operation, at: time.now(), by: { kind: 'person', id, name } } as const;
    const first: Command =
      claimant !== undefined && random.chance(0.7)
        ? { ...asked, id: one.id, type: 'complete', outcome: 'answered', told: 'message' }
        : { ...asked, id: one.id, type: 'claim' };
    const second: Command =
      first.type === 'complete' && random.chance(0.5)
        ? { ...asked, id: other.id, type: 'view', reason: 'safetyCheck' }
        : { ...asked, id: other.id, type: 'claim' };
    return { first, second };
  }

  async #press({ first, second }: Pair, once: boolean): Promise<void> {
    const bot: Bot | undefined = this.#run.anyBot();
    if (bot === undefined) return;
    const { world, judge } = this.#run;
    const from = world.time.steps;
    world.count('pairs');
    const ending = await this.#run.ask(bot, async () => {
      const rules = await bot.network.now();
      return handleTogether(bot, {
        first: wishAbout(econsults, econsultKey(hub, first.id), first, rules),
        second: wishAbout(econsults, econsultKey(hub, second.id), second, rules),
      });
    });
    judge.pair({ first, second }, from, ending, once);
  }
}
