// Listens to what happens in the local Teams, and keeps listening when the server was away.
import type { Happening } from '../api.ts';

/** The browser tries again by itself after a broken line but not after a refused one: then we do, this long after. */
const tryAgainMs = 2_000;

/**
 * Calls `happened` for every happening. `connected` says whether the line is up: after a gap it comes with `true`,
 * and whoever listens must fetch everything again, because happenings in the gap are not repeated.
 */
export function listen(me: string, happened: (happening: Happening) => void, connected: (up: boolean) => void): void {
  const source = new EventSource(`/teams/api/events?${new URLSearchParams({ me })}`);
  source.onopen = () => connected(true);
  source.onmessage = (event: MessageEvent<string>) => {
    try {
      happened(JSON.parse(event.data) as Happening);
    } catch {
      // It is only a hint, so one that cannot be read is dropped.
    }
  };
  source.onerror = () => {
    connected(false);
    if (source.readyState !== EventSource.CLOSED) return;
    setTimeout(() => listen(me, happened, connected), tryAgainMs);
  };
}
