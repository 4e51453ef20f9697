// The list of all kinds of thing, floor by floor: the only place that names them. To add one, give it a folder on each floor and its entries here.

import { boardKind } from './app/board/kind.ts';
import { dayKind } from './app/day/kind.ts';
import { disasterKind } from './app/disaster/kind.ts';
import { digestKind } from './app/dispatch/digest.ts';
import { econsultKind } from './app/econsult/kind.ts';
import { kindsOf } from './app/kind.ts';
import { networkKind } from './app/network/kind.ts';
import { readinessKind } from './app/readiness/kind.ts';
import { rehearsalKind } from './app/rehearsal/kind.ts';
import { repairKind } from './app/repair/kind.ts';
import { rotaKind } from './app/rota/kind.ts';
import { roundKind } from './app/round/round.ts';
import { shiftKind } from './app/shift/kind.ts';
import { slotBookKind, slotKind } from './app/slot/kind.ts';
import { taskKind } from './app/task/kind.ts';
import { waveKind } from './app/wave/kind.ts';
import { boardInTeams } from './teams/board/kind.ts';
import { dayInTeams } from './teams/day/kind.ts';
import { digestInTeams } from './teams/digest.ts';
import { disasterInTeams } from './teams/disaster/kind.ts';
import { econsultInTeams } from './teams/econsult/kind.ts';
import { type TeamsKinds, teamsKindsOf } from './teams/kind.ts';
import { networkInTeams } from './teams/network/kind.ts';
import { readinessInTeams } from './teams/readiness/kind.ts';
import { rehearsalInTeams } from './teams/rehearsal/kind.ts';
import { repairInTeams } from './teams/repair/kind.ts';
import { rotaInTeams } from './teams/rota/kind.ts';
import { roundInTeams } from './teams/round/kind.ts';
import { shiftInTeams } from './teams/shift/kind.ts';
import { slotBookInTeams, slotInTeams } from './teams/slot/kind.ts';
import { taskInTeams } from './teams/task/kind.ts';
import { waveInTeams } from './teams/wave/kind.ts';

/** What is decided about: each has a state, events, and what it brings beside them. */
export const decided = [
  econsultKind,
  networkKind,
  dayKind,
  rotaKind,
  slotKind,
  slotBookKind,
  taskKind,
  roundKind,
  disasterKind,
  rehearsalKind,
  readinessKind,
  waveKind,
  repairKind,
] as const;
/** What is drawn from many at the moment it is sent; nothing of it is stored. */
export const gathered = [boardKind, shiftKind, digestKind] as const;
/** How each is met in Teams. */
export const inTeams = [
  econsultInTeams,
  networkInTeams,
  dayInTeams,
  rotaInTeams,
  slotInTeams,
  slotBookInTeams,
  taskInTeams,
  roundInTeams,
  disasterInTeams,
  rehearsalInTeams,
  readinessInTeams,
  waveInTeams,
  repairInTeams,
  boardInTeams,
  shiftInTeams,
  digestInTeams,
] as const;

/** All of them, handed to the engines by `src/start`. */
export const kinds: TeamsKinds = teamsKindsOf(kindsOf(decided, gathered), inTeams);
