// Leads who change how far a practice goes, end agreements and make new ones, and people who leave and come back, while everybody goes on.
import type { NetworkCommand } from '../../src/domain/network/command.ts';
import { kinds } from '../../src/domain/terms.ts';
import type { Bot } from './bot.ts';
import { lead, staff } from './people.ts';
import type { Run } from './run.ts';

const dayMs = 86_400_000;

export class Stages {
  readonly #run: Run;
  #wishes = 0;

  constructor(run: Run) {
    this.#run = run;
  }

  act(): void {
    const bot = this.#run.anyBot();
    if (bot === undefined) return;
    void this.#run.ask(bot, async () => {
      const { random } = this.#run.world;
      const share = random.next();
      if (share < 0.5) await this.#asked(bot, { ...this.#by(), ...this.#stage() });
      else if (share < 0.8) await this.#asked(bot, { ...this.#by(), ...this.#agreement() });
      else await this.#leaveOrCome(bot);
    });
  }

  #by() {
    const at = this.#run.world.time.now();
    return { operation: `g:${++this.#wishes}`, at, by: { kind: 'person', id: lead.id, name: lead.name } } as const;
  }

  #stage() {
    const { random, time } = this.#run.world;
    const stage = random.pick(['off', 'shadow', 'limited', 'live', 'live'] as const);
    const some = kinds.filter(() => random.chance(0.5));
    const limited = stage === 'limited' ? { kinds: some.length === 0 ? (['clinical'] as const) : some } : {};
    const step = { from: time.now().slice(0, 'yyyy-mm-dd'.length), stage, ...limited };
    return { type: 'setStage', practice: this.#practice(), step, missing: 0 } as const;
  }

  #agreement() {
    const { random, time } = this.#run.world;
    const date = (days: number): string =>
      new Date(time.nowMs + Date.parse(time.now()) - time.nowMs + days * dayMs).toISOString().slice(0, 10);
    const until = random.chance(0.5) ? date(-1) : date(300);
    return { type: 'setAgreement', practice: this.#practice(), agreement: { from: '2020-01-01', until } } as const;
  }

  #practice(): string {
    return this.#run.world.random.pick(['A81001', 'A81002']);
  }

  /** One of the hub's clinicians, with all that they were cleared for. */
  async #leaveOrCome(bot: Bot): Promise<void> {
    const [leaver] = staff;
    if (leaver === undefined) return;
    const { id, name, posts, cleared } = leaver;
    const isThere = (await bot.network.current()).staff[id] !== undefined;
    if (isThere) {
      await this.#asked(bot, { ...this.#by(), type: 'removeStaff', person: id });
      return;
    }
    await this.#asked(bot, { ...this.#by(), type: 'addStaff', person: id, name, posts });
    for (const { practice, capabilities } of cleared)
      await this.#asked(bot, { ...this.#by(), type: 'clearFor', person: id, practice, capabilities });
  }

  async #asked(bot: Bot, command: NetworkCommand): Promise<void> {
    const { world } = this.#run;
    const handled = await bot.network.change(command);
    const which = command.type === 'setStage' ? ` ${command.step.stage}` : '';
    world.count(handled.kind === 'done' ? `${command.type}${which}` : `${command.type} refused as ${handled.refusal.why}`);
  }
}
