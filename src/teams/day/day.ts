// An organisation's day in Teams: signing its count, saying what becomes of each before closing, and drawing its card.

import { z } from 'zod/v4';
import type { Outgoing, Showing } from '../../app/chat.ts';
import { readOnce } from '../../app/day/count.ts';
import { dayKey, leftNow, signDay, tasksLeftNow } from '../../app/day/day.ts';
import type { TaskRow } from '../../app/day/tasks.ts';
import type { OpenRow } from '../../app/econsult/rows.ts';
import type { Loaded } from '../../app/ports.ts';
import type { Rules } from '../../app/rules.ts';
import { unreadableCard } from '../../cards/answers.ts';
import { closingLines, closingTitle, dayNotYours, nothingToDecide, toSayWords } from '../../cards/day/closing.ts';
import { closedWords, dayRefusalWords, drawDay, type Left, leftShown, nothingLeft, tasksShown } from '../../cards/day/day.ts';
import { dayNoticeWords, isTold } from '../../cards/day/notices.ts';
import { closingFields, drawEach } from '../../cards/econsult/several.ts';
import type { RowButtons, Said } from '../../cards/list.ts';
import { addressed } from '../../cards/notice-parts.ts';
import { drawWords } from '../../cards/say.ts';
import { closingTaskRow } from '../../cards/task/row.ts';
import { compare } from '../../domain/compare.ts';
import { saidOf, unsaidFirst } from '../../domain/day/before-closing.ts';
import type { DayEvent } from '../../domain/day/event.ts';
import { type DayNotice, dayNoticeNames } from '../../domain/day/react.ts';
import { type Day, type Matter, partsOfDayId, type Told } from '../../domain/day/state.ts';
import { own } from '../../domain/lookup.ts';
import { maySee } from '../../domain/network/access.ts';
import type { Network } from '../../domain/network/state.ts';
import { isTaskPlanned } from '../../domain/task/before-closing.ts';
import { tasksAt } from '../../domain/task/counts.ts';
import type { TaskPlace } from '../../domain/task/queue-place.ts';
import { isOpenTask } from '../../domain/task/state.ts';
import { channelOf, type Instant } from '../../domain/terms.ts';
import { listedHere } from '../econsult/gate.ts';
import { offeredRow } from '../econsult/listed.ts';
import { type DrawChoices, doEach } from '../econsult/several.ts';
import type { DrawDeps } from '../kind.ts';
import { deskNamed, known } from '../mentions.ts';
import { type ClickDeps, operationOf, type Press, type Reading } from '../press.ts';
import { cardReply, dialogReply, type InvokeReply, messageReply, wordsDialog } from '../replies.ts';
import { loadTasks } from '../task/gate.ts';
import { organisationSchema } from '../wire.ts';

/** What the buttons of a day's card carry; in a form it travels as `rest`. */
const carriedSchema = z.looseObject({ v: z.literal(1), hub: organisationSchema, day: z.string().max(30) });

/** What has no practice yet is placed first, on its own card. */
const sayable = ({ practice }: OpenRow): boolean => practice !== undefined;

/** What is left at this moment, as far as it is shown. */
async function leftOf(deps: Reading, day: Day, matters: (row: OpenRow) => boolean = () => true): Promise<Left> {
  const { hub, organisation, closesAt } = day;
  if (closesAt === undefined || day.counted) return nothingLeft;
  const rules = await deps.network.now();
  const now = deps.clock.now();
  const rows = (await leftNow(deps, hub, organisation, closesAt, rules)).filter(matters);
  const shown = [...rows].sort(unsaidFirst(organisation, now)).slice(0, leftShown);
  const found = await listedHere(
    deps.store,
    rules.network,
    hub,
    shown.map(({ id }) => id),
  );
  const items = found.filter(({ status }) => status !== 'completed');
  // Everybody in its channel reads the list.
  const seen = { rules, reader: { person: '', here: organisation, shared: true }, now };
  const buttons = new Map(items.flatMap((it) => [[it.id, offeredRow(it, seen).buttons] as const]).filter(isOffered));
  return {
    items,
    buttons,
    more: Math.max(0, rows.length - leftShown),
    sayable: rows.some(sayable),
    ...(await tasksOf(deps, day, closesAt, rules)),
    ...saidOf(organisation, rows, now),
  };
}

/** How its tasks stand, and those of them that need a decision, the ones without first. */
async function tasksOf(deps: Reading, { hub, organisation }: Day, closes: Instant, rules: Rules) {
  const now = deps.clock.now();
  // One read of the hub's open tasks does for both.
  const store = readOnce(deps.store);
  const all = await tasksLeftNow({ store }, hub, organisation, closes, rules);
  const isUnsaid = ({ plan }: TaskRow): boolean => !isTaskPlanned(plan, now);
  const shown = [...all].sort((a, b) => Number(isUnsaid(b)) - Number(isUnsaid(a)) || compare(a.due, b.due)).slice(0, tasksShown);
  const found = await loadTasks(
    deps.store,
    rules.network,
    hub,
    shown.map(({ id }) => id),
  );
  return {
    tasks: tasksAt(await store.opens<TaskPlace>(hub, 'task'), organisation, now),
    taskRows: found.filter(isOpenTask).map((task) => closingTaskRow(task, rules.network, now)),
    tasksLeft: all.length,
    tasksUnsaid: all.filter(isUnsaid).length,
  };
}

const isOffered = (each: readonly [string, RowButtons | undefined]): each is readonly [string, RowButtons] => each[1] !== undefined;

/** The list before closing after a press in it, for whoever pressed; the channel's is drawn anew. `undefined`: it is not theirs. */
export async function redrawDay(deps: ClickDeps, press: Press, [hub, id]: readonly string[], { words }: Said): Promise<object | undefined> {
  const day = await dayOf(deps, { v: 1, hub, day: id });
  const network = await deps.network.current();
  if (day === undefined || !worksThere(network, press, day)) return undefined;
  await showDay(deps, day);
  return drawDay(day, await leftOf(deps, day), network, deps.clock.now(), words).card;
}

async function showDay({ store, clock, nudge }: ClickDeps, { hub, id, organisation }: Day): Promise<void> {
  await store.show(hub, { kind: 'day', id }, { to: channelOf(organisation), class: 1, what: 'card' }, clock.now());
  nudge();
}

/** The card or a notice of a day, as it is now. */
export async function drawDayMessage(
  deps: DrawDeps,
  { what, to, since }: Showing,
  { state: day }: Loaded<Day>,
): Promise<Outgoing | undefined> {
  const network = await deps.network.current();
  const left = await leftOf(deps, day);
  if (what === 'card') return drawDay(day, left, network, deps.clock.now());
  const name = dayNoticeNames.find((each) => each === what);
  const words = name && dayNoticeWords(name, day, left, network, await toldAt(deps, day, name, since));
  if (words === undefined) return undefined;
  // In somebody's own chat nobody need be named, and in the hub's channel nobody of the practice is there.
  const { organisation, hub } = day;
  const people = to === channelOf(organisation) ? await known(deps.directory, deskNamed(network, organisation, hub)) : [];
  return { ...addressed(people, words), mentions: people };
}

/** What the leads were told at that moment, where they have been told something else since: each is said once, however late. */
async function toldAt({ store }: Reading, { hub, id, told }: Day, name: DayNotice, since: Instant | undefined): Promise<Told | undefined> {
  if (!isTold(name)) return undefined;
  const matter: Matter = name;
  const last = told[matter];
  if (last === undefined || since === undefined || last.at <= since) return last?.what;
  const events = await store.events<DayEvent>(dayKey(hub, id));
  const then = events.findLast(({ at, event }) => at <= since && event.type === 'LeadsTold' && event.what.matter === matter);
  return then?.event.type === 'LeadsTold' ? then.event.what : last.what;
}

async function dayOf(deps: Reading, data: Record<string, unknown>): Promise<Day | undefined> {
  const carried = carriedSchema.safeParse(data);
  if (!carried.success || partsOfDayId(carried.data.day) === undefined) return undefined;
  const { hub, day } = carried.data;
  if (own((await deps.network.current()).hubs, hub) === undefined) return undefined;
  return (await deps.store.load<Day>(dayKey(hub, day)))?.state;
}

/** A day is shown to those who work at its organisation or at the hub. */
const worksThere = (network: Network, { by }: Press, { hub, organisation }: Day): boolean =>
  maySee(network, by.id, { hub, practice: organisation });

/** Answers the press of Sign. Errors as `handle`. */
export async function answerSign(deps: ClickDeps, press: Press): Promise<InvokeReply> {
  const day = await dayOf(deps, press.data);
  if (day === undefined) return messageReply(unreadableCard);
  const asked = { hub: day.hub, id: day.id, operation: operationOf(press.activity), at: deps.clock.now(), by: press.by };
  const network = await deps.network.current();
  if (!worksThere(network, press, day)) return messageReply(dayNotYours);
  const handled = await signDay({ ...deps, rules: deps.network }, asked);
  const draw = (it: Day, notice = ''): InvokeReply => cardReply(drawDay(it, nothingLeft, network, deps.clock.now(), notice).card);
  if (handled.kind === 'done') return draw(handled.state);
  const words = dayRefusalWords(handled.refusal);
  return handled.state === undefined ? messageReply(words) : draw(handled.state, words);
}

/** Once counted, the list is closed, not empty. */
const isOver = ({ closesAt, counted }: Day): boolean => closesAt === undefined || counted !== undefined;

/** Opens the dialog about each that is left, or takes what was chosen. */
export async function answerClosing(deps: ClickDeps, press: Press, how: 'fetch' | 'submit'): Promise<InvokeReply> {
  // In a form the day travels as its `rest`.
  const { rest } = press.data;
  const day = await dayOf(deps, typeof rest === 'string' ? { ...press.data, day: rest } : press.data);
  if (day === undefined) return wordsDialog(unreadableCard);
  const network = await deps.network.current();
  const { organisation } = day;
  if (!worksThere(network, press, day)) return dialogReply(closingTitle, drawWords(closingTitle, dayNotYours), 'small');
  if (how === 'submit') {
    const afterwards = async (): Promise<string> => {
      await showDay(deps, day);
      return isOver(day) ? closedWords : toSayWords((await leftOf(deps, day, sayable)).unsaid);
    };
    const draw: DrawChoices = (items, rules, now) => closingFields(items, organisation, rules, now);
    return doEach(deps, press, closingTitle, draw, afterwards);
  }
  if (isOver(day)) return dialogReply(closingTitle, drawWords(closingTitle, closedWords), 'small');
  const { items, more } = await leftOf(deps, day, sayable);
  if (items.length === 0) return dialogReply(closingTitle, drawWords(closingTitle, nothingToDecide), 'small');
  const fields = closingFields(items, organisation, await deps.network.now(), deps.clock.now());
  const lines = closingLines(items.length, more);
  return dialogReply(closingTitle, drawEach('closing', lines, fields, { hub: day.hub, rest: day.id }), 'large');
}
