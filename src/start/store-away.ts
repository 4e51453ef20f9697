// A start while the store is away: it says why in a sentence, and tries again until the store answers.
import { NotSettled } from '../app/handle.ts';
import { OutcomeUnknown, StoreAway } from '../app/ports.ts';
import type { Log } from '../log.ts';

/** So often it is tried again, in ms: a role that was just given comes into force minutes later, and nobody need start anything by hand. */
export const tryAgainMs = 5_000;
/** While nothing changes, the sentence is said again this often, in ms, so that whoever looks at the newest lines finds it. */
const sayAgainMs = 5 * 60_000;

/** It was told to end before it had started: nothing is wrong. */
export class EndedWhileStarting extends Error {
  override name = 'EndedWhileStarting';
}

export interface Waiting {
  readonly log: Log;
  readonly sleep: (ms: number, wake: AbortSignal) => Promise<void>;
  readonly monotonicMs: () => number;
  /** Comes when the process is told to end. */
  readonly ending: AbortSignal;
}

/**
 * What `make` makes, once the store answers. It is tried for as long as the process runs: the platform would only start the next one, which
 * would find the same. Throws `EndedWhileStarting`, and whatever else than the store is wrong, at once.
 */
export async function onceStoreAnswers<T>({ log, sleep, monotonicMs, ending }: Waiting, store: string, make: () => Promise<T>): Promise<T> {
  let said: { readonly words: string; readonly atMs: number } | undefined;
  const told = new Promise<never>((_, reject) => {
    const end = (): void => reject(new EndedWhileStarting());
    if (ending.aborted) end();
    else ending.addEventListener('abort', end, { once: true });
  });
  // Where nobody waits for it any more, its coming is no fault.
  told.catch(() => undefined);
  for (;;) {
    try {
      return await Promise.race([told, make()]);
    } catch (error) {
      if (!isAway(error)) throw error;
      const words = `${storeAwayWords(error instanceof StoreAway ? error.code : undefined, store)} It is tried again by itself.`;
      if (words !== said?.words || monotonicMs() - said.atMs >= sayAgainMs) {
        said = { words, atMs: monotonicMs() };
        log.error('storeAway', { words });
      }
    }
    await sleep(tryAgainMs, ending);
  }
}

const isAway = (error: unknown): boolean => error instanceof StoreAway || error instanceof OutcomeUnknown || error instanceof NotSettled;

/** What is wrong with the way to the store, and what to do. `code`: as `StoreAway` has it; `store`: where it is, without a key. */
export function storeAwayWords(code: string | undefined, store: string): string {
  switch (code) {
    case 'AuthorizationPermissionMismatch':
      return `The store at ${store} knows us but does not let us in (${code}): give this identity the role Storage Table Data Contributor on the storage account. A role that was just given may take 30 minutes to be in force.`;
    case 'AuthorizationFailure':
      return `The store at ${store} does not take calls from this network (${code}): let it in at the storage account, under Networking, or by the private endpoint.`;
    case 'KeyBasedAuthenticationNotPermitted':
      return `The store at ${store} takes no keys (${code}): set EHUB_STORAGE_ACCOUNT_URL and a managed identity in place of EHUB_STORAGE_CONNECTION.`;
    case 'AuthenticationFailed':
    case 'InvalidAuthenticationInfo':
      return `The store at ${store} does not believe who we are (${code}): see that the key in EHUB_STORAGE_CONNECTION, or the tenant of the identity, is that of the account, and that this machine\u2019s clock is right.`;
    case 'noToken':
      return `This process has no identity to open the store at ${store} with: assign a managed identity to it, and name it in AZURE_CLIENT_ID if there are several.`;
    case 'ENOTFOUND':
      return `There is no address ${store} (${code}): see that EHUB_STORAGE_ACCOUNT_URL is written right, and that this network\u2019s names are resolved.`;
    default:
      return `The store at ${store} cannot be reached${code === undefined ? '' : ` (${code})`}: look at the storage account, and at the network between.`;
  }
}

/** Where a store is, for people: never the key. */
export function placeOf(account: { readonly connectionString: string } | { readonly accountUrl: string }): string {
  if ('accountUrl' in account) return URL.canParse(account.accountUrl) ? new URL(account.accountUrl).origin : 'EHUB_STORAGE_ACCOUNT_URL';
  const said = (name: string): string | undefined => new RegExp(`(?:^|;)${name}=([^;]+)`, 'i').exec(account.connectionString)?.[1];
  const endpoint = said('TableEndpoint');
  if (endpoint !== undefined && URL.canParse(endpoint)) return new URL(endpoint).origin;
  const name = said('AccountName');
  return name === undefined ? 'EHUB_STORAGE_CONNECTION' : `https://${name}.table.core.windows.net`;
}
