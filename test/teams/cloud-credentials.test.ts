// The ways to prove in Microsoft's cloud who the bot is: which of the SDK's is used, and that an identity vouches anew before what it said runs out.
import { readFileSync } from 'node:fs';
import { CertificateServiceClientCredentialsFactory, ServiceClientCredentialsFactory } from 'botframework-connector';
import { expect, it } from 'vitest';
import { trustOf } from '../../src/start/trust-setting.ts';
import { cloudCredentials, VouchedFor } from '../../src/teams/cloud-credentials.ts';

const guid = '11111111-2222-4333-8444-555555555555';
const scope = 'https://api.botframework.com';

/** Counts how often credentials are made, and fails while it is told to. */
class Counted extends ServiceClientCredentialsFactory {
  made = 0;
  fails = false;
  override isValidAppId = async (appId?: string): Promise<boolean> => appId === guid;
  override isAuthenticationDisabled = async (): Promise<boolean> => false;
  override createCredentials = async () => {
    const number = ++this.made;
    return {
      getToken: async () => {
        if (this.fails) throw new Error('AADSTS700024');
        return `token ${number}`;
      },
      signRequest: async (request: object) => ({ ...request, signedBy: number }),
    } as never;
  };
}
type Token = { getToken(anew: boolean): Promise<string>; signRequest(request: object): Promise<object> };

it('an identity vouches anew every five minutes, and at once after a failure', async () => {
  const counted = new Counted();
  let nowMs = 0;
  const credentials = (await new VouchedFor(counted, () => nowMs).createCredentials(guid, scope, '', true)) as unknown as Token;
  expect([await credentials.getToken(false), await credentials.signRequest({ a: 1 })]).toEqual(['token 1', { a: 1, signedBy: 1 }]);
  nowMs = 5 * 60_000 - 1;
  expect(await credentials.getToken(false)).toBe('token 1');
  nowMs = 5 * 60_000;
  expect(await credentials.getToken(false)).toBe('token 2');
  counted.fails = true;
  await expect(credentials.getToken(false)).rejects.toThrow('AADSTS700024');
  counted.fails = false;
  expect(await credentials.getToken(false)).toBe('token 3');
});

it('each way is the SDK\u2019s own', async () => {
  const pem = readFileSync(new URL('../start/made-up-bot.pem', import.meta.url), 'utf8');
  const settings = { MicrosoftAppId: guid, MicrosoftAppTenantId: guid, MicrosoftAppCertificate: pem, AZURE_CLIENT_ID: guid };
  const made = ['Certificate', 'Federated', 'UserAssignedMsi'].map((MicrosoftAppType) => {
    const trust = trustOf({ ...settings, MicrosoftAppType }, 'teams', '0.0.0.0', []);
    if (trust?.kind !== 'cloud') throw new Error('no trust in the cloud');
    return cloudCredentials(trust, () => 0);
  });
  expect(made[0]).toBeInstanceOf(CertificateServiceClientCredentialsFactory);
  expect(made[1]).toBeInstanceOf(VouchedFor);
  for (const each of made) {
    expect(await each.isValidAppId(guid)).toBe(true);
    expect((await each.isAuthenticationDisabled()) ?? false).toBe(false);
    // Made without a call to anybody, and without the program openssl.
    expect(await each.createCredentials(guid, scope, '', true)).toBeDefined();
  }
});
