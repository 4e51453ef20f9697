// How a network begins and grows: a hub, its practices, and how the hub gets into a practice's records.
import { own } from '../lookup.ts';
import { onTheWall } from '../time/calendar.ts';
import { faultsInHours } from '../time/hours.ts';
import type { AddHub, AddPractices, BeginCommand, NewPractice, SetRecords } from './command.ts';
import {
  happened,
  mayChange,
  type NetworkDecision,
  type NetworkRefusal,
  practiceOf,
  type Question,
  refuse,
  unchanged,
} from './refusals.ts';
import { type Hub, holdsPost, hubOf, type Network, type Post, type Practice, type StageStep, staffIn } from './state.ts';

/** The longest name that a network file takes. */
export const organisationNameMax = 100;
/** At a time; a hub has twenty or so, and a whole ICB a few hundred. */
export const practicesAtOnceMax = 100;
export const codeShape = /^[A-Z0-9]{3,10}$/;
const telephoneShape = /^[0-9 +()-]{5,25}$/;
/** Tables of these names hold other things. */
export const takenHubIds: readonly string[] = ['NETWORK', 'SYSTEM'];

/** Whether some hub has a lead: then those whom the settings name may not begin any more, and leads may. */
export const isBegun = (network: Network): boolean => Object.keys(network.hubs).some((hub) => staffIn(network, 'hubLead', hub).length > 0);

/** Whether somebody may begin a hub: a lead of any hub, and before there is one whoever the settings name. */
export function mayAddHub(network: Network, person: string, isNamed: boolean): boolean {
  const member = own(network.staff, person);
  return isBegun(network) ? member !== undefined && Object.keys(network.hubs).some((hub) => holdsPost(member, 'hubLead', hub)) : isNamed;
}

export function decideBegin({ command, network }: Question<BeginCommand>): NetworkDecision {
  switch (command.type) {
    case 'addHub':
      return addHub({ command, network });
    case 'addPractices':
      return addPractices({ command, network });
    case 'setRecords':
      return setRecords({ command, network });
  }
}

function addHub({ command, network }: Question<AddHub>): NetworkDecision {
  const { at, by, mayBegin } = command;
  if (by.kind === 'person' && !mayAddHub(network, by.id, mayBegin)) return refuse({ why: 'mayNotBegin', hasHubs: isBegun(network) });
  const { id, telephone, hours } = command.hub;
  const name = command.hub.name.trim();
  const refusal = codeRefused(network, id, takenHubIds) ?? nameRefused(name);
  if (refusal) return refuse(refusal);
  if (!telephoneShape.test(telephone)) return refuse({ why: 'telephoneWrong' });
  const faults = faultsInHours(hours);
  if (faults.length > 0) return refuse({ why: 'hoursWrong', faults });
  const hub: Hub = { id, name, hours, telephone };
  if (by.kind !== 'person') return happened({ type: 'HubAdded', at, by, hub });
  const posts: readonly Post[] = [...(own(network.staff, by.id)?.posts ?? []), { role: 'hubLead', at: id }];
  return happened({ type: 'HubAdded', at, by, hub, lead: { person: by.id, name: by.name, posts } });
}

function addPractices({ command, network }: Question<AddPractices>): NetworkDecision {
  const { at, by, hub } = command;
  if (own(network.hubs, hub) === undefined) return refuse({ why: 'organisationUnknown', organisation: hub });
  const refusal = mayChange(network, by, hub, 'hubLead');
  if (refusal) return refuse(refusal);
  if (command.practices.length === 0) return refuse({ why: 'practicesMissing' });
  if (command.practices.length > practicesAtOnceMax) return refuse({ why: 'tooManyPractices', practicesMax: practicesAtOnceMax });
  // Until a lead says how far it goes, nothing of it goes to the hub.
  const stages: readonly StageStep[] = [{ from: onTheWall(at).date, stage: 'off' }];
  const practices = [...new Map(command.practices.map((it) => [it.code, { ...it, name: it.name.trim(), hub, stages }])).values()];
  for (const practice of practices) {
    const wrong = practiceRefused(network, practice);
    if (wrong) return refuse(wrong);
  }
  return happened({ type: 'PracticesAdded', at, by, hub, practices });
}

function practiceRefused(network: Network, { code, name, pcn, icb, hours }: NewPractice): NetworkRefusal | undefined {
  const wrong = [pcn, icb].find((each) => each !== undefined && !codeShape.test(each));
  const refusal =
    codeRefused(network, code, []) ?? nameRefused(name) ?? (wrong === undefined ? undefined : { why: 'codeWrong', code: wrong });
  if (refusal) return refusal;
  const faults = faultsInHours(hours);
  return faults.length > 0 ? { why: 'hoursWrong', faults } : undefined;
}

function setRecords({ command, network }: Question<SetRecords>): NetworkDecision {
  const { at, by, practice, recordSystem, recordAccess } = command;
  const found = practiceOf(network, practice);
  if (found === undefined) return refuse({ why: 'practiceUnknown', practice });
  const refusal = mayChange(network, by, practice, 'hubLead');
  if (refusal) return refuse(refusal);
  const isSo = (it: Practice): boolean => it.recordSystem === recordSystem && it.recordAccess === recordAccess;
  return isSo(found) ? unchanged : happened({ type: 'RecordsSet', at, by, practice, recordSystem, recordAccess });
}

/** A hub's id and a practice's code are of one sort: no two are the same. */
function codeRefused(network: Network, code: string, others: readonly string[]): NetworkRefusal | undefined {
  if (!codeShape.test(code)) return { why: 'codeWrong', code };
  const hub = hubOf(network, code);
  return hub !== undefined || others.includes(code) ? { why: 'codeTaken', organisation: code, hub } : undefined;
}

const nameRefused = (name: string): NetworkRefusal | undefined =>
  name === '' || name.length > organisationNameMax ? { why: 'nameWrong', charactersMax: organisationNameMax } : undefined;
