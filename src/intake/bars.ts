// The NHS Booking and Referral Standard at the wire: its headers, its answer to a referral that was taken in.
import type { Bundle, FhirResource, MessageHeader, ServiceRequest } from 'fhir/r4.d.ts';
import type { HttpAnswer, HttpRequest } from '../app/http.ts';
import { own } from '../domain/lookup.ts';
import type { Instant } from '../domain/terms.ts';
import { type Fault, type Problem, refuse, refuseFor } from './faults.ts';
import type { Contents } from './fhir-bundle.ts';
import { barsVersion } from './media.ts';
import { headerOf } from './message.ts';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const headers = { 'x-request-id': 'X-Request-ID', 'x-correlation-id': 'X-Correlation-ID' } as const;

/** The sender's ids to be mirrored back; one that is no GUID could be anything and is not repeated. */
export const mirrored = (request: Pick<HttpRequest, 'headers'>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([key, name]) => {
      const value = own(request.headers, key);
      return value !== undefined && guid.test(value) ? [[name, value]] : [];
    }),
  );

/** What is wrong with the headers, if anything. */
export function headerProblem(request: Pick<HttpRequest, 'headers'>): Problem | undefined {
  const faults = Object.entries(headers).flatMap(([key, name]): Fault[] => {
    const value = own(request.headers, key);
    if (value === undefined) return [{ path: name, rule: 'This header is missing.', code: 'required' }];
    return guid.test(value) ? [] : [{ path: name, rule: 'This header is not a GUID.', code: 'value' }];
  });
  if (faults.length > 0) return refuse(400, 'The request cannot be told apart from others', faults);
  const version = barsVersion(request.headers['content-type'] ?? '') ?? '1';
  return version === '1'
    ? undefined
    : refuseFor(422, 'This version of BaRS is not supported', 'not-supported', 'The version in Content-Type is not 1.');
}

export interface Reply {
  readonly contents: Contents;
  /** Our reference for it, such as `K7M-4QX`. */
  readonly reference: string;
  /** The id this submission is known by here. */
  readonly sourceId: string;
  readonly status: 'active' | 'revoked' | 'entered-in-error';
  readonly now: Instant;
  readonly newId: () => string;
}

/**
 * The response message: `response.identifier` is the id of the Bundle it answers. Its ServiceRequest carries our reference, and an
 * id by which the sender can cancel it later. Nothing of the patient goes back.
 */
export function responseMessage(reply: Reply): Bundle<FhirResource> {
  const request = headerOf(reply.contents)?.resource;
  const focus = reply.contents.of('ServiceRequest')[0]?.resource;
  const url = `urn:uuid:${reply.newId()}`;
  const destination = request?.source.endpoint;
  const header: MessageHeader = {
    resourceType: 'MessageHeader',
    id: reply.newId(),
    meta: { profile: ['https://fhir.nhs.uk/StructureDefinition/BARSMessageHeader-servicerequest-response'] },
    eventCoding: { system: 'https://fhir.nhs.uk/CodeSystem/message-events-bars', code: 'servicerequest-response' },
    ...(destination === undefined ? {} : { destination: [{ endpoint: destination }] }),
    source: { name: 'eHub for Teams', software: 'eHub for Teams', endpoint: request?.destination?.[0]?.endpoint ?? 'urn:ehub-for-teams' },
    ...(request?.reason ? { reason: request.reason } : {}),
    response: { identifier: reply.contents.bundle.id ?? reply.sourceId, code: 'ok' },
    focus: [{ reference: url }],
    definition: 'https://fhir.nhs.uk/MessageDefinition/bars-message-servicerequest-response-referral',
  };
  const received: ServiceRequest = {
    resourceType: 'ServiceRequest',
    id: reply.sourceId,
    meta: { profile: ['https://fhir.nhs.uk/StructureDefinition/BARSServiceRequest-request-referral'] },
    identifier: [{ system: 'urn:ehub-for-teams:reference', value: reply.reference }],
    status: reply.status,
    intent: 'plan',
    ...(focus?.category ? { category: focus.category } : {}),
    subject: { type: 'Patient', display: 'The patient of the message this answers' },
  };
  return {
    resourceType: 'Bundle',
    id: reply.newId(),
    meta: { lastUpdated: reply.now, profile: ['https://fhir.nhs.uk/StructureDefinition/BARSBundleMessage'] },
    type: 'message',
    timestamp: reply.now,
    entry: [
      { fullUrl: `urn:uuid:${header.id}`, resource: header },
      { fullUrl: url, resource: received },
    ],
  };
}

/** An answer with the sender's ids on it, as every answer of BaRS has. */
export const withIds = (answer: HttpAnswer, request: Pick<HttpRequest, 'headers'>): HttpAnswer => ({
  ...answer,
  headers: { ...answer.headers, ...mirrored(request) },
});
