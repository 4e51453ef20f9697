// What the help says about the commands for the network.
import type { HelpLine } from '../help.ts';

export const networkHelp = {
  who: { usage: 'who PRACTICE', says: 'Who is cleared for a practice, those on shift first.' },
  practice: { usage: 'practice PRACTICE', says: 'Hours, pathway, agreement and contacts of a practice.' },
  pathway: { usage: 'pathway PRACTICE', says: 'Who gets which kind first.' },
  staff: { usage: 'staff', says: 'Who works here, and what they are cleared for.' },
  pathwayTry: { usage: 'pathway try PRACTICE practiceFirst', says: 'What a change would have moved in the last days.' },
  manage: { usage: 'manage PRACTICE', says: 'Changes staff, clearances, hours, pathways, agreements and contacts.' },
  stage: { usage: 'stage PRACTICE', says: 'How far a practice has come: off, shadow, limited or live.' },
  setup: { usage: 'setup', says: 'Sets up a hub and its practices, step by step, and goes on where it stopped.' },
  channel: { usage: 'channel', says: 'Makes this channel a hub\u2019s or a practice\u2019s.' },
} as const satisfies Readonly<Record<string, HelpLine>>;
