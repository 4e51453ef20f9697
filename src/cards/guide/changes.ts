// The note for a practice that goes live: what changes for its administrators, its clinicians and the hub's, from what is set for it.
import { own } from '../../domain/lookup.ts';
import { canDo, clinicians } from '../../domain/network/access.ts';
import { pathwayAt } from '../../domain/network/pathway.ts';
import { holdsPost, type Network, organisationName, type Practice } from '../../domain/network/state.ts';
import { staffAt } from '../../domain/network/who-is-where.ts';
import { type Instant, type Kind, kinds, type Pathway } from '../../domain/terms.ts';
import { onTheWall } from '../../domain/time/calendar.ts';
import { defaultRules } from '../../domain/time/deadlines.ts';
import { drawLive, type ListRow } from '../list.ts';
import { stagesWords } from '../network/stage.ts';
import { contactRoleWords, dateWords, weekWords } from '../network/words.ts';
import { onPage } from '../page.ts';
import { printedPage } from '../printed.ts';
import { type Card, saying } from '../templates.ts';
import { kindWords, plain, shortened } from '../words.ts';

export const changesHelp = { usage: 'changes PRACTICE', says: 'What changes for a practice\u2019s people, to read or print.' } as const;
export const changesTitle = 'What changes for you';

/** For whom each part of the note is. */
export const readers = ['practiceAdministrator', 'practiceClinician', 'clinician'] as const;
export type Reader = (typeof readers)[number];
const readerWords: Readonly<Record<Reader, string>> = {
  practiceAdministrator: 'For the practice\u2019s administrators',
  practiceClinician: 'For the practice\u2019s clinicians',
  clinician: 'For the hub\u2019s clinicians',
};

const row = (first: string, second: string): ListRow => ({ first, second });
/** Who sees a kind first once the practice is as far as is set, by its pathway of this moment. */
function firstOf(practice: Practice, kind: Kind, now: Instant): Pathway {
  const last = practice.stages?.at(-1);
  const isLeftOut = last?.stage === 'limited' && !(last.kinds ?? []).includes(kind);
  return isLeftOut ? 'practiceFirst' : pathwayAt(practice, kind, now);
}
const kindsThat = (practice: Practice, goes: Pathway, now: Instant): readonly Kind[] =>
  kinds.filter((kind) => firstOf(practice, kind, now) === goes);
const list = (some: readonly Kind[]): string =>
  shortened(
    some.map((kind) => kindWords[kind].toLowerCase()),
    some.length,
  );
const hours = (minutes: number): string => (minutes % 60 === 0 && minutes >= 60 ? `${minutes / 60} h` : `${minutes} min`);
const rule = (practice: Practice, kind: Kind) => ({ ...defaultRules[kind].routine, ...practice.rules?.[kind]?.routine });

interface Said {
  readonly network: Network;
  readonly practice: Practice;
  readonly hub: string;
  readonly now: Instant;
}

function whoFirst({ practice, hub, now }: Said): ListRow {
  const [theirs, ours] = [kindsThat(practice, 'hubFirst', now), kindsThat(practice, 'practiceFirst', now)];
  const parts = [
    theirs.length === 0 ? '' : `${hub} sees these first: ${list(theirs)}.`,
    ours.length === 0 ? '' : `The practice sees these first: ${list(ours)}.`,
    practice.allocation === undefined
      ? ''
      : `The hub takes ${practice.allocation} a day; what is routine beyond that stays with the practice.`,
  ];
  return row('Who sees what first', parts.filter((part) => part !== '').join(' '));
}

function cutOffRow({ network, practice, hub }: Said): readonly ListRow[] {
  const cutOff = practice.cutOff ?? own(network.hubs, practice.hub)?.cutOff;
  return cutOff === undefined
    ? []
    : [row('Cut-off', `After ${cutOff} routine eConsults stay with the practice that day. Urgent ones still go to ${hub}.`)];
}

const byWhen = ({ practice }: Said): ListRow =>
  row(
    'By when',
    kinds
      .map((kind) => {
        const { firstLookWorkingMinutes, targetWorkingMinutes } = rule(practice, kind);
        return `${kindWords[kind]}: looked at within ${hours(firstLookWorkingMinutes)}, answered within ${hours(targetWorkingMinutes)}.`;
      })
      .join(' '),
  );

const whomToAsk = ({ network, practice, hub }: Said): readonly ListRow[] => {
  const telephone = own(network.hubs, practice.hub)?.telephone;
  const governance = practice.contacts?.clinicalGovernanceLead ?? own(network.hubs, practice.hub)?.contacts?.clinicalGovernanceLead;
  return [
    ...(telephone === undefined ? [] : [row('Whom to ring', `${hub}: ${telephone}. It stands on each card, too.`)]),
    ...(governance === undefined ? [] : [row(contactRoleWords.clinicalGovernanceLead, plain(governance.name))]),
  ];
};

const forAdministrators = (said: Said): readonly ListRow[] => [
  whoFirst(said),
  ...cutOffRow(said),
  row('What you see', 'Each eConsult that concerns the practice is a card in its channel. Its headline says who has it and what is next.'),
  row('What you do', 'Accept what is passed to you, decline it with a reason, or ask. Sign the day\u2019s numbers when you open.'),
  row('What stays as it is', 'Patients write as before. The clock runs from when they sent it, whoever has it.'),
  ...whomToAsk(said),
];

const forPracticeClinicians = (said: Said): readonly ListRow[] => [
  whoFirst(said),
  byWhen(said),
  row(
    'Fit notes',
    firstOf(said.practice, 'clinicalAdmin', said.now) === 'hubFirst'
      ? `${said.hub} signs them where it may write in the record.`
      : 'You sign them.',
  ),
  row(
    'To stay in practice',
    said.practice.keepsRoutineDays === undefined
      ? 'Nothing is kept for practice. Type "drills" to see when the last drill was.'
      : `On ${said.practice.keepsRoutineDays} days a week the first routine one stays with you.`,
  ),
  row('What is passed to you', 'It says why, what is asked and by when. The limit does not move.'),
  ...whomToAsk(said),
];

function forHubClinicians(said: Said): readonly ListRow[] {
  const { network, practice, now } = said;
  const today = onTheWall(now).date;
  const cleared = staffAt(network, practice.hub)
    .filter((member) => clinicians.some((role) => holdsPost(member, role, practice.hub)) && canDo(member, practice.code, 'write', today))
    .map(({ name }) => plain(name))
    .sort();
  const access =
    practice.recordAccess === 'separate' ? 'each of you needs a log-in of this site' : 'you work in it from the hub\u2019s own system';
  const { agreement } = practice;
  return [
    whoFirst(said),
    row('The record', `${plain(practice.recordSystem)}: ${access}.`),
    row('Who may write in it', cleared.length === 0 ? 'Nobody of the hub yet.' : `${shortened(cleared, 12)}.`),
    row('Agreement', agreement === undefined ? 'Without an end.' : `${dateWords(agreement.from)} to ${dateWords(agreement.until)}.`),
    row('Opening hours', weekWords(practice.hours.week)),
    byWhen(said),
  ];
}

const partsFor: Readonly<Record<Reader, (said: Said) => readonly ListRow[]>> = {
  practiceAdministrator: forAdministrators,
  practiceClinician: forPracticeClinicians,
  clinician: forHubClinicians,
};

/** What one sort of reader needs to know of a practice that goes live. */
export const changesFor = (network: Network, practice: Practice, reader: Reader, now: Instant): readonly ListRow[] => [
  ...(practice.stages === undefined ? [] : [row('How far it goes', stagesWords(practice, onTheWall(now).date))]),
  ...partsFor[reader]({ network, practice, hub: plain(organisationName(network, practice.hub)), now }),
];

export const changesName = (practice: Practice, reader: Reader): string => `changes|${practice.hub}|${practice.code}|${reader}`;
export interface ShownChanges {
  readonly practice: Practice;
  readonly reader: Reader;
  /** The verb of the button that prints. */
  readonly print: string;
}
/** One part of the note, and the way to the others. */
export function drawChanges(network: Network, { practice, reader, print }: ShownChanges, now: Instant): Card {
  const others = readers.filter((each) => each !== reader);
  return saying(
    'readiness',
    drawLive(
      `${changesTitle}: ${plain(practice.name)}`,
      `${readerWords[reader]}, as it is set now.`,
      changesFor(network, practice, reader, now),
      {
        list: changesName(practice, reader),
        head: others.map((each) => ({ verb: 'list', title: readerWords[each], style: 'default', list: changesName(practice, each) })),
        buttons: [{ verb: print, title: 'Print' }],
        rest: `changes|${practice.code}`,
      },
    ),
  );
}

/** All of it, for each reader a table. */
export const changesPage = (network: Network, practice: Practice, now: Instant): string =>
  printedPage(
    `${changesTitle}: ${practice.name}`,
    [`As it is set on ${dateWords(onTheWall(now).date)}.`],
    readers.map((reader) => ({
      caption: readerWords[reader],
      columns: ['About', 'What is so'],
      rows: changesFor(network, practice, reader, now).map(({ first, second }) => [onPage(first), onPage(second)]),
    })),
  );
