// The sentences about a rota: its coming days, its gaps, what was set, and why it was not.

import { own } from '../../domain/lookup.ts';
import type { Network } from '../../domain/network/state.ts';
import { organisationName } from '../../domain/network/state.ts';
import type { RotaRefusal } from '../../domain/rota/decide.ts';
import { shiftRuleWords } from '../../domain/rota/faults.ts';
import type { RotaGap } from '../../domain/rota/gaps.ts';
import type { Shift } from '../../domain/rota/state.ts';
import type { HubId } from '../../domain/terms.ts';
import { onTheWall, toInstant, toMs } from '../../domain/time/london.ts';
import type { DialogButton } from '../list.ts';
import { drawList, type ListRow } from '../list.ts';
import { dateWords, networkRefusalWords } from '../network/words.ts';
import type { Card } from '../templates.ts';
import { plain, timeOf, when } from '../words.ts';

/** Shifts named for one day, and gaps in one list: more would make the card too large, and nobody would read them. */
const shiftsShownMax = 20;
export const gapsShownMax = 15;

const lacksWords: Readonly<Record<RotaGap['lacks'], string>> = {
  anybody: 'no clinician',
  dutyClinician: 'no duty clinician',
  rota: 'no rota yet',
};

/** `Mon 23 Nov 08:00 to 12:30: no clinician`. */
export function gapWords({ from, to, lacks }: RotaGap): string {
  const until = onTheWall(from).date === onTheWall(to).date ? timeOf(to) : when(to, from);
  return `${when(from)} to ${until}: ${lacksWords[lacks]}`;
}

/** The gaps as one row, or that there are none; `where` they were looked for: another stretch has other gaps. */
export function gapsRow(gaps: readonly RotaGap[], where: string): ListRow {
  const more = gaps.length > gapsShownMax ? `; and ${gaps.length - gapsShownMax} more` : '';
  if (gaps.length === 0) return { first: `Gaps ${where}`, second: 'None: a duty clinician is planned for every opening hour.' };
  return {
    first: `${gaps.length === 1 ? '1 gap' : `${gaps.length} gaps`} ${where}`,
    second: `${gaps.slice(0, gapsShownMax).map(gapWords).join('; ')}${more}`,
  };
}

/** The coming days of a hub's rota, a row for each day, its gaps first. */
export function rotaCard(
  network: Network,
  hub: HubId,
  { shifts, gaps }: { readonly shifts: readonly Shift[]; readonly gaps: readonly RotaGap[] },
  buttons: readonly DialogButton[],
): Card {
  const days = [...new Set(shifts.map(({ from }) => onTheWall(from).date))];
  const rows = days.map((date) => {
    const of = shifts.filter(({ from }) => onTheWall(from).date === date);
    const more = of.length > shiftsShownMax ? `; and ${of.length - shiftsShownMax} more` : '';
    const named = of.slice(0, shiftsShownMax).map((shift) => shiftWords(network, hub, shift));
    return { first: dateWords(date), second: `${named.join('; ')}${more}` };
  });
  const words = shifts.length === 0 ? 'Nobody is planned for the coming 7 days.' : 'Who is planned for the coming 7 days.';
  return drawList(
    `Rota of ${plain(organisationName(network, hub))}`,
    words,
    [gapsRow(gaps, 'in the coming 7 days'), ...rows],
    buttons,
    hub,
  );
}

function shiftWords(network: Network, hub: HubId, { person, at, from, to }: Shift): string {
  const place = at === hub ? '' : ` at ${plain(organisationName(network, at))}`;
  // A mistyped end is read as the next morning's too, so it must be seen here.
  const next = onTheWall(from).date === onTheWall(toInstant(toMs(to) - 1)).date ? '' : ' (next day)';
  return `${timeOf(from)}\u2013${timeOf(to)}${next} ${plain(own(network.staff, person)?.name ?? 'somebody who has left')}${place}`;
}

/** What was set, a row for each week, and the gaps that are left. */
export function rotaSetCard(
  network: Network,
  hub: HubId,
  weeks: readonly { readonly monday: string; readonly shifts: number }[],
  over: readonly string[],
  gaps: readonly RotaGap[],
): Card {
  const rows = weeks.map(({ monday, shifts }) => ({ first: `Week of ${dateWords(monday)}`, second: shiftsCounted(shifts) }));
  const past =
    over.length === 0
      ? []
      : [{ first: 'Left out, because they are over', second: over.map((monday) => `Week of ${dateWords(monday)}`).join('; ') }];
  const words = 'From now on it puts people on shift and off. What was planned for these weeks before is replaced.';
  return drawList(`Rota of ${plain(organisationName(network, hub))}: set`, words, [
    ...rows,
    ...past,
    gapsRow(gaps, weeks.length === 1 ? 'in this week' : 'in these weeks'),
  ]);
}

export const shiftsCounted = (count: number): string => (count === 1 ? '1 shift' : `${count} shifts`);

/** Why a rota was not set, and what to do. */
export function rotaRefusalWords(refusal: RotaRefusal, network: Network): string {
  switch (refusal.why) {
    case 'notAllowed':
    case 'organisationUnknown':
      return networkRefusalWords(refusal, network);
    case 'weekWrong':
      return `A rota is for a week that begins on a Monday, is not over and is at most ${refusal.weeksAheadMax} weeks ahead. Nothing has changed.`;
    case 'tooManyShifts':
      return `A week has at most ${refusal.shiftsMax} shifts. Nothing has changed.`;
    case 'shiftsWrong':
      return `These shifts cannot be used: ${[...new Set(refusal.faults.map(({ rule }) => shiftRuleWords[rule]))].join('; ')}. Nothing has changed.`;
    case 'changedMeanwhile':
      return 'Somebody else changed this rota at the same moment. Nothing has changed by you: please look at it and try again.';
  }
}
