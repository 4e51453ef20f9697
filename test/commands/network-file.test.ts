// The network file: every fault named, nothing lost on the way in and out, differences in words, and names from the NHS's list.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { networkSource } from '../../src/app/network/network.ts';
import { type Desk, networkCommand } from '../../src/commands/network.ts';
import { differences } from '../../src/commands/network-difference.ts';
import { type NetworkContent, networkFileSchema, readNetworkFile, writeNetworkFile } from '../../src/commands/network-file.ts';
import { fillInNames } from '../../src/commands/practice-names.ts';
import { contactRoles, emptyNetwork, recordSystems } from '../../src/domain/network/state.ts';
import { capabilities, kinds, pathways, priorities, roles } from '../../src/domain/terms.ts';
import { ownMinutesMax } from '../../src/domain/time/deadlines.ts';
import { weekdays } from '../../src/domain/time/hours.ts';
import { readPractices, titleCase } from '../../src/files/practice-list.ts';
import { demoNetwork } from '../../src/sandbox/demo/network.ts';
import { memoryEngine } from '../../src/storage/memory.ts';
import { createStore } from '../../src/storage/store.ts';
import { englandHolidays } from '../domain/time/days.ts';
import { largest, networkOf, ofTwoHubs } from '../network-of-size.ts';

/** Whatever a file may say. */
const time = fc
  .integer({ min: 0, max: 1_438 })
  .map((minute) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`);
const span = fc
  .tuple(time, time)
  .filter(([a, b]) => a !== b)
  .map(([a, b]) => (a < b ? { from: a, to: b } : { from: b, to: a }));
const date = fc
  .integer({ min: 0, max: 4_000 })
  .map((day) => new Date(Date.parse('2024-01-01') + day * 86_400_000).toISOString().slice(0, 10));
const words = fc.string({ minLength: 1, maxLength: 30 }).filter((each) => each.trim() !== '');
const optional = <T extends object>(required: { [Name in keyof T]?: fc.Arbitrary<T[Name]> }, more: object) =>
  fc.record({ ...required, ...more } as Record<string, fc.Arbitrary<unknown>>, { requiredKeys: Object.keys(required) });
const ownRule = optional<object>(
  {},
  {
    firstLookWorkingMinutes: fc.integer({ min: 1, max: 100 }),
    targetWorkingMinutes: fc.integer({ min: 100, max: ownMinutesMax }),
    limit: fc.constant('sameCoreDay'),
  },
);
const ownRules = optional<object>(
  {},
  Object.fromEntries(kinds.map((kind) => [kind, optional<object>({}, Object.fromEntries(priorities.map((each) => [each, ownRule])))])),
);
const hours = optional(
  { week: fc.dictionary(fc.constantFrom(...weekdays), fc.array(span, { maxLength: 2 })) },
  {
    exceptions: fc.uniqueArray(optional({ date, open: fc.array(span, { maxLength: 2 }), reason: words }, { evenOnHoliday: fc.boolean() }), {
      maxLength: 3,
      selector: (each) => each['date'],
    }),
  },
);
const contacts = fc.dictionary(
  fc.constantFrom(...contactRoles),
  fc.constantFrom({ name: 'Pia', telephone: '01632 960007' }, { name: 'Pia', email: 'pia@example.org' }),
);
const pathway = fc.constantFrom(...pathways);
const change = optional(
  { from: date, kind: fc.constantFrom(...kinds), goes: pathway },
  { days: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 }), between: span },
);
const step = fc.oneof(
  optional({ from: date, stage: fc.constantFrom('off', 'shadow', 'live') }, { by: words, despite: words }),
  fc.record({ from: date, stage: fc.constant('limited'), kinds: fc.uniqueArray(fc.constantFrom(...kinds), { minLength: 1 }) }),
);
const file: fc.Arbitrary<object> = fc.record({
  hubs: fc
    .constant(['HUB01', 'HUB02'])
    .chain((ids) =>
      fc.tuple(
        ...ids.map((id) =>
          optional(
            { id: fc.constant(id), name: words, hours, telephone: fc.constant('01632 960000') },
            { loginsMax: fc.integer({ min: 1, max: 50 }), cutOff: time, contacts },
          ),
        ),
      ),
    ),
  practices: fc.constant(['A98101', 'B98202']).chain((codes) =>
    fc.tuple(
      ...codes.map((code) =>
        optional(
          {
            code: fc.constant(code),
            name: words,
            hub: fc.constantFrom('HUB01', 'HUB02'),
            recordSystem: fc.constantFrom(...recordSystems),
            hours,
            pathway: fc.record({ clinical: pathway, admin: pathway, clinicalAdmin: pathway }),
          },
          {
            recordAccess: fc.constantFrom('shared', 'separate'),
            agreement: fc.tuple(date, date).map(([a, b]) => (a < b ? { from: a, until: b } : { from: b, until: a })),
            pathwayChanges: fc.array(change, { maxLength: 3 }),
            stages: fc.array(step, { minLength: 1, maxLength: 3 }),
            cutOff: time,
            allocation: fc.nat(5_000),
            rules: ownRules,
            contacts,
          },
        ),
      ),
    ),
  ),
  staff: fc
    .array(
      fc.record({
        name: words,
        posts: fc.array(fc.record({ role: fc.constantFrom(...roles), at: fc.constantFrom('HUB01', 'A98101') }), {
          minLength: 1,
          maxLength: 3,
        }),
        cleared: fc.uniqueArray(
          optional(
            {
              practice: fc.constantFrom('A98101', 'B98202'),
              capabilities: fc.uniqueArray(fc.constantFrom(...capabilities), { minLength: 1 }),
            },
            { until: date },
          ),
          { selector: (each) => each['practice'] },
        ),
      }),
      { maxLength: 4 },
    )
    .map((staff) =>
      staff.map((each, index) => ({
        id: `5d1f0d0e-0000-4000-8000-000000000001.00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
        ...each,
      })),
    ),
});
const read = (json: string): NetworkContent => {
  const found = readNetworkFile(json);
  if ('faults' in found) throw new Error(found.faults.join('\n'));
  return found.network;
};

describe('a file', () => {
  it('read, written and read again says the same, and the published schema takes it', () => {
    const valid = new Ajv2020({ strict: false, formats: { date: true } }).compile(networkFileSchema());
    fc.assert(
      fc.property(file, (content) => {
        const once = read(JSON.stringify(content));
        const written = writeNetworkFile(once);
        const twice = read(written);
        expect(twice).toEqual(once);
        expect(writeNetworkFile(twice)).toBe(written);
        expect(differences(once, twice)).toEqual([]);
        // Nothing that was said is lost: the lists are what they were.
        expect(JSON.parse(written)).toEqual(JSON.parse(JSON.stringify(content)));
        expect([valid(JSON.parse(written)), valid.errors]).toEqual([true, null]);
      }),
      { numRuns: 60 },
    );
  });

  type Lists = { hubs: Record<string, unknown>[]; practices: Record<string, unknown>[]; staff: Record<string, unknown>[] };
  const faultsAfter = (spoil: (lists: Lists) => void): readonly string[] => {
    const lists = JSON.parse(writeNetworkFile(demoNetwork())) as Lists;
    spoil(lists);
    const found = readNetworkFile(JSON.stringify(lists));
    return 'faults' in found ? found.faults : [];
  };
  const of = (rows: readonly Record<string, unknown>[], index = 0): Record<string, unknown> => rows[index] ?? {};
  it.each<[string, (lists: Lists) => void]>([
    [
      'hubs[0].id: NETWORK',
      (l) => {
        of(l.hubs)['id'] = 'NETWORK';
        for (const each of l.practices) each['hub'] = 'NETWORK';
        for (const each of l.staff) for (const post of each['posts'] as { at: string }[]) if (post.at === 'HUB01') post.at = 'NETWORK';
      },
    ],
    [
      'hubs[0].cutOff',
      (l) => {
        of(l.hubs)['cutOff'] = '24:00';
      },
    ],
    [
      'hubs[0].loginsMax',
      (l) => {
        of(l.hubs)['loginsMax'] = 0;
      },
    ],
    [
      'hubs[0].contacts.siro',
      (l) => {
        of(l.hubs)['contacts'] = { siro: { name: 'Pia' } };
      },
    ],
    [
      'practices[1].hub: HUB09 is no hub',
      (l) => {
        of(l.practices, 1)['hub'] = 'HUB09';
      },
    ],
    [
      'practices[0].agreement: it ends before',
      (l) => {
        of(l.practices)['agreement'] = { from: '2026-12-02', until: '2026-12-01' };
      },
    ],
    [
      'practices[0].agreement.until',
      (l) => {
        of(l.practices)['agreement'] = { from: '2026-12-02', until: '2026-02-30' };
      },
    ],
    [
      'practices[0].allocation',
      (l) => {
        of(l.practices)['allocation'] = 1.5;
      },
    ],
    [
      'practices[0].pathwayChanges[0].between: it ends before',
      (l) => {
        of(l.practices)['pathwayChanges'] = [
          { from: '2026-12-01', kind: 'admin', goes: 'hubFirst', between: { from: '12:00', to: '08:00' } },
        ];
      },
    ],
    [
      'practices[0].pathwayChanges[0].days',
      (l) => {
        of(l.practices)['pathwayChanges'] = [{ from: '2026-12-01', kind: 'admin', goes: 'hubFirst', days: ['someday'] }];
      },
    ],
    [
      'practices[0].hours',
      (l) => {
        of(l.practices)['hours'] = { week: { monday: [{ from: '18:00', to: '08:00' }] } };
      },
    ],
    [
      'practices[0].recordAccess',
      (l) => {
        of(l.practices)['recordAccess'] = 'maybe';
      },
    ],
    [
      'staff[0].cleared[0].practice: HUB01 is no practice',
      (l) => {
        of(l.staff)['cleared'] = [{ practice: 'HUB01', capabilities: ['view'] }];
      },
    ],
    [
      'staff[0].cleared: A98101 is there twice',
      (l) => {
        of(l.staff)['cleared'] = [
          { practice: 'A98101', capabilities: ['view'] },
          { practice: 'A98101', capabilities: ['write'] },
        ];
      },
    ],
    [
      'staff[0].cleared[0].capabilities',
      (l) => {
        of(l.staff)['cleared'] = [{ practice: 'A98101', capabilities: [] }];
      },
    ],
    [
      'staff[0].cleared[0]',
      (l) => {
        of(l.staff)['cleared'] = ['A98101'];
      },
    ],
    [
      'staff[0].posts[0].at: X99999 is no hub',
      (l) => {
        of(l.staff)['posts'] = [{ role: 'clinician', at: 'X99999' }];
      },
    ],
    [
      'staff: ',
      (l) => {
        l.staff.push(of(l.staff));
      },
    ],
    [
      'hubs or practices: A98101 is there twice',
      (l) => {
        l.practices.push(of(l.practices));
      },
    ],
    [
      'the top',
      (l) => {
        (l as Record<string, unknown>)['extra'] = 1;
      },
    ],
  ])('with one thing wrong names %s', (path, spoil) => {
    const faults = faultsAfter(spoil);
    expect(
      faults.some((fault) => fault.startsWith(path)),
      faults.join('\n'),
    ).toBe(true);
  });
  it('with several names them all', () => {
    const faults = faultsAfter((l) => {
      of(l.practices)['hub'] = 'HUB09';
      of(l.practices, 1)['hub'] = 'HUB08';
      of(l.staff)['posts'] = [{ role: 'clinician', at: 'X99999' }];
    });
    expect(faults).toHaveLength(3);
  });
});

it('differences are told by path: what is new, gone and other', () => {
  const before = demoNetwork();
  const [first, second] = Object.values(before.staff);
  const practice = before.practices['A98101'];
  if (first === undefined || second === undefined || practice === undefined) throw new Error('the demo has them');
  const { [second.id]: _, ...others } = before.staff;
  const after: NetworkContent = {
    ...before,
    practices: { ...before.practices, A98101: { ...practice, allocation: 40, hours: { week: { ...practice.hours.week, monday: [] } } } },
    staff: {
      ...others,
      [first.id]: {
        ...first,
        posts: first.posts.slice(1),
        cleared: [...first.cleared.slice(1), { practice: 'Z98999', capabilities: ['view'] }],
      },
    },
  };
  expect(differences(before, after)).toEqual([
    '~ practices.A98101.hours.week.monday: [{"from":"08:00","to":"18:30"}] \u2192 []',
    '+ practices.A98101.allocation: 40',
    `- staff.${first.id}.posts.clinician at HUB01: true`,
    `- staff.${first.id}.cleared.A98101: {"capabilities":["view","write","prescribe","book"]}`,
    `+ staff.${first.id}.cleared.Z98999: {"capabilities":["view"]}`,
    `- staff.${second.id}: ${second.name}`,
  ]);
});

const open = (files: Record<string, string | Uint8Array>) => {
  const engine = memoryEngine();
  const said: string[] = [];
  const desk: Desk = {
    env: {},
    say: (line) => said.push(line),
    readFile: (path) => Buffer.from(files[path] ?? ''),
    writeFile: (path, text) => {
      files[path] = text;
    },
    now: () => '2026-11-25T09:00:00.000Z',
    newId: () => String(said.length),
    engine,
  };
  const stored = async () => {
    const store = createStore(engine, { prefix: 'ehub', writer: 't', missing: () => {} });
    return networkSource(
      { store, nudge: () => {} },
      () => englandHolidays,
      () => 0,
    ).current();
  };
  const run = async (...args: string[]) => {
    said.length = 0;
    return networkCommand(args, desk);
  };
  return { run, said, stored, files };
};

describe('npm run network', () => {
  const demo = writeNetworkFile(demoNetwork());

  it('says what would change, changes it when told to, and then there is nothing left to change', async () => {
    const { run, said, stored } = open({ 'net.json': demo });
    expect(await run('net.json')).toBe(2);
    expect(said.filter((line) => line.startsWith('+ '))).toHaveLength(1 + 4 + 9);
    expect(said.at(-1)).toBe('14 differences. Nothing was changed; add --apply.');
    expect(await stored()).toEqual(emptyNetwork);
    expect(await run('net.json', '--apply')).toBe(0);
    expect(await stored()).toMatchObject(demoNetwork());
    expect(await run('net.json')).toBe(0);
    expect(said).toEqual(['The file says what is stored: no difference.']);
    expect(await run('--stored')).toBe(0);
    expect(read(said.join('\n'))).toEqual(demoNetwork());
  });
  it('never leaves out a hub: says so before it is applied, and does nothing', async () => {
    const other = demo.replaceAll('"HUB01"', '"HUB02"');
    const { run, said, stored } = open({ 'net.json': demo, 'other.json': other });
    await run('net.json', '--apply');
    for (const args of [['other.json'], ['other.json', '--apply']]) {
      expect(await run(...args)).toBe(1);
      expect(said.at(-1)).toContain('would be left out of the network, and nothing would look after what is open there.');
    }
    expect(await stored()).toMatchObject(demoNetwork());
  });
  it('gives a practice to another hub, which it says, and with it that the practice keeps the hub it was with', async () => {
    const both = networkOf({ hubs: 2, practices: 2, staff: 3, cleared: 1 });
    const [practice] = Object.values(both.practices);
    const other = Object.keys(both.hubs).find((hub) => hub !== practice?.hub);
    if (practice === undefined || other === undefined) throw new Error('there are two hubs, each with practices');
    const moved = { ...both, practices: { ...both.practices, [practice.code]: { ...practice, hub: other } } };
    const files = { 'before.json': writeNetworkFile(both), 'after.json': writeNetworkFile(moved) };
    const { run, said, stored } = open(files);
    expect(await run('before.json', '--apply')).toBe(0);
    expect(await run('after.json')).toBe(2);
    expect(said.filter((line) => line.includes(`practices.${practice.code}.`))).toEqual([
      `~ practices.${practice.code}.hub: "${practice.hub}" \u2192 "${other}"`,
      `+ practices.${practice.code}.wasWith: [{"hub":"${practice.hub}","until":"2026-11-24","finishes":"2026-12-02"}]`,
    ]);
    expect(await run('after.json', '--apply')).toBe(0);
    expect((await stored()).practices[practice.code]).toMatchObject({ hub: other, wasWith: [{ hub: practice.hub, until: '2026-11-24' }] });
    expect(await run('after.json')).toBe(0);
    expect(said).toEqual(['The file says what is stored: no difference.']);
  });
  it('names faults and changes nothing', async () => {
    const { run, said, stored } = open({ 'net.json': '{"hubs": []}' });
    expect(await run('net.json', '--apply')).toBe(1);
    expect(said.length).toBeGreaterThan(2);
    expect(said[0]).toBe('net.json needs attention; nothing was changed:');
    // Not even a table was made.
    await expect(stored()).rejects.toThrow();
  });
  it('checks a file by itself: its faults or what is in it, without a look at any store', async () => {
    const { run, said, stored } = open({ 'net.json': demo, 'bad.json': '{"hubs": []}' });
    expect(await run('--check', 'net.json')).toBe(0);
    expect(said).toEqual(['net.json can be read. Hubs, practices and people in it: 1, 4, 9.']);
    expect(await run('--check', 'bad.json')).toBe(1);
    expect(said[0]).toBe('bad.json needs attention; nothing was changed:');
    await expect(stored()).rejects.toThrow();
  });
  it('prints the schema, and how it is used when it was not understood', async () => {
    const { run, said } = open({});
    expect(await run('--schema')).toBe(0);
    expect(JSON.parse(said.join('\n'))).toMatchObject({ title: 'ehub.network.json', type: 'object' });
    for (const args of [[], ['--names', 'x'], ['a', 'b'], ['--what']]) expect(await run(...args)).toBe(1);
    expect(said.join('\n')).toContain('npm run network -- FILE --apply');
  });
  it('fills in names', async () => {
    const lists = JSON.parse(demo) as { practices: { code: string; name?: string }[] };
    for (const each of lists.practices) if (each.code !== 'A98101') each.name = each.code === 'B98202' ? '' : each.code;
    delete (lists.practices[2] as { name?: string }).name;
    const { run, said, files } = open({ 'net.json': JSON.stringify(lists), 'list.csv': list });
    expect(await run('--names', 'list.csv', 'net.json')).toBe(2);
    expect(files['net.json']).toBe(JSON.stringify(lists));
    expect(await run('--names', 'list.csv', 'net.json', '--apply')).toBe(0);
    expect(Object.values(read(String(files['net.json'])).practices).map(({ name }) => name)).toEqual([
      'Saltern Quay Medical Centre',
      'The "Kestrel" Surgery',
      'Tideway, Hall and Partners',
      'D98404',
    ]);
    expect(said).toEqual([
      '= A98101: stays Saltern Quay Medical Centre; the list says The Saltern Practice',
      '+ B98202: The "Kestrel" Surgery',
      '! C98303: CLOSED in the list',
      '+ C98303: Tideway, Hall and Partners',
      '? D98404: not in the list',
      '2 names to fill in, from 3 practices listed.',
    ]);
    expect(await run('--names', 'net.json', 'net.json')).toBe(1);
  });
});

/** Made up, in the list's 27 columns. */
const row = (code: string, name: string, status: string): string =>
  [
    code,
    name,
    'Y99',
    'Q99',
    'A ROAD',
    'A TOWN',
    '',
    '',
    '',
    'ZZ1 1ZZ',
    '19740401',
    '',
    status,
    'B',
    ...Array.from({ length: 13 }, () => ''),
  ]
    .map((each) => `"${each.replaceAll('"', '""')}"`)
    .join(',');
const list = `\uFEFF${[row('A98101', 'THE SALTERN PRACTICE', 'A'), row('B98202', 'THE "KESTREL" SURGERY', 'A'), row('C98303', 'TIDEWAY, HALL AND PARTNERS', 'C'), '"short","ROW"', ''].join('\r\n')}`;

describe('names of the list', () => {
  it.each([
    ['THE HEALTH CENTRE', 'The Health Centre'],
    ['QUEENS PARK MEDICAL CTR', 'Queens Park Medical Ctr'],
    ["ST MARY'S SURGERY", "St Mary's Surgery"],
    ["DR O'BRIEN & PARTNERS", "Dr O'Brien & Partners"],
    ["DR D'SOUZA", "Dr D'Souza"],
    ['DR JK MCDONALD', 'Dr JK McDonald'],
    ['STRATFORD-UPON-AVON GP CENTRE', 'Stratford-Upon-Avon GP Centre'],
    ['HOUSE OF THE NHS', 'House of the NHS'],
    ['DR ABBOTT (RETIRED)', 'Dr Abbott (Retired)'],
    ['OXFORD  RD  SURGERY', 'Oxford Rd Surgery'],
    ['Already Written as it is', 'Already Written as it is'],
  ])('%s is written %s', (shouted, said) => {
    expect(titleCase(shouted)).toBe(said);
  });
  it('come from the present layout too: with a mark, words for the status, other columns, and a heading', async () => {
    const now = (code: string, name: string, closed: string, status: string): string =>
      [
        code,
        name,
        'Y63',
        'QE1',
        '1 MADE UP ROAD',
        '',
        '',
        'TOWN',
        '',
        'ZZ1 1ZZ',
        '19740401',
        closed,
        status,
        'B',
        '00X',
        '',
        '',
        '',
        '0',
        'RO76',
      ]
        .map((field) => `"${field}"`)
        .join(',');
    const heading = now('CODE', 'NAME', 'CLOSE DATE', 'STATUS');
    const listed = [
      heading,
      now('A98101', 'FERRYMAN\u2019S LANE', '', 'ACTIVE'),
      now('B98202', 'KESTREL ROAD SURGERY', '20260331', 'INACTIVE'),
    ];
    const { run, said } = open({
      'list.csv': Buffer.from(`\ufeff${listed.join('\r\n')}`),
      'net.json': `\ufeff${JSON.stringify({ practices: [{ code: 'A98101', name: "Ferryman's Lane" }, { code: 'B98202' }] })}`,
    });
    expect(await run('--names', 'list.csv', 'net.json')).toBe(2);
    expect(said).toEqual([
      '! B98202: CLOSED in the list since 2026-03-31',
      '+ B98202: Kestrel Road Surgery',
      '1 names to fill in, from 2 practices listed. Nothing was written; add --apply.',
    ]);
  });
  it('read through commas, quotes and line ends inside quotes, of either kind', () => {
    expect(readPractices(list).size).toBe(3);
    expect(readPractices(list.replaceAll('\r\n', '\n')).get('C98303')).toEqual({
      ...{ name: 'Tideway, Hall and Partners', status: 'closed' },
      icb: 'Q99',
    });
    const broken = readPractices(row('A98101', 'TWO\nLINES', 'A'));
    expect(broken.get('A98101')?.name).toBe('Two Lines');
    expect(readPractices('not,a list').size).toBe(0);
    expect(readPractices('"unended').size).toBe(0);
  });
  it('of no file at all are none', () => {
    for (const json of ['', 'null', '[]', '{"practices": 1}']) expect(fillInNames(json, new Map())).toBeUndefined();
  });
  const register = fileURLToPath(new URL('../../../shared/samples/reference/ods-epraccur-2019.csv', import.meta.url));
  if (!existsSync(register)) console.warn(`SKIPPED: no list of real practices at ${register}`);
  it.skipIf(!existsSync(register))('of the real list of 2019 are all read, none shouting', () => {
    const found = readPractices(readFileSync(register, 'latin1'));
    expect(found.size).toBe(14_303);
    const shouting = [...found.values()].filter(({ name }) => name === name.toUpperCase() && name.replace(/[^A-Z]/g, '').length > 8);
    expect(shouting).toEqual([]);
    for (const { name } of found.values()) expect(name.length).toBeLessThanOrEqual(100);
  });
});

describe('a network of a size that exists', () => {
  it('of two hubs and of forty is read', () => {
    for (const size of [ofTwoHubs, { ...largest, hubs: 4 }])
      expect(readNetworkFile(writeNetworkFile(networkOf(size)))).toHaveProperty('network');
  });
  it('that no row could hold is refused before anything is written, with the hub and the rule', async () => {
    const content = networkOf({ hubs: 2, practices: 20, staff: 2_000, cleared: 20 });
    const { run, said, stored } = open({ 'net.json': writeNetworkFile(content) });
    expect(await run('net.json', '--apply')).toBe(1);
    expect(said).toHaveLength(1 + 2);
    expect(said[1]).toMatch(
      /^ {2}- hubs\[0\]: the posts and clearances of the 2000 people who work at HUB00 or are cleared there take \d{6} characters as they are stored, and at most 400000 fit for one hub$/,
    );
    await expect(stored()).rejects.toThrow();
  });
  it('is applied as long as it fits, both parts of a hub at their largest', async () => {
    const [hub, practices, staff] = Object.values(networkOf({ hubs: 1, practices: 90, staff: 1_180, cleared: 20 }));
    const exceptions = Array.from({ length: 40 }, (_, n) => {
      const date = new Date(Date.parse('2026-12-01') + n * 86_400_000).toISOString().slice(0, 10);
      return { date, open: [{ from: '08:00', to: '12:00' }], reason: 'Training, with "quotes" in it' };
    });
    const longer = Object.values(practices ?? {}).map((it) => ({ ...it, hours: { week: { monday: [] }, exceptions } }));
    const json = JSON.stringify({ hubs: Object.values(hub ?? {}), practices: longer, staff: Object.values(staff ?? {}) });
    const { run, said } = open({ 'net.json': json });
    expect(await run('net.json', '--apply'), said.join('\n').slice(0, 2_000)).toBe(0);
    expect(await run('net.json')).toBe(0);
  });
});
