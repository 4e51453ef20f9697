// Whom the bot believes and how it proves who it is: Microsoft's cloud, or another Bot Connector on this machine.
import { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { type BotFrameworkAuthentication, ServiceClientCredentialsFactory } from 'botframework-connector';
import { type CloudTrust, cloudCredentials } from './cloud-credentials.ts';

export type { BotCertificate, CloudTrust } from './cloud-credentials.ts';

/** A Bot Connector on loopback with its own signing keys (the sandbox, or a test). */
export interface LoopbackTrust {
  readonly kind: 'loopback';
  readonly appId: string;
  readonly password: string;
  readonly openIdMetadataUrl: string;
  readonly issuer: string;
  /** Where our own calls get their token, by OAuth 2.0 client credentials. */
  readonly tokenUrl: string;
}
/** No tokens at all: only for Microsoft's playground on this machine, never by default. */
export interface AnonymousTrust {
  readonly kind: 'anonymous';
}
export type Trust = CloudTrust | LoopbackTrust | AnonymousTrust;

/** Tokens are asked for again this long before they end. */
const renewEarlyMs = 60_000;
const tokenTimeoutMs = 10_000;
export const connectorScope = 'https://api.botframework.com';

/** The SDK's authentication for this trust: tokens of the others in, tokens of ours out. `nowMs` ages our tokens. */
export function authenticationFor(trust: Trust, nowMs: () => number): BotFrameworkAuthentication {
  switch (trust.kind) {
    case 'cloud':
      return new ConfigurationBotFrameworkAuthentication({}, cloudCredentials(trust, nowMs));
    case 'loopback':
      // The SDK takes no defaults as soon as one of these is given: all of them must be.
      return new ConfigurationBotFrameworkAuthentication(
        {
          ValidateAuthority: true,
          ToChannelFromBotLoginUrl: trust.tokenUrl,
          ToChannelFromBotOAuthScope: connectorScope,
          ToBotFromChannelTokenIssuer: trust.issuer,
          OAuthUrl: trust.tokenUrl,
          ToBotFromChannelOpenIdMetadataUrl: trust.openIdMetadataUrl,
          ToBotFromEmulatorOpenIdMetadataUrl: trust.openIdMetadataUrl,
          CallerId: 'urn:botframework:azure',
        },
        new LoopbackCredentials(trust, nowMs),
      );
    case 'anonymous':
      return new ConfigurationBotFrameworkAuthentication({}, new NoCredentials());
  }
}

/** Whole days until the bot's certificate ends, below zero once it has; `undefined`: it has none. */
export const certificateDays = (trust: Trust, nowMs: number): number | undefined =>
  trust.kind === 'cloud' && trust.appType === 'Certificate'
    ? Math.floor((Date.parse(trust.certificate.endsAt) - nowMs) / 86_400_000)
    : undefined;

export const appIdOf = (trust: Trust): string => (trust.kind === 'anonymous' ? '' : trust.appId);

interface Signable {
  readonly headers: { set(name: string, value: string): void };
}

/** One token shared by all calls: twenty sends on a cold start ask once, not twenty times. */
class LoopbackCredentials extends ServiceClientCredentialsFactory {
  private token: { readonly value: string; readonly untilMs: number } | undefined;
  private asking: Promise<string> | undefined;
  private readonly trust: LoopbackTrust;
  private readonly nowMs: () => number;

  constructor(trust: LoopbackTrust, nowMs: () => number) {
    super();
    this.trust = trust;
    this.nowMs = nowMs;
  }

  override async isValidAppId(appId: string): Promise<boolean> {
    return appId === this.trust.appId;
  }
  override async isAuthenticationDisabled(): Promise<boolean> {
    return false;
  }
  override async createCredentials() {
    return {
      signRequest: async <T extends Signable>(request: T): Promise<T> => {
        request.headers.set('authorization', `Bearer ${await this.current()}`);
        return request;
      },
    } as never;
  }

  private async current(): Promise<string> {
    if (this.token && this.token.untilMs - renewEarlyMs > this.nowMs()) return this.token.value;
    this.asking ??= this.ask().finally(() => {
      this.asking = undefined;
    });
    return this.asking;
  }

  private async ask(): Promise<string> {
    const answer = await fetch(this.trust.tokenUrl, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: this.trust.appId,
        client_secret: this.trust.password,
        scope: `${connectorScope}/.default`,
      }),
      signal: AbortSignal.timeout(tokenTimeoutMs),
    });
    if (!answer.ok) throw new Error(`no token for the Bot Connector: the token endpoint answered ${answer.status}`);
    const { access_token: value, expires_in: seconds } = (await answer.json()) as { access_token: string; expires_in: number };
    this.token = { value, untilMs: this.nowMs() + seconds * 1_000 };
    return value;
  }
}

class NoCredentials extends ServiceClientCredentialsFactory {
  override async isValidAppId(): Promise<boolean> {
    return true;
  }
  override async isAuthenticationDisabled(): Promise<boolean> {
    return true;
  }
  override async createCredentials() {
    return { signRequest: async <T>(request: T): Promise<T> => request } as never;
  }
}
