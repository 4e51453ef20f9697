// A hub whose practice is struck, for the tests of disasters at work: eConsults arrive, leads start what is wanted, the clock looks.
import { disasterKey, handleDisaster, previewNow, proposeDisaster } from '../../../src/app/disaster/disaster.ts';
import { lookAtDisaster } from '../../../src/app/disaster/look.ts';
import { handleEConsult } from '../../../src/app/econsult/econsult.ts';
import { opensIn } from '../../../src/app/econsult/rows.ts';
import { type Named, planFrom } from '../../../src/domain/disaster/plan.ts';
import type { Disaster } from '../../../src/domain/disaster/state.ts';
import type { EConsultCommand } from '../../../src/domain/econsult/command.ts';
import type { Network } from '../../../src/domain/network/state.ts';
import { idFrom } from '../../../src/domain/reference.ts';
import { type Instant, type Person, priorities } from '../../../src/domain/terms.ts';
import type { Engine } from '../../../src/storage/engine.ts';
import { memoryEngine } from '../../../src/storage/memory.ts';
import { usualSubmission } from '../../given.ts';
import { dalia, farah, millbrook, north, person, sender, network as usual } from '../../people.ts';
import { type Ground, ground, minutesAfter, now } from '../task/ground.ts';

/** With a second lead. */
export const network: Network = {
  ...usual,
  staff: { ...usual.staff, [farah.id]: { ...farah, posts: [...farah.posts, { role: 'hubLead', at: north }] } },
};
export type Hands = Ground['deps'];
export const asked = (operation: string, at: Instant, by: Person) => ({ hub: north, operation, at, by: person(by) });

/** A hub with whatever arrives at a practice, and leads who start what is wanted. */
export async function scene(engine: Engine = memoryEngine(), ofNetwork: Network = network) {
  const g = await ground(engine, ofNetwork);
  const arrive = async (count: number, from = 0, when = minutesAfter(now, -5)): Promise<readonly string[]> => {
    const ids: string[] = [];
    for (let n = from; n < from + count; n++) {
      const id = idFrom('maker', String(n), 0);
      const submission = {
        ...usualSubmission,
        sourceId: String(n),
        practiceCode: millbrook,
        submittedAt: when,
        priority: priorities[n % 3] ?? 'routine',
      };
      const command = { ...{ hub: north, id, operation: `in ${n}`, at: when, by: sender }, type: 'receive', caller: 'maker', submission };
      const answer = await handleEConsult(g.deps, command as EConsultCommand);
      if (answer.kind !== 'done') throw new Error(JSON.stringify(answer.refusal));
      ids.push(id);
    }
    return ids;
  };
  let starts = 0;
  const start = async (hands: Hands = g.deps, more: Partial<Named> = {}): Promise<Disaster> => {
    const plan = planFrom({ type: 'practiceDown', drill: false, place: millbrook, reason: 'Flood', ...more }, ofNetwork, north);
    const proposed = await proposeDisaster(hands, { ...asked(`propose ${++starts}`, now, dalia), plan });
    if (proposed.kind !== 'done') throw new Error(JSON.stringify(proposed.refusal));
    const { id } = proposed.state;
    const preview = await previewNow(hands.store, await hands.network.now(), north, plan, now);
    const seen = proposed.state.preview.moves;
    const confirmed = await handleDisaster(hands, {
      ...asked(`confirm ${starts}`, now, farah),
      ...{ type: 'confirm', id, seen: seen.routine + seen.urgent + seen.redFlag, preview },
    });
    if (confirmed.kind !== 'done') throw new Error(JSON.stringify(confirmed.refusal));
    return confirmed.state;
  };
  const look = (id: string, at: Instant, hands: Hands = g.deps, batchesMax = 60) =>
    lookAtDisaster(hands, north, id, { operation: `look ${at} ${Math.random()}`, at, batchesMax });
  const wish = (who: Person, type: string, id: string, at: Instant, more: object = {}, hands: Hands = g.deps) =>
    handleEConsult(hands, { ...asked(`${type} ${id} ${at}`, at, who), type, id, ...more } as unknown as EConsultCommand);
  const load = async (id: string): Promise<Disaster> => {
    const it = (await g.store.load<Disaster>(disasterKey(north, id)))?.state;
    if (it === undefined) throw new Error('no such disaster');
    return it;
  };
  return { g, arrive, start, look, wish, load, rows: () => opensIn(g.store, north) };
}
