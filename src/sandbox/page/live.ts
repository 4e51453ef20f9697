// Listens to what happens in the local Teams, over the line that all windows share, and keeps listening when the server was away.
import type { Happening } from '../api.ts';
import type { Passed, Said } from './line.ts';

/** Where the page may name the one script that a worker runs; every other string is refused by the page's own policy. */
interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL(): string }): { createScriptURL(url: string): string };
}
const lineScript = '/teams/line.js';

/**
 * Calls `happened` for every happening. `connected` says whether the line is up: after a gap it comes with `true`,
 * and whoever listens must fetch everything again, because happenings in the gap are not repeated.
 */
export function listen(me: string, happened: (happening: Happening) => void, connected: (up: boolean) => void): void {
  const { trustedTypes } = globalThis as { readonly trustedTypes?: TrustedTypes };
  const script =
    trustedTypes?.createPolicy('sandbox#line', { createScriptURL: () => lineScript }).createScriptURL(lineScript) ?? lineScript;
  const { port } = new SharedWorker(script, { type: 'module', name: 'sandbox line' });
  const say = (said: Said): void => port.postMessage(said);
  port.onmessage = ({ data }: MessageEvent<Passed>) => {
    if ('told' in data) return happened(data.told);
    if (data.anew) connected(false);
    connected(data.up);
  };
  say({ me });
  // A window that is closed or left listens no more; one that is come back to does again.
  addEventListener('pagehide', () => say('gone'));
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted) say({ me });
  });
}
