// A day in the sandbox in a real browser: two practices, five people with a window each, and every way an eConsult goes between them.
import { describe, expect, it } from 'vitest';
import { amara, demoPractices, hannah, leila, noor, siobhan } from '../../src/sandbox/demo/people.ts';
import { missing } from '../sandbox/page-windows.ts';
import { noBarriers } from './barriers.ts';
import { channelOfPractice, hubChannel } from './given.ts';
import { climb } from './lifedesk.ts';
import { contractWith, openWindows } from './windows.ts';

const { salternQuay, ferrymansLane } = demoPractices;
const salternChannel = channelOfPractice.of(salternQuay);

describe.skipIf(missing)('a day in five windows', () => {
  const { of, cardOf, reads, arrives, press, fill, photograph, stage, faults, words } = openWindows([
    [amara, hubChannel, 'light'],
    [leila, hubChannel, 'dark'],
    [siobhan, salternChannel, 'light'],
    [noor, salternChannel, 'light'],
    [hannah, channelOfPractice.of(ferrymansLane), 'light'],
  ]);
  const contract = contractWith(salternQuay);

  it('the hub first: passed back, accepted and answered; declined; asked; settled', { timeout: 120_000 }, async () => {
    const accepted = await arrives(amara);
    await photograph(amara, '01-arrived', accepted);
    await press(amara, accepted, 'Claim');
    await cardOf(amara, accepted).getByRole('button', { name: 'Complete', exact: true }).waitFor();
    await fill(amara, accepted, 'Pass to practice', 'Send', contract, '02-pass-back');
    await reads(siobhan, accepted, /Passed to Saltern Quay/);
    await photograph(siobhan, '03-offered', accepted);
    await noBarriers(of(siobhan), 'offered');
    await press(siobhan, accepted, 'Accept');
    await reads(amara, accepted, /Waiting at Saltern Quay/);
    stage().pass(40 * 60_000);
    await press(noor, accepted, 'Claim');
    await reads(amara, accepted, /Claimed by Dr Noor Velasquez/, /Harbour eHub .* · Saltern Quay Medical Centre 40 min/);
    const outcome = [
      ['Outcome', 'appointmentBooked'],
      ['How was the patient told?', 'telephone'],
    ] as const;
    await fill(noor, accepted, 'Complete', 'Complete it', outcome, '04-completing');
    await reads(amara, accepted, /Completed by Dr Noor Velasquez/);

    const declined = await arrives(amara);
    await press(amara, declined, 'Claim');
    await fill(amara, declined, 'Pass to practice', 'Send', contract);
    await fill(siobhan, declined, 'Ask', 'Ask', [[/Your question/, 'Left arm or right?']]);
    await reads(amara, declined, /asks Harbour eHub .*Left arm or right/);
    await photograph(amara, '05-asked', declined);
    await fill(amara, declined, 'Answer', 'Answer', [[/Your answer/, 'The left one.']], '06-answering');
    await reads(siobhan, declined, /The left one/);
    await fill(
      siobhan,
      declined,
      'Decline',
      'Decline it',
      [
        ['Why?', 'noCapacity'],
        [/Anything they should know/, 'Two doctors are away.'],
      ],
      '07-declining',
    );
    await reads(amara, declined, /Waiting at Harbour eHub/, /Two doctors are away/);
    await fill(leila, declined, 'Settle who has it', 'Settle it', [['Who has it?', salternQuay]], '08-settling');
    await reads(noor, declined, /Waiting at Saltern Quay/);
    await photograph(noor, '09-settled', declined);
    await noBarriers(of(leila), 'settled, dark');
  });

  it('the practice first: sent on to the hub, and taken by the hub', { timeout: 120_000 }, async () => {
    const onward = await arrives(hannah, { practice: ferrymansLane });
    await fill(
      hannah,
      onward,
      'Pass to the hub',
      'Send',
      [[/Anything they should know/, 'No doctor is here this morning.']],
      '10-send-to-hub',
    );
    await reads(amara, onward, /Waiting at Harbour eHub/, /No doctor is here/);
    const wanted = await arrives(hannah, { practice: ferrymansLane });
    const page = of(amara);
    await page.getByLabel('Start a post').fill(`@eHub pull ${wanted}`);
    await page.keyboard.press('Enter');
    await reads(amara, wanted, /Claimed by Dr Amara Okafor/);
    await reads(hannah, wanted, /Claimed by Dr Amara Okafor/);
    await photograph(hannah, '11-pulled', wanted);
  });

  it('up the ladder to its end, where only the telephone is left, and somebody who has seen it', { timeout: 120_000 }, async () => {
    const reference = await arrives(amara, { priority: 'redFlag' });
    await fill(amara, reference, 'Escalate', 'Escalate', [['Why?', 'clinicalWorry']], '12-escalating');
    await reads(amara, reference, /ESCALATED by Dr Amara Okafor/, /Asked now: Dr Leila Haddad/);
    await photograph(amara, '13-escalated', reference);
    await of(leila).locator('.toast').filter({ hasText: reference }).first().waitFor();
    await photograph(leila, '14-asked-in-person', reference);
    // Worried about the patient: the clinical lead was asked before the hub lead.
    await climb(stage(), reference);
    await reads(leila, reference, /Asked now: Gareth Pritchard/);
    await climb(stage(), reference);
    await reads(amara, reference, /Nobody on the ladder has answered/, /01632 960140/);
    await photograph(amara, '15-only-the-telephone', reference);
    await press(leila, reference, 'I have seen it');
    await reads(amara, reference, /Dr Leila Haddad has seen it/);
    await noBarriers(of(amara), 'escalated');
    await press(amara, reference, 'History');
    await of(amara).getByRole('dialog').getByText('escalated it').first().waitFor();
    await photograph(amara, '16-history');
    process.stdout.write(`day: ${words()}\n`);
    expect(stage().teams.limits.overrunCount()).toBe(0);
    expect(faults).toEqual([]);
  });
});
