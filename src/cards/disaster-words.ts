// What kinds of disaster are called, and the line about one on whatever it touches.
import { disasterIds } from '../domain/disaster/id.ts';
import type { DisasterType, InForce } from '../domain/network/in-force.ts';
import { type Network, organisationName } from '../domain/network/state.ts';
import { plain, shortened, when } from './words.ts';

export const disasterTypeWords: Readonly<Record<DisasterType, string>> = {
  hubDown: 'Hub down',
  practiceDown: 'Practice down',
  recordSystemDown: 'Record system down',
  staffShortage: 'Too few staff',
  teamsTrouble: 'Trouble with Teams',
};

const namedMax = 4;
/** One line: what is so, where, until when, and by which reference it is found. */
export function inForceWords(
  { id, type, closed, until, drill }: Pick<InForce, 'id' | 'type' | 'closed' | 'until' | 'drill'>,
  network: Network,
): string {
  const where = shortened(
    closed.map((each) => plain(organisationName(network, each))),
    namedMax,
  );
  return `${drill ? 'DRILL' : 'DISASTER'}: ${disasterTypeWords[type]}${where === '' ? '' : `, ${where}`}, until ${when(until)} (${disasterIds.reference(id)})`;
}
