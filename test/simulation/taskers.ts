// People who send tasks, take appointments with them, and do or decline what they are asked; at the same moment, twice, and with an eConsult in one press.
import { beginRound } from '../../src/app/round/round.ts';
import { publishSlots } from '../../src/app/slot/publish.ts';
import { sendTask, type ToSend, withTasks } from '../../src/app/task/send.ts';
import { handleTask } from '../../src/app/task/task.ts';
import type { Complete, PassBack } from '../../src/domain/econsult/command.ts';
import { taskPriorities } from '../../src/domain/task/reasons-and-outcomes.ts';
import type { SlotTaken, Task } from '../../src/domain/task/state.ts';
import type { Person } from '../../src/domain/terms.ts';
import type { Bot } from './bot.ts';
import { looksOfTasks } from './bot.ts';
import { hub, staff } from './people.ts';
import type { Run } from './run.ts';

const practices = ['A81001', 'A81002'];
type Verb =
  | 'accept'
  | 'claim'
  | 'takeOver'
  | 'release'
  | 'decline'
  | 'sendAgain'
  | 'finish'
  | 'cancel'
  | 'reopen'
  | 'handOn'
  | 'ask'
  | 'answer';
/** What people are likeliest to press, as it stands. */
const likely: Readonly<Record<Task['status'], readonly Verb[]>> = {
  sent: ['accept', 'accept', 'accept', 'claim', 'claim', 'decline', 'decline', 'handOn', 'ask', 'answer', 'cancel'],
  accepted: ['claim', 'claim', 'claim', 'decline', 'finish', 'accept', 'ask'],
  inHand: ['finish', 'finish', 'release', 'takeOver', 'decline', 'claim', 'answer'],
  declined: ['sendAgain', 'sendAgain', 'sendAgain', 'cancel', 'accept'],
  done: ['reopen', 'accept', 'finish'],
  cancelled: ['reopen', 'accept', 'cancel'],
};
const words = { text: 'Please see her today.', checked: false };

export class Taskers {
  readonly #run: Run;
  #wishes = 0;

  constructor(run: Run) {
    this.#run = run;
  }

  act(): void {
    const { random } = this.#run.world;
    const share = random.next();
    if (share < 0.15) this.#publish();
    else if (share < 0.3) this.#send();
    else if (share < 0.75) this.#press();
    else if (share < 0.96) this.#together();
    else this.#round();
    if (random.chance(0.3)) this.sweep();
  }

  /** What is due of tasks, slots and rounds looks at the clock. */
  sweep(): void {
    const bot = this.#run.anyBot();
    if (bot === undefined) return;
    void this.#run.ask(bot, async () => {
      const at = this.#run.world.time.now();
      const looks = looksOfTasks(bot);
      for (const { kind, id, at: due } of await bot.store.due(hub, at, 100))
        await looks
          .get(kind)?.(hub, id, { operation: `clock|${due}|${at}|${id}`, at })
          .catch(() => this.#run.world.count('look failed'));
    });
  }

  #asked(who: Person) {
    return {
      hub,
      operation: `t:${++this.#wishes}`,
      at: this.#run.world.time.now(),
      by: { kind: 'person', id: who.id, name: who.name },
    } as const;
  }
  #somebodyAt(at: string): Person {
    const { random } = this.#run.world;
    const here = staff.filter(({ posts }) => posts.some((post) => post.at === at));
    return random.pick(random.chance(0.9) ? here : staff);
  }
  /** Once or twice, soon after one another. */
  #deliver(press: (bot: Bot, once: boolean) => void): void {
    const { world } = this.#run;
    const deliveries = world.random.chance(0.2) ? 2 : 1;
    for (let delivery = 0; delivery < deliveries; delivery++)
      world.time.after(world.random.next() * (world.random.chance(0.7) ? 30 : 4_000), () => {
        const bot = this.#run.anyBot();
        if (bot !== undefined) press(bot, deliveries === 1);
      });
  }

  #draft(slot?: SlotTaken) {
    const { random, time } = this.#run.world;
    const soonMs = random.chance(0.3) ? 20_000 + random.next() * 60_000 : random.next() * 4 * 3_600_000 + 60_000;
    return {
      ...({ kind: 'faceToFace', asked: words, priority: random.pick(taskPriorities), clinical: random.chance(0.5) } as const),
      ...{ wantedBy: new Date(Date.parse(time.now()) + soonMs).toISOString(), telephone: '01632 960000' },
      ...(slot === undefined ? {} : { slot }),
    };
  }
  /** An appointment of theirs, mostly one that seems to be free. */
  #slotOf(organisation: string): SlotTaken | undefined {
    const { world, tasks } = this.#run;
    const all = [...tasks.slots.values()].filter(({ offeredBy }) => offeredBy === organisation);
    const free = all.filter(({ status }) => status === 'free');
    const among = world.random.chance(0.8) ? free : all;
    if (among.length === 0) return undefined;
    const { id, start, minutes, what, bookUnder } = world.random.pick(among);
    return { id, start, minutes, what, bookUnder };
  }
  #toSend(practice: string, about: string | undefined, toPractice: boolean): ToSend {
    const [from, to] = toPractice ? [hub, practice] : [practice, hub];
    const slot = this.#run.world.random.chance(0.5) ? this.#slotOf(to) : undefined;
    return {
      ...this.#asked(this.#somebodyAt(from)),
      ...{ from, to, practice, knowingly: true, draft: this.#draft(slot) },
      ...(about === undefined ? {} : { about }),
    };
  }
  #someEConsult(test: (status: string) => boolean): { readonly id: string; readonly practice: string } | undefined {
    const { world, tasks } = this.#run;
    const those = [...tasks.econsults.values()].filter((each) => each.practice !== undefined && test(each.status));
    if (those.length === 0) return undefined;
    const { id, practice = '' } = world.random.pick(those);
    return { id, practice };
  }

  #send(): void {
    const { random } = this.#run.world;
    const about = random.chance(0.6) ? this.#someEConsult(() => true) : undefined;
    const practice = about?.practice ?? random.pick(practices);
    const first = this.#toSend(practice, about?.id, random.chance(0.7));
    // Perhaps several want the same appointment at once.
    const racers = first.draft.slot !== undefined && random.chance(0.5) ? random.between(2, 4) : 1;
    for (let racer = 0; racer < racers; racer++) {
      const send = racer === 0 ? first : { ...first, ...this.#asked(this.#somebodyAt(first.from)) };
      this.#deliver(async (bot, once) => {
        this.#run.world.count('tasks sent');
        this.#judge(send.operation, await this.#run.ask(bot, () => sendTask(deps(bot), send)), once);
      });
    }
  }

  #press(): void {
    const { world, tasks } = this.#run;
    const all = [...tasks.tasks.values()].map(({ state }) => state).filter((state) => state !== undefined);
    if (all.length === 0) return;
    const open = all.filter(({ status }) => status !== 'done' && status !== 'cancelled');
    // Mostly one on which somebody has begun, so that some go far.
    const begun = open.filter(({ status }) => status !== 'sent');
    const among = begun.length > 0 && world.random.chance(0.7) ? begun : open;
    const task = world.random.pick(among.length > 0 && world.random.chance(0.9) ? among : all);
    const verb = world.random.pick(likely[task.status]);
    const racers = world.random.chance(0.3) ? world.random.between(2, 4) : 1;
    for (let racer = 0; racer < racers; racer++) {
      const side = ['sendAgain', 'cancel', 'answer'].includes(verb) ? task.from : task.to;
      const claimant = task.status === 'inHand' && world.random.chance(0.8) ? task.claimant : undefined;
      const asked = this.#asked(claimant ?? this.#somebodyAt(side));
      const revision = world.random.chance(0.2) ? {} : { revision: task.revision - (world.random.chance(0.1) ? 1 : 0) };
      const command = { ...asked, ...revision, id: task.id, type: verb, ...this.#details(verb, task) };
      this.#deliver(async (bot, once) => {
        this.#run.world.count('task presses');
        this.#judge(asked.operation, await this.#run.ask(bot, () => handleTask(deps(bot), command as never)), once);
      });
    }
  }
  #details(verb: Verb, task: Task): object {
    const { random } = this.#run.world;
    switch (verb) {
      case 'release':
        return { reason: 'noTime' };
      case 'decline':
        return { reason: 'noCapacity' };
      case 'finish':
        return { outcome: 'seen', told: 'inPerson' };
      case 'cancel':
        return { reason: 'noLongerNeeded' };
      case 'reopen':
        return { reason: 'notDone' };
      case 'handOn':
        return { to: random.pick(practices), knowingly: true };
      case 'ask':
      case 'answer':
        return { words };
      case 'sendAgain': {
        const to = task.from === hub ? random.pick(practices) : hub;
        return { to, draft: this.#draft(random.chance(0.5) ? this.#slotOf(to) : undefined), knowingly: true };
      }
      case 'accept':
      case 'claim':
      case 'takeOver':
        return {};
    }
  }

  /** Somebody completes or passes back what they have, and asks for more in the same press. */
  #together(): void {
    const { world, witness, tasks } = this.#run;
    const about = this.#someEConsult((status) => status === 'claimed');
    const claimant = staff.find(({ id }) => id === witness.histories.get(about?.id ?? '')?.claimant);
    if (about === undefined || claimant === undefined) return;
    const asked = this.#asked(claimant);
    const fromHub = claimant.posts.some(({ at }) => at === hub);
    const sends = Array.from({ length: world.random.between(1, 3) }, () => ({
      ...this.#toSend(about.practice, about.id, fromHub),
      ...asked,
    }));
    tasks.withTasks.set(asked.operation, sends.length);
    const wantedBy = new Date(Date.parse(world.time.now()) + 4 * 3_600_000).toISOString();
    const { id } = about;
    const seen = world.random.chance(0.8) ? { tasksSeen: true } : {};
    const command: Complete | PassBack = world.random.chance(0.6)
      ? { ...asked, id, type: 'complete', outcome: 'answered', told: 'message', ...seen }
      : { ...asked, id, type: 'passBack', reason: 'faceToFace', what: words, wantedBy, answers: hub, knowingly: true, spokenTo: 'Ida' };
    this.#deliver(async (bot, once) => {
      world.count('presses with tasks');
      this.#judge(asked.operation, await this.#run.ask(bot, () => withTasks(deps(bot), command, sends)), once);
    });
  }

  #publish(): void {
    const { random, time } = this.#run.world;
    const offeredBy = random.pick([hub, ...practices, ...practices]);
    const start = `${new Date(Math.ceil(Date.parse(time.now()) / 3_600_000) * 3_600_000 + random.between(1, 40) * 1_200_000).toISOString().slice(0, 16)}:00.000Z`;
    const slot = {
      start,
      minutes: 20,
      what: 'Nurse clinic',
      place: 'Room 2',
      forOrganisations: 'all',
      forKinds: 'all',
      bookUnder: 'NC2',
      cutOffMinutes: 0,
    } as const;
    const asked = this.#asked(staff.find(({ posts }) => posts.some(({ at }) => at === offeredBy)) ?? this.#somebodyAt(offeredBy));
    const bot = this.#run.anyBot();
    if (bot !== undefined) void this.#run.ask(bot, () => publishSlots(deps(bot), { ...asked, offeredBy, slots: [slot] }));
  }

  #round(): void {
    const asked = this.#asked(this.#somebodyAt(hub));
    const draft = this.#draft();
    this.#deliver((bot) => {
      this.#run.world.count('rounds');
      void this.#run.ask(bot, () => beginRound(deps(bot), { ...asked, from: hub, to: practices, draft }));
    });
  }

  /** What they were told against what was written. */
  #judge(
    operation: string,
    ending:
      | { readonly kind: 'died' }
      | { readonly kind: 'threw'; readonly error: unknown }
      | { readonly kind: 'answered'; readonly value: Answer },
    once: boolean,
  ): void {
    const { world, judge, tasks } = this.#run;
    if (ending.kind === 'died') return;
    if (ending.kind === 'threw') {
      judge.threw(operation, ending.error, once);
      return;
    }
    const { value } = ending;
    if (value.kind !== 'done') {
      world.count(`task refused as ${value.refusal.why}`);
      if (once) judge.denied(operation, value.refusal.why);
    } else if (value.repeated || (value.events?.length ?? 1) > 0) {
      if (value.repeated) world.count('task repeated');
      if (!tasks.granted.has(operation)) world.violated(`${operation}: told it was done, yet it was not`);
    }
  }
}

type Answer =
  | { readonly kind: 'done'; readonly repeated?: boolean; readonly events?: readonly unknown[] }
  | { readonly kind: 'refused' | 'taskRefused'; readonly refusal: { readonly why: string } };
const deps = (bot: Bot) => ({ store: bot.store, nudge: bot.nudge, rules: bot.network });
