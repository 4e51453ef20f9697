// Waves at work: planned, measured, decided, and the stages of their practices set, also by another instance after a crash.

import type { EConsultEvent } from '../../domain/econsult/event.ts';
import { own } from '../../domain/lookup.ts';
import type { Message } from '../../domain/message.ts';
import { isFurther, stepAt } from '../../domain/network/stage.ts';
import type { Network, StageStep } from '../../domain/network/state.ts';
import { channelOf, type HubId, type Instant, type OdsCode, type PersonId } from '../../domain/terms.ts';
import {
  decideWave,
  evolveWave,
  goesFrom,
  type WaveCommand,
  type WaveDecision,
  type WaveEvent,
  type WaveRefusal,
  type WaveRules,
} from '../../domain/wave/decide.ts';
import { type Came, measuredDays, numbersOf, type Since, trainedDays } from '../../domain/wave/numbers.ts';
import { type GoingWave, type Numbers, type Wave, type WavePlan, waveIds } from '../../domain/wave/wave.ts';
import { opensIn, receivedIn } from '../econsult/rows.ts';
import { type Aggregate, type HandleDeps, type Handled, handle, NotSettled } from '../handle.ts';
import { checklistIn } from '../network/checklist.ts';
import type { NetworkSource } from '../network/network.ts';
import type { Logged, Store, ThingKey } from '../ports.ts';

/** Read at most of one time: more than any hub has in it. */
const rowsMax = 100_000;

export const waveNoticeNames = ['waveAsked'] as const;
/** Its card stands in the hub's channel; when it is time to decide, that is said there. */
function react(event: WaveEvent, { hub }: Wave): readonly Message<(typeof waveNoticeNames)[number]>[] {
  const to = channelOf(hub);
  const card = { to, class: 2, what: 'card' } as const;
  return event.type === 'WaveMeasured' ? [card, { to, class: 2, what: 'waveAsked' }] : [card];
}

export const waves: Aggregate<Wave, WaveCommand, WaveEvent, WaveRefusal, WaveRules> = {
  kind: 'wave',
  decide: (command, wave, rules): WaveDecision => decideWave(command, wave, rules),
  evolve: evolveWave,
  react,
  // Only so that the open ones can be listed.
  queue: (wave) =>
    wave === undefined || wave.status === 'gone'
      ? undefined
      : { holder: wave.hub, priority: 'routine', due: wave.status === 'planned' ? wave.nextLook : wave.go.at },
  timer: (wave) =>
    wave === undefined || wave.status === 'gone' ? undefined : { at: wave.status === 'planned' ? wave.nextLook : wave.go.at, harm: '3' },
};
export const waveKey = (hub: HubId, id: string): ThingKey => ({ hub, kind: waves.kind, id });

export interface WaveDeps extends HandleDeps {
  readonly network: NetworkSource;
}
type WaveHandled = Handled<Wave, WaveEvent, WaveRefusal>;
const candidatesMax = 5;

/** Plans one and measures it at once. Errors as `handle`. */
export async function planWave(deps: WaveDeps, command: Omit<Extract<WaveCommand, { type: 'plan' }>, 'id' | 'type'>): Promise<WaveHandled> {
  const rules = await deps.network.now();
  if (own(rules.network.hubs, command.hub) === undefined) return { kind: 'refused', refusal: { why: 'waveUnknown' }, state: undefined };
  for (let candidate = 0; candidate < candidatesMax; candidate++) {
    const id = waveIds.from('wave', command.operation, candidate);
    const handled = await handle(deps, waves, waveKey(command.hub, id), { ...command, type: 'plan', id }, rules);
    if (handled.kind === 'done') {
      await lookAtWave(deps, command.hub, id, { operation: `${command.operation}|measured`, at: command.at });
      return handled;
    }
    if (handled.refusal.why !== 'idTaken') return handled;
  }
  throw new NotSettled('no free reference for a wave');
}

export async function loadWave({ store, network }: Pick<WaveDeps, 'store' | 'network'>, hub: HubId, id: string): Promise<Wave | undefined> {
  if (own((await network.current()).hubs, hub) === undefined) return undefined;
  return (await store.load<Wave>(waveKey(hub, id)))?.state;
}
/** Those of a hub that have not gone yet. Throws as the store does. */
export async function openWaves(deps: Pick<WaveDeps, 'store' | 'network'>, hub: HubId): Promise<readonly Wave[]> {
  const rows = await deps.store.opens(hub, waves.kind);
  const all = await Promise.all(rows.map(({ id }) => loadWave(deps, hub, id)));
  return all.flatMap((wave) => wave ?? []);
}

/** "Go", with the numbers of this moment; then the stages are set. Or "Not yet". Errors as `handle`. */
export async function decideOnWave(
  deps: WaveDeps,
  wave: Wave,
  command: Pick<WaveCommand, 'operation' | 'at' | 'by'> & {
    readonly type: 'go' | 'notYet';
    readonly why: { readonly text: string; readonly checked: boolean };
  },
): Promise<WaveHandled> {
  const { hub, id } = wave;
  const rules = await deps.network.now();
  const { type, ...asked } = command;
  const key = waveKey(hub, id);
  if (type === 'notYet') return handle(deps, waves, key, { ...asked, type, hub, id }, rules);
  const numbers = await measured(deps.store, rules.network, wave, command.at);
  const handled = await handle(deps, waves, key, { ...asked, type, hub, id, numbers, missing: await missingOf(deps, wave) }, rules);
  if (handled.kind === 'done') await lookAtWave(deps, hub, id, { operation: `${command.operation}|go`, at: command.at });
  return handled;
}

/** How many items of the checklists of its practices are open. Throws as the store does. */
export async function missingOf({ store, network }: Pick<WaveDeps, 'store' | 'network'>, { hub, plan }: Wave): Promise<number> {
  const open = checklistIn(store, network);
  const { practices } = await network.current();
  // Those that have left the hub since lack nothing that could be counted: their stage is not set.
  const ours = plan.practices.filter((code) => own(practices, code)?.hub === hub);
  const each = await Promise.all(ours.map((code) => open(hub, code, plan.from)));
  return each.reduce((sum, count) => sum + count, 0);
}

/** Measures what is planned, or sets the stages of what has been decided; safe to ask for twice, and after a crash anywhere. */
export async function lookAtWave(
  deps: WaveDeps,
  hub: HubId,
  id: string,
  { operation, at }: { readonly operation: string; readonly at: Instant },
): Promise<void> {
  const wave = await loadWave(deps, hub, id);
  if (wave === undefined || wave.status === 'gone') return;
  const rules = await deps.network.now();
  const asked = { hub, id, operation: `wave|${operation}`, at, by: { kind: 'clock' } } as const;
  if (wave.status === 'planned') {
    if (wave.nextLook > at) return;
    const numbers = await measured(deps.store, rules.network, wave, at);
    await handle(deps, waves, waveKey(hub, id), { ...asked, type: 'measure', numbers }, rules);
    return;
  }
  const left: OdsCode[] = [];
  for (const practice of wave.plan.practices) if (!(await setStage(deps, wave, practice, at))) left.push(practice);
  await handle(deps, waves, waveKey(hub, id), { ...asked, type: 'set', left }, rules);
}

/** By whoever said "Go", once however often it is asked. `false`: it could not be. */
async function setStage({ store, network }: WaveDeps, wave: GoingWave, practice: OdsCode, at: Instant): Promise<boolean> {
  const { hub, id, plan, go } = wave;
  const step: StageStep = { from: goesFrom(wave, at), stage: plan.stage, ...(plan.kinds === undefined ? {} : { kinds: plan.kinds }) };
  const it = own((await network.current()).practices, practice);
  // A wave takes nobody back: whoever has come so far already, or further, stays there.
  if (it?.hub === hub && !isFurther(step, stepAt(it, step.from))) return true;
  const missing = await checklistIn(store, network)(hub, practice, plan.from);
  const handled = await network.change({
    ...{ type: 'setStage', operation: `wave|${id}|${practice}`, at, by: { kind: 'person', ...go.by }, practice, missing },
    step: { ...step, ...(go.why === undefined ? {} : { despite: go.why }) },
  });
  return handled.kind === 'done';
}

/** The numbers as they are at this moment. Throws as the store does. */
async function measured(
  store: Store,
  network: Network,
  { hub, plan }: Pick<Wave, 'hub'> & { readonly plan: WavePlan },
  at: Instant,
): Promise<Numbers> {
  const ago = (days: number): Instant => new Date(Date.parse(at) - days * 86_400_000).toISOString();
  const until = new Date(Date.parse(at) + 1).toISOString();
  const [came, open] = await Promise.all([receivedIn(store, hub, ago(measuredDays), until, rowsMax), opensIn(store, hub)]);
  const types = ['Claimed', 'TakenOver', 'Pulled', 'Accepted', 'PassedBack', 'Completed', 'Withdrawn'] as const;
  const events = await store.logged<EConsultEvent>(hub, { kind: 'econsult', types }, ago(trainedDays), until, rowsMax);
  const lately = events.filter((each) => each.at >= ago(measuredDays));
  const acts = await Promise.all(
    actsBeside.map(([kind, some]) => store.logged(hub, { kind, types: some }, ago(trainedDays), until, rowsMax)),
  );
  return numbersOf(
    network,
    hub,
    plan.practices,
    came.map(({ facts: { id, kind, holder, deadlines } }): Came => ({ id, kind, holder, firstLook: deadlines.firstLook })),
    {
      at,
      claimed: lately.flatMap(({ id, at: when, event }) => (['Claimed', 'Pulled'].includes(event.type) ? [{ id, at: when }] : [])),
      passedBack: lately.flatMap(({ id, event }) => (event.type === 'PassedBack' && event.offer.from === hub ? [id] : [])),
      completed: lately.flatMap(({ id, event }): Since['completed'] =>
        event.type === 'Completed' ? [{ id, by: event.by.id }] : event.type === 'Withdrawn' ? [{ id, by: undefined }] : [],
      ),
      open: new Set(open.map(({ id }) => id)),
      acted: new Set([...events, ...acts.flat()].flatMap(actorOf)),
    },
  );
}

/** What else shows that somebody knows how: drills, tasks and signatures. */
const actsBeside = [
  ['rehearsal', ['Claimed', 'TakenOver', 'Pulled', 'Accepted', 'PassedBack']],
  ['task', ['TaskAccepted', 'TaskClaimed', 'TaskTakenOver']],
  ['day', ['DaySigned']],
  ['disaster', ['DisasterSigned']],
] as const;
const actorOf = ({ event }: Pick<Logged, 'event'>): readonly PersonId[] => {
  const { by } = event as { readonly by?: { readonly id?: unknown } };
  return typeof by?.id === 'string' && by.id !== '' ? [by.id] : [];
};
