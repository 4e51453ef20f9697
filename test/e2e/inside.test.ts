// What staff do with an eConsult where it is: assign, hand over, hold, raise, lower, complete, reopen, link, mend, escalate.
import { afterAll, describe, expect, it } from 'vitest';
import { amara, demoHub, demoPractices, gareth, leila, meiLing, personIdOf, tomasz } from '../../src/sandbox/demo/people.ts';
import type { Message } from '../../src/sandbox/teams-state.ts';
import { idOf } from './desk.ts';
import { dialogWords, formIn } from './dialogs.ts';
import { buttonsFor, channelOfPractice, hubChannel, moreFor, reads } from './given.ts';
import { lifeDesk, truthOf } from './lifedesk.ts';

const { stage, arrived, does, refused, newest, press, calm, climb, tick, state, eventsOf, lastSaid, chatOf, counts } = lifeDesk();
const { kestrelRoad, ferrymansLane } = demoPractices;

const on = (reference: string, channel = hubChannel): string => truthOf(newest(reference, channel));
const claimed = async (more: Readonly<Record<string, unknown>> = {}): Promise<string> => {
  const { reference } = await arrived(more);
  await does(amara, reference, 'Claim');
  return reference;
};
/** The bot\u2019s words under a card, newest last, and whom they mention. */
const said = (reference: string, channel = hubChannel) => {
  const card = newest(reference, channel);
  return stage()
    .teams.world.messages(channel)
    .filter(({ root, id, from }) => root === card.id && id !== card.id && from === 'bot');
};
/** By Entra object id, or by Teams id where somebody has spoken to the bot. */
const mentionedIn = (message: Message | undefined): readonly (string | undefined)[] =>
  (message?.mentions ?? []).map(
    (id) =>
      stage()
        .teams.world.people()
        .find((person) => person.id === id || person.mri === id)?.name,
  );

afterAll(() => {
  const { steps, refusals } = counts();
  process.stdout.write(`inside: ${steps} steps granted, ${refusals} refused and nothing changed by them\n`);
});

describe('inside the organisation that has it', () => {
  it('is assigned to a role and to a person, who is told, with a check that they can', async () => {
    const { reference } = await arrived({ practice: ferrymansLane, kind: 'clinical' }, channelOfPractice.of(ferrymansLane));
    const { reference: ours } = await arrived({ practice: kestrelRoad });
    expect(reference).not.toBe(ours);
    await does(meiLing, ours, 'Assign', { to: 'role:clinician' });
    expect(on(ours)).toContain('Meant for a hub clinician');
    const offered = formIn(await press(meiLing, newest(ours, hubChannel), 'Assign')).fields[0]?.choices.map(({ title }) => title) ?? [];
    expect(offered.join()).toContain('Dr Leila Haddad');
    await does(meiLing, ours, 'Assign', { to: `person:${personIdOf(leila)}` });
    expect(on(ours)).toContain('Meant for Dr Leila Haddad');
    expect(lastSaid(chatOf(leila))).toMatch(new RegExp(`${ours}.*meant for you`));
    // Somebody who may not answer it is not given it, whatever a client sends.
    const raw = { v: 1, hub: demoHub, id: idOf(ours), verb: 'assign', to: `person:${personIdOf(tomasz)}` };
    const before = await state(ours);
    expect(dialogWords(await stage().teams.clients.submitDialog(meiLing.id, newest(ours, hubChannel).id, raw))).toMatch(
      /Tomasz Wieczorek may not work on this.*choose somebody else/,
    );
    expect(await state(ours)).toEqual(before);
    // Meant for one, and still anybody\u2019s who may.
    await does(amara, ours, 'Claim');
    expect(on(ours)).not.toContain('Meant for');
  });

  it('is handed over with a note, and held for the patient without the limit moving', async () => {
    const reference = await claimed();
    const { deadlines } = await state(reference);
    await does(amara, reference, 'Hand over', { to: `person:${personIdOf(tomasz)}`, words: 'She has been rung twice.' });
    expect(on(reference)).toMatch(/Meant for Tomasz Wieczorek/);
    expect(on(reference)).toContain('She has been rung twice.');
    expect(lastSaid(chatOf(tomasz))).toMatch(/was handed over to you/);
    await does(tomasz, reference, 'Claim');
    await does(tomasz, reference, 'Hold', { reason: 'photoAwaited', until: 'In 1 working hour' });
    expect(on(reference)).toMatch(/On hold until .*, waiting for a photo/);
    expect((await state(reference)).deadlines).toEqual(deadlines);
    await does(tomasz, reference, 'End hold');
    expect(on(reference)).not.toContain('On hold');
  });

  it('is raised by anybody on the staff and lowered by a clinician with a reason', async () => {
    const { reference } = await arrived();
    const { deadlines } = await state(reference);
    await does(meiLing, reference, 'Raise priority', { priority: 'redFlag' });
    expect(on(reference)).toContain('RED FLAG');
    expect((await state(reference)).deadlines.target <= deadlines.target).toBe(true);
    expect(
      said(reference)
        .map(({ text }) => text)
        .join(),
    ).toContain(`RED FLAG ${reference}: its priority was raised; `);
    await refused(meiLing, reference, 'Lower priority', { priority: 'routine', reason: 'assessedFromRecord' }, /This needs .*clinician/);
    await does(tomasz, reference, 'Lower priority', { priority: 'routine', reason: 'spokeToPatient' });
    expect(on(reference)).not.toContain('RED FLAG');
    // Raised by mistake and lowered again leaves no trace.
    expect((await state(reference)).deadlines).toEqual(deadlines);
  });

  it('is completed, found not done, reopened, and linked to the patient\u2019s other contact', async () => {
    const other = await claimed();
    const reference = await claimed();
    await does(amara, reference, 'Complete', {
      outcome: 'referredRoutine',
      told: 'letter',
      toldAt: 'now',
      followUp: 'Clinic letter to be filed.',
      ask: 'none',
    });
    expect(on(reference)).toContain('Clinic letter to be filed.');
    await refused(tomasz, reference, 'Link to another', { to: reference }, /That is this one/);
    await refused(tomasz, reference, 'Link to another', { to: 'AAA-AAA' }, /No eConsult here has the reference AAA-AAA/);
    await does(tomasz, reference, 'Link to another', { to: other.toLowerCase() });
    expect((await state(reference)).links).toEqual([idOf(other)]);
    await does(tomasz, reference, 'Reopen', { reason: 'notDone' });
    expect(on(reference)).toContain('Waiting at Harbour eHub');
    expect(on(reference)).toContain(`Same patient\n${other}`);
    await does(tomasz, reference, 'Claim');
  });

  it('about another patient cannot be completed until somebody has confirmed whose it is; another practice\u2019s goes there with its trail', async () => {
    const reference = await claimed();
    await does(amara, reference, 'Wrong patient');
    expect(on(reference)).toMatch(/Perhaps about another patient \(Dr Amara Okafor/);
    await stage().teams.clients.view(amara.id, hubChannel);
    expect(buttonsFor(stage().teams, amara, newest(reference, hubChannel))).not.toContain('Complete');
    const complete = { v: 1, hub: demoHub, id: idOf(reference), outcome: 'answered', told: 'message' };
    await stage().teams.clients.press(amara.id, newest(reference, hubChannel).id, 'complete', complete);
    expect(reads(stage().teams, amara, newest(reference, hubChannel))).toMatch(/may be about another patient\. It cannot be completed/);
    await does(leila, reference, 'The patient is right');
    expect(on(reference)).not.toContain('another patient');
    await does(amara, reference, 'Other practice\u2019s patient', { practice: ferrymansLane });
    await calm();
    expect(on(reference, channelOfPractice.of(ferrymansLane))).toContain('Waiting at Ferryman');
    expect(await eventsOf(reference)).toEqual(['Received', 'Claimed', 'WrongPatientReported', 'PatientConfirmed', 'PracticeCorrected']);
  });
});

describe('the ladder', () => {
  it('asks the duty clinician first, by mention and in person, who says that they have seen it', async () => {
    const { reference } = await arrived({ priority: 'urgent' });
    await does(tomasz, reference, 'Claim');
    await does(tomasz, reference, 'Escalate', { reason: 'clinicalWorry', words: 'Rash that does not fade.' });
    expect(on(reference)).toMatch(
      /ESCALATED: i am worried about the patient[\s\S]*ESCALATED by Tomasz Wieczorek, .*Dr Amara Okafor.*Telephone: 01632 960140/i,
    );
    const notice = said(reference).at(-1);
    expect(mentionedIn(notice)).toEqual([amara.name]);
    expect(lastSaid(chatOf(amara))).toMatch(new RegExp(`^${reference} is escalated to you\\n[^]*Escalated by Tomasz Wieczorek`));
    // Whoever escalated it is not offered what would be refused.
    expect(moreFor(stage().teams, tomasz, newest(reference, hubChannel))).not.toContain('I have seen it');
    await does(amara, reference, 'I have seen it');
    expect(on(reference)).toContain('Dr Amara Okafor has seen it');
    expect(said(reference).at(-1)?.text).toContain('Dr Amara Okafor has seen the escalation');
    // Seen is not over: it can be escalated again.
    expect(moreFor(stage().teams, leila, newest(reference, hubChannel))).toContain('Escalate');
  });

  it('leaves out whoever escalated and climbs to the end, where only the telephone is left, and never to nobody', async () => {
    // Urgent: each has ten minutes, and the first look is due only after half an hour.
    const { reference } = await arrived({ priority: 'urgent' });
    // The only duty clinician escalates: to ask oneself is to ask nobody, and it is not so that nobody is set up.
    await does(amara, reference, 'Escalate', { reason: 'tooMuch' });
    expect(on(reference)).not.toMatch(/(Nobody|No other|No one) .*duty clinician/);
    expect(on(reference)).toContain(`Asked now: ${gareth.name}`);
    expect(mentionedIn(said(reference).at(-1))).toEqual([gareth.name]);
    expect(lastSaid(chatOf(gareth))).toContain(`${reference} is escalated to you`);
    await climb(reference);
    await calm();
    expect(mentionedIn(said(reference).at(-1))).toEqual([leila.name]);
    expect(lastSaid(chatOf(leila))).toContain(`${reference} is escalated to you`);
    await climb(reference);
    await calm();
    expect(on(reference)).toMatch(/Nobody on the ladder has answered.*01632 960140/);
    expect(said(reference).at(-1)?.text).toMatch(/nobody on the ladder has answered.*ring 01632 960140/i);
    expect(await tick(reference)).toEqual([]);
    // Whoever was asked can still say so, and every card says who.
    await does(leila, reference, 'I have seen it');
    expect(on(reference)).toContain('Dr Leila Haddad has seen it');
    expect(await eventsOf(reference)).toEqual([
      'Received',
      'Escalated',
      'EscalationClimbed',
      'EscalationClimbed',
      'EscalationAcknowledged',
    ]);
  });
});
