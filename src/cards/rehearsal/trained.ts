// Who has done what of their work lately, person by person.
import { type Network, organisationName } from '../../domain/network/state.ts';
import { type Skill, skills, type Trained, trainedDays } from '../../domain/rehearsal/trained.ts';
import type { OrganisationId } from '../../domain/terms.ts';
import { drawList, firstWords } from '../list.ts';
import type { Card } from '../templates.ts';
import { dayOf, plain } from '../words.ts';

export const trainedHelp = { usage: 'trained PRACTICE', says: 'Who there has claimed, passed, signed or taken part in a drill.' } as const;
export const trainedTitle = 'Who has done what';

const skillWords: Readonly<Record<Skill, string>> = {
  claimed: 'claimed one',
  passed: 'passed or sent one',
  accepted: 'accepted one',
  signed: 'signed a day',
  drilled: 'took part in a drill',
  learned: 'learned with made-up ones',
};
/** A list takes no more lines. */
const rowsMax = 40;

export function drawTrained(all: readonly Trained[], network: Network, organisation: OrganisationId): Card {
  const nothing = all.filter(({ last }) => Object.keys(last).length === 0).length;
  const rows = all.slice(0, rowsMax).map(({ member, last }) => {
    const done = skills.flatMap((skill) => (last[skill] === undefined ? [] : [`${skillWords[skill]} ${dayOf(last[skill])}`]));
    return {
      first: plain(member.name),
      second:
        done.length === 0 ? `Nothing for ${trainedDays} days. Type "practise" in a test channel to learn.` : `Last ${done.join(', ')}.`,
      stands: done.length === 0,
    };
  });
  const words = `Of the last ${trainedDays} days; whoever has done least comes first. ${nothing === 0 ? 'Everybody has done something.' : `${nothing} of ${all.length} have done nothing.`}${firstWords(all.length, rowsMax)}`;
  return drawList(`${trainedTitle}: ${plain(organisationName(network, organisation))}`, words, rows);
}
