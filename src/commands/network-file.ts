// The network file (hubs, practices, staff): read whole or not at all, naming every fault by its path; written; published as JSON Schema.
import { createHash } from 'node:crypto';
import * as z from 'zod/v4';
import { charactersIn } from '../domain/network/decide-parts.ts';
import { sliced } from '../domain/network/established.ts';
import { partCharactersMax } from '../domain/network/parts.ts';
import { allocationMax, exceptionsMax, isContact, pathwayChangesMax, reasonCharactersMax } from '../domain/network/settings.ts';
import { type Contact, contactRoles, type NetworkContent, recordSystems } from '../domain/network/state.ts';
import { capabilities, kinds, pathways, priorities, roles } from '../domain/terms.ts';
import { ownMinutesMax } from '../domain/time/deadlines.ts';
import { dayNumber, faultsInHours, minuteOfDay, type OpeningHours, weekdays } from '../domain/time/hours.ts';

export type { NetworkContent } from '../domain/network/state.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time such as 08:00');
const span = z.strictObject({ from: time, to: time });
const date = z.iso.date();
const reason = z.string().min(1).max(reasonCharactersMax);
const hours = z
  .strictObject({
    week: z.partialRecord(z.enum(weekdays), z.array(span).max(10)),
    exceptions: z
      .array(z.strictObject({ date, open: z.array(span).max(10), reason, evenOnHoliday: z.boolean().optional() }))
      .max(exceptionsMax)
      .optional(),
  })
  .superRefine((value, context) => {
    for (const fault of faultsInHours(value as OpeningHours)) context.addIssue({ code: 'custom', message: fault });
  });
const code = z.string().regex(/^[A-Z0-9]{3,10}$/, 'an ODS code: 3 to 10 capital letters and digits');
const name = z.string().min(1).max(100);
const telephone = z.string().regex(/^[0-9 +()-]{5,25}$/, 'a telephone number');
const pathway = z.enum(pathways);
const personId = z.string().regex(/^[0-9a-f-]{36}\.[0-9a-f-]{36}$/, 'tenant id and object id, in small letters, joined by a full stop');
const cutOff = time.refine((value) => value !== '24:00', 'a time before midnight, such as 16:00').optional();

const contact = z
  .strictObject({ name, telephone: z.string().optional(), email: z.string().optional() })
  .refine((value) => isContact(value as Contact), 'a name with a telephone number, an e-mail address, or both');
const contacts = z.partialRecord(z.enum(contactRoles), contact).optional();

const pathwayChange = z.strictObject({
  from: date,
  kind: z.enum(kinds),
  goes: pathway,
  days: z.array(z.enum(weekdays)).min(1).max(7).optional(),
  between: span
    .refine(
      ({ from, to }) => (minuteOfDay(from) ?? 0) < (minuteOfDay(to) ?? 0),
      'it ends before it begins; write times past midnight as two changes',
    )
    .optional(),
});

const ownMinutes = z.number().int().min(1).max(ownMinutesMax).optional();
const rule = z
  .strictObject({
    firstLookWorkingMinutes: ownMinutes,
    targetWorkingMinutes: ownMinutes,
    limit: z.literal('sameCoreDay', 'only sameCoreDay: a limit may be nearer than the contract\u2019s, never later').optional(),
  })
  .refine(
    ({ firstLookWorkingMinutes: look, targetWorkingMinutes: target }) => look === undefined || target === undefined || look <= target,
    'its first look comes after its target',
  );
const rules = z.partialRecord(z.enum(kinds), z.partialRecord(z.enum(priorities), rule)).optional();

const hub = z.strictObject({
  id: code,
  name,
  hours,
  telephone,
  loginsMax: z.number().int().min(1).max(50).optional(),
  claimsMax: z.number().int().min(1).max(200).optional(),
  cutOff,
  contacts,
});
const practice = z.strictObject({
  code,
  name,
  hub: code,
  recordSystem: z.enum(recordSystems),
  recordAccess: z.enum(['shared', 'separate']).optional(),
  agreement: z
    .strictObject({ from: date, until: date })
    .refine(({ from, until }) => (dayNumber(from) ?? 0) <= (dayNumber(until) ?? 0), 'it ends before it begins')
    .optional(),
  hours,
  pathway: z.strictObject({ clinical: pathway, admin: pathway, clinicalAdmin: pathway }),
  pathwayChanges: z.array(pathwayChange).max(pathwayChangesMax).optional(),
  cutOff,
  allocation: z.number().int().min(0).max(allocationMax).optional(),
  rules,
  contacts,
});
const clearance = z.strictObject({ practice: code, capabilities: z.array(z.enum(capabilities)).min(1).max(4), until: date.optional() });
const member = z.strictObject({
  id: personId,
  name,
  posts: z
    .array(z.strictObject({ role: z.enum(roles), at: code }))
    .min(1)
    .max(20),
  cleared: z.array(clearance).max(500),
});
const fileSchema = z.strictObject({
  hubs: z.array(hub).min(1).max(200),
  practices: z.array(practice).max(2_000),
  staff: z.array(member).max(10_000),
});
type File = z.infer<typeof fileSchema>;

/** The shape of the file, for editors and other programs; what it cannot say (a code that is no practice of the file) `readNetworkFile` does. */
export function networkFileSchema(): object {
  return { ...z.toJSONSchema(fileSchema, { io: 'input' }), title: 'ehub.network.json' };
}

/** The network a file describes, or everything that is wrong with it as `path: rule`. */
export function readNetworkFile(json: string): { readonly network: NetworkContent } | { readonly faults: readonly string[] } {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { faults: ['the file is not JSON'] };
  }
  const parsed = fileSchema.safeParse(value);
  if (!parsed.success)
    return { faults: parsed.error.issues.map((issue) => `${z.core.toDotPath(issue.path) || 'the top'}: ${issue.message}`) };
  const faults = faultsBetween(parsed.data);
  if (faults.length > 0) return { faults };
  const { hubs, practices, staff } = parsed.data;
  const network = {
    hubs: Object.fromEntries(hubs.map((each) => [each.id, each])),
    practices: Object.fromEntries(practices.map((each) => [each.code, each])),
    staff: Object.fromEntries(staff.map((each) => [each.id, each])),
  } as NetworkContent;
  const tooLarge = faultsOfSize(network);
  return tooLarge.length > 0 ? { faults: tooLarge } : { network };
}

/** What no row could hold, said before anything is written: each hub's practices are stored together, and so is its staff. */
function faultsOfSize(network: NetworkContent): readonly string[] {
  const { organisations, staff } = sliced(network);
  const fault = (index: number, what: string, part: unknown): readonly string[] => {
    const characters = charactersIn(part);
    if (characters <= partCharactersMax) return [];
    return [`hubs[${index}]: ${what} take ${characters} characters as they are stored, and at most ${partCharactersMax} fit for one hub`];
  };
  return Object.keys(network.hubs).flatMap((hub, index) => {
    const people = Object.keys(staff.get(hub)?.people ?? {}).length;
    return [
      ...fault(index, `${hub} and its ${Object.keys(organisations.get(hub)?.practices ?? {}).length} practices`, organisations.get(hub)),
      ...fault(index, `the posts and clearances of the ${people} people who work at ${hub} or are cleared there`, staff.get(hub)),
    ];
  });
}

/** Tables of these names hold other things. */
const takenNames = ['NETWORK', 'SYSTEM'];

/** Faults that belong to no single part of the file. */
function faultsBetween({ hubs, practices, staff }: File): readonly string[] {
  const ids = [...hubs.map(({ id }) => id), ...practices.map((each) => each.code)];
  const known = new Set(ids);
  const codes = new Set(practices.map((each) => each.code));
  return [
    ...twice('hubs or practices', ids),
    ...twice(
      'staff',
      staff.map(({ id }) => id),
    ),
    ...hubs.flatMap(({ id }, index) =>
      takenNames.includes(id) ? [`hubs[${index}].id: ${id} has a meaning of its own; choose another`] : [],
    ),
    ...practices.flatMap((each, index) =>
      hubs.some(({ id }) => id === each.hub) ? [] : [`practices[${index}].hub: ${each.hub} is no hub of this file`],
    ),
    ...staff.flatMap((each, index) => [
      ...each.posts.flatMap((post, at) =>
        known.has(post.at) ? [] : [`staff[${index}].posts[${at}].at: ${post.at} is no hub or practice of this file`],
      ),
      ...each.cleared.flatMap((one, at) =>
        codes.has(one.practice) ? [] : [`staff[${index}].cleared[${at}].practice: ${one.practice} is no practice of this file`],
      ),
      ...twice(
        `staff[${index}].cleared`,
        each.cleared.map((one) => one.practice),
      ),
    ]),
  ];
}

function twice(what: string, ids: readonly string[]): string[] {
  const seen = new Set<string>();
  const again = new Set(ids.filter((id) => seen.has(id) || !seen.add(id)));
  return [...again].map((id) => `${what}: ${id} is there twice`);
}

/** A network as a file, such as `readNetworkFile` reads. */
export function writeNetworkFile({ hubs, practices, staff }: NetworkContent): string {
  const lists = { hubs: Object.values(hubs), practices: Object.values(practices), staff: Object.values(staff) };
  return `${JSON.stringify(lists, undefined, 2)}\n`;
}

/** Recognises the same content again. */
export const contentDigest = (content: NetworkContent): string => createHash('sha256').update(writeNetworkFile(content)).digest('hex');
