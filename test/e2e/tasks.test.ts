// A face-to-face task between the hub and a practice, from the press that completes an eConsult to the trail that both read, and one to all practices.
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { templateId } from '../../src/domain/network/task-templates.ts';
import type { SlotPlace } from '../../src/domain/slot/queue-place.ts';
import { taskIds } from '../../src/domain/task/id.ts';
import type { TaskPlace } from '../../src/domain/task/queue-place.ts';
import { amara, type DemoPerson, demoHub, demoPractices, gareth, noor, siobhan } from '../../src/sandbox/demo/people.ts';
import { missing } from '../sandbox/page-windows.ts';
import { noBarriers } from './barriers.ts';
import { channelOfPractice, hubChannel } from './given.ts';
import { Hand, tableOf, type Walked, type Way } from './hand.ts';
import { calm } from './lifedesk.ts';
import { openWindows } from './windows.ts';

const { salternQuay } = demoPractices;
const salternChannel = channelOfPractice.of(salternQuay);
const common = `template:${templateId('Blood pressure with the nurse')}`;

/** What each takes, from the card on which it begins to when nothing lies over the page. */
const ways = {
  complete: { what: 'complete, with a face-to-face task and a slot', pressesMax: 5 },
  decline: { what: 'decline a task', pressesMax: 3 },
  again: { what: 'change it and send it again', pressesMax: 3 },
  accept: { what: 'accept it', pressesMax: 1 },
  claim: { what: 'claim it', pressesMax: 1 },
  finish: { what: 'say that it is done', pressesMax: 4 },
  trailOfPractice: { what: 'read its trail, at the practice', pressesMax: 2 },
  trailOfHub: { what: 'read its trail, at the hub', pressesMax: 2 },
  beside: { what: 'send a task, beside the box to write in', pressesMax: 6 },
  toAll: { what: 'a task to all four practices', pressesMax: 6 },
} as const satisfies Readonly<Record<string, Way>>;

describe.skipIf(missing)('tasks between organisations', () => {
  const { of, cardOf, arrives, press, say, fillIn, photograph, reads, stage, faults, words } = openWindows([
    [amara, hubChannel, 'light'],
    [gareth, hubChannel, 'dark'],
    [siobhan, salternChannel, 'light'],
    [noor, salternChannel, 'dark'],
  ]);
  let reference = '';
  let task = '';
  const walked: Walked[] = [];
  const hands = new Map<DemoPerson, Hand>();
  /** Everything that this person presses from here on is counted. */
  const handOf = async (person: DemoPerson): Promise<Hand> => {
    await calm(stage());
    const hand = hands.get(person) ?? new Hand(of(person));
    hands.set(person, hand);
    return hand.begin();
  };
  const done = (hand: Hand, way: Way): void => {
    const it = hand.end(way);
    walked.push(it);
    expect(it.presses, it.what).toBe(way.pressesMax);
  };
  const button = (within: Locator, name: string): Locator => within.getByRole('button', { name, exact: true }).first();
  const dialogOf = (person: DemoPerson): Locator => of(person).getByRole('dialog');
  const open = () => stage().product.store.opens<TaskPlace>(demoHub, 'task');
  const newestTask = async (): Promise<string> => {
    await calm(stage());
    const newest = [...(await open())].sort((a, b) => (a.sentAt < b.sentAt ? 1 : -1))[0];
    return taskIds.reference(newest?.id ?? '');
  };
  /** Which of the practice's appointments are held, by their tasks. */
  const held = async (): Promise<readonly string[]> =>
    (await stage().product.store.queue<SlotPlace>(demoHub, 'slot', salternQuay, 10)).flatMap(({ taken }) => taken?.task ?? []);
  /** Filled in and sent, which closes the dialog. */
  const fillIt = async (hand: Hand, submit: string, filling: readonly (readonly [string | RegExp, string | number])[]): Promise<void> => {
    const dialog = hand.page.getByRole('dialog');
    await button(dialog, submit).waitFor();
    for (const [label, value] of filling) await hand.choose(dialog.getByLabel(label).first(), value);
    await hand.press(button(dialog, submit));
    await dialog.waitFor({ state: 'detached' });
    await calm(stage());
  };
  /** Behind the three dots. */
  const trailOf = async (person: DemoPerson, way: Way): Promise<void> => {
    const hand = await handOf(person);
    await hand.press(cardOf(person, task).getByRole('button', { name: 'More options', exact: true }));
    await hand.press(of(person).getByRole('menuitem', { name: 'History', exact: true }));
    const trail = [
      /sent it from Harbour eHub/,
      /declined it/,
      /Only from Thursday/,
      /sent it again/,
      /accepted it/,
      /claimed it/,
      /did it/,
    ];
    for (const line of trail) await dialogOf(person).getByText(line).first().waitFor();
    done(hand, way);
    await noBarriers(of(person), 'the trail of a task');
    await of(person).keyboard.press('Escape');
  };

  it('is sent with an appointment in the press that completes: both sides read it', { timeout: 120_000 }, async () => {
    await say(siobhan, 'slots');
    await of(siobhan).locator('.message').last().getByRole('button', { name: 'Offer appointments' }).click();
    await fillIn(dialogOf(siobhan), [
      ['Date', stage().clock.now().slice(0, 10)],
      [/Times they start/, '17:00, 17:20'],
      [/Clinic or role/, 'Nurse clinic'],
      [/^Where/, 'Room 2'],
      [/What to book it under/, 'NC2'],
    ]);
    await noBarriers(of(siobhan), 'the form that offers appointments');
    await button(dialogOf(siobhan), 'Offer').click();
    await dialogOf(siobhan)
      .getByText(/2 are offered now/)
      .waitFor();
    await of(siobhan).keyboard.press('Escape');
    await of(siobhan)
      .getByRole('link', { name: /^eConsults/ })
      .first()
      .click();

    reference = await arrives(amara, { practice: salternQuay });
    await press(amara, reference, 'Claim');
    await button(cardOf(amara, reference), 'Complete').waitFor();
    const hand = await handOf(amara);
    await hand.press(button(cardOf(amara, reference), 'Complete'));
    await fillIt(hand, 'Complete it', [
      ['Outcome', 'answered:telephone'],
      [/is .* to do\?/, common],
      // Behind the words that ask to choose, and “No”.
      [/Hold one of their appointments/, 2],
    ]);
    done(hand, ways.complete);
    task = await newestTask();
    expect(await held()).toEqual([taskIds.meant(task)]);
    await reads(amara, reference, new RegExp(`${task} \\(See the patient face to face`));
    await reads(siobhan, task, /please accept or decline/, /blood pressure on both arms/, /Slot held/);
    await reads(amara, task, /not accepted yet/);
    await photograph(siobhan, 'task-arrived', task);
    await photograph(amara, 'task-mirror', task);
    for (const person of [siobhan, noor, amara]) await noBarriers(of(person), 'a task in its channel');
  });

  it('is declined with a reason, changed and sent again, accepted, claimed and done; both sides read the trail', {
    timeout: 120_000,
  }, async () => {
    const declining = await handOf(siobhan);
    await declining.press(button(cardOf(siobhan, task), 'Decline'));
    await dialogOf(siobhan)
      .getByLabel(/What should they know/)
      .fill('Only from Thursday.');
    await noBarriers(of(siobhan), 'Decline');
    await fillIt(declining, 'Decline it', [['Why?', 'notInTime']]);
    done(declining, ways.decline);
    expect(await held()).toEqual([]);
    await reads(amara, task, /Back from Saltern Quay/, /Only from Thursday/);
    await photograph(amara, 'task-declined', task);

    const again = await handOf(amara);
    await again.press(button(cardOf(amara, task), 'Change and send again'));
    await button(dialogOf(amara), 'Send again').waitFor();
    await noBarriers(of(amara), 'Change and send again');
    await photograph(amara, 'task-again');
    await fillIt(again, 'Send again', [['By when?', 'days']]);
    done(again, ways.again);

    await reads(siobhan, task, /please accept or decline/);
    const accepting = await handOf(siobhan);
    await accepting.press(button(cardOf(siobhan, task), 'Accept'));
    await button(cardOf(siobhan, task), 'Accept').waitFor({ state: 'detached' });
    done(accepting, ways.accept);
    await reads(amara, task, /Accepted by Saltern Quay/);
    const doing = await handOf(noor);
    await doing.press(button(cardOf(noor, task), 'Claim'));
    await reads(noor, task, /Dr Noor .* has it/);
    done(doing, ways.claim);
    await photograph(noor, 'task-mine', task);
    await press(noor, task, 'Open');
    await dialogOf(noor)
      .getByText(/blood pressure/)
      .first()
      .waitFor();
    await photograph(noor, 'task-open');
    await noBarriers(of(noor), 'an open task');
    await of(noor).keyboard.press('Escape');
    await handOf(noor);
    await doing.press(button(cardOf(noor, task), 'Done'));
    await fillIt(doing, 'It is done', [
      ['Outcome', 'seen'],
      ['What was the patient told, and how?', 'inPerson'],
    ]);
    done(doing, ways.finish);
    await reads(amara, task, /Done by Dr Noor/, /told in person/);
    await reads(amara, reference, new RegExp(`${task}.*done`));
    await photograph(amara, 'task-done', task);
    await trailOf(siobhan, ways.trailOfPractice);
    await trailOf(amara, ways.trailOfHub);
  });

  it('is sent beside the box to write in, as from the message extension', { timeout: 60_000 }, async () => {
    const hand = await handOf(amara);
    await hand.press(of(amara).getByRole('button', { name: 'Actions and apps' }).last());
    await hand.press(of(amara).getByRole('button', { name: 'Send a task', exact: true }));
    const dialog = dialogOf(amara);
    await dialog.getByLabel('To which practice?').waitFor();
    await noBarriers(of(amara), 'the form beside the box to write in');
    await hand.choose(dialog.getByLabel('To which practice?'), salternQuay);
    await hand.choose(dialog.getByLabel('What is to be done?'), 'question');
    await hand.fill(dialog.getByLabel(/What do you ask of them/), 'Which days is the nurse in?');
    await hand.press(button(dialog, 'Send'));
    await dialog.waitFor({ state: 'detached' });
    done(hand, ways.beside);
    await reads(siobhan, await newestTask(), /Which days is the nurse in/);
  });

  it('goes to all practices at once, with a receipt of each', { timeout: 120_000 }, async () => {
    await of(gareth).getByRole('button', { name: /^Chat/ }).first().click();
    const hand = await handOf(gareth);
    await hand.write('task all');
    await hand.press(button(of(gareth).locator('.message').last(), 'To several practices'));
    const dialog = dialogOf(gareth);
    await hand.choose(dialog.getByLabel('What is to be done?'), 'other');
    await hand.fill(dialog.getByLabel(/What do you ask of them/), 'Please say how many staff you have on Friday.');
    await photograph(gareth, 'task-round-form');
    await noBarriers(of(gareth), 'the form to several practices');
    await hand.press(button(dialog, 'Send'));
    await dialog.getByText('Sent to 4 practices').waitFor();
    done(hand, ways.toAll);
    await of(gareth).keyboard.press('Escape');
    const sent = await newestTask();
    await say(gareth, 'tasks');
    await photograph(gareth, 'task-list');
    await noBarriers(of(gareth), 'the list of tasks');
    expect(await of(gareth).locator('.message').last().textContent()).toContain(sent);

    const ours = (await open()).find((each) => each.to === salternQuay && each.kind === 'other')?.id ?? '';
    await press(siobhan, taskIds.reference(ours), 'Accept');
    await calm(stage());
    const round = of(amara).locator('.message').filter({ hasText: 'asked 4 practices' });
    await round.getByText('0 of 4 done · 1 accepted · 3 not answered').waitFor();
    await round.getByText(/Accepted by Siobhán Doyle/).waitFor();
    expect(await round.getByText(/^Not answered/).count()).toBe(3);
    await photograph(amara, 'task-round');
    await noBarriers(of(amara), 'a round with its receipts');
  });

  it('without a fault in any window, and of all of it there is a table', () => {
    process.stdout.write(`tasks: ${words()}\n${tableOf(walked)}\n`);
    expect(walked).toHaveLength(Object.keys(ways).length);
    expect(faults).toEqual([]);
  });
});
