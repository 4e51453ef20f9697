// A wave's card: who goes further and when, the numbers beside their limits, and the two buttons by which a lead decides; and the list of all.
import type { Network } from '../../domain/network/state.ts';
import type { Instant } from '../../domain/terms.ts';
import { type Wave, waveIds } from '../../domain/wave/wave.ts';
import { drawList } from '../list.ts';
import { type Card, type Drawn, saying } from '../templates.ts';
import { oneLine, when } from '../words.ts';
import { numberRows, practicesWords, standsWords, waveName, waveTitles, whatGoes } from './words.ts';

/** What its buttons carry: the list's card has no place for the hub and the id. */
export const waveRest = ({ hub, id }: Pick<Wave, 'hub' | 'id'>): string => `${hub}|${id}`;

export function drawWave(wave: Wave, network: Network, now: Instant): Drawn {
  const left =
    wave.status === 'gone' && wave.left.length > 0
      ? ` Not set for: ${practicesWords(wave.left, network)}. Please set it by \u201cstage\u201d.`
      : '';
  const words = `${whatGoes(wave.plan, network)} ${standsWords(wave)}${left} As of ${when(now)}.`;
  const buttons =
    wave.status === 'planned'
      ? [
          { verb: 'go', title: `${waveTitles.go}\u2026` },
          { verb: 'notYet', title: `${waveTitles.notYet}\u2026` },
        ]
      : [];
  const summary = oneLine(`${waveIds.reference(wave.id)}: ${wave.plan.name}`);
  return { card: saying('wave', drawList(waveName(wave), words, numberRows(wave), buttons, waveRest(wave))), summary };
}

/** All that have not gone yet, and the button for another. */
export function drawWaves(hub: string, all: readonly Wave[], network: Network): Card {
  const rows = all.map((wave) => ({ first: waveName(wave), second: `${whatGoes(wave.plan, network)} ${standsWords(wave)}` }));
  const words = all.length === 0 ? 'No wave is planned.' : 'Each has a card in the hub\u2019s channel, where a lead decides.';
  return saying('wave', drawList(waveTitles.list, words, rows, [{ verb: 'plan', title: waveTitles.plan }], hub));
}
