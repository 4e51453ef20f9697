// What is said to those who ask for a rota or import one: how to paste it, what is wrong with it, and what was set.
import type { Network } from '../../domain/network/state.ts';
import type { RotaRefusal } from '../../domain/rota/decide.ts';
import type { HelpLine } from '../help.ts';
import { plain } from '../words.ts';
import { rotaRefusalWords } from './words.ts';

export const rotaHelp = {
  rota: { usage: 'rota', says: 'Who is planned for the coming days, and where nobody is.' },
} as const satisfies Readonly<Record<string, HelpLine>>;
export const rotaTitle = 'Rota';
export const noPostForRota = 'You hold no post at a hub, so no rota is shown.';

export const importTitle = 'Import a rota';
export const importForm = {
  organisation: 'Which hub',
  pasted: { label: 'The rota', error: 'Please paste the rota, with its heading.' },
  submit: 'Set the rota',
} as const;
export const importNeedsLead = 'This needs a hub lead or hub administrator.';
/** Above the form; `columns`: the heading of a rota. */
export const importLines = (columns: readonly string[]): readonly string[] => [
  `Paste it with its heading, as from a spreadsheet: ${columns.join(', ')}. A row for each shift, such as 2026-11-23, 08:00, 18:30, and the name as on the staff list. \u201cat\u201d may stay empty for who works in one place only.`,
  'Whatever was planned for the weeks in it is replaced.',
];
export const importInputMissing = 'Something was not filled in, or is too long. Nothing has changed.';
export const unusableRota = 'The rota cannot be used like this. Nothing has changed.';

/** Faults shown at once, beside what was pasted. */
const faultsShownMax = 20;
/** Of one fault, so that they all fit. */
const faultCharactersMax = 200;
/** Above the form, when what was pasted cannot be used. */
export const faultLines = (faults: readonly string[]): readonly string[] => [
  `Please put these right below, and press \u201c${importForm.submit}\u201d again:`,
  ...faults.slice(0, faultsShownMax).map((fault) => plain(fault.slice(0, faultCharactersMax))),
  ...(faults.length > faultsShownMax ? [`And ${faults.length - faultsShownMax} more.`] : []),
];

export const weekSetWords = (monday: string): string => `The week of ${monday} was set.`;
export const weekRefusedWords = (monday: string, refusal: RotaRefusal, network: Network): string =>
  `Week of ${monday}: ${rotaRefusalWords(refusal, network)}`;
