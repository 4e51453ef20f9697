// Who must be told once something has happened to a checklist: whoever is reminded, in their own chats.
import type { Message } from '../message.ts';
import { chatOf } from '../terms.ts';
import type { ReadinessEvent } from './event.ts';

export const readinessNotice = 'readinessAsks';

export function react(event: ReadinessEvent): readonly Message<typeof readinessNotice>[] {
  if (event.type !== 'OwnersReminded') return [];
  const people = new Set(event.reminders.flatMap(({ to }) => to.map(({ id }) => id)));
  return [...people].map((id) => ({ to: chatOf(id), class: 2, what: readinessNotice }));
}
