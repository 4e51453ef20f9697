// Every verb that a card, a dialog or a forged activity can carry, refused: in words, with who can help, and nothing changed by it.

import { describe, expect, it } from 'vitest';
import { kinds } from '../../src/kinds.ts';
import {
  amara,
  demoHub,
  demoPractices,
  gareth,
  leila,
  meiLing,
  owen,
  personIdOf,
  ravinder,
  siobhan,
  tomasz,
} from '../../src/sandbox/demo/people.ts';
import { submissions } from '../../src/teams/econsult/inputs.ts';
import { listVerbs } from '../../src/teams/kind.ts';
import { idOf } from './desk.ts';
import { dialogWords } from './dialogs.ts';
import { buttonsFor, channelOfPractice, hubChannel, reads } from './given.ts';
import { lifeDesk } from './lifedesk.ts';

const { stage, arrived, does, newest, calm, state, eventsOf } = lifeDesk();
const { salternQuay, tideway } = demoPractices;

describe('every verb', () => {
  it('that is refused says why and who can help, and leaves everything as it was', async () => {
    // Somewhere for each to press: their client sends what an old or a forged card would.
    const anchors = new Map([
      [siobhan, (await arrived({ kind: 'admin' }, channelOfPractice.of(salternQuay))).card],
      [ravinder, (await arrived({ practice: tideway, kind: 'admin' }, channelOfPractice.of(tideway))).card],
    ]);
    await calm();
    const reference = (await arrived({ priority: 'urgent' })).reference;
    await does(amara, reference, 'Claim');
    const later = new Date(stage().clock.ms() + 3_600_000).toISOString();
    const notHis = /Dr Amara Okafor has had this since/;
    const stranger = /You are not on the staff list/;
    const cases: readonly [string, { readonly id: string }, Readonly<Record<string, string>>, RegExp][] = [
      ['claim', tomasz, {}, /Already claimed by Dr Amara Okafor/],
      ['takeOver', owen, {}, stranger],
      ['accept', siobhan, {}, /Nobody is offering this/],
      ['takeBack', tomasz, {}, /Nobody is offering this/],
      ['pull', tomasz, {}, /Already claimed by Dr Amara Okafor/],
      ['acknowledge', gareth, {}, /not escalated/],
      ['endHold', amara, {}, /not on hold/],
      ['keep', tomasz, {}, notHis],
      ['confirmPatient', owen, {}, stranger],
      ['release', tomasz, { reason: 'noTime' }, notHis],
      ['complete', tomasz, { outcome: 'answered', told: 'message' }, notHis],
      ['passBack', tomasz, { reason: 'faceToFace', what: 'Look.', wantedBy: later, answers: salternQuay }, notHis],
      ['decline', siobhan, { reason: 'noCapacity' }, /Nobody is offering this/],
      ['ask', ravinder, { words: 'Why?' }, /No eConsult that you may see/],
      ['answer', siobhan, { words: 'Because.' }, /No question is open/],
      ['settle', amara, { to: salternQuay }, /This needs the clinical lead.*Dr Leila Haddad/],
      ['sendToHub', siobhan, {}, notHis],
      ['assign', meiLing, { to: 'role:clinician' }, /Already claimed by Dr Amara Okafor/],
      ['handOver', tomasz, { to: `person:${personIdOf(leila)}`, words: 'Please.' }, notHis],
      ['hold', tomasz, { reason: 'photoAwaited', until: later }, notHis],
      ['escalate', owen, { reason: 'overdue' }, stranger],
      ['raise', tomasz, { priority: 'routine' }, /It is urgent already/],
      ['lower', gareth, { priority: 'routine', reason: 'spokeToPatient' }, /This needs .*clinician/],
      ['reopen', amara, { reason: 'notDone' }, /still open/],
      ['link', tomasz, { to: reference }, /That is this one/],
      ['notSamePatient', owen, { to: reference, reason: 'differentPerson' }, stranger],
      ['correctPractice', meiLing, { practice: 'X99999' }, /is not a practice of this hub/],
      ['reportWrongPatient', owen, {}, stranger],
      ['place', amara, { practice: tideway }, /This needs a hub lead or a hub administrator.*Gareth Pritchard/],
      ['board', owen, {}, /You do not work at this hub/],
      ['list', owen, { list: `queue|${demoHub}|${demoHub}|0` }, /This list is not for you/],
      ['next', owen, { list: `board|${demoHub}` }, /You do not work here, so nothing was claimed/],
      ['open', ravinder, { reason: 'safetyCheck' }, /No eConsult that you may see/],
    ];
    // Verbs that only cards have which say their kind are refused in that kind's own tests.
    const ofFirst = kinds.all.flatMap(({ saysNoKind, presses }) => (saysNoKind ? (presses?.verbs ?? []) : []));
    const pressed = [...ofFirst, ...listVerbs].filter(
      (verb) => !['look', 'giveChannel', 'signDay', 'setupChannel', 'setupFor'].includes(verb),
    );
    const verbs = [...pressed, ...Object.keys(submissions)];
    expect(cases.map(([verb]) => verb).sort()).toEqual([...new Set(verbs)].sort());
    const before = await state(reference);
    const card = newest(reference, hubChannel);
    for (const [verb, person, inputs, words] of cases) {
      const anchor = anchors.get(person as typeof siobhan) ?? card;
      const data = { v: 1, hub: demoHub, id: idOf(reference), ...inputs };
      const answer = Object.hasOwn(submissions, verb)
        ? await stage().teams.clients.submitDialog(person.id, anchor.id, { ...data, verb })
        : await stage().teams.clients.press(person.id, anchor.id, verb, data);
      expect(answer.kind === 'card' ? reads(stage().teams, person, anchor) : dialogWords(answer), verb).toMatch(words);
      expect(await state(reference), verb).toEqual(before);
    }
    process.stdout.write(`refused: ${cases.length} verbs, each in words, and nothing changed by any of them\n`);
    expect(await eventsOf(reference)).toEqual(['Received', 'Claimed']);
    expect(buttonsFor(stage().teams, owen, card)).toEqual(['Open', 'Yes, take it over']);
  });
});
