// The walk of setting up: the word that begins it or goes on with it, its own buttons, and its card as it is now.
import { askWhoMayBegin } from '../../cards/help.ts';
import { drawList, type Said } from '../../cards/list.ts';
import { answerTitles, needsLeadOrAdministrator } from '../../cards/network/answers.ts';
import { mayLead } from '../../cards/network/lists.ts';
import { drawBegin, drawSetup } from '../../cards/network/setup.ts';
import { savedSetupWords, setupTitles, whichHubWords } from '../../cards/network/setup-words.ts';
import { networkRefusalWords, severalWords } from '../../cards/network/words.ts';
import { own } from '../../domain/lookup.ts';
import { isBegun, mayAddHub } from '../../domain/network/begin.ts';
import { hubOf, type Network, organisationIn } from '../../domain/network/state.ts';
import { everyOrganisation, organisationsMeant } from '../../domain/network/which-practice.ts';
import type { HubId, PersonId } from '../../domain/terms.ts';
import type { CommandDeps, KindDeps, ListName, Spoken } from '../kind.ts';
import { operationOf, type Press } from '../press.ts';
import { cardReply, type InvokeReply, messageReply } from '../replies.ts';
import { conversationOf, organisationSchema, type TeamsActivity, tenantOf } from '../wire.ts';
import { teamOf } from './give-channel.ts';

/** What its list is called: `setup|NORTH`, `setup|NORTH|T90001`, and before there is a hub `setup|new.0`, with how many they lead already. */
export const setupList = 'setup';
const beginning = /^new\.(\d{1,3})$/;

const ledBy = (network: Network, person: PersonId): readonly HubId[] =>
  Object.keys(network.hubs).filter((hub) => mayLead(network, person, hub));
const isNamed = ({ setup }: KindDeps, person: PersonId): boolean => setup?.firstLeads.includes(person) ?? false;

/** Whether somebody who is not on the staff may begin, because no hub has a lead yet and the settings name them. */
export const mayBeginHere = (deps: KindDeps, network: Network, person: PersonId): boolean => !isBegun(network) && isNamed(deps, person);

/** `setup`, `setup NORTH`, `setup Tideway`, and for one more hub `setup new`. */
export async function setup(deps: CommandDeps, { network, by, rest, activity }: Spoken): Promise<object> {
  const led = ledBy(network, by.id);
  const typed = rest.trim();
  if (led.length === 0 || typed === 'new') {
    if (mayAddHub(network, by.id, isNamed(deps, by.id))) return drawBegin(`${setupList}|new.${led.length}`);
    return drawList(setupTitles.begin, isBegun(network) ? needsLeadOrAdministrator : askWhoMayBegin, []);
  }
  const theirs = everyOrganisation(network).filter((id) => mayLead(network, by.id, id));
  const [meant, ...others] = typed === '' ? [] : organisationsMeant(network, typed, theirs);
  if (others.length > 0) return drawList(answerTitles.setup, severalWords(network, [meant ?? '', ...others], typed), []);
  const here = organisationIn(network, conversationOf(activity));
  const about = meant ?? (here !== undefined && theirs.includes(here) ? here : led.length === 1 ? led[0] : undefined);
  return about === undefined ? drawList(answerTitles.setup, whichHubWords(led), []) : setupCard(deps, network, about, activity);
}

function setupCard(deps: KindDeps, network: Network, about: string, activity: TeamsActivity, said?: Said): object {
  const hub = hubOf(network, about) ?? about;
  const isFreeChannel = teamOf(activity) !== '' && organisationIn(network, conversationOf(activity)) === undefined;
  return drawSetup(network, { hub, now: deps.clock.now(), isFreeChannel, said, ...(about === hub ? {} : { practice: about }) });
}

/** As it is now; `undefined`: it is not theirs. */
export async function redrawSetup(deps: KindDeps, press: Press, { args }: ListName, said: Said): Promise<object | undefined> {
  const { by, activity } = press;
  const network = await deps.network.current();
  const [hub = '', practice = hub] = args;
  const led = ledBy(network, by.id);
  const before = beginning.exec(hub)?.[1];
  if (before !== undefined && led.length === Number(before))
    return mayAddHub(network, by.id, isNamed(deps, by.id)) ? drawBegin(`${setupList}|${hub}`, said) : undefined;
  // The one that has come since is the last one.
  const about = before === undefined ? practice : led.at(-1);
  return about !== undefined && mayLead(network, by.id, about) ? setupCard(deps, network, about, activity, said) : undefined;
}

/** Its buttons that are done with one press. Throws as the store does. */
export async function answerSetup(deps: KindDeps, press: Press): Promise<InvokeReply> {
  const network = await deps.network.current();
  const about = organisationSchema.safeParse(press.data['id']);
  if (!about.success || !mayLead(network, press.by.id, about.data)) return messageReply(needsLeadOrAdministrator);
  if (press.verb === 'setupFor') {
    await goOnWith(deps, press, network, about.data);
    return cardReply(setupCard(deps, network, about.data, press.activity));
  }
  return thisChannel(deps, press, network, about.data);
}

/** What is brought up to date after a form is then about this practice. */
async function goOnWith({ directory }: KindDeps, { activity, by }: Press, network: Network, practice: string): Promise<void> {
  const asked = { conversation: conversationOf(activity), person: by.id, sort: setupList };
  const known = await directory.saidList(asked);
  const name = [setupList, hubOf(network, practice) ?? '', practice].join('|');
  if (known !== undefined) await directory.saveSaidList(asked, { ...known, name });
}

async function thisChannel(deps: KindDeps, press: Press, network: Network, organisation: string): Promise<InvokeReply> {
  const { activity, by } = press;
  const tenantId = tenantOf(activity);
  if (tenantId === undefined) return messageReply(needsLeadOrAdministrator);
  const channel = { organisation, conversation: conversationOf(activity), team: teamOf(activity), tenantId };
  const handled = await deps.network.change({ type: 'giveChannel', operation: operationOf(activity), at: deps.clock.now(), by, channel });
  const words = handled.kind === 'refused' ? networkRefusalWords(handled.refusal, network) : savedSetupWords;
  if (handled.kind === 'done') {
    deps.nudge();
    deps.filledIn?.(press);
  }
  const list = press.data['list'];
  const args = typeof list === 'string' ? list.split('|').slice(1) : [hubOf(network, organisation) ?? organisation];
  const card = await redrawSetup(deps, press, { name: setupList, args }, { words });
  return card === undefined ? messageReply(words) : cardReply(card);
}

/**
 * What the bot says when it is added to a team, in place of asking whose channel it is: where there is no hub yet, or the hub of whoever
 * added it has no channel. `undefined`: it asks whose channel it is.
 */
export async function setupOnArrival(deps: KindDeps, by: Press['by'] | undefined, activity: TeamsActivity): Promise<object | undefined> {
  const network = await deps.network.current();
  if (by === undefined) return isBegun(network) ? undefined : drawList(setupTitles.begin, askWhoMayBegin, []);
  const without = ledBy(network, by.id).find((hub) => own(network.channels, hub) === undefined);
  if (without !== undefined) return setupCard(deps, network, without, activity);
  return isBegun(network) ? undefined : setup(deps, { network, by, rest: '', activity });
}
