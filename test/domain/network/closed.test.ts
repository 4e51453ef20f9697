// A practice that closes: from which day, who takes over, and that it stays closed.
import { describe, expect, it } from 'vitest';
import { openPracticesOf, practiceFor } from '../../../src/domain/network/closed.ts';
import type { NetworkCommand } from '../../../src/domain/network/command.ts';
import { decideNetwork } from '../../../src/domain/network/decide.ts';
import { evolveNetwork } from '../../../src/domain/network/evolve.ts';
import { stepsOfHub } from '../../../src/domain/network/setup-steps.ts';
import { stageAt } from '../../../src/domain/network/stage.ts';
import type { Network, StageStep } from '../../../src/domain/network/state.ts';
import { later } from '../../given.ts';
import { dalia, larkfield, millbrook, network, north, overthere, person } from '../../people.ts';

const asked = { operation: 'o', at: later(0), by: person(dalia) } as const;
const closes = { ...asked, type: 'closePractice', practice: larkfield, from: '2026-12-10' } as const;
const setStage = (from: string, stage: StageStep['stage']): NetworkCommand => ({
  ...asked,
  ...{ type: 'setStage', practice: larkfield, step: { from, stage }, missing: 0 },
});
const outcome = (command: NetworkCommand, before: Network): string => {
  const decision = decideNetwork(command, before);
  return 'refusal' in decision ? decision.refusal.why : decision.events.map(({ type }) => type).join();
};
const changed = (command: NetworkCommand, before: Network = network): Network => {
  const decision = decideNetwork(command, before);
  if ('refusal' in decision) throw new Error(JSON.stringify(decision.refusal));
  return decision.events.reduce<Network>((now, event) => evolveNetwork(now, event), before);
};

describe('a practice that closes', () => {
  const closed = changed({ ...closes, successor: millbrook });
  it('is off from that day, and what still arrives goes to whoever takes over', () => {
    const it = closed.practices[larkfield] ?? {};
    expect([stageAt(it, '2026-12-09'), stageAt(it, '2026-12-10')]).toEqual(['live', 'off']);
    expect(practiceFor(closed, larkfield, '2026-12-09')?.code).toBe(larkfield);
    expect(practiceFor(closed, larkfield, '2026-12-10')?.code).toBe(millbrook);
    expect(practiceFor(changed(closes), larkfield, '2026-12-10')).toBeUndefined();
  });
  it('closes once, ahead of time, and nobody takes over who closes too or is with another hub', () => {
    expect(outcome({ ...closes, successor: millbrook }, closed)).toBe('');
    expect(outcome({ ...closes, from: '2026-12-11' }, closed)).toBe('practiceCloses');
    expect(outcome({ ...closes, from: '2026-11-01' }, network)).toBe('dateWrong');
    expect(outcome({ ...closes, successor: overthere }, network)).toBe('successorWrong');
    expect(outcome({ ...closes, successor: larkfield }, network)).toBe('successorWrong');
    expect(outcome({ ...closes, practice: millbrook, successor: larkfield }, closed)).toBe('practiceCloses');
  });
  it('stays closed: its stage is changed until then, and not from that day on', () => {
    expect(outcome(setStage('2026-12-01', 'limited'), closed)).toBe('kindsMissing');
    expect(outcome(setStage('2026-12-01', 'shadow'), closed)).toBe('StageSet');
    const shadow = changed(setStage('2026-12-01', 'shadow'), closed).practices[larkfield] ?? {};
    expect([stageAt(shadow, '2026-12-09'), stageAt(shadow, '2026-12-10')]).toEqual(['shadow', 'off']);
    for (const from of ['2026-12-10', '2026-12-24']) expect(outcome(setStage(from, 'live'), closed)).toBe('practiceCloses');
    expect(outcome(setStage('2026-12-10', 'off'), closed)).toBe('');
  });
  it('has nothing to be set up once it has closed, and until then has', () => {
    // Nobody is cleared for it, which is the first thing to be set up.
    const uncleared: Network = { ...closed, staff: {} };
    const lacking = (at: string): unknown =>
      stepsOfHub(uncleared, north, at).flatMap(({ name, lacks }) => (name === 'clearances' ? lacks : []))[0];
    const [open, shut] = ['2026-12-09T09:00:00.000Z', '2026-12-10T09:00:00.000Z'];
    const others = openPracticesOf(closed, north, shut).map(({ code }) => code);
    expect(openPracticesOf(closed, north, open).map(({ code }) => code)).toEqual([larkfield, ...others]);
    expect([lacking(open), lacking(shut)]).toEqual([
      { what: 'cleared', practices: [larkfield, ...others] },
      { what: 'cleared', practices: others },
    ]);
  });
});
