// People who press: sensibly and not, twice, at the same moment, on cards that are fresh or long out of date.
import { handleEConsult } from '../../src/app/econsult/econsult.ts';
import type {
  Accept,
  Claim,
  Complete,
  Decline,
  PassBack,
  Place,
  Pull,
  Raise,
  Release,
  SendToHub,
  TakeOver,
  View,
} from '../../src/domain/econsult/command.ts';
import { releaseReasons } from '../../src/domain/econsult/command.ts';
import type { Person } from '../../src/domain/terms.ts';
import type { Bot } from './bot.ts';
import type { History } from './history.ts';
import { hub, lead, staff, stranger } from './people.ts';
import type { Run } from './run.ts';

export type Command = (Claim | TakeOver | Release | Complete | View | Place | PassBack | Accept | Decline | Raise | SendToHub | Pull) & {
  readonly by: Person;
};

type Verb = Command['type'];

/** What people are likeliest to press, as the card stands. */
const likely: Readonly<Record<History['status'], readonly Verb[]>> = {
  waiting: [
    'claim',
    'claim',
    'claim',
    'claim',
    'view',
    'takeOver',
    'release',
    'complete',
    'place',
    'raise',
    'accept',
    'sendToHub',
    'pull',
    'passBack',
  ],
  claimed: ['release', 'complete', 'complete', 'takeOver', 'takeOver', 'claim', 'view', 'passBack', 'passBack', 'raise'],
  offered: ['accept', 'accept', 'accept', 'decline', 'decline', 'claim', 'takeOver', 'complete', 'passBack', 'view', 'raise'],
  completed: ['claim', 'complete', 'view', 'release'],
};

export class Clinicians {
  readonly #run: Run;
  #presses = 0;

  constructor(run: Run) {
    this.#run = run;
  }

  /** Somebody presses something; perhaps somebody else does so at the same moment, perhaps it is delivered twice. */
  act(): void {
    const { world, witness } = this.#run;
    const known = [...witness.histories.values()].filter((history) => history.version > 0);
    if (known.length === 0) return;
    const open = known.filter(({ status }) => status !== 'completed');
    const history = world.random.pick(open.length > 0 && world.random.chance(0.85) ? open : known);
    const racers = world.random.chance(0.3) ? world.random.between(2, 5) : 1;
    const verb = history.placed || world.random.chance(0.2) ? world.random.pick(likely[history.status]) : 'place';
    for (let racer = 0; racer < racers; racer++) {
      const command = this.#command(history, verb, racers > 1 ? undefined : history.claimant);
      const deliveries = world.random.chance(0.2) ? 2 : 1;
      for (let delivery = 0; delivery < deliveries; delivery++) {
        const laterMs = world.random.chance(0.5) ? world.random.next() * 30 : world.random.next() * 4_000;
        world.time.after(
          racers > 1 && delivery === 0 ? world.random.next() * 30 : laterMs,
          () => void this.#press(command, deliveries === 1),
        );
      }
    }
  }

  #command(history: History, verb: Verb, claimant: string | undefined): Command {
    const { random, time } = this.#run.world;
    const holder = claimant !== undefined && random.chance(0.7) ? staff.find(({ id }) => id === claimant) : undefined;
    const here = staff.filter((one) => one.posts.some(({ at }) => at === (history.offeredTo ?? history.holder)));
    const anybody =
      verb === 'place' && random.chance(0.8) ? lead : random.chance(0.05) ? stranger : random.pick(random.chance(0.7) ? here : staff);
    const { id, name } = holder ?? anybody;
    const revision = this.#revisionPressed(history);
    const asked = {
      hub,
      id: history.id,
      operation: `f:${++this.#presses}`,
      at: time.now(),
      by: { kind: 'person', id, name },
      ...(revision === undefined ? {} : { revision }),
    } as const;
    switch (verb) {
      case 'release':
        return { ...asked, type: 'release', reason: random.pick(releaseReasons) };
      case 'complete':
        return random.chance(0.1)
          ? { ...asked, type: 'complete', outcome: 'withdrawn', told: 'notNeeded' }
          : { ...asked, type: 'complete', outcome: 'answered', told: 'message' };
      case 'place':
        return { ...asked, type: 'place', practice: random.pick(['A81001', 'A81002', 'A81002', 'X99999']) };
      case 'passBack':
        return {
          ...asked,
          type: 'passBack',
          reason: 'faceToFace',
          what: { text: random.chance(0.05) ? '' : 'Please see her today.', checked: false },
          wantedBy: new Date(Date.parse(time.now()) + 4 * 3_600_000).toISOString(),
          answers: hub,
          knowingly: random.chance(0.9),
          ...(random.chance(0.9) ? { spokenTo: 'Ida' } : {}),
        };
      case 'decline':
        return { ...asked, type: 'decline', reason: 'noCapacity' };
      case 'raise':
        return { ...asked, type: 'raise', priority: random.pick(['urgent', 'redFlag']) };
      case 'view':
        return random.chance(0.9) ? { ...asked, type: 'view', reason: 'safetyCheck' } : { ...asked, type: 'view' };
      case 'sendToHub':
      case 'accept':
      case 'pull':
      case 'claim':
      case 'takeOver':
        return { ...asked, type: verb };
    }
  }

  /** What the card they look at says: mostly the message in the channel, sometimes an old window; typed commands carry none. */
  #revisionPressed(history: History): number | undefined {
    const { world, teams } = this.#run;
    if (world.random.chance(0.2)) return undefined;
    if (world.random.chance(0.15)) return world.random.between(1, history.revision);
    const card = history.cards.get(`org.${history.holder}`);
    const message = card?.messageId === undefined ? undefined : teams.messages.get(card.messageId);
    return message?.revision ?? history.revision;
  }

  async #press(command: Command, once: boolean): Promise<void> {
    const bot: Bot | undefined = this.#run.anyBot();
    if (bot === undefined) return;
    const { world, judge } = this.#run;
    const from = world.time.steps;
    world.count('presses');
    const deps = { store: bot.store, nudge: bot.nudge, rules: bot.network };
    const ending = await this.#run.ask(bot, () => handleEConsult(deps, command));
    judge.press(command, from, ending, once);
  }
}
