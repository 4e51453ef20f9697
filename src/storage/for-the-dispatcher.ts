// What a transaction writes, in its order, and what it wrote, put as the dispatcher would read it, so that it can be handed over in memory.
import type { Written } from '../app/dispatch/handed-over.ts';
import type { Change } from '../app/ports.ts';
import type { HubId } from '../domain/terms.ts';
import type { Row, Write } from './engine.ts';
import { stateKey, toLoaded, toOutboxRow } from './rows.ts';

/** `etags` as the engine gave them, in the order of the writes. */
export function writtenBy(hub: HubId, changes: readonly Change[], writes: readonly Write[], etags: readonly string[]): Written {
  const rowsUnder = (family: string): readonly Row[] =>
    writes.flatMap((write, index) =>
      write.kind === 'delete' || !write.key.startsWith(`${family}|`) ? [] : [{ ...write, etag: etags[index] ?? '' }],
    );
  const states = new Map(rowsUnder('state').map((row) => [row.key, row]));
  return {
    rows: rowsUnder('outbox').map((row) => toOutboxRow(hub, row)),
    things: changes.flatMap(({ thing, before }) => {
      const row = states.get(stateKey(thing));
      if (row === undefined) return [];
      return [{ thing, version: Number(row.values['version']), made: before === undefined, loaded: () => toLoaded(row) }];
    }),
  };
}

/** What may be refused because somebody else wrote first comes before whatever is moved: of several changes, the guards of all of them. */
export const guardsFirst = (writes: readonly Write[]): readonly Write[] => [
  ...writes.filter(isGuard),
  ...writes.filter((write) => !isGuard(write)),
];
const isGuard = ({ kind }: Write): boolean => kind === 'insert' || kind === 'replace';

/** The one hub that all the changes are of; anything else is a bug, and so are changes made for different wishes. */
export function hubOf([first, ...further]: readonly Change[]): HubId {
  if (first === undefined) throw new RangeError('a commit needs at least one change');
  for (const { thing, operation } of further) {
    if (thing.hub !== first.thing.hub) throw new RangeError('changes of different hubs cannot be one transaction');
    if (operation !== first.operation) throw new RangeError('changes made for different wishes cannot be one transaction');
  }
  return first.thing.hub;
}
