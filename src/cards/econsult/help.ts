// What the help says about the commands for eConsults.
import type { HelpLine } from '../help.ts';

export const econsultHelp = {
  queue: { usage: 'queue', says: 'What is open here, most urgent first.' },
  mine: { usage: 'mine', says: 'What you have, and what is meant for you.' },
  find: { usage: 'find K7M-4QX', says: 'Where one eConsult is and who has it.' },
  steps: { usage: 'do K7M-4QX', says: 'What you can do with one eConsult, where buttons open no dialog.' },
  history: { usage: 'history K7M-4QX', says: 'Everything that has happened to one eConsult.' },
  pull: { usage: 'pull K7M-4QX', says: 'Takes one that waits at a practice to the hub, for you.' },
  seen: {
    usage: 'seen K7M-4QX',
    says: 'Says that you have seen an escalation that you were asked about; also without the reference if it is the only one.',
  },
  views: { usage: 'views PRACTICE', says: 'Who from outside opened a practice\u2019s eConsults, and why.' },
  unplaced: { usage: 'unplaced', says: 'What came for a practice that is not known here.' },
} as const satisfies Readonly<Record<string, HelpLine>>;
