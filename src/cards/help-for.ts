// What stands above the help for one person: who they are here, and how far their practice has come.

import { own } from '../domain/lookup.ts';
import { stageAt, stepAt, worksFrom } from '../domain/network/stage.ts';
import { type Network, organisationName, type StaffMember } from '../domain/network/state.ts';
import type { Instant } from '../domain/terms.ts';
import { onTheWall } from '../domain/time/calendar.ts';
import { helpWords } from './help.ts';
import { notLiveLine } from './network/stage.ts';
import { plain, roleWords, shortened } from './words.ts';

const postsNamed = 3;
/** `You are a hub clinician at North Hub.`, and of each practice of theirs that is not live how far it has come. */
export function helpWordsFor(network: Network, { posts }: StaffMember, now: Instant): string {
  const { date } = onTheWall(now);
  const name = (id: string): string => plain(organisationName(network, id));
  const are = posts.map(({ role, at }) => `${roleWords[role]} at ${name(at)}`);
  const stages = [...new Set(posts.map(({ at }) => at))].flatMap((at) => {
    const practice = own(network.practices, at);
    return practice === undefined || stageAt(practice, date) === 'live'
      ? []
      : [`${name(at)} is ${notLiveLine(stepAt(practice, date), worksFrom(practice, date))}.`];
  });
  return [`You are ${shortened(are, postsNamed)}.`, ...stages, helpWords].join(' ');
}
