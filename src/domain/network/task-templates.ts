// The common tasks of a hub: what one is called and made of, and whether it can be written down like that.
import { isDeepStrictEqual } from 'node:util';
import { compare } from '../compare.ts';
import { own } from '../lookup.ts';
import { folded } from '../names.ts';
import { noteCharactersMax, type PersonalKind, personalIn } from '../privacy.ts';
import { idFrom } from '../reference.ts';
import { detailCodes } from '../task/reasons-and-outcomes.ts';
import type { HubId } from '../terms.ts';
import type { SetTaskTemplate } from './command.ts';
import type { NetworkEvent } from './event.ts';
import type { Hub, Network, TaskTemplate } from './hubs-practices-staff.ts';
import { happened, type NetworkDecision, type NetworkRefusal, type Question, refuse, unchanged } from './refusals.ts';

/** So many can be read through in one list. */
export const taskTemplatesMax = 20;
/** Characters of a name: one line of a list. */
export const templateNameMax = 40;

/** What stands for it in a form. Names that people take for the same are the same. */
export const templateId = (name: string): string => idFrom('task template', folded(name) || name.trim(), 0);
export const templatesOf = (network: Network, hub: HubId): readonly TaskTemplate[] => own(network.hubs, hub)?.taskTemplates ?? [];
export const templateOf = (network: Network, hub: HubId, id: string): TaskTemplate | undefined =>
  templatesOf(network, hub).find(({ name }) => templateId(name) === id);

export function setTaskTemplate({ command, network }: Question<SetTaskTemplate>): NetworkDecision {
  const { at, by, organisation, was, template } = command;
  if (own(network.hubs, organisation) === undefined) return refuse({ why: 'organisationUnknown', organisation });
  const before = templatesOf(network, organisation);
  const old = was === undefined ? undefined : templateOf(network, organisation, was);
  if (was !== undefined && old === undefined) return refuse({ why: 'templateUnknown' });
  if (template === undefined)
    return old === undefined ? unchanged : happened({ type: 'TaskTemplateSet', at, by, organisation, was: old.name });
  const made = { ...template, name: template.name.trim(), asked: template.asked.trim() };
  const fault = faultIn(made);
  if (fault) return refuse(fault);
  if (before.some((each) => isDeepStrictEqual(each, made))) return unchanged;
  if (before.some((each) => each !== old && templateId(each.name) === templateId(made.name)))
    return refuse({ why: 'templateNameTaken', name: made.name });
  if (old === undefined && before.length >= taskTemplatesMax) return refuse({ why: 'tooManyTemplates', templatesMax: taskTemplatesMax });
  return happened({ type: 'TaskTemplateSet', at, by, organisation, ...(old === undefined ? {} : { was: old.name }), template: made });
}

/** It is sent again and again, about whoever it may be: nobody's details belong in it, and no date of whichever year. */
export const personalInTemplate = (name: string, asked: string): readonly PersonalKind[] =>
  personalIn(`${name} ${asked}`, '2100-01-01T00:00:00.000Z');

/** What is wrong with one by itself. */
export function faultIn({ name, asked, kind, detail }: TaskTemplate): NetworkRefusal | undefined {
  const codes: readonly string[] = detailCodes[kind];
  const fits = name !== '' && name.length <= templateNameMax && asked !== '' && asked.length <= noteCharactersMax;
  if (!fits || (detail !== undefined && !codes.includes(detail)))
    return { why: 'templateWrong', nameMax: templateNameMax, charactersMax: noteCharactersMax };
  const found = personalInTemplate(name, asked);
  return found.length > 0 ? { why: 'templatePersonal', found } : undefined;
}

/** The hub's common tasks after one was set or taken away, by name. */
export function withTemplate(
  { taskTemplates = [] }: Hub,
  { was, template }: NetworkEvent & { readonly type: 'TaskTemplateSet' },
): readonly TaskTemplate[] {
  const others = taskTemplates.filter(({ name }) => name !== was);
  return [...others, ...(template === undefined ? [] : [template])].sort((a, b) => compare(folded(a.name), folded(b.name)));
}
