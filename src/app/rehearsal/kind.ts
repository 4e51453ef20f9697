// EConsults made up for a drill, as a kind of their own: they go every way that a patient's goes, and no count, list or report has them.
import type { EConsultCommand } from '../../domain/econsult/command.ts';
import type { EConsultRefusal, EConsultRules } from '../../domain/econsult/decide.ts';
import type { EConsultEvent } from '../../domain/econsult/event.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import { allRehearsalIds, idOf, isRehearsal, referenceOf, rehearsedFor } from '../../domain/reference.ts';
import { testChannelName } from '../../domain/terms.ts';
import { auditedEConsult, servedEConsult } from '../econsult/serve.ts';
import type { Kind } from '../kind.ts';
import { keepRehearsals } from './shadow.ts';

export const rehearsalKind: Kind<EConsult, EConsultCommand, EConsultEvent, EConsultRefusal, EConsultRules> = {
  ...servedEConsult,
  kind: 'rehearsal',
  ids: allRehearsalIds,
  reference: referenceOf,
  meant(typed) {
    const id = idOf(typed);
    return id !== undefined && isRehearsal(id) ? id : undefined;
  },
  shown: {
    ...servedEConsult.shown,
    // Where its messages go (`react`).
    cards(it) {
      const { shownIn, class: sendClass } = servedEConsult.shown.cards(it);
      const [first] = shownIn;
      return rehearsedFor(it.id) === 'drill' || first === undefined
        ? { shownIn, class: sendClass }
        : { shownIn: [testChannelName(first)], class: 2 };
    },
  },
  // No patient waited: after an outage the leads are told of patients' own alone.
  looks: (deps) => async (hub, id, asked) => {
    await servedEConsult.looks(deps)(hub, id, asked);
    return {};
  },
  keeps: ({ network, clock, ...deps }) => keepRehearsals({ ...deps, rules: network }, clock),
  audited: auditedEConsult,
};
