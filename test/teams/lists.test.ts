// Lists in Teams: each row's buttons are for those who read it, a press in one is decided for who presses, and the list is then up to date.
import { beforeEach, describe, expect, it } from 'vitest';
import { decide } from '../../src/domain/econsult/decide.ts';
import { own } from '../../src/domain/lookup.ts';
import { mayView } from '../../src/domain/network/access.ts';
import type { Network } from '../../src/domain/network/state.ts';
import { staffAt } from '../../src/domain/network/who-is-where.ts';
import { referenceOf } from '../../src/domain/reference.ts';
import { personOf } from '../../src/domain/terms.ts';
import { presses, submissions } from '../../src/teams/econsult/inputs.ts';
import { offeredRow } from '../../src/teams/econsult/listed.ts';
import { type Element, elementsOf, markdownOf } from '../cards/elements.ts';
import { states } from '../cards/states.ts';
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
  person,
  quayside,
  rules,
  stranger,
} from '../people.ts';
import { type Answered, carried, type World, world } from './given.ts';

let w: World;
beforeEach(async () => {
  w = await world();
});
const own_ = 'a:chat';
const practiceChannel = '19:larkfield@thread.tacv2';
type Data = Record<string, unknown>;
/** The buttons of one's row, in their order. */
const buttonsOf = ({ body }: Pick<Answered, 'body'>, id: string): readonly Element[] =>
  elementsOf(body).filter(({ type, data }) => type.startsWith('Action.') && (data as Data | undefined)?.['id'] === id);
const titles = (answer: Pick<Answered, 'body'>, id: string): readonly unknown[] => buttonsOf(answer, id).map(({ title }) => title);
const dataOf = (answer: Pick<Answered, 'body'>, id: string, title: string): Data =>
  buttonsOf(answer, id).find((each) => each['title'] === title)?.['data'] as Data;

describe('a row', () => {
  it('says what it is, how it stands and by when, and has its next thing and Open', async () => {
    const id = await w.receives({ priority: 'urgent' });
    const answer = await w.says(amara, 'queue');
    expect(markdownOf(answer.body)).toEqual(
      expect.arrayContaining([
        `${referenceOf(id)} · Urgent · General advice · 40 to 64 · Larkfield Surgery`,
        'Waiting at North Hub. Claim by 09:30 · answer by 11:00 · Wed 25 Nov',
      ]),
    );
    expect(titles(answer, id)).toEqual(['Claim', 'Open']);
    expect(buttonsOf(answer, id).map(({ tooltip }) => tooltip)).toEqual(
      ['Claim', 'Open'].map((title) => `${title} ${referenceOf(id)}, urgent, answer by Wed 25 Nov 11:00`),
    );
  });
  it('offers in a channel what somebody there can do, and in one\u2019s own chat what one can do oneself', async () => {
    const id = await w.receives({ practiceCode: quayside });
    // Carys is not cleared for Quayside; in the channel others are.
    expect(titles(await w.says(carys, 'queue'), id)).toEqual(['Claim', 'Open']);
    expect(titles(await w.says(carys, 'queue', own_), id)).toEqual([]);
    expect(titles(await w.says(dalia, 'queue', own_), id)).toEqual(['Open']);
    expect(titles(await w.says(bram, 'queue', own_), id)).toEqual(['Claim', 'Open']);
  });
  it('of what is offered to a practice says so there, with Accept; where it came from, Take back', async () => {
    const id = await w.receives();
    await w.press(amara, 'claim', carried(id));
    const passed = { reason: 'faceToFace', what: 'Please see her', wantedBy: later(200), answers: larkfield, knowingly: 'true' };
    await w.submit(amara, 'passBack', { ...carried(id), ...passed });
    expect(titles(await w.says(gwen, 'queue', practiceChannel), id)).toEqual(['Accept', 'Open']);
    expect(titles(await w.says(amara, 'queue'), id)).toEqual(['Take back', 'Open']);
  });
  it('of what one has oneself offers Complete, to nobody else', async () => {
    const id = await w.receives();
    await w.press(amara, 'claim', carried(id));
    for (const words of ['mine', 'queue']) expect(titles(await w.says(amara, words, own_), id)).toEqual(['Complete', 'Open']);
    expect(titles(await w.says(bram, 'queue', own_), id)).toEqual(['Open']);
    expect(titles(await w.says(amara, 'queue'), id)).toEqual(['Open']);
    const form = await w.fetch(amara, 'complete', dataOf(await w.says(amara, 'mine', own_), id, 'Complete'));
    expect(elementsOf(form.body).map(({ id: field }) => field)).toContain('outcome');
  });
  it('of what has no practice offers Place', async () => {
    const id = await w.receives({ practiceCode: 'Z99999' });
    expect(titles(await w.says(dalia, 'unplaced'), id)).toEqual(['Place', 'Open']);
  });
  it('found by its reference, or searched for, can be claimed there, and its own card is the answer', async () => {
    const id = await w.receives();
    const found = await w.says(amara, `find ${id}`);
    expect(titles(found, id)).toEqual(['Claim', 'Open']);
    const searched = await w.searches(amara, id);
    expect(titles(searched, id)).toEqual(['Claim', 'Open']);
    const claimed = await w.press(amara, 'claim', dataOf(searched, id, 'Claim'));
    expect(markdownOf(claimed.body)[0]).toBe('Claimed by Dr Amara Osei');
  });
});

/** Every state × everybody, and × every channel: what a row offers is granted to its reader, or to somebody who reads it there. */
it('offers nothing that would be refused to everybody who reads it', () => {
  const at = later(45);
  const people = [amara, bram, carys, dalia, ewan, farah, gwen, hugo, ines, jonas, stranger];
  const lonely: Network = { ...network, staff: Object.fromEntries([dalia, gwen, ines].map((each) => [each.id, each])) };
  let offered = 0;
  for (const of of [network, lonely])
    for (const [name, it] of Object.entries(states)) {
      const granted = (verb: string, who: { readonly id: string; readonly name: string }): boolean => {
        if (verb === 'open') return mayView(of, who.id, it, at) === undefined;
        if (verb === 'place') return true;
        const chosen = { outcome: 'answered', told: 'message', toldAt: 'now', knowingly: 'true', othersSeen: 'true', tasksSeen: 'true' };
        const command = own({ ...presses, complete: submissions['complete'] }, verb)?.(
          { hub: it.hub, id: it.id, operation: 'o', at, by: person(who) },
          chosen,
        );
        if (command === undefined || command === 'inputMissing') return false;
        const decision = decide(command, it, { ...rules, network: of });
        return 'events' in decision && decision.events.length > 0;
      };
      const readers = [
        ...people.map((who) => ({ reader: { person: who.id, here: undefined, shared: false }, those: [who] })),
        ...[north, larkfield, millbrook].map((here) => ({
          reader: { person: amara.id, here, shared: true },
          those: staffAt(of, here).map(personOf),
        })),
      ];
      for (const { reader, those } of readers) {
        const { buttons } = offeredRow(it, { rules: { ...rules, network: of }, reader, now: at });
        for (const { verb } of [...(buttons?.presses ?? []), ...(buttons?.dialogs ?? [])]) {
          offered += 1;
          expect([name, reader, verb, those.some((who) => granted(verb, who))]).toEqual([name, reader, verb, true]);
        }
      }
    }
  expect(offered).toBeGreaterThan(200);
});

describe('a press in a list', () => {
  it('is decided for whoever pressed, and shows them the list as it is then', async () => {
    const [first, second] = [await w.receives({ priority: 'urgent' }), await w.receives({ sourceId: 'b' })];
    const queue = await w.says(gwen, 'queue', practiceChannel);
    expect(markdownOf(queue.body)[0]).toBe('Open at Larkfield Surgery');
    const hubs = await w.says(amara, 'queue');
    const claimed = await w.press(bram, 'claim', dataOf(hubs, first, 'Claim'));
    expect(markdownOf(claimed.body).slice(0, 2)).toEqual(['Open at North Hub', `${referenceOf(first)} is yours.`]);
    expect(titles(claimed, first)).toEqual(['Complete', 'Open']);
    expect(titles(claimed, second)).toEqual(['Claim', 'Open']);
    // The list in the channel is older than that: who presses there reads who has it.
    const late = await w.press(amara, 'claim', dataOf(hubs, first, 'Claim'));
    expect(markdownOf(late.body).slice(0, 2)).toEqual(['Open at North Hub', expect.stringMatching(/Dr Bram Whitlock/)]);
    expect((await w.state(first)).status === 'claimed' && (await w.state(first))).toMatchObject({ claimant: { id: bram.id } });
  });
  it('by somebody who may not know of the list answers without it', async () => {
    const id = await w.receives();
    const hubs = await w.says(amara, 'queue');
    for (const who of [ines, jonas, stranger]) {
      const { said } = await w.press(who, 'claim', dataOf(hubs, id, 'Claim'));
      expect(said).not.toContain('Open at North Hub');
      expect(said).not.toContain('Larkfield');
      expect((await w.press(who, 'list', { v: 1, list: `queue|${north}|${north}|0` })).said).toContain('This list is not for you');
    }
    for (const list of [
      'queue',
      'queue|',
      '__proto__',
      'constructor|x',
      'queue|NORTH|__proto__|0',
      'queue|SOUTH|NORTH|0',
      `day|${north}|x`,
      7,
    ])
      expect((await w.press(amara, 'list', { v: 1, list })).said).toMatch(/This list is not for you|of a kind I do not know/);
  });
  it('is of one\u2019s own work where it says so, page by page', async () => {
    const id = await w.receives();
    await w.press(amara, 'claim', carried(id));
    const answer = await w.press(amara, 'list', { v: 1, list: 'mine|7' });
    expect(markdownOf(answer.body)[0]).toBe('My work');
    expect(titles(answer, id)).toEqual(['Complete', 'Open']);
    expect((await w.press(bram, 'list', { v: 1, list: 'mine|0' })).said).toContain('Nothing is yours at the moment.');
  });
  it('at the start of a shift shows the start of the shift again', async () => {
    const id = await w.receives({ priority: 'redFlag' });
    const started = await w.says(amara, 'on shift', own_);
    expect(titles(started, id)).toEqual(['Claim', 'Open']);
    const claimed = await w.press(amara, 'claim', dataOf(started, id, 'Claim'), { where: own_ });
    expect(markdownOf(claimed.body).slice(0, 2)).toEqual(['Your shift', `${referenceOf(id)} is yours.`]);
    expect(markdownOf(claimed.body).join('\n')).toMatch(new RegExp(`Yours\n1, the most urgent first\\.\n${referenceOf(id)}`));
    // In a dialog Teams takes no press of a row, so there are none.
    const inDialog = await w.fetch(amara, 'shiftOn', { v: 1, hub: north });
    expect(inDialog.said).toContain(referenceOf(id));
    expect(titles(inDialog, id)).toEqual([]);
  });
});
