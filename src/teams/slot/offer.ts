// The dialogs in which an organisation offers appointments: some of one day, a pattern over weeks, or a list that is pasted.
import { type Published, publishSlots } from '../../app/slot/publish.ts';
import { faultsIn, isOffered } from '../../cards/fields.ts';
import { fillForm } from '../../cards/form.ts';
import { drawList } from '../../cards/list.ts';
import { ruleWords, tooManySlotsWords } from '../../cards/slot/faults.ts';
import * as words from '../../cards/slot/forms.ts';
import { ledgerWords, slotRefusalWords } from '../../cards/slot/words.ts';
import { saying } from '../../cards/templates.ts';
import { own } from '../../domain/lookup.ts';
import { hubOf } from '../../domain/network/state.ts';
import { isPersonal, type SlotFault } from '../../domain/slot/faults.ts';
import { mayActFor } from '../../domain/slot/offered.ts';
import { told } from '../../files/lines.ts';
import { type ClickDeps, operationOf, type Press } from '../press.ts';
import { dialogReply, type InvokeReply, wordsDialog } from '../replies.ts';
import { organisationSchema } from '../wire.ts';
import { forms, type OfferForm, type Read } from './filled-in.ts';

export const offerVerbs: readonly string[] = forms.map(({ verb }) => verb);
type Wanted = Extract<Read, { wanted: unknown }>;

/** Opens one of the forms, or publishes what was filled in. Throws as the store does. */
export async function answerOffer(deps: ClickDeps, press: Press, how: 'fetch' | 'submit'): Promise<InvokeReply> {
  const form = forms.find(({ verb }) => verb === press.verb);
  const network = await deps.network.current();
  const named = organisationSchema.safeParse(press.data['rest']);
  const organisation = named.success ? named.data : '';
  const hub = hubOf(network, organisation) ?? '';
  const refusal = mayActFor(network, press.by, hub, organisation);
  if (form === undefined || refusal !== undefined) return wordsDialog(slotRefusalWords(refusal ?? { why: 'slotUnknown' }, network));
  const of: words.FormOf = { network, hub, organisation, now: deps.clock.now(), stopped: false };
  if (how === 'fetch') return show(form, of, { problem: '', lines: form.lines }, {});
  const isChecked = [true, 'true'].includes(own(press.data, 'checked') as string);
  const fields = form.fields({ ...of, stopped: isChecked });
  const at = faultsIn(fields, press.data);
  if (Object.keys(at).length > 0 || !isOffered(fields, press.data))
    return show(form, of, { problem: words.inputMissing, lines: form.lines, at }, press.data);
  const read = await form.read(deps, of, press.data);
  if ('problem' in read) return show(form, of, read, press.data);
  const published = await publishSlots(
    { ...deps, rules: deps.network },
    {
      ...{ hub, offeredBy: organisation, slots: read.wanted, checked: isChecked },
      ...{ operation: operationOf(press.activity), at: of.now, by: press.by },
    },
  );
  return answered(form, of, press, { read, published });
}

function answered(
  form: OfferForm,
  of: words.FormOf,
  press: Press,
  { read, published }: { readonly read: Wanted; readonly published: Published },
): InvokeReply {
  switch (published.kind) {
    case 'published': {
      const said = [words.publishedWords(published.ids.length, published.fresh), ...read.lines, ledgerWords].join(' ');
      return dialogReply(form.title, drawList(words.publishedTitle, said, []));
    }
    case 'refused':
      return show(
        form,
        of,
        {
          problem: published.refusal.why === 'tooManySlots' ? tooManySlotsWords : slotRefusalWords(published.refusal, of.network),
          lines: read.lines,
        },
        press.data,
      );
    case 'stopped':
      return show(
        form,
        of,
        { problem: words.stoppedWords(published.published, slotRefusalWords(published.refusal, of.network)), lines: [] },
        press.data,
      );
    case 'faulty': {
      const isStopped = published.faults.some(({ rule }) => isPersonal(rule));
      return show(
        form,
        { ...of, stopped: isStopped },
        { problem: words.faultyWords, lines: faultLines(read, published.faults) },
        press.data,
      );
    }
  }
}

function faultLines({ wanted, at }: Wanted, faults: readonly SlotFault[]): readonly string[] {
  if (at === undefined)
    return words.slotFaultLines(
      faults,
      wanted.map(({ start }) => start),
    );
  return words.lineFaults(told(faults.map(({ index, rule }) => ({ line: at[index] ?? 0, words: ruleWords[rule] }))).faults);
}

function show(
  form: OfferForm,
  of: words.FormOf,
  {
    problem,
    lines,
    at = {},
  }: { readonly problem: string; readonly lines: readonly string[]; readonly at?: Readonly<Record<string, string>> },
  given: Press['data'],
): InvokeReply {
  const shown = {
    ...{ verb: form.verb, title: form.title, submit: words.offerButton, fields: form.fields(of) },
    lines: [...words.offerLines(of.network, of.organisation), ...lines],
  };
  const about = { hub: of.hub, id: '', revision: 0, rest: of.organisation };
  return dialogReply(form.title, saying('slot', fillForm(shown, about, { words: problem, at }, given)), 'large');
}
