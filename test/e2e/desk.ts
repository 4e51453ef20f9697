// What a test does at its stage: sends and waits for the card, presses for people, reads what they were told and what was recorded.
import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { econsultKey } from '../../src/app/econsult/load.ts';
import type { ViewReason } from '../../src/domain/econsult/command.ts';
import type { PressAnswer } from '../../src/sandbox/api.ts';
import { wordsOf } from '../../src/sandbox/card.ts';
import type { PressOptions } from '../../src/sandbox/clients.ts';
import { demoHub } from '../../src/sandbox/demo/people.ts';
import type { Message } from '../../src/sandbox/teams-state.ts';
import { filledIn, formIn } from './dialogs.ts';
import { hubChannel, shown, submission } from './given.ts';
import { type Stage, startHere } from './here.ts';

/** From the sender's 201 to the card in the channel. */
const cardWithinMs = 2_000;
/** A card just edited rests before the next edit. */
const restMs = 5_100;

interface Somebody {
  readonly id: string;
}
export const idOf = (reference: string): string => reference.replace('-', '');

/** One stage for the file, at which nothing may ever go over a limit of Teams. To be called once, outside tests. */
export function desk() {
  let made: Stage | undefined;
  let sentSoFar = 0;
  const stage = (): Stage => {
    if (made === undefined) throw new Error('asked for before the test began');
    return made;
  };
  beforeAll(async () => {
    made = await startHere();
  });
  afterAll(() => made?.stop());
  afterEach(() => expect(stage().teams.limits.overruns).toEqual([]));
  const press = (person: Somebody, card: Message, title: string, inputs = {}, options: PressOptions = {}): Promise<PressAnswer> =>
    stage().teams.clients.pressButton(person.id, card.id, title, inputs, options);
  /** Opens a form, fills it in and sends it. */
  const fill = async (person: Somebody, card: Message, title: string, inputs: Readonly<Record<string, string>>): Promise<PressAnswer> =>
    stage().teams.clients.submitDialog(person.id, card.id, filledIn(formIn(await press(person, card, title)), inputs));
  return {
    stage,
    press,
    fill,
    /** Reads everything the sender wrote, having said why. */
    open: (person: Somebody, card: Message, reason: ViewReason): Promise<PressAnswer> => fill(person, card, 'Open', { reason }),
    /** Sends one and waits for its card. */
    async arrived(more: Readonly<Record<string, unknown>> = {}, channel = hubChannel) {
      sentSoFar += 1;
      const id = `desk-${sentSoFar}`;
      const { status, body } = await stage().send(submission(id, more));
      expect(status).toBe(201);
      const reference = body.reference ?? '';
      return { reference, card: await shown(stage().teams, channel, reference, /Waiting|Unplaced/, cardWithinMs), id };
    },
    eventsOf: async (reference: string): Promise<readonly string[]> =>
      (await stage().product.store.events<{ type: string }>(econsultKey(demoHub, idOf(reference)))).map(({ event }) => event.type),
    passRest: (): void => stage().pass(restMs),
    /** What the bot said last in a conversation. */
    lastSaid: (place: string): string => {
      const last = stage()
        .teams.world.messages(place)
        .findLast(({ from }) => from === 'bot');
      return `${last?.text ?? ''}${wordsOf(last?.card)}`;
    },
    chatOf: (person: Somebody): string => {
      const chat = stage().teams.world.person(person.id)?.chat;
      if (chat === undefined) throw new Error('not in this Teams');
      return chat;
    },
  };
}
