// Any sequence of what can happen to a team and its channels, against a small model of Teams: what is open is open, what is not is not.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Directory } from '../../src/app/ports.ts';
import { isArrival, learn } from '../../src/teams/learn.ts';
import type { TeamsActivity } from '../../src/teams/wire.ts';
import { amara, tenant } from '../people.ts';
import { activityOf } from './given.ts';

const team = '19:general@thread.tacv2';
const standard = '19:standard@thread.tacv2';
const shared = '19:shared@thread.tacv2';
const channels = [team, standard, shared];
const bot = [{ id: '28:bot' }];

/** Where the bot is and what is closed, as Teams knows it. */
interface Model {
  inTeam: boolean;
  inShared: boolean;
  readonly deleted: Set<string>;
  /** What may have become of it while the bot was away, which it cannot know until it tries or is told. */
  readonly unsure: Set<string>;
  archived: boolean;
  teamDeleted: boolean;
}
const canWrite = (model: Model, channel: string): boolean =>
  model.inTeam && (channel !== shared || model.inShared) && !model.deleted.has(channel) && !model.archived && !model.teamDeleted;

const activity = (conversation: string, more: Partial<TeamsActivity>, data: object = {}): TeamsActivity =>
  activityOf(amara, 'a', conversation, {
    conversation: { id: conversation, tenantId: tenant, conversationType: 'channel' },
    channelData: { tenant: { id: tenant }, team: { id: team }, ...data },
    ...more,
  });
const update = (more: Partial<TeamsActivity>, conversation = team, data: object = {}) =>
  activity(conversation, { type: 'conversationUpdate', ...more }, data);
const event = (eventType: string, channel?: string) => update({}, team, { eventType, ...(channel ? { channel: { id: channel } } : {}) });
const installation = (action: string) => activity(team, { type: 'installationUpdate', action });

const names = [
  'addToTeam',
  'addToTeamToldOnce',
  'takeOutOfTeam',
  'addToShared',
  'takeOutOfShared',
  'deleteStandard',
  'restoreStandard',
  'deleteShared',
  'restoreShared',
  'archive',
  'unarchive',
  'deleteTeam',
  'restoreTeam',
  'upgrade',
  'upgradeOtherWay',
  'rename',
  'share',
  'colleague',
  'say',
  'press',
] as const;
type Name = (typeof names)[number];

/** Does it in the model, if it can happen there, and gives what Teams sends of it: nothing to a bot that is not there. */
function happens(model: Model, name: Name): readonly TeamsActivity[] {
  const isThere = model.inTeam && !model.teamDeleted;
  const channelEvent = (what: 'channelDeleted' | 'channelRestored', channel: string): readonly TeamsActivity[] => {
    if (model.deleted.has(channel) === (what === 'channelDeleted') || model.archived || model.teamDeleted) return [];
    if (what === 'channelDeleted') model.deleted.add(channel);
    else model.deleted.delete(channel);
    const isHeard = model.inTeam && (channel !== shared || model.inShared);
    if (isHeard) model.unsure.delete(channel);
    else model.unsure.add(channel);
    return isHeard ? [event(what, channel)] : [];
  };
  switch (name) {
    case 'addToTeam':
    case 'addToTeamToldOnce':
      if (model.inTeam || model.archived || model.teamDeleted) return [];
      model.inTeam = true;
      model.unsure.add(shared);
      return name === 'addToTeam' ? [installation('add'), update({ membersAdded: bot })] : [installation('add')];
    case 'takeOutOfTeam':
      if (!isThere) return [];
      model.inTeam = false;
      model.inShared = false;
      for (const channel of model.deleted) model.unsure.add(channel);
      return [update({ membersRemoved: bot }), installation('remove')];
    case 'addToShared':
    case 'takeOutOfShared': {
      const added = name === 'addToShared';
      if (!isThere || model.inShared === added || model.deleted.has(shared) || model.archived) return [];
      model.inShared = added;
      model.unsure.delete(shared);
      return [update(added ? { membersAdded: bot } : { membersRemoved: bot }, shared)];
    }
    case 'deleteStandard':
      return channelEvent('channelDeleted', standard);
    case 'restoreStandard':
      return channelEvent('channelRestored', standard);
    case 'deleteShared':
      return channelEvent('channelDeleted', shared);
    case 'restoreShared':
      return channelEvent('channelRestored', shared);
    case 'archive':
    case 'unarchive': {
      const archived = name === 'archive';
      if (!isThere || model.archived === archived) return [];
      model.archived = archived;
      return [event(archived ? 'teamArchived' : 'teamUnarchived')];
    }
    case 'deleteTeam':
      if (!isThere) return [];
      model.teamDeleted = true;
      return [event('teamDeleted')];
    case 'restoreTeam':
      if (!model.teamDeleted) return [];
      model.teamDeleted = false;
      return [event('teamRestored')];
    case 'upgrade':
      return isThere ? [installation('remove-upgrade'), installation('add-upgrade')] : [];
    case 'upgradeOtherWay':
      return isThere ? [installation('add-upgrade'), installation('remove-upgrade')] : [];
    case 'rename':
      return isThere ? [event('teamRenamed'), event('channelRenamed', standard), event('channelRenamed', shared)] : [];
    case 'share':
      return isThere ? [event('channelShared', shared), event('channelUnshared', shared)] : [];
    case 'colleague':
      return isThere ? [update({ membersAdded: [{ id: '29:x' }] }), update({ membersRemoved: [{ id: '29:x' }] })] : [];
    case 'say':
    case 'press': {
      // A card can be pressed in an archived team; nobody can write there.
      const where = channels.filter((channel) => canWrite(name === 'press' ? { ...model, archived: false } : model, channel));
      if (name === 'say') for (const channel of where) model.unsure.delete(channel);
      return where.map((channel) => activity(channel, name === 'say' ? { type: 'message', text: 'queue' } : { type: 'invoke' }));
    }
  }
}

it('after anything that can happen, a conversation is open exactly where the bot can write, and nobody is asked by an upgrade', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...names), { minLength: 1, maxLength: 40 }), async (happenings) => {
      const known = new Map<string, Awaited<ReturnType<Directory['conversation']>>>();
      const directory: Directory = {
        conversation: async (key) => known.get(key),
        saveConversation: async (key, conversation) => void known.set(key, conversation),
        suspended: async () => [],
        person: async () => undefined,
        savePerson: async () => {},
        saidList: async () => undefined,
        saveSaidList: async () => {},
      };
      const model: Model = { inTeam: false, inShared: false, deleted: new Set(), unsure: new Set(), archived: false, teamDeleted: false };
      let seconds = 0;
      const clock = { now: () => new Date(Date.UTC(2026, 10, 25, 9, 0, seconds)).toISOString() };
      const open = new Set<string>();
      // It came to the team, and to its shared channel: an organisation is given a channel only where the bot is.
      for (const name of ['addToTeam', 'addToShared'] as const)
        for (const sent of happens(model, name)) await learn(directory, clock, sent, [standard, shared]);
      for (const channel of channels) open.add(channel);
      for (const name of happenings) {
        seconds += 1;
        const told: string[] = [];
        for (const sent of happens(model, name)) {
          const { closed } = await learn(directory, clock, sent, [standard, shared]);
          told.push(...closed.map(({ conversation }) => conversation));
          expect(isArrival(sent)).toBe(name === 'addToTeam' || name === 'addToTeamToldOnce' ? sent.type === 'installationUpdate' : false);
        }
        for (const channel of channels) {
          const conversation = known.get(channel);
          // What Teams has told us and not taken back is what we hardly try: never where we could write.
          if (conversation?.told) expect(canWrite(model, channel)).toBe(false);
          if (model.unsure.has(channel)) {
            open.delete(channel);
            continue;
          }
          expect(`${name} ${channel} ${conversation?.status === 'active'}`).toBe(`${name} ${channel} ${canWrite(model, channel)}`);
          if (open.has(channel) && !canWrite(model, channel)) expect(told.filter((each) => each === channel)).toHaveLength(1);
          if (canWrite(model, channel)) open.add(channel);
          else open.delete(channel);
        }
      }
    }),
    { numRuns: 2_000 },
  );
});
