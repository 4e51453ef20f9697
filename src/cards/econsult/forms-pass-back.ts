// The forms of passing between the hub and a practice.

import { mayBeWantedBy, otherSide } from '../../domain/econsult/pass-back.ts';
import { declineList, passBackList } from '../../domain/econsult/reasons-and-outcomes.ts';
import { anybodyMayAnswer } from '../../domain/network/access.ts';
import { barredFromHub } from '../../domain/network/crossing.ts';
import { organisationName } from '../../domain/network/state.ts';
import { closesBefore } from '../../domain/network/time-before-closing.ts';
import { referenceOf } from '../../domain/reference.ts';
import type { OrganisationId } from '../../domain/terms.ts';
import { type Asking, type Choice, choice, type Form, listed, nameOf, notPersonal, timeChoice, timesOf, toggle, words } from '../fields.ts';
import { inert } from '../templates.ts';
import { declineWords, oneLine, passBackWords, plain, when, within } from '../words.ts';
import { nobodyMayWords } from './facts.ts';
import { followUpFields } from './follow-up-fields.ts';

/**
 * The times by which the receiver can be asked for it: those before the target by which it can do it, while there are any. The others are
 * not offered, and `unfit` says which and why.
 */
function fitting(to: OrganisationId, asking: Asking): { readonly whens: readonly Choice[]; readonly unfit: string } {
  const { target } = asking.it.deadlines;
  const all = timesOf(to, asking, mayBeWantedBy);
  const fit = all.filter(({ at }) => at <= target && closesBefore(asking.rules, to, asking.at, at) === undefined);
  const late = all.filter(({ at }) => at > target).map(({ words, at }) => `${within(words)} (${when(at)})`);
  if (fit.length === 0) return { whens: all.map(timeChoice), unfit: `They cannot do it by its target, ${when(target)}.` };
  return {
    whens: fit.map(timeChoice),
    unfit: late.length === 0 ? '' : `Not offered, because after the target, ${when(target)}: ${late.join('; ')}.`,
  };
}

export const passingForms: Readonly<Record<string, (asking: Asking) => Omit<Form, 'verb'>>> = {
  passBack: (asking) => {
    const { it, rules } = asking;
    const to = otherSide(it, it.holder) ?? it.hub;
    const name = nameOf(rules.network, to);
    const closes = closesBefore(rules, to, asking.at, it.deadlines.target);
    const { whens, unfit } = fitting(to, asking);
    // If it would be refused for any of the times offered, the form must offer to send it all the same.
    const mayClose = closes !== undefined || whens.some(({ value }) => closesBefore(rules, to, asking.at, value) !== undefined);
    const cannot = !anybodyMayAnswer(rules.network, it, to, asking.at);
    return {
      title: `Pass ${referenceOf(it.id)} to ${name}`,
      submit: 'Send',
      lines: [
        `${name} is asked to accept it; until they do, it stays ${nameOf(rules.network, it.holder)}\u2019s. The patient\u2019s clock goes on.`,
        ...(cannot ? [`⚠ ${nobodyMayWords(it.kind, to, rules.network)} It would wait there. You can keep it, or ring them.`] : []),
        ...(closes
          ? [
              `⚠ ${name} is closed, or closes before this could be done by its target${closes.opens ? `; it opens ${when(closes.opens)}` : ''}. You can keep it, want it later, or ring them.`,
            ]
          : []),
      ],
      fields: [
        choice('reason', 'Why?', 'Choose a reason', listed(passBackList.offered, passBackWords)),
        words('what', 'What do you ask of them?', true, 'Write what you ask of them'),
        {
          ...choice('wantedBy', 'By when?', 'Choose a time', whens),
          moves: true,
          hint: unfit,
          ...(whens.length === 1 && whens[0] ? { value: whens[0].value } : {}),
        },
        {
          ...choice(
            'answers',
            'Who answers the patient?',
            'Choose who answers the patient',
            [to, it.holder].map((organisation) => ({
              value: organisation,
              title: inert(oneLine(organisationName(rules.network, organisation))),
            })),
          ),
          value: to,
        },
        ...(it.priority === 'redFlag'
          ? [
              {
                kind: 'text',
                id: 'spokenTo',
                label: 'Red flag: whom have you spoken to there?',
                required: true,
                error: 'Speak to somebody there first, and write who it was',
                max: 100,
              } as const,
            ]
          : []),
        // What is asked beside it goes to the same place; more of it can be sent from its card.
        ...followUpFields({ ...asking, followUps: 1 }).filter(({ id }) => id !== 'another'),
        ...(cannot
          ? [toggle('knowingly', 'Send it all the same: I have seen to the patient', 'Nobody there may claim it')]
          : mayClose
            ? [toggle('knowingly', 'Send it although they close: I have seen to the patient', 'They close before it can be done')]
            : []),
        notPersonal,
      ],
    };
  },
  decline: ({ it, rules }) => ({
    title: `Decline ${referenceOf(it.id)}`,
    submit: 'Decline it',
    lines: [
      it.status === 'offered'
        ? `It goes back to ${nameOf(rules.network, it.offer.from)}, and ${plain(it.offer.by.name)} is told. To ask something first, press Ask instead.`
        : '',
    ],
    fields: [
      choice('reason', 'Why?', 'Choose a reason', listed(declineList.offered, declineWords)),
      words('words', 'Anything they should know', false),
      notPersonal,
    ],
  }),
  ask: ({ it }) => ({
    title: `Ask about ${referenceOf(it.id)}`,
    submit: 'Ask',
    lines: ['The other side sees your question on its card and answers there. It stays where it is.'],
    fields: [words('words', 'Your question', true, 'Write your question'), notPersonal],
  }),
  answer: ({ it }) => ({
    title: `Answer about ${referenceOf(it.id)}`,
    submit: 'Answer',
    // Which question it answers: another one may be asked before it is sent.
    ...(it.question ? { rest: it.question.at } : {}),
    lines: it.question ? [`${plain(it.question.by.name)} asks: ${plain(it.question.text)}`] : [],
    fields: [words('words', 'Your answer', true, 'Write your answer'), notPersonal],
  }),
  settle: ({ it, rules, at }) => ({
    title: `Settle who has ${referenceOf(it.id)}`,
    submit: 'Settle it',
    lines: ['Only the clinical lead can do this, and only once. It then stays there until it is answered.'],
    fields: [
      choice(
        'to',
        'Who has it?',
        'Choose who has it',
        [...(it.holder !== it.hub && barredFromHub(rules.network, it, at) ? [] : [it.hub]), ...(it.practice ? [it.practice] : [])].map(
          (organisation) => ({
            value: organisation,
            title: inert(oneLine(organisationName(rules.network, organisation))),
          }),
        ),
      ),
      words('words', 'Why', false),
      notPersonal,
    ],
  }),
  sendToHub: ({ it }) => ({
    title: `Send ${referenceOf(it.id)} to the hub`,
    submit: 'Send',
    lines: ['It waits at the hub from now on. The patient\u2019s clock goes on.'],
    fields: [words('words', 'Anything they should know', false), notPersonal],
  }),
};
