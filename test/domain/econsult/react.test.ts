// Who is told what after each event, how urgently, and where an open eConsult waits.
import { describe, expect, it } from 'vitest';
import { nextLook } from '../../../src/domain/econsult/clock.ts';
import type { EConsultEvent } from '../../../src/domain/econsult/event.ts';
import { queuePlace } from '../../../src/domain/econsult/queue-place.ts';
import { react } from '../../../src/domain/econsult/react.ts';
import type { Message } from '../../../src/domain/message.ts';
import { channelOf, chatOf, type SendClass } from '../../../src/domain/terms.ts';
import {
  claimed,
  completed,
  facts,
  keptAside,
  later,
  placed,
  received,
  released,
  stateAfter,
  takenOver,
  unplacedFacts,
  viewed,
  withdrawn,
} from '../../given.ts';
import { amara, bram, dalia, larkfield, millbrook, north, rules } from '../../people.ts';

const card = (at: string, sendClass: SendClass = 1): Message => ({ to: channelOf(at), class: sendClass, what: 'card' });
/** What the last of these events asks to be sent. */
const told = (...events: readonly EConsultEvent[]): readonly Message[] => {
  const last = events.at(-1);
  if (last === undefined) throw new Error('nothing happened');
  return react(last, stateAfter(...events));
};
/** Seen in the hub's channel first, and now a practice's. */
const inTwoChannels = [received(unplacedFacts), placed(dalia, millbrook, millbrook)] as const;

describe('after it was', () => {
  it.each([
    ['routine', 2],
    ['urgent', 0],
    ['redFlag', 0],
  ] as const)('received and %s, its holder gets the card in class %i', (priority, sendClass) => {
    // Who can claim a red flag hears of it at once; for anything else nobody is disturbed.
    const heard = (at: string) => (priority === 'redFlag' ? [{ to: channelOf(at), class: 0, what: 'redFlagCame' }] : []);
    expect(told(received({ priority }))).toEqual([card(north, sendClass), ...heard(north)]);
    expect(told(received({ priority, holder: larkfield, shownIn: [larkfield] }))).toEqual([
      card(larkfield, sendClass),
      ...heard(larkfield),
    ]);
    expect(told(received({ ...unplacedFacts, priority }))).toEqual([
      card(north, sendClass),
      { to: channelOf(north), class: sendClass, what: 'unplaced' },
    ]);
  });
  it('placed, every channel that has its card gets it, as urgently as an arrival', () => {
    expect(told(...inTwoChannels)).toEqual([card(north, 2), card(millbrook, 2)]);
    const urgent = [received({ ...unplacedFacts, priority: 'urgent' }), placed(dalia, millbrook, millbrook)] as const;
    expect(told(...urgent)).toEqual([card(north, 0), card(millbrook, 0)]);
  });
  it('claimed, released or completed, every card is drawn again and nobody is disturbed', () => {
    expect(told(...inTwoChannels, claimed(amara))).toEqual([card(north), card(millbrook)]);
    expect(told(...inTwoChannels, claimed(amara), released(amara))).toEqual([card(north), card(millbrook)]);
    expect(told(...inTwoChannels, claimed(amara), completed(amara))).toEqual([card(north), card(millbrook)]);
  });
  it('taken over, whoever had it is told in their own chat', () => {
    expect(told(received(), claimed(amara), takenOver(bram, amara))).toEqual([
      card(north),
      { to: chatOf(amara.id), class: 1, what: 'takenOver' },
    ]);
  });
  it('taken back, its claimant is told; nobody is when nobody had it', () => {
    expect(told(received(), claimed(amara), withdrawn())).toEqual([card(north), { to: chatOf(amara.id), class: 1, what: 'withdrawn' }]);
    expect(told(received(), withdrawn())).toEqual([card(north)]);
  });
  it('given different words, its holder\u2019s channel is told', () => {
    expect(told(...inTwoChannels, keptAside())).toEqual([
      card(north),
      card(millbrook),
      { to: channelOf(millbrook), class: 1, what: 'conflictingCopy' },
    ]);
  });
  it('opened, nobody is told anything', () => {
    expect(told(received(), viewed(amara))).toEqual([]);
  });
});

describe('while it is open', () => {
  const place = { holder: north, priority: 'routine', due: facts.deadlines.target };
  it('it stands in one queue, its holder\u2019s or the unplaced, by its target, claimed or not', () => {
    expect(queuePlace(stateAfter(received()))).toMatchObject(place);
    expect(queuePlace(stateAfter(received(), claimed(amara)))).toMatchObject(place);
    expect(queuePlace(stateAfter(received({ priority: 'redFlag', holder: larkfield })))).toMatchObject({
      ...place,
      holder: larkfield,
      priority: 'redFlag',
    });
    expect(queuePlace(stateAfter(received(unplacedFacts)))).toMatchObject({ ...place, holder: 'unplaced' });
    expect(queuePlace(stateAfter(...inTwoChannels))).toMatchObject({ ...place, holder: millbrook });
  });
  it('the clock looks again at its first look until somebody has had it, then at its target', () => {
    expect(nextLook(stateAfter(received()), rules)).toBe(facts.deadlines.firstLook);
    expect(nextLook(stateAfter(received(unplacedFacts)), rules)).toBe(facts.deadlines.firstLook);
    expect(nextLook(stateAfter(received(), claimed(amara)), rules)).toBe(facts.deadlines.targetWarning);
    expect(nextLook(stateAfter(received(), claimed(amara), released(amara)), rules)).toBe(facts.deadlines.targetWarning);
  });
});

it('completed or not there yet, it waits nowhere and for nothing', () => {
  expect(queuePlace(undefined)).toBeUndefined();
  for (const state of [stateAfter(received(), claimed(amara), completed(amara)), stateAfter(received(), withdrawn())]) {
    expect(queuePlace(state)).toBeUndefined();
    expect(nextLook(state, rules)).toBeUndefined();
  }
});

describe('a warning', () => {
  type Warned = Extract<EConsultEvent, { type: 'Warned' }>;
  const warned = (warning: Warned['warning'], also: Warned['also'] = []): EConsultEvent => ({
    type: 'Warned',
    at: later(60),
    warning,
    also,
  });
  const saying = (...events: readonly EConsultEvent[]) => told(received(), ...events).map(({ what }) => what);
  it('less grave than one already said of the same changes the card and says nothing', () => {
    expect(saying(warned('target'))).toContain('warned');
    expect(saying(warned('target'), warned('limit'))).toContain('warned');
    expect(saying(warned('limit'), warned('target'))).toEqual(['card']);
    expect(saying(warned('limitWarning'), warned('unclaimedLead'))).toEqual(['card']);
    expect(saying(warned('unclaimedLead'), warned('firstLook'))).toEqual(['card']);
  });
  it('that nobody has looked is said whatever was said of the target, and the other way about', () => {
    const late = warned('target', ['targetWarning']);
    expect(saying(warned('firstLook'), late, warned('unclaimedAdministrator'))).toContain('warned');
    expect(saying(warned('firstLook'), late, warned('unclaimedAdministrator'), warned('unclaimedLead'))).toContain('warned');
    expect(saying(warned('unclaimedLead'), warned('targetWarning'))).toContain('warned');
    expect(saying(warned('unclaimedLead'), claimed(amara), warned('targetWarning'))).toContain('warned');
  });
});
