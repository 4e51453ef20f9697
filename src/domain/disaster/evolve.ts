// How a disaster looks after something has happened to it.
import { compare } from '../compare.ts';
import { hasPaper, withPaper } from './check-in.ts';
import type { DisasterAgreed, DisasterClosed, DisasterEnded, DisasterEvent, DisasterStarted } from './event.ts';
import { type Agreed, type Disaster, type Ended, isLive, noProgress, type Proposed, type Running } from './state.ts';

export function evolveDisaster(it: Disaster | undefined, event: DisasterEvent, version: number): Disaster {
  if (event.type === 'DisasterProposed') {
    const { hub, id, plan, preview, by, at, lapsesAt } = event;
    return { status: 'proposed', hub, id, plan, preview, proposed: { by, at }, lapsesAt, revision: version };
  }
  if (it === undefined) throw new Error(`a disaster cannot begin with ${event.type}`);
  return after(it, event, version);
}

type Later = Exclude<DisasterEvent, { type: 'DisasterProposed' }>;

function after(it: Disaster, event: Later, revision: number): Disaster {
  switch (event.type) {
    case 'DisasterAgreed': {
      if (it.status !== 'proposed') return it;
      const { lapsesAt: _lapses, ...facts } = it;
      const { startsAt, preview } = event;
      return { ...facts, status: 'agreed', preview, confirmed: confirmedBy(event), startsAt, revision };
    }
    case 'DisasterStarted':
      return it.status === 'proposed' || it.status === 'agreed' ? running(it, event, revision) : it;
    case 'PreviewRenewed':
      return { ...it, preview: event.preview, revision };
    case 'DisasterDropped': {
      if (it.status !== 'proposed' && it.status !== 'agreed') return it;
      const { hub, id, plan, proposed, preview } = it;
      const { at, because, by } = event;
      return { status: 'dropped', hub, id, plan, proposed, preview, dropped: { at, because, ...(by ? { by } : {}) }, revision };
    }
    case 'DisasterExtended': {
      if (it.status !== 'running') return it;
      const { by, at, until } = event;
      // Its new end is announced anew.
      const { endsSoonSaid: _said, ...still } = it;
      return {
        ...still,
        until,
        extended: [...it.extended, { by, at, until }],
        nextLook: [until, it.nextLook].sort(compare)[0] ?? until,
        revision,
      };
    }
    case 'DisasterEnded':
      if (it.status !== 'running') return it;
      return { ...it, status: 'ending', ended: endedBy(event), nextLook: event.at, revision };
    case 'DisasterLooked': {
      if (!isLive(it)) return it;
      const { progress, news, unclaimed = [], nextLook, at } = event;
      return {
        ...it,
        progress: progress ?? it.progress,
        named: [...it.named, ...unclaimed],
        nextLook,
        ...(news === undefined ? {} : { saidAt: at }),
        ...(news === 'endsSoon' ? { endsSoonSaid: true } : {}),
        revision: progress === undefined ? it.revision : revision,
      };
    }
    case 'PaperCheckedIn':
      return hasPaper(it) ? { ...it, paper: withPaper(it.paper, event), revision } : it;
    case 'DisasterSigned': {
      const { at, by, organisation } = event;
      return it.status === 'over' ? { ...it, signed: { ...it.signed, [organisation]: { at, by } }, revision } : it;
    }
    case 'DisasterClosed':
      return it.status === 'ending'
        ? { ...it, status: 'over', progress: event.progress, closedAt: event.at, ...resultOf(event), revision }
        : it;
  }
}

const resultOf = ({ result }: DisasterClosed) => (result === undefined ? {} : { result });
const endedBy = ({ at, by, for: real }: DisasterEnded): Ended => ({
  at,
  ...(by === undefined ? {} : { by }),
  ...(real === undefined ? {} : { for: real }),
});
const confirmedBy = ({ by, at, alone }: DisasterAgreed | DisasterStarted): Running['confirmed'] => ({
  by,
  at,
  ...(alone === undefined ? {} : { alone }),
});

function running(it: Proposed | Agreed, event: DisasterStarted, revision: number): Running {
  const { hub, id, plan, proposed } = it;
  const { at, until, preview } = event;
  return {
    status: 'running',
    ...{ hub, id, plan, proposed, preview },
    // What was agreed before was confirmed then.
    confirmed: it.status === 'agreed' ? it.confirmed : confirmedBy(event),
    startedAt: at,
    until,
    extended: [],
    progress: noProgress(at),
    named: [],
    saidAt: at,
    nextLook: at,
    revision,
  };
}
