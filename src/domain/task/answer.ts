// Every reason why something asked of a task, or of what changes with it, was not done.
import type { SlotRefusal } from '../slot/decide.ts';
import type { TaskRefusal } from './refusals.ts';

/** Besides what a task refuses: its appointment was not to be had. The task is as it was; another can be chosen. */
export type TaskAnswer = TaskRefusal | { readonly why: 'slotRefused'; readonly refusal: SlotRefusal };
