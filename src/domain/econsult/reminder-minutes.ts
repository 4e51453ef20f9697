// How many minutes the clock waits for an answer, a claimant or a rung of the ladder before it reminds somebody, or asks the next.
import type { Priority } from '../terms.ts';

/**
 * For routine ones these are working minutes of whoever is asked (on a ladder, of the hub), for urgent ones minutes of the day. `claim`: how
 * long somebody has it before they are asked whether they still do.
 */
export const reminderMinutes: Readonly<Record<Priority, Readonly<Record<'offer' | 'question' | 'claim' | 'rung' | 'unclaimed', number>>>> =
  {
    routine: { offer: 60, question: 60, claim: 120, rung: 30, unclaimed: 240 },
    urgent: { offer: 20, question: 20, claim: 60, rung: 10, unclaimed: 10 },
    redFlag: { offer: 10, question: 10, claim: 30, rung: 5, unclaimed: 5 },
  };
