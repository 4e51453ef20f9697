// The dialogs of setting up that ask once: beginning a hub, and how a practice's records are reached.
import { z } from 'zod/v4';
import { isLead } from '../../cards/network/lists.ts';
import { addHubForm, recordsForm } from '../../cards/network/setup-form-words.ts';
import { own } from '../../domain/lookup.ts';
import { organisationNameMax } from '../../domain/network/begin.ts';
import { recordSystems } from '../../domain/network/state.ts';
import { coreHours } from '../../domain/time/hours.ts';
import { choice, chosenIn, code, line, type NetworkForm, organisations, reading, text } from './fields.ts';

/** Where a refusal can be put right. */
const hubFields: Readonly<Record<string, string>> = { codeTaken: 'id', codeWrong: 'id', nameWrong: 'name', telephoneWrong: 'telephone' };
/** Stands in the walk of setting up alone. */
export const addHub: NetworkForm = {
  verb: 'addHub',
  title: addHubForm.title,
  fieldFor: ({ why }) => own(hubFields, why),
  fields: () => [
    text('id', addHubForm.id, { max: 10, hint: addHubForm.id.hint }),
    text('name', addHubForm.name, { max: organisationNameMax }),
    text('telephone', addHubForm.telephone, { max: 25, hint: addHubForm.telephone.hint }),
  ],
  command: (data, { mayBegin = false, ...asked }) =>
    reading(z.object({ id: line(10), name: line(organisationNameMax), telephone: line(25) }), ({ id, ...rest }, by) => ({
      ...by,
      type: 'addHub',
      hub: { id: id.toUpperCase(), hours: coreHours, ...rest },
      mayBegin,
    }))(data, asked),
};

const accesses = ['shared', 'separate'] as const;
export const recordChoices = recordSystems.map((value) => ({ value, title: value }));
export const accessChoices = accesses.map((value) => ({ value, title: recordsForm.access[value] }));

const setRecords: NetworkForm = {
  verb: 'setRecords',
  shows: 'one',
  title: recordsForm.title,
  fields: (network, asked) => {
    const { recordSystem, recordAccess = '' } = own(network.practices, chosenIn(network, asked) ?? '') ?? {};
    return [
      organisations(network, asked, 'practices', recordsForm.practice, isLead),
      choice('recordSystem', recordsForm.recordSystem, recordChoices, { value: recordSystem ?? '' }),
      choice('recordAccess', recordsForm.recordAccess, accessChoices, { value: recordAccess }),
    ];
  },
  command: reading(
    z.object({ organisation: code, recordSystem: z.enum(recordSystems), recordAccess: z.enum(accesses) }),
    ({ organisation, ...records }, asked) => ({ ...asked, type: 'setRecords', practice: organisation, ...records }),
  ),
};

export const setupForms: readonly NetworkForm[] = [setRecords];
