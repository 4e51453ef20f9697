// A Monday of a hub with 15 practices and 169,000 patients, its weekend before it, in virtual time: what is sent, and people who work it off at a stated pace.

import { econsults, handleEConsult } from '../../src/app/econsult/econsult.ts';
import { econsultKey } from '../../src/app/econsult/load.ts';
import { queueOf } from '../../src/app/econsult/rows.ts';
import { lookAtEConsult } from '../../src/app/econsult/serve.ts';
import { handle } from '../../src/app/handle.ts';
import type { Store } from '../../src/app/ports.ts';
import { type SweepEvent, sweep } from '../../src/app/sweep/sweep.ts';
import type { EConsultCommand } from '../../src/domain/econsult/command.ts';
import type { EConsultRules } from '../../src/domain/econsult/decide.ts';
import type { EConsult } from '../../src/domain/econsult/state.ts';
import type { Network, Practice, StaffMember } from '../../src/domain/network/state.ts';
import { capabilities, type Kind, type Priority, type Role } from '../../src/domain/terms.ts';
import { coreHours, type OpeningHours } from '../../src/domain/time/hours.ts';
import { memoryEngine } from '../../src/storage/memory.ts';
import { makeTables } from '../../src/storage/setup.ts';
import { createStore } from '../../src/storage/store.ts';
import { arrival, instant, sweepMs } from '../domain/econsult/ticking.ts';
import { englandHolidays } from '../domain/time/days.ts';
import { person } from '../people.ts';
import { Expected, openSpans } from '../start/warned.ts';
import { Random } from './random.ts';

export const minute = 60_000;
const hour = 60 * minute;
/** Winter time: the wall clock is UTC. */
export const saturday = Date.parse('2026-11-28T00:00:00.000Z');
export const monday = saturday + 48 * hour;
/** Until all of Monday has come. */
export const evening = monday + 24 * hour + 2 * minute;
export const hub = 'NORTH';

/** Of a week’s requests 2.2 % come on Saturday, 5.1 % on Sunday and 25.6 % on Monday (nine practices, 5,447 requests, published 2019). */
const onDay = { saturday: 136, sunday: 315, monday: 1_579 } as const;
/** Of a Monday’s 28.9 % between eight and ten; of a weekend’s 19.8 % between eight and ten in the evening. */
const peaks = { weekday: [8, 0.289], weekend: [20, 0.198] } as const;
/** Of every hundred. */
const redFlags = 2;
const urgents = 10;
/** Half of what comes at the weekend waits at its sender, which hands it over on Monday at eight within two minutes. */
const keptBackShare = 0.5;
/** Minutes on one, and how many people at the hub: a little less than what comes, so that there is something to warn of. */
const pace = { hubMinutes: 7, practiceMinutes: 9, hubClinicians: 14, heldShare: 0.06, releasedShare: 0.04 } as const;

const lunch = [
  { from: '08:30', to: '12:30' },
  { from: '13:30', to: '18:00' },
];
const withLunch: OpeningHours = { week: { monday: lunch, tuesday: lunch, wednesday: lunch, thursday: lunch, friday: lunch } };
const codes = Array.from({ length: 15 }, (_, n) => `T9${String(n + 1).padStart(4, '0')}`);
const practiceOf = (code: string, n: number): Practice => ({
  code,
  name: `Practice ${n + 1}`,
  hub,
  recordSystem: 'EMIS',
  hours: n % 3 === 0 ? withLunch : coreHours,
  pathway: { clinical: 'hubFirst', admin: n % 2 === 0 ? 'practiceFirst' : 'hubFirst', clinicalAdmin: 'hubFirst' },
});
let made = 0;
const member = (name: string, role: Role, at: string): StaffMember => ({
  id: `22222222-2222-4333-8444-666666666666.00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`,
  name,
  posts: [{ role, at }],
  cleared: at === hub ? codes.map((practice) => ({ practice, capabilities })) : [],
});
const workers = [
  ...Array.from({ length: pace.hubClinicians }, (_, n) => member(`Clinician ${n + 1}`, 'clinician', hub)),
  member('Office', 'hubAdministrator', hub),
  ...codes.flatMap((code, n) => [
    member(`Doctor ${n + 1}`, 'practiceClinician', code),
    member(`Reception ${n + 1}`, 'practiceAdministrator', code),
  ]),
];
const leads = [member('Duty', 'dutyClinician', hub), member('Lead', 'hubLead', hub), member('Head', 'clinicalLead', hub)];
const network: Network = {
  hubs: { [hub]: { id: hub, name: 'North Hub', hours: coreHours, telephone: '01632 960000' } },
  practices: Object.fromEntries(codes.map((code, n) => [code, practiceOf(code, n)])),
  staff: Object.fromEntries([...workers, ...leads].map((each) => [each.id, each])),
  channels: {},
  onShift: {},
};
const rules: EConsultRules = { network, holidays: englandHolidays };
const dates = englandHolidays.days.map(({ date }) => date);

export interface Item {
  readonly id: string;
  readonly kind: Kind;
  readonly priority: Priority;
  readonly submitted: number;
  readonly received: number;
  readonly practice: string;
  expected: Expected | undefined;
  holder: string;
  /** Nobody was there when it came. */
  shut: boolean;
}

export class Monday {
  readonly items: Item[] = [];
  readonly store: Store;
  readonly reports: SweepEvent[] = [];
  readonly done = { claimed: 0, completed: 0, held: 0, released: 0, sweeps: 0 };
  readonly #byId = new Map<string, Item>();
  readonly #random: Random;
  /** What is to happen, by quarter of a minute. */
  readonly #acts = new Map<number, { readonly at: number; readonly act: () => Promise<void> }[]>();
  readonly #deps;
  #now = saturday;
  #operations = 0;

  private constructor(store: Store, random: Random) {
    this.store = store;
    this.#random = random;
    this.#deps = {
      store,
      nudge: () => {},
      rules: { now: async () => rules },
      looks: new Map([['econsult', lookAtEConsult({ store, nudge: () => {}, rules: { now: async () => rules } })]]),
      clock: { now: () => instant(this.#now) },
      report: (event: SweepEvent) => this.reports.push(event),
    };
  }

  static async live(seed: number): Promise<Monday> {
    const engine = memoryEngine();
    await makeTables(engine, 'ehub', [hub]);
    const it = new Monday(createStore(engine, { prefix: 'ehub', writer: 'monday', missing: () => {} }), new Random(seed));
    for (const item of it.#sent()) it.#at(item.received, () => it.#receive(item));
    for (const who of workers) it.#at(monday + 8 * hour + it.#random.between(0, 600) * 1_000, () => it.#work(who));
    for (it.#now = saturday; it.#now <= evening; it.#now += sweepMs) await it.#quarter();
    for (const { expected } of it.items) expected?.upTo(evening);
    return it;
  }

  async #quarter(): Promise<void> {
    const now = this.#now;
    const acts = this.#acts.get(now) ?? [];
    // What somebody does may let something else happen in the same quarter of a minute.
    for (let next = earliest(acts); next !== undefined; next = earliest(acts)) await next.act();
    this.#acts.delete(now);
    await sweep(this.#deps, hub);
    this.done.sweeps += 1;
  }

  #at(at: number, act: () => Promise<void>): void {
    const quarter = Math.ceil(at / sweepMs) * sweepMs;
    const acts = this.#acts.get(quarter);
    if (acts) acts.push({ at, act });
    else this.#acts.set(quarter, [{ at, act }]);
  }

  #sent(): readonly Item[] {
    const days = [
      [saturday, onDay.saturday, peaks.weekend],
      [saturday + 24 * hour, onDay.sunday, peaks.weekend],
      [monday, onDay.monday, peaks.weekday],
    ] as const;
    for (const [day, count, [peak, share]] of days) {
      for (let n = 0; n < count; n++) {
        // Beside the peak, from six in the morning until midnight.
        const into = this.#random.chance(share) ? peak * hour + this.#seconds(2 * hour) : 6 * hour + this.#seconds(18 * hour);
        const submitted = day + into;
        const keptBack = day < monday && this.#random.chance(keptBackShare);
        const received = keptBack ? monday + 8 * hour + this.#seconds(2 * minute) : submitted + this.#seconds(minute);
        const [dice, topic] = [this.#random.between(1, 100), this.#random.between(1, 10)];
        const item: Item = {
          id: `M${String(this.items.length).padStart(5, '0')}`,
          kind: topic <= 6 ? 'clinical' : topic <= 9 ? 'admin' : 'clinicalAdmin',
          priority: dice <= redFlags ? 'redFlag' : dice <= redFlags + urgents ? 'urgent' : 'routine',
          submitted,
          received,
          // One in two hundred names a practice that nobody knows.
          practice: this.#random.chance(0.005) ? 'T99999' : this.#random.pick(codes),
          expected: undefined,
          holder: hub,
          shut: false,
        };
        this.items.push(item);
        this.#byId.set(item.id, item);
      }
    }
    return this.items;
  }

  async #receive(item: Item): Promise<void> {
    const { id, kind, priority, submitted, received, practice } = item;
    const sent = arrival(submitted, received, { sourceId: id, practiceCode: practice, kind, priority });
    const handled = await handle(this.#deps, econsults, econsultKey(hub, id), { ...sent, id, operation: id }, rules, { probablyNew: true });
    if (handled.kind !== 'done') throw new Error(`${id} was refused`);
    item.holder = handled.state.holder;
    const hours = (network.hubs[item.holder] ?? network.practices[item.holder])?.hours ?? coreHours;
    // The closing minute counts as open.
    item.shut = !openSpans(hours, dates, received).some(([open, close]) => open <= received && received < close + minute);
    item.expected = new Expected(item, hours, coreHours, dates, (ms) => Math.ceil(ms / sweepMs) * sweepMs);
  }

  /** Takes the most urgent they may, sees to it for a while, and takes the next; until half past six. */
  async #work(who: StaffMember): Promise<void> {
    const now = this.#now - (this.#now % 1_000);
    if (now >= monday + 18.5 * hour) return;
    const [post] = who.posts;
    const clinician = post?.role === 'clinician' || post?.role === 'practiceClinician';
    const rows = await queueOf(this.store, hub, post?.at ?? hub, 2_000);
    const row = rows.find(({ status, kind }) => status === 'waiting' && (kind === 'admin') !== clinician);
    if (row === undefined) return this.#at(now + minute, () => this.#work(who));
    const item = this.#byId.get(row.id);
    await this.#ask(who, row.id, now, { type: 'claim' });
    item?.expected?.claim(now);
    this.done.claimed += 1;
    const takes = (post?.at === hub ? pace.hubMinutes : pace.practiceMinutes) * minute;
    const ready = now + takes + this.#random.between(-90, 90) * 1_000;
    const wish = this.#random.next();
    this.#at(ready, () => this.#finish(who, row.id, ready, wish));
    this.#at(ready + 1_000, () => this.#work(who));
  }

  async #finish(who: StaffMember, id: string, at: number, wish: number): Promise<void> {
    const item = this.#byId.get(id);
    if (wish < pace.heldShare) {
      const until = at + 45 * minute;
      const limit = item?.expected?.limit ?? 0;
      if (until < limit) {
        await this.#ask(who, id, at, { type: 'hold', reason: 'patientToReply', until: instant(until) });
        item?.expected?.hold(at, until);
        this.done.held += 1;
        // Half of them answer in time.
        const answered = at + (wish < pace.heldShare / 2 ? 20 : 60) * minute;
        return this.#at(answered, () => this.#finish(who, id, answered, 1));
      }
    }
    if (wish > 1 - pace.releasedShare && wish < 1) {
      await this.#ask(who, id, at, { type: 'release', reason: 'noTime' });
      item?.expected?.release(at);
      this.done.released += 1;
      return;
    }
    await this.#ask(who, id, at, { type: 'complete', outcome: 'answered', told: 'message', knowingly: true });
    item?.expected?.complete(at);
    this.done.completed += 1;
  }

  async #ask(who: StaffMember, id: string, at: number, wish: object): Promise<EConsult | undefined> {
    const command = { hub, id, operation: `o${++this.#operations}`, at: instant(at), by: person(who), ...wish } as EConsultCommand;
    const handled = await handleEConsult(this.#deps, command);
    if (handled.kind === 'refused') throw new Error(`${id} ${command.type}: ${JSON.stringify(handled.refusal)}`);
    return handled.state;
  }

  #seconds(lengthMs: number): number {
    return this.#random.between(0, lengthMs / 1_000 - 1) * 1_000;
  }
}

/** Takes the earliest out. */
function earliest<T extends { readonly at: number }>(acts: T[]): T | undefined {
  let best: number | undefined;
  for (const [index, { at }] of acts.entries()) if (best === undefined || at < (acts[best]?.at ?? 0)) best = index;
  return best === undefined ? undefined : acts.splice(best, 1)[0];
}
