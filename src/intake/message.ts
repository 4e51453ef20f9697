// What a Bundle asks of us: a new referral, to take one back, or something that is no business of an online consultation.
import type { CodeableConcept, FhirResource, MessageHeader, ServiceRequest } from 'fhir/r4.d.ts';
import type { WithdrawalReason } from '../domain/econsult/state.ts';
import type { Fault } from './faults.ts';
import type { Contents, Found } from './fhir-bundle.ts';

export type Asked =
  | { readonly kind: 'new'; readonly focus: Found | undefined; readonly useCase: string | undefined }
  | { readonly kind: 'withdraw'; readonly focus: Found; readonly reason: WithdrawalReason }
  /** `status` 400: a combination the standard does not know; 422: one it knows and we do not serve. */
  | { readonly kind: 'refused'; readonly status: 400 | 422; readonly title: string; readonly faults: readonly Fault[] };

const refused = (status: 400 | 422, title: string, path: string, rule: string, code: Fault['code']): Asked => ({
  kind: 'refused',
  status,
  title,
  faults: [{ path, rule, code }],
});

const notServed = 'Only referrals of an online consultation are accepted here';
const unknownFlow = 'A combination of workflow values leads to no known workflow';

const eventSystems = ['https://fhir.nhs.uk/codesystem/message-events-bars', 'https://fhir.nhs.uk/codesystem/message-event-servicerequest'];
const reasonSystems = [
  'https://fhir.nhs.uk/codesystem/message-reason-bars',
  'https://fhir.nhs.uk/codesystem/message-reason-servicerequest',
];
const categorySystem = 'https://fhir.nhs.uk/codesystem/message-category-servicerequest';
const useCaseSystem = 'https://fhir.nhs.uk/codesystem/usecases-categories-bars';
const eventsKnown = ['servicerequest-response', 'booking-request', 'booking-response'];

/** `barsOnly`: at `$process-message`, where nothing but a BaRS message makes sense. */
export function askedOf(contents: Contents, barsOnly: boolean): Asked {
  const { type } = contents.bundle;
  if (type === 'message') return messageOf(contents, barsOnly);
  if (type === 'collection' && !barsOnly) return collectionOf(contents);
  const allowed = barsOnly ? 'message' : 'collection or message';
  return refused(422, notServed, 'Bundle.type', `Must be ${allowed}.`, 'not-supported');
}

/** A collection has no focus: its service request says what it is for, else its answers do. */
function collectionOf(contents: Contents): Asked {
  const focus = contents.of('ServiceRequest')[0] ?? contents.of('QuestionnaireResponse')[0];
  return focus ? byStatus(focus, undefined) : { kind: 'new', focus: undefined, useCase: undefined };
}

export const headerOf = (contents: Contents): Found<MessageHeader> | undefined => contents.of('MessageHeader')[0];

function messageOf(contents: Contents, barsOnly: boolean): Asked {
  const header = headerOf(contents);
  if (header === undefined || contents.all[0]?.resource !== header.resource)
    return refused(400, 'This is not a message', 'Bundle.entry[0]', 'The first entry of a message must be its MessageHeader.', 'invariant');
  const { eventCoding, focus, response } = header.resource;
  const ours = eventSystems.includes(eventCoding?.system?.toLowerCase() ?? '');
  const path = `${header.path}.eventCoding`;
  if (response !== undefined)
    return refused(422, notServed, `${header.path}.response`, 'Is the answer to a message; only requests are accepted.', 'not-supported');
  if (!ours) {
    const found = (focus ?? []).map((each) => contents.find(each, header));
    const answers = found[0]?.resource.resourceType === 'QuestionnaireResponse' && found.length === 1 ? found[0] : undefined;
    if (answers && !barsOnly) return byStatus(answers, undefined);
    return refused(422, notServed, path, 'Is not the event servicerequest-request of BaRS.', 'not-supported');
  }
  if (eventCoding?.code !== 'servicerequest-request') {
    const known = eventsKnown.includes(eventCoding?.code ?? '');
    return known
      ? refused(422, notServed, path, 'This event is not supported: bookings and responses are not received here.', 'not-supported')
      : refused(400, unknownFlow, path, 'Is not an event of BaRS.', 'invariant');
  }
  return referralOf(header, contents);
}

function referralOf(header: Found<MessageHeader>, contents: Contents): Asked {
  const targets = (header.resource.focus ?? []).map((each) => contents.find(each, header));
  const focus = targets.find((each): each is Found<ServiceRequest> => each?.resource.resourceType === 'ServiceRequest');
  if (focus === undefined)
    return refused(422, notServed, `${header.path}.focus`, 'Does not lead to a ServiceRequest in this message.', 'required');
  const [useCase] = codesIn(focus.resource.category, useCaseSystem);
  const asked = byStatus(focus, useCase);
  const all = [
    ...categoryFaults(focus, useCase),
    ...(asked.kind === 'refused' ? asked.faults : []),
    ...(asked.kind === 'withdraw' ? [] : reasonFaults(header)),
  ];
  if (all.length === 0) return asked;
  const isUnknown = all.some(({ code }) => code === 'invariant');
  return { kind: 'refused', status: isUnknown ? 400 : 422, title: isUnknown ? unknownFlow : notServed, faults: all };
}

function categoryFaults(focus: Found<ServiceRequest>, useCase: string | undefined): Fault[] {
  const category = codesIn(focus.resource.category, categorySystem);
  const path = `${focus.path}.category`;
  // Another message altogether, with use cases of its own.
  if (category.includes('validation'))
    return [{ path, rule: 'Validation requests are not supported: only referrals are.', code: 'not-supported' }];
  const faults: Fault[] = [];
  if (!category.includes('referral')) faults.push({ path, rule: 'Names neither referral nor validation.', code: 'invariant' });
  if (useCase === undefined) faults.push({ path, rule: 'Names no BaRS use case.', code: 'invariant' });
  else if (!/^a[1-5](t\d{1,2})?$/.test(useCase))
    faults.push({ path, rule: 'Is not one of the use cases a1 to a5.', code: 'not-supported' });
  return faults;
}

function reasonFaults(header: Found<MessageHeader>): Fault[] {
  const reasons = codesIn(header.resource.reason && [header.resource.reason], ...reasonSystems);
  const path = `${header.path}.reason`;
  if (reasons.includes('new')) return [];
  if (reasons.includes('update'))
    return [{ path, rule: 'Changing a referral is not supported: revoke it and send the whole as a new one.', code: 'not-supported' }];
  return [{ path, rule: 'Is not new, with a status that takes nothing back.', code: 'invariant' }];
}

const codesIn = (concepts: readonly CodeableConcept[] | undefined, ...systems: string[]): string[] =>
  (concepts ?? []).flatMap(({ coding }) =>
    (coding ?? []).flatMap(({ system, code }) =>
      code !== undefined && systems.includes(system?.toLowerCase() ?? '') ? [code.toLowerCase()] : [],
    ),
  );

/** `revoked`: was right and is no longer needed. `entered-in-error`: was never right. */
function byStatus(focus: Found, useCase: string | undefined): Asked {
  const status = statusOf(focus.resource);
  if (status === 'revoked') return { kind: 'withdraw', focus, reason: 'revoked' };
  if (status === 'entered-in-error') return { kind: 'withdraw', focus, reason: 'enteredInError' };
  const open = focus.resource.resourceType === 'ServiceRequest' ? status === 'active' : status === 'completed' || status === 'amended';
  if (open) return { kind: 'new', focus, useCase };
  return refused(
    422,
    notServed,
    `${focus.path}.status`,
    'Is not the status of a request that has been made and waits to be dealt with.',
    'not-supported',
  );
}

const statusOf = (resource: FhirResource): string | undefined =>
  resource.resourceType === 'ServiceRequest' || resource.resourceType === 'QuestionnaireResponse' ? resource.status : undefined;
