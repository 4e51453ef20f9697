// An organisation's day in Teams: its card with its list before closing, its notices, and the button by which its count is signed.
import { dayKind } from '../../app/day/kind.ts';
import type { Day } from '../../domain/day/state.ts';
import type { TeamsKind } from '../kind.ts';
import { answerClosing, answerSign, drawDayMessage, redrawDay } from './day.ts';

export const dayInTeams: TeamsKind<Day> = {
  kind: dayKind.kind,
  saysNoKind: true,
  presses: { verbs: ['signDay'], answer: answerSign },
  dialogs: { verbs: ['closing'], answer: answerClosing },
  lists: ['day'],
  redraw: (deps, press, { args }, said) => redrawDay(deps, press, args, said),
  draw: drawDayMessage,
};
