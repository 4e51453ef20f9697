// Cards and forms of waves as they are drawn: planned, measured with and without something missed, put off, going and gone.

import type { Card, TemplateName } from '../../../src/cards/templates.ts';
import { drawWave, drawWaves } from '../../../src/cards/wave/card.ts';
import { drawDecideForm, drawPlanForm } from '../../../src/cards/wave/forms.ts';
import { waveRefusalWords } from '../../../src/cards/wave/words.ts';
import { personOf } from '../../../src/domain/terms.ts';
import { evolveWave, type WaveEvent } from '../../../src/domain/wave/decide.ts';
import { missedBy, type Numbers, usualLimits, type Wave, type WavePlan } from '../../../src/domain/wave/wave.ts';
import { later } from '../../given.ts';
import { dalia, larkfield, millbrook, network, north } from '../../people.ts';

const now = later(45);
const plan: WavePlan = { name: 'First wave', practices: [larkfield, millbrook], from: '2026-12-01', stage: 'live', limits: usualLimits };
const some: WavePlan = { ...plan, name: 'Coast', practices: [millbrook], stage: 'limited', kinds: ['admin', 'clinicalAdmin'] };
const good: Numbers = { at: later(0), days: 14, received: 50, claimedInTime: 95, passedBack: 5, lost: 0, minutesSaved: 400, trained: 100 };
const poor: Numbers = { ...good, claimedInTime: 82, lost: 1, trained: 60 };
const nothing: Numbers = { at: later(0), days: 14, received: 0, lost: 0, minutesSaved: 0 };
const after = (...events: readonly WaveEvent[]): Wave =>
  events.reduce<Wave | undefined>((wave, event, index) => evolveWave(wave, event, index + 1), undefined) as Wave;
const planned = (it: WavePlan = plan, id = 'W-K7M4QX'): WaveEvent => ({
  ...{ type: 'WavePlanned', at: later(0), by: personOf(dalia), hub: north, id, plan: it },
});
const measured = (numbers: Numbers): WaveEvent => ({ type: 'WaveMeasured', at: later(0), numbers, nextLook: later(7 * 24 * 60) });
const go = (numbers: Numbers, why?: string): WaveEvent => ({
  ...{ type: 'WaveGo', at: later(5), by: personOf(dalia), numbers, missed: missedBy(plan.limits, numbers) },
  ...(why === undefined ? {} : { why }),
});
const put: WaveEvent = {
  ...{ type: 'WaveNotYet', at: later(5), by: personOf(dalia), why: 'Two people are away until Monday' },
  nextLook: later(7 * 24 * 60 + 5),
};
const set = (...left: readonly string[]): WaveEvent => ({ type: 'WaveSet', at: later(6), left });

export const waveStates = {
  planned: after(planned()),
  measured: after(planned(), measured(good)),
  missed: after(planned(), measured(poor)),
  unmeasured: after(planned(some), measured(nothing)),
  notYet: after(planned(), measured(poor), put),
  going: after(planned(), measured(good), go(good)),
  gone: after(planned(), measured(poor), go(poor, 'The delay was one bad day'), set()),
  goneLeft: after(planned(), measured(good), go(good), set(millbrook)),
} as const satisfies Readonly<Record<string, Wave>>;

const forms: Readonly<Record<string, () => Card>> = {
  wavePlan: () => drawPlanForm(network, north, now),
  wavePlanFaulty: () => drawPlanForm(network, north, now, waveRefusalWords({ why: 'kindsMissing' }), { ...plan, stage: 'limited' }),
  waveGo: () => drawDecideForm(waveStates.measured, 'go', network),
  waveGoMissed: () =>
    drawDecideForm(
      waveStates.missed,
      'go',
      network,
      waveRefusalWords({ why: 'reasonNeeded', missed: missedBy(plan.limits, poor), missing: 3 }),
    ),
  waveGoUnmeasured: () => drawDecideForm(waveStates.unmeasured, 'go', network),
  waveNotYet: () => drawDecideForm(waveStates.missed, 'notYet', network),
};
const other = after(planned(some, 'W-C7M4QX'), measured(nothing));

export const waveCards: readonly { readonly template: TemplateName; readonly variant: string; readonly draw: () => Card }[] = [
  ...Object.entries(waveStates).map(([name, wave]) => ({
    ...({ template: 'list', variant: `wave${name.replace(/^./, (letter) => letter.toUpperCase())}` } as const),
    draw: () => drawWave(wave, network, now).card,
  })),
  { template: 'list', variant: 'waves', draw: () => drawWaves(north, [waveStates.notYet, other], network) },
  { template: 'list', variant: 'wavesNone', draw: () => drawWaves(north, [], network) },
  ...Object.entries(forms).map(([variant, draw]) => ({ template: 'form', variant, draw }) as const),
];
