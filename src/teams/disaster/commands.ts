// Typed words about disasters: what is in force, what one would do, and one by its reference.

import { previewNow, receiversNow } from '../../app/disaster/disaster.ts';
import { drillRegister } from '../../app/rehearsal/register.ts';
import {
  disasterNotFound,
  disasterTitles,
  drillReason,
  drillsGoOn,
  findForCard,
  howToStart,
  noHubForDisaster,
  noneInForce,
  someInForce,
  whatHappened,
  whichPlace,
  whichSystem,
  whoCanStart,
  whoReadsDrills,
} from '../../cards/disaster/answers.ts';
import { drawDisaster, drawPreview } from '../../cards/disaster/card.ts';
import { checkInTitle, checkInUsage } from '../../cards/disaster/check-in.ts';
import { planTitle } from '../../cards/disaster/forms.ts';
import { disasterHelp, drillTyped } from '../../cards/disaster/help.ts';
import { drawDisasterHistory } from '../../cards/disaster/history.ts';
import { disasterRefusalWords } from '../../cards/disaster/refusals.ts';
import { inForceWords } from '../../cards/disaster-words.ts';
import { drawList } from '../../cards/list.ts';
import { drawRegister, registerTitle } from '../../cards/rehearsal/register.ts';
import { saying } from '../../cards/templates.ts';
import { capital } from '../../cards/words.ts';
import { disasterIds } from '../../domain/disaster/id.ts';
import { type Named, planFrom, whyNotPlanned } from '../../domain/disaster/plan.ts';
import { disasterLeads } from '../../domain/disaster/refusals.ts';
import type { Disaster } from '../../domain/disaster/state.ts';
import { own } from '../../domain/lookup.ts';
import { type DisasterType, drillsAt, inForceAt } from '../../domain/network/in-force.ts';
import { hubOf, hubsOf, type Network, organisationIn, recordSystems } from '../../domain/network/state.ts';
import { organisationsMeant } from '../../domain/network/which-practice.ts';
import { practicesOf } from '../../domain/network/who-is-where.ts';
import type { HubId, OrganisationId } from '../../domain/terms.ts';
import { elsewhere, hubHere, isReadHere } from '../here.ts';
import type { Command, CommandDeps, Spoken } from '../kind.ts';
import { conversationOf } from '../wire.ts';
import { carried, disasterEventsOf, disasterSideOf, seeDisaster } from './gate.ts';

/** `disaster`: what is in force; `disaster practice A98101 flood`: what it would do. */
async function disaster(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const { network, by, rest } = spoken;
  const hub = hubHere(spoken);
  if (hub === undefined) return drawList(disasterTitles.disaster, noHubForDisaster, []);
  const leads = disasterLeads(network, hub);
  const isLead = leads.some(({ id }) => id === by.id);
  const typed = rest.trim();
  if (typed === '' || !isLead) {
    const at = deps.clock.now();
    const live = inForceAt(network, hub, at);
    const drills = drillsAt(network, hub, at);
    const words = `${live.length === 0 ? noneInForce : someInForce(live.length)}${drillsGoOn(drills.length)}`;
    const more = isLead ? ` ${howToStart}` : whoCanStart(leads);
    const rows = [...live, ...drills].map((it) => ({
      first: inForceWords(it, network),
      second: findForCard(it.id),
      stands: true,
    }));
    return saying(
      'disaster',
      drawList(disasterTitles.disaster, `${words}${more}`, rows, isLead ? [{ verb: 'plan', title: planTitle }] : [], hub),
    );
  }
  const named = namedBy(typed, network, hub);
  const begins = [{ verb: 'plan', title: planTitle }];
  if (typeof named === 'string') return saying('disaster', drawList(disasterTitles.disaster, named, [], begins, hub));
  const plan = planFrom(named, network, hub);
  const fault = whyNotPlanned(plan, hub, network, deps.clock.now());
  if (fault) return drawList(disasterTitles.disaster, disasterRefusalWords(fault, network), []);
  const [rules, at] = [await deps.network.now(), deps.clock.now()];
  const preview = await previewNow(deps.store, rules, hub, plan, at);
  const [place] = Object.keys(plan.routes);
  const could = place === undefined ? [] : await receiversNow(deps.store, rules, hub, place, at);
  const others = could.filter(({ organisation }) => !preview.loads.some((load) => load.organisation === organisation));
  return drawPreview(plan, preview, network, { hub, rest: carried(named), others });
}

const typesBy: Readonly<Record<string, DisasterType>> = {
  hub: 'hubDown',
  practice: 'practiceDown',
  record: 'recordSystemDown',
  records: 'recordSystemDown',
  short: 'staffShortage',
  staff: 'staffShortage',
  teams: 'teamsTrouble',
};
/** `drill practice Tideway` is no other command than `disaster drill practice Tideway`: what is practised must never begin as a real one. */
export const drillWords = (typed: string): string => typed.replace(/^drill(?= |$)/, drillTyped);

/** What was typed, as a plan, or what is missing in it. A drill needs no reason of its own. */
export function namedBy(typed: string, network: Network, hub: HubId): Named | string {
  const words = typed.split(' ');
  const drill = words[0] === 'drill';
  const [word = '', ...more] = drill ? words.slice(1) : words;
  const type = own(typesBy, word);
  if (type === undefined) return howToStart;
  const said = (rest: readonly string[]): string => capital(rest.join(' ').trim()) || (drill ? drillReason : '');
  const isSaid = (rest: readonly string[]): boolean => said(rest) !== '';
  if (type === 'hubDown' || type === 'teamsTrouble') return isSaid(more) ? { type, drill, reason: said(more) } : whatHappened;
  if (type === 'recordSystemDown') {
    const system = recordSystems.find((each) => each.toLowerCase() === more[0]);
    if (system === undefined) return whichSystem;
    return isSaid(more.slice(1)) ? { type, drill, system, reason: said(more.slice(1)) } : whatHappened;
  }
  const found = more[0] === 'hub' && type === 'staffShortage' ? { place: hub, rest: more.slice(1) } : placeIn(more, network, hub);
  if (found === undefined) return whichPlace;
  return isSaid(found.rest) ? { type, drill, place: found.place, reason: said(found.rest) } : whatHappened;
}

/** A practice's name may be several words; the rest says what has happened. */
const nameWordsMax = 5;
function placeIn(
  words: readonly string[],
  network: Network,
  hub: HubId,
): { readonly place: OrganisationId; readonly rest: readonly string[] } | undefined {
  const codes = practicesOf(network, hub).map(({ code }) => code);
  for (let count = Math.min(nameWordsMax, words.length); count > 0; count--) {
    const [place, other] = organisationsMeant(network, words.slice(0, count).join(' '), codes);
    if (place !== undefined && other === undefined) return { place, rest: words.slice(count) };
  }
  return undefined;
}

async function found(deps: CommandDeps, { network, by, rest }: Spoken): Promise<Disaster | undefined> {
  const id = disasterIds.meant(rest);
  if (id === undefined) return undefined;
  for (const hub of hubsOf(network, by.id)) {
    const it = await seeDisaster(deps, by.id, { hub, id });
    if (it !== undefined) return it;
  }
  return undefined;
}

/** In a channel of an organisation that it touches, or in somebody's own chat. */
function isForHere(spoken: Spoken, it: Disaster): boolean {
  const here = organisationIn(spoken.network, conversationOf(spoken.activity));
  return isReadHere(spoken, { hub: it.hub, practice: here !== undefined && hubOf(spoken.network, here) === it.hub ? here : undefined });
}

async function find(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const { network, by, rest, activity } = spoken;
  const it = await found(deps, spoken);
  if (it === undefined) return drawList(disasterTitles.find, disasterNotFound(rest), []);
  if (!isForHere(spoken, it)) return elsewhere(disasterTitles.find);
  return drawDisaster(it, { network, at: disasterSideOf(network, by.id, it, activity), now: deps.clock.now() }).card;
}

async function history(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const it = await found(deps, spoken);
  if (it === undefined) return drawList(disasterTitles.history, disasterNotFound(spoken.rest), []);
  return isForHere(spoken, it)
    ? drawDisasterHistory(it, await disasterEventsOf(deps, it), spoken.network)
    : elsewhere(disasterTitles.history);
}

/** `drills`: when each organisation last practised, and who there last did anything. */
async function drills(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const { network, by } = spoken;
  const hub = hubHere(spoken);
  if (hub === undefined) return drawList(registerTitle, noHubForDisaster, []);
  const leads = disasterLeads(network, hub);
  if (!leads.some(({ id }) => id === by.id)) return drawList(registerTitle, whoReadsDrills(leads), []);
  const register = await drillRegister(deps.store, await deps.network.now(), hub, deps.clock.now());
  return drawRegister(register, network, own(network.hubs, hub)?.drillEveryDays);
}
/** `checkin D-K7M-4QX`: its card, whose button opens the form. */
const checkin = async (deps: CommandDeps, spoken: Spoken): Promise<object> =>
  spoken.rest.trim() === '' ? drawList(checkInTitle, checkInUsage, []) : find(deps, spoken);

export const disasterCommands: readonly Command[] = [
  {
    place: 160,
    ...disasterHelp.disaster,
    words: ['disaster', 'disasters'],
    for: 'staff',
    run: disaster,
  },
  { place: 162, ...disasterHelp.drills, words: ['drills'], for: 'leads', run: drills },
  { place: 165, ...disasterHelp.checkin, words: ['checkin'], for: 'leads', run: checkin },
  { place: 313, ...disasterHelp.find, words: ['find', 'ref', 'show'], for: 'staff', run: find },
  { place: 315, ...disasterHelp.history, words: ['history'], for: 'staff', run: history },
];
