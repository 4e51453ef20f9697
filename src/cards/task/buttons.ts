// Which buttons a task's card carries: by its status, whose channel it stands in, and whose own view it is. What may be done is decided elsewhere.

import type { Network } from '../../domain/network/state.ts';
import { isOpenTask, type OpenTask, type Task } from '../../domain/task/state.ts';
import type { Instant, OrganisationId, PersonId } from '../../domain/terms.ts';
import type { Buttons, PressButton } from '../econsult/buttons.ts';
import type { DialogButton } from '../list.ts';
import { withoutBarredTask } from './barred.ts';

const press = (verb: string, title: string, style: PressButton['style'] = 'default'): PressButton => ({ verb, title, style });
const dialog = (verb: string, title: string): DialogButton => ({ verb, title });
const open = dialog('open', 'Open');
const history = dialog('history', 'History');
/** What must be asked of the other side because of it is a task of its own. */
const another = dialog('send', 'Send another task');

export interface TaskSeen {
  readonly network: Network;
  /** The organisation whose channel the card stands in. */
  readonly at: OrganisationId;
  readonly now: Instant;
  readonly viewer?: PersonId;
}

/** `viewer` absent: the card that everybody in the channel sees. Nothing is offered that would be refused to everybody. */
export const taskButtonsOf = (task: Task, seen: TaskSeen): Buttons => withoutBarredTask(task, allTaskButtons(task, seen), seen);

function allTaskButtons(task: Task, { at, viewer }: TaskSeen): Buttons {
  if (![task.from, task.to, task.hub].includes(at)) return { presses: [], dialogs: [], more: [] };
  if (!isOpenTask(task)) return { presses: [], dialogs: [open], more: [dialog('reopen', 'Reopen'), another, history] };
  const seen = isAsked(task, viewer) ? [press('acknowledge', 'I have seen it')] : [];
  const answering = task.question && !task.question.answer && task.question.to === at ? [dialog('answer', 'Answer')] : [];
  const asking = task.question && !task.question.answer ? [] : [dialog('ask', 'Ask')];
  const cancel = at === task.from ? [dialog('cancel', 'Cancel task')] : [];
  const here = at === task.to ? receivers(task, viewer) : at === task.from ? senders(task) : { presses: [], dialogs: [open], more: [] };
  return {
    presses: [...here.presses, ...seen],
    dialogs: [...here.dialogs.slice(0, 1), ...answering, ...here.dialogs.slice(1)],
    more: [...here.more, ...asking, another, ...cancel, history],
  };
}

function receivers(task: OpenTask, viewer: PersonId | undefined): Buttons {
  const decline = dialog('decline', 'Decline');
  const finish = dialog('finish', 'Done');
  const handOn = task.to === task.hub ? [dialog('handOn', 'Hand on to a practice')] : [];
  switch (task.status) {
    case 'sent':
      return {
        presses: [press('accept', 'Accept', 'positive'), press('claim', 'Claim')],
        dialogs: [open, decline],
        more: [finish, ...handOn],
      };
    case 'accepted':
      return { presses: [press('claim', 'Claim', 'positive')], dialogs: [open, finish], more: [decline, ...handOn] };
    case 'inHand':
      return task.claimant.id === viewer
        ? {
            presses: task.quietAskedAt === undefined ? [] : [press('keep', 'Keep')],
            dialogs: [finish, open],
            more: [dialog('release', 'Release'), dialog('handOver', 'Hand over'), decline, ...handOn],
          }
        : { presses: [], dialogs: [open], more: [dialog('takeOver', 'Take over')] };
    case 'declined':
      return { presses: [], dialogs: [open], more: [] };
  }
}
const senders = (task: OpenTask): Buttons =>
  task.status === 'declined'
    ? { presses: [], dialogs: [dialog('sendAgain', 'Change and send again'), open], more: [] }
    : { presses: [], dialogs: [open], more: [] };

/** Whether a viewer is among those who are asked by the ladder; on the card that everybody sees, whether anybody is. */
function isAsked({ escalation }: OpenTask, viewer: PersonId | undefined): boolean {
  if (!escalation || escalation.acknowledged) return false;
  const asked = escalation.ladder.flatMap(({ people }) => people);
  return viewer === undefined ? asked.length > 0 : asked.some(({ id }) => id === viewer);
}
