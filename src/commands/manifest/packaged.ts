// What was packaged last for each host: installed apps take a change only with a higher version, and another id is another app.
import { createHash } from 'node:crypto';
import * as z from 'zod/v4';
import { own } from '../../domain/lookup.ts';

const entry = z.strictObject({
  id: z.string(),
  botId: z.string(),
  tabAppId: z.string(),
  version: z.string(),
  /** SHA-256 of each file of the package, as hex. */
  files: z.record(z.string(), z.string()),
});
export type Packaged = z.infer<typeof entry>;
const packagedSchema = z.record(z.string(), entry);
export type PackagedByHost = z.infer<typeof packagedSchema>;

/** `undefined`: it is not such a file. */
export function readPackaged(value: unknown): PackagedByHost | undefined {
  const read = packagedSchema.safeParse(value);
  return read.success ? read.data : undefined;
}

export const digestsOf = (files: Readonly<Record<string, Uint8Array>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, createHash('sha256').update(bytes).digest('hex')]));

/** Why this must not follow what was packaged before; none: it may. `remembered` is where that is written down. */
export function successionFaults(before: PackagedByHost, host: string, now: Packaged, remembered: string): readonly string[] {
  const elsewhere = Object.entries(before).find(([other, { id }]) => other !== host && id === now.id)?.[0];
  const last = own(before, host);
  const startAnew = `If another app is really meant, remove ${host} from ${remembered}.`;
  const twice =
    elsewhere === undefined
      ? []
      : [
          `EHUB_MANIFEST_ID ${now.id} is the package of ${elsewhere}: each environment needs an id of its own. If that host has become ${host}, give it that name in ${remembered}.`,
        ];
  if (last === undefined) return twice;
  const changed = [...new Set([...Object.keys(last.files), ...Object.keys(now.files)])].filter(
    (name) => own(last.files, name) !== own(now.files, name),
  );
  const order = compareVersions(now.version, last.version);
  return [
    ...twice,
    ...(last.id === now.id
      ? []
      : [`EHUB_MANIFEST_ID was ${last.id} and is ${now.id}: Teams would take it for another app, beside the installed one. ${startAnew}`]),
    ...(last.botId === now.botId
      ? []
      : [
          `MicrosoftAppId was ${last.botId} and is ${now.botId}: another bot would start new chats with everybody, and messages could come twice. ${startAnew}`,
        ]),
    ...(order < 0 ? [`version is ${now.version}, lower than ${last.version}, which was packaged last`] : []),
    ...(order === 0 && changed.length > 0
      ? [
          `${changed.join(', ')} changed since version ${last.version} was packaged: raise "version" in manifest/manifest.json, or Teams keeps the old one`,
        ]
      : []),
  ];
}

/** Below 0: the first is lower. Both are of three numbers. */
function compareVersions(a: string, b: string): number {
  const [first, second] = [a.split('.').map(Number), b.split('.').map(Number)];
  return first.map((part, at) => part - (second[at] ?? 0)).find((difference) => difference !== 0) ?? 0;
}
