// A practice keeps the hubs it was with, also when a file moves it: what it had there is still found.
import { describe, expect, it } from 'vitest';
import { formerly, isOrWasOf, keepingFormerHubs, movesMax } from '../../../src/domain/network/practice-moved.ts';
import type { NetworkContent } from '../../../src/domain/network/state.ts';
import { larkfield, network, north, quayside, south } from '../../people.ts';

const at = '2026-11-25T10:00:00.000Z';
const { hubs, practices, staff } = network;
type Change = Partial<(typeof practices)[string]>;
const file = (change: Change): NetworkContent => ({
  hubs,
  practices: { ...practices, [larkfield]: { ...(practices[larkfield] as (typeof practices)[string]), ...change } },
  staff,
});
const standing = (change: Change) => ({ practices: file(change).practices });
const wasWith = (before: { readonly practices: NetworkContent['practices'] }, content: NetworkContent) =>
  keepingFormerHubs(before, content, at).practices[larkfield]?.wasWith;
const northLeft = { hub: north, until: '2026-11-24', finishes: '2026-12-02' };

describe('a file', () => {
  it('that moves a practice leaves it the hub it was with, which has a week to finish what it had', () => {
    const kept = keepingFormerHubs(network, file({ hub: south }), at);
    expect(kept.practices[larkfield]?.wasWith).toEqual([northLeft]);
    expect(isOrWasOf(kept, larkfield, north)).toBe(true);
    expect(isOrWasOf(kept, quayside, south)).toBe(false);
  });
  it('that says nothing of a move made before forgets none of it', () => {
    expect(wasWith(standing({ hub: south, wasWith: [northLeft] }), file({ hub: south }))).toEqual([northLeft]);
  });
  it('that moves it back leaves it both', () => {
    const back = keepingFormerHubs(standing({ hub: south, wasWith: [northLeft] }), file({ hub: north }), at);
    expect(back.practices[larkfield]?.wasWith).toEqual([northLeft, { ...northLeft, hub: south }]);
    const again = keepingFormerHubs(back, file({ hub: south }), '2026-12-10T10:00:00.000Z');
    const it = again.practices[larkfield];
    // Of its two times with the first hub the later one counts.
    expect(it && formerly(it, north)).toEqual({ hub: north, until: '2026-12-09', finishes: '2026-12-17' });
  });
  it('is believed in what it says itself of a hub', () => {
    const said = [{ hub: north, until: '2026-10-01', finishes: '2026-12-24' }];
    expect(wasWith(network, file({ hub: south, wasWith: said }))).toEqual(said);
  });
  it('stays the very same where nothing has to be kept, and so does one that was kept before', () => {
    const content = file({});
    expect(keepingFormerHubs(network, content, at)).toBe(content);
    const kept = keepingFormerHubs(network, file({ hub: south }), at);
    expect(keepingFormerHubs(kept, kept, at)).toBe(kept);
    expect(keepingFormerHubs({ practices: {} }, content, at)).toBe(content);
  });
  it('keeps as many as are remembered, the last ones', () => {
    const many = Array.from({ length: movesMax }, (_, n) => ({ hub: `H${n}`, until: '2026-01-01', finishes: '2026-01-01' }));
    const kept = wasWith(standing({ wasWith: many }), file({ hub: south }));
    expect(kept).toHaveLength(movesMax);
    expect(kept?.at(-1)?.hub).toBe(north);
  });
});
