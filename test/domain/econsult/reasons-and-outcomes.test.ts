// Lists of outcomes and reasons: every version as it was offered, for ever; and what was said then, in the words it had then.
import { expect, it } from 'vitest';
import { happenedWords } from '../../../src/cards/econsult/history.ts';
import { outcomeSaid } from '../../../src/cards/econsult/list-words.ts';
import * as lists from '../../../src/domain/econsult/reasons-and-outcomes.ts';
import { claimed, complete, completed, given, later, received } from '../../given.ts';
import { amara, network } from '../../people.ts';

/** The version that each list has, and every code there has ever been. To be added to with a new version, never changed otherwise. */
const published = {
  outcomeList: [
    2,
    'answered prescribed appointmentBooked referred adminDone noActionNeeded withdrawn pharmacy seenToday testsArranged referredRoutine referredUrgent sentTo999 notReachedTwice notReachedOften',
  ],
  tellingList: [2, 'message telephone inPerson letter notNeeded notReached'],
  passBackList: [
    2,
    'faceToFace knowsPatient administration mayNotPrescribe mayNotBook mayNotWrite fitNote recordNotAccessible notOurPatient pastCutOff other homeVisit testsNeeded',
  ],
  declineList: [2, 'noCapacity needsHub notOurPatient alreadyDone other noClinician'],
  holdList: [2, 'patientToReply patientToAttend resultAwaited photoAwaited noAnswer'],
  escalationList: [1, 'clinicalWorry overdue nobodyReached tooMuch other'],
  releaseList: [1, 'wrongSkills noTime cannotAccessRecord knowsPatient claimedByMistake shiftEnds'],
  lowerList: [1, 'assessedInPerson assessedFromRecord spokeToPatient flaggedByMistake'],
  reopenList: [1, 'patientCameBack notDone closedByMistake newInformation'],
  viewList: [1, 'workingOnIt askedForAdvice safetyCheck patientAsked watched'],
};

it('keeps every code that any version had', () => {
  const all = Object.entries(lists).flatMap(([name, list]) =>
    typeof list === 'object' && 'version' in list ? [[name, [list.version, list.all.join(' ')]] as const] : [],
  );
  expect(Object.fromEntries(all)).toEqual(published);
});

it('no longer offers what was left out of the newest version, and refuses it from a card that still shows it', () => {
  expect(lists.outcomeList.offered).not.toContain('referred');
  given(received(), claimed(amara)).when(complete(amara, 'referred')).thenRefused({ why: 'notOfferedNow' });
});

it('keeps with an event the version that was chosen from', () => {
  const { decision } = given(received(), claimed(amara)).when(complete(amara, 'pharmacy'));
  expect('events' in decision && decision.events[0]).toMatchObject({ outcome: 'pharmacy', list: 2, told: 'message', toldList: 2 });
});

it('says what was chosen in the words it had then', () => {
  expect(outcomeSaid({ outcome: 'answered' })).toBe('Answered');
  expect(outcomeSaid({ outcome: 'answered', list: 2 })).toBe('Answered with advice');
  // As stored before lists had versions.
  const first = completed(amara);
  expect(happenedWords(first, network)).toContain('completed it: answered; patient told');
  expect(happenedWords({ ...first, list: 2 } as typeof first, network)).toContain('completed it: answered with advice; patient told');
  expect(happenedWords({ ...first, outcome: 'referred' } as typeof first, network)).toContain('completed it: referred;');
});

it('lets a patient be left without having been told only if they could not be reached, or the sender withdrew it', () => {
  const mine = [received(), claimed(amara)];
  for (const outcome of lists.notReachedOutcomes) {
    const { decision } = given(...mine).when(complete(amara, outcome, 'notReached'));
    expect('events' in decision && decision.events[0]).toMatchObject({ type: 'Completed', at: later(40), outcome, told: 'notReached' });
  }
  given(...mine)
    .when(complete(amara, 'answered', 'notReached'))
    .thenRefused({ why: 'notTold' });
});
