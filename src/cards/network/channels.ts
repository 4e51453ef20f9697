// The cards by which a team's channel becomes a hub's or a practice's, and the lists that commands answer with.
import type { EConsult } from '../../domain/econsult/state.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import { type Priority, priorities } from '../../domain/terms.ts';
import type { DialogButton } from '../econsult/buttons.ts';
import { type Drawn, payloadVersion } from '../econsult/card.ts';
import { practiceWords, statusWords } from '../econsult/facts.ts';
import { type Card, fill, inert } from '../templates.ts';
import { kindWords, oneLine, plain, priorityWords, when } from '../words.ts';

/** Offered when the bot is added to a team. */
export function drawChooseChannel(network: Network, notice = ''): Card {
  const organisations = [...Object.values(network.hubs), ...Object.values(network.practices)].map((organisation) => ({
    value: 'code' in organisation ? organisation.code : organisation.id,
    title: inert(`${organisation.name} (${'code' in organisation ? `practice ${organisation.code}` : 'hub'})`),
  }));
  return fill('channel.choose', {
    v: payloadVersion,
    organisations,
    notice,
    words:
      'eConsults appear in the channel of the hub or practice that has them. Choose whose channel this is; only staff who may see that organisation\u2019s requests should be members.',
    fallback: 'Whose channel is this?',
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

/** How many of what is open are named, the most urgent. */
export const digestRowsMax = 10;

/** Everything open in a channel at a glance, before the cards themselves follow: for one that was just given, or that has fallen far behind. */
export function drawDigest(
  open: Readonly<Record<Priority, number>>,
  first: readonly EConsult[],
  network: Network,
  organisation: string,
): Drawn {
  const total = priorities.reduce((sum, priority) => sum + open[priority], 0);
  const counts = [...priorities].reverse().map((priority) => `${priorityWords[priority]}: ${open[priority]}`);
  const name = plain(organisationName(network, organisation));
  const more = total - first.length;
  const words = `${counts.join(' \u00b7 ')}. Their cards follow here now, the most urgent first.${more > 0 ? ` The ${first.length} most urgent of them:` : ''}`;
  const summary = `${total} open at ${oneLine(organisationName(network, organisation))}`;
  return {
    card: drawList(
      `${total} open at ${name}`,
      words,
      first.map((it) => rowOf(it, network)),
    ),
    summary,
  };
}

export interface ListRow {
  readonly first: string;
  readonly second: string;
}
/** One eConsult in a list. */
export function rowOf(it: EConsult, network: Network): ListRow {
  return {
    first: `${referenceOf(it.id)} · ${priorityWords[it.priority]} · ${kindWords[it.kind]} · ${practiceWords(it, network)}`,
    second: `${statusWords(it, network)}${it.status === 'completed' ? '' : `. Target ${when(it.deadlines.target, it.receivedAt)}`}`,
  };
}
/** `buttons` open dialogs about the network; `rest` is what was written behind the command, so that a form is about the same. */
export const drawList = (title: string, words: string, rows: readonly ListRow[], buttons: readonly DialogButton[] = [], rest = ''): Card =>
  fill('list', { title, words, rows, fallback: title, groups: inGroups(buttons), v: payloadVersion, rest });

/** A card shows six buttons at its foot and hides the others; in its body every group is shown, and three fit on a telephone. */
const groupMax = 3;
const inGroups = (buttons: readonly DialogButton[]) =>
  Array.from({ length: Math.ceil(buttons.length / groupMax) }, (_, index) => ({
    buttons: buttons.slice(index * groupMax, (index + 1) * groupMax),
  }));
