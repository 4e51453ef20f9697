// Who must be told once something has happened to a disaster: its card in every channel it touches, notices there, and leads in their own chats.
import type { Message } from '../message.ts';
import { type Address, channelOf, chatOf, type Person, type SendClass } from '../terms.ts';
import type { DisasterEvent } from './event.ts';
import { channelsOf, type Disaster, hasStarted } from './state.ts';

export const disasterNoticeNames = [
  'disasterConfirm',
  'disasterAgreed',
  'disasterCannotStart',
  'disasterStarted',
  'disasterStartedToLead',
  'disasterStands',
  'disasterEndsSoon',
  'disasterEndsSoonToLead',
  'disasterUnclaimed',
  'disasterUnclaimedToLead',
  'disasterExtended',
  'disasterEnded',
  'disasterReport',
] as const;
export type DisasterNoticeName = (typeof disasterNoticeNames)[number];
type Told = Message<DisasterNoticeName>;

export function react(event: DisasterEvent, it: Disaster): readonly Told[] {
  // Only its own leads know of a proposal: nothing has happened yet.
  const home = [channelOf(it.hub)];
  switch (event.type) {
    case 'DisasterProposed':
      return [...cards(home, 0), ...event.asked.map((lead) => personally(lead, 'disasterConfirm'))];
    case 'PreviewRenewed':
      return cards(home, 0);
    case 'DisasterDropped':
      return [...cards(home, 0), ...(event.because === 'cannotStart' ? said(home, 'disasterCannotStart', 0) : [])];
    case 'DisasterAgreed':
      return [...cards(home, 1), ...said(home, 'disasterAgreed', 1)];
    case 'DisasterStarted':
      return [
        ...cards(channelsOf(it), 0),
        ...said(channelsOf(it), 'disasterStarted', 0),
        ...event.leads.filter(({ id }) => id !== event.by.id).map((lead) => personally(lead, 'disasterStartedToLead')),
      ];
    case 'DisasterExtended':
      return [...cards(channelsOf(it), 0), ...said(channelsOf(it), 'disasterExtended', 1)];
    case 'DisasterEnded':
      return [...cards(channelsOf(it), 0), ...said(channelsOf(it), 'disasterEnded', 0)];
    case 'DisasterLooked':
      return looked(event, it);
    case 'PaperCheckedIn':
      return cards(channelsOf(it), 1);
    case 'DisasterSigned':
      return cards(channelsOf(it), 2);
    case 'DisasterClosed':
      return [...cards(channelsOf(it), 1), ...said(channelsOf(it), 'disasterReport', 1)];
  }
}

function looked({ at, progress, news, unclaimed, leads = [] }: DisasterEvent & { type: 'DisasterLooked' }, it: Disaster): readonly Told[] {
  const everywhere = channelsOf(it);
  // While it moves things its card is read first: it lists what comes before the cards themselves follow.
  const isMoving = progress !== undefined && progress.left > 0;
  const hasBegun = hasStarted(it) && Date.parse(at) - Date.parse(it.startedAt) < beginningMs;
  return [
    ...(progress === undefined ? [] : cards(everywhere, isMoving || hasBegun ? 0 : 1)),
    ...(news === 'howItStands' ? said(everywhere, 'disasterStands', 1) : []),
    ...(news === 'endsSoon'
      ? [...said(everywhere, 'disasterEndsSoon', 0), ...leads.map((lead) => personally(lead, 'disasterEndsSoonToLead'))]
      : []),
    ...(unclaimed === undefined
      ? []
      : [...said([channelOf(it.hub)], 'disasterUnclaimed', 0), ...leads.map((lead) => personally(lead, 'disasterUnclaimedToLead'))]),
  ];
}

/** The first looks come within so long. */
const beginningMs = 60_000;
const cards = (to: readonly Address[], sendClass: SendClass): readonly Told[] =>
  to.map((each) => ({ to: each, class: sendClass, what: 'card' }));
const said = (to: readonly Address[], what: DisasterNoticeName, sendClass: SendClass): readonly Told[] =>
  to.map((each) => ({ to: each, class: sendClass, what }));
const personally = (person: Person, what: DisasterNoticeName): Told => ({ to: chatOf(person.id), class: 0, what });
