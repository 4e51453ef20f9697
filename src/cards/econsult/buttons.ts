// Which buttons a card carries: by its status, whose channel it stands in, and whose own view it is. What may be done is decided elsewhere.

import { earlierOf } from '../../domain/econsult/contacts.ts';
import { contractOf } from '../../domain/econsult/next-status.ts';
import { crossingsMax, isStranded } from '../../domain/econsult/pass-back.ts';
import type { EConsult, Open } from '../../domain/econsult/state.ts';
import { anybodyMayAnswer } from '../../domain/network/access.ts';
import type { Network } from '../../domain/network/state.ts';
import { isRehearsal } from '../../domain/reference.ts';
import type { Instant, OrganisationId, PersonId } from '../../domain/terms.ts';
import type { DialogButton } from '../list.ts';
import { withoutBarred } from './crossing.ts';

/** One press and it is done. */
export interface PressButton {
  readonly verb: string;
  readonly title: string;
  readonly style: 'default' | 'positive';
}
export interface Buttons {
  readonly presses: readonly PressButton[];
  /** The likely next steps. */
  readonly dialogs: readonly DialogButton[];
  /** Behind the three dots. */
  readonly more: readonly DialogButton[];
}

const press = (verb: string, title: string, style: PressButton['style'] = 'default'): PressButton => ({ verb, title, style });
const dialog = (verb: string, title: string): DialogButton => ({ verb, title });

const open = dialog('open', 'Open');
const escalate = dialog('escalate', 'Escalate');
const raise = dialog('raise', 'Raise priority');
const lower = dialog('lower', 'Lower priority');
const ask = dialog('ask', 'Ask');
const history = dialog('history', 'History');
const correct = dialog('correctPractice', 'Other practice\u2019s patient');
const wrong = dialog('reportWrongPatient', 'Wrong patient');
const link = dialog('link', 'Link to another');
const notSame = dialog('notSamePatient', 'Not the same patient');
const reopen = dialog('reopen', 'Reopen');
const answer = dialog('answer', 'Answer');
const place = dialog('place', 'Place');
const task = dialog('task', 'Send a task');

/** Teams shows so many buttons on a card; the others go behind the three dots. */
export const buttonsShownMax = 6;
/** How many the templates unfold on the card itself beside these: Details, and Release and (whose it is being clear) Complete, or Take over. */
function unfolding(it: Open, at: OrganisationId, own: boolean): number {
  if (own) return it.wrongPatient ? 2 : 3;
  return it.status === 'claimed' && at === it.holder ? 2 : 1;
}

interface SeenAt {
  readonly network: Network;
  /** The organisation whose channel the card stands in. */
  readonly at: OrganisationId;
  readonly now: Instant;
  readonly viewer?: PersonId;
}

/** Nothing of a patient hangs on what is made up for a drill: it gets no task, is linked to nothing, and is not opened again. */
const ofPatientsAlone: readonly string[] = [task, link, notSame, reopen].map(({ verb }) => verb);
const forDrill = ({ presses, dialogs, more }: Buttons): Buttons => {
  const left = (some: readonly DialogButton[]) => some.filter(({ verb }) => !ofPatientsAlone.includes(verb));
  return { presses, dialogs: left(dialogs), more: left(more) };
};

/** `viewer` absent: the card everybody in the channel sees. Nothing is offered that would be refused to everybody. */
export function buttonsOf(it: EConsult, seen: SeenAt): Buttons {
  const buttons = withoutBarred(it, allButtons(it, seen), seen);
  return isRehearsal(it.id) ? forDrill(buttons) : buttons;
}

function allButtons(it: EConsult, { network, at, now, viewer }: SeenAt): Buttons {
  if (at !== it.hub && at !== it.practice) return { presses: [], dialogs: [], more: [] };
  if (it.status === 'completed') return { presses: [], dialogs: [open], more: [reopen, task, ...linking(it), history] };
  const urgent = [
    ...(isAskedOf(it, viewer) ? [press('acknowledge', 'I have seen it', it.status === 'waiting' ? 'default' : 'positive')] : []),
    ...(it.wrongPatient && at === it.holder ? [press('confirmPatient', 'The patient is right')] : []),
  ];
  const answering = it.question && !it.question.answer && it.question.to === at ? [answer] : [];
  const own = it.status === 'claimed' && it.claimant.id === viewer;
  const mayGo = maySendOn(it) || isStranded(it, network, now);
  const here = own ? mine(it) : forStatus(it, at, mayGo);
  const presses = [...here.presses.map((each) => (isInVain(it, each, network, now) ? press(each.verb, each.title) : each)), ...urgent];
  const [first, ...others] = here.dialogs;
  const dialogs = [...(first ? [first] : []), ...answering, ...others];
  const room = Math.max(0, buttonsShownMax - unfolding(it, at, own) - presses.length);
  return { presses, dialogs: dialogs.slice(0, room), more: [...dialogs.slice(room), ...here.more] };
}

/** Its cautions advise against what would leave it where nobody may claim it: then it is not what to do next. */
const isInVain = (it: Open, { verb }: PressButton, network: Network, now: Instant): boolean =>
  (verb === 'claim' && isStranded(it, network, now)) ||
  (verb === 'accept' && it.status === 'offered' && !anybodyMayAnswer(network, it, it.offer.to, now));

/** Whether a viewer is among those who are asked; on the card that everybody sees, whether anybody is. */
function isAskedOf({ escalation }: Open, viewer: PersonId | undefined): boolean {
  if (!escalation || escalation.acknowledged) return false;
  const asked = escalation.ladder.flatMap(({ people }) => people);
  return viewer === undefined ? asked.length > 0 : asked.some(({ id }) => id === viewer);
}

/** `mayGo`: it may be sent, or pulled, from its practice to the hub. */
function forStatus(it: Open, at: OrganisationId, mayGo: boolean): Buttons {
  if (it.practice === undefined) return { presses: [], dialogs: [place, open], more: [...escalating(it), ...raising(it), history] };
  switch (it.status) {
    case 'waiting':
      return at === it.holder ? waiting(it, mayGo) : waitingElsewhere(it, at, mayGo);
    case 'claimed':
      return { presses: [], dialogs: [open], more: [...urging(it), ...asking(it), task, ...settling(it), history] };
    case 'offered': {
      const more = [...urging(it), task, ...settling(it), ...linking(it), ...wrongly(it), history];
      return at === it.offer.to
        ? {
            presses: [press('accept', 'Accept', 'positive')],
            dialogs: [open, dialog('decline', 'Decline'), ...asking(it)],
            more,
          }
        : { presses: [press('takeBack', 'Take back')], dialogs: [open, ...asking(it)], more };
    }
  }
}

function waiting(it: Open, mayGo: boolean): Buttons {
  return {
    presses: [press('claim', 'Claim', 'positive')],
    dialogs: [open, ...(it.holder !== it.hub && mayGo ? [dialog('sendToHub', 'Pass to the hub')] : [])],
    more: [
      dialog('assign', 'Assign'),
      ...urging(it),
      ...asking(it),
      task,
      ...settling(it),
      ...linking(it),
      correct,
      ...wrongly(it),
      history,
    ],
  };
}

/** On the card of the side that does not have it. */
function waitingElsewhere(it: Open, at: OrganisationId, mayGo: boolean): Buttons {
  return {
    presses: at === it.hub && mayGo ? [press('pull', 'Take to the hub')] : [],
    dialogs: [open, ...asking(it)],
    more: [...escalating(it), ...raising(it), task, ...settling(it), history],
  };
}

/** What its claimant does next, besides the two that unfold on the card. */
function mine(it: Open): Buttons {
  return {
    presses: [...(it.hold ? [press('endHold', 'End hold')] : []), ...(isQuiet(it) ? [press('keep', 'Keep')] : [])],
    dialogs: [open, ...passing(it)],
    more: [
      dialog('handOver', 'Hand over'),
      task,
      ...(it.hold ? [] : [dialog('hold', 'Hold')]),
      ...urging(it),
      ...asking(it),
      ...settling(it),
      ...linking(it),
      correct,
      ...wrongly(it),
      history,
    ],
  };
}

/** Its claimant can pass it to the other side until it has moved twice; then the clinical lead settles who has it. */
export const passing = (it: Open): readonly DialogButton[] =>
  it.settled || it.crossings >= crossingsMax ? [] : [dialog('passBack', it.holder === it.hub ? 'Pass to practice' : 'Pass to the hub')];
/** What a practice accepted, or was given by the clinical lead, cannot be sent or pulled. */
export const maySendOn = (it: Open): boolean => !contractOf(it) && !it.settled && it.crossings < crossingsMax;
/** What was linked by a number can be undone by whoever sees that it was wrong. */
const linking = (it: EConsult): readonly DialogButton[] => [link, ...(earlierOf(it).length > 0 ? [notSame] : [])];
const escalating = (it: Open): readonly DialogButton[] => (it.escalation && !it.escalation.acknowledged ? [] : [escalate]);
const raising = (it: Open): readonly DialogButton[] => (it.priority === 'redFlag' ? [] : [raise]);
const urging = (it: Open): readonly DialogButton[] => [...escalating(it), ...raising(it), ...(it.priority === 'routine' ? [] : [lower])];
const asking = (it: Open): readonly DialogButton[] => (it.question && !it.question.answer ? [] : [ask]);
const wrongly = (it: Open): readonly DialogButton[] => (it.wrongPatient ? [] : [wrong]);
/** Offered to everybody once it has moved twice; only the clinical lead's press is accepted. */
const settling = (it: Open): readonly DialogButton[] =>
  it.crossings >= crossingsMax && !it.settled ? [dialog('settle', 'Settle who has it')] : [];

/** Once the clock has asked whether its claimant is still at it. */
const isQuiet = (it: Open): boolean => it.status === 'claimed' && it.quietAskedAt !== undefined;
