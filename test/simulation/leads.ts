// Leads who start disasters, confirm them, change their minds and end them, while everybody else goes on and processes die.
import { disasterKey, handleDisaster, previewNow, proposeDisaster } from '../../src/app/disaster/disaster.ts';
import { networkSource } from '../../src/app/network/network.ts';
import type { Store } from '../../src/app/ports.ts';
import type { DisasterCommand } from '../../src/domain/disaster/command.ts';
import { planFrom } from '../../src/domain/disaster/plan.ts';
import { type Disaster, totalOf } from '../../src/domain/disaster/state.ts';
import type { Person } from '../../src/domain/terms.ts';
import type { Bot } from './bot.ts';
import { holidays, hub, lead, staff } from './people.ts';
import type { Run } from './run.ts';

const second = staff.find(({ posts }) => posts[0]?.role === 'clinicalLead') ?? lead;

export class Leads {
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
      const known = await this.#known(bot.store);
      const it = known.length === 0 || random.chance(0.3) ? undefined : random.pick(known);
      if (it === undefined) await this.#propose(bot);
      else await this.#answer(bot, it);
    });
  }

  /** Everything that is proposed or running is over: by a lead, whatever the processes do. */
  async endAll(store: Store): Promise<void> {
    const network = networkSource(
      { store, nudge: () => {} },
      () => holidays,
      () => 0,
    );
    for (const it of await this.#known(store)) {
      const type = it.status === 'proposed' || it.status === 'agreed' ? 'drop' : 'standDown';
      await handleDisaster({ store, nudge: () => {}, network }, { ...this.#asked(lead), type, id: it.id });
    }
  }

  async #known(store: Store): Promise<readonly Disaster[]> {
    const due = (await store.due(hub, '2099-01-01T00:00:00.000Z', 1_000)).filter(({ kind }) => kind === 'disaster');
    const loaded = await Promise.all(due.map(({ id }) => store.load<Disaster>(disasterKey(hub, id))));
    return loaded.flatMap((each) => each?.state ?? []);
  }

  async #propose(bot: Bot): Promise<void> {
    const { random, time } = this.#run.world;
    const { network } = await bot.network.now();
    const place = random.pick([hub, 'A81001', 'A81002']);
    const type = place === hub ? ('hubDown' as const) : ('practiceDown' as const);
    const limits = place !== hub && random.chance(0.3) ? { atMost: random.between(1, 4) } : {};
    const despite = random.chance(0.3) ? { despite: 'Nobody is there' } : {};
    const startsAt = random.chance(0.2) ? { startsAt: new Date(time.nowMs + random.between(5, 40) * 1_000).toISOString() } : {};
    const plan = planFrom({ type, drill: random.chance(0.25), place, reason: 'Flood', ...limits, ...startsAt, ...despite }, network, hub);
    const alone = random.chance(0.4) ? { alone: { text: 'Nobody else is there', checked: false } } : {};
    const handled = await proposeDisaster(bot, { ...this.#asked(lead), plan, ...alone });
    this.#run.world.count(handled.kind === 'done' ? `disaster ${handled.state.status}` : `disaster refused as ${handled.refusal.why}`);
  }

  async #answer(bot: Bot, it: Disaster): Promise<void> {
    const { random, time } = this.#run.world;
    const command = async (): Promise<DisasterCommand> => {
      if (it.status === 'agreed') return { ...this.#asked(second), type: 'drop', id: it.id };
      if (it.status === 'proposed') {
        const preview = await previewNow(bot.store, await bot.network.now(), hub, it.plan, time.now());
        if (random.chance(0.7)) return { ...this.#asked(second), type: 'confirm', id: it.id, seen: totalOf(it.preview.moves), preview };
        return { ...this.#asked(random.pick([lead, second])), type: 'drop', id: it.id };
      }
      if (random.chance(0.5)) return { ...this.#asked(second), type: 'standDown', id: it.id };
      return {
        ...this.#asked(lead),
        type: 'extend',
        id: it.id,
        until: new Date(time.nowMs + random.between(20, 90) * 1_000).toISOString(),
      };
    };
    const handled = await handleDisaster(bot, await command());
    this.#run.world.count(handled.kind === 'done' ? `disaster ${handled.state.status}` : `disaster refused as ${handled.refusal.why}`);
  }

  #asked({ id, name }: Person) {
    const at = this.#run.world.time.now();
    return { hub, operation: `d:${++this.#wishes}`, at, by: { kind: 'person', id, name } } as const;
  }
}
