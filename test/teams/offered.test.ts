// Every form and card × choice × state × person: what is offered is taken, and what is not offered changes nothing.

import { expect, it } from 'vitest';
import type { Change, Store } from '../../src/app/ports.ts';
import { drawEConsult } from '../../src/cards/econsult/card.ts';
import { forms } from '../../src/cards/econsult/forms.ts';
import { lowerReasons, notSameReasons, releaseReasons, reopenReasons, viewReasons } from '../../src/domain/econsult/command.ts';
import type { EConsult } from '../../src/domain/econsult/state.ts';
import { declineReasons, escalationReasons, holdReasons, outcomes, passBackReasons, tellings } from '../../src/domain/econsult/state.ts';
import type { Network, Practice } from '../../src/domain/network/state.ts';
import { type Instant, type Person, priorities, roles } from '../../src/domain/terms.ts';
import { kinds } from '../../src/kinds.ts';
import { answerPress } from '../../src/teams/clicks.ts';
import { answerFetch, answerSubmit } from '../../src/teams/dialogs.ts';
import type { KindDeps } from '../../src/teams/kind.ts';
import type { Press } from '../../src/teams/press.ts';
import { elementsOf } from '../cards/elements.ts';
import { states } from '../cards/states.ts';
import { later } from '../given.ts';
import { amara, bram, carys, dalia, farah, gwen, hugo, network, north, person, rules } from '../people.ts';
import { activityOf } from './given.ts';

const people: readonly Person[] = [amara, carys, dalia, gwen, hugo, farah];
/** Where nothing crosses, one of each side and whoever settles. */
const few: Readonly<Record<string, readonly Person[]>> = { shadow: [amara, hugo, farah], ended: [amara, hugo, farah] };
function practicesWith(more: Partial<Practice>): Network {
  return { ...network, practices: Object.fromEntries(Object.entries(network.practices).map(([code, it]) => [code, { ...it, ...more }])) };
}
/** As it usually is; and with shifts kept, one who may not prescribe or book, one whose clearance has ended, one who has as much as anybody may have; with no practice live, and with every agreement over. */
const networks: Readonly<Record<string, Network>> = {
  usual: network,
  shifts: {
    ...network,
    onShift: Object.fromEntries([amara, bram, dalia].map(({ id }) => [id, { at: north, since: later(0) }])),
    staff: {
      ...network.staff,
      [amara.id]: { ...amara, cleared: amara.cleared.map((each) => ({ ...each, capabilities: ['view', 'write'] })) },
      [farah.id]: { ...farah, cleared: farah.cleared.map((each) => ({ ...each, until: '2026-11-01' })) },
    },
    hubs: Object.fromEntries(Object.entries(network.hubs).map(([id, hub]) => [id, { ...hub, claimsMax: 2 }])),
  },
  shadow: practicesWith({ stages: [{ from: '2026-11-01', stage: 'shadow' }] }),
  ended: practicesWith({ agreement: { from: '2020-01-01', until: '2026-11-24' } }),
};
/** While there is time; and after every limit. */
const moments: Readonly<Record<string, readonly Instant[]>> = {
  usual: [later(45)],
  shifts: [later(3 * 24 * 60)],
  shadow: [later(45)],
  ended: [later(45)],
};

/** Everything that any client could send for a field, offered or not. */
const choicesAt = (at: Instant, state: EConsult): Readonly<Record<string, readonly string[]>> => {
  const { limit, target } = state.deadlines;
  const times = [at, later(0), limit, target, plus(at, 1), plus(limit, 1), plus(limit, -1), plus(at, 60)];
  const organisations = [...Object.keys(network.practices), ...Object.keys(network.hubs), 'T99999'];
  return {
    ...{
      outcome: [...outcomes, 'prescribed:message', 'answered:letter', 'withdrawn:notNeeded'],
      told: tellings,
      toldAt: ['now', 'hour', 'hours', 'days'],
      priority: priorities,
    },
    ...{ until: times, wantedBy: times, answers: organisations, practice: organisations },
  };
};
const plus = (at: Instant, minutes: number): Instant => new Date(Date.parse(at) + minutes * 60_000).toISOString();
const assigned = [...roles.map((role) => `role:${role}`), ...Object.keys(network.staff).map((id) => `person:${id}`), 'person:nobody'];
const every: Readonly<Record<string, readonly string[]>> = {
  'release reason': releaseReasons,
  'passBack reason': passBackReasons,
  'decline reason': declineReasons,
  'hold reason': holdReasons,
  'escalate reason': escalationReasons,
  'lower reason': lowerReasons,
  'reopen reason': reopenReasons,
  'open reason': viewReasons,
  'notSamePatient reason': notSameReasons,
  'notSamePatient to': ['AAAAAA', 'CCCCCC', 'DDDDDD'],
  'assign to': assigned,
  'handOver to': assigned,
  'settle to': [...Object.keys(network.practices), ...Object.keys(network.hubs)],
};
const typed = 'What was typed';
const textFor = (verb: string, id: string): string => (verb === 'link' ? 'CCC-CCC' : id === 'spokenTo' ? 'Gwen there' : typed);

/** The real handlers before one state, which every press finds as it was; says what was written. */
function before(state: EConsult, rulesNow: Network, at: Instant) {
  let written = 0;
  const store = {
    known: () => undefined,
    load: async ({ id }: { id: string }) => ({ state: { ...state, id }, version: state.revision, etag: '', operations: [], lastHash: '' }),
    commit: async (...changes: readonly Change[]) => {
      written += changes.length;
      return { kind: 'committed' };
    },
    operationAt: async () => undefined,
    texts: async () => [],
    // Bram has as much as anybody may have where that is two.
    queue: async (_: string, _kind: string, holder: string) => (holder === north ? [{ claimant: bram.id }, { claimant: bram.id }] : []),
  } as unknown as Store;
  const source = { current: async () => rulesNow, now: async () => ({ ...rules, network: rulesNow }) };
  const deps = {
    ...{ kinds, store, network: source, clock: { now: () => at }, nudge: () => undefined },
    directory: { person: async () => undefined },
  } as unknown as KindDeps;
  let operation = 0;
  const asked = async (answer: typeof answerPress, who: Person, verb: string, data: object) => {
    operation += 1;
    const carried = { verb, v: 1, hub: state.hub, id: state.id, revision: state.revision };
    const press: Press = { activity: activityOf(who, `operation-${operation}`), by: person(who), verb, data: { ...carried, ...data } };
    written = 0;
    const { body } = await answer(deps, press);
    return { body, said: JSON.stringify(body ?? ''), written, closes: body === undefined };
  };
  return {
    fetch: (who: Person, verb: string) => asked(answerFetch, who, verb, {}),
    submit: (who: Person, verb: string, data: object) => asked(answerSubmit, who, verb, data),
    press: (who: Person, verb: string, data: object) => asked(answerPress, who, verb, data),
  };
}

interface Drawn {
  /** By field; a text field offers the one thing that is typed. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
  readonly sends: boolean;
}
const drawnIn = (verb: string, card: unknown): Drawn => ({
  fields: Object.fromEntries([
    ...reasonsIn(card),
    ...elementsOf(card).flatMap(({ type, id, choices }): [string, readonly string[]][] => {
      if (type === 'Input.ChoiceSet') return [[String(id), (choices as { value: string }[]).map(({ value }) => value)]];
      if (type === 'Input.Text') return [[String(id), [textFor(verb, String(id))]]];
      return type === 'Input.Toggle' ? [[String(id), ['true']]] : [];
    }),
  ]),
  sends: elementsOf(card).some((each) => ['Action.Submit', 'Action.Execute'].includes(each.type) && carries(each, verb)),
});
/** Where each reason is a button of its own. */
const reasonsIn = (card: unknown): readonly [string, readonly string[]][] => {
  const reasons = elementsOf(card).flatMap(({ data }) => (data as { reason?: string } | undefined)?.reason ?? []);
  return reasons.length === 0 ? [] : [['reason', reasons]];
};
const carries = ({ verb, data }: Readonly<Record<string, unknown>>, asked: string): boolean =>
  verb === asked || (data as { verb?: unknown } | undefined)?.verb === asked;

/** What a form would ask for if it were drawn: for whoever is not offered it, some client sends it all the same. */
const shapes: Readonly<Record<string, readonly string[]>> = {
  ...{ place: ['practice'], assign: ['to'], handOver: ['to', 'words'], hold: ['reason', 'until'], escalate: ['reason', 'words'] },
  ...{ raise: ['priority'], lower: ['priority', 'reason'], reopen: ['reason'], link: ['to'], correctPractice: ['practice'] },
  ...{ reportWrongPatient: [], open: ['reason'], passBack: ['reason', 'what', 'wantedBy', 'answers', 'spokenTo', 'knowingly'] },
  ...{ decline: ['reason', 'words'], ask: ['words'], answer: ['words'], settle: ['to', 'words'], sendToHub: ['words'] },
  ...{ release: ['reason'], complete: ['outcome', 'told', 'toldAt', 'followUp', 'tasksSeen'] },
};

it.each(Object.keys(networks))(
  'is taken if it is offered, and changes nothing if it is not: %s',
  async (which) => {
    const net = networks[which] ?? network;
    const wrong: string[] = [];
    const count = { offered: 0, other: 0 };
    for (const at of moments[which] ?? [])
      for (const [name, state] of Object.entries(states)) {
        const w = before(state, net, at);
        for (const who of few[which] ?? people)
          for (const [verb, shape] of Object.entries(shapes)) {
            // Opened at once, without a form: there is nothing to choose.
            if (verb === 'open' && (await w.fetch(who, verb)).written > 0) continue;
            const onCard = !Object.hasOwn(forms, verb);
            const card = onCard
              ? drawEConsult(state, { network: net, at: state.holder, now: at, viewer: who.id }).card
              : (await w.fetch(who, verb)).body;
            const unfolded = onCard
              ? elementsOf(card).find((each) => each.type === 'Action.ShowCard' && drawnIn(verb, each['card']).sends)?.['card']
              : card;
            const { fields, sends } = drawnIn(verb, unfolded);
            const all = choicesAt(at, state);
            const anyOf = (id: string): readonly string[] =>
              every[`${verb} ${id}`] ?? all[id] ?? [id === 'knowingly' || id === 'tasksSeen' ? 'true' : textFor(verb, id)];
            const offeredOf = (id: string): readonly string[] => (sends ? (fields[id] ?? []) : []);
            const base = Object.fromEntries(shape.map((id) => [id, offeredOf(id)[0] ?? anyOf(id)[0] ?? '']));
            // How the patient was told is said once, with the outcome or beside it; of a withdrawal alone they need not be told.
            const bases = [
              ...(verb !== 'complete'
                ? [base]
                : [
                    { ...base, told: '' },
                    { ...base, outcome: 'answered' },
                    { ...base, outcome: 'withdrawn', told: 'notNeeded' },
                    { ...base, outcome: 'notReachedTwice', told: 'notReached' },
                  ]),
            ];
            const choosing = shape.filter((id) => anyOf(id).length > 1);
            // Of a form that cannot be sent at all, two of each are enough to see that it cannot.
            const tries = choosing.flatMap((id) =>
              (sends ? [...new Set([...offeredOf(id), ...anyOf(id)])] : anyOf(id).slice(-2)).map((value) => ({ id, value })),
            );
            for (const { id, value } of tries.length > 0 ? tries : [{ id: 'none', value: '' }]) {
              const isOffered = sends && (id === 'none' || offeredOf(id).includes(value));
              count[isOffered ? 'offered' : 'other'] += 1;
              const answers = [];
              for (const each of bases) answers.push(await w[onCard ? 'press' : 'submit'](who, verb, { ...each, [id]: value }));
              const what = `${which} ${at} ${name}, ${who.name}, ${verb} ${id} ${value}`;
              const isTaken = answers.some(({ written, closes }) => written > 0 || closes);
              if (isOffered && !isTaken) wrong.push(`offered and refused: ${what}: ${answers[0]?.said.slice(0, 400)}`);
              const keeps = answers.every(({ said, closes }) => said.includes(typed) || closes);
              if (sends && !isOffered && !onCard && Object.values(base).includes(typed) && !keeps) wrong.push(`typed words lost: ${what}`);
              const moves = ['until', 'wantedBy', 'toldAt'].includes(id);
              if (!isOffered && !moves && answers.some(({ written }) => written > 0)) wrong.push(`not offered and taken: ${what}`);
            }
          }
      }
    process.stdout.write(`${which}: ${count.offered} choices offered, ${count.other} not offered\n`);
    const kinds = new Map<string, string[]>();
    for (const each of wrong) {
      const kind = each.replace(/: .*?, [^,]*?, (\S+ \S+) (\S+).*/s, ': $1');
      kinds.set(kind, [...(kinds.get(kind) ?? []), each]);
    }
    expect([...kinds].map(([kind, each]) => `${kind} × ${each.length}, such as ${each[0]}`)).toEqual([]);
  },
  300_000,
);
