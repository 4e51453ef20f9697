// Every input in which people can write freely, of every form and card: what others read of it is guarded, and the rest says why it is not.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { handleEConsult } from '../../src/app/econsult/econsult.ts';
import type { Store } from '../../src/app/ports.ts';
import { drawCheckInForm } from '../../src/cards/disaster/check-in.ts';
import { forms } from '../../src/cards/econsult/forms.ts';
import { contactRoleWords } from '../../src/cards/network/words.ts';
import type { EConsultCommand } from '../../src/domain/econsult/command.ts';
import { decide } from '../../src/domain/econsult/decide.ts';
import type { EConsultEvent } from '../../src/domain/econsult/event.ts';
import { freeWordsIn } from '../../src/domain/econsult/patient-guard.ts';
import type { SubmissionText } from '../../src/domain/econsult/submission.ts';
import { decideNetwork } from '../../src/domain/network/decide.ts';
import { kinds, type Person } from '../../src/domain/terms.ts';
import { weekdays } from '../../src/domain/time/hours.ts';
import { presses, submissions } from '../../src/teams/econsult/inputs.ts';
import { networkForms } from '../../src/teams/network/forms.ts';
import { rotaVerb } from '../../src/teams/rota/import.ts';
import { elementsOf } from '../cards/elements.ts';
import { id, later, stateAfter } from '../given.ts';
import {
  arrived,
  ashgrove,
  atPractice,
  claimedBy,
  colleague,
  hub,
  hubRules,
  nadia,
  passedBack,
  petra,
  practiceColleague,
  questionTo,
  toAndFro,
  tomas,
} from '../hub.ts';
import { amara, dalia, larkfield, network, newcomer, north, person } from '../people.ts';
import { world } from './given.ts';

interface Guarded {
  /** What has happened to it, and who writes. */
  readonly after: readonly EConsultEvent[];
  readonly who: Person;
  /** What else is filled in. */
  readonly filled?: Readonly<Record<string, unknown>>;
}
const claimed = [arrived(), claimedBy(nadia)];
const passing = { reason: 'faceToFace', what: 'Please examine.', wantedBy: later(300), answers: ashgrove };

/** Free text that a shared card shows, by verb and input. */
const guarded: Readonly<Record<string, Guarded>> = {
  'passBack.what': { after: claimed, who: nadia, filled: passing },
  'passBack.spokenTo': { after: [arrived({ priority: 'redFlag' }), claimedBy(nadia)], who: nadia, filled: passing },
  'decline.words': {
    after: [arrived(), claimedBy(colleague), passedBack(colleague, hub, ashgrove)],
    who: practiceColleague,
    filled: { reason: 'noCapacity' },
  },
  'ask.words': { after: claimed, who: nadia },
  'answer.words': { after: [arrived(), questionTo(tomas, ashgrove, hub)], who: nadia },
  'settle.words': { after: toAndFro, who: petra, filled: { to: ashgrove } },
  'sendToHub.words': { after: [atPractice()], who: tomas },
  'handOver.words': { after: claimed, who: nadia, filled: { to: `person:${colleague.id}` } },
  'escalate.words': { after: claimed, who: nadia, filled: { reason: 'clinicalWorry' } },
  'complete.followUp': { after: claimed, who: nadia, filled: { outcome: 'answered', told: 'message', toldAt: 'now' } },
};

/** Of a patient whose name is no word. */
const text: SubmissionText = {
  patient: {
    name: 'Zenobia Quillfeather',
    dateOfBirth: '1961-04-23',
    nhsNumber: '9990000018',
    telephone: ['07700 900123'],
    address: '12 Acacia Avenue, TQ1 1AA',
  },
  answers: [],
  original: { mediaType: 'application/json', base64: '' },
};

const figures = 'read as a date, times or a number; anything else is refused';
const template =
  'about no patient: guarded as it is set (test/domain/network/task-templates.test.ts), and once more with each task’s own patient';
const staff = 'about staff, whose names and numbers are there to be read';
/** Free text that the guard does not look at, and why it need not. */
const exempt: Readonly<Record<string, string>> = {
  'passBack.followUp': 'sent as a task, which holds its own words against the patient (test/teams/econsult/follow-ups.test.ts)',
  'link.to': 'read as a reference; anything else is refused',
  'addStaff.name': staff,
  'importRota.rota': staff,
  'checkIn.paper': 'read by columns into what was done, by whom and when; nothing of the text is kept',
  ...Object.fromEntries(Object.keys(contactRoleWords).map((role) => [`setContacts.${role}`, staff])),
  'setDay.reason': 'why an organisation opens differently: a lead writes it about a day; boards show it, no card of a patient does',
  'setStage.despite':
    'why a practice goes on with something missing: a lead writes it about a practice; leads read it, no card of a patient shows it',
  'setDay.hours': figures,
  ...Object.fromEntries(weekdays.map((day) => [`setHours.${day}`, figures])),
  'setPathway.days': 'read as days of the week; anything else is refused',
  'setPathway.between': figures,
  'setCutOff.cutOff': figures,
  'setAllocation.allocation': figures,
  'setBuddy.agreedBy': staff,
  ...Object.fromEntries(kinds.map((kind) => [`setWorkMinutes.${kind}`, figures])),
  'setTaskTemplate.name': template,
  'setTaskTemplate.asked': template,
};

/** What these forms take, so that one input alone can be wrong. */
const taken: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  addStaff: { ...newcomer, role: 'clinician', organisation: north },
  setDay: { organisation: larkfield, date: '2026-12-31', hours: 'shut', reason: 'New year' },
  setHours: { organisation: larkfield, ...Object.fromEntries(weekdays.map((day) => [day, '08:00-18:30'])) },
  setPathway: { organisation: larkfield, kind: 'clinical', goes: 'hubFirst', from: '2026-12-01', days: 'Mon', between: '08:00-12:00' },
  setCutOff: { organisation: larkfield, cutOff: '16:00' },
  setAllocation: { organisation: larkfield, allocation: '7' },
  setWorkMinutes: { organisation: north, clinical: '12' },
  setAgreement: { organisation: larkfield, from: '2026-04-01', until: '2027-03-31' },
  clearFor: { person: amara.id, organisation: larkfield, view: 'true', until: '2026-12-31' },
};

const isFree = ({ kind }: { readonly kind: string }): boolean => kind === 'text' || kind === 'words';

/** By verb and input, all there is: drawn for every situation above, so that what only some of them ask for is seen. */
function inEConsultForms(): readonly string[] {
  return Object.values(guarded).flatMap(({ after, who }) =>
    Object.entries(forms).flatMap(([verb, form]) =>
      form({ it: stateAfter(...after), rules: hubRules, at: later(40), by: who.id })
        .fields.filter(isFree)
        .map((field) => `${verb}.${field.id}`),
    ),
  );
}
const inNetworkForms = (): readonly string[] =>
  networkForms.flatMap(({ verb, fields }) =>
    fields(network, { by: dalia.id, rest: '' })
      .filter(isFree)
      .map((field) => `${verb}.${field.id}`),
  );
/** Inputs that a card brings itself, in whichever file; those of the form are filled in from fields. */
const cards = new URL('../../cards/', import.meta.url);
const inCards = (): readonly string[] =>
  readdirSync(cards)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => elementsOf(JSON.parse(readFileSync(new URL(file, cards), 'utf8'))))
    .filter(({ type }) => type === 'Input.Text')
    .map((input) => String(input['id']))
    .filter((input) => input !== '${id}')
    .map((input) => `complete.${input}`);

const inPaperDialog = (): readonly string[] =>
  elementsOf(drawCheckInForm({ hub: north, id: 'D-K7M4QX' }))
    .filter(({ type }) => type === 'Input.Text')
    .map((input) => `checkIn.${String(input['id'])}`);

async function inRotaDialog(): Promise<readonly string[]> {
  const { body } = await (await world()).fetch(dalia, rotaVerb, {});
  return elementsOf(body)
    .filter(({ type }) => type === 'Input.Text')
    .map((input) => `${rotaVerb}.${String(input['id'])}`);
}

describe('every input for free text', () => {
  it('is guarded, or says why it need not be', async () => {
    const all = new Set([...inEConsultForms(), ...inNetworkForms(), ...inCards(), ...inPaperDialog(), ...(await inRotaDialog())]);
    expect([...all].sort()).toEqual([...Object.keys(guarded), ...Object.keys(exempt)].sort());
  });
  it.each(Object.entries(guarded))('that a shared card shows is guarded: %s', (name, { after, who, filled = {} }) => {
    const [verb = '', input = ''] = name.split('.');
    const asked = { hub, id, operation: 'operation-1', at: later(40), by: person(who) };
    const write = (words: string, checked: string) => {
      const command = { ...presses, ...submissions }[verb]?.(asked, { ...filled, [input]: words, checked }) as EConsultCommand;
      return decide(command, stateAfter(...after), hubRules);
    };
    expect(write('See 943 476 5919', 'false')).toEqual({ refusal: { why: 'personalWords', found: ['nhsNumber'] } });
    expect(write('See 943 476 5919', 'true')).toHaveProperty('events');
  });
  it.each(Object.entries(guarded))('is held against its own patient: %s', async (name, { after, who, filled = {} }) => {
    const [verb = '', input = ''] = name.split('.');
    const it = stateAfter(...after);
    let reads = 0;
    const store = {
      known: () => undefined,
      load: async () => ({ state: it, version: it.revision, etag: '', operations: [], lastHash: '' }),
      operationAt: async () => undefined,
      queue: async () => [],
      commit: async () => ({ kind: 'committed' }),
      texts: async () => {
        reads += 1;
        return [text];
      },
    } as unknown as Store;
    const source = { now: async () => hubRules };
    const write = async (words: string, checked = 'false') => {
      const asked = { hub, id, operation: 'operation-1', at: later(40), by: person(who) };
      const command = { ...presses, ...submissions }[verb]?.(asked, { ...filled, [input]: words, checked }) as EConsultCommand;
      reads = 0;
      return handleEConsult({ store, rules: source, nudge: () => undefined }, command);
    };
    // Written in a way that no pattern knows.
    const stopped = async (words: string, ...found: readonly string[]) =>
      expect(await write(words)).toMatchObject({ refusal: { why: 'patientWords', field: input, found } });
    await stopped('Please ring Mrs Quillfeather', 'surname');
    expect(reads).toBe(1);
    await stopped('quill-\nfeather wants a call', 'surname');
    await stopped('nine nine nine triple zero double oh one eight', 'nhsNumber');
    await stopped('at home in TQ1 1AA', 'postcode');
    expect(await write('Please ring Mrs Quillfeather', 'true')).toHaveProperty('kind', 'done');
    // Whose number it is cannot be doubted.
    expect(await write('nine nine nine triple zero double oh one eight', 'true')).toMatchObject({ refusal: { why: 'patientWords' } });
    expect(await write('Please ring after 4')).toHaveProperty('kind', 'done');
    expect(JSON.stringify(await write('Please ring Mrs Quillfeather'))).not.toMatch(/"(?:text|found)":[^}]*uillfeather/);
  });
  it('of a press without words reads nothing more', async () => {
    const asked = { hub, id, operation: 'operation-1', at: later(40), by: person(nadia) };
    expect(freeWordsIn({ ...asked, type: 'claim' })).toEqual([]);
    expect(freeWordsIn({ ...asked, type: 'escalate', reason: 'overdue', words: { text: '  ', checked: false } })).toEqual([]);
  });
  const read = Object.keys(exempt).filter((name) => exempt[name]?.endsWith('anything else is refused') && name !== 'link.to');
  it.each(read)('that is exempt because it is read as something is refused when it is anything else: %s', (name) => {
    const [verb = '', input = ''] = name.split('.');
    const enter = (more: Readonly<Record<string, string>>) => {
      const asked = { operation: 'operation-1', at: later(40), by: person(dalia) };
      const command = networkForms.find((form) => form.verb === verb)?.command({ ...taken[verb], ...more }, asked);
      return command === undefined || command === 'inputMissing' ? 'refused' : Object.keys(decideNetwork(command, network))[0];
    };
    expect(enter({})).toBe('events');
    for (const words of ['Jo Bloggs', '9434765919', '12/03/1985']) expect(enter({ [input]: words })).toMatch(/^refus/);
  });
});
