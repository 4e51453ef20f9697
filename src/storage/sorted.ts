// Keys kept in order in chunks: finding, adding and removing cost a binary search and a move within one chunk.

/** Chunks are halved beyond this: large enough to be few, small enough to shift cheaply. */
const CHUNK_KEYS_MAX = 512;

export class SortedKeys {
  readonly #chunks: string[][] = [];

  /** The key must not be there yet. */
  add(key: string): void {
    const at = this.#chunkFor(key);
    const chunk = this.#chunks[at];
    if (chunk === undefined) {
      this.#chunks.push([key]);
      return;
    }
    chunk.splice(lowerBound(chunk, key), 0, key);
    if (chunk.length > CHUNK_KEYS_MAX) this.#chunks.splice(at + 1, 0, chunk.splice(CHUNK_KEYS_MAX / 2));
  }

  delete(key: string): void {
    const at = this.#chunkFor(key);
    const chunk = this.#chunks[at];
    if (chunk === undefined) return;
    const index = lowerBound(chunk, key);
    if (chunk[index] !== key) return;
    chunk.splice(index, 1);
    if (chunk.length === 0) this.#chunks.splice(at, 1);
  }

  /** Keys with `from` ≤ key < `to`, in order, at most `limit`: costs what it returns plus two binary searches. */
  range(from: string, to: string, limit: number): string[] {
    const found: string[] = [];
    let at = this.#chunkFor(from);
    let index = lowerBound(this.#chunks[at] ?? [], from);
    for (let chunk = this.#chunks[at]; chunk !== undefined; chunk = this.#chunks[++at], index = 0) {
      for (; index < chunk.length; index++) {
        const key = chunk[index];
        if (key === undefined || key >= to || found.length >= limit) return found;
        found.push(key);
      }
    }
    return found;
  }

  /** The last chunk whose first key is at or before `key`; the first one when all begin after it. */
  #chunkFor(key: string): number {
    let low = 0;
    let high = this.#chunks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const first = this.#chunks[middle]?.[0];
      if (first !== undefined && first <= key) low = middle + 1;
      else high = middle;
    }
    return Math.max(0, low - 1);
  }
}

/** Index of the first key that is not before `key`. */
function lowerBound(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const candidate = keys[middle];
    if (candidate !== undefined && candidate < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
