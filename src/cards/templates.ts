// The card templates of /cards: each is read once and filled in completely or not at all.
import { Template } from 'adaptivecards-templating';
import asked from '../../cards/asked.json' with { type: 'json' };
import board from '../../cards/board.json' with { type: 'json' };
import chooseChannel from '../../cards/channel.choose.json' with { type: 'json' };
import channelChosen from '../../cards/channel.chosen.json' with { type: 'json' };
import day from '../../cards/day.json' with { type: 'json' };
import disaster from '../../cards/disaster.json' with { type: 'json' };
import claimed from '../../cards/econsult.claimed.json' with { type: 'json' };
import completed from '../../cards/econsult.completed.json' with { type: 'json' };
import elsewhere from '../../cards/econsult.elsewhere.json' with { type: 'json' };
import mine from '../../cards/econsult.mine.json' with { type: 'json' };
import offered from '../../cards/econsult.offered.json' with { type: 'json' };
import open from '../../cards/econsult.open.json' with { type: 'json' };
import unplaced from '../../cards/econsult.unplaced.json' with { type: 'json' };
import waiting from '../../cards/econsult.waiting.json' with { type: 'json' };
import form from '../../cards/form.json' with { type: 'json' };
import list from '../../cards/list.json' with { type: 'json' };
import notice from '../../cards/notice.json' with { type: 'json' };
import print from '../../cards/print.json' with { type: 'json' };
import round from '../../cards/round.json' with { type: 'json' };
import say from '../../cards/say.json' with { type: 'json' };
import task from '../../cards/task.json' with { type: 'json' };
import taskNotice from '../../cards/task.notice.json' with { type: 'json' };
import taskOpen from '../../cards/task.open.json' with { type: 'json' };
import { own } from '../domain/lookup.ts';
import { makeTemplatesQuick } from './quick-templates.ts';

makeTemplatesQuick();

const sources = {
  'econsult.waiting': waiting,
  'econsult.unplaced': unplaced,
  'econsult.claimed': claimed,
  'econsult.mine': mine,
  'econsult.offered': offered,
  'econsult.completed': completed,
  'econsult.elsewhere': elsewhere,
  'econsult.open': open,
  print,
  'channel.choose': chooseChannel,
  'channel.chosen': channelChosen,
  asked,
  notice,
  day,
  board,
  form,
  list,
  say,
  task,
  'task.notice': taskNotice,
  'task.open': taskOpen,
  round,
  disaster,
} as const;

export type TemplateName = keyof typeof sources;
export const templateNames = Object.keys(sources) as readonly TemplateName[];

/** An Adaptive Card, ready to be sent. */
export interface Card {
  readonly type: 'AdaptiveCard';
  readonly version: string;
  readonly [more: string]: unknown;
}

/** A card, and what a notification of it may read: never anything about a patient. */
export interface Drawn {
  readonly card: Card;
  readonly summary: string;
}

/** Buttons carry the shape of what they carry: cards live for months, and an old one must still be understood. */
export const payloadVersion = 1;

// Parsed once: filling a parsed template in takes a third of parsing it anew.
const parsed = new WeakMap<object, Template>();

/** Fills one of our templates in, as `fillFrom`. */
export const fill = (name: TemplateName, data: Record<string, unknown>): Card => fillFrom(sources[name], name, data);

/**
 * Fills a template in. Data is never evaluated; whoever gives words from outside makes them `inert` first.
 * Throws when the template asks for something it was not given: a half-filled card must not reach anybody.
 */
export function fillFrom(source: object, name: string, data: Record<string, unknown>): Card {
  let template = parsed.get(source);
  if (template === undefined) {
    template = new Template(source);
    parsed.set(source, template);
  }
  const card = template.expand({ $root: data }) as Card;
  const unfilled = firstUnfilled(card);
  if (unfilled !== undefined) throw new Error(`card template ${name}: ${unfilled} was given no value`);
  return card;
}

/**
 * Words from outside that look like a placeholder get an invisible joiner between `$` and `{`: they read the same and are not filled in.
 */
export const inert = (words: string): string => words.replaceAll('${', '$\u2060{');

/**
 * A card whose buttons all say of which kind of thing they are, as those of every kind must; the name is `thing`, since a form may ask for a kind. Those of the first kinds do without: their cards
 * were posted before there were others, and their verbs are theirs alone (`saysNoKind` in `src/teams/kind.ts`), so they stay as small as they are.
 */
export const saying = (kind: string, card: Card): Card => ({ ...card, ...markedIn(card, kind) });

function markedIn(part: object, kind: string): Record<string, unknown> {
  const isButton = 'type' in part && (part.type === 'Action.Execute' || part.type === 'Action.Submit');
  return Object.fromEntries(
    Object.entries(part).map(([name, value]: [string, unknown]) => [
      name,
      isButton && name === 'data' && typeof value === 'object' ? { ...value, thing: kind } : marked(value, kind),
    ]),
  );
}
const marked = (value: unknown, kind: string): unknown =>
  Array.isArray(value)
    ? value.map((each: unknown) => marked(each, kind))
    : typeof value === 'object' && value !== null
      ? markedIn(value, kind)
      : value;

/** Looks at every word of a card, so it makes no list of what it looks at. */
function firstUnfilled(value: unknown): string | undefined {
  if (typeof value === 'string') {
    const at = value.indexOf('${');
    return at < 0 ? undefined : value.slice(at, at + 40);
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const name in value) {
    const found = firstUnfilled(own(value as Readonly<Record<string, unknown>>, name));
    if (found !== undefined) return found;
  }
  return undefined;
}
