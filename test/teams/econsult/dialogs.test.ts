// Dialogs: opening is recorded before anything is shown, and a refusal is a dialog too.

import { beforeEach, describe, expect, it } from 'vitest';
import { StoreAway } from '../../../src/app/ports.ts';
import { brokenWords, storeAwayWords } from '../../../src/cards/words.ts';
import type { EConsultEvent } from '../../../src/domain/econsult/event.ts';
import { dialogVerbs } from '../../../src/teams/econsult/dialogs.ts';
import { elementsOf, runsOf } from '../../cards/elements.ts';
import { text } from '../../cards/examples.ts';
import { amara, bram, carys, dalia, ewan, gwen, ines, millbrook, north, person, stranger } from '../../people.ts';
import { type Answered, carried, submission, type World, world } from '../given.ts';

let w: World;
let id: string;
beforeEach(async () => {
  w = await world();
  id = await w.receives();
});

/** A dialog answered with words instead of a card shows empty in Teams. */
const isDialog = ({ body }: Answered): void =>
  expect(body).toMatchObject({
    task: {
      type: 'continue',
      value: {
        title: expect.stringMatching(/\S/),
        card: { contentType: 'application/vnd.microsoft.card.adaptive', content: { type: 'AdaptiveCard' } },
      },
    },
  });
const isWords = (answer: Answered, words: string): void => {
  isDialog(answer);
  expect(answer.said).toContain(words);
  expect(answer.said).toContain('That did not work');
};
const choices = ({ body }: Answered) =>
  elementsOf(body).flatMap((each) =>
    each.type === 'Input.ChoiceSet' ? (each['choices'] as { value: string }[]).map(({ value }) => value) : reasonsOf(each),
  );
/** A reason that a button carries. */
const reasonsOf = ({ data }: Readonly<Record<string, unknown>>): readonly string[] => {
  const reason = (data as { reason?: unknown } | undefined)?.reason;
  return typeof reason === 'string' ? [reason] : [];
};

describe('opening', () => {
  it('shows everything that was sent, to whoever may see it, and records who and when', async () => {
    w.at(14);
    const answer = await w.submit(amara, 'open', { ...carried(id, 1), reason: 'safetyCheck' });
    isDialog(answer);
    expect(runsOf(answer.body)).toEqual(expect.arrayContaining(['Asha Example', 'A week.', 'It is worse at night.', 'PIN 4321']));
    const events = await w.store.events<EConsultEvent>({ hub: north, kind: 'econsult', id });
    expect(events.map(({ event }) => event)).toMatchObject([
      { type: 'Received' },
      { type: 'Viewed', at: '2026-11-25T09:14:00.000Z', by: { id: amara.id, name: amara.name }, reason: 'safetyCheck' },
    ]);
  });
  it('by somebody from outside the practice asks first why, and shows nothing before', async () => {
    const asked = await w.fetch(amara, 'open', carried(id, 1));
    isDialog(asked);
    expect(asked.said).toContain('Why do you open it?');
    expect(asked.said).not.toContain('Asha');
    expect(choices(asked)).toEqual(['workingOnIt', 'askedForAdvice', 'safetyCheck', 'patientAsked']);
    for (const reason of ['', 'because', 'constructor', ['safetyCheck'], undefined]) {
      const again = await w.submit(amara, 'open', { ...carried(id, 1), reason });
      expect(again.said).toContain('Why do you open it?');
      expect(again.said).not.toContain('Asha');
    }
    expect(await w.happened(id)).toEqual(['Received']);
  });
  it('asks its claimant and the practice itself for no reason', async () => {
    expect(runsOf((await w.fetch(gwen, 'open', carried(id, 1))).body)).toContain('Asha Example');
    await w.press(amara, 'claim', carried(id, 1));
    expect(runsOf((await w.fetch(amara, 'open', carried(id, 1))).body)).toContain('Asha Example');
    expect((await w.fetch(bram, 'open', carried(id, 1))).said).toContain('Why do you open it?');
    const events = await w.store.events<EConsultEvent>({ hub: north, kind: 'econsult', id });
    expect(events.flatMap(({ event }) => (event.type === 'Viewed' ? [event.reason] : []))).toEqual([undefined, 'workingOnIt']);
  });
  it('makes no card old: it can still be claimed from', async () => {
    await w.fetch(gwen, 'open', carried(id, 1));
    expect(await w.happened(id)).toEqual(['Received', 'Viewed']);
    expect((await w.press(bram, 'claim', carried(id, 1))).said).toContain('Claimed by Dr Bram Whitlock');
  });
  it.each([
    ['a stranger', stranger, 'You are not on the staff list'],
    ['somebody not cleared for the practice', ines, 'No eConsult that you may see has the reference'],
  ])('shows %s nothing of it, and records nothing', async (_, who, words) => {
    const answer = await w.fetch(who, 'open', carried(id, 1));
    isWords(answer, words);
    expect(answer.said).not.toContain('Asha');
    expect(await w.happened(id)).toEqual(['Received']);
  });
  it('shows nothing that could not be recorded', async () => {
    w.breakStore();
    const answer = await w.fetch(gwen, 'open', carried(id, 1));
    isWords(answer, storeAwayWords);
    expect(answer.said).not.toContain('Asha');
  });
  it('shows different words that came under the same id beside the first', async () => {
    const answers = [{ question: 'What is the matter?', answer: 'Something else entirely' }];
    await w.receives({ contentHash: 'hash-2', text: { ...text, answers } });
    const answer = await w.fetch(gwen, 'open', carried(id, 1));
    expect(runsOf(answer.body)).toEqual(expect.arrayContaining(['Something else entirely', 'A week.', 'It is worse at night.']));
  });
  it('turns pages, each of them recorded', async () => {
    const long = await w.receives({
      sourceId: 'long',
      text: { ...submission().text, answers: [{ question: 'Why?', answer: 'x'.repeat(60_000) }] },
    });
    const first = await w.submit(amara, 'open', { ...carried(long), reason: 'patientAsked' });
    const next = elementsOf(first.body).find(({ title }) => title === 'Next page')?.['data'] as Record<string, unknown>;
    expect(next).toMatchObject({ verb: 'open', page: 1, id: long, reason: 'patientAsked' });
    const second = await w.submit(amara, 'open', next);
    isDialog(second);
    expect(second.said).toContain('Page 2 of');
    expect(await w.happened(long)).toEqual(['Received', 'Viewed', 'Viewed']);
    for (const page of [-1, 1.5, 'two', 10_000, undefined])
      expect((await w.submit(amara, 'open', { ...next, page })).said).toContain('Page 1 of');
  });
});

describe('the next step', () => {
  const step = (answer: Answered, title: string) =>
    elementsOf(answer.body).find((each) => each['title'] === title)?.['data'] as Record<string, unknown>;
  it('is taken without closing it: claimed, passed back by its form', async () => {
    const first = await w.submit(amara, 'open', { ...carried(id, 1), reason: 'safetyCheck' });
    const claimed = await w.submit(amara, 'open', step(first, 'Claim'));
    isDialog(claimed);
    expect(claimed.said).toContain('It is yours now');
    expect(runsOf(claimed.body)).toContain('Asha Example');
    expect(await w.happened(id)).toEqual(['Received', 'Viewed', 'Claimed', 'Viewed']);
    const form = await w.submit(amara, 'passBack', step(claimed, 'Pass to practice'));
    isDialog(form);
    expect(choices(form)).toContain('faceToFace');
    expect((await w.submit(amara, 'complete', step(claimed, 'Complete'))).said).toContain('Choose an outcome');
  });
  it('that somebody else was quicker with says so, and shows it still', async () => {
    const first = await w.submit(amara, 'open', { ...carried(id, 1), reason: 'safetyCheck' });
    await w.press(bram, 'claim', carried(id, 1));
    const late = await w.submit(amara, 'open', step(first, 'Claim'));
    expect(late.said).toContain('Already claimed by Dr Bram Whitlock');
    expect(runsOf(late.body)).toContain('Asha Example');
    expect(late.said).not.toContain('It is yours now');
  });
  it('claims for nobody who may not see it', async () => {
    const { said } = await w.submit(ines, 'open', { ...carried(id, 1), step: true, press: 'claim', reason: 'safetyCheck' });
    expect(said).not.toContain('Asha');
    expect(await w.happened(id)).toEqual(['Received']);
  });
});

describe('placing', () => {
  let unplaced: string;
  beforeEach(async () => {
    unplaced = await w.receives({ sourceId: 'unplaced', practiceCode: 'T99999' });
  });
  it('asks for a practice of this hub', async () => {
    const answer = await w.fetch(dalia, 'place', carried(unplaced, 1));
    isDialog(answer);
    expect(choices(answer)).toEqual(['T90001', 'T90002', 'T90003']);
    expect(answer.said).toContain('The sender named T99999, which is not a practice of this network.');
  });
  it('puts it there and closes the dialog', async () => {
    const answer = await w.submit(ewan, 'place', { ...carried(unplaced, 1), practice: millbrook });
    expect(answer.closes).toBe(true);
    expect(await w.state(unplaced)).toMatchObject({ practice: millbrook, holder: millbrook, shownIn: [north, millbrook] });
  });
  it.each([
    ['nothing chosen', {}, 'Something was not filled in, so nothing was done.'],
    ['an empty choice', { practice: '' }, 'Something was not filled in, so nothing was done.'],
    ['a name every object has', { practice: 'constructor' }, 'Something was not filled in, so nothing was done.'],
    ['another hub\u2019s practice', { practice: 'T90009' }, 'T90009 is not a practice of this hub'],
    ['a practice nobody knows', { practice: 'T99999' }, 'T99999 is not a practice of this hub'],
  ])('with %s asks again', async (_, inputs, words) => {
    const answer = await w.submit(dalia, 'place', { ...carried(unplaced, 1), ...inputs });
    isDialog(answer);
    expect(answer.said).toContain(words);
    expect(choices(answer)).toHaveLength(3);
    expect(await w.happened(unplaced)).toEqual(['Received']);
  });
  it.each([
    ['by a clinician', amara, 'This needs a hub lead or a hub administrator'],
    ['by a practice', gwen, 'No eConsult that you may see has the reference'],
    ['by a stranger', stranger, 'You are not on the staff list'],
  ])('%s is refused in a dialog', async (_, who, words) => {
    isWords(await w.submit(who, 'place', { ...carried(unplaced, 1), practice: millbrook }), words);
    expect(await w.happened(unplaced)).toEqual(['Received']);
  });
  it('by a second lead, or from an old card, says what is so', async () => {
    await w.submit(dalia, 'place', { ...carried(unplaced, 1), practice: millbrook });
    isWords(await w.submit(ewan, 'place', { ...carried(unplaced, 1), practice: 'T90001' }), 'This has been placed already');
    const again = await w.submit(ewan, 'place', { ...carried(unplaced, 1), practice: millbrook });
    expect(again.closes).toBe(true);
  });
});

/** About one eConsult; the forms about the network, the rota and several of them have tests of their own. */
const about = dialogVerbs;
describe('whatever is sent', () => {
  it.each([
    ['without anything', {}],
    ['of another version', { v: 2, hub: north, id: 'K7M4QX' }],
    ['with an id that is no reference', { v: 1, hub: north, id: '../x' }],
  ])('%s is answered with a dialog', async (_, data) => {
    for (const verb of about) {
      isWords(await w.fetch(amara, verb, data), 'This card is of a kind I do not know');
      isWords(await w.submit(amara, verb, data), 'This card is of a kind I do not know');
    }
  });
  it.each(['', 'claim', 'constructor', '__proto__'])('of the verb %j is answered with a dialog', async (verb) => {
    isWords(await w.fetch(amara, verb, carried(id, 1)), 'not known to me any more');
    isWords(await w.submit(amara, verb, carried(id, 1)), 'not known to me any more');
    expect(await w.happened(id)).toEqual(['Received']);
  });
  it('about nothing that is here is answered with a dialog', async () => {
    for (const data of [carried('AAAAAA'), { ...carried(id), hub: 'SOUTH' }, { ...carried(id), hub: 'ELSEWHERE' }])
      for (const verb of about) {
        isWords(await w.fetch(dalia, verb, data), 'No eConsult that you may see has the reference');
        if (verb === 'history') continue;
        isWords(await w.submit(dalia, verb, { ...data, practice: millbrook }), 'No eConsult that you may see has the reference');
      }
  });
  it('while something is broken is answered with a dialog that gives nothing away', async () => {
    for (const [error, words] of [
      [new StoreAway('secret'), storeAwayWords],
      [new Error('secret'), brokenWords],
    ] as const) {
      w.breakStore(error);
      for (const verb of about)
        for (const answer of [
          await w.fetch(dalia, verb, carried(id, 1)),
          await w.submit(dalia, verb === 'history' ? 'open' : verb, { ...carried(id, 1), practice: millbrook }),
        ]) {
          isWords(answer, words);
          expect(answer.said).not.toContain('secret');
        }
    }
  });
});

it('a name that looks like a card\u2019s own words stays a name', async () => {
  const odd = { ...person(carys), name: '${id} <at>x</at> **y**' };
  const answer = await w.submit(odd, 'open', { ...carried(id), reason: 'safetyCheck' });
  expect(runsOf(answer.body)).toContain('Asha Example');
  isDialog(answer);
  expect(answer.said).not.toContain('<at>');
});

describe('what was written is not lost', () => {
  const ask = (words: string) => w.submit(gwen, 'ask', { ...carried(id), words });
  const question = async () => (await w.state(id)).question?.at ?? '';
  it('when another question has been asked since: it is not answered by it, and the form shows both', async () => {
    w.at(10);
    await ask('Is today needed?');
    const read = await question();
    await w.submit(amara, 'answer', { ...carried(id), words: 'Tomorrow will do', rest: read });
    w.at(20);
    await ask('Which knee?');
    const answer = await w.submit(bram, 'answer', { ...carried(id), words: 'Yes, today', rest: read });
    isDialog(answer);
    expect(answer.said).toMatch(/Another question has been asked since/);
    expect(answer.said).toContain('Which knee?');
    expect(answer.said).toContain('Yes, today');
    expect((await w.state(id)).question?.answer).toBeUndefined();
    await w.submit(bram, 'answer', { ...carried(id), words: 'The left', rest: await question() });
    expect((await w.state(id)).question?.answer?.text).toBe('The left');
  });
  it('when its card has changed since: it is shown again with what was written', async () => {
    await w.press(amara, 'claim', carried(id));
    const wantedBy = '2026-11-25T12:00:00.000Z';
    const form = { ...carried(id, 1), reason: 'faceToFace', what: 'Please examine', wantedBy, answers: north };
    const answer = await w.submit(amara, 'passBack', form);
    isDialog(answer);
    expect(answer.said).toContain('This card had changed');
    expect(answer.said).toContain('Please examine');
  });
});

it('linking names each on the other, once, however often it is asked', async () => {
  const other = await w.receives({ sourceId: 'another' });
  for (const _ of [1, 2]) await w.submit(amara, 'link', { ...carried(id), to: other });
  expect((await w.state(id)).links).toEqual([other]);
  expect((await w.state(other)).links).toEqual([id]);
  expect(await w.happened(other)).toEqual(['Received', 'Linked']);
});
