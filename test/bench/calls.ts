// Calls to the store of a press, an arrival and an idle hub with everything behind them: exact, so they are the same in every run.
import { callStage } from '../calls/stage.ts';
import { arrivals, claims, idle, lookOfAuditor, perSecond, type Way } from '../calls/ways.ts';
import { type Line, verdict } from './measure.ts';

const minuteMs = 60_000;

export async function callsCounted(): Promise<Line[]> {
  const stage = await callStage();
  const line = (what: string, figure: string, operations: string, budget: string, met: boolean | undefined): Line => ({
    ...{ what, on: 'memory, told time, HTTP', figure, floor: '', ratio: '', operations, budget },
    verdict: met === undefined ? '' : verdict(met),
  });
  const counted = ({ name, calls }: Way): Line => line(name, `${calls.length} calls`, calls.join('; '), '<= 6', calls.length <= 6);
  const rate = (way: Way, ms: number): Line =>
    line(way.name, `${perSecond(way, ms).toFixed(2)} calls a second`, '', '<= 1', perSecond(way, ms) <= 1);
  const lines = [
    counted(await arrivals(stage)),
    counted(await claims(stage)),
    rate(await idle(stage, 'an idle hub, its first minute', minuteMs), minuteMs),
    rate(await idle(stage, 'an idle hub, ten minutes later', 10 * minuteMs), 10 * minuteMs),
  ];
  const audited = await lookOfAuditor(stage);
  const cards = audited.calls.filter((call) => call === 'range card').length;
  lines.push(line(audited.name, `${audited.calls.length} calls, ${cards} of them for ${cards} open`, '', '', undefined));
  await stage.stop();
  return lines;
}
