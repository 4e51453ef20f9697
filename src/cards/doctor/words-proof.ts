// What the doctor says of how the bot proves to Teams who it is: its token, and whatever of it runs out.
import type { Found } from '../../domain/doctor/finding.ts';
import { when } from '../words.ts';
import type { WordsFor } from './writing.ts';

type About = Extract<Found, `token${string}` | 'nothingEnds' | 'secretEndsSomeDay' | `certificate${string}`>;

export const noCards = 'Requests are received and kept, but no card reaches Teams.';

export const ofProof: WordsFor<About> = {
  tokenObtained: () => ({ says: 'A token for sending to Teams was obtained just now.' }),
  tokenOfLocalTeams: () => ({ says: 'The sandbox has a Teams of its own, which needs none.' }),
  tokenNoIdentity: () => ({
    says: 'No managed identity answers on this machine.',
    means: noCards,
    todo: 'Assign the identity that MicrosoftAppId names to this program in Azure. On a machine that is not in Azure there is none.',
  }),
  tokenAppUnknown: (finding) => ({
    says: `Microsoft Entra does not know the app in this tenant (${finding.code}).`,
    means: noCards,
    todo: 'MicrosoftAppId and MicrosoftAppTenantId must name the same registration: compare both with the app\u2019s overview page in Entra.',
  }),
  tokenTenantUnknown: (finding) => ({
    says: `Microsoft Entra knows no tenant by MicrosoftAppTenantId (${finding.code}).`,
    means: noCards,
    todo: 'Take the tenant id from the app\u2019s overview page in Entra.',
  }),
  tokenSecretWrong: (finding) => ({
    says: `The client secret is not the app\u2019s (${finding.code}).`,
    means: noCards,
    todo: 'MicrosoftAppPassword holds the secret\u2019s value, which Entra shows once, and not its id. Better: use a managed identity, which has no secret.',
  }),
  tokenSecretEnded: (finding) => ({
    says: `The client secret has run out (${finding.code}).`,
    means: noCards,
    todo: 'Make a new one in Entra and set MicrosoftAppPassword. Better: use a managed identity, which has none to run out.',
  }),
  tokenRefused: (finding, { text }) => ({
    says: `No token for Teams is given to us (${text(finding.code)}).`,
    means: noCards,
    todo: 'Look the code up in Microsoft\u2019s list of AADSTS error codes; MicrosoftAppId, MicrosoftAppTenantId and MicrosoftAppType must describe one registration.',
  }),
  tokenAway: (finding, { text }) => ({
    says: `${text(finding.host)} cannot be reached, where tokens are given.`,
    means: noCards,
    todo: 'Allow this program to reach that address by https, and see that DNS resolves it.',
  }),
  nothingEnds: () => ({ says: 'Nothing is in use that runs out.' }),
  secretEndsSomeDay: () => ({
    says: 'A client secret is in use, and when it ends is not known here.',
    todo: 'Look in Entra under the app\u2019s certificates and secrets, and write the day down; when it ends, everything falls silent. A managed identity has none.',
  }),
  certificateLasts: (finding) => ({ says: `The certificate lasts until ${when(finding.endsAt)}.` }),
  certificateEnds: (finding) => ({
    says: finding.days < 0 ? `The certificate ended ${when(finding.endsAt)}.` : `The certificate ends in ${finding.days} days.`,
    means: finding.days < 0 ? noCards : 'When it ends no card reaches Teams any more.',
    todo: 'Renew it in the key vault and in Entra.',
  }),
};
