// Naming people in a message: whom Teams can mention, and by which id.
import type { Directory } from '../app/ports.ts';
import { oneLine } from '../cards/words.ts';
import { deskOf, leadsOf } from '../domain/network/state.ts';
import { entraOf, type Person } from '../domain/terms.ts';

/** `finds`: may not claim it themselves, and is asked to find somebody who may. */
export interface Mentioned extends Person {
  readonly finds?: boolean;
}

/** Enough for somebody to see it, few enough to be read. */
export const mentionsMax = 4;

export const deskNamed = (...about: Parameters<typeof deskOf>): readonly Person[] => deskOf(...about).slice(0, mentionsMax);
export const leadsNamed = (...about: Parameters<typeof leadsOf>): readonly Person[] => leadsOf(...about).slice(0, mentionsMax);

/** Teams can mention by Entra object id, but the id it gave us for our bot always works: unknown people are named without. */
export async function known(directory: Directory, people: readonly Mentioned[]): Promise<readonly Mentioned[]> {
  return Promise.all(
    people.map(async ({ id, name, finds = false }) => ({
      ...{ id: (await directory.person(id))?.mri ?? entraOf(id).objectId, name: withoutMarks(name) },
      finds,
    })),
  );
}

/** A name inside `<at>…</at>` is XML. */
const withoutMarks = (name: string): string => oneLine(name).replace(/[<>&]/g, ' ');
