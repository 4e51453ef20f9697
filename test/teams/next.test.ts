// "Claim the most urgent": by a word and by a button, for whoever may, never two people the same one, and in words where there is none.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { loadEConsult } from '../../src/app/econsult/load.ts';
import { opensIn } from '../../src/app/econsult/rows.ts';
import { StoreAway } from '../../src/app/ports.ts';
import { storeAwayWords } from '../../src/cards/words.ts';
import type { StaffMember } from '../../src/domain/network/state.ts';
import { referenceOf } from '../../src/domain/reference.ts';
import { triesMax } from '../../src/teams/next.ts';
import { elementsOf, markdownOf, verbsOf } from '../cards/elements.ts';
import { later } from '../given.ts';
import {
  amara,
  bram,
  carys,
  dalia,
  ewan,
  full,
  gwen,
  ines,
  jonas,
  larkfield,
  member,
  millbrook,
  network,
  north,
  person,
  quayside,
  stranger,
} from '../people.ts';
import { engines, type Opened } from '../storage/engines.ts';
import { activityOf, carried, type World, world } from './given.ts';

let w: World;
beforeEach(async () => {
  w = await world();
});
const claimantOf = async (id: string): Promise<string | undefined> => {
  const it = await w.state(id);
  return it.status === 'claimed' ? it.claimant.name : undefined;
};
const words = async (...asked: Parameters<World['says']>): Promise<string> => markdownOf((await w.says(...asked)).body).join('\n');
const own = 'a:chat';
const passed = { reason: 'faceToFace', what: 'Please see them', wantedBy: later(200), answers: larkfield, knowingly: 'true' };

describe('is offered', () => {
  const offers = (body: unknown): boolean => verbsOf(body).some(({ verb }) => verb === 'next');
  const queue = async (who: Parameters<World['says']>[0], where: string): Promise<boolean> =>
    offers((await w.says(who, 'queue', where)).body);
  const millbrooks = '19:millbrook@thread.tacv2';
  it('to whoever may claim something that waits, and to nobody else', async () => {
    expect(await queue(ines, own)).toBe(false);
    await w.receives({ practiceCode: millbrook });
    expect(await queue(ines, own)).toBe(false);
    expect(offers((await w.says(ines, 'mine', own)).body)).toBe(false);
    expect(offers((await w.says(ines, 'on shift', own)).body)).toBe(false);
    await w.receives({ sourceId: 'a', practiceCode: millbrook, kind: 'admin' });
    expect(await queue(ines, own)).toBe(true);
    expect(offers((await w.says(ines, 'mine', own)).body)).toBe(true);
    expect(offers((await w.says(ines, 'on shift', own)).body)).toBe(true);
  });
  it('to all who read it in a channel where somebody there may', async () => {
    await w.receives({ practiceCode: millbrook });
    expect(await queue(ines, millbrooks)).toBe(false);
    await w.receives({ sourceId: 'a' });
    expect(await queue(ewan, '19:north@thread.tacv2')).toBe(true);
    expect(await queue(ewan, own)).toBe(false);
  });
  it('for a task to those who can do it', async () => {
    const sending = { thing: 'task', v: 1, hub: north, id: 'new', rest: JSON.stringify({ from: north }), to: millbrook };
    const asked = { asked: 'Please.', priority: 'routine', wanted: 'day', telephone: '01632 960100' };
    await w.submit(amara, 'send', { ...sending, ...asked, what: 'homeVisit', knowingly: 'true' });
    expect(await queue(ines, own)).toBe(false);
    await w.submit(amara, 'send', { ...sending, ...asked, what: 'bookAppointment' });
    expect(await queue(ines, own)).toBe(true);
  });
});

describe('the typed word', () => {
  it('claims the most urgent, and answers in one\u2019s own chat with one\u2019s own card of it', async () => {
    const routine = await w.receives({ sourceId: 'a' });
    const red = await w.receives({ sourceId: 'b', priority: 'redFlag' });
    const answer = await w.says(amara, 'next', own);
    expect(await claimantOf(red)).toBe(amara.name);
    expect(await claimantOf(routine)).toBeUndefined();
    expect(markdownOf(answer.body)[0]).toBe('Claimed by Dr Amara Osei');
    expect(verbsOf(answer.body).map(({ verb }) => verb)).toEqual(expect.arrayContaining(['complete', 'release', 'open']));
    await w.says(amara, 'Next!', own);
    expect(await claimantOf(routine)).toBe(amara.name);
  });
  it('in a channel is answered with the card that everybody may see', async () => {
    const id = await w.receives();
    const { body, said } = await w.says(amara, '<at>eHub</at> next');
    expect(await claimantOf(id)).toBe(amara.name);
    expect(markdownOf(body)[0]).toBe('Claimed by Dr Amara Osei');
    expect(verbsOf(body).map(({ verb }) => verb)).not.toContain('complete');
    expect(said).not.toMatch(/Asha|cough|1980/);
  });
  it('is of the channel\u2019s organisation, or of wherever one works', async () => {
    const [hub, practice] = [await w.receives(), await w.receives({ sourceId: 'p', kind: 'admin' })];
    expect(await words(gwen, 'next')).toContain('You do not work here, so nothing was claimed.');
    expect(await words(amara, 'next', '19:larkfield@thread.tacv2')).toContain('You do not work here, so nothing was claimed.');
    await w.says(gwen, 'next', '19:larkfield@thread.tacv2');
    expect(await claimantOf(practice)).toBe(gwen.name);
    expect(await claimantOf(hub)).toBeUndefined();
    expect(await words(stranger, 'next', own)).toContain('you are not on the staff list');
  });
  it('passes over what somebody may not claim and says, where that is all, why and whom to ask', async () => {
    const [elsewhere, mine] = [await w.receives({ practiceCode: quayside, priority: 'redFlag' }), await w.receives({ sourceId: 'm' })];
    await w.says(carys, 'next', own);
    expect(await claimantOf(mine)).toBe(carys.name);
    const said = await words(carys, 'next', own);
    expect(said).toContain('1 waits at North Hub, but none that you may claim.');
    expect(said).toContain(`The most urgent, ${referenceOf(elsewhere)}: You are not cleared for Quayside Health Centre`);
    expect(said).toContain(amara.name);
    expect(await claimantOf(elsewhere)).toBeUndefined();
    expect(await words(dalia, 'next', own)).toContain('but none that you may claim');
  });
  it('says that nothing waits, also where others have everything', async () => {
    expect(await words(amara, 'next', own)).toContain('Nothing waits to be claimed at North Hub.');
    await w.press(bram, 'claim', carried(await w.receives()));
    expect(await words(amara, 'next', own)).toContain('Nothing waits to be claimed at North Hub.');
  });
  it('says that something was passed there and waits to be accepted, to whoever works there alone', async () => {
    const id = await w.receives({ practiceCode: larkfield });
    await w.press(amara, 'claim', carried(id));
    await w.submit(amara, 'passBack', { ...carried(id), ...passed });
    expect((await w.state(id)).status).toBe('offered');
    expect(await words(gwen, 'next', own)).toContain(
      'Nothing waits to be claimed at Larkfield Surgery. 1 passed to you waits to be accepted: \u201cqueue\u201d shows it.',
    );
    expect(await words(amara, 'next', own)).not.toContain('accepted');
  });
  it('leaves a colleague what is meant for them until it was not looked at in time', async () => {
    const id = await w.receives();
    await w.submit(dalia, 'assign', { ...carried(id), to: `person:${bram.id}` });
    expect(await words(amara, 'next', own)).toContain(`1 is meant for a colleague (${referenceOf(id)})`);
    w.at(61);
    await w.says(amara, 'next', own);
    expect(await claimantOf(id)).toBe(amara.name);
  });
  it('delivered twice claims once, and answers both times with the same', async () => {
    const [first, second] = [await w.receives({ priority: 'urgent' }), await w.receives({ sourceId: 'b' })];
    const { answerWords } = await import('../../src/teams/commands.ts');
    const activity = activityOf(amara, 'sent-twice', own, { type: 'message', text: 'next' });
    const answers = [];
    for (let n = 0; n < 3; n++) answers.push(JSON.stringify(await answerWords(w.deps, activity, person(amara))));
    expect(new Set(answers).size).toBe(1);
    expect(await claimantOf(first)).toBe(amara.name);
    expect(await claimantOf(second)).toBeUndefined();
    // At the same moment, too.
    const again = activityOf(amara, 'at-once', own, { type: 'message', text: 'next' });
    await w.receives({ sourceId: 'c' });
    await Promise.all(Array.from({ length: 5 }, () => answerWords(w.deps, again, person(amara))));
    expect((await opensIn(w.store, north)).filter(({ claimant }) => claimant === amara.id)).toHaveLength(2);
  });
  it('with the store away says so and claims nothing', async () => {
    const id = await w.receives();
    w.breakStore(new StoreAway('secret'));
    await expect(w.says(amara, 'next', own)).rejects.toThrow(StoreAway);
    expect((await w.press(amara, 'next', { v: 1, list: `board|${north}` })).said).toContain(storeAwayWords);
    w.mendStore();
    expect(await claimantOf(id)).toBeUndefined();
  });
});

describe('the button', () => {
  const board = { v: 1, list: `board|${north}` };
  it('on the board answers with the board, what is theirs above it with its button', async () => {
    const id = await w.receives({ priority: 'redFlag' });
    const { body } = await w.press(amara, 'next', board);
    expect(await claimantOf(id)).toBe(amara.name);
    const said = markdownOf(body);
    expect(said[0]).toBe('Board of North Hub');
    expect(said).toContain(`${referenceOf(id)} is yours.`);
    expect(said.find((each) => each.startsWith(`${referenceOf(id)} · RED FLAG`))).toBeDefined();
    const open = elementsOf(body).find(({ type, title }) => type === 'Action.Submit' && title === 'Open');
    expect(open?.['tooltip']).toMatch(new RegExp(`^Open ${referenceOf(id)}, RED FLAG, answer by `));
    expect((await w.fetch(amara, 'open', open?.['data'] as Record<string, unknown>)).said).toContain(`eConsult ${referenceOf(id)}`);
  });
  it('on the board says in words why there is none', async () => {
    expect((await w.press(amara, 'next', board)).said).toContain('Nothing waits to be claimed at North Hub.');
    expect((await w.press(jonas, 'next', board)).said).toContain('You do not work here, so nothing was claimed.');
  });
  it('on the board takes for somebody of a practice what waits there', async () => {
    const id = await w.receives({ kind: 'admin' });
    await w.press(gwen, 'next', board);
    expect(await claimantOf(id)).toBe(gwen.name);
  });
  it('above one\u2019s own work, and at the start of a shift, claims where one works', async () => {
    const [first, second] = [await w.receives({ priority: 'urgent' }), await w.receives({ sourceId: 'b' })];
    const buttonIn = async (...asked: Parameters<World['says']>) =>
      elementsOf((await w.says(...asked)).body).find(({ verb }) => verb === 'next')?.['data'] as Record<string, unknown>;
    const mine = await w.press(amara, 'next', await buttonIn(amara, 'mine', own), { where: own });
    expect(markdownOf(mine.body).slice(0, 2)).toEqual(['My work', `${referenceOf(first)} is yours.`]);
    const shift = await w.press(amara, 'next', await buttonIn(amara, 'on shift', own), { where: own });
    expect(markdownOf(shift.body).slice(0, 2)).toEqual(['Your shift', `${referenceOf(second)} is yours.`]);
    expect([await claimantOf(first), await claimantOf(second)]).toEqual([amara.name, amara.name]);
    // Nothing waits there any more, so nothing is offered.
    expect(await buttonIn(amara, 'mine', own)).toBeUndefined();
  });
  it('under a queue claims of that queue and brings the list up to date', async () => {
    const [red, routine] = [await w.receives({ priority: 'redFlag' }), await w.receives({ sourceId: 'r' })];
    const queue = await w.says(amara, 'queue');
    const next = elementsOf(queue.body).find(({ verb }) => verb === 'next');
    const { body } = await w.press(amara, 'next', next?.['data'] as Record<string, unknown>);
    expect(markdownOf(body)[0]).toBe('Open at North Hub');
    expect(markdownOf(body)).toContain(`${referenceOf(red)} is yours.`);
    expect(await claimantOf(routine)).toBeUndefined();
    expect((await w.press(gwen, 'next', next?.['data'] as Record<string, unknown>)).said).toContain('This list is not for you');
    expect((await w.press(jonas, 'next', next?.['data'] as Record<string, unknown>)).said).not.toContain(referenceOf(routine));
  });
});

describe.each(engines)('pressed by many at once, on $name', ({ open }) => {
  const many: readonly StaffMember[] = Array.from({ length: 12 }, (_, n) =>
    member(`Dr Racer ${n}`, [{ role: 'clinician', at: north }], full(larkfield, millbrook, quayside)),
  );
  let opened: Opened;
  let race: World;
  beforeAll(async () => {
    opened = await open();
    race = await world(opened.engine, many);
  });
  afterAll(() => opened?.close());

  it('gives nobody what another has, everybody one while there are enough, and the rest words', async () => {
    for (const [round, open] of [12, 5, 1, 0].entries()) {
      const ids: string[] = [];
      for (let n = 0; n < open; n++)
        ids.push(await race.receives({ sourceId: `race ${round} ${n}`, priority: n === 0 ? 'redFlag' : 'routine' }));
      const answers = await Promise.all(many.map((who) => race.press(who, 'next', { v: 1, list: `queue|${north}|${north}|0` })));
      const claims = await Promise.all(
        ids.map(async (id) => {
          const it = await loadEConsult(race.store, network, north, id);
          return it?.status === 'claimed' ? it.claimant.id : undefined;
        }),
      );
      // All are claimed, each by somebody else.
      expect(new Set(claims).size).toBe(open);
      expect(claims).not.toContain(undefined);
      const yours = answers.filter(({ said }) => / is yours\./.test(said));
      expect(yours).toHaveLength(open);
      for (const id of ids) expect(yours.filter(({ said }) => said.includes(`${referenceOf(id)} is yours.`))).toHaveLength(1);
      const others = answers.filter((each) => !yours.includes(each));
      for (const { said } of others) expect(said).toMatch(/Nothing waits to be claimed|Others were quicker each time/);
      for (const id of ids) expect((await race.happened(id)).filter((type) => type === 'Claimed')).toHaveLength(1);
    }
    expect(many.length).toBeLessThanOrEqual(triesMax);
  }, 60_000);
});
