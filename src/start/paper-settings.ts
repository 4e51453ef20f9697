// The settings of paper packs: the folder they are written into, and the relay, sender and receivers of the e-mail; these three or none.
import { join } from 'node:path';
import { own } from '../domain/lookup.ts';
import { loopbackHosts } from './operating-settings.ts';

export interface PaperSettings {
  /** Where they are written every hour while Teams is the trouble; absent: nowhere. */
  readonly paperFolder: string | undefined;
  /** Through which relay they are sent, besides; absent: they are not. */
  readonly paperMail: PaperMailSettings | undefined;
}
export interface PaperMailSettings {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte; otherwise STARTTLS is required, but on this machine. */
  readonly secure: boolean;
  readonly isHere: boolean;
  readonly auth: { readonly user: string; readonly pass: string } | undefined;
  readonly from: string;
  readonly to: readonly string[];
}

const address = /^[^\s@<>,;:"()[\]\\]{1,64}@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;
/** More must be a mistake: a list of the relay's own serves them. */
const receiversMax = 20;
const names = ['EHUB_PAPER_SMTP_URL', 'EHUB_PAPER_FROM', 'EHUB_PAPER_TO'] as const;

/** `EHUB_PAPER_FOLDER` and the others; the sandbox has a folder of its own. */
export function papersOf(env: Readonly<Record<string, string | undefined>>, mode: 'sandbox' | 'teams', faults: string[]): PaperSettings {
  const inSandbox = mode === 'sandbox' ? join(env['EHUB_DATA_FOLDER'] ?? '.ehub', 'paper') : undefined;
  return { paperFolder: env['EHUB_PAPER_FOLDER'] ?? inSandbox, paperMail: paperMailOf(env, faults) };
}

/** The relay's address may hold a password: it is not repeated in a fault. `undefined`: none is set, or one is at fault. */
export function paperMailOf(env: Readonly<Record<string, string | undefined>>, faults: string[]): PaperMailSettings | undefined {
  const [url, from, to] = names.map((name) => own(env, name)?.trim() ?? '');
  if (names.every((name) => own(env, name) === undefined)) return undefined;
  const found = faults.length;
  for (const name of names.filter((each) => (own(env, each) ?? '') === ''))
    faults.push(`${name} is missing: paper packs are sent by e-mail only with all of ${names.join(', ')}`);
  const relay = relayOf(url ?? '');
  if (url !== '' && relay === undefined)
    faults.push(
      'EHUB_PAPER_SMTP_URL is no address of a relay, such as smtps://name:password@smtp.example.org:465 or smtp://smtp.example.org:587',
    );
  if (from !== '' && !address.test(from ?? ''))
    faults.push(`EHUB_PAPER_FROM is ${JSON.stringify(from)}: it is one address, such as ehub@example.org`);
  const receivers = (to ?? '').split(',').map((each) => each.trim());
  if (to !== '' && (receivers.length > receiversMax || !receivers.every((each) => address.test(each))))
    faults.push(`EHUB_PAPER_TO is ${JSON.stringify(to)}: it is up to ${receiversMax} addresses with commas between`);
  return relay === undefined || faults.length > found ? undefined : { ...relay, from: from ?? '', to: receivers };
}

function relayOf(text: string): Omit<PaperMailSettings, 'from' | 'to'> | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname, port, username, password, pathname, search, hash } = new URL(text);
  const secure = protocol === 'smtps:';
  if ((!secure && protocol !== 'smtp:') || hostname === '' || !['', '/'].includes(pathname) || search !== '' || hash !== '')
    return undefined;
  const host = hostname.replace(/^\[|\]$/g, '');
  const [user, pass] = [decoded(username), decoded(password)];
  if (user === undefined || pass === undefined) return undefined;
  return {
    host,
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    isHere: loopbackHosts.includes(host),
    auth: user === '' ? undefined : { user, pass },
  };
}

/** `undefined`: a percent sign that stands for nothing. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
