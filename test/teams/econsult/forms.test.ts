// Forms end to end: what was filled in becomes what happens, what was stopped comes back with its words, and nobody reads what is not theirs.
import { beforeEach, describe, expect, it } from 'vitest';
import { referenceOf } from '../../../src/domain/reference.ts';
import { elementsOf, verbsOf } from '../../cards/elements.ts';
import { later } from '../../given.ts';
import { amara, bram, farah, gwen, ines, jonas, larkfield, millbrook, north, stranger } from '../../people.ts';
import { type Answered, carried, type World, world } from '../given.ts';

let w: World;
let id: string;
beforeEach(async () => {
  w = await world();
  id = await w.receives();
  await w.press(amara, 'claim', carried(id, 1));
});

const inputs = ({ body }: Answered) =>
  Object.fromEntries(
    elementsOf(body)
      .filter(({ type }) => type.startsWith('Input.'))
      .map((input) => [String(input['id']), input]),
  );
const closes = (answer: Answered): void => expect(answer).toMatchObject({ closes: true });
const isForm = (answer: Answered, verb: string, words = ''): void => {
  expect(verbsOf(answer.body)).toEqual([{ action: 'dialog', verb }]);
  expect(answer.said).toContain(words);
};
const passing = { reason: 'faceToFace', what: 'Please examine.', wantedBy: later(200), answers: larkfield };
const at = '19:larkfield@thread.tacv2';

describe('passing on', () => {
  it('is offered, asked about, answered, accepted: each from its own form or button', async () => {
    isForm(await w.fetch(amara, 'passBack', carried(id, 2)), 'passBack', 'Larkfield Surgery is asked to accept it');
    closes(await w.submit(amara, 'passBack', { ...carried(id, 2), ...passing }));
    expect(await w.state(id)).toMatchObject({ status: 'offered', offer: { to: larkfield, asked: 'Please examine.', answers: larkfield } });
    closes(await w.submit(gwen, 'ask', { ...carried(id, 3), words: 'Today?' }));
    const answering = await w.fetch(amara, 'answer', carried(id, 4));
    isForm(answering, 'answer', 'Gwen Tarrant asks: Today?');
    closes(await w.submit(amara, 'answer', { ...carried(id, 4), words: 'Tomorrow will do.' }));
    const accepted = await w.press(gwen, 'accept', carried(id, 5), { where: at });
    expect(accepted.said).toContain('Waiting at Larkfield Surgery');
    expect(accepted.said).toContain('Tomorrow will do.');
    expect(await w.happened(id)).toEqual(['Received', 'Claimed', 'PassedBack', 'QuestionAsked', 'QuestionAnswered', 'Accepted']);
  });
  it('is declined with a reason, and settled once by the clinical lead', async () => {
    await w.submit(amara, 'passBack', { ...carried(id, 2), ...passing });
    isForm(await w.submit(gwen, 'decline', { ...carried(id, 3), reason: 'other', words: ' ' }), 'decline', 'Please say in a line');
    closes(await w.submit(gwen, 'decline', { ...carried(id, 3), reason: 'noCapacity', words: 'Nobody in.' }));
    expect((await w.submit(amara, 'settle', { ...carried(id, 4), to: larkfield })).said).toContain('This needs the clinical lead');
    closes(await w.submit(farah, 'settle', { ...carried(id, 4), to: larkfield, words: '' }));
    expect(await w.state(id)).toMatchObject({ holder: larkfield, settled: { to: larkfield } });
    expect((await w.submit(farah, 'settle', { ...carried(id, 5), to: north })).said).toContain('Dr Farah Lind settled at');
  });
  it('to a practice that closes first comes back with words, what was filled in, and a way to send it knowingly', async () => {
    w.at(10 * 60);
    await w.press(bram, 'takeOver', carried(id, 2));
    const late = { ...passing, wantedBy: later(11 * 60) };
    const again = await w.submit(bram, 'passBack', { ...carried(id, 3), ...late });
    isForm(again, 'passBack', 'is closed, or closes before this can be done');
    expect(inputs(again)['what']?.['value']).toBe('Please examine.');
    expect(inputs(again)['knowingly']).toBeDefined();
    closes(await w.submit(bram, 'passBack', { ...carried(id, 3), ...late, knowingly: 'true' }));
  });
  it('from an old card is not done, and says so', async () => {
    const answer = await w.submit(amara, 'passBack', { ...carried(id, 1), ...passing });
    expect(answer.said).toContain('This card had changed since you last saw it');
    expect((await w.state(id)).status).toBe('claimed');
  });
});

describe('completing', () => {
  const filled = { outcome: 'answered', told: 'telephone', toldAt: 'now', followUp: 'Ring 01632 960123' };
  /** What stands right before a field: what is wrong with it. */
  const faultAt = ({ body }: Answered, field: string): unknown => {
    const group = elementsOf(body).find(
      (each) => each.type === 'Container' && (each['items'] as { id?: string }[]).some((item) => item.id === field),
    );
    return (group?.['items'] as { type: string; text?: string }[] | undefined)?.find(({ type }) => type === 'TextBlock')?.text;
  };
  it('with a telephone number in what is left to do keeps everything, says so at that field, and is done once it is said to be none', async () => {
    const stopped = await w.submit(amara, 'complete', { ...carried(id, 2), ...filled });
    isForm(stopped, 'complete', 'Not done yet. What you filled in is kept');
    expect(Object.fromEntries(Object.entries(inputs(stopped)).map(([name, input]) => [name, input['value']]))).toEqual({
      ...{ ask: 'other', askWanted: 'usual', another: 'false' },
      ...filled,
      checked: 'false',
    });
    expect(faultAt(stopped, 'followUp')).toContain('looks as if it held a telephone number');
    expect(faultAt(stopped, 'outcome')).toBeUndefined();
    expect((await w.state(id)).status).toBe('claimed');
    closes(await w.submit(amara, 'complete', { ...carried(id, 2), ...filled, checked: 'true' }));
    expect((await w.state(id)).status).toBe('completed');
  });
  it('by a choice that says how the patient was told as well needs no other, and two that differ are not done', async () => {
    const form = await w.fetch(amara, 'complete', carried(id, 2));
    const choices = inputs(form)['outcome']?.['choices'] as readonly { readonly value: string; readonly title: string }[];
    expect(choices[0]).toEqual({ value: 'answered:message', title: 'Answered with advice; patient told by message' });
    expect(inputs(form)['outcome']?.['value']).toBe('');
    const said = { ...carried(id, 2), outcome: 'answered:telephone', toldAt: 'now' };
    const twice = await w.submit(amara, 'complete', { ...said, told: 'message' });
    expect(faultAt(twice, 'told')).toContain('The choice above says it otherwise');
    expect(inputs(twice)).toMatchObject({ outcome: { value: 'answered:telephone' }, told: { value: 'message' } });
    const unknown = await w.submit(amara, 'complete', { ...said, outcome: 'answered:letter' });
    expect(faultAt(unknown, 'outcome')).toContain('not one of the choices');
    expect((await w.state(id)).status).toBe('claimed');
    closes(await w.submit(amara, 'complete', said));
    expect(await w.state(id)).toMatchObject({ status: 'completed', outcome: 'answered', patientTold: { how: 'telephone' } });
  });
  it('says at each field what is missing there', async () => {
    const missing = await w.submit(amara, 'complete', {
      ...carried(id, 2),
      outcome: '',
      told: '',
      toldAt: 'now',
      followUp: 'x'.repeat(301),
    });
    expect(faultAt(missing, 'outcome')).toBe('⚠ Choose an outcome');
    expect(faultAt(missing, 'told')).toBe('⚠ Choose how the patient was told');
    expect(faultAt(missing, 'toldAt')).toBeUndefined();
    expect(faultAt(missing, 'followUp')).toContain('Keep it to 300 characters');
  });
  it('says before it is sent where what is left to do goes', async () => {
    expect((await w.fetch(amara, 'complete', carried(id, 2))).said).toContain('It is sent to Larkfield Surgery as a task.');
  });
  it('on a card that is older than the form answers with the form, everything kept', async () => {
    const { toldAt: _, ...older } = filled;
    const stopped = await w.press(amara, 'complete', { ...carried(id, 2), ...older });
    expect(verbsOf(stopped.body)).toEqual([{ action: 'execute', verb: 'complete' }]);
    expect(inputs(stopped)['followUp']?.['value']).toBe(filled.followUp);
    expect((await w.press(amara, 'complete', { ...carried(id, 2), ...older, checked: 'true' })).said).toContain(
      'Completed by Dr Amara Osei',
    );
  });
  it('a red flag that nobody opened asks first, offers to open it, and asks no more once it was opened', async () => {
    const red = await w.receives({ sourceId: 'red', priority: 'redFlag' });
    await w.press(amara, 'claim', carried(red, 1));
    const told = { outcome: 'answered', told: 'telephone', toldAt: 'now' };
    const asked = await w.fetch(amara, 'complete', carried(red, 2));
    expect(asked.said).toContain('You have not opened this');
    expect(verbsOf(asked.body).map(({ verb }) => verb)).toEqual(['complete', 'open']);
    const again = await w.submit(amara, 'complete', { ...carried(red, 2), ...told });
    expect(faultAt(again, 'knowingly')).toContain('You have not opened this');
    expect(inputs(again)['outcome']?.['value']).toBe('answered');
    await w.submit(amara, 'open', { ...carried(red, 2), step: true });
    const opened = await w.fetch(amara, 'complete', carried(red, 2));
    expect(opened.said).not.toContain('You have not opened this');
    await w.submit(amara, 'complete', { ...carried(red, 2), ...told });
    expect(await w.happened(red)).toEqual(['Received', 'Claimed', 'Viewed', 'Completed']);
  });
});

describe('words that look like a patient\u2019s', () => {
  it.each([
    ['ask', 'words', {}],
    ['passBack', 'what', passing],
    ['handOver', 'words', { to: `person:${bram.id}` }],
    ['escalate', 'words', { reason: 'clinicalWorry' }],
  ])('in %s come back whole with a question, and are taken once somebody says that they are none', async (verb, field, more) => {
    const filled = { ...more, [field]: 'See 943 476 5919 about ${x}' };
    const first = await w.fetch(amara, verb, carried(id, 2));
    expect(Object.keys(inputs(first))).not.toContain('checked');
    const stopped = await w.submit(amara, verb, { ...carried(id, 2), ...filled });
    isForm(stopped, verb, 'looks as if it held an NHS number');
    expect(String(inputs(stopped)[field]?.['value']).replace('\u2060', '')).toBe('See 943 476 5919 about ${x}');
    expect(inputs(stopped)['checked']).toMatchObject({ type: 'Input.Toggle', value: 'false' });
    expect(await w.happened(id)).toEqual(['Received', 'Claimed']);
    isForm(await w.submit(amara, verb, { ...carried(id, 2), ...filled, checked: 'false' }), verb, 'looks as if');
    closes(await w.submit(amara, verb, { ...carried(id, 2), ...filled, checked: 'true' }));
    expect(await w.happened(id)).toHaveLength(3);
  });
  it('are never longer than a line on a card', async () => {
    isForm(await w.submit(amara, 'ask', { ...carried(id, 2), words: 'x'.repeat(301) }), 'ask', 'Please keep it to 300 characters');
    isForm(await w.submit(amara, 'ask', { ...carried(id, 2), words: 'x'.repeat(2_001) }), 'ask', 'Something was not filled in');
  });
});

describe('working on it', () => {
  it('holds, hands over, raises, lowers, reports and confirms', async () => {
    closes(await w.submit(amara, 'hold', { ...carried(id, 2), reason: 'photoAwaited', until: later(100) }));
    expect((await w.press(amara, 'endHold', carried(id, 3))).said).not.toContain('On hold');
    closes(await w.submit(gwen, 'raise', { ...carried(id, 4), priority: 'urgent' }));
    closes(await w.submit(amara, 'lower', { ...carried(id, 5), priority: 'routine', reason: 'spokeToPatient' }));
    closes(await w.submit(gwen, 'reportWrongPatient', carried(id, 6)));
    const stopped = await w.press(amara, 'complete', { ...carried(id, 7), outcome: 'answered', told: 'message' });
    expect(stopped.said).toContain('may be about another patient. It cannot be completed');
    await w.press(amara, 'confirmPatient', carried(id, 7));
    closes(await w.submit(amara, 'handOver', { ...carried(id, 8), to: `person:${bram.id}`, words: 'Only the answer is left.' }));
    expect(await w.state(id)).toMatchObject({ status: 'waiting', assigned: { to: { person: { id: bram.id } } } });
    expect(await w.happened(id)).toEqual([
      ...['Received', 'Claimed', 'Held', 'HoldEnded', 'Raised', 'Lowered', 'WrongPatientReported', 'PatientConfirmed', 'HandedOver'],
    ]);
  });
  it('is given to somebody who may, and else says what is missing, in the form', async () => {
    await w.press(amara, 'release', { ...carried(id, 2), reason: 'noTime' });
    const unable = await w.submit(amara, 'assign', { ...carried(id, 3), to: `person:${gwen.id}` });
    isForm(unable, 'assign', 'Gwen Tarrant may not work on this');
    closes(await w.submit(amara, 'assign', { ...carried(id, 3), to: 'role:clinician' }));
    for (const to of ['role:doctor', 'person:', 'nobody', ''])
      isForm(await w.submit(amara, 'assign', { ...carried(id, 4), to }), 'assign', 'Something was not filled in');
  });
  it('is reopened, and linked to another that its linker may know of', async () => {
    await w.press(amara, 'complete', { ...carried(id, 2), outcome: 'answered', told: 'message' });
    closes(await w.submit(gwen, 'reopen', { ...carried(id, 3), reason: 'patientCameBack' }));
    const other = await w.receives({ sourceId: 'other', practiceCode: millbrook });
    isForm(await w.submit(amara, 'link', { ...carried(id), to: 'AAA-AAA' }), 'link', 'No eConsult here has the reference AAA-AAA');
    isForm(await w.submit(amara, 'link', { ...carried(id), to: 'my cat' }), 'link', 'Something was not filled in');
    isForm(await w.submit(amara, 'link', { ...carried(id), to: referenceOf(id) }), 'link', 'That is this one');
    // Gwen's practice has nothing to do with the other one: she is not told that it is there.
    isForm(await w.submit(gwen, 'link', { ...carried(id), to: referenceOf(other) }), 'link', 'No eConsult here has the reference');
    closes(await w.submit(amara, 'link', { ...carried(id), to: ` ${referenceOf(other).toLowerCase()} ` }));
    expect((await w.state(id)).links).toEqual([other]);
  });
  it('is corrected to another practice, and not to another hub\u2019s', async () => {
    isForm(
      await w.submit(amara, 'correctPractice', { ...carried(id), practice: 'T90009' }),
      'correctPractice',
      'is not a practice of this hub',
    );
    closes(await w.submit(amara, 'correctPractice', { ...carried(id), practice: millbrook }));
    expect(await w.state(id)).toMatchObject({ practice: millbrook, holder: millbrook });
  });
  it('escalates once; whoever is asked says so, others cannot', async () => {
    closes(await w.submit(gwen, 'escalate', { ...carried(id), reason: 'overdue' }));
    expect((await w.submit(amara, 'escalate', { ...carried(id), reason: 'overdue' })).said).toContain('Gwen Tarrant escalated this at');
    expect((await w.press(amara, 'acknowledge', carried(id))).said).toContain('Only those who are asked can say they have it');
    expect((await w.press(farah, 'acknowledge', carried(id))).said).toContain('Dr Farah Lind has seen it');
  });
});

describe('what a form does not offer', () => {
  it('is refused in words, and what was typed is kept', async () => {
    const passed = { reason: 'faceToFace', what: 'Please see today', wantedBy: later(200), answers: millbrook };
    isForm(await w.submit(amara, 'passBack', { ...carried(id, 2), ...passed }), 'passBack', 'is not one of those offered');
    expect((await w.submit(amara, 'passBack', { ...carried(id, 2), ...passed })).said).toContain('Please see today');
    await w.press(amara, 'release', { ...carried(id, 2), reason: 'noTime' });
    isForm(await w.submit(amara, 'assign', { ...carried(id, 3), to: 'role:practiceClinician' }), 'assign', 'is not one of those offered');
    expect((await w.state(id)).status).toBe('waiting');
  });
  it('as an outcome on the card is refused as well', async () => {
    const said = { ...carried(id, 2), outcome: 'withdrawn', told: 'message' };
    expect((await w.press(amara, 'complete', said)).said).toContain('Its sender has not withdrawn this');
    expect((await w.state(id)).status).toBe('claimed');
  });
});

it('whom somebody spoke to is guarded like every free text, and its writer keeps what was typed', async () => {
  const flagged = await w.receives({ sourceId: 'flagged', priority: 'redFlag' });
  await w.press(amara, 'claim', carried(flagged));
  const filled = {
    ...{ reason: 'faceToFace', what: 'Please see today', wantedBy: later(200), answers: larkfield, knowingly: 'true' },
    spokenTo: 'Ms Smith, patient dob 3/2/1950, 01632 960777',
  };
  const { said } = await w.submit(amara, 'passBack', { ...carried(flagged), ...filled });
  expect(said).toContain('looks as if it held');
  expect(said).toContain('Ms Smith');
  expect((await w.state(flagged)).status).toBe('claimed');
  await w.submit(amara, 'passBack', { ...carried(flagged), ...filled, spokenTo: 'Gwen at the front desk' });
  expect((await w.state(flagged)).status).toBe('offered');
});

it('the time that was chosen stays chosen in a form that comes back a minute later', async () => {
  type Choices = readonly { readonly value: string; readonly title: string }[];
  const chosenFrom = (answer: Answered): Choices => inputs(answer)['wantedBy']?.['choices'] as Choices;
  const [first] = chosenFrom(await w.fetch(amara, 'passBack', carried(id)));
  w.at(20);
  const filled = { ...passing, wantedBy: first?.value ?? '', what: 'Ring 07700 900123' };
  const again = await w.submit(amara, 'passBack', { ...carried(id), ...filled });
  expect(again.said).toContain('looks as if it held');
  expect(inputs(again)['wantedBy']?.['value']).toBe(first?.value);
  expect(chosenFrom(again).map(({ value }) => value)).toContain(first?.value);
  // What is no time is not offered back.
  for (const wantedBy of ['soon', '2026-13-45T99:00:00Z', '<at>all</at>'])
    expect(chosenFrom(await w.submit(amara, 'passBack', { ...carried(id), ...filled, wantedBy })).map(({ value }) => value)).not.toContain(
      wantedBy,
    );
});

it('whom somebody spoke to is asked about once where it looks like somebody there', async () => {
  const flagged = await w.receives({ sourceId: 'flagged', priority: 'redFlag' });
  await w.press(amara, 'claim', carried(flagged));
  const filled = { ...passing, spokenTo: 'Gwen Tarant' };
  const asked = await w.submit(amara, 'passBack', { ...carried(flagged), ...filled });
  expect(asked.said).toContain('Did you mean Gwen Tarrant?');
  expect(inputs(asked)['spokenTo']?.['value']).toBe('Gwen Tarant');
  const button = elementsOf(asked.body).find(({ title }) => title === 'Send');
  const { rest } = (button?.['data'] ?? {}) as { rest?: string };
  await w.submit(amara, 'passBack', { ...carried(flagged), ...filled, rest });
  expect(await w.state(flagged)).toMatchObject({ status: 'offered', offer: { spokenTo: 'Gwen Tarant' } });
});

describe('somebody who may not know of it', () => {
  it.each([
    ['a stranger', stranger, 'You are not on the staff list'],
    ['another hub\u2019s lead', jonas, 'No eConsult that you may see has the reference'],
    ['another practice', ines, 'No eConsult that you may see has the reference'],
  ])('%s is shown no form, no question and no history', async (_, who, words) => {
    await w.submit(amara, 'ask', { ...carried(id, 2), words: 'A question of ours' });
    for (const verb of ['answer', 'ask', 'decline', 'passBack', 'assign', 'place', 'escalate']) {
      const { said } = await w.fetch(who, verb, carried(id));
      expect(said).toContain(words);
      expect(said).not.toContain('A question of ours');
    }
    const { said } = await w.fetch(who, 'history', carried(id));
    expect(said).toContain('That did not work');
    expect(said).not.toContain('A question of ours');
  });
});
