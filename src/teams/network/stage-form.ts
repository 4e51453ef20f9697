// The dialog in which a hub lead sets how far a practice goes, what is read above it, and what is said once it is saved.
import { z } from 'zod/v4';
import { opensIn } from '../../app/econsult/rows.ts';
import { checklistIn } from '../../app/network/checklist.ts';
import { stageForm } from '../../cards/network/form-words.ts';
import { isLead } from '../../cards/network/lists.ts';
import { heldWords, stageChoices, stageLines, stageMeans, thenWords } from '../../cards/network/stage.ts';
import { kindWords } from '../../cards/words.ts';
import { own } from '../../domain/lookup.ts';
import type { NetworkCommand } from '../../domain/network/command.ts';
import { reasonCharactersMax } from '../../domain/network/dates-and-reasons.ts';
import { stepAt } from '../../domain/network/stage.ts';
import { type Network, practiceStages } from '../../domain/network/state.ts';
import { kinds, type OdsCode } from '../../domain/terms.ts';
import { onTheWall } from '../../domain/time/calendar.ts';
import type { ClickDeps } from '../press.ts';
import { choice, chosenIn, code, date, line, type NetworkForm, optionalLine, organisations, reading, text } from './fields.ts';

export const stageVerb = 'setStage';

/** The field that can put it right. */
const fieldFor: Readonly<Record<string, string>> = {
  ...{ checklistOpen: 'despite', kindsMissing: 'kinds', dateWrong: 'from', reasonWrong: 'despite' },
};

const setStage: NetworkForm = {
  verb: stageVerb,
  shows: 'one',
  title: stageForm.title,
  fields: (network, asked) => {
    const practice = own(network.practices, chosenIn(network, asked) ?? '');
    const last = practice?.stages?.at(-1);
    return [
      organisations(network, asked, 'practices', stageForm.practice, isLead),
      choice('stage', stageForm.stage, stageChoices, last === undefined ? {} : { value: last.stage }),
      date('from', stageForm.from),
      {
        ...{ kind: 'several', id: 'kinds', ...stageForm.kinds, required: false },
        choices: kinds.map((kind) => ({ value: kind, title: kindWords[kind] })),
        ...(last?.kinds === undefined ? {} : { value: last.kinds.join(',') }),
      },
      text('despite', stageForm.despite, { required: false, max: reasonCharactersMax }),
    ];
  },
  fieldFor: ({ why }) => own(fieldFor, why),
  command: reading(
    z.object({
      organisation: code,
      stage: z.enum(practiceStages),
      from: line(10),
      kinds: optionalLine(100),
      despite: optionalLine(reasonCharactersMax),
    }),
    ({ organisation, stage, from, kinds: some, despite }, asked) => {
      const chosen = kinds.filter((kind) => some?.split(',').includes(kind));
      return {
        ...{ ...asked, type: 'setStage', practice: organisation },
        step: { from, stage, ...(stage === 'limited' ? { kinds: chosen } : {}), ...(despite === undefined ? {} : { despite }) },
        // Until it is counted, all of it is.
        missing: Number.POSITIVE_INFINITY,
      };
    },
  ),
};
export const stageForms: readonly NetworkForm[] = [setStage];

type Deps = Pick<ClickDeps, 'store' | 'network' | 'clock'>;

/** The same with what is missing counted. Throws as the store does. */
export async function counted(deps: Deps, command: NetworkCommand): Promise<NetworkCommand> {
  if (command.type !== 'setStage') return command;
  const { practice, step } = command;
  const hub = own((await deps.network.current()).practices, practice)?.hub ?? '';
  return { ...command, missing: await checklistIn(deps.store, deps.network)(hub, practice, step.from) };
}

/** How many of a practice's eConsults are open at its hub. */
async function heldAt(deps: Deps, network: Network, practice: OdsCode): Promise<number> {
  const hub = own(network.practices, practice)?.hub;
  if (hub === undefined) return 0;
  return (await opensIn(deps.store, hub)).filter((row) => row.practice === practice && row.holder === hub).length;
}

/** Above the form, once it is known which practice it is about. Throws as the store does. */
export async function linesAbove(deps: Deps, network: Network, practice: OdsCode): Promise<readonly string[]> {
  const it = own(network.practices, practice);
  if (it === undefined) return [];
  const today = onTheWall(deps.clock.now()).date;
  const missing = await checklistIn(deps.store, deps.network)(it.hub, practice, today);
  return stageLines(it, today, await heldAt(deps, network, practice), missing);
}

/** What has been saved, and what becomes of what the hub has. `undefined`: it was no stage. */
export async function stageSaid(deps: Deps, command: NetworkCommand): Promise<string | undefined> {
  if (command.type !== 'setStage') return undefined;
  const network = await deps.network.current();
  const it = own(network.practices, command.practice);
  if (it === undefined) return undefined;
  const means = stageMeans({ ...stepAt(it, command.step.from), from: command.step.from }, it, network);
  return `${means} ${thenWords(it, command.step.from)}${heldWords(await heldAt(deps, network, command.practice))}`;
}
