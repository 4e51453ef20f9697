// What the help says about the commands for eConsults.
import type { HelpLine } from '../help.ts';

export const econsultHelp = {
  find: { usage: 'find K7M-4QX', says: 'Where one eConsult is and who has it.' },
  steps: { usage: 'do K7M-4QX', says: 'What you can do with one eConsult, where buttons open no dialog.' },
  history: { usage: 'history K7M-4QX', says: 'Everything that has happened to one eConsult.' },
  pull: { usage: 'pull K7M-4QX', says: 'Takes one that waits at a practice to the hub, for you.' },
  seen: {
    usage: 'seen K7M-4QX',
    says: 'Says that you have seen an escalation that you were asked about; also without the reference if it is the only one.',
  },
  views: { usage: 'views PRACTICE', says: 'Who from outside opened a practice\u2019s eConsults, and why.' },
} as const satisfies Readonly<Record<string, HelpLine>>;
