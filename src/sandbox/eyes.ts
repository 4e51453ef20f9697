// Who and what there is: people, the places they are in, messages, and what somebody sees of them.

import type { ShownThread } from './api.ts';
import { type Button, buttonsOf } from './card.ts';
import type { Views } from './card-views.ts';
import { showThreads } from './person-view.ts';
import type { Message, Person, Place, World } from './teams-state.ts';

/** There is no such person, conversation, message or button; the message says which, in words. */
export class NotThere extends Error {
  override name = 'NotThere';
}

/** Somebody at a message. */
export interface Pressed {
  readonly person: Person;
  readonly place: Place;
  readonly message: Message;
}

/** Looks for people, places, messages and buttons by their ids and titles; what is not there throws `NotThere`. */
export const createEyes = (world: World, views: Views) => {
  const person = (id: string): Person => {
    const found = world.person(id);
    if (found === undefined) throw new NotThere('There is no such person.');
    return found;
  };
  const place = (who: string, id: string): Place => {
    const found = world.place(id);
    if (found === undefined) throw new NotThere('There is no such conversation.');
    if (!world.isMember(person(who).id, found)) throw new NotThere('This person is not in that conversation.');
    return found;
  };
  const at = (who: string, id: string): Pressed => {
    const message = world.message(id);
    if (message === undefined) throw new NotThere('There is no such message.');
    return { person: person(who), place: place(who, message.place), message };
  };
  const card = (who: string, id: string): object | undefined => views.card(person(who).id, at(who, id).message);
  const shown = (who: string, id: string): readonly ShownThread[] => showThreads(world, views, person(who), place(who, id).id);
  const button = (who: string, id: string, title: string): Button => {
    const all = buttonsOf(card(who, id));
    const found = all.find((b) => b.title === title);
    if (found !== undefined) return found;
    throw new NotThere(`There is no button "${title}" but: ${all.map((b) => `"${b.title}"`).join(', ') || 'none'}`);
  };
  return { person, place, at, card, shown, button };
};
