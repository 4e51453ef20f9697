// How many presses and how many seconds it takes to do what people do most, in a real browser: never more than it took before.
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { amara, type DemoPerson, demoPractices, gareth, owen, siobhan } from '../../src/sandbox/demo/people.ts';
import { createPlayer } from '../../src/sandbox/move-clock.ts';
import { missing } from '../sandbox/page-windows.ts';
import { channelOfPractice, hubChannel, submission, until } from './given.ts';
import { Hand, tableOf, type Walked, type Way } from './hand.ts';
import { calm } from './lifedesk.ts';
import { openWindows } from './windows.ts';

const { salternQuay } = demoPractices;
const salternChannel = channelOfPractice.of(salternQuay);

/**
 * What each takes, from where somebody would begin it, to when it is done and nothing lies over the page. Before, a list was dead text: whoever
 * saw something in it wrote `find` and its reference to come to a card that could be pressed.
 */
const ways = {
  claim: { what: 'claim the most urgent', pressesMax: 1, before: 5 },
  openFromList: { what: 'open, from the queue', pressesMax: 4, before: 7 },
  open: { what: 'open, on its card', pressesMax: 2, before: 3 },
  completeOpened: { what: 'complete, having opened it', pressesMax: 4, before: 6 },
  complete: { what: 'complete, on its card', pressesMax: 3, before: 4 },
  passBackOpened: { what: 'pass back, having opened it', pressesMax: 6, before: 9 },
  passBack: { what: 'pass back, on its card', pressesMax: 5, before: 7 },
  acceptFromList: { what: 'accept, from the queue', pressesMax: 3, before: 5 },
  accept: { what: 'accept, on its card', pressesMax: 1, before: 1 },
  decline: { what: 'decline, on its card', pressesMax: 3, before: 4 },
  place: { what: 'place, on its card', pressesMax: 3, before: 4 },
  sign: { what: 'sign the day', pressesMax: 1, before: 1 },
  addStaff: { what: 'add staff', pressesMax: 9, before: 9 },
  hours: { what: 'change hours', pressesMax: 6, before: 6 },
} as const satisfies Readonly<Record<string, Way>>;
/** Each of these is done many times a day: fewer presses than before, from where it mostly begins. Accepting on a card was one press, and is. */
const fewer = [
  ways.claim,
  ways.open,
  ways.openFromList,
  ways.complete,
  ways.completeOpened,
  ways.passBack,
  ways.passBackOpened,
  ways.acceptFromList,
];

describe.skipIf(missing)('presses and seconds', () => {
  const { of, cardOf, arrives, stage, faults } = openWindows([
    [amara, hubChannel, 'light'],
    [gareth, hubChannel, 'light'],
    [siobhan, salternChannel, 'light'],
  ]);
  const walked: Walked[] = [];
  const hands = new Map<DemoPerson, Hand>();
  const handOf = (person: DemoPerson): Hand => {
    const hand = hands.get(person) ?? new Hand(of(person));
    hands.set(person, hand);
    return hand;
  };
  const done = (hand: Hand, way: Way): void => {
    const it = hand.end(way);
    walked.push(it);
    expect(it.presses, it.what).toBeLessThanOrEqual(way.pressesMax);
  };
  const button = (within: Locator | Page, name: string | RegExp): Locator => within.getByRole('button', { name, exact: true }).first();
  const dialogOf = (person: DemoPerson): Locator => of(person).getByRole('dialog');
  /** Somebody's own chat with eHub, and back to their channel: where they are before anything is counted. */
  const inChat = (person: DemoPerson): Promise<void> => button(of(person), /^Chat/).click();
  const inChannel = (person: DemoPerson): Promise<void> =>
    of(person)
      .getByRole('link', { name: /^eConsults/ })
      .first()
      .click();
  const claimed = async (): Promise<string> => {
    const reference = await arrives(amara);
    await button(cardOf(amara, reference), 'Claim').click();
    await button(cardOf(amara, reference), 'Complete').waitFor();
    await calm(stage());
    return reference;
  };
  const offered = async (): Promise<string> => {
    const reference = await claimed();
    await button(cardOf(amara, reference), 'Pass to practice').click();
    await passOn(new Hand(of(amara)));
    await calm(stage());
    await button(cardOf(siobhan, reference), 'Accept').waitFor();
    return reference;
  };
  const passOn = async (hand: Hand): Promise<void> => {
    const dialog = hand.page.getByRole('dialog');
    await hand.choose(dialog.getByLabel('Why?'), 'faceToFace');
    await hand.fill(dialog.getByLabel(/What do you ask of them/), 'Please look at the rash today.');
    await hand.choose(dialog.getByLabel('By when?'), 1);
    await hand.press(button(dialog, 'Send'));
    await dialog.waitFor({ state: 'detached' });
  };
  const complete = async (hand: Hand): Promise<void> => {
    const dialog = hand.page.getByRole('dialog');
    await hand.choose(dialog.getByLabel('Outcome'), 'answered:message');
    await hand.press(button(dialog, 'Complete it'));
    await dialog.waitFor({ state: 'detached' });
  };

  it('the most urgent is claimed, and one is opened', { timeout: 120_000 }, async () => {
    for (const priority of ['routine', 'urgent', 'redFlag', 'routine']) await arrives(amara, { priority });
    const board = of(amara).locator('.message').filter({ hasText: 'Board of Harbour eHub' }).first();
    await until('the board counts them', async () => {
      stage().pass(1_000);
      return (await button(board, 'Claim the most urgent').count()) > 0;
    });
    const hand = handOf(amara).begin();
    await hand.press(button(board, 'Claim the most urgent'));
    await board.getByText(/ is yours\./).waitFor();
    done(hand, ways.claim);

    const onCard = await arrives(amara);
    hand.begin();
    await hand.press(button(cardOf(amara, onCard), 'Open'));
    await hand.press(button(dialogOf(amara), 'I am working on it'));
    await dialogOf(amara).getByText('Every opening is recorded').waitFor();
    done(hand, ways.open);
    await of(amara).keyboard.press('Escape');

    await inChat(amara);
    hand.begin();
    await hand.write('queue');
    const list = of(amara).locator('.message').filter({ hasText: 'Open at Harbour eHub' }).last();
    await hand.press(button(list, new RegExp(`^Open ${onCard}`)));
    await hand.press(button(dialogOf(amara), 'I am working on it'));
    await dialogOf(amara).getByText('Every opening is recorded').waitFor();
    done(hand, ways.openFromList);
    await of(amara).keyboard.press('Escape');
    await inChannel(amara);
  });

  it('one is completed, and one is passed back, from its card and from what was sent', { timeout: 120_000 }, async () => {
    const hand = handOf(amara);
    for (const [name, title, go] of [
      ['complete', 'Complete', complete],
      ['passBack', 'Pass to practice', passOn],
    ] as const) {
      const onCard = await claimed();
      hand.begin();
      await hand.press(button(cardOf(amara, onCard), title));
      await go(hand);
      done(hand, ways[name]);
      const opened = await claimed();
      hand.begin();
      await hand.press(button(cardOf(amara, opened), 'Open'));
      await hand.press(button(dialogOf(amara), title));
      await go(hand);
      done(hand, ways[`${name}Opened`]);
    }
  });

  it('what was passed back is accepted or declined', { timeout: 120_000 }, async () => {
    const hand = handOf(siobhan);
    const accepted = await offered();
    hand.begin();
    await hand.press(button(cardOf(siobhan, accepted), 'Accept'));
    await button(cardOf(siobhan, accepted), 'Accept').waitFor({ state: 'detached' });
    done(hand, ways.accept);

    const declined = await offered();
    hand.begin();
    await hand.press(button(cardOf(siobhan, declined), 'Decline'));
    await hand.choose(dialogOf(siobhan).getByLabel('Why?'), 'noCapacity');
    await hand.press(button(dialogOf(siobhan), 'Decline it'));
    await dialogOf(siobhan).waitFor({ state: 'detached' });
    done(hand, ways.decline);

    const listed = await offered();
    await inChat(siobhan);
    hand.begin();
    await hand.write('queue');
    const list = of(siobhan).locator('.message').filter({ hasText: 'Open at Saltern Quay' }).last();
    await hand.press(button(list, new RegExp(`^Accept ${listed}`)));
    await list.getByText(`${listed} is accepted.`).waitFor();
    done(hand, ways.acceptFromList);
    await inChannel(siobhan);
  });

  it('one without a practice is placed, somebody is added, and hours are changed', { timeout: 120_000 }, async () => {
    const hand = handOf(gareth);
    const reference = (await stage().send(submission('presses-unplaced', { practice: 'Z99999' }))).body.reference ?? '';
    await calm(stage());
    await button(cardOf(gareth, reference), 'Place').waitFor();
    hand.begin();
    await hand.press(button(cardOf(gareth, reference), 'Place'));
    await hand.choose(dialogOf(gareth).getByLabel('Whose patient is it?'), salternQuay);
    await hand.press(button(dialogOf(gareth), 'Place it'));
    await dialogOf(gareth).waitFor({ state: 'detached' });
    done(hand, ways.place);

    await inChat(gareth);
    hand.begin();
    await hand.write('manage');
    await hand.press(button(of(gareth).locator('.message').last(), 'Add somebody to the staff'));
    const form = dialogOf(gareth);
    await hand.fill(form.getByRole('combobox', { name: 'Who', exact: true }), owen.name);
    await hand.fill(form.getByRole('textbox', { name: /^Name/ }), owen.name);
    await hand.choose(form.getByRole('combobox', { name: /^Role/ }), 'hubAdministrator');
    await hand.choose(form.getByRole('combobox', { name: /^Where/ }), 1);
    await hand.press(button(form, 'Save'));
    await form.getByText('Saved.').waitFor();
    await hand.press(button(form, 'Close'));
    done(hand, ways.addStaff);

    hand.begin();
    await hand.write(`manage ${salternQuay}`);
    await hand.press(button(of(gareth).locator('.message').last(), 'Opening hours'));
    await hand.fill(dialogOf(gareth).getByRole('textbox', { name: /^Monday/ }), '08:00-19:00');
    await hand.press(button(dialogOf(gareth), 'Save'));
    await dialogOf(gareth).getByText('Saved.').waitFor();
    await hand.press(button(dialogOf(gareth), 'Close'));
    done(hand, ways.hours);
    const { network } = await stage().product.network.now();
    expect(network.practices[salternQuay]?.hours.week.monday).toEqual([{ from: '08:00', to: '19:00' }]);
    expect(Object.values(network.staff).some(({ name }) => name === owen.name)).toBe(true);
  });

  it('the day is signed, and of all of it there is a table', { timeout: 120_000 }, async () => {
    const { clock, product } = stage();
    const failures: unknown[] = [];
    const player = createPlayer({ clock, nextDue: product.nextDue, sweep: product.sweepNow, failed: (error) => failures.push(error) });
    // From the morning to after the last closing.
    await player.playOn(11 * 3_600_000);
    await calm(stage());
    const page = of(siobhan);
    const day = page.locator('.message').filter({ hasText: 'End of the day at Saltern Quay' }).last();
    await button(day, 'Sign').waitFor();
    const hand = handOf(siobhan).begin();
    await hand.press(button(day, 'Sign'));
    await day.getByText(`Signed by ${siobhan.name}`).first().waitFor();
    done(hand, ways.sign);

    process.stdout.write(`presses:\n${tableOf(walked)}\n`);
    await until('all were walked', () => walked.length === Object.keys(ways).length);
    for (const { what, presses, before = 0 } of walked) expect(presses, what).toBeLessThanOrEqual(before);
    for (const way of fewer) expect(way.pressesMax, way.what).toBeLessThan(way.before);
    expect([failures, faults]).toEqual([[], []]);
  });
});
