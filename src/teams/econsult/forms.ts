// Forms about an eConsult: asked for, taken, and shown again with what was filled in; a dialog or a card shows what comes of it.

import { withTasks } from '../../app/task/send.ts';
import { unknownButton } from '../../cards/answers.ts';
import { formInputMissing, noneToLinkTo, notOfferedWords } from '../../cards/econsult/answers.ts';
import { misspelt, problemOf } from '../../cards/econsult/faults.ts';
import { type FollowUpIds, followUpIds } from '../../cards/econsult/follow-up-fields.ts';
import { drawForm, forms } from '../../cards/econsult/forms.ts';
import { refusalWords } from '../../cards/econsult/refusals.ts';
import { formKeptWords, missingProblem } from '../../cards/faults.ts';
import { type Asking, type Field, isOffered } from '../../cards/fields.ts';
import type { Problem } from '../../cards/form.ts';
import { taskRefusalWords } from '../../cards/task/refusals.ts';
import type { Card } from '../../cards/templates.ts';
import type { EConsultCommand, ViewReason } from '../../domain/econsult/command.ts';
import { decide, type EConsultRefusal } from '../../domain/econsult/decide.ts';
import { otherSide } from '../../domain/econsult/pass-back.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import { own } from '../../domain/lookup.ts';
import { staffAt } from '../../domain/network/who-is-where.ts';
import type { TaskAnswer } from '../../domain/task/answer.ts';
import { askedBy, type ClickDeps, type Press } from '../press.ts';
import type { Payload } from '../wire.ts';
import { asksAnything, followUpsIn, tasksAsked, withSlots } from './follow-ups.ts';
import { askingOf, isDoneBefore, see, unseenWords, wish } from './gate.ts';
import { submissions } from './inputs.ts';

/** What comes of asking for a form, or of filling one in. */
export type FormAnswer =
  | { readonly kind: 'form'; readonly title: string; readonly card: Card }
  /** Nothing was done, and no form can mend it. */
  | { readonly kind: 'words'; readonly words: string; readonly state: EConsult | undefined }
  | { readonly kind: 'done'; readonly state: EConsult }
  /** It is to be opened, with this reason. */
  | { readonly kind: 'open'; readonly reason: ViewReason | undefined };

/** Shows a form; `again` says why it is shown once more, with what was filled in. */
export async function askForm(deps: ClickDeps, press: Press, { hub, id }: Payload, again?: Again, asksOthers = false): Promise<FormAnswer> {
  // A form says what it is about, and somebody's question: neither is for those who may not know of it.
  const found = await askingOf(deps, press, { hub, id });
  if (found === undefined) return only(unseenWords(await deps.network.current(), press.by.id, id));
  const asking = await withSlots(deps, press, { ...found, asksOthers, followUps: followUpsIn(press) });
  const refusal = again === undefined ? refusedAnyway(deps, press, asking) : undefined;
  if (refusal) return only(refusalWords(refusal, asking.rules.network), asking.it);
  const fields = fieldsOf(press, asking);
  const problem = again === undefined ? '' : again(fields, asking);
  const stopped = typeof problem === 'object' && problem.stopped === true;
  const form = drawForm(press.verb, asking, problem, again === undefined ? {} : press.data, stopped);
  return form === undefined ? only(unknownButton) : { kind: 'form', ...form };
}
const only = (words: string, state?: EConsult): FormAnswer => ({ kind: 'words', words, state });
type Again = (fields: readonly Field[], asking: Asking) => Problem;
const fieldsOf = ({ verb }: Press, asking: Asking): readonly Field[] => own(forms, verb)?.(asking).fields ?? [];

/** Why it would be refused however its form were filled in: then nobody is made to fill it in. */
function refusedAnyway(deps: ClickDeps, press: Press, { it, rules, ...asking }: Asking): EConsultRefusal | undefined {
  const fields = fieldsOf(press, { it, rules, ...asking });
  const any = {
    choice: undefined,
    several: undefined,
    toggle: 'true',
    text: it.id,
    words: it.id,
    date: undefined,
    person: undefined,
  };
  const filled = Object.fromEntries(fields.map(({ id, kind, choices }) => [id, choices?.[0]?.value ?? any[kind]]));
  const command = own(submissions, press.verb)?.(askedBy(deps, press, it.hub, it.id, undefined), filled);
  if (command === undefined || command === 'inputMissing') return undefined;
  const decision = decide(command, it, rules);
  return 'refusal' in decision && !isMendable(decision.refusal) ? decision.refusal : undefined;
}

/** Refusals that the one who filled the form in can put right there and then. */
const mendable: ReadonlySet<EConsultRefusal['why']> = new Set([
  'personalWords',
  'patientWords',
  'wordsMissing',
  'wordsTooLong',
  'whenWrong',
  'spokenToMissing',
  'receiverCloses',
  'receiverCannot',
  'assigneeUnable',
  'practiceUnknown',
  'sameOne',
  'priorityNotHigher',
  'priorityNotLower',
  'notTold',
  'toldAtWrong',
  'notWithdrawn',
  'notOfferedNow',
  'notOpened',
  'tasksOpen',
  'othersOfPatient',
]);

/** Somebody who may not prescribe or book can choose another outcome. */
const isMendable = (refusal: EConsultRefusal): boolean =>
  mendable.has(refusal.why) || (refusal.why === 'capabilityLacks' && ['prescribe', 'book'].includes(refusal.capability));

/** What was written must not be lost because something else has happened to it: it is read again and sent again. */
const overtaken: ReadonlySet<EConsultRefusal['why']> = new Set(['questionChanged', 'noQuestion', 'stale']);

/** Takes what was filled in. Throws as the store does. */
export async function takeForm(deps: ClickDeps, press: Press, payload: Payload): Promise<FormAnswer> {
  const { hub, id, revision } = payload;
  const make = own(submissions, press.verb);
  if (make === undefined) return only(unknownButton);
  const command = make(askedBy(deps, press, hub, id, revision), press.data);
  if (command === 'inputMissing') {
    // Whoever would be refused whatever they fill in reads that.
    const fresh = await askForm(deps, press, payload);
    if (fresh.kind !== 'form') return fresh;
    return askForm(deps, press, payload, (fields) => missingProblem(formInputMissing, fields, press.data));
  }
  if (command.type === 'view') return { kind: 'open', reason: command.reason };
  if (command.type === 'link' && !(await maySeeOther(deps, press, hub, command.to)))
    return askForm(deps, press, payload, () => ({ words: formKeptWords, at: { to: noneToLinkTo(command.to) } }));
  if (await isNotOffered(deps, press, payload, command))
    return askForm(deps, press, payload, (fields) => missingProblem(notOfferedWords, fields, press.data));
  const meant = command.type === 'passBack' ? await misspeltIn(deps, press, payload) : undefined;
  if (meant !== undefined) return askForm(deps, press, payload, () => meant);
  if (press.data['another'] === 'true' && (command.type === 'complete' || command.type === 'passBack'))
    return askAnother(deps, press, payload);
  const handled = await wishWithTasks(deps, press, payload, command);
  if (handled.kind === 'faulty') return askForm(deps, press, payload, () => handled.problem);
  if (handled.kind === 'done') return { kind: 'done', state: handled.state };
  const { refusal } = handled;
  if (!isMendable(refusal) && !overtaken.has(refusal.why)) return only(refusalWords(refusal, await deps.network.current()), handled.state);
  const again: Again = (fields, { at, rules }) => problemOf(refusal, fields, press.data, { network: rules.network, at });
  return askForm(deps, press, payload, again, refusal.why === 'othersOfPatient');
}

/** The same form with room for one more thing that is still to be done. */
function askAnother(deps: ClickDeps, press: Press, payload: Payload): Promise<FormAnswer> {
  const { another: _another, ...data } = press.data;
  return askForm(deps, { ...press, data: { ...data, rest: String(followUpsIn(press) + 1) } }, payload, () => ({ words: '' }));
}

/** What is asked, with the tasks that were filled in beside it; both or neither. */
async function wishWithTasks(deps: ClickDeps, press: Press, { hub, id }: Payload, command: EConsultCommand) {
  if (command.type !== 'complete' && command.type !== 'passBack') return wish(deps, command);
  const asking = asksAnything(press) ? await askingOf(deps, press, { hub, id }) : undefined;
  if (asking === undefined || (await isDoneBefore(deps, command, asking.it))) return wish(deps, command);
  const asked = await tasksAsked(deps, press, asking);
  if ('words' in asked) return { kind: 'faulty' as const, problem: asked };
  if (asked.length === 0) return wish(deps, command);
  // What is asked as a task is not noted as well: it would be read as still to be done by nobody.
  const { followUp: _followUp, ...rest } = { followUp: undefined, ...command };
  const answer = await withTasks(
    { ...deps, rules: deps.network },
    rest,
    asked.map(({ toSend }) => toSend),
  );
  if (answer.kind !== 'taskRefused') return answer;
  return { kind: 'faulty' as const, problem: taskProblem(answer.refusal, asking, asked[answer.nth]?.ids ?? followUpIds(0)) };
}

/** Why one of its tasks could not be sent, beside what was filled in for it. */
function taskProblem(refusal: TaskAnswer, { rules }: Asking, ids: FollowUpIds): Problem {
  const stopped = refusal.why === 'personalWords' || refusal.why === 'patientWords' ? ({ stopped: true } as const) : {};
  const field = refusal.why === 'slotRefused' ? ids.slot : ids.text;
  return { words: formKeptWords, at: { [field]: taskRefusalWords(refusal, rules.network) }, ...stopped };
}

/** Whom somebody spoke to, where it looks like somebody at the receiver whose name is spelt otherwise. */
async function misspeltIn(deps: ClickDeps, press: Press, { hub, id }: Payload): Promise<Problem | undefined> {
  const asking = await askingOf(deps, press, { hub, id });
  const to = asking && otherSide(asking.it, asking.it.holder);
  if (asking === undefined || to === undefined) return undefined;
  const there = staffAt(asking.rules.network, to).map(({ name }) => name);
  return misspelt(press.data, there);
}

/**
 * Whether it would be done although its form does not offer it to this person as things are. What would be refused anyway is left to
 * `handle`, which has better words for it, and which knows a wish that was granted already.
 */
async function isNotOffered(deps: ClickDeps, press: Press, { hub, id }: Payload, command: EConsultCommand): Promise<boolean> {
  const asking = await askingOf(deps, press, { hub, id });
  if (asking === undefined) return false;
  if (isOffered(fieldsOf(press, asking), press.data)) return false;
  const decision = decide(command, asking.it, asking.rules);
  return 'events' in decision && decision.events.length > 0;
}

/** Whether the one to link to is there, and this person may know of it. */
async function maySeeOther(deps: ClickDeps, press: Press, hub: string, id: string): Promise<boolean> {
  return (await see(deps, await deps.network.current(), press.by.id, { hub, id })) !== undefined;
}
