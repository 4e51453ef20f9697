// The one line to the server that all windows of this browser share, as a shared worker: a browser opens six to a server and no more.
import type { Told } from '../api.ts';

/** What a window says to it, and what it says to a window. */
export type Said = { readonly me: string } | 'gone';
export type Passed = { readonly up: boolean; readonly anew?: true } | { readonly told: Told };

/** The browser tries again by itself after a broken line but not after a refused one: then we do, this long after. */
const tryAgainMs = 2_000;

interface Line {
  readonly people: string;
  readonly source: EventSource;
}
const windows = new Map<MessagePort, string>();
let line: Line | undefined;

function pass(passed: Passed): void {
  for (const [port, me] of windows) if (!('told' in passed) || passed.told.for === me) port.postMessage(passed);
}

/** One line for whoever has a window now; a new one when somebody came or the last window of somebody went. */
function connect(): void {
  const people = new URLSearchParams([...new Set(windows.values())].sort().map((me) => ['me', me])).toString();
  if (line?.people === people && line.source.readyState !== EventSource.CLOSED) return;
  // What happens between two lines is heard on neither.
  const anew = line === undefined ? {} : ({ anew: true } as const);
  line?.source.close();
  line = undefined;
  if (people === '') return;
  const source = new EventSource(`/teams/api/events?${people}`);
  line = { people, source };
  source.onopen = () => pass({ up: true, ...anew });
  source.onmessage = (event: MessageEvent<string>) => {
    try {
      pass({ told: JSON.parse(event.data) as Told });
    } catch {
      // It is only a hint, so one that cannot be read is dropped.
    }
  };
  source.onerror = () => {
    pass({ up: false });
    if (source.readyState === EventSource.CLOSED) setTimeout(connect, tryAgainMs);
  };
}

addEventListener('connect', (event) => {
  const port = (event as MessageEvent).ports[0];
  if (port === undefined) return;
  port.onmessage = ({ data }: MessageEvent<Said>) => {
    if (data === 'gone') windows.delete(port);
    else windows.set(port, data.me);
    const before = line;
    connect();
    // The line that was there serves this window too.
    if (data !== 'gone' && before === line && line?.source.readyState === EventSource.OPEN) port.postMessage({ up: true } satisfies Passed);
  };
});
