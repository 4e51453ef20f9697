// The rota in Teams: who reads it, who imports one, every fault in the dialog, and what is set with the gaps that are left.
import { beforeEach, describe, expect, it } from 'vitest';
import { StoreAway } from '../../../src/app/ports.ts';
import { rotaKey } from '../../../src/app/rota/rota.ts';
import { brokenWords, storeAwayWords } from '../../../src/cards/words.ts';
import type { Rota } from '../../../src/domain/rota/state.ts';
import { pastedCharactersMax, rotaVerb } from '../../../src/teams/rota/import.ts';
import { elementsOf, markdownOf, verbsOf } from '../../cards/elements.ts';
import { amara, dalia, ewan, gwen, jonas, larkfield, north, south, stranger } from '../../people.ts';
import { type World, world } from '../given.ts';

let w: World;
beforeEach(async () => {
  w = await world();
});
const header = 'date,from,to,person,at';
const rows = [header, '2026-11-25,08:00,18:30,Dr Amara Osei,NORTH', `26/11/2026,08:00,13:00,Gwen Tarrant,${larkfield}`].join('\n');
const paste = (rota: string, organisation: string = north) => ({ v: 1, rest: '', organisation, rota });
const stored = async (monday = '2026-11-23', hub = north) => (await w.store.load<Rota>(rotaKey(hub, monday)))?.state.shifts;
const texts = ({ body }: { readonly body: object }) => markdownOf(body);
const isForm = (answer: { readonly body: object }): void => expect(verbsOf(answer.body)).toEqual([{ action: 'dialog', verb: rotaVerb }]);

describe('rota', () => {
  it('shows the coming days and their gaps to the hub, with a button for its leads', async () => {
    await w.submit(dalia, rotaVerb, paste(rows));
    for (const who of [amara, dalia, ewan]) {
      const answer = await w.says(who, 'rota');
      const said = texts(answer);
      expect(said.slice(0, 2)).toEqual(['Rota of North Hub', 'Who is planned for the coming 7 days.']);
      expect(said[2]).toMatch(/^\d+ gaps in the coming 7 days$/);
      expect(said[3]).toContain('Wed 25 Nov 09:00 to 18:30: no duty clinician; Thu 26 Nov 08:00 to 18:30: no clinician');
      expect(said[3]).toContain('no rota yet');
      expect(said.slice(4)).toEqual([
        'Wed 25 Nov 2026',
        '08:00\u201318:30 Dr Amara Osei',
        'Thu 26 Nov 2026',
        '08:00\u201313:00 Gwen Tarrant at Larkfield Surgery',
      ]);
      expect(verbsOf(answer.body)).toEqual(who === amara ? [] : [{ action: 'dialog', verb: rotaVerb }]);
    }
  });
  it('says of a shift that ends the next morning that it does: a mistyped end is read as one', async () => {
    await w.submit(dalia, rotaVerb, paste([header, '2026-11-26,17:00,09:00,Dr Amara Osei,NORTH'].join('\n')));
    expect(texts(await w.says(amara, 'rota'))).toContain('17:00\u201309:00 (next day) Dr Amara Osei');
  });
  it('says so when there is none', async () => {
    expect(texts(await w.says(amara, 'rota'))).toEqual([
      'Rota of North Hub',
      'Nobody is planned for the coming 7 days.',
      '2 gaps in the coming 7 days',
      expect.stringMatching(/no rota yet$/),
    ]);
  });
  it('is of one\u2019s own hub, and not for practices or strangers', async () => {
    expect(texts(await w.says(jonas, 'rota'))[0]).toBe('Rota of South Hub');
    for (const who of [gwen, stranger]) expect((await w.says(who, 'rota')).said).not.toContain('Rota of');
  });
  it('of a large hub stays a card that can be sent, its names only names', async () => {
    const staff = Array.from({ length: 60 }, (_, n) => ({ ...amara, id: `p${n}`, name: `${n} **x** <at>y</at> \${z} ${'n'.repeat(80)}` }));
    const { hubs, practices, staff: others } = await w.source.current();
    const all = { ...others, ...Object.fromEntries(staff.map((each) => [each.id, each])) };
    const by = { kind: 'sender', caller: 'file' } as const;
    await w.source.change({
      type: 'establish',
      operation: 'big',
      at: '2026-11-20T09:00:00.000Z',
      by,
      network: { hubs, practices, staff: all },
    });
    const days = ['25', '26', '27', '28', '29'].map((day) => `2026-11-${day}`);
    const big = [header, ...days.flatMap((day) => staff.map(({ id }) => `${day},08:00,12:00,${id},`))].join('\n');
    expect((await w.submit(dalia, rotaVerb, paste(big))).said).toContain('300 shifts');
    const answer = await w.says(dalia, 'rota');
    expect(Buffer.byteLength(answer.said)).toBeLessThan(24 * 1_024);
    expect(answer.said).toContain('and 40 more');
    expect(answer.said).not.toMatch(/<at>|\$\{/);
  });
});

describe('importing a rota', () => {
  it('is opened by those who may, about the hub whose rota was shown, and says what is wanted', async () => {
    const [button] = elementsOf((await w.says(dalia, 'rota')).body).filter(({ type }) => type === 'Action.Submit');
    const form = await w.fetch(dalia, rotaVerb, button?.['data'] as Record<string, unknown>);
    isForm(form);
    expect(elementsOf(form.body).find(({ id }) => id === 'organisation')?.['value']).toBe(north);
    expect(elementsOf(form.body).find(({ id }) => id === 'rota')).toMatchObject({ isMultiline: true, maxLength: pastedCharactersMax });
    expect(form.said).toContain('date, from, to, person, at');
    for (const who of [amara, gwen, stranger]) {
      const none = await w.fetch(who, rotaVerb, { v: 1, rest: north });
      expect(none.said).toContain('This needs a hub lead or hub administrator.');
      expect(verbsOf(none.body)).toEqual([]);
    }
  });
  it.each([
    ['hub lead', dalia],
    ['hub administrator', ewan],
  ])('by a %s sets it and says which gaps are left', async (_, who) => {
    const answer = await w.submit(who, rotaVerb, paste(rows));
    const said = texts(answer);
    expect(said).toEqual([
      'Rota of North Hub: set',
      expect.stringContaining('replaced'),
      'Week of Mon 23 Nov 2026',
      '2 shifts',
      '3 gaps in this week',
      'Wed 25 Nov 09:00 to 18:30: no duty clinician; Thu 26 Nov 08:00 to 18:30: no clinician; Fri 27 Nov 08:00 to 18:30: no clinician',
    ]);
    expect(await stored()).toHaveLength(2);
    // Again, it is so already; with a week that is over, that is said.
    expect(texts(await w.submit(who, rotaVerb, paste(`${rows}\n2026-11-11,08:00,12:00,Dr Amara Osei,`)))).toContain(
      'Week of Mon 9 Nov 2026',
    );
  });
  it('with faults comes back with all of them and what was pasted, and sets nothing', async () => {
    const wrong = `${rows}\n2026-11-27,8am,13:00,**Nobody** <at>x</at>,\n2026-11-27,08:00,13:00,Jonas Reed,SOUTH`;
    const answer = await w.submit(dalia, rotaVerb, paste(wrong));
    isForm(answer);
    const said = texts(answer);
    expect(said).toContain('The rota cannot be used like this. Nothing has changed.');
    expect(said).toContain('line 4: \u201c8am\u201d is no time to begin at; write it as 08:00');
    expect(said.find((each) => each.includes('Nobody'))).toMatch(/^line 4: no member of staff is called \u201c\\\*\\\*Nobody\\\*\\\*/);
    expect(said).toContain('line 5: \u201cJonas Reed\u201d holds no post at this hub or one of its practices');
    expect(elementsOf(answer.body).find(({ id }) => id === 'rota')?.['value']).toBe(wrong);
    expect(await stored()).toBeUndefined();
  });
  it('with as much and as wrong as can be stays a card that can be sent', async () => {
    const much = `${header}\n${'x'.repeat(50)},${'y'.repeat(50)}\n`.padEnd(pastedCharactersMax, 'z,"a""b"\n');
    const answer = await w.submit(dalia, rotaVerb, paste(much.slice(0, pastedCharactersMax)));
    isForm(answer);
    expect(Buffer.byteLength(answer.said)).toBeLessThan(24 * 1_024);
    const more = await w.submit(dalia, rotaVerb, paste(much.padEnd(pastedCharactersMax + 1, 'z')));
    expect(more.said).toContain('too long');
  });
  it.each([
    ['a clinician', amara, north],
    ['a practice', gwen, north],
    ['another hub\u2019s lead', jonas, north],
    ['a stranger', stranger, north],
    ['a lead for another hub', dalia, south],
    ['a lead for a practice', dalia, larkfield],
    ['a lead for no hub', dalia, 'NOWHERE'],
  ])('by %s sets nothing and reads nothing about staff', async (_, who, hub) => {
    const answer = await w.submit(who, rotaVerb, paste(`${rows}\n2026-11-27,08:00,13:00,Jonas Reed,SOUTH`, hub));
    expect(answer.said).toMatch(/This needs a hub lead|not a hub or practice of this network/);
    expect(answer.said).not.toContain('Jonas Reed\u201d holds');
    for (const each of [north, south]) expect(await stored('2026-11-23', each)).toBeUndefined();
  });
  it('with nothing filled in, or something else altogether, changes nothing', async () => {
    for (const data of [{}, paste('  '), { organisation: ['NORTH'], rota: {} }, paste(rows, '__proto__')]) {
      isForm(await w.submit(dalia, rotaVerb, data));
      expect(await stored()).toBeUndefined();
    }
  });
  it('pressed twice is one wish', async () => {
    const press = w.pressed(dalia, rotaVerb, paste(rows));
    const { answerSubmit } = await import('../../../src/teams/dialogs.ts');
    await answerSubmit(w.deps, press);
    await answerSubmit(w.deps, press);
    expect(await w.store.events(rotaKey(north, '2026-11-23'))).toHaveLength(1);
  });
  it('while something is broken gives nothing away', async () => {
    for (const [error, words] of [
      [new StoreAway('secret'), storeAwayWords],
      [new Error('secret'), brokenWords],
    ] as const) {
      w.breakStore(error);
      const answer = await w.submit(dalia, rotaVerb, paste(rows));
      expect(texts(answer)).toContain(words);
      expect(answer.said).not.toContain('secret');
      w.mendStore();
    }
  });
});
