// The dialog in which leads write down, change and take away their hub's common tasks.
import { z } from 'zod/v4';
import { toggle } from '../../cards/fields.ts';
import { taskTemplateForm } from '../../cards/network/form-words.ts';
import { mayLead } from '../../cards/network/lists.ts';
import { wantedWords, whatChoice, whatChoices, whatValue } from '../../cards/task/form-choices.ts';
import { own } from '../../domain/lookup.ts';
import type { Network, TaskTemplate } from '../../domain/network/state.ts';
import { templateId, templateNameMax, templateOf, templatesOf } from '../../domain/network/task-templates.ts';
import { noteCharactersMax } from '../../domain/privacy.ts';
import { wantedCodes } from '../../domain/task/reasons-and-outcomes.ts';
import type { PersonId } from '../../domain/terms.ts';
import { whatSchema } from '../task/filled-in.ts';
import { choice, line, type NetworkForm, reading, text, title, toggled } from './fields.ts';

/** One of a hub's, or one more: `NORTH.K7M4QX`, `NORTH.NEW`. */
const which = z
  .string()
  .regex(/^[A-Z0-9]{3,10}(?:\.(?:NEW|[A-Z0-9]{6}))?$/)
  .transform((value) => {
    const [hub = '', id = 'NEW'] = value.split('.');
    return { hub, id: id === 'NEW' ? undefined : id };
  });
/** Somebody may have taken it away while it was being changed: what was written is kept all the same. */
const gone = (network: Network, by: PersonId, rest: string) => {
  const asked = which.safeParse(rest.trim());
  if (!asked.success || asked.data.id === undefined || !mayLead(network, by, asked.data.hub)) return [];
  return templateOf(network, asked.data.hub, asked.data.id) === undefined ? [{ value: rest.trim(), title: taskTemplateForm.gone }] : [];
};
const choices = (network: Network, by: PersonId) =>
  Object.values(network.hubs)
    .filter(({ id }) => mayLead(network, by, id))
    .flatMap((hub) => [
      ...templatesOf(network, hub.id).map(({ name }) => ({ value: `${hub.id}.${templateId(name)}`, title: title(name) })),
      { value: `${hub.id}.NEW`, title: title(taskTemplateForm.another(hub.name)) },
    ]);
const chosen = (network: Network, rest: string): TaskTemplate | undefined => {
  const found = which.safeParse(rest.trim());
  return found.success && found.data.id !== undefined && own(network.hubs, found.data.hub) !== undefined
    ? templateOf(network, found.data.hub, found.data.id)
    : undefined;
};

export const taskTemplateForms: readonly NetworkForm[] = [
  {
    verb: 'setTaskTemplate',
    shows: 'one',
    title: taskTemplateForm.title,
    fields: (network, { by, rest }) => {
      const all = [...choices(network, by), ...gone(network, by, rest)];
      const there = chosen(network, rest);
      const only = all.find(({ value }) => value === rest.trim()) ?? (all.length === 1 ? all[0] : undefined);
      return [
        choice('organisation', taskTemplateForm.which, all, only === undefined ? {} : { value: only.value }),
        text('name', taskTemplateForm.name, { max: templateNameMax, value: there?.name ?? '' }),
        choice('what', taskTemplateForm.what, offered(there), { value: there === undefined ? '' : whatValue(there) }),
        { ...text('asked', taskTemplateForm.asked, { max: noteCharactersMax, value: there?.asked ?? '' }), kind: 'words' },
        choice(
          'wanted',
          taskTemplateForm.wanted,
          wantedCodes.map((value) => ({ value, title: wantedWords[value] })),
          { value: there?.wanted ?? 'usual' },
        ),
        ...(there === undefined ? [] : [toggle('remove', taskTemplateForm.remove.label, taskTemplateForm.remove.error)]),
      ];
    },
    command: reading(
      z.object({
        organisation: which,
        name: line(200),
        what: whatSchema,
        asked: line(2_000),
        wanted: z.enum(wantedCodes),
        remove: toggled,
      }),
      ({ organisation: { hub, id }, name, what, asked: words, wanted, remove }, asked) => ({
        ...asked,
        type: 'setTaskTemplate',
        organisation: hub,
        ...(id === undefined ? {} : { was: id }),
        ...(remove ? {} : { template: { name, ...what, asked: words, wanted } }),
      }),
    ),
  },
];

/** One that came from a file may be none of those that people are offered. */
const offered = (there: TaskTemplate | undefined) =>
  there === undefined || whatChoices.some(({ value }) => value === whatValue(there)) ? whatChoices : [whatChoice(there), ...whatChoices];
