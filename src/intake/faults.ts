// What is wrong with a request, in words that name places and rules but never a patient's data, in both formats senders read.
import { type HttpAnswer, json } from '../app/http.ts';

/** HL7 R4 issue types (hl7.org/fhir/R4/valueset-issue-type.html) that we answer with. */
export type IssueCode =
  | 'invalid'
  | 'structure'
  | 'required'
  | 'value'
  | 'invariant'
  | 'not-supported'
  | 'duplicate'
  | 'conflict'
  | 'not-found'
  | 'forbidden'
  | 'security'
  | 'too-long'
  | 'processing'
  | 'timeout'
  | 'transient';

export interface Fault {
  /** Where, such as `Bundle.entry[2].resource.name[0].prefix` or `answers[3].question`; `undefined` for the request as a whole. */
  readonly path?: string;
  /** The rule that is not kept, in words. */
  readonly rule: string;
  readonly code: IssueCode;
}

export interface Problem {
  readonly status: number;
  /** What happened, in a few words. */
  readonly title: string;
  /** What it means for the patient's request and what to do next. */
  readonly detail: string;
  readonly faults: readonly Fault[];
  readonly headers?: Readonly<Record<string, string>>;
}

/** Enough to put right in one go; the rest is counted, so that an answer cannot be made larger than its question. */
export const faultsShownMax = 50;

/** How a door says that something is wrong. */
export type Say = (problem: Problem, newId: () => string) => HttpAnswer;

/** RFC 9457 problem details, for our own JSON. */
export const asProblemJson: Say = (problem) => {
  const shown = problem.faults.slice(0, faultsShownMax).map(({ path, rule }) => ({ ...(path === undefined ? {} : { path }), rule }));
  const more = problem.faults.length - shown.length;
  const { status, title, detail } = problem;
  const body = { type: 'about:blank', title, status, detail, faults: shown, ...(more > 0 ? { moreFaults: more } : {}) };
  return json(status, body, { ...problem.headers, 'content-type': 'application/problem+json; charset=utf-8' });
};

/** The error codes that NHS BaRS receivers answer with; spelt `Codesystem` as the published examples do. */
const barsSystem = 'https://fhir.nhs.uk/Codesystem/http-error-codes';
const barsCodes: Readonly<Record<number, string>> = {
  400: 'REC_BAD_REQUEST',
  401: 'REC_UNAUTHORIZED',
  403: 'REC_FORBIDDEN',
  404: 'REC_NOT_FOUND',
  408: 'REC_TIMEOUT',
  409: 'REC_CONFLICT',
  413: 'REC_BAD_REQUEST',
  415: 'REC_BAD_REQUEST',
  422: 'REC_UNPROCESSABLE_ENTITY',
  425: 'REC_TOO_EARLY',
  500: 'REC_SERVER_ERROR',
  503: 'REC_SERVICE_UNAVAILABLE',
};

/** A FHIR R4 `OperationOutcome`, coded as BaRS receivers do; every issue stands for one fault. */
export const asOutcome: Say = (problem, newId) => {
  const coding = [{ system: barsSystem, code: barsCodes[problem.status] ?? 'REC_SERVER_ERROR' }];
  const issue = problem.faults.slice(0, faultsShownMax).map((fault) => ({
    severity: 'error',
    code: fault.code,
    details: { coding, text: problem.title },
    diagnostics: `${fault.path === undefined ? '' : `${fault.path}: `}${fault.rule} ${problem.detail}`,
    ...(fault.path === undefined ? {} : { expression: [fault.path] }),
  }));
  const more = problem.faults.length - issue.length;
  const rest = { severity: 'information', code: 'informational', diagnostics: `${more} more faults of the same kinds are not listed.` };
  const outcome = { resourceType: 'OperationOutcome', id: newId(), issue: more > 0 ? [...issue, rest] : issue };
  return json(problem.status, outcome, { ...problem.headers, 'content-type': 'application/fhir+json; charset=utf-8' });
};

const nothingKept = 'Nothing was kept: the patient\u2019s request has not reached the hub.';

/** Nothing of it was kept; the sender puts it right and sends again. */
export const refuse = (status: number, title: string, faults: readonly Fault[], next = 'Put it right and send it again.'): Problem => ({
  status,
  title,
  detail: `${nothingKept} ${next}`,
  faults,
});

/** A refusal with one reason. */
export const refuseFor = (status: number, title: string, code: IssueCode, rule: string, next?: string): Problem =>
  refuse(status, title, [{ rule, code }], next);
