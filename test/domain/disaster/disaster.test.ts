// Disasters: nothing moves before two leads agree, what was read is what is agreed to, alerts come once each and on time, and it ends by itself.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DisasterCommand, Sight } from '../../../src/domain/disaster/command.ts';
import { decideDisaster } from '../../../src/domain/disaster/decide.ts';
import type { DisasterEvent } from '../../../src/domain/disaster/event.ts';
import { evolveDisaster } from '../../../src/domain/disaster/evolve.ts';
import { react } from '../../../src/domain/disaster/react.ts';
import { type Disaster, isLive, noCounts, proposalMinutes } from '../../../src/domain/disaster/state.ts';
import type { InForce } from '../../../src/domain/network/in-force.ts';
import type { Network } from '../../../src/domain/network/state.ts';
import { channelOf, chatOf, type Person, personOf } from '../../../src/domain/terms.ts';
import { later } from '../../given.ts';
import { amara, dalia, farah, gwen, larkfield, millbrook, north, person, network as usual, rules as usualRules } from '../../people.ts';
import { disasterAfter, each, id, plan, preview, proposed, started } from './given.ts';

/** With a second lead. */
const network: Network = {
  ...usual,
  staff: { ...usual.staff, [farah.id]: { ...farah, posts: [...farah.posts, { role: 'hubLead', at: north }] } },
};
const rules = { ...usualRules, network };
const asked = (minutes: number, by: Person | 'clock' = dalia) => ({
  hub: north,
  id,
  operation: `op-${minutes}`,
  at: later(minutes),
  by: by === 'clock' ? { kind: 'clock' as const } : person(by),
});
const decide = (command: DisasterCommand, it?: Disaster, under = rules) => decideDisaster(command, it, under);
const events = (command: DisasterCommand, it?: Disaster, under = rules): readonly DisasterEvent[] => {
  const decision = decide(command, it, under);
  if ('refusal' in decision) throw new Error(`refused: ${decision.refusal.why}`);
  return decision.events;
};
const why = (command: DisasterCommand, it?: Disaster, under = rules): string | undefined => {
  const decision = decide(command, it, under);
  return 'refusal' in decision ? decision.refusal.why : undefined;
};
const propose = (more: Partial<Extract<DisasterCommand, { type: 'propose' }>> = {}): DisasterCommand => ({
  ...asked(0),
  type: 'propose',
  plan,
  preview,
  ...more,
});
const confirm = (minutes: number, by: Person, seen = 13, now = preview): DisasterCommand => ({
  ...asked(minutes, by),
  type: 'confirm',
  seen,
  preview: now,
});

describe('a start', () => {
  it('is proposed by one lead, who moves nothing, and asks the others', () => {
    expect(events(propose())).toEqual([proposed]);
    expect(react(proposed, each.proposed)).toEqual([
      { to: channelOf(north), class: 0, what: 'card' },
      { to: chatOf(farah.id), class: 0, what: 'disasterConfirm' },
    ]);
  });
  it('is refused to whoever is no lead of the hub, whatever is asked', () => {
    const verbs: readonly DisasterCommand[] = [
      propose({ by: person(amara) }),
      confirm(5, gwen),
      { ...asked(5, amara), type: 'startAlone', why: { text: 'Nobody is there', checked: false }, preview },
      { ...asked(5, gwen), type: 'drop' },
      { ...asked(5, amara), type: 'extend', until: later(300) },
      { ...asked(5, gwen), type: 'standDown' },
    ];
    for (const state of Object.values(each)) for (const command of verbs.slice(1)) expect(why(command, state)).toBe('leadsOnly');
    expect(why(verbs[0] ?? propose())).toBe('leadsOnly');
    expect(why({ ...asked(5), type: 'look' }, each.running)).toBe('clockOnly');
  });
  it('is confirmed by a second lead and never by the one who proposed it', () => {
    expect(why(confirm(5, dalia), each.proposed)).toBe('secondNeeded');
    expect(events(confirm(5, farah), each.proposed)).toEqual([started]);
    // Pressed twice, it is so already.
    expect(events(confirm(6, farah), each.running)).toEqual([]);
  });
  it('counts for nothing once it has lapsed, was dropped, or its proposer has lost their post', () => {
    expect(why(confirm(proposalMinutes, farah), each.proposed)).toBe('lapsed');
    expect(events({ ...asked(15, 'clock'), type: 'look' }, each.proposed)).toEqual([
      { type: 'DisasterDropped', at: later(15), because: 'lapsed' },
    ]);
    expect(why(confirm(5, farah), each.refused)).toBe('notProposed');
    const gone = { ...rules, network: { ...network, staff: { ...network.staff, [dalia.id]: { ...dalia, posts: [] } } } };
    expect(why(confirm(5, farah), each.proposed, gone)).toBe('proposerGone');
  });
  it('is shown again where much more or less would move than was read', () => {
    const more = { ...preview, moves: { routine: 40, urgent: 3, redFlag: 1 } };
    const [renewed] = events(confirm(5, farah, 13, more), each.proposed);
    expect(renewed).toMatchObject({ type: 'PreviewRenewed', preview: more });
    const shown = disasterAfter(proposed, { type: 'PreviewRenewed', at: later(5), preview: more });
    // An old card says what it said: whoever presses it has not read the new one.
    expect(why(confirm(6, farah, 13, more), shown)).toBe('changed');
    expect(events(confirm(6, farah, 44, more), shown)[0]?.type).toBe('DisasterStarted');
    const few = { ...preview, moves: { ...preview.moves, routine: preview.moves.routine + 4 } };
    expect(events(confirm(5, farah, 13, few), each.proposed)[0]?.type).toBe('DisasterStarted');
  });
  it('is made alone by whoever proposed it, with a reason that everybody hears', () => {
    const alone = (by: Person, text: string): DisasterCommand => ({
      ...asked(5, by),
      type: 'startAlone',
      why: { text, checked: false },
      preview,
    });
    expect(why(alone(farah, 'Nobody is there'), each.proposed)).toBe('notTheProposer');
    expect(why(alone(dalia, ' '), each.proposed)).toBe('wordsMissing');
    const [event] = events(alone(dalia, 'Nobody answers'), each.proposed);
    expect(event).toMatchObject({ type: 'DisasterStarted', alone: 'Nobody answers' });
    const told = react(event ?? started, each.alone).map(({ to, what }) => `${what} ${to}`);
    expect(told).toContain(`disasterStarted ${channelOf(millbrook)}`);
    expect(told).toContain(`disasterStartedToLead ${chatOf(farah.id)}`);
  });
});

describe('a plan', () => {
  const faults: readonly (readonly [string, Partial<typeof plan>])[] = [
    ['organisationUnknown', { closed: ['Z99999'], routes: {} }],
    ['nothingClosed', { closed: [], routes: {} }],
    ['practiceNeeded', { closed: [north] }],
    ['startsPast', { startsAt: later(-1) }],
    ['startsPast', { startsAt: later(0) }],
    ['startsTooFar', { startsAt: later(31 * 24 * 60 + 1) }],
    ['saidEveryWrong', { saidEveryMinutes: 0 }],
    ['saidEveryWrong', { saidEveryMinutes: -60 }],
    ['saidEveryWrong', { saidEveryMinutes: 1e9 }],
    ['takerTwice', { routes: { [millbrook]: [{ to: north, atMost: 3 }, { to: north }] } }],
    ['atMostWrong', { routes: { [millbrook]: [{ to: north, atMost: 0 }] } }],
    ['madeUpWrong', { drill: true, madeUp: 31 }],
    ['lastsWrong', { lastsMinutes: 14 }],
    ['lastsWrong', { lastsMinutes: 24 * 60 + 1 }],
    ['reasonWrong', { reason: '' }],
    ['reasonWrong', { reason: 'x'.repeat(201) }],
    ['receiverClosedToo', { routes: { [millbrook]: [{ to: millbrook }] } }],
    ['noBuddyAgreement', { routes: { [millbrook]: [{ to: larkfield }] } }],
    ['personalWords', { reason: 'Flood, ring Jane Smith 01632 960777' }],
  ];
  it.each(faults)('is refused with %s', (reason, more) => {
    expect(why(propose({ plan: { ...plan, ...more } }))).toBe(reason);
  });
  it('whose start has passed by the time it is confirmed starts at once', () => {
    const soon = disasterAfter({ ...proposed, plan: { ...plan, startsAt: later(3) } });
    expect(events(confirm(5, farah), soon)).toMatchObject([{ type: 'DisasterStarted' }]);
    expect(events(confirm(2, farah), soon)).toMatchObject([{ type: 'DisasterAgreed', startsAt: later(3) }]);
  });
  it('may name a buddy while the agreement is in force', () => {
    const hub = network.hubs[north];
    if (hub === undefined) throw new Error('no such hub');
    const agreed = (until: string) => {
      const buddies = [{ takes: larkfield, workOf: millbrook, from: '2026-01-01', until, agreedBy: 'Both partners' }];
      return { ...rules, network: { ...network, hubs: { ...network.hubs, [north]: { ...hub, buddies } } } };
    };
    const buddy = propose({ plan: { ...plan, routes: { [millbrook]: [{ to: larkfield }] } } });
    expect(why(buddy, undefined, agreed('2026-12-31'))).toBeUndefined();
    expect(why(buddy, undefined, agreed('2026-11-24'))).toBe('noBuddyAgreement');
  });
  it('is refused where another disaster moves the same work, and a drill never is', () => {
    const other: InForce = {
      ...{ id: 'D-AAAAAA', type: 'practiceDown', hub: north, closed: [millbrook], routes: plan.routes, moves: plan.moves },
      ...{ since: later(-10), until: later(60) },
    };
    const under = { ...rules, network: { ...network, inForce: [other] } };
    expect(why(propose(), undefined, under)).toBe('overlaps');
    expect(why(propose({ plan: { ...plan, drill: true } }), undefined, under)).toBeUndefined();
    expect(why(propose(), undefined, { ...rules, network: { ...network, inForce: [{ ...other, until: later(-1) }] } })).toBeUndefined();
  });
});

it('a drill is refused where another drill goes on, and only there', () => {
  const drill: InForce = {
    ...{ id: 'D-AAAAAA', type: 'practiceDown', hub: north, closed: [millbrook], routes: plan.routes, moves: plan.moves, drill: true },
    ...{ since: later(-10), until: later(60) },
  };
  const under = { ...rules, network: { ...network, inForce: [drill] } };
  expect(why(propose({ plan: { ...plan, drill: true } }), undefined, under)).toBe('overlaps');
  const elsewhere = { ...plan, drill: true, closed: [larkfield], routes: { [larkfield]: [{ to: north }] } };
  expect(why(propose({ plan: elsewhere }), undefined, under)).toBeUndefined();
  expect(why(propose(), undefined, under)).toBeUndefined();
  expect(why(propose({ at: later(61), plan: { ...plan, drill: true } }), undefined, under)).toBeUndefined();
});

describe('the clock of a disaster', () => {
  const nothingSeen: Sight = { moved: 0, back: 0, left: 0, stays: {}, waiting: noCounts, inHand: 0, unclaimed: [] };
  const look = (at: string, sight: Sight = nothingSeen): DisasterCommand => ({ ...asked(0, 'clock'), at, type: 'look', sight });
  const step = (it: Disaster, command: DisasterCommand): { readonly it: Disaster; readonly said: readonly string[] } => {
    let now = it;
    let version = 100;
    const said: string[] = [];
    for (const event of events(command, it)) {
      now = evolveDisaster(now, event, ++version);
      said.push(
        ...react(event, now)
          .filter(({ what }) => what !== 'card')
          .map(({ what, to }) => `${what} ${to}`),
      );
    }
    return { it: now, said };
  };

  it('says how it stands every hour, that it ends soon, and that it is over: each once, however often it looks', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 5, maxLength: 300 }),
        fc.integer({ min: 60, max: 600 }),
        (waits, lasts) => {
          let it = disasterAfter(
            { ...proposed, plan: { ...plan, lastsMinutes: lasts } } as DisasterEvent,
            { ...started, until: later(5 + lasts) } as DisasterEvent,
          );
          const heard = new Map<string, number[]>();
          for (let minutes = 5, index = 0; index < waits.length; index++) {
            minutes += waits[index] ?? 1;
            const next = step(it, look(later(minutes)));
            // It never looks later than its end.
            if (it.status === 'running' && isLive(next.it)) expect(next.it.nextLook <= later(Math.max(minutes + 1, 5 + lasts))).toBe(true);
            for (const what of new Set(next.said.map((each) => each.split(' ')[0] ?? '')))
              heard.set(what, [...(heard.get(what) ?? []), minutes]);
            it = next.it;
          }
          expect(heard.get('disasterEndsSoon') ?? []).toHaveLength((heard.get('disasterEndsSoon') ?? []).length > 0 ? 1 : 0);
          expect((heard.get('disasterEnded') ?? []).length).toBeLessThanOrEqual(1);
          const hourly = heard.get('disasterStands') ?? [];
          for (const [index, at] of hourly.slice(1).entries()) expect(at - (hourly[index] ?? 0)).toBeGreaterThanOrEqual(60);
          const [ended] = heard.get('disasterEnded') ?? [];
          if (ended !== undefined) expect(ended).toBeGreaterThanOrEqual(5 + lasts);
        },
      ),
      { numRuns: 60 },
    );
  });
  it('names urgent ones that nobody claims, each once', () => {
    const first = step(each.running, look(later(30), { ...nothingSeen, unclaimed: ['AAAAAA'] }));
    expect(first.said).toContain(`disasterUnclaimed ${channelOf(north)}`);
    expect(step(first.it, look(later(31), { ...nothingSeen, unclaimed: ['AAAAAA'] })).said).toEqual([]);
    expect(step(first.it, look(later(32), { ...nothingSeen, unclaimed: ['AAAAAA', 'CCCCCC'] })).it).toMatchObject({
      named: ['AAAAAA', 'CCCCCC'],
    });
  });
  it('looks again at once while there is more to move, and adds up what was moved', () => {
    const some = step(each.running, look(later(30), { ...nothingSeen, moved: 10, left: 5 }));
    expect(some.it).toMatchObject({ nextLook: later(30), progress: { moved: 23, left: 5 } });
    const stuck = step(each.running, look(later(30), { ...nothingSeen, left: 5 }));
    // What cannot be moved is tried again a minute later, and not for ever without a pause.
    expect(stuck.it).toMatchObject({ nextLook: later(31) });
  });
  it('looks after it for an hour, and as long as anything that it moved is open', () => {
    expect(step(each.ending, look(later(159))).it.status).toBe('ending');
    expect(step(each.ending, look(later(160))).it.status).toBe('over');
    expect(step(each.ending, look(later(400), { ...nothingSeen, inHand: 1 })).it.status).toBe('ending');
    expect(step(each.ending, look(later(400), { ...nothingSeen, waiting: { ...noCounts, urgent: 1 } })).it.status).toBe('ending');
  });
  it('announces a new end anew, and takes none that is past or more than a day away', () => {
    expect(why({ ...asked(30), type: 'extend', until: later(30) }, each.running)).toBe('endWrong');
    expect(why({ ...asked(30), type: 'extend', until: later(30 + 24 * 60 + 1) }, each.running)).toBe('endWrong');
    const soon = step(each.running, look(later(216)));
    expect(soon.said).toContain(`disasterEndsSoon ${channelOf(millbrook)}`);
    const longer = step(soon.it, { ...asked(220), type: 'extend', until: later(400) });
    expect(longer.it).toMatchObject({ status: 'running', until: later(400) });
    expect(step(longer.it, look(later(371))).said).toContain(`disasterEndsSoon ${channelOf(millbrook)}`);
    expect(step(longer.it, look(later(400))).it).toMatchObject({ status: 'ending', ended: { at: later(400) } });
  });
  it('does nothing more once it is over or was dropped', () => {
    for (const it of [each.over, each.lapsed, each.refused]) expect(events(look(later(10_000)), it)).toEqual([]);
    expect(personOf(dalia)).toEqual({ id: dalia.id, name: dalia.name });
  });
});
