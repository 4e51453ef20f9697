// The register of drills: what is due by what was agreed, who took part, and who last did anything where.
import { describe, expect, it } from 'vitest';
import { type InForce, withInForce } from '../../../src/domain/network/in-force.ts';
import type { Network } from '../../../src/domain/network/state.ts';
import { drillsDue, registerOf } from '../../../src/domain/rehearsal/register.ts';
import { kinds, personOf, priorities } from '../../../src/domain/terms.ts';
import { later } from '../../given.ts';
import { gwen, hugo, larkfield, millbrook, network, north, quayside } from '../../people.ts';

const days = (count: number): string => later(-count * 24 * 60);
const hub = network.hubs[north];
if (hub === undefined) throw new Error('no such hub');
const every = (drillEveryDays: number, lastDrills = {}): Network => ({
  ...network,
  lastDrills,
  hubs: { ...network.hubs, [north]: { ...hub, drillEveryDays } },
});
const drill: InForce = {
  ...{ id: 'D-K7M4QX', type: 'practiceDown', hub: north, closed: [millbrook], routes: { [millbrook]: [{ to: larkfield }, { to: north }] } },
  ...{ moves: { kinds, priorities }, since: later(0), until: later(60), drill: true },
};

describe('a drill', () => {
  it('is due once the last is older than agreed, or where there never was one; and nowhere where nothing was agreed', () => {
    const drilled = { [north]: days(10), [larkfield]: days(90), [millbrook]: days(91) };
    expect(drillsDue(every(90, drilled), north, later(0))).toEqual([
      { organisation: millbrook, last: days(91) },
      { organisation: quayside },
    ]);
    expect(drillsDue(network, north, later(0))).toEqual([]);
  });
  it('is remembered for everybody who took part, once it is over, and never a real one', () => {
    const going = withInForce({}, north, drill.id, { it: drill, at: later(0) });
    expect(going).toEqual({ inForce: [drill] });
    const over = withInForce(going, north, drill.id, { at: later(50) });
    expect(over).toEqual({ lastDrills: { [millbrook]: later(50), [larkfield]: later(50), [north]: later(50) } });
    const { drill: _drill, ...real } = drill;
    expect(withInForce(withInForce(over, north, real.id, { it: real, at: later(60) }), north, real.id, { at: later(70) })).toEqual(over);
  });
});

it('says of each organisation who last claimed or accepted anything there', () => {
  const acts = [
    { by: personOf(hugo), at: later(-30) },
    { by: personOf(gwen), at: later(-20) },
    { by: personOf(hugo), at: later(-40) },
  ];
  const last = registerOf(network, north, acts, later(0)).map(({ organisation, lastAct }) => [organisation, lastAct?.by.name]);
  expect(last).toEqual([
    [north, undefined],
    [larkfield, gwen.name],
    [millbrook, undefined],
    [quayside, undefined],
  ]);
});
