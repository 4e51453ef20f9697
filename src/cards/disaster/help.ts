// The lines about disasters in the help.
import type { HelpLine } from '../help.ts';

/** What is typed for a drill, as the command that it is. */
export const drillTyped = 'disaster drill';

export const disasterHelp = {
  disaster: { usage: 'disaster', says: 'What is in force. Leads start one here, and a second lead confirms.' },
  drills: { usage: 'drills', says: 'When each organisation last practised, and who there last did anything.' },
  checkin: { usage: 'checkin D-K7M-4QX', says: 'Enters what was done on paper while Teams was away. For leads.' },
  find: { usage: 'find D-K7M-4QX', says: 'Shows a disaster by its reference.' },
  history: { usage: 'history D-K7M-4QX', says: 'What was done in a disaster, by whom and when.' },
} as const satisfies Readonly<Record<string, HelpLine>>;
