// Repairs as leads meet them: typed, filled in, confirmed on the card in the hub's channel, and read in the end.
import { beforeEach, describe, expect, it } from 'vitest';
import { openRepairs, repairKey } from '../../../src/app/repair/repair.ts';
import { drawRepair } from '../../../src/cards/repair/card.ts';
import { referenceOf } from '../../../src/domain/reference.ts';
import type { Repair } from '../../../src/domain/repair/state.ts';
import { verbsOf } from '../../cards/elements.ts';
import { later } from '../../given.ts';
import { amara, bram, carys, dalia, gwen, jonas, larkfield, millbrook, north, south } from '../../people.ts';
import { type World, world } from '../given.ts';

let w: World;
beforeEach(async () => {
  w = await world();
});
const open = async (): Promise<Repair> => {
  const [repair] = await openRepairs({ store: w.store, network: w.source }, north);
  if (repair === undefined) throw new Error('none is open');
  return repair;
};
const now = async ({ id }: Repair): Promise<Repair> => (await w.store.load<Repair>(repairKey(north, id)))?.state as Repair;
const about = ({ id }: Repair) => ({ thing: 'repair', v: 1, hub: north, id, rest: `${north}|${id}` });
const offered = (of: string, to = '') => ({ thing: 'repair', v: 1, rest: `${north}|${of}|${to}` });
const card = async (repair: Repair): Promise<string> =>
  JSON.stringify(drawRepair(await now(repair), await w.source.current(), later(1)).card);

describe('somebody leaves', () => {
  it('is typed by a hub lead alone, shows what they have, and changes nothing before it is confirmed on the card', async () => {
    const id = await w.receives();
    await w.press(amara, 'claim', { v: 1, hub: north, id, revision: 1 });
    for (const who of [amara, gwen]) expect((await w.says(who, 'leaver amara')).said).not.toContain('Dr Amara Osei.');
    expect((await w.says(dalia, 'leaver nobody')).said).toContain('Nobody of this hub');
    expect((await w.says(dalia, 'leaver a')).said).toContain('Several people fit');
    const typed = await w.says(dalia, 'leaver amara');
    expect(verbsOf(typed.body)).toEqual([{ action: 'dialog', verb: 'leaver' }]);
    const form = await w.fetch(dalia, 'leaver', offered(amara.id));
    expect(form.said).toContain('eConsults they have claimed: 1');
    expect((await w.fetch(gwen, 'leaver', offered(amara.id))).said).toContain('This needs a hub lead');
    expect((await w.submit(gwen, 'leaver', { ...offered(amara.id), to: bram.id })).said).toContain('This needs a hub lead');
    expect((await w.submit(dalia, 'leaver', offered(amara.id))).said).toContain('not filled in');
    expect((await w.submit(dalia, 'leaver', { ...offered(amara.id), to: bram.id })).closes).toBe(true);
    const repair = await open();
    expect(await card(repair)).toContain('Nothing is changed before a hub lead confirms it.');
    expect((await w.says(dalia, 'repairs')).said).toContain('Dr Amara Osei leaves.');
    expect((await w.source.current()).staff[amara.id]).toBeDefined();
    const confirming = await w.fetch(dalia, 'confirm', about(repair));
    expect(confirming.said).toContain('eConsults they have claimed: 1');
    expect((await w.submit(amara, 'confirm', about(repair))).said).toContain('This needs a hub lead');
    expect((await w.submit(dalia, 'confirm', about(repair))).closes).toBe(true);
    expect(await now(repair)).toMatchObject({ status: 'over', account: { things: { handedOver: [id] } } });
    expect(await card(repair)).toContain('Given to Dr Bram Whitlock: 1');
    expect((await w.source.current()).staff[amara.id]).toBeUndefined();
    // Pressed twice, or on an old card.
    expect((await w.submit(dalia, 'confirm', about(repair))).closes).toBe(true);
    expect((await w.submit(dalia, 'callOff', about(repair))).said).toContain('It goes on to its end');
    const waits = await w.store.waiting(north, 200);
    expect(waits.filter((row) => row.id === repair.id).map(({ what }) => what)).toContain('repairOver');
  });
  it('can be called off', async () => {
    await w.submit(dalia, 'leaver', { ...offered(carys.id), to: 'nobody' });
    const repair = await open();
    expect((await w.submit(dalia, 'callOff', about(repair))).closes).toBe(true);
    expect(await now(repair)).toMatchObject({ status: 'calledOff' });
    expect(await card(repair)).toContain('Nothing has changed.');
    expect((await w.submit(dalia, 'confirm', about(repair))).said).toContain('called it off');
    expect((await w.source.current()).staff[carys.id]).toBeDefined();
  });
});

describe('a practice', () => {
  const filled = { from: '2026-11-25', agreedOn: '2026-11-20', agreedBy: 'Dr Hugo Baines, partner' };
  it('closes, with who takes over and who agreed to it', async () => {
    const id = await w.receives();
    expect((await w.says(dalia, 'close nowhere')).said).toContain('no practice of this hub');
    expect((await w.says(dalia, 'close larkfield')).said).toContain('Larkfield Surgery.');
    expect((await w.fetch(dalia, 'close', offered(larkfield))).said).toContain('Its eConsults at the hub or elsewhere: 1');
    expect((await w.submit(dalia, 'close', { ...offered(larkfield), ...filled, to: millbrook, agreedBy: '' })).said).toContain(
      'who agreed to it',
    );
    expect((await w.submit(dalia, 'close', { ...offered(larkfield), ...filled, to: millbrook })).closes).toBe(true);
    const repair = await open();
    await w.submit(dalia, 'confirm', about(repair));
    expect(await now(repair)).toMatchObject({ status: 'over', account: { things: { moved: [id] } } });
    expect(await card(repair)).toContain('Agreed on 20 Nov 2026 by Dr Hugo Baines, partner.');
    expect((await w.source.current()).practices[larkfield]).toMatchObject({ closed: '2026-11-25', successor: millbrook });
    expect((await w.says(dalia, 'practice larkfield')).said).toContain('Millbrook Practice gets what still arrives.');
    expect((await w.submit(dalia, 'close', { ...offered(larkfield), ...filled, to: 'nobody' })).said).toContain(
      'It closes on 25 Nov 2026 already',
    );
  });
  it('goes to another hub, whose lead confirms it in that hub\u2019s channel; its people find what the old one still has', async () => {
    const id = await w.receives();
    const moves = { ...filled, to: south, finishes: '2026-11-26' };
    expect((await w.says(dalia, 'move larkfield to nowhere')).said).toContain('another hub of this network');
    expect((await w.says(dalia, 'move larkfield to north hub')).said).toContain('another hub of this network');
    expect((await w.says(dalia, 'move larkfield to south hub')).said).toContain('Nothing is changed yet');
    const form = await w.fetch(dalia, 'move', offered(larkfield, south));
    for (const words of ['Its eConsults at the hub or elsewhere: 1', 'Not cleared for it any more in the end', 'Who agreed to it?'])
      expect(form.said).toContain(words);
    expect((await w.submit(dalia, 'move', { ...offered(larkfield, south), ...moves, finishes: '2026-11-24' })).said).toContain(
      'at most 92 days later',
    );
    expect((await w.submit(dalia, 'move', { ...offered(larkfield, south), ...moves })).closes).toBe(true);
    const repair = await open();
    const shown = await card(repair);
    expect(shown).toContain('Nothing is changed before a lead of the new hub confirms it.');
    const waits = await w.store.waiting(north, 200);
    expect(new Set(waits.filter((row) => row.id === repair.id).map(({ to }) => JSON.stringify(to))).size).toBe(2);
    expect((await w.submit(dalia, 'confirm', about(repair))).said).toContain('This needs a hub lead');
    expect((await w.fetch(gwen, 'confirm', about(repair))).said).toContain('This needs a hub lead');
    expect((await w.fetch(jonas, 'confirm', about(repair))).said).toContain('goes from North Hub to South Hub on 25 Nov 2026');
    expect((await w.submit(jonas, 'confirm', about(repair))).closes).toBe(true);
    expect(await card(repair)).toContain('It has moved. 1 still to be finished by the hub that it has left.');
    expect((await w.source.current()).practices[larkfield]).toMatchObject({ hub: south });
    // The hub goes on with it, passes it home, and Larkfield finds it though its hub is another one now.
    const mine = { v: 1, hub: north, id, revision: 1 };
    expect((await w.press(amara, 'claim', mine)).said).toContain('Larkfield Surgery is with South Hub now');
    const passing = { reason: 'faceToFace', what: 'Please see her', wantedBy: later(200), answers: larkfield, knowingly: 'true' };
    expect((await w.submit(amara, 'passBack', { ...mine, revision: 2, ...passing })).closes).toBe(true);
    expect((await w.says(gwen, 'queue', '19:larkfield@thread.tacv2')).said).toContain(referenceOf(id));
    expect((await w.says(gwen, `find ${referenceOf(id)}`, '19:larkfield@thread.tacv2')).said).toContain(referenceOf(id));
  });
  it('becomes part of another, with the clearances that are given for it unless somebody is left out', async () => {
    expect((await w.says(dalia, 'merge larkfield')).said).toContain('no practice of this hub');
    expect((await w.says(dalia, 'merge larkfield into millbrook')).said).toContain('Nothing is changed yet');
    expect((await w.fetch(dalia, 'merge', offered(larkfield, millbrook))).said).toContain('Who is not to be cleared for the new practice?');
    await w.submit(dalia, 'merge', { ...offered(larkfield, millbrook), ...filled, to: millbrook, without: carys.id });
    const repair = await open();
    await w.submit(dalia, 'confirm', about(repair));
    expect((await now(repair)).status).toBe('over');
    const { staff } = await w.source.current();
    expect(staff[carys.id]?.cleared.map(({ practice }) => practice)).toEqual([larkfield]);
    expect(staff[gwen.id]?.posts.map(({ at }) => at)).toEqual([larkfield, millbrook]);
  });
});
