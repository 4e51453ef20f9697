// What was filled in as still to be done, as tasks for the other organisation that are sent with the completion or the passing.
import type { ToSend } from '../../app/task/send.ts';
import { followUpIds } from '../../cards/econsult/follow-up-fields.ts';
import type { Asking } from '../../cards/fields.ts';
import { otherSide } from '../../domain/econsult/pass-back.ts';
import { own } from '../../domain/lookup.ts';
import type { TaskDraft } from '../../domain/task/command.ts';
import { type TaskPriority, usuallyClinical } from '../../domain/task/lists.ts';
import { wantedAt, wantedCodes } from '../../domain/task/when.ts';
import { operationOf, type Press } from '../press.ts';
import { whatSchema } from '../task/filled-in.ts';
import { saidIn } from '../task/inputs.ts';

/** How many there is room for in the form: as many as it says it had. */
export const followUpsIn = ({ data }: Pick<Press, 'data'>): number => {
  const had = Number(own(data, 'rest'));
  return Number.isInteger(had) && had >= 1 && had <= 4 ? had : 1;
};

/** Those with words, each as what was chosen for it; a note asks nothing of anybody. */
export function tasksAsked(press: Press, { it, rules, at }: Asking): readonly ToSend[] {
  const { data, by, activity } = press;
  const to = otherSide(it, it.holder);
  if (to === undefined || it.practice === undefined) return [];
  const text = (id: string): string => {
    const value = own(data, id);
    return typeof value === 'string' ? value.trim() : '';
  };
  const { hub, id: about, practice, holder: from, priority } = it;
  return Array.from({ length: followUpsIn(press) }, (_, nth) => followUpIds(nth)).flatMap((ids): readonly ToSend[] => {
    const what = whatSchema.safeParse(text(ids.ask));
    if (text(ids.text) === '' || !what.success) return [];
    const urgency: TaskPriority = priority === 'routine' ? 'routine' : 'urgent';
    const wanted = wantedCodes.find((each) => each === text(ids.wanted)) ?? 'usual';
    const wantedBy = wantedAt(wanted, rules, to, { kind: what.data.kind, priority: urgency, at }) ?? at;
    const draft: TaskDraft = {
      ...what.data,
      ...{ asked: saidIn(text(ids.text), data), priority: urgency, wantedBy, telephone: own(rules.network.hubs, hub)?.telephone ?? '' },
      clinical: usuallyClinical.includes(what.data.kind),
    };
    return [{ hub, operation: operationOf(activity), at, by, from, to, practice, about, draft, knowingly: true }];
  });
}
