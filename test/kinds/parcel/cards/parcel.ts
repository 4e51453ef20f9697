// A parcel's card, and the form that redirects it: every button of theirs says that it is a parcel's.
import { fillForm } from '../../../../src/cards/form.ts';
import { type Card, type Drawn, fillFrom, payloadVersion, saying } from '../../../../src/cards/templates.ts';
import type { Network } from '../../../../src/domain/network/state.ts';
import type { Parcel } from '../domain/parcel.ts';
import template from './parcel.json' with { type: 'json' };

export function drawParcel({ hub, id, to, collected }: Parcel): Drawn {
  const title = `Parcel ${id}`;
  const words = collected ? `Collected by ${collected.by.name}.` : `Lies ready at ${to}.`;
  const data = { title, words, waits: collected === undefined, v: payloadVersion, hub, id };
  return { card: saying('parcel', fillFrom(template, 'parcel', data)), summary: title };
}

export function drawRedirect({ hub, id, revision }: Parcel, network: Network, problem = ''): Card {
  const choices = Object.values(network.practices).map(({ code, name }) => ({ title: name, value: code }));
  const field = { kind: 'choice', id: 'to', label: 'To', required: true, error: 'Please choose.', choices } as const;
  const form = { verb: 'redirect', title: 'Redirect', submit: 'Redirect', lines: [], fields: [field] };
  return saying('parcel', fillForm(form, { hub, id, revision, rest: '' }, problem, {}));
}
