// Entering the paper at work: what can be taken over is, once, by whoever did it and at their time; and what was late or handed back is said so.
import { beforeEach, describe, expect, it } from 'vitest';
import { type CheckedLine, enterPaper } from '../../../src/app/disaster/check-in.ts';
import { disasterKey, handleDisaster, previewNow, proposeDisaster } from '../../../src/app/disaster/disaster.ts';
import { lookAtDisaster } from '../../../src/app/disaster/look.ts';
import { whatMoved, withLate } from '../../../src/app/disaster/report.ts';
import { handleEConsult } from '../../../src/app/econsult/econsult.ts';
import { StoreAway } from '../../../src/app/ports.ts';
import type { PaperDone, PaperEntry } from '../../../src/domain/disaster/check-in.ts';
import { type Named, planFrom } from '../../../src/domain/disaster/plan.ts';
import type { Disaster } from '../../../src/domain/disaster/state.ts';
import type { EConsultCommand } from '../../../src/domain/econsult/command.ts';
import { type Instant, type Person, personOf } from '../../../src/domain/terms.ts';
import { memoryEngine } from '../../../src/storage/memory.ts';
import { usualSubmission } from '../../given.ts';
import { amara, bram, dalia, farah, larkfield, network, north, person, sender } from '../../people.ts';
import { Died, type Ground, ground, minutesAfter, now, troubled } from '../task/ground.ts';

let g: Ground;
beforeEach(async () => {
  g = await ground();
});
const later = (minutes: number): Instant => minutesAfter(now, minutes);
const asked = (what: string, minutes: number, by: Person) => ({ hub: north, operation: what, at: later(minutes), by: person(by) });
const wish = (who: Person, type: string, id: string, minutes: number, more: object = {}) =>
  handleEConsult(g.deps, { ...asked(`${type} ${id} ${minutes}`, minutes, who), type, id, ...more } as unknown as EConsultCommand);

async function arrives(...ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const submission = { ...usualSubmission, sourceId: id, practiceCode: larkfield, submittedAt: later(-10) };
    const command = {
      ...{ hub: north, id, operation: `in ${id}`, at: later(-10), by: sender },
      type: 'receive',
      caller: 'maker',
      submission,
    };
    await handleEConsult(g.deps, command as EConsultCommand);
  }
}
async function begins(named: Named): Promise<Disaster> {
  const plan = planFrom(named, network, north);
  const proposed = await proposeDisaster(g.deps, { ...asked('propose', 0, dalia), plan });
  if (proposed.kind !== 'done') throw new Error(JSON.stringify(proposed.refusal));
  const { id, preview: read } = proposed.state;
  const preview = await previewNow(g.store, await g.deps.network.now(), north, plan, now);
  const seen = read.moves.routine + read.moves.urgent + read.moves.redFlag;
  const confirmed = await handleDisaster(g.deps, { ...asked('confirm', 0, farah), type: 'confirm', id, seen, preview });
  if (confirmed.kind !== 'done') throw new Error(JSON.stringify(confirmed.refusal));
  return confirmed.state;
}
const load = async (id: string): Promise<Disaster> => {
  const found = (await g.store.load<Disaster>(disasterKey(north, id)))?.state;
  if (found === undefined) throw new Error('no such disaster');
  return found;
};
const trouble: Named = { type: 'teamsTrouble', drill: false, reason: 'Sign-in fails' };
const answered: PaperDone = { what: 'completed', outcome: 'answered', told: 'telephone' };
const entry = (id: string, done: PaperDone, by: Person, minutes: number): PaperEntry => ({
  line: 2,
  id,
  done,
  by: personOf(by),
  at: later(minutes),
});
const came = (lines: readonly CheckedLine[]): readonly string[] =>
  lines.map((line) => (typeof line.came === 'string' ? line.came : line.came.why));
const enter = (it: Disaster, entries: readonly PaperEntry[], minutes: number, deps = g.deps, who = dalia) =>
  enterPaper(deps, it, entries, { at: later(minutes), operation: `paper ${minutes}`, by: person(who) });

describe('the paper', () => {
  const six = ['AAAAAA', 'CCCCCC', 'DDDDDD', 'EEEEEE', 'FFFFFF', 'GGGGGG'] as const;
  const paper: readonly PaperEntry[] = [
    entry('AAAAAA', answered, amara, 40),
    entry('CCCCCC', { what: 'claimed' }, bram, 50),
    entry('DDDDDD', answered, amara, 60),
    entry('EEEEEE', answered, amara, 70),
    entry('FFFFFF', answered, amara, 80),
    entry('HHHHHH', answered, amara, 90),
  ];
  async function stood(): Promise<Disaster> {
    await arrives(...six);
    await wish(amara, 'claim', 'DDDDDD', -5);
    const it = await begins(trouble);
    // In the meantime, in Teams: one was taken by another, one was claimed and let go of.
    await wish(bram, 'claim', 'EEEEEE', 100);
    await wish(bram, 'claim', 'FFFFFF', 100);
    await wish(bram, 'release', 'FFFFFF', 101, { reason: 'noTime' });
    return it;
  }

  it('is entered by whoever did it, at their time, and what does not fit is told; the same paper again changes nothing', async () => {
    const it = await stood();
    const { lines } = await enter(it, paper, 120);
    expect(came(lines)).toEqual(['entered', 'entered', 'entered', 'claimedByOther', 'refused', 'unknown']);
    expect(await g.econsult('AAAAAA')).toMatchObject({
      ...{ status: 'completed', completedAt: later(40), completedBy: personOf(amara), firstClaimedAt: later(40) },
      patientTold: { how: 'telephone', at: later(40), by: personOf(amara) },
    });
    expect(await g.econsult('CCCCCC')).toMatchObject({ status: 'claimed', claimant: personOf(bram), claimedAt: later(50) });
    expect(await g.econsult('GGGGGG')).toMatchObject({ status: 'waiting' });
    const events = await g.store.events({ hub: north, kind: 'econsult', id: 'AAAAAA' });
    expect(events.at(-1)).toMatchObject({ at: later(120), event: { onPaper: { at: later(40), enteredBy: personOf(dalia) } } });
    expect(await load(it.id)).toMatchObject({ paper: { entered: 3, differs: ['EEEEEE', 'FFFFFF', 'HHHHHH'], by: personOf(dalia) } });

    const [before, disaster] = [await Promise.all(six.map((id) => g.econsult(id))), await load(it.id)];
    const again = await enter(it, paper, 130);
    expect(came(again.lines)).toEqual(['agrees', 'agrees', 'agrees', 'claimedByOther', 'refused', 'unknown']);
    expect(await Promise.all(six.map((id) => g.econsult(id)))).toEqual(before);
    expect(await load(it.id)).toEqual(disaster);
  });

  it('is not entered by whoever is no lead, not one line of it', async () => {
    const it = await stood();
    const before = await Promise.all(six.map((id) => g.econsult(id)));
    const { lines, handled } = await enter(it, paper, 120, g.deps, amara);
    expect(came(lines)).not.toContain('entered');
    expect(handled).toMatchObject({ refusal: { why: 'leadsOnly' } });
    expect(await Promise.all(six.map((id) => g.econsult(id)))).toEqual(before);
  });

  it('is whole after a crash or a lost answer at any write, once it is entered again', async () => {
    for (const suffering of ['diesBefore', 'diesAfter', 'lostAfter', 'away'] as const)
      for (let nth = 1; nth <= 4; nth++) {
        const engine = memoryEngine();
        g = await ground(engine);
        const it = await stood();
        const other = troubled(engine);
        other.suffer('write', nth, suffering);
        const hands = g.over(other.engine);
        await enter(it, paper, 120, hands).catch((error: unknown) => {
          if (!(error instanceof Died || error instanceof StoreAway)) throw error;
        });
        const { lines } = await enter(it, paper, 121);
        expect(came(lines).slice(3)).toEqual(['claimedByOther', 'refused', 'unknown']);
        expect(
          came(lines)
            .slice(0, 3)
            .every((each) => each === 'entered' || each === 'agrees'),
        ).toBe(true);
        expect(await g.econsult('AAAAAA')).toMatchObject({ status: 'completed', completedAt: later(40) });
        const events = await g.store.events({ hub: north, kind: 'econsult', id: 'AAAAAA' });
        expect(events.map(({ event }) => (event as { type: string }).type)).toEqual(['Received', 'Claimed', 'Completed']);
      }
  });
});

it('what was moved marks those that were late, of a closed one as it was then', async () => {
  await arrives('AAAAAA', 'CCCCCC', 'DDDDDD');
  const due = (await g.econsult('AAAAAA'))?.deadlines.target ?? '';
  const passed = Math.ceil((Date.parse(due) - Date.parse(now)) / 60_000) + 1;
  const it = await begins({ type: 'hubDown', drill: false, reason: 'No power' });
  for (let n = 0; n < 3; n++) await lookAtDisaster(g.deps, north, it.id, { operation: `look ${n}`, at: later(n), batchesMax: 60 });
  const marked = async (at: Instant): Promise<Readonly<Record<string, boolean | undefined>>> => {
    const disaster = await load(it.id);
    const moved = await withLate(g.store, disaster, await whatMoved(g.store, disaster, at), at);
    return Object.fromEntries(moved.map(({ id, late }) => [id, late]));
  };
  const hugo = network.staff[Object.keys(network.staff).find((id) => network.staff[id]?.name === 'Dr Hugo Baines') ?? ''];
  if (hugo === undefined) throw new Error('nobody of the practice');
  for (const [id, minutes] of [
    ['AAAAAA', 30],
    ['CCCCCC', passed],
  ] as const) {
    await wish(hugo, 'claim', id, minutes);
    await wish(hugo, 'complete', id, minutes, { outcome: 'answered', told: 'message' });
  }
  expect(await marked(later(passed - 2))).toEqual({ AAAAAA: undefined, CCCCCC: undefined, DDDDDD: undefined });
  expect(await marked(later(passed + 1))).toEqual({ AAAAAA: undefined, CCCCCC: true, DDDDDD: true });
});
