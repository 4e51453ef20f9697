// From a FHIR R4 searchset of Slot and Schedule, as BaRS and UK Core shape it, to slots: which clinic each is of, where, when and how long.
import type { Bundle, CodeableConcept, FhirResource, Schedule, Slot } from 'fhir/r4.d.ts';
import type { Feed, FeedSlot } from '../app/slot/feed.ts';
import { slotWordsMax } from '../domain/slot/faults.ts';
import { type Fault, type Problem, refuse } from './faults.ts';
import { type Contents, contentsOf, entriesMax, type Found } from './fhir-bundle.ts';
import { concept, extensionsEnding, humanName } from './fhir-names.ts';
import { codeOf } from './fhir-patient.ts';
import { fhirSchema } from './fhir-schema.ts';
import { versionFaults } from './fhir-version.ts';
import { instantOf } from './person.ts';
import { line } from './text.ts';

/** What came, each slot with the entry it stands in. */
export type SlotFeedRead =
  | { readonly kind: 'feed'; readonly feed: Feed; readonly paths: readonly string[] }
  | { readonly kind: 'problem'; readonly problem: Problem };

const notSlots = 'This is valid FHIR but no list of slots';
const stop = (problem: Problem): SlotFeedRead => ({ kind: 'problem', problem });
const minuteMs = 60_000;

export async function readSlotFeed(body: unknown): Promise<SlotFeedRead> {
  const schema = await fhirSchema();
  const versions = versionFaults(body, schema.knows);
  if (versions.length > 0) return stop(refuse(400, 'This is not FHIR R4', versions));
  const invalid = schema.faults(body);
  if (invalid.length > 0) return stop(refuse(400, 'This is not valid FHIR R4', invalid));
  const resource = body as FhirResource;
  if (resource.resourceType !== 'Bundle' || (resource.type !== 'searchset' && resource.type !== 'collection')) {
    const path = resource.resourceType === 'Bundle' ? 'Bundle.type' : 'resource';
    return stop(refuse(422, notSlots, [{ path, rule: 'Must be a Bundle of type searchset or collection.', code: 'not-supported' }]));
  }
  // The schema has checked that it is one.
  const bundle = resource as Bundle<FhirResource>;
  if ((bundle.entry?.length ?? 0) > entriesMax)
    return stop(refuse(400, notSlots, [{ path: 'Bundle.entry', rule: `Has more than ${entriesMax} entries.`, code: 'too-long' }]));
  return readFeed(contentsOf(bundle));
}

function readFeed(contents: Contents): SlotFeedRead {
  const slots = contents.of('Slot');
  const faults: Fault[] = slots.length === 0 ? [{ path: 'Bundle.entry', rule: 'Holds no Slot.', code: 'required' }] : [];
  const read = slots.flatMap((found) => {
    const { slot, wrong } = slotOf(found, contents);
    faults.push(...wrong);
    return slot === undefined ? [] : [{ slot, path: found.path }];
  });
  const codes = [...new Set(slots.flatMap((found) => whoOffers(found, contents) ?? []))];
  if (codes.length > 1)
    faults.push({ path: 'Bundle.entry', rule: 'Names several organisations that offer these: send a Bundle for each.', code: 'invariant' });
  if (faults.length > 0) return stop(refuse(422, notSlots, faults));
  const [offeredBy] = codes;
  const feed = { slots: read.map(({ slot }) => slot), ...(offeredBy === undefined ? {} : { offeredBy }) };
  return { kind: 'feed', feed, paths: read.map(({ path }) => path) };
}

function slotOf(found: Found<Slot>, contents: Contents): { readonly slot: FeedSlot | undefined; readonly wrong: readonly Fault[] } {
  const { resource, path } = found;
  const [start, end] = [instantOf(resource.start), instantOf(resource.end)];
  const [startMs, endMs] = [Date.parse(start ?? ''), Date.parse(end ?? '')];
  const schedule = scheduleOf(found, contents);
  const [what, place] = [clinicOf(found, schedule, contents), placeOf(found, schedule, contents)];
  const bookUnder = line(resource.identifier?.find(({ value }) => value !== undefined)?.value ?? resource.id);
  const wrong: readonly (Fault | false)[] = [
    start === undefined && { path: `${path}.start`, rule: 'Is no moment with its offset.', code: 'value' },
    end === undefined && { path: `${path}.end`, rule: 'Is no moment with its offset.', code: 'value' },
    start !== undefined && startMs % minuteMs !== 0 && { path: `${path}.start`, rule: 'Is not on a whole minute.', code: 'value' },
    endMs <= startMs && { path: `${path}.end`, rule: 'Does not come after its start.', code: 'value' },
    // The schema knows which codes there are, but lets none be given.
    (resource.status as string | undefined) === undefined && { path: `${path}.status`, rule: 'Is missing.', code: 'required' },
    schedule === undefined && { path: `${path}.schedule`, rule: 'Its Schedule is not in the Bundle.', code: 'required' },
    schedule !== undefined &&
      what === undefined && {
        path: schedule.path,
        rule: 'Says no clinic: no actor with a name, no serviceType and no specialty.',
        code: 'required',
      },
    bookUnder === undefined && { path, rule: 'Has neither an identifier nor an id to book it by.', code: 'required' },
  ];
  const faults = wrong.filter((fault) => fault !== false);
  if (faults.length > 0 || start === undefined || what === undefined || bookUnder === undefined) return { slot: undefined, wrong: faults };
  const slot = {
    start,
    minutes: (endMs - startMs) / minuteMs,
    what: short(what),
    bookUnder,
    status: resource.status,
    ...(place === undefined ? {} : { place: short(place) }),
  };
  return { slot, wrong: [] };
}

const short = (words: string): string => (words.length <= slotWordsMax ? words : `${words.slice(0, slotWordsMax - 1).trimEnd()}\u2026`);

function scheduleOf(slot: Found<Slot>, contents: Contents): Found<Schedule> | undefined {
  const found = contents.find(slot.resource.schedule, slot);
  return contents.of('Schedule').find(({ resource }) => resource === found?.resource);
}

/** Whoever and whatever the diary is of, as far as it is in the message; of somebody in a role, the person too. */
function actorsOf(schedule: Found<Schedule>, contents: Contents): readonly Found[] {
  const actors = schedule.resource.actor.flatMap((actor) => contents.find(actor, schedule) ?? []);
  const people = actors.flatMap((found) =>
    found.resource.resourceType === 'PractitionerRole' ? (contents.find(found.resource.practitioner, found) ?? []) : [],
  );
  return [...actors, ...people];
}

/**
 * The service, and who is seen there: two clinicians of one service have slots at the same time, and each is a clinic of its own. Where the
 * diary names neither: the kind of service or the specialty.
 */
function clinicOf(slot: Found<Slot>, schedule: Found<Schedule> | undefined, contents: Contents): string | undefined {
  const actors = schedule === undefined ? [] : actorsOf(schedule, contents);
  const service = actors.flatMap(({ resource }) => (resource.resourceType === 'HealthcareService' ? (line(resource.name) ?? []) : []))[0];
  const people = actors.flatMap(({ resource }) => (resource.resourceType === 'Practitioner' ? (line(humanName(resource.name)) ?? []) : []));
  const roles = actors.flatMap(({ resource }) =>
    resource.resourceType === 'PractitionerRole' ? (said(resource.code) ?? said(resource.specialty) ?? []) : [],
  );
  const displayed = schedule?.resource.actor.flatMap(({ display }) => line(display) ?? []) ?? [];
  const offered = said(slot.resource.serviceType) ?? said(schedule?.resource.serviceType);
  const kind = offered ?? said(slot.resource.specialty) ?? said(schedule?.resource.specialty);
  const parts = [service ?? kind, people[0] ?? roles[0]].flatMap((part) => part ?? []);
  return parts.length > 0 ? parts.join(': ') : displayed[0];
}
const said = (concepts: readonly CodeableConcept[] | undefined): string | undefined =>
  concepts?.flatMap((each) => line(concept(each)) ?? [])[0];

/** Over which channel the patient is seen, where that is not in person; otherwise the location. */
function placeOf(slot: Found<Slot>, schedule: Found<Schedule> | undefined, contents: Contents): string | undefined {
  const channels = extensionsEnding(slot.resource.extension, '/extension-ukcore-deliverychannel');
  const channel = channels.flatMap(({ valueCode, valueCodeableConcept }) => line(valueCode ?? concept(valueCodeableConcept)) ?? [])[0];
  if (channel !== undefined && !/^in.?person$/i.test(channel)) return channel;
  const actors = schedule === undefined ? [] : actorsOf(schedule, contents);
  const places = actors.flatMap((found) => {
    if (found.resource.resourceType === 'Location') return [found.resource];
    const at = found.resource.resourceType === 'HealthcareService' ? (found.resource.location ?? []) : [];
    return at.flatMap((reference) => {
      const there = contents.find(reference, found)?.resource;
      return there?.resourceType === 'Location' ? [there] : [];
    });
  });
  return places.flatMap(({ name, description }) => line(name ?? description) ?? [])[0];
}

/** The code of the organisation that provides the service, employs the clinician or runs the place. */
function whoOffers(slot: Found<Slot>, contents: Contents): string | undefined {
  const schedule = scheduleOf(slot, contents);
  const actors = schedule === undefined ? [] : actorsOf(schedule, contents);
  const named = actors.flatMap((found) => {
    const { resource } = found;
    const reference =
      resource.resourceType === 'HealthcareService'
        ? resource.providedBy
        : resource.resourceType === 'PractitionerRole'
          ? resource.organization
          : resource.resourceType === 'Location'
            ? resource.managingOrganization
            : undefined;
    return reference === undefined ? [] : (codeOf(reference, found, contents) ?? []);
  });
  return named[0];
}
