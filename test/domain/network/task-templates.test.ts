// A hub's common tasks: written down, changed and taken away by its leads; what cannot be one; and that a file carries them whole.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readNetworkFile, writeNetworkFile } from '../../../src/commands/network-file.ts';
import type { SetTaskTemplate } from '../../../src/domain/network/command.ts';
import { decideNetwork } from '../../../src/domain/network/decide.ts';
import { evolveNetwork } from '../../../src/domain/network/evolve.ts';
import type { Network, TaskTemplate } from '../../../src/domain/network/state.ts';
import { taskTemplatesMax, templateId, templateNameMax, templatesOf } from '../../../src/domain/network/task-templates.ts';
import { detailCodes, taskKinds, wantedCodes } from '../../../src/domain/task/reasons-and-outcomes.ts';
import { dalia, jonas, larkfield, network, north, person } from '../../people.ts';

const bloods: TaskTemplate = { name: 'Yearly bloods', kind: 'tests', detail: 'bloods', asked: 'Full blood count, please.', wanted: 'week' };
const ask = (more: Omit<Partial<SetTaskTemplate>, 'type'>, by = dalia): SetTaskTemplate => ({
  ...{ type: 'setTaskTemplate', organisation: north, operation: 'wish', at: '2026-11-25T09:00:00.000Z', by: person(by) },
  ...more,
});
const why = (command: SetTaskTemplate, before: Network = network): string | undefined => {
  const decision = decideNetwork(command, before);
  return 'refusal' in decision ? decision.refusal.why : undefined;
};
function networkAfter(command: SetTaskTemplate, before: Network = network): Network {
  const decision = decideNetwork(command, before);
  if ('refusal' in decision) throw new Error(decision.refusal.why);
  return decision.events.reduce<Network>(evolveNetwork, before);
}
const names = (of: Network) => templatesOf(of, north).map(({ name }) => name);

describe('a common task', () => {
  it('is added, changed under another name, and taken away; the list stands by name', () => {
    const two = networkAfter(
      ask({ template: { ...bloods, name: 'ECG, same day', detail: 'ecg' } }),
      networkAfter(ask({ template: bloods })),
    );
    expect(names(two)).toEqual(['ECG, same day', 'Yearly bloods']);
    const renamed = networkAfter(ask({ was: templateId('Yearly bloods'), template: { ...bloods, name: 'Annual bloods' } }), two);
    expect(names(renamed)).toEqual(['Annual bloods', 'ECG, same day']);
    const one = networkAfter(ask({ was: templateId('annual  BLOODS') }), renamed);
    expect(names(one)).toEqual(['ECG, same day']);
    const none = networkAfter(ask({ was: templateId('ECG, same day') }), one);
    expect(none.hubs[north]).toEqual(network.hubs[north]);
  });
  it('that is so already is no change', () => {
    const one = networkAfter(ask({ template: bloods }));
    expect(decideNetwork(ask({ was: templateId(bloods.name), template: { ...bloods, asked: ` ${bloods.asked} ` } }), one)).toEqual({
      events: [],
    });
  });
  it.each([
    ['without a name', { name: '  ' }, 'templateWrong'],
    ['with too long a name', { name: 'x'.repeat(templateNameMax + 1) }, 'templateWrong'],
    ['without words', { asked: '' }, 'templateWrong'],
    ['with too many words', { asked: 'x'.repeat(301) }, 'templateWrong'],
    ['with a choice of another kind', { detail: 'nurse' }, 'templateWrong'],
    ['with a telephone number', { asked: 'Ring 01632 960555' }, 'templatePersonal'],
    ['with somebody\u2019s date of birth', { name: 'For 14 March 1979' }, 'templatePersonal'],
  ] as const)('%s is refused', (_, more, refusal) => {
    expect(why(ask({ template: { ...bloods, ...more } }))).toBe(refusal);
  });
  it('is refused where another is called the same, where it was taken away meanwhile, and beyond as many as can be read through', () => {
    const one = networkAfter(ask({ template: bloods }));
    expect(why(ask({ template: { ...bloods, name: 'YEARLY  bloods' } }), one)).toBe('templateNameTaken');
    expect(why(ask({ was: templateId('Gone'), template: bloods }), one)).toBe('templateUnknown');
    const full = Array.from({ length: taskTemplatesMax }, (_, nth) => nth).reduce(
      (now, nth) => networkAfter(ask({ template: { ...bloods, name: `Bloods ${String.fromCodePoint(97 + nth)}` } }), now),
      network,
    );
    expect(names(full)).toHaveLength(taskTemplatesMax);
    expect(why(ask({ template: bloods }), full)).toBe('tooManyTemplates');
    expect(why(ask({ was: templateId('Bloods a'), template: bloods }), full)).toBeUndefined();
  });
  it('is a hub\u2019s, and its own leads\u2019 to set', () => {
    expect(why(ask({ organisation: larkfield, template: bloods }))).toBe('organisationUnknown');
    expect(why(ask({ template: bloods }, jonas))).toBe('notAllowed');
  });
});

describe('a network file', () => {
  const details = taskKinds.flatMap((kind) => [undefined, ...detailCodes[kind]].map((detail) => ({ kind, ...(detail ? { detail } : {}) })));
  const template = fc.record({
    what: fc.constantFrom(...details),
    name: fc.stringMatching(/^[a-z]{1,20}$/),
    asked: fc.stringMatching(/^[a-z ,.]{0,40}[a-z]$/),
    wanted: fc.constantFrom(...wantedCodes),
  });
  const withTemplates = (templates: readonly object[]): string => {
    const file = JSON.parse(writeNetworkFile(network));
    for (const hub of file.hubs) if (hub.id === north) hub.taskTemplates = templates;
    return JSON.stringify(file);
  };
  it('carries whatever was set, whole', () => {
    fc.assert(
      fc.property(fc.uniqueArray(template, { maxLength: 5, selector: ({ name }) => name }), (all) => {
        const set = all.reduce((now, { what, ...rest }) => networkAfter(ask({ template: { ...rest, ...what } }), now), network);
        const read = readNetworkFile(writeNetworkFile(set));
        expect('network' in read && read.network.hubs[north]).toEqual(set.hubs[north]);
      }),
      { numRuns: 40 },
    );
  });
  it.each([
    ['of another kind\u2019s choice', [{ ...bloods, detail: 'nurse' }], 'none of its kind'],
    ['with a patient\u2019s number', [{ ...bloods, asked: 'NHS number 943 476 5919' }], 'patient'],
    ['called the same', [bloods, { ...bloods, name: 'yearly BLOODS' }], 'called the same'],
    ['too many', Array.from({ length: 21 }, (_, nth) => ({ ...bloods, name: `n${nth}` })), '20'],
  ])('says what is wrong with one that is %s', (_, templates, says) => {
    const read = readNetworkFile(withTemplates(templates));
    expect('faults' in read && read.faults.join()).toContain(says);
  });
});
