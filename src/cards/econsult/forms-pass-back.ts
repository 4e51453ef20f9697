// The forms of passing between the hub and a practice.

import { closesBefore, mayBeWantedBy, otherSide } from '../../domain/econsult/pass-back.ts';
import { declineReasons, passBackReasons } from '../../domain/econsult/state.ts';
import { anybodyMayAnswer } from '../../domain/network/access.ts';
import { organisationName } from '../../domain/network/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import { type Asking, choice, type Form, listed, nameOf, notPersonal, times, toggle, words } from '../fields.ts';
import { inert } from '../templates.ts';
import { declineWords, oneLine, passBackWords, plain, when } from '../words.ts';
import { nobodyMayWords } from './facts.ts';

export const passingForms: Readonly<Record<string, (asking: Asking) => Omit<Form, 'verb'>>> = {
  passBack: (asking) => {
    const { it, rules } = asking;
    const to = otherSide(it, it.holder) ?? it.hub;
    const name = nameOf(rules.network, to);
    const closes = closesBefore(rules, to, asking.at, it.deadlines.target);
    const whens = times(to, asking, mayBeWantedBy);
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
        choice('reason', 'Why?', listed(passBackReasons, passBackWords)),
        words('what', 'What do you ask of them?', true),
        { ...choice('wantedBy', 'By when?', whens), moves: true },
        choice(
          'answers',
          'Who answers the patient?',
          [to, it.holder].map((organisation) => ({
            value: organisation,
            title: inert(oneLine(organisationName(rules.network, organisation))),
          })),
        ),
        ...(it.priority === 'redFlag'
          ? [
              {
                kind: 'text',
                id: 'spokenTo',
                label: 'Red flag: whom have you spoken to there?',
                required: true,
                error: 'Please speak to somebody first, and write who it was.',
                max: 100,
              } as const,
            ]
          : []),
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
      choice('reason', 'Why?', listed(declineReasons, declineWords)),
      words('words', 'Anything they should know', false),
      notPersonal,
    ],
  }),
  ask: ({ it }) => ({
    title: `Ask about ${referenceOf(it.id)}`,
    submit: 'Ask',
    lines: ['The other side sees your question on its card and answers there. It stays where it is.'],
    fields: [words('words', 'Your question', true), notPersonal],
  }),
  answer: ({ it }) => ({
    title: `Answer about ${referenceOf(it.id)}`,
    submit: 'Answer',
    // Which question it answers: another one may be asked before it is sent.
    ...(it.question ? { rest: it.question.at } : {}),
    lines: it.question ? [`${plain(it.question.by.name)} asks: ${plain(it.question.text)}`] : [],
    fields: [words('words', 'Your answer', true), notPersonal],
  }),
  settle: ({ it, rules }) => ({
    title: `Settle who has ${referenceOf(it.id)}`,
    submit: 'Settle it',
    lines: ['Once, by the clinical lead: it stays there until it is answered.'],
    fields: [
      choice(
        'to',
        'Who has it?',
        [it.hub, ...(it.practice ? [it.practice] : [])].map((organisation) => ({
          value: organisation,
          title: inert(oneLine(organisationName(rules.network, organisation))),
        })),
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
