// What a disaster's card says where its work goes: how many come before anything has moved, and nothing where nothing comes.
import { expect, it } from 'vitest';
import { drawDisaster } from '../../../src/cards/disaster/card.ts';
import { withComing } from '../../../src/cards/disaster/coming.ts';
import { noCounts } from '../../../src/domain/disaster/state.ts';
import { each } from '../../domain/disaster/given.ts';
import { later } from '../../given.ts';
import { network, north } from '../../people.ts';
import { markdownOf } from '../elements.ts';

it('says at once how many come, and adds nothing where none do', () => {
  const drawn = drawDisaster(each.running, { network, at: north, now: later(6) });
  const coming = (comes: number) => withComing(drawn, { comes, waiting: noCounts, rows: [], list: 'queue|NORTH|NORTH|0' });
  expect(markdownOf(coming(13).card)).toContain('13 come here now');
  expect(coming(0)).toEqual(drawn);
});
