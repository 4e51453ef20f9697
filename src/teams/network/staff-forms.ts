// The dialogs in which hub leads put people on the staff, clear them for practices, and take both away.
import { z } from 'zod/v4';
import type { Field } from '../../cards/fields.ts';
import { needsLead } from '../../cards/network/answers.ts';
import {
  addStaffForm,
  clearForForm,
  personLabel,
  removeClearanceForm,
  removeStaffTitle,
  roleTitle,
} from '../../cards/network/form-words.ts';
import { isLead } from '../../cards/network/lists.ts';
import { own } from '../../domain/lookup.ts';
import { staffNameCharactersMax } from '../../domain/network/staff.ts';
import { holdsPost, type Network, organisationsOf } from '../../domain/network/state.ts';
import { staffAt } from '../../domain/network/who-is-where.ts';
import { capabilities, type HubId, type PersonId, roles } from '../../domain/terms.ts';
import {
  choice,
  code,
  date,
  type FormAsked,
  line,
  type NetworkForm,
  optionalLine,
  organisations,
  person,
  reading,
  text,
  title,
  toggled,
} from './fields.ts';

const leadsOf = (network: Network, by: PersonId): readonly HubId[] => {
  const member = own(network.staff, by);
  return member === undefined ? [] : Object.keys(network.hubs).filter((hub) => holdsPost(member, 'hubLead', hub));
};
/** Everybody who works for a hub this person leads. */
function people(network: Network, { by }: FormAsked): Field {
  const hubs = leadsOf(network, by);
  const theirs = [...new Set(hubs.flatMap((hub) => organisationsOf(network, hub)).flatMap((at) => staffAt(network, at)))].sort((a, b) =>
    a.name.localeCompare(b.name),
  );
  return choice(
    'person',
    personLabel,
    theirs.map(({ id, name }) => ({ value: id, title: title(name) })),
    { none: needsLead },
  );
}
const roleChoice = choice(
  'role',
  addStaffForm.role,
  roles.map((role) => ({ value: role, title: roleTitle(role) })),
);

const addStaff: NetworkForm = {
  verb: 'addStaff',
  title: addStaffForm.title,
  fields: (network, asked) => [
    { kind: 'person', id: 'objectId', ...addStaffForm.objectId, required: true },
    text('name', addStaffForm.name, { max: staffNameCharactersMax }),
    roleChoice,
    organisations(network, asked, 'all', addStaffForm.organisation, isLead),
  ],
  command: reading(
    z.object({ name: line(staffNameCharactersMax), objectId: line(36), role: z.enum(roles), organisation: code }),
    ({ name, objectId, role, organisation }, asked) => {
      // In the tenant of whoever adds them: people from another tenant cannot be in these channels.
      const tenant = asked.by.kind === 'person' ? asked.by.id.split('.')[0] : undefined;
      if (tenant === undefined) return undefined;
      return { ...asked, type: 'addStaff', person: `${tenant}.${objectId.toLowerCase()}`, name, posts: [{ role, at: organisation }] };
    },
  ),
};
const removeStaff: NetworkForm = {
  verb: 'removeStaff',
  title: removeStaffTitle,
  fields: (network, asked) => [people(network, asked)],
  command: reading(z.object({ person }), (input, asked) => ({ ...asked, type: 'removeStaff', person: input.person })),
};
const clearFor: NetworkForm = {
  verb: 'clearFor',
  title: clearForForm.title,
  fields: (network, asked) => [
    people(network, asked),
    organisations(network, asked, 'practices', clearForForm.practice, isLead),
    ...capabilities.map(
      (each): Field => ({
        kind: 'toggle',
        id: each,
        ...clearForForm.may(each),
        required: false,
        value: each === 'view' || each === 'write' ? 'true' : 'false',
      }),
    ),
    date('until', clearForForm.until, { required: false }),
  ],
  command: reading(
    z.object({ person, organisation: code, view: toggled, write: toggled, prescribe: toggled, book: toggled, until: optionalLine(10) }),
    ({ person: who, organisation, until, ...able }, asked) => ({
      ...asked,
      type: 'clearFor',
      person: who,
      practice: organisation,
      capabilities: capabilities.filter((each) => able[each]),
      ...(until === undefined ? {} : { until }),
    }),
  ),
};
const removeClearance: NetworkForm = {
  verb: 'removeClearance',
  title: removeClearanceForm.title,
  fields: (network, asked) => [people(network, asked), organisations(network, asked, 'practices', removeClearanceForm.practice, isLead)],
  command: reading(z.object({ person, organisation: code }), (input, asked) => ({
    ...asked,
    type: 'removeClearance',
    person: input.person,
    practice: input.organisation,
  })),
};

export const staffForms: readonly NetworkForm[] = [addStaff, removeStaff, clearFor, removeClearance];
