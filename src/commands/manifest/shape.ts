// The shape of the manifest: what this package needs and nothing beside it, within Teams' limits; every fault with its path and in words.
import * as z from 'zod/v4';
import { guid } from '../../start/tab-setting.ts';

/** Microsoft's limits, in characters and pieces (schema 1.25, and what the service refuses beyond it). */
export const appNameMax = 30;
export const developerNameMax = 32;
export const commandsMax = 12;
const urlMax = 2_048;

const words = (max: number) => z.string().min(1).max(max);
const id = z.string().regex(guid, 'is no GUID');
const https = z
  .string()
  .max(urlMax)
  .refine((text) => /^https:\/\//.test(text) && URL.canParse(text), 'is no https:// address');
/** Which permissions there may be, and why; `manifest/README.md` says the same. */
const permission = z.enum(['identity', 'messageTeamMembers']);
const scope = z.enum(['team', 'personal']);
const fileName = z.string().regex(/^[\w-]+\.(?:png|json)$/, 'is no file name: all files lie at the top of the package');

/** Every object is strict: what is not named here is refused, resource-specific consent and other permissions included. */
/** What every command of the message extension says of itself. */
const extensionCommand = {
  id: words(64),
  title: words(32),
  description: words(128),
  context: z.array(z.enum(['compose', 'commandBox', 'message'])),
};
export const manifestSchema = z.strictObject({
  $schema: z.string(),
  manifestVersion: z.string(),
  version: z
    .string()
    .max(256)
    .regex(/^\d+\.\d+\.\d+$/, 'is no version of three numbers, such as 1.0.0')
    .refine((text) => !text.startsWith('0.'), 'begins with 0: Teams takes 1.0.0 and later'),
  id,
  developer: z.strictObject({ name: words(developerNameMax), websiteUrl: https, privacyUrl: https, termsOfUseUrl: https }),
  localizationInfo: z.strictObject({
    defaultLanguageTag: words(26),
    additionalLanguages: z.array(z.strictObject({ languageTag: words(26), file: fileName })),
  }),
  name: z.strictObject({ short: words(appNameMax), full: words(100) }),
  description: z.strictObject({ short: words(80), full: words(4_000) }),
  icons: z.strictObject({ color: fileName, outline: fileName }),
  accentColor: z.string().regex(/^#[0-9a-f]{6}$/i, 'is no colour such as #0B5C6B'),
  bots: z
    .array(
      z.strictObject({
        botId: id,
        scopes: z.array(scope),
        isNotificationOnly: z.literal(false),
        supportsFiles: z.literal(false),
        supportsCalling: z.literal(false),
        supportsVideo: z.literal(false),
        commandLists: z
          .array(
            z.strictObject({
              scopes: z.array(scope),
              commands: z.array(z.strictObject({ title: words(128), description: words(4_000) })).max(commandsMax),
            }),
          )
          .min(1)
          .max(3),
      }),
    )
    .length(1),
  composeExtensions: z
    .array(
      z.strictObject({
        botId: id,
        commands: z
          .array(
            z.discriminatedUnion('type', [
              z.strictObject({
                ...extensionCommand,
                type: z.literal('action'),
                fetchTask: z.literal(true, 'true: the dialog is the bot\u2019s'),
              }),
              z.strictObject({
                ...extensionCommand,
                type: z.literal('query'),
                initialRun: z.boolean(),
                parameters: z
                  .array(z.strictObject({ name: words(64), title: words(32), description: words(128), inputType: z.literal('text') }))
                  .min(1)
                  .max(5),
              }),
            ]),
          )
          .min(1)
          .max(10),
      }),
    )
    .length(1),
  staticTabs: z
    .array(
      z.strictObject({
        entityId: words(64),
        name: words(128),
        contentUrl: https,
        websiteUrl: https,
        scopes: z.array(z.literal('personal')).length(1),
      }),
    )
    .length(1),
  configurableTabs: z
    .array(
      z.strictObject({
        configurationUrl: https,
        canUpdateConfiguration: z.boolean(),
        scopes: z.array(z.literal('team')).length(1),
        context: z.array(z.literal('channelTab')).length(1),
      }),
    )
    .length(1),
  permissions: z.array(permission),
  validDomains: z.array(words(urlMax)).min(1).max(16),
  webApplicationInfo: z.strictObject({ id, resource: words(urlMax) }),
  supportsChannelFeatures: z.literal('tier1').optional(),
  defaultInstallScope: z.literal('team'),
  defaultGroupCapability: z.strictObject({ team: z.literal('bot') }),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** Reads JSON against a schema: the value, or all faults. `name` is the file's. */
export function readShape<T>(
  name: string,
  schema: z.ZodType<T>,
  value: unknown,
): { readonly value: T } | { readonly faults: readonly string[] } {
  const read = schema.safeParse(value, { reportInput: true });
  return read.success ? { value: read.data } : { faults: read.error.issues.map((issue) => `${name}: ${issueWords(issue)}`) };
}

const pathOf = (path: readonly PropertyKey[]): string =>
  path.map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`)).join('');

function issueWords(issue: z.core.$ZodIssue): string {
  const path = pathOf(issue.path);
  const said = issue.input === undefined ? '' : ` (${JSON.stringify(issue.input).slice(0, 80)})`;
  switch (issue.code) {
    case 'unrecognized_keys':
      return `${issue.keys.map((key) => `"${key}"`).join(', ')}${path === '' ? '' : ` in ${path}`} is nothing that this package needs: leave it out`;
    case 'too_big':
      return typeof issue.input === 'string'
        ? `${path} has ${issue.input.length} characters: at most ${issue.maximum}`
        : `${path} has more than ${issue.maximum}`;
    case 'too_small':
      return issue.minimum === 1 && typeof issue.input === 'string' ? `${path} is empty` : `${path} has fewer than ${issue.minimum}`;
    case 'invalid_type':
      return issue.input === undefined ? `${path} is missing` : `${path}${said} is no ${issue.expected}`;
    case 'invalid_value':
      return issue.input === undefined
        ? `${path} is missing`
        : `${path}${said} is not ${issue.values.map((each) => JSON.stringify(each)).join(' or ')}`;
    default:
      return `${path}${said} ${issue.message}`;
  }
}
