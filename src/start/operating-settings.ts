// Settings about how it is operated: how long it waits when it stops, who may read its metrics, and who hears its heart.

type Environment = Readonly<Record<string, string | undefined>>;

/** Names of this machine. */
export const loopbackHosts = ['127.0.0.1', 'localhost', '::1'];

export function isLoopbackUrl(value: string): boolean {
  return URL.canParse(value) && loopbackHosts.includes(new URL(value).hostname.replace(/^\[|\]$/g, ''));
}

/** The platform kills what takes long to stop; no router takes this long to notice. */
const stopWaitSecondsMax = 60;

/** `EHUB_STOP_WAIT_SECONDS`. */
export function stopWaitOf(env: Environment, mode: 'sandbox' | 'teams', faults: string[]): number {
  const said = env['EHUB_STOP_WAIT_SECONDS'] ?? (mode === 'sandbox' ? '0' : '5');
  if (!/^\d{1,2}$/.test(said) || Number(said) > stopWaitSecondsMax)
    faults.push(`EHUB_STOP_WAIT_SECONDS is ${JSON.stringify(said)}: it is a whole number from 0 to ${stopWaitSecondsMax}, such as 5`);
  return Number(said);
}

/** Shorter ones could be guessed; the token is a secret and not repeated in a fault. */
const metricsTokenCharactersMin = 32;

/** `EHUB_METRICS_TOKEN`. */
export function metricsTokenOf(env: Environment, faults: string[]): string | undefined {
  const said = env['EHUB_METRICS_TOKEN'];
  if (said !== undefined && !new RegExp(`^[!-~]{${metricsTokenCharactersMin},}$`).test(said))
    faults.push(
      `EHUB_METRICS_TOKEN is too short: ${metricsTokenCharactersMin} characters or more, without spaces, such as openssl rand -hex 32 makes`,
    );
  return said;
}

/** `EHUB_HEARTBEAT_URL`. The address is a secret of its own: it is not repeated in a fault. */
export function heartbeatUrlOf(env: Environment, faults: string[]): string | undefined {
  const said = env['EHUB_HEARTBEAT_URL'];
  if (said === undefined) return undefined;
  const isFit = URL.canParse(said) && isHeartbeatUrl(new URL(said));
  if (!isFit)
    faults.push(
      'EHUB_HEARTBEAT_URL is no https address (http only on this machine, and no name and password in it), such as https://example.org/ping/1',
    );
  return isFit ? said : undefined;
}

/** `fetch` takes no address with a name and password in it. */
const isHeartbeatUrl = ({ protocol, username, password, href }: URL): boolean =>
  username === '' && password === '' && (protocol === 'https:' || (protocol === 'http:' && isLoopbackUrl(href)));
