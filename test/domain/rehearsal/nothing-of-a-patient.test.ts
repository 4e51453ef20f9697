// What is made up for a drill has nothing to do with a patient: no task is sent because of it, it is linked to nothing, and what is over is over.
import { expect, it } from 'vitest';
import { drawEConsult } from '../../../src/cards/econsult/card.ts';
import { followUpFields } from '../../../src/cards/econsult/follow-up-fields.ts';
import type { EConsultCommand } from '../../../src/domain/econsult/command.ts';
import { decide } from '../../../src/domain/econsult/decide.ts';
import { send } from '../../../src/domain/task/send.ts';
import { draft, minutesAfter, now } from '../../app/task/ground.ts';
import { elementsOf, verbsOf } from '../../cards/elements.ts';
import { states } from '../../cards/states.ts';
import { received, stateAfter } from '../../given.ts';
import { amara, larkfield, north, person, rules } from '../../people.ts';

const real = stateAfter(received());
const asked = (type: string, it: { id: string }, more: object) =>
  ({ type, hub: north, id: it.id, operation: 'op', at: minutesAfter(now, 60), by: person(amara), ...more }) as unknown as EConsultCommand;

it.each([
  ['link', states.madeUp, { to: real.id }],
  ['link', real, { to: states.madeUp.id }],
  ['notSamePatient', real, { to: states.madeUp.id, reason: 'otherPerson' }],
  ['reopen', states.madeUpDone, { reason: 'patientBack' }],
  ['reopen', states.madeUpOver, { reason: 'patientBack' }],
] as const)('%s is refused', (type, it, more) => {
  expect(decide(asked(type, it, more), it, rules)).toMatchObject({ refusal: { why: 'madeUp' } });
});

it('sends no task because of it, and offers none', () => {
  const command = {
    ...({ type: 'send', hub: north, id: 'T-AAAAAA', operation: 'op', at: now, by: person(amara), from: north, to: larkfield } as const),
    ...{ practice: larkfield, draft: draft(), knowingly: true },
  } as const;
  expect(send({ ...command, about: real.id }, rules)).toHaveProperty('events');
  expect(send({ ...command, about: states.madeUp.id }, rules)).toEqual({ refusal: { why: 'aboutMadeUp' } });
  const fields = followUpFields({ it: states.madeUp, rules, at: now, by: amara.id });
  expect(fields.map(({ id }) => id)).toEqual(['followUp']);
});

it('says on each of its cards that it is a drill, and has no button that is for patients alone', () => {
  for (const it of [states.madeUp, states.madeUpDone, states.madeUpOver]) {
    const { card, summary } = drawEConsult(it, { network: rules.network, at: it.holder, now });
    expect(summary).toContain('DRILL');
    const [headline] = elementsOf(card).filter(({ type }) => type === 'TextBlock' || type === 'TextRun');
    expect(JSON.stringify(headline)).toContain('DRILL');
    expect(verbsOf(card).map(({ verb }) => verb)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(task|link|notSamePatient|reopen)$/)]),
    );
  }
});
