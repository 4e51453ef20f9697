// What leads and the clock ask of a wave, and what then has happened: nothing goes further before a lead has said so.
import { guarded, type Words, type WordsRefusal } from '../free-words.ts';
import { own } from '../lookup.ts';
import { isDateAhead } from '../network/dates-and-reasons.ts';
import { holdsPost, type Network, staffIn } from '../network/state.ts';
import { type Actor, type HubId, type Instant, kinds, type OdsCode, type OperationId, type Person, personOf } from '../terms.ts';
import { onTheWall } from '../time/calendar.ts';
import {
  askAgainDays,
  type Decision,
  type Missed,
  missedBy,
  type Numbers,
  type Wave,
  type WavePlan,
  waveNameMax,
  wavePracticesMax,
} from './wave.ts';

interface Asked {
  readonly hub: HubId;
  readonly id: string;
  readonly operation: OperationId;
  readonly at: Instant;
  readonly by: Actor;
}
export type WaveCommand = Asked &
  (
    | { readonly type: 'plan'; readonly plan: WavePlan }
    /** By the clock, or because somebody looked. */
    | { readonly type: 'measure'; readonly numbers: Numbers }
    /** With what is so at that moment; `missing`: how many items of the checklists of its practices are open. */
    | { readonly type: 'go'; readonly numbers: Numbers; readonly missing: number; readonly why: Words }
    | { readonly type: 'notYet'; readonly why: Words }
    /** By the clock: the stages are set, but for these. */
    | { readonly type: 'set'; readonly left: readonly OdsCode[] }
  );
interface Happened<Type extends string> {
  readonly type: Type;
  readonly at: Instant;
}
export type WaveEvent =
  | (Happened<'WavePlanned'> & { readonly by: Person; readonly hub: HubId; readonly id: string; readonly plan: WavePlan })
  | (Happened<'WaveMeasured'> & { readonly numbers: Numbers; readonly nextLook: Instant })
  | (Happened<'WaveGo'> & Decision & { readonly numbers: Numbers; readonly missed: readonly Missed[] })
  | (Happened<'WaveNotYet'> & Decision & { readonly nextLook: Instant })
  | (Happened<'WaveSet'> & { readonly left: readonly OdsCode[] });

export type WaveRefusal =
  | WordsRefusal
  | { readonly why: 'idTaken' }
  | { readonly why: 'waveUnknown' }
  | { readonly why: 'clockOnly' }
  /** `ask`: who can. */
  | { readonly why: 'leadsOnly'; readonly ask: readonly Person[] }
  | { readonly why: 'nameWrong'; readonly charactersMax: number }
  | { readonly why: 'practicesWrong'; readonly practicesMax: number }
  | { readonly why: 'dateWrong' }
  | { readonly why: 'kindsMissing' }
  | { readonly why: 'limitsWrong' }
  | { readonly why: 'decidedAlready'; readonly by: Person; readonly at: Instant }
  /** It can go all the same, by whoever says why. */
  | { readonly why: 'reasonNeeded'; readonly missed: readonly Missed[]; readonly missing: number };
export interface WaveRules {
  readonly network: Network;
}
export type WaveDecision = { readonly events: readonly WaveEvent[] } | { readonly refusal: WaveRefusal };

const refuse = (refusal: WaveRefusal): WaveDecision => ({ refusal });
const happened = (event: WaveEvent): WaveDecision => ({ events: [event] });
const nothing: WaveDecision = { events: [] };
const daysLater = (at: Instant, days: number): Instant => new Date(Date.parse(at) + days * 86_400_000).toISOString();

export function decideWave(command: WaveCommand, wave: Wave | undefined, { network }: WaveRules): WaveDecision {
  const { by, hub, at } = command;
  if (command.type === 'measure' || command.type === 'set') {
    if (by.kind !== 'clock') return refuse({ why: 'clockOnly' });
    if (wave === undefined) return refuse({ why: 'waveUnknown' });
    if (command.type === 'set') return wave.status === 'going' ? happened({ type: 'WaveSet', at, left: command.left }) : nothing;
    if (wave.status !== 'planned') return nothing;
    return happened({ type: 'WaveMeasured', at, numbers: command.numbers, nextLook: daysLater(at, askAgainDays) });
  }
  if (by.kind !== 'person' || !isWaveLead(network, by.id, hub))
    return refuse({ why: 'leadsOnly', ask: staffIn(network, 'hubLead', hub).map(personOf) });
  const who = personOf(by);
  if (command.type === 'plan') return wave === undefined ? plan(command, who, network) : refuse({ why: 'idTaken' });
  if (wave === undefined) return refuse({ why: 'waveUnknown' });
  // Pressed twice, or by two leads at once: it goes, as they wished.
  if (wave.status !== 'planned') return command.type === 'go' ? nothing : refuse({ why: 'decidedAlready', by: wave.go.by, at: wave.go.at });
  const words = guarded(command.why, false, at);
  if ('refusal' in words) return words;
  const why = words.text === undefined || words.text === '' ? {} : { why: words.text };
  if (command.type === 'notYet') return happened({ type: 'WaveNotYet', at, by: who, ...why, nextLook: daysLater(at, askAgainDays) });
  const { numbers, missing } = command;
  const missed = missedBy(wave.plan.limits, numbers);
  if ((missed.length > 0 || missing > 0) && !('why' in why)) return refuse({ why: 'reasonNeeded', missed, missing });
  return happened({ type: 'WaveGo', at, by: who, ...why, numbers, missed });
}

/** Stages are a hub lead's to set, so waves are too. */
export function isWaveLead(network: Network, person: string, hub: HubId): boolean {
  const member = own(network.staff, person);
  return member !== undefined && holdsPost(member, 'hubLead', hub);
}

function plan({ plan: asked, hub, id, at }: WaveCommand & { type: 'plan' }, by: Person, network: Network): WaveDecision {
  const name = guarded({ text: asked.name, checked: false }, true, at);
  if ('refusal' in name) return name;
  if ((name.text ?? '').length > waveNameMax) return refuse({ why: 'nameWrong', charactersMax: waveNameMax });
  const practices = [...new Set(asked.practices)];
  // One that closes goes no further.
  const isOurs = practices.map((code) => own(network.practices, code)).every((it) => it?.hub === hub && it.closed === undefined);
  if (practices.length === 0 || practices.length > wavePracticesMax || !isOurs)
    return refuse({ why: 'practicesWrong', practicesMax: wavePracticesMax });
  if (!isDateAhead(asked.from, at)) return refuse({ why: 'dateWrong' });
  const some = kinds.filter((kind) => asked.kinds?.includes(kind));
  if (asked.stage === 'limited' && some.length === 0) return refuse({ why: 'kindsMissing' });
  const { claimedInTime, passedBack, trained } = asked.limits;
  const isShare = (share: number): boolean => Number.isInteger(share) && share >= 0 && share <= 100;
  if (![claimedInTime, passedBack, trained].every(isShare)) return refuse({ why: 'limitsWrong' });
  const { from, stage, limits } = asked;
  const made: WavePlan = {
    ...{ name: name.text ?? '', practices, from, stage, limits },
    ...(stage === 'limited' ? { kinds: some } : {}),
  };
  return happened({ type: 'WavePlanned', at, by, hub, id, plan: made });
}

export function evolveWave(wave: Wave | undefined, event: WaveEvent, revision: number): Wave {
  const { at } = event;
  if (event.type === 'WavePlanned') {
    const { hub, id, by, plan: planned } = event;
    return { status: 'planned', hub, id, plan: planned, planned: { by, at }, nextLook: at, revision };
  }
  if (wave === undefined) throw new Error(`a wave cannot begin with ${event.type}`);
  switch (event.type) {
    case 'WaveMeasured':
      return wave.status === 'planned' ? { ...wave, numbers: event.numbers, nextLook: event.nextLook, revision } : wave;
    case 'WaveNotYet':
      return wave.status === 'planned' ? { ...wave, notYet: decisionOf(event), nextLook: event.nextLook, revision } : wave;
    case 'WaveGo': {
      if (wave.status !== 'planned') return wave;
      const { nextLook: _look, ...facts } = wave;
      return { ...facts, status: 'going', numbers: event.numbers, go: decisionOf(event), revision };
    }
    case 'WaveSet':
      return wave.status === 'going' ? { ...wave, status: 'gone', left: event.left, revision } : wave;
  }
}
const decisionOf = ({ by, at, why }: Decision): Decision => ({ by, at, ...(why === undefined ? {} : { why }) });

/** From when its practices go further: its day, or today if that is later. */
export function goesFrom({ plan: { from } }: Pick<Wave, 'plan'>, now: Instant): string {
  const today = onTheWall(now).date;
  return from > today ? from : today;
}
