// What a FHIR Task of our profile carries in `input`, each by a code of ours: for it FHIR has no place of its own.
import type { Task, TaskInput } from 'fhir/r4.d.ts';
import type { Fault } from './faults.ts';
import { type InputCode, inputCodes, ourSystems } from './task-terms.ts';

export interface Inputs {
  readonly telephone?: string;
  readonly spokenTo?: string;
  readonly detail?: string;
  readonly clinical?: boolean;
  readonly knowingly?: boolean;
  readonly patientDetails?: string;
  readonly slot?: string;
}
/** As those that people fill in. */
const charactersMax: Readonly<Record<InputCode, number>> = {
  telephone: 25,
  spokenTo: 200,
  detail: 40,
  clinical: 5,
  knowingly: 5,
  patientDetails: 1_000,
  slot: 20,
};
const booleans: readonly InputCode[] = ['clinical', 'knowingly'];

export function readInputs({ input }: Task): { readonly values: Inputs; readonly faults: readonly Fault[] } {
  const values: Record<string, string | boolean> = {};
  const faults: Fault[] = [];
  for (const [index, each] of (input ?? []).entries()) {
    const path = `Task.input[${index}]`;
    const given = each.type.coding?.find(({ system }) => system === ourSystems.input)?.code;
    const code = inputCodes.find((known) => known === given);
    if (code === undefined) {
      faults.push({
        path: `${path}.type`,
        rule: `Needs a coding of ${ourSystems.input}: one of ${inputCodes.join(', ')}.`,
        code: 'not-supported',
      });
      continue;
    }
    const value = sentIn(each, code);
    const rule = wrongWith(value, code, Object.hasOwn(values, code));
    if (rule === undefined && value !== undefined) values[code] = value;
    else faults.push({ path, rule: rule ?? '', code: 'value' });
  }
  return { values, faults };
}

const sentIn = (input: TaskInput, code: InputCode): string | boolean | undefined =>
  booleans.includes(code) ? input.valueBoolean : (input.valueString ?? (code === 'detail' ? input.valueCode : undefined));

function wrongWith(value: string | boolean | undefined, code: InputCode, again: boolean): string | undefined {
  if (again) return `Gives ${code} a second time.`;
  if (value === undefined) return `Must be a ${booleans.includes(code) ? 'valueBoolean' : 'valueString'}.`;
  if (typeof value === 'string' && value.trim() === '') return 'Is empty.';
  return typeof value === 'string' && value.length > charactersMax[code] ? `Is longer than ${charactersMax[code]}.` : undefined;
}
