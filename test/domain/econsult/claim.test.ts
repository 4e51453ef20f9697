// Claiming, taking over and releasing: one person has it, and whoever comes second reads who and since when.
import { describe, expect, it } from 'vitest';
import type { Kind } from '../../../src/domain/terms.ts';
import { personOf } from '../../../src/domain/terms.ts';
import {
  claim,
  claimed,
  completed,
  given,
  later,
  received,
  release,
  released,
  stateAfter,
  takenOver,
  takeOver,
  unplacedFacts,
  viewed,
  withdrawn,
} from '../../given.ts';
import { amara, bram, carys, dalia, ewan, farah, gwen, hugo, ines, larkfield, millbrook, stranger } from '../../people.ts';

const completedRefusal = { why: 'completed', at: later(30), by: personOf(amara), outcome: 'answered' } as const;
const clinicians = [personOf(amara), personOf(bram)];
/** Everybody who could do it instead. */
const cleared = [...clinicians, personOf(farah)];

describe('claiming', () => {
  it('makes whoever presses first its claimant', () => {
    given(received())
      .when(claim(amara, { revision: 1 }))
      .then({ type: 'Claimed', at: later(40), by: personOf(amara) });
  });
  it('tells the second who has it and since when', () => {
    given(received(), claimed(amara))
      .when(claim(bram))
      .thenRefused({ why: 'alreadyClaimed', by: personOf(amara), at: later(14) });
  });
  it('names whoever took it over, since then', () => {
    given(received(), claimed(amara), takenOver(bram, amara))
      .when(claim(farah))
      .thenRefused({ why: 'alreadyClaimed', by: personOf(bram), at: later(20) });
  });
  it('changes nothing when its claimant presses again, even on the old card', () => {
    given(received(), claimed(amara))
      .when(claim(amara, { revision: 1 }))
      .then();
  });
  it('works again after a release', () => {
    given(received(), claimed(amara), released(amara))
      .when(claim(bram, { revision: 3 }))
      .then({ type: 'Claimed', at: later(40), by: personOf(bram) });
  });
  it('refuses a card that has changed since it was drawn, but not one that was only looked into', () => {
    given(received(), claimed(amara), released(amara))
      .when(claim(bram, { revision: 1 }))
      .thenRefused({ why: 'stale' });
    given(received(), viewed(amara))
      .when(claim(bram, { revision: 1 }))
      .then({ type: 'Claimed', at: later(40), by: personOf(bram) });
  });
  it('needs no revision when it was typed', () => {
    given(received(), claimed(amara), released(amara))
      .when(claim(bram))
      .then({ type: 'Claimed', at: later(40), by: personOf(bram) });
  });
  it('of an unplaced one waits for its practice', () => {
    given(received(unplacedFacts)).when(claim(amara)).thenRefused({ why: 'unplaced' });
  });
  it('of a completed one reads who completed it', () => {
    given(received(), claimed(amara), completed(amara)).when(claim(bram)).thenRefused(completedRefusal);
  });
  it('of one the sender took back reads that nobody completed it', () => {
    given(received(), withdrawn())
      .when(claim(amara))
      .thenRefused({ why: 'completed', at: later(22), by: undefined, outcome: 'withdrawn' });
  });
  it('needs clearance for the practice, and says who has it', () => {
    const atMillbrook = received({ practice: millbrook });
    given(atMillbrook).when(claim(carys)).thenRefused({ why: 'notCleared', practice: millbrook, ask: cleared });
  });
  it('needs somebody on the staff list', () => {
    given(received()).when(claim(stranger)).thenRefused({ why: 'notStaff' });
  });

  const yes = true;
  const no = false;
  it.each<[string, Kind, string, Record<string, boolean>]>([
    [
      'a clinical one at the hub',
      'clinical',
      'NORTH',
      { amara: yes, carys: yes, farah: yes, dalia: no, ewan: no, gwen: no, hugo: no, ines: no },
    ],
    [
      'a fit note at the hub',
      'clinicalAdmin',
      'NORTH',
      { amara: yes, carys: yes, farah: yes, dalia: no, ewan: no, gwen: no, hugo: no, ines: no },
    ],
    [
      'an administrative one at the hub',
      'admin',
      'NORTH',
      { amara: yes, carys: yes, farah: yes, dalia: yes, ewan: yes, gwen: no, hugo: no, ines: no },
    ],
    [
      'a clinical one at the practice',
      'clinical',
      larkfield,
      { amara: no, carys: no, farah: no, dalia: no, ewan: no, gwen: no, hugo: yes, ines: no },
    ],
    [
      'an administrative one at the practice',
      'admin',
      larkfield,
      { amara: no, carys: no, farah: no, dalia: no, ewan: no, gwen: yes, hugo: yes, ines: no },
    ],
  ])('%s is for these and nobody else', (_, kind, holder, who) => {
    const people = { amara, carys, farah, dalia, ewan, gwen, hugo, ines };
    const may = Object.fromEntries(
      Object.entries(people).map(([name, someone]) => {
        const { decision } = given(received({ kind, holder, shownIn: [holder] })).when(claim(someone));
        if ('refusal' in decision) expect(decision.refusal.why).toBe(someone === ines ? 'notYours' : 'roleLacks');
        return [name, 'events' in decision];
      }),
    );
    expect(may).toEqual(who);
  });
  it('by the wrong role names who could', () => {
    const millbrookPeople = given(received({ practice: millbrook })).when(claim(ewan));
    millbrookPeople.thenRefused({
      why: 'roleLacks',
      need: ['clinician', 'dutyClinician', 'clinicalLead'],
      ask: [...clinicians, personOf(farah)],
    });
  });
});

describe('taking over', () => {
  it('needs the card that names whom it is taken from', () => {
    given(received(), claimed(amara))
      .when(takeOver(bram, { revision: 2 }))
      .then({ type: 'TakenOver', at: later(40), by: personOf(bram), from: personOf(amara) });
  });
  it('confirmed against somebody else confirms nothing', () => {
    given(received(), claimed(amara), takenOver(farah, amara))
      .when(takeOver(bram, { revision: 2 }))
      .thenRefused({ why: 'stale' });
    given(received(), claimed(amara), released(amara), claimed(farah, later(28)))
      .when(takeOver(bram, { revision: 2 }))
      .thenRefused({ why: 'stale' });
  });
  it('of what one has already changes nothing', () => {
    given(received(), claimed(amara))
      .when(takeOver(amara, { revision: 1 }))
      .then();
  });
  it('of what nobody has is a claim', () => {
    given(received()).when(takeOver(amara)).thenRefused({ why: 'notClaimed' });
    given(received(), claimed(amara), released(amara))
      .when(takeOver(bram, { revision: 2 }))
      .thenRefused({ why: 'notClaimed' });
  });
  it('of a completed one is too late', () => {
    given(received(), claimed(amara), completed(amara))
      .when(takeOver(bram, { revision: 2 }))
      .thenRefused(completedRefusal);
  });
  it('needs the same right as claiming', () => {
    given(received(), claimed(amara)).when(takeOver(stranger)).thenRefused({ why: 'notStaff' });
    given(received({ practice: millbrook }), claimed(amara))
      .when(takeOver(carys))
      .thenRefused({ why: 'notCleared', practice: millbrook, ask: cleared });
    given(received(), claimed(amara))
      .when(takeOver(gwen))
      .thenRefused({
        why: 'roleLacks',
        need: ['clinician', 'dutyClinician', 'clinicalLead'],
        ask: [...clinicians, personOf(carys), personOf(farah)].sort((a, b) => (a.name === farah.name ? 1 : a.name.localeCompare(b.name))),
      });
  });
});

describe('releasing', () => {
  it('gives it back to the queue with its reason', () => {
    given(received(), claimed(amara))
      .when(release(amara))
      .then({ type: 'Released', at: later(40), by: personOf(amara), reason: 'noTime' });
  });
  it('works from an old card: it is still theirs', () => {
    given(received(), claimed(amara), withdrawn())
      .when(release(amara, { revision: 2 }))
      .then({ type: 'Released', at: later(40), by: personOf(amara), reason: 'noTime' });
  });
  it('is the claimant\u2019s alone', () => {
    given(received(), claimed(amara))
      .when(release(bram))
      .thenRefused({ why: 'claimedByOther', by: personOf(amara), at: later(14) });
    given(received(), claimed(amara), takenOver(bram, amara))
      .when(release(amara))
      .thenRefused({ why: 'claimedByOther', by: personOf(bram), at: later(20) });
  });
  it('is open to a claimant who may not answer it any more, but not to one who has left', () => {
    // Ewan may not answer clinical ones: he must still be able to let go of it.
    given(received(), claimed(ewan))
      .when(release(ewan))
      .then({ type: 'Released', at: later(40), by: personOf(ewan), reason: 'noTime' });
    given(received(), claimed(stranger)).when(release(stranger)).thenRefused({ why: 'notStaff' });
  });
  it('of what nobody has, or is completed, says so', () => {
    given(received()).when(release(amara)).thenRefused({ why: 'notClaimed' });
    given(received(), claimed(amara), released(amara)).when(release(amara)).thenRefused({ why: 'notClaimed' });
    given(received(), claimed(amara), completed(amara)).when(release(amara)).thenRefused(completedRefusal);
  });
  it('leaves nothing of the claim behind', () => {
    expect(stateAfter(received(), claimed(amara), released(amara))).not.toHaveProperty('claimant');
  });
});
