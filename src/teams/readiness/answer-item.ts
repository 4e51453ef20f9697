// The dialog in which an item of a checklist is answered.
import { z } from 'zod/v4';
import { handleReadiness, readinessOf } from '../../app/readiness/readiness.ts';
import { unknownCard } from '../../cards/answers.ts';
import { formKeptWords } from '../../cards/faults.ts';
import { faultsIn, isOffered } from '../../cards/fields.ts';
import { fillForm, type Problem } from '../../cards/form.ts';
import { mayRead } from '../../cards/network/lists.ts';
import { answeredWords, itemForm } from '../../cards/readiness/form.ts';
import { itemOfVerb } from '../../cards/readiness/list.ts';
import { readinessRefusalWords } from '../../cards/readiness/words.ts';
import { saying } from '../../cards/templates.ts';
import { own } from '../../domain/lookup.ts';
import type { Network, Practice } from '../../domain/network/state.ts';
import { mayAnswerItems, type ReadinessRefusal } from '../../domain/readiness/decide.ts';
import { isProductItem, type PeopleItem } from '../../domain/readiness/items.ts';
import { itemStatuses, readinessId, readinessIds } from '../../domain/readiness/state.ts';
import { askedBy, type ClickDeps, isInList, type Press } from '../press.ts';
import { closedReply, closingReply, dialogReply, type InvokeReply, wordsDialog } from '../replies.ts';
import { payloadSchema } from '../wire.ts';

const payload = payloadSchema(readinessIds);
const optional = z
  .string()
  .max(1_000)
  .optional()
  .transform((given) => (given?.trim() === '' ? undefined : given?.trim()));
const input = z.object({
  status: z.enum(itemStatuses),
  owner: optional,
  evidence: optional,
  date: optional,
  until: optional,
  checked: z.union([z.boolean(), z.string().max(10)]).optional(),
});

/** At which field a refusal is said; one that is not here stands above the form. */
const fieldOf: Readonly<Partial<Record<ReadinessRefusal['why'], string>>> = {
  ownerElsewhere: 'owner',
  evidenceMissing: 'evidence',
  reasonMissing: 'evidence',
  personalWords: 'evidence',
  wordsTooLong: 'evidence',
  dateWrong: 'date',
  hasRunOut: 'until',
};

/** The practice that a button is about; `undefined`: there is none, or it is not for them. */
export function practiceOf(network: Network, { by, data }: Pick<Press, 'by' | 'data'>): Practice | undefined {
  const carried = payload.safeParse(data);
  const practice = carried.success ? own(network.practices, carried.data.id.slice(readinessId('').length)) : undefined;
  return practice?.hub === carried.data?.hub && practice !== undefined && mayRead(network, by.id, practice.code) ? practice : undefined;
}

/** Opens the dialog, or takes what was filled in. Throws as the store does. */
export async function answerItem(deps: ClickDeps, press: Press, how: 'fetch' | 'submit'): Promise<InvokeReply> {
  const item = itemOfVerb(press.verb);
  const network = await deps.network.current();
  const practice = practiceOf(network, press);
  if (item === undefined || isProductItem(item) || practice === undefined) return wordsDialog(unknownCard);
  if (!mayAnswerItems(network, press.by, practice.code)) return wordsDialog(readinessRefusalWords({ why: 'notTheirs', ask: [] }));
  const form = await formOf(deps, network, practice, item);
  if (how === 'fetch') return form.show('', {});
  const given = input.safeParse(press.data);
  if (!given.success || !isOffered(form.fields, press.data))
    return form.show({ words: formKeptWords, at: faultsIn(form.fields, press.data) }, press.data);
  const { status, owner, evidence, date, until, checked } = given.data;
  const asked = askedBy(deps, press, practice.hub, readinessId(practice.code), undefined);
  const handled = await handleReadiness(
    { ...deps, rules: deps.network },
    {
      ...{ ...asked, type: 'answerItem', practice: practice.code, item, status },
      ...(owner === undefined ? {} : { owner }),
      ...(date === undefined ? {} : { date }),
      ...(until === undefined ? {} : { until }),
      ...(evidence === undefined ? {} : { evidence: { text: evidence, checked: checked === true || checked === 'true' } }),
    },
  );
  if (handled.kind === 'done') return isInList(press) ? closedReply : closingReply(answeredWords);
  const words = readinessRefusalWords(handled.refusal);
  const field = fieldOf[handled.refusal.why];
  const stopped = handled.refusal.why === 'personalWords' ? ({ stopped: true } as const) : {};
  return form.show(field === undefined ? words : { words: formKeptWords, at: { [field]: words }, ...stopped }, press.data);
}

async function formOf(deps: ClickDeps, network: Network, practice: Practice, item: PeopleItem) {
  const form = itemForm(network, practice, item, (await readinessOf(deps.store, practice))?.answers[item]);
  const about = { hub: practice.hub, id: readinessId(practice.code), revision: 0, rest: '' };
  return {
    fields: form.fields,
    show: (problem: string | Problem, given: Press['data']): InvokeReply =>
      dialogReply(form.title, saying('readiness', fillForm(form, about, problem, given))),
  };
}
