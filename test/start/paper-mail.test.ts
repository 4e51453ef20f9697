// The paper pack by e-mail: what the relay gets, what is said when it takes nothing, and that neither folder nor clock waits for it.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keepsPapers, sendAgainMs } from '../../src/app/disaster/papers.ts';
import { handleEConsult } from '../../src/app/econsult/econsult.ts';
import type { EConsultCommand } from '../../src/domain/econsult/command.ts';
import { papersBy } from '../../src/start/paper-mail.ts';
import { paperMailOf } from '../../src/start/paper-settings.ts';
import { papersIn } from '../../src/start/papers.ts';
import { type Ground, ground, minutesAfter, now } from '../app/task/ground.ts';
import { text } from '../cards/examples.ts';
import { usualSubmission } from '../given.ts';
import { larkfield, north, sender } from '../people.ts';
import { type Relay, relay } from './relay.ts';

let g: Ground;
let post: Relay;
let folder: string;
beforeEach(async () => {
  [g, post, folder] = [await ground(), await relay(), mkdtempSync(join(tmpdir(), 'ehub-mail-'))];
  const trouble = {
    id: 'D-K7M4QX',
    type: 'teamsTrouble',
    hub: north,
    closed: [],
    routes: {},
    moves: { kinds: [], priorities: [] },
  } as const;
  const inForce = { ...trouble, since: now, until: minutesAfter(now, 600) };
  await g.deps.network.change({
    type: 'setInForce',
    operation: 'begin',
    at: now,
    by: { kind: 'clock' },
    hub: north,
    id: trouble.id,
    inForce,
  });
});
afterEach(async () => {
  await post.stop();
  rmSync(folder, { recursive: true });
});
const settings = (url = `smtp://127.0.0.1:${post.port}`) => ({
  EHUB_PAPER_SMTP_URL: url,
  EHUB_PAPER_FROM: 'ehub@example.org',
  EHUB_PAPER_TO: 'desk@example.org, lead@example.org',
});
function mailOf(url?: string) {
  const read = paperMailOf(settings(url), []);
  if (read === undefined) throw new Error('the settings are at fault');
  return papersBy(read);
}
/** The paper of each sweep, with a promise of what came of sending it. */
function sweeping(send = mailOf()) {
  let at = now;
  const untold: string[] = [];
  let came: Promise<unknown> = Promise.resolve();
  const keep = keepsPapers({
    ...{ store: g.store, network: g.deps.network, clock: { now: () => at }, keepPaper: papersIn(folder) },
    mail: {
      send: (paper, network) => {
        const sent = send(paper, network);
        came = sent.catch(() => undefined);
        return sent;
      },
      notSent: async (hub, since) => void untold.push(`${hub} ${since}`),
    },
  });
  const sweep = async (minutes: number): Promise<void> => {
    at = minutesAfter(now, minutes);
    await keep(north);
    await came;
    // What follows from it has happened once the event loop has come round.
    await new Promise<void>((resolve) => setImmediate(resolve));
  };
  return { sweep, untold };
}
const partsOf = (message: string, type: string): readonly string[] =>
  message.split(/\r\n--/).flatMap((part) => (part.includes(`Content-Type: ${type}`) ? [decoded(part)] : []));
const decoded = (part: string): string => {
  const [head = '', ...body] = part.split('\r\n\r\n');
  const words = body.join('\r\n\r\n');
  if (/base64/.test(head)) return Buffer.from(words, 'base64').toString('utf8');
  const bytes = words.replace(/=\r\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString('utf8');
};

describe('a paper pack', () => {
  it('comes once an hour to everybody named, the same as in the folder, and nothing in it is a patient\u2019s', async () => {
    const submission = { ...usualSubmission, sourceId: 'secret', practiceCode: larkfield, submittedAt: now, text };
    const receive = { ...{ hub: north, id: 'H3P9RT', operation: 'in', at: now, by: sender }, type: 'receive', caller: 'maker', submission };
    await handleEConsult(g.deps, receive as unknown as EConsultCommand);
    await g.claimed('K7M4QX');
    const { sweep, untold } = sweeping();
    for (const minutes of [0, 1, 20, 31]) await sweep(minutes);
    expect(post.got).toHaveLength(2);
    expect(untold).toEqual([]);
    const [first] = post.got;
    expect(first).toMatchObject({ from: 'ehub@example.org', to: ['desk@example.org', 'lead@example.org'] });
    const message = first?.message ?? '';
    expect(message).toContain('Subject: Paper pack of North Hub, Wed 25 Nov 09:30');
    const [page, table] = [partsOf(message, 'text/html'), partsOf(message, 'text/csv')];
    const name = readdirSync(folder).find((each) => each.endsWith('-09.csv')) ?? '';
    expect(message).toContain(name);
    expect(table[0]?.trim()).toBe(readFileSync(join(folder, name), 'utf8').trim());
    expect(page[0]).toContain('<th scope="row">K7M-4QX</th>');
    const all = [message, ...page, ...table, ...partsOf(message, 'text/plain')].join('\n');
    const { name: patient, nhsNumber = '', dateOfBirth = '' } = text.patient;
    for (const secret of [patient, nhsNumber, dateOfBirth, 'secret'].filter((each) => each !== '')) expect(all).not.toContain(secret);
  });

  it('that the relay does not take is in the folder, is told once since when, and is tried again after a while', async () => {
    post.answer('refuses');
    const { sweep, untold } = sweeping();
    for (const minutes of [0, 1, 4]) await sweep(minutes);
    expect(readdirSync(folder)).toHaveLength(2);
    expect(untold).toEqual([`${north} ${now}`]);
    await sweep(sendAgainMs / 60_000);
    expect(untold).toEqual([`${north} ${now}`, `${north} ${now}`]);
    post.answer('takes');
    await sweep(11);
    await sweep(12);
    expect(post.got).toHaveLength(1);
    expect(untold).toHaveLength(2);
  });

  it('that is on its way holds up neither the folder nor the next look at the clock', async () => {
    let sent = 0;
    const keep = keepsPapers({
      ...{ store: g.store, network: g.deps.network, clock: { now: () => now }, keepPaper: papersIn(folder) },
      mail: { send: () => new Promise(() => void sent++), notSent: async () => expect.fail('nothing has come of it yet') },
    });
    await keep(north);
    await keep(north);
    expect(sent).toBe(1);
    expect(readdirSync(folder)).toHaveLength(2);
  });

  it('is sent although the folder cannot be written', async () => {
    const keep = keepsPapers({
      ...{
        store: g.store,
        network: g.deps.network,
        clock: { now: () => now },
        keepPaper: () => Promise.reject(new Error('the folder is full')),
      },
      mail: { send: async () => void sent.push('sent'), notSent: async () => {} },
    });
    const sent: string[] = [];
    await expect(keep(north)).rejects.toThrow('full');
    await expect(keep(north)).rejects.toThrow('full');
    expect(sent).toEqual(['sent']);
  });

  it('goes over no open line to another machine', async () => {
    // The relay offers no STARTTLS; here it stands for one that is elsewhere.
    const elsewhere = { ...paperMailOf(settings(), []), isHere: false };
    const { sweep, untold } = sweeping(papersBy(elsewhere as NonNullable<ReturnType<typeof paperMailOf>>));
    await sweep(0);
    expect(post.got).toEqual([]);
    expect(untold).toHaveLength(1);
  });
});

describe('the settings', () => {
  const faultsOf = (env: Readonly<Record<string, string>>): readonly string[] => {
    const faults: string[] = [];
    paperMailOf(env, faults);
    return faults;
  };
  it('are all there or none, and say all their faults at once', () => {
    expect(faultsOf({})).toEqual([]);
    expect(faultsOf({ EHUB_PAPER_SMTP_URL: 'smtps://smtp.example.org' })).toEqual([
      expect.stringMatching(/^EHUB_PAPER_FROM is missing/),
      expect.stringMatching(/^EHUB_PAPER_TO is missing/),
    ]);
    const all = faultsOf({ EHUB_PAPER_SMTP_URL: 'http://x', EHUB_PAPER_FROM: 'nobody', EHUB_PAPER_TO: 'a@example.org,b' });
    expect(all.map((fault) => fault.split(' ')[0])).toEqual(['EHUB_PAPER_SMTP_URL', 'EHUB_PAPER_FROM', 'EHUB_PAPER_TO']);
  });
  it.each([
    'smtp://',
    'smtps://name:s3cret@smtp.example.org/x',
    'smtp://s3cret%@h.example.org',
    'smtps://h.example.org?s3cret=1',
    's3cret',
  ])('%s is no relay, and is not repeated', (url) => {
    const faults = faultsOf(settings(url));
    expect(faults).toEqual([expect.stringMatching(/^EHUB_PAPER_SMTP_URL is no address of a relay/)]);
    expect(faults.join()).not.toContain('s3cret');
  });
  it('name a relay with its port and log-in', () => {
    const read = (url: string) => paperMailOf(settings(url), []);
    expect(read('smtps://us%40er:p%3Ass@smtp.example.org')).toMatchObject({
      ...{ host: 'smtp.example.org', port: 465, secure: true, isHere: false, auth: { user: 'us@er', pass: 'p:ss' } },
      ...{ from: 'ehub@example.org', to: ['desk@example.org', 'lead@example.org'] },
    });
    expect(read('smtp://smtp.example.org')).toMatchObject({ port: 587, secure: false, isHere: false, auth: undefined });
    expect(read('smtp://[::1]:25')).toMatchObject({ host: '::1', port: 25, isHere: true });
  });
});
