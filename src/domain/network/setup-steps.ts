// How far a hub and its practices are set up, worked out from the network alone: so that a walk that was broken off goes on where it was.
import { isDeepStrictEqual } from 'node:util';
import { own } from '../lookup.ts';
import type { HubId, Instant, OdsCode, OrganisationId } from '../terms.ts';
import { onTheWall } from '../time/calendar.ts';
import { coreHours } from '../time/hours.ts';
import { anybodyMayAnswer, clinicians } from './access.ts';
import { openPracticesOf } from './closed.ts';
import { type ContactRole, contactRoles, type Hub, type Network, type Practice } from './state.ts';
import { staffAt } from './who-is-where.ts';

export const hubSteps = ['hub', 'hubChannel', 'practices', 'hubPeople', 'clearances', 'hubContacts'] as const;
export const practiceSteps = [
  'records',
  'agreement',
  'hours',
  'pathway',
  'cutOff',
  'allocation',
  'practiceContacts',
  'practicePeople',
  'practiceChannel',
  'stage',
] as const;
export type StepName = (typeof hubSteps)[number] | (typeof practiceSteps)[number];

/** What is not there yet, so that the step is still to be done. */
export type Lack =
  | { readonly what: 'hub' | 'channel' | 'practices' | 'clinician' | 'practiceStaff' | 'access' | 'agreement' }
  | { readonly what: 'agreementOver'; readonly until: string }
  /** Nobody of the hub may write in these practices' records. */
  | { readonly what: 'cleared'; readonly practices: readonly OdsCode[] }
  | { readonly what: 'contacts'; readonly roles: readonly ContactRole[] };

export interface Step {
  readonly name: StepName;
  readonly of: OrganisationId;
  /** `usual`: nothing was set, and what is usual holds until somebody sets it otherwise. */
  readonly state: 'done' | 'missing' | 'usual';
  readonly lacks: readonly Lack[];
}

/** Whom to call at a practice; a hub has all of `contactRoles`, as every data sharing agreement asks. */
export const practiceContacts: readonly ContactRole[] = ['recordSystemSupplier', 'caldicottGuardian', 'dataProtectionOfficer'];

const step = (name: StepName, of: OrganisationId, ...lacks: readonly (Lack | false)[]): Step => {
  const found = lacks.filter((each): each is Lack => each !== false);
  return { name, of, state: found.length === 0 ? 'done' : 'missing', lacks: found };
};
const setOrUsual = (name: StepName, of: OrganisationId, isSet: boolean): Step => ({ name, of, state: isSet ? 'done' : 'usual', lacks: [] });

/** The steps of a hub, in their order; of a hub that is not there, the first one. */
export function stepsOfHub(network: Network, hub: HubId, now: Instant): readonly Step[] {
  const found = own(network.hubs, hub);
  if (found === undefined) return [step('hub', hub, { what: 'hub' })];
  const practices = openPracticesOf(network, hub, now);
  const uncleared = practices.filter(({ code }) => !isCleared(network, hub, code, now)).map(({ code }) => code);
  const clinician = staffAt(network, hub).some(({ posts }) => posts.some(({ at, role }) => at === hub && clinicians.includes(role)));
  return [
    step('hub', hub),
    step('hubChannel', hub, own(network.channels, hub) === undefined && { what: 'channel' }),
    step('practices', hub, practices.length === 0 && { what: 'practices' }),
    step('hubPeople', hub, !clinician && { what: 'clinician' }),
    step(
      'clearances',
      hub,
      practices.length === 0 && { what: 'practices' },
      uncleared.length > 0 && { what: 'cleared', practices: uncleared },
    ),
    step('hubContacts', hub, lacksContacts(found, contactRoles)),
  ];
}

/** Whether some clinician of the hub may write in the practice's record; whether its agreement is in force is another step. */
function isCleared({ practices, ...network }: Network, hub: HubId, code: OdsCode, now: Instant): boolean {
  const found = own(practices, code);
  if (found === undefined) return false;
  const { agreement: _, ...without } = found;
  const asIfAgreed: Network = { ...network, practices: { ...practices, [code]: without } };
  return anybodyMayAnswer(asIfAgreed, { hub, practice: code, holder: hub, kind: 'clinical' }, hub, now);
}

/** The steps of a practice, in their order; none where there is no such practice. */
export function stepsOfPractice(network: Network, code: OdsCode, now: Instant): readonly Step[] {
  const found = own(network.practices, code);
  if (found === undefined) return [];
  const { recordAccess, agreement, hours, hub, cutOff, allocation } = found;
  const today = onTheWall(now).date;
  return [
    step('records', code, recordAccess === undefined && { what: 'access' }),
    step(
      'agreement',
      code,
      agreement === undefined && { what: 'agreement' },
      agreement !== undefined && agreement.until < today && { what: 'agreementOver', until: agreement.until },
    ),
    setOrUsual('hours', code, !isDeepStrictEqual(hours.week, coreHours.week)),
    step('pathway', code),
    setOrUsual('cutOff', code, (cutOff ?? own(network.hubs, hub)?.cutOff) !== undefined),
    setOrUsual('allocation', code, allocation !== undefined),
    step('practiceContacts', code, lacksContacts(found, practiceContacts)),
    step(
      'practicePeople',
      code,
      !staffAt(network, code).some(({ posts }) => posts.some(({ at }) => at === code)) && { what: 'practiceStaff' },
    ),
    step('practiceChannel', code, own(network.channels, code) === undefined && { what: 'channel' }),
    setOrUsual('stage', code, found.stages?.some(({ stage }) => stage !== 'off') ?? true),
  ];
}

function lacksContacts({ contacts = {} }: Hub | Practice, needed: readonly ContactRole[]): Lack | false {
  const roles = needed.filter((role) => contacts[role] === undefined);
  return roles.length > 0 && { what: 'contacts', roles };
}

/** What is missing among these steps. */
export const missingIn = (steps: readonly Step[]): readonly Step[] => steps.filter(({ state }) => state === 'missing');

/** The first thing still to be done: the hub's, then each practice's in turn; `undefined`: all of them are ready. */
export function nextStep(network: Network, hub: HubId, now: Instant): Step | undefined {
  const ofHub = stepsOfHub(network, hub, now);
  const practices = openPracticesOf(network, hub, now).flatMap(({ code }) => stepsOfPractice(network, code, now));
  return missingIn([...ofHub, ...practices])[0];
}
