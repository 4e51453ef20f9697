// What every message about a made-up eConsult says first.
import { rehearsalMark, rehearsedFor } from '../../domain/reference.ts';
import type { EConsultId } from '../../domain/terms.ts';

interface Said {
  readonly text?: string;
  readonly summary: string;
}

/** The same message, of which nobody can think that a patient waits. */
export function markSays<M extends Said>(id: EConsultId, message: M): M {
  const mark = rehearsalMark[rehearsedFor(id) ?? 'drill'];
  const text = message.text === undefined ? {} : { text: `${mark}: ${message.text}` };
  return { ...message, ...text, summary: message.summary.startsWith(mark) ? message.summary : `${mark}: ${message.summary}` };
}
