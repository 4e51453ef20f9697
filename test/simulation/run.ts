// One small world from its seed to its end: faults and people first, then calm, then everything must have come to rest.

import { econsultKey } from '../../src/app/econsult/load.ts';
import { networkSource } from '../../src/app/network/network.ts';
import type { SubmissionText } from '../../src/domain/econsult/submission.ts';
import { verifyChain } from '../../src/storage/chain.ts';
import { createDirectory } from '../../src/storage/directory.ts';
import type { Engine } from '../../src/storage/engine.ts';
import { memoryEngine } from '../../src/storage/memory.ts';
import { makeTables } from '../../src/storage/setup.ts';
import { createStore } from '../../src/storage/store.ts';
import { type Bot, contactKeys, prefix, startBot } from './bot.ts';
import { Clinicians } from './clinicians.ts';
import { type Ending, Judge } from './judge.ts';
import { Leads } from './leads.ts';
import { Pairs } from './pairs.ts';
import { channels, holidays, hub, mriOf, network, staff, tenant } from './people.ts';
import { RepairWitness } from './repair-witness.ts';
import { Repairs } from './repairs.ts';
import { Senders, wordsOf } from './senders.ts';
import { decidedByMs, StageWitness } from './stage-witness.ts';
import { Stages } from './stages.ts';
import { TaskWitness } from './task-witness.ts';
import { Taskers } from './taskers.ts';
import { FakeTeams } from './teams.ts';
import { Witness } from './witness.ts';
import { World } from './world.ts';

export interface Outcome {
  readonly seed: number;
  readonly violation: string | undefined;
  readonly steps: number;
  readonly counts: ReadonlyMap<string, number>;
  readonly notes: readonly string[];
}

/** After the faults stop, everything waiting must have been sent within this: longer than any pause we take by ourselves. */
const restWithinMs = 20 * 60_000;
/** One world in so many draws its cards for real. */
const drawnEvery = 25;
const rushEvery = 100;
/** Longer than any call takes: of two dispatchers, one that still has something in hand has finished by then. */
const lastWordsMs = 60_000;

/** Patients' own, and what is made up for a drill. */
const eConsultKinds: readonly string[] = ['econsult', 'rehearsal'];

export async function runWorld(seed: number, wantsNotes = false): Promise<Outcome> {
  const run = new Run(seed, wantsNotes);
  await run.live();
  const { world } = run;
  return { seed, violation: world.broken, steps: world.time.steps, counts: world.counts, notes: world.notes };
}

export class Run {
  readonly world: World;
  readonly teams: FakeTeams;
  readonly witness: Witness;
  readonly tasks: TaskWitness;
  readonly judge: Judge;
  readonly #clinicians: Clinicians;
  readonly #pairs: Pairs;
  readonly #taskers: Taskers;
  readonly #leads: Leads;
  readonly #stages: Stages;
  readonly #repairs: Repairs;
  readonly #repaired: RepairWitness;
  readonly #senders: Senders;
  readonly #engine: Engine;
  #bots: Bot[] = [];
  #started = 0;
  /** Of what people do: in some worlds it is mostly about tasks, so that one of them goes far. */
  readonly #taskShare: number;
  /** Half of the worlds see no disaster. */
  readonly #leadShare: number;
  /** And half of them no change of stages and agreements. */
  readonly #stageShare: number;
  /** One world in three sees waves and repairs. */
  readonly #repairShare: number;

  constructor(seed: number, wantsNotes: boolean) {
    this.world = new World(seed, wantsNotes);
    this.teams = new FakeTeams(this.world);
    this.tasks = new TaskWitness(this.world);
    this.#repaired = new RepairWitness(this.world);
    this.witness = new Witness(this.world, this.teams, this.tasks, new StageWitness(this.world), this.#repaired);
    this.#engine = this.witness.watch(memoryEngine());
    this.judge = new Judge(this.world, this.witness, this.tasks);
    this.#clinicians = new Clinicians(this);
    this.#pairs = new Pairs(this);
    this.#taskers = new Taskers(this);
    this.#taskShare = this.world.random.pick([0.1, 0.1, 0.1, 0.7]);
    this.#leads = new Leads(this);
    this.#leadShare = this.world.random.pick([0, 0, 0.05, 0.2]);
    this.#stages = new Stages(this);
    this.#stageShare = this.world.random.pick([0, 0, 0.1, 0.3]);
    this.#repairs = new Repairs(this);
    this.#repairShare = this.world.random.pick([0, 0, 0.15]);
    this.#repaired.isNeeded = this.#repairShare > 0;
    this.#senders = new Senders(this);
  }

  /** What is due looks at the clock, in any process, soon. */
  sweepSoon(): void {
    this.world.time.after(this.world.random.next() * 8_000, () => this.#taskers.sweep());
  }

  /** Any process that lives; presses and deliveries go to whichever the balancer picks. */
  anyBot(): Bot | undefined {
    return this.#bots.length === 0 ? undefined : this.world.random.pick(this.#bots);
  }

  /** Asks a process for something; should it die, nothing more is heard. */
  ask<T>(bot: Bot, doing: () => Promise<T>): Promise<Ending<T>> {
    return new Promise((resolve) => {
      const forget = bot.process.whenDead(() => resolve({ kind: 'died' }));
      doing().then(
        (value) => {
          forget();
          resolve({ kind: 'answered', value });
        },
        (error: unknown) => {
          forget();
          resolve({ kind: 'threw', error });
        },
      );
    });
  }

  wait(ms: number): Promise<void> {
    return new Promise((resolve) => this.world.time.after(ms, resolve));
  }

  async live(): Promise<void> {
    const { world } = this;
    await this.#furnish();
    const processes = world.random.between(1, 3);
    for (let index = 0; index < processes; index++) this.#start();
    // The last event of a world is the one that no later one repairs: so worlds are of every length.
    const lengthMs = 1_000 + world.random.next() ** 2 * 90_000;
    const acts = Math.floor(world.random.next() ** 2 * 60) + 1;
    for (let act = 0; act < acts; act++) world.time.after(world.random.next() * lengthMs, () => this.#act());
    if (world.seed % rushEvery === 0) this.#senders.rush();
    await world.time.run(lengthMs, () => world.broken !== undefined);
    await this.#comeToRest();
    if (world.broken === undefined) await this.#checkTheEnd();
  }

  #act(): void {
    const share = this.world.random.next();
    if (this.witness.histories.size === 0 || share < 0.25) this.#senders.act();
    else if (this.#stageShare > 0 && this.world.random.chance(this.#stageShare)) this.#stages.act();
    else if (this.#repairShare > 0 && this.world.random.chance(this.#repairShare)) this.#repairs.act();
    else if (this.#leadShare > 0 && this.world.random.chance(this.#leadShare)) this.#leads.act();
    else if (this.world.random.chance(this.#taskShare)) this.#taskers.act();
    else if (share < 0.75) this.#clinicians.act();
    else if (share < 0.93) this.#pairs.act();
    else if (share < 0.97) this.#deleteMessage();
    else if (share < 0.985) this.#suspend();
    else this.#mood();
  }

  /** Edits in a channel are answered as if their messages were gone, mostly for less long than that is believed. */
  #mood(): void {
    const { conversation } = this.world.random.pick(channels);
    this.teams.moody.add(conversation);
    this.world.count('mood');
    this.world.time.after(this.world.random.next() * 40_000, () => this.teams.moody.delete(conversation));
  }

  #start(): void {
    const bot = startBot(this.world, this.#engine, this.teams, `bot${++this.#started}`, this.world.seed % drawnEvery === 0);
    this.#bots.push(bot);
    bot.process.whenDead(() => {
      this.#bots = this.#bots.filter((one) => one !== bot);
      this.world.time.after(500 + this.world.random.next() * 15_000, () => this.#start());
    });
  }

  /** A user deletes a message, as users may. */
  #deleteMessage(): void {
    const messages = [...this.teams.messages.keys()];
    if (messages.length > 0) this.teams.delete(this.world.random.pick(messages));
  }

  /** The bot is removed from a channel and put back; we may or may not be told. */
  #suspend(): void {
    const { conversation } = this.world.random.pick(channels);
    this.teams.suspended.add(conversation);
    this.world.time.after(this.world.random.next() * 30_000, () => void this.#resume(conversation));
  }

  async #resume(conversation: string): Promise<void> {
    if (!this.teams.suspended.delete(conversation)) return;
    const bot = this.anyBot();
    if (bot === undefined || this.world.random.chance(0.1)) return;
    await this.ask(bot, () => bot.directory.saveConversation(conversation, this.#conversation(conversation)));
  }

  async #comeToRest(): Promise<void> {
    const { world, teams } = this;
    world.calm = true;
    teams.moody.clear();
    for (const conversation of [...teams.suspended]) await this.#resumeCalmly(conversation);
    if (this.#bots.length === 0) this.#start();
    // An old copy that was deleted is looked for for a day.
    const unsent = (keys: Iterable<string>) => [...keys].some((key) => !key.endsWith('.moved'));
    const isHalf = () => [...this.tasks.rounds.values()].some(({ parts }) => parts === undefined);
    // Every disaster has been ended: what still waits goes back where it came from.
    const isAway = () =>
      [...this.tasks.econsults.values()].some(({ status, reroutedBy }) => status === 'waiting' && reroutedBy !== undefined);
    const waiting = () =>
      isHalf() ||
      isAway() ||
      this.#repaired.isBusy() ||
      unsent(this.tasks.outbox) ||
      [...this.witness.histories.values()].some(({ outbox }) => unsent(outbox));
    const until = world.time.nowMs + restWithinMs;
    const atRest = () => world.broken !== undefined || (this.#senders.busy === 0 && !waiting());
    // What was asked for before and comes late may still start one.
    for (let sweeps = 0; sweeps < 40; sweeps++)
      world.time.after(sweeps * 30_000, () => void this.#leads.endAll(this.#calmStore()).then(() => this.#taskers.sweep()));
    await world.time.run(until, atRest);
    // What was refused is put back by a person, and must go out now.
    const store = this.#calmStore();
    for (const id of this.witness.histories.keys()) world.count('unburied', await store.unbury(hub, id));
    await world.time.run(world.time.nowMs + restWithinMs, atRest);
    if (world.leaseless) {
      await world.time.run(world.time.nowMs + lastWordsMs, () => world.broken !== undefined);
      // A press that came late may have met a deleted message: that it is deleted is believed only after 45 s.
      await world.time.run(world.time.nowMs + restWithinMs, atRest);
    }
    if (!atRest()) {
      const left = [...this.tasks.outbox, ...[...this.witness.histories.values()].flatMap(({ outbox }) => [...outbox])];
      world.violated(`not at rest after ${restWithinMs / 60_000} minutes of calm: ${left.join(', ')} ${this.#senders.busy} senders`);
    }
  }

  async #resumeCalmly(conversation: string): Promise<void> {
    this.teams.suspended.delete(conversation);
    // Where nobody tells us, we find out by ourselves.
    if (this.world.random.chance(0.1)) return;
    await createDirectory(this.#engine, prefix).saveConversation(conversation, this.#conversation(conversation));
  }

  async #checkTheEnd(): Promise<void> {
    const { world, witness } = this;
    const store = this.#calmStore();
    this.judge.atTheEnd();
    this.tasks.atTheEnd();
    this.#repaired.atTheEnd(decidedByMs);
    witness.checkAllShown();
    await this.#senders.atTheEnd(
      async (id) => (await store.texts<SubmissionText>(hub, id)).map((text) => wordsOf({ text })),
      async (who) => (await store.contacts(hub, who))?.contacts.map(({ id }) => id) ?? [],
    );
    const open = [...witness.histories.values()].filter(({ status }) => status !== 'completed').map(({ id }) => id);
    const waiting = await store.due(hub, '2099-01-01T00:00:00.000Z', 1_000);
    const due = waiting.filter(({ kind }) => eConsultKinds.includes(kind)).map(({ id }) => id);
    const holders = [hub, 'A81001', 'A81002', 'unplaced'];
    const queues = await Promise.all(eConsultKinds.flatMap((kind) => holders.map((holder) => store.queue(hub, kind, holder, 1_000))));
    const queued = queues.flat().map(({ id }) => id);
    for (const [name, ids] of [['due', due] as const, ['queued', queued] as const]) {
      if (ids.sort().join() !== open.sort().join()) world.violated(`${name}: ${ids.join()}, open: ${open.join()}`);
    }
    for (const { id, version, lastHash } of witness.histories.values()) {
      const events = await store.events(econsultKey(hub, id));
      if (events.length !== version || verifyChain(events, lastHash) !== undefined) world.violated(`${id}: its history is not whole`);
    }
    const { all, unexcused } = this.teams.extraCopies();
    world.count('extraCopies', all);
    world.count('cards', this.teams.copies.size);
    // Without a lease, two may post at once where the store or Teams is slower than a mark is respected.
    const strict =
      !world.leaseless || [...Object.keys(world.rates.store), ...Object.keys(world.rates.chat)].every((name) => !world.counts.has(name));
    for (const words of strict ? unexcused : []) world.violated(`too many copies: ${words}`);
  }

  async #furnish(): Promise<void> {
    await makeTables(this.#engine, prefix, [hub]);
    const source = networkSource(
      { store: this.#calmStore(), nudge: () => {} },
      () => holidays,
      () => 0,
    );
    const asked = { at: this.world.time.now(), by: { kind: 'sender', caller: 'network file' } } as const;
    await source.change({ ...asked, type: 'establish', operation: 'establish', network });
    for (const channel of channels) await source.change({ ...asked, type: 'giveChannel', operation: channel.organisation, channel });
    const directory = createDirectory(this.#engine, prefix);
    // The last one has never spoken to the bot, so nobody knows how to write to them.
    for (const { id, name } of staff.slice(0, -1)) await directory.savePerson({ id, name, mri: mriOf(id) });
  }

  #calmStore() {
    return createStore(this.#engine, {
      prefix,
      contactKeys,
      writer: 'onlooker',
      missing: (_hub, key) => this.world.violated(`${key} was missing`),
    });
  }

  #conversation(id: string) {
    return { id, serviceUrl: 'https://smba.example/', tenantId: tenant, status: 'active', since: this.world.time.now() } as const;
  }
}
