// Setting up in Teams: who may begin, what everybody else reads, the two-step dialogs, and a card that stays within its limits.
import { beforeEach, describe, expect, it } from 'vitest';
import { StoreAway } from '../../../src/app/ports.ts';
import { drawSetup } from '../../../src/cards/network/setup.ts';
import type { Person } from '../../../src/domain/terms.ts';
import { readPractices } from '../../../src/files/practice-list.ts';
import { practiceListCsv } from '../../../src/sandbox/demo/empty.ts';
import { memoryEngine } from '../../../src/storage/memory.ts';
import { later } from '../../given.ts';
import { hubIdOf, largest, networkOf, ofTwoHubs } from '../../network-of-size.ts';
import {
  amara,
  carys,
  dalia,
  ewan,
  gwen,
  larkfield,
  millbrook,
  newcomer,
  north,
  objectIdOf,
  overthere,
  person,
  quayside,
  stranger,
  tenant,
} from '../../people.ts';
import { activityOf, type World, world } from '../given.ts';

const list = readPractices(practiceListCsv);
const setup = { firstLeads: [stranger.id], practices: () => list };
const cardMax = 24 * 1_024;
let w: World;

describe('where nothing is set up yet', () => {
  beforeEach(async () => {
    w = await world(memoryEngine(), [], { isEmpty: true, setup });
  });
  it('whom the settings name is led to the first step, and to it by whatever else they write', async () => {
    expect((await w.says(stranger, 'setup')).said).toContain('"verb":"addHub"');
    expect((await w.says(stranger, 'queue')).said).toContain('you may begin. Please write: setup');
  });
  it('everybody else reads whom to ask, whatever they write, and no names', async () => {
    for (const words of ['setup', 'help', 'next', 'queue']) {
      const { said } = await w.says(amara, words);
      expect(said).toContain('The people named in EHUB_FIRST_LEADS can begin');
      expect(said).not.toMatch(/addHub|Sam/);
    }
  });
  it('added to a team, it leads whom the settings name, and tells others whom to ask; what is sent meanwhile is to be sent again', async () => {
    const arrives = (who?: Person) => {
      const activity = activityOf(who ?? amara, 'added', '19:new@thread.tacv2', { type: 'installationUpdate', action: 'add' });
      return w.deps.kinds.all.find((kind) => kind.arrives)?.arrives?.(w.deps, who && person(who), activity);
    };
    expect(JSON.stringify(await arrives(stranger))).toContain('"verb":"addHub"');
    for (const who of [amara, undefined]) expect(JSON.stringify(await arrives(who))).toContain('EHUB_FIRST_LEADS');
    await expect(w.receives()).rejects.toThrow(StoreAway);
  });
  it('the dialog is refused to everybody else on the server, and taken from whom they name, once', async () => {
    const filled = { v: 1, id: 'east', name: 'East Hub', telephone: '01632 960140', rest: '' };
    expect((await w.submit(amara, 'addHub', filled)).said).toContain('EHUB_FIRST_LEADS');
    expect((await w.source.current()).hubs).toEqual({});
    const wrong = await w.submit(stranger, 'addHub', { ...filled, telephone: 'ask Sam' });
    expect(wrong.said).toContain('That is no telephone number');
    expect((await w.submit(stranger, 'addHub', { ...filled, list: 'setup|new.0' })).closes).toBe(true);
    const { hubs, staff } = await w.source.current();
    expect([Object.keys(hubs), staff[stranger.id]?.posts]).toEqual([['EAST'], [{ role: 'hubLead', at: 'EAST' }]]);
    expect((await w.says(amara, 'setup')).said).toContain('you are not on the staff list');
    expect((await w.says(stranger, 'setup')).said).toContain('Next: The hub');
    // Now they may begin another one as any lead may, and no other person whom the settings name.
    expect((await w.says(stranger, 'setup new')).said).toContain('"verb":"addHub"');
  });
});

describe('where there are hubs', () => {
  beforeEach(async () => {
    w = await world(memoryEngine(), [], { setup });
  });
  it('leads and administrators go on with their own, and nobody else', async () => {
    for (const who of [dalia, ewan]) expect((await w.says(who, 'setup')).said).toContain('Set up North Hub');
    expect((await w.says(dalia, 'setup larkfield')).said).toContain(`setup|${north}|${larkfield}`);
    for (const who of [amara, gwen, stranger]) expect((await w.says(who, 'setup')).said).not.toMatch(/Still to do|addHub/);
    expect((await w.submit(stranger, 'addHub', { v: 1, id: 'EAST', name: 'East', telephone: '01632 960140' })).said).toMatch(
      /Nothing has changed/,
    );
  });
  it('its own buttons are refused for what is another\u2019s', async () => {
    for (const verb of ['setupFor', 'setupChannel'])
      for (const [who, id] of [
        [amara, larkfield],
        [dalia, overthere],
        [stranger, north],
      ] as const)
        expect((await w.press(who, verb, { v: 1, thing: 'network', hub: north, id })).said, verb).toContain('This needs a hub lead');
    expect((await w.press(dalia, 'setupFor', { v: 1, thing: 'network', hub: north, id: quayside })).said).toContain(
      'Quayside Health Centre',
    );
  });
  it('a free channel becomes a practice\u2019s by one press, and a taken one does not', async () => {
    const free = { where: '19:free@thread.tacv2' };
    const button = { v: 1, thing: 'network', hub: north, id: millbrook, list: `setup|${north}|${millbrook}` };
    expect((await w.press(dalia, 'setupChannel', button, free)).said).toContain('Done \u00b7 The practice\u2019s channel');
    expect((await w.source.current()).channels[millbrook]?.conversation).toBe(free.where);
    expect((await w.press(dalia, 'setupChannel', { ...button, id: quayside }, free)).said).toContain(
      'belongs to Millbrook Practice already',
    );
  });
  it('a practice that has closed stands neither in the steps nor among those that can be given a channel', async () => {
    const shown = async (): Promise<readonly boolean[]> => {
      const cards = [await w.says(dalia, 'setup'), await w.says(dalia, 'channel')];
      return cards.map(({ body }) => JSON.stringify(body).includes('Quayside Health Centre'));
    };
    expect(await shown()).toEqual([true, true]);
    const closes = { operation: 'closes', at: later(0), by: person(dalia), type: 'closePractice', practice: quayside } as const;
    await w.source.change({ ...closes, from: '2026-11-25' });
    expect(await shown()).toEqual([false, false]);
  });
});

describe('practices are added', () => {
  const records = { toHub: north, recordSystem: 'EMIS', recordAccess: 'shared', firstGets: 'paperwork' };
  const submit = (more: object, who = dalia) => w.submit(who, 'addPractices', { v: 1, hub: north, ...more });
  beforeEach(async () => {
    w = await world(memoryEngine(), [], { setup });
  });
  it('by many codes at once, with their networks from the list', async () => {
    const asked = { written: 'A98101, b98202\nZ99999 C98303' };
    const found = await submit(asked);
    expect(found.said).toContain('Not in the list: Z99999');
    expect(found.said).toContain('A98101,B98202,C98303');
    expect((await submit({ ...asked, ...records, practices: 'A98101,B98202,C98303' })).closes).toBe(true);
    expect((await w.source.current()).practices['A98101']).toMatchObject({
      name: 'Saltern Quay Medical Centre',
      hub: north,
      pcn: 'U98001',
      icb: 'Q98',
    });
  });
  it('by a part of a name; one that is closed is marked, and asked about', async () => {
    const asked = { written: 'saltern', ...records };
    expect((await submit({ written: 'saltern' })).said).toContain('Saltern Marsh Surgery (G98707): CLOSED since');
    const again = await submit({ ...asked, practices: 'G98707' });
    expect(again.said).toContain('Saltern Marsh Surgery is marked as closed');
    expect(Object.keys((await w.source.current()).practices)).not.toContain('G98707');
    expect((await submit({ ...asked, practices: 'G98707', closedToo: 'true' })).closes).toBe(true);
  });
  it('only from what was found, and only by a lead', async () => {
    const before = await w.source.current();
    for (const practices of ['K98110', 'A98101,K98110', '__proto__', '']) await submit({ written: 'A98101', ...records, practices });
    expect((await submit({ written: 'A98101', ...records, practices: 'A98101' }, ewan)).closes).toBe(false);
    expect((await submit({ written: 'xyzzy' })).said).toContain('None was found');
    expect(await w.source.current()).toEqual(before);
  });
  it('by code and name where there is no list', async () => {
    w = await world();
    const asked = { written: 'q90001 Added Surgery\njust words' };
    expect((await submit(asked)).said).toContain('Cannot be read as a code and a name: just words');
    expect((await submit({ ...asked, ...records, practices: 'Q90001', pcn: 'u12345' })).closes).toBe(true);
    expect((await w.source.current()).practices['Q90001']).toMatchObject({ name: 'Added Surgery', pcn: 'U12345' });
  });
});

describe('somebody is made like a colleague', () => {
  const submit = (more: object, who: Person = dalia) => w.submit(who, 'makeLike', { v: 1, hub: north, ...more });
  const who = { objectId: newcomer.objectId, name: newcomer.name, like: amara.id };
  beforeEach(async () => {
    w = await world(memoryEngine(), [], { setup });
  });
  it('after what that is was shown, and of that what stays chosen', async () => {
    const shown = await submit(who);
    expect(shown.said).toContain('Like Dr Amara Osei they get: Hub clinician, North Hub.');
    expect((await w.source.current()).staff[`${tenant}.${newcomer.objectId}`]).toBeUndefined();
    expect((await submit({ ...who, rest: 'shown', practices: `${larkfield},${quayside}` })).closes).toBe(true);
    const added = (await w.source.current()).staff[`${tenant}.${newcomer.objectId}`];
    expect([added?.posts, added?.cleared.map(({ practice }) => practice)]).toEqual([amara.posts, [larkfield, quayside]]);
  });
  it('asks for the name of somebody new alone, and takes nothing that was not offered', async () => {
    expect((await submit({ ...who, name: '' })).said).toContain('Please write a name.');
    expect((await submit({ ...who, name: '', objectId: objectIdOf(carys) })).said).toContain('Carys Pell');
    const before = await w.source.current();
    await submit({ ...who, rest: 'shown', practices: overthere });
    await submit({ ...who, rest: 'shown', practices: larkfield }, ewan);
    await submit({ ...who, rest: 'shown', practices: larkfield }, stranger);
    expect(await w.source.current()).toEqual(before);
  });
});

it('the card of a hub with twenty practices stays below what Teams takes', () => {
  for (const size of [ofTwoHubs, largest]) {
    const content = networkOf(size);
    const network = { ...content, channels: {}, onShift: {} };
    const card = drawSetup(network, { hub: hubIdOf(0), now: '2026-11-25T09:00:00.000Z', isFreeChannel: true });
    expect(JSON.stringify(card).length).toBeLessThan(cardMax);
  }
});
