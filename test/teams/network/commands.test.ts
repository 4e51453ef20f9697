// Typed words about the network: shifts, staff, practices, who is cleared, pathways; each told only to those who may read it.
import { beforeEach, describe, expect, it } from 'vitest';
import type { NetworkSource } from '../../../src/app/network/network.ts';
import type { Store } from '../../../src/app/ports.ts';
import type { Received } from '../../../src/domain/econsult/event.ts';
import { decideNetwork } from '../../../src/domain/network/decide.ts';
import { evolveNetwork } from '../../../src/domain/network/evolve.ts';
import { type Network, organisationName, type Practice } from '../../../src/domain/network/state.ts';
import type { Person } from '../../../src/domain/terms.ts';
import { kinds } from '../../../src/kinds.ts';
import type { CommandDeps } from '../../../src/teams/kind.ts';
import { pathway, practice, staff, who } from '../../../src/teams/network/commands.ts';
import { practiceAsked } from '../../../src/teams/network/practice-asked.ts';
import { offShift, onShift } from '../../../src/teams/shift/commands.ts';
import type { TeamsActivity } from '../../../src/teams/wire.ts';
import { markdownOf } from '../../cards/elements.ts';
import {
  amara,
  carys,
  dalia,
  ewan,
  gwen,
  jonas,
  larkfield,
  millbrook,
  network,
  north,
  overthere,
  person,
  rules,
  stranger,
} from '../../people.ts';

const at = '2026-11-25T09:00:00.000Z';
let now: Network;
let received: readonly Received[];
let deps: CommandDeps;
beforeEach(() => {
  now = network;
  received = [];
  const source = {
    current: async () => now,
    now: async () => ({ ...rules, network: now }),
    change: async (command: Parameters<NetworkSource['change']>[0]) => {
      const decision = decideNetwork(command, now);
      if ('refusal' in decision) return { kind: 'refused', refusal: decision.refusal, state: now };
      now = decision.events.reduce((state, event) => evolveNetwork(state, event), now);
      return { kind: 'done', state: now, version: 1, events: decision.events, repeated: false };
    },
  } as NetworkSource;
  deps = {
    kinds,
    directory: { person: async () => undefined } as unknown as CommandDeps['directory'],
    nudge: () => {},
    network: source,
    clock: { now: () => at },
    store: {
      logged: async () => received.map((event) => ({ kind: 'econsult', id: event.facts.id, at: event.at, event })),
      queue: async () => [],
      opens: async () => [],
      load: async () => undefined,
    } as unknown as Store,
  };
});

type Say = typeof practice;
async function says(command: Say, by: Person, rest = '', conversation = 'a:personal'): Promise<readonly string[]> {
  const activity = { id: 'activity-1', conversation: { id: conversation } } as unknown as TeamsActivity;
  return markdownOf(await command(deps, { activity, by: person(by), network: now, rest }));
}
const said = async (...asked: Parameters<typeof says>): Promise<string> => (await says(...asked)).join('\n');

describe('shifts', () => {
  it('begin where somebody works, and say who else is there', async () => {
    expect(await said(onShift, amara)).toContain('Nobody else is on shift here yet.');
    expect(await said(onShift, carys)).toContain('Also on shift: Dr Amara Osei.');
    expect(now.onShift).toEqual({ [amara.id]: { at: north, since: at }, [carys.id]: { at: north, since: at } });
  });
  it('ask which, of somebody who works in several places, and take its code, a part of its name, or the channel', async () => {
    now = {
      ...network,
      staff: { ...network.staff, [amara.id]: { ...amara, posts: [...amara.posts, { role: 'practiceClinician', at: larkfield }] } },
    };
    expect(await says(onShift, amara)).toEqual([
      'On shift',
      'You work in several places. Please say which, for example:',
      'on shift NORTH',
      'North Hub',
      'on shift T90001',
      'Larkfield Surgery',
    ]);
    expect(now.onShift).toEqual({});
    for (const [rest, place] of [
      ['t90001', larkfield],
      ['larkfield', larkfield],
      ['north', north],
    ] as const) {
      await says(onShift, amara, rest);
      expect(now.onShift[amara.id]?.at).toBe(place);
    }
    await says(onShift, amara, '', '19:larkfield@thread.tacv2');
    expect(now.onShift[amara.id]?.at).toBe(larkfield);
  });
  it('are refused where somebody holds no post, in words', async () => {
    expect(await said(onShift, amara, 'T90001')).toContain(
      'You hold no post at Larkfield Surgery. You work at: North Hub. Nothing has changed.',
    );
  });
  it('at a place that is unknown, or that fits several of somebody\u2019s places, begin nowhere, and the places are named', async () => {
    now = {
      ...network,
      staff: { ...network.staff, [amara.id]: { ...amara, posts: [larkfield, millbrook].map((at) => ({ role: 'practiceClinician', at })) } },
      practices: { ...network.practices, [larkfield]: { ...(network.practices[larkfield] as Practice), name: 'Millbrook Lark' } },
    };
    const places = ['on shift T90001', 'Millbrook Lark', 'on shift T90002', network.practices[millbrook]?.name];
    for (const [typed, words] of [
      ['nowhere.', 'I can\u2019t find that hub or practice. Nothing has changed. You can write:'],
      ['millbrook', 'Several of your places fit that, and nothing has changed. Please say which:'],
    ] as const) {
      expect(await says(onShift, amara, typed)).toEqual(['On shift', words, ...places]);
      expect(JSON.stringify(await says(onShift, amara, typed))).not.toContain('\\\\');
    }
    expect(now.onShift).toEqual({});
  });
  it('end always', async () => {
    await says(onShift, amara);
    expect(await said(offShift, amara)).toContain('You are off shift at North Hub.');
    expect(await said(offShift, amara)).toContain('You were not on shift.');
    expect(await said(offShift, stranger)).toContain('You were not on shift.');
    expect(now.onShift).toEqual({});
  });
});

describe('what is set', () => {
  const set = (more: Partial<Practice>): void => {
    now = { ...network, practices: { ...network.practices, [larkfield]: { ...(network.practices[larkfield] as Practice), ...more } } };
  };
  it('for a practice is shown whole: hours, pathway now and planned, agreement, contacts, record system', async () => {
    set({
      hours: {
        week: { monday: [{ from: '08:00', to: '18:30' }], tuesday: [{ from: '08:00', to: '18:30' }] },
        exceptions: [
          { date: '2026-12-24', open: [], reason: 'Christmas Eve' },
          { date: '2026-11-01', open: [], reason: 'Past' },
        ],
      },
      pathwayChanges: [
        {
          from: '2026-12-01',
          kind: 'clinical',
          goes: 'practiceFirst',
          days: ['friday', 'monday'],
          between: { from: '08:00', to: '12:00' },
        },
      ],
      agreement: { from: '2026-01-01', until: '2026-11-24' },
      cutOff: '16:00',
      allocation: 12,
      recordAccess: 'separate',
      rules: { admin: { routine: { firstLookWorkingMinutes: 90, targetWorkingMinutes: 300, limit: 'sameCoreDay' }, urgent: {} } },
      contacts: { caldicottGuardian: { name: 'Pia *Quill*', telephone: '01632 960007' } },
    });
    received = [{ at, facts: { id: 'A', practice: larkfield, holder: north } } as unknown as Received];
    const text = await said(practice, dalia, 'T90001');
    for (const line of [
      'Larkfield Surgery (T90001)',
      'Mon and Tue 08:00\u201318:30, Wed to Sun closed',
      'Thu 24 Dec 2026: closed (Christmas Eve)',
      'Now: hub first; from Tue 1 Dec 2026, Mon Fri 08:00\u201312:00: practice first',
      'From 16:00 routine ones go to the practice while it is open, or wait for the hub.',
      '12 a day, 1 taken today. Further routine ones stay with the practice.',
      'Own deadlines: Administrative, Routine',
      'first look within 1 h 30 min of opening hours; target 5 h of opening hours; limit the same day',
      'Thu 1 Jan 2026 to Tue 24 Nov 2026: NOT in force.',
      'EMIS; each clinician needs a log-in of this site.',
      'Caldicott Guardian',
      'Pia \\*Quill\\* · 01632 960007',
    ])
      expect(text.replaceAll('\\(', '(').replaceAll('\\)', ')')).toContain(line);
    expect(text).not.toContain('Past');
  });
  it('may be asked for by a part of the name, or nothing in the practice\u2019s own channel', async () => {
    expect((await says(practice, gwen, 'larkf'))[0]).toContain('Larkfield Surgery');
    expect((await says(pathway, gwen, '', '19:larkfield@thread.tacv2'))[0]).toBe('Pathway of Larkfield Surgery');
    expect(practiceAsked(network, gwen.id, 'constructor')).toBeUndefined();
    expect(await said(practice, gwen, 'nowhere')).toContain('I can\u2019t find that practice.');
  });
  it.each([
    'Ferryman\u2019s L\u00e1ne',
    "ferryman's lane",
    'FERRYMANS LANE.',
    '\u200bferryman\u00b4s\u00a0la\u0301ne',
    'ferryman',
    '\u201cT90001\u201d',
  ])('of a practice is found as %j', async (typed) => {
    set({ name: 'Ferryman\u2019s L\u00e1ne' });
    for (const command of [practice, who, pathway, staff])
      expect((await says(command, dalia, typed))[0]).toMatch(/Ferryman\u2019s L\u00e1ne/);
    expect(await said(pathway, dalia, `try ${typed} hubFirst`)).toContain('Trying a pathway at Ferryman');
  });
  it('of two practices whose names fold alike is not shown, but both are named', async () => {
    set({ name: 'St Mary\u2019s' });
    now = { ...now, practices: { ...now.practices, [millbrook]: { ...(now.practices[millbrook] as Practice), name: 'St. Marys' } } };
    const words = `Two practices are called that: St Mary\u2019s (${larkfield}), St. Marys (${millbrook}). Please write the code.`;
    for (const command of [practice, who, pathway, staff]) expect((await says(command, dalia, 'st mary\u2019s'))[1]).toBe(words);
    expect((await says(pathway, dalia, "try St Mary's hubFirst"))[1]).toBe(words);
    expect((await says(practice, dalia, larkfield))[0]).toContain('St Mary\u2019s');
    // Who works at one of them means that one, and reads nothing of the other.
    expect((await says(practice, gwen, 'st marys'))[0]).toContain(larkfield);
  });
  it('of namesakes is told apart by the code wherever only a name is said, and of others is not', () => {
    set({ name: 'Millbrook PRACTICE.' });
    expect([larkfield, millbrook, north].map((id) => organisationName(now, id))).toEqual([
      `Millbrook PRACTICE. (${larkfield})`,
      `Millbrook Practice (${millbrook})`,
      'North Hub',
    ]);
    expect(organisationName(network, millbrook)).toBe('Millbrook Practice');
  });
  it('of a part of several names is not shown, but the first are named', async () => {
    const many = Array.from({ length: 8 }, (_, n) => ({
      ...(network.practices[larkfield] as Practice),
      code: `T8000${n}`,
      name: `Row ${n}`,
    }));
    now = { ...network, practices: { ...network.practices, ...Object.fromEntries(many.map((each) => [each.code, each])) } };
    expect((await says(practice, dalia, 'row'))[1]).toBe(
      '8 practices have that in their name: Row 0 (T80000), Row 1 (T80001), Row 2 (T80002), Row 3 (T80003), Row 4 (T80004) and 3 more. Please write more of the name, or the code.',
    );
  });
  it('is not shown to who works neither there nor at its hub', async () => {
    for (const command of [practice, who, pathway, staff])
      for (const [by, code] of [
        [jonas, larkfield],
        [dalia, overthere],
        [gwen, millbrook],
        [stranger, larkfield],
      ] as const) {
        const words = await said(command, by, code);
        expect(words).toContain('so it is not shown');
        expect(words).not.toMatch(/Osei|08:00|hub first/);
      }
  });
});

describe('people', () => {
  it('cleared for a practice: whoever is on shift first, with what they may do and until when', async () => {
    await says(onShift, carys);
    now = {
      ...now,
      staff: { ...now.staff, [amara.id]: { ...amara, cleared: [{ practice: larkfield, capabilities: ['view'], until: '2026-11-24' }] } },
    };
    const lines = await says(who, gwen, larkfield);
    expect(lines[2]).toMatch(/^Carys Pell · hub clinician at North Hub · on shift since 09:00$/);
    expect(lines[3]).toBe('May read, write, prescribe, book');
    expect(lines).toContain('Works there.');
    expect(lines).toContain('May read: ENDED Tue 24 Nov 2026');
  });
  it('of a hub with posts and clearances, narrowed by a name', async () => {
    for (const typed of ['carys', 'CARYS-PELL', 'Ca\u0301rys'])
      expect(await says(staff, ewan, typed)).toEqual([
        'Staff at North Hub',
        'Posts, clearances and when they end.',
        'Carys Pell · hub clinician at North Hub',
        'Cleared: Larkfield Surgery (read, write, prescribe, book)',
      ]);
  });
  it('to a practice only with what concerns it', async () => {
    const text = await said(staff, gwen, '');
    expect(text).toContain('Dr Amara Osei');
    expect(text).not.toContain('Millbrook');
  });
});

describe('trying a pathway', () => {
  const facts = (id: string, kind: string, date: string): Received =>
    ({
      type: 'Received',
      at: `${date}T10:00:00.000Z`,
      facts: { id, kind, priority: 'routine', practice: larkfield, holder: kind === 'admin' ? larkfield : north },
    }) as unknown as Received;
  beforeEach(() => {
    received = [
      facts('AAAAAA', 'clinical', '2026-11-23'),
      facts('BBBBBB', 'admin', '2026-11-24'),
      facts('CCCCCC', 'clinical', '2026-11-24'),
    ];
  });
  it('tells leads what would have moved', async () => {
    for (const rest of ['try T90001 practiceFirst clinical', 'try larkfield practice first clinical', 'TRY t90001 practice-first Clinical'])
      expect(await says(pathway, dalia, rest)).toEqual([
        'Trying a pathway at Larkfield Surgery',
        '2 of 3 eConsults since Wed 11 Nov 2026 would have moved: 2 to the practice. Nothing was changed.',
        'Mon 23 Nov 2026',
        '1 clinical',
        'Tue 24 Nov 2026',
        '1 clinical',
        'Which',
        'AAA-AAA, CCC-CCC',
      ]);
    expect(await said(pathway, ewan, 'try T90001 hubFirst')).toContain(
      '1 of 3 eConsults since Wed 11 Nov 2026 would have moved: 1 to the hub.',
    );
    expect(now).toEqual(network);
  });
  it('says how it is written when it was not understood, and tells nobody else', async () => {
    for (const rest of ['try', 'try T90001', 'try T90001 sideways', 'try T90001 hubFirst everything', 'try T99999 hubFirst'])
      expect(await said(pathway, dalia, rest)).toContain('Please write, for example');
    for (const by of [amara, gwen, jonas, stranger])
      expect(await said(pathway, by, 'try T90001 hubFirst')).toContain('needs a hub lead or hub administrator');
  });
});
