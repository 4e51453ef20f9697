// Searching eConsults from the box to write in, through the whole product: who finds what.
import { expect, it } from 'vitest';
import { amara, demoPractices, owen, ravinder, siobhan } from '../../src/sandbox/demo/people.ts';
import { desk } from './desk.ts';
import { channelOfPractice, hubChannel } from './given.ts';

const { stage, arrived } = desk();

/** The first words of what somebody finds, or nothing. */
const finds = async (person: { readonly id: string }, words: string, conversation = hubChannel): Promise<readonly string[]> => {
  const answer = await stage().teams.clients.query(person.id, conversation, words);
  if (answer.kind === 'error') throw new Error(answer.text);
  return answer.kind === 'results' ? answer.results.map(({ title }) => title.split(' ')[0] ?? '') : [];
};

it('a clinician finds by reference and by practice, a practice its own, and somebody without rights nothing', async () => {
  const quay = await arrived();
  const kestrel = await arrived({ practice: demoPractices.kestrelRoad });
  expect(await finds(amara, quay.reference)).toEqual([quay.reference]);
  expect(await finds(amara, 'kestrel')).toEqual([kestrel.reference]);
  expect([...(await finds(amara, ''))].sort()).toEqual([quay.reference, kestrel.reference].sort());

  const ownChannel = channelOfPractice.of(demoPractices.salternQuay);
  expect(await finds(siobhan, '', ownChannel)).toEqual([quay.reference]);
  expect(await finds(siobhan, kestrel.reference, ownChannel)).toEqual([]);
  expect(await finds(ravinder, quay.reference, channelOfPractice.of(demoPractices.tideway))).toEqual([]);
  for (const words of [quay.reference, 'kestrel', '']) {
    expect(await stage().teams.clients.query(owen.id, hubChannel, words)).toMatchObject({
      kind: 'message',
      text: expect.stringMatching(/^Nothing found\./),
    });
  }
});

it('what is more than a page comes page by page, each once', async () => {
  for (let i = 0; i < 17; i++) await arrived();
  const pages = [];
  for (const skip of [0, 15, 30]) pages.push(await stage().teams.clients.query(amara.id, hubChannel, 'saltern quay', skip));
  const found = pages.flatMap((page) => (page.kind === 'results' ? page.results : []));
  expect(pages.map((page) => (page.kind === 'results' ? page.results.length : page))).toEqual([15, found.length - 15, 0]);
  expect(found.length).toBeGreaterThanOrEqual(17);
  expect(new Set(found.map(({ title }) => title.split(' ')[0])).size).toBe(found.length);
});

it('what is found says nothing of the patient', async () => {
  const { reference } = await arrived();
  const answer = await stage().teams.clients.query(amara.id, hubChannel, reference);
  expect(answer).toMatchObject({ kind: 'results', results: [{ text: expect.stringMatching(/^Waiting/) }] });
  expect(JSON.stringify(answer)).not.toMatch(/Perpetua|rash|1981/);
});
