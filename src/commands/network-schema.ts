// What may stand in a network file, part by part, with what each means to whoever writes one.
import * as z from 'zod/v4';
import { buddiesMax, workMinutesMax } from '../domain/network/buddy-settings.ts';
import { movesMax } from '../domain/network/practice-moved.ts';
import { allocationMax, exceptionsMax, isContact, pathwayChangesMax, reasonCharactersMax } from '../domain/network/settings.ts';
import { stagesMax } from '../domain/network/stage-settings.ts';
import { type Contact, contactRoles, practiceStages, recordSystems } from '../domain/network/state.ts';
import { personalInTemplate, taskTemplatesMax, templateId, templateNameMax } from '../domain/network/task-templates.ts';
import { noteCharactersMax } from '../domain/privacy.ts';
import { detailCodes, taskKindList, wantedCodes } from '../domain/task/reasons-and-outcomes.ts';
import { capabilities, kinds, pathways, priorities, roles } from '../domain/terms.ts';
import { ownMinutesMax } from '../domain/time/deadlines.ts';
import { dayNumber, faultsInHours, minuteOfDay, type OpeningHours, weekdays } from '../domain/time/hours.ts';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time such as 08:00');
const span = z.strictObject({ from: time.describe('Opens at'), to: time.describe('Shuts at; 24:00 is midnight') });
const date = z.iso.date();
const reason = z.string().min(1).max(reasonCharactersMax);
const hours = z
  .strictObject({
    week: z
      .partialRecord(z.enum(weekdays), z.array(span).max(10))
      .describe('When it is open on each day of the week; a day left out is shut'),
    exceptions: z
      .array(z.strictObject({ date, open: z.array(span).max(10), reason, evenOnHoliday: z.boolean().optional() }))
      .max(exceptionsMax)
      .optional()
      .describe('Single dates on which the week does not hold, such as a training afternoon'),
  })
  .superRefine((value, context) => {
    for (const fault of faultsInHours(value as OpeningHours)) context.addIssue({ code: 'custom', message: fault });
  });
const code = z.string().regex(/^[A-Z0-9]{3,10}$/, 'an ODS code: 3 to 10 capital letters and digits');
const name = z.string().min(1).max(100);
const telephone = z.string().regex(/^[0-9 +()-]{5,25}$/, 'a telephone number');
const pathway = z.enum(pathways);
const personId = z.string().regex(/^[0-9a-f-]{36}\.[0-9a-f-]{36}$/, 'tenant id and object id, in small letters, joined by a full stop');
const cutOff = time
  .refine((value) => value !== '24:00', 'a time before midnight, such as 16:00')
  .optional()
  .describe('From this minute of a day the hub takes no more routine eConsults that day');

const contact = z
  .strictObject({ name, telephone: z.string().optional(), email: z.string().optional() })
  .refine((value) => isContact(value as Contact), 'a name with a telephone number, an e-mail address, or both');
const contacts = z.partialRecord(z.enum(contactRoles), contact).optional().describe('Whom to call, by what they are there for');

const pathwayChange = z.strictObject({
  from: date.describe('The first day on which it holds'),
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
    firstLookWorkingMinutes: ownMinutes.describe('Working minutes until somebody has claimed it'),
    targetWorkingMinutes: ownMinutes.describe('Working minutes until it is answered, as we wish'),
    limit: z.literal('sameCoreDay', 'only sameCoreDay: a limit may be nearer than the contract\u2019s, never later').optional(),
  })
  .refine(
    ({ firstLookWorkingMinutes: look, targetWorkingMinutes: target }) => look === undefined || target === undefined || look <= target,
    'its first look comes after its target',
  );
const rules = z
  .partialRecord(z.enum(kinds), z.partialRecord(z.enum(priorities), rule))
  .optional()
  .describe('Nearer deadlines than the usual ones, by kind and priority, for what comes from now on');

const taskTemplate = z
  .strictObject({
    name: z.string().min(1).max(templateNameMax),
    kind: z.enum(taskKindList.offered),
    detail: z.string().optional().describe('The choice that its kind asks for, such as bloods for tests'),
    asked: z.string().min(1).max(noteCharactersMax).describe('What is asked of them; no patient details'),
    wanted: z.enum(wantedCodes).describe('By when it is usually wanted'),
  })
  .refine(
    ({ kind, detail }) => detail === undefined || (detailCodes[kind] as readonly string[]).includes(detail),
    'its detail is none of its kind',
  )
  .refine(({ name, asked }) => personalInTemplate(name, asked).length === 0, 'it looks like a patient\u2019s details');
const hub = z.strictObject({
  id: code.describe('Its ODS code, or one of your own; it names its table and never changes'),
  name,
  hours,
  telephone: telephone.describe('Shown where nobody of the hub can be reached otherwise'),
  loginsMax: z
    .number()
    .int()
    .min(1)
    .max(50)
    .optional()
    .describe('The most separate log-ins one clinician may have; clearing for more is refused'),
  claimsMax: z
    .number()
    .int()
    .min(1)
    .max(200)
    .optional()
    .describe('The most open claims one person may have before no more are assigned to them'),
  cutOff,
  contacts,
  buddies: z
    .array(
      z
        .strictObject({
          takes: code.describe('The practice or hub that takes the work'),
          workOf: code.describe('Whose work: a practice of this hub, or the hub itself for all of them'),
          from: date,
          until: date.describe('The last day'),
          agreedBy: name.describe('Who agreed to it'),
        })
        .refine(({ from, until }) => (dayNumber(from) ?? 0) <= (dayNumber(until) ?? 0), 'it ends before it begins'),
    )
    .max(buddiesMax)
    .optional()
    .describe('Agreements for disasters: who may take whose work, from when until when'),
  drillEveryDays: z.number().int().min(7).max(1_095).optional().describe('A drill older than so many days is due again'),
  workMinutes: z
    .partialRecord(z.enum(kinds), z.number().int().min(1).max(workMinutesMax))
    .optional()
    .describe('Minutes of work that one eConsult of a kind takes'),
  taskTemplates: z
    .array(taskTemplate)
    .max(taskTemplatesMax)
    .refine((all) => new Set(all.map(({ name }) => templateId(name))).size === all.length, 'two common tasks are called the same')
    .optional()
    .describe('Tasks that are often asked for between it and its practices, chosen in the form that sends one'),
});
const practice = z.strictObject({
  code: code.describe('Its ODS code, by which senders name it'),
  name,
  hub: code.describe('The hub that handles its eConsults'),
  pcn: code.optional().describe('The code of its primary care network'),
  icb: code.optional().describe('The code of its integrated care board'),
  recordSystem: z.enum(recordSystems).describe('What its patients\u2019 records are kept in'),
  recordAccess: z
    .enum(['shared', 'separate'])
    .optional()
    .describe('shared: the hub works in its records from its own system; separate: each clinician needs a log-in there'),
  agreement: z
    .strictObject({ from: date, until: date })
    .refine(({ from, until }) => (dayNumber(from) ?? 0) <= (dayNumber(until) ?? 0), 'it ends before it begins')
    .optional()
    .describe('The data sharing agreement: outside it nobody of the hub works on its patients; absent: without an end'),
  stages: z
    .array(
      z
        .strictObject({
          from: date,
          stage: z.enum(practiceStages),
          kinds: z.array(z.enum(kinds)).min(1).optional().describe('With limited: the kinds that go to the hub'),
          by: name.optional().describe('Who decided it'),
          despite: z.string().max(reasonCharactersMax).optional().describe('Why, although something was missing'),
        })
        .refine(({ stage, kinds: some }) => (stage === 'limited') === (some !== undefined), 'kinds go with limited, and only with it'),
    )
    .min(1)
    .max(stagesMax)
    .optional()
    .describe('How far it has come with its hub, by date; absent: live; before the first: off'),
  wasWith: z
    .array(z.strictObject({ hub: code, until: date, finishes: date.describe('So long that hub may work on what it had') }))
    .min(1)
    .max(movesMax)
    .optional()
    .describe('The hubs it was with before it moved; written by the product'),
  hours,
  pathway: z.strictObject({ clinical: pathway, admin: pathway, clinicalAdmin: pathway }).describe('Who gets each kind first'),
  pathwayChanges: z
    .array(pathwayChange)
    .max(pathwayChangesMax)
    .optional()
    .describe('From a day on, on some days or at some hours, another pathway'),
  cutOff,
  keepsRoutineDays: z
    .number()
    .int()
    .min(1)
    .max(5)
    .optional()
    .describe('On so many days a week the first routine one that would go to the hub stays, so that its people keep in practice'),
  allocation: z
    .number()
    .int()
    .min(0)
    .max(allocationMax)
    .optional()
    .describe('How many of its eConsults the hub takes first in a day; further routine ones go to the practice'),
  rules,
  contacts,
  closed: date.optional().describe('It is closed from this day on, and nothing goes to it any more'),
  successor: code.optional().describe('The practice of the same hub that gets what still arrives for it'),
});
const clearance = z.strictObject({
  practice: code,
  capabilities: z.array(z.enum(capabilities)).min(1).max(4),
  until: date.optional().describe('The last day; absent: without end'),
});
const member = z.strictObject({
  id: personId.describe('Of Entra: tenant id and object id, joined by a full stop'),
  name,
  posts: z
    .array(z.strictObject({ role: z.enum(roles), at: code }))
    .min(1)
    .max(20)
    .describe('What they are, and where'),
  cleared: z.array(clearance).max(500).describe('Whose patients they may see and do what for, beyond the practice they work at'),
});
export const fileSchema = z.strictObject({
  hubs: z.array(hub).min(1).max(200).describe('Teams that handle eConsults for several practices'),
  practices: z.array(practice).max(2_000).describe('GP practices, each with the hub that it belongs to'),
  staff: z.array(member).max(10_000).describe('Everybody who may do something here'),
});
export type File = z.infer<typeof fileSchema>;
