// The part of a Bundle that can be read although other parts of it are not FHIR R4, so that a sender hears of all faults at once.
import type { Bundle, FhirResource } from 'fhir/r4.d.ts';
import type { Fault } from './faults.ts';
import { type FhirSchema, resourcesIn, unknownType } from './fhir-schema.ts';

export interface Sound {
  readonly bundle: Bundle<FhirResource>;
  /** Whether a fault of the content is one of its own, and not only seen because what is wrong there has been left out. */
  tells(fault: Fault): boolean;
}

/** The most rounds: each time a wrong part is left out, what contained it may become wrong. */
const roundsMax = 5;

/** What can be read of `body`, a Bundle with these faults; `undefined` when nothing can. */
export function soundPart(body: object, faults: readonly Fault[], schema: FhirSchema): Sound | undefined {
  const wrong = new Set(faults.map(({ path }) => path ?? ''));
  const copy = structuredClone(body);
  for (let round = 0; round < roundsMax; round++) {
    const paths = resourcesIn(copy, schema.knows).map(({ path }) => path);
    const resources = new Set(paths.filter((path) => resourcePlace.test(path)));
    const left = schema.faults(copy).filter((fault) => !isBearable(fault, resources));
    if (left.length === 0) return { bundle: copy as Bundle<FhirResource>, tells: teller(copy as Bundle<FhirResource>, wrong) };
    for (const { path } of left) if (path === undefined || !leaveOut(copy, path)) return undefined;
  }
  return undefined;
}

/** A resource lacks what it needs, or has a field too many: what else it says can be told all the same. */
const isBearable = ({ path = '', rule, code }: Fault, resources: ReadonlySet<string>): boolean =>
  resources.has(path) && rule !== unknownType && (code === 'required' || code === 'structure');

/** Where resources of a Bundle belong. */
const resourcePlace = /^Bundle(\.entry\[\d+\]\.resource(\.contained\[\d+\])?)?$/;

/** Leaves out what `path` (`Bundle.entry[2].resource.name[0].use`) leads to; with one of a list the whole list, except an entry, which is emptied. */
function leaveOut(body: object, path: string): boolean {
  const parts = [...path.matchAll(/\.([^.[\]]+)|\[(\d+)\]/g)].map(([, name, index]) => name ?? Number(index));
  const isEntry = parts.length === 2 && parts[0] === 'entry';
  while (!isEntry && typeof parts.at(-1) === 'number') parts.pop();
  const last = parts.pop();
  let holder: unknown = body;
  for (const part of parts) holder = typeof holder === 'object' && holder !== null ? Reflect.get(holder, part) : undefined;
  if (last === undefined || typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, last)) return false;
  return isEntry ? Reflect.set(holder, last, {}) : Reflect.deleteProperty(holder, last);
}

/** Types in which the patient's words may stand. */
const worded = ['QuestionnaireResponse', 'ServiceRequest', 'CarePlan', 'Communication'];

function teller(bundle: Bundle<FhirResource>, wrong: ReadonlySet<string>): Sound['tells'] {
  const paths = [...wrong];
  const faulty = (bundle.entry ?? []).flatMap(({ resource }, index) =>
    paths.some((path) => path.startsWith(`Bundle.entry[${index}]`)) ? [resource?.resourceType as string | undefined] : [],
  );
  return ({ path = '' }) => {
    // That no entry has a Patient or words cannot be told while one that might have cannot be read.
    if (path === 'Bundle.entry') return !faulty.some((type) => type === undefined || worded.includes(type));
    return !paths.some((each) => each.startsWith(path) || path.startsWith(each));
  };
}
