// Reads the network file (hubs, practices, staff), whole or not at all, naming every fault by its path.
import * as z from 'zod/v4';
import { faultsInHours, type OpeningHours, weekdays } from './domain/hours.ts';
import { type Network, recordSystems } from './domain/network/state.ts';
import { pathways, roles } from './domain/terms.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time such as 08:00');
const span = z.strictObject({ from: time, to: time });
const date = z.iso.date();
const hours = z
  .strictObject({
    week: z.partialRecord(z.enum(weekdays), z.array(span).max(10)),
    exceptions: z
      .array(
        z.strictObject({ date, open: z.array(span).max(10), reason: z.string().min(1).max(200), evenOnHoliday: z.boolean().optional() }),
      )
      .max(400)
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

const fileSchema = z.strictObject({
  hubs: z
    .array(z.strictObject({ id: code, name, hours, telephone }))
    .min(1)
    .max(200),
  practices: z
    .array(
      z.strictObject({
        code,
        name,
        hub: code,
        recordSystem: z.enum(recordSystems),
        hours,
        pathway: z.strictObject({ clinical: pathway, admin: pathway, clinicalAdmin: pathway }),
      }),
    )
    .max(2_000),
  staff: z
    .array(
      z.strictObject({
        id: personId,
        name,
        posts: z
          .array(z.strictObject({ role: z.enum(roles), at: code }))
          .min(1)
          .max(20),
        cleared: z.array(code).max(500),
      }),
    )
    .max(10_000),
});

export type NetworkContent = Pick<Network, 'hubs' | 'practices' | 'staff'>;

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
  const { hubs, practices, staff } = parsed.data;
  const known = new Set([...hubs.map(({ id }) => id), ...practices.map((practice) => practice.code)]);
  const faults = [
    ...twice('hubs or practices', [...hubs.map(({ id }) => id), ...practices.map((practice) => practice.code)]),
    ...twice(
      'staff',
      staff.map(({ id }) => id),
    ),
    ...practices.flatMap((practice, index) =>
      hubs.some(({ id }) => id === practice.hub) ? [] : [`practices[${index}].hub: ${practice.hub} is no hub of this file`],
    ),
    ...staff.flatMap((member, index) => [
      ...member.posts.flatMap((post, at) =>
        known.has(post.at) ? [] : [`staff[${index}].posts[${at}].at: ${post.at} is no hub or practice of this file`],
      ),
      ...member.cleared.flatMap((practice, at) =>
        known.has(practice) ? [] : [`staff[${index}].cleared[${at}]: ${practice} is no practice of this file`],
      ),
    ]),
  ];
  if (faults.length > 0) return { faults };
  return {
    network: {
      hubs: Object.fromEntries(hubs.map((hub) => [hub.id, hub])),
      practices: Object.fromEntries(practices.map((practice) => [practice.code, practice])),
      staff: Object.fromEntries(staff.map((member) => [member.id, member])),
    } as NetworkContent,
  };
}

const twice = (what: string, ids: readonly string[]): string[] =>
  [...new Set(ids.filter((id, index) => ids.indexOf(id) !== index))].map((id) => `${what}: ${id} is there twice`);
