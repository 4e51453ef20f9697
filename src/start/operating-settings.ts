// Settings about how it is operated: how long it waits when it stops, and who may read its metrics.

type Environment = Readonly<Record<string, string | undefined>>;

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
