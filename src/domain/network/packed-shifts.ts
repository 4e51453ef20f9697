// Who of a hub is on shift as it is stored: a few dozen characters each, because every press writes it again.
import type { Instant, OrganisationId, PersonId } from '../terms.ts';
import type { Network } from './state.ts';

/** Who is on shift at a hub and its practices, and who has said that they were leaving. */
export interface Shifts {
  readonly onShift: Network['onShift'];
  readonly leftAt: Readonly<Record<PersonId, Instant>>;
}

/**
 * By tenant, then by organisation: for each person the object id's 16 bytes in base64 (22 characters) and the milliseconds since 1970 in
 * base 36 (8), one after the other. An id that is not of that form stands in full under `others`.
 */
export interface HubShifts {
  readonly on: Readonly<Record<string, Readonly<Record<OrganisationId, string>>>>;
  readonly left: Readonly<Record<string, string>>;
  readonly others?: Partial<Shifts>;
}

export const noShifts: Shifts = { onShift: {}, leftAt: {} };

const idCharacters = 22;
const timeCharacters = 8;
const entryCharacters = idCharacters + timeCharacters;
const idShape = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** Eight digits of base 36 reach to the year 2059. */
const timeMsMax = 36 ** timeCharacters - 1;

function entryOf(objectId: string, at: Instant): string | undefined {
  const ms = Date.parse(at);
  if (!(ms >= 0 && ms <= timeMsMax) || new Date(ms).toISOString() !== at) return undefined;
  const bytes = objectId.replaceAll('-', '').match(/../g) ?? [];
  const text = btoa(String.fromCharCode(...bytes.map((byte) => Number.parseInt(byte, 16))));
  return `${text.slice(0, idCharacters)}${ms.toString(36).padStart(timeCharacters, '0')}`;
}

function* entriesIn(text: string): Generator<readonly [objectId: string, at: Instant]> {
  for (let from = 0; from < text.length; from += entryCharacters) {
    const bytes = [...atob(text.slice(from, from + idCharacters))].map((char) => char.charCodeAt(0).toString(16).padStart(2, '0'));
    const hex = bytes.join('');
    const id = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
    yield [id, new Date(Number.parseInt(text.slice(from + idCharacters, from + entryCharacters), 36)).toISOString()];
  }
}

/** As `HubShifts` says. */
export function packedShifts({ onShift, leftAt }: Shifts): HubShifts {
  const on = new Map<string, Map<OrganisationId, string>>();
  const left = new Map<string, string>();
  const odd = { onShift: new Map<PersonId, Network['onShift'][string]>(), leftAt: new Map<PersonId, Instant>() };
  for (const [person, shift] of Object.entries(onShift)) {
    const packed = packedEntry(person, shift.since);
    if (packed === undefined) odd.onShift.set(person, shift);
    else {
      const places = on.get(packed.tenant) ?? new Map<OrganisationId, string>();
      on.set(packed.tenant, places.set(shift.at, (places.get(shift.at) ?? '') + packed.entry));
    }
  }
  for (const [person, at] of Object.entries(leftAt)) {
    const packed = packedEntry(person, at);
    if (packed === undefined) odd.leftAt.set(person, at);
    else left.set(packed.tenant, (left.get(packed.tenant) ?? '') + packed.entry);
  }
  const others = { onShift: Object.fromEntries(odd.onShift), leftAt: Object.fromEntries(odd.leftAt) };
  return {
    on: Object.fromEntries([...on].map(([tenant, places]) => [tenant, Object.fromEntries(places)])),
    left: Object.fromEntries(left),
    ...(odd.onShift.size + odd.leftAt.size > 0 ? { others } : {}),
  };
}

function packedEntry(person: PersonId, at: Instant): { readonly tenant: string; readonly entry: string } | undefined {
  const [, tenant, id] = idShape.exec(person) ?? [];
  const entry = id === undefined ? undefined : entryOf(id, at);
  return tenant === undefined || entry === undefined ? undefined : { tenant, entry };
}

const known = new WeakMap<HubShifts, Shifts>();

/** What was packed. */
export function unpackedShifts(shifts: HubShifts | undefined): Shifts {
  if (shifts === undefined) return noShifts;
  const before = known.get(shifts);
  if (before !== undefined) return before;
  const onShift = new Map(Object.entries(shifts.others?.onShift ?? {}));
  const leftAt = new Map(Object.entries(shifts.others?.leftAt ?? {}));
  for (const [tenant, places] of Object.entries(shifts.on))
    for (const [at, text] of Object.entries(places))
      for (const [id, since] of entriesIn(text)) onShift.set(`${tenant}.${id}`, { at, since });
  for (const [tenant, text] of Object.entries(shifts.left)) for (const [id, at] of entriesIn(text)) leftAt.set(`${tenant}.${id}`, at);
  const found = { onShift: Object.fromEntries(onShift), leftAt: Object.fromEntries(leftAt) };
  known.set(shifts, found);
  return found;
}
