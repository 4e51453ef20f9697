// What may happen to a task, by examples that explain it.
import { describe, expect, it } from 'vitest';
import { marksOf } from '../../../src/domain/patient.ts';
import type { TaskDraft } from '../../../src/domain/task/command.ts';
import { decideTask } from '../../../src/domain/task/decide.ts';
import { evolveTask } from '../../../src/domain/task/evolve.ts';
import { tellingsFor } from '../../../src/domain/task/finish.ts';
import { reactTask } from '../../../src/domain/task/react.ts';
import { outcomesOfKind, taskKinds, taskTellingList } from '../../../src/domain/task/reasons-and-outcomes.ts';
import type { Task } from '../../../src/domain/task/state.ts';
import { personOf } from '../../../src/domain/terms.ts';
import { ashgrove, birchway, colleague, hub, nadia, owen, petra, rhys, tomas, una, xanthe } from '../../hub.ts';
import { at } from '../time/days.ts';
import { ask, cedarhall, clock, granted, say, taskId, taskNetwork, taskRules } from './cast.ts';

/** Wednesday, inside everybody's hours. */
const now = at('2026-11-25 09:00');
const slot = { id: 'S-AAAAAA', start: at('2026-11-26 09:00'), minutes: 20, what: 'Nurse clinic', bookUnder: 'NC2' } as const;
const draft = (more: Partial<TaskDraft> = {}): TaskDraft => ({
  ...{ kind: 'faceToFace', asked: say('Please see in person'), priority: 'routine', clinical: false },
  ...{ wantedBy: at('2026-11-26 12:00'), telephone: '01632 960000' },
  ...more,
});
const sending = (more: Partial<TaskDraft> = {}, rest: object = {}, when = now) =>
  ask(nadia, 'send', when, { from: hub, to: ashgrove, practice: ashgrove, knowingly: false, draft: draft(more), ...rest });
const sent = (more: Partial<TaskDraft> = {}, rest: object = {}) => granted(() => sending(more, rest)).task;
const answer = (command: ReturnType<typeof ask>, task?: Task) => {
  const decision = decideTask(command, task, taskRules);
  return 'refusal' in decision ? decision.refusal : decision.events;
};
/** After these wishes, each of which must be granted. */
const then = (task: Task, ...wishes: readonly ReturnType<typeof ask>[]): Task =>
  wishes.reduce((before, wish) => {
    const decision = decideTask(wish, before, taskRules);
    if ('refusal' in decision) throw new Error(decision.refusal.why);
    return decision.events.reduce((each, event) => evolveTask(each, event, each.revision + 1), before);
  }, task);

describe('sending', () => {
  it('keeps who sent it with their role, where to ring, and when it is nearly due', () => {
    expect(sent()).toMatchObject({
      ...{ status: 'sent', from: hub, to: ashgrove, sends: 1, shownIn: [ashgrove, hub] },
      sender: { ...personOf(nadia), role: 'clinician' },
      request: { telephone: '01632 960000', asked: 'Please see in person' },
      // Nine and a half hours today and four tomorrow: three quarters of that end 37 and a half minutes after it opens.
      dueSoonAt: '2026-11-26T08:37:30.000Z',
    });
  });
  it.each([
    ['a time that is past', { wantedBy: now }, 'whenWrong'],
    ['a number that is none', { telephone: 'ring the desk' }, 'telephoneWrong'],
    ['a choice of another kind', { detail: 'bloods' }, 'notOfThisKind'],
    ['nothing asked', { asked: say('  ') }, 'wordsMissing'],
    ['a patient’s number', { asked: say('Please see 943 476 5919') }, 'personalWords'],
    ['a patient’s number as who was spoken to', { spokenTo: '943 476 5919' }, 'personalWords'],
    ['a person of elsewhere', { hint: xanthe.id }, 'hintElsewhere'],
  ] as const)('is refused with %s', (_, more, why) => {
    expect(answer(sending(more as Partial<TaskDraft>))).toMatchObject({ why });
  });
  it('to a practice that its network does not have, or of another hub, is refused by name', () => {
    expect(answer(sending({}, { to: 'T99999' }))).toEqual({ why: 'organisationUnknown', organisation: 'T99999' });
  });
  it('to a practice that closes before it can be done says when it opens, unless its sender has read that', () => {
    const [tonight, evening] = [{ wantedBy: at('2026-11-25 19:00'), priority: 'urgent', spokenTo: 'Una' } as const, at('2026-11-25 18:10')];
    expect(answer(sending(tonight, {}, evening))).toEqual({ why: 'receiverCloses', receiver: ashgrove, opens: at('2026-11-26 08:00') });
    expect(answer(sending(tonight, { knowingly: true }, evening))).toHaveLength(1);
  });
  it('a routine one at night waits for the morning, if that comes in time', () => {
    const night = at('2026-11-25 22:00');
    expect(answer(sending({}, {}, night))).toHaveLength(1);
    expect(answer(sending({ wantedBy: at('2026-11-26 08:10') }, {}, night))).toMatchObject({ why: 'receiverCloses' });
  });
  it('an urgent one at night is asked about: nobody there sees it before the morning', () => {
    const urgent = { priority: 'urgent', spokenTo: 'Una' } as const;
    expect(answer(sending(urgent, {}, at('2026-11-25 22:00')))).toMatchObject({ why: 'receiverCloses', opens: at('2026-11-26 08:00') });
  });
  it('of what only a clinician may do, where there is none, is said before', () => {
    const { [tomas.id]: _, ...staff } = taskNetwork.staff;
    const others = Object.fromEntries(
      Object.entries(staff).filter(([, { posts }]) => !posts.some(({ role }) => role === 'practiceClinician')),
    );
    const rules = { ...taskRules, network: { ...taskNetwork, staff: others } };
    expect(decideTask(sending({ clinical: true }), undefined, rules)).toEqual({ refusal: { why: 'receiverCannot', receiver: ashgrove } });
  });
  it('an urgent one for which nobody was spoken to starts the ladder, without whoever sent it', () => {
    const { escalation, shownIn } = sent({ priority: 'urgent' });
    expect(escalation?.ladder.map(({ people }) => people.map(({ id }) => id))).toEqual([[owen.id], [rhys.id], [petra.id]]);
    expect(shownIn).toContain(hub);
    expect(sent({ priority: 'urgent', spokenTo: 'Una' }).escalation).toBeUndefined();
  });
  it('holds what is written against the patient it is about', () => {
    const patient = marksOf({
      names: ['Asha Brindle'],
      dateOfBirth: undefined,
      nhsNumbers: [],
      numbers: [],
      telephones: [],
      emails: [],
      addresses: [],
    });
    const decision = decideTask(sending({ asked: say('Please ring Mrs Brindle') }), undefined, { ...taskRules, patient });
    expect(decision).toMatchObject({ refusal: { why: 'patientWords', field: 'asked' } });
  });
  it('in a round shows its sender one card for all, until it comes back', () => {
    const one = sent({}, { round: 'R-AAAAAA' });
    expect(one.shownIn).toEqual([ashgrove]);
    expect(then(one, ask(una, 'decline', now, { reason: 'noCapacity' })).shownIn).toEqual([ashgrove, hub]);
  });
  it('the id of another wish is refused, and the same round sent once more changes nothing', () => {
    expect(answer(sending(), sent())).toEqual({ why: 'idTaken' });
    expect(answer(sending({}, { round: 'R-AAAAAA' }), sent({}, { round: 'R-AAAAAA' }))).toEqual([]);
    expect(answer(sending({}, { round: 'R-BBBBBB' }), sent({}, { round: 'R-AAAAAA' }))).toEqual({ why: 'idTaken' });
  });
});

describe('an appointment', () => {
  it('is given up when it is handed on or reopened: whoever gets it then has others', () => {
    const toHub = { from: ashgrove, to: hub, practice: ashgrove };
    const asked = granted(() => ask(una, 'send', now, { ...toHub, knowingly: false, draft: draft({ slot }) })).task;
    expect(asked.request.slot).toEqual(slot);
    expect(then(asked, ask(nadia, 'handOn', now, { to: birchway, knowingly: true })).request.slot).toBeUndefined();
    const done = then(asked, ask(nadia, 'finish', now, { outcome: 'booked', told: 'telephone' }));
    expect(done.request.slot).toEqual(slot);
    expect(then(done, ask(nadia, 'reopen', now, { reason: 'notDone' })).request.slot).toBeUndefined();
  });
});

describe('a declined one', () => {
  const declined = () => then(sent(), ask(una, 'decline', now, { reason: 'noCapacity' }));
  it('is back with its sender, who is told; and its history is kept when it is sent again, elsewhere', () => {
    expect(reactTask({ type: 'TaskDeclined', at: now, decline: declined().declines[0] as never }, declined())).toContainEqual({
      ...{ to: `org.${hub}`, class: 1, what: 'taskDeclined' },
    });
    const again = then(declined(), ask(colleague, 'sendAgain', at('2026-11-25 10:00'), { to: birchway, draft: draft(), knowingly: false }));
    expect(again).toMatchObject({ id: taskId, status: 'sent', to: birchway, sends: 2, firstSentAt: now, sentAt: at('2026-11-25 10:00') });
    expect(again.declines).toMatchObject([{ from: ashgrove, by: personOf(una), reason: 'noCapacity' }]);
    expect(again.sender).toEqual({ ...personOf(colleague), role: 'clinician' });
  });
  it('for another reason says which', () => {
    expect(answer(ask(una, 'decline', now, { reason: 'other' }), sent())).toEqual({ why: 'wordsMissing' });
  });
});

describe('done', () => {
  it.each(taskKinds)('a %s has an outcome of its kind, after which the patient was told or need not be', (kind) => {
    const task = sent({ kind });
    for (const outcome of new Set(taskKinds.flatMap((each) => outcomesOfKind[each])))
      for (const told of taskTellingList.all) {
        const expected = !outcomesOfKind[kind].includes(outcome)
          ? 'notOfThisKind'
          : tellingsFor(outcome).includes(told)
            ? undefined
            : 'notTold';
        const said = answer(ask(una, 'finish', now, { outcome, told }), task);
        expect('why' in said ? said.why : undefined, `${outcome} ${told}`).toBe(expected);
      }
  });
  it('“not reached” is only said of a patient who was not reached', () => {
    expect(tellingsFor('seen')).toEqual(['message', 'telephone', 'inPerson', 'letter']);
    expect(tellingsFor('notReached')).toContain('notReached');
    expect(tellingsFor('recorded')).not.toContain('notReached');
  });
  it('the patient was told after it was sent, and not in the future', () => {
    const finish = (toldAt: string) =>
      answer(ask(una, 'finish', at('2026-11-25 10:00'), { outcome: 'seen', told: 'inPerson', toldAt }), sent());
    expect(finish(at('2026-11-25 08:59'))).toEqual({ why: 'toldAtWrong' });
    expect(finish(at('2026-11-25 10:01'))).toEqual({ why: 'toldAtWrong' });
    expect(finish(at('2026-11-25 09:30'))).toHaveLength(1);
  });
});

describe('opening it', () => {
  it('is told to its sender the first time that somebody of its receiver does', () => {
    const byHub = then(sent(), ask(colleague, 'view', now, {}));
    expect(byHub.seen).toBeUndefined();
    const seen = then(byHub, ask(tomas, 'view', at('2026-11-25 09:05'), {}));
    expect(seen.seen).toEqual({ by: personOf(tomas), at: at('2026-11-25 09:05') });
    expect(then(seen, ask(una, 'view', at('2026-11-25 09:10'), {})).seen).toEqual(seen.seen);
  });
});

describe('a question', () => {
  it('that is answered after another was asked is not answered by that', () => {
    const asked = then(sent(), ask(una, 'ask', at('2026-11-25 09:10'), { words: say('Is today needed?') }));
    expect(answer(ask(nadia, 'answer', at('2026-11-25 09:20'), { question: at('2026-11-25 09:05'), words: say('Yes') }), asked)).toEqual({
      why: 'questionChanged',
    });
    expect(
      answer(ask(nadia, 'answer', at('2026-11-25 09:20'), { question: at('2026-11-25 09:10'), words: say('Yes') }), asked),
    ).toHaveLength(1);
  });
});

describe('another system', () => {
  const by = { kind: 'sender', caller: 'maker' } as const;
  const bySystem = granted(() => ({ ...sending(), by })).task;
  it('takes back what it sent, and nothing that anybody else did', () => {
    expect(answer({ ...ask(nadia, 'cancel', now, { reason: 'noLongerNeeded' }), by }, bySystem)).toHaveLength(1);
    expect(
      answer({ ...ask(nadia, 'cancel', now, { reason: 'noLongerNeeded' }), by: { kind: 'sender', caller: 'other' } }, bySystem),
    ).toEqual({
      why: 'notFound',
    });
    expect(answer({ ...ask(nadia, 'cancel', now, { reason: 'noLongerNeeded' }), by }, sent())).toEqual({ why: 'notFound' });
  });
  it('does nobody’s work', () => {
    expect(answer({ ...ask(nadia, 'accept', now, {}), by }, bySystem)).toEqual({ why: 'personNeeded' });
    expect(answer({ ...sending(), by: clock })).toEqual({ why: 'personNeeded' });
  });
});

describe('a look of the clock that comes very late', () => {
  it('says the gravest of each once, and the leads of both sides hear of it', () => {
    const decision = decideTask(ask('clock', 'tick', at('2026-12-02 12:00'), {}), sent(), taskRules);
    const events = 'events' in decision ? decision.events : [];
    expect(events.map((event) => (event.type === 'TaskReminded' ? event.of : event.type))).toEqual(['stillUnanswered', 'stillLate']);
    for (const event of events) expect(event).toHaveProperty('leads', [personOf(rhys), personOf(una)]);
  });
  it('and says nothing more at the next', () => {
    const late = at('2026-12-02 12:00');
    const after = then(sent(), ask('clock', 'tick', late, {}));
    expect(answer(ask('clock', 'tick', at('2026-12-02 12:01'), {}), { ...after, nextLook: at('2026-12-03 12:00') })).toEqual([]);
  });
});

it('a task between a practice and another is not there: they ask by way of their hub', () => {
  expect(answer(ask(una, 'send', now, { from: ashgrove, to: cedarhall, practice: ashgrove, knowingly: true, draft: draft() }))).toEqual({
    ...{ why: 'notBetweenThese', from: ashgrove, to: cedarhall },
  });
});
