// The lists about the network that commands answer with: staff, a practice, who is cleared, pathways and what a change would do.

import { own } from '../../domain/lookup.ts';
import { isPartOfName } from '../../domain/names.ts';
import { agreementHolds, pathwayAt, type Today } from '../../domain/network/pathway.ts';
import type { PathwayTrial } from '../../domain/network/pathway-trial.ts';
import {
  type Clearance,
  contactRoles,
  holdsPost,
  hubOf,
  type Network,
  organisationName,
  type Practice,
  type StaffMember,
} from '../../domain/network/state.ts';
import { staffConcerning } from '../../domain/network/who-is-where.ts';
import { referenceOf } from '../../domain/reference.ts';
import { type Instant, kinds, type OrganisationId, type PersonId, priorities } from '../../domain/terms.ts';
import { onTheWall } from '../../domain/time/calendar.ts';
import { drawList, type ListRow } from '../list.ts';
import type { Card } from '../templates.ts';
import { kindWords, lasting, plain, priorityWords, roleWords, shortened, timeOf } from '../words.ts';
import { stageForm } from './form-words.ts';
import { stagesWords } from './stage.ts';
import { abilityWords, changeWords, contactRoleWords, dateWords, exceptionWords, pathwayWords, weekWords } from './words.ts';

/** More rows on a card would not be read. */
export const networkRowsMax = 25;
const referencesMax = 30;
const exceptionsShown = 5;

const nameOf = (network: Network, id: OrganisationId): string => plain(organisationName(network, id));
const postsOf = (network: Network, { posts }: StaffMember): string =>
  posts.map(({ role, at }) => `${roleWords[role].replace(/^(a|the) /, '')} at ${nameOf(network, at)}`).join(', ');
const presence = (network: Network, id: PersonId): string => {
  const shift = own(network.onShift, id);
  return shift === undefined ? '' : ` · on shift since ${timeOf(shift.since)}`;
};

/** What somebody is cleared for, with its end where it has one or has had. */
function clearanceWords({ capabilities, until }: Clearance, today: string): string {
  const able = capabilities.map((each) => abilityWords[each]).join(', ');
  if (until === undefined) return able;
  return until < today ? `${able}: ENDED ${dateWords(until)}` : `${able} until ${dateWords(until)}`;
}

function listed(title: string, words: string, rows: readonly ListRow[]): Card {
  const more = rows.length > networkRowsMax ? ` The first ${networkRowsMax} of ${rows.length} are shown: add a name to find others.` : '';
  return drawList(title, `${words}${more}`, rows.slice(0, networkRowsMax));
}

/** The staff of an organisation with posts, clearances and their ends; of a practice also who is cleared for it. `named` narrows it down. */
export function staffCard(network: Network, at: OrganisationId, named: string, now: Instant): Card {
  const today = onTheWall(now).date;
  const rows = staffConcerning(network, at)
    .filter((member) => member.posts.some((post) => post.at === at) || member.cleared.some(({ practice }) => practice === at))
    .filter(({ name }) => named.trim() === '' || isPartOfName(name, named))
    .sort((a, b) => a.name.localeCompare(b.name))
    .map((member) => {
      // A practice reads about its own patients' records, and of no other's.
      const cleared = own(network.hubs, at) === undefined ? member.cleared.filter(({ practice }) => practice === at) : member.cleared;
      const words = cleared.map((each) => `${nameOf(network, each.practice)} (${clearanceWords(each, today)})`).join('; ');
      return {
        first: `${plain(member.name)} · ${postsOf(network, member)}${presence(network, member.id)}`,
        second: words === '' ? 'Cleared for no other practice.' : `Cleared: ${words}`,
      };
    });
  return listed(
    `Staff at ${nameOf(network, at)}`,
    rows.length === 0 ? 'Nobody by that name.' : 'Posts, clearances and when they end.',
    rows,
  );
}

/** Who may work on a practice's patients, whoever is on shift first. */
export function whoCard(network: Network, practice: Practice, now: Instant): Card {
  const today = onTheWall(now).date;
  const rows = staffConcerning(network, practice.code)
    .flatMap((member) => {
      const works = member.posts.some(({ at }) => at === practice.code);
      const clearance = member.cleared.find((each) => each.practice === practice.code);
      if (!works && clearance === undefined) return [];
      const second = works || clearance === undefined ? 'Works there.' : `May ${clearanceWords(clearance, today)}`;
      return [
        {
          present: own(network.onShift, member.id) !== undefined,
          name: member.name,
          first: `${plain(member.name)} · ${postsOf(network, member)}${presence(network, member.id)}`,
          second,
        },
      ];
    })
    .sort((a, b) => Number(b.present) - Number(a.present) || a.name.localeCompare(b.name))
    .map(({ first, second }) => ({ first, second }));
  const agreement = agreementHolds(practice, today) ? '' : ' No sharing agreement is in force: nobody of the hub may work on its patients.';
  return listed(
    `Who is cleared for ${plain(practice.name)}`,
    `${rows.length === 0 ? 'Nobody.' : 'Whoever is on shift comes first.'}${agreement}`,
    rows,
  );
}

/** How far a practice has come; whoever may change it finds the form. */
export function stageCard(network: Network, practice: Practice, by: PersonId, now: Instant): Card {
  const buttons = isLead(network, by, practice.code) ? [{ verb: 'setStage', title: stageForm.title }] : [];
  return drawList(`Stage of ${plain(practice.name)}`, stagesWords(practice, onTheWall(now).date), [], buttons, practice.code);
}

/** Everything that is set for a practice. */
export function practiceCard(network: Network, practice: Practice, now: Instant, today: Today | undefined): Card {
  const { date } = onTheWall(now);
  const different = exceptionWords(practice.hours, date);
  const { agreement, contacts = {} } = practice;
  const loginsWords =
    practice.recordAccess === 'separate' ? 'each clinician needs a log-in of this site' : 'worked in from the hub\u2019s own system';
  const rows: ListRow[] = [
    { first: 'Hours', second: weekWords(practice.hours.week) },
    ...(different.length === 0 ? [] : [{ first: 'Different on', second: shortened(different, exceptionsShown, '; ') }]),
    ...pathwayRows(network, practice, now, today),
    ...ownRuleRows(practice),
    {
      first: 'Sharing agreement',
      second:
        agreement === undefined
          ? 'In force, without an end.'
          : `${dateWords(agreement.from)} to ${dateWords(agreement.until)}: ${agreementHolds(practice, date) ? 'in force' : 'NOT in force'}.`,
    },
    { first: 'Stage', second: stagesWords(practice, date) },
    ...closedRows(network, practice),
    {
      first: 'Record system',
      second: `${plain(practice.recordSystem)}; ${practice.recordAccess === undefined ? 'access not said' : loginsWords}.`,
    },
    ...contactRoles.flatMap((role) => {
      const contact = contacts[role];
      if (contact === undefined) return [];
      return [
        {
          first: contactRoleWords[role],
          second: [contact.name, contact.telephone, contact.email].flatMap((each) => (each === undefined ? [] : [plain(each)])).join(' · '),
        },
      ];
    }),
  ];
  return listed(`${plain(practice.name)} (${plain(practice.code)})`, `Of ${nameOf(network, practice.hub)}.`, rows);
}

function closedRows(network: Network, { closed, successor }: Practice): readonly ListRow[] {
  if (closed === undefined) return [];
  const next = successor === undefined ? 'What still arrives waits unplaced' : `${nameOf(network, successor)} gets what still arrives`;
  return [{ first: 'Closed', second: `From ${dateWords(closed)}. ${next}.`, stands: true }];
}

/** What a practice has set otherwise than is usual, for its own eConsults. */
function ownRuleRows({ rules = {} }: Practice): readonly ListRow[] {
  const minutes = (label: string, count: number | undefined): readonly string[] =>
    count === undefined ? [] : [`${label} ${lasting(count * 60_000)} of opening hours`];
  return kinds.flatMap((kind) =>
    priorities.flatMap((priority) => {
      const rule = rules[kind]?.[priority];
      const said = [
        ...minutes('first look within', rule?.firstLookWorkingMinutes),
        ...minutes('target', rule?.targetWorkingMinutes),
        ...(rule?.limit === undefined ? [] : ['limit the same day']),
      ];
      return said.length === 0 ? [] : [{ first: `Own deadlines: ${kindWords[kind]}, ${priorityWords[priority]}`, second: said.join('; ') }];
    }),
  );
}

/** Who gets each kind first, now and from when otherwise, with cut-off and allocation. */
export function pathwayCard(network: Network, practice: Practice, now: Instant, today: Today | undefined): Card {
  return listed(
    `Pathway of ${plain(practice.name)}`,
    'Urgent ones and red flags know no cut-off and no allocation.',
    pathwayRows(network, practice, now, today),
  );
}

function pathwayRows(network: Network, practice: Practice, now: Instant, today: Today | undefined): readonly ListRow[] {
  const { cutOff = own(network.hubs, practice.hub)?.cutOff, allocation } = practice;
  const taken = own(today?.received, practice.code);
  return [
    ...kinds.map((kind) => {
      const changes = (practice.pathwayChanges ?? []).filter((each) => each.kind === kind).map(changeWords);
      const planned = changes.length === 0 ? '' : `; ${changes.join('; ')}`;
      return { first: kindWords[kind], second: `Now: ${pathwayWords[pathwayAt(practice, kind, now)]}${planned}` };
    }),
    {
      first: 'Cut-off',
      second: cutOff === undefined ? 'None.' : `From ${cutOff} routine ones go to the practice while it is open, or wait for the hub.`,
    },
    {
      first: 'Allocation',
      second:
        allocation === undefined
          ? 'No limit.'
          : `${allocation} a day${taken === undefined ? '' : `, ${taken} taken today`}. Further routine ones stay with the practice.`,
    },
  ];
}

/** What a change would have done to the last days, before anybody makes it. */
export function trialCard(network: Network, trial: PathwayTrial): Card {
  const name = nameOf(network, trial.practice);
  const moved = trial.moved.length;
  const ways = [
    trial.toHub > 0 ? `${trial.toHub} to the hub` : '',
    trial.toPractice > 0 ? `${trial.toPractice} to the practice` : '',
  ].filter((each) => each !== '');
  const words =
    moved === 0
      ? `None of ${trial.received} eConsults since ${dateWords(onTheWall(trial.from).date)} would have moved.`
      : `${moved} of ${trial.received} eConsults since ${dateWords(onTheWall(trial.from).date)} would have moved: ${ways.join(', ')}.`;
  const days = [...new Set(trial.byDay.map(({ date }) => date))].map((date) => ({
    first: dateWords(date),
    second: trial.byDay
      .filter((each) => each.date === date)
      .map(({ kind, count }) => `${count} ${kindWords[kind].toLowerCase()}`)
      .join(', '),
  }));
  const references = trial.moved.map(({ id }) => referenceOf(id));
  const which = moved === 0 ? [] : [{ first: 'Which', second: shortened(references, referencesMax) }];
  const more = trial.more ? ' There were more than could be looked at.' : '';
  return listed(`Trying a pathway at ${name}`, `${words} Nothing was changed.${more}`, [...days, ...which]);
}

/** Whether somebody may read what is set for an organisation: who works there or at its hub. */
export function mayRead(network: Network, person: PersonId, organisation: OrganisationId): boolean {
  const posts = own(network.staff, person)?.posts ?? [];
  return posts.some(({ at }) => at === organisation || at === hubOf(network, organisation));
}

/** Whether somebody is hub lead of an organisation's hub: who works there, and for whom, is theirs alone to say. */
export function isLead(network: Network, person: PersonId, organisation: OrganisationId): boolean {
  const [member, hub] = [own(network.staff, person), hubOf(network, organisation)];
  return member !== undefined && hub !== undefined && holdsPost(member, 'hubLead', hub);
}

/** Whether somebody leads the hub of an organisation or looks after it. */
export function mayLead(network: Network, person: PersonId, organisation: OrganisationId): boolean {
  const [member, hub] = [own(network.staff, person), hubOf(network, organisation)];
  return isLead(network, person, organisation) || (member !== undefined && hub !== undefined && holdsPost(member, 'hubAdministrator', hub));
}
