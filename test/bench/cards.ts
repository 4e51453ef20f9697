// What drawing a card costs beside reading it from JSON: every template with its sample, and an eConsult's card from its state.
import { readFileSync } from 'node:fs';
import { drawEConsult } from '../../src/cards/econsult/card.ts';
import { fill as fillTemplate, templateNames } from '../../src/cards/templates.ts';
import { evolve } from '../../src/domain/econsult/evolve.ts';
import type { EConsult } from '../../src/domain/econsult/state.ts';
import { claimed, completed, received, stateAfter, unplacedFacts } from '../given.ts';
import { amara, larkfield, north, rules } from '../people.ts';
import { type Amount, inTurns, type Line, processorMs, shown, verdict } from './measure.ts';

const timesMax = 5;
/** A hub draws thousands of cards a day: they are measured as they are drawn once the first few hundred have been. */
const warmUp = 2_000;

async function line(what: string, on: string, amount: Amount, draw: () => unknown): Promise<Line> {
  const drawn = JSON.stringify(draw());
  const read = () => JSON.parse(drawn) as unknown;
  await processorMs(warmUp, draw);
  const seen = await inTurns(
    amount.rounds,
    () => processorMs(amount.width, read),
    () => processorMs(amount.width, draw),
  );
  return {
    what,
    on,
    figure: shown(seen.thing, ' ms of processor'),
    floor: `JSON.parse of it ${shown(seen.floor, ' ms')}`,
    ratio: shown(seen.ratio, ' x'),
    operations: '',
    budget: `<= ${timesMax} x`,
    verdict: verdict(seen.ratio.median <= timesMax),
  };
}

export async function cards(amount: Amount): Promise<Line[]> {
  const { network } = rules;
  const now = '2026-11-25T09:45:00.000Z';
  const draw =
    (it: EConsult, at = north, viewer?: string) =>
    () =>
      drawEConsult(it, { network, at, now, refreshFor: ['29:someone'], ...(viewer === undefined ? {} : { viewer }) }).card;
  const taken = stateAfter(received(), claimed(amara));
  const lines = [
    await line('draw: waiting', 'from state', amount, draw(stateAfter(received()))),
    await line('draw: unplaced', 'from state', amount, draw(stateAfter(received(unplacedFacts)))),
    await line('draw: claimed', 'from state', amount, draw(taken)),
    await line('draw: mine', 'from state', amount, draw(taken, north, amara.id)),
    await line('draw: completed', 'from state', amount, draw(evolve(taken, completed(amara), 3))),
    await line('draw: elsewhere', 'from state', amount, draw(stateAfter(received()), larkfield)),
  ];
  for (const name of templateNames.filter((each) => !drawn.has(each))) {
    const sample = JSON.parse(readFileSync(new URL(`../../cards/samples/${name}.json`, import.meta.url), 'utf8')) as Record<
      string,
      unknown
    >;
    lines.push(await line(`fill: ${name}`, 'its sample', amount, () => fillTemplate(name, sample)));
  }
  return lines;
}

const drawn: ReadonlySet<string> = new Set(
  ['waiting', 'unplaced', 'claimed', 'mine', 'completed', 'elsewhere'].map((name) => `econsult.${name}`),
);
