// How an eConsult looks after each event, written out whole: nothing lost, nothing of an earlier status left over.
import { describe, expect, it } from 'vitest';
import { evolve } from '../../../src/domain/econsult/evolve.ts';
import type { EConsult } from '../../../src/domain/econsult/state.ts';
import { personOf } from '../../../src/domain/terms.ts';
import {
  beginning,
  claimed,
  completed,
  facts,
  keptAside,
  later,
  placed,
  received,
  receivedAt,
  released,
  stateAfter,
  takenOver,
  unplacedFacts,
  viewed,
  withdrawn,
} from '../../given.ts';
import { amara, bram, dalia, larkfield, millbrook, north } from '../../people.ts';

const fresh = { ...facts, ...beginning };
/** The hub’s share when it ended so many minutes after it came: the patient had waited ten before. */
const ended = (minutes: number) => ({ reroutedBy: undefined, shares: { [north]: (minutes + 10) * 60_000 }, heldSince: later(minutes) });
const waiting: EConsult = { ...fresh, revision: 1, status: 'waiting', waitingSince: receivedAt, contract: undefined };
const withAmara: EConsult = {
  ...fresh,
  revision: 2,
  status: 'claimed',
  claimant: personOf(amara),
  claimedAt: later(14),
  keptAt: undefined,
  quietAskedAt: undefined,
  firstClaimedAt: later(14),
  contract: undefined,
};

describe('after it was', () => {
  it('received, it waits with everything that was said about it', () => {
    expect(stateAfter(received())).toStrictEqual(waiting);
  });
  it('claimed, it has a claimant and waits no more', () => {
    expect(stateAfter(received(), claimed(amara))).toStrictEqual(withAmara);
  });
  it('taken over, it is the other\u2019s since then', () => {
    expect(stateAfter(received(), claimed(amara), takenOver(bram, amara))).toStrictEqual({
      ...withAmara,
      claimant: personOf(bram),
      claimedAt: later(20),
      revision: 3,
    });
  });
  it('released, it waits anew since then', () => {
    expect(stateAfter(received(), claimed(amara), released(amara))).toStrictEqual({
      ...waiting,
      waitingSince: later(25),
      firstClaimedAt: later(14),
      revision: 3,
    });
  });
  it('completed, it says who did what and how the patient was told', () => {
    expect(stateAfter(received(), claimed(amara), completed(amara, 'prescribed', 'telephone'))).toStrictEqual({
      ...fresh,
      ...ended(30),
      firstClaimedAt: later(14),
      revision: 3,
      followUp: undefined,
      status: 'completed',
      completedAt: later(30),
      outcome: 'prescribed',
      completedBy: personOf(amara),
      patientTold: { how: 'telephone', by: personOf(amara), at: later(30) },
    });
  });
  it('completed in silence, nobody told the patient', () => {
    expect(stateAfter(received(), claimed(amara), withdrawn(), completed(amara, 'withdrawn', 'notNeeded'))).toStrictEqual({
      ...fresh,
      ...ended(30),
      firstClaimedAt: later(14),
      withdrawal: { at: later(22), reason: 'revoked' },
      followUp: undefined,
      revision: 4,
      status: 'completed',
      completedAt: later(30),
      outcome: 'withdrawn',
      completedBy: personOf(amara),
      patientTold: undefined,
    });
  });
  it('taken back while nobody had it, it is over and nobody completed it', () => {
    expect(stateAfter(received(), withdrawn())).toStrictEqual({
      ...fresh,
      ...ended(22),
      withdrawal: { at: later(22), reason: 'revoked' },
      followUp: undefined,
      revision: 2,
      status: 'completed',
      completedAt: later(22),
      outcome: 'withdrawn',
      completedBy: undefined,
      patientTold: undefined,
    });
  });
  it('taken back while somebody had it, it stays theirs', () => {
    const after = stateAfter(received(), claimed(amara), withdrawn());
    expect(after).toStrictEqual({ ...withAmara, withdrawal: { at: later(22), reason: 'revoked' }, revision: 3 });
    const again = stateAfter(received(), claimed(amara), withdrawn(), released(amara), claimed(bram, later(28)));
    expect(again.withdrawal).toEqual({ at: later(22), reason: 'revoked' });
  });
  it('placed, its holder shows it beside the hub, where it was seen first', () => {
    const unplaced = { ...fresh, ...unplacedFacts, ...ended(5), status: 'waiting', waitingSince: receivedAt, contract: undefined };
    expect(stateAfter(received(unplacedFacts), placed(dalia, millbrook, millbrook))).toStrictEqual({
      ...unplaced,
      practice: millbrook,
      holder: millbrook,
      shownIn: [north, millbrook],
      revision: 2,
    });
    expect(stateAfter(received(unplacedFacts), placed(dalia, larkfield, north))).toStrictEqual({
      ...unplaced,
      practice: larkfield,
      revision: 2,
    });
  });
  it('given different words, it remembers each of them', () => {
    expect(stateAfter(received(), keptAside('hash-2'), keptAside('hash-3'))).toStrictEqual({
      ...waiting,
      asides: ['hash-2', 'hash-3'],
      revision: 3,
    });
  });
  it('opened, it is exactly as before: a card need not be drawn again', () => {
    const before = stateAfter(received(), claimed(amara));
    expect(evolve(before, viewed(bram), 3)).toBe(before);
  });
});

describe('every fact', () => {
  // Each value differs from what the other examples have, so that a field copied from the wrong place shows.
  const unusual = received({
    practice: millbrook,
    practiceNamed: 'T99998',
    holder: millbrook,
    shownIn: [north, millbrook],
    kind: 'admin',
    priority: 'redFlag',
    topic: 'Skin',
    ageBand: '80 or over',
    byProxy: true,
    interpreter: true,
    identity: 'notFound',
    nhsNumber: 'absent',
    clockFrom: 'receipt',
    promisedBy: later(500),
    flaggedAnswers: 4,
  });
  const ways = [
    ['claimed', [claimed(amara)]],
    ['taken over', [claimed(amara), takenOver(bram, amara)]],
    ['released', [claimed(amara), released(amara)]],
    ['completed', [claimed(amara), completed(amara)]],
    ['taken back', [withdrawn()]],
  ] as const;
  it.each(ways)('survives being %s', (_, events) => {
    const { status, revision, ...after } = stateAfter(unusual, keptAside('hash-9'), ...events);
    expect(after).toMatchObject({ ...unusual.facts, asides: ['hash-9'] });
    expect(revision).toBe(2 + events.length);
    expect(status).not.toBe(undefined);
  });
});

it('cannot begin with anything but being received', () => {
  for (const event of [claimed(amara), withdrawn(), keptAside(), viewed(amara), placed(dalia, larkfield, north)])
    expect(() => evolve(undefined, event, 1)).toThrow(event.type);
});

describe('what its holder said before closing', () => {
  const said = (plan: 'finish' | 'nextOpening') =>
    ({ type: 'ClosingPlanned', at: later(30), by: personOf(amara), plan, told: undefined, opens: later(1_440) }) as const;
  const raised = { type: 'Raised', at: later(40), by: personOf(bram), priority: 'urgent', deadlines: facts.deadlines } as const;
  it('stands when it is raised only if it is to be finished: what is urgent never waits for the next opening', () => {
    expect(stateAfter(received(), said('nextOpening')).plan).toMatchObject({ plan: 'nextOpening' });
    expect(stateAfter(received(), said('nextOpening'), raised).plan).toBeUndefined();
    expect(stateAfter(received(), said('finish'), raised).plan).toMatchObject({ plan: 'finish' });
  });
});
