// Tells the leads of both hubs that somebody has changed what is agreed for disasters.
import type { Agreed } from '../../domain/day/state.ts';
import { own } from '../../domain/lookup.ts';
import { buddyId, hubsOfBuddy } from '../../domain/network/buddy-settings.ts';
import type { NetworkCommand } from '../../domain/network/command.ts';
import type { Network } from '../../domain/network/state.ts';
import { personOf } from '../../domain/terms.ts';
import type { NetworkSource } from '../network/network.ts';
import { type DayDeps, tellLeads } from './day.ts';

/**
 * Of a change that was made; `before`: the network as it was. Of anything else nobody is told. `false`: it stands, but not all could be told,
 * so whoever made it must.
 */
export async function tellAgreed(
  deps: Omit<DayDeps, 'rules'> & { readonly network: NetworkSource },
  command: NetworkCommand,
  before: Network,
): Promise<boolean> {
  const what = agreedIn(command, before);
  if (what === undefined || command.by.kind !== 'person' || !('organisation' in command)) return true;
  const { at, by, organisation: hub } = command;
  const hubs = 'buddy' in what ? hubsOfBuddy(before, hub, what.buddy) : [hub];
  const told = hubs.map((each) =>
    tellLeads({ ...deps, rules: deps.network }, each, each, { matter: 'agreed', by: personOf(by), hub, what }, at),
  );
  return (await Promise.allSettled(told)).every(({ status }) => status === 'fulfilled');
}

function agreedIn(command: NetworkCommand, { hubs }: Network): Agreed | undefined {
  if (command.type === 'setWorkMinutes') return { workMinutes: command.workMinutes };
  if (command.type !== 'setBuddy') return undefined;
  const { buddy, was, organisation } = command;
  if (buddy !== undefined) return { buddy, ended: false };
  const old = own(hubs, organisation)?.buddies?.find((each) => buddyId(each) === was);
  return old && { buddy: old, ended: true };
}
