// The board's words: who is named, what is grouped, what stands out, and that nothing from outside is read as more than a name.
import { describe, expect, it } from 'vitest';
import { drawBoard, namesShownMax, unusualShownMax } from '../../../src/cards/board/board.ts';
import { boardOf, type HubView } from '../../../src/domain/board/counts.ts';
import { type QueuePlace, queuePlace } from '../../../src/domain/econsult/queue-place.ts';
import { unusualIn } from '../../../src/domain/network/not-as-usual.ts';
import type { Network, Practice } from '../../../src/domain/network/state.ts';
import { englandHolidays, span } from '../../domain/time/days.ts';
import { later, receivedAt } from '../../given.ts';
import { amara, larkfield, network, north } from '../../people.ts';
import { elementsOf, markdownOf, stringsOf } from '../elements.ts';
import { states } from '../states.ts';
import { boards, largest, noTasks } from './boards.ts';

const drawn = ({ view, network: of }: { readonly view: HubView; readonly network: Network }, kept = true) => drawBoard(view, of, kept);
const texts = (of: Parameters<typeof drawn>[0], kept?: boolean): readonly string[] => markdownOf(drawn(of, kept).card);

describe('on a bank holiday', () => {
  it('one line says it of everybody', () => {
    expect(texts(boards.holiday)).toContain('North Hub and all 3 practices: closed for a bank holiday (Boxing Day \\(substitute\\))');
  });
});

describe('when there is much to say', () => {
  it('says since when somebody is on shift who came on an earlier day: they probably left without saying so', () => {
    const { view } = boards.busy;
    const [first, ...others] = view.board.onShift;
    const onShift = first ? [{ ...first, since: '2026-11-24T08:00:00.000Z' }, ...others] : [];
    const stayed = { ...boards.busy, view: { ...view, board: { ...view.board, onShift } } };
    expect(texts(boards.busy).join()).not.toContain(', since Tue 24 Nov');
    expect(texts(stayed).join()).toContain(', since Tue 24 Nov 08:00)');
  });
  it('names as many as are read, and says how many more there are', () => {
    const said = texts(largest());
    const shift = said.find((each) => each.includes('has nothing)')) ?? '';
    expect(shift.match(/has nothing\)/g)).toHaveLength(namesShownMax);
    expect(shift).toMatch(/ and 48 more$/);
    expect(said.filter((each) => each.includes('Very Long Name') && each.includes('open 08:00')).length).toBe(unusualShownMax - 1);
    expect(said.some((each) => /^And \d+ more: write/.test(each))).toBe(true);
  });
});

describe('what somebody must look at now', () => {
  const line = (view: HubView): string => markdownOf(drawBoard(view, network, true).card)[2] ?? '';
  const at = later(3_000);
  const place = (more: Partial<QueuePlace>): QueuePlace => ({ ...(queuePlace(states.waiting) as QueuePlace), ...more });
  const viewOf = (places: readonly QueuePlace[], of = network, moment = at): HubView => ({
    at: moment,
    board: boardOf(places, of, north, moment),
    unusual: [],
    tasks: noTasks,
  });
  const onShift = { ...network, onShift: { [amara.id]: { at: north, since: at } } };
  it('is said although everybody is open as usual: eighteen past their limit, and nobody on shift', () => {
    const said = markdownOf(drawBoard(viewOf(Array.from({ length: 18 }, () => place({}))), network, true).card);
    expect(said).toContain('Act now: 18 past limit, 18 late, 18 not looked at in time; nobody is on shift.');
    expect(said.join('\n')).not.toMatch(/as usual/i);
    expect(said).toContain('Opening hours and agreements: no changes today');
  });
  it('is said of a red flag that nobody has claimed for 77 minutes', () => {
    const red = place({ priority: 'redFlag', risk: later(90), due: later(120), limit: later(600), firstLook: later(15) });
    expect(line(viewOf([red], onShift, later(77)))).toBe('RED FLAG, act now: 1 not looked at in time.');
  });
  it('is said of red flags first and by themselves: ten late ones do not drown among others', () => {
    const red = place({ priority: 'redFlag', risk: later(90), due: later(120), limit: later(9_000), firstLook: later(15) });
    const places = [...Array.from({ length: 10 }, () => red), place({ limit: later(9_000) })];
    expect(line(viewOf(places, onShift))).toBe(
      'RED FLAG, act now: 10 late, 10 not looked at in time. Others: 1 late, 1 not looked at in time.',
    );
    expect(markdownOf(drawBoard(viewOf(places), network, true).card).join('\n')).not.toMatch(/as usual/i);
  });
  it('is said of a red flag that waits, although its time has not come', () => {
    const red = place({ priority: 'redFlag', risk: later(90), due: later(120), limit: later(600), firstLook: later(15) });
    expect(line(viewOf([red], onShift, receivedAt))).toBe('RED FLAG, act now: 1 waiting.');
    expect(line(viewOf([{ ...red, status: 'claimed', claimant: amara.id }], onShift, receivedAt))).toMatch(/^Nothing open is late/);
  });
  it('is said when something waits and nobody is on shift, and when something has no practice', () => {
    expect(line(viewOf([place({})], network, receivedAt))).toBe('Act now: 1 waiting; nobody is on shift.');
    expect(line(viewOf([place({ holder: 'unplaced' })], network, receivedAt))).toBe('Act now: 1 without a practice.');
  });
  it('is nothing only where nothing is late, unseen or unplaced', () => {
    expect(line(viewOf([place({})], onShift, receivedAt))).toBe('Nothing open is late, and nothing waits longer than it may.');
  });
  it('is what each on shift has, by priority, with what is late of it', () => {
    const claimed = { status: 'claimed', claimant: amara.id } as const;
    const places = [place({ ...claimed, priority: 'redFlag' }), place(claimed), place({ ...claimed, held: true, limit: later(9_000) })];
    const said = markdownOf(drawBoard(viewOf(places, onShift), onShift, true).card).join('\n');
    expect(said).toContain('Dr Amara Osei (1 RED FLAG, 2 routine; 2 late; 1 on hold)');
  });
});

describe('figures', () => {
  const cells = (of: Parameters<typeof drawn>[0]) => {
    const rows = elementsOf(drawn(of).card).filter(({ type }) => type === 'TableRow');
    return rows.map((row) => elementsOf(row['cells']).filter(({ type }) => type === 'TextBlock'));
  };
  it('stand under a heading that says what they are, red flags first', () => {
    const table = elementsOf(drawn(boards.busy).card).find(({ type }) => type === 'Table');
    expect(table).toMatchObject({ firstRowAsHeader: true });
    expect(cells(boards.busy).map(([first]) => first?.['text'])).toEqual(['Priority', 'RED FLAG', 'Urgent', 'Routine']);
    for (const row of cells(boards.busy)) expect(row).toHaveLength((table?.['columns'] as unknown[] | undefined)?.length ?? 0);
  });
  it('stand out only where there is something to do', () => {
    const colours = (of: Parameters<typeof drawn>[0]) => new Set(cells(of).flatMap((row) => row.flatMap((each) => each['color'] ?? [])));
    expect([...colours(boards.quiet)]).toEqual(['Default']);
    expect([...colours(boards.busy)].sort()).toEqual(['Attention', 'Default', 'Warning']);
  });
});

it('a copy says that it is one, and only the kept one asks to be pinned', () => {
  const last = (kept: boolean) => texts(boards.busy, kept).at(-1) ?? '';
  expect(last(true)).toMatch(/Please pin this message once/);
  expect(last(false)).toMatch(/This is a copy, as of then\. The board in the hub\u2019s channel is the one/);
  expect(last(false)).not.toMatch(/pin/);
});

it('names and reasons from outside stay names and reasons', () => {
  const nasty = '[x](http://evil.example) **b** ${hub} <at>all</at>\n# h';
  const it = network.practices[larkfield] as Practice;
  const hours = { ...it.hours, exceptions: [{ date: '2026-11-25', open: [span('08:00', '12:00')], reason: nasty }] };
  const hostile: Network = {
    ...network,
    hubs: { ...network.hubs, [north]: { ...(network.hubs[north] as NonNullable<(typeof network.hubs)[string]>), name: nasty } },
    practices: { ...network.practices, [larkfield]: { ...it, name: nasty, hours } },
    staff: { ...network.staff, [amara.id]: { ...amara, name: nasty } },
    onShift: { [amara.id]: { at: north, since: '2026-11-25T08:00:00.000Z' } },
  };
  const at = '2026-11-25T09:00:00.000Z';
  const unusual = unusualIn(hostile, north, englandHolidays, at);
  const view = { at, board: boardOf([], hostile, north, at), unusual, tasks: noTasks };
  const { card, summary } = drawBoard(view, hostile, true);
  for (const words of markdownOf(card)) {
    expect(words).not.toMatch(/(?<!\\)[[\]*#]/);
    expect(words).not.toMatch(/<at>|https?:\/\/|\n/);
  }
  for (const words of stringsOf(card)) expect(words).not.toContain('${');
  // A notification reads no Markdown: nothing is escaped there, and it is one line.
  expect(summary).toBe('Board of [x](http://evil.example) **b** ${hub} <at>all</at> # h (NORTH): 0 waiting, 0 late');
});
