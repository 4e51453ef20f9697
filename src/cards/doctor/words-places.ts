// What the doctor says of the bot's place in Teams: whether its ids agree, whether anything reaches it, and where it is installed.
import type { Found } from '../../domain/doctor/finding.ts';
import type { TurnedAway } from '../../domain/doctor/seen.ts';
import { when } from '../words.ts';
import { noCards } from './words-proof.ts';
import type { WordsFor } from './writing.ts';

type About = Extract<
  Found,
  | 'idsEqual'
  | `other${string}`
  | 'addressedAsOther'
  | 'foreignTenants'
  | `heard${string}`
  | 'neverHeard'
  | 'onlyTurnedAway'
  | 'channelOn'
  | `installed${string}`
  | 'notEverywhere'
>;

const nobodyClaims = 'Nobody can claim or answer a request in Teams.';

export const ofPlaces: WordsFor<About> = {
  idsEqual: () => ({ says: 'The app\u2019s id is the same in our settings, in our token and in Teams, as far as each has been seen.' }),
  otherApp: (finding, { text }) => ({
    says: `The token is for the app ${text(finding.said)}, and MicrosoftAppId is ${text(finding.ours)}.`,
    means: `${noCards} ${nobodyClaims}`,
    todo: 'Set MicrosoftAppId to the client id of the identity that this program runs under.',
  }),
  otherTenant: (finding, { text }) => ({
    says: `The token is of the tenant ${text(finding.said)}, and MicrosoftAppTenantId is ${text(finding.ours)}.`,
    means: noCards,
    todo: 'If Azure and Teams are in different tenants, deploy for that: the bot\u2019s registration and its identity must be of one tenant.',
  }),
  addressedAsOther: (finding, { text }) => ({
    says: `In Teams the app ${text(finding.said)} is installed, and MicrosoftAppId is ${text(finding.ours)}.`,
    means: `${noCards} ${nobodyClaims}`,
    todo: 'Somebody installed another package. Make one with npm run manifest from this deployment, and install that.',
  }),
  foreignTenants: (finding, { text }) => ({
    says: `eHub is installed in a tenant it does not answer to: ${finding.tenants.map(text).join(', ')}.`,
    means: 'Whoever writes or presses there is turned away.',
    todo: 'If it belongs to you, add it to EHUB_TENANTS.',
  }),
  heard: (finding) => ({ says: `Somebody in Teams reached us, last ${when(finding.at)}.` }),
  heardLongAgo: (finding) => ({
    says: `Nothing has come from Teams since ${when(finding.at)}.`,
    means: 'If people have been at work, their presses do not arrive, and requests stay unclaimed.',
    todo: 'Write \u201chelp\u201d to eHub. If no answer comes, see that the Azure Bot\u2019s messaging endpoint is https://<this host>/api/messages and can be reached from the Internet.',
  }),
  neverHeard: () => ({
    says: 'Nothing has come from Teams yet.',
    means: nobodyClaims,
    todo: 'Write \u201chelp\u201d to eHub in Teams. If no answer comes, see that the Azure Bot\u2019s messaging endpoint is https://<this host>/api/messages and can be reached from the Internet, and that its Teams channel is on.',
  }),
  onlyTurnedAway: (finding, { text }) => ({
    says: `What came from outside was turned away, last ${when(finding.last.at)}: ${turnedAwayWords[finding.last.why]}${tenantWords(finding.last, text)}.`,
    means: nobodyClaims,
    todo: turnedAwayTodo[finding.last.why],
  }),
  channelOn: () => ({ says: 'It is on: activities come by it.' }),
  installed: (finding, { organisations }) => ({
    says: `Channels of ${organisations(finding.organisations)}; ${chatsWords(finding.chats)}.`,
  }),
  installedNowhere: () => ({
    says: 'eHub is installed nowhere: it knows no channel, and no lead has a chat with it.',
    means: 'Cards have nowhere to appear.',
    todo: 'Upload the package in the Teams admin centre, add eHub to the teams of the hub and its practices, and answer its question whose channel it is.',
  }),
  notEverywhere: (finding, { organisations }) => ({
    says: [
      ...(finding.closed.length > 0 ? [`Teams does not let us write in the channel of ${organisations(finding.closed)}.`] : []),
      ...(finding.without.length > 0 ? [`No channel is known of ${organisations(finding.without)}.`] : []),
    ].join(' '),
    means: 'Their cards wait and nobody there sees them.',
    todo: 'Add eHub to their team, again where it was taken out, and write \u201cchannel\u201d to it in the channel that is theirs.',
  }),
};

const chatsWords = (chats: number): string => (chats === 1 ? 'one lead has a chat with eHub' : `${chats} leads have a chat with eHub`);
const tenantWords = ({ tenantId }: TurnedAway, text: (words: string) => string): string =>
  tenantId === undefined ? '' : ` (tenant ${text(tenantId)})`;
const turnedAwayWords: Readonly<Record<TurnedAway['why'], string>> = {
  malformed: 'it was not what Teams sends',
  channel: 'it did not come by the Teams channel',
  serviceUrl: 'it named a Bot Connector that we do not answer to',
  tenant: 'it came from a tenant that we do not answer to',
  token: 'its token was not good',
};
const turnedAwayTodo: Readonly<Record<TurnedAway['why'], string>> = {
  malformed:
    'This is not Teams: see that the Azure Bot\u2019s messaging endpoint is https://<this host>/api/messages, then write \u201chelp\u201d to eHub.',
  channel: 'Turn the Microsoft Teams channel on in the Azure Bot; eHub answers to no other.',
  serviceUrl: 'If Teams has a new address, add its host to EHUB_SERVICE_HOSTS.',
  tenant: 'If Teams is in that tenant, add it to EHUB_TENANTS: it need not be the tenant of Azure.',
  token:
    'See that MicrosoftAppId is the id of the Azure Bot and of the installed package, and that this program can reach login.botframework.com to check tokens.',
};
