// What was filled in as still to be done, as tasks for the other organisation that are sent with the completion or the passing.
import type { ToSend } from '../../app/task/send.ts';
import { type FollowUpIds, followUpIds, slotForNothingWords } from '../../cards/econsult/follow-up-fields.ts';
import { formKeptWords } from '../../cards/faults.ts';
import type { Asking } from '../../cards/fields.ts';
import type { Problem } from '../../cards/form.ts';
import { slotRefusalWords } from '../../cards/slot/words.ts';
import { templateGoneWords } from '../../cards/task/answers.ts';
import { templateChosen, whatValue } from '../../cards/task/form-choices.ts';
import { otherSide } from '../../domain/econsult/pass-back.ts';
import { own } from '../../domain/lookup.ts';
import { templateOf } from '../../domain/network/task-templates.ts';
import type { TaskDraft } from '../../domain/task/command.ts';
import { type TaskPriority, usuallyClinical, wantedCodes } from '../../domain/task/reasons-and-outcomes.ts';
import { tasksAtOnceMax } from '../../domain/task/send.ts';
import type { SlotTaken } from '../../domain/task/state.ts';
import { wantedAt } from '../../domain/task/when.ts';
import { operationOf, type Press, type Reading } from '../press.ts';
import { appointmentSchema, whatSchema } from '../task/filled-in.ts';
import { saidIn } from '../task/inputs.ts';
import { slotMeant, slotsToTake } from '../task/slots.ts';

/** How many there is room for in the form: as many as it says it had. */
export const followUpsIn = ({ data }: Pick<Press, 'data'>): number => {
  const had = Number(own(data, 'rest'));
  return Number.isInteger(had) && had >= 1 && had <= tasksAtOnceMax ? had : 1;
};

/** What was written and chosen for one of them. */
interface FollowUp {
  readonly ids: FollowUpIds;
  readonly text: string;
  readonly ask: string;
  readonly wanted: string;
  readonly slot: string | undefined;
}
/** Those with words, with an appointment, or with a common task, which has words of its own. */
function filledIn(press: Pick<Press, 'data'>): readonly FollowUp[] {
  const text = (id: string): string => {
    const value = own(press.data, id);
    return typeof value === 'string' ? value.trim() : '';
  };
  return Array.from({ length: followUpsIn(press) }, (_, nth) => followUpIds(nth)).flatMap((ids): readonly FollowUp[] => {
    const slot = appointmentSchema.safeParse(text(ids.slot)).data;
    const each = { ids, text: text(ids.text), ask: text(ids.ask), wanted: text(ids.wanted), slot };
    return each.text === '' && slot === undefined && templateChosen(each.ask) === undefined ? [] : [each];
  });
}
const asksNothing = ({ ask, slot }: FollowUp): boolean =>
  slot === undefined && templateChosen(ask) === undefined && !whatSchema.safeParse(ask).success;

/** With what the chosen common task says: what was written beside it is added, for neither is to be lost. `undefined`: it was taken away. */
function asTemplateSays(followUp: FollowUp, { it, rules }: Asking): FollowUp | undefined {
  const id = templateChosen(followUp.ask);
  if (id === undefined) return followUp;
  const template = templateOf(rules.network, it.hub, id);
  if (template === undefined) return undefined;
  const { text, wanted } = followUp;
  const said = /[.!?]$/.test(template.asked) ? template.asked : `${template.asked}.`;
  return {
    ...followUp,
    ask: whatValue(template),
    text: text === '' ? template.asked : `${said} ${text}`,
    wanted: wanted === '' || wanted === 'usual' ? template.wanted : wanted,
  };
}

/** Whether anything is asked of the other organisation: a note asks nothing of anybody. */
export const asksAnything = (press: Press): boolean => !filledIn(press).every(asksNothing);

/** Whoever completes or passes can take an appointment of the other side's; every other form is as it was. Throws as the store does. */
export async function withSlots(deps: Reading, { verb }: Press, asking: Asking): Promise<Asking> {
  const { it, at } = asking;
  const to = verb === 'complete' || verb === 'passBack' ? otherSide(it, it.holder) : undefined;
  return to === undefined ? asking : { ...asking, slots: await slotsToTake(deps, it.hub, { offeredBy: to, for: it.holder, now: at }) };
}

export interface TaskAsked {
  readonly ids: FollowUpIds;
  readonly toSend: ToSend;
}
/** Each as what was chosen for it, or what is wrong with one of them. Throws as the store does. */
export async function tasksAsked(deps: Reading, press: Press, asking: Asking): Promise<readonly TaskAsked[] | Problem> {
  const { it, rules } = asking;
  const to = otherSide(it, it.holder);
  const { practice } = it;
  if (to === undefined || practice === undefined) return [];
  const asked: TaskAsked[] = [];
  for (const each of filledIn(press).filter((one) => !asksNothing(one))) {
    const { ids } = each;
    const followUp = asTemplateSays(each, asking);
    if (followUp === undefined) return { words: formKeptWords, at: { [ids.ask]: templateGoneWords } };
    const slot = followUp.slot === undefined ? undefined : await slotMeant(deps, it.hub, followUp.slot);
    if (followUp.slot !== undefined && slot === undefined)
      return { words: formKeptWords, at: { [ids.slot]: slotRefusalWords({ why: 'slotUnknown' }, rules.network) } };
    const draft = draftOf(press, asking, { ...followUp, taken: slot, to });
    if (draft === undefined) return { words: formKeptWords, at: { [ids.ask]: slotForNothingWords } };
    const { hub, id: about, holder: from } = it;
    const { by, activity } = press;
    const operation = operationOf(activity);
    asked.push({ ids, toSend: { hub, operation, at: asking.at, by, from, to, practice, about, draft, knowingly: true } });
  }
  return asked;
}

/** `undefined`: nothing is to be done. */
function draftOf(
  { data }: Press,
  { it, rules, at }: Asking,
  { ask, text, wanted, taken, to }: FollowUp & { readonly taken: SlotTaken | undefined; readonly to: string },
): TaskDraft | undefined {
  const what = whatSchema.safeParse(ask);
  if (!what.success) return undefined;
  const { kind } = what.data;
  const priority: TaskPriority = it.priority === 'routine' ? 'routine' : 'urgent';
  const choice = wantedCodes.find((each) => each === wanted) ?? 'usual';
  return {
    ...what.data,
    ...{ asked: saidIn(text, data), priority, telephone: own(rules.network.hubs, it.hub)?.telephone ?? '' },
    wantedBy: taken?.start ?? wantedAt(choice, rules, to, { kind, priority, at }) ?? at,
    clinical: usuallyClinical.includes(kind),
    ...(taken === undefined ? {} : { slot: taken }),
  };
}
