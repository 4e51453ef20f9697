// The wave in Teams: its card in the hub's channel, its dialogs, and the typed word that lists them.
import { waveKind } from '../../app/wave/kind.ts';
import { openWaves } from '../../app/wave/wave.ts';
import { drawList } from '../../cards/list.ts';
import { drawWave, drawWaves } from '../../cards/wave/card.ts';
import { noHubForWaves, waveAskedWords, waveHelp, waveRefusalWords, waveTitles } from '../../cards/wave/words.ts';
import { own } from '../../domain/lookup.ts';
import { staffIn } from '../../domain/network/state.ts';
import { personOf } from '../../domain/terms.ts';
import { isWaveLead } from '../../domain/wave/decide.ts';
import type { Wave } from '../../domain/wave/wave.ts';
import { hubHere } from '../here.ts';
import type { CommandDeps, Spoken, TeamsKind } from '../kind.ts';
import { answerWaveDialog, waveDialogVerbs } from './dialogs.ts';

/** `rollout`: the waves that have not gone yet. */
async function rollout(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const { network, by } = spoken;
  const hub = hubHere(spoken);
  if (hub === undefined || own(network.hubs, hub) === undefined) return drawList(waveTitles.list, noHubForWaves, []);
  if (!isWaveLead(network, by.id, hub))
    return drawList(waveTitles.list, waveRefusalWords({ why: 'leadsOnly', ask: staffIn(network, 'hubLead', hub).map(personOf) }), []);
  return drawWaves(hub, await openWaves(deps, hub), network);
}

export const waveInTeams: TeamsKind<Wave> = {
  kind: waveKind.kind,
  dialogs: { verbs: waveDialogVerbs, answer: answerWaveDialog },
  commands: [{ place: 174, ...waveHelp.rollout, words: ['rollout', 'waves'], for: 'leads', run: rollout }],
  draw: async ({ network, clock }, { what }, { state: wave }) => {
    if (what === 'card') return drawWave(wave, await network.current(), clock.now());
    // Once it is decided there is nothing to ask any more.
    if (what !== 'waveAsked' || wave.status !== 'planned') return undefined;
    return waveAskedWords(wave);
  },
};
