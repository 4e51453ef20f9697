// What happens to a channel and its team besides messages: deleted and restored, archived and back, renamed, the app upgraded.
import { type Activity, type Given, happened, upgraded } from './activities.ts';
import type { Life } from './api.ts';
import type { BotLine } from './bot-line.ts';
import type { Person, Team, World } from './teams-state.ts';

/** Does it to a channel or its team, and tells the bot while it is there. */
export function createLife(world: World, line: BotLine, given: () => Given) {
  function told(person: Person, team: Team, channel: string, what: Life): readonly Activity[] {
    switch (what) {
      case 'deleteChannel':
        world.setDeleted(channel, true);
        return [happened(given(), person, team, 'channelDeleted', channel)];
      case 'restoreChannel':
        world.setDeleted(channel, false);
        return [happened(given(), person, team, 'channelRestored', channel)];
      case 'archiveTeam':
        world.setArchived(channel, true);
        return [happened(given(), person, team, 'teamArchived')];
      case 'unarchiveTeam':
        world.setArchived(channel, false);
        return [happened(given(), person, team, 'teamUnarchived')];
      case 'renameTeam':
        return [happened(given(), person, team, 'teamRenamed'), happened(given(), person, team, 'channelRenamed', channel)];
      case 'upgradeApp':
        return upgraded(given(), person, team);
    }
  }

  return async (person: Person, channel: string, what: Life): Promise<void> => {
    const team = world.team(channel);
    if (team === undefined) return;
    for (const activity of told(person, team, channel, what)) if (team.botAdded) await line(activity);
  };
}
