// The form in which an item of a checklist is answered.
import type { Network, Practice } from '../../domain/network/state.ts';
import { staffAt } from '../../domain/network/who-is-where.ts';
import { answeredBy, type PeopleItem } from '../../domain/readiness/items.ts';
import { type Answer, type ItemStatus, itemStatuses } from '../../domain/readiness/state.ts';
import { type Field, type Form, notPersonal, whenAsked } from '../fields.ts';
import { inert } from '../templates.ts';
import { oneLine } from '../words.ts';
import { itemWords } from './items.ts';
import { itemVerb } from './list.ts';
import { setHereWords } from './words.ts';

export const statusWords: Readonly<Record<ItemStatus, string>> = {
  open: 'Still to do',
  settled: 'Done',
  notNeeded: 'Not needed here',
};
const dated = { kind: 'date', required: false, error: 'Choose a date' } as const;

export function itemForm(network: Network, practice: Practice, item: PeopleItem, answer: Answer | undefined): Form {
  const people = [...staffAt(network, practice.code), ...staffAt(network, practice.hub)];
  const owners = [...new Map(people.map(({ id, name }) => [id, name])).entries()]
    .map(([value, name]) => ({ value, title: inert(oneLine(name)) }))
    .sort((a, b) => a.title.localeCompare(b.title));
  const needed = answeredBy(item) === 'evidence';
  const fields: readonly Field[] = [
    {
      ...{
        kind: 'choice',
        id: 'status',
        label: 'How it stands',
        required: true,
        error: 'Choose how it stands',
        value: answer?.status ?? 'settled',
      },
      choices: itemStatuses.map((status) => ({ value: status, title: statusWords[status] })),
    },
    {
      ...{ kind: 'choice', id: 'owner', label: 'Who looks after it', required: false, error: 'Choose somebody', choices: owners },
      ...(answer?.owner === undefined ? {} : { value: answer.owner.id }),
      hint: 'They are reminded in their own chat.',
    },
    {
      ...{ kind: 'text', id: 'evidence', required: false, error: 'Say what shows it', max: 300 },
      label: needed ? 'What shows it: a link or a reference' : 'What shows it, or why it is not needed',
      hint: 'A link or a reference, never the document. Everybody of the practice and the hub can read it.',
      ...(answer?.evidence === undefined ? {} : { value: inert(answer.evidence) }),
    },
    { ...dated, id: 'date', label: 'Since when, or by when', ...(answer?.date === undefined ? {} : { value: answer.date }) },
    { ...dated, id: 'until', label: 'Last day it holds (empty: no end)', ...(answer?.until === undefined ? {} : { value: answer.until }) },
    whenAsked(notPersonal),
  ];
  return {
    verb: itemVerb(item),
    title: itemWords[item].name,
    submit: 'Save',
    lines: [`${oneLine(practice.name)}: ${itemWords[item].asks}`, setHereWords(item, practice)].filter((line) => line !== ''),
    fields,
  };
}
export const answeredWords = 'Saved.';
