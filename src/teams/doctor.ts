// The typed word by which leads see how the installed system is, link by link: the same as `npm run doctor`, for their own hubs.
import { drawDoctor } from '../cards/doctor/card.ts';
import { doctorForLeads, doctorHelp, doctorTitle } from '../cards/doctor/help.ts';
import { drawList } from '../cards/list.ts';
import { own } from '../domain/lookup.ts';
import { holdsPost, organisationIn } from '../domain/network/state.ts';
import type { HubId } from '../domain/terms.ts';
import { elsewhere, mayBeReadHere } from './here.ts';
import type { Command, CommandDeps, Spoken } from './kind.ts';
import { conversationOf } from './wire.ts';

async function doctor(deps: CommandDeps, spoken: Spoken): Promise<object> {
  const { network, activity } = spoken;
  const theirs = hubsLedBy(spoken);
  const here = organisationIn(network, conversationOf(activity));
  // In a hub's channel its own state is read; in their own chat that of every hub they lead.
  const hubs = theirs.filter((hub) => here === undefined || hub === here);
  if (theirs.length > 0 && (hubs.length === 0 || !hubs.every((hub) => mayBeReadHere(network, activity, { hub, practice: undefined }))))
    return elsewhere(doctorTitle);
  if (hubs.length === 0 || deps.examine === undefined) return drawList(doctorTitle, doctorForLeads, []);
  return drawDoctor(await deps.examine(hubs), network);
}

function hubsLedBy({ network, by }: Spoken): readonly HubId[] {
  const member = own(network.staff, by.id);
  if (member === undefined) return [];
  return Object.keys(network.hubs).filter((hub) => holdsPost(member, 'hubLead', hub) || holdsPost(member, 'hubAdministrator', hub));
}

export const doctorCommands: readonly Command[] = [
  {
    place: 205,
    ...doctorHelp,
    words: ['doctor'],
    for: 'leads',
    run: doctor,
  },
];
