// A practice's checklist: who may answer what, what shows it, what the product answers itself, and when an owner is reminded.
import { describe, expect, it } from 'vitest';
import { own } from '../../../src/domain/lookup.ts';
import { contactRoles, type Network, type Practice } from '../../../src/domain/network/state.ts';
import { checklistOf, openItems } from '../../../src/domain/readiness/checklist.ts';
import type { AnswerItem } from '../../../src/domain/readiness/command.ts';
import { decideReadiness } from '../../../src/domain/readiness/decide.ts';
import { evolveReadiness } from '../../../src/domain/readiness/evolve.ts';
import { answeredBy, type ReadinessItem, readinessItems } from '../../../src/domain/readiness/items.ts';
import { react } from '../../../src/domain/readiness/react.ts';
import { nextReminder, weeklyRemindersMax } from '../../../src/domain/readiness/reminders.ts';
import { type Readiness, readinessId } from '../../../src/domain/readiness/state.ts';
import { type Actor, chatOf } from '../../../src/domain/terms.ts';
import { amara, dalia, ewan, gwen, ines, jonas, larkfield, millbrook, network, north, person, south } from '../../people.ts';
import { Random } from '../../simulation/random.ts';

const now = '2026-11-25T09:00:00.000Z';
const today = '2026-11-25';
const asked = (by: Actor = person(dalia), at = now) =>
  ({ hub: north, id: readinessId(larkfield), practice: larkfield, operation: 'op', at, by }) as const;
const answer = (item: string, more: Partial<AnswerItem> = {}): AnswerItem => ({
  ...asked(),
  type: 'answerItem',
  item,
  status: 'open',
  ...more,
});
const clock: Actor = { kind: 'clock' };
const text = (words: string, checked = false) => ({ text: words, checked });

/** What became of these commands, one after the other; a refusal throws. */
function stateOf(...commands: readonly Parameters<typeof decideReadiness>[0][]): Readiness | undefined {
  let [state, version]: [Readiness | undefined, number] = [undefined, 0];
  for (const command of commands) {
    const decided = decideReadiness(command, state, { network });
    if ('refusal' in decided) throw new Error(JSON.stringify(decided.refusal));
    for (const event of decided.events) {
      version += 1;
      state = evolveReadiness(state, event, version);
    }
  }
  return state;
}
const refusal = (command: Parameters<typeof decideReadiness>[0], before?: Readiness) => {
  const decided = decideReadiness(command, before, { network });
  return 'refusal' in decided ? decided.refusal.why : decided.events.map(({ type }) => type);
};
const practiceOf = (it: Network): Practice => own(it.practices, larkfield) as Practice;

describe('an answer', () => {
  it.each([
    ['a lead', person(dalia), ['ItemAnswered']],
    ['an administrator of the hub', person(ewan), ['ItemAnswered']],
    ['somebody of the practice', person(gwen), ['ItemAnswered']],
    ['a clinician of the hub', person(amara), 'notTheirs'],
    ['somebody of another practice', person(ines), 'notTheirs'],
    ['a lead of another hub', person(jonas), 'notTheirs'],
    ['the clock', clock, 'personNeeded'],
  ] as const)('is taken from those who may give it: %s', (_, by, expected) => {
    expect(refusal(answer('allocation', { by }))).toEqual(expected);
  });
  it.each<[string, Partial<AnswerItem> & { readonly item?: string }, unknown]>([
    ['of what is not asked', { item: 'toString' }, 'itemUnknown'],
    ['of what the product answers', { item: 'openingHours', status: 'settled' }, 'productAnswers'],
    ['of a policy without what shows it', { item: 'indemnity', status: 'settled' }, 'evidenceMissing'],
    ['of a policy with a reference', { item: 'indemnity', status: 'settled', evidence: text('MDU 2026/117') }, ['ItemAnswered']],
    ['that it is not needed, without why', { status: 'notNeeded' }, 'reasonMissing'],
    ['that has run out already', { status: 'settled', until: '2026-11-24' }, 'hasRunOut'],
    ['that runs out today', { status: 'settled', until: today }, ['ItemAnswered']],
    ['settled on a day that has not come', { status: 'settled', date: '2026-11-26' }, 'dateWrong'],
    ['by a day that there is not', { date: '2026-02-30' }, 'dateWrong'],
    ['looked after by somebody of elsewhere', { owner: ines.id }, 'ownerElsewhere'],
    ['looked after by somebody of the hub', { owner: amara.id }, ['ItemAnswered']],
    ['with a patient\u2019s number', { status: 'settled', evidence: text('see 943 476 5919') }, 'personalWords'],
    [
      'with the address of a page that is asked for a patient',
      { status: 'settled', evidence: text('https://example.org/?nhs=943 476 5919') },
      'personalWords',
    ],
    ['with the address of a page with numbers', { status: 'settled', evidence: text('https://example.org/9434765919') }, ['ItemAnswered']],
    ['of another hub\u2019s practice', { hub: 'SOUTH' }, 'practiceUnknown'],
  ])('%s', (_, { item = 'allocation', ...more }, expected) => {
    expect(refusal(answer(item, more))).toEqual(expected);
  });
  it('that says what is said already changes nothing', () => {
    const it = answer('allocation', { status: 'settled', owner: gwen.id });
    expect(refusal(it, stateOf(it))).toEqual([]);
    expect(refusal({ ...it, owner: dalia.id }, stateOf(it))).toEqual(['ItemAnswered']);
  });
});

describe('the checklist', () => {
  const evidence = text('SharePoint, policies, 12');
  const everything = readinessItems
    .filter((item) => answeredBy(item) !== 'product')
    .map((item) => answer(item, { status: 'settled', evidence, until: '2026-12-31' }));
  const standing = (it: Network, readiness: Readiness | undefined, item: ReadinessItem, at = now) =>
    checklistOf(it, practiceOf(it), readiness, at).find((each) => each.item === item)?.standing;
  const contact = { name: 'Robin Vale', telephone: '01632 960111' };
  const full: Network = {
    ...network,
    practices: {
      ...network.practices,
      [larkfield]: { ...practiceOf(network), contacts: Object.fromEntries(contactRoles.map((role) => [role, contact])) },
    },
    hubs: {
      ...network.hubs,
      [north]: {
        ...(own(network.hubs, north) as Network['hubs'][string]),
        buddies: [{ takes: north, workOf: larkfield, from: '2026-01-01', until: '2026-12-31', agreedBy: 'Dalia Moreno' }],
      },
    },
    lastDrills: { [larkfield]: '2026-06-01T10:00:00.000Z' },
  };

  it('is complete when all is settled, and opens again the day after something has run out', () => {
    const readiness = stateOf(...everything);
    const open = (at: string): number => openItems(checklistOf(full, practiceOf(full), readiness, at)).length;
    expect([open(now), open('2026-12-31T23:30:00.000Z')]).toEqual([0, 0]);
    expect(open('2027-01-01T00:30:00.000Z')).toBeGreaterThan(0);
    expect(standing(full, readiness, 'indemnity', '2026-12-31T23:30:00.000Z')).toBe('ready');
    expect(standing(full, readiness, 'indemnity', '2027-01-01T00:30:00.000Z')).toBe('ranOut');
  });
  it.each<[ReadinessItem, (it: Network) => Network]>([
    ['openingHours', (it) => ({ ...it, practices: { ...it.practices, [larkfield]: { ...practiceOf(it), hours: { week: {} } } } })],
    ['channel', (it) => ({ ...it, channels: {} })],
    ['disasterBuddy', (it) => ({ ...it, hubs: network.hubs })],
    ['drill', (it) => ({ ...it, lastDrills: { [larkfield]: '2025-11-24T10:00:00.000Z' } })],
    ['siro', (it) => ({ ...it, practices: network.practices })],
    ['mayPrescribe', (it) => ({ ...it, staff: { [gwen.id]: gwen } })],
    [
      'mayWriteRecord',
      (it) => ({
        ...it,
        staff: { [amara.id]: { ...amara, cleared: [{ practice: larkfield, capabilities: ['view', 'prescribe', 'book'] }] } },
      }),
    ],
    [
      'maySeeRecord',
      (it) => ({
        ...it,
        staff: { [amara.id]: { ...amara, cleared: [{ practice: larkfield, capabilities: ['view'], until: '2026-11-24' }] } },
      }),
    ],
  ])('says of %s what is set here, whatever anyone says', (item, without) => {
    expect(standing(full, stateOf(...everything), item)).toBe('ready');
    expect(standing(without(full), stateOf(...everything), item)).toBe('open');
  });
  it('asks 32 things in four steps, nine of them policies', () => {
    expect(readinessItems).toHaveLength(32);
    expect(readinessItems.filter((item) => answeredBy(item) === 'evidence')).toHaveLength(9);
    expect(openItems(checklistOf(network, practiceOf(network), undefined, now)).length).toBeGreaterThan(20);
  });
});

describe('an owner is reminded', () => {
  const at = (day: string) => `${day}T08:30:00.000Z`;
  const tick = (when: string) => ({ ...asked(clock, when), type: 'tick' }) as const;
  /** The days on which the clock reminds, when it always looks when it is due. */
  function reminders(state: Readiness | undefined, most = 40): string[] {
    const days: string[] = [];
    for (let n = 0; n < most && state !== undefined; n++) {
      const next: string | undefined = nextReminder(state);
      if (next === undefined) break;
      days.push(next);
      const decided = decideReadiness(tick(next), state, { network });
      if ('refusal' in decided || decided.events.length === 0) throw new Error('nobody was reminded');
      for (const event of decided.events) state = evolveReadiness(state, event, n + 2);
    }
    return days;
  }
  it('30, 14 and 7 days before it runs out, the day after, and then each week for three months', () => {
    const state = stateOf(answer('allocation', { status: 'settled', until: '2027-01-31' }));
    const days = reminders(state);
    expect(days.slice(0, 5)).toEqual(['2027-01-04', '2027-01-18', '2027-01-25', '2027-02-01', '2027-02-08'].map(at));
    expect(days).toHaveLength(3 + weeklyRemindersMax);
  });
  it('of what is open on the day by which it is to be settled, and each week after', () => {
    const days = reminders(stateOf(answer('allocation', { date: '2026-11-30' })));
    expect(days.slice(0, 3)).toEqual(['2026-11-30', '2026-12-07', '2026-12-14'].map(at));
    expect(reminders(stateOf(answer('allocation')))).toEqual([]);
  });
  it('once after an outage, not once for each that was missed; and not before it is due', () => {
    const state = stateOf(answer('allocation', { status: 'settled', until: '2027-01-31' }));
    expect(decideReadiness(tick('2026-12-31T08:30:00.000Z'), state, { network })).toEqual({ events: [] });
    const late = stateOf(answer('allocation', { status: 'settled', until: '2027-01-31' }), tick('2027-01-25T10:00:00.000Z'));
    expect(late && nextReminder(late)).toBe(at('2027-02-01'));
  });
  it('in their own chat, all of theirs in one message; where nobody is, the leads are', () => {
    const state = stateOf(
      answer('allocation', { owner: gwen.id, date: '2026-11-30' }),
      answer('cutOff', { owner: gwen.id, date: '2026-11-30' }),
      answer('fitNotes', { date: '2026-11-30' }),
    );
    const decided = decideReadiness(tick(at('2026-11-30')), state, { network });
    const [event] = 'events' in decided ? decided.events : [];
    expect(event && react(event)).toEqual([gwen, dalia].map(({ id }) => ({ to: chatOf(id), class: 2, what: 'readinessAsks' })));
    const left = { ...network, staff: { [dalia.id]: dalia } };
    expect(decideReadiness(tick(at('2026-11-30')), state, { network: left })).toMatchObject({
      events: [{ reminders: [{ to: [{ id: dalia.id }] }, { to: [{ id: dalia.id }] }, { to: [{ id: dalia.id }] }] }],
    });
  });
  it('not any more once the practice has closed or gone to another hub; the clock still gets on', () => {
    const state = stateOf(answer('allocation', { owner: gwen.id, date: '2026-11-30' }));
    const it = network.practices[larkfield] as Practice;
    for (const gone of [
      { ...it, closed: '2026-11-28' },
      { ...it, hub: south },
    ]) {
      const decided = decideReadiness(tick(at('2026-11-30')), state, { network: { ...network, practices: { [larkfield]: gone } } });
      expect(decided).toMatchObject({ events: [{ type: 'OwnersReminded', reminders: [{ to: [] }] }] });
    }
  });
  it('never at a moment that is not after the last one, whatever is answered: 100 random lives', () => {
    const random = new Random(11);
    for (let life = 0; life < 100; life++) {
      const days = () => `2026-${String(random.between(11, 12))}-${String(random.between(26, 30))}`;
      const status = random.pick(['open', 'settled'] as const);
      const state = stateOf(answer('allocation', status === 'open' ? { date: days() } : { status, until: days() }));
      const all = reminders(state);
      expect([...all].sort()).toEqual(all);
      expect(new Set(all).size).toBe(all.length);
      expect(all.length).toBeLessThanOrEqual(3 + weeklyRemindersMax);
    }
  });
});

it('belongs to one practice each', () => {
  expect(readinessId(larkfield)).not.toBe(readinessId(millbrook));
});
