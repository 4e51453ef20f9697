// What was done on paper and is entered afterwards: it counts from when it was done, only a lead enters it, and never over what is newer.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Claim, Complete } from '../../../src/domain/econsult/command.ts';
import { decide } from '../../../src/domain/econsult/decide.ts';
import type { EConsultEvent } from '../../../src/domain/econsult/event.ts';
import { evolve } from '../../../src/domain/econsult/evolve.ts';
import type { EConsult } from '../../../src/domain/econsult/state.ts';
import { type Person, personOf } from '../../../src/domain/terms.ts';
import { claim, claimed, complete, completed, given, later, received, released, stateAfter } from '../../given.ts';
import { amara, bram, dalia, ewan, farah, gwen, north, rules } from '../../people.ts';

const now = later(240);
const paper = (minutes: number, enteredBy: Person = dalia) => ({ at: later(minutes), enteredBy: personOf(enteredBy) });
const claimOnPaper = (minutes: number, enteredBy?: Person): Claim => ({
  ...(claim(amara, { at: now }) as Claim),
  onPaper: paper(minutes, enteredBy),
});
const completeOnPaper = (minutes: number, enteredBy?: Person): Complete => ({
  ...(complete(amara, 'answered', 'telephone', { at: now }) as Complete),
  onPaper: paper(minutes, enteredBy),
});
const onPaper = (minutes: number) => ({ at: now, by: personOf(amara), onPaper: paper(minutes) });
const after = (state: EConsult, events: readonly EConsultEvent[]): EConsult =>
  events.reduce((it, event, index) => evolve(it, event, index + 10), state);

describe('a claim on paper', () => {
  it('counts from when it was made, and its claimant is not asked at once whether they still have it', () => {
    given(received())
      .when(claimOnPaper(60))
      .then({ type: 'Claimed', ...onPaper(60) });
    const it = after(stateAfter(received()), [{ type: 'Claimed', ...onPaper(60) }]);
    expect(it).toMatchObject({ status: 'claimed', claimedAt: later(60), firstClaimedAt: later(60), keptAt: now });
  });
  it('is entered by a lead of its hub alone', () => {
    for (const lead of [dalia, farah])
      given(received())
        .when(claimOnPaper(60, lead))
        .then({ type: 'Claimed', at: now, by: personOf(amara), onPaper: paper(60, lead) });
    for (const other of [amara, bram, ewan, gwen])
      given(received())
        .when(claimOnPaper(60, other))
        .thenRefused({ why: 'paperNeedsLead', ask: [personOf(dalia), personOf(farah)] });
  });
  it('changes nothing that is newer than the paper, nor what has not happened yet', () => {
    given(received(), claimed(amara, later(90)), released(amara, later(95)))
      .when(claimOnPaper(60))
      .thenRefused({ why: 'paperTimeWrong', since: later(95) });
    given(received())
      .when(claimOnPaper(241))
      .thenRefused({ why: 'paperTimeWrong', since: later(0) });
    given(received(), claimed(bram))
      .when(claimOnPaper(60))
      .thenRefused({ why: 'alreadyClaimed', by: personOf(bram), at: later(14) });
  });
});

describe('a completion on paper', () => {
  const done = { type: 'Completed', list: 2, toldList: 2, outcome: 'answered', told: 'telephone', followUp: undefined } as const;
  it('claims and completes what was waiting, in one', () => {
    given(received())
      .when(completeOnPaper(75))
      .then({ type: 'Claimed', ...onPaper(75) }, { ...done, ...onPaper(75), toldAt: later(75) });
  });
  it('of what they had claimed before is only completed; of what they claimed later it is refused', () => {
    given(received(), claimed(amara))
      .when(completeOnPaper(75))
      .then({ ...done, ...onPaper(75), toldAt: later(75) });
    given(received(), claimed(amara, later(80)))
      .when(completeOnPaper(75))
      .thenRefused({ why: 'paperTimeWrong', since: later(80) });
  });
  it('is refused, with its claim, where the person may not answer it or somebody else has it', () => {
    const theirs: Complete = { ...completeOnPaper(75), by: { kind: 'person', ...personOf(dalia) } };
    expect(given(received()).when(theirs).decision).toMatchObject({ refusal: { why: 'roleLacks' } });
    given(received(), claimed(bram))
      .when(completeOnPaper(75))
      .thenRefused({ why: 'claimedByOther', by: personOf(bram), at: later(14) });
    given(received(), claimed(bram), completed(bram))
      .when(completeOnPaper(75))
      .thenRefused({ why: 'completed', at: later(30), by: personOf(bram), outcome: 'answered' });
  });
  it('ends at the time of the paper, the hub has had it until then, and entered again it changes nothing', () => {
    fc.assert(
      fc.property(fc.integer({ min: -30, max: 300 }), (minutes) => {
        const before = stateAfter(received());
        const decision = decide(completeOnPaper(minutes), before, rules);
        const fits = minutes >= 0 && minutes <= 240;
        expect('events' in decision).toBe(fits);
        if (!('events' in decision)) return;
        const it = after(before, decision.events);
        expect(it).toMatchObject({ status: 'completed', completedAt: later(minutes), patientTold: { at: later(minutes) } });
        expect(it.shares[north]).toBe(Math.max(0, Date.parse(later(minutes)) - Date.parse(before.heldSince)));
        expect(decide(completeOnPaper(minutes), it, rules)).toMatchObject({ refusal: { why: 'completed' } });
      }),
    );
  });
});
