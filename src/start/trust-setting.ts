// Settings about whom the bot believes, and how it proves to Microsoft's cloud who it is.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { own } from '../domain/lookup.ts';
import type { BotCertificate, Trust } from '../teams/trust.ts';
import { oneOf } from './one-of.ts';
import { isLoopbackUrl, loopbackHosts } from './operating-settings.ts';
import { guid } from './tab-setting.ts';

type Environment = Readonly<Record<string, string | undefined>>;
/** Whom the bot believes, and how it proves who it is. `undefined`: the sandbox's own Teams, or there are faults. */
export function trustOf(env: Environment, mode: 'sandbox' | 'teams', host: string, faults: string[]): Trust | undefined {
  if (env['EHUB_ANONYMOUS_ON_LOOPBACK'] === 'yes') {
    if (mode === 'sandbox' && loopbackHosts.includes(host)) return { kind: 'anonymous' };
    faults.push('EHUB_ANONYMOUS_ON_LOOPBACK turns all checks of who is calling off: it works only in the sandbox on 127.0.0.1');
    return undefined;
  }
  const appId = env['MicrosoftAppId'];
  const password = env['MicrosoftAppPassword'];
  const connector = ['EHUB_CONNECTOR_METADATA_URL', 'EHUB_CONNECTOR_ISSUER', 'EHUB_CONNECTOR_TOKEN_URL'].map(
    (name) => [name, own(env, name)] as const,
  );
  if (connector.some(([, value]) => value !== undefined)) return loopbackTrust(env, mode, connector, faults);
  if (mode === 'sandbox') return undefined;
  const tenantId = env['MicrosoftAppTenantId'];
  const appType = oneOf(
    env,
    'MicrosoftAppType',
    ['SingleTenant', 'UserAssignedMsi', 'Federated', 'Certificate'] as const,
    'SingleTenant',
    faults,
  );
  if (appId === undefined || !guid.test(appId))
    faults.push(
      'MicrosoftAppId is missing or no GUID: without it nobody could tell Teams from anybody else, so the bot does not start. It looks like 0f8fad5b-d9cb-469f-a165-70867728950e',
    );
  if (tenantId === undefined || !guid.test(tenantId))
    faults.push(
      'MicrosoftAppTenantId is missing or no GUID: the tenant the bot is registered in, such as 7c9e6679-7425-40de-944b-e07fc1f90ae7',
    );
  const known = { kind: 'cloud', appId: appId ?? '', tenantId: tenantId ?? '' } as const;
  if (appType !== 'SingleTenant' && password)
    faults.push(`MicrosoftAppPassword is set, but with MicrosoftAppType=${appType} the bot has none: remove it`);
  switch (appType) {
    case 'SingleTenant':
      if (!password)
        faults.push(
          'MicrosoftAppPassword is missing: a single-tenant bot proves itself with it; with MicrosoftAppType=UserAssignedMsi, Federated or Certificate there is none',
        );
      return { ...known, appType, password: password ?? '' };
    case 'UserAssignedMsi':
      return { ...known, appType };
    case 'Federated':
      return { ...known, appType, identityId: identityOf(env, faults) };
    case 'Certificate':
      return { ...known, appType, certificate: certificateIn(env['MicrosoftAppCertificate'], faults) };
  }
}

function identityOf(env: Environment, faults: string[]): string {
  const id = env['AZURE_CLIENT_ID'];
  if (id === undefined || !guid.test(id))
    faults.push(
      'AZURE_CLIENT_ID is missing or no GUID: the client id of the managed identity that vouches for the bot, such as 9f8c2b1e-3d4a-4c5b-8e6f-7a8b9c0d1e2f',
    );
  return id ?? '';
}

/** What is wrong with it is said without any of it: half of it is a private key. */
function certificateIn(pem: string | undefined, faults: string[]): BotCertificate {
  const none: BotCertificate = { pem: '', privateKey: '', thumbprint: '', endsAt: '' };
  if (pem === undefined || pem === '') {
    faults.push('MicrosoftAppCertificate is missing: the certificate and its private key in PEM, one after the other');
    return none;
  }
  try {
    const certificate = new X509Certificate(pem);
    const key = createPrivateKey(pem);
    if (!certificate.checkPrivateKey(key)) {
      faults.push('MicrosoftAppCertificate has a private key that is not the certificate\u2019s: take both from one export');
      return none;
    }
    return {
      pem: certificate.toString(),
      privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
      thumbprint: certificate.fingerprint.replaceAll(':', ''),
      endsAt: new Date(certificate.validTo).toISOString(),
    };
  } catch {
    faults.push(
      'MicrosoftAppCertificate cannot be read: it has a part that begins with -----BEGIN CERTIFICATE----- and one that begins with -----BEGIN PRIVATE KEY-----, without a password',
    );
    return none;
  }
}

function loopbackTrust(
  env: Environment,
  mode: string,
  connector: readonly (readonly [string, string | undefined])[],
  faults: string[],
): Trust {
  if (mode !== 'sandbox') faults.push('EHUB_CONNECTOR_… settings point to another Bot Connector: they work only in the sandbox');
  for (const [name, value] of connector) {
    if (value === undefined) faults.push(`${name} is missing: the three EHUB_CONNECTOR_… settings go together`);
    else if (name !== 'EHUB_CONNECTOR_ISSUER' && !isLoopbackUrl(value))
      faults.push(`${name} must be an http address on this machine, such as http://127.0.0.1:4000/…`);
  }
  if (!env['MicrosoftAppId']) faults.push('MicrosoftAppId is missing: the id that the other Bot Connector knows the bot by');
  if (!env['MicrosoftAppPassword']) faults.push('MicrosoftAppPassword is missing: the secret for that Bot Connector\u2019s token endpoint');
  return {
    kind: 'loopback',
    appId: env['MicrosoftAppId'] ?? '',
    password: env['MicrosoftAppPassword'] ?? '',
    openIdMetadataUrl: env['EHUB_CONNECTOR_METADATA_URL'] ?? '',
    issuer: env['EHUB_CONNECTOR_ISSUER'] ?? '',
    tokenUrl: env['EHUB_CONNECTOR_TOKEN_URL'] ?? '',
  };
}
