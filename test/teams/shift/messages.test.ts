// What somebody reads when their shift begins and ends, by word, by button, and when the rota puts them there.

import { beforeEach, describe, expect, it } from 'vitest';
import { handleEConsult } from '../../../src/app/econsult/econsult.ts';
import { handle } from '../../../src/app/handle.ts';
import { lookAtRota, rotaKey, rotas } from '../../../src/app/rota/rota.ts';
import { chatOf, type Instant, type Person } from '../../../src/domain/terms.ts';
import { kinds } from '../../../src/kinds.ts';
import { createCompose } from '../../../src/teams/compose.ts';
import { markdownOf, stringsOf } from '../../cards/elements.ts';
import { at } from '../../domain/time/days.ts';
import { amara, bram, dalia, gwen, larkfield, network, north, person, sender, stranger } from '../../people.ts';
import { carried, type World, world } from '../given.ts';

let w: World;
beforeEach(async () => {
  w = await world();
});
const nine = Date.parse(at('2026-11-25 09:00'));
const when = (time: string): Instant => at(`2026-11-25 ${time}`);
const move = (time: string): void => w.at((Date.parse(when(time)) - nine) / 60_000);
const wordsOf = (card: unknown): string => stringsOf(card).join('\n');

describe('the start of a shift', () => {
  it('says what is mine, what is at risk here, what is not as usual, where the rota has nobody, and who else is there', async () => {
    const [mine, risky, calm] = [
      await w.receives({ sourceId: 'mine' }),
      await w.receives({ sourceId: 'risky', priority: 'urgent' }),
      await w.receives({ sourceId: 'calm', kind: 'admin', practiceCode: 'T90003' }),
    ];
    await w.press(amara, 'claim', carried(mine));
    await w.says(bram, 'on shift');
    move('10:45');
    const said = wordsOf((await w.says(amara, 'on shift')).body);
    const ref = (id: string): string => `${id.slice(0, 3)}-${id.slice(3)}`;
    const [before, after] = said.split('Look first');
    expect(before).toContain('You are on shift at North Hub.');
    expect(before).toContain('Also on shift: Dr Bram Whitlock.');
    expect(before).toContain(ref(mine));
    expect(before).not.toContain(ref(risky));
    expect(after).not.toContain(ref(mine));
    expect(after).toContain(ref(risky));
    expect(after).not.toContain(ref(calm));
    // Two of the made-up practices have no channel.
    expect(after).toMatch(/Millbrook Practice, Quayside Health Centre: no channel/);
    expect(after).toMatch(/Gaps in the rota[\s\S]*no rota yet/);
  });
  it('never says that there is nothing while something urgent is unclaimed or unplaced, however much time is left', async () => {
    const [red, placeless, routine] = [
      await w.receives({ sourceId: 'red', priority: 'redFlag' }),
      await w.receives({ sourceId: 'placeless', practiceCode: 'Z99999', priority: 'urgent' }),
      await w.receives({ sourceId: 'routine' }),
    ];
    const ref = (id: string): string => `${id.slice(0, 3)}-${id.slice(3)}`;
    const first = async (): Promise<string> => wordsOf((await w.says(amara, 'on shift')).body).split('Look first')[1] ?? '';
    expect(await first()).toContain(ref(red));
    expect(await first()).toContain(ref(placeless));
    expect(await first()).not.toContain(ref(routine));
    await w.press(bram, 'claim', carried(red));
    expect(await first()).not.toContain(ref(red));
  });
  it('says first how the work stands, and calls nothing as usual', async () => {
    for (let n = 0; n < 3; n++) await w.receives({ sourceId: `late ${n}` });
    await w.receives({ sourceId: 'there', kind: 'admin', priority: 'urgent' });
    const rows = async (): Promise<readonly string[]> => markdownOf((await w.says(amara, 'on shift')).body).slice(2);
    const calm = 'Nothing open is late, and nothing waits longer than it may.';
    expect((await rows()).slice(0, 2)).toEqual(['How it stands at North Hub', calm]);
    w.at(3 * 24 * 60);
    const late = await rows();
    expect(late.slice(0, 2)).toEqual(['How it stands at North Hub', 'Act now: 3 past limit, 3 late, 3 not looked at in time.']);
    expect(late.join('\n')).not.toMatch(/as usual/i);
    // A practice's is about what it has.
    const there = markdownOf((await w.fetch(gwen, 'shiftOn', { v: 1, hub: north })).body);
    expect(there.slice(2, 4)).toEqual(['How it stands at Larkfield Surgery', 'Act now: 1 past limit, 1 late, 1 not looked at in time.']);
  });
  it('somewhere else says what to do with what is still theirs where they were', async () => {
    const posts = [
      { role: 'clinician', at: north },
      { role: 'practiceClinician', at: larkfield },
    ] as const;
    await w.source.change({ type: 'changePosts', person: amara.id, posts, operation: 'both', at: when('08:00'), by: sender });
    await w.says(amara, 'on shift');
    await w.press(amara, 'claim', carried(await w.receives({ sourceId: 'hub' })));
    const elsewhere = 'One of them is at another place: release it or hand it over on its card, unless you will still answer it.';
    expect((await w.says(amara, `on shift ${north}`)).said).not.toContain('at another place');
    expect((await w.says(amara, `on shift ${larkfield}`)).said).toContain(elsewhere);
  });
  it('by button is the same, at the hub or else at a practice of it', async () => {
    expect((await w.fetch(amara, 'shiftOn', { v: 1, hub: north })).said).toContain('You are on shift at North Hub.');
    expect((await w.fetch(gwen, 'shiftOn', { v: 1, hub: north })).said).toContain('You are on shift at Larkfield Surgery.');
    const { onShift } = await w.source.current();
    expect([onShift[amara.id]?.at, onShift[gwen.id]?.at]).toEqual([north, larkfield]);
  });
  it('of a practice says nothing of the hub\u2019s rota and of other practices', async () => {
    const { said } = await w.fetch(gwen, 'shiftOn', { v: 1, hub: north });
    expect(said).not.toContain('no rota yet');
    expect(said).not.toContain('Gaps in the rota');
    expect(said).not.toContain('Millbrook');
  });
  it.each([
    ['a stranger', stranger, { v: 1, hub: north }],
    ['somebody of another hub', dalia, { v: 1, hub: 'SOUTH' }],
    ['a forged hub', amara, { v: 1, hub: '__proto__' }],
    ['nothing', amara, {}],
  ] as const)('for %s is refused in words', async (_, who, data) => {
    expect((await w.fetch(who as Person, 'shiftOn', data)).said).toContain('You hold no post at this hub or its practices');
    expect((await w.source.current()).onShift).toEqual({});
  });
});

describe('by the rota', () => {
  const turn = async (time: string): Promise<void> => {
    move(time);
    const deps = { store: w.store, nudge: () => {}, network: w.source };
    await lookAtRota(deps)(north, '2026-11-23', { operation: `turn ${time}`, at: when(time) });
  };
  const drawn = async (what: string, who: Person) => {
    const compose = createCompose({ kinds, store: w.store, directory: w.directory, network: w.source, clock: w.deps.clock });
    const row = { hub: north, thing: 'shift', id: who.id, to: chatOf(who.id), what } as const;
    return compose(row, { state: {}, version: 0, etag: '', operations: [], lastHash: '' });
  };
  beforeEach(async () => {
    const shifts = [{ person: amara.id, at: north, from: when('08:00'), to: when('12:00') }];
    const command = { type: 'setRota', hub: north, monday: '2026-11-23', shifts, operation: 'set', at: when('07:00'), by: sender };
    await handle({ store: w.store, nudge: () => {} }, rotas, rotaKey(north, '2026-11-23'), command as never, { network });
  });
  it('somebody is put on, told what to know, put off, and asked about what they still have', async () => {
    await turn('08:00');
    expect((await w.store.outbox(north, 1, 50)).map(({ what, to }) => [what, to])).toEqual([['shiftBegan', chatOf(amara.id)]]);
    expect(wordsOf(await drawn('shiftBegan', amara))).toContain('You are on shift at North Hub.');
    const id = await w.receives();
    await w.press(amara, 'claim', carried(id));
    await turn('12:00');
    const ended = await drawn('shiftEnded', amara);
    expect(wordsOf(ended)).toContain('One eConsult is still yours.');
    expect(wordsOf(ended)).toContain('leaving');
  });
  it('somebody who is put off is told what is meant for them and waits', async () => {
    await turn('08:00');
    const id = await w.receives();
    const assign = {
      type: 'assign',
      hub: north,
      id,
      operation: 'assign',
      at: when('08:30'),
      by: person(bram),
      to: { person: amara.id },
    } as const;
    await handleEConsult({ store: w.store, nudge: () => {}, rules: w.source }, assign);
    await turn('12:00');
    const ended = wordsOf(await drawn('shiftEnded', amara));
    expect(ended).toContain('One eConsult is meant for you, and nobody has claimed it');
    expect(ended).not.toContain('Nothing is left with you');
  });
  it('says nothing that is no longer so', async () => {
    await turn('08:00');
    await w.says(amara, 'off shift');
    expect(await drawn('shiftBegan', amara)).toBeUndefined();
    await w.source.change({ type: 'goOnShift', organisation: north, operation: 'again', at: when('12:30'), by: person(amara) });
    expect(await drawn('shiftEnded', amara)).toBeUndefined();
  });
});
