// What a card says and offers while nothing may cross between its practice and the hub.
import { describe, expect, it } from 'vitest';
import { buttonsOf } from '../../../src/cards/econsult/buttons.ts';
import { drawEConsult } from '../../../src/cards/econsult/card.ts';
import { refusalWords } from '../../../src/cards/econsult/refusals.ts';
import { drawTask } from '../../../src/cards/task/card.ts';
import { barredFromHub } from '../../../src/domain/network/crossing.ts';
import type { Network, Practice } from '../../../src/domain/network/state.ts';
import { claimed, later, received, stateAfter } from '../../given.ts';
import { amara, larkfield, network, north } from '../../people.ts';
import { taskStates } from '../task-examples.ts';

const having = (more: Partial<Practice>): Network => ({
  ...network,
  practices: Object.fromEntries(Object.entries(network.practices).map(([code, it]) => [code, { ...it, ...more }])),
});
const shadow = having({ stages: [{ from: '2026-11-01', stage: 'shadow' }] });
const ended = having({ agreement: { from: '2020-01-01', until: '2026-11-24' } });
const now = later(45);
const atHub = stateAfter(received({ practice: larkfield, holder: north, shownIn: [north] }));
const atPractice = stateAfter(received({ practice: larkfield, holder: larkfield, shownIn: [larkfield] }));
const inHand = stateAfter(received({ practice: larkfield, holder: north, shownIn: [north] }), claimed(amara));

const verbs = (it: typeof atHub, net: Network, at: string, viewer?: string): readonly string[] => {
  const { presses, dialogs, more } = buttonsOf(it, { network: net, at, now, ...(viewer === undefined ? {} : { viewer }) });
  return [...presses, ...dialogs, ...more].map(({ verb }) => verb);
};
const drawn = (it: typeof atHub, net: Network, at: string, viewer?: string): string =>
  JSON.stringify(drawEConsult(it, { network: net, at, now, ...(viewer === undefined ? {} : { viewer }) }).card);

describe('while a practice is not live', () => {
  it('its card offers no way to the hub and no task, and says why in the words of the refusal', () => {
    expect(verbs(atPractice, network, larkfield)).toEqual(expect.arrayContaining(['claim', 'sendToHub', 'task']));
    const left = verbs(atPractice, shadow, larkfield);
    expect(left).toContain('claim');
    for (const verb of ['sendToHub', 'task']) expect(left).not.toContain(verb);
    expect(verbs(atPractice, network, north)).toContain('pull');
    expect(verbs(atPractice, shadow, north)).not.toContain('pull');
    const refusal = barredFromHub(shadow, atPractice, now);
    const [first] = (refusal ? refusalWords(refusal, shadow) : '').split(' Nothing was done');
    expect(first).toContain('is not live with the hub yet');
    expect(drawn(atPractice, shadow, larkfield)).toContain(first);
    expect(drawn(atPractice, network, larkfield)).not.toContain('not live');
  });
  it('what the hub holds is worked on as ever, and can go home', () => {
    expect(verbs(atHub, shadow, north)).toContain('claim');
    expect(verbs(inHand, shadow, north, amara.id)).toContain('passBack');
    expect(drawn(inHand, shadow, north, amara.id)).toContain('Finish it here, or pass it to the practice.');
    expect(drawn(inHand, shadow, north, amara.id)).toContain('"complete"');
  });
});

describe('with the agreement over', () => {
  it('the hub is offered nothing but the way home and what tells somebody', () => {
    const may = ['passBack', 'acknowledge', 'escalate', 'raise', 'settle', 'history'];
    for (const [it, viewer] of [
      [atHub, undefined],
      [inHand, undefined],
      [inHand, amara.id],
    ] as const) {
      const left = verbs(it, ended, north, viewer);
      expect(left).toContain('passBack');
      expect(left.filter((verb) => !may.includes(verb))).toEqual([]);
      const card = drawn(it, ended, north, viewer);
      expect(card).toContain('is in force, so the hub may not work on this. Pass it to the practice.');
      for (const verb of ['"complete"', '"takeOver"']) expect(card).not.toContain(verb);
      // Said once, and not beside another line about who may claim it.
      expect(card.split('No sharing agreement').length + card.split('Nobody at').length).toBe(3);
    }
  });
  it('a task about a patient can be let go of by the hub, and no more', () => {
    const card = JSON.stringify(drawTask({ ...taskStates.sent, to: north, from: larkfield }, { network: ended, at: north, now }).card);
    expect(card).toContain('It can be declined or cancelled.');
    expect(card).not.toContain('"handOn"');
  });
});
