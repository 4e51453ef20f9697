// The list of all kinds with one more on it: the only place, beside its own folders, that a new kind changes.
import { kindsOf } from '../../src/app/kind.ts';
import { decided, gathered, inTeams } from '../../src/kinds.ts';
import { teamsKindsOf } from '../../src/teams/kind.ts';
import { parcelKind } from './parcel/app/kind.ts';
import { parcelInTeams } from './parcel/teams/kind.ts';

export const withParcel = teamsKindsOf(kindsOf([...decided, parcelKind], gathered), [...inTeams, parcelInTeams]);
