// How the bot proves in Microsoft's cloud who it is: a managed identity, one that vouches for an application, a certificate, or a secret.
import { ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import {
  CertificateServiceClientCredentialsFactory,
  FederatedServiceClientCredentialsFactory,
  ServiceClientCredentialsFactory,
} from 'botframework-connector';

export type CloudTrust = { readonly kind: 'cloud'; readonly appId: string; readonly tenantId: string } & (
  | { readonly appType: 'SingleTenant'; readonly password: string }
  | { readonly appType: 'UserAssignedMsi' }
  /** An application of another tenant, for which a managed identity vouches: `identityId` is the identity's client id. */
  | { readonly appType: 'Federated'; readonly identityId: string }
  | { readonly appType: 'Certificate'; readonly certificate: BotCertificate }
);
/** `thumbprint`: SHA-1 in hex, as Entra lists it. */
export interface BotCertificate {
  readonly pem: string;
  readonly privateKey: string;
  readonly thumbprint: string;
  readonly endsAt: string;
}

/** `nowMs` ages what an identity has vouched for. */
export function cloudCredentials(trust: CloudTrust, nowMs: () => number): ServiceClientCredentialsFactory {
  const { appId, tenantId, appType } = trust;
  switch (appType) {
    case 'SingleTenant':
    case 'UserAssignedMsi':
      return new ConfigurationServiceClientCredentialFactory({
        MicrosoftAppId: appId,
        MicrosoftAppTenantId: tenantId,
        MicrosoftAppType: appType,
        ...('password' in trust ? { MicrosoftAppPassword: trust.password } : {}),
      });
    case 'Federated':
      return new VouchedFor(new FederatedServiceClientCredentialsFactory(appId, trust.identityId, tenantId), nowMs);
    case 'Certificate': {
      const { thumbprint, privateKey, pem } = trust.certificate;
      // Given the certificate alone the SDK would call the program openssl for its thumbprint, which a server need not have.
      return new CertificateServiceClientCredentialsFactory(appId, thumbprint, privateKey, tenantId, pem);
    }
  }
}

type Made = Awaited<ReturnType<ServiceClientCredentialsFactory['createCredentials']>> & { getToken(anew: boolean): Promise<string> };
type CreateArguments = Parameters<ServiceClientCredentialsFactory['createCredentials']>;

/** What the identity says for the application holds for hours; the SDK asks once and keeps it for good, so that the bot would fall silent then. */
const vouchedForMs = 5 * 60_000;

/** Has the identity vouch anew every few minutes, and at once after a failure. */
export class VouchedFor extends ServiceClientCredentialsFactory {
  readonly #factory: ServiceClientCredentialsFactory;
  readonly #nowMs: () => number;
  constructor(factory: ServiceClientCredentialsFactory, nowMs: () => number) {
    super();
    this.#factory = factory;
    this.#nowMs = nowMs;
  }

  override isValidAppId(appId?: string): Promise<boolean> {
    return this.#factory.isValidAppId(appId ?? '');
  }
  override isAuthenticationDisabled(): Promise<boolean> {
    return this.#factory.isAuthenticationDisabled();
  }
  override async createCredentials(...asked: CreateArguments) {
    let made: { readonly credentials: Promise<Made>; readonly atMs: number } | undefined;
    const fresh = async <T>(use: (credentials: Made) => Promise<T>): Promise<T> => {
      if (made === undefined || this.#nowMs() - made.atMs >= vouchedForMs)
        // The SDK declares only what signs a request; all that it makes here can be asked for the token itself.
        made = { credentials: this.#factory.createCredentials(...asked) as Promise<Made>, atMs: this.#nowMs() };
      try {
        return await use(await made.credentials);
      } catch (error) {
        made = undefined;
        throw error;
      }
    };
    const own = {
      signRequest: <T extends Parameters<Made['signRequest']>[0]>(request: T): Promise<T> =>
        fresh((credentials) => credentials.signRequest(request)) as Promise<T>,
      getToken: (anew: boolean): Promise<string> => fresh((credentials) => credentials.getToken(anew)),
    };
    return own as never;
  }
}
