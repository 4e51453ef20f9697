// What the doctor says of how the bot proves to Teams who it is: its token, and whatever of it runs out.
import type { Finding } from '../../domain/doctor/finding.ts';
import { when } from '../words.ts';
import type { FindingWords, Writing } from './words.ts';

type About = Extract<Finding, { readonly found: `token${string}` | 'nothingEnds' | 'secretEndsSomeDay' | `certificate${string}` }>;

export const noCards = 'Requests are received and kept, but no card reaches Teams.';

export function ofProof(finding: About, writing: Writing): FindingWords {
  switch (finding.found) {
    case 'tokenObtained':
      return { says: 'A token for sending to Teams was obtained just now.' };
    case 'tokenOfLocalTeams':
      return { says: 'The sandbox has a Teams of its own, which needs none.' };
    case 'tokenNoIdentity':
      return {
        says: 'No managed identity answers on this machine.',
        means: noCards,
        todo: 'Assign the identity that MicrosoftAppId names to this program in Azure. On a machine that is not in Azure there is none.',
      };
    case 'tokenAppUnknown':
      return {
        says: `Microsoft Entra does not know the app in this tenant (${finding.code}).`,
        means: noCards,
        todo: 'MicrosoftAppId and MicrosoftAppTenantId must name the same registration: compare both with the app\u2019s overview page in Entra.',
      };
    case 'tokenTenantUnknown':
      return {
        says: `Microsoft Entra knows no tenant by MicrosoftAppTenantId (${finding.code}).`,
        means: noCards,
        todo: 'Take the tenant id from the app\u2019s overview page in Entra.',
      };
    case 'tokenSecretWrong':
      return {
        says: `The client secret is not the app\u2019s (${finding.code}).`,
        means: noCards,
        todo: 'MicrosoftAppPassword holds the secret\u2019s value, which Entra shows once, and not its id. Better: use a managed identity, which has no secret.',
      };
    case 'tokenSecretEnded':
      return {
        says: `The client secret has run out (${finding.code}).`,
        means: noCards,
        todo: 'Make a new one in Entra and set MicrosoftAppPassword. Better: use a managed identity, which has none to run out.',
      };
    case 'tokenRefused':
      return {
        says: `No token for Teams is given to us (${writing.text(finding.code)}).`,
        means: noCards,
        todo: 'Look the code up in Microsoft\u2019s list of AADSTS error codes; MicrosoftAppId, MicrosoftAppTenantId and MicrosoftAppType must describe one registration.',
      };
    case 'tokenAway':
      return {
        says: `${writing.text(finding.host)} cannot be reached, where tokens are given.`,
        means: noCards,
        todo: 'Allow this program to reach that address by https, and see that DNS resolves it.',
      };
    case 'nothingEnds':
      return { says: 'Nothing is in use that runs out: the identity is Azure\u2019s own.' };
    case 'secretEndsSomeDay':
      return {
        says: 'A client secret is in use, and when it ends is not known here.',
        todo: 'Look in Entra under the app\u2019s certificates and secrets, and write the day down; when it ends, everything falls silent. A managed identity has none.',
      };
    case 'certificateLasts':
      return { says: `The certificate lasts until ${when(finding.endsAt)}.` };
    case 'certificateEnds':
      return {
        says: finding.days < 0 ? `The certificate ended ${when(finding.endsAt)}.` : `The certificate ends in ${finding.days} days.`,
        means: finding.days < 0 ? noCards : 'When it ends no card reaches Teams any more.',
        todo: 'Renew it in the key vault and in Entra.',
      };
  }
}
