// The button under a notice, some time later: whoever looks at it reads how things stand, and can press only what is still to be done.
import { beforeEach, describe, expect, it } from 'vitest';
import { amara, bram, ines, jonas } from '../../people.ts';
import { carried, type World, world } from '../given.ts';

const verbsIn = (body: object): readonly unknown[] => [...JSON.stringify(body).matchAll(/"verb":"(\w+)"/g)].map(([, verb]) => verb);

let w: World;
let id: string;
beforeEach(async () => {
  w = await world();
  id = await w.receives({ priority: 'redFlag' });
});
const looks = (who: typeof amara, notice: string) => w.press(who, 'look', { ...carried(id), notice });

describe('a notice that asks to claim', () => {
  it('offers that while nobody has it, and says who has it once somebody has', async () => {
    const before = await looks(amara, 'redFlagCame');
    expect(verbsIn(before.body)).toEqual(['look', 'claim', 'open']);
    await w.press(bram, 'claim', carried(id));
    for (const who of [amara, bram]) {
      const after = await looks(who, 'redFlagCame');
      expect(verbsIn(after.body)).toEqual(['look']);
      expect(after.said).toContain('Dr Bram Whitlock');
    }
  });
  it('is asked about again by whoever looks, and by nobody else', async () => {
    const { body } = await looks(amara, 'redFlagCame');
    expect(JSON.stringify(body)).toMatch(/"notice":"redFlagCame"\},?[^\]]*"userIds":\["29:/);
  });
  it('pressed all the same, answers with who has it', async () => {
    await w.press(bram, 'claim', carried(id));
    expect((await w.press(amara, 'claim', carried(id))).said).toContain('Dr Bram Whitlock has had this since');
  });
  it('says nothing to somebody who may not know of it', async () => {
    for (const who of [ines, jonas]) {
      const { body, said } = await looks(who, 'redFlagCame');
      expect(verbsIn(body)).toEqual([]);
      expect(said).not.toMatch(/RED FLAG|Larkfield|North Hub/);
    }
  });
});
