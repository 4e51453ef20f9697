// The dialogs in which leads agree who takes whose work in a disaster, and say how long their hub's work takes.
import { z } from 'zod/v4';
import { type Choice, toggle } from '../../cards/fields.ts';
import { buddyForm, workMinutesForm } from '../../cards/network/form-words.ts';
import { isLead } from '../../cards/network/lists.ts';
import { dateWords } from '../../cards/network/words.ts';
import { kindWords } from '../../cards/words.ts';
import { own } from '../../domain/lookup.ts';
import { agreedByMax, buddyId } from '../../domain/network/buddy-settings.ts';
import { type Buddy, type Network, organisationName, organisationsOf, workMinutesDefault } from '../../domain/network/state.ts';
import { type Kind, kinds, type PersonId } from '../../domain/terms.ts';
import {
  choice,
  code,
  date,
  type FormAsked,
  line,
  type NetworkForm,
  optionalLine,
  organisations,
  reading,
  text,
  title,
  toggled,
} from './fields.ts';

/** One of a hub's, or one more: `NORTH.T90001.T90002.2026-04-01`, `NORTH.NEW`. */
const which = z
  .string()
  .regex(/^[A-Z0-9]{3,10}(?:\.(?:NEW|[A-Z0-9]{3,10}\.[A-Z0-9]{3,10}\.\d{4}-\d\d-\d\d))?$/)
  .transform((value) => {
    const [hub = '', ...id] = value.split('.');
    return { hub, id: id.length < 3 ? undefined : id.join('.') };
  });
const nameIn = (network: Network, id: string): string => organisationName(network, id);
const ledHubs = (network: Network, by: PersonId) => Object.values(network.hubs).filter(({ id }) => isLead(network, by, id));
const found = (network: Network, value: string): Buddy | undefined => {
  const asked = which.safeParse(value.trim());
  return asked.success ? own(network.hubs, asked.data.hub)?.buddies?.find((each) => buddyId(each) === asked.data.id) : undefined;
};

/** Those of the hubs that somebody leads, each with room for one more; one that was ended meanwhile is kept while it is being changed. */
function agreements(network: Network, { by, rest }: FormAsked): readonly Choice[] {
  const all = ledHubs(network, by).flatMap(({ id, name, buddies = [] }) => [
    ...buddies.map((each) => ({
      value: `${id}.${buddyId(each)}`,
      title: title(buddyForm.named(nameIn(network, each.takes), nameIn(network, each.workOf), dateWords(each.from))),
    })),
    { value: `${id}.NEW`, title: title(buddyForm.another(name)) },
  ]);
  const asked = which.safeParse(rest.trim());
  const isGone =
    asked.success && asked.data.id !== undefined && isLead(network, by, asked.data.hub) && !all.some(({ value }) => value === rest.trim());
  return isGone ? [...all, { value: rest.trim(), title: buddyForm.gone }] : all;
}

/** Where a refusal can be put right. */
const buddyFields: Readonly<Record<string, string>> = { buddyItself: 'takes', endsBeforeItBegins: 'until', buddyThere: 'from' };

const setBuddy: NetworkForm = {
  verb: 'setBuddy',
  shows: 'one',
  title: buddyForm.title,
  fieldFor: ({ why }) => own(buddyFields, why),
  fields: (network, asked) => {
    const all = agreements(network, asked);
    const chosen = all.find(({ value }) => value === asked.rest.trim()) ?? (all.length === 1 ? all[0] : undefined);
    const [hub = ''] = chosen?.value.split('.') ?? [];
    const there = found(network, chosen?.value ?? '');
    const ours = organisationsOf(network, hub).map((id) => ({ value: id, title: title(nameIn(network, id)) }));
    const others = Object.values(network.hubs).flatMap(({ id, name }) => (id === hub ? [] : [{ value: id, title: title(name) }]));
    return [
      choice('organisation', buddyForm.which, all, chosen === undefined ? {} : { value: chosen.value }),
      choice('takes', buddyForm.takes, kept([...ours, ...others], there?.takes, network), { value: there?.takes ?? '' }),
      choice('workOf', buddyForm.workOf, kept(ours, there?.workOf, network), { value: there?.workOf ?? '' }),
      date('from', buddyForm.from, { value: there?.from ?? '' }),
      date('until', buddyForm.until, { value: there?.until ?? '' }),
      text('agreedBy', buddyForm.agreedBy, { max: agreedByMax, value: there?.agreedBy ?? '' }),
      ...(there === undefined ? [] : [toggle('end', buddyForm.end.label, buddyForm.end.error)]),
    ];
  },
  command: reading(
    z.object({
      organisation: which,
      takes: code,
      workOf: code,
      from: line(10),
      until: line(10),
      agreedBy: line(agreedByMax),
      end: toggled,
    }),
    ({ organisation: { hub, id }, end, ...buddy }, asked) => ({
      ...asked,
      type: 'setBuddy',
      organisation: hub,
      ...(id === undefined ? {} : { was: id }),
      ...(end ? {} : { buddy }),
    }),
  ),
};
/** One that came from a file may name somebody who is not offered. */
const kept = (choices: readonly Choice[], there: string | undefined, network: Network): readonly Choice[] =>
  there === undefined || choices.some(({ value }) => value === there)
    ? choices
    : [{ value: there, title: title(nameIn(network, there)) }, ...choices];

const minutes = optionalLine(4);
const setWorkMinutes: NetworkForm = {
  verb: 'setWorkMinutes',
  shows: 'one',
  title: workMinutesForm.title,
  fieldFor: (refusal) => (refusal.why === 'workMinutesWrong' ? refusal.kind : undefined),
  fields: (network, asked) => {
    const set = own(network.hubs, asked.rest.trim().toUpperCase())?.workMinutes ?? {};
    return [
      organisations({ ...network, practices: {} }, asked, 'all', workMinutesForm.hub, (_, by, id) => isLead(network, by, id)),
      ...kinds.map((kind) =>
        text(kind, workMinutesForm.minutes(kindWords[kind], workMinutesDefault[kind]), {
          required: false,
          max: 4,
          value: own(set, kind)?.toString() ?? '',
        }),
      ),
    ];
  },
  command: reading(
    z.object({ organisation: code, clinical: minutes, admin: minutes, clinicalAdmin: minutes }),
    ({ organisation, ...written }, asked) => {
      const workMinutes: { [Each in Kind]?: number } = {};
      for (const kind of kinds) {
        const words = written[kind];
        // What is no number is refused where the others are, which says at which field.
        if (words !== undefined) workMinutes[kind] = /^\d+$/.test(words) ? Number(words) : Number.NaN;
      }
      return { ...asked, type: 'setWorkMinutes', organisation, workMinutes };
    },
  ),
};

export const buddyForms: readonly NetworkForm[] = [setBuddy, setWorkMinutes];
