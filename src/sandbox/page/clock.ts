// The clock among the sandbox's controls: what it shows, and the buttons that let time pass or let it jump.

import type { ClockShown, MoveClock } from '../api.ts';
import type { AheadName } from '../times-ahead.ts';
import { moveClock } from './ask.ts';
import { el } from './elements.ts';
import { dayAndTime, minutesUntilTomorrowAt, minutesWords } from './time.ts';

export interface ClockUses {
  readonly now: () => string;
  /** Does what a button stands for and tells how it went. */
  readonly act: (button: HTMLElement, wish: () => Promise<unknown>, done: undefined, begun: string) => Promise<void>;
}

export interface ClockPart {
  readonly elements: readonly HTMLElement[];
  readonly show: (clock: ClockShown) => void;
  /** Brings the face up to date. */
  readonly tick: () => void;
}

/** When practices open. */
const openingHour = 8;
const aheadWords: Readonly<Record<AheadName, string>> = {
  nextWorkingMorning: 'Next working morning',
  eveningBeforeLongWeekend: 'Evening before a long weekend',
};

export function clockPart({ now, act }: ClockUses): ClockPart {
  const face = el('p', { class: 'clock-face' });
  const about = el('p', { class: 'about' });
  const outage = el('input', { type: 'checkbox' });
  let shown: ClockShown | undefined;

  const move = async (how: MoveClock): Promise<string> => {
    const jumps = outage.checked;
    const { now: at, moved } = await moveClock(jumps ? { ...how, outage: true } : how);
    if (moved === 'stopped') return `That is too far to play in one go. It is now ${dayAndTime(at)}.`;
    return `It is now ${dayAndTime(at)}. ${jumps ? 'Nothing ran meanwhile.' : 'Everything due meanwhile has happened.'}`;
  };
  const button = (words: string, how: () => MoveClock): HTMLElement => {
    const made = el('button', { type: 'button', class: 'plain' }, words);
    made.addEventListener('click', () => {
      // Whoever presses another one while it is on its way would only be told to wait.
      if (shown?.playingTo === undefined) void act(made, () => move(how()), undefined, 'The clock is on its way.');
    });
    return made;
  };
  const buttons = [
    button('+5 min', () => ({ minutes: 5 })),
    button('+1 h', () => ({ minutes: 60 })),
    button('Tomorrow 08:00', () => ({ minutes: minutesUntilTomorrowAt(openingHour, now()) })),
  ];
  const ahead = (Object.keys(aheadWords) as AheadName[]).map((name) => ({ name, made: button(aheadWords[name], () => ({ to: name })) }));

  const tick = (): void => {
    const at = now();
    face.textContent = dayAndTime(at);
  };
  const show = (clock: ClockShown): void => {
    shown = clock;
    about.textContent =
      clock.playingTo !== undefined
        ? `Playing on to ${dayAndTime(clock.playingTo)}\u2026`
        : clock.movedMinutes === 0
          ? 'Real time'
          : `${minutesWords(clock.movedMinutes)} ahead of real time`;
    for (const { name, made } of ahead) {
      const to = clock.ahead[name];
      made.hidden = to === undefined;
      made.title = to === undefined ? '' : dayAndTime(to);
    }
    for (const made of [...buttons, ...ahead.map((one) => one.made)])
      made.setAttribute('aria-disabled', String(clock.playingTo !== undefined));
    tick();
  };
  return {
    elements: [
      face,
      about,
      el('div', { class: 'buttons' }, ...buttons, ...ahead.map(({ made }) => made)),
      el('label', { class: 'check' }, outage, 'As an outage: nothing runs meanwhile'),
    ],
    show,
    tick,
  };
}
