// A believable week of tasks and appointments between the demo's hub and its practices, done by its made-up people.
import { beginRound } from '../../app/round/round.ts';
import { publishSlots, type SlotWanted } from '../../app/slot/publish.ts';
import { freeSlots } from '../../app/slot/slot.ts';
import { sendTask, type ToSend } from '../../app/task/send.ts';
import { handleTask, type TaskDeps } from '../../app/task/task.ts';
import { keptOf } from '../../domain/slot/state.ts';
import type { TaskCommand, TaskDraft } from '../../domain/task/command.ts';
import { usuallyWantedBy } from '../../domain/task/send.ts';
import type { SlotTaken, Task } from '../../domain/task/state.ts';
import type { Actor, Instant, OrganisationId } from '../../domain/terms.ts';
import { addWorkingMinutes, isOpen, nextOpening, onTheWall, startOfDay } from '../../domain/time/calendar.ts';
import { atWall } from '../../domain/time/london.ts';
import type { SampleListed } from '../api.ts';
import { workingDays } from '../times-ahead.ts';
import { amara, type DemoPerson, demoHub, demoPractices, gareth, hannah, meiLing, personIdOf, ravinder, siobhan } from './people.ts';

const { salternQuay, tideway, ferrymansLane } = demoPractices;

/** As the panel lists it, beside the eConsults. */
export const demoWeek: SampleListed = {
  name: 'week-of-tasks',
  title: 'A week of tasks and appointments',
  about: 'Five tasks, one more to all practices, and two half-days of appointments to take.',
};
const sentWords =
  'Sent. Look into the channels of the hub and of the practices, or write \u201ctasks\u201d or \u201cslots\u201d to the bot.';

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
const by = (person: DemoPerson): Extract<Actor, { kind: 'person' }> => ({ kind: 'person', id: personIdOf(person), name: person.name });
const after = (at: Instant, minutes: number): Instant => new Date(Date.parse(at) + minutes * minuteMs).toISOString();
const say = (text: string) => ({ text, checked: false });

/** Does all of it, as if it had been done through the week until `at`. `nonce`: another one makes other tasks. */
export async function sendDemoWeek(deps: TaskDeps, at: Instant, nonce: string): Promise<string> {
  const { holidays } = await deps.rules.now();
  const today = atOpening(at, (day) => isOpen(day, workingDays, holidays));
  const nextDay = onTheWall(nextOpening(today.closed, workingDays, holidays) ?? at).date;
  const slot = await offerSlots(deps, { at, nextDay, nonce });
  const week = weekOf(deps, { at, nonce, earlier: (days, minutes) => today.before(days, minutes) });
  await week.waiting(slot);
  await week.inHand();
  await week.declined();
  await week.late();
  await week.done();
  await week.toAll();
  return sentWords;
}

/** Ten in the morning, so many working days before; and a moment at which today is over. */
function atOpening(at: Instant, open: (at: Instant) => boolean) {
  const before = (days: number, minutes: number): Instant => {
    let left = days;
    for (let back = 1; back <= 20; back++) {
      const morning = atWall(onTheWall(new Date(Date.parse(at) - back * dayMs).toISOString()).date, '10:00');
      if (morning !== undefined && open(morning)) left -= 1;
      if (morning !== undefined && left === 0) return after(morning, minutes);
    }
    return at;
  };
  return { before, closed: after(startOfDay(after(at, 24 * 60)), 1) };
}

interface Offering {
  readonly at: Instant;
  readonly nextDay: string;
  readonly nonce: string;
}
/** A morning of the practice's nurse for the hub, an afternoon of the hub's pharmacist for the practices. One of the first that can be taken. */
async function offerSlots(deps: TaskDeps, { at, nextDay, nonce }: Offering): Promise<SlotTaken | undefined> {
  const halfDay = (from: string, count: number, minutes: number, more: Omit<SlotWanted, 'start' | 'minutes' | 'cutOffMinutes'>) => {
    const start = atWall(nextDay, from);
    return Array.from(
      { length: count },
      (_, nth): SlotWanted => ({ ...more, start: after(start ?? at, nth * minutes), minutes, cutOffMinutes: 60 }),
    );
  };
  const nurse = halfDay('09:00', 9, 20, {
    ...{
      what: 'Nurse clinic',
      place: 'Treatment room 2',
      bookUnder: 'HUB NURSE',
      forOrganisations: [demoHub],
      forKinds: ['faceToFace', 'tests'],
    },
  });
  const pharmacist = halfDay('14:00', 8, 15, {
    ...{ what: 'Pharmacist, by telephone', place: 'Harbour eHub', bookUnder: 'EHUB PHARM', forOrganisations: 'all', forKinds: 'all' },
  });
  const asked = { hub: demoHub, at };
  await publishSlots(deps, {
    ...{ ...asked, offeredBy: salternQuay, slots: nurse, by: by(siobhan), operation: `week|${nonce}|nurse` },
  });
  await publishSlots(deps, { ...asked, offeredBy: demoHub, slots: pharmacist, by: by(gareth), operation: `week|${nonce}|pharmacist` });
  const [row] = await freeSlots(deps.store, demoHub, { offeredBy: salternQuay, for: demoHub, now: at, kind: 'faceToFace' });
  return row && keptOf({ ...row, start: row.due, place: row.where });
}
interface Telling {
  readonly at: Instant;
  readonly nonce: string;
  readonly earlier: (days: number, minutes: number) => Instant;
}
/** Each of them whole. */
function weekOf(deps: TaskDeps, { at, nonce, earlier }: Telling) {
  let count = 0;
  const operation = (): string => `week|${nonce}|${++count}`;
  const send = async (who: DemoPerson, from: OrganisationId, to: OrganisationId, draft: Asked, sentAt = at): Promise<Task> => {
    const practice = from === demoHub ? to : from;
    const toSend: Omit<ToSend, 'draft'> = {
      hub: demoHub,
      operation: operation(),
      at: sentAt,
      by: by(who),
      from,
      to,
      practice,
      knowingly: true,
    };
    const handled = await sendTask(deps, { ...toSend, draft: await drafted(deps, to, draft, sentAt) });
    if (handled.kind === 'refused') throw new Error(`the demo\u2019s task was refused: ${handled.refusal.why}`);
    return handled.state;
  };
  const wish = async (who: DemoPerson, task: Task, wished: Wished, then = at): Promise<void> => {
    const handled = await handleTask(deps, { ...wished, hub: demoHub, id: task.id, operation: operation(), at: then, by: by(who) });
    if (handled.kind === 'refused') throw new Error(`the demo\u2019s wish was refused: ${handled.refusal.why}`);
  };
  return {
    async waiting(slot: SlotTaken | undefined) {
      const asked = 'Please take blood pressure on both arms and look at the dressing.';
      const draft: Asked = { kind: 'faceToFace', detail: 'nurse', asked, telephone: '01632 960140' };
      await send(amara, demoHub, salternQuay, { ...draft, ...(slot === undefined ? {} : { slot, wantedBy: slot.start }) });
    },
    async inHand() {
      const asked = 'Please offer a longer appointment in the week after next; an interpreter is needed.';
      const task = await send(meiLing, demoHub, tideway, { kind: 'bookAppointment', detail: 'inPerson', asked, telephone: '01632 960140' });
      await wish(ravinder, task, { type: 'claim' });
    },
    async declined() {
      const asked = 'Please visit tomorrow: short of breath when walking to the door, no transport.';
      const sentAt = earlier(1, 0);
      const task = await send(
        amara,
        demoHub,
        ferrymansLane,
        { kind: 'homeVisit', detail: 'doctor', asked, telephone: '01632 960140' },
        sentAt,
      );
      await wish(hannah, task, {
        type: 'decline',
        reason: 'noCapacity',
        words: say('Both of us are away tomorrow. Could the hub\u2019s paramedic go?'),
      });
    },
    async late() {
      const asked = 'Please send the letter about the change of medicines: it has not reached us.';
      const draft: Asked = { kind: 'record', detail: 'letter', asked, telephone: '01632 960151', wantedBy: earlier(1, 360) };
      const task = await send(siobhan, salternQuay, demoHub, draft, earlier(3, 0));
      await wish(meiLing, task, { type: 'accept' }, earlier(3, 90));
      // The clock looks at once: the sweep would tell the leads that it had been stopped since the task was due.
      await handleTask(deps, { type: 'tick', hub: demoHub, id: task.id, operation: operation(), at, by: { kind: 'clock' } });
    },
    async done() {
      const asked = 'Please print the fit note and ring when it can be collected.';
      const task = await send(
        meiLing,
        demoHub,
        tideway,
        { kind: 'fitNote', detail: 'print', asked, telephone: '01632 960140' },
        earlier(2, 30),
      );
      await wish(ravinder, task, { type: 'finish', outcome: 'printed', told: 'telephone' }, earlier(1, 30));
    },
    async toAll() {
      const asked = 'Please tell us your opening hours over the holidays, and who answers your telephone then.';
      const draft = await drafted(deps, salternQuay, { kind: 'question', clinical: false, asked, telephone: '01632 960140', days: 5 }, at);
      const { slot: _slot, hint: _hint, ...rest } = draft;
      const to = Object.values(demoPractices);
      const begun = await beginRound(deps, { hub: demoHub, operation: operation(), at, by: by(gareth), from: demoHub, to, draft: rest });
      if (begun.kind === 'refused') throw new Error(`the demo\u2019s round was refused: ${begun.refusal.why}`);
    },
  };
}
type Of<Command, More extends string = never> = Command extends unknown
  ? Omit<Command, 'hub' | 'id' | 'operation' | 'at' | 'by' | More>
  : never;
type Wished = Of<Extract<TaskCommand, { type: 'claim' | 'accept' | 'decline' | 'finish' }>>;

type Asked = Pick<TaskDraft, 'kind' | 'detail' | 'telephone' | 'slot'> & {
  readonly asked: string;
  readonly clinical?: boolean;
  readonly wantedBy?: Instant;
  /** Wanted in so many working days of the receiver. */
  readonly days?: number;
};
/** A core-hours day. */
const minutesOfDay = 630;
const clinicalKinds: readonly TaskDraft['kind'][] = ['homeVisit'];

async function drafted({ rules }: TaskDeps, to: OrganisationId, { asked, days, ...more }: Asked, sentAt: Instant): Promise<TaskDraft> {
  const ruled = await rules.now();
  const usual = usuallyWantedBy(ruled, to, more.kind, 'routine', sentAt) ?? after(sentAt, dayMs / minuteMs);
  const wantedBy = days === undefined ? usual : (addWorkingMinutes(sentAt, days * minutesOfDay, workingDays, ruled.holidays) ?? usual);
  return { priority: 'routine', clinical: clinicalKinds.includes(more.kind), wantedBy, ...more, asked: say(asked) };
}
