// `npm run history`: a disaster's events, and those of what was made up for a drill, as JSON with an intact chain.
import { expect, it } from 'vitest';
import { historyIn } from '../../src/commands/history.ts';
import { disasterIds } from '../../src/domain/disaster/id.ts';
import { referenceOf } from '../../src/domain/reference.ts';
import { madeUpId } from '../../src/domain/rehearsal/made-up.ts';
import { decided } from '../../src/kinds.ts';
import { scene } from '../app/disaster/scene.ts';
import { now } from '../app/task/ground.ts';

it('gives what was done in a drill, and with what was made up for it; and says what it cannot find', async () => {
  const s = await scene();
  const { id } = await s.start(s.g.deps, { drill: true });
  await s.look(id, now);
  const said: string[] = [];
  const read = async (
    reference: string,
  ): Promise<{ readonly code: number; readonly types: readonly string[]; readonly chain?: string }> => {
    said.length = 0;
    const code = await historyIn(s.g.store, reference, (line) => said.push(line), decided);
    if (code === 1) return { code, types: [] };
    const { chain, events } = JSON.parse(said.join('')) as { chain: string; events: readonly { event: { type: string } }[] };
    return { code, chain, types: events.map(({ event }) => event.type) };
  };
  expect(await read(disasterIds.reference(id))).toEqual({
    code: 0,
    chain: 'intact',
    types: ['DisasterProposed', 'DisasterStarted', 'DisasterLooked'],
  });
  expect(await read(disasterIds.reference(id).toLowerCase())).toMatchObject({ code: 0 });
  expect(await read(referenceOf(madeUpId(id, 0)))).toMatchObject({ code: 0, types: ['Received', 'Rerouted'] });
  expect(await read('D-AAA-AAA')).toEqual({ code: 1, types: [] });
  expect(await read('anything')).toEqual({ code: 1, types: [] });
});
