// Appointments in Teams: who reads which, and how they are offered, repeated, pasted and withdrawn.
import { beforeEach, describe, expect, it } from 'vitest';
import { StoreAway } from '../../../src/app/ports.ts';
import { bookKey, lookAtSlot } from '../../../src/app/slot/book.ts';
import { handleSlot } from '../../../src/app/slot/slot.ts';
import { pastedCharactersMax } from '../../../src/cards/slot/forms.ts';
import { slotVerbs } from '../../../src/cards/slot/list.ts';
import { storeAwayWords } from '../../../src/cards/words.ts';
import type { Book } from '../../../src/domain/slot/book.ts';
import type { SlotCommand } from '../../../src/domain/slot/command.ts';
import { slotIds } from '../../../src/domain/slot/state.ts';
import type { Person } from '../../../src/domain/terms.ts';
import { slotBookInTeams } from '../../../src/teams/slot/kind.ts';
import { elementsOf, markdownOf, verbsOf } from '../../cards/elements.ts';
import {
  amara,
  dalia,
  ewan,
  farah,
  gwen,
  hugo,
  ines,
  jonas,
  larkfield,
  millbrook,
  north,
  person,
  quayside,
  stranger,
} from '../../people.ts';
import { type World, world } from '../given.ts';

// The clock of this world stands on Wednesday 25 November 2026 at nine.
let w: World;
beforeEach(async () => {
  w = await world();
});
type Answer = { readonly body: object; readonly said: string };
const texts = ({ body }: Answer) => markdownOf(body);
const larkfieldChannel = '19:larkfield@thread.tacv2';
const chat = 'a:own';
/** What the form of some times is sent with. */
const some = (more: object = {}) => ({
  ...{ thing: 'slot', v: 1, rest: north, date: '2026-11-26', times: '09:00, 09.20', minutes: '20' },
  ...{ what: 'Nurse clinic', place: 'Room 2', bookUnder: 'NC2', forOrganisations: larkfield, forKinds: '', cutOff: '60' },
  ...more,
});
const offer = (who: Person = amara, more: object = {}) => w.submit(who, slotVerbs.offer, some(more));
const rows = async (organisation = north) => w.store.queue(north, 'slot', organisation, 1_000);
const take = (id: string, task = 'T-K7M4QX', who: Person = gwen, taker = larkfield) =>
  handleSlot({ ...w.deps, rules: w.source }, {
    type: 'take',
    hub: north,
    id,
    task,
    for: taker,
    operation: `${id} ${task}`,
    at: w.deps.clock.now(),
    by: person(who),
  } as SlotCommand);
const listData = (answer: Answer, title: string): Record<string, unknown> => {
  const button = elementsOf(answer.body).find((each) => each['title'] === title);
  return (button?.['data'] ?? {}) as Record<string, unknown>;
};

describe('slots', () => {
  it('of a practice are not listed to other practices, nor counted as offered to them', async () => {
    const theirs = { rest: larkfield, forOrganisations: '' };
    expect((await offer(gwen, theirs)).said).toContain('2 are offered now.');
    expect(await rows(larkfield)).toMatchObject([{ forOrganisations: 'all' }, { forOrganisations: 'all' }]);
    expect((await w.says(amara, 'slots', chat)).said).toContain('Nurse clinic');
    const others = await w.says(ines, 'slots', chat);
    expect(others.said).not.toContain('Nurse clinic');
    const [first] = await rows(larkfield);
    expect((await w.says(ines, `find ${slotIds.reference(first?.id ?? '')}`, chat)).said).toContain('No appointment of that name');
    const form = await w.fetch(gwen, slotVerbs.offer, { thing: 'slot', v: 1, rest: larkfield });
    expect(elementsOf(form.body).map(({ id }) => id)).not.toContain('forOrganisations');
  });
  it('shows our own book, each with what to book it under and what can be done', async () => {
    await offer();
    const [first] = await rows();
    await take(first?.id ?? '');
    const answer = await w.says(amara, 'slots');
    const said = texts(answer);
    expect(said[0]).toBe('Appointments of North Hub');
    expect(said[1]).toContain('Soonest first; 1 is free.');
    expect(said[1]).toContain('This list is no record: book each in the record system too.');
    expect(said[1]).toContain('In the last 4 weeks: you offered none. Others offered you none.');
    expect(said.slice(2)).toEqual([
      'Thu 26 Nov 09:00, 20 min: Nurse clinic, Room 2',
      expect.stringMatching(
        /^Taken for Larkfield Surgery by Gwen Tarrant, Wed 25 Nov 09:00, task T-K7M-4QX\. Book under: NC2\. S-\w{3}-\w{3}$/,
      ),
      'Thu 26 Nov 09:20, 20 min: Nurse clinic, Room 2',
      expect.stringMatching(/^Free until Thu 26 Nov 08:20, for Larkfield Surgery\. Book under: NC2\. S-\w{3}-\w{3}$/),
    ]);
    // Only what is free can be taken out of the book.
    expect(verbsOf(answer.body).filter(({ verb }) => verb === slotVerbs.withdraw)).toHaveLength(1);
    expect(verbsOf(answer.body).map(({ verb }) => verb)).toEqual(
      expect.arrayContaining([slotVerbs.offer, slotVerbs.repeat, slotVerbs.paste]),
    );
  });
  it('shows a practice what it can take and has taken, and nothing that is for others only', async () => {
    await offer();
    await offer(amara, { times: '11:00', what: 'Doctor', forOrganisations: `${millbrook},${quayside}` });
    await offer(amara, { times: '12:00', what: 'Bloods', forOrganisations: '', forKinds: 'tests,faceToFace' });
    const [first] = await rows();
    await take(first?.id ?? '');
    for (const [who, where] of [
      [gwen, larkfieldChannel],
      [hugo, chat],
      [amara, larkfieldChannel],
    ] as const) {
      const answer = await w.says(who, 'slots', where);
      const said = texts(answer);
      expect(said[0]).toBe('Appointments for Larkfield Surgery');
      expect(answer.said).toContain('Bloods');
      expect(answer.said).not.toContain('Doctor');
      expect(said).toContainEqual(expect.stringContaining('Taken by Gwen Tarrant, Wed 25 Nov 09:00, task T-K7M-4QX.'));
      expect(verbsOf(answer.body).map(({ verb }) => verb)).not.toContain(slotVerbs.withdraw);
    }
    const theirs = await w.says(ines, 'slots', chat);
    expect(theirs.said).toContain('Doctor');
    expect(theirs.said).not.toContain('Gwen Tarrant');
  });
  it('is turned to the other side and to other pages by whoever may read it, and by nobody else', async () => {
    await w.submit(amara, slotVerbs.repeat, {
      ...some(),
      ...{ weekdays: 'thursday,friday', from: '2026-11-26', until: '2026-11-27', first: '09:00', last: '12:00', every: '20' },
    });
    await offer(gwen, { rest: larkfield, forOrganisations: north, times: '15:00' });
    const answer = await w.says(amara, 'slots');
    expect(texts(answer)[1]).toContain('20 are free. 1 to 10 of 20.');
    const next = await w.press(amara, 'list', listData(answer, 'Next'));
    expect(texts(next)[1]).toContain('11 to 20 of 20');
    const other = await w.press(amara, 'list', listData(answer, 'What others offer you (1 free)'));
    expect(texts(other)[0]).toBe('Appointments for North Hub');
    expect(other.said).toContain('Larkfield Surgery: Nurse clinic');
    for (const who of [gwen, jonas, stranger]) {
      const none = await w.press(who, 'list', listData(answer, 'Next'));
      expect(none.said).toContain('This list is not for you');
    }
    for (const list of ['slots|NORTH|T90009|ours|0', 'slots|NOWHERE|T90001|ours|0', 'slots|NORTH', 'slots|NORTH|constructor|ours|0'])
      expect((await w.press(amara, 'list', { v: 1, thing: 'slot', list })).said).toContain('This list is not for you');
  });
  it('is of another organisation where one is named, for those who may', async () => {
    await offer(gwen, { rest: larkfield, forOrganisations: north });
    expect(texts(await w.says(dalia, 'slots larkfield'))[0]).toBe('Appointments of Larkfield Surgery');
    expect((await w.says(ines, 'slots larkfield', chat)).said).toContain('You do not work here');
    expect((await w.says(gwen, 'slots', '19:north@thread.tacv2')).said).toContain('You do not work here');
    expect((await w.says(amara, 'slots millbrook', larkfieldChannel)).said).toContain('not for everybody in this channel');
    expect((await w.says(stranger, 'slots')).said).not.toContain('Appointments of');
  });
  it('counts what was offered and used in the last four weeks, on both sides', async () => {
    await offer();
    const [first] = await rows();
    await take(first?.id ?? '');
    w.at(27 * 60);
    const look = lookAtSlot(w.deps);
    for (const { id } of await rows()) await look(north, id, { operation: `end ${id}`, at: w.deps.clock.now() });
    expect(texts(await w.says(amara, 'slots'))[1]).toContain('you offered 2, and 1 was used. Others offered you none.');
    expect(texts(await w.says(gwen, 'slots', chat))[1]).toContain('you offered none. You used 1 of 2 from North Hub.');
    expect(texts(await w.says(ines, 'slots', chat))[1]).toContain('Others offered you none.');
  });
  it('of many, with names that try to be more than names, stays a card that can be sent', async () => {
    const odd = '**x** <at>y</at> ${z} [a](b)';
    for (const day of ['26', '27'])
      await offer(amara, {
        date: `2026-11-${day}`,
        what: odd,
        place: odd,
        bookUnder: odd,
        forOrganisations: '',
        times: '08:00,09:00,10:00,11:00,12:00,13:00',
      });
    const answer = await w.says(amara, 'slots');
    expect(Buffer.byteLength(answer.said)).toBeLessThan(24 * 1_024);
    expect(answer.said).not.toContain('${');
    expect(texts(answer).join()).not.toMatch(/<at>|\*\*x/);
  });
});

describe('find', () => {
  it('shows one by its name to those who may read of it, where they ask', async () => {
    await offer();
    const [first] = await rows();
    const id = first?.id ?? '';
    const name = `S-${id.slice(2, 5)}-${id.slice(5)}`;
    expect((await w.says(amara, `find ${name}`)).said).toContain('Free until');
    expect((await w.says(gwen, `find ${name.toLowerCase()}`, chat)).said).toContain('Take it when you send a task.');
    expect((await w.says(gwen, `find ${name}`, larkfieldChannel)).said).toContain('Nurse clinic');
    // Everybody in a channel reads the answer: here somebody whom it is offered to may ask, but not everywhere.
    expect((await w.says(gwen, `find ${name}`, '19:nobodys@thread.tacv2')).said).toContain('not for everybody in this channel');
    for (const who of [ines, jonas]) expect((await w.says(who, `find ${name}`, chat)).said).toContain('No appointment of that name');
    await w.submit(amara, slotVerbs.withdraw, { thing: 'slot', v: 1, hub: north, id, reason: 'The nurse is ill' });
    expect((await w.says(amara, `find ${name}`)).said).toContain(
      'Dr Amara Osei took it out of the book, Wed 25 Nov 09:00: The nurse is ill',
    );
  });
});

describe('offering some', () => {
  it('opens about the organisation whose list it was, for those who hold a post there', async () => {
    const data = listData(await w.says(amara, 'slots'), 'Offer appointments');
    expect(data).toMatchObject({ thing: 'slot', verb: slotVerbs.offer, rest: north });
    const form = await w.fetch(amara, slotVerbs.offer, data);
    const field = (id: string) => elementsOf(form.body).find((each) => each['id'] === id);
    expect(field('date')).toMatchObject({ type: 'Input.Date', min: '2026-11-25', max: '2027-02-25' });
    expect(field('forOrganisations')).toMatchObject({ isMultiSelect: true, isRequired: false });
    expect(form.said).not.toContain('"value":"NORTH"');
    expect(texts(form).join(' ')).toContain('North Hub offers these to others. This list is no record');
    for (const who of [dalia, ewan, farah]) expect((await w.fetch(who, slotVerbs.offer, data)).said).toContain('Input.Date');
    for (const who of [gwen, jonas, stranger])
      expect((await w.fetch(who, slotVerbs.offer, data)).said).toContain('Only people of North Hub can do this');
  });
  it('writes them and says how many are new', async () => {
    expect((await offer()).said).toContain('2 are offered now. This list is no record');
    expect((await offer(amara, { times: '09:00; 09:20, 09:40' })).said).toContain('One is offered now. 2 were in the book before.');
    expect((await offer()).said).toContain('They were all in the book before. Nothing has changed.');
    expect((await rows()).map(({ due }) => due)).toEqual([
      '2026-11-26T09:00:00.000Z',
      '2026-11-26T09:20:00.000Z',
      '2026-11-26T09:40:00.000Z',
    ]);
  });
  it('by those who hold no post there writes nothing', async () => {
    for (const who of [gwen, jonas, stranger]) expect((await offer(who)).said).toContain('Only people of North Hub can do this');
    expect((await offer(amara, { rest: larkfield })).said).toContain('Only people of Larkfield Surgery');
    for (const rest of ['NOWHERE', '__proto__', 7, undefined]) expect((await offer(amara, { rest })).said).toContain('no such practice');
    expect(await rows()).toEqual([]);
  });
  it('with faults comes back with each of them and what was filled in', async () => {
    const answer = await offer(amara, { times: '09:00, 09:10', minutes: '4', place: 'x'.repeat(61) });
    expect(texts(answer)).toContain('Something was not filled in, or cannot be read. Nothing was done.');
    expect(answer.said).toContain('Keep it to 60 characters');
    const past = await offer(amara, { date: '2026-11-25', times: '08:00, 08:10, 10:10, 14:00' });
    expect(texts(past)).toEqual(
      expect.arrayContaining([
        'They cannot be offered like this. Nothing was done.',
        'Wed 25 Nov 08:00, Wed 25 Nov 08:10: its time is past',
        'Wed 25 Nov 08:10: the same clinic has another one at that time',
      ]),
    );
    expect(elementsOf(past.body).find(({ id }) => id === 'times')?.['value']).toBe('08:00, 08:10, 10:10, 14:00');
    expect((await offer(amara, { minutes: '3' })).said).toContain('All: its length must be 5 to 240 minutes');
    expect((await offer(amara, { date: '2027-03-28', times: '01:30' })).said).toContain('01:30 does not exist on that night');
    for (const times of ['', 'nine', '09:00, soon', '25:00', ','])
      expect((await offer(amara, { times })).said).toContain('Something was not filled in, or cannot be read');
    expect((await offer(amara, { forOrganisations: 'T90009' })).said).toContain('This is not one of the choices now');
    expect((await offer(amara, { forKinds: 'tests,tea' })).said).toContain('This is not one of the choices now');
    expect(await rows()).toEqual([]);
  });
  it('asks whether it is a patient\u2019s where it looks so, and takes an answer', async () => {
    const answer = await offer(amara, { bookUnder: 'Ring 07700 900123' });
    expect(answer.said).toContain('what to book it under looks like a patient\u2019s detail');
    expect(elementsOf(answer.body).find(({ id }) => id === 'checked')).toMatchObject({ type: 'Input.Toggle' });
    expect((await offer(amara, { bookUnder: 'Ring 07700 900123', checked: 'true' })).said).toContain('2 are offered now.');
  });
  it('pressed twice is one wish, and while the store is away gives nothing away', async () => {
    const press = w.pressed(amara, slotVerbs.offer, some());
    const { answerSubmit } = await import('../../../src/teams/dialogs.ts');
    await answerSubmit(w.deps, press);
    await answerSubmit(w.deps, press);
    const [first] = await rows();
    expect(await w.store.events({ hub: north, kind: 'slot', id: first?.id ?? '' })).toHaveLength(1);
    w.breakStore(new StoreAway('secret'));
    const answer = await offer(amara, { times: '15:00' });
    expect(texts(answer)).toContain(storeAwayWords);
    expect(answer.said).not.toContain('secret');
  });
});

describe('offering week by week', () => {
  const repeat = (more: object = {}, who: Person = amara) =>
    w.submit(who, slotVerbs.repeat, {
      ...some(),
      ...{ weekdays: 'monday,friday', from: '2026-12-21', until: '2026-12-31', first: '9:00', last: '09:40', every: '20', ...more },
    });
  it('writes all and says what was left out and why', async () => {
    const answer = await repeat();
    expect(texts(answer)).toEqual([
      'In the book',
      '3 are offered now. Left out, because it is a bank holiday: 25 Dec, 28 Dec. This list is no record: book each in the record system too.',
    ]);
    expect((await rows()).map(({ due }) => due.slice(0, 16))).toEqual(['2026-12-21T09:00', '2026-12-21T09:20', '2026-12-21T09:40']);
  });
  it.each([
    [{ weekdays: '' }, 'Choose at least one day.'],
    [{ weekdays: 'caturday' }, 'This is not one of the choices now'],
    [{ from: '2026-12-31', until: '2026-12-21' }, 'The last date must not be before the first.'],
    [{ first: '10:00' }, 'The last time must not be before the first.'],
    [{ every: '10' }, 'They must not begin more often than each is long.'],
    [{ every: 'x' }, 'They must not begin more often than each is long.|cannot be read'],
    [{ weekdays: 'friday', until: '2026-12-26' }, 'No day or time is left of it.'],
    [
      { from: '2026-11-26', until: '2027-02-20', weekdays: 'monday,tuesday,wednesday', first: '08:00', last: '18:00' },
      'It comes to more than 500',
    ],
  ])('%j: %s', async (more, words) => {
    expect((await repeat(more)).said).toMatch(new RegExp(words));
    expect(await rows()).toEqual([]);
  });
});

describe('pasting a list', () => {
  const heading = 'date,start,minutes,clinic,place,book under,for,tasks,until';
  const list = [
    heading,
    `26/11/2026,9:00,20,Nurse clinic,Room 2,NC2,${larkfield},tests,60`,
    '2026-11-26,09.20,20 min,Nurse clinic,Room 2,NC2,Larkfield Surgery;Millbrook Practice,,',
  ].join('\n');
  const paste = (rows: string, more: object = {}, who: Person = amara) =>
    w.submit(who, slotVerbs.paste, { thing: 'slot', v: 1, rest: north, rows, ...more });
  it('writes them as they stand', async () => {
    expect((await paste(list)).said).toContain('2 are offered now.');
    expect(await rows()).toMatchObject([
      { due: '2026-11-26T09:00:00.000Z', forOrganisations: [larkfield], forKinds: ['tests'], cutOffAt: '2026-11-26T08:00:00.000Z' },
      { due: '2026-11-26T09:20:00.000Z', forOrganisations: [larkfield, millbrook], forKinds: 'all', cutOffAt: '2026-11-26T08:20:00.000Z' },
    ]);
  });
  it('names every fault of every line at once, those that can be read too, and writes nothing', async () => {
    const answer = await paste(
      `${list}\n2026-11-26,9am,x,Nurse clinic,Room 2,NC2,Nowhere,tea,\n2026-11-24,09:10,20,Nurse clinic,Room 2,,,,\n2026-11-26,09:10,20,nurse clinic,room 2,NC2,,,`,
    );
    const said = texts(answer);
    expect(said).toEqual(
      expect.arrayContaining([
        'line 4: \u201c9am\u201d is no time to begin at; write it as 09:20',
        'line 4: \u201cx\u201d is no number of minutes; write it as 15',
        'line 4: \u201cNowhere\u201d is not this hub or one of its practices; write its id or code',
        expect.stringContaining('line 4: \u201ctea\u201d is no kind of task'),
        'line 5: its time is past',
        'line 5: what to book it under is missing',
        'line 6: the same clinic has another one at that time',
      ]),
    );
    expect(elementsOf(answer.body).find(({ id }) => id === 'rows')?.['value']).toContain('9am');
    expect(await rows()).toEqual([]);
    const onlyRules = await paste(`${list}\n2026-11-24,09:10,20,Nurse clinic,Room 2,NC2,,,`);
    expect(texts(onlyRules)).toContain('line 4: its time is past');
  });
  it('says what the heading must be, and is not for others', async () => {
    expect(texts(await paste('a,b\n1,2')).join()).toContain('line 1: the first line must name the columns');
    expect(texts(await paste(heading)).join()).toContain('there is no appointment below it');
    expect((await paste(list, {}, gwen)).said).toContain('Only people of North Hub can do this');
    expect((await paste(list, { rows: {} })).said).toContain('Something was not filled in');
    const much = await paste(`${heading}\n${'x,'.repeat(pastedCharactersMax)}`.slice(0, pastedCharactersMax));
    expect(Buffer.byteLength(much.said)).toBeLessThan(24 * 1_024);
  });
});

describe('taking one out of the book', () => {
  const withdraw = (id: string, more: object = {}, who: Person = amara) =>
    w.submit(who, slotVerbs.withdraw, { thing: 'slot', v: 1, hub: north, id, reason: 'The nurse is ill', ...more });
  it('needs a reason without a patient in it, from somebody who works there, and a slot that nobody has', async () => {
    await offer();
    const [first, second] = await rows();
    const [id, other] = [first?.id ?? '', second?.id ?? ''];
    const form = await w.fetch(ewan, slotVerbs.withdraw, { thing: 'slot', v: 1, hub: north, id });
    expect(texts(form).join(' ')).toContain('Thu 26 Nov 09:00, 20 min: Nurse clinic, Room 2.');
    for (const who of [gwen, jonas, stranger]) expect((await withdraw(id, {}, who)).said).toContain('There is no such appointment');
    expect((await withdraw(id, { reason: ' ' })).said).toContain('Please write why in a line.');
    const stopped = await withdraw(id, { reason: 'NHS 943 476 5919' });
    expect(stopped.said).toContain('It looks as if it holds an NHS number');
    expect(elementsOf(stopped.body).find(({ id: field }) => field === 'checked')).toBeDefined();
    await take(other);
    expect((await withdraw(other)).said).toContain('Gwen Tarrant took this appointment for Larkfield Surgery');
    expect((await withdraw(id)).said).toContain('It is out of the book.');
    expect((await rows()).map((row) => row.id)).toEqual([other]);
    for (const bad of ['K7M4QX', 'S-0000000', '__proto__']) expect((await withdraw(bad)).said).toContain('of a kind I do not know');
    expect((await withdraw(id, { hub: 'NOWHERE' })).said).toContain('of a kind I do not know');
  });
});

describe('the notice that none is left', () => {
  it('is said in the channel of whoever offers, and not once there is one again', async () => {
    await offer(amara, { times: '09:00' });
    const [first] = await rows();
    const id = first?.id ?? '';
    await take(id);
    await lookAtSlot(w.deps)(north, id, { operation: 'look', at: w.deps.clock.now() });
    const book = await w.store.load<Book>(bookKey(north, north));
    if (book === undefined) throw new Error('no book');
    const deps = { ...w.deps, store: w.store };
    const showing = { hub: north, thing: 'slotBook', id: 'book.NORTH', to: 'org.NORTH', what: 'stock' } as const;
    const draw = () => slotBookInTeams.draw?.(deps, showing, book, []);
    expect(await draw()).toEqual({
      text: 'No appointment of yours is left for Larkfield Surgery. To offer more, write \u201cslots\u201d to me.',
      summary: 'No appointment is left to take',
    });
    await offer(amara, { times: '10:00' });
    expect(await draw()).toBeUndefined();
  });
});
