// The words of this product as types: everything else is written in them.

/** A moment, as UTC ISO 8601 with milliseconds (`2026-11-25T09:14:00.000Z`): sorts as text, so it can stand in row keys. */
export type Instant = string;

/** A practice's ODS code in capitals, such as `A81001`; hubs have ids of the same shape of our own choosing. */
export type OdsCode = string;
export type HubId = string;
/** A hub's id or a practice's ODS code. */
export type OrganisationId = string;

/** An eConsult's id within its hub: its reference without the hyphen, such as `K7M4QX`. */
export type EConsultId = string;

/** A person: Microsoft Entra tenant id and object id joined by a full stop, taken from a signed activity and nowhere else. */
export type PersonId = string;

/** Identifies one request however often it is delivered: an invoke's activity id, an intake key, a due row. */
export type OperationId = string;

export const kinds = ['clinical', 'admin', 'clinicalAdmin'] as const;
export type Kind = (typeof kinds)[number];

/** In rising order of urgency. */
export const priorities = ['routine', 'urgent', 'redFlag'] as const;
export type Priority = (typeof priorities)[number];

export const pathways = ['practiceFirst', 'hubFirst'] as const;
export type Pathway = (typeof pathways)[number];

export const roles = [
  'clinician',
  'dutyClinician',
  'clinicalLead',
  'hubLead',
  'hubAdministrator',
  'practiceAdministrator',
  'practiceClinician',
] as const;
export type Role = (typeof roles)[number];

/** What somebody may do in a practice's record: read it, write in it, prescribe, book appointments. */
export const capabilities = ['view', 'write', 'prescribe', 'book'] as const;
export type Capability = (typeof capabilities)[number];

/** Whether the sender matched the patient to a national record. */
export const identities = ['verified', 'unverified', 'notFound'] as const;
export type Identity = (typeof identities)[number];

/**
 * The broad subjects a shared card may show. A fixed list, because what senders and patients write may contain a symptom or a name, which
 * colleagues in the channel need not read.
 */
export const topics = [
  'General advice',
  'Ongoing condition',
  'Medicines',
  'Test results',
  'Fit note',
  'Letter or report',
  'Referral',
  'Mental health',
  'Skin',
  'Breathing',
  'Pain or injury',
  'Stomach or bowels',
  'Women\u2019s health',
  'Men\u2019s health',
  'Child health',
  'Appointment',
  'Other request',
] as const;
export type Topic = (typeof topics)[number];

export const ageBands = [
  'under 1',
  '1 to 4',
  '5 to 11',
  '12 to 17',
  '18 to 39',
  '40 to 64',
  '65 to 79',
  '80 or over',
  'age not known',
] as const;
export type AgeBand = (typeof ageBands)[number];

/** Who does something: a person, a sending system, or the clock. */
export type Actor =
  | { readonly kind: 'person'; readonly id: PersonId; readonly name: string }
  | { readonly kind: 'sender'; readonly caller: string }
  | { readonly kind: 'clock' };

/** A person as remembered in events and shown on cards. */
export interface Person {
  readonly id: PersonId;
  readonly name: string;
}

/** Only the person, from something that has more fields, so that events do not store the rest. */
export const personOf = ({ id, name }: Person): Person => ({ id, name });

/**
 * Where a message goes: an organisation's channel (`org.A81001`) or a person's chat (`person.<tenant>.<object id>`). Which Teams
 * conversation that is gets looked up when it is sent, so that an organisation can be given another channel while messages wait.
 */
export type Address = `org.${string}` | `person.${string}`;

export const channelOf = (organisation: OrganisationId): Address => `org.${organisation}`;
/** The name under which an organisation's test channel is kept: what is learned or watched in shadow is shown there, and nothing else. */
export const testChannelName = (organisation: OrganisationId): string => `${organisation}${testEnding}`;
const testEnding = '.test';
export const testChannelOf = (organisation: OrganisationId): Address => `org.${testChannelName(organisation)}`;
/** The name under which the channel of an address is kept. */
export const channelNameOf = (to: string): string => to.slice(to.indexOf('.') + 1);
export const chatOf = (person: PersonId): Address => `person.${person}`;
/** Whether an address is an organisation's channel; every other is a person's chat. */
export const isChannel = (to: string): boolean => to.startsWith('org.');
/** Whether it is one in which only what is learned from or watched in shadow is shown. */
export const isTestChannel = (to: string): boolean => isChannel(to) && to.endsWith(testEnding);
/** Whose an address is: the organisation of a channel, the person of a chat. */
export const ownerOf = (to: string): OrganisationId | PersonId =>
  isTestChannel(to) ? channelNameOf(to).slice(0, -testEnding.length) : channelNameOf(to);
/** The person whom an Entra tenant and an object id in it name, as signed tokens and activities say them, in any case of letters. */
export const personId = (tenantId: string, objectId: string): PersonId => `${tenantId}.${objectId}`.toLowerCase();
/** The Entra tenant of a person and their object id in it. */
export const entraOf = (person: PersonId): { readonly tenantId: string; readonly objectId: string } => ({
  tenantId: person.slice(0, person.indexOf('.')),
  objectId: person.slice(person.indexOf('.') + 1),
});

/** Order of sending: 0 urgent, 1 a person's press, 2 bulk. */
export type SendClass = 0 | 1 | 2;
