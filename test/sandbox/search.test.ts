// The app from the box to write in, its search and its actions: what the bot is asked, what a client shows, and both in a real browser.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import manifest from '../../manifest/manifest.json' with { type: 'json' };
import { appActions } from '../../src/sandbox/api.ts';
import { safeLine } from '../../src/sandbox/page/search.ts';
import type { Stage } from './given.ts';
import { ann, card, cat, hub, mill, setStage } from './given.ts';
import { missing, windows } from './page-windows.ts';

const result = (title: unknown, text: unknown = 'Waiting') => ({
  contentType: 'application/vnd.microsoft.card.adaptive',
  content: card('found'),
  preview: { contentType: 'application/vnd.microsoft.card.thumbnail', content: { title, text } },
});
const results = (...attachments: unknown[]) => ({
  status: 200,
  body: { composeExtension: { type: 'result', attachmentLayout: 'list', attachments } },
});
const unable = { kind: 'error', text: 'Unable to reach app. Please try again.' };

describe('a search', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await setStage();
  });
  afterEach(() => stage.close());
  const query = (words: string) => stage.teams.clients.query(ann, hub, words);

  it('asks the bot as Teams does, as the person, and gives title, text and card of each result', async () => {
    stage.think(() => results(result('K7M-4QX'), result('R2W-8HB', 7)));
    expect(await query('mill')).toEqual({
      kind: 'results',
      results: [
        { title: 'K7M-4QX', text: 'Waiting', card: card('found') },
        { title: 'R2W-8HB', text: '', card: card('found') },
      ],
    });
    const [asked] = stage.invokes('composeExtension/query');
    expect(asked).toMatchObject({
      from: { aadObjectId: ann },
      conversation: { id: hub, conversationType: 'channel' },
      channelData: { source: { name: 'compose' } },
      value: { commandId: 'find', parameters: [{ name: 'words', value: 'mill' }], queryOptions: { skip: 0, count: 15 } },
    });
    expect(asked).not.toHaveProperty('replyToId');
  });

  it('that was only opened is an initial run', async () => {
    await query('');
    expect(stage.invokes()[0]?.['value']).toMatchObject({ parameters: [{ name: 'initialRun', value: 'true' }] });
  });

  it('lists no more than it asked for, and nothing without a title', async () => {
    stage.think(() => results(result(undefined), 'x', null, ...Array.from({ length: 30 }, (_, i) => result(`r${i}`))));
    const answer = await query('r');
    expect(answer.kind === 'results' && answer.results.map(({ title }) => title)).toEqual(Array.from({ length: 12 }, (_, i) => `r${i}`));
  });

  it('shows the words of the bot when it has no results', async () => {
    stage.think(() => ({ status: 200, body: { composeExtension: { type: 'message', text: 'Nothing found.' } } }));
    expect(await query('zebra')).toEqual({ kind: 'message', text: 'Nothing found.' });
  });

  it.each([
    { status: 500 },
    { status: 200 },
    { status: 200, body: [] },
    { status: 200, body: { composeExtension: { type: 'auth' } } },
    { status: 403, body: results(result('K7M-4QX')).body },
  ])('answered by %j says that the app cannot be reached', async (answer) => {
    stage.think(() => answer);
    expect(await query('x')).toEqual(unable);
  });

  it('where the app is not, or by somebody who is not there, never reaches the bot', async () => {
    expect(await stage.teams.clients.query(cat, mill, 'x')).toMatchObject({
      kind: 'error',
      text: expect.stringMatching(/not in this team/),
    });
    await expect(stage.teams.clients.query(cat, hub, 'x')).rejects.toThrow('This person is not in that conversation.');
    expect(stage.heard).toEqual([]);
  });

  it('goes over the API of the page', async () => {
    stage.think(() => results(result('K7M-4QX')));
    const post = (body: object) =>
      fetch(`${stage.server.url}/teams/api/search`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    expect(await (await post({ me: ann, conversation: hub, words: 'k' })).json()).toMatchObject({ results: [{ title: 'K7M-4QX' }] });
    expect((await post({ me: ann, words: 'k' })).status).toBe(400);
    expect((await post({ me: cat, conversation: hub, words: 'k' })).status).toBe(404);
  });
});

describe('an action of the app', () => {
  let stage: Stage;
  beforeEach(async () => {
    stage = await setStage();
  });
  afterEach(() => stage.close());
  const act = (data?: Record<string, string>) => stage.teams.clients.act(ann, hub, 'task', data);
  const form = { task: { type: 'continue', value: { title: 'Send a task', card: { content: card('form') } } } };

  it('is one that the manifest offers where a message is written, by its title', () => {
    const offered = manifest.composeExtensions.flatMap(({ commands }) => commands).filter(({ type }) => type === 'action');
    expect(Object.entries(appActions)).toEqual(offered.map(({ id, title }) => [id, title]));
  });

  it('is opened as Teams opens it, as the person, and what was filled in is sent without a message', async () => {
    stage.think(() => ({ status: 200, body: form }));
    expect(await act()).toMatchObject({ kind: 'dialog', dialog: { title: 'Send a task', card: card('form') } });
    stage.think(() => ({ status: 200, body: { task: { type: 'message', value: 'Sent.' } } }));
    expect(await act({ verb: 'send' })).toEqual({ kind: 'message', text: 'Sent.' });
    expect(stage.invokes()).toMatchObject([
      { name: 'composeExtension/fetchTask', from: { aadObjectId: ann }, conversation: { id: hub }, value: { commandId: 'task' } },
      { name: 'composeExtension/submitAction', value: { commandId: 'task', commandContext: 'compose', data: { verb: 'send' } } },
    ]);
    for (const asked of stage.invokes()) expect(asked).not.toHaveProperty('replyToId');
  });

  it('where the app is not, or by somebody who is not there, never reaches the bot', async () => {
    expect(await stage.teams.clients.act(cat, mill, 'task')).toMatchObject({
      kind: 'error',
      text: expect.stringMatching(/not in this team/),
    });
    await expect(stage.teams.clients.act(cat, hub, 'task')).rejects.toThrow('This person is not in that conversation.');
    expect(stage.heard).toEqual([]);
  });
});

it('what is posted of a title is one line that mentions nobody', () => {
  expect(safeLine(' K7M-4QX ·\n<at>eHub</at>\u202e @eHub ')).toBe('K7M-4QX · at eHub /at eHub');
});

describe.skipIf(missing)('the panel in a browser', () => {
  const { stub, open } = windows();

  it('shows the next page behind the first when asked for more, and stops asking at the end', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Search eConsults' }).last().press('Enter');
    await page.getByRole('searchbox', { name: 'Reference, practice or status' }).fill('many');
    await page.keyboard.press('Enter');
    await page.getByText('15 found.').waitFor();
    await page.getByRole('button', { name: 'Show more' }).press('Enter');
    await page.getByText('17 found.').waitFor();
    expect(await page.getByRole('button', { name: /^Result / }).count()).toBe(17);
    expect(await page.getByRole('button', { name: 'Show more' }).isVisible()).toBe(false);
    expect(stub().posts.map(({ body }) => body['skip'])).toEqual([0, 0, 15]);
  });

  it('is opened, searched, chosen from and closed by the keyboard alone', async () => {
    const page = await open();
    const button = page.getByRole('button', { name: 'Search eConsults' }).last();
    const field = page.getByRole('searchbox', { name: 'Reference, practice or status' });
    await button.press('Enter');
    await page.getByRole('button', { name: /K7M-4QX · Urgent/ }).waitFor();
    await field.fill('zebra');
    await page.keyboard.press('Enter');
    await page.getByText('Nothing found.').waitFor();
    await page.keyboard.press('Escape');
    expect(await field.isVisible()).toBe(false);
    expect(await button.evaluate((one) => one === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /K7M-4QX · Urgent/ }).press('Enter');
    await page.getByText('K7M-4QX · Urgent · at eHub /at Surgery').last().waitFor();
    await field.waitFor({ state: 'hidden' });
    expect(stub().posts.map(({ path, body }) => [path, body['words'] ?? body['text']])).toEqual([
      ['search', ''],
      ['search', 'zebra'],
      ['search', ''],
      ['say', 'K7M-4QX · Urgent · at eHub /at Surgery'],
    ]);
  });

  it('opens an action by the keyboard alone, sends what was filled in, and gives the focus back', async () => {
    const form = card('What is to be done?', { actions: [{ type: 'Action.Submit', title: 'Send', data: { verb: 'send' } }] });
    const dialog = { title: 'Send a task', card: form, height: 'medium', width: 'medium' };
    stub().answers.push({ kind: 'error', text: 'Unable to reach app.' }, { kind: 'dialog', dialog }, { kind: 'closed' });
    const page = await open();
    const button = page.getByRole('button', { name: 'Actions and apps' }).last();
    const item = page.getByRole('button', { name: 'Send a task' });
    await button.press('Enter');
    await page.keyboard.press('Escape');
    expect(await item.isVisible()).toBe(false);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.getByText('Unable to reach app.').waitFor();
    await button.press('Enter');
    await page.keyboard.press('Enter');
    const shown = page.getByRole('dialog', { name: 'Send a task' });
    await shown.getByRole('button', { name: 'Send' }).press('Enter');
    await shown.waitFor({ state: 'detached' });
    expect(await button.evaluate((one) => one === document.activeElement)).toBe(true);
    expect(await page.getByText('Unable to reach app.').count()).toBe(0);
    expect(stub().posts.map(({ path, body }) => [path, body['command']])).toEqual([
      ['action', 'task'],
      ['action', 'task'],
      ['dialog', 'task'],
    ]);
  });
});
