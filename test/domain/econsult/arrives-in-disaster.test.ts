// What arrives while a disaster is in force: it goes at once where it can be answered, with its own clock, and nowhere else.
import { describe, expect, it } from 'vitest';
import type { Receive } from '../../../src/domain/econsult/command.ts';
import type { Received } from '../../../src/domain/econsult/event.ts';
import { decideReceive } from '../../../src/domain/econsult/receive.ts';
import type { InForce } from '../../../src/domain/network/in-force.ts';
import type { Network } from '../../../src/domain/network/state.ts';
import { type Kind, kinds, type Priority, priorities } from '../../../src/domain/terms.ts';
import { later, receivedAt, usualSubmission } from '../../given.ts';
import { hugo, larkfield, network, north, rules, sender } from '../../people.ts';

const down: InForce = {
  ...{ id: 'D-K7M4QX', type: 'hubDown', hub: north, closed: [north], routes: { [north]: 'itsPractice' } },
  ...{ moves: { kinds, priorities }, since: later(-30), until: later(60) },
};
const under = (inForce: readonly InForce[], more: Partial<Network> = {}) => ({ ...rules, network: { ...network, ...more, inForce } });
function arrives(
  ruled: typeof rules,
  at = receivedAt,
  more: { readonly kind?: Kind; readonly priority?: Priority } = {},
): Received['facts'] {
  const submission = { ...usualSubmission, sourceId: 'a', practiceCode: larkfield, submittedAt: at, ...more };
  const command: Receive = { type: 'receive', hub: north, id: 'K7M4QX', operation: 'in', at, by: sender, caller: 'maker', submission };
  const decision = decideReceive(command, undefined, ruled);
  const [event] = 'events' in decision ? decision.events : [];
  if (event?.type !== 'Received') throw new Error('not received');
  return event.facts;
}

describe('an arrival', () => {
  it('goes to its practice while the hub is down, says why, and keeps the deadlines it would have had', () => {
    const [usual, moved] = [arrives(rules), arrives(under([down]))];
    expect(usual).toMatchObject({ holder: north, shownIn: [north] });
    expect(moved).toMatchObject({
      ...{ holder: larkfield, shownIn: [larkfield], deadlines: usual.deadlines },
      reroutedBy: { disaster: down.id, type: 'hubDown', from: north, to: larkfield, at: receivedAt, until: down.until },
    });
  });
  it('goes the usual way before it begins and from its end on', () => {
    for (const at of [later(-31), later(60)]) expect(arrives(under([down]), at)).toMatchObject({ holder: north });
    expect(arrives(under([down]), later(59)).holder).toBe(larkfield);
  });
  it('does not go where nobody may answer it, and waits where it is seen to wait', () => {
    const staff = { ...network.staff, [hugo.id]: { ...hugo, posts: [] } };
    expect(arrives(under([down], { staff }))).toMatchObject({ holder: north });
    expect(arrives(under([down], { staff })).reroutedBy).toBeUndefined();
  });
  it('goes as the disaster says which kinds and priorities move', () => {
    const some = { ...down, moves: { kinds, priorities: ['routine'] as const } };
    expect(arrives(under([some]), receivedAt, { priority: 'redFlag' }).holder).toBe(north);
    expect(arrives(under([some]), receivedAt, { priority: 'routine' }).holder).toBe(larkfield);
  });
  it('is sent to nobody whom another disaster has closed', () => {
    const practice: InForce = {
      ...down,
      id: 'D-AAAAAA',
      type: 'practiceDown',
      closed: [larkfield],
      routes: { [larkfield]: [{ to: north }] },
    };
    expect(arrives(under([down, practice])).holder).toBe(north);
  });
});
