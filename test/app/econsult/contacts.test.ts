// A patient who comes again: found by a keyed hash over all practices of a hub, on both engines, without any identifier kept.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forgetsContacts, othersOf } from '../../../src/app/econsult/contacts.ts';
import { type EConsultHandled, handleEConsult } from '../../../src/app/econsult/econsult.ts';
import { econsultKey } from '../../../src/app/econsult/load.ts';
import { type Receipt, receive } from '../../../src/app/econsult/receive.ts';
import type { NetworkSource } from '../../../src/app/network/network.ts';
import type { Store } from '../../../src/app/ports.ts';
import type { EConsultCommand } from '../../../src/domain/econsult/command.ts';
import { contactsKept, earlierOf, patientKeyOf } from '../../../src/domain/econsult/contacts.ts';
import type { EConsult, Outcome } from '../../../src/domain/econsult/state.ts';
import type { PatientDetails, Submission, SubmissionText } from '../../../src/domain/econsult/submission.ts';
import { idOf } from '../../../src/domain/reference.ts';
import type { Person } from '../../../src/domain/terms.ts';
import type { ContactKey } from '../../../src/storage/contacts.ts';
import { counted } from '../../../src/storage/counted.ts';
import { rowsOf } from '../../../src/storage/export.ts';
import { inspect } from '../../../src/storage/inspect.ts';
import { locate } from '../../../src/storage/keys.ts';
import { makeTables } from '../../../src/storage/setup.ts';
import { createStore } from '../../../src/storage/store.ts';
import { usualSubmission } from '../../given.ts';
import { amara, larkfield, millbrook, network, north, person, rules } from '../../people.ts';
import { engines, type Opened } from '../../storage/engines.ts';
import { but } from '../desk.ts';

const older: ContactKey = { id: '2026a', secret: 'made-up-secret-a-of-32-characters-' };
const newer: ContactKey = { id: '2026b', secret: 'made-up-secret-b-of-32-characters-' };
const asha: PatientDetails = { name: 'Asha Example', dateOfBirth: '1961-04-23', nhsNumber: '9990000018' };
const source = { now: async () => rules, current: async () => network } as unknown as NetworkSource;
const dayMs = 86_400_000;
const on = (day: number): string => new Date(Date.parse('2026-11-02T10:00:00.000Z') + day * dayMs).toISOString();

describe.each(engines)('a patient who comes again, on $name', ({ open }) => {
  let opened: Opened;
  let worlds = 0;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  async function world(...keys: readonly ContactKey[]) {
    const prefix = `ehub${++worlds}`;
    const engine = counted(opened.engine);
    await makeTables(engine, prefix, [north]);
    const storeWith = (contactKeys: readonly ContactKey[]) =>
      createStore(engine, { prefix, writer: 'test', missing: () => {}, contactKeys });
    let store = storeWith(keys);
    let sent = 0;
    const load = async (id: string): Promise<EConsult> => {
      const found = await store.load<EConsult>(econsultKey(north, id));
      if (found === undefined) throw new Error('not there');
      return found.state;
    };
    const deliver = (
      day: number,
      sourceId: string,
      over: Partial<Store> = {},
      patient: PatientDetails = asha,
      more: Partial<Submission> = {},
    ): Promise<Receipt> => {
      sent += 1;
      const submission: Submission = {
        ...usualSubmission,
        sourceId,
        contentHash: `hash-${sourceId}`,
        practiceCode: larkfield,
        text: { patient, answers: [], original: { mediaType: 'application/json', base64: '' } },
        nhsNumber: patient.nhsNumber === undefined ? 'absent' : 'valid',
        ...more,
      };
      const moment = { operation: `receive-${sent}`, receivedAt: on(day) };
      const sender = { id: 'maker', hub: north, practices: '*' } as const;
      return receive({ store: but(store, over), nudge: () => {}, network: source }, sender, submission, moment);
    };
    /** What is sent of Asha unless said otherwise; the eConsult as it was kept. */
    const send = async (day: number, patient: PatientDetails = asha, more: Partial<Submission> = {}): Promise<EConsult> => {
      const receipt = await deliver(day, `source-${sent + 1}`, {}, patient, more);
      if (receipt.kind !== 'accepted') throw new Error(receipt.kind);
      return load(idOf(receipt.reference) ?? '');
    };
    let asked = 0;
    const ask = (it: EConsult, day: number, more: object, who: Person = amara): Promise<EConsultHandled> => {
      asked += 1;
      const command = { hub: north, id: it.id, operation: `ask-${asked}`, at: on(day), by: person(who), ...more } as EConsultCommand;
      return handleEConsult({ store, nudge: () => {}, rules: source }, command);
    };
    const close = async (it: EConsult, day: number, outcome: Outcome, more: object = {}): Promise<EConsultHandled> => {
      await ask(it, day, { type: 'claim' });
      return ask(it, day, { type: 'complete', outcome, told: 'message', ...more });
    };
    const table = engine.table(locate(prefix, north));
    return {
      ...{ engine, prefix, table, send, deliver, ask, close, load },
      get store() {
        return store;
      },
      turnTo: (...now: readonly ContactKey[]) => {
        store = storeWith(now);
      },
      contactRows: () => table.range('contact|', 'contact}', 100),
      others: async (it: EConsult, day: number) =>
        (await othersOf(store, network, it, await store.texts<SubmissionText>(north, it.id), on(day)))?.map(({ id }) => id).sort(),
    };
  }
  const ids = (all: readonly { readonly id: string }[]): readonly string[] => all.map(({ id }) => id).sort();

  it('is known by the first contact, at whichever practice, and how that one ended', async () => {
    const at = await world(newer);
    const first = await at.send(0);
    expect(first.earlier).toBeUndefined();
    await at.close(first, 0, 'noActionNeeded');
    const second = await at.send(1, asha, { practiceCode: millbrook });
    expect(second.earlier).toEqual([
      { id: first.id, at: on(0), practice: larkfield, holder: north, closed: { at: on(0), outcome: 'noActionNeeded' } },
    ]);
    const third = await at.send(2, { ...asha, name: 'A. EXAMPLE', nhsNumber: '999 000 0018' });
    expect(ids(earlierOf(third))).toEqual(ids([first, second]));
    expect(await at.others(first, 3)).toEqual(ids([second, third]));
    // Nothing is merged: each has its own history, and is open or closed by itself.
    expect([(await at.load(first.id)).status, second.status, third.status]).toEqual(['completed', 'waiting', 'waiting']);
  });

  it('is received however many come of one patient at once', async () => {
    const at = await world(newer);
    // More than a decision is tried again: none may be turned away because the others were quicker.
    const all = await Promise.all(Array.from({ length: 12 }, () => at.send(0)));
    expect(new Set(ids(all)).size).toBe(12);
    expect((await at.send(1)).earlier?.length).toBeGreaterThanOrEqual(4);
  });

  it('is received once, where the same is delivered again while it looks who the patient is', async () => {
    const at = await world(newer);
    const first = await at.send(0);
    let isBetween = false;
    // The write has shown that it is new, so it is not read again; by the time of the second write it is there.
    const between = await at.deliver(1, 'twice', {
      contacts: async (hub, who) => {
        if (!isBetween) {
          isBetween = true;
          expect((await at.deliver(1, 'twice')).kind).toBe('accepted');
        }
        return at.store.contacts(hub, who);
      },
    });
    expect(isBetween).toBe(true);
    expect(between.kind).toBe('duplicate');
    expect(await at.others(first, 2)).toHaveLength(1);
  });

  it('is not another patient, nor one of whom too little is known', async () => {
    const at = await world(newer);
    await at.send(0);
    expect((await at.send(0, { ...asha, nhsNumber: '9990000026' })).earlier).toBeUndefined();
    expect((await at.send(0, { name: 'Asha Example' })).earlier).toBeUndefined();
    expect((await at.send(0, { name: 'Asha Example' })).earlier).toBeUndefined();
    // Two numbers, or one that cannot be right, say nothing; then name and date of birth do.
    const doubtful = { nhsNumber: 'invalid' } as const;
    expect((await at.send(0, asha, doubtful)).earlier).toBeUndefined();
    expect((await at.send(0, { ...asha, name: 'EXAMPLE, Mrs Asha', nhsNumber: '123' }, doubtful)).earlier).toHaveLength(1);
    expect((await at.send(0, asha, { noticed: ['severalNhsNumbers'] })).earlier).toHaveLength(2);
  });

  it('is forgotten after 28 days, in what is read and in what is kept', async () => {
    const at = await world(newer);
    await at.send(0);
    expect((await at.send(28)).earlier).toHaveLength(1);
    expect((await at.send(57)).earlier).toBeUndefined();
    await at.send(57, { ...asha, nhsNumber: '9990000026' });
    expect(await at.contactRows()).toHaveLength(2);
    let now = on(85);
    const forget = forgetsContacts({ store: at.store, clock: { now: () => now } });
    await forget(north);
    expect(await at.contactRows()).toHaveLength(2);
    // Once a day only.
    now = new Date(Date.parse(on(86)) - 1).toISOString();
    at.engine.take();
    await forget(north);
    expect(at.engine.take().rangeReads).toBe(0);
    now = on(86);
    await forget(north);
    expect(await at.contactRows()).toHaveLength(0);
  });

  it('stays linked when the key is changed, and once the older one is gone', async () => {
    const at = await world(older);
    const first = await at.send(0);
    at.turnTo(newer, older);
    const second = await at.send(1);
    expect(ids(earlierOf(second))).toEqual([first.id]);
    const rows = (await at.contactRows()).map(({ key }) => key.split('|')[1]);
    expect(rows.sort()).toEqual(['2026a', '2026b']);
    at.turnTo(newer);
    expect(ids(earlierOf(await at.send(2)))).toEqual(ids([first, second]));
  });

  it('keeps nothing of who it is, and nothing at all without a key', async () => {
    const at = await world(newer);
    const { id } = await at.send(0, { name: 'Zenobia Quillfeather', dateOfBirth: '1961-04-23', nhsNumber: '9990000018' });
    const [row] = await at.contactRows();
    expect(row?.key).toMatch(/^contact\|2026b\|[0-9a-f]{64}$/);
    expect(JSON.stringify(row)).not.toMatch(/9990000018|uillfeather|1961/i);
    const hash = row?.key.split('|')[2] ?? '';
    for (const family of ['state', 'event', 'log', 'open', 'due', 'outbox', 'sent', 'text'])
      expect(JSON.stringify(await at.table.range(`${family}|`, `${family}}`, 100)), family).not.toContain(hash);
    const without = await world();
    const first = await without.send(0);
    expect((await without.send(1)).earlier).toBeUndefined();
    expect(await without.contactRows()).toEqual([]);
    expect(await without.others(first, 1)).toBeUndefined();
    expect(id).toHaveLength(6);
  });

  it('costs a first contact nothing more: one transaction, no read', async () => {
    const at = await world(newer, older);
    at.engine.take();
    await at.send(0);
    // The state that this test reads for itself.
    expect(at.engine.take()).toMatchObject({ transactions: 1, pointReads: 1, rangeReads: 0 });
    await at.send(1);
    // Refused once at the row of the patient; then a row for each key and the other contact are read, and it is written.
    expect(at.engine.take()).toMatchObject({ transactions: 2, pointReads: 4, rangeReads: 0 });
  });

  it('keeps the newest contacts only', async () => {
    const at = await world(newer);
    for (let n = 0; n < contactsKept + 3; n++) await at.send(0);
    const last = await at.send(1);
    expect(last.earlier).toHaveLength(contactsKept);
  }, 30_000);

  it('is received both times when two come at once', async () => {
    const at = await world(newer);
    const all = await Promise.all([at.send(0), at.send(0), at.send(0)]);
    expect(await at.others(all[0] as EConsult, 1)).toHaveLength(2);
    expect(all.map((each) => earlierOf(each).length).sort()).toEqual([0, 1, 2]);
  });

  it('is asked about before one of them is closed as needing no action', async () => {
    const at = await world(newer);
    const first = await at.send(0);
    const second = await at.send(1, asha, { practiceCode: millbrook });
    const refused = { kind: 'refused', refusal: { why: 'othersOfPatient', known: [second.id], elsewhere: 0 } };
    // Also the earlier one, which had none when it came.
    expect(await at.close(first, 2, 'noActionNeeded')).toMatchObject(refused);
    expect(await at.ask(first, 2, { type: 'complete', outcome: 'noActionNeeded', told: 'message', othersSeen: true })).toMatchObject({
      kind: 'done',
    });
    expect(await at.close(await at.send(2), 2, 'answered')).toMatchObject({ kind: 'done' });
  });

  it('is parted again by a person: both say who and why, and neither is asked about the other', async () => {
    const at = await world(newer);
    const first = await at.send(0);
    const second = await at.send(1);
    const parted = await at.ask(second, 1, { type: 'notSamePatient', to: first.id, reason: 'numberMixedUp' });
    expect(parted).toMatchObject({
      kind: 'done',
      events: [{ type: 'NotSamePatientSaid', by: { id: amara.id }, to: first.id, reason: 'numberMixedUp' }],
    });
    const [one, other] = [await at.load(second.id), await at.load(first.id)];
    expect([one.notSame, other.notSame, earlierOf(one)]).toEqual([[first.id], [second.id], []]);
    expect(await at.close(first, 2, 'noActionNeeded')).toMatchObject({ kind: 'done' });
    // A later one is the same patient's as either, as far as anybody knows.
    expect((await at.send(3)).earlier).toHaveLength(2);
  });

  it('is exported, and verified', async () => {
    const at = await world(newer);
    const first = await at.send(0);
    await at.send(1);
    const rows: string[] = [];
    for await (const { key } of rowsOf(at.engine, locate(at.prefix, north), on(2))) rows.push(key);
    expect(rows.filter((key) => key.startsWith('contact|'))).toHaveLength(1);
    expect((await inspect(at.engine, at.prefix, north)).findings).toEqual([]);
    await at.table.transact([{ kind: 'delete', key: `state|econsult|${first.id}` }]);
    const [row] = await at.contactRows();
    expect((await inspect(at.engine, at.prefix, north)).findings).toContainEqual({ kind: 'orphan', key: row?.key });
  });
});

describe('who a patient is', () => {
  const sent = { nhsNumber: 'absent', noticed: [] } as const;
  it('is the same in any spelling of their name, and not without a whole date of birth', () => {
    const keyOf = (name: string, dateOfBirth = '1983-03-09') => patientKeyOf({ name, dateOfBirth }, sent);
    expect(keyOf('Siobhán O’Brien')).toBe('name|obrien siobhan|1983-03-09');
    for (const name of ["siobhan o'brien", 'O’BRIEN, Siobhán', 'Mrs Siobhán OBrien']) expect(keyOf(name)).toBe(keyOf('Siobhán O’Brien'));
    expect(keyOf('Siobhán O’Brien', '1983')).toBeUndefined();
    expect(keyOf('Siobhán')).toBeUndefined();
  });
  it('is told apart by any other NHS number', () => {
    const number = fc.integer({ min: 1_000_000_000, max: 9_999_999_999 }).map(String);
    fc.assert(
      fc.property(number, number, (one, other) => {
        const keyOf = (nhsNumber: string) => patientKeyOf({ ...asha, nhsNumber }, { nhsNumber: 'valid', noticed: [] });
        return (keyOf(one) === keyOf(other)) === (one === other);
      }),
    );
  });
});
