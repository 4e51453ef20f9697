// What the doctor says of settings, store and clock: what the program stands on.
import type { Found } from '../../domain/doctor/finding.ts';
import type { WordsFor } from './writing.ts';

type About = Extract<Found, 'placeholders' | 'contactsNotLinked' | `settings${string}` | `store${string}` | `clock${string}`>;

const nothingComes = 'Nothing can be received, claimed or sent: senders are told to send again, and nothing that was accepted is lost.';

export const ofStore: WordsFor<About> = {
  contactsNotLinked: () => ({
    says: 'There is no key by which a patient\u2019s earlier contacts are found again.',
    means: 'Nobody is told that a patient has asked before, so one who asks for the third time looks like any other.',
    todo: 'Set EHUB_CONTACT_KEYS (.github/RUNNING.md) and start eHub again.',
  }),
  settingsFit: () => ({ says: 'All settings can be read, and none holds an example any more.' }),
  settingsFaulty: (finding, { text }) => ({
    says: finding.faults.map((fault) => `${text(fault).replace(/[.:]?$/, '.')}`).join(' '),
    means: 'The program does not start with these, so no request reaches anybody.',
    todo: 'Set what is named and look again.',
  }),
  placeholders: (finding) => ({
    says: `Still an example: ${finding.names.join(', ')}.`,
    means: 'With an example in its place the program works on nothing real: no request reaches anybody.',
    todo: 'Take the values from the outputs of the deployment.',
  }),
  storeWrites: () => ({ says: 'A row was written, read and removed.' }),
  storeNetwork: () => ({
    says: 'The storage account refuses us by its network rules (403 AuthorizationFailure).',
    means: nothingComes,
    todo: 'The role is not the matter. In the storage account open Networking and allow the network this program runs in, or see that its private endpoint and DNS zone are in place.',
  }),
  storeRole: () => ({
    says: 'The identity may not work on the tables (403 AuthorizationPermissionMismatch).',
    means: nothingComes,
    todo: 'A role that has just been given can take 30 minutes: wait that long first. Then see that the identity this program runs under has the role Storage Table Data Contributor on the account.',
  }),
  storeKey: () => ({
    says: 'The storage account does not accept our signature (403 AuthenticationFailed).',
    means: nothingComes,
    todo: 'See that the key in EHUB_STORAGE_CONNECTION is the account\u2019s, that shared keys are allowed there if one is used, and that this machine\u2019s clock is right.',
  }),
  storeIdentity: () => ({
    says: 'There is no identity here with which to sign in to the storage account.',
    means: nothingComes,
    todo: 'See that the managed identity is assigned to this program, and that AZURE_CLIENT_ID names it where there are several.',
  }),
  storeTables: () => ({
    says: 'The storage account answers, but our tables are not there.',
    means: 'The program makes them when it starts for the first time: until then nothing can be received.',
    todo: 'Start the program. If it has run here before, see that EHUB_TABLE_PREFIX and the account are the same as then.',
  }),
  storeUnreadable: (finding, { text }) => ({ says: text(finding.words), means: nothingComes, todo: 'Do as it says, then look again.' }),
  storeAway: (finding, { text }) => ({
    says: `The store cannot be reached (${text(finding.because)}).`,
    means: nothingComes,
    todo: 'See that the account\u2019s address is spelt right, that the account is there, and that this network can reach it.',
  }),
  clockRight: () => ({ says: 'This machine\u2019s clock agrees with another one to within five seconds.' }),
  clockApart: (finding) => ({
    says: `This machine\u2019s clock is ${secondsOf(finding.aheadMs)} ${finding.aheadMs > 0 ? 'ahead' : 'behind'}.`,
    means:
      'Warnings and deadlines come that much too early or too late, and beyond five minutes Teams and senders are not believed any more.',
    todo: 'Turn time synchronisation on for this machine.',
  }),
};

const secondsOf = (ms: number): string => {
  const seconds = Math.round(Math.abs(ms) / 1_000);
  return seconds < 120 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`;
};
