// A flooded practice, from the lead's command to the list that is handed back, as a lead, a clinical lead, a clinician and the practice see it.
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { paperPage, paperTable } from '../../src/cards/disaster/paper.ts';
import { disasterIds } from '../../src/domain/disaster/id.ts';
import { onTheWall } from '../../src/domain/time/london.ts';
import { amara, type DemoPerson, demoHub, demoPractices, gareth, leila, ravinder } from '../../src/sandbox/demo/people.ts';
import { missing } from '../sandbox/page-windows.ts';
import { channelOfPractice, hubChannel, submission } from './given.ts';
import { calm } from './lifedesk.ts';
import { openWindows, pictures } from './windows.ts';

const { tideway } = demoPractices;
const tidewayChannel = channelOfPractice.of(tideway);

describe.skipIf(missing)('a disaster', () => {
  const papers: { readonly page: string; readonly table: string }[] = [];
  const { of, reads, arrives, press, say, fill, photograph, stage, faults, words, cardOf } = openWindows(
    [
      [gareth, hubChannel, 'light'],
      [leila, hubChannel, 'dark'],
      [amara, hubChannel, 'light'],
      [ravinder, tidewayChannel, 'light'],
    ],
    {
      keepPaper: async (paper, network) => void papers.push({ page: paperPage(paper, network), table: paperTable(paper, network) }),
    },
  );
  const references: string[] = [];
  let disaster = '';
  const answerTo = (person: DemoPerson) => of(person).locator('.message').last();
  const minutes = async (count: number): Promise<void> => {
    stage().pass(count * 60_000);
    await stage().product.sweepNow();
    await calm(stage());
  };

  const photographPaper = async (html: string): Promise<void> => {
    const paper = await of(gareth).context().newPage();
    await paper.setContent(html);
    await paper.screenshot({ path: join(pictures, 'day-paper-page.png'), fullPage: true });
    await paper.close();
  };

  /** The auditor finds nothing wrong with anything open. */
  const sound = async (): Promise<void> => {
    await stage().product.auditNow();
    expect(stage().log.filter((line) => /"auditRaised"|"auditRepaired"|"auditFailed"/.test(line))).toEqual([]);
  };

  it('is previewed by one lead’s command, and moves nothing', { timeout: 120_000 }, async () => {
    for (let n = 0; n < 4; n++) {
      const submittedAt = new Date(stage().clock.ms() - 60_000).toISOString();
      const { body } = await stage().send(
        submission(`flood-${n}`, { practice: tideway, kind: 'admin', topic: 'Letter or report', submittedAt }),
      );
      references.push(body.reference ?? '');
    }
    await reads(ravinder, references[0] ?? '', /Routine/);
    await say(gareth, 'disaster practice Tideway flood in the building');
    await answerTo(gareth).getByText('Preview: Practice down: Tideway Health Centre').waitFor();
    await answerTo(gareth)
      .getByText(/Moves now: 4 \(4 routine\)/)
      .waitFor();
    await photograph(gareth, 'disaster-preview');
    await answerTo(gareth).getByRole('button', { name: 'Ask a second lead' }).click();
    await answerTo(gareth)
      .getByText(/A second lead must confirm/)
      .first()
      .waitFor();
    await calm(stage());
    const due = (await stage().product.store.due(demoHub, '2099-01-01T00:00:00.000Z', 1_000)).find(({ kind }) => kind === 'disaster');
    disaster = `${disasterIds.reference(due?.id ?? '')}`;
    await say(leila, `find ${disaster}`);
    await answerTo(leila)
      .getByText(/Nothing has moved. A second lead must confirm/)
      .first()
      .waitFor();
    await photograph(leila, 'disaster-proposed');
  });

  it('is confirmed by the second, moves everything to the hub, and everybody reads so', { timeout: 120_000 }, async () => {
    await answerTo(leila).getByRole('button', { name: 'Confirm and start' }).click();
    await calm(stage());
    await reads(ravinder, references[0] ?? '', /Waiting at Harbour eHub/);
    await reads(amara, references[0] ?? '', /DISASTER .*moved from Tideway Health Centre to Harbour eHub/);
    await photograph(amara, 'disaster-moved', references[0]);
    await of(ravinder)
      .getByText(/You need not do anything/)
      .first()
      .waitFor();
    await photograph(ravinder, 'disaster-practice');
    await press(amara, references[0] ?? '', 'Claim');
    await reads(amara, references[0] ?? '', /Claimed by Dr Amara/);
    await sound();
  });

  it('is extended, said again every hour, ended, and handed back with a list', { timeout: 120_000 }, async () => {
    await minutes(61);
    await say(gareth, `find ${disaster}`);
    await answerTo(gareth)
      .getByText(/4 moved/)
      .waitFor();
    await photograph(gareth, 'disaster-running');
    await answerTo(gareth).getByRole('button', { name: 'Change its end' }).click();
    const dialog = of(gareth).getByRole('dialog');
    await dialog.getByRole('button', { name: 'Save', exact: true }).waitFor();
    await dialog.getByLabel('When should it end?').first().selectOption({ index: 3 });
    await photograph(gareth, 'disaster-extend');
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await say(gareth, `find ${disaster}`);
    await answerTo(gareth).getByRole('button', { name: 'End it…' }).click();
    await dialog.getByRole('button', { name: 'End it now', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await calm(stage());
    await reads(ravinder, references[1] ?? '', /Routine/);
    expect(
      await cardOf(ravinder, references[1] ?? '')
        .getByText(/Waiting at Harbour/)
        .count(),
    ).toBe(0);
    await minutes(1);
    await say(gareth, `find ${disaster}`);
    await answerTo(gareth).getByRole('button', { name: 'What was moved' }).click();
    await dialog.getByText(/4 moved: 0 done, 3 brought back, 1 still open/).waitFor();
    await photograph(gareth, 'disaster-report');
    await of(gareth).keyboard.press('Escape');
    await fill(amara, references[0] ?? '', 'Complete', 'Complete it', [
      ['Outcome', 'adminDone'],
      ['How was the patient told?', 'message'],
    ]);
    await minutes(70);
    await say(gareth, `find ${disaster}`);
    await answerTo(gareth)
      .getByText(/Closed/)
      .first()
      .waitFor();
    await sound();
    await say(gareth, `history ${disaster}`);
    await photograph(gareth, 'disaster-history');
  });

  it('is signed by those it touched, once it is closed', { timeout: 60_000 }, async () => {
    await say(gareth, `find ${disaster}`);
    await answerTo(gareth).getByRole('button', { name: 'Sign what was moved' }).click();
    const dialog = of(gareth).getByRole('dialog');
    await dialog.getByText(/You sign for Harbour eHub/).waitFor();
    await photograph(gareth, 'disaster-sign');
    await dialog.getByRole('button', { name: 'Sign', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await say(leila, `find ${disaster}`);
    await answerTo(leila)
      .getByText(/Signed: Harbour eHub by Gareth/)
      .waitFor();
    await photograph(leila, 'disaster-signed');
  });

  it('of Teams itself is worked through on paper, which a lead enters afterwards', { timeout: 120_000 }, async () => {
    const [answered = '', claimed = '', taken = ''] = [await arrives(amara), await arrives(amara), await arrives(amara)];
    await say(gareth, 'disaster teams sign-in fails since eight');
    await answerTo(gareth).getByRole('button', { name: 'Ask a second lead' }).click();
    await calm(stage());
    const due = (await stage().product.store.due(demoHub, '2099-01-01T00:00:00.000Z', 1_000)).find(({ kind }) => kind === 'disaster');
    const trouble = disasterIds.reference(due?.id ?? '');
    await say(leila, `find ${trouble}`);
    await answerTo(leila).getByRole('button', { name: 'Confirm and start' }).click();
    await minutes(1);
    const time = onTheWall(stage().clock.now()).time;
    await photographPaper(papers.at(-1)?.page ?? '');
    await press(amara, taken, 'Claim');
    await minutes(30);
    const lines = (papers.at(-1)?.table ?? '').split('\r\n');
    const line = (reference: string, filledIn: string): string =>
      (lines.find((each) => each.includes(reference)) ?? '').replace(/,"","","",""$/, `,${filledIn}`);
    const table = [
      lines[0] ?? '',
      line(answered, `Answered with advice,${amara.name},${time},Telephone`),
      line(claimed, `Claimed,${amara.name},${time},`),
      line(taken, `Claimed,${leila.name},${time},`),
    ].join('\n');
    const enter = async (lead: DemoPerson, words: string, picture: string): Promise<void> => {
      await say(lead, `find ${trouble}`);
      await answerTo(lead).getByRole('button', { name: 'Enter the paper' }).click();
      const dialog = of(lead).getByRole('dialog');
      await dialog.getByLabel('The table').fill(table);
      await photograph(lead, `${picture}-form`);
      await dialog.getByRole('button', { name: 'Enter it', exact: true }).click();
      await dialog.getByText(words).waitFor();
      await photograph(lead, picture);
      await of(lead).keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
    };
    await enter(gareth, '2 entered, 0 stood so already, 1 to be looked at.', 'paper');
    await enter(leila, '0 entered, 2 stood so already, 1 to be looked at.', 'paper-again');
    await reads(amara, answered, /Completed by Dr Amara/);
    await reads(amara, claimed, /Claimed by Dr Amara/);
    await reads(amara, taken, /Claimed by Dr Amara/);
    await sound();
  });

  it('without a fault in any window', () => {
    process.stdout.write(`disaster: ${words()}\n`);
    expect(faults).toEqual([]);
  });
});
