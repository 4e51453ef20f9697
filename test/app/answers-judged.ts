// Whether what was answered to a wish was so while it was asked, held against every state that its things had meanwhile.
import { econsults } from '../../src/app/econsult/econsult.ts';
import { attemptsMax, type Done, type HandledTogether, NotSettled, type WishAbout } from '../../src/app/handle.ts';
import { StoreAway } from '../../src/app/ports.ts';
import type { EConsultCommand } from '../../src/domain/econsult/command.ts';
import type { EConsultRefusal } from '../../src/domain/econsult/decide.ts';
import type { EConsultEvent } from '../../src/domain/econsult/event.ts';
import type { EConsult } from '../../src/domain/econsult/state.ts';
import { canonical } from '../../src/storage/chain.ts';
import { rules } from '../people.ts';
import type { Call, TrueHistory, Was } from './true-history.ts';

/** One wish about each of one or two eConsults, all with the same operation. */
export type Commands = Readonly<Record<string, EConsultCommand>>;
export type Answer = HandledTogether<Record<string, WishAbout<EConsult, EConsultEvent, EConsultRefusal>>>;
/** A wish with all that its things were between its start and its end. */
export interface Heard {
  readonly commands: Commands;
  readonly call: Call;
  readonly during: Readonly<Record<string, readonly Was[]>>;
}

export function what(answer: Answer): string {
  if (answer.kind === 'refused') return 'refused';
  const each = Object.values(answer.each);
  if (each.some(({ repeated }) => repeated)) return 'repeated';
  return each.some(({ events }) => events.length > 0) ? 'written' : 'so already';
}

/** Nobody goes without an answer unless something failed, or others changed it at every try. */
export function notAnswered({ call, during }: Heard, error: Error): string | undefined {
  if (!(error instanceof NotSettled || error instanceof StoreAway)) return error.stack;
  const changes = Object.values(during).reduce((sum, was) => sum + was.length - 1, 0);
  const isCrowded = error instanceof NotSettled && changes >= attemptsMax;
  return call.faults > 0 || isCrowded ? undefined : 'nothing went wrong and nobody was in the way';
}

/** What was wrong with an answer, if anything was. */
export function answered(history: TrueHistory, heard: Heard, answer: Answer): string | undefined {
  const { commands, during } = heard;
  const wasDone = Object.entries(commands).every(([name, { operation }]) =>
    during[name]?.every(({ operations }) => operations.includes(operation)),
  );
  if (wasDone && what(answer) !== 'repeated') return 'it had been done before';
  if (answer.kind === 'done') {
    const found = Object.entries(answer.each).map(
      ([name, done]) => commands[name] && doneFault(history, commands[name], done, during[name] ?? []),
    );
    return found.find((each) => each !== undefined) ?? apartFault(heard, answer);
  }
  const { which, refused } = answer;
  const command = commands[which];
  const refusal = canonical(refused.refusal);
  const state = canonical(refused.state);
  const isSo = during[which]?.some((was) => {
    const decision = command && econsults.decide(command, was.state, rules);
    return decision && 'refusal' in decision && canonical(decision.refusal) === refusal && was.text === state;
  });
  return isSo ? undefined : 'it had no such state meanwhile for which it is refused';
}

/** Of one thing: it had the state that was told, and was so already, or came to be so by this wish. */
function doneFault(
  history: TrueHistory,
  command: EConsultCommand,
  done: Done<EConsult, EConsultEvent>,
  during: readonly Was[],
): string | undefined {
  const { operation, id } = command;
  const text = canonical(done.state);
  const told = during.filter((was) => was.version === done.version && was.text === text);
  if (told.length === 0) return `${id} had no such state meanwhile as version ${done.version}, but ${during.map(({ version }) => version)}`;
  const its = history.events(id).filter((event) => event.operation === operation);
  if (done.repeated) {
    const were = history.were(id);
    const granted = were.findIndex(({ operations }) => operations.includes(operation));
    const wasGranted = granted >= 0 && told.some((was) => were.indexOf(was) >= granted);
    return wasGranted ? undefined : `at version ${done.version} ${id} had not been granted it`;
  }
  if (done.events.length === 0) {
    const isSo = told.some(({ state }) => canonical(econsults.decide(command, state, rules)) === canonical({ events: [] }));
    return isSo ? undefined : `${id} was not so already`;
  }
  if (canonical(its.map(({ event }) => event)) !== canonical(done.events)) return `the history of ${id} has other events of it`;
  if (its.at(-1)?.version !== done.version) return `the history of ${id} has them elsewhere`;
  return (during[0]?.version ?? 0) < (its[0]?.version ?? 0) ? undefined : 'they happened before it was asked';
}

/** Where anything was written, it was written of all of them. */
function apartFault({ commands, during }: Heard, answer: Answer): string | undefined {
  if (what(answer) === 'so already') return undefined;
  const lacking = Object.entries(commands).filter(
    ([name, { operation }]) => !during[name]?.some((was) => was.operations.includes(operation)),
  );
  return lacking.length === 0 ? undefined : `${lacking.map(([name]) => name)} lacks it`;
}
