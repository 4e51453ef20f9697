// A disaster's card: what is so and until when, how far it has come, and what leads can do next; and the same before it is proposed.
import { hasPaper } from '../../domain/disaster/check-in.ts';
import { disasterIds } from '../../domain/disaster/id.ts';
import type { Receiver } from '../../domain/disaster/receivers.ts';
import { isSignable } from '../../domain/disaster/sign.ts';
import { type Disaster, type Plan, type Preview, totalOf } from '../../domain/disaster/state.ts';
import { own } from '../../domain/lookup.ts';
import type { Network } from '../../domain/network/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import type { HubId, Instant, OrganisationId } from '../../domain/terms.ts';
import { type Card, type Drawn, fill, inert, payloadVersion } from '../templates.ts';
import { oneLine, plain, shortened, when } from '../words.ts';
import { checkInTitle } from './check-in.ts';
import { signedLines, signTitle } from './report.ts';
import {
  despiteLines,
  loadFacts,
  previewLines,
  progressWords,
  receiverWords,
  resultLines,
  staysWords,
  titleWords,
  wayWords,
} from './words.ts';

export interface DisasterView {
  readonly network: Network;
  /** The organisation whose channel it stands in: only its hub's people are offered what leads do. */
  readonly at: OrganisationId;
  readonly now: Instant;
  /** Shown at the top for whoever pressed: why that did nothing. */
  readonly notice?: string;
}

interface Press {
  readonly verb: string;
  readonly title: string;
  readonly style: 'default' | 'positive' | 'destructive';
}
interface Opens {
  readonly verb: string;
  readonly title: string;
}
interface Buttons {
  readonly presses: readonly Press[];
  readonly dialogs: readonly Opens[];
}
const history: Opens = { verb: 'history', title: 'History' };
const report: Opens = { verb: 'report', title: 'What was moved' };

const paperOf = (it: Disaster, isHome: boolean): readonly Opens[] =>
  isHome && hasPaper(it) ? [{ verb: 'checkIn', title: checkInTitle }] : [];

const toSign = (it: Disaster, at: OrganisationId): readonly Opens[] =>
  isSignable(it, at) && own(it.signed ?? {}, at) === undefined ? [{ verb: 'sign', title: signTitle }] : [];

/** What can be done about it next. */
export function disasterButtonsOf(it: Disaster, at: OrganisationId): Buttons {
  const isHome = at === it.hub;
  switch (it.status) {
    case 'proposed':
      return isHome
        ? {
            presses: [
              { verb: 'confirm', title: 'Confirm and start', style: 'positive' },
              { verb: 'drop', title: 'Do not start', style: 'default' },
            ],
            dialogs: [{ verb: 'alone', title: 'Start alone\u2026' }],
          }
        : { presses: [], dialogs: [] };
    case 'agreed':
      return isHome
        ? { presses: [{ verb: 'drop', title: 'Call it off', style: 'default' }], dialogs: [history] }
        : { presses: [], dialogs: [] };
    case 'running':
      return {
        presses: [],
        dialogs: [
          ...(it.plan.drill ? [] : [report]),
          ...(isHome
            ? [
                { verb: 'extend', title: 'Change its end' },
                { verb: 'standDown', title: 'End it\u2026' },
              ]
            : []),
          ...paperOf(it, isHome),
          history,
        ],
      };
    case 'ending':
    case 'over':
      return { presses: [], dialogs: [...(it.plan.drill ? [] : [report]), ...toSign(it, at), ...paperOf(it, isHome), history] };
    case 'dropped':
      return { presses: [], dialogs: isHome ? [history] : [] };
  }
}

/** How it stands, in a line. */
export function standsWords(it: Disaster): string {
  const proposed = `${plain(it.proposed.by.name)} proposed it ${when(it.proposed.at)}`;
  switch (it.status) {
    case 'proposed':
      return `${proposed}. Nothing has moved. A second lead must confirm by ${when(it.lapsesAt)}.`;
    case 'running':
      return `In force since ${when(it.startedAt)}, until ${when(it.until)}. ${startedBy(it)}`;
    case 'agreed':
      return `Agreed: it starts by itself ${when(it.startsAt)}. ${startedBy(it)}`;
    case 'ending':
      return `${endedWords(it)} ${it.plan.drill ? 'What was made up for it is taken away.' : 'What it moved is brought back as it becomes free.'}`;
    case 'over':
      return `${endedWords(it)} Closed ${when(it.closedAt)}.`;
    case 'dropped':
      return `${proposed}. ${droppedWords(it)} Nothing has moved.`;
  }
}
const startedBy = ({ proposed, confirmed }: Extract<Disaster, { status: 'agreed' | 'running' | 'ending' | 'over' }>): string =>
  confirmed.alone === undefined
    ? `Proposed by ${plain(proposed.by.name)}, confirmed by ${plain(confirmed.by.name)}.`
    : `Started by ${plain(confirmed.by.name)} alone: ${plain(confirmed.alone)}.`;
const endedWords = ({ ended }: Extract<Disaster, { status: 'ending' | 'over' }>): string =>
  ended.by !== undefined
    ? `${plain(ended.by.name)} ended it ${when(ended.at)}.`
    : ended.for === undefined
      ? `Its time was over ${when(ended.at)}.`
      : `It ended ${when(ended.at)}, because disaster ${disasterIds.reference(ended.for)} began in the same place.`;
function droppedWords({ dropped }: Extract<Disaster, { status: 'dropped' }>): string {
  const who = plain(dropped.by?.name ?? 'Somebody');
  switch (dropped.because) {
    case 'lapsed':
      return `Nobody confirmed it by ${when(dropped.at)}, so it is off.`;
    case 'refused':
      return `${who} did not want it started (${when(dropped.at)}).`;
    case 'withdrawn':
      return `${who} withdrew it ${when(dropped.at)}.`;
    case 'cannotStart':
      return `When its time came (${when(dropped.at)}), an agreement had ended or another disaster was in the way, so it did not start.`;
  }
}

/** What has been entered of the paper, and which lines of it somebody must still look at. */
function enteredWords(it: Disaster): string {
  if (!hasPaper(it) || it.paper === undefined) return '';
  const { entered, differs, by, at } = it.paper;
  const left = differs.length === 0 ? '' : ` To be looked at: ${shortened(differs.map(referenceOf), 12)}.`;
  return `Entered from the paper: ${entered} (${plain(by.name)}, ${when(at)}).${left}`;
}

const styleOf = ({ status, plan }: Disaster): string =>
  status === 'running' ? (plan.drill ? 'accent' : 'attention') : status === 'proposed' ? 'warning' : 'emphasis';

/** The state first: "Practice down" alone would be read as if it were so now. */
function headlineOf({ status, plan }: Disaster, title: string): string {
  switch (status) {
    case 'proposed':
      return `Proposed: ${title}`;
    case 'agreed':
      return title;
    case 'running':
      return plan.drill ? title : `DISASTER: ${title}`;
    case 'ending':
    case 'over':
      return `Ended: ${title}`;
    case 'dropped':
      return `Not started: ${title}`;
  }
}

export function drawDisaster(it: Disaster, { network, at, now, notice }: DisasterView): Drawn {
  const title = titleWords(it.plan, network);
  const reference = disasterIds.reference(it.id);
  const isProposed = it.status === 'proposed' || it.status === 'agreed';
  const summary = `${it.plan.drill ? '' : it.status === 'running' ? 'DISASTER ' : ''}${oneLine(title)}`;
  const progress = progressWords(it);
  const stay = it.status === 'running' ? staysWords(it.progress.stays) : '';
  const lines = isProposed
    ? [plain(it.plan.reason), ...previewLines(it.plan, it.preview, network)]
    : [
        plain(it.plan.reason),
        ...(it.status === 'running' ? [wayWords(it.plan, network)] : []),
        ...despiteLines(it.plan),
        progress,
        stay === '' ? '' : `Stays: ${stay}.`,
        ...resultLines(it),
        enteredWords(it),
        ...signedLines(it, network),
      ];
  const card = fill('disaster', {
    v: payloadVersion,
    ...{ hub: it.hub, id: it.id, revision: it.revision, seen: totalOf(it.preview.moves), rest: '' },
    style: styleOf(it),
    headline: headlineOf(it, title),
    stands: standsWords(it),
    notice: notice ?? '',
    lines: lines.filter((words) => words !== '').map((words) => ({ words })),
    facts: isProposed ? loadFacts(it.preview, network) : [],
    asOf: `${reference} · as of ${when(now)}`,
    fallback: inert(summary),
    ...disasterButtonsOf(it, at),
  });
  return { card, summary };
}

interface About {
  readonly hub: HubId;
  /** The plan as it was named. */
  readonly rest: string;
  /** Who could take the work besides whoever the plan names. */
  readonly others: readonly Receiver[];
}
/** Before anything is proposed: what the plan would do, for whoever asked. */
export function drawPreview(plan: Plan, preview: Preview, network: Network, about: About): Card {
  const others = about.others.map((each) => receiverWords(each, network));
  const title = titleWords(plan, network);
  return fill('disaster', {
    v: payloadVersion,
    ...{ hub: about.hub, id: 'new', revision: 0, seen: totalOf(preview.moves), rest: inert(about.rest) },
    style: 'warning',
    headline: `Preview: ${title}`,
    stands: 'Nothing has moved yet, and nobody has been asked.',
    notice: '',
    lines: [
      ...[plain(plan.reason), ...previewLines(plan, preview, network)],
      ...(others.length === 0 ? [] : [`Could also take it: ${shortened(others, 3)}. Press \u201cChange\u201d to choose.`]),
    ]
      .filter((words) => words !== '')
      .map((words) => ({ words })),
    facts: loadFacts(preview, network),
    asOf: `As of ${when(preview.at)}`,
    fallback: inert(title),
    presses: [{ verb: 'propose', title: 'Ask a second lead', style: 'positive' }],
    dialogs: [
      { verb: 'plan', title: 'Change\u2026' },
      { verb: 'proposeAlone', title: 'Start alone\u2026' },
    ],
  });
}
