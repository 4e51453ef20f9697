// Asked for help from a channel that one is not in, and an offer taken back, in a real browser.
import { describe, expect, it } from 'vitest';
import { amara, demoPractices, hannah, leila, siobhan } from '../../src/sandbox/demo/people.ts';
import { missing } from '../sandbox/page-windows.ts';
import { noBarriers } from './barriers.ts';
import { channelOfPractice, hubChannel } from './given.ts';
import { contractWith, openWindows } from './windows.ts';

const { salternQuay, ferrymansLane } = demoPractices;

describe.skipIf(missing)('asked for help', () => {
  const { of, cardOf, reads, arrives, press, fill, photograph, faults } = openWindows([
    [amara, hubChannel, 'light'],
    [leila, hubChannel, 'light'],
    [siobhan, channelOfPractice.of(salternQuay), 'light'],
    [hannah, channelOfPractice.of(ferrymansLane), 'light'],
  ]);
  const contract = contractWith(salternQuay);

  it('about what a practice has, by a message with its own button; the hub\u2019s channel has its card', { timeout: 120_000 }, async () => {
    const reference = await arrives(hannah, { practice: ferrymansLane });
    await fill(hannah, reference, 'Escalate', 'Escalate', [['Why?', 'clinicalWorry']]);
    await reads(hannah, reference, /ESCALATED by/);
    await reads(amara, reference, /ESCALATED by/, /Asked now/);
    await photograph(amara, 'asked-1-in-the-hub', reference);
    // Amara is on duty, and was asked in her own chat.
    const page = of(amara);
    await page.getByRole('button', { name: /^Chat/ }).first().click();
    const message = page.locator('.message').filter({ hasText: `${reference} is escalated to you` });
    await message.getByRole('button', { name: 'I have seen it', exact: true }).waitFor();
    await photograph(amara, 'asked-2-in-the-chat');
    await noBarriers(page, 'asked in the chat');
    await message.getByRole('button', { name: 'I have seen it', exact: true }).click();
    await message.getByText(/Dr Amara Okafor has seen it/).waitFor();
    await photograph(amara, 'asked-3-seen');
    await reads(hannah, reference, /Dr Amara Okafor has seen it/);
    await photograph(hannah, 'asked-4-seen-at-the-practice', reference);
  });

  it('an offer is taken back by its maker, and the practice reads so', { timeout: 120_000 }, async () => {
    await of(amara).goto(
      of(amara)
        .url()
        .replace(/at=[^&]*/, `at=${encodeURIComponent(hubChannel)}`),
    );
    const reference = await arrives(amara);
    await press(amara, reference, 'Claim');
    await cardOf(amara, reference).getByRole('button', { name: 'Complete', exact: true }).waitFor();
    await fill(amara, reference, 'Pass to practice', 'Send', contract);
    await reads(siobhan, reference, /Passed to Saltern Quay/);
    await photograph(amara, 'taken-back-1-offered', reference);
    await press(amara, reference, 'Take back');
    await reads(siobhan, reference, /Claimed by Dr Amara Okafor/);
    await photograph(siobhan, 'taken-back-2-at-the-practice', reference);
    await fill(amara, reference, 'Pass to practice', 'Send', contract);
    await fill(siobhan, reference, 'Decline', 'Decline it', [
      ['Why?', 'noCapacity'],
      [/Anything they should know/, 'Two doctors are away.'],
    ]);
    await reads(amara, reference, /Declined by .*Two doctors are away/);
    await photograph(amara, 'taken-back-3-declined', reference);
    expect(faults).toEqual([]);
  });
});
