// A desk for whole lives: on the morning of a working day, with what both sides' cards say compared after every step.
import { beforeAll, expect } from 'vitest';
import { handleEConsult } from '../../src/app/econsult/econsult.ts';
import type { EConsult } from '../../src/domain/econsult/state.ts';
import type { Instant } from '../../src/domain/terms.ts';
import { nextClosing, nextOpening } from '../../src/domain/time/calendar.ts';
import type { PressAnswer } from '../../src/sandbox/api.ts';
import { wordsOf } from '../../src/sandbox/card.ts';
import { demoHub, demoPractices } from '../../src/sandbox/demo/people.ts';
import type { Message } from '../../src/sandbox/teams-state.ts';
import { desk, idOf } from './desk.ts';
import { dialogWords, filledIn, formOf } from './dialogs.ts';
import { channelOfPractice, copiesOf, hubChannel, reads, until } from './given.ts';
import type { Stage } from './here.ts';

interface Somebody {
  readonly id: string;
}
type Inputs = Readonly<Record<string, string>>;

const hourMs = 3_600_000;
/** Practices open at 08:00: at half past nine everybody is there and the day is long. */
const afterOpeningMs = 1.5 * hourMs;

/** Moves the clock to the morning of the next working day. */
export async function moveToMorning(stage: Stage): Promise<void> {
  const { network, holidays } = await stage.product.network.now();
  const hours = network.practices[demoPractices.salternQuay]?.hours;
  const closes = hours && nextClosing(stage.clock.now(), hours, holidays);
  const opens = hours && closes && nextOpening(closes, hours, holidays);
  if (opens === undefined) throw new Error('that practice never opens');
  stage.pass(Date.parse(opens) + afterOpeningMs - stage.clock.ms());
}

/** Lets time pass until nothing waits to be sent any more: then every card shows what is so. */
export async function calm(stage: Stage): Promise<void> {
  await until('nothing waits to be sent', async () => {
    const waiting = await Promise.all(([0, 1, 2] as const).map((sendClass) => stage.product.store.outbox(demoHub, sendClass, 50)));
    if (waiting.flat().length === 0) return true;
    stage.pass(1_000);
    return false;
  });
  await stage.teams.clients.idle();
}

export const stateOf = async (stage: Stage, reference: string): Promise<EConsult> => {
  const loaded = await stage.product.store.load<EConsult>({ hub: demoHub, kind: 'econsult', id: idOf(reference) });
  if (loaded === undefined) throw new Error(`there is no ${reference}`);
  return loaded.state;
};

/** Looks at the clock of this one, as the sweep does; what has happened by it. */
export async function tick(stage: Stage, reference: string): Promise<readonly string[]> {
  const { store, nudge, network } = stage.product;
  const at = stage.clock.now();
  const command = { type: 'tick', hub: demoHub, id: idOf(reference), operation: `clock|${at}`, at, by: { kind: 'clock' } } as const;
  const handled = await handleEConsult({ store, nudge, rules: network }, command);
  if (handled.kind !== 'done') throw new Error(`the clock was refused: ${handled.refusal.why}`);
  return handled.events.map(({ type }) => type);
}

/** Whoever is asked on the ladder lets their time run out: of all that is to come it must be the first. */
export async function climb(stage: Stage, reference: string): Promise<void> {
  const { nextLook } = await stateOf(stage, reference);
  stage.pass(Math.max(0, Date.parse(nextLook ?? '') - stage.clock.ms()));
  expect(await tick(stage, reference)).toEqual(['EscalationClimbed']);
}

interface Parts {
  readonly body?: readonly object[];
  readonly actions?: readonly { readonly title?: string }[];
}
const linesOf = (part: object): readonly string[] =>
  wordsOf(part)
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('As of'));
const detailsOf = ({ actions = [] }: Parts): object => ({ items: actions.filter(({ title }) => title === 'Details') });

/** What a card says, its details among it, without its buttons and without when it was drawn. */
export function truthOf(message: Message | undefined): string {
  const card = (message?.card ?? {}) as Parts;
  return [...linesOf({ ...card, actions: [] }), ...linesOf(detailsOf(card))].join('\n');
}
/** The same without what each side reads first, which is worded for it. */
function truthForBoth(message: Message | undefined): string {
  const { body: [head, ...rest] = [], ...card } = (message?.card ?? {}) as Parts & {
    readonly body?: readonly { readonly items?: object[] }[];
  };
  return [...linesOf({ items: head?.items?.slice(2) ?? [] }), ...linesOf({ items: rest }), ...linesOf(detailsOf(card))].join('\n');
}

export function lifeDesk() {
  const at = desk();
  const { stage } = at;
  let steps = 0;
  let refusals = 0;
  beforeAll(() => moveToMorning(stage()));

  const newest = (reference: string, channel: string): Message => {
    const found = copiesOf(stage().teams, channel, reference).at(-1);
    if (found === undefined) throw new Error(`${reference} has no card there`);
    return found;
  };
  /** Presses a button of the newest card, filling in what it asks for; says what the person reads then. */
  const told = async (person: Somebody, card: Message, title: string, inputs: Inputs): Promise<string> => {
    let answer: PressAnswer = await at.press(person, card, title, inputs);
    const form = formOf(answer);
    if (form !== undefined) answer = await stage().teams.clients.submitDialog(person.id, card.id, filledIn(form, inputs));
    return answer.kind === 'card' ? reads(stage().teams, person, card) : dialogWords(answer);
  };
  return {
    ...at,
    now: (): Instant => stage().clock.now(),
    pass: (minutes: number): void => stage().pass(minutes * 60_000),
    calm: () => calm(stage()),
    state: (reference: string) => stateOf(stage(), reference),
    climb: (reference: string) => climb(stage(), reference),
    tick: (reference: string) => tick(stage(), reference),
    newest,
    counts: () => ({ steps, refusals }),
    arrived: (more: Readonly<Record<string, unknown>> = {}, channel = hubChannel) =>
      at.arrived({ submittedAt: new Date(stage().clock.ms() - 60_000).toISOString(), ...more }, channel),
    /** A step that must be granted: pressed on this person's card in this channel, with every card fresh afterwards. */
    async does(person: Somebody, reference: string, title: string, inputs: Inputs = {}, channel = hubChannel): Promise<void> {
      steps += 1;
      await stage().teams.clients.view(person.id, channel);
      const before = (await at.eventsOf(reference)).length;
      const words = await told(person, newest(reference, channel), title, inputs);
      expect((await at.eventsOf(reference)).length, `${title}: ${words}`).toBe(before + 1);
      await calm(stage());
    },
    /** A step that must be refused in these words, and change nothing. */
    async refused(
      person: Somebody,
      reference: string,
      title: string,
      inputs: Inputs,
      words: string | RegExp,
      channel = hubChannel,
    ): Promise<string> {
      refusals += 1;
      const before = await stateOf(stage(), reference);
      const said = await told(person, newest(reference, channel), title, inputs);
      expect(said).toMatch(words);
      expect(await stateOf(stage(), reference)).toEqual(before);
      return said;
    },
    /** The hub's card and the practice's say the same, these words among it; gives what they say. */
    both(reference: string, practice: string, ...words: readonly (string | RegExp)[]): string {
      const [hubs, theirs] = [hubChannel, channelOfPractice.of(practice)].map((channel) => newest(reference, channel));
      expect(truthForBoth(theirs)).toBe(truthForBoth(hubs));
      for (const each of words) expect(truthOf(hubs)).toMatch(each);
      return truthOf(hubs);
    },
  };
}
