// Sending a task by its form: what was filled in becomes a task, an eConsult's task, the same to several practices, or one sent again.
import { z } from 'zod/v4';
import { beginRound, type RoundAnswer } from '../../app/round/round.ts';
import { sendTask } from '../../app/task/send.ts';
import type { TaskHandled } from '../../app/task/task.ts';
import { taskTextOf } from '../../app/task/text.ts';
import { formKeptWords, missingProblem, refusedProblem } from '../../cards/faults.ts';
import type { Field } from '../../cards/fields.ts';
import type { Problem } from '../../cards/form.ts';
import {
  patientIncomplete,
  practicesUnknown,
  roundSentWords,
  sendNowhere,
  slotGoneWords,
  taskInputMissing,
  taskSentWords,
  tasksTooMany,
  templateGoneWords,
  templateUsedWords,
} from '../../cards/task/answers.ts';
import { drawSend, type Sending, sendForm } from '../../cards/task/form-send.ts';
import { taskRefusalWords } from '../../cards/task/refusals.ts';
import { own } from '../../domain/lookup.ts';
import { hubOf, type Network, organisationsIn } from '../../domain/network/state.ts';
import { templateOf } from '../../domain/network/task-templates.ts';
import { practicesOf } from '../../domain/network/who-is-where.ts';
import { roundToMax } from '../../domain/round/round.ts';
import type { TaskAnswer } from '../../domain/task/answer.ts';
import type { TaskDraft } from '../../domain/task/command.ts';
import type { TaskPatient } from '../../domain/task/patient.ts';
import type { Task } from '../../domain/task/state.ts';
import type { EConsultId, HubId, OrganisationId } from '../../domain/terms.ts';
import { see } from '../econsult/gate.ts';
import type { KindDeps } from '../kind.ts';
import { operationOf, type Press } from '../press.ts';
import { closedReply, closingReply, dialogReply, type InvokeReply, wordsDialog } from '../replies.ts';
import { conversationOf, organisationSchema } from '../wire.ts';
import { draftOf, type Filled, filledFrom, filledSchema, patientIn } from './filled-in.ts';
import { seeTask, wishTask } from './gate.ts';
import { slotMeant, slotsToTake } from './slots.ts';

const sixLetters = z.string().regex(/^[A-Z0-9]{6}$/);
/** What a form that sends carries besides what is filled in. */
const restSchema = z.object({
  hub: organisationSchema.optional(),
  practice: organisationSchema.optional(),
  from: organisationSchema,
  about: sixLetters.optional(),
  used: sixLetters.optional(),
});
export interface Asking {
  readonly hub: HubId;
  readonly from: OrganisationId;
  readonly about?: EConsultId;
  readonly practice?: OrganisationId;
  readonly again?: Task;
  readonly several?: true;
  readonly used?: string;
}

/** What the form is drawn from, and what is filled in is held to. Throws as the store does. */
async function sendingOf(deps: KindDeps, asking: Asking, receiver?: OrganisationId): Promise<Sending> {
  const rules = await deps.network.now();
  const at = deps.clock.now();
  const { hub, from, practice, again, several } = asking;
  const to = receiver ?? again?.to ?? (from === hub ? practice : hub);
  const slots = to === undefined || several ? [] : await slotsToTake(deps, hub, { offeredBy: to, for: from, now: at });
  return { ...asking, rules, at, slots };
}

export const askSend = async (deps: KindDeps, asking: Asking): Promise<InvokeReply> => shown(await sendingOf(deps, asking));

/** The form once more, with what is wrong in it and all that was filled in. */
const askAgain = (sending: Sending, press: Press, problem: (fields: readonly Field[]) => Problem): InvokeReply =>
  shown(sending, problem(sendForm(sending, true).fields), press.data);
function shown(sending: Sending, problem: string | Problem = '', given: Press['data'] = {}): InvokeReply {
  const { title, card } = drawSend(sending, problem, given);
  return dialogReply(title, card, 'large');
}

/** The form for a new one, by a button of a typed word's answer. Throws as the store does. */
export async function askNew(deps: KindDeps, press: Press): Promise<InvokeReply> {
  const rest = restSchema.safeParse(parsed(press.data['rest']));
  const { hub, practice } = rest.success ? rest.data : {};
  const asking = rest.success && hub !== undefined ? await askingFrom(deps, press, { hub, id: 'new' }, rest.data) : undefined;
  return asking === undefined ? wordsDialog(sendNowhere) : askSend(deps, { ...asking, ...(practice === undefined ? {} : { practice }) });
}

/** Takes what was filled in: `sendAgain` of a task, `send` or `sendRound` of none yet. Throws as the store does. */
export async function takeSend(deps: KindDeps, press: Press, which: { readonly hub: HubId; readonly id: string }): Promise<InvokeReply> {
  const rest = restSchema.safeParse(parsed(press.data['rest']));
  const asking = rest.success ? await askingFrom(deps, press, which, rest.data) : undefined;
  if (asking === undefined) return wordsDialog(sendNowhere);
  const begun = await begunWith(deps, press, asking);
  if (begun !== undefined) return begun;
  const input = filledSchema.safeParse(press.data);
  const to = asking.from === asking.hub ? (input.success ? input.data.to : undefined) : asking.hub;
  if (!input.success || (to === undefined && !asking.several))
    return askAgain(await sendingOf(deps, asking), press, (fields) => missingProblem(taskInputMissing, fields, press.data));
  if (asking.several || to === undefined) return takeRound(deps, press, asking, input.data);
  // The appointments that were offered are one receiver's: those of another are chosen from a form that shows them.
  const about: Asking = { ...asking, practice: asking.about === undefined && to !== asking.hub ? to : (asking.practice ?? asking.from) };
  const sending = await sendingOf(deps, about, to);
  const chosen = input.data.slot;
  const free = sending.slots.find(({ slot }) => slot.id === chosen)?.slot;
  const slot = chosen === undefined ? undefined : (free ?? (await slotMeant(deps, asking.hub, chosen)));
  const gone = (): Problem => ({ words: formKeptWords, at: { slot: slotGoneWords } });
  if (chosen !== undefined && slot === undefined) return askAgain(sending, press, gone);
  const patient = patientIn(press.data);
  if (patient === 'nameless') return askAgain(sending, press, () => ({ words: formKeptWords, at: { patientName: patientIncomplete } }));
  const handled = await sent(deps, press, { about, sending, to, patient, draft: draftOf(press, sending, input.data, to, slot) });
  const { network } = sending.rules;
  // In a channel of the two its card says so; anywhere else no card follows.
  if (handled.kind === 'done') {
    const isShownHere = organisationsIn(network, conversationOf(press.activity)).some((here) => handled.state.shownIn.includes(here));
    return isShownHere ? closedReply : closingReply(taskSentWords(handled.state, network));
  }
  const { refusal } = handled;
  // Its time has passed, and with it the time by which the task would have been wanted.
  if (refusal.why === 'whenWrong' && chosen !== undefined && free === undefined) return askAgain(sending, press, gone);
  // Somebody was quicker at this very moment: what is free now is read once more.
  const now = refusal.why === 'slotRefused' && free !== undefined ? await sendingOf(deps, about, to) : sending;
  return askAgain(now, press, (fields) => problemFor(refusal, network, { fields, given: press.data, at: now.at }));
}

/** The form with what a common task says, once it was chosen; `undefined`: none was, or it has filled the form in already. */
async function begunWith(deps: KindDeps, press: Press, asking: Asking): Promise<InvokeReply | undefined> {
  const chosen = sixLetters.safeParse(press.data['template']).data;
  if (chosen === undefined || chosen === asking.used) return undefined;
  const to = organisationSchema.safeParse(press.data['to']).data;
  const sending = await sendingOf(deps, asking, asking.from === asking.hub ? to : undefined);
  const { network } = sending.rules;
  const template = templateOf(network, asking.hub, chosen);
  if (template === undefined) return askAgain(sending, press, () => ({ words: formKeptWords, at: { template: templateGoneWords } }));
  const data = filledFrom(template, asking.used === undefined ? undefined : templateOf(network, asking.hub, asking.used), press.data);
  return askAgain({ ...sending, used: chosen }, { ...press, data }, () => ({ words: templateUsedWords(template.name) }));
}

interface ToBeSent {
  readonly about: Asking;
  readonly sending: Sending;
  readonly to: OrganisationId;
  readonly draft: TaskDraft;
  readonly patient: TaskPatient | undefined;
}
async function sent(deps: KindDeps, press: Press, { about, sending, to, draft, patient }: ToBeSent): Promise<TaskHandled> {
  const { hub, from, again, practice = from } = about;
  const knowingly = press.data['knowingly'] === 'true';
  const asked = { hub, operation: operationOf(press.activity), at: sending.at, by: press.by, to, draft, knowingly };
  if (again) return wishTask(deps, { ...asked, type: 'sendAgain', id: again.id, revision: again.revision });
  const more = {
    ...(about.about === undefined ? {} : { about: about.about }),
    ...(patient === undefined ? {} : { hasPatient: true as const }),
  };
  return sendTask({ ...deps, rules: deps.network }, { ...asked, from, practice, ...more }, patient && taskTextOf(patient));
}

const fieldFor: Readonly<Record<string, readonly string[]>> = {
  wordsMissing: ['asked'],
  whenWrong: ['wanted'],
  telephoneWrong: ['telephone'],
  receiverCannot: ['knowingly'],
  receiverCloses: ['knowingly'],
  hintElsewhere: ['hint'],
  slotRefused: ['slot'],
  organisationUnknown: ['to'],
  noAgreement: ['to'],
  practiceMoved: ['to'],
  notLiveYet: ['to'],
  notBetweenThese: ['to'],
};
const problemFor = (refusal: TaskAnswer, network: Network, filled: Parameters<typeof refusedProblem>[3]): Problem =>
  refusedProblem(refusal, taskRefusalWords(refusal, network), fieldFor, filled);

/** Whose form it was, as things are now. `undefined`: it is not theirs to send. */
async function askingFrom(
  deps: KindDeps,
  press: Press,
  { hub, id }: { readonly hub: HubId; readonly id: string },
  { from, about, used }: z.infer<typeof restSchema>,
): Promise<Asking | undefined> {
  const network = await deps.network.current();
  if (press.verb === 'sendAgain') {
    const again = await seeTask(deps, network, press.by.id, { hub, id });
    return (
      again && { hub, from: again.from, again, ...(again.about === undefined ? {} : { about: again.about }), practice: again.practice }
    );
  }
  if (own(network.hubs, hub) === undefined || hubOf(network, from) !== hub) return undefined;
  const several = press.verb === 'sendRound' ? ({ several: true } as const) : {};
  const begun = used === undefined ? {} : { used };
  if (about === undefined) return { hub, from, ...several, ...begun };
  const it = await see(deps, network, press.by.id, { hub, id: about });
  return it?.practice === undefined ? undefined : { hub, from, about, practice: it.practice, ...begun };
}
const parsed = (rest: unknown): unknown => {
  try {
    return typeof rest === 'string' ? JSON.parse(rest) : undefined;
  } catch {
    return undefined;
  }
};

/** Why it was not begun: too many or none of them, or what a single one would be refused for. */
function roundProblem(refusal: RoundAnswer, network: Network, filled: Parameters<typeof refusedProblem>[3]): Problem {
  switch (refusal.why) {
    case 'roundUnknown':
    case 'nobodyAsked':
    case 'tooMany':
      return { words: formKeptWords, at: { practices: tasksTooMany(roundToMax) } };
  }
  return problemFor(refusal, network, filled);
}

/** The same to several practices. */
async function takeRound(deps: KindDeps, press: Press, asking: Asking, filled: Filled): Promise<InvokeReply> {
  const { network } = await deps.network.now();
  const there = practicesOf(network, asking.hub).map(({ code }) => code);
  const to = [...new Set((filled.practices ?? '').split(',').filter((each) => each !== ''))];
  const unknown = to.filter((code) => !there.includes(code));
  const tooMany = to.length > roundToMax || to.length === 0 ? tasksTooMany(roundToMax) : undefined;
  const fault = unknown.length > 0 ? practicesUnknown(unknown) : tooMany;
  const sending = await sendingOf(deps, asking);
  if (fault !== undefined) return askAgain(sending, press, () => ({ words: formKeptWords, at: { practices: fault } }));
  // Each is wanted by its own receiver's hours; the first one's stand for all.
  const { slot: _slot, hint: _hint, ...draft } = draftOf(press, sending, filled, to[0] ?? asking.hub, undefined);
  const begin = { hub: asking.hub, operation: operationOf(press.activity), at: sending.at, by: press.by, from: asking.from, to, draft };
  const begun = await beginRound({ ...deps, rules: deps.network }, begin);
  if (begun.kind === 'refused')
    return askAgain(sending, press, (fields) => roundProblem(begun.refusal, network, { fields, given: press.data, at: sending.at }));
  return closingReply(roundSentWords((begun.round.parts ?? []).filter((part) => 'task' in part).length, to.length));
}
