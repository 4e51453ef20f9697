// What was filled in to send a task: what is asked, of whom, by when, with which appointment, and about which patient.
import { z } from 'zod/v4';
import { whatValue } from '../../cards/task/form-choices.ts';
import type { Sending } from '../../cards/task/form-send.ts';
import { own } from '../../domain/lookup.ts';
import type { TaskTemplate } from '../../domain/network/state.ts';
import { slotIds } from '../../domain/slot/state.ts';
import type { TaskDraft } from '../../domain/task/command.ts';
import type { TaskPatient } from '../../domain/task/patient.ts';
import {
  detailCodes,
  type TaskDetail,
  type TaskKind,
  taskKindList,
  taskPriorities,
  usuallyClinical,
  wantedCodes,
} from '../../domain/task/reasons-and-outcomes.ts';
import type { SlotTaken } from '../../domain/task/state.ts';
import { wantedAt } from '../../domain/task/when.ts';
import type { OrganisationId } from '../../domain/terms.ts';
import type { Press } from '../press.ts';
import { organisationSchema } from '../wire.ts';
import { saidIn, wordsSchema } from './inputs.ts';

/** What is chosen in the form in one choice: `tests:bloods`. */
export const whatSchema = z.string().transform((value, context): { kind: TaskKind; detail?: TaskDetail } => {
  const [kind, said] = value.split(':');
  const found = taskKindList.offered.find((each) => each === kind);
  const codes: readonly TaskDetail[] = found === undefined ? [] : detailCodes[found];
  const detail = codes.find((each) => each === said);
  if (found === undefined || (said !== undefined && detail === undefined)) {
    context.addIssue({ code: 'custom' });
    return z.NEVER;
  }
  return { kind: found, ...(detail === undefined ? {} : { detail }) };
});
/** The appointment that was chosen; `undefined`: none was. */
export const appointmentSchema = z
  .union([z.enum(['', 'none']), z.string().regex(slotIds.ids)])
  .transform((id) => (id === '' || id === 'none' ? undefined : id));
export const filledSchema = z.object({
  what: whatSchema,
  asked: wordsSchema.default(''),
  priority: z.enum(taskPriorities),
  wanted: z.enum(wantedCodes),
  telephone: z.string().min(1).max(30),
  spokenTo: z.string().max(200).optional(),
  hint: z.string().max(100).optional(),
  slot: appointmentSchema.optional(),
  to: organisationSchema.optional(),
  practices: z.string().max(500).optional(),
});

export type Filled = z.infer<typeof filledSchema>;
export function draftOf(press: Press, { rules, at }: Sending, filled: Filled, to: OrganisationId, slot: SlotTaken | undefined): TaskDraft {
  const { what, asked, priority, wanted, telephone, spokenTo, hint } = filled;
  const wantedBy = slot?.start ?? wantedAt(wanted, rules, to, { kind: what.kind, priority, at }) ?? at;
  return {
    ...what,
    asked: saidIn(asked, press.data),
    priority,
    clinical: press.data['clinical'] === 'true' || usuallyClinical.includes(what.kind),
    wantedBy,
    telephone,
    ...(spokenTo?.trim() ? { spokenTo } : {}),
    ...(hint === undefined || hint === 'none' ? {} : { hint }),
    ...(slot === undefined ? {} : { slot }),
  };
}

/** The patient that was filled in; `nameless`: something was, but no name. `undefined`: nobody was. */
export function patientIn(data: Readonly<Record<string, unknown>>): TaskPatient | 'nameless' | undefined {
  const text = (id: string): string => {
    const value = own(data, id);
    return typeof value === 'string' ? value.trim().slice(0, 1_000) : '';
  };
  const [name, born, nhs, phone, details] = ['patientName', 'patientBorn', 'patientNhs', 'patientPhone', 'patientDetails'].map(text);
  if ([name, born, nhs, phone, details].every((each) => each === '')) return undefined;
  if (!name) return 'nameless';
  return {
    name,
    ...(born ? { dateOfBirth: born } : {}),
    ...(nhs ? { nhsNumber: nhs } : {}),
    ...(phone ? { telephone: phone } : {}),
    ...(details ? { details } : {}),
  };
}

/** What is still empty, or as the one before filled it in, as a common task says it; what somebody wrote themselves stays. */
export function filledFrom(template: TaskTemplate, before: TaskTemplate | undefined, data: Press['data']): Press['data'] {
  const saysOf = (each: TaskTemplate): Readonly<Record<string, string>> => ({
    what: whatValue(each),
    asked: each.asked,
    wanted: each.wanted,
  });
  const was = { what: '', asked: '', wanted: 'usual', ...(before === undefined ? {} : saysOf(before)) };
  const isTheirs = (id: string): boolean => {
    const value = own(data, id);
    return typeof value === 'string' && value.trim() !== '' && value !== own(was, id);
  };
  return { ...data, ...Object.fromEntries(Object.entries(saysOf(template)).filter(([id]) => !isTheirs(id))) };
}
