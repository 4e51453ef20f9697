// The names of everything that is said about an eConsult beside its card; the words are in `cards/econsult`.
export const noticeNames = [
  'unplaced',
  'redFlagCame',
  'takenOver',
  'conflictingCopy',
  'withdrawn',
  'offered',
  'accepted',
  'declined',
  'takenBack',
  'nobodyThere',
  'question',
  'answered',
  'settled',
  'assigned',
  'handedOver',
  'raised',
  'escalated',
  'escalatedToYou',
  'acknowledged',
  'wrongPatient',
  'warned',
  'warnedElsewhere',
  'offerWaits',
  'questionWaits',
  'questionStillWaits',
  'claimQuiet',
  'claimStillQuiet',
  'holdRanOut',
  'taskCameBack',
  'disasterAsks',
] as const;
export type NoticeName = (typeof noticeNames)[number];

/** Said to a lead about what a practice has: what is found in one look is one list. */
export const heardTogether = ['warnedElsewhere', 'claimStillQuiet'] as const satisfies readonly NoticeName[];
