// From a form's title or code to the closed words a shared card may show: never the sender's own text.

import { own } from '../domain/lookup.ts';
import { folded } from '../domain/names.ts';
import type { Kind, Topic } from '../domain/terms.ts';

export interface About {
  readonly kind: Kind;
  readonly topic: Topic;
}

/** eConsult's administrative request types, as its NHS App forms code them. */
const codes: Readonly<Record<string, About>> = {
  GEC_ADM_AD_ISSUE_REFERRAL: { kind: 'admin', topic: 'Referral' },
  GEC_ADM_AD_ISSUE_DISCUSSTESTS: { kind: 'clinicalAdmin', topic: 'Test results' },
  GEC_ADM_AD_ISSUE_SICKNOTE: { kind: 'clinicalAdmin', topic: 'Fit note' },
  GEC_ADM_AD_ISSUE_MATCERT: { kind: 'clinicalAdmin', topic: 'Letter or report' },
  GEC_ADM_AD_ISSUE_GPLETTER: { kind: 'admin', topic: 'Letter or report' },
  GEC_ADM_AD_ISSUE_MEDREPORT: { kind: 'clinicalAdmin', topic: 'Letter or report' },
  GEC_ADM_AD_ISSUE_MEDEXAM: { kind: 'clinicalAdmin', topic: 'Letter or report' },
  GEC_ADM_AD_ISSUE_OTHER: { kind: 'admin', topic: 'Other request' },
  GEC_ADM_AD_ISSUE_QUERY: { kind: 'admin', topic: 'General advice' },
};

/** Words of a form's title, most telling first. A mental-health form for children is mental health: that is who should look. */
const words: readonly (readonly [RegExp, Kind, Topic])[] = [
  [/\b(fit|sick) ?note|\bmed ?3\b|sickness certificate/, 'clinicalAdmin', 'Fit note'],
  [/\b(letter|report|certificate|medical exam)/, 'clinicalAdmin', 'Letter or report'],
  [/\b(test|blood|scan|x ?ray) results?|discuss (recent )?tests/, 'clinicalAdmin', 'Test results'],
  [/\brepeat prescription|\bmedication request|\bprescription request/, 'clinicalAdmin', 'Medicines'],
  [/\bmental health|\b(anxiety|depression|low mood|stress|self harm|insomnia|sleep)/, 'clinical', 'Mental health'],
  [/\b(child|baby|babies|infant|toddler|p(ae|e)diatric)/, 'clinical', 'Child health'],
  [
    /\bwom[ae]ns? ?health|\b(contracepti|menopaus|period|pregnan|vagina|breast|gyna?ecolog|cervical|smear)/,
    'clinical',
    'Women\u2019s health',
  ],
  [/\bm[ae]ns? ?health|\b(prostat|testic|erectile|penis)/, 'clinical', 'Men\u2019s health'],
  [/\b(skin|rash|eczema|acne|mole|psoriasis|wart)/, 'clinical', 'Skin'],
  [/\b(breath|asthma|cough|copd|chest infection|wheez|sore throat|cold and flu)/, 'clinical', 'Breathing'],
  [/\b(stomach|bowel|constipat|diarrh|abdom|heartburn|indigestion|ibs|nausea|vomit)/, 'clinical', 'Stomach or bowels'],
  [/\b(pain|injur|sprain|back ache|headache|migraine|joint)/, 'clinical', 'Pain or injury'],
  [/\b(medicines?|medication|prescription|pharmacy)/, 'clinical', 'Medicines'],
  [/\b(long term condition|ongoing condition|diabetes|blood pressure|hypertension|annual review)/, 'clinical', 'Ongoing condition'],
  [/\b(hospital|specialist) referral|\breferral (query|update|chase)/, 'admin', 'Referral'],
  [/\bappointment/, 'admin', 'Appointment'],
  [/\bgeneral advice|\bgec gen\b/, 'clinical', 'General advice'],
  [/\badmin(istrative)?\b|\bgec adm\b/, 'admin', 'Other request'],
];

/** A title longer than this is a text, not a title. */
const titleCharactersMax = 300;

/** The first known code among `coded`, else the first known words among `titles`; `undefined` when neither says anything. */
export function aboutOf(coded: readonly string[], titles: readonly string[]): About | undefined {
  for (const code of coded) {
    const about = own(codes, code.toUpperCase());
    if (about) return about;
  }
  for (const title of titles) {
    const plain = folded(title.slice(0, titleCharactersMax));
    const found = words.find(([pattern]) => pattern.test(plain));
    if (found) return { kind: found[1], topic: found[2] };
  }
  return undefined;
}

/** The kind if the sender does not say: clinical, because a clinician who looks at an administrative request does no harm. */
export const aboutUnknown: About = { kind: 'clinical', topic: 'Other request' };
