// What every message about a made-up eConsult says first.
interface Said {
  readonly text?: string;
  readonly summary: string;
}

/** The same message, of which nobody can think that a patient waits. */
export function drillSays<M extends Said>(message: M): M {
  const text = message.text === undefined ? {} : { text: `DRILL: ${message.text}` };
  return { ...message, ...text, summary: message.summary.startsWith('DRILL') ? message.summary : `DRILL: ${message.summary}` };
}
