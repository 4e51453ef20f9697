// Forms: each can be filled in with its own choices and nothing else, says what is missing, and shows nothing that is not a name.

import { describe, expect, it } from 'vitest';
import { drawEConsult } from '../../../src/cards/econsult/card.ts';
import { drawForm, forms } from '../../../src/cards/econsult/forms.ts';
import { drawSend } from '../../../src/cards/task/form-send.ts';
import { taskForms } from '../../../src/cards/task/forms.ts';
import { decide } from '../../../src/domain/econsult/decide.ts';
import type { EConsult } from '../../../src/domain/econsult/state.ts';
import type { Practice } from '../../../src/domain/network/state.ts';
import { econsultIds } from '../../../src/domain/reference.ts';
import { submissions } from '../../../src/teams/econsult/inputs.ts';
import { payloadSchema } from '../../../src/teams/wire.ts';
import { later } from '../../given.ts';
import { amara, larkfield, millbrook, network, north, quayside, rules } from '../../people.ts';
import { elementsOf, markdownOf, stringsOf, verbsOf } from '../elements.ts';
import { states } from '../states.ts';
import { taskStates } from '../task-examples.ts';
import { askedBy, fillings, formOf, fullRules, now, placesOf } from './escalated-to-you.ts';

const bytesMax = 24 * 1024;
/** Every form where a card offers it: in that state, to whoever sees that card. */
const offered = Object.entries(states).flatMap(([name, it]) => {
  const viewers = [amara, ...(it.status === 'claimed' ? [it.claimant] : [])];
  const cards = placesOf(it).flatMap((at) =>
    viewers.map(({ id }) => drawEConsult(it, { network: fullRules.network, at, now, viewer: id }).card),
  );
  const verbs = new Set(cards.flatMap(verbsOf).flatMap(({ verb }) => (Object.hasOwn(forms, verb) ? [verb] : [])));
  return [...verbs].map((verb) => [`${verb} when ${name}`, verb, it, it.status === 'claimed' ? it.claimant : amara] as const);
});
const inputsOf = (card: object) => elementsOf(card).filter(({ type }) => type.startsWith('Input.'));
const choicesOf = (card: object, id: string): readonly string[] =>
  (inputsOf(card).find((input) => input['id'] === id)?.['choices'] as { value: string }[] | undefined)?.map(({ value }) => value) ?? [];

it('every form is offered somewhere', () => {
  expect(Object.keys(forms).filter((verb) => !offered.some(([, each]) => each === verb))).toEqual([]);
});

describe.each(offered)('%s', (_, verb, state, by) => {
  const drawn = formOf(verb, state, by.id);
  const card = drawn?.card ?? {};
  it('has labels, says what is missing, and has something to choose', () => {
    expect(drawn?.title).toContain('K7M-4QX');
    for (const input of inputsOf(card)) {
      expect(input['label']).toEqual(expect.stringMatching(/\S/));
      if (input['isRequired'] === true) expect(input['errorMessage']).toEqual(expect.stringMatching(/\S/));
      if (input.type !== 'Input.ChoiceSet') continue;
      const choices = input['choices'] as { title: string; value: string }[];
      expect(choices.length).toBeGreaterThan(0);
      expect(new Set(choices.map(({ value }) => value)).size).toBe(choices.length);
      expect(new Set(choices.map(({ title }) => title)).size).toBe(choices.length);
      for (const { title } of choices) expect(title).toMatch(/\S/);
    }
    expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThan(bytesMax);
    expect([...new Set(verbsOf(card).map((each) => JSON.stringify(each)))]).toEqual([JSON.stringify({ action: 'dialog', verb })]);
  });
  it('carries what the bot asks for, and becomes a command with each of its choices', () => {
    const [button] = elementsOf(card).filter(({ type }) => type === 'Action.Submit');
    expect(payloadSchema(econsultIds).parse(button?.['data'])).toMatchObject({ id: state.id, revision: state.revision });
    const all = fillings(card);
    expect(all.length).toBeGreaterThan(0);
    for (const data of all) expect(submissions[verb]?.(askedBy(state, by), data), JSON.stringify(data)).not.toBe('inputMissing');
  });
  it('takes no choice that it does not offer', () => {
    for (const input of inputsOf(card).filter(({ type }) => type === 'Input.ChoiceSet')) {
      const [good = {}] = fillings(card);
      const id = String(input['id']);
      // What may be left open may be sent empty, or not at all.
      const empty = input['isRequired'] === true ? ['', undefined] : [];
      for (const forged of [...empty, 'constructor', '__proto__', 'whatever:it is', 7, ['x'], null])
        expect(submissions[verb]?.(askedBy(state, by), { ...good, [id]: forged }), `${id} ${String(forged)}`).toBe('inputMissing');
    }
  });
});

describe('what is offered to choose from', () => {
  const granted = (verb: string, it: EConsult, id: string, at = now): readonly boolean[] => {
    const by = it.status === 'claimed' ? it.claimant : amara;
    const card = formOf(verb, it, by.id, { at })?.card ?? {};
    const [first = {}] = fillings(card);
    return choicesOf(card, id).map((value) => {
      const command = submissions[verb]?.({ ...askedBy(it, by), at }, { ...first, [id]: value, knowingly: 'true' });
      const decision = command === undefined || command === 'inputMissing' ? undefined : decide(command, it, fullRules);
      return decision !== undefined && 'events' in decision;
    });
  };
  it.each([
    ['assign', states.waiting, 'to'],
    ['handOver', states.claimed, 'to'],
    ['hold', states.claimed, 'until'],
    ['passBack', states.claimed, 'wantedBy'],
    ['passBack', states.acceptedClaimed, 'answers'],
    ['raise', states.claimed, 'priority'],
    ['correctPractice', states.claimed, 'practice'],
  ] as const)('of %s is all granted', (verb, it, id) => {
    const all = granted(verb, it, id);
    expect(all.length).toBeGreaterThan(0);
    expect(all).not.toContain(false);
  });
  it('is only people who may answer it where it is held, and who are on shift where shifts are kept', () => {
    const onShift = { [amara.id]: { at: north, since: later(0) } };
    const rules = { ...fullRules, network: { ...fullRules.network, onShift } };
    const card = formOf('assign', { ...states.waiting, practice: quayside }, amara.id, { rules })?.card ?? {};
    const peopleOf = (drawn: object) =>
      choicesOf(drawn, 'to').flatMap((value) => (value.startsWith('person:') ? [network.staff[value.slice(7)]?.name] : []));
    expect(peopleOf(card)).toEqual(['Dr Amara Osei']);
    // Carys is not cleared for Quayside, and Gwen works elsewhere.
    const nobodysShift = formOf('assign', { ...states.waiting, practice: quayside }, amara.id)?.card ?? {};
    expect(peopleOf(nobodysShift)).toEqual(['Dr Amara Osei', 'Dr Bram Whitlock', 'Dr Farah Lind']);
    expect(JSON.stringify(card)).toContain('Dr Amara Osei (on shift)');
  });
  it('is said in words when there is nothing, and then nothing can be sent', () => {
    const late = later(3 * 24 * 60);
    for (const [verb, it, words] of [
      ['raise', states.redFlag, 'as urgent as can be'],
      ['lower', states.waiting, 'lower than routine'],
      ['hold', states.claimed, 'no time left'],
    ] as const) {
      const card = formOf(verb, it, amara.id, { at: late })?.card ?? {};
      expect(markdownOf(card).join()).toContain(words);
      expect(inputsOf(card)).toEqual([]);
      expect(verbsOf(card)).toEqual([]);
    }
  });
  it('is no time after the limit while there is time before it', () => {
    const { limit } = states.claimed.deadlines;
    const at = '2026-11-26T17:15:00.000Z';
    for (const [verb, id] of [
      ['passBack', 'wantedBy'],
      ['hold', 'until'],
    ] as const) {
      const values = choicesOf(formOf(verb, states.claimed, amara.id, { at })?.card ?? {}, id);
      expect(values).toContain('2026-11-26T18:15:00.000Z');
      for (const value of values) expect(value <= limit && value > at).toBe(true);
    }
  });
  it('lets one that is past its limit still be passed on', () => {
    const late = later(3 * 24 * 60);
    const all = granted('passBack', states.claimed, 'wantedBy', late);
    expect(all.length).toBeGreaterThan(1);
    expect(all).not.toContain(false);
  });
});

describe('passing on', () => {
  it('offers no time after the target while there is one before it that the receiver can keep, and says which are left out', () => {
    const { target } = states.claimed.deadlines;
    const drawn = formOf('passBack', states.claimed, amara.id)?.card ?? {};
    expect(choicesOf(drawn, 'wantedBy').length).toBeGreaterThan(0);
    for (const value of choicesOf(drawn, 'wantedBy')) expect(value <= target).toBe(true);
    expect(markdownOf(drawn).join()).toMatch(/Not offered, because after the target, .*in 4 working hours \(/);
    // Too near for the receiver, who needs half an hour: then any time up to the limit, and it says so.
    const near = new Date(Date.parse(target) - 10 * 60_000).toISOString();
    const late = formOf('passBack', states.claimed, amara.id, { at: near })?.card ?? {};
    expect(choicesOf(late, 'wantedBy').some((value) => value > target)).toBe(true);
    expect(markdownOf(late).join()).toContain('They cannot do it by its target');
  });
  it('asks whom one has spoken to for a red flag, and for nothing else', () => {
    const red = formOf('passBack', { ...states.claimed, priority: 'redFlag' }, amara.id)?.card ?? {};
    expect(inputsOf(red).map(({ id }) => id)).toContain('spokenTo');
    expect(inputsOf(formOf('passBack', states.claimed, amara.id)?.card ?? {}).map(({ id }) => id)).not.toContain('spokenTo');
  });
  it('says before it is sent that the practice is closed, when it opens, and what can be done instead', () => {
    const evening = '2026-11-25T19:00:00.000Z';
    const card = formOf('passBack', states.claimed, amara.id, { at: evening })?.card ?? {};
    expect(markdownOf(card).join()).toMatch(
      /⚠ Larkfield Surgery is closed.*it opens Thu 26 Nov 08:00.*You can keep it, want it later, or ring them/,
    );
    expect(inputsOf(card).map(({ id }) => id)).toContain('knowingly');
    const open = formOf('passBack', states.claimed, amara.id)?.card ?? {};
    expect(markdownOf(open).join()).not.toContain('⚠');
    expect(inputsOf(open).map(({ id }) => id)).not.toContain('knowingly');
  });
  it('names either side for who answers the patient', () => {
    expect(choicesOf(formOf('passBack', states.claimed, amara.id)?.card ?? {}, 'answers')).toEqual([larkfield, north]);
  });
});

describe('a form shown again', () => {
  const asking = { it: states.claimed, rules: fullRules, at: now, by: amara.id };
  const given = { words: 'a ${b} {{c}} <at>d</at>', reason: 'faceToFace' };
  it('keeps what was filled in, as it was written, and says why', () => {
    const card = drawForm('passBack', asking, 'Something is missing.', { what: given.words, reason: given.reason })?.card ?? {};
    const values = Object.fromEntries(inputsOf(card).map((input) => [input['id'], input['value']]));
    expect(values['reason']).toBe('faceToFace');
    expect(String(values['what']).replaceAll('\u2060', '')).toBe(given.words);
    expect(stringsOf(card).some((string) => string.includes('${'))).toBe(false);
    expect(markdownOf(card)).toContain('Something is missing.');
  });
  it('asks whether it is a patient\u2019s only once the guard has stopped it, and goes on asking', () => {
    const toggles = (...more: [string?, object?, boolean?]) => {
      const card = drawForm('ask', asking, more[0], (more[1] ?? {}) as Record<string, unknown>, more[2])?.card ?? {};
      return inputsOf(card).flatMap((input) => (input.type === 'Input.Toggle' ? [input['id']] : []));
    };
    expect(toggles()).toEqual([]);
    expect(toggles('It is too long.', given)).toEqual([]);
    expect(toggles('It looks like an NHS number.', given, true)).toEqual(['checked']);
    expect(toggles('It is too long.', { ...given, checked: 'true' })).toEqual(['checked']);
  });
  it('is none for a verb that has none', () => {
    for (const verb of ['claim', 'history', 'nothing']) expect(drawForm(verb, asking)).toBeUndefined();
  });
});

it('offer no practice that has closed', () => {
  const closed = { ...(network.practices[larkfield] as Practice), closed: later(0).slice(0, 10) };
  const without = { ...rules, network: { ...network, practices: { ...network.practices, [larkfield]: closed } } };
  const at = later(45);
  const send = { hub: north, from: north, at, slots: [] };
  const offered = [rules, without].map((by) =>
    [
      forms['place']?.({ it: states.unplaced, rules: by, at, by: amara.id }),
      forms['correctPractice']?.({ it: { ...states.claimed, practice: quayside }, rules: by, at, by: amara.id }),
      taskForms['handOn']?.({ task: { ...taskStates.sent, from: quayside }, rules: by, at, by: amara.id }),
    ]
      .map((form) => JSON.stringify(form?.fields))
      .concat(
        JSON.stringify(drawSend({ ...send, rules: by }, '', {})),
        JSON.stringify(drawSend({ ...send, rules: by, several: true }, '', {})),
      )
      .map((card) => [larkfield, millbrook].filter((code) => card.includes(`"value":"${code}"`)).length),
  );
  expect(offered).toEqual([
    [2, 2, 2, 2, 2],
    [1, 1, 1, 1, 1],
  ]);
});
