// A practice goes live with a wave, and somebody leaves: as a lead types, reads and confirms it, and as those see it whose work changes hands.
import type { Locator } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { stageAt } from '../../src/domain/network/stage.ts';
import { onTheWall } from '../../src/domain/time/calendar.ts';
import { amara, type DemoPerson, demoPractices, gareth, personIdOf, tomasz } from '../../src/sandbox/demo/people.ts';
import { missing } from '../sandbox/page-windows.ts';
import { noBarriers } from './barriers.ts';
import { hubChannel } from './given.ts';
import { calm } from './lifedesk.ts';
import { type Filling, openWindows } from './windows.ts';

const practice = demoPractices.ferrymansLane;

describe.skipIf(missing)('a hub that changes', () => {
  const { of, reads, arrives, press, say, fillIn, photograph, stage, faults, words } = openWindows([
    [gareth, hubChannel, 'light'],
    [amara, hubChannel, 'dark'],
  ]);
  const answer = (): Locator => of(gareth).locator('.message').last();
  const dialog = (): Locator => of(gareth).getByRole('dialog');
  /** The newest card in the hub's channel that says so. */
  const card = (said: RegExp): Locator => of(gareth).locator('.message', { hasText: said }).last();
  const inChannel = async (who: DemoPerson): Promise<void> => {
    await of(who).goto(`${stage().url}/teams?${new URLSearchParams({ me: who.id, at: hubChannel })}`);
    await of(who).getByLabel('Start a post').waitFor();
  };
  async function send(title: string, filling: Filling, picture: string): Promise<void> {
    await fillIn(dialog(), filling);
    await photograph(gareth, picture);
    await noBarriers(of(gareth), picture);
    await dialog().getByRole('button', { name: title, exact: true }).click();
    await dialog().waitFor({ state: 'detached' });
    await calm(stage());
  }
  const today = (): string => onTheWall(stage().clock.now()).date;
  const stageNow = async (): Promise<string> => stageAt((await stage().product.network.now()).network.practices[practice] ?? {}, today());

  it('takes a practice live with a wave, once a lead has read its numbers and said so', { timeout: 60_000 }, async () => {
    const by = { kind: 'person', id: personIdOf(gareth), name: gareth.name } as const;
    const asked = { type: 'setStage', operation: 'shadow', at: stage().clock.now(), by, practice, missing: 0 } as const;
    await stage().product.network.change({ ...asked, step: { from: today(), stage: 'shadow' } });
    expect(await stageNow()).toBe('shadow');
    await say(gareth, 'rollout');
    await answer().getByText('No wave is planned.').waitFor();
    await answer().getByRole('button', { name: 'New wave' }).click();
    await dialog()
      .getByRole('checkbox', { name: /Ferryman/ })
      .check();
    const plan: Filling = [
      ['What it is called', 'First wave'],
      ['From which day?', today()],
      ['How far do they go?', 'live'],
    ];
    await send('Plan it', plan, 'wave-plan');
    await inChannel(gareth);
    const wave = card(/First wave.*Minutes saved/);
    await wave.getByText('Nothing is measured yet. At least 90 % is wanted.').waitFor();
    await photograph(gareth, 'wave-measured');
    await wave.getByRole('button', { name: 'Go…' }).click();
    await dialog()
      .getByText(/Please say why it goes all the same\. Missed: staff trained\./)
      .waitFor();
    await send('Go', [['Why, if something is missed', 'They have learned with made-up ones at their meeting']], 'wave-go');
    await wave.getByText(/Gareth Pritchard said go,.*The stages are set\./).waitFor();
    await photograph(gareth, 'wave-gone');
    expect(await stageNow()).toBe('live');
  });

  it('hands over what somebody has who leaves, and accounts for it', { timeout: 60_000 }, async () => {
    const reference = await arrives(amara);
    await press(amara, reference, 'Claim');
    await reads(amara, reference, /Claimed by Dr Amara/);
    await say(gareth, 'leaver Amara Okafor');
    await answer()
      .getByText(/Nothing is changed yet/)
      .waitFor();
    await photograph(gareth, 'leaver-typed');
    await answer().getByRole('button', { name: 'See what would change…' }).click();
    await dialog().getByText('eConsults they have claimed: 1').waitFor();
    await send('Propose it', [['Who gets what they have?', personIdOf(tomasz)]], 'leaver-form');
    await inChannel(gareth);
    const repair = card(/Somebody leaves/);
    await repair.getByText(/Nothing is changed before a hub lead confirms it/).waitFor();
    await photograph(gareth, 'leaver-proposed');
    await repair.getByRole('button', { name: 'Confirm…' }).click();
    await dialog().getByText('eConsults they have claimed: 1').waitFor();
    await send('Confirm', [], 'leaver-confirm');
    await stage().product.sweepNow();
    await calm(stage());
    await repair.getByText(/Given to .*Tomasz.*: 1/).waitFor();
    await repair.getByText(reference).waitFor();
    await photograph(gareth, 'leaver-over');
    await reads(amara, reference, /Meant for Tomasz/);
    expect((await stage().product.network.now()).network.staff[personIdOf(amara)]).toBeUndefined();
  });

  it('without a fault in any window', () => {
    process.stdout.write(`roll-out: ${words()}\n`);
    expect(faults).toEqual([]);
  });
});
