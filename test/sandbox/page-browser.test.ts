// The page in a real browser, as people use it: pressing, typing, dialogs, two windows, notifications, a server that went away.
import { describe, expect, it } from 'vitest';
import type { PressAnswer } from '../../src/sandbox/api.ts';
import { noFaults } from '../../src/sandbox/faults.ts';
import { askBack, chatOfPat, dialogCard, execute, fetchDialog, hostileCard, hubChannel, leadChannel, requestCard } from './page-people.ts';
import { message } from './page-stub.ts';
import { button, card, missing, windows } from './page-windows.ts';

describe.skipIf(missing)('the page in a browser', () => {
  const { stub, open } = windows();

  it('shows who I am, where I am, threads with replies, and what is unread', async () => {
    const page = await open();
    await expect.poll(() => page.title()).toBe('Incoming · Dr Priya Patel · Teams (sandbox)');
    expect(await page.locator('.message').allTextContents()).toHaveLength(6);
    expect(await page.locator('.replies .message').first().textContent()).toContain('Known to me');
    expect(await card(page, 'C4P-9TD').textContent()).toContain('Edited');
    expect(await page.locator('.day').allTextContents()).toEqual(['Yesterday', 'Today']);
    expect(await page.getByRole('link', { name: /^Leads/ }).textContent()).toContain('2 unread');
    expect(await page.getByText('Everyone here is made up').isVisible()).toBe(true);
    await page.getByRole('link', { name: /^Leads/ }).click();
    await page.getByText('41 received').waitFor();
    expect(new URL(page.url()).searchParams.get('at')).toBe(leadChannel);
    await expect.poll(() => page.getByRole('link', { name: /^Leads/ }).textContent()).not.toContain('unread');
    await page.goBack();
    await card(page, 'K7M-4QX').waitFor();
  });

  it('a press is busy until it is answered, sends verb and data once, and shows the answer under the card', async () => {
    const page = await open();
    let answer: (value: PressAnswer) => void = () => undefined;
    stub().answers.push(new Promise((resolve) => (answer = resolve)));
    await button(page, 'K7M-4QX', 'Claim').click();
    await card(page, 'K7M-4QX').locator('[aria-busy=true]').waitFor();
    await button(page, 'K7M-4QX', 'Claim').click();
    await button(page, 'K7M-4QX', 'Claim').press('Enter');
    answer({ kind: 'message', text: 'Already claimed by Dr Owen Hughes at 09:14.' });
    await card(page, 'K7M-4QX').getByRole('status').getByText('Already claimed by Dr Owen Hughes').waitFor();
    expect(stub().posts).toEqual([
      {
        path: 'press',
        body: { me: 'p-1', conversation: hubChannel, message: 'm3', type: 'Action.Execute', verb: 'claim', data: { from: 'button' } },
      },
    ]);
    stub().answers.push({ kind: 'error', text: 'Unable to reach app. Please try again.' });
    await button(page, 'K7M-4QX', 'Claim').click();
    await card(page, 'K7M-4QX').locator('.note.bad').getByText('Unable to reach app').waitFor();
  });

  it('inputs are checked and sent; an edit of another card leaves them alone; an edit of this one keeps the place', async () => {
    const page = await open();
    await button(page, 'K7M-4QX', 'Ask the practice').click();
    await button(page, 'K7M-4QX', 'Send question').click();
    await card(page, 'K7M-4QX').getByText('Write what you want to know').waitFor();
    expect(stub().posts).toEqual([]);
    const question = card(page, 'K7M-4QX').getByRole('textbox', { name: 'Question' });
    await question.fill('Is there an X-ray?');
    stub().edit('m4', {
      card: requestCard('R2W-8HB', 'Red flag', 'Claimed by <at>Dr Owen Hughes</at> at 09:20', [execute('takeOver', 'Take over')]),
    });
    await button(page, 'R2W-8HB', 'Take over').waitFor();
    expect(await card(page, 'R2W-8HB').locator('.mention').textContent()).toBe('Dr Owen Hughes');
    expect(await question.inputValue()).toBe('Is there an X-ray?');
    expect(await question.evaluate((field) => document.activeElement === field)).toBe(true);
    // A new version with the same card (somebody else's press was answered, say) leaves its inputs alone, too.
    stub().edit('m3', {});
    await card(page, 'K7M-4QX').getByText('Edited').waitFor();
    expect(await question.inputValue()).toBe('Is there an X-ray?');
    await button(page, 'K7M-4QX', 'Send question').click();
    await expect.poll(() => stub().posts[0]?.body['data']).toEqual({ from: 'button', question: 'Is there an X-ray?', reason: 'records' });
    await button(page, 'K7M-4QX', 'Open').focus();
    stub().edit('m3', { card: requestCard('K7M-4QX', 'Urgent', 'Claimed', [execute('release', 'Release'), fetchDialog, askBack]) });
    await button(page, 'K7M-4QX', 'Release').waitFor();
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Open');
  });

  it('a dialog keeps the focus, is submitted with its inputs, can come back with words, and gives the focus back', async () => {
    const page = await open();
    const dialog = { title: 'eConsult K7M-4QX', card: dialogCard, height: 'medium', width: 'medium' };
    stub().answers.push({ kind: 'dialog', dialog }, { kind: 'error', text: 'Not now.' }, { kind: 'closed' });
    await button(page, 'K7M-4QX', 'Open').click();
    const box = page.getByRole('dialog', { name: 'eConsult K7M-4QX' });
    await box.getByText('My knee hurts *a lot* <b>since</b> Sunday.').waitFor();
    await box.getByRole('button', { name: 'Complete' }).click();
    await box.getByText('Choose how the patient was told').waitFor();
    for (let presses = 0; presses < 12; presses += 1) {
      await page.keyboard.press('Tab');
      expect(
        await page.evaluate(() => document.activeElement === document.body || document.activeElement?.closest('dialog') !== null),
      ).toBe(true);
    }
    await box.getByLabel('Telephone').check();
    await box.getByRole('button', { name: 'Complete' }).click();
    await box.getByText('Not now.').waitFor();
    await box.getByRole('button', { name: 'Complete' }).click();
    await box.waitFor({ state: 'detached' });
    expect(stub().posts.map(({ path }) => path)).toEqual(['press', 'dialog', 'dialog']);
    expect(stub().posts[2]?.body).toEqual({
      me: 'p-1',
      conversation: hubChannel,
      message: 'm3',
      data: { id: 'K7M4QX', told: 'telephone', safe: 'false' },
    });
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Open');
    stub().answers.push({ kind: 'dialog', dialog });
    await page.keyboard.press('Enter');
    await box.waitFor();
    // The button that opened it is drawn anew meanwhile: the focus goes to the one in its place.
    stub().edit('m3', { card: requestCard('K7M-4QX', 'Urgent', 'Claimed', [execute('release', 'Release'), fetchDialog]) });
    await page.getByText('Release').waitFor();
    await page.keyboard.press('Escape');
    await box.waitFor({ state: 'detached' });
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Open');
    // Whoever has gone on to write is not pulled back by what arrives later.
    const field = page.getByLabel('Start a post');
    await field.focus();
    stub().edit('m3', { card: requestCard('K7M-4QX', 'Urgent', 'Done', []) });
    await card(page, 'K7M-4QX').getByText('Done').waitFor();
    expect(await field.evaluate((one) => document.activeElement === one)).toBe(true);
  });

  it('two windows are two people and both see what is said; the bot is mentioned from the keyboard', async () => {
    const mine = await open();
    const theirs = await open(hubChannel, 'p-2');
    const field = mine.getByLabel('Start a post');
    await field.pressSequentially('@eh');
    await mine.getByRole('option', { name: 'eHub' }).waitFor();
    await mine.keyboard.press('Enter');
    await mine.keyboard.type('status');
    await mine.keyboard.press('Enter');
    await theirs
      .getByRole('article', { name: /^Dr Priya Patel, 09:20/ })
      .getByText('status')
      .waitFor();
    expect(stub().posts[0]?.body).toEqual({ me: 'p-1', conversation: hubChannel, text: '<at>eHub</at> status' });
    await expect.poll(() => field.inputValue()).toBe('');
    await card(theirs, 'C4P-9TD').waitFor();
    await theirs.locator('.thread').filter({ hasText: 'C4P-9TD' }).getByRole('button', { name: 'Reply' }).click();
    await theirs.keyboard.type('Done');
    await theirs.keyboard.press('Enter');
    await mine.locator('.replies').getByText('Done').waitFor();
    expect(await mine.locator('.thread').last().textContent()).toContain('Done');
  });

  it('notifies with the summary only, not about what is open, and keeps it under Activity', async () => {
    const page = await open();
    stub().say({ kind: 'toast', from: 'eHub', text: 'Read already', conversation: hubChannel });
    stub().say({ kind: 'toast', from: 'eHub', text: 'New urgent eConsult', conversation: chatOfPat });
    await page.locator('.toast').waitFor();
    expect(await page.locator('.toast').allTextContents()).toEqual(['eHeHubNew urgent eConsult']);
    await page.getByRole('button', { name: 'Activity' }).click();
    expect(await page.locator('.activity li').count()).toBe(2);
    await page.locator('.toast-open').click();
    await page.getByText('target 10:31').waitFor();
    expect(new URL(page.url()).searchParams.get('at')).toBe(chatOfPat);
  });

  it('comes back after the server was away, with what happened meanwhile', async () => {
    const page = await open();
    await expect.poll(() => stub().lines(), { timeout: 15_000 }).toBe(1);
    const threads = stub().threads.get(hubChannel) ?? [];
    stub().threads.set(hubChannel, [...threads, { root: message('late', 'bot', 0, { text: 'Said in the gap' }), replies: [] }]);
    stub().drop();
    await page.locator('.words').getByText('Said in the gap').waitFor({ timeout: 10_000 });
    await expect.poll(() => page.locator('.trouble').textContent()).toBe('');
  });

  it('works in eight windows of one browser, as two people, over one line', { timeout: 90_000 }, async () => {
    const first = await open();
    const address = first.url();
    // A browser opens six connections to one server: with a line for each window the seventh would wait for ever.
    const beside = [];
    for (let n = 0; n < 7; n++) {
      const page = await first.context().newPage();
      page.setDefaultTimeout(30_000);
      await page.goto(n % 2 === 0 ? address : address.replace('me=p-1', 'me=p-2'));
      await card(page, 'K7M-4QX').waitFor();
      beside.push(page);
    }
    await expect.poll(() => stub().lines(), { timeout: 15_000 }).toBe(1);
    stub().edit('m3', { card: requestCard('K7M-4QX', 'Urgent', 'Done', []) });
    for (const page of [first, ...beside]) await card(page, 'K7M-4QX').getByText('Done').waitFor();
    for (const page of beside) await page.close();
    stub().post(hubChannel, message('m9', 'bot', 0, { text: 'The last window hears this' }));
    await first.locator('.words').getByText('The last window hears this').waitFor();
  });

  it('opens the menu of a card at its button', async () => {
    const page = await open();
    const more = { ...execute('more', 'More to do'), mode: 'secondary' };
    stub().edit('m3', { card: requestCard('K7M-4QX', 'Urgent', 'Waiting', [execute('claim', 'Claim'), more]) });
    const dots = card(page, 'K7M-4QX').getByRole('button', { name: 'More options' });
    await dots.click();
    const menu = page.locator('.ac-ctrl-popup-container');
    const [at, from] = [await menu.boundingBox(), await dots.boundingBox()];
    if (at === null || from === null) throw new Error('neither is on the page');
    // Above or below it, and no wider than its words need.
    expect(Math.min(Math.abs(at.y - (from.y + from.height)), Math.abs(at.y + at.height - from.y))).toBeLessThan(2);
    expect(Math.min(Math.abs(at.x - from.x), Math.abs(at.x + at.width - (from.x + from.width)))).toBeLessThan(2);
    expect(at.width).toBeLessThan(300);
    await page.keyboard.press('Enter');
    await expect.poll(() => stub().posts.map(({ body }) => (body as { verb?: string }).verb)).toEqual(['more']);
  });

  it('nothing in a card or a message can become markup, run, or lead to a script', async () => {
    const page = await open();
    stub().post(hubChannel, message('h1', 'bot', 0, { card: hostileCard, text: '<img src=x onerror=alert(1)> <at><b>x</b></at>' }));
    const hostile = page.locator('.thread').last();
    await hostile.getByText('Shown instead').waitFor();
    expect(await hostile.locator('img, script, b, i, .mention, [onclick], [onerror], a:not([href^="https://"])').count()).toBe(0);
    await hostile.getByRole('link', { name: 'Go' }).click();
    expect(page.context().pages()).toHaveLength(1);
    expect(await page.title()).toContain('Incoming');
  });

  it('the controls send samples, move the clock, trouble Teams and add the bot', async () => {
    const page = await open(leadChannel);
    const panel = page.getByRole('complementary', { name: 'Sandbox controls' });
    await panel.getByRole('button', { name: /Chest tightness/ }).click();
    await panel.getByText('Sent, reference T3S-7AB.').waitFor();
    await panel.getByRole('button', { name: 'Tomorrow 08:00' }).click();
    await panel.locator('.clock-face').getByText('Thursday 26 November, 08:00').waitFor();
    await panel.getByLabel('Throttle (429)').selectOption('5');
    await panel.getByLabel('Refuse where').selectOption(leadChannel);
    await panel.getByLabel('Say until when as a date').check();
    await panel.getByLabel('Lose answers after storing').check();
    await panel.getByRole('button', { name: 'Add eHub' }).click();
    await expect.poll(() => stub().posts.length).toBe(7);
    expect(stub().posts.map(({ body }) => body)).toEqual([
      { name: 'chest' },
      { minutes: 1360 },
      { ...noFaults, throttleSeconds: 5 },
      { ...noFaults, throttleSeconds: 5, failIn: leadChannel },
      { ...noFaults, throttleSeconds: 5, failIn: leadChannel, throttleByDate: true },
      { ...noFaults, throttleSeconds: 5, failIn: leadChannel, throttleByDate: true, loseAnswers: true },
      { me: 'p-1', channel: leadChannel, add: true },
    ]);
  });

  it('the clock plays: the face moves on, the button is busy, the end is said; as an outage it jumps', async () => {
    const page = await open(leadChannel);
    const panel = page.getByRole('complementary', { name: 'Sandbox controls' });
    const morning = panel.getByRole('button', { name: 'Next working morning' });
    expect(await morning.getAttribute('title')).toBe('Thursday 26 November, 08:00');
    // The calendar reaches no long weekend here, and a button that leads nowhere is not shown.
    expect(await panel.getByRole('button', { name: 'Evening before a long weekend' }).count()).toBe(0);
    let arrive: () => void = () => undefined;
    stub().ways.push(new Promise((resolve) => (arrive = resolve)));
    await morning.click();
    await panel.getByText('Playing on to Thursday 26 November, 08:00…').waitFor();
    await panel.locator('.clock-face').getByText('Thursday 26 November, 08:00').waitFor();
    expect(await morning.getAttribute('aria-busy')).toBe('true');
    await panel.getByRole('status').getByText('The clock is on its way.').waitFor();
    // Whatever else is pressed while it is on its way asks nothing.
    await panel.getByRole('button', { name: '+1 h' }).click({ force: true });
    arrive();
    await panel.getByRole('status').getByText('It is now Thursday 26 November, 08:00. Everything due meanwhile has happened.').waitFor();
    await expect.poll(() => panel.locator('[aria-busy=true], button[aria-disabled=true]').count()).toBe(0);
    await panel.getByLabel('As an outage: nothing runs meanwhile').check();
    await panel.getByRole('button', { name: '+5 min' }).click();
    await panel.getByRole('status').getByText('It is now Thursday 26 November, 08:05. Nothing ran meanwhile.').waitFor();
    expect(stub().posts.map(({ body }) => body)).toEqual([{ to: 'nextWorkingMorning' }, { minutes: 5, outage: true }]);
  });
});
