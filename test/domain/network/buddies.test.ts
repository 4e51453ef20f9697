// What leads agree for disasters: agreements between buddies and minutes of work, each with its faults, and what the network is afterwards.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buddiesMax, buddyId, hubsOfBuddy, workMinutesMax } from '../../../src/domain/network/buddy-settings.ts';
import { decideNetwork } from '../../../src/domain/network/decide.ts';
import { evolveNetwork } from '../../../src/domain/network/evolve.ts';
import type { Buddy, Network } from '../../../src/domain/network/state.ts';
import { dalia, larkfield, millbrook, network, north, overthere, person, quayside, south } from '../../people.ts';

const asked = { operation: 'op', at: '2026-11-25T09:00:00.000Z', by: person(dalia) };
const one: Buddy = { takes: larkfield, workOf: millbrook, from: '2026-04-01', until: '2027-03-31', agreedBy: 'Both partners' };
type Set = { readonly was?: string; readonly buddy?: Buddy };
const decide = (set: Set, before: Network = network) => decideNetwork({ ...asked, type: 'setBuddy', organisation: north, ...set }, before);
const why = (...args: Parameters<typeof decide>): string | undefined => {
  const decision = decide(...args);
  return 'refusal' in decision ? decision.refusal.why : undefined;
};
const agreed = (sets: readonly Set[], before: Network = network): Network =>
  sets.reduce((now, set) => {
    const decision = decide(set, now);
    if ('refusal' in decision) throw new Error(decision.refusal.why);
    return decision.events.reduce<Network>(evolveNetwork, now);
  }, before);
const buddiesIn = (it: Network): readonly Buddy[] | undefined => it.hubs[north]?.buddies;

describe('an agreement between buddies', () => {
  it('is made, changed, and ended', () => {
    const made = agreed([{ buddy: one }, { buddy: { ...one, takes: south } }]);
    expect(buddiesIn(made)).toEqual([one, { ...one, takes: south }]);
    const changed = agreed([{ was: buddyId(one), buddy: { ...one, until: '2028-03-31' } }], made);
    expect(buddiesIn(changed)).toEqual([
      { ...one, takes: south },
      { ...one, until: '2028-03-31' },
    ]);
    const ended = agreed([{ was: buddyId(one) }, { was: buddyId({ ...one, takes: south }) }], changed);
    expect(ended).toEqual(network);
    expect(decide({ was: buddyId(one) }, ended)).toEqual({ events: [] });
  });
  it.each<[string, string, Set]>([
    ['of two that are one', 'buddyItself', { buddy: { ...one, takes: millbrook } }],
    ['that ends before it begins', 'endsBeforeItBegins', { buddy: { ...one, until: '2026-03-31' } }],
    ['with a day that is none', 'endsBeforeItBegins', { buddy: { ...one, from: '2026-02-30' } }],
    ['about another hub\u2019s practice', 'organisationUnknown', { buddy: { ...one, workOf: overthere } }],
    ['with nobody', 'organisationUnknown', { buddy: { ...one, takes: 'constructor' } }],
    ['that nobody agreed to', 'nameWrong', { buddy: { ...one, agreedBy: '  ' } }],
    ['whose author would fill a card', 'nameWrong', { buddy: { ...one, agreedBy: 'x'.repeat(101) } }],
    ['that was ended meanwhile', 'buddyUnknown', { was: buddyId(one), buddy: one }],
  ])('%s is refused', (_, expected, set) => expect(why(set)).toBe(expected));
  it('is there once from the same day, and of so many at most', () => {
    const two = agreed([{ buddy: one }, { buddy: { ...one, from: '2026-05-01' } }]);
    expect(why({ buddy: { ...one, agreedBy: 'Somebody else' } }, two)).toBe('buddyThere');
    expect(why({ was: buddyId({ ...one, from: '2026-05-01' }), buddy: { ...one, until: '2029-01-01' } }, two)).toBe('buddyThere');
    const hub = network.hubs[north];
    if (hub === undefined) throw new Error('no such hub');
    const many = Array.from({ length: buddiesMax }, (_, n) => ({
      ...one,
      until: '2099-01-01',
      from: `20${30 + Math.floor(n / 300)}-${String((Math.floor(n / 28) % 12) + 1).padStart(2, '0')}-${String((n % 28) + 1).padStart(2, '0')}`,
    }));
    const full = { ...network, hubs: { ...network.hubs, [north]: { ...hub, buddies: many } } };
    expect(why({ buddy: one }, full)).toBe('tooManyChanges');
    expect(why({ was: buddyId(many[0] ?? one), buddy: one }, full)).toBeUndefined();
  });
  it('concerns the leads of both hubs', () => {
    expect(hubsOfBuddy(network, north, one)).toEqual([north]);
    expect(hubsOfBuddy(network, north, { takes: south })).toEqual([north, south]);
    expect(hubsOfBuddy(network, north, { takes: overthere })).toEqual([north, south]);
    expect(hubsOfBuddy(network, north, { takes: quayside })).toEqual([north]);
  });
});

it('minutes of work are whole, from one to an hour, by kind; what is left out is as usual again', () => {
  const set = (workMinutes: object, before: Network = network) =>
    decideNetwork({ ...asked, type: 'setWorkMinutes', organisation: north, workMinutes }, before);
  fc.assert(
    fc.property(
      fc.constantFrom('clinical', 'admin', 'clinicalAdmin'),
      fc.oneof(fc.integer({ min: -2, max: 70 }), fc.double()),
      (kind, minutes) => {
        const decision = set({ [kind]: minutes });
        const fits = Number.isInteger(minutes) && minutes >= 1 && minutes <= workMinutesMax;
        if (!fits) {
          expect(decision).toEqual({ refusal: { why: 'workMinutesWrong', kind, minutesMax: workMinutesMax } });
          return;
        }
        if (!('events' in decision)) throw new Error(decision.refusal.why);
        const now = decision.events.reduce<Network>(evolveNetwork, network);
        expect(now.hubs[north]?.workMinutes).toEqual({ [kind]: minutes });
        expect(set({ [kind]: minutes }, now)).toEqual({ events: [] });
        const usual = set({}, now);
        expect('events' in usual && usual.events.reduce<Network>(evolveNetwork, now)).toEqual(network);
      },
    ),
  );
});
