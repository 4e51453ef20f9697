// What the engines are told of an eConsult, whether a patient sent it or it was made up for a drill.

import { peopleFindings } from '../../domain/econsult/claimant-gone.ts';
import { nextLookFrom } from '../../domain/econsult/clock.ts';
import type { EConsultCommand } from '../../domain/econsult/command.ts';
import type { EConsultRefusal, EConsultRules } from '../../domain/econsult/decide.ts';
import type { EConsultEvent } from '../../domain/econsult/event.ts';
import { disasterFindings } from '../../domain/econsult/left-behind.ts';
import { heardTogether } from '../../domain/econsult/react.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import type { HandleDeps } from '../handle.ts';
import type { Audited, Kind, Look } from '../kind.ts';
import type { RulesSource } from '../rules.ts';
import { econsults, handleEConsult } from './econsult.ts';
import { isShownAt } from './rows.ts';

/** What leads hear of others' work, each in their own chat. */
const isHeard = (what: string): boolean => heardTogether.some((each) => each === what);

export const servedEConsult = {
  ...econsults,
  queued: { isShownAt, looksByHours: true },
  looks: ({ network, ...deps }) => lookAtEConsult({ ...deps, rules: network }),
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
} satisfies Partial<Kind<EConsult, EConsultCommand, EConsultEvent, EConsultRefusal, EConsultRules>>;

export const auditedEConsult = {
  // An open one that knows of no next look has lost it; a completed one has none.
  mended(state, rules, now) {
    const nextLook = state.status === 'completed' ? undefined : (state.nextLook ?? nextLookFrom(state, rules, now));
    return nextLook === state.nextLook ? state : { ...state, nextLook };
  },
  findings: (state, rules, now) => [...peopleFindings(state, rules.network), ...disasterFindings(state, rules, now)],
} satisfies Audited<EConsult>;

/** An eConsult's look at the clock, for the sweep. Errors as `handle`. */
export function lookAtEConsult(deps: HandleDeps & { readonly rules: RulesSource }): Look {
  return async (hub, id, { operation, at }) => {
    const handled = await handleEConsult(deps, { type: 'tick', hub, id, operation, at, by: { kind: 'clock' } });
    const said = handled.kind === 'done' ? handled.events.find((event) => event.type === 'Warned') : undefined;
    return { caughtUp: said === undefined ? {} : { warned: said.warning } };
  };
}
