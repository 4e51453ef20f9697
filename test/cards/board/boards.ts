// Made-up boards: a busy morning, a quiet one, and a bank holiday on which nearly everything is unusual.
import { boardOf, type HubView } from '../../../src/domain/board/counts.ts';
import type { QueuePlace } from '../../../src/domain/econsult/queue-place.ts';
import { unusualIn } from '../../../src/domain/network/not-as-usual.ts';
import type { Network, Practice } from '../../../src/domain/network/state.ts';
import type { TasksAt } from '../../../src/domain/task/counts.ts';
import { englandHolidays, span } from '../../domain/time/days.ts';
import { later } from '../../given.ts';
import { amara, bram, dalia, larkfield, millbrook, network, north, quayside } from '../../people.ts';

const at = later(45);
const place = (count: number, of: Partial<QueuePlace>): readonly QueuePlace[] =>
  Array.from({ length: count }, () => ({
    ...{
      holder: north,
      priority: 'routine',
      risk: later(90),
      due: later(120),
      limit: later(1_900),
      firstLook: later(60),
      held: false,
      status: 'waiting',
    },
    ...{
      kind: 'clinical',
      practice: larkfield,
      receivedAt: later(5),
      claimant: undefined,
      assignee: undefined,
      offeredTo: undefined,
      plan: undefined,
    },
    ...of,
  }));
const late = { risk: later(-60), due: later(-5) };
const open: readonly QueuePlace[] = [
  ...place(1, { priority: 'redFlag', receivedAt: later(28), firstLook: later(43) }),
  ...place(1, { priority: 'redFlag', status: 'claimed', claimant: bram.id }),
  ...place(3, { priority: 'urgent', receivedAt: later(12), risk: later(40) }),
  ...place(2, { priority: 'urgent', status: 'claimed', claimant: amara.id, ...late }),
  ...place(14, { receivedAt: later(-15) }),
  ...place(1, { receivedAt: later(-1_000), ...late, limit: later(-1), firstLook: later(-900) }),
  ...place(2, { status: 'claimed', claimant: amara.id }),
  ...place(2, { status: 'claimed', claimant: bram.id, held: true, ...late }),
  ...place(3, { status: 'offered', offeredTo: larkfield }),
  ...place(1, { holder: quayside, status: 'offered', offeredTo: north }),
  ...place(9, { holder: millbrook }),
  ...place(1, { holder: 'unplaced', practice: undefined }),
];

const practice = (code: string, more: Partial<Practice>): Practice => ({ ...(network.practices[code] as Practice), ...more });
const change = { from: '2026-11-25', kind: 'clinical', goes: 'practiceFirst' } as const;
const busyNetwork: Network = {
  ...network,
  practices: {
    ...network.practices,
    [larkfield]: practice(larkfield, {
      hours: {
        ...(network.practices[larkfield] as Practice).hours,
        exceptions: [{ date: '2026-11-25', open: [span('08:00', '12:30')], reason: 'Staff training' }],
      },
      allocation: 20,
    }),
    [millbrook]: practice(millbrook, { agreement: { from: '2026-01-01', until: '2026-11-30' }, pathwayChanges: [change] }),
  },
  onShift: {
    [amara.id]: { at: north, since: later(-60) },
    [bram.id]: { at: north, since: later(-60) },
    [dalia.id]: { at: north, since: later(-65) },
  },
  staff: { ...network.staff, [bram.id]: { ...bram, posts: [{ role: 'dutyClinician', at: north }] } },
};
export const noTasks: TasksAt = { toDo: 0, waitedFor: 0, back: 0, late: 0 };
const viewAt = (moment: string, places: readonly QueuePlace[], of: Network): HubView => ({
  at: moment,
  board: boardOf(places, of, north, moment),
  unusual: unusualIn(of, north, englandHolidays, moment, { date: '2026-11-25', received: { [larkfield]: 20 } }),
  tasks: noTasks,
});
const channels = Object.fromEntries(
  [north, larkfield, millbrook, quayside].map((organisation) => [
    organisation,
    { organisation, conversation: `19:${organisation}@thread.tacv2`, team: '', tenantId: '' },
  ]),
);

export const boards = {
  busy: { view: viewAt(at, open, busyNetwork), network: busyNetwork },
  quiet: { view: viewAt(at, [], { ...network, channels }), network: { ...network, channels } },
  holiday: { view: viewAt('2026-12-28T10:00:00.000Z', place(2, {}), network), network },
} satisfies Record<string, { readonly view: HubView; readonly network: Network }>;

/** Everything that could make it long: many practices, each unusual in its own way, with the longest names and reasons. */
export const largest = (): { readonly view: HubView; readonly network: Network } => {
  const long = 'Very Long Name '.repeat(6).trim();
  const many = Array.from({ length: 60 }, (_, index) => `T8${String(index).padStart(4, '0')}`);
  const practices = many.map((code, index) =>
    practice(larkfield, {
      code,
      name: `${long} ${index}`,
      hours: { week: {}, exceptions: [{ date: '2026-11-25', open: [span('08:00', '09:00')], reason: `${index} ${'x'.repeat(190)}` }] },
    }),
  );
  const members = many.map((code, index) => ({ ...amara, id: code, name: `Dr ${long} ${index}` }));
  const of: Network = {
    ...network,
    practices: Object.fromEntries(practices.map((each) => [each.code, each])),
    staff: Object.fromEntries(members.map((each) => [each.id, each])),
    onShift: Object.fromEntries(members.map(({ id }) => [id, { at: north, since: at }])),
  };
  return { view: viewAt(at, open, of), network: of };
};
