// The dialogs of tasks: opening one, its history, and the forms that ask for more before something is done.
import type { TaskText } from '../../app/task/text.ts';
import { unknownButton, unknownCard } from '../../cards/answers.ts';
import { missingProblem, refusedProblem } from '../../cards/faults.ts';
import { isOffered } from '../../cards/fields.ts';
import type { Problem } from '../../cards/form.ts';
import { openTaskTitle, taskInputMissing, taskTitles } from '../../cards/task/answers.ts';
import { taskButtonsOf } from '../../cards/task/buttons.ts';
import { drawOpenTask, type ShownPatient } from '../../cards/task/card.ts';
import { drawTaskForm, type TaskAsking, taskForms } from '../../cards/task/forms.ts';
import { drawTaskHistory } from '../../cards/task/history.ts';
import { patientShown } from '../../cards/task/patient.ts';
import { taskRefusalWords } from '../../cards/task/refusals.ts';
import { own } from '../../domain/lookup.ts';
import { mayReadTask, whoseIs } from '../../domain/task/refusals.ts';
import type { Task } from '../../domain/task/state.ts';
import type { OrganisationId } from '../../domain/terms.ts';
import type { KindDeps } from '../kind.ts';
import { askedBy, type Press } from '../press.ts';
import { closedReply, dialogReply, type InvokeReply, wordsDialog } from '../replies.ts';
import { organisationSchema } from '../wire.ts';
import { seeTask, taskEventsOf, taskSideOf, unseenTaskWords, wishTask } from './gate.ts';
import { taskSubmissions } from './inputs.ts';
import { taskPayload } from './press.ts';
import { type Asking, askNew, askSend, takeSend } from './sends.ts';

const sending: readonly string[] = ['send', 'sendRound', 'sendAgain'];
export const taskDialogVerbs: readonly string[] = [...Object.keys(taskForms), ...sending, 'open', 'history'];

/** Answers one dialog. Throws as the store does. */
export async function answerTaskDialog(deps: KindDeps, press: Press, asked: 'fetch' | 'submit'): Promise<InvokeReply> {
  // A button within a dialog leads to the next one: Teams sends it as something filled in.
  const how = press.data['step'] === true ? 'fetch' : asked;
  const isNew = press.data['id'] === 'new' && sending.includes(press.verb);
  const hub = organisationSchema.safeParse(press.data['hub']);
  if (isNew && how === 'submit' && hub.success) return takeSend(deps, press, { hub: hub.data, id: 'new' });
  if (how === 'fetch' && press.data['id'] === undefined && sending.includes(press.verb)) return askNew(deps, press);
  const payload = taskPayload.safeParse(press.data);
  if (!payload.success) return wordsDialog(unknownCard);
  const network = await deps.network.current();
  const { id } = payload.data;
  const task = await seeTask(deps, network, press.by.id, payload.data);
  if (task === undefined) return wordsDialog(unseenTaskWords(network, press.by.id, id));
  if (press.verb === 'open') return open(deps, press, task);
  if (press.verb === 'history')
    return dialogReply(taskTitles.history, drawTaskHistory(task, await taskEventsOf(deps, task), network), 'large');
  if (press.verb === 'send') return askSend(deps, askingBeside(task, taskSideOf(network, press.by.id, task, press.activity)));
  if (press.verb === 'sendAgain') {
    const asking = {
      hub: task.hub,
      from: task.from,
      again: task,
      practice: task.practice,
      ...(task.about === undefined ? {} : { about: task.about }),
    };
    return how === 'fetch' ? askSend(deps, asking) : takeSend(deps, press, payload.data);
  }
  return how === 'fetch' ? ask(deps, press, task) : take(deps, press, task, payload.data.revision);
}

/** Another task because of this one: about the same eConsult, if it is about one, to the other side. */
const askingBeside = ({ hub, practice, about, from, to }: Task, side: OrganisationId): Asking => {
  const other = side === from ? to : from;
  return { hub, from: side, practice: about === undefined && other !== hub ? other : practice, ...(about === undefined ? {} : { about }) };
};

async function ask(deps: KindDeps, press: Press, task: Task, again?: (asking: TaskAsking) => Problem): Promise<InvokeReply> {
  const asking = { task, rules: await deps.network.now(), at: deps.clock.now(), by: press.by.id };
  const drawn = drawTaskForm(press.verb, asking, again === undefined ? '' : again(asking), again === undefined ? {} : press.data);
  return drawn === undefined ? wordsDialog(unknownButton) : dialogReply(drawn.title, drawn.card);
}

const fieldFor: Readonly<Record<string, readonly string[]>> = {
  wordsMissing: ['words'],
  notTold: ['told'],
  toldAtWrong: ['toldAt'],
  notOfThisKind: ['outcome'],
  handedToUnable: ['to'],
  organisationUnknown: ['to'],
  noAgreement: ['to'],
  practiceMoved: ['to'],
  notLiveYet: ['to'],
  notBetweenThese: ['to'],
  receiverCannot: ['knowingly'],
};
/** Refusals that whoever filled the form in can put right there and then. */
const mendable: readonly string[] = [...Object.keys(fieldFor), 'personalWords', 'patientWords', 'wordsTooLong'];

async function take(deps: KindDeps, press: Press, task: Task, revision: number | undefined): Promise<InvokeReply> {
  const command = own(taskSubmissions, press.verb)?.(askedBy(deps, press, task.hub, task.id, revision), press.data);
  const fieldsOf = (asking: TaskAsking) => own(taskForms, press.verb)?.(asking).fields ?? [];
  if (command === undefined) return wordsDialog(unknownButton);
  const missing = (asking: TaskAsking): Problem => missingProblem(taskInputMissing, fieldsOf(asking), press.data);
  if (command === 'inputMissing') return ask(deps, press, task, missing);
  const asking = { task, rules: await deps.network.now(), at: deps.clock.now(), by: press.by.id };
  if (!isOffered(fieldsOf(asking), press.data)) return ask(deps, press, task, missing);
  const handled = await wishTask(deps, command);
  if (handled.kind === 'done') return closedReply;
  const { network } = asking.rules;
  const { refusal } = handled;
  const words = taskRefusalWords(refusal, network);
  if (!mendable.includes(refusal.why)) return wordsDialog(words);
  return ask(deps, press, task, (fresh) =>
    refusedProblem(refusal, words, fieldFor, { fields: fieldsOf(fresh), given: press.data, at: fresh.at }),
  );
}

/** The opening is recorded before anything is shown; if it cannot be recorded, nothing is shown. */
async function open(deps: KindDeps, press: Press, task: Task): Promise<InvokeReply> {
  const { revision: _revision, ...asked } = askedBy(deps, press, task.hub, task.id, undefined);
  const handled = await wishTask(deps, { ...asked, type: 'view' });
  const network = await deps.network.current();
  if (handled.kind === 'refused') return wordsDialog(taskRefusalWords(handled.refusal, network));
  const it = handled.state;
  const at = taskSideOf(network, press.by.id, it, press.activity);
  const view = { network, at, now: asked.at, viewer: press.by.id };
  const { dialogs, more } = taskButtonsOf(it, view);
  const steps = [...dialogs, ...more].filter(({ verb }) => verb !== 'open').slice(0, stepsMax);
  const mayRead = mayReadTask(network, press.by.id, whoseIs(it), asked.at) === undefined;
  return dialogReply(
    openTaskTitle(it.id),
    drawOpenTask(it, view, it.hasPatient && mayRead ? await patientOf(deps, it) : undefined, steps),
    'large',
  );
}
/** Teams shows so many buttons under a dialog. */
const stepsMax = 5;

async function patientOf({ store, clock }: KindDeps, { hub, id }: Task): Promise<ShownPatient | undefined> {
  const [text] = await store.texts<TaskText>(hub, id);
  return text && patientShown(text.patient, clock.now());
}
