// The states of things as this process last read or wrote them: enough to begin a change with, because the write is refused if one has moved on.
import type { HubId } from '../domain/terms.ts';
import type { Row, Write } from './engine.ts';

/** States kept: a hub has about 700 open on a Monday, and most presses are about what was shown, opened or pressed shortly before. */
const keptMax = 1_000;
/** Longer ones are read each time, so that a thousand take a few megabytes: an eConsult has 1,500 characters, a network hundreds of thousands. */
const charactersMax = 16_000;

/**
 * When it is full, what was used longest ago goes. Another instance may have written since: whoever decides by what is found here writes under its
 * etag, and reads before refusing anybody (`app/handle.ts`).
 */
export class KnownStates {
  readonly #rows = new Map<string, Row>();

  keep(hub: HubId, row: Row): void {
    const name = nameOf(hub, row.key);
    this.#rows.delete(name);
    if (lengthOf(row) > charactersMax) return;
    this.#rows.set(name, row);
    if (this.#rows.size <= keptMax) return;
    for (const oldest of this.#rows.keys()) {
      this.#rows.delete(oldest);
      return;
    }
  }

  find(hub: HubId, key: string): Row | undefined {
    const row = this.#rows.get(nameOf(hub, key));
    if (row !== undefined) this.keep(hub, row);
    return row;
  }

  /** Forgets what is about to be written. `wrote` brings it back; if that never comes, others wrote first or an answer was lost. */
  writing(hub: HubId, writes: readonly Write[]): void {
    for (const { key } of writes) if (isState(key)) this.#rows.delete(nameOf(hub, key));
  }

  /** `etags` as the engine gave them, in the order of the writes. */
  wrote(hub: HubId, writes: readonly Write[], etags: readonly string[]): void {
    for (const [index, write] of writes.entries()) {
      const etag = etags[index];
      if (write.kind !== 'delete' && etag && isState(write.key)) this.keep(hub, { key: write.key, values: write.values, etag });
    }
  }
}

const isState = (key: string): boolean => key.startsWith('state|');
const nameOf = (hub: HubId, key: string): string => `${hub}|${key}`;
const lengthOf = ({ values }: Row): number => Object.values(values).reduce((sum, value) => sum + value.length, 0);
