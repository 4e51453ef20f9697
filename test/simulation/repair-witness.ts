// What repairs and waves are really written to have done, seen from behind the store: everything a repair is about is accounted for exactly once.
import type { EConsult } from '../../src/domain/econsult/state.ts';
import type { NetworkEvent } from '../../src/domain/network/event.ts';
import type { Repair, RepairPlan } from '../../src/domain/repair/state.ts';
import type { Task } from '../../src/domain/task/state.ts';
import type { Wave } from '../../src/domain/wave/wave.ts';
import type { Write } from '../../src/storage/engine.ts';
import type { World } from './world.ts';

/** In whose name an open thing stands, and since when. */
interface Stands {
  readonly names: readonly string[];
  readonly sinceMs: number;
}

export class RepairWitness {
  readonly repairs = new Map<string, Repair>();
  readonly waves = new Map<string, Wave>();
  /** In worlds without any of them nothing is read. */
  isNeeded = true;
  readonly #world: World;
  readonly #stands = new Map<string, Stands>();
  /** By repair: what its events were written to before it was over. */
  readonly #changed = new Map<string, Set<string>>();
  /** When somebody was gone from the network, or a practice closed in it. */
  readonly #goneMs = new Map<string, number>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Something is still being moved, or a stage set. */
  isBusy(): boolean {
    return (
      [...this.repairs.values()].some((it) => it.status === 'working' && it.waitsFor === undefined) ||
      [...this.waves.values()].some(({ status }) => status === 'going')
    );
  }

  written(writes: readonly Write[]): void {
    if (!this.isNeeded) return;
    for (const write of writes) {
      const [family, kind = '', id = ''] = write.key.split('|');
      if (write.kind === 'delete') continue;
      const body = (): unknown => JSON.parse(write.values['body'] ?? '');
      if (family === 'event' && kind === 'network') this.#network((body() as { event: NetworkEvent }).event);
      else if (family === 'event') this.#happened(kind, id, body() as { event: { type: string; repair?: string } });
      if (family === 'state') this.#state(kind, id, (body() as { state: unknown }).state);
    }
  }

  #happened(kind: string, id: string, { event: { type, repair = '' } }: { event: { type: string; repair?: string } }): void {
    if (!['PersonReplaced', 'PracticeReplaced', 'TaskPersonReplaced', 'TaskPracticeReplaced'].includes(type)) return;
    this.#world.count(type);
    const it = this.repairs.get(repair);
    if (repair !== '' && it?.status !== 'working') this.#world.violated(`${kind} ${id}: ${type} by ${repair}, which is ${it?.status}`);
    this.#changed.set(repair, (this.#changed.get(repair) ?? new Set()).add(id));
  }

  #state(kind: string, id: string, state: unknown): void {
    if (kind === 'econsult' || kind === 'task') this.#stand(id, namesIn(state as EConsult | Task));
    if (kind === 'wave') this.waves.set(id, state as Wave);
    if (kind !== 'repair') return;
    const before = this.repairs.get(id)?.status;
    const it = state as Repair;
    this.repairs.set(id, it);
    this.#world.note(() => `${id} ${it.plan.type} ${it.status} about ${nameIn(it.plan)}`);
    if (it.status === 'over' && before !== 'over') this.#accounted(it);
  }

  #stand(id: string, names: readonly string[]): void {
    const before = this.#stands.get(id);
    if (before?.names.join() !== names.join()) this.#stands.set(id, { names, sinceMs: this.#world.time.nowMs });
  }

  #network(event: NetworkEvent): void {
    const nowMs = this.#world.time.nowMs;
    this.#world.note(() => `network ${JSON.stringify(event)}`);
    if (event.type === 'PracticeClosed') {
      this.#goneMs.set(event.practice, nowMs);
      this.#world.closed.add(event.practice);
    }
    if (event.type === 'StaffRemoved') this.#goneMs.set(event.person, nowMs);
    if (event.type === 'StaffAdded') this.#goneMs.delete(event.person);
  }

  #accounted({ id, plan, account }: Repair & { readonly status: 'over' }): void {
    this.#world.count(`repair ${plan.type} over`);
    const listed = Object.values(account.things).flat();
    if (new Set(listed).size !== listed.length) this.#world.violated(`${id}: something is accounted for twice: ${listed.join()}`);
    for (const each of this.#changed.get(id) ?? [])
      if (!listed.includes(each)) this.#world.violated(`${id}: ${each} was changed by it and is not accounted for`);
    this.#world.count('accounted for', listed.length);
    this.#world.count('unchanged by a repair', account.things.unchanged?.length ?? 0);
    const name = nameIn(plan);
    const goneMs = this.#goneMs.get(name);
    if (goneMs === undefined) this.#world.violated(`${id} is over, and ${name} is there still`);
    else this.#nothingIn(name, (sinceMs) => sinceMs < goneMs, `${id} is over`);
  }

  /** Nothing open stands in a name that is gone; what was decided by somebody who did not know it yet may for a moment. */
  #nothingIn(name: string, isWrong: (sinceMs: number) => boolean, when: string): void {
    for (const [each, { names, sinceMs }] of this.#stands) {
      if (!names.includes(name)) continue;
      if (isWrong(sinceMs)) this.#world.violated(`${when}, and ${each} stands in the name of ${name}`);
      else this.#world.count('came in a name that was gone');
    }
  }

  /** `decidedByMs`: whoever did not know yet has written by then. */
  atTheEnd(decidedByMs: number): void {
    for (const it of this.repairs.values()) {
      const { id, status, plan } = it;
      // Two that were confirmed at the same moment, each to take over from the other: one is not done.
      if (status === 'working' && it.waitsFor === 'otherRepair') this.#world.count('repair in the way of another');
      else if (status === 'working') this.#world.violated(`${id} is not over: ${JSON.stringify(it)}`);
      const name = nameIn(plan);
      const goneMs = status === 'over' ? this.#goneMs.get(name) : undefined;
      if (goneMs !== undefined) this.#nothingIn(name, (sinceMs) => sinceMs > goneMs + decidedByMs, 'at the end');
    }
    for (const { id, status } of this.waves.values()) if (status === 'going') this.#world.violated(`${id}: its stages are not set`);
  }
}

const nameIn = (plan: RepairPlan): string => (plan.type === 'leaver' ? plan.person.id : plan.practice);

/** Whoever has it, is offered it, or has claimed it; of what is over, nobody. */
function namesIn(it: EConsult | Task): readonly string[] {
  switch (it.status) {
    case 'completed':
    case 'done':
    case 'cancelled':
      return [];
    case 'claimed':
      return [it.holder, it.claimant.id];
    case 'waiting':
      return [it.holder];
    case 'offered':
      return [it.holder, it.offer.to];
    case 'inHand':
      return [it.from, it.to, it.claimant.id];
    case 'sent':
    case 'accepted':
    case 'declined':
      return [it.from, it.to];
  }
}
