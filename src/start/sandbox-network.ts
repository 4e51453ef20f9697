// The network that the sandbox starts with: the demo's or none, and from what list practices are chosen.
import type { NetworkContent } from '../commands/network-file.ts';
import type { Config } from '../config.ts';
import { readPractices } from '../files/practice-list.ts';
import { firstLeads, practiceListCsv } from '../sandbox/demo/empty.ts';
import { demoNetwork } from '../sandbox/demo/network.ts';
import { playgroundPerson } from '../sandbox/demo/playground.ts';
import type { Trust } from '../teams/trust.ts';
import type { Machine } from './machine.ts';
import type { partsFor } from './parts.ts';

/** The demo's network, or none; and who may begin there, with a list to choose practices from. */
export function setUpFor(config: Config, { network, setup }: Awaited<ReturnType<typeof partsFor>>, trust: Trust, { newId }: Machine) {
  const given = setup ?? { firstLeads: [], practices: () => undefined };
  return {
    ...(config.startsEmpty ? {} : { network: network ?? { content: demoFor(trust), operation: `demo|${newId()}` } }),
    setup: {
      firstLeads: given.firstLeads.length > 0 || !config.startsEmpty ? given.firstLeads : firstLeads,
      practices: () => given.practices() ?? madeUpList,
    },
  };
}
const madeUpList = readPractices(practiceListCsv);

/** The playground brings a person of its own. */
function demoFor(trust: Trust): NetworkContent {
  const network = demoNetwork();
  return trust.kind === 'anonymous' ? { ...network, staff: { ...network.staff, [playgroundPerson.id]: playgroundPerson } } : network;
}
