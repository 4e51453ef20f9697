// Two practices of one hub share a channel: wanted twice by a lead, each still reads and presses as its own people.
import { describe, expect, it } from 'vitest';
import { referenceOf } from '../../../src/domain/reference.ts';
import { amara, dalia, gwen, hugo, ines, larkfield, millbrook, north, overthere } from '../../people.ts';
import { world } from '../given.ts';

const where = '19:larkfield@thread.tacv2';
const inTeam = (w: Awaited<ReturnType<typeof world>>, who: typeof dalia, data: Record<string, unknown>) => {
  const press = w.pressed(who, 'giveChannel', { v: 1, ...data }, { where });
  return w.pressAgain({
    ...press,
    activity: {
      ...press.activity,
      conversation: { ...press.activity.conversation, conversationType: 'channel' },
      channelData: { ...press.activity.channelData, team: { id: '19:team@thread.tacv2' } },
    },
  });
};

describe('two practices in one channel', () => {
  it('are told what follows first, and nothing has changed until it is pressed again', async () => {
    const w = await world();
    const id = await w.receives({ practiceCode: millbrook, kind: 'admin' });
    const asked = await inTeam(w, dalia, { organisation: millbrook });
    expect(asked.said).toContain('This is Larkfield Surgery\u2019s channel. If Millbrook Practice shares it');
    expect(asked.said).toContain('Share this channel');
    expect((await w.source.current()).channels[millbrook]).toBeUndefined();
    // A hub\u2019s own cards, and another hub\u2019s practice, never stand there.
    for (const organisation of [north, overthere])
      expect((await inTeam(w, dalia, { organisation, shares: organisation, previewed: organisation })).said).not.toContain(
        'is now the channel',
      );
    expect((await inTeam(w, gwen, { organisation: millbrook, shares: millbrook })).said).toContain('hub lead');
    expect((await inTeam(w, dalia, { organisation: millbrook, shares: millbrook, previewed: millbrook })).said).toContain(
      'This is now the channel of Millbrook Practice.',
    );
    const { channels } = await w.source.current();
    expect([channels[larkfield]?.conversation, channels[millbrook]?.conversation]).toEqual([where, where]);
    // Each asks for its own queue there, and presses its own cards.
    expect((await w.says(ines, 'queue', where)).said).toContain(referenceOf(id));
    expect((await w.says(gwen, 'queue', where)).said).not.toContain(referenceOf(id));
    const carried = { v: 1, hub: north, id, revision: 1 };
    expect((await w.press(hugo, 'claim', carried, { where })).said).not.toContain('"claimed"');
    expect((await w.state(id)).status).toBe('waiting');
    await w.press(ines, 'claim', carried, { where });
    expect(await w.state(id)).toMatchObject({ status: 'claimed', holder: millbrook, claimant: { id: ines.id } });
    // Of what the hub has, its clinician sees the practice\u2019s card there.
    const other = await w.receives({ practiceCode: larkfield, sourceId: 'other', contentHash: 'other' });
    expect((await w.says(amara, `find ${referenceOf(other)}`, where)).said).toContain(referenceOf(other));
  });
});
