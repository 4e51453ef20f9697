// One step of a task's life as it is drawn at random: who asks for what, as a command, and which clocks of the model start with it.
import type { TaskCommand } from '../../../src/domain/task/command.ts';
import type { TaskEvent } from '../../../src/domain/task/event.ts';
import type { Task } from '../../../src/domain/task/state.ts';
import type { Person } from '../../../src/domain/terms.ts';
import { ask, everybody, say } from './cast.ts';
import { minuteMs, type Timed, threeQuarters } from './clock-model.ts';
import { answerOf, ladderFor, type Verb } from './model.ts';

export const iso = (ms: number): string => new Date(ms).toISOString();

export interface Step {
  readonly verb: Verb | 'tick';
  readonly who: Person;
  readonly minutes: number;
  readonly old: boolean;
  /** Whoever is named, able or not. */
  readonly anyway: boolean;
  readonly to: string;
  readonly person: Person;
  readonly hours: number;
  readonly urgent: boolean;
  readonly spokenTo: boolean;
}
export interface Life {
  task: Task;
  version: number;
  readonly events: TaskEvent[];
  m: Timed;
}

export const draftOf = ({ hours, urgent, spokenTo }: Step, m: Timed) => ({
  ...({ kind: 'faceToFace', asked: say('Please see in person'), priority: urgent ? 'urgent' : 'routine', clinical: m.clinical } as const),
  ...{ wantedBy: iso(m.now + hours * 60 * minuteMs), telephone: '01632 960000' },
  ...(spokenTo ? { spokenTo: 'Una' } : {}),
});
export function commandOf(step: Step & { readonly verb: Verb }, { task, m }: Life): TaskCommand {
  const details: Readonly<Record<Verb, object>> = {
    accept: {},
    claim: {},
    takeOver: {},
    keep: {},
    view: {},
    acknowledge: {},
    plan: { plan: 'nextOpening' },
    release: { reason: 'noTime' },
    handOver: { to: step.person.id },
    decline: { reason: 'noCapacity' },
    finish: { outcome: 'seen', told: 'inPerson' },
    handOn: { to: step.to, knowingly: true },
    ask: { words: say('Is today needed?') },
    answer: { words: say('Tomorrow will do') },
    sendAgain: { to: step.to, draft: draftOf(step, m), knowingly: true },
    cancel: { reason: 'noLongerNeeded' },
    reopen: { reason: 'patientCameBack' },
  };
  return ask(step.who, step.verb, iso(m.now), details[step.verb] as never, task.revision - (step.old ? 1 : 0));
}

/** When a verb starts a clock of the model's. */
export function startsClock(m: Timed, { verb, hours, urgent, spokenTo, who }: Step, to: string): Partial<Timed> {
  const { now } = m;
  switch (verb) {
    case 'accept':
    case 'release':
      return { waitingSince: now };
    case 'claim':
    case 'takeOver':
    case 'handOver':
      return { claimedAt: now, keptAt: undefined, quietAsked: undefined };
    case 'keep':
      return { keptAt: now, quietAsked: undefined };
    case 'decline':
      return { declinedAt: now };
    case 'ask':
      return { askedAt: now };
    case 'handOn':
      return { sentAt: now };
    case 'sendAgain': {
      const wantedBy = now + hours * 60 * minuteMs;
      const alone = urgent && !spokenTo;
      const ladder = { ladder: 'asked', onLadder: ladderFor(who), rung: 0, rungSince: now } as const;
      return { sentAt: now, urgent, wantedBy, dueSoon: threeQuarters(to, now, wantedBy), ...(alone ? ladder : { ladder: undefined }) };
    }
    default:
      return {};
  }
}

/** Able to do it: whoever is named, or the next in the list who is. */
export function ableTo(m: Timed, step: Step & { readonly verb: Verb }): Person | undefined {
  const from = Math.max(
    0,
    everybody.findIndex(({ id }) => id === step.who.id),
  );
  return [...everybody.slice(from), ...everybody.slice(0, from)].find((who) => answerOf(m, step.verb, who, step, step.old) === 'happens');
}
