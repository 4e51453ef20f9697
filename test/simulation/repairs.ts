// Leads who take practices live in waves, and who repair the network: somebody leaves, a practice closes or is merged, while everybody goes on.
import { lookAtRepair } from '../../src/app/repair/look.ts';
import { decideOnRepair, openRepairs, proposeRepair } from '../../src/app/repair/repair.ts';
import { decideOnWave, openWaves, planWave } from '../../src/app/wave/wave.ts';
import type { RepairPlan } from '../../src/domain/repair/state.ts';
import { personOf } from '../../src/domain/terms.ts';
import { usualLimits, type Wave } from '../../src/domain/wave/wave.ts';
import type { Bot } from './bot.ts';
import { hub, lead, staff } from './people.ts';
import type { Run } from './run.ts';

const practices = ['A81001', 'A81002'];
/** The first one comes and goes already (`Stages`), and without the lead nobody could go on. */
const leavers = staff.slice(1).filter(({ id }) => id !== lead.id);

export class Repairs {
  readonly #run: Run;
  #wishes = 0;

  constructor(run: Run) {
    this.#run = run;
  }

  act(): void {
    const { random } = this.#run.world;
    if (random.chance(0.25)) this.#press((bot) => this.#wave(bot));
    else this.#press((bot) => this.#repair(bot));
    // Whatever is due of them looks at the clock, here or there.
    this.#run.sweepSoon();
  }

  /** By one process, or at the same moment by several. */
  #press(doing: (bot: Bot) => Promise<void>): void {
    const { world, judge } = this.#run;
    const operation = this.#asked().operation;
    const bot = this.#run.anyBot();
    if (bot === undefined) return;
    void this.#run
      .ask(bot, () => doing(bot))
      .then((ending) => {
        if (ending.kind === 'threw') judge.threw(operation, ending.error, false);
        else world.count(`repairs ${ending.kind}`);
      });
  }

  #asked() {
    const at = this.#run.world.time.now();
    return { operation: `m:${++this.#wishes}`, at, by: { kind: 'person', id: lead.id, name: lead.name } } as const;
  }
  #today(): string {
    return this.#run.world.time.now().slice(0, 'yyyy-mm-dd'.length);
  }

  async #wave(bot: Bot): Promise<void> {
    const { world } = this.#run;
    const { random } = world;
    const [open] = await openWaves(bot, hub);
    if (open === undefined) {
      const practice = random.pick(practices);
      // Before it is live there is something to go further from.
      const shadow = { ...this.#asked(), type: 'setStage', practice, missing: 0 } as const;
      await bot.network.change({ ...shadow, step: { from: this.#today(), stage: random.pick(['off', 'shadow']) } });
      const stage = random.pick(['live', 'limited'] as const);
      const plan = { name: 'A wave', practices: [practice], from: this.#today(), stage, limits: usualLimits };
      const limited = stage === 'limited' ? { kinds: ['clinical'] as const } : {};
      const planned = await planWave(bot, { ...this.#asked(), hub, plan: { ...plan, ...limited } });
      world.count(planned.kind === 'done' ? 'wave planned' : `wave refused as ${planned.refusal.why}`);
      if (planned.kind === 'done' && random.chance(0.6)) await this.#decideOn(bot, planned.state);
      return;
    }
    await this.#decideOn(bot, open);
  }

  async #decideOn(bot: Bot, open: Wave): Promise<void> {
    const { world } = this.#run;
    const { random } = world;
    const why = { text: random.chance(0.9) ? 'Agreed by all' : '', checked: false };
    const type = random.chance(0.8) ? 'go' : 'notYet';
    const decided = await decideOnWave(bot, open, { ...this.#asked(), type, why });
    world.count(decided.kind === 'done' ? `wave ${type}` : `wave refused as ${decided.refusal.why}`);
  }

  async #repair(bot: Bot): Promise<void> {
    const { random } = this.#run.world;
    const waiting = (await openRepairs(bot, hub)).filter(({ status }) => status === 'proposed');
    if (waiting.length === 0 || random.chance(0.2)) await this.#propose(bot);
    else await this.#decide(bot, random.pick(waiting));
  }

  async #propose(bot: Bot): Promise<void> {
    const { world } = this.#run;
    const handled = await proposeRepair(bot, { ...this.#asked(), hub, plan: this.#plan() });
    world.count(handled.kind === 'done' ? `repair ${handled.state.plan.type} proposed` : `repair refused as ${handled.refusal.why}`);
    // Mostly it is decided at once, so that short worlds see one through.
    if (handled.kind === 'done' && world.random.chance(0.7)) await this.#decide(bot, handled.state);
  }

  async #decide(bot: Bot, it: Parameters<typeof decideOnRepair>[1]): Promise<void> {
    const { world } = this.#run;
    const asked = this.#asked();
    const type = world.random.chance(0.9) ? 'confirm' : 'callOff';
    const decided = await decideOnRepair(bot, it, { ...asked, type });
    world.count(decided.kind === 'done' ? `repair ${it.plan.type} ${type}` : `repair refused as ${decided.refusal.why}`);
    if (decided.kind === 'done' && type === 'confirm')
      await lookAtRepair(bot, hub, it.id, { at: asked.at, operation: `${asked.operation}|press`, batchesMax: 3 });
  }

  #plan(): RepairPlan {
    const { random } = this.#run.world;
    if (random.chance(0.6)) {
      // Mostly somebody who has something.
      const claimants = new Set([...this.#run.witness.histories.values()].map(({ claimant }) => claimant));
      const busy = leavers.filter(({ id }) => claimants.has(id));
      const person = random.pick(busy.length > 0 && random.chance(0.8) ? busy : leavers);
      const to = random.pick(staff.filter(({ id }) => id !== person.id));
      return { type: 'leaver', person: personOf(person), ...(random.chance(0.7) ? { to: personOf(to) } : {}) };
    }
    const practice = random.pick(practices);
    const from = this.#today();
    const over = { to: practices.find((each) => each !== practice) ?? '', agreedOn: from, agreedBy: 'Both partners' };
    if (random.chance(0.5)) return { type: 'merge', practice, from, over, without: [] };
    return { type: 'close', practice, from, ...(random.chance(0.5) ? { over } : {}) };
  }
}
