// The register of drills, for leads: organisation by organisation, what is due first.
import { type Network, organisationName } from '../../domain/network/state.ts';
import { lastActDays, type Registered } from '../../domain/rehearsal/register.ts';
import { drawList, firstWords } from '../list.ts';
import type { Card } from '../templates.ts';
import { dayOf, plain, when } from '../words.ts';

export const registerTitle = 'Drills';
/** A list takes no more lines. */
const rowsMax = 60;

export function drawRegister(all: readonly Registered[], network: Network, drillEveryDays: number | undefined): Card {
  const due = all.filter(({ isDue }) => isDue).length;
  const agreed =
    drillEveryDays === undefined
      ? 'How often each should practise is not agreed yet: it is set in the network file.'
      : `Each should practise at least every ${drillEveryDays} days: ${due === 0 ? 'nobody is due' : `${due} due`}.`;
  const rows = [...all]
    .sort((a, b) => Number(b.isDue) - Number(a.isDue))
    .slice(0, rowsMax)
    .map((each) => ({
      first: `${plain(organisationName(network, each.organisation))}: ${each.last === undefined ? 'no drill yet' : `last drill ${dayOf(each.last)}`}${each.isDue ? ' · DUE' : ''}`,
      second:
        each.lastAct === undefined
          ? `Nobody has claimed or accepted anything here for ${lastActDays} days`
          : `Last claimed or accepted: ${plain(each.lastAct.by.name)}, ${when(each.lastAct.at)}`,
      stands: each.isDue,
    }));
  return drawList(registerTitle, `${agreed}${firstWords(all.length, rowsMax)}`, rows);
}
