// Judges what people and senders were told against what has really happened.

import type { EConsultHandled } from '../../src/app/econsult/econsult.ts';
import { type HandledTogether, NotSettled, type WishAbout } from '../../src/app/handle.ts';
import { StoreAway } from '../../src/app/ports.ts';
import type { EConsultRefusal } from '../../src/domain/econsult/decide.ts';
import type { EConsultEvent } from '../../src/domain/econsult/event.ts';
import type { EConsult } from '../../src/domain/econsult/state.ts';
import type { Command } from './clinicians.ts';
import type { History } from './history.ts';
import type { Pair } from './pairs.ts';
import type { TaskWitness } from './task-witness.ts';
import type { Witness } from './witness.ts';
import type { World } from './world.ts';

/** How a call to a process ended for whoever made it. */
export type Ending<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'threw'; readonly error: unknown }
  /** The process died: nothing was heard. */
  | { readonly kind: 'died' };

type WishedForEConsult = WishAbout<EConsult, EConsultEvent, EConsultRefusal>;
type PairHandled = HandledTogether<{ readonly first: WishedForEConsult; readonly second: WishedForEConsult }>;

export class Judge {
  readonly #world: World;
  readonly #witness: Witness;
  readonly #tasks: TaskWitness;
  /** Wishes that were said not to have been granted; looked for again at the end, for a late write may come after the answer. */
  readonly #denied: { readonly operation: string; readonly told: string }[] = [];

  constructor(world: World, witness: Witness, tasks: TaskWitness) {
    this.#world = world;
    this.#witness = witness;
    this.#tasks = tasks;
  }

  /** One press; `from` is the step at which it was made, `once` that it was delivered a single time. */
  press(command: Command, from: number, ending: Ending<EConsultHandled>, once: boolean): void {
    const history = this.#witness.histories.get(command.id);
    if (ending.kind === 'died' || history === undefined) return;
    if (ending.kind === 'threw') {
      this.threw(command.operation, ending.error, once);
      return;
    }
    const { value } = ending;
    const granted = history.granted.get(command.operation);
    const forgotten = history.isForgotten(command.operation);
    this.#world.count(value.kind === 'refused' ? `refused as ${value.refusal.why}` : value.repeated ? 'repeated' : 'granted');
    if (value.kind === 'refused') {
      // Of two deliveries of one press, one may be refused and the other granted a moment later: only the granted one counts.
      if (once && granted !== undefined && !forgotten) this.#wrong(command, `told '${value.refusal.why}', yet it was granted`);
      if (once) this.#denied.push({ operation: command.operation, told: value.refusal.why });
      this.#refusal(command, history, from, value.refusal);
    } else if (value.repeated || value.events.length > 0) {
      if (granted === undefined) this.#wrong(command, 'told it was done, yet it was not');
      else if (value.events.length > 0 && granted.versions.length !== value.events.length) this.#wrong(command, 'told other events');
    } else if (command.type === 'claim' || command.type === 'takeOver') {
      if (!this.#ever(history, from, (look) => look.claimant === command.by.id)) this.#wrong(command, 'told they had it already');
    }
  }

  /** One press about two; that they were written together or not at all is the witness's to see. */
  pair(pair: Pair, from: number, ending: Ending<PairHandled>, once: boolean): void {
    const { operation } = pair.first;
    if (ending.kind === 'died') return;
    if (ending.kind === 'threw') {
      this.threw(operation, ending.error, once);
      return;
    }
    const { value } = ending;
    const granted = this.#witness.granted(operation);
    if (value.kind === 'refused') {
      this.#world.count(`pair refused as ${value.refused.refusal.why}`);
      const command = pair[value.which];
      const told = value.refused.refusal.why;
      if (once) {
        this.#denied.push({ operation, told });
        this.#checkDenied();
      }
      const history = this.#witness.histories.get(command.id);
      if (history !== undefined) this.#refusal(command, history, from, value.refused.refusal);
      return;
    }
    const each = [value.each.first, value.each.second];
    this.#world.count(each.some(({ repeated }) => repeated) ? 'pair repeated' : 'pair granted');
    if (each.some(({ events }) => events.length === 0) && each.some(({ events }) => events.length > 0))
      this.#world.count('pair with one guarded');
    for (const name of ['first', 'second'] as const) {
      const { events } = value.each[name];
      const versions = granted.find(({ id }) => id === pair[name].id)?.granted.get(operation)?.versions ?? [];
      if (events.length > 0 && versions.length !== events.length) this.#wrong(pair[name], 'told it was done, yet it was not');
    }
    if (each.some(({ repeated }) => repeated) && granted.length === 0)
      this.#wrong(pair.first, 'told it had been done before, yet it never was');
  }

  /** Only these two may reach a person or sender, and the first means that nothing was written. */
  threw(operation: string, error: unknown, once = true): void {
    if (error instanceof NotSettled) {
      this.#world.count('notSettled');
      return;
    }
    if (!(error instanceof StoreAway)) {
      this.#world.violated(`${operation}: ${error instanceof Error ? (error.stack ?? error.message) : 'threw'}`);
      return;
    }
    this.#world.count('storeAway');
    if (!once) return;
    const told = 'the store is away, nothing was written';
    this.#denied.push({ operation, told }, { operation: `aside|${operation}`, told });
    this.#checkDenied();
  }

  /** Somebody was told no. */
  denied(operation: string, told: string): void {
    this.#denied.push({ operation, told });
    this.#checkDenied();
  }

  /** Whoever was told no must not turn out to have been granted it after all. */
  atTheEnd(): void {
    this.#checkDenied();
  }

  #checkDenied(): void {
    for (const { operation, told } of this.#denied) {
      for (const id of this.#tasks.granted.get(operation) ?? [])
        this.#world.violated(`${id}: told '${told}', yet the wish ${operation} was granted`);
      for (const history of this.#witness.granted(operation)) {
        if (history.isForgotten(operation)) continue;
        this.#world.violated(`${history.id}: told '${told}', yet the wish ${operation} was granted`);
      }
    }
  }

  #refusal(command: Command, history: History, from: number, refusal: Extract<EConsultHandled, { kind: 'refused' }>['refusal']): void {
    const ever = (test: (look: { status: string; claimant: string | undefined }) => boolean) => this.#ever(history, from, test);
    switch (refusal.why) {
      case 'alreadyClaimed':
      case 'claimedByOther':
        if (refusal.by.id === command.by.id) this.#wrong(command, 'told that they themselves stood in the way');
        if (!ever((look) => look.claimant === refusal.by.id)) this.#wrong(command, `told that ${refusal.by.name} had it`);
        return;
      case 'notClaimed':
        if (!ever((look) => look.status === 'waiting')) this.#wrong(command, 'told that nobody had it');
        return;
      case 'offeredAlready':
        if (!ever((look) => look.status === 'offered')) this.#wrong(command, 'told that it had been passed on');
        return;
      case 'notOffered':
        if (!ever((look) => look.status !== 'offered')) this.#wrong(command, 'told that nobody offered it');
        return;
      case 'completed':
        if (!ever((look) => look.status === 'completed')) this.#wrong(command, 'told that it was over');
        return;
      default:
        return;
    }
  }

  #ever(history: History, from: number, test: (look: { status: string; claimant: string | undefined }) => boolean): boolean {
    return history.between(from, this.#world.time.steps).some(test);
  }

  #wrong(command: Command, words: string): void {
    this.#world.violated(`${command.id}: ${command.by.name} pressed ${command.type} (${command.operation}) and was ${words}`);
  }
}
