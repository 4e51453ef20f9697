// A hub with one person of every role and every lack, for the tests of what may happen to an eConsult; and histories that lead to each situation.

import type { EConsultCommand } from '../src/domain/econsult/command.ts';
import type { EConsultRules } from '../src/domain/econsult/decide.ts';
import type { EConsultEvent } from '../src/domain/econsult/event.ts';
import type { Offer } from '../src/domain/econsult/state.ts';
import type { Rung } from '../src/domain/network/ladder.ts';
import type { Network, StaffMember } from '../src/domain/network/state.ts';
import { type Person, personOf } from '../src/domain/terms.ts';
import type { OpeningHours } from '../src/domain/time/hours.ts';
import { englandHolidays } from './domain/time/days.ts';
import { id, later, received } from './given.ts';
import { full, hubCalled, member, north, person, practiceCalled, tenant } from './people.ts';

export const hub = north;
/** Hub-first. */
export const ashgrove = 'T90101';
/** Practice-first. */
export const birchway = 'T90102';

const both = full(ashgrove, birchway);
export const nadia = member('Dr Nadia Quill', [{ role: 'clinician', at: hub }], both);
export const owen = member('Dr Owen Sable', [{ role: 'dutyClinician', at: hub }], both);
export const petra = member('Dr Petra Lunn', [{ role: 'clinicalLead', at: hub }], both);
export const rhys = member('Rhys Tolland', [{ role: 'hubLead', at: hub }], both);
export const sena = member('Sena Maddox', [{ role: 'hubAdministrator', at: hub }], both);
export const tomas = member('Dr Tomas Gale', [{ role: 'practiceClinician', at: ashgrove }]);
export const una = member('Una Fenwick', [{ role: 'practiceAdministrator', at: ashgrove }]);
/** A clinician of the hub whom nobody has cleared for these practices. */
export const vera = member('Dr Vera Holt', [{ role: 'clinician', at: hub }]);
/** Cleared to read only. */
export const wren = member('Dr Wren Ashby', [{ role: 'clinician', at: hub }], [{ practice: ashgrove, capabilities: ['view'] }]);
/** Of another practice of the same hub. */
export const yusuf = member('Yusuf Carden', [{ role: 'practiceAdministrator', at: birchway }]);
/** The one who answers clinical ones there. */
export const xanthe = member('Dr Xanthe Pryor', [{ role: 'practiceClinician', at: birchway }]);
/** On no staff list. */
export const outsider: Person = { id: `${tenant}.00000000-0000-4000-8000-999999999998`, name: 'Zoe Nobody' };

/** Colleagues who have done what somebody else now looks at. */
export const colleague = member('Dr Kit Marlowe', [{ role: 'clinician', at: hub }], both);
export const practiceColleague = member('Dr Lena Orchard', [{ role: 'practiceClinician', at: ashgrove }]);

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
export const hubNetwork: Network = {
  hubs: { [hub]: hubCalled(hub, 'North Hub') },
  practices: {
    [ashgrove]: practiceCalled(ashgrove, 'Ashgrove Surgery', hub, 'hubFirst', 'hubFirst'),
    [birchway]: practiceCalled(birchway, 'Birchway Practice', hub, 'practiceFirst', 'practiceFirst'),
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
