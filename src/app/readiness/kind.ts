// The checklist as a kind: nothing of it stands in a channel, and its reminders to one person are one message.
import type { ReadinessCommand } from '../../domain/readiness/command.ts';
import type { ReadinessRefusal, ReadinessRules } from '../../domain/readiness/decide.ts';
import type { ReadinessEvent } from '../../domain/readiness/event.ts';
import { type Readiness, readinessIds } from '../../domain/readiness/state.ts';
import type { Kind } from '../kind.ts';
import { lookAtReadiness, readinesses } from './readiness.ts';

export const readinessKind: Kind<Readiness, ReadinessCommand, ReadinessEvent, ReadinessRefusal, ReadinessRules> = {
  ...readinesses,
  ids: readinessIds,
  shown: {
    drawnFrom: 'itself',
    noticesAlone: true,
    together: () => ({ list: 'readiness', gathers: true }),
  },
  looks: lookAtReadiness,
};
