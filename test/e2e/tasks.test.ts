// A face-to-face task between the hub and a practice, from the press that completes an eConsult to the answer, and the same asked of all practices.
import { describe, expect, it } from 'vitest';
import { taskIds } from '../../src/domain/task/id.ts';
import type { TaskPlace } from '../../src/domain/task/queue-place.ts';
import { amara, type DemoPerson, demoHub, demoPractices, gareth, noor, siobhan } from '../../src/sandbox/demo/people.ts';
import { missing } from '../sandbox/page-windows.ts';
import { noBarriers } from './barriers.ts';
import { channelOfPractice, hubChannel } from './given.ts';
import { calm } from './lifedesk.ts';
import { openWindows } from './windows.ts';

const { salternQuay } = demoPractices;
const salternChannel = channelOfPractice.of(salternQuay);

describe.skipIf(missing)('tasks between organisations', () => {
  const { of, arrives, press, say, fillIn, fill, photograph, reads, stage, faults, words } = openWindows([
    [amara, hubChannel, 'light'],
    [gareth, hubChannel, 'dark'],
    [siobhan, salternChannel, 'light'],
    [noor, salternChannel, 'dark'],
  ]);
  let reference = '';
  let task = '';
  const newestTask = async (): Promise<string> => {
    await calm(stage());
    const open = await stage().product.store.opens<TaskPlace>(demoHub, 'task');
    const newest = [...open].sort((a, b) => (a.sentAt < b.sentAt ? 1 : -1))[0];
    return taskIds.reference(newest?.id ?? '');
  };
  /** A dialog that a press opens, looked at by axe and closed again. */
  const noBarriersIn = async (person: DemoPerson, card: string, title: string, shows: RegExp | string): Promise<void> => {
    await press(person, card, title);
    await of(person).getByRole('dialog').getByText(shows).first().waitFor();
    await noBarriers(of(person), title);
    await of(person).keyboard.press('Escape');
  };

  it('is sent in the press that completes: both sides read it', { timeout: 120_000 }, async () => {
    reference = await arrives(amara, { practice: salternQuay });
    await press(amara, reference, 'Claim');
    await fill(
      amara,
      reference,
      'Complete',
      'Complete it',
      [
        ['Outcome', 'appointmentBooked'],
        ['How was the patient told?', 'telephone'],
        [/Anything still to be done/, 'Please examine the rash and take bloods.'],
        [/is .* to do\?/, 'faceToFace:doctor'],
      ],
      'task-complete',
    );
    task = await newestTask();
    await reads(amara, reference, new RegExp(`${task} \\(See the patient face to face`));
    await reads(siobhan, task, /please accept or decline/, 'Please examine the rash and take bloods.');
    await reads(amara, task, /not accepted yet/);
    await photograph(siobhan, 'task-arrived', task);
    await photograph(amara, 'task-mirror', task);
    for (const person of [siobhan, noor, amara]) await noBarriers(of(person), 'a task in its channel');
  });

  it('is declined with a reason, changed and sent again, accepted, claimed and done', { timeout: 120_000 }, async () => {
    await noBarriersIn(siobhan, task, 'Decline', 'Why?');
    await fill(siobhan, task, 'Decline', 'Decline it', [
      ['Why?', 'notInTime'],
      [/What should they know/, 'Only from Thursday.'],
    ]);
    await reads(amara, task, /Back from Saltern Quay/, /Only from Thursday/);
    await photograph(amara, 'task-declined', task);
    await noBarriersIn(amara, task, 'Change and send again', 'By when?');
    await fill(amara, task, 'Change and send again', 'Send again', [['By when?', 'days']], 'task-again');
    await reads(siobhan, task, /please accept or decline/);
    await press(siobhan, task, 'Accept');
    await reads(amara, task, /Accepted by Saltern Quay/);
    await press(noor, task, 'Claim');
    await reads(noor, task, /Dr Noor .* has it/);
    await photograph(noor, 'task-mine', task);
    await press(noor, task, 'Open');
    await of(noor)
      .getByRole('dialog')
      .getByText(/examine the rash/)
      .first()
      .waitFor();
    await photograph(noor, 'task-open');
    await noBarriers(of(noor), 'an open task');
    await of(noor).keyboard.press('Escape');
    await noBarriersIn(noor, task, 'Done', 'Outcome');
    await fill(noor, task, 'Done', 'It is done', [
      ['Outcome', 'seen'],
      ['What was the patient told, and how?', 'inPerson'],
    ]);
    await reads(amara, task, /Done by Dr Noor/, /told in person/);
    await reads(amara, reference, new RegExp(`${task}.*done`));
    await photograph(amara, 'task-done', task);
  });

  it('goes to all practices at once, with a receipt of each', { timeout: 120_000 }, async () => {
    await say(gareth, 'task all');
    const answer = of(gareth).locator('.message').last();
    await answer.getByRole('button', { name: 'To several practices' }).click();
    const dialog = of(gareth).getByRole('dialog');
    await dialog.getByRole('button', { name: 'Send', exact: true }).waitFor();
    await fillIn(dialog, [
      ['What is to be done?', 'other'],
      [/What do you ask of them/, 'Please say how many staff you have on Friday.'],
    ]);
    await photograph(gareth, 'task-round-form');
    await noBarriers(of(gareth), 'the form to several practices');
    await dialog.getByRole('button', { name: 'Send', exact: true }).click();
    await dialog.getByText(/Sent to/).waitFor();
    await of(gareth).keyboard.press('Escape');
    const sent = await newestTask();
    await say(gareth, 'tasks');
    await photograph(gareth, 'task-list');
    await noBarriers(of(gareth), 'the list of tasks');
    expect(await of(gareth).locator('.message').last().textContent()).toContain(sent);
    await photograph(amara, 'task-round');
    await noBarriers(of(amara), 'a round with its receipts');
  });

  it('without a fault in any window', () => {
    process.stdout.write(`tasks: ${words()}\n`);
    expect(faults).toEqual([]);
  });
});
