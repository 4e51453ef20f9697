// The eConsult as a kind: what the store, the sweep, the dispatcher and the auditor are told of it.
import type { EConsultCommand } from '../../domain/econsult/command.ts';
import type { EConsultRefusal, EConsultRules } from '../../domain/econsult/decide.ts';
import type { EConsultEvent } from '../../domain/econsult/event.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import { idOf, referenceOf } from '../../domain/reference.ts';
import { onTheWall } from '../../domain/time/calendar.ts';
import type { Kind } from '../kind.ts';
import type { Logged } from '../ports.ts';
import { forgetsContacts } from './contacts.ts';
import { auditedEConsult, servedEConsult } from './serve.ts';

export const econsultKind: Kind<EConsult, EConsultCommand, EConsultEvent, EConsultRefusal, EConsultRules> = {
  ...servedEConsult,
  ids: /^[A-Z0-9]{6}$/,
  reference: referenceOf,
  meant: idOf,
  keeps: forgetsContacts,
  audited: {
    ...auditedEConsult,
    counted: {
      receipt: ({ id, at, event }: Logged<EConsultEvent>) =>
        event.type === 'Received' ? { id, practice: event.facts.practice, date: onTheWall(at).date } : undefined,
      isClosed: ({ status }) => status === 'completed',
      cameIn: ({ receivedAt, practice }) => ({ at: receivedAt, practice }),
    },
  },
};
