// What is said of the typed word `doctor`, and to whoever may not ask for it.
import type { HelpLine } from '../help.ts';

export const doctorTitle = 'Doctor';
export const doctorForLeads = 'This needs a hub lead or hub administrator. Nothing was done.';
export const doctorHelp: HelpLine = {
  usage: 'doctor',
  says: 'Whether eHub itself is well, link by link, and what to do where it is not.',
};
