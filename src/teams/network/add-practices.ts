// The dialog that adds practices: looked for in the NHS list by code or name, or typed where there is no list, then chosen and added together.
import { z } from 'zod/v4';
import { type Field, faultsIn, isOffered } from '../../cards/fields.ts';
import { fillForm, type Problem } from '../../cards/form.ts';
import { formInputMissing, needsLead } from '../../cards/network/answers.ts';
import { saveButton } from '../../cards/network/form-words.ts';
import { isLead } from '../../cards/network/lists.ts';
import { type FirstGets, firstGets, listedTitle, recordsForm, addPracticesForm as words } from '../../cards/network/setup-form-words.ts';
import { networkRefusalWords } from '../../cards/network/words.ts';
import { own } from '../../domain/lookup.ts';
import { organisationNameMax, practicesAtOnceMax } from '../../domain/network/begin.ts';
import type { NewPractice } from '../../domain/network/command.ts';
import { findPractices, isClosed, type PracticeList, type PracticesFound } from '../../domain/network/practice-list.ts';
import { type Network, type Practice, recordSystems } from '../../domain/network/state.ts';
import { coreHours } from '../../domain/time/hours.ts';
import { type ClickDeps, operationOf, type Press } from '../press.ts';
import { closedReply, dialogReply, type InvokeReply } from '../replies.ts';
import { choice, line, optionalLine, text, title, toggled } from './fields.ts';
import { accessChoices, recordChoices } from './setup-forms.ts';

/** A hundred codes with a line end each, or as many lines with a name. */
const writtenMax = practicesAtOnceMax * 60;

const pathways: Readonly<Record<FirstGets, Practice['pathway']>> = {
  paperwork: { clinical: 'hubFirst', clinicalAdmin: 'hubFirst', admin: 'practiceFirst' },
  hub: { clinical: 'hubFirst', clinicalAdmin: 'hubFirst', admin: 'hubFirst' },
  practice: { clinical: 'practiceFirst', clinicalAdmin: 'practiceFirst', admin: 'practiceFirst' },
};

/** What was written, as practices to choose from, and what there is to say about it. */
interface Looked {
  readonly found: PracticesFound['found'];
  readonly isMeant: boolean;
  readonly notes: readonly string[];
}

function look(list: PracticeList | undefined, written: string): Looked {
  if (list === undefined) return typedIn(written);
  const { found, unknown, byCode, more } = findPractices(list, written);
  const notes = [
    ...(unknown.length === 0 ? [] : [words.unknown(unknown)]),
    ...(more === 0 ? [] : [words.moreFound(more)]),
    ...(found.length === 0 && unknown.length === 0 ? [words.noneFound] : []),
  ];
  return { found: found.slice(0, practicesAtOnceMax), isMeant: byCode || found.length === 1, notes };
}

/** Without a list: `A98101 Saltern Quay Medical Centre`, a practice on each line. */
function typedIn(written: string): Looked {
  const lines = written.split(/[\r\n]+/).flatMap((each) => (each.trim() === '' ? [] : [each.trim()]));
  const read = lines.map((each) => ({ each, parts: /^((?=[A-Za-z]*\d)[A-Za-z0-9]{3,10})[\s,;:]+(\S.*)$/.exec(each) }));
  const found = read.flatMap(({ parts }) =>
    parts === null
      ? []
      : [{ code: (parts[1] ?? '').toUpperCase(), name: (parts[2] ?? '').trim().slice(0, organisationNameMax), status: 'active' }],
  );
  const unread = read.flatMap(({ each, parts }) => (parts === null ? [each.slice(0, 40)] : []));
  return { found, isMeant: true, notes: unread.length === 0 ? [] : [words.unreadable(unread.slice(0, 5))] };
}

function fieldsFor(network: Network, press: Press, list: PracticeList | undefined, looked: Looked | undefined): readonly Field[] {
  const hubs = Object.values(network.hubs).filter(({ id }) => isLead(network, press.by.id, id));
  const about = typeof press.data['hub'] === 'string' ? press.data['hub'] : '';
  const value = hubs.find(({ id }) => id === about)?.id ?? (hubs.length === 1 ? hubs[0]?.id : undefined);
  const asking = list === undefined ? words.typed : words.written;
  const written: Field = { ...text('written', asking, { max: writtenMax, hint: asking.hint }), kind: 'words' };
  if (looked === undefined || looked.found.length === 0) return [written];
  const lacks = (name: 'pcn' | 'icb'): boolean => looked.found.some((each) => each[name] === undefined);
  return [
    written,
    {
      ...text('practices', words.practices),
      kind: 'several',
      choices: looked.found.map((each) => ({ value: each.code, title: title(listedTitle(each)) })),
      // One that is closed is never chosen for them.
      value: looked.isMeant ? looked.found.flatMap((each) => (isClosed(each) ? [] : [each.code])).join(',') : '',
    },
    { kind: 'toggle', id: 'closedToo', ...words.closedToo, required: false, value: 'false', whenAsked: true },
    choice(
      'toHub',
      words.hub,
      hubs.map(({ id, name }) => ({ value: id, title: title(`${name} (${id})`) })),
      { none: needsLead, ...(value === undefined ? {} : { value }) },
    ),
    choice('recordSystem', recordsForm.recordSystem, recordChoices),
    choice('recordAccess', recordsForm.recordAccess, accessChoices),
    choice(
      'firstGets',
      words.firstGets,
      (Object.keys(firstGets) as FirstGets[]).map((each) => ({ value: each, title: firstGets[each] })),
      {
        value: 'paperwork',
      },
    ),
    ...(lacks('pcn') ? [text('pcn', words.pcn, { required: false, max: 10 })] : []),
    ...(lacks('icb') ? [text('icb', words.icb, { required: false, max: 10 })] : []),
  ];
}

const input = z.object({
  practices: line(writtenMax),
  closedToo: toggled,
  toHub: line(10),
  recordSystem: z.enum(recordSystems),
  recordAccess: z.enum(['shared', 'separate']),
  firstGets: z.enum(Object.keys(firstGets) as [FirstGets, ...FirstGets[]]),
  pcn: optionalLine(10),
  icb: optionalLine(10),
});
type Input = z.infer<typeof input>;

/** Opens the dialog, looks for what was written, and adds what was chosen. Errors as `handle`. */
export async function answerAddPractices(deps: ClickDeps, press: Press, how: 'fetch' | 'submit'): Promise<InvokeReply> {
  const network = await deps.network.current();
  const list = deps.setup?.practices();
  const written = typeof press.data['written'] === 'string' ? press.data['written'].slice(0, writtenMax) : '';
  const looked = how === 'submit' && written.trim() !== '' ? look(list, written) : undefined;
  const fields = fieldsFor(network, press, list, looked);
  const show = (problem: string | Problem): InvokeReply => {
    const isChoosing = looked !== undefined && looked.found.length > 0;
    const lines = looked?.notes ?? [];
    const form = { verb: 'addPractices', title: words.title, submit: isChoosing ? saveButton : words.find, lines, fields };
    const about = { hub: typeof press.data['hub'] === 'string' ? press.data['hub'] : '', id: '', revision: 0, rest: '' };
    return dialogReply(words.title, fillForm(form, about, problem, given(press, looked)), isChoosing ? 'large' : 'medium');
  };
  if (how === 'fetch' || looked === undefined) return show(how === 'fetch' ? '' : formInputMissing);
  // Just looked for; or looked for anew, so that what was chosen before is not among what was found.
  if (own(press.data, 'practices') === undefined || !isAmong(press, looked)) return show('');
  const read = input.safeParse(press.data);
  if (!read.success || !isOffered(fields, press.data)) return show({ words: formInputMissing, at: faultsIn(fields, press.data) });
  const chosen = looked.found.filter(({ code }) => read.data.practices.split(',').includes(code));
  const closed = chosen.filter(isClosed).map(({ name }) => name);
  if (closed.length > 0 && !read.data.closedToo) return show({ words: '', at: { closedToo: words.askClosed(closed) } });
  const handled = await deps.network.change({
    ...{ type: 'addPractices', operation: operationOf(press.activity), at: deps.clock.now(), by: press.by },
    hub: read.data.toHub,
    practices: chosen.map((each) => practiceOf(each, read.data)),
  });
  return handled.kind === 'done' ? closedReply : show(networkRefusalWords(handled.refusal, network));
}

/** What stood in the form stays, but not choices about practices that are looked for anew. */
function given({ data }: Pick<Press, 'data'>, looked: Looked | undefined): Readonly<Record<string, unknown>> {
  const { practices: _, ...rest } = data;
  return looked !== undefined && isAmong({ data }, looked) ? data : rest;
}
function isAmong({ data }: Pick<Press, 'data'>, { found }: Looked): boolean {
  const { practices = '' } = data;
  if (typeof practices !== 'string') return false;
  return practices === '' || practices.split(',').every((code) => found.some((each) => each.code === code));
}

function practiceOf({ code, name, pcn, icb }: PracticesFound['found'][number], asked: Input): NewPractice {
  const [network, board] = [pcn ?? asked.pcn?.toUpperCase(), icb ?? asked.icb?.toUpperCase()];
  return {
    code,
    name,
    ...(network === undefined ? {} : { pcn: network }),
    ...(board === undefined ? {} : { icb: board }),
    recordSystem: asked.recordSystem,
    recordAccess: asked.recordAccess,
    hours: coreHours,
    pathway: pathways[asked.firstGets],
  };
}
