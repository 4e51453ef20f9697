// History: every event in words, oldest first, each by whom; nothing the patient wrote, and a size that Teams takes.
import { describe, expect, it } from 'vitest';
import { drawHistory, happenedWords } from '../../../src/cards/econsult/history.ts';
import type { EConsultEvent } from '../../../src/domain/econsult/event.ts';
import { noteCharactersMax } from '../../../src/domain/privacy.ts';
import { personOf } from '../../../src/domain/terms.ts';
import {
  claimed,
  completed,
  facts,
  keptAside,
  later,
  placed,
  received,
  released,
  takenOver,
  unplacedFacts,
  viewed,
  withdrawn,
} from '../../given.ts';
import { amara, bram, carys, dalia, gwen, larkfield, millbrook, network, north } from '../../people.ts';
import { markdownOf } from '../elements.ts';
import {
  accepted,
  acknowledged,
  answered,
  asked,
  climbed,
  declined,
  escalated,
  followed,
  handedOver,
  held,
  linked,
  passedBack,
  settled,
  states,
  takenBack,
  wrongPatient,
} from '../states.ts';

const [at, by] = [later(30), personOf(amara)];
const { deadlines } = facts;
/** One of each: the compiler asks for the missing one when an event is added. */
const told: { readonly [Type in EConsultEvent['type']]: readonly [EConsultEvent, string] } = {
  Received: [received(unplacedFacts), 'it went to North Hub'],
  Rerouted: [
    {
      type: 'Rerouted',
      at,
      reroute: { disaster: 'D-K7M4QX', type: 'practiceDown', from: larkfield, to: facts.hub, at, until: later(270) },
    },
    'Moved from Larkfield Surgery to North Hub by disaster D-K7M-4QX (practice down), until Wed 25 Nov 13:30',
  ],
  ClaimantAsked: [{ type: 'ClaimantAsked', at, disaster: 'D-K7M4QX' }, 'asked whether they go on with it'],
  BroughtBack: [{ type: 'BroughtBack', at, disaster: 'D-K7M4QX', to: larkfield }, 'Brought back to Larkfield Surgery'],
  PersonReplaced: [
    { type: 'PersonReplaced', at, by, repair: 'M-K7M4QX', from: personOf(amara), to: personOf(bram), claim: true },
    'Dr Amara Osei has left: it was given to Dr Bram Whitlock (Dr Amara Osei)',
  ],
  PracticeReplaced: [
    { type: 'PracticeReplaced', at, by, repair: 'M-K7M4QX', from: larkfield, practice: millbrook, holder: millbrook, instead: millbrook },
    'Larkfield Surgery has closed (Dr Amara Osei). It is a patient of Millbrook Practice, and Millbrook Practice has it now',
  ],
  CopyKeptAside: [keptAside(), 'Different words came'],
  Withdrawn: [withdrawn(), 'took it back'],
  Placed: [placed(dalia, millbrook, millbrook), 'Dalia Moreno placed it: Millbrook Practice'],
  PracticeCorrected: [
    { type: 'PracticeCorrected', at, by, from: larkfield, to: millbrook, holder: millbrook },
    'from Larkfield Surgery to Millbrook Practice',
  ],
  Claimed: [claimed(amara), 'Dr Amara Osei claimed it'],
  TakenOver: [takenOver(bram, amara), 'Dr Bram Whitlock took it over from Dr Amara Osei'],
  Released: [released(amara), 'released it (I cannot get to it in time)'],
  Completed: [completed(amara, 'prescribed', 'telephone'), 'prescription issued; patient told by telephone, Wed 25 Nov 09:30'],
  ClosingPlanned: [
    { type: 'ClosingPlanned', at, by, plan: 'nextOpening', told: 'telephone', opens: later(24 * 60) },
    'Dr Amara Osei left it until Thu 26 Nov 09:00; the patient was told by telephone',
  ],
  Viewed: [viewed(carys, at, 'safetyCheck'), 'Carys Pell opened it (safety check)'],
  PassedBack: [passedBack(), 'passed it to Larkfield Surgery (needs to be seen face to face): Please examine and let the patient know.'],
  Accepted: [accepted, 'Gwen Tarrant accepted it'],
  Declined: [declined, 'declined it (no capacity in that time): No doctor in until tomorrow.'],
  TakenBack: [takenBack, 'Dr Amara Osei took it back from Larkfield Surgery'],
  QuestionAsked: [asked(), 'Gwen Tarrant asked North Hub: Is today needed'],
  QuestionAnswered: [answered, 'answered: Tomorrow morning will do.'],
  Settled: [settled(), 'Dr Farah Lind settled that Larkfield Surgery has it: The practice knows the patient.'],
  SentToHub: [{ type: 'SentToHub', at, by, text: undefined }, 'sent it to the hub'],
  Pulled: [{ type: 'Pulled', at, by }, 'took it to the hub'],
  Assigned: [{ type: 'Assigned', at, by, to: { person: personOf(gwen) } }, 'assigned it to Gwen Tarrant'],
  HandedOver: [handedOver, 'handed it over to Dr Bram Whitlock: Photo has come'],
  Raised: [{ type: 'Raised', at, by, priority: 'redFlag', deadlines }, 'raised it to red flag'],
  Lowered: [{ type: 'Lowered', at, by, priority: 'routine', reason: 'spokeToPatient', deadlines }, 'to routine (spoke to the patient)'],
  Held: [held, 'on hold until Wed 25 Nov 11:00 (waiting for a photo)'],
  HoldEnded: [{ type: 'HoldEnded', at, by, deadlines }, 'ended the hold'],
  HoldRanOut: [{ type: 'HoldRanOut', at, deadlines }, 'The time to wait for the patient ran out'],
  Warned: [{ type: 'Warned', at, warning: 'target', also: ['firstLook'] }, 'The clock warned: past its target'],
  Reminded: [{ type: 'Reminded', at, of: 'offerWaits', since: at }, 'reminded the receiver that it waits to be accepted'],
  ClockLooked: [{ type: 'ClockLooked', at }, 'nothing was due'],
  Kept: [{ type: 'Kept', at, by }, 'is still working on it'],
  Escalated: [escalated(), 'escalated it (I am worried about the patient)'],
  EscalationClimbed: [climbed, 'the next on the ladder were asked'],
  EscalationAcknowledged: [acknowledged, 'Dalia Moreno has seen the escalation'],
  Reopened: [{ type: 'Reopened', at, by, reason: 'patientCameBack' }, 'reopened it (the patient came back)'],
  Linked: [linked, 'linked it to AAA-AAA'],
  Recurred: [
    { type: 'Recurred', at, earlier: [{ id: 'AAAAAA', at: later(-60), practice: millbrook, holder: millbrook }] },
    'a patient who had sent another request',
  ],
  NotSamePatientSaid: [
    { type: 'NotSamePatientSaid', at, by, to: 'AAAAAA', reason: 'numberMixedUp' },
    'AAA-AAA is not the same patient\u2019s: the wrong NHS number was sent',
  ],
  WrongPatientReported: [wrongPatient, 'may be about another patient'],
  PatientConfirmed: [{ type: 'PatientConfirmed', at, by }, 'confirmed whose it is'],
  TaskFollowed: [followed('declined'), 'Task T-AAA-AAA (Tests, Larkfield Surgery, by Wed 25 Nov 13:00): DECLINED (Gwen Tarrant)'],
};

describe('an event', () => {
  it.each(Object.entries(told))('%s is told, with who did it', (_, [event, words]) => {
    const said = happenedWords(event, network);
    expect(said).toContain(words);
    if ('by' in event) expect(said).toContain(event.by.name);
    expect(said).not.toMatch(/undefined|\[object|T9000|NORTH|0000-/);
  });
});

describe('the whole', () => {
  const many = (count: number, text: string) =>
    Array.from({ length: count }, (_, index) => ({ at: later(index), event: { ...asked(north, larkfield), text } as EConsultEvent }));
  it('is oldest first, each with its moment', () => {
    const lines = markdownOf(
      drawHistory(
        states.claimed,
        [received(), claimed(amara)].map((event) => ({ at: event.at, event })),
        network,
      ),
    );
    expect(lines.slice(2)).toEqual([
      'Wed 25 Nov 09:00',
      expect.stringMatching(/^Received; it went to North Hub/),
      'Wed 25 Nov 09:14',
      'Dr Amara Osei claimed it',
    ]);
  });
  it('is of what happened: a daily look of the clock at which nothing was due neither stands in it nor crowds anything out', () => {
    const looks = Array.from({ length: 100 }, () => ({ at, event: { type: 'ClockLooked', at } as EConsultEvent }));
    const lines = markdownOf(drawHistory(states.claimed, [{ at, event: claimed(amara) }, ...looks], network));
    expect(lines.slice(1)).toEqual(['Everything that has happened to it, oldest first.', expect.any(String), 'Dr Amara Osei claimed it']);
  });
  it('leaves out the oldest of very many and says how many', () => {
    const lines = markdownOf(drawHistory(states.claimed, many(100, 'x'), network));
    expect(lines).toHaveLength(2 + 2 * 60);
    expect(lines[1]).toBe('The newest 60; 40 older ones are kept.');
    expect(lines.at(-2)).toBe('Wed 25 Nov 10:39');
  });
  it('is small enough for Teams, which takes about 100 KB as UTF-16', () => {
    const card = drawHistory(states.claimed, many(100, 'W'.repeat(noteCharactersMax)), network);
    expect(JSON.stringify(card).length * 2).toBeLessThan(90 * 1024);
  });
});
