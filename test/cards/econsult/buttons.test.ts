// Buttons: each is known, is there for somebody who may, and what cannot be done has none.

import { describe, expect, test } from 'vitest';
import { buttonsShownMax } from '../../../src/cards/econsult/buttons.ts';
import { drawEConsult } from '../../../src/cards/econsult/card.ts';
import { decide } from '../../../src/domain/econsult/decide.ts';
import type { EConsult } from '../../../src/domain/econsult/state.ts';
import type { OrganisationId, Person } from '../../../src/domain/terms.ts';
import { kinds } from '../../../src/kinds.ts';
import { presses, submissions } from '../../../src/teams/econsult/inputs.ts';
import { amara, bram, hugo, larkfield, millbrook, north } from '../../people.ts';
import { elementsOf, verbsOf } from '../elements.ts';
import { states } from '../states.ts';
import { commandsOf, everybody, fullRules, now, placesOf } from './escalated-to-you.ts';

const cardOf = (it: EConsult, at: OrganisationId = it.holder, viewer?: Person) =>
  drawEConsult(it, { network: fullRules.network, at, now, ...(viewer ? { viewer: viewer.id } : {}) }).card;
const verbs = (...of: Parameters<typeof cardOf>): readonly string[] => [...new Set(verbsOf(cardOf(...of)).map(({ verb }) => verb))];
/** Granted, and something happens. */
const does = (verb: string, it: EConsult, who: Person): boolean =>
  commandsOf(verb, it, who).some((command) => {
    if (command === 'inputMissing') return false;
    // Whoever completes it is asked about its open tasks, and says that they have read of them.
    const decision = decide(command.type === 'complete' ? { ...command, tasksSeen: true } : command, it, fullRules);
    return 'events' in decision && decision.events.length > 0;
  });
/** These only show something; what may be read is decided when it is asked for. */
const showing = ['look', 'open', 'history', 'task'];
const cards = Object.entries(states).flatMap(([name, it]) =>
  placesOf(it).flatMap((at) =>
    [undefined, ...(it.status === 'claimed' ? [it.claimant] : [])].map(
      (viewer) => [`${name} at ${at}${viewer ? ', own' : ''}`, it, at, viewer] as const,
    ),
  ),
);

describe.each(cards)('%s', (_, it, at, viewer) => {
  test('has only buttons that are known', () => {
    for (const { action, verb } of verbsOf(cardOf(it, at, viewer))) {
      expect(action === 'execute' ? kinds.pressVerbs : kinds.dialogVerbs).toContain(verb);
      if (!showing.includes(verb)) expect(Object.keys(action === 'execute' ? presses : submissions)).toContain(verb);
    }
  });
  test('has no dead button: each would be granted to somebody who sees it', () => {
    for (const verb of verbs(it, at, viewer).filter((each) => !showing.includes(each)))
      expect(
        everybody.some((who) => does(verb, it, who)),
        verb,
      ).toBe(true);
  });
  test('says each thing once, and shows Open and what is urgent', () => {
    const actions = (cardOf(it, at, viewer)['actions'] ?? []) as {
      title: string;
      mode?: string;
      verb?: string;
      data?: { verb?: string };
    }[];
    const titles = actions.map(({ title }) => title);
    expect(new Set(titles).size).toBe(titles.length);
    const shown = actions.filter(({ mode }) => mode !== 'secondary');
    expect(shown.length).toBeLessThanOrEqual(buttonsShownMax);
    expect(shown.map(({ data }) => data?.verb)).toContain('open');
    for (const title of ['I have seen it', 'Answer', 'Accept', 'Claim'])
      if (titles.includes(title)) expect(shown.map((each) => each.title)).toContain(title);
  });
});

/** Those that somebody has, and of which the clock has not yet asked whether they are still at it. */
const keepable = new RegExp(
  `^(${Object.entries(states)
    .flatMap(([name, it]) => (it.status === 'claimed' ? [name] : []))
    .join('|')})$`,
);

describe('what somebody may do has a button', () => {
  /** Everything but what only looks, wherever the card stands and whoever looks. */
  const all = [...Object.keys(presses), ...Object.keys(submissions)].filter((verb) => !showing.includes(verb));
  /** What waits for another step first: End hold before a new one, an answer before another practice, a practice before anything else. */
  const first: readonly (readonly [RegExp, readonly string[]])[] = [
    // Keep waits until the clock has asked.
    [keepable, ['keep']],
    [/^(held|everything)$/, ['hold']],
    [/^offered/, ['correctPractice']],
    [/^un(placed|named)$/, ['link', 'reportWrongPatient']],
  ];
  test.each(Object.entries(states))('%s', (name, it) => {
    const offered = new Set(placesOf(it).flatMap((at) => [undefined, ...everybody].flatMap((viewer) => verbs(it, at, viewer))));
    const later = first.flatMap(([states, verbs]) => (states.test(name) ? verbs : []));
    const granted = all.filter((verb) => everybody.some((who) => does(verb, it, who)));
    expect(granted.filter((verb) => !offered.has(verb)).sort()).toEqual([...later].sort());
  });
});

describe('the first buttons', () => {
  test('are those of whoever has it, and of its state', () => {
    expect(verbs(states.waiting).slice(0, 3)).toEqual(['look', 'claim', 'open']);
    expect(verbs(states.unplaced).slice(0, 3)).toEqual(['look', 'place', 'open']);
    expect(verbs(states.claimed).slice(0, 3)).toEqual(['look', 'open', 'takeOver']);
    expect(verbs(states.claimed, north, bram).slice(0, 3)).toEqual(['look', 'open', 'takeOver']);
    expect(verbs(states.claimed, north, amara).slice(0, 5)).toEqual(['look', 'complete', 'open', 'passBack', 'release']);
    expect(verbs(states.offered, larkfield).slice(0, 5)).toEqual(['look', 'accept', 'open', 'decline', 'ask']);
    expect(verbs(states.offered, north).slice(0, 4)).toEqual(['look', 'takeBack', 'open', 'ask']);
    expect(verbs(states.offeredAsked, north).slice(0, 4)).toEqual(['look', 'takeBack', 'open', 'answer']);
    expect(verbs(states.atPractice, north).slice(0, 3)).toEqual(['look', 'pull', 'open']);
    expect(verbs(states.atPractice, millbrook).slice(0, 4)).toEqual(['look', 'claim', 'open', 'sendToHub']);
    expect(verbs(states.completed)).toEqual(['look', 'open', 'reopen', 'task', 'link', 'history']);
  });
  test('say where it would go', () => {
    expect(elementsOf(cardOf(states.acceptedClaimed)).map(({ title }) => title)).not.toContain('Pass to the hub');
    const titles = elementsOf(cardOf(states.acceptedClaimed, larkfield, hugo)).map(({ title }) => title);
    expect(titles).toContain('Pass to the hub');
    expect(elementsOf(cardOf(states.claimed, north, amara)).map(({ title }) => title)).toContain('Pass to practice');
  });
  test('are none on the card of a channel that has nothing to do with it any more', () => {
    expect(verbs(states.atPractice, larkfield)).toEqual(['look']);
  });
});
