// Completing, placing, taking back, keeping different words aside, and opening what was sent.
import { describe, it } from 'vitest';
import type { EConsultCommand } from '../../../src/domain/econsult/command.ts';
import { notReachedOutcomes } from '../../../src/domain/econsult/reasons-and-outcomes.ts';
import { outcomes, tellings } from '../../../src/domain/econsult/state.ts';
import { personOf } from '../../../src/domain/terms.ts';
import {
  claimed,
  complete,
  completed,
  given,
  id,
  keptAside,
  later,
  place,
  placed,
  received,
  takenOver,
  unplacedFacts,
  view,
  viewed,
  withdrawn,
} from '../../given.ts';
import {
  amara,
  bram,
  carys,
  dalia,
  ewan,
  farah,
  gwen,
  hugo,
  ines,
  jonas,
  larkfield,
  millbrook,
  north,
  overthere,
  person,
  quayside,
  sender,
  stranger,
} from '../../people.ts';

const leads = [personOf(dalia), personOf(ewan)];
const bySender = { hub: north, id, operation: 'operation-1', at: later(40), by: sender };
const withdraw: EConsultCommand = { ...bySender, type: 'withdraw', reason: 'revoked' };
const keepAside = (contentHash: string): EConsultCommand => ({ ...bySender, type: 'keepAside', contentHash });
const completedRefusal = { why: 'completed', at: later(30), by: personOf(amara), outcome: 'answered' } as const;

describe('completing', () => {
  const mine = [received(), claimed(amara)];
  const done = {
    type: 'Completed',
    at: later(40),
    by: personOf(amara),
    list: 2,
    toldList: 2,
    toldAt: later(40),
    followUp: undefined,
  } as const;
  const said = outcomes.flatMap((outcome) => tellings.map((told) => ({ outcome, told })));

  it.each(said)('as $outcome, told $told, needs the patient told', ({ outcome, told }) => {
    const asked = given(...mine).when(complete(amara, outcome, told));
    if (told === 'notNeeded' || (told === 'notReached' && !notReachedOutcomes.includes(outcome))) asked.thenRefused({ why: 'notTold' });
    else if (outcome === 'withdrawn') asked.thenRefused({ why: 'notWithdrawn' });
    else if (outcome === 'referred') asked.thenRefused({ why: 'notOfferedNow' });
    else asked.then({ ...done, outcome, told });
  });
  it.each(said)('of one that its sender took back, as $outcome, told $told, may be silent only as withdrawn', ({ outcome, told }) => {
    const asked = given(...mine, withdrawn()).when(complete(amara, outcome, told));
    if (told === 'notNeeded' && outcome !== 'withdrawn') asked.thenRefused({ why: 'notTold' });
    else if (told === 'notReached' && !notReachedOutcomes.includes(outcome)) asked.thenRefused({ why: 'notTold' });
    else if (outcome === 'referred') asked.thenRefused({ why: 'notOfferedNow' });
    else asked.then({ ...done, outcome, told });
  });
  it('is the claimant\u2019s alone', () => {
    given(...mine)
      .when(complete(bram))
      .thenRefused({ why: 'claimedByOther', by: personOf(amara), at: later(14) });
    given(...mine, takenOver(bram, amara))
      .when(complete(amara))
      .thenRefused({ why: 'claimedByOther', by: personOf(bram), at: later(20) });
  });
  it('needs a claim first, and happens once', () => {
    given(received()).when(complete(amara)).thenRefused({ why: 'notClaimed' });
    given(...mine, completed(amara))
      .when(complete(amara))
      .thenRefused(completedRefusal);
  });
  it('needs a claimant who may still answer it', () => {
    given(received({ practice: millbrook }), claimed(carys))
      .when(complete(carys))
      .thenRefused({ why: 'notCleared', practice: millbrook, ask: [personOf(amara), personOf(bram), personOf(farah)] });
    given(received(), claimed(stranger)).when(complete(stranger)).thenRefused({ why: 'notStaff' });
  });
});

describe('completing a red flag that nobody has opened', () => {
  const versions = { list: 2, toldList: 2 } as const;
  const red = received({ priority: 'redFlag', unopened: true });
  const event = {
    type: 'Completed',
    at: later(40),
    by: personOf(amara),
    outcome: 'answered',
    told: 'message',
    ...versions,
    toldAt: later(40),
  } as const;
  it('is asked about first, and done once its claimant has read that; its history says so', () => {
    given(red, claimed(amara)).when(complete(amara)).thenRefused({ why: 'notOpened' });
    given(red, claimed(amara))
      .when(complete(amara, 'answered', 'message', { knowingly: true }))
      .then({ ...event, followUp: undefined, unopened: true });
  });
  it('is not asked about once anybody has opened it, nor one from before openings were kept, nor one that is no red flag', () => {
    for (const history of [
      [red, viewed(bram), claimed(amara)],
      [received({ priority: 'redFlag' }), claimed(amara)],
      [received({ unopened: true }), claimed(amara)],
    ])
      given(...history)
        .when(complete(amara))
        .then({ ...event, followUp: undefined });
  });
});

describe('placing', () => {
  const unplaced = received(unplacedFacts);

  it.each([
    [larkfield, north, 'hubFirst'],
    [millbrook, millbrook, 'practiceFirst'],
    [quayside, north, 'hubFirst'],
  ] as const)('at %s sends it where that practice\u2019s pathway says: %s, and says why', (practice, holder, because) => {
    given(unplaced)
      .when(place(dalia, practice, { revision: 1 }))
      .then({ type: 'Placed', at: later(40), by: personOf(dalia), practice, holder, because });
  });
  it('at a practice of another hub, or none, is refused', () => {
    given(unplaced).when(place(dalia, overthere)).thenRefused({ why: 'practiceUnknown', practice: overthere });
    given(unplaced).when(place(dalia, 'T99999')).thenRefused({ why: 'practiceUnknown', practice: 'T99999' });
    given(unplaced).when(place(dalia, 'constructor')).thenRefused({ why: 'practiceUnknown', practice: 'constructor' });
  });
  it('twice at the same practice changes nothing; at another it is too late', () => {
    given(unplaced, placed(dalia, larkfield, north))
      .when(place(ewan, larkfield, { revision: 1 }))
      .then();
    given(unplaced, placed(dalia, larkfield, north))
      .when(place(ewan, millbrook))
      .thenRefused({ why: 'alreadyPlaced' });
  });
  it('from a card that has changed is refused', () => {
    given(unplaced, keptAside())
      .when(place(dalia, larkfield, { revision: 1 }))
      .thenRefused({ why: 'stale' });
  });
  it('after the sender took it back is too late', () => {
    given(unplaced, withdrawn())
      .when(place(dalia, larkfield))
      .thenRefused({ why: 'completed', at: later(22), by: undefined, outcome: 'withdrawn' });
  });
  it.each([
    ['the hub lead', dalia],
    ['the hub administrator', ewan],
  ])('is for %s', (_, who) => {
    given(unplaced)
      .when(place(who, quayside))
      .then({ type: 'Placed', at: later(40), by: personOf(who), practice: quayside, holder: north, because: 'hubFirst' });
  });
  it.each([
    ['a clinician', amara],
    ['the clinical lead', farah],
  ])('is not for %s, who reads whom to ask', (_, who) => {
    given(unplaced)
      .when(place(who, larkfield))
      .thenRefused({ why: 'roleLacks', need: ['hubLead', 'hubAdministrator'], ask: leads });
  });
  it.each([
    ['a practice administrator', gwen, [personOf(dalia)]],
    ['a practice clinician', hugo, [personOf(dalia)]],
    ['another hub\u2019s lead', jonas, []],
  ])('is not for %s, who may not know of it', (_, who, ask) => {
    given(unplaced).when(place(who, larkfield)).thenRefused({ why: 'notYours', id, ask });
  });
  it('is not for somebody on no staff list', () => {
    given(unplaced).when(place(stranger, larkfield)).thenRefused({ why: 'notStaff' });
  });
});

describe('taking back', () => {
  it('happens whoever has it, once', () => {
    given(received())
      .when(withdraw)
      .then({ type: 'Withdrawn', at: later(40), reason: 'revoked' });
    given(received(unplacedFacts))
      .when(withdraw)
      .then({ type: 'Withdrawn', at: later(40), reason: 'revoked' });
    given(received(), claimed(amara))
      .when(withdraw)
      .then({ type: 'Withdrawn', at: later(40), reason: 'revoked' });
    given(received(), claimed(amara), withdrawn()).when(withdraw).then();
  });
  it('of a completed one says so', () => {
    given(received(), claimed(amara), completed(amara)).when(withdraw).thenRefused(completedRefusal);
    given(received(), withdrawn())
      .when(withdraw)
      .thenRefused({ why: 'completed', at: later(22), by: undefined, outcome: 'withdrawn' });
  });
});

describe('different words under the same id', () => {
  it('are kept aside once, in every status', () => {
    for (const history of [[received()], [received(), claimed(amara)], [received(), claimed(amara), completed(amara)]] as const)
      given(...history)
        .when(keepAside('hash-2'))
        .then({ type: 'CopyKeptAside', at: later(40), contentHash: 'hash-2' });
    given(received(), keptAside('hash-2')).when(keepAside('hash-2')).then();
    given(received(), keptAside('hash-2'))
      .when(keepAside('hash-3'))
      .then({ type: 'CopyKeptAside', at: later(40), contentHash: 'hash-3' });
  });
  it('that are the first words again are nothing new', () => {
    given(received(), keptAside('hash-2')).when(keepAside('hash-1')).then();
  });
});

describe('opening what was sent', () => {
  it('is recorded every time, in every status', () => {
    for (const history of [
      [received()],
      [received(), viewed(amara)],
      [received(), claimed(bram)],
      [received(), claimed(bram), completed(bram)],
    ])
      given(...history)
        .when(view(amara))
        .then({ type: 'Viewed', at: later(40), by: personOf(amara), reason: 'safetyCheck' });
  });
  it('needs clearance: of a placed one for its practice, of an unplaced one the right to place it', () => {
    const notCleared = { why: 'notCleared', practice: millbrook, ask: [personOf(amara), personOf(bram), personOf(farah)] } as const;
    given(received({ practice: millbrook }))
      .when(view(carys))
      .thenRefused(notCleared);
    given(received({ practice: millbrook }))
      .when(view(gwen))
      .thenRefused({ why: 'notYours', id, ask: [personOf(dalia)] });
    given(received({ practice: millbrook }))
      .when(view(ines))
      .then({ type: 'Viewed', at: later(40), by: personOf(ines), reason: 'safetyCheck' });
    given(received(unplacedFacts))
      .when(view(amara))
      .thenRefused({ why: 'roleLacks', need: ['hubLead', 'hubAdministrator'], ask: leads });
    given(received(unplacedFacts))
      .when(view(ewan))
      .then({ type: 'Viewed', at: later(40), by: personOf(ewan), reason: 'safetyCheck' });
    given(received()).when(view(stranger)).thenRefused({ why: 'notStaff' });
  });
});

describe('every verb', () => {
  const verbs: readonly EConsultCommand[] = [
    ...(['claim', 'takeOver', 'view'] as const).map((type) => ({ ...bySender, type })),
    { ...bySender, type: 'release', reason: 'noTime' },
    { ...bySender, type: 'complete', outcome: 'answered', told: 'message' },
    { ...bySender, type: 'place', practice: larkfield },
  ];
  it.each(verbs)('$type is a person\u2019s, and needs something to be about', (command) => {
    given(received()).when(command).thenRefused({ why: 'personNeeded' });
    given(received())
      .when({ ...command, by: { kind: 'clock' } })
      .thenRefused({ why: 'personNeeded' });
    given().when(command).thenRefused({ why: 'notFound' });
    given()
      .when({ ...command, by: person(amara) })
      .thenRefused({ why: 'notYours', id, ask: [personOf(dalia)] });
  });
  it('of a sender needs something to be about too', () => {
    given().when(withdraw).thenRefused({ why: 'notFound' });
    given().when(keepAside('hash-2')).thenRefused({ why: 'notFound' });
  });
});
