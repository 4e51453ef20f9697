// The activities Teams sends us, as far as we read them: checked before the SDK sees them.
import { z } from 'zod/v4';
import { type Identifier, namelessPerson } from '../cards/answers.ts';
import { type Actor, personId } from '../domain/terms.ts';

const id = z.string().min(1).max(500);

/** What every activity must have to be handled at all. Missing parts made the SDK skip checks or reject before them. */
export const activitySchema = z.looseObject({
  type: z.string().min(1).max(100),
  id: id.optional(),
  name: z.string().max(200).optional(),
  channelId: z.literal('msteams'),
  serviceUrl: z.url({ protocol: /^https?$/ }).max(500),
  from: z.looseObject({ id, aadObjectId: z.string().max(100).optional(), name: z.string().max(300).optional() }),
  recipient: z.looseObject({ id }),
  conversation: z.looseObject({ id, tenantId: z.string().max(100).optional(), conversationType: z.string().max(50).optional() }),
  replyToId: id.optional(),
  timestamp: z.string().max(100).optional().catch(undefined),
  text: z.string().max(100_000).optional(),
  value: z.unknown().optional(),
  channelData: z
    .looseObject({
      tenant: z.looseObject({ id: z.string().max(100) }).optional(),
      team: z.looseObject({ id, name: z.string().max(500).optional() }).optional(),
      /** `type`: `standard`, `shared` or `private`, where Teams says so. */
      channel: z.looseObject({ id, name: z.string().max(500).optional(), type: z.string().max(50).optional() }).optional(),
      eventType: z.string().max(100).optional(),
    })
    .optional(),
  action: z.string().max(50).optional(),
  membersAdded: z.array(z.looseObject({ id })).max(1_000).optional(),
  membersRemoved: z.array(z.looseObject({ id })).max(1_000).optional(),
});
export type TeamsActivity = z.infer<typeof activitySchema>;

/** `adaptiveCard/action`: a pressed Action.Execute, or a client refreshing its own view. */
export const cardActionSchema = z.looseObject({
  action: z.looseObject({ verb: z.string().min(1).max(50), data: z.record(z.string(), z.unknown()).default({}) }),
  trigger: z.enum(['automatic', 'manual']).optional(),
});
/** `task/fetch` and `task/submit`; what is no verb is none that anybody knows. */
export const dialogSchema = z.looseObject({ data: z.looseObject({ verb: z.string().catch('') }) });

/** `composeExtension/fetchTask`: which command of the message extension was chosen, as a dialog's verb. */
export const extensionSchema = z
  .looseObject({ commandId: z.string().max(64) })
  .transform(({ commandId }) => ({ data: { verb: commandId } }));

/** A hub's id or a practice's code as a card carries it: capitals and digits only, so it can name nothing else. */
export const organisationSchema = z.string().regex(/^[A-Z0-9]{3,10}$/);

/** What the buttons of every kind carry since version 1, beside the kind; older cards must always be understood. `ids`: the shape of its ids. */
export const payloadSchema = (ids: RegExp) =>
  z.looseObject({
    v: z.literal(1),
    hub: organisationSchema,
    id: z.string().regex(ids),
    revision: z.number().int().min(0).optional(),
  });
export type Payload = z.infer<ReturnType<typeof payloadSchema>>;

export const tenantOf = (activity: TeamsActivity): string | undefined => activity.conversation.tenantId ?? activity.channelData?.tenant?.id;

/** The channel's own id, without the thread; the chat's id in a personal chat. */
export const conversationOf = (activity: TeamsActivity): string =>
  activity.conversation.id.split(';messageid=')[0] ?? activity.conversation.id;
export const threadOf = (activity: TeamsActivity): string | undefined => activity.conversation.id.split(';messageid=')[1];

/** The person who did this: tenant and Entra object id of the signed activity, never anything a card carried. */
export function personIn(activity: TeamsActivity): (Actor & { kind: 'person' }) | undefined {
  const tenant = tenantOf(activity);
  const objectId = activity.from.aadObjectId;
  if (tenant === undefined || objectId === undefined) return undefined;
  return { kind: 'person', id: personId(tenant, objectId), name: activity.from.name ?? namelessPerson };
}

/** What an activity must say for it to be known who did it, and does not. */
export function missingIn(activity: TeamsActivity): readonly Identifier[] {
  return [
    ...(activity.from.aadObjectId === undefined ? ['objectId' as const] : []),
    ...(tenantOf(activity) === undefined ? ['tenant' as const] : []),
  ];
}
