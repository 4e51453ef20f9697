// Typed words: answered with a card that shows only what this person may do, and never taken for something else.
import { beforeEach, describe, expect, it } from 'vitest';
import { StoreAway } from '../../src/app/ports.ts';
import { referenceOf } from '../../src/domain/reference.ts';
import { channelOf } from '../../src/domain/terms.ts';
import { plainWords } from '../../src/teams/commands.ts';
import { elementsOf, markdownOf, verbsOf } from '../cards/elements.ts';
import { amara, bram, dalia, ewan, gwen, ines, jonas, larkfield, millbrook, north, stranger } from '../people.ts';
import { carried, type World, world } from './given.ts';

let w: World;
beforeEach(async () => {
  w = await world();
});
/** The lines of the answer: title, words, then each row\u2019s two. */
const lines = async (...asked: Parameters<World['says']>): Promise<readonly string[]> => markdownOf((await w.says(...asked)).body);
const usages = async (...asked: Parameters<World['says']>): Promise<readonly string[]> =>
  (await lines(...asked)).slice(2).filter((_, index) => index % 2 === 0);

describe('do', () => {
  it('offers its claimant everything on a card, without dialogs: a form is asked for, mended and done there', async () => {
    const id = await w.receives();
    await w.press(amara, 'claim', carried(id, 1));
    const card = await w.says(amara, `do ${referenceOf(id)}`);
    const verbs = verbsOf(card.body);
    expect(verbs.every(({ action }) => action === 'execute')).toBe(true);
    expect(verbs.map(({ verb }) => verb)).toEqual(expect.arrayContaining(['complete', 'passBack', 'release', 'handOver', 'hold']));
    // What the sender wrote never stands on a card.
    expect(verbs.map(({ verb }) => verb)).not.toContain('open');
    const asked = await w.press(amara, 'complete', { ...carried(id, 2), step: true, plain: true });
    expect(verbsOf(asked.body)).toEqual([{ action: 'execute', verb: 'complete' }]);
    const missing = await w.press(amara, 'complete', { ...carried(id, 2), plain: true, outcome: '', told: 'message' });
    expect(missing.said).toContain('Choose an outcome');
    const done = await w.press(amara, 'complete', { ...carried(id, 2), plain: true, outcome: 'answered', told: 'message' });
    expect(done.said).toContain('Completed by Dr Amara Osei');
    expect(verbsOf(done.body).every(({ action }) => action === 'execute')).toBe(true);
  });
  it('shows a stranger nothing', async () => {
    const id = await w.receives();
    expect(verbsOf((await w.says(stranger, `do ${referenceOf(id)}`)).body)).toEqual([]);
  });
});

describe('help', () => {
  const lists = ['next', 'queue', 'tasks', 'mine', 'find K7M-4QX', 'history K7M-4QX'];
  const places = [
    'on shift',
    'off shift',
    'do K7M-4QX',
    'guide',
    'who PRACTICE',
    'practice PRACTICE',
    'task PRACTICE',
    'pathway PRACTICE',
    'ready PRACTICE',
    'changes PRACTICE',
    'practise',
    'trained PRACTICE',
    'staff',
    'views PRACTICE',
    'slots',
    'find S-K7M-4QX',
  ];
  const found = ['find T-K7M-4QX', 'find D-K7M-4QX', 'history T-K7M-4QX', 'history D-K7M-4QX'];
  const firstDays = ['whatsnew'];
  const staff = [...lists, ...places, 'disaster', ...found, ...firstDays];
  const onlyHub: Readonly<Record<string, string>> = { 'task PRACTICE': 'pull K7M-4QX', practise: 'shadow' };
  const ofHub = places.flatMap((each) => [each, ...(onlyHub[each] === undefined ? [] : [onlyHub[each]])]);
  const forHub = [...lists, 'seen K7M-4QX', 'rota', 'board', ...ofHub];
  const hub = [...forHub, 'disaster', ...found, ...firstDays];
  const leads = [
    ...forHub,
    'pathway try PRACTICE practiceFirst',
    ...['disaster', 'drills', 'checkin D-K7M-4QX'],
    'manage PRACTICE',
    'stage PRACTICE',
    'rollout',
    ...['leaver NAME', 'close PRACTICE', 'merge PRACTICE into PRACTICE', 'move PRACTICE to HUB', 'repairs'],
    ...['unplaced', 'undelivered', 'retry K7M-4QX', 'doctor', 'channel', 'setup'],
    ...found,
    ...firstDays,
  ];
  it.each([
    ['a clinician', amara, hub],
    ['a practice administrator', gwen, staff],
    ['a hub lead', dalia, leads],
    ['a hub administrator', ewan, leads],
    ['another hub\u2019s lead', jonas, leads],
  ])('shows %s exactly what they may ask', async (_, who, expected) => {
    for (const words of ['help', '', '?', 'HELP', '<at>eHub</at> help']) expect(await usages(who, words)).toEqual(expected);
  });
  it('tells somebody on no staff list that, and nothing else', async () => {
    for (const words of ['help', 'queue', 'find K7M-4QX', 'unplaced', 'buried', 'retry K7M-4QX', 'channel']) {
      const said = await lines(stranger, words);
      expect(said).toEqual(['eHub', 'Sam Elsewhere, you are not on the staff list of this network yet. A hub lead can add you.']);
    }
  });
  it('answers what was not understood, or may not be asked, in the same words', async () => {
    for (const words of ['constructor', '__proto__', 'delete everything', 'retry K7M-4QX', 'buried', 'unplaced', 'channel', 'manage']) {
      expect((await lines(amara, words))[1]).toMatch(/^I did not understand that, or it is for other roles. Nothing was done./);
      expect(await usages(amara, words)).toEqual(hub);
    }
  });
});

describe('queue', () => {
  it('shows what is open at this channel\u2019s organisation, most urgent first, claimed or not', async () => {
    const routine = await w.receives({ sourceId: 'a' });
    const urgent = await w.receives({ sourceId: 'b', priority: 'urgent' });
    const red = await w.receives({ sourceId: 'c', priority: 'redFlag' });
    const done = await w.receives({ sourceId: 'd' });
    await w.receives({ sourceId: 'e', kind: 'admin' });
    await w.press(amara, 'claim', carried(urgent));
    await w.press(amara, 'claim', carried(done));
    await w.press(amara, 'complete', { ...carried(done), outcome: 'answered', told: 'message' });
    const said = await lines(bram, 'queue');
    expect(said[0]).toBe('Open at North Hub');
    const references = said.flatMap((line) => /^(\w{3}-\w{3}) ·/.exec(line)?.[1] ?? []);
    expect(references).toEqual([red, urgent, routine].map(referenceOf));
    expect(said.join('\n')).toContain('Claimed by Dr Amara Osei');
    expect(await lines(gwen, 'q', '19:larkfield@thread.tacv2')).toEqual(
      expect.arrayContaining(['Open at Larkfield Surgery', expect.stringContaining('Administrative')]),
    );
  });
  it('in a chat shows the first place one works at', async () => {
    await w.receives({ kind: 'admin' });
    expect((await lines(gwen, 'queue', 'a:chat'))[0]).toBe('Open at Larkfield Surgery');
    expect((await lines(amara, 'waiting', 'a:chat'))[1]).toBe('Nothing is open. As of Wed 25 Nov 09:00.');
  });
  it('goes to its end, ten on a page', async () => {
    for (let i = 0; i < 24; i++) {
      const id = await w.receives({ sourceId: `s${i}` });
      await w.press(bram, 'claim', carried(id));
    }
    for (const [who, words] of [
      [amara, 'queue'],
      [bram, 'mine'],
    ] as const) {
      let answer = await w.says(who, words);
      const seen = new Set<string>();
      for (const [from, to, verbs] of [
        [1, 10, ['Next', 'Refresh']],
        [11, 20, ['Previous', 'Next', 'Refresh']],
        [21, 24, ['Previous', 'Refresh']],
      ] as const) {
        expect(markdownOf(answer.body)[1]).toContain(` ${from} to ${to} of 24.`);
        for (const line of markdownOf(answer.body)) seen.add(/^(\w{3}-\w{3}) ·/.exec(line)?.[1] ?? '');
        expect(Buffer.byteLength(JSON.stringify(answer.body))).toBeLessThan(24 * 1024);
        const foot = elementsOf(answer.body).filter(({ type, verb }) => type === 'Action.Execute' && verb === 'list');
        expect(foot.map(({ title }) => title)).toEqual(verbs);
        const next = foot.find(({ title }) => title === 'Next');
        if (next) answer = await w.press(who, 'list', next['data'] as Record<string, unknown>);
      }
      seen.delete('');
      expect(seen.size).toBe(24);
    }
  });
  it('shows nothing the patient wrote', async () => {
    await w.receives();
    expect((await w.says(amara, 'queue')).said).not.toMatch(/Asha|Omar|cough|chest|1980/);
  });
});

describe('find', () => {
  it('finds one by its reference, however it is typed', async () => {
    const id = await w.receives();
    for (const typed of [referenceOf(id), id.toLowerCase(), ` ${referenceOf(id)} `, `#${id}`])
      expect((await lines(amara, `<at>eHub</at>&nbsp;find ${typed}`)).join()).toContain(
        `${referenceOf(id)} · Routine · General advice · 40 to 64 · Larkfield Surgery`,
      );
  });
  it('says what a reference looks like, or that there is none', async () => {
    expect((await lines(amara, 'find'))[1]).toContain('A reference looks like K7M-4QX');
    expect((await lines(amara, 'find my cat'))[1]).toContain('A reference looks like K7M-4QX');
    expect((await lines(amara, 'find AAA-AAA'))[1]).toBe('No eConsult of yours has the reference AAA-AAA.');
  });
});

describe('a word spelt as people and telephones spell it', () => {
  it.each([
    'Mine.',
    'mine?',
    '\u200bmine',
    '\ufeffMINE',
    '<b>Mine</b>',
    '<p><i>m</i>ine</p>',
    '**mine**',
    '\u201cmine\u201d',
    'please mine',
    'Mine, please!',
  ])('%j is mine', async (typed) => {
    expect((await lines(amara, typed))[0]).toBe('My work');
  });
  it.each([
    'queue?',
    'Queue!',
    '\u00a0queue\u00a0',
    '<at>eHub</at> queue',
    'queue <at id="0">eHub</at>',
    '<div>queue&nbsp;<at>eHub</at></div>',
  ])('%j is queue', async (typed) => {
    expect((await lines(amara, typed))[0]).toBe('Open at North Hub');
  });
  it.each(['on shift.', 'ON  SHIFT!', 'on-shift', 'On\u00a0shift', 'on.', 'on shift north', 'on shift \u2018North Hub\u2019.'])(
    '%j puts somebody on shift',
    async (typed) => {
      const said = await w.says(amara, typed);
      expect(said.said).toContain('Nobody else is on shift here yet.');
      expect(Object.keys((await w.source.current()).onShift)).toEqual([amara.id]);
    },
  );
  it('find takes a reference in any of these ways, and says which letters no reference has', async () => {
    const id = await w.receives();
    const [first, second] = [id.slice(0, 3), id.slice(3)];
    for (const typed of [
      `find ${first} ${second}`,
      `Find ${first}${second}.`,
      `find "${first}\u2011${second}"`,
      `find <b>${first}-${second}</b>`,
    ])
      expect((await lines(amara, typed))[0]).toBe(referenceOf(id));
    expect((await lines(amara, 'find K7M-4Q0'))[1]).toBe(
      'No reference has 0 in it: please look at it again. A reference looks like K7M-4QX.',
    );
  });
  it('is refused, when it is refused, without a backslash', async () => {
    for (const typed of [
      'on shift .',
      'on shift *x*',
      'on shift \\',
      'who [x]',
      'find \\.',
      'practice `x`',
      'staff _x_',
      'views <x>',
      'retry (x)',
    ])
      expect((await lines(dalia, typed)).join('\n')).not.toContain('\\');
  });
});

describe('what leads may ask', () => {
  it('unplaced: what waits for a practice', async () => {
    const id = await w.receives({ practiceCode: 'T99999' });
    expect((await lines(dalia, 'unplaced')).join()).toContain(
      `${referenceOf(id)} · Routine · General advice · 40 to 64 · Practice not known`,
    );
    expect((await lines(ewan, 'unplaced', 'a:chat')).join()).toContain(referenceOf(id));
    // A practice's channel is not the hub's.
    const there = (await lines(ewan, 'unplaced', '19:larkfield@thread.tacv2')).join();
    expect(there).toContain('Please ask me in our own chat');
    expect(there).not.toContain(referenceOf(id));
  });
  it('channel: the question whose it is', async () => {
    expect(verbsOf((await w.says(dalia, 'channel')).body)).toEqual([{ action: 'execute', verb: 'giveChannel' }]);
  });
  it('buried and retry: what Teams refused, and once more', async () => {
    const id = await w.receives();
    expect((await lines(dalia, 'buried'))[1]).toBe('Nothing is undelivered.');
    const [row] = await w.store.outbox(north, 2, 10);
    if (row === undefined) throw new Error('its card waits to be sent');
    expect(row.to).toBe(channelOf(north));
    await w.store.bury(row, '403 [Forbidden](x)', '2026-11-25T09:20:00.000Z');
    expect((await lines(dalia, 'buried')).slice(2)).toEqual([referenceOf(id), '403 \\[Forbidden\\]\\(x\\), Wed 25 Nov 09:20']);
    expect((await lines(jonas, `retry ${id}`))[1]).toBe('This needs a hub lead or hub administrator of this hub.');
    const before = w.nudges();
    expect((await lines(dalia, `retry ${id}`))[1]).toBe(`One message of ${referenceOf(id)} will be tried again now.`);
    expect(w.nudges()).toBe(before + 1);
    expect(await w.store.outbox(north, 2, 10)).toHaveLength(1);
    expect((await lines(dalia, `retry ${id}`))[1]).toBe(`Nothing of ${referenceOf(id)} is undelivered.`);
    expect((await lines(dalia, 'retry'))[1]).toContain('A reference looks like K7M-4QX');
  });
});

it('a broken store is thrown to the door, which answers in words', async () => {
  w.breakStore(new StoreAway('away'));
  await expect(w.says(amara, 'queue')).rejects.toThrow(StoreAway);
});

it.each([
  ['<at>eHub</at> queue', 'queue'],
  ['<AT>eHub</AT>&nbsp;find\u00a0 K7M-4QX ', 'find K7M-4QX'],
  ['<p><b>queue</b></p>', 'queue'],
  ['a &amp; b', 'a & b'],
  ['\n queue\n\tnow', 'queue now'],
  ['<p>find&#160;&quot;K7M&#x2D;4QX&quot;</p><p>now</p>', 'find "K7M-4QX" now'],
  ['<at id="0"><b>eHub</b></at>m<i>in</i>e &bogus; &#99999999;', 'mine &bogus; &#99999999;'],
  ['', ''],
])('%j is read as %j', (typed, words) => {
  expect(plainWords(typed)).toBe(words);
});

it('no answer is too big, and the practice codes of a channel\u2019s choices are ours', async () => {
  expect((await w.says(dalia, 'channel')).said).toContain(`"value":"${larkfield}"`);
});

describe('my work', () => {
  it('is what I have and what is meant for me, wherever it is, most urgent first', async () => {
    const mine = await w.receives({ sourceId: 'a' });
    const meant = await w.receives({ sourceId: 'b', priority: 'urgent' });
    await w.receives({ sourceId: 'c' });
    await w.press(amara, 'claim', carried(mine));
    await w.submit(dalia, 'assign', { ...carried(meant), to: `person:${amara.id}` });
    const said = await lines(amara, 'mine', 'a:chat');
    expect(said[1]).toBe('What you have, and what is meant for you. As of Wed 25 Nov 09:00.');
    expect(said.flatMap((line) => /^(\w{3}-\w{3}) ·/.exec(line)?.[1] ?? [])).toEqual([meant, mine].map(referenceOf));
    expect((await lines(bram, 'mine'))[1]).toBe('Nothing is yours at the moment. As of Wed 25 Nov 09:00.');
  });
});

describe('one by its reference', () => {
  it('has a history, for those who may read it', async () => {
    const id = await w.receives();
    await w.press(amara, 'claim', carried(id));
    expect(await lines(bram, `history ${referenceOf(id)}`)).toEqual(
      expect.arrayContaining([`History of ${referenceOf(id)}`, 'Dr Amara Osei claimed it']),
    );
    expect((await lines(ines, `history ${id}`))[1]).toBe(`No eConsult of yours has the reference ${referenceOf(id)}.`);
    expect((await lines(dalia, 'history'))[1]).toContain('A reference looks like');
  });
  it('is not found by those who have nothing to do with it', async () => {
    const id = await w.receives();
    for (const words of [`find ${id}`, `history ${id}`]) {
      expect((await lines(ines, words))[1]).toMatch(/^No eConsult of yours/);
      expect((await lines(jonas, words))[1]).toMatch(/^No eConsult of yours/);
    }
  });
  it('that waits at a practice is pulled by a clinician of the hub, and by nobody else', async () => {
    const id = await w.receives({ practiceCode: millbrook });
    expect((await w.state(id)).holder).toBe(millbrook);
    expect((await lines(ewan, `pull ${id}`))[1]).toContain('This needs a hub clinician');
    expect((await lines(ines, `pull ${id}`))[1]).toMatch(/^I did not understand/);
    expect((await lines(amara, `pull ${id}`))[1]).toMatch(/^It is yours now/);
    expect(await w.state(id)).toMatchObject({ status: 'claimed', holder: north, claimant: { id: amara.id } });
    expect((await lines(bram, `pull ${id}`))[1]).toMatch(/^Already claimed by Dr Amara Osei/);
  });
  it('that is escalated is said to be seen by whoever is asked, in their own chat', async () => {
    const id = await w.receives({ practiceCode: millbrook });
    expect((await lines(dalia, `seen ${id}`, 'a:chat'))[1]).toContain('This is not escalated');
    await w.submit(ines, 'escalate', { ...carried(id), reason: 'overdue' });
    expect((await lines(amara, `seen ${id}`, 'a:chat'))[1]).toContain('Only those who are asked');
    expect((await lines(dalia, `seen ${referenceOf(id)}`, 'a:chat'))[1]).toContain('you have seen it');
    expect((await w.state(id)).escalation).toMatchObject({ acknowledged: { by: { id: dalia.id } } });
  });
});

describe('who opened what', () => {
  it('is told to the practice and the hub\u2019s lead, with why, and leaves out the practice\u2019s own', async () => {
    const id = await w.receives();
    const other = await w.receives({ sourceId: 'b', practiceCode: 'T90003' });
    await w.submit(amara, 'open', { ...carried(id), reason: 'askedForAdvice' });
    await w.submit(amara, 'open', { ...carried(other), reason: 'safetyCheck' });
    await w.fetch(gwen, 'open', carried(id));
    w.at(5);
    for (const [who, words] of [
      [gwen, 'views'],
      [gwen, 'views larkfield'],
      [dalia, 'views T90001'],
    ] as const) {
      const said = await lines(who, words, 'a:chat');
      expect(said.slice(2)).toEqual([`${referenceOf(id)} · Wed 25 Nov 09:00`, 'Dr Amara Osei: a colleague asked my advice']);
    }
    for (const who of [amara, ines, jonas])
      expect((await lines(who, 'views T90001', 'a:chat'))[1]).toContain('Please write “views” and the name of a practice');
  });
});

describe('words about the network', () => {
  it.each([
    ['on shift', 'You are on shift at North Hub.'],
    ['on', 'You are on shift at North Hub.'],
    ['on shift north', 'You are on shift at North Hub.'],
    ['off shift', 'You were not on shift.'],
    ['off', 'You were not on shift.'],
    ['who larkfield', 'Whoever is on shift comes first.'],
    ['practice T90001', 'Of North Hub.'],
    ['pathway larkfield', 'Urgent ones and red flags know no cut-off'],
    ['staff', 'Posts, clearances and when they end.'],
    ['staff okafor', 'Nobody by that name.'],
  ])('%j is answered', async (words, expected) => {
    expect((await lines(amara, words))[1]).toContain(expected);
  });
  it('try a pathway for leads only', async () => {
    await w.receives();
    w.at(5);
    expect((await lines(dalia, 'pathway try T90001 practiceFirst clinical'))[1]).toMatch(
      /1 of 1 eConsults since .* would have moved: 1 to the practice/,
    );
    expect((await lines(amara, 'pathway try T90001 practiceFirst'))[1]).toContain('This needs a hub lead or hub administrator');
  });
});

describe('that an escalation was seen', () => {
  const escalated = async (sourceId: string): Promise<string> => {
    const id = await w.receives({ sourceId, practiceCode: millbrook });
    await w.submit(ines, 'escalate', { ...carried(id), reason: 'overdue' });
    return id;
  };
  it.each([
    'seen',
    'I have seen it',
    'I\u2019ve seen it',
    "I've seen it.",
    'ive seen this',
    'i have seen',
    'Seen',
    'Seen it.',
    'seen this',
    'Please, I have seen it',
  ])('%j is understood of the only one that somebody is asked about', async (words) => {
    const id = await escalated('one');
    expect((await lines(dalia, words))[1]).toBe('Everybody reads on its card that you have seen it.');
    expect((await w.state(id)).status === 'waiting' && (await w.happened(id)).at(-1)).toBe('EscalationAcknowledged');
  });
  it('is asked which when there are several, and understood with the reference', async () => {
    const ids = [await escalated('one'), await escalated('two')];
    const asked = await lines(dalia, 'I have seen it');
    expect(asked[1]).toMatch(/^You are being asked about 2: please write which/);
    for (const id of ids) expect(asked.join()).toContain(referenceOf(id));
    await lines(dalia, `I've seen it ${referenceOf(ids[1] ?? '')}`);
    expect(await Promise.all(ids.map(async (id) => (await w.happened(id)).at(-1)))).toEqual(['Escalated', 'EscalationAcknowledged']);
  });
  it('is not listed where people of another practice read it', async () => {
    const ids = [await escalated('one'), await escalated('two')];
    const there = (await lines(dalia, 'seen', '19:larkfield@thread.tacv2')).join();
    expect(there).toContain('Please ask me in our own chat');
    for (const id of ids) expect(there).not.toContain(referenceOf(id));
    expect(there).not.toContain('Millbrook');
  });
  it('is nothing of what others are asked about', async () => {
    await escalated('one');
    expect((await lines(amara, 'seen'))[1]).toMatch(/^You are not being asked about anything/);
  });
});
