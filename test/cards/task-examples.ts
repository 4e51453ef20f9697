// Every card of tasks and rounds, drawn from made-up ones: one example per state and view.
import { drawRound } from '../../src/cards/round/round.ts';
import { drawOpenTask, drawTask } from '../../src/cards/task/card.ts';
import { drawSend } from '../../src/cards/task/form-send.ts';
import { drawTaskForm, taskForms } from '../../src/cards/task/forms.ts';
import { drawTaskHistory } from '../../src/cards/task/history.ts';
import { drawTaskNoticeButtons } from '../../src/cards/task/notice-buttons.ts';
import { patientShown } from '../../src/cards/task/patient.ts';
import { closingTaskRow } from '../../src/cards/task/row.ts';
import type { Card, TemplateName } from '../../src/cards/templates.ts';
import type { Hub } from '../../src/domain/network/state.ts';
import type { Round } from '../../src/domain/round/round.ts';
import type { TaskEvent, TaskSent } from '../../src/domain/task/event.ts';
import { evolveTask } from '../../src/domain/task/evolve.ts';
import type { TaskNoticeName } from '../../src/domain/task/react.ts';
import type { Task } from '../../src/domain/task/state.ts';
import { type Person, personOf } from '../../src/domain/terms.ts';
import { later } from '../given.ts';
import { amara, gwen, hugo, larkfield, millbrook, network, north, rules } from '../people.ts';

const now = later(45);
const slot = { id: 'S-K7M4QX', start: later(300), minutes: 20, what: 'Nurse clinic, Room 2', bookUnder: 'NC2' };
export const sent: TaskSent = {
  ...{ type: 'TaskSent', at: later(10), hub: north, id: 'T-K7M4QX', from: north, to: larkfield, practice: larkfield, about: 'K7M4QX' },
  request: {
    ...{ kind: 'tests', detail: 'bloods', asked: 'Full blood count and ferritin, please.', priority: 'routine', clinical: false },
    ...{ wantedBy: later(600), telephone: '01632 960100' },
  },
  sender: { ...personOf(amara), role: 'clinician' },
  dueSoonAt: later(450),
};
const urgent: TaskSent = {
  ...sent,
  request: { ...sent.request, kind: 'ringPatient', detail: 'noInternet', priority: 'urgent', slot, hint: personOf(hugo) },
  started: { ladder: [{ role: 'hubLead', people: [personOf(gwen)] }], telephone: '01632 960100' },
};
const by = (person: Person, minutes: number) => ({ by: personOf(person), at: later(minutes) });
const declinedEvent: TaskEvent = {
  type: 'TaskDeclined',
  at: later(20),
  decline: { ...by(hugo, 20), from: larkfield, reason: 'notInTime', text: 'Only from Thursday.' },
};
const taskEvents: readonly TaskEvent[] = [
  sent,
  { type: 'TaskQuestionAsked', ...by(hugo, 15), from: larkfield, to: north, text: 'Fasting?' },
  { type: 'TaskQuestionAnswered', ...by(amara, 18), text: 'No need.' },
  declinedEvent,
  { ...sent, type: 'TaskSentAgain', at: later(25), to: larkfield },
  { type: 'TaskAccepted', ...by(hugo, 28) },
  { type: 'TaskClaimed', ...by(hugo, 30) },
  { type: 'TaskReminded', at: later(31), of: 'claimQuiet', keys: ['claimQuiet|x'] },
];
export const taskOf = (...events: readonly TaskEvent[]): Task =>
  events.reduce<Task | undefined>((task, event, index) => evolveTask(task, event, index + 1), undefined) as Task;
const { about: _about, ...unrelated } = sent;
const withoutAbout: TaskSent = { ...unrelated, hasPatient: true };
export const taskStates = {
  sent: taskOf(sent),
  urgent: taskOf(urgent),
  asked: taskOf(...taskEvents.slice(0, 2)),
  declined: taskOf(...taskEvents.slice(0, 4)),
  accepted: taskOf(...taskEvents.slice(0, 6)),
  inHand: taskOf(...taskEvents),
  done: taskOf(...taskEvents, {
    ...{ type: 'TaskFinished', ...by(hugo, 40), outcome: 'taken', told: 'inPerson', toldAt: later(39), text: 'Results on Friday.' },
  }),
  cancelled: taskOf(sent, { type: 'TaskCancelled', ...by(amara, 12), reason: 'other', text: 'The hospital does it.' }),
  aboutNone: taskOf(withoutAbout),
} as const;
const round: Round = {
  ...{ hub: north, id: 'R-K7M4QX', from: north, by: personOf(gwen), at: later(5), to: [larkfield, millbrook] },
  draft: {
    ...{ kind: 'other', priority: 'routine', clinical: false, wantedBy: later(600), telephone: '01632 960100' },
    asked: { text: 'How many staff have you on Friday?', checked: false },
  },
  parts: [
    { to: larkfield, task: taskStates.inHand.id },
    { to: millbrook, why: 'noAgreement' },
  ],
};

interface TaskExample {
  readonly template: TemplateName;
  readonly variant: string;
  readonly draw: () => Card;
}
const card = (variant: string, task: Task, at: string = larkfield, viewer?: Person): TaskExample => ({
  template: 'task',
  variant,
  draw: () => drawTask(task, { network, at, now, ...(viewer === undefined ? {} : { viewer: viewer.id }) }).card,
});
const form = (variant: string, draw: () => Card): TaskExample => ({ template: 'form', variant: `task-${variant}`, draw });
const asking = (task: Task) => ({ task, rules, at: now, by: hugo.id });
const formOf = (verb: string): Task =>
  verb === 'reopen'
    ? taskStates.done
    : verb === 'answer'
      ? taskStates.asked
      : verb === 'handOn'
        ? { ...taskStates.sent, to: north, from: larkfield }
        : taskStates.inHand;
const drawn = (verb: string): Card => {
  const found = drawTaskForm(verb, asking(formOf(verb)), '', {});
  if (found === undefined) throw new Error(`no form ${verb}`);
  return found.card;
};
const templates = [{ name: 'Yearly bloods', kind: 'tests', detail: 'bloods', asked: 'Full blood count, please.', wanted: 'week' }] as const;
const withTemplates = {
  ...rules,
  network: { ...network, hubs: { ...network.hubs, [north]: { ...(network.hubs[north] as Hub), taskTemplates: templates } } },
};
export const slotsToTake = [
  { slot, forKinds: 'all' },
  { slot: { ...slot, id: 'S-H3P9RT' }, forKinds: ['tests', 'faceToFace'] },
] as const;
/** The list before closing: one without a decision, and one that waits. */
export const closingRows = [
  taskStates.sent,
  { ...taskStates.urgent, plan: { by: personOf(gwen), at: later(500), plan: 'nextOpening', opens: later(23 * 60) } as const },
].map((task) => closingTaskRow(task, network, later(510)));
const sending = { hub: north, from: north, rules, at: now, slots: [{ slot, forKinds: 'all' }] } as const;

/** What stands under a notice, where something is asked. */
const underNotice = (what: TaskNoticeName, task: Task, at: string): Card => {
  const found = drawTaskNoticeButtons(what, task, { network, at, now });
  if (found === undefined) throw new Error(`${what} asks nothing`);
  return found;
};

export const taskExamples: readonly TaskExample[] = [
  { template: 'task.notice', variant: '', draw: () => underNotice('taskReminder', taskStates.sent, larkfield) },
  { template: 'task.notice', variant: 'asked', draw: () => underNotice('taskQuestion', taskStates.asked, north) },
  card('', taskStates.sent),
  card('to-sender', taskStates.sent, north),
  card('urgent', taskStates.urgent),
  card('urgent-at-hub', taskStates.urgent, north),
  card('asked', taskStates.asked, north),
  card('declined', taskStates.declined, north),
  card('accepted', taskStates.accepted),
  card('in-hand', taskStates.inHand),
  card('mine', taskStates.inHand, larkfield, hugo),
  card('done', taskStates.done, north),
  card('cancelled', taskStates.cancelled),
  card('elsewhere', taskStates.sent, millbrook),
  {
    template: 'task.open',
    variant: '',
    draw: () =>
      drawOpenTask(taskStates.aboutNone, { network, at: larkfield, now, viewer: hugo.id }, undefined, [{ verb: 'finish', title: 'Done' }]),
  },
  {
    template: 'task.open',
    variant: 'patient',
    draw: () => {
      const patient = {
        name: 'Asha Example',
        dateOfBirth: '1980-02-03',
        nhsNumber: '9990000000',
        telephone: '01632 960001',
        details: 'Second floor.',
      };
      return drawOpenTask(taskStates.aboutNone, { network, at: larkfield, now, viewer: hugo.id }, patientShown(patient, now), []);
    },
  },
  { template: 'round', variant: '', draw: () => drawRound(round, [taskStates.inHand], network, now).card },
  { template: 'round', variant: 'not-sent-yet', draw: () => drawRound({ ...round, parts: undefined }, [], network, now).card },
  {
    template: 'list',
    variant: 'task-history',
    draw: () =>
      drawTaskHistory(
        taskStates.inHand,
        taskEvents.map((event) => ({ at: event.at, event })),
        network,
      ),
  },
  form('send', () => drawSend({ ...sending, practice: larkfield }, '', {}).card),
  form('send-template', () => drawSend({ ...sending, rules: withTemplates, practice: larkfield, used: 'K7M4QX' }, '', {}).card),
  form('send-about', () => drawSend({ ...sending, practice: larkfield, about: 'K7M4QX' }, '', {}).card),
  form('send-several', () => drawSend({ ...sending, slots: [], several: true }, '', {}).card),
  form('send-again', () => drawSend({ ...sending, again: taskStates.declined, practice: larkfield }, '', {}).card),
  ...Object.keys(taskForms).map((verb) => form(verb, () => drawn(verb))),
];
