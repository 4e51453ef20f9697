// The dialog in which leads import a rota: they paste its rows, and read every fault, or what was set and which gaps are left.
import { z } from 'zod/v4';
import { gapsWith, setRota } from '../../app/rota/rota.ts';
import type { Field } from '../../cards/fields.ts';
import { fillForm } from '../../cards/form.ts';
import { mayLead } from '../../cards/network/lists.ts';
import { networkRefusalWords } from '../../cards/network/words.ts';
import {
  faultLines,
  importForm,
  importInputMissing,
  importLines,
  importNeedsLead,
  importTitle,
  unusableRota,
  weekRefusedWords,
  weekSetWords,
} from '../../cards/rota/import.ts';
import { rotaSetCard } from '../../cards/rota/words.ts';
import { mayChange } from '../../domain/network/refusals.ts';
import type { Network } from '../../domain/network/state.ts';
import { type RotaWeek, readRota, rotaColumns } from '../../files/rota.ts';
import { code, organisations } from '../network/fields.ts';
import { type ClickDeps, operationOf, type Press, wordsFor } from '../press.ts';
import { dialogReply, type InvokeReply, wordsDialog } from '../replies.ts';

export const rotaVerb = 'importRota';

/** About 330 shifts: what was pasted comes back with its faults, and a card may have 24 KB. What is longer is imported as a file. */
export const pastedCharactersMax = 14_900;
const lines = importLines(rotaColumns);
const inputSchema = z.object({ organisation: code, rota: z.string().trim().min(1).max(pastedCharactersMax) });

/** Opens the dialog or takes what was pasted. Never throws. */
export async function answerRota(deps: ClickDeps, press: Press, how: 'fetch' | 'submit'): Promise<InvokeReply> {
  try {
    const network = await deps.network.current();
    if (how === 'fetch') return form(network, press, lines, '');
    const input = inputSchema.safeParse(press.data);
    if (!input.success) return form(network, press, lines, importInputMissing);
    const { organisation: hub, rota } = input.data;
    // Checked before the rows are read, because faults in them may tell about staff.
    const refusal = Object.hasOwn(network.hubs, hub)
      ? mayChange(network, press.by, hub, 'hubLead or hubAdministrator')
      : ({ why: 'organisationUnknown', organisation: hub } as const);
    if (refusal) return form(network, press, lines, networkRefusalWords(refusal, network));
    const read = readRota(rota, network, deps.clock.now(), hub);
    if ('weeks' in read) return await set(deps, press, hub, read.weeks, read.over);
    return form(network, press, faultLines(read.faults), unusableRota);
  } catch (error) {
    return wordsDialog(wordsFor(error));
  }
}

/** Week by week; one that is refused leaves those before it set, and says so. */
async function set(deps: ClickDeps, press: Press, hub: string, weeks: readonly RotaWeek[], over: readonly string[]): Promise<InvokeReply> {
  const { network, holidays } = await deps.network.now();
  const at = deps.clock.now();
  const done: RotaWeek[] = [];
  for (const week of weeks) {
    const operation = `${operationOf(press.activity)}|${week.monday}`;
    const handled = await setRota(deps, { type: 'setRota', ...week, operation, at, by: press.by });
    if (handled.kind === 'refused') {
      const before = done.map(({ monday }) => weekSetWords(monday));
      return form(network, press, before, weekRefusedWords(week.monday, handled.refusal, network));
    }
    done.push(week);
  }
  const byMonday = Object.fromEntries(weeks.map(({ monday, shifts }) => [monday, shifts]));
  const gaps = await gapsWith(deps.store, network, holidays, hub, byMonday, at);
  const counted = weeks.map(({ monday, shifts }) => ({ monday, shifts: shifts.length }));
  return dialogReply(importTitle, rotaSetCard(network, hub, counted, over, Object.values(gaps).flat()));
}

function form(network: Network, press: Press, words: readonly string[], problem: string): InvokeReply {
  const rest = typeof press.data['rest'] === 'string' ? press.data['rest'].slice(0, 20) : '';
  const hubs = organisations({ ...network, practices: {} }, { by: press.by.id, rest }, 'all', importForm.organisation, (_, by, id) =>
    mayLead(network, by, id),
  );
  const pasted: Field = {
    kind: 'words',
    id: 'rota',
    ...importForm.pasted,
    required: true,
    max: pastedCharactersMax,
  };
  const fields = [{ ...hubs, none: importNeedsLead }, pasted];
  const about = { hub: '', id: '', revision: 0, rest };
  const given = problem === '' ? {} : press.data;
  return dialogReply(
    importTitle,
    fillForm({ verb: rotaVerb, title: importTitle, submit: importForm.submit, lines: words, fields }, about, problem, given),
    'large',
  );
}
