// The words of setting up: what each step is called, why it matters, and what is still missing.
import { own } from '../../domain/lookup.ts';
import { openPracticesOf } from '../../domain/network/closed.ts';
import type { Lack, Step, StepName } from '../../domain/network/setup-steps.ts';
import { type Network, organisationName, type Practice } from '../../domain/network/state.ts';
import { staffAt } from '../../domain/network/who-is-where.ts';
import { type Instant, kinds } from '../../domain/terms.ts';
import { stepWords as stageStepWords } from '../stage-words.ts';
import { capital, kindWords, plain, shortened } from '../words.ts';
import { contactRoleWords, dateWords, pathwayWords, weekWords } from './words.ts';

export const stateWords: Readonly<Record<Step['state'], string>> = { done: 'Done', missing: 'Still to do', usual: 'As usual' };

/** What each step is called, and why it matters. */
export const stepWords: Readonly<Record<StepName, { readonly title: string; readonly why: string }>> = {
  hub: { title: 'The hub', why: 'Its telephone number is on every card, for when nobody answers in Teams.' },
  hubChannel: { title: 'The hub\u2019s channel', why: 'What patients send to the hub comes up there.' },
  practices: { title: 'Practices', why: 'What comes for any other practice waits until a lead has looked at it.' },
  hubPeople: { title: 'People of the hub', why: 'Only people on the staff list can claim and answer.' },
  clearances: { title: 'Clearances', why: 'Without one, nobody of the hub may open or answer what a practice\u2019s patients send.' },
  hubContacts: { title: 'Contacts of the hub', why: 'They say whom to call when records or patient data are in trouble.' },
  records: { title: 'Record system', why: 'It says if each clinician needs a log-in at the practice.' },
  agreement: { title: 'Sharing agreement', why: 'Outside its dates nobody of the hub may work for these patients.' },
  hours: { title: 'Opening hours', why: 'Deadlines are counted in these hours.' },
  pathway: { title: 'Who gets it first', why: 'It says if the hub or the practice sees a request first.' },
  cutOff: { title: 'Cut-off', why: 'With one, the hub takes no more routine ones after that time of day.' },
  allocation: { title: 'Daily allocation', why: 'With one, further routine ones of a day stay at the practice.' },
  practiceContacts: { title: 'Contacts of the practice', why: 'They say whom to call when its records are in trouble.' },
  practicePeople: { title: 'People of the practice', why: 'Somebody there must take what the hub passes to them.' },
  practiceChannel: { title: 'The practice\u2019s channel', why: 'What the hub passes to the practice comes up there.' },
  stage: { title: 'Stage', why: 'It says from when on the practice takes part. Set it last.' },
};

/** What is still missing for a step, as a sentence each. */
export function lackWords(lack: Lack, network: Network, isFreeChannel: boolean): string {
  switch (lack.what) {
    case 'hub':
      return 'There is no hub yet.';
    case 'channel':
      return `No channel is chosen.${isFreeChannel ? '' : ' Write \u201csetup\u201d in the channel that it is to be.'}`;
    case 'practices':
      return 'There is no practice yet.';
    case 'clinician':
      return 'No clinician is on the list yet.';
    case 'practiceStaff':
      return 'Nobody who works there is on the list yet.';
    case 'access':
      return 'How the hub gets into its records is not said.';
    case 'agreement':
      return 'Its first and last day are not said.';
    case 'agreementOver':
      return `It ended on ${dateWords(lack.until)}.`;
    case 'cleared': {
      const names = lack.practices.map((code) => plain(organisationName(network, code)));
      return `No clinician of the hub may write in the records of ${shortened(names, namesShown)}.`;
    }
    case 'contacts':
      return `Missing: ${lack.roles.map((role) => contactRoleWords[role]).join(', ')}.`;
  }
}
const namesShown = 4;

/** How it is now, of a step that is done or as usual. */
export function standsWords({ name, of }: Step, network: Network, now: Instant): string {
  const hub = own(network.hubs, of);
  const practice = own(network.practices, of);
  switch (name) {
    case 'hub':
      return hub === undefined ? '' : `${plain(hub.name)}, ${plain(hub.telephone)}. ${weekWords(hub.hours.week)}.`;
    case 'hubChannel':
    case 'practiceChannel':
      return 'It has one.';
    case 'practices':
      return `${shortened(
        openPracticesOf(network, of, now).map((each) => `${plain(each.name)} (${plain(each.code)})`),
        namesShown,
      )}.`;
    case 'hubPeople':
    case 'practicePeople':
      return `${shortened(
        staffAt(network, of).map((member) => plain(member.name)),
        namesShown,
      )}.`;
    case 'clearances':
      return 'Somebody of the hub is cleared for each practice.';
    case 'hubContacts':
    case 'practiceContacts':
      return 'All of them are named.';
    case 'stage':
      return practice === undefined ? '' : stagesSet(practice);
    case 'records':
    case 'agreement':
    case 'hours':
    case 'pathway':
    case 'cutOff':
    case 'allocation':
      return practice === undefined ? '' : practiceStands(name, practice, network);
  }
}

/** `Off from Tue 1 Dec 2026, live from Mon 7 Dec 2026.` */
const stagesSet = ({ stages }: Practice): string =>
  stages === undefined ? 'Live.' : `${capital(stages.map((step) => `${stageStepWords(step)} from ${dateWords(step.from)}`).join(', '))}.`;

function practiceStands(
  name: 'records' | 'agreement' | 'hours' | 'pathway' | 'cutOff' | 'allocation',
  { recordSystem, recordAccess, agreement, hours, pathway, cutOff, allocation, hub, pcn, icb }: Practice,
  network: Network,
): string {
  switch (name) {
    case 'records': {
      const around = [pcn === undefined ? '' : ` PCN ${plain(pcn)}.`, icb === undefined ? '' : ` ICB ${plain(icb)}.`].join('');
      return `${plain(recordSystem)}, ${recordAccess === 'separate' ? 'with a log-in of its own' : 'from the hub\u2019s own system'}.${around}`;
    }
    case 'agreement':
      return agreement === undefined ? '' : `${dateWords(agreement.from)} to ${dateWords(agreement.until)}.`;
    case 'hours':
      return `${weekWords(hours.week)}.`;
    case 'pathway':
      return `${kinds.map((kind) => `${kindWords[kind]}: ${pathwayWords[pathway[kind]]}`).join('; ')}.`;
    case 'cutOff': {
      const ofHub = own(network.hubs, hub)?.cutOff;
      if (cutOff !== undefined) return `${plain(cutOff)}.`;
      return ofHub === undefined ? 'There is none.' : `${plain(ofHub)}, as at the hub.`;
    }
    case 'allocation':
      return allocation === undefined ? 'There is no limit.' : `${allocation} a day.`;
  }
}

/** What stands on the buttons, by the verb of the form that they open. */
export const setupButtons: Readonly<Record<string, string>> = {
  addHub: 'Begin the hub',
  setupChannel: 'It is this channel',
  addPractices: 'Add practices',
  addStaff: 'Add somebody',
  makeLike: 'Like a colleague\u2026',
  clearFor: 'Clear somebody',
  setHours: 'Opening hours',
  setContacts: 'Contacts',
  setRecords: 'Record system',
  setAgreement: 'Agreement',
  setPathway: 'Change who is first',
  setCutOff: 'Cut-off',
  setAllocation: 'Allocation',
  setStage: 'Stage',
  setupFor: 'Go on with this one',
};

export const setupTitles = {
  begin: 'Set up a hub',
  hub: (name: string): string => `Set up ${plain(name)}`,
  practice: (name: string, missing: number): string => `${plain(name)}: ${missing === 0 ? 'ready' : `${missing} still to do`}`,
} as const;
export const beginWords =
  'Begin with the hub: you become its first lead. You can stop at any time: write \u201csetup\u201d again, and it goes on from there.';
export const allDoneWords = 'Everything needed is set up. Look over what is as usual. Set the stage of each practice last.';
export const nextWords = (done: number, all: number, title: string, of: string, why: string): string =>
  `${done} of ${all} done. Next: ${title}${of === '' ? '' : ` (${of})`}. ${why}`;
export const whichHubWords = (hubs: readonly string[]): string => `Which hub? Please write, for example: setup ${hubs[0] ?? ''}`;
export const savedSetupWords = 'Saved.';
