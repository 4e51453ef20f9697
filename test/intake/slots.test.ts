// The door for appointments: a searchset as BaRS and UK Core shape it, read; who may send for whom; and what becomes of what was sent.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Bundle, FhirResource, HealthcareService, Schedule, Slot } from 'fhir/r4.d.ts';
import { describe, expect, test } from 'vitest';
import { StoreAway } from '../../src/app/ports.ts';
import type { FeedReceipt } from '../../src/app/slot/feed.ts';
import { takeFeed } from '../../src/app/slot/feed.ts';
import { readSlotFeed } from '../../src/intake/fhir-slots.ts';
import { slotRoutes } from '../../src/intake/slots-route.ts';
import { ground } from '../app/slot/ground.ts';
import { larkfield, millbrook, north } from '../people.ts';
import { caller, fhir, now, requestOf } from './given.ts';

const urn = (end: number): string => `urn:uuid:0c8d7a40-6b0e-4a53-8f56-${String(end).padStart(12, '0')}`;
const slotAt = (index: number, more: Partial<Slot> = {}): Slot => ({
  resourceType: 'Slot',
  id: `slot-${index}`,
  meta: { profile: ['https://fhir.hl7.org.uk/StructureDefinition/UKCore-Slot'] },
  schedule: { reference: urn(100) },
  status: 'free',
  start: `2026-11-26T09:${String(index * 10).padStart(2, '0')}:00.000+00:00`,
  end: `2026-11-26T09:${String(index * 10 + 10).padStart(2, '0')}:00+00:00`,
  ...more,
});
const schedule: Schedule = {
  resourceType: 'Schedule',
  id: 'diary-1',
  serviceType: [{ coding: [{ system: 'http://example.org/service-type', code: '7', display: 'Practice nurse clinic' }] }],
  actor: [{ reference: urn(101) }, { reference: urn(102) }, { reference: urn(103) }],
};
const service: HealthcareService = {
  resourceType: 'HealthcareService',
  id: 'service-1',
  name: 'Blood clinic',
  location: [{ reference: urn(104) }],
  providedBy: { reference: urn(105) },
};
const around: readonly FhirResource[] = [
  schedule,
  service,
  { resourceType: 'PractitionerRole', practitioner: { reference: urn(103) }, code: [{ text: 'Nurse' }] },
  { resourceType: 'Practitioner', name: [{ prefix: ['Sister'], given: ['Una'], family: 'Marsh' }] },
  { resourceType: 'Location', name: 'Treatment room' },
  { resourceType: 'Organization', identifier: [{ system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: larkfield }] },
];
/** A made-up diary of one clinic with these slots; `edit`: of what stands around them. */
function searchset(slots: readonly Slot[], edit: (resource: FhirResource) => void = () => {}): Bundle<FhirResource> {
  const rest = structuredClone(around);
  for (const each of rest) edit(each);
  return {
    resourceType: 'Bundle',
    id: 'made-up',
    type: 'searchset',
    total: slots.length,
    entry: [
      ...slots.map((resource, index) => ({ fullUrl: urn(index + 1), resource })),
      ...rest.map((resource, index) => ({ fullUrl: urn(100 + index), resource })),
    ],
  };
}
const read = async (body: unknown) => readSlotFeed(body);
const feedOf = async (body: unknown) => {
  const found = await read(body);
  if (found.kind === 'problem') throw new Error(JSON.stringify(found.problem));
  return found.feed;
};
const faultsOf = async (body: unknown): Promise<readonly string[]> => {
  const found = await read(body);
  return found.kind === 'problem'
    ? [String(found.problem.status), ...found.problem.faults.map(({ path, rule }) => `${path}: ${rule}`)]
    : [];
};

describe('reading', () => {
  test('takes the clinic from the diary, the place from the service, the time with its offset and the organisation by its code', async () => {
    const summer = slotAt(1, { start: '2026-10-01T09:00:00+01:00', end: '2026-10-01T09:15:00+01:00', status: 'busy-tentative' });
    expect(await feedOf(searchset([slotAt(0), summer]))).toEqual({
      offeredBy: larkfield,
      slots: [
        ...[{ start: '2026-11-26T09:00:00.000Z', minutes: 10, status: 'free', bookUnder: 'slot-0' }],
        ...[{ start: '2026-10-01T08:00:00.000Z', minutes: 15, status: 'busy-tentative', bookUnder: 'slot-1' }],
      ].map((each) => ({ ...each, what: 'Blood clinic: Sister Una Marsh', place: 'Treatment room' })),
    });
  });
  test('of a slot by telephone the place is that; the identifier comes before the id', async () => {
    const url = 'https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-DeliveryChannel';
    const slot = slotAt(0, { extension: [{ url, valueCode: 'Telephone' }], identifier: [{ system: 'http://example.org', value: 'NC-7' }] });
    expect((await feedOf(searchset([slot]))).slots[0]).toMatchObject({ place: 'Telephone', bookUnder: 'NC-7' });
    const inPerson = slotAt(0, { extension: [{ url, valueCode: 'In-person' }] });
    expect((await feedOf(searchset([inPerson]))).slots[0]).toMatchObject({ place: 'Treatment room' });
  });
  test('without a service or a person goes by the kind of service, then the specialty, then what the actor is called', async () => {
    const bare = (edit: (diary: Schedule) => void) =>
      searchset([slotAt(0)], (resource) => {
        if (resource.resourceType !== 'Schedule') return;
        resource.actor = [{ display: 'Room 4 diary' }];
        edit(resource);
      });
    expect((await feedOf(bare(() => {}))).slots[0]?.what).toBe('Practice nurse clinic');
    expect(
      (await feedOf(bare((diary) => Object.assign(diary, { serviceType: [], specialty: [{ text: 'Nursing' }] })))).slots[0]?.what,
    ).toBe('Nursing');
    const named = await feedOf(bare((diary) => Reflect.deleteProperty(diary, 'serviceType')));
    expect(named.slots[0]).toEqual({
      start: '2026-11-26T09:00:00.000Z',
      minutes: 10,
      what: 'Room 4 diary',
      bookUnder: 'slot-0',
      status: 'free',
    });
    expect(named.offeredBy).toBeUndefined();
  });
  test('finds what is addressed on a server, as searches answer', async () => {
    const plain = searchset([slotAt(0, { schedule: { reference: 'Schedule/diary-1' } })]);
    for (const entry of plain.entry ?? []) {
      const { resource } = entry;
      if (resource?.resourceType === 'Slot' || resource?.resourceType === 'Schedule')
        entry.fullUrl = `https://example.org/fhir/${resource.resourceType}/${resource.id}`;
    }
    expect((await feedOf(plain)).slots[0]?.what).toBe('Blood clinic: Sister Una Marsh');
  });
  test('keeps long and hostile names to one short line', async () => {
    const feed = await feedOf(
      searchset([slotAt(0)], (resource) => {
        if (resource.resourceType === 'HealthcareService') resource.name = `A\n\u202eB ${'x'.repeat(200)}`;
      }),
    );
    expect(feed.slots[0]?.what).toMatch(/^A \[U\+202E\]B x+\u2026$/);
    expect(feed.slots[0]?.what.length).toBe(60);
  });
  test.each([
    [
      'no end',
      [slotAt(0, { end: undefined as unknown as string })],
      ['422', 'Bundle.entry[0].resource.end: Is no moment with its offset.'],
    ],
    [
      'an end before its start',
      [slotAt(3, { end: '2026-11-26T09:00:00Z' })],
      ['422', 'Bundle.entry[0].resource.end: Does not come after its start.'],
    ],
    ['half a minute', [slotAt(0, { start: '2026-11-26T09:00:30Z' })], ['422', 'Bundle.entry[0].resource.start: Is not on a whole minute.']],
    ['no such day', [slotAt(0, { start: '2026-02-30T09:00:00Z' })], ['422', expect.stringContaining('start: Is no moment')]],
    [
      'no diary',
      [slotAt(0, { schedule: { reference: urn(999) } })],
      ['422', 'Bundle.entry[0].resource.schedule: Its Schedule is not in the Bundle.'],
    ],
    ['no status', [slotAt(0, { status: undefined as unknown as 'free' })], ['422', 'Bundle.entry[0].resource.status: Is missing.']],
    [
      'another status',
      [slotAt(0, { status: 'open' as 'free' })],
      ['400', 'Bundle.entry[0].resource.status: Is not one of the codes FHIR R4 allows here.'],
    ],
    [
      'nothing to book it by',
      [slotAt(0, { id: undefined as unknown as string })],
      ['422', expect.stringContaining('Has neither an identifier nor an id')],
    ],
    ['no slot', [], ['422', 'Bundle.entry: Holds no Slot.']],
  ])('with %s is refused, the place named', async (_, slots, faults) => {
    expect(await faultsOf(searchset(slots))).toEqual(faults);
  });
  test('of two organisations, of another type or another version of FHIR is refused', async () => {
    const two = searchset([slotAt(0)], (resource) => {
      if (resource.resourceType === 'Schedule') resource.actor = [{ reference: urn(101) }, { reference: urn(104) }];
      if (resource.resourceType === 'Location')
        resource.managingOrganization = { identifier: { system: 'https://fhir.nhs.uk/Id/ods-organization-code', value: millbrook } };
    });
    // One slot of one diary has one organisation: that of the service comes first.
    expect((await feedOf(two)).offeredBy).toBe(larkfield);
    expect(await faultsOf({ ...searchset([slotAt(0)]), type: 'message' })).toEqual([
      '422',
      'Bundle.type: Must be a Bundle of type searchset or collection.',
    ]);
    expect(await faultsOf(slotAt(0))).toEqual(['422', 'resource: Must be a Bundle of type searchset or collection.']);
    const old = searchset([slotAt(0, { meta: { profile: ['https://fhir.nhs.uk/STU3/StructureDefinition/CareConnect-Slot-1'] } })]);
    expect((await faultsOf(old))[0]).toBe('400');
    expect((await faultsOf({ nothing: 1 }))[0]).toBe('400');
  });
});

const sample = fileURLToPath(new URL('../../../shared/samples/fhir/bars-api-json/slots-searchset.json', import.meta.url));
test.skipIf(!existsSync(sample))('the searchset that BaRS publishes reads, its three slots of one clinic', async () => {
  const { slots, offeredBy } = await feedOf(JSON.parse(readFileSync(sample, 'utf8')));
  expect(slots.map(({ minutes, status }) => `${minutes} ${status}`)).toEqual(['60 free', '30 free', '30 free']);
  expect(new Set(slots.map(({ what, place }) => `${what}, ${place}`)).size).toBe(1);
  expect(offeredBy).toBeUndefined();
});

describe('POST /api/slots', () => {
  const sender = { ...caller, hub: north, practices: [larkfield] };
  const door = (
    given: { readonly take?: () => Promise<FeedReceipt>; readonly callers?: (typeof sender)[]; readonly wait?: () => Promise<void> } = {},
  ) => {
    const asked: unknown[] = [];
    const [route] = slotRoutes({
      callers: () => given.callers ?? [sender],
      now: () => now,
      newId: () => '00000000-0000-4000-8000-000000000001',
      wait: given.wait ?? (() => new Promise(() => {})),
      freeSlots: async () => ({ kind: 'unknown' }),
      takeFeed: async (from, feed) => {
        asked.push([from.id, feed]);
        return given.take?.() ?? { kind: 'accepted', organisation: larkfield, ids: ['S-K7M4QX'], fresh: 1, withdrawn: 0, leftOut: [] };
      },
    });
    const send = async (body: unknown, headers: Record<string, string | undefined> = fhir) => {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const answer = await route?.handle(requestOf('/api/slots', Buffer.from(text), headers));
      if (answer === undefined || !('status' in answer)) throw new Error('no answer');
      return { status: answer.status, text: String(answer.body), body: JSON.parse(String(answer.body)) as Record<string, unknown> };
    };
    return { asked, send };
  };

  test('answers what is offered now, and 200 where nothing is new', async () => {
    const one = door();
    expect(await one.send(searchset([slotAt(0)]))).toMatchObject({
      status: 201,
      body: { organisation: larkfield, offered: 1, new: 1, withdrawn: 0, references: ['S-K7M-4QX'], leftOut: [] },
    });
    expect(one.asked).toHaveLength(1);
    const again = door({
      take: async () => ({
        kind: 'accepted',
        organisation: larkfield,
        ids: [],
        fresh: 0,
        withdrawn: 0,
        leftOut: [{ index: 0, rule: 'past' }],
      }),
    });
    expect(await again.send(searchset([slotAt(0)]))).toMatchObject({
      status: 200,
      body: { leftOut: [{ path: 'Bundle.entry[0].resource', rule: 'its time is past' }] },
    });
  });
  test.each([
    ['organisationMissing', 422],
    ['organisationUnknown', 422],
    ['forbiddenPractice', 403],
    ['tooMany', 422],
    ['changedMeanwhile', 503],
  ] as const)('%s is %d, as an OperationOutcome', async (kind, status) => {
    const answer = await door({ take: async () => ({ kind }) }).send(searchset([slotAt(0)]));
    expect(answer.status).toBe(status);
    expect(answer.body['resourceType']).toBe('OperationOutcome');
  });
  test('names the place of each that cannot be offered', async () => {
    const answer = await door({ take: async () => ({ kind: 'faulty', faults: [{ index: 1, rule: 'lengthWrong' }] }) }).send(
      searchset([slotAt(0), slotAt(1)]),
    );
    expect(answer.status).toBe(422);
    expect(answer.text).toContain('Bundle.entry[1].resource: Its length must be 5 to 240 minutes. Nothing was published.');
    expect(answer.text).not.toContain('patient');
  });
  test('lets nobody in who is not known, and takes FHIR alone', async () => {
    const { send, asked } = door();
    expect((await send(searchset([slotAt(0)]), { ...fhir, 'x-signature': '0'.repeat(64) })).status).toBe(401);
    expect((await send(searchset([slotAt(0)]), { 'content-type': 'application/json' })).status).toBe(415);
    expect((await send('{', fhir)).status).toBe(400);
    expect((await send('{"__proto__": 1}', fhir)).status).toBe(400);
    expect((await send({ resourceType: 'Bundle', type: 'searchset' }, fhir)).text).not.toContain('patient');
    expect(asked).toEqual([]);
  });
  test('says so when the store is away or takes too long', async () => {
    const away = await door({ take: async () => Promise.reject(new StoreAway('secret')) }).send(searchset([slotAt(0)]));
    expect(away.status).toBe(503);
    expect(away.text).not.toContain('secret');
    const slow = await door({ take: () => new Promise(() => {}), wait: async () => {} }).send(searchset([slotAt(0)]));
    expect(slow.status).toBe(503);
  });
});

describe('what becomes of it', () => {
  const sender = { id: 'diary', hub: north, practices: [larkfield] as readonly string[] };
  const take = async (
    g: Awaited<ReturnType<typeof ground>>,
    slots: readonly Slot[],
    from: { id: string; hub: string; practices: '*' | readonly string[] } = sender,
    at = '2026-11-25T09:14:00.000Z',
  ) => takeFeed(g.deps, from, await feedOf(searchset(slots)), { operation: `feed ${JSON.stringify(slots)}`, at });
  const book = async (g: Awaited<ReturnType<typeof ground>>) => g.store.queue(north, 'slot', larkfield, 100);

  test('what is free is offered to the practice\u2019s hub, once however often it is sent; what is busy is not', async () => {
    const g = await ground();
    const diary = [slotAt(0), slotAt(1, { status: 'busy' }), slotAt(2)];
    expect(await take(g, diary)).toMatchObject({ kind: 'accepted', fresh: 2, withdrawn: 0, leftOut: [] });
    expect(await take(g, diary)).toMatchObject({ kind: 'accepted', fresh: 0, withdrawn: 0 });
    expect(await book(g)).toMatchObject([
      {
        due: '2026-11-26T09:00:00.000Z',
        minutes: 10,
        what: 'Blood clinic: Sister Una Marsh',
        where: 'Treatment room',
        forOrganisations: [north],
        bookUnder: 'slot-0',
      },
      { due: '2026-11-26T09:20:00.000Z' },
    ]);
  });
  test('what was booked in the record system meanwhile is taken out, unless a task has it; and offered anew when it is free again', async () => {
    const g = await ground();
    await take(g, [slotAt(0), slotAt(1)]);
    const [first, second] = await book(g);
    await g.wish({ type: 'take', id: second?.id, task: 'T-1', for: north }, now, { kind: 'sender', caller: 'x' });
    const busy = await take(g, [slotAt(0, { status: 'busy-tentative' }), slotAt(1, { status: 'busy' })]);
    expect(busy).toMatchObject({ kind: 'accepted', fresh: 0, withdrawn: 1 });
    expect(await g.slot(first?.id ?? '')).toMatchObject({
      status: 'withdrawn',
      withdrawn: { reason: 'busy-tentative', by: { kind: 'sender', caller: 'diary' } },
    });
    expect((await g.slot(second?.id ?? ''))?.status).toBe('taken');
    // Again at another moment: it is so already.
    expect(await take(g, [slotAt(0)], sender, '2026-11-25T09:20:00.000Z')).toMatchObject({ fresh: 1 });
    expect((await g.slot(first?.id ?? ''))?.status).toBe('free');
  });
  test('what is past or taken as it was is left out, and what is wrong refuses all', async () => {
    const g = await ground();
    const past = slotAt(0, { start: '2021-10-06T09:00:00.000+00:00', end: '2021-10-06T10:00:00.000+00:00' });
    expect(await take(g, [past, slotAt(1)])).toMatchObject({ kind: 'accepted', fresh: 1, leftOut: [{ index: 0, rule: 'past' }] });
    const [there] = await book(g);
    await g.wish({ type: 'take', id: there?.id, task: 'T-1', for: north }, now, { kind: 'sender', caller: 'x' });
    expect(await take(g, [slotAt(1, { end: '2026-11-26T09:15:00+00:00' })])).toMatchObject({
      leftOut: [{ index: 0, rule: 'takenAsItWas' }],
    });
    expect(await take(g, [slotAt(2), slotAt(3, { end: '2026-11-26T18:30:00+00:00' })])).toEqual({
      kind: 'faulty',
      faults: [{ index: 1, rule: 'lengthWrong' }],
    });
    expect(await book(g)).toHaveLength(1);
  });
  test('a number that looks like a patient\u2019s is only how it is called, but a name is not', async () => {
    const g = await ground();
    expect(await take(g, [slotAt(0, { id: '9434765919' })])).toMatchObject({ kind: 'accepted', fresh: 1 });
    const feed = await feedOf(
      searchset([slotAt(1)], (resource) => {
        if (resource.resourceType === 'HealthcareService') resource.name = 'Clinic for 943 476 5919';
      }),
    );
    expect(await takeFeed(g.deps, sender, feed, { operation: 'x', at: now })).toEqual({
      kind: 'faulty',
      faults: [{ index: 0, rule: 'whatPersonal' }],
    });
  });
  test('a caller sends for its practices alone; where none is named, for the only one it has', async () => {
    const g = await ground();
    const as = (practices: '*' | readonly string[], hub: string = north) => take(g, [slotAt(0)], { id: 'x', hub, practices });
    expect(await as([millbrook])).toEqual({ kind: 'forbiddenPractice' });
    expect(await as('*')).toMatchObject({ kind: 'accepted' });
    const unnamed = { ...(await feedOf(searchset([slotAt(4)]))) };
    Reflect.deleteProperty(unnamed, 'offeredBy');
    const of = (practices: '*' | readonly string[]) =>
      takeFeed(g.deps, { id: 'x', hub: north, practices }, unnamed, { operation: `${practices}`, at: now });
    expect(await of([larkfield])).toMatchObject({ kind: 'accepted', organisation: larkfield });
    for (const practices of ['*', [larkfield, millbrook], []] as const)
      expect(await of(practices)).toEqual({ kind: 'organisationMissing' });
    expect(await of(['T90404'])).toEqual({ kind: 'organisationUnknown' });
    for (const odd of ['constructor', '__proto__'])
      expect(await takeFeed(g.deps, { ...sender, practices: '*' }, { ...unnamed, offeredBy: odd }, { operation: odd, at: now })).toEqual({
        kind: 'organisationUnknown',
      });
    const hubs = { ...unnamed, offeredBy: north };
    expect(await takeFeed(g.deps, { ...sender, practices: '*' }, hubs, { operation: 'hub', at: now })).toMatchObject({
      organisation: north,
    });
    expect(await takeFeed(g.deps, sender, hubs, { operation: 'hub 2', at: now })).toEqual({ kind: 'forbiddenPractice' });
  });
});
