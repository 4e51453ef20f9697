// The eConsult as a kind: what the store, the sweep, the dispatcher and the auditor are told of it.
import { nextLookFrom } from '../../domain/econsult/clock.ts';
import type { EConsultCommand } from '../../domain/econsult/command.ts';
import type { EConsultRefusal, EConsultRules } from '../../domain/econsult/decide.ts';
import type { EConsultEvent } from '../../domain/econsult/event.ts';
import { peopleFindings } from '../../domain/econsult/gone.ts';
import { heardTogether } from '../../domain/econsult/react.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import { idOf, referenceOf } from '../../domain/reference.ts';
import { onTheWall } from '../../domain/time/calendar.ts';
import type { HandleDeps } from '../handle.ts';
import type { Kind, Look } from '../kind.ts';
import type { Logged } from '../ports.ts';
import type { RulesSource } from '../rules.ts';
import { forgetsContacts } from './contacts.ts';
import { econsults, handleEConsult } from './econsult.ts';
import { isShownAt } from './rows.ts';

/** What leads hear of others' work, each in their own chat. */
const isHeard = (what: string): boolean => heardTogether.some((each) => each === what);

export const econsultKind: Kind<EConsult, EConsultCommand, EConsultEvent, EConsultRefusal, EConsultRules> = {
  ...econsults,
  ids: /^[A-Z0-9]{6}$/,
  reference: referenceOf,
  meant: idOf,
  queued: { isShownAt, looksByHours: true },
  looks: ({ network, ...deps }) => lookAtEConsult({ ...deps, rules: network }),
  keeps: forgetsContacts,
  shown: {
    drawnFrom: 'itself',
    isWork: true,
    revision: ({ revision }) => revision,
    cards: ({ shownIn, priority }) => ({ shownIn, class: priority === 'routine' ? 2 : 0 }),
    // What leads hear of waits for what the same look still finds; somebody who is asked for help is asked at once, about all that is there.
    together({ to, what }) {
      if (!to.startsWith('person.')) return undefined;
      if (isHeard(what)) return { list: 'heard', gathers: true };
      return what === 'escalatedToYou' ? { list: 'asked', gathers: false } : undefined;
    },
    // A card of what a practice has would not be kept up in the hub's channel: that nobody was told is for the health to say.
    leadsOnly: ({ what }) => (isHeard(what) ? 'nowhere' : undefined),
  },
  audited: {
    // An open one that knows of no next look has lost it; a completed one has none.
    mended(state, rules, now) {
      const nextLook = state.status === 'completed' ? undefined : (state.nextLook ?? nextLookFrom(state, rules, now));
      return nextLook === state.nextLook ? state : { ...state, nextLook };
    },
    findings: peopleFindings,
    counted: {
      receipt: ({ id, at, event }: Logged<EConsultEvent>) =>
        event.type === 'Received' ? { id, practice: event.facts.practice, date: onTheWall(at).date } : undefined,
      isClosed: ({ status }) => status === 'completed',
      cameIn: ({ receivedAt, practice }) => ({ at: receivedAt, practice }),
    },
  },
};

/** An eConsult's look at the clock, for the sweep. Errors as `handle`. */
export function lookAtEConsult(deps: HandleDeps & { readonly rules: RulesSource }): Look {
  return async (hub, id, { operation, at }) => {
    const handled = await handleEConsult(deps, { type: 'tick', hub, id, operation, at, by: { kind: 'clock' } });
    const said = handled.kind === 'done' ? handled.events.find((event) => event.type === 'Warned') : undefined;
    return { caughtUp: said === undefined ? {} : { warned: said.warning } };
  };
}
