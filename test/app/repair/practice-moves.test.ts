// A practice goes to another hub: what the old hub has it finishes or hands back, nothing more goes there, and nothing is lost on the way.
import { describe, expect, it } from 'vitest';
import { countDay } from '../../../src/app/day/count.ts';
import { receive } from '../../../src/app/econsult/receive.ts';
import { decideOnRepair } from '../../../src/app/repair/repair.ts';
import type { Day } from '../../../src/domain/day/state.ts';
import { peopleFindings } from '../../../src/domain/econsult/claimant-gone.ts';
import type { EConsult } from '../../../src/domain/econsult/state.ts';
import { hubsFor } from '../../../src/domain/network/buddies.ts';
import type { InForce } from '../../../src/domain/network/in-force.ts';
import { stageAt } from '../../../src/domain/network/stage.ts';
import { idFrom } from '../../../src/domain/reference.ts';
import type { Repair } from '../../../src/domain/repair/state.ts';
import type { Instant } from '../../../src/domain/terms.ts';
import { at } from '../../domain/time/days.ts';
import { usualSubmission } from '../../given.ts';
import { amara, dalia, gwen, hugo, jonas, larkfield, north, patient, person, south } from '../../people.ts';
import { minutesAfter, now } from '../task/ground.ts';
import { lena, moving, scene, today } from './scene.ts';

type Scene = Awaited<ReturnType<typeof scene>>;
const tomorrow = at('2026-11-26 00:05');
const complete = { outcome: 'answered', told: 'message', knowingly: true };
const words = {
  patient,
  answers: [{ question: 'What?', answer: 'A cough.' }],
  original: { mediaType: 'application/json', base64: '' },
};
const deliver = (s: Scene, sourceId: string, when: Instant) =>
  receive(
    s.g.deps,
    { id: 'maker', hub: north, practices: '*' },
    {
      ...usualSubmission,
      sourceId,
      practiceCode: larkfield,
      submittedAt: minutesAfter(when, -1),
      contentHash: `hash ${sourceId}`,
      text: words,
    },
    { operation: `deliver ${sourceId} ${when}`, receivedAt: when },
  );
const atSouth = async (s: Scene, id: string): Promise<EConsult | undefined> =>
  (await s.g.store.load<EConsult>({ hub: south, kind: 'econsult', id }))?.state;

describe('a practice that goes to another hub', () => {
  it('is proposed by a lead of the hub it leaves and confirmed by one of the hub it goes to', async () => {
    const s = await scene();
    await s.situated(1, 1);
    expect(await s.propose(moving, jonas)).toMatchObject({ refusal: { why: 'leadsOnly', ask: [{ id: dalia.id }, { id: lena.id }] } });
    expect(await s.propose({ ...moving, to: north })).toMatchObject({ refusal: { why: 'hubWrong' } });
    expect(await s.propose({ ...moving, finishes: '2026-11-24' })).toMatchObject({ refusal: { why: 'finishesWrong' } });
    expect(await s.propose({ ...moving, agreedBy: '  ' })).toMatchObject({ refusal: { why: 'agreementMissing' } });
    const proposed = await s.propose(moving);
    if (proposed.kind !== 'done') throw new Error(JSON.stringify(proposed.refusal));
    expect(proposed.state.preview).toMatchObject({ counts: { atHub: 1, staff: 2 } });
    expect(proposed.state.preview.cleared?.map(({ id }) => id)).toContain(amara.id);
    const wish = { type: 'confirm', operation: 'c', at: now } as const;
    expect(await decideOnRepair(s.g.deps, proposed.state, { ...wish, by: person(dalia) })).toMatchObject({
      refusal: { why: 'leadsOnly', ask: [{ id: jonas.id }] },
    });
    expect(await decideOnRepair(s.g.deps, proposed.state, { ...wish, by: person(jonas) })).toMatchObject({ state: { status: 'working' } });
  });

  it('lets the old hub finish what it has until the day agreed, hands the rest back, and ends its clearances', async () => {
    const s = await scene();
    const [kept, left, passed, atPractice] = [
      await s.situated(1, 1),
      await s.situated(2, 1),
      await s.situated(3, 2),
      await s.situated(4, 3),
    ];
    const { id } = await s.confirm(moving);
    expect(await s.look(id)).toMatchObject({ status: 'working', waitsFor: 'finishing', left: 3 });
    const network = await s.g.deps.network.current();
    expect(network.practices[larkfield]).toMatchObject({ hub: south, wasWith: [{ hub: north, until: '2026-11-24', finishes: today }] });
    expect(stageAt(network.practices[larkfield] ?? {}, today)).toBe('off');
    expect(hubsFor(network, larkfield)).toEqual([south, north]);
    const since = at('2026-11-25 08:00');
    const day = { hub: south, organisation: larkfield, since } as Day;
    const rules = await s.g.deps.rules.now();
    expect(await countDay(s.g.store, s.g.store, day, at('2026-11-25 18:30'), rules)).toMatchObject({
      received: 0,
      missing: [],
      carried: 4,
    });
    // Who has it goes on with it; nothing more comes to that hub.
    expect(await s.wish(amara, 'complete', kept, complete, minutesAfter(now, 5))).toMatchObject({ kind: 'done' });
    expect(await s.wish(hugo, 'claim', atPractice, {}, minutesAfter(now, 6))).toMatchObject({ kind: 'done' });
    expect(
      await s.wish(hugo, 'sendToHub', atPractice, { reason: 'noCapacity', what: { text: 'Please', checked: false } }, minutesAfter(now, 7)),
    ).toMatchObject({ kind: 'refused', refusal: { why: 'practiceMoved', to: south } });
    const over = await s.look(id, tomorrow);
    expect(over).toMatchObject({ status: 'over', account: { things: { closed: [kept] } } });
    if (over?.status !== 'over') throw new Error('not over');
    expect([...(over.account.things.withPractice ?? [])].sort()).toEqual([left, passed, atPractice].sort());
    expect(await s.g.econsult(left)).toMatchObject({ status: 'waiting', holder: larkfield, hub: north });
    expect(await s.g.econsult(passed)).toMatchObject({ status: 'waiting', holder: larkfield });
    expect(await s.g.econsult(atPractice)).toMatchObject({ status: 'claimed', claimant: { id: hugo.id } });
    const after = await s.g.deps.network.current();
    expect(after.staff[amara.id]?.cleared.map(({ practice }) => practice)).not.toContain(larkfield);
    expect(after.staff[gwen.id]?.posts).toEqual([{ role: 'practiceAdministrator', at: larkfield }]);
    for (const each of [left, passed, atPractice]) {
      const it = await s.g.econsult(each);
      expect(it && peopleFindings(it, after)).toEqual([]);
    }
    expect(await s.wish(hugo, 'claim', left, {}, minutesAfter(tomorrow, 600))).toMatchObject({ kind: 'done' });
    expect(await s.wish(hugo, 'complete', left, complete, minutesAfter(tomorrow, 610))).toMatchObject({ kind: 'done' });
  });

  it('ends at once where the old hub has nothing of it', async () => {
    const s = await scene();
    const id = await s.situated(1, 3);
    const repair = await s.confirm(moving);
    expect(await s.look(repair.id)).toMatchObject({ status: 'over', account: { things: { withPractice: [id] } } });
  });

  it('has what arrives at the new hub, and what is sent again at the old one', async () => {
    const s = await scene();
    expect(await deliver(s, 'before', now)).toMatchObject({ kind: 'accepted' });
    const { id } = await s.confirm(moving);
    await s.look(id, minutesAfter(now, 1));
    expect(await deliver(s, 'before', minutesAfter(now, 2))).toMatchObject({ kind: 'duplicate' });
    expect(await deliver(s, 'after', minutesAfter(now, 3))).toMatchObject({ kind: 'accepted' });
    const after = idFrom('maker', 'after', 0);
    expect(await s.g.econsult(after)).toBeUndefined();
    expect(await atSouth(s, after)).toMatchObject({ hub: south, practice: larkfield, holder: larkfield });
    expect(await atSouth(s, idFrom('maker', 'before', 0))).toBeUndefined();
  });

  it('has what is opened again at the old hub, for it cannot go there any more', async () => {
    const s = await scene();
    const id = await s.situated(1, 1);
    await s.wish(amara, 'complete', id, complete, minutesAfter(now, 1));
    const repair = await s.confirm(moving);
    expect(await s.look(repair.id)).toMatchObject({ status: 'over' });
    await s.wish(dalia, 'reopen', id, { reason: 'patientCameBack' }, minutesAfter(now, 30));
    expect(await s.g.econsult(id)).toMatchObject({ status: 'waiting', holder: larkfield });
  });

  it('can be called off until its day has come, and not after that', async () => {
    const s = await scene();
    await s.situated(1, 1);
    const callOff = (repair: Repair, operation: string, who = dalia) =>
      decideOnRepair(s.g.deps, repair, { type: 'callOff', operation, at: now, by: person(who) });
    const ahead = await s.confirm({ ...moving, from: '2026-11-30', finishes: '2026-12-01' });
    expect(await callOff(ahead, 'one')).toMatchObject({
      kind: 'done',
      state: { status: 'calledOff', calledOff: { by: { id: dalia.id } } },
    });
    expect(await s.look(ahead.id, '2026-11-30T00:00:05.000Z')).toMatchObject({ status: 'calledOff' });
    const moved = await s.confirm(moving);
    await s.look(moved.id);
    expect(await callOff(moved, 'two', jonas)).toMatchObject({ refusal: { why: 'begunAlready' } });
  });

  it('waits while a disaster is about it', async () => {
    const s = await scene();
    const { id } = await s.confirm(moving);
    const inForce: InForce = {
      ...{ id: 'D-AAAAA', type: 'practiceDown' as const, hub: north, closed: [larkfield], routes: {}, since: now, until: tomorrow },
      moves: { kinds: ['clinical'], priorities: ['routine'] },
    };
    await s.g.deps.network.change({
      type: 'setInForce',
      operation: 'd',
      at: now,
      by: { kind: 'clock' },
      hub: north,
      id: inForce.id,
      inForce,
    });
    expect(await s.look(id)).toMatchObject({ status: 'working', waitsFor: 'disaster' });
    expect((await s.g.deps.network.current()).practices[larkfield]?.hub).toBe(north);
    await s.g.deps.network.change({ type: 'setInForce', operation: 'e', at: now, by: { kind: 'clock' }, hub: north, id: inForce.id });
    expect(await s.look(id, minutesAfter(now, 10))).toMatchObject({ status: 'over' });
  });
});
