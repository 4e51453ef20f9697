// What a task's card says and leaves out while nothing may go between the practice and the hub: by the practice's stage, or its agreement.
import { barredBetween, type CrossingRefusal } from '../../domain/network/crossing.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import { isOpenTask, type Task } from '../../domain/task/state.ts';
import type { Instant, OrganisationId } from '../../domain/terms.ts';
import type { Buttons } from '../econsult/buttons.ts';
import { noAgreementWords, notLiveWords, practiceMovedWords } from '../stage-words.ts';
import { plain } from '../words.ts';

function barredBy({ hub, from, to, practice }: Task, network: Network, now: Instant): CrossingRefusal | undefined {
  const bars = [from, to, practice].map((each) => (each === hub ? undefined : barredBetween(network, hub, each, now)));
  return bars.find((each) => each?.why === 'noAgreement') ?? bars.find((each) => each !== undefined);
}

export function barredTaskLines(task: Task, network: Network, now: Instant): readonly string[] {
  const barred = isOpenTask(task) ? barredBy(task, network, now) : undefined;
  if (barred === undefined) return [];
  const name = plain(organisationName(network, barred.practice));
  const next = mayFinish(barred) ? 'This one can be finished, declined or cancelled.' : 'It can be declined or cancelled.';
  switch (barred.why) {
    case 'noAgreement':
      return [`${noAgreementWords(name)} ${next}`];
    case 'practiceMoved':
      return [`${practiceMovedWords(name, plain(organisationName(network, barred.to)))} ${next}`];
    case 'notLiveYet':
      return [`${notLiveWords(name, barred.stage)} ${next}`];
  }
}

/** Whether the hub may still work on what it has. */
const mayFinish = (barred: CrossingRefusal): boolean => barred.why === 'notLiveYet' || (barred.why === 'practiceMoved' && barred.finishing);

const isPersonal = ({ about, hasPatient }: Task): boolean => about !== undefined || hasPatient === true;
/** What sends something on its way, whichever side presses. */
const sending: readonly string[] = ['send', 'sendAgain', 'handOn'];
/** What the hub's people may not do with one about a patient while no agreement is in force. */
const working: readonly string[] = ['open', 'accept', 'claim', 'finish', 'takeOver', 'handOver', 'keep', 'ask', 'answer'];

/** Without what would be refused to everybody. */
export function withoutBarredTask(
  task: Task,
  buttons: Buttons,
  { network, at, now }: { readonly network: Network; readonly at: OrganisationId; readonly now: Instant },
): Buttons {
  const barred = barredBy(task, network, now);
  if (barred === undefined) return buttons;
  const isKept = !mayFinish(barred) && at === task.hub && isPersonal(task);
  const isLeft = ({ verb }: { readonly verb: string }): boolean => !sending.includes(verb) && !(isKept && working.includes(verb));
  return { presses: buttons.presses.filter(isLeft), dialogs: buttons.dialogs.filter(isLeft), more: buttons.more.filter(isLeft) };
}
