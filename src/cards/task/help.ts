// The lines about tasks in the help.
import type { HelpLine } from '../help.ts';

export const taskHelp = {
  tasks: { usage: 'tasks', says: 'What is asked of us, and what we wait for.' },
  task: { usage: 'task PRACTICE', says: 'Sends a task to a practice; from a practice, to the hub.' },
  round: { usage: 'task all', says: 'Sends the same task to several practices.' },
  find: { usage: 'find T-K7M-4QX', says: 'Shows a task by its reference.' },
  history: { usage: 'history T-K7M-4QX', says: 'What has happened to a task.' },
} as const satisfies Readonly<Record<string, HelpLine>>;
