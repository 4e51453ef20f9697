// A Bundle as something to look things up in: who refers to whom, contained resources and duplicate addresses included.
import type { Bundle, FhirResource, Patient, Reference, Resource } from 'fhir/r4.d.ts';
import type { Fault } from './faults.ts';

/** The largest real message has 50; each entry costs a validation. */
export const entriesMax = 500;

export interface Found<Resource extends FhirResource = FhirResource> {
  readonly resource: Resource;
  readonly path: string;
  /** The entry's address, by which others refer to it. */
  readonly fullUrl?: string | undefined;
  /** The resource this one is contained in. */
  readonly inside?: FhirResource | undefined;
}

export interface Contents {
  readonly bundle: Bundle<FhirResource>;
  readonly all: readonly Found[];
  readonly patients: readonly Found<Patient>[];
  of<Type extends FhirResource['resourceType']>(type: Type): readonly Found<Extract<FhirResource, { resourceType: Type }>>[];
  /** What a reference made in `from` points at, if it is in the message. */
  find(reference: Reference | undefined, from: Found): Found | undefined;
}

export function contentsOf(bundle: Bundle<FhirResource>): Contents {
  const all: Found[] = [];
  for (const [index, { fullUrl, resource }] of (bundle.entry ?? []).entries()) {
    if (resource === undefined) continue;
    const path = `Bundle.entry[${index}].resource`;
    all.push({ resource, path, fullUrl });
    const contained: readonly Resource[] = 'contained' in resource ? (resource.contained ?? []) : [];
    // The schema has checked that each is of a type of R4.
    for (const [inner, each] of contained.entries())
      all.push({ resource: each as FhirResource, path: `${path}.contained[${inner}]`, inside: resource });
  }
  const of: Contents['of'] = (type) =>
    all.filter((found): found is Found<Extract<FhirResource, { resourceType: typeof type }>> => found.resource.resourceType === type);
  const find = finder(all);
  return { bundle, all, patients: of('Patient'), of, find };
}

/** A resource's address on a server: the server, and the name by which others on it refer to the resource. */
const onServer = /^(https?:\/\/.+\/)([A-Z][A-Za-z]+\/[A-Za-z0-9.-]{1,64})$/;
/** UUIDs are written in either case; ids are not the same in another. */
const plainUrl = (url: string): string => (/^urn:/i.test(url) ? url.toLowerCase() : url);

/**
 * R4's rule (hl7.org/fhir/R4/bundle.html#references): an absolute reference is an entry's address; a relative one is meant on the server of
 * the entry it stands in. Where an entry's address names no server its own id must do, if only one has it; never the same id elsewhere.
 */
function finder(all: readonly Found[]): Contents['find'] {
  const entries = all.filter(({ inside }) => !inside);
  const byUrl = new Map(entries.flatMap((found) => (found.fullUrl === undefined ? [] : [[plainUrl(found.fullUrl), found] as const])));
  const called = (name: string, serverless: boolean): Found | undefined => {
    const those = entries.filter(({ resource, fullUrl }) => {
      const there = onServer.exec(fullUrl ?? '');
      return there ? !serverless && there[2] === name : `${resource.resourceType}/${resource.id}` === name;
    });
    return those.length === 1 ? those[0] : undefined;
  };
  return (reference, from) => {
    const to = reference?.reference?.replace(/\/_history\/.*$/, '');
    if (to === undefined) return undefined;
    const container = from.inside ?? from.resource;
    if (to === '#') return all.find(({ resource }) => resource === container);
    if (to.startsWith('#')) return all.find(({ inside, resource }) => inside === container && `#${resource.id}` === to);
    const urn = /^urn:uuid:(.+)$/i.exec(to)?.[1]?.toLowerCase();
    if (urn !== undefined)
      // Some senders give the id the reference means and forget the entry's address.
      return (
        byUrl.get(plainUrl(to)) ?? entries.find(({ resource, fullUrl }) => fullUrl === undefined && resource.id?.toLowerCase() === urn)
      );
    if (/^[a-z][a-z0-9+.-]*:/i.test(to)) return byUrl.get(plainUrl(to));
    const server = onServer.exec(entries.find(({ resource }) => resource === container)?.fullUrl ?? '')?.[1];
    return (server === undefined ? undefined : byUrl.get(server + to)) ?? called(to, server !== undefined);
  };
}

/** The type a reference names, from its address or its own word. */
export const typeOf = (reference: Reference): string | undefined =>
  reference.type ?? /(?:^|\/)([A-Z][A-Za-z]+)\/[A-Za-z0-9.-]{1,64}(?:\/_history\/.*)?$/.exec(reference.reference ?? '')?.[1];

/** Faults of the Bundle as a whole that no schema sees (FHIR's own rule bdl-7: an address names one thing). */
export function bundleFaults(bundle: Bundle<FhirResource>): Fault[] {
  const entries = bundle.entry ?? [];
  if (entries.length > entriesMax) return [{ path: 'Bundle.entry', rule: `Has more than ${entriesMax} entries.`, code: 'too-long' }];
  const faults: Fault[] = [];
  const seen = new Set<string>();
  for (const [index, { fullUrl, resource }] of entries.entries()) {
    if (fullUrl === undefined) continue;
    const name = `${plainUrl(fullUrl)} ${resource?.meta?.versionId ?? ''}`;
    if (seen.has(name))
      faults.push({
        path: `Bundle.entry[${index}].fullUrl`,
        rule: 'Is the fullUrl of an earlier entry: what refers to it cannot be told.',
        code: 'invariant',
      });
    seen.add(name);
  }
  if (bundle.id === undefined)
    faults.push({
      path: 'Bundle.id',
      rule: 'Is missing: without it a second delivery could not be told from a second request.',
      code: 'required',
    });
  return faults;
}
