// How the bot proves who it is, from its settings: each way what it needs and nothing else, and what is wrong said without the key.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { trustOf } from '../../src/start/trust-setting.ts';
import { certificateDays } from '../../src/teams/trust.ts';

const guid = '11111111-2222-4333-8444-555555555555';
const identity = '99999999-2222-4333-8444-555555555555';
/** A certificate that proves nothing, with its key; it lasts until the year 2126. */
const pem = readFileSync(new URL('made-up-bot.pem', import.meta.url), 'utf8');
const another = readFileSync(new URL('another-bot.pem', import.meta.url), 'utf8');
const key = pem.slice(pem.indexOf('-----BEGIN PRIVATE KEY-----'));

const settings = { MicrosoftAppId: guid, MicrosoftAppTenantId: guid };
function read(more: Readonly<Record<string, string>>) {
  const faults: string[] = [];
  const trust = trustOf({ ...settings, ...more }, 'teams', '0.0.0.0', faults);
  return { trust, faults };
}

it('an application that an identity vouches for needs that identity, and no secret', () => {
  const federated = { MicrosoftAppType: 'Federated', AZURE_CLIENT_ID: identity };
  expect(read(federated)).toEqual({
    trust: { kind: 'cloud', appId: guid, tenantId: guid, appType: 'Federated', identityId: identity },
    faults: [],
  });
  expect(read({ MicrosoftAppType: 'Federated' }).faults).toEqual([expect.stringMatching(/^AZURE_CLIENT_ID is missing or no GUID/)]);
  expect(read({ ...federated, MicrosoftAppPassword: 'x' }).faults).toEqual([
    'MicrosoftAppPassword is set, but with MicrosoftAppType=Federated the bot has none: remove it',
  ]);
});

it('a certificate comes with its own key, and its thumbprint is Entra\u2019s', () => {
  const { trust, faults } = read({ MicrosoftAppType: 'Certificate', MicrosoftAppCertificate: pem });
  expect(faults).toEqual([]);
  if (trust?.kind !== 'cloud' || trust.appType !== 'Certificate') throw new Error('no certificate');
  const { thumbprint, privateKey, endsAt } = trust.certificate;
  expect(thumbprint).toMatch(/^[0-9A-F]{40}$/);
  expect(privateKey).toContain('BEGIN PRIVATE KEY');
  expect(certificateDays(trust, Date.parse(endsAt) - 60 * 86_400_000)).toBe(60);
  expect(certificateDays(trust, Date.parse(endsAt) + 1)).toBe(-1);
});

it.each([
  ['nothing', '', /^MicrosoftAppCertificate is missing/],
  ['no PEM', 'not a certificate', /^MicrosoftAppCertificate cannot be read/],
  ['no key', another, /^MicrosoftAppCertificate cannot be read/],
  ['another\u2019s key', another + key, /^MicrosoftAppCertificate has a private key that is not the certificate/],
])('a certificate with %s is refused in words that hold none of it', (_, said, words) => {
  const { faults } = read({ MicrosoftAppType: 'Certificate', MicrosoftAppCertificate: said });
  expect(faults).toEqual([expect.stringMatching(words)]);
  if (said !== '') expect(faults.join()).not.toContain(said.slice(-60, -50) || said);
});

it('what has no certificate has no days', () => {
  expect(certificateDays({ kind: 'cloud', appId: guid, tenantId: guid, appType: 'UserAssignedMsi' }, 0)).toBeUndefined();
  expect(certificateDays({ kind: 'anonymous' }, 0)).toBeUndefined();
});
