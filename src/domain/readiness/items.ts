// What must be settled before a practice goes live: the guidance's four steps for an eHub, question by question.

/** The record, the pathway, the policies, the contacts: in the order in which a federation settles them. */
export const readinessSteps = ['record', 'pathway', 'policies', 'contacts'] as const;
export type ReadinessStep = (typeof readinessSteps)[number];

/**
 * Who answers: `product` from what is set here, whatever anyone says; `people` where only they can know; `evidence`: people, with a link to or a
 * reference of the paper that says so.
 */
export type AnsweredBy = 'product' | 'people' | 'evidence';

const all = {
  recordAccess: ['record', 'people'],
  maySeeRecord: ['record', 'product'],
  mayWriteRecord: ['record', 'product'],
  mayPrescribe: ['record', 'product'],
  mayBook: ['record', 'product'],
  loginsFit: ['record', 'product'],
  pathwayAgreed: ['pathway', 'people'],
  responseTime: ['pathway', 'people'],
  allocation: ['pathway', 'people'],
  whoAnswers: ['pathway', 'people'],
  fitNotes: ['pathway', 'people'],
  cutOff: ['pathway', 'people'],
  appointmentBook: ['pathway', 'people'],
  sameProcess: ['pathway', 'people'],
  openingHours: ['pathway', 'product'],
  channel: ['pathway', 'product'],
  disasterBuddy: ['pathway', 'product'],
  drill: ['pathway', 'product'],
  dataSharing: ['policies', 'evidence'],
  impactAssessment: ['policies', 'evidence'],
  clinicalSafety: ['policies', 'evidence'],
  operatingProcedure: ['policies', 'evidence'],
  safeguarding: ['policies', 'evidence'],
  prescribing: ['policies', 'evidence'],
  complaints: ['policies', 'evidence'],
  continuity: ['policies', 'evidence'],
  indemnity: ['policies', 'evidence'],
  recordSystemSupplier: ['contacts', 'product'],
  siro: ['contacts', 'product'],
  caldicottGuardian: ['contacts', 'product'],
  dataProtectionOfficer: ['contacts', 'product'],
  clinicalGovernanceLead: ['contacts', 'product'],
} as const satisfies Readonly<Record<string, readonly [ReadinessStep, AnsweredBy]>>;

export type ReadinessItem = keyof typeof all;
type AnsweredByOf<By extends AnsweredBy> = { [Item in ReadinessItem]: (typeof all)[Item][1] extends By ? Item : never }[ReadinessItem];
export type ProductItem = AnsweredByOf<'product'>;
export type PeopleItem = AnsweredByOf<'people' | 'evidence'>;

/** In the order in which they are asked. */
export const readinessItems = Object.keys(all) as readonly ReadinessItem[];
export const stepOf = (item: ReadinessItem): ReadinessStep => all[item][0];
export const answeredBy = (item: ReadinessItem): AnsweredBy => all[item][1];
export const isProductItem = (item: ReadinessItem): item is ProductItem => answeredBy(item) === 'product';
/** `undefined`: there is no such item. */
export const itemCalled = (name: string): ReadinessItem | undefined => readinessItems.find((item) => item === name);
