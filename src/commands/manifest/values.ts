// What differs from one deployment to the next: read from settings and the deployment's outputs, checked, and put in its places.
import * as z from 'zod/v4';
import { own } from '../../domain/lookup.ts';
import { guid } from '../../start/tab-setting.ts';
import { domainFault } from './rules.ts';
import { appNameMax, developerNameMax } from './shape.ts';

interface Place {
  readonly setting: string;
  /** The deployment's output of the same meaning. */
  readonly output?: string;
  readonly what: string;
  readonly example: string;
  /** What is wrong with a value; `undefined`: nothing. */
  readonly fault: (value: string) => string | undefined;
  /** Absent: it must be given. */
  readonly otherwise?: string;
}

const isGuid = (value: string): string | undefined => (guid.test(value) ? undefined : 'is no GUID');
const isHttps = (value: string): string | undefined =>
  /^https:\/\/./.test(value) && URL.canParse(value) ? undefined : 'is no https:// address';
const atMost =
  (max: number) =>
  (value: string): string | undefined =>
    value.length <= max ? undefined : `has ${value.length} characters: at most ${max}`;
const exampleId = '3f2b8c1e-6a54-4d0b-9c7e-1d2f3a4b5c6d';

/** By the name of their place in the templates, written there as `{{name}}`. */
export const places: Readonly<Record<string, Place>> = {
  manifestId: {
    setting: 'EHUB_MANIFEST_ID',
    what: 'the package\u2019s own id, a GUID that is made once for each environment and never changed',
    example: exampleId,
    fault: isGuid,
  },
  botAppId: {
    setting: 'MicrosoftAppId',
    output: 'botAppId',
    what: 'the id that the bot is registered with',
    example: exampleId,
    fault: isGuid,
  },
  tabAppId: {
    setting: 'EHUB_TAB_APP_ID',
    output: 'tabAppId',
    what: 'the application (client) id of the tab\u2019s Entra application',
    example: exampleId,
    fault: isGuid,
  },
  hostName: {
    setting: 'EHUB_HOST_NAME',
    output: 'hostName',
    what: 'the host that the product answers at',
    example: 'ehub.example.nhs.uk',
    fault: domainFault,
  },
  developerName: {
    setting: 'EHUB_DEVELOPER_NAME',
    what: 'the organisation that Teams names as the app\u2019s maker',
    example: 'Harbour Health ICB',
    fault: atMost(developerNameMax),
  },
  websiteUrl: { setting: 'EHUB_WEBSITE_URL', what: 'its website', example: 'https://www.example.nhs.uk/ehub', fault: isHttps },
  privacyUrl: {
    setting: 'EHUB_PRIVACY_URL',
    what: 'its privacy notice',
    example: 'https://www.example.nhs.uk/ehub/privacy',
    fault: isHttps,
  },
  termsUrl: { setting: 'EHUB_TERMS_URL', what: 'its terms of use', example: 'https://www.example.nhs.uk/ehub/terms', fault: isHttps },
  appName: {
    setting: 'EHUB_APP_NAME',
    what: 'the app\u2019s name in Teams',
    example: 'eHub (test)',
    fault: atMost(appNameMax),
    otherwise: 'eHub',
  },
};

const outputsSchema = z.record(z.string(), z.looseObject({ value: z.unknown() }));
export type Outputs = Readonly<Record<string, unknown>>;

/** Reads what `az deployment group show --query properties.outputs` prints: names with a type and a value each. `undefined`: it is not that. */
export function readOutputs(value: unknown): Outputs | undefined {
  const read = outputsSchema.safeParse(value);
  return read.success ? Object.fromEntries(Object.entries(read.data).map(([name, output]) => [name, output.value])) : undefined;
}

export interface Filled {
  readonly values: Readonly<Record<string, string>>;
  readonly faults: readonly string[];
}

/** A value for every place. What is missing or malformed is a fault, and stands in as its example, so that the rest can be checked all the same. */
export function valuesFrom(env: Readonly<Record<string, string | undefined>>, outputs: Outputs): Filled {
  const faults: string[] = [];
  const values = Object.entries(places).map(([name, place]) => [name, valueFor(place, env, outputs, faults)] as const);
  return { values: Object.fromEntries(values), faults };
}

function valueFor(place: Place, env: Readonly<Record<string, string | undefined>>, outputs: Outputs, faults: string[]): string {
  const { setting, output, what, example } = place;
  const set = own(env, setting)?.trim();
  const said = set === '' ? undefined : set;
  const deployed = output === undefined ? undefined : own(outputs, output);
  if (deployed !== undefined && typeof deployed !== 'string') faults.push(`The output ${output} is no text`);
  const other = typeof deployed === 'string' && deployed.trim() !== '' ? deployed.trim() : undefined;
  if (said !== undefined && other !== undefined && said.toLowerCase() !== other.toLowerCase())
    faults.push(`${setting} is ${said}, but the deployment\u2019s output ${output} is ${other}: which is meant?`);
  const value = said ?? other ?? place.otherwise;
  if (value === undefined) {
    faults.push(`${setting} is missing${output === undefined ? '' : `, and so is the output ${output}`}: ${what}, such as ${example}`);
    return example;
  }
  const fault = /\{\{|\}\}|[<>]|\$\{/.test(value) ? 'was not filled in' : place.fault(value);
  if (fault === undefined) return guid.test(value) ? value.toLowerCase() : value;
  faults.push(
    `${said === undefined ? `The output ${output}` : setting} is ${JSON.stringify(value)}, which ${fault}: it is ${what}, such as ${example}`,
  );
  return example;
}

/** Puts the values in their places in every string of a JSON value. */
export function filledIn(value: unknown, values: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') return value.replace(/\{\{(\w+)\}\}/g, (place, name: string) => own(values, name) ?? place);
  if (Array.isArray(value)) return value.map((each: unknown) => filledIn(each, values));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]: [string, unknown]) => [name, filledIn(inner, values)]));
}
