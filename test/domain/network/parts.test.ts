// A network in its hubs' parts: taken apart and put together it is the same, and a change reaches the hubs it concerns and no other.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NetworkCommand } from '../../../src/domain/network/command.ts';
import { decideNetwork } from '../../../src/domain/network/decide.ts';
import { decideStaffPart } from '../../../src/domain/network/decide-parts.ts';
import { establishedIn } from '../../../src/domain/network/established.ts';
import type { NetworkEvent } from '../../../src/domain/network/event.ts';
import { evolveNetwork } from '../../../src/domain/network/evolve.ts';
import { evolveOrganisations, evolveShifts, evolveStaff } from '../../../src/domain/network/evolve-parts.ts';
import { type Joined, join } from '../../../src/domain/network/join.ts';
import { packedShifts, unpackedShifts } from '../../../src/domain/network/packed-shifts.ts';
import type { Routed } from '../../../src/domain/network/part-event.ts';
import { type Parts, partCharactersMax, partsOf, withParts } from '../../../src/domain/network/parts.ts';
import { split } from '../../../src/domain/network/split.ts';
import { type Network, type NetworkContent, organisationsOf, type StaffMember, staffIn } from '../../../src/domain/network/state.ts';
import { routed } from '../../../src/domain/network/which-parts.ts';
import { channelFor, onShiftAt, practicesOf, staffAt, staffConcerning, staffNamed } from '../../../src/domain/network/who-is-where.ts';
import { type Actor, capabilities, roles } from '../../../src/domain/terms.ts';
import { coreHours } from '../../../src/domain/time/hours.ts';
import { stranger, tenant } from '../../people.ts';

const hubIds = ['HUBA', 'HUBB', 'HUBC'];
const codes = ['A1001', 'A1002', 'B2001', 'B2002', 'C3001'];
const hubOfCode: Readonly<Record<string, string>> = { A1001: 'HUBA', A1002: 'HUBA', B2001: 'HUBB', B2002: 'HUBB', C3001: 'HUBC' };
const people = Array.from({ length: 6 }, (_, n) => `${n === 5 ? 'guest' : tenant}.00000000-0000-4000-8000-00000000000${n}`);
const sender: Actor = { kind: 'sender', caller: 'test' };

const organisation = fc.constantFrom(...hubIds, ...codes);
const posts = fc.uniqueArray(fc.record({ role: fc.constantFrom(...roles), at: organisation }), {
  minLength: 1,
  maxLength: 4,
  selector: ({ role, at }) => `${role} ${at}`,
});
const clearance = fc
  .record({
    practice: fc.constantFrom(...codes),
    capabilities: fc.subarray([...capabilities], { minLength: 1 }),
    until: fc.option(fc.constantFrom('2026-12-31', '2027-03-31'), { nil: undefined }),
  })
  .map(({ until, ...rest }) => ({ ...rest, ...(until === undefined ? {} : { until }) }));
const cleared = fc.uniqueArray(clearance, { maxLength: 5, selector: ({ practice }) => practice });
const instant = fc.integer({ min: 0, max: 20_000_000 }).map((n) => new Date(Date.parse('2026-11-25T06:00:00.000Z') + n).toISOString());

const content: fc.Arbitrary<NetworkContent> = fc
  .record({
    staff: fc.array(fc.record({ posts, cleared }), { minLength: 1, maxLength: people.length }),
    allocation: fc.integer({ min: 1, max: 9 }),
  })
  .map(({ staff, allocation }) => ({
    hubs: Object.fromEntries(hubIds.map((id) => [id, { id, name: id, hours: coreHours, telephone: '01632 960000' }])),
    practices: Object.fromEntries(
      codes.map((code) => {
        const pathway = { clinical: 'hubFirst', admin: 'hubFirst', clinicalAdmin: 'hubFirst' } as const;
        return [code, { code, name: code, hub: hubOfCode[code] ?? '', recordSystem: 'EMIS', hours: coreHours, pathway, allocation }];
      }),
    ),
    staff: Object.fromEntries(
      staff.map((each, n): [string, StaffMember] => [people[n] ?? '', { id: people[n] ?? '', name: `Person ${n}`, ...each }]),
    ),
  }));

const network: fc.Arbitrary<Network> = fc
  .record({
    content,
    channels: fc.uniqueArray(organisation),
    since: instant,
    left: fc.subarray(people),
    at: instant,
    lastImport: fc.option(fc.constant('digest'), { nil: undefined }),
  })
  .map(({ content: it, channels, since, left, at, lastImport }) => ({
    ...it,
    channels: Object.fromEntries(
      channels.map((id) => [id, { organisation: id, conversation: `19:${id}@thread`, team: 'team', tenantId: tenant }]),
    ),
    onShift: Object.fromEntries(
      Object.values(it.staff).flatMap((member, n) => (n % 2 === 0 ? [[member.id, { at: member.posts[0]?.at ?? '', since }]] : [])),
    ),
    ...(left.some((id) => Object.hasOwn(it.staff, id))
      ? { leftAt: Object.fromEntries(left.filter((id) => Object.hasOwn(it.staff, id)).map((id) => [id, at])) }
      : {}),
    ...(lastImport === undefined ? {} : { lastImport }),
  }));

const asked = { operation: 'operation', at: '2026-11-25T12:00:00.000Z', by: sender };
const anybody = fc.constantFrom(...people);
const command: fc.Arbitrary<NetworkCommand> = fc.oneof(
  fc.record({ person: anybody, posts }).map((it) => ({ ...asked, type: 'addStaff' as const, name: 'Somebody New', ...it })),
  fc.record({ person: anybody, posts }).map((it) => ({ ...asked, type: 'changePosts' as const, ...it })),
  fc.record({ person: anybody, it: clearance }).map(({ person, it }) => ({ ...asked, type: 'clearFor' as const, person, ...it })),
  fc.record({ person: anybody, practice: fc.constantFrom(...codes) }).map((it) => ({ ...asked, type: 'removeClearance' as const, ...it })),
  anybody.map((person) => ({ ...asked, type: 'removeStaff' as const, person })),
  fc
    .record({ hub: fc.constantFrom(...hubIds), person: anybody, like: anybody, practices: fc.subarray([...codes], { maxLength: 2 }) })
    .map((it) => ({ ...asked, type: 'makeLike' as const, name: 'Somebody New', ...it })),
  fc.constantFrom(...codes).map((practice) => ({
    ...asked,
    type: 'setRecords' as const,
    practice,
    recordSystem: 'Vision' as const,
    recordAccess: 'separate' as const,
  })),
  fc.record({ hub: fc.constantFrom(...hubIds), code: fc.constantFrom('Q90001', 'Q90002') }).map(({ hub, code }) => {
    const pathway = { clinical: 'hubFirst', admin: 'hubFirst', clinicalAdmin: 'hubFirst' } as const;
    const practice = { code, name: code, pcn: 'U12345', recordSystem: 'EMIS' as const, hours: coreHours, pathway };
    return { ...asked, type: 'addPractices' as const, hub, practices: [practice] };
  }),
  fc
    .record({ practice: fc.constantFrom(...codes), to: fc.constantFrom(...hubIds) })
    .map((it) => ({ ...asked, type: 'movePractice' as const, finishes: '2026-11-27', ...it })),
  fc.constantFrom(...codes).map((practice) => ({ ...asked, type: 'setAllocation' as const, practice, allocation: 3 })),
  organisation.map((id) => ({ ...asked, type: 'setCutOff' as const, organisation: id, cutOff: '16:00' })),
  organisation.map((id) => ({
    ...asked,
    type: 'giveChannel' as const,
    channel: { organisation: id, conversation: `19:new-${id}@thread`, team: 'team', tenantId: tenant },
  })),
  fc.record({ one: fc.constantFrom(...codes), other: fc.constantFrom(...codes) }).map(({ one, other }) => ({
    ...asked,
    type: 'giveChannel' as const,
    channel: { organisation: one, conversation: `19:new-${other}@thread`, team: 'team', tenantId: tenant, isShared: true as const },
  })),
  fc.record({ id: anybody, organisation }).map(({ id, organisation: at }) => ({
    ...asked,
    type: 'goOnShift' as const,
    by: { kind: 'person' as const, id, name: '' },
    organisation: at,
  })),
  anybody.map((id) => ({ ...asked, type: 'goOffShift' as const, by: { kind: 'person' as const, id, name: '' } })),
);

function applied(parts: Parts, { hub, ...change }: Routed): Parts {
  const before = partsOf(parts, hub);
  switch (change.part) {
    case 'organisations':
      return withParts(parts, hub, { organisations: evolveOrganisations(before.organisations, change.event) });
    case 'staff':
      return withParts(parts, hub, { staff: evolveStaff(before.staff, change.event) });
    case 'shifts':
      return withParts(parts, hub, { shifts: evolveShifts(before.shifts, change.event) });
  }
}

type Small = Exclude<NetworkEvent, { type: 'NetworkEstablished' }>;
const isSmall = (event: NetworkEvent): event is Small => event.type !== 'NetworkEstablished';
/** As stored and read again. */
const stored = (parts: Parts): Parts => ({
  roster: parts.roster,
  hubs: new Map([...parts.hubs].map(([hub, theirs]) => [hub, JSON.parse(JSON.stringify(theirs))])),
});

describe('a network in parts', () => {
  it('is put together as it was taken apart, and as it was stored', () => {
    fc.assert(
      fc.property(network, (whole) => {
        expect(join(split(whole)).network).toEqual(whole);
        expect(join(stored(split(whole))).network).toEqual(whole);
      }),
      { numRuns: 200 },
    );
  });

  it('changes as the whole would, and only at the hubs that the change concerns', () => {
    let moved = 0;
    fc.assert(
      fc.property(network, fc.array(command, { minLength: 1, maxLength: 8 }), (start, commands) => {
        let joined: Joined = join(split(start));
        let whole = start;
        for (const each of commands) {
          const decision = decideNetwork(each, whole);
          expect(decideNetwork(each, joined.network)).toEqual(decision);
          if ('refusal' in decision) continue;
          for (const event of decision.events.filter(isSmall)) {
            const changes = routed(event, joined);
            const parts = changes.reduce(applied, joined.parts);
            const concerned = new Set(changes.map(({ hub }) => hub));
            for (const hub of hubIds) if (!concerned.has(hub)) expect(partsOf(parts, hub)).toBe(partsOf(joined.parts, hub));
            moved += changes.length;
            joined = join(parts, joined);
            whole = evolveNetwork(whole, event);
            expect(joined.network).toEqual(whole);
            expect(join(stored(parts)).network).toEqual(whole);
          }
        }
      }),
      { numRuns: 300 },
    );
    expect(moved).toBeGreaterThan(200);
  });

  it('is set whole hub by hub, and a hub where nothing differs is left alone', () => {
    fc.assert(
      fc.property(network, content, (start, after) => {
        const { at, by } = asked;
        let joined = join(split(start));
        const before = joined;
        for (const hub of hubIds) {
          const { organisations, staff, shifts } = establishedIn(hub, { at, by, content: after }, before);
          let parts = joined.parts;
          for (const event of organisations) parts = applied(parts, { hub, part: 'organisations', event });
          for (const event of staff) parts = applied(parts, { hub, part: 'staff', event });
          for (const event of shifts) parts = applied(parts, { hub, part: 'shifts', event });
          joined = join(parts, joined);
        }
        const { hubs, practices, staff } = joined.network;
        expect({ hubs, practices, staff }).toEqual(after);
        expect(joined.network).toEqual(evolveNetwork(start, { type: 'NetworkEstablished', at, by, network: after }));
        for (const hub of hubIds)
          expect(establishedIn(hub, { at, by, content: after }, joined)).toEqual({ organisations: [], staff: [], shifts: [] });
      }),
      { numRuns: 200 },
    );
  });

  it('finds who is where as a walk through everybody would', () => {
    fc.assert(
      fc.property(network, (whole) => {
        const { network: joined } = join(split(whole));
        const ids = (members: readonly { readonly id: string }[]): readonly string[] => members.map(({ id }) => id).sort();
        const all = Object.values(whole.staff);
        for (const id of [...hubIds, ...codes]) {
          expect(ids(staffAt(joined, id))).toEqual(ids(all.filter((member) => member.posts.some(({ at }) => at === id))));
          expect(ids(staffAt(whole, id))).toEqual(ids(staffAt(joined, id)));
          expect(staffIn(joined, 'hubLead', id)).toEqual(staffIn(whole, 'hubLead', id));
          expect(ids(staffConcerning(joined, id))).toEqual(ids(staffConcerning(whole, id)));
          expect(ids(onShiftAt(joined, id))).toEqual(ids(onShiftAt(whole, id)));
          expect(ids(onShiftAt(joined, id))).toEqual(
            Object.entries(whole.onShift)
              .flatMap(([person, { at }]) => (at === id ? [person] : []))
              .sort(),
          );
          expect(channelFor(joined, `19:${id}@thread`)).toEqual(whole.channels[id]);
        }
        for (const hub of hubIds) {
          expect(practicesOf(joined, hub).map(({ code }) => code)).toEqual(codes.filter((code) => hubOfCode[code] === hub));
          expect(organisationsOf(joined, hub)).toHaveLength(1 + practicesOf(joined, hub).length);
        }
        for (const { name } of all) expect(ids(staffNamed(joined, name.toUpperCase()))).toEqual(ids(staffNamed(whole, name)));
      }),
      { numRuns: 50 },
    );
  });

  it('is the very same where nothing has changed, and keeps what has not', () => {
    const [whole] = fc.sample(network, { numRuns: 1, seed: 7 });
    if (whole === undefined) return expect.fail('no network');
    const first = join(split(whole));
    expect(join({ ...first.parts, hubs: new Map(first.parts.hubs) }, first).network).toBe(first.network);
    const shifts = packedShifts({ onShift: {}, leftAt: {} });
    const next = join(withParts(first.parts, 'HUBB', { shifts }), first).network;
    expect(next).not.toBe(first.network);
    expect(next.staff).toBe(first.network.staff);
    expect(next.practices).toBe(first.network.practices);
  });
});

describe('somebody who works at several hubs', () => {
  const two: StaffMember = {
    id: people[0] ?? '',
    name: 'Dr Two',
    posts: [
      { role: 'clinician', at: 'HUBB' },
      { role: 'clinician', at: 'HUBA' },
    ],
    cleared: ['B2001', 'A1001', 'B2002', 'A1002'].map((practice) => ({ practice, capabilities })),
  };
  const [ground] = fc.sample(content, { numRuns: 1, seed: 1 });
  const whole: Network = {
    hubs: ground?.hubs ?? {},
    practices: ground?.practices ?? {},
    staff: { [two.id]: two },
    channels: {},
    onShift: {},
  };
  const before = join(split(whole));

  it('is on shift where they went last, wherever a crash left them on the way', () => {
    const onAt = (at: string, since: string) => packedShifts({ onShift: { [two.id]: { at, since } }, leftAt: {} });
    const both = [
      ['HUBA', onAt('HUBA', '2026-11-25T08:00:00.000Z')],
      ['HUBB', onAt('HUBB', '2026-11-25T09:00:00.000Z')],
    ] as const;
    const parts = both.reduce((all, [hub, shifts]) => withParts(all, hub, { shifts }), before.parts);
    const joined = join(parts);
    expect(joined.network.onShift).toEqual({ [two.id]: { at: 'HUBB', since: '2026-11-25T09:00:00.000Z' } });
    expect(onShiftAt(joined.network, 'HUBA')).toEqual([]);
    const off = routed({ type: 'WentOffShift', at: asked.at, by: sender, person: two.id }, joined);
    expect(off.map(({ hub }) => hub)).toEqual(['HUBA', 'HUBB']);
    expect(join(off.reduce(applied, parts)).network.onShift).toEqual({});
  });
  it('loses every clearance when they are removed, and does not get them back with a new post', () => {
    const { [people[0] ?? '']: _, ...nobody } = whole.staff;
    expect(nobody).toEqual({});
    const onlyA = { ...whole, staff: { [two.id]: { ...two, posts: two.posts.slice(1) } } };
    const joined = join(split(onlyA));
    const gone = routed({ type: 'StaffRemoved', at: asked.at, by: sender, person: two.id }, joined);
    // The hub that only clears them lets go first: what a crash leaves can then be asked for again.
    expect(gone.map(({ hub }) => hub)).toEqual(['HUBB', 'HUBA']);
    const after = join(gone.reduce(applied, joined.parts));
    expect(after.network.staff).toEqual({});
    expect([...after.parts.hubs.values()].every(({ staff }) => Object.keys(staff?.people ?? {}).length === 0)).toBe(true);
  });
});

describe('what is stored', () => {
  it('of a shift is 30 characters, for any person and moment', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), instant, (one, other, since) => {
        const onShift = { [`${one}.${other}`]: { at: 'HUBA', since } };
        const shifts = packedShifts({ onShift, leftAt: { [`${one}.${other}`]: since, odd: since } });
        expect(shifts.on[one]?.['HUBA']).toHaveLength(30);
        expect(unpackedShifts(JSON.parse(JSON.stringify(shifts)))).toEqual({ onShift, leftAt: { [`${one}.${other}`]: since, odd: since } });
      }),
    );
  });
  it('never becomes too large: one more is refused, and one less is not', () => {
    const [ground] = fc.sample(content, { numRuns: 1, seed: 1 });
    const many = Array.from({ length: 2_100 }, (_, n): StaffMember => {
      const id = `${tenant}.00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
      return { id, name: `${'x'.repeat(90)} ${n}`, posts: [{ role: 'hubLead', at: 'HUBA' }], cleared: [] };
    });
    const staff = Object.fromEntries(many.map((member) => [member.id, member]));
    const joined = join(split({ hubs: ground?.hubs ?? {}, practices: ground?.practices ?? {}, staff, channels: {}, onShift: {} }));
    const before = partsOf(joined.parts, 'HUBA').staff;
    const add = { ...asked, type: 'addStaff', person: stranger.id, name: 'New' } as const;
    const rules = { hub: 'HUBA', joined };
    expect(decideStaffPart({ ...add, posts: [{ role: 'clinician', at: 'HUBA' }] }, before, rules)).toMatchObject({
      refusal: { why: 'hubFull', hub: 'HUBA', part: 'staff', charactersMax: partCharactersMax },
    });
    const [first] = many;
    expect(decideStaffPart({ ...asked, type: 'removeStaff', person: first?.id ?? '' }, before, rules)).toMatchObject({
      events: [{ type: 'StaffRemoved' }],
    });
  });
});
