// Networks of a size that exists: so many hubs with so many practices and staff, everybody cleared for several practices.
import type { NetworkContent } from '../src/domain/network/state.ts';
import { capabilities, type PersonId } from '../src/domain/terms.ts';
import { coreHours } from '../src/domain/time/hours.ts';
import { tenant } from './people.ts';

export interface Size {
  readonly hubs: number;
  /** Of each hub. */
  readonly practices: number;
  readonly staff: number;
  /** Practices that each person is cleared for. */
  readonly cleared: number;
}

export const hubIdOf = (hub: number): string => `HUB${String(hub).padStart(2, '0')}`;
export const practiceCodeOf = (hub: number, practice: number): string => `P${10_000 + hub * 100 + practice}`;
/** Ids that look random, as real ones do. */
export const personIdOf = (hub: number, person: number): PersonId => {
  const hex = (seed: number): string => (Math.imul(seed + 1, 0x9e3779b1) >>> 0).toString(16).padStart(8, '0');
  const [a, b, c, d] = [1, 2, 3, 4].map((part) => hex(hub * 1_000_003 + person * 101 + part));
  return `${tenant}.${a}-${b?.slice(0, 4)}-4${b?.slice(5)}-8${c?.slice(1, 4)}-${c?.slice(4)}${d}`;
};

/** The first of a hub's staff leads it, the second is its duty clinician, one in ten works at a practice. */
export function networkOf({ hubs, practices, staff, cleared }: Size): NetworkContent {
  const range = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => index);
  const all = range(hubs);
  return {
    hubs: Object.fromEntries(
      all.map((hub) => [hubIdOf(hub), { id: hubIdOf(hub), name: `Hub ${hub}`, hours: coreHours, telephone: '01632 960000' }]),
    ),
    practices: Object.fromEntries(
      all.flatMap((hub) =>
        range(practices).map((practice) => {
          const code = practiceCodeOf(hub, practice);
          const pathway = { clinical: 'hubFirst', admin: 'practiceFirst', clinicalAdmin: 'hubFirst' } as const;
          return [code, { code, name: `Practice ${hub}.${practice}`, hub: hubIdOf(hub), recordSystem: 'EMIS', hours: coreHours, pathway }];
        }),
      ),
    ),
    staff: Object.fromEntries(
      all.flatMap((hub) =>
        range(staff).map((person) => {
          const id = personIdOf(hub, person);
          const atPractice = person > 2 && person % 10 === 0;
          const role = person === 0 ? 'hubLead' : person === 1 ? 'dutyClinician' : atPractice ? 'practiceClinician' : 'clinician';
          const at = atPractice ? practiceCodeOf(hub, person % practices) : hubIdOf(hub);
          const clearances = range(cleared)
            .map((index) => practiceCodeOf(hub, (person + index) % practices))
            .filter((practice) => practice !== at)
            .map((practice) => ({ practice, capabilities }));
          return [id, { id, name: `Dr Person ${hub} ${person}`, posts: [{ role, at }], cleared: clearances }];
        }),
      ),
    ),
  };
}

/** Two hubs, forty practices, four hundred staff, each cleared for every practice of their hub. */
export const ofTwoHubs: Size = { hubs: 2, practices: 20, staff: 200, cleared: 20 };
/** A whole integrated care board and more. */
export const largest: Size = { hubs: 40, practices: 20, staff: 250, cleared: 8 };
