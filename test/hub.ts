// A hub with one person of every role and every lack, for the tests of what may happen to an eConsult; and histories that lead to each situation.
import type { EConsultCommand } from '../src/domain/econsult/command.ts';
import type { EConsultRules } from '../src/domain/econsult/decide.ts';
import type { EConsultEvent } from '../src/domain/econsult/event.ts';
import type { Offer, Rung } from '../src/domain/econsult/state.ts';
import type { Clearance, Network, Post, StaffMember } from '../src/domain/network/state.ts';
import { capabilities, type Person, personOf, type Role } from '../src/domain/terms.ts';
import { coreHours, type OpeningHours } from '../src/domain/time/hours.ts';
import { englandHolidays } from './domain/time/days.ts';
import { id, later, received } from './given.ts';
import { person } from './people.ts';

export const hub = 'NORTH';
/** Hub-first. */
export const ashgrove = 'T90101';
/** Practice-first. */
export const birchway = 'T90102';

const full = (...practices: readonly string[]): readonly Clearance[] => practices.map((practice) => ({ practice, capabilities }));
let made = 0;
function member(name: string, role: Role, at: string, cleared: readonly Clearance[] = []): StaffMember {
  made += 1;
  const posts: readonly Post[] = [{ role, at }];
  return { id: `22222222-2222-4333-8444-555555555555.00000000-0000-4000-8000-${String(made).padStart(12, '0')}`, name, posts, cleared };
}

const both = full(ashgrove, birchway);
export const nadia = member('Dr Nadia Quill', 'clinician', hub, both);
export const owen = member('Dr Owen Sable', 'dutyClinician', hub, both);
export const petra = member('Dr Petra Lunn', 'clinicalLead', hub, both);
export const rhys = member('Rhys Tolland', 'hubLead', hub, both);
export const sena = member('Sena Maddox', 'hubAdministrator', hub, both);
export const tomas = member('Dr Tomas Gale', 'practiceClinician', ashgrove);
export const una = member('Una Fenwick', 'practiceAdministrator', ashgrove);
/** A clinician of the hub whom nobody has cleared for these practices. */
export const vera = member('Dr Vera Holt', 'clinician', hub);
/** Cleared to read only. */
export const wren = member('Dr Wren Ashby', 'clinician', hub, [{ practice: ashgrove, capabilities: ['view'] }]);
/** Of another practice of the same hub. */
export const yusuf = member('Yusuf Carden', 'practiceAdministrator', birchway);
/** The one who answers clinical ones there. */
export const xanthe = member('Dr Xanthe Pryor', 'practiceClinician', birchway);
/** On no staff list. */
export const outsider: Person = { id: '22222222-2222-4333-8444-555555555555.00000000-0000-4000-8000-999999999999', name: 'Zoe Nobody' };

/** Colleagues who have done what somebody else now looks at. */
export const colleague = member('Dr Kit Marlowe', 'clinician', hub, both);
export const practiceColleague = member('Dr Lena Orchard', 'practiceClinician', ashgrove);

export const everybody: readonly StaffMember[] = [
  nadia,
  owen,
  petra,
  rhys,
  sena,
  tomas,
  una,
  vera,
  wren,
  yusuf,
  xanthe,
  colleague,
  practiceColleague,
];
const practice = (code: string, name: string, first: 'hubFirst' | 'practiceFirst'): Network['practices'][string] => ({
  code,
  name,
  hub,
  recordSystem: 'EMIS',
  hours: coreHours,
  pathway: { clinical: first, admin: first, clinicalAdmin: first },
});
export const hubNetwork: Network = {
  hubs: { [hub]: { id: hub, name: 'North Hub', hours: coreHours, telephone: '01632 960000' } },
  practices: {
    [ashgrove]: practice(ashgrove, 'Ashgrove Surgery', 'hubFirst'),
    [birchway]: practice(birchway, 'Birchway Practice', 'practiceFirst'),
  },
  staff: Object.fromEntries(everybody.map((each) => [each.id, each])),
  channels: {},
  onShift: {},
};
export const hubRules: EConsultRules = { network: hubNetwork, holidays: englandHolidays };
/** The same rules in a network that differs in this. */
export const inNetwork = (more: Partial<Network>): EConsultRules => ({ ...hubRules, network: { ...hubNetwork, ...more } });
/** The same rules where the hub and its practices keep these hours: were the hub shut and the practice open, it would go there first. */
export const under = (hours: OpeningHours): EConsultRules => {
  const { hubs, practices } = hubNetwork;
  const at = <T extends { readonly hours: OpeningHours }>(all: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
    Object.fromEntries(Object.entries(all).map(([key, each]) => [key, { ...each, hours }]));
  return inNetwork({ hubs: at(hubs), practices: at(practices) });
};

export const by = (who: Person, at: string) => ({ at, by: personOf(who) });
export const claimedBy = (who: Person, at = later(14)): EConsultEvent => ({ type: 'Claimed', ...by(who, at) });
export const offerOf = (who: Person, from: string, to: string, at: string): Offer => ({
  from,
  to,
  by: personOf(who),
  at,
  reason: 'faceToFace',
  asked: 'Please see in person',
  wantedBy: later(300),
  answers: to,
  spokenTo: undefined,
});
export const passedBack = (who: Person, from: string, to: string, at = later(16)): EConsultEvent => ({
  type: 'PassedBack',
  ...by(who, at),
  offer: offerOf(who, from, to, at),
});
export const accepted = (who: Person, at = later(18)): EConsultEvent => ({ type: 'Accepted', ...by(who, at) });
export const declined = (who: Person, at = later(18), text?: string): EConsultEvent => ({
  type: 'Declined',
  ...by(who, at),
  reason: 'noCapacity',
  text,
});
export const settledAt = (to: string, from?: Person, at = later(24)): EConsultEvent => ({
  type: 'Settled',
  ...by(petra, at),
  to,
  text: undefined,
  from,
});
export const rungs = (...people: readonly (readonly Person[])[]): readonly Rung[] =>
  (['dutyClinician', 'hubLead', 'clinicalLead'] as const).map((role, index) => ({ role, people: (people[index] ?? []).map(personOf) }));
export const escalated = (who: Person, ladder: readonly Rung[] = rungs([owen], [rhys], [petra]), at = later(15)): EConsultEvent => ({
  type: 'Escalated',
  ...by(who, at),
  reason: 'clinicalWorry',
  text: undefined,
  ladder,
  telephone: '01632 960000',
});
export const climbed = (at = later(25)): EConsultEvent => ({ type: 'EscalationClimbed', at });
export const questionTo = (who: Person, from: string, to: string, at = later(15)): EConsultEvent => ({
  type: 'QuestionAsked',
  ...by(who, at),
  from,
  to,
  text: 'Can you see them today?',
});
/** Received for the hub-first practice; at the hub, unless this says otherwise. Urgent, so that it can be raised and lowered. */
export const arrived = (more: Parameters<typeof received>[0] = {}): EConsultEvent =>
  received({ practice: ashgrove, priority: 'urgent', ...more });
export const atPractice = (more: Parameters<typeof received>[0] = {}): EConsultEvent =>
  arrived({ holder: ashgrove, shownIn: [ashgrove], ...more });
/** Offered to the practice and declined: two crossings. */
export const toAndFro = [
  arrived(),
  claimedBy(colleague),
  passedBack(colleague, hub, ashgrove),
  declined(practiceColleague),
] as const satisfies readonly EConsultEvent[];
export const underContract = [
  arrived(),
  claimedBy(colleague),
  passedBack(colleague, hub, ashgrove),
  accepted(practiceColleague),
] as const satisfies readonly EConsultEvent[];

type Pressed = Exclude<EConsultCommand['type'], 'receive'>;
type DetailsOf<V extends Pressed> = Omit<
  Extract<EConsultCommand, { type: V }>,
  'type' | 'hub' | 'id' | 'operation' | 'at' | 'by' | 'revision'
>;
/** What somebody asks for, forty minutes after it came unless this says otherwise. */
export const press = <V extends Pressed>(
  who: Person,
  type: V,
  details: DetailsOf<V>,
  more: { readonly at?: string; readonly revision?: number } = {},
): EConsultCommand =>
  ({ hub, id, operation: 'operation-1', at: later(40), by: person(who), ...more, type, ...details }) as unknown as EConsultCommand;
/** Words without anything of a patient in them. */
export const say = (text: string, checked = false) => ({ text, checked });
