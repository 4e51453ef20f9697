// A long weekend in the sandbox: what is sent before and during it, some of it seen to, and what a plain oracle says of each.
import { handleEConsult } from '../../src/app/econsult/econsult.ts';
import type { EConsultEvent, Received } from '../../src/domain/econsult/event.ts';
import { type Instant, type Kind, kinds, type OdsCode, type Priority, priorities } from '../../src/domain/terms.ts';
import { coreHours } from '../../src/domain/time/hours.ts';
import { demoHub, demoPractices, personIdOf } from '../../src/sandbox/demo/people.ts';
import { createPlayer, type Player } from '../../src/sandbox/move-clock.ts';
import type { Engine } from '../../src/storage/engine.ts';
import { Expected } from '../start/warned.ts';
import { idOf } from './desk.ts';
import { crowd, submission } from './given.ts';
import { type Stage, startHere } from './here.ts';

export const codes = Object.values(demoPractices);

export interface Item {
  readonly id: string;
  readonly kind: Kind;
  readonly priority: Priority;
  readonly practice: OdsCode;
  readonly submitted: number;
}
export type Said = Extract<EConsultEvent, { type: 'Warned' }>;

export class Weekend {
  readonly items: Item[] = [];
  readonly failures: unknown[] = [];
  readonly stage: Stage;
  readonly player: Player;
  #operations = 0;

  private constructor(stage: Stage) {
    this.stage = stage;
    const { clock, product } = stage;
    this.player = createPlayer({
      clock,
      nextDue: product.nextDue,
      sweep: product.sweepNow,
      failed: (error) => this.failures.push(error),
    });
  }

  static async from(startsAt: Instant, engine?: Engine): Promise<Weekend> {
    return new Weekend(await startHere({ startsAt, ...(engine ? { engine } : {}) }));
  }

  async playTo(at: Instant): Promise<void> {
    const { clock } = this.stage;
    const moved = await this.player.playOn(Date.parse(at) - clock.ms());
    if (moved !== 'arrived') throw new Error(`the play ${moved} at ${clock.now()}`);
  }
  jumpTo(at: Instant): Promise<unknown> {
    return this.player.jump(Date.parse(at) - this.stage.clock.ms());
  }

  /** One of each kind and priority, the practices in turn. */
  async send(): Promise<void> {
    const { clock } = this.stage;
    for (const kind of kinds) {
      for (const priority of priorities) {
        const n = this.items.length;
        const practice = codes[(n + Math.floor(n / 9)) % codes.length] ?? '';
        // Whole minutes, so that nothing is due in the seconds in which something is done here.
        const submitted = Math.floor(clock.ms() / 60_000) * 60_000 - (n % 4) * 60_000;
        const sent = { kind, priority, practice, submittedAt: new Date(submitted).toISOString() };
        const answer = await this.stage.send(submission(`weekend-${n}`, sent));
        if (answer.status !== 201) throw new Error(`not taken: ${answer.status} ${answer.text}`);
        this.items.push({ id: idOf(answer.body.reference ?? ''), kind, priority, practice, submitted });
      }
    }
  }

  /** Clinicians of the hub take every third that waits for one there, and see to every other one that they had taken before. */
  async work(): Promise<void> {
    for (const [n, item] of this.items.entries()) {
      if (item.kind === 'admin') continue;
      const loaded = await this.stage.product.store.load<{ status: string; holder: string }>({
        hub: demoHub,
        kind: 'econsult',
        id: item.id,
      });
      const { status, holder } = loaded?.state ?? {};
      if (holder !== demoHub) continue;
      if (status === 'waiting' && n % 3 === 0) await this.#ask(n, { type: 'claim' });
      else if (status === 'claimed' && n % 2 === 0) await this.#ask(n, { type: 'complete', outcome: 'answered', told: 'message' });
    }
  }

  async #ask(
    n: number,
    wish: { readonly type: 'claim' } | { readonly type: 'complete'; readonly outcome: 'answered'; readonly told: 'message' },
  ): Promise<void> {
    const { product, clock } = this.stage;
    // The same one takes it and sees to it.
    const [item, who] = [this.items[n], crowd[n % crowd.length]];
    if (item === undefined || who === undefined) throw new Error('nobody or nothing');
    const common = { hub: demoHub, id: item.id, operation: `weekend-${++this.#operations}`, at: clock.now() };
    const by = { kind: 'person', id: personIdOf(who), name: who.name } as const;
    const handled = await handleEConsult(
      { store: product.store, nudge: product.nudge, rules: product.network },
      { ...common, by, ...wish },
    );
    if (handled.kind !== 'done') throw new Error(`${item.id} ${wish.type}: ${JSON.stringify(handled.refusal)}`);
  }

  async eventsOf({ id }: Item): Promise<readonly EConsultEvent[]> {
    const stored = await this.stage.product.store.events<EConsultEvent>({ hub: demoHub, kind: 'econsult', id });
    return stored.map(({ event }) => event);
  }

  /** What ought to have been said of it by now, given what people did; `nextSweep`: the first look at the clock at or after an instant. */
  async expected(item: Item, events: readonly EConsultEvent[], nextSweep: (ms: number) => number = (ms) => ms): Promise<Expected> {
    const received = events.find((event): event is Received => event.type === 'Received');
    if (received === undefined) throw new Error(`${item.id} was never received`);
    const { network, holidays } = await this.stage.product.network.now();
    const { holder } = received.facts;
    const hours = (network.hubs[holder] ?? network.practices[holder])?.hours ?? coreHours;
    const dates = holidays.days.map(({ date }) => date);
    const oracle = new Expected({ ...item, received: Date.parse(received.at) }, hours, coreHours, dates, nextSweep);
    for (const { type, at } of events) {
      if (type === 'Claimed') oracle.claim(Date.parse(at));
      if (type === 'Completed') oracle.complete(Date.parse(at));
    }
    oracle.upTo(this.stage.clock.ms());
    return oracle;
  }
}
