// A drill from the lead's typed word to the card that says how it went, as a lead, a clinical lead, a clinician and a practice see it.
import { describe, expect, it } from 'vitest';
import { disasterIds } from '../../src/domain/disaster/id.ts';
import { referenceOf } from '../../src/domain/reference.ts';
import { madeUpId } from '../../src/domain/rehearsal/made-up.ts';
import { amara, type DemoPerson, demoHub, demoPractices, gareth, leila, ravinder } from '../../src/sandbox/demo/people.ts';
import { missing } from '../sandbox/page-windows.ts';
import { channelOfPractice, hubChannel } from './given.ts';
import { calm } from './lifedesk.ts';
import { openWindows } from './windows.ts';

const tidewayChannel = channelOfPractice.of(demoPractices.tideway);

describe.skipIf(missing)('a drill', () => {
  const { of, reads, arrives, press, say, fill, photograph, stage, faults, words } = openWindows([
    [gareth, hubChannel, 'light'],
    [leila, hubChannel, 'dark'],
    [amara, hubChannel, 'dark'],
    [ravinder, tidewayChannel, 'light'],
  ]);
  const answerTo = (person: DemoPerson) => of(person).locator('.message').last();
  const look = async (minutes: number): Promise<void> => {
    stage().pass(minutes * 60_000);
    await stage().product.sweepNow();
    await calm(stage());
  };
  let id = '';
  const made = (number: number): string => referenceOf(madeUpId(id, number));

  it('is begun by a typed word, read as a drill, and confirmed by the second lead', { timeout: 60_000 }, async () => {
    await say(gareth, 'drill practice Tideway');
    await answerTo(gareth).getByText('Preview: DRILL: Practice down: Tideway Health Centre').waitFor();
    await photograph(gareth, 'drill-preview');
    await answerTo(gareth).getByRole('button', { name: 'Ask a second lead' }).click();
    await calm(stage());
    const due = (await stage().product.store.due(demoHub, '2099-01-01T00:00:00.000Z', 1_000)).find(({ kind }) => kind === 'disaster');
    id = due?.id ?? '';
    await say(leila, `find ${disasterIds.reference(id)}`);
    await answerTo(leila).getByRole('button', { name: 'Confirm and start' }).click();
    await calm(stage());
    await look(1);
  });

  it('brings six made-up eConsults to the hub, each marked, and into no list', { timeout: 60_000 }, async () => {
    for (const number of [0, 2, 5]) await reads(amara, made(number), /^DRILL · /, /Made up for a drill: no patient waits/);
    await reads(ravinder, made(0), /Waiting at Harbour eHub/);
    await photograph(amara, 'drill-moved', made(2));
    await press(amara, made(0), 'Claim');
    await fill(amara, made(0), 'Complete', 'Complete it', [['Outcome', 'answered:message']]);
    await reads(amara, made(0), /DRILL · Completed by Dr Amara/);
    await press(amara, made(1), 'Claim');
    const real = await arrives(amara);
    await say(amara, 'mine');
    expect(await answerTo(amara).textContent()).not.toMatch(/DRILL X-/);
    await say(amara, 'next');
    await answerTo(amara).getByText(real).first().waitFor();
  });

  it('says at its end how it went, and takes away what was made up', { timeout: 60_000 }, async () => {
    await look(20);
    await say(gareth, `find ${disasterIds.reference(id)}`);
    await answerTo(gareth).getByRole('button', { name: 'End it…' }).click();
    const dialog = of(gareth).getByRole('dialog');
    await dialog.getByText(/What was made up for it is taken away/).waitFor();
    await dialog.getByRole('button', { name: 'End it now', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await look(1);
    await reads(ravinder, made(1), /Taken away: the drill is over/);
    await say(gareth, `find ${disasterIds.reference(id)}`);
    await answerTo(gareth)
      .getByText(/6 made up\. Moved: 6.*Claimed: 2.*Completed: 1\./)
      .waitFor();
    await answerTo(gareth)
      .getByText(/Took part: .*Gareth.*Leila.*Amara/)
      .waitFor();
    await photograph(gareth, 'drill-over');
    await say(gareth, 'drills');
    await answerTo(gareth)
      .getByText(/Tideway Health Centre: last drill/)
      .waitFor();
  });

  it('without a fault in any window', () => {
    process.stdout.write(`drill: ${words()}\n`);
    expect(faults).toEqual([]);
  });
});
