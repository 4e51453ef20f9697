// The eConsults that are made up for a drill: nobody real, and one of each sort that a hub meets on a Monday.
import type { PatientDetails, Submission } from '../econsult/submission.ts';
import { rehearsalIds } from '../reference.ts';
import type { AgeBand, EConsultId, Kind, OdsCode, Priority, Topic } from '../terms.ts';

interface MadeUp {
  readonly kind: Kind;
  readonly priority: Priority;
  readonly topic: Topic;
  readonly ageBand: AgeBand;
  readonly asked: string;
}
const all: readonly MadeUp[] = [
  {
    ...{ kind: 'clinical', priority: 'urgent', topic: 'Breathing', ageBand: '40 to 64' },
    asked: 'My asthma has been worse since last night and the blue inhaler helps for an hour only.',
  },
  {
    ...{ kind: 'clinical', priority: 'routine', topic: 'Skin', ageBand: '18 to 39' },
    asked: 'I have had an itchy patch on my arm for three weeks. It is not growing.',
  },
  {
    ...{ kind: 'clinical', priority: 'redFlag', topic: 'Pain or injury', ageBand: '65 to 79' },
    asked: 'I have a tight pain in my chest when I climb the stairs. It goes when I sit down. It began yesterday.',
  },
  {
    ...{ kind: 'clinicalAdmin', priority: 'routine', topic: 'Fit note', ageBand: '40 to 64' },
    asked: 'My fit note ends on Friday and I am not well enough to go back. Could it be extended?',
  },
  {
    ...{ kind: 'clinical', priority: 'routine', topic: 'Medicines', ageBand: '80 or over' },
    asked: 'Since the new water tablets I feel dizzy when I stand up. Should I go on with them?',
  },
  {
    ...{ kind: 'admin', priority: 'routine', topic: 'Letter or report', ageBand: '18 to 39' },
    asked: 'I need a letter about my vaccinations for a new job. When can I fetch it?',
  },
];

/** The id of the n-th one of a drill: the same each time it is asked for, so that none comes twice. */
export const madeUpId = (drill: string, number: number): EConsultId => rehearsalIds.drill.from('drill', `${drill}|${number}`, 0);

const patientOf = (what: string): PatientDetails => ({
  name: `Made Up ${what}`,
  also: [{ question: 'About this eConsult', answer: `It was made up ${what}. There is no such patient.` }],
});

/** The n-th one of a drill, or of what somebody learns with, as if this practice’s patient had sent it. */
export function madeUp(drill: string, number: number, practice: OdsCode, what = 'for a drill'): Submission {
  const { asked, ...facts } = all[number % all.length] ?? madeUpFirst;
  const words = JSON.stringify({ drill, number, asked });
  return {
    ...facts,
    sourceId: `${drill}|${number}`,
    contentHash: `made up|${drill}|${number}`,
    practiceCode: practice,
    byProxy: false,
    interpreterNeeded: false,
    identity: 'verified',
    nhsNumber: 'absent',
    noticed: [],
    flaggedAnswers: 0,
    text: {
      patient: patientOf(what),
      answers: [{ question: 'What would you like help with?', answer: asked }],
      original: { mediaType: 'application/json', base64: Buffer.from(words).toString('base64') },
    },
  };
}
const [madeUpFirst] = all as readonly [MadeUp, ...MadeUp[]];
