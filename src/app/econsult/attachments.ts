// Photos and documents that came with a message: found in its original bytes, and told by their own first bytes.
import type { SubmissionText } from '../../domain/econsult/submission.ts';

export interface Attachment {
  /** From 1, in the order of the message. */
  readonly number: number;
  readonly kind: 'jpeg' | 'png' | 'pdf';
  readonly bytes: Buffer;
}

/** A message holds 2 MiB at most (`src/intake/routes.ts`); so many of its attachments are shown. */
export const attachmentsMax = 20;
/** Deeper than any message that intake takes. */
const depthMax = 100;

/** Those of all texts of one eConsult that can be shown; what is of another kind stays with the original message. */
export function attachmentsIn(texts: readonly SubmissionText[]): readonly Attachment[] {
  const found = texts.flatMap(({ original }) => (original.mediaType.includes('json') ? dataIn(parsed(original.base64), 0) : []));
  const kinds = found.flatMap((bytes) => {
    const kind = kindOf(bytes);
    return kind === undefined ? [] : [{ kind, bytes }];
  });
  return kinds.slice(0, attachmentsMax).map((each, index) => ({ number: index + 1, ...each }));
}

function parsed(base64: string): unknown {
  try {
    return JSON.parse(Buffer.from(base64, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}

/** FHIR's Attachment and Binary: a media type beside base64. */
function dataIn(value: unknown, depth: number): readonly Buffer[] {
  if (typeof value !== 'object' || value === null || depth > depthMax) return [];
  if (Array.isArray(value)) return value.flatMap((each: unknown) => dataIn(each, depth + 1));
  if ('contentType' in value && 'data' in value && typeof value.contentType === 'string' && typeof value.data === 'string')
    return [Buffer.from(value.data, 'base64')];
  return Object.values(value).flatMap((each: unknown) => dataIn(each, depth + 1));
}

/** By what it is, not by what the message calls it. */
function kindOf(bytes: Buffer): Attachment['kind'] | undefined {
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'jpeg';
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'png';
  return bytes.subarray(0, 5).toString('latin1') === '%PDF-' ? 'pdf' : undefined;
}
