// What cards say of a patient's other contacts, and to whom.
import { describe, expect, it } from 'vitest';
import { drawEConsult } from '../../../src/cards/econsult/card.ts';
import { contactsLine, mayKnow } from '../../../src/cards/econsult/contacts.ts';
import { forms } from '../../../src/cards/econsult/forms.ts';
import { earlierOf } from '../../../src/domain/econsult/contacts.ts';
import { later, received, stateAfter } from '../../given.ts';
import { amara, gwen, ines, larkfield, millbrook, network, north, rules } from '../../people.ts';
import { recurred, states } from '../states.ts';

const here = { network, at: north };
const there = { network, at: larkfield };
const line = (it: typeof states.recurred, reader: Parameters<typeof contactsLine>[3]) =>
  contactsLine(earlierOf(it), it, it.receivedAt, reader);
const said = (it: typeof states.recurred, at: string, viewer?: string): string =>
  JSON.stringify(drawEConsult(it, { network, at, now: later(5), ...(viewer === undefined ? {} : { viewer }) }).card);

describe('a patient who has come before', () => {
  it('is said in one line: how many, how soon, and how the last one ended', () => {
    expect(line(states.recurred, here)).toBe(
      '3rd contact in 7 days. The last, AAA-AAA, was completed Tue 24 Nov 09:00 by Larkfield Surgery: no action needed.',
    );
    const open = stateAfter(received(), {
      type: 'Recurred',
      at: later(0),
      earlier: [{ id: 'AAAAAA', at: later(-20 * 24 * 60), practice: larkfield, holder: north }],
    });
    expect(line(open, here)).toBe('2nd contact in 28 days. The last, AAA-AAA, came Thu 5 Nov 09:00 and was open at North Hub.');
    expect(contactsLine([], states.recurred, later(0), here)).toBeUndefined();
  });
  it('is a caution when nothing was thought to be needed the last time, until it is closed', () => {
    expect(said(states.recurred, north)).toContain('was closed as needing no action');
    const answered = stateAfter(received(), recurred('answered'));
    expect(said(answered, north)).not.toContain('needing no action');
    expect(said(answered, north)).toContain('3rd contact in 7 days');
  });
  it('is nothing where nobody has, or where a person has found that it is another', () => {
    expect(said(states.waiting, north)).not.toMatch(/contact in/);
    const parted = stateAfter(
      received(),
      recurred(),
      { type: 'NotSamePatientSaid', at: later(1), by: { id: amara.id, name: amara.name }, to: 'AAAAAA', reason: 'numberMixedUp' },
      { type: 'NotSamePatientSaid', at: later(1), by: { id: amara.id, name: amara.name }, to: 'CCCCCC', reason: 'numberMixedUp' },
    );
    expect(said(parted, north)).not.toMatch(/contact in|AAA-AAA/);
  });
  it('says to a practice no more than that there was one at another practice of the hub', () => {
    const it = states.recurredElsewhere;
    expect(line(it, here)).toContain('Millbrook Practice: no action needed');
    expect(line(it, { ...there })).toBe('3rd contact in 7 days. The last was with another practice of the hub, Mon 23 Nov 09:00.');
    expect(said({ ...it, holder: larkfield, shownIn: [larkfield] }, larkfield)).not.toMatch(/AAA-AAA|Millbrook|needing no action/);
    expect(line(it, { ...there, viewer: gwen.id })).not.toMatch(/AAA-AAA|Millbrook|no action/);
    // Whoever works at the hub, or at that practice, may know.
    expect(line(it, { ...there, viewer: amara.id })).toContain('AAA-AAA');
    const [last] = earlierOf(it);
    expect(last && mayKnow(last, it, { network, at: millbrook, viewer: ines.id })).toBe(true);
  });
  it('can be parted only from those that whoever does it may know of', () => {
    const choices = (by: string) =>
      forms['notSamePatient']?.({ it: states.recurredElsewhere, rules, at: later(5), by })
        .fields.find(({ id }) => id === 'to')
        ?.choices?.map(({ value }) => value);
    expect(choices(amara.id)).toEqual(['AAAAAA', 'CCCCCC']);
    expect(choices(gwen.id)).toEqual(['CCCCCC']);
  });
});
