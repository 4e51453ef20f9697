// Why a hub, a practice or a colleague's posts were not added, and what to do.
import type { NetworkRefusal } from '../../domain/network/decide.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import { askWhoMayBegin } from '../help.ts';
import { plain } from '../words.ts';

const reasons = [
  ...(['mayNotBegin', 'codeTaken', 'codeWrong', 'telephoneWrong', 'practicesMissing', 'tooManyPractices'] as const),
  ...(['nothingLike', 'likeThemselves'] as const),
] as const;
export type BeginRefusal = Extract<NetworkRefusal, { readonly why: (typeof reasons)[number] }>;
export const isBeginRefusal = (refusal: NetworkRefusal): refusal is BeginRefusal => reasons.some((why) => why === refusal.why);

export function beginRefusalWords(refusal: BeginRefusal, network: Network): string {
  switch (refusal.why) {
    case 'mayNotBegin':
      return refusal.hasHubs ? 'A further hub is begun by a lead of a hub that is there. Ask a hub lead.' : askWhoMayBegin;
    case 'codeTaken': {
      const { organisation, hub } = refusal;
      if (hub === undefined) return `${plain(organisation)} has a meaning of its own. Choose another.`;
      return hub === organisation
        ? `There is a hub ${plain(organisation)} already. Choose another.`
        : `${plain(organisationName(network, organisation))} (${plain(organisation)}) belongs to ${plain(organisationName(network, hub))} already.`;
    }
    case 'codeWrong':
      return `The code ${plain(refusal.code)} cannot be used: write 3 to 10 capital letters and digits.`;
    case 'telephoneWrong':
      return 'That is no telephone number. Write it as 01632 960140.';
    case 'practicesMissing':
      return 'Choose at least one practice.';
    case 'tooManyPractices':
      return `At most ${refusal.practicesMax} practices can be added at a time.`;
    case 'nothingLike':
      return `${plain(refusal.person.name)} does not have all of that any more. Look again at what they have.`;
    case 'likeThemselves':
      return 'Choose two different people.';
  }
}
