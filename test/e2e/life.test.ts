// An eConsult between the hub and a practice, as a contract: passed back, accepted, declined, asked about, settled; sent on and pulled.
import { afterAll, describe, expect, it } from 'vitest';
import { amara, demoHub, demoPractices, hannah, leila, noor, ravinder, siobhan, tomasz } from '../../src/sandbox/demo/people.ts';
import { dialogWords, filledIn, formIn } from './dialogs.ts';
import { buttonsFor, channelOfPractice, hubChannel, moreFor, until } from './given.ts';
import { lifeDesk } from './lifedesk.ts';

const { stage, arrived, does, refused, both, newest, press, pass, calm, state, eventsOf, lastSaid, chatOf, counts } = lifeDesk();
const { salternQuay, ferrymansLane } = demoPractices;
const practiceChannel = channelOfPractice.of(salternQuay);
const ferrymansChannel = channelOfPractice.of(ferrymansLane);
/** What is passed back unless a test says otherwise; chosen by the words in the form. */
const contract = { reason: 'faceToFace', what: 'Please look at the rash today.', wantedBy: 'In 1 working hour', answers: salternQuay };
const passBackAs = async (
  who: { readonly id: string },
  reference: string,
  more: Readonly<Record<string, string>> = {},
  channel = hubChannel,
) => {
  await stage().teams.clients.view(who.id, channel);
  const form = formIn(await press(who, newest(reference, channel), channel === hubChannel ? 'Pass to practice' : 'Pass to the hub'));
  const inputs = { ...contract, ...more };
  expect(await stage().teams.clients.submitDialog(who.id, newest(reference, channel).id, filledIn(form, inputs))).toEqual({
    kind: 'closed',
  });
  await calm();
};
const noticesIn = (card: { readonly id: string; readonly place: string }): string =>
  stage()
    .teams.world.messages(card.place)
    .filter(({ root, id, from }) => root === card.id && id !== card.id && from === 'bot')
    .map(({ text }) => text)
    .join('\n');
const claimed = async (more: Readonly<Record<string, unknown>> = {}) => {
  const { reference } = await arrived(more);
  await does(amara, reference, 'Claim');
  return reference;
};

afterAll(() => {
  const { steps, refusals } = counts();
  process.stdout.write(`life: ${steps} steps granted and shown on every card, ${refusals} refused and nothing changed by them\n`);
});

describe('passing back, the hub first', () => {
  it('is offered, accepted and answered by the practice, and both cards say the same all the way, with each side\u2019s time', async () => {
    const reference = await claimed();
    pass(14);
    await passBackAs(amara, reference);
    both(
      reference,
      salternQuay,
      /Passed to Saltern Quay Medical Centre by Dr Amara Okafor, .*: not accepted yet/,
      'Needs to be seen face to face',
    );
    both(reference, salternQuay, 'Please look at the rash today', /Saltern Quay Medical Centre answers the patient/);
    expect(noticesIn(newest(reference, practiceChannel))).toMatch(/is passed to you by Dr Amara Okafor\. Please accept it/);
    // Offered, not handed on: until they accept, nobody there has it, and the hub\u2019s card offers nothing that would take it back by force.
    expect((await state(reference)).holder).toBe(demoHub);
    expect(buttonsFor(stage().teams, siobhan, newest(reference, practiceChannel))).toEqual(['Accept', 'Open', 'Decline', 'Ask']);
    expect(buttonsFor(stage().teams, amara, newest(reference, hubChannel))).toEqual(['Take back', 'Open', 'Ask']);
    await does(siobhan, reference, 'Accept', {}, practiceChannel);
    both(reference, salternQuay, 'Waiting at Saltern Quay Medical Centre', 'Please look at the rash today');
    expect(lastSaid(chatOf(amara))).toContain(`${reference} (Saltern Quay Medical Centre) was accepted. It is theirs now`);
    pass(112);
    await does(noor, reference, 'Claim', {}, practiceChannel);
    // The clock never began again: what each side had of it stands on both cards.
    both(reference, salternQuay, /Time so far\nHarbour eHub 1[45] min · Saltern Quay Medical Centre 1 h 5[23] min/);
    const { deadlines } = await state(reference);
    await does(
      noor,
      reference,
      'Complete',
      { outcome: 'appointmentBooked', told: 'telephone', toldAt: 'now', followUp: 'Review in a week.', ask: 'none' },
      practiceChannel,
    );
    both(reference, salternQuay, /Completed by Dr Noor Velasquez, .*: appointment booked/, 'Review in a week.', /Harbour eHub 1[45] min/);
    expect((await state(reference)).deadlines).toEqual(deadlines);
    expect(await eventsOf(reference)).toEqual(['Received', 'Claimed', 'PassedBack', 'Accepted', 'Claimed', 'Completed']);
  });

  it('is declined with a reason and comes back to the one who sent it', async () => {
    const reference = await claimed();
    await passBackAs(amara, reference);
    await does(siobhan, reference, 'Decline', { reason: 'noCapacity', words: 'Two doctors are away.' }, practiceChannel);
    both(reference, salternQuay, 'Waiting at Harbour eHub', /Meant for Dr Amara Okafor/, 'Two doctors are away.');
    expect(lastSaid(chatOf(amara))).toContain('was declined and is back');
    await does(amara, reference, 'Claim');
    expect(moreFor(stage().teams, amara, newest(reference, hubChannel))).toContain('Settle who has it');
  });

  it('is asked about both ways without moving', async () => {
    const reference = await claimed();
    await passBackAs(amara, reference);
    await does(siobhan, reference, 'Ask', { words: 'Left arm or right?' }, practiceChannel);
    both(reference, salternQuay, /Saltern Quay Medical Centre asks Harbour eHub .*Left arm or right\? — no answer yet/);
    expect(noticesIn(newest(reference, hubChannel))).toContain(`${reference} has a question for you`);
    expect((await state(reference)).holder).toBe(demoHub);
    // Only the side that was asked answers, and nobody asks over an open question.
    expect(buttonsFor(stage().teams, siobhan, newest(reference, practiceChannel))).not.toContain('Answer');
    await does(tomasz, reference, 'Answer', { words: 'The left one.' });
    both(reference, salternQuay, 'Answer (Tomasz Wieczorek', 'The left one.'.slice(0, -1));
    expect(lastSaid(chatOf(siobhan))).toContain('was answered');
    await does(amara, reference, 'Ask', { words: 'Can you take it?' });
    await does(siobhan, reference, 'Answer', { words: 'Yes.' }, practiceChannel);
    await does(siobhan, reference, 'Accept', {}, practiceChannel);
    both(reference, salternQuay, 'Waiting at Saltern Quay');
  });

  it('is settled after two crossings: by the clinical lead, once, and there it stays', async () => {
    const reference = await claimed();
    await passBackAs(amara, reference);
    await does(siobhan, reference, 'Decline', { reason: 'needsHub' }, practiceChannel);
    await does(amara, reference, 'Claim');
    // Passing is not offered any more; an old card\u2019s button is refused.
    expect(buttonsFor(stage().teams, amara, newest(reference, hubChannel))).not.toContain('Pass to practice');
    const { revision } = await state(reference);
    const old = {
      v: 1,
      hub: demoHub,
      id: reference.replace('-', ''),
      revision,
      verb: 'passBack',
      ...contract,
      wantedBy: new Date(stage().clock.ms() + 7_200_000).toISOString(),
    };
    expect(dialogWords(await stage().teams.clients.submitDialog(amara.id, newest(reference, hubChannel).id, old))).toMatch(
      /has gone to and fro twice\. It stays where it is until the clinical lead settles.* Ask: Dr Leila Haddad/,
    );
    await refused(amara, reference, 'Settle who has it', { to: salternQuay }, /needs the clinical lead.* Ask: Dr Leila Haddad/);
    await does(leila, reference, 'Settle who has it', { to: salternQuay, words: 'They know her.' });
    both(reference, salternQuay, 'Waiting at Saltern Quay Medical Centre', 'They know her.');
    for (const channel of [hubChannel, practiceChannel])
      expect(noticesIn(newest(reference, channel))).toContain('Dr Leila Haddad settled that Saltern Quay Medical Centre has');
    await does(noor, reference, 'Claim', {}, practiceChannel);
    expect(buttonsFor(stage().teams, noor, newest(reference, practiceChannel))).not.toContain('Pass to the hub');
    expect(moreFor(stage().teams, leila, newest(reference, hubChannel))).not.toContain('Settle who has it');
    // Once: a second settling, of an old dialog, is refused and says what was settled.
    const again = { ...old, revision: (await state(reference)).revision, verb: 'settle', to: demoHub };
    expect(dialogWords(await stage().teams.clients.submitDialog(leila.id, newest(reference, hubChannel).id, again))).toMatch(
      /Dr Leila Haddad settled at .* that Saltern Quay Medical Centre has this/,
    );
    expect((await state(reference)).holder).toBe(salternQuay);
    await does(noor, reference, 'Complete', { outcome: 'answered', told: 'message', toldAt: 'now' }, practiceChannel);
  });

  it('asks for what a red flag needs, and stops what looks like a patient\u2019s details until its writer says that it is none', async () => {
    const reference = await claimed({ priority: 'redFlag' });
    const form = formIn(await press(amara, newest(reference, hubChannel), 'Pass to practice'));
    expect(form.words).toContain('Red flag: whom have you spoken to there?');
    const sends = (inputs: object) =>
      stage().teams.clients.submitDialog(amara.id, newest(reference, hubChannel).id, {
        ...filledIn(form, { ...contract, spokenTo: 'nobody yet' }),
        ...inputs,
      });
    expect(dialogWords(await sends({ spokenTo: '' }))).toContain('please speak to somebody there first');
    const again = formIn(await sends({ spokenTo: 'Siobh\u00e1n', what: 'Ring them on 01632 960777, born 2.4.1981' }));
    expect(again.words).toMatch(
      /looks as if it held .*a date of birth and a telephone number|looks as if it held .*a telephone number and a date of birth/,
    );
    // What was filled in is kept, so that it can be put right.
    expect(again.fields.find(({ id }) => id === 'what')?.value).toContain('Ring them on 01632');
    expect(await eventsOf(reference)).toEqual(['Received', 'Claimed']);
    expect((await sends({ spokenTo: 'Siobh\u00e1n', what: 'Use the clinic line 01632 960151.', checked: 'true' })).kind).toBe('closed');
    await calm();
    both(reference, salternQuay, /Spoken to\nSiobh\u00e1n/, 'Use the clinic line 01632 960151');
    await does(siobhan, reference, 'Accept', {}, practiceChannel);
  });
});

describe('the practice first', () => {
  it('sends one on to the hub, which answers it', async () => {
    const { reference } = await arrived({ practice: ferrymansLane }, ferrymansChannel);
    expect(buttonsFor(stage().teams, hannah, newest(reference, ferrymansChannel))).toEqual(['Claim', 'Open', 'Pass to the hub']);
    await does(hannah, reference, 'Pass to the hub', { words: 'No doctor is here this morning.' }, ferrymansChannel);
    both(reference, ferrymansLane, 'Waiting at Harbour eHub', 'No doctor is here this morning.');
    await does(amara, reference, 'Claim');
    pass(120);
    await does(amara, reference, 'Complete', { outcome: 'prescribed', told: 'message', toldAt: 'hour' });
    both(reference, ferrymansLane, /Completed by Dr Amara Okafor, .*: prescription issued/, /Time so far\nFerryman.* · Harbour eHub 2 h/);
  });

  it('is pulled by a clinician of the hub by its reference, who is told what they may not do there', async () => {
    const { reference } = await arrived({ practice: ferrymansLane }, ferrymansChannel);
    await stage().teams.clients.say(ravinder.id, chatOf(ravinder), `pull ${reference}`);
    await until('somebody of another practice is answered', () => lastSaid(chatOf(ravinder)).includes('Nothing was done'));
    await stage().teams.clients.say(tomasz.id, chatOf(tomasz), `pull ${reference}`);
    await until('it is answered', () => lastSaid(chatOf(tomasz)).includes('It is yours now'));
    await calm();
    both(reference, ferrymansLane, 'Claimed by Tomasz Wieczorek', /Time so far\nFerryman.* · Harbour eHub/);
    await stage().teams.clients.view(tomasz.id, hubChannel);
    // The form does not offer it to him; a client that sends it all the same is told why not.
    const before = await state(reference);
    const { data } = formIn(await press(tomasz, newest(reference, hubChannel), 'Complete'));
    const prescribed = { ...data, outcome: 'prescribed', told: 'message', toldAt: 'now' };
    const told = dialogWords(await stage().teams.clients.submitDialog(tomasz.id, newest(reference, hubChannel).id, prescribed));
    expect(told).toMatch(/You may not prescribe in the record of Ferryman.*Ask.*Amara/);
    expect(await state(reference)).toEqual(before);
    await passBackAs(tomasz, reference, { answers: ferrymansLane });
    both(reference, ferrymansLane, 'Passed to Ferryman');
  });
});

describe('a receiver that is closed', () => {
  it('is said before sending and at sending, with when it opens; sent knowingly, it goes', async () => {
    const reference = await claimed();
    // From the morning into the evening, winter or summer: the practice closed at 18:30.
    pass((19 - new Date(stage().clock.ms()).getUTCHours()) * 60);
    await stage().teams.clients.view(amara.id, hubChannel);
    const form = formIn(await press(amara, newest(reference, hubChannel), 'Pass to practice'));
    expect(form.words).toMatch(/⚠ Saltern Quay Medical Centre is closed.*it opens \w{3} \d+ \w{3} 08:00/);
    const closed = await stage().teams.clients.submitDialog(amara.id, newest(reference, hubChannel).id, filledIn(form, contract));
    expect(dialogWords(closed)).toMatch(
      /Saltern Quay Medical Centre is closed.*; it opens \w{3} \d+ \w{3} 08:00\. Nothing was sent; it is still yours\./,
    );
    expect(await eventsOf(reference)).toEqual(['Received', 'Claimed']);
    const knowingly = filledIn(formIn(closed), { knowingly: 'true' });
    expect(await stage().teams.clients.submitDialog(amara.id, newest(reference, hubChannel).id, knowingly)).toEqual({ kind: 'closed' });
    await calm();
    both(reference, salternQuay, 'Passed to Saltern Quay Medical Centre');
  });
});
