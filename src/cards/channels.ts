// The cards by which a team's channel becomes a hub's or a practice's.
import { closedSince } from '../domain/network/closed.ts';
import { type Network, organisationName } from '../domain/network/state.ts';
import type { Instant } from '../domain/terms.ts';
import { type Card, fill, inert, payloadVersion } from './templates.ts';
import { plain } from './words.ts';

export const whoseChannelTitle = 'Whose channel is this?';

/** Offered when the bot is added to a team. `chosen`: the organisation that has a channel with things open, or with `shares` would share this one, of which the notice tells: pressed again, it is done. */
export function drawChooseChannel(network: Network, now: Instant, notice = '', chosen = '', shares = false): Card {
  const open = Object.values(network.practices).filter(({ code }) => closedSince(network, code, now) === undefined);
  const organisations = [...Object.values(network.hubs), ...open].map((organisation) => ({
    value: 'code' in organisation ? organisation.code : organisation.id,
    title: inert(`${organisation.name} (${'code' in organisation ? `practice ${organisation.code}` : 'hub'})`),
  }));
  // What is made up or watched in shadow must not stand among patients' own.
  const tests = organisations.map(({ value, title }) => ({ value: `${value}${testSuffix}`, title: `Test channel of ${title}` }));
  return fill('channel.choose', {
    v: payloadVersion,
    organisations: [...organisations, ...tests],
    notice,
    chosen,
    shares: shares ? chosen : '',
    title: shares ? 'Share this channel' : 'Use this channel',
    words:
      'eConsults appear in the channel of the hub or practice that has them. Choose whose channel this is; only staff who may see that organisation\u2019s requests should be members.',
    fallback: whoseChannelTitle,
  });
}

/** Before an organisation is given another channel: what follows, and what is said where it was. */
export const channelPreviewWords = (network: Network, organisation: string, open: number): string =>
  `${plain(organisationName(network, organisation))} has a channel already, with ${open} open. ${
    open === 1 ? 'It follows' : `All ${open} follow`
  } here, the most urgent first, and each old card then says that it is here now. Nothing has changed yet: press \u201cUse this channel\u201d again to move them.`;

/** Before a second practice shares a channel: who reads what then, and who can press. */
export function sharePreviewWords(network: Network, has: string, wants: string, open: number): string {
  const [first, second] = [has, wants].map((each) => plain(organisationName(network, each)));
  const comes = open === 0 ? '' : ` What it has open comes here too: ${open}.`;
  return `This is ${first}\u2019s channel. If ${second} shares it, everybody in this channel reads the cards of both; only people who work for a practice, or are cleared for it, can open or answer its requests.${comes} Nothing has changed yet: press \u201cShare this channel\u201d if both practices have agreed.`;
}

/** Marks the choice of a test channel. */
export const testSuffix = '.test';
export function drawTestChosen(network: Network, organisation: string): Card {
  const words = `This is now the test channel of ${plain(organisationName(network, organisation))}.`;
  return fill('channel.chosen', {
    words,
    next: 'Only what is made up, or watched in shadow, appears here. Mention me with \u201cpractise\u201d to learn with some.',
    fallback: words,
  });
}

/** `instead`: of another channel it had, from which everything open comes here. */
export function drawChannelChosen(network: Network, organisation: string, instead = false): Card {
  const name = plain(organisationName(network, organisation));
  const follows = instead
    ? 'Everything open follows here now, the most urgent first, and the cards in the old channel say so.'
    : 'New eConsults appear here, and what was waiting for a channel follows now.';
  return fill('channel.chosen', {
    words: `This is now the channel of ${name}.`,
    next: `${follows} Mention me with \u201chelp\u201d to see what you can ask.`,
    fallback: `This is now the channel of ${name}.`,
  });
}
