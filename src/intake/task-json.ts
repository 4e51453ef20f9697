// A task in our own JSON: its schema as published, and from it to what is asked.
import * as z from 'zod/v4';
import { noteCharactersMax } from '../domain/privacy.ts';
import { idOf } from '../domain/reference.ts';
import { slotIds } from '../domain/slot/state.ts';
import { detailCodes, taskCancelList, taskKindList, taskPriorities, usuallyClinical } from '../domain/task/reasons-and-outcomes.ts';
import { telephoneShape } from '../domain/task/send.ts';
import { type Fault, type Problem, refuse } from './faults.ts';
import { contentHash } from './hash.ts';
import { faultOf } from './json.ts';
import { instantOf } from './person.ts';
import type { Arrived } from './read.ts';
import { isDetailOf, type TaskRead, textOf } from './task-read.ts';
import { sourceIdShape } from './task-terms.ts';
import { shown } from './text.ts';

const lineCharactersMax = 200;
const detailsCharactersMax = 1_000;
const oneLine = z.string().min(1).max(lineCharactersMax);
const organisation = z.string().regex(/^[A-Za-z0-9-]{1,40}$/);
const details = [...new Set(Object.values(detailCodes).flat())];
const sourceId = z.string().regex(sourceIdShape);

const patient = z.strictObject({
  name: oneLine,
  dateOfBirth: z.iso.date().optional(),
  nhsNumber: oneLine.max(20).optional(),
  telephone: oneLine.optional(),
  details: z.string().min(1).max(detailsCharactersMax).optional().describe('What more must be known to do it; shown in its dialog alone.'),
});

const taskSchema = z
  .strictObject({
    id: sourceId.describe('Yours, one for each task. The same id again with the same content is a duplicate and changes nothing.'),
    status: z.literal('requested').optional(),
    from: organisation.describe('ODS code of the practice that asks, or the id of its hub; you must be registered to speak for it.'),
    to: organisation.describe('ODS code of the practice that is asked, or the id of the hub.'),
    econsult: z.string().max(20).optional().describe('Reference of the eConsult that it is about, such as K7M-4QX.'),
    kind: z.enum(taskKindList.offered),
    detail: z
      .enum(details)
      .optional()
      .describe(
        `By kind: ${Object.entries(detailCodes)
          .map(([kind, codes]) => `${kind}: ${codes.length === 0 ? 'none' : codes.join(', ')}`)
          .join('; ')}.`,
      ),
    asked: z
      .string()
      .min(1)
      .max(noteCharactersMax)
      .describe('What is asked. It stands on a card that others read: nothing in it may name the patient.'),
    priority: z.enum(taskPriorities).default('routine'),
    clinical: z.boolean().optional().describe('Whether only a clinician may do it; if left out, as is usual for its kind.'),
    wantedBy: z.iso
      .datetime({ offset: true })
      .optional()
      .describe('At most 92 days ahead; if left out, what is usual for its kind, in working time of the receiver.'),
    slot: z
      .string()
      .max(20)
      .optional()
      .describe(
        'Reference of an appointment that the receiver offers, such as S-K7M-4QX: taken with the task or not at all, and given back with it.',
      ),
    telephone: z.string().regex(telephoneShape).describe('Where the sender can be rung.'),
    spokenTo: oneLine.optional().describe('Who was spoken to at the receiver. An urgent task without one is escalated at once.'),
    patient: patient.optional().describe('Where it is about no eConsult.'),
    knowingly: z.boolean().default(false).describe('Send it although the receiver closes before, or has nobody set up to do it.'),
  })
  .meta({ title: 'A task for another organisation' });
const cancelSchema = z
  .strictObject({
    id: sourceId.describe('Yours, or its reference here.'),
    status: z.literal('cancelled'),
    reason: z.enum(taskCancelList.offered).default('noLongerNeeded'),
    words: z.string().min(1).max(noteCharactersMax).optional().describe('Needed for the reason other.'),
  })
  .meta({ title: 'A task taken back' });

/** As JSON Schema 2020-12, for senders. */
export const publishedTaskSchema = (): object => ({
  ...z.toJSONSchema(z.union([taskSchema, cancelSchema]), { io: 'input' }),
  title: 'Task',
  description: 'What POST /api/tasks takes: a task for another organisation, or one taken back.',
});

const stop = (problem: Problem): TaskRead => ({ kind: 'problem', problem });
const malformed = 'The body does not keep to the schema at /api/tasks/schema';

export function readTaskJson(body: unknown, arrived: Arrived): TaskRead {
  const status = typeof body === 'object' && body !== null && 'status' in body ? body.status : undefined;
  if (status === 'cancelled') {
    const parsed = cancelSchema.safeParse(body);
    if (!parsed.success) return stop(refuse(400, malformed, parsed.error.issues.map(faultOf)));
    const { id, reason, words } = parsed.data;
    const taking = { sourceId: id, reason, ...(words === undefined ? {} : { words: { text: shown(words), checked: false } }) };
    return { kind: 'cancel', taking };
  }
  const parsed = taskSchema.safeParse(body);
  if (!parsed.success) return stop(refuse(400, malformed, parsed.error.issues.map(faultOf)));
  return askedOf(parsed.data, contentHash(body), arrived);
}

function askedOf(sent: z.infer<typeof taskSchema>, hash: string, arrived: Arrived): TaskRead {
  const { id, from, to, econsult, kind, detail, asked, priority, clinical, telephone, spokenTo, patient: who, knowingly } = sent;
  const slot = sent.slot === undefined ? undefined : slotIds.meant(sent.slot);
  const about = econsult === undefined ? undefined : idOf(econsult);
  const wantedBy = instantOf(sent.wantedBy);
  const text = who && textOf(who, arrived);
  const wrong: readonly (Fault | false | undefined)[] = [
    econsult !== undefined && about === undefined && { path: 'econsult', rule: 'Is no reference.', code: 'value' },
    econsult !== undefined &&
      who !== undefined && { path: 'patient', rule: 'The eConsult says who it is: leave it out.', code: 'invariant' },
    sent.slot !== undefined && slot === undefined && { path: 'slot', rule: 'Is no reference of an appointment.', code: 'value' },
    sent.wantedBy !== undefined && wantedBy === undefined && { path: 'wantedBy', rule: 'Is no moment with its offset.', code: 'value' },
    detail !== undefined && !isDetailOf(kind, detail) && { path: 'detail', rule: 'Is not one of this kind.', code: 'value' },
    text?.patient.name === '' && { path: 'patient.name', rule: 'Is empty.', code: 'required' },
    shown(asked).trim() === '' && { path: 'asked', rule: 'Is empty.', code: 'required' },
  ];
  const faults = wrong.flatMap((fault) => fault || []);
  if (faults.length > 0) return stop(refuse(422, 'This cannot be sent as a task', faults));
  return {
    kind: 'task',
    asked: {
      ...{ sourceId: id, contentHash: hash, from: from.toUpperCase(), to: to.toUpperCase(), knowingly },
      ...(about === undefined ? {} : { about }),
      ...(slot === undefined ? {} : { slot }),
      ...(text === undefined ? {} : { text }),
      draft: {
        ...{ kind, asked: { text: shown(asked), checked: false }, priority, telephone },
        clinical: clinical ?? usuallyClinical.includes(kind),
        ...(detail === undefined ? {} : { detail }),
        ...(wantedBy === undefined ? {} : { wantedBy }),
        ...(spokenTo === undefined ? {} : { spokenTo: shown(spokenTo) }),
      },
    },
  };
}
