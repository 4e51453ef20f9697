// A Monday of each kind of user by keyboard alone: a clinician, a practice administrator, the hub's leads and a GP of a practice that looks first.
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { amara, type DemoPerson, demoPractices, gareth, hannah, leila, noor, siobhan } from '../../src/sandbox/demo/people.ts';
import { createPlayer } from '../../src/sandbox/move-clock.ts';
import { missing } from '../sandbox/page-windows.ts';
import { channelOfPractice, hubChannel, submission, until } from './given.ts';
import { Keys } from './keys.ts';
import { calm } from './lifedesk.ts';
import { openWindows } from './windows.ts';

const { salternQuay, kestrelRoad, ferrymansLane } = demoPractices;
const salternChannel = channelOfPractice.of(salternQuay);

describe.skipIf(missing)('a Monday by keyboard alone', () => {
  const { of, cardOf, reads, arrives, stage, faults } = openWindows([
    [amara, hubChannel, 'light'],
    [leila, hubChannel, 'dark'],
    [gareth, hubChannel, 'light'],
    [siobhan, salternChannel, 'light'],
    [noor, salternChannel, 'light'],
    [hannah, channelOfPractice.of(ferrymansLane), 'dark'],
  ]);
  const hands = new Map<DemoPerson, Keys>();
  const keysOf = (person: DemoPerson): Keys => {
    const keys = hands.get(person) ?? new Keys(of(person));
    hands.set(person, keys);
    return keys;
  };
  const dialogOf = (person: DemoPerson): Locator => of(person).getByRole('dialog');
  const button = (within: Locator, name: string | RegExp): Locator => within.getByRole('button', { name, exact: true }).first();
  /** A button of a card; the person's own view of it may still be on its way. */
  const press = async (person: DemoPerson, reference: string, name: string): Promise<void> => {
    await calm(stage());
    await keysOf(person).pressOn(cardOf(person, reference), name);
  };
  /** Sends what was filled in; the dialog closes, and the focus is back on the card. */
  const send = async (person: DemoPerson, name: string): Promise<void> => {
    await keysOf(person).press(button(dialogOf(person), name));
    await dialogOf(person).waitFor({ state: 'detached' });
    await until('the focus is on the card again', () => of(person).evaluate(() => document.activeElement?.closest('.message') !== null));
    await calm(stage());
  };
  /** Reads what the sender wrote, to its end, and closes it. */
  const readIt = async (person: DemoPerson): Promise<void> => {
    await dialogOf(person).getByText('A rash on my left arm since Sunday.').waitFor();
    await keysOf(person).key('Escape');
    await dialogOf(person).waitFor({ state: 'detached' });
  };
  const passToPractice = async (person: DemoPerson, reference: string): Promise<void> => {
    await press(person, reference, 'Pass to practice');
    const keys = keysOf(person);
    await keys.choose(dialogOf(person).getByLabel('Why?'), 'Needs to be seen face to face');
    await keys.write(dialogOf(person).getByLabel(/What do you ask of them/), 'Please look at the rash today.');
    await keys.choose(dialogOf(person).getByLabel('By when?'), /^(?!Please choose)/);
    await send(person, 'Send');
  };

  it('the clinician claims, opens, completes and passes back', { timeout: 180_000 }, async () => {
    const keys = keysOf(amara);
    const [completed, passed] = [await arrives(amara), await arrives(amara)];
    const board = of(amara).locator('.message').filter({ hasText: 'Board of Harbour eHub' }).first();
    await until('the board counts them', async () => {
      stage().pass(1_000);
      return (await button(board, 'Claim the most urgent').count()) > 0;
    });
    await keys.pressOn(board, 'Claim the most urgent');
    await board.getByText(`${completed} is yours.`).waitFor();
    await press(amara, completed, 'Open');
    await readIt(amara);
    await press(amara, completed, 'Complete');
    await keys.choose(dialogOf(amara).getByLabel('Outcome'), 'Answered with advice');
    await keys.choose(dialogOf(amara).getByLabel('How was the patient told?'), 'By message');
    await send(amara, 'Complete it');
    await reads(amara, completed, /Completed by Dr Amara Okafor/);

    // The other is opened before it is claimed, for a reason, claimed in the dialog, and passed back.
    await press(amara, passed, 'Open');
    await keys.press(button(dialogOf(amara), 'I am working on it'));
    await keys.press(button(dialogOf(amara), 'Claim'));
    await dialogOf(amara).getByText('It is yours now.').waitFor();
    await keys.key('Escape');
    await passToPractice(amara, passed);
    await reads(siobhan, passed, /Passed to Saltern Quay/);
  });

  it('the practice administrator accepts one and declines another', { timeout: 180_000 }, async () => {
    const [accepted, declined] = [await arrives(amara), await arrives(amara)];
    for (const reference of [accepted, declined]) {
      await press(amara, reference, 'Claim');
      await passToPractice(amara, reference);
      await reads(siobhan, reference, /Passed to Saltern Quay/);
    }
    await press(siobhan, accepted, 'Accept');
    await reads(siobhan, accepted, /Waiting at Saltern Quay/);
    await press(siobhan, declined, 'Decline');
    await keysOf(siobhan).choose(dialogOf(siobhan).getByLabel('Why?'), /capacity/i);
    await send(siobhan, 'Decline it');
    await reads(amara, declined, /Waiting at Harbour eHub/);

    // Moved twice: the clinical lead settles who has it, behind the three dots.
    await calm(stage());
    await keysOf(leila).pressInMenu(cardOf(leila, declined), 'Settle who has it');
    await keysOf(leila).choose(dialogOf(leila).getByLabel('Who has it?'), /^Saltern Quay/);
    await send(leila, 'Settle it');
    await reads(noor, declined, /Waiting at Saltern Quay/);
  });

  it('the GP of a practice that looks first reads one, claims it, and passes another to the hub', { timeout: 180_000 }, async () => {
    const [own, onward] = [await arrives(hannah, { practice: ferrymansLane }), await arrives(hannah, { practice: ferrymansLane })];
    await press(hannah, own, 'Open');
    await readIt(hannah);
    await press(hannah, own, 'Claim');
    await reads(hannah, own, /Claimed by Dr Hannah Lindqvist/);
    await press(hannah, onward, 'Pass to the hub');
    await keysOf(hannah).write(dialogOf(hannah).getByLabel(/Anything they should know/), 'No doctor is here this morning.');
    await send(hannah, 'Send');
    await reads(amara, onward, /Waiting at Harbour eHub/, /No doctor is here/);
  });

  it('the hub lead places what names no practice, and the day is signed', { timeout: 180_000 }, async () => {
    const reference = (await stage().send(submission('keyboard-unplaced', { practice: 'Z99999' }))).body.reference ?? '';
    await press(gareth, reference, 'Place');
    await keysOf(gareth).choose(dialogOf(gareth).getByLabel('Whose patient is it?'), new RegExp(`\\(${kestrelRoad}\\)`));
    await send(gareth, 'Place it');
    await reads(gareth, reference, /Waiting at Harbour eHub/);

    const { clock, product } = stage();
    const failures: unknown[] = [];
    const player = createPlayer({ clock, nextDue: product.nextDue, sweep: product.sweepNow, failed: (error) => failures.push(error) });
    await player.playOn(11 * 3_600_000);
    await calm(stage());
    // Where nobody works at a practice, the hub's lead stands for its day.
    await keysOf(gareth).press(
      of(gareth)
        .locator('.team')
        .filter({ hasText: 'Kestrel Road Surgery' })
        .getByRole('link', { name: /^eConsults/ }),
    );
    for (const [person, name] of [
      [siobhan, 'Saltern Quay'],
      [gareth, 'Kestrel Road'],
    ] as const) {
      const day = of(person)
        .locator('.message')
        .filter({ hasText: `End of the day at ${name}` })
        .last();
      await keysOf(person).pressOn(day, 'Sign');
      await day.getByText(`Signed by ${person.name}`).first().waitFor();
    }
    const keys = [...hands].map(([{ name }, { pressed }]) => `${name} ${pressed}`);
    process.stdout.write(`keys pressed: ${keys.join(', ')}\n`);
    expect([failures, faults]).toEqual([[], []]);
  });
});
