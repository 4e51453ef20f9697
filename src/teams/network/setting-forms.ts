// The dialogs in which leads set pathways, cut-offs, allocations, agreements and contacts.
import { z } from 'zod/v4';
import { agreementForm, allocationForm, contactsForm, cutOffForm, pathwayForm } from '../../cards/network/form-words.ts';
import { isLead } from '../../cards/network/lists.ts';
import { pathwayWords } from '../../cards/network/words.ts';
import { kindWords } from '../../cards/words.ts';
import { own } from '../../domain/lookup.ts';
import { type Contact, type ContactRole, contactRoles } from '../../domain/network/state.ts';
import { kinds, pathways } from '../../domain/terms.ts';
import { type Weekday, weekdays } from '../../domain/time/hours.ts';
import { choice, chosenIn, code, date, line, type NetworkForm, optionalLine, organisations, reading, spansFrom, text } from './fields.ts';

const setPathway: NetworkForm = {
  verb: 'setPathway',
  title: pathwayForm.title,
  fields: (network, asked) => [
    organisations(network, asked, 'practices', pathwayForm.practice),
    choice(
      'kind',
      pathwayForm.kind,
      kinds.map((kind) => ({ value: kind, title: kindWords[kind] })),
    ),
    choice(
      'goes',
      pathwayForm.goes,
      pathways.map((each) => ({ value: each, title: pathwayWords[each] })),
    ),
    date('from', pathwayForm.from),
    text('days', pathwayForm.days, { required: false, max: 60 }),
    text('between', pathwayForm.between, {
      required: false,
      max: 20,
    }),
  ],
  command: reading(
    z.object({
      organisation: code,
      kind: z.enum(kinds),
      goes: z.enum(pathways),
      from: line(10),
      days: optionalLine(60),
      between: optionalLine(20),
    }),
    ({ organisation, kind, goes, from, days, between }, asked) => {
      const onDays = days === undefined ? undefined : daysFrom(days);
      const span = between === undefined ? undefined : spansFrom(between);
      if ((days !== undefined && onDays === undefined) || (between !== undefined && span?.length !== 1)) return undefined;
      const [hours] = span ?? [];
      return {
        ...asked,
        type: 'setPathway',
        practice: organisation,
        change: { from, kind, goes, ...(onDays ? { days: onDays } : {}), ...(hours ? { between: hours } : {}) },
      };
    },
  ),
};
/** `Mon, wednesday`: each by its first three letters at least; `undefined`: one is none. */
function daysFrom(words: string): readonly Weekday[] | undefined {
  const named = words
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '' && word !== 'and');
  const found = named.map((word) => (word.length < 3 ? undefined : weekdays.find((day) => day.startsWith(word))));
  return found.length === 0 || found.includes(undefined) ? undefined : weekdays.filter((day) => found.includes(day));
}
const setCutOff: NetworkForm = {
  verb: 'setCutOff',
  shows: 'one',
  title: cutOffForm.title,
  fields: (network, asked) => {
    const id = chosenIn(network, asked) ?? '';
    const cutOff = (own(network.hubs, id) ?? own(network.practices, id))?.cutOff;
    return [
      organisations(network, asked, 'all', cutOffForm.organisation),
      text('cutOff', cutOffForm.cutOff, {
        required: false,
        max: 5,
        ...(cutOff === undefined ? {} : { value: cutOff }),
      }),
    ];
  },
  command: reading(z.object({ organisation: code, cutOff: optionalLine(5) }), ({ organisation, cutOff }, asked) => ({
    ...asked,
    type: 'setCutOff',
    organisation,
    ...(cutOff === undefined ? {} : { cutOff: cutOff.padStart(5, '0') }),
  })),
};
const setAllocation: NetworkForm = {
  verb: 'setAllocation',
  shows: 'one',
  title: allocationForm.title,
  fields: (network, asked) => {
    const allocation = own(network.practices, chosenIn(network, asked) ?? '')?.allocation;
    return [
      organisations(network, asked, 'practices', allocationForm.practice),
      text('allocation', allocationForm.allocation, {
        required: false,
        max: 5,
        ...(allocation === undefined ? {} : { value: String(allocation) }),
      }),
    ];
  },
  command: reading(z.object({ organisation: code, allocation: optionalLine(5) }), ({ organisation, allocation }, asked) => {
    if (allocation !== undefined && !/^\d+$/.test(allocation)) return undefined;
    return {
      ...asked,
      type: 'setAllocation',
      practice: organisation,
      ...(allocation === undefined ? {} : { allocation: Number(allocation) }),
    };
  }),
};
const setAgreement: NetworkForm = {
  verb: 'setAgreement',
  shows: 'one',
  title: agreementForm.title,
  fields: (network, asked) => {
    const agreement = own(network.practices, chosenIn(network, asked) ?? '')?.agreement;
    return [
      organisations(network, asked, 'practices', agreementForm.practice, isLead),
      date('from', agreementForm.from, agreement ? { value: agreement.from } : {}),
      date('until', agreementForm.until, agreement ? { value: agreement.until } : {}),
    ];
  },
  command: reading(z.object({ organisation: code, from: line(10), until: line(10) }), ({ organisation, from, until }, asked) => ({
    ...asked,
    type: 'setAgreement',
    practice: organisation,
    agreement: { from, until },
  })),
};
const contactCharactersMax = 250;
const setContacts: NetworkForm = {
  verb: 'setContacts',
  shows: 'one',
  title: contactsForm.title,
  fields: (network, asked) => {
    const id = chosenIn(network, asked) ?? '';
    const contacts = (own(network.hubs, id) ?? own(network.practices, id))?.contacts ?? {};
    return [
      organisations(network, asked, 'all', contactsForm.organisation),
      ...contactRoles.map((role) =>
        text(role, contactsForm.contact(role), {
          required: false,
          max: contactCharactersMax,
          value: [contacts[role]?.name, contacts[role]?.telephone, contacts[role]?.email].filter((each) => each !== undefined).join(', '),
        }),
      ),
    ];
  },
  command: reading(z.object({ organisation: code }).catchall(z.unknown()), ({ organisation, ...entered }, asked) => {
    const contacts: { [Each in ContactRole]?: Contact } = {};
    for (const role of contactRoles) {
      const written = entered[role];
      if (typeof written !== 'string' || written.trim() === '') continue;
      contacts[role] = contactFrom(written);
    }
    return { ...asked, type: 'setContacts', organisation, contacts };
  }),
};
/** `Pia Quill, 01632 960007, pia@example.org`, in any order after the name. */
function contactFrom(words: string): Contact {
  const [name = '', ...ways] = words
    .slice(0, contactCharactersMax)
    .split(',')
    .map((part) => part.trim());
  const email = ways.find((way) => way.includes('@'));
  const telephone = ways.find((way) => way !== '' && !way.includes('@'));
  return { name, ...(telephone === undefined ? {} : { telephone }), ...(email === undefined ? {} : { email }) };
}

export const settingForms: readonly NetworkForm[] = [setPathway, setCutOff, setAllocation, setAgreement, setContacts];
