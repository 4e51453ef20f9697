// Every person × verb × thing × place: somebody from elsewhere who knows an id learns nothing by it, not even whether it is there.

import { beforeAll, describe, expect, it } from 'vitest';
import { referenceOf } from '../../src/domain/reference.ts';
import type { Person } from '../../src/domain/terms.ts';
import { kinds } from '../../src/kinds.ts';
import { later } from '../given.ts';
import {
  amara,
  bram,
  carys,
  dalia,
  ewan,
  farah,
  gwen,
  hugo,
  ines,
  jonas,
  larkfield,
  millbrook,
  network,
  north,
  quayside,
  stranger,
} from '../people.ts';
import { type Answered, carried, type World, world } from './given.ts';

const people: readonly Person[] = [amara, bram, carys, dalia, ewan, farah, gwen, hugo, ines, jonas, stranger];
const places = ['19:north@thread.tacv2', '19:larkfield@thread.tacv2', '19:nobodys@thread.tacv2', 'a:chat'];
/** Not there: whoever may not know of a thing must be told the same of it. */
const missing = 'AAAAAA';

let w: World;
/** By what has happened to it; each with whatever could be given away. */
const things: Record<string, { readonly id: string; readonly practice: string | undefined }> = {};
beforeAll(async () => {
  w = await world();
  const arrives = async (name: string, practice = larkfield, more: Parameters<World['receives']>[0] = {}): Promise<string> => {
    const id = await w.receives({ sourceId: name, practiceCode: practice, ...more });
    things[name] = { id, practice: practice in network.practices ? practice : undefined };
    return id;
  };
  const passed = { reason: 'faceToFace', what: 'A note of ours', wantedBy: later(200), answers: larkfield };
  await arrives('waiting');
  await arrives('unplaced', 'T99999');
  await arrives('atMillbrook', millbrook);
  await arrives('atQuayside', quayside);
  for (const name of ['claimed', 'held', 'asked', 'offered', 'completed']) {
    const id = await arrives(name);
    await w.press(amara, 'claim', carried(id));
    if (name === 'held') await w.submit(amara, 'hold', { ...carried(id), reason: 'photoAwaited', until: later(60) });
    if (name === 'asked') await w.submit(amara, 'ask', { ...carried(id), words: 'A note of ours' });
    if (name === 'offered') await w.submit(amara, 'passBack', { ...carried(id), ...passed, knowingly: 'true' });
    if (name === 'completed')
      await w.press(amara, 'complete', { ...carried(id), outcome: 'answered', told: 'message', followUp: 'A note of ours' });
  }
  const escalated = await arrives('escalated', larkfield, { priority: 'redFlag' });
  await w.submit(gwen, 'escalate', { ...carried(escalated), reason: 'other', words: 'A note of ours' });
});

/** Staff of its hub and of its practice. */
const mayKnow = ({ id }: Person, practice: string | undefined): boolean =>
  network.staff[id]?.posts.some(({ at }) => at === north || at === practice) ?? false;

/** What a form or button of any verb may be filled in with. */
const inputs: Record<string, unknown> = {
  revision: 1,
  outcome: 'answered',
  told: 'message',
  what: 'Please',
  words: 'Please',
  wantedBy: later(200),
  until: later(60),
  answers: larkfield,
  practice: quayside,
  priority: 'redFlag',
  page: 0,
};
const reasons: Readonly<Record<string, string>> = {
  release: 'noTime',
  passBack: 'faceToFace',
  decline: 'noCapacity',
  hold: 'photoAwaited',
  escalate: 'overdue',
  lower: 'spokeToPatient',
  reopen: 'notDone',
  open: 'safetyCheck',
};
const dataOf = (verb: string, id: string): Record<string, unknown> => ({
  ...carried(id),
  ...inputs,
  to: verb === 'settle' ? larkfield : verb === 'link' ? referenceOf(id) : `person:${amara.id}`,
  ...(verb in reasons ? { reason: reasons[verb] } : {}),
  [`${north}-${id}`]: 'release',
});
const words = (id: string): readonly string[] => ['find', 'history', 'pull', 'seen', 'retry', 'show'].map((word) => `${word} ${id}`);

/** Everything that can be asked about one, by its name. */
const questions: Readonly<Record<string, (who: Person, id: string, where: string) => Promise<Answered>>> = {
  ...Object.fromEntries(
    kinds.pressVerbs.map((verb) => [
      `press ${verb}`,
      (who: Person, id: string, where: string) => w.press(who, verb, dataOf(verb, id), { where }),
    ]),
  ),
  ...Object.fromEntries(
    kinds.dialogVerbs.flatMap((verb) => [
      [`fetch ${verb}`, (who: Person, id: string, where: string) => w.fetch(who, verb, dataOf(verb, id), { where })],
      [`submit ${verb}`, (who: Person, id: string, where: string) => w.submit(who, verb, dataOf(verb, id), { where })],
    ]),
  ),
  ...Object.fromEntries(
    words('').map((word) => [`say ${word.trim()}`, (who: Person, id: string, where: string) => w.says(who, `${word}${id}`, where)]),
  ),
  search: (who, id) => w.searches(who, id),
  'search by its reference': (who, id) => w.searches(who, referenceOf(id)),
};

/** Lists of organisations and the like, which have nothing to do with what was asked about. */
const naming = /^(press (giveChannel|board)|(fetch|submit) (shiftOn|shiftOff))$/;
const secrets = (practice: string | undefined): readonly string[] => [
  ...(practice === undefined ? ['T99999'] : [network.practices[practice]?.name ?? practice, practice]),
  ...[amara, bram, carys, farah, hugo].map(({ name }) => name),
  'A note of ours',
  'General advice',
  'RED FLAG',
];

describe('somebody from elsewhere', () => {
  it('is told the same as if it were not there, whatever they ask, of whatever and wherever', async () => {
    let asked = 0;
    const told: string[] = [];
    const bare = (said: string, id: string): string =>
      said
        .replaceAll(referenceOf(id), 'REFERENCE')
        .replaceAll(id, 'ID')
        .replaceAll(/operation-\d+/g, '');
    for (const who of people)
      for (const [question, ask] of Object.entries(questions))
        for (const where of places) {
          const outside = Object.entries(things).filter(([, { practice }]) => !mayKnow(who, practice));
          if (outside.length === 0) continue;
          // Twice: who goes off shift by it is off shift the second time.
          await ask(who, missing, where);
          const ofNothing = bare((await ask(who, missing, where)).said, missing);
          for (const [name, { id, practice }] of outside) {
            asked += 1;
            const { said } = await ask(who, id, where);
            const leaked = naming.test(question)
              ? []
              : secrets(practice).filter((secret) => said.includes(secret) && !who.name.includes(secret));
            const what = `${who.name}, ${question}, ${name}, ${where}`;
            if (leaked.length > 0) told.push(`${what}: ${leaked.join()}`);
            if (bare(said, id) !== ofNothing) told.push(`${what}: ${said.slice(0, 300)} INSTEAD OF ${ofNothing.slice(0, 300)}`);
          }
        }
    process.stdout.write(`${asked} questions by somebody from elsewhere\n`);
    expect(told.slice(0, 20)).toEqual([]);
    expect(asked).toBeGreaterThan(3_045);
  }, 120_000);
  it('changes nothing by all that', async () => {
    for (const { id } of Object.values(things))
      for (const { event } of await w.store.events<{ by?: Person }>({ hub: north, kind: 'econsult', id }))
        expect([undefined, amara.id, gwen.id]).toContain(event.by?.id);
  });
  it('finds none of it in any list', async () => {
    const hidden = (who: Person) =>
      Object.values(things).flatMap(({ id, practice }) => (mayKnow(who, practice) ? [] : [id, referenceOf(id)]));
    for (const who of [ines, jonas, stranger])
      for (const where of places)
        for (const word of ['queue', 'mine', 'unplaced', 'buried', 'views larkfield', 'board', 'rota'])
          for (const id of hidden(who)) expect((await w.says(who, word, where)).said, `${who.name} ${word}`).not.toContain(id);
    for (const who of [ines, jonas, stranger])
      for (const word of ['', 'larkfield', 'urgent', 'waiting', 'today'])
        for (const id of hidden(who)) expect((await w.searches(who, word)).said).not.toContain(id);
  });
});

describe('whoever may know of it', () => {
  it('is shown their own view of its card, in every place', async () => {
    for (const who of people)
      for (const { id, practice } of Object.values(things))
        for (const where of places) {
          const { body, said } = await w.press(who, 'look', carried(id), { where });
          expect(body).toMatchObject({ statusCode: 200 });
          if (mayKnow(who, practice)) expect(said).toContain(`"${referenceOf(id)}"`);
        }
  });
  it('is answered in a channel with nothing that others there may not know of', async () => {
    const id = things['atMillbrook']?.id ?? '';
    const larkfields = '19:larkfield@thread.tacv2';
    for (const where of [larkfields, '19:nobodys@thread.tacv2'])
      for (const word of [`find ${id}`, `history ${id}`, `pull ${id}`, `seen ${id}`, 'mine', 'unplaced', 'views millbrook', 'buried']) {
        const { said } = await w.says(dalia, word, where);
        expect(said, word).not.toContain('Millbrook');
        expect(said, word).not.toContain('Waiting');
      }
    expect((await w.says(dalia, `find ${id}`, larkfields)).said).toContain('Please ask me in our own chat');
    expect((await w.says(dalia, `find ${id}`, 'a:chat')).said).toContain('Millbrook');
    // What is theirs is answered there.
    expect((await w.says(dalia, `find ${things['waiting']?.id}`, larkfields)).said).toContain('Larkfield');
  });
});

it('of a practice that had it once, somebody sees that it is elsewhere and no more', async () => {
  const id = await w.receives({ sourceId: 'moved', kind: 'admin' });
  await w.submit(hugo, 'correctPractice', { ...carried(id), practice: millbrook });
  expect(await w.state(id)).toMatchObject({ practice: millbrook });
  const { said } = await w.press(gwen, 'look', carried(id), { where: '19:larkfield@thread.tacv2' });
  expect(said).toContain('Now with Millbrook Practice');
  expect(said).not.toContain('General advice');
  expect((await w.press(gwen, 'claim', carried(id))).said).not.toContain('General advice');
  expect((await w.fetch(gwen, 'open', carried(id))).said).toContain('No eConsult that you may see');
});
