// Every answer Teams gives, for a post or an edit, for a moment or for ten minutes: how long nothing is heard, how many copies, who was told when.
import { beforeAll, describe, expect, it } from 'vitest';
import type { SendResult } from '../../../src/app/chat.ts';
import { tellAfterMs } from '../../../src/app/dispatch/unreached.ts';
import { cardRestMs, goneForMs } from '../../../src/app/dispatch/waiting-times.ts';
import type { Address, SendClass } from '../../../src/domain/terms.ts';
import { resultOf } from '../../../src/teams/errors.ts';
import { Desk } from '../desk.ts';

const here: Address = 'org.NORTH';
const errors: readonly (readonly [name: string, error: object])[] = [
  ...[
    '400 BadArgument',
    '401 Unauthorized',
    '403 BotNotInConversationRoster',
    '403 ServiceError',
    '403 BotDisabledByAdmin',
    '404 ConversationNotFound',
    '404 ActivityNotFoundInConversation',
    '404',
    '405',
    '409 Conflict',
    '412 PreconditionFailed',
    '413 MessageSizeTooBig',
    '429 Throttled',
    '500 ServiceError',
    '502 ServiceError',
    '503',
    '504',
  ].map((name): readonly [string, object] => {
    const [status, code] = name.split(' ');
    return [name, { statusCode: Number(status), ...(code === undefined ? {} : { code }) }];
  }),
  [
    '429, wait 2 s',
    {
      statusCode: 429,
      code: 'Throttled',
      response: { headers: { get: (header: string) => (header === 'retry-after' ? '2' : undefined) } },
    },
  ],
  [
    '429, wait until a date by a clock that is an hour behind',
    {
      statusCode: 429,
      code: 'Throttled',
      response: {
        headers: new Headers({ 'retry-after': 'Wed, 25 Nov 2026 08:00:04 GMT', date: 'Wed, 25 Nov 2026 08:00:02 GMT' }),
      },
    },
  ],
  ['timeout', { name: 'AbortError' }],
];
const lengths = [
  ['once', 0],
  ['3 s', 3_000],
  ['30 s', 30_000],
  ['10 min', 600_000],
] as const;
const whats = ['post', 'edit', 'both'] as const;
const classes: readonly SendClass[] = [0, 1, 2];
/** After it is well again, what came meanwhile is looked for so long. */
const afterwardsMs = 7 * 60_000;

interface Lived {
  readonly code: string;
  readonly kind: SendResult['kind'];
  readonly what: (typeof whats)[number];
  readonly length: (typeof lengths)[number][0];
  readonly lengthMs: number;
  readonly class: SendClass;
  /** From when Teams was well again to the newest state in the channel; infinite when it never came. */
  readonly unheardMs: number;
  /** Messages that say they are the card. */
  readonly cards: number;
  /** Copies that say they are old. */
  readonly old: number;
  /** When the leads heard that nothing comes through, and that it does again, from when the work came. */
  readonly told: readonly number[];
  readonly well: readonly number[];
  readonly buried: number;
}

/** One mood, met by one card that is new (post) or changes (edit). */
async function live(
  [code, error]: (typeof errors)[number],
  what: Lived['what'],
  [length, lengthMs]: (typeof lengths)[number],
  sendClass: SendClass,
): Promise<Lived> {
  const desk = await Desk.open();
  const { nudge } = desk.start();
  if (what !== 'post') await desk.change('K7M4QX', [here], sendClass);
  await desk.pass(cardRestMs + 2_000);
  const fromMs = desk.time.nowMs;
  let answered = 0;
  desk.answer = ({ how, atMs, what: sent }) => {
    const isHit = sent !== 'moved' && (what === 'both' || how === what) && (length === 'once' ? answered === 0 : atMs < fromMs + lengthMs);
    if (!isHit) return undefined;
    answered++;
    return resultOf(error, how, 0);
  };
  const revision = await desk.change('K7M4QX', [here], sendClass);
  nudge();
  await desk.pass(lengthMs);
  const isShown = (): boolean => [...desk.shown].some(([message, shown]) => shown >= revision && desk.whats.get(message) === 'card');
  while (!isShown() && desk.time.nowMs < fromMs + lengthMs + afterwardsMs) await desk.pass(100);
  const unheardMs = isShown() ? Math.max(0, desk.time.nowMs - fromMs - lengthMs) : Number.POSITIVE_INFINITY;
  await desk.pass(2 * 60_000);
  const count = (kind: string): number => [...desk.whats.values()].filter((each) => each === kind).length;
  const at = (matter: string): readonly number[] => desk.told.flatMap(({ atMs, news }) => (news.matter === matter ? [atMs - fromMs] : []));
  return {
    ...{ code, what, length, lengthMs, class: sendClass, unheardMs },
    kind: resultOf(error, what === 'post' ? 'post' : 'edit', 0).kind,
    cards: count('card'),
    old: count('moved'),
    told: at('unreached'),
    well: at('reachedAgain'),
    buried: (await desk.store.buried('NORTH')).length,
  };
}

const all: Lived[] = [];
beforeAll(async () => {
  for (const error of errors)
    for (const what of whats)
      for (const length of lengths) for (const sendClass of classes) all.push(await live(error, what, length, sendClass));
}, 600_000);

const seconds = (ms: number): string => (Number.isFinite(ms) ? (ms / 1_000).toFixed(1) : 'never');

/** Codes of the same outcome in one line; by class from urgent to bulk. */
function table(): string {
  const lines = new Map<string, string[]>();
  for (const what of whats) {
    for (const [length] of lengths) {
      for (const [code] of errors) {
        const three = all.filter((one) => one.code === code && one.what === what && one.length === length);
        const of = (words: (one: Lived) => string): string => three.map(words).join(' / ');
        const cells = [
          what.padEnd(4),
          length.padEnd(6),
          of(({ unheardMs }) => seconds(unheardMs)).padEnd(20),
          of(({ cards, old }) => `${cards}${old > 0 ? `+${old} old` : ''}`).padEnd(25),
          of(({ told, well }) =>
            told.length === 0 ? '-' : `${told.map(seconds).join(', ')} (well ${well.map(seconds).join(', ') || 'not told'})`,
          ),
        ];
        const key = cells.join(' | ');
        lines.set(key, [...(lines.get(key) ?? []), code]);
      }
    }
  }
  const head = `what | lasts  | s unheard once well    | cards                     | leads told after s\n`;
  return `${head}${[...lines].map(([key, codes]) => `${key}\n       ${codes.join('; ')}`).join('\n')}\n`;
}

describe('whatever Teams answers, for a post, an edit or both, once, for 3 s, for 30 s or for 10 minutes', () => {
  it('is as the table says', async () => {
    process.stdout.write(table());
    await expect(table()).toMatchFileSnapshot('moods.txt');
  });

  it('nothing is unheard for longer than it lasted, and nothing urgent for longer than half a minute once Teams is well', () => {
    const mostMs = { 0: 30_000, 1: 120_000, 2: 300_000 } as const;
    for (const one of all) {
      const most = Math.min(Math.max(one.lengthMs, 1_000), mostMs[one.class]) + 1_500;
      expect(one.unheardMs, JSON.stringify(one)).toBeLessThanOrEqual(most);
    }
  });

  it('exactly one message says that it is the card, and nothing is given up', () => {
    for (const one of all) expect([one.cards, one.buried], JSON.stringify(one)).toEqual([1, 0]);
  });

  it('a copy is posted only where edits alone said for long enough that the message is gone, and the old one says so', () => {
    for (const one of all) {
      const mayCopy = one.what === 'edit' && one.kind === 'messageGone' && one.lengthMs > goneForMs;
      expect(one.old, JSON.stringify(one)).toBe(mayCopy ? 1 : 0);
    }
  });

  it('leads hear within seconds that urgent work waits for a closed channel, once, and that it is well again; of a moment\u2019s mood nothing', () => {
    for (const one of all) {
      const words = JSON.stringify(one);
      expect(one.told.length, words).toBeLessThanOrEqual(1);
      expect(one.well.length, words).toBe(one.told.length > 0 ? 1 : 0);
      if (one.lengthMs < tellAfterMs.closed.urgent) expect(one.told, words).toEqual([]);
      const { urgent } = tellAfterMs[one.kind === 'closed' ? 'closed' : 'busy'];
      // Of one message that is refused, or seems gone, the auditor tells them; where its copy is refused as well it is the channel.
      const isOfChannel = one.kind !== 'refused' && one.kind !== 'messageGone';
      if (one.class === 0 && isOfChannel && one.lengthMs > 2 * urgent) expect(one.told[0], words).toBeLessThanOrEqual(urgent + 2_000);
    }
  });
});
