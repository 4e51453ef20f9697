// The wave as a kind: what the store, the sweep and the dispatcher are told of it.
import type { WaveCommand, WaveEvent, WaveRefusal, WaveRules } from '../../domain/wave/decide.ts';
import { type Wave, waveIds } from '../../domain/wave/wave.ts';
import type { Kind } from '../kind.ts';
import { lookAtWave, waves } from './wave.ts';

export const waveKind: Kind<Wave, WaveCommand, WaveEvent, WaveRefusal, WaveRules> = {
  ...waves,
  ids: waveIds.ids,
  reference: waveIds.reference,
  meant: waveIds.meant,
  shown: { drawnFrom: 'itself', revision: ({ revision }) => revision, cards: ({ hub }) => ({ shownIn: [hub], class: 2 }) },
  looks: (deps) => async (hub, id, asked) => {
    await lookAtWave(deps, hub, id, asked);
    return {};
  },
};
