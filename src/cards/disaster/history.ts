// A disaster's history in words: who proposed, confirmed, extended and ended it, and how far it had come.
import type { DisasterEvent } from '../../domain/disaster/event.ts';
import { disasterIds } from '../../domain/disaster/id.ts';
import { type Disaster, totalOf } from '../../domain/disaster/state.ts';
import type { Network } from '../../domain/network/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import type { Instant } from '../../domain/terms.ts';
import { drawHappened } from '../list.ts';
import type { Card } from '../templates.ts';
import { plain, when } from '../words.ts';
import { despiteLines, nameOf, titleWords } from './words.ts';

export function drawDisasterHistory(
  it: Disaster,
  events: readonly { readonly at: Instant; readonly event: DisasterEvent }[],
  network: Network,
): Card {
  const rows = events.flatMap(({ at, event }) => {
    const second = disasterHappened(event, network);
    return second === undefined ? [] : [{ first: when(at, it.proposed.at), second }];
  });
  return drawHappened(disasterIds.reference(it.id), rows);
}

/** `undefined`: a look that found nothing new. */
export function disasterHappened(event: DisasterEvent, network: Network): string | undefined {
  const by = 'by' in event && event.by !== undefined ? plain(event.by.name) : '';
  switch (event.type) {
    case 'DisasterProposed':
      return `${by} proposed ${titleWords(event.plan, network)}: ${plain(event.plan.reason)}. ${totalOf(event.preview.moves)} would move${event.plan.despite === undefined ? '' : `. ${despiteLines(event.plan).join('')}`}`;
    case 'DisasterAgreed':
      return event.alone === undefined
        ? `${by} confirmed it; it starts ${when(event.startsAt)}`
        : `${by} decided it alone, to start ${when(event.startsAt)}: ${plain(event.alone)}`;
    case 'DisasterStarted':
      return event.alone === undefined
        ? `${by} confirmed it; in force until ${when(event.until)}`
        : `${by} started it alone, until ${when(event.until)}: ${plain(event.alone)}`;
    case 'PreviewRenewed':
      return `Much had changed, so it was shown again: ${totalOf(event.preview.moves)} would move`;
    case 'DisasterDropped':
      return droppedWords(event, by);
    case 'DisasterExtended':
      return `${by} changed its end to ${when(event.until)}`;
    case 'DisasterEnded':
      if (by !== '') return `${by} ended it`;
      return event.for === undefined
        ? 'Its time was over, and it ended by itself'
        : `Disaster ${disasterIds.reference(event.for)} began in the same place, so it ended`;
    case 'DisasterLooked':
      return lookedWords(event);
    case 'PaperCheckedIn':
      return `${by} entered the paper: ${event.entered.length} entered, ${event.agrees.length} agreed${event.differs.length === 0 ? '' : `, to be looked at: ${event.differs.map(referenceOf).join(', ')}`}`;
    case 'DisasterSigned':
      return `${by} signed what was moved, for ${nameOf(network, event.organisation)}`;
    case 'DisasterClosed':
      return `Closed: ${event.progress.moved} had moved, ${event.progress.back} were brought back`;
  }
}

function droppedWords({ because }: DisasterEvent & { type: 'DisasterDropped' }, by: string): string {
  switch (because) {
    case 'lapsed':
      return 'Nobody confirmed it in time';
    case 'refused':
      return `${by} did not want it started`;
    case 'withdrawn':
      return `${by} called it off`;
    case 'cannotStart':
      return 'Its time came, and it could not start';
  }
}

function lookedWords({ progress, news, unclaimed }: DisasterEvent & { type: 'DisasterLooked' }): string | undefined {
  const said = news === 'endsSoon' ? 'It was said that it ends soon' : news === 'howItStands' ? 'It was said how it stands' : '';
  const named = unclaimed === undefined ? '' : `Named because nobody had claimed them: ${unclaimed.map(referenceOf).join(', ')}`;
  const far = progress === undefined ? '' : `${progress.moved} moved, ${progress.left} still to move, ${progress.back} brought back`;
  const all = [said, named, far].filter((words) => words !== '').join('. ');
  return all === '' ? undefined : all;
}
