// The same task to several practices: what was asked of whom, kept until each of them has it; how each stands is said by its own task.
import { letteredIds } from '../reference.ts';
import type { TaskDraft } from '../task/command.ts';
import type { Actor, HubId, Instant, OperationId, OrganisationId, Person } from '../terms.ts';

export const roundIds = letteredIds('R');
/** More than any hub has practices; each of them has its own task, and one card lists them all. */
export const roundToMax = 40;

/** What each of them is asked: without an appointment, which only one can have, and without a person. */
export type RoundDraft = Omit<TaskDraft, 'slot' | 'hint'>;
/** What one practice got: a task, or why it could not be sent there. */
export type RoundPart = { readonly to: OrganisationId; readonly task: string } | { readonly to: OrganisationId; readonly why: string };

export interface Round {
  readonly hub: HubId;
  readonly id: string;
  readonly from: OrganisationId;
  readonly by: Person;
  readonly at: Instant;
  readonly to: readonly OrganisationId[];
  readonly draft: RoundDraft;
  /** `undefined`: not all of them are sent yet, so the clock looks again. */
  readonly parts: readonly RoundPart[] | undefined;
}
interface Asked {
  readonly hub: HubId;
  readonly id: string;
  readonly operation: OperationId;
  readonly at: Instant;
}
export type RoundCommand = Asked &
  (
    | {
        readonly type: 'begin';
        readonly by: Actor & { kind: 'person' };
        readonly from: OrganisationId;
        readonly to: readonly OrganisationId[];
        readonly draft: RoundDraft;
      }
    /** All of them are sent, or cannot be. */
    | { readonly type: 'allSent'; readonly parts: readonly RoundPart[] }
  );
export type RoundEvent =
  | {
      readonly type: 'RoundBegun';
      readonly at: Instant;
      readonly hub: HubId;
      readonly id: string;
      readonly by: Person;
      readonly from: OrganisationId;
      readonly to: readonly OrganisationId[];
      readonly draft: RoundDraft;
    }
  | { readonly type: 'RoundSent'; readonly at: Instant; readonly parts: readonly RoundPart[] };
export type RoundRefusal =
  | { readonly why: 'idTaken' }
  | { readonly why: 'roundUnknown' }
  | { readonly why: 'nobodyAsked' }
  | { readonly why: 'tooMany'; readonly toMax: number };
export type RoundDecision = { readonly events: readonly RoundEvent[] } | { readonly refusal: RoundRefusal };

export function decideRound(command: RoundCommand, round: Round | undefined): RoundDecision {
  const { at, hub, id } = command;
  if (command.type === 'begin') {
    const { from, draft } = command;
    const to = [...new Set(command.to)];
    if (round !== undefined) return { refusal: { why: 'idTaken' } };
    if (to.length === 0) return { refusal: { why: 'nobodyAsked' } };
    if (to.length > roundToMax) return { refusal: { why: 'tooMany', toMax: roundToMax } };
    const by = { id: command.by.id, name: command.by.name };
    return { events: [{ type: 'RoundBegun', at, hub, id, by, from, to, draft }] };
  }
  if (round === undefined) return { refusal: { why: 'roundUnknown' } };
  return { events: round.parts === undefined ? [{ type: 'RoundSent', at, parts: command.parts }] : [] };
}

export function evolveRound(round: Round | undefined, event: RoundEvent): Round {
  if (event.type === 'RoundBegun') {
    const { hub, id, from, by, at, to, draft } = event;
    return { hub, id, from, by, at, to, draft, parts: undefined };
  }
  if (round === undefined) throw new Error('nothing comes before a round is begun');
  return { ...round, parts: event.parts };
}
