// Marked words of a patient, followed through everything: they are in the store and in the Open dialog, and nowhere else.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { amara, demoHub, demoPractices, gareth, owen, tomasz } from '../../src/sandbox/demo/people.ts';
import type { Engine } from '../../src/storage/engine.ts';
import { memoryEngine } from '../../src/storage/memory.ts';
import { change, consultation, practice } from '../intake/fixtures/consultation.ts';
import { dialogWords, filledIn, formIn } from './dialogs.ts';
import { copiesOf, hubChannel, shown, submission, until } from './given.ts';
import { type Stage, startHere } from './here.ts';

/** Nobody else writes this; a number for each place it stands in. */
const mark = 'Qzxmark';
let marks = 0;
const marked = (): string => {
  marks += 1;
  return `${mark}${marks}`;
};
const phone = '07700 900987';
const nhsNumber = '943 476 5919';
const email = 'qzxmark.mail@post.example';
/** Digits as they might be written anywhere. */
const secrets = [/qzxmark/i, /07700 ?900 ?987/, /943 ?476 ?5919/, /1957-03-09|09 Mar 1957/];

const everyField = (id: string, more = {}) =>
  submission(id, {
    title: `Form ${marked()}`,
    patient: {
      name: `Ada ${marked()}`,
      dateOfBirth: '1957-03-09',
      nhsNumber,
      sex: marked(),
      telephone: [phone, marked()],
      email: [email],
      address: `1 ${marked()} Street`,
    },
    requester: { name: marked(), relation: marked(), telephone: phone },
    answers: [
      { section: marked(), question: `What ${marked()}?`, answer: `My ${marked()} hurts.`, flag: 'red' },
      { question: marked(), answer: `\u202e<at>${marked()}</at> **${marked()}** \${${marked()}}` },
    ],
    contactPreference: marked(),
    interpreter: marked(),
    adjustments: [marked()],
    senderReference: marked(),
    ...more,
  });

/** Puts a mark into every text of a FHIR resource that a person would write. */
function markTexts(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) return value.map((each) => markTexts(each, key));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, markTexts(inner, name)]));
  const people = ['text', 'family', 'given', 'valueString', 'display', 'line', 'city'];
  if (typeof value !== 'string' || !people.includes(key)) return value;
  return `${value} ${marked()}`;
}
const fhir = (id: string) => {
  const bundle = change(consultation(), 'Organization', (each) => Object.assign(each, practice(demoPractices.salternQuay)));
  const entry = (bundle.entry ?? []).map((each) =>
    each.resource?.resourceType === 'Organization' ? each : { ...each, resource: markTexts(each.resource) },
  );
  return { ...bundle, id, entry };
};

let stage: Stage;
/** What HTTP answered to anybody, faults and all. */
const heard: string[] = [];

/** A store whose errors, while it fails, tell in full what they were about, as those of clients of stores do. */
let talkative = false;
const engine = ((inner: Engine): Engine => ({
  ...inner,
  table: (name) => {
    const table = inner.table(name);
    const failing = (about: unknown): Promise<never> => Promise.reject(new Error(`could not do ${mark} ${JSON.stringify(about)}`));
    return {
      get: (key) => (talkative ? failing(key) : table.get(key)),
      range: (from, to, limit) => (talkative ? failing(from) : table.range(from, to, limit)),
      transact: (writes) => (talkative ? failing(writes) : table.transact(writes)),
      remove: (key, etag) => (talkative ? failing(key) : table.remove(key, etag)),
    };
  },
}))(memoryEngine());
beforeAll(async () => {
  stage = await startHere({ engine, mayBreak: true });
});
afterAll(() => stage?.stop());

const send = async (body: object, asFhir = false): Promise<{ status: number; reference: string }> => {
  const { status, text, headers, body: parsed } = await stage.send(body, asFhir);
  heard.push(text, JSON.stringify([...headers]));
  return { status, reference: parsed.reference ?? /[A-Z0-9]{3}-[A-Z0-9]{3}/.exec(text)?.[0] ?? '' };
};
const leaksIn = (text: string): readonly string[] => secrets.flatMap((secret) => secret.exec(text)?.[0] ?? []);

describe('marked words', () => {
  const dialogs: string[] = [];
  const views: string[] = [];

  it('go in, accepted and refused, and are opened, claimed and completed', async () => {
    const { clients } = stage.teams;
    const accepted = [
      await send(everyField('p-1')),
      await send(everyField('p-unplaced', { practice: 'Z99999' })),
      await send(fhir('p-fhir'), true),
    ];
    expect(accepted.map(({ status }) => status)).toEqual([201, 201, 201]);
    const conflict = await send(everyField('p-1'));
    expect(conflict.status).toBe(409);
    const refused = [
      everyField('p-2', { kind: marked() }),
      everyField('p-3', { [marked()]: marked() }),
      everyField('p-4', { patient: { name: `${marked()}`, dateOfBirth: marked() } }),
      everyField(`${mark} bad id`),
      everyField('p-5', { patient: { telephone: [phone] } }),
      everyField('p-6', { submittedAt: marked(), priority: marked(), topic: marked() }),
      everyField('p-7', { answers: [] }),
      { resourceType: marked() },
    ];
    for (const body of refused) expect((await send(body)).status).toBeGreaterThanOrEqual(400);
    const broken = fhir('p-broken');
    for (const body of [
      { ...broken, type: marked() },
      { ...broken, entry: [{ resource: { resourceType: marked() } }] },
      { ...broken, id: `${marked()} ${marked()}` },
    ])
      expect((await send(body, true)).status).toBeGreaterThanOrEqual(400);
    for (const path of [`/${mark}`, `/api/econsults/${mark}?name=${mark}`]) heard.push(await (await fetch(`${stage.url}${path}`)).text());

    for (const { reference } of accepted) {
      const card = await shown(stage.teams, hubChannel, reference, /Waiting|Unplaced/);
      for (const person of [amara, gareth, tomasz, owen]) {
        const asked = await clients.pressButton(person.id, card.id, 'Open');
        const needsReason = dialogWords(asked).includes('Why do you open it?');
        // The question why says nothing of the patient yet.
        if (needsReason) views.push(JSON.stringify(asked));
        const answer = needsReason
          ? await clients.submitDialog(person.id, card.id, filledIn(formIn(asked), { reason: 'safetyCheck' }))
          : asked;
        if (answer.kind === 'dialog' && person !== owen) dialogs.push(JSON.stringify(answer.dialog));
        else views.push(JSON.stringify(answer));
        const data = { v: 1, hub: demoHub, id: reference.replace('-', '') };
        views.push(
          JSON.stringify(await clients.press(person.id, card.id, 'claim', data)),
          JSON.stringify(clients.card(person.id, card.id)),
        );
        // Nonsense with marked words in it, as a broken client might send.
        views.push(JSON.stringify(await clients.press(person.id, card.id, 'release', { ...data, reason: mark })));
        views.push(JSON.stringify(await clients.press(person.id, card.id, mark, { v: mark })));
      }
      await clients.say(amara.id, hubChannel, `<at>eHub</at> find ${reference}`);
      await clients.say(gareth.id, hubChannel, '<at>eHub</at> unplaced');
      await clients.say(amara.id, hubChannel, '<at>eHub</at> queue');
      views.push(
        JSON.stringify(
          await clients.press(amara.id, card.id, 'complete', {
            v: 1,
            hub: demoHub,
            id: reference.replace('-', ''),
            outcome: 'answered',
            told: 'message',
          }),
        ),
      );
      stage.pass(6_000);
    }
    await shown(stage.teams, hubChannel, accepted[0]?.reference ?? '', 'Completed');
    await until('nothing waits any more', async () => {
      stage.pass(2_000);
      return (
        (await Promise.all(([0, 1, 2] as const).map((sendClass) => stage.product.store.outbox(demoHub, sendClass, 50)))).flat().length === 0
      );
    });
    // An error of the store in the middle of it, and one of Teams.
    talkative = true;
    expect((await send(everyField('p-8'))).status).toBeGreaterThanOrEqual(500);
    expect((await send(fhir('p-fhir-8'), true)).status).toBeGreaterThanOrEqual(500);
    const [first] = accepted;
    const card = copiesOf(stage.teams, hubChannel, first?.reference ?? '').at(-1);
    for (const title of ['Open', 'Claim']) {
      const data = {
        v: 1,
        hub: demoHub,
        id: first?.reference.replace('-', ''),
        verb: 'open',
        ...(title === 'Open' ? { msteams: { type: 'task/fetch' } } : {}),
      };
      views.push(JSON.stringify(await clients.press(amara.id, card?.id ?? '', 'claim', data)));
    }
    await clients.say(amara.id, hubChannel, `<at>eHub</at> find ${mark}`);
    // Whichever loop looks first: an instance whose lease cannot be renewed stops sending before it looks for something to send.
    await until('the loops have met it', () => stage.log.some((line) => /"where":"(?:dispatch|sweep|lease)"/.test(line)));
    talkative = false;
    stage.teams.faults.set({ failStatus: 502 });
    await send(everyField('p-9'));
    await until('Teams has failed', () => stage.log.some((line) => line.includes('502')));
    stage.teams.faults.set({ failStatus: 0 });
  });

  it('are in the store and in the Open dialog of those who may read them', async () => {
    expect(dialogs.join('')).toMatch(/Qzxmark\d/);
    for (const secret of secrets) expect(dialogs.join('')).toMatch(secret);
    const rows = await engine.table(`ehub${demoHub}`.toLowerCase()).range('text|', 'text}', 1_000);
    expect(rows.length).toBeGreaterThanOrEqual(4);
    const kept = JSON.stringify(rows);
    expect(kept).toMatch(/Qzxmark\d/);
  });

  it('are in no state, event, queue, outbox or card row', async () => {
    const table = engine.table(`ehub${demoHub}`.toLowerCase());
    for (const family of ['state', 'event', 'log', 'open', 'due', 'outbox', 'card', 'buried', 'sent', 'contact']) {
      const rows = await table.range(`${family}|`, `${family}}`, 1_000);
      expect(leaksIn(JSON.stringify(rows)), family).toEqual([]);
    }
  });

  it('are in no card, notification, message or answer of the bot to anybody', async () => {
    const places = [
      ...stage.teams.world.teams().flatMap(({ channels }) => channels.map(({ id }) => id)),
      ...stage.teams.world.people().map(({ chat }) => chat),
    ];
    const saidByBot = () => places.flatMap((place) => stage.teams.world.messages(place)).filter(({ from }) => from === 'bot');
    await until('it has answered, at the channel\u2019s pace', () => saidByBot().length > 10);
    const said = saidByBot();
    expect(leaksIn(JSON.stringify(said))).toEqual([]);
    expect(views.length).toBeGreaterThan(30);
    expect(views.flatMap(leaksIn)).toEqual([]);
  });

  it('are in no line of the log, no metric, and no HTTP answer', async () => {
    for (const path of ['/metrics', '/readyz', '/healthz']) heard.push(await (await fetch(`${stage.url}${path}`)).text());
    expect(stage.log.length).toBeGreaterThan(10);
    expect(stage.log.flatMap(leaksIn)).toEqual([]);
    expect(heard.length).toBeGreaterThan(20);
    expect(heard.flatMap(leaksIn)).toEqual([]);
    process.stdout.write(
      `privacy: ${marks} marks; looked through ${stage.log.length} log lines, ${heard.length} HTTP answers, ${views.length} answers to people\n`,
    );
  });
});
