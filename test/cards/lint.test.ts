// What must hold of every card: Teams takes it, a screen reader can read it, and no button leads nowhere.
import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { drawEConsult, refreshUsersMax } from '../../src/cards/draw.ts';
import type { EConsultCommand } from '../../src/domain/econsult/command.ts';
import { decide } from '../../src/domain/econsult/decide.ts';
import type { EConsult } from '../../src/domain/econsult/state.ts';
import type { StaffMember } from '../../src/domain/network/state.ts';
import { executeVerbs } from '../../src/teams/clicks.ts';
import { dialogVerbs } from '../../src/teams/dialogs.ts';
import { payloadSchema } from '../../src/teams/wire.ts';
import { claim, complete, place, release, takeOver, view } from '../given.ts';
import { amara, bram, dalia, larkfield, network, rules } from '../people.ts';
import { type Element, elementsOf, verbsOf } from './elements.ts';
import { examples, now, states } from './examples.ts';

/** Phones draw large cards slowly: far below the 100 KB that Teams takes. */
const cardBytesMax = 24 * 1024;

interface AdaptiveCards {
  AdaptiveCard: new () => {
    parse(json: object, context: unknown): void;
    validateProperties(): { validationEvents: { message: string }[] };
  };
  SerializationContext: new () => { readonly eventCount: number; getEventAt(index: number): { readonly message: string } };
}
// The package's own entry is for browsers' bundlers.
const library = createRequire(import.meta.url)('adaptivecards/dist/adaptivecards.js') as AdaptiveCards;

function complaintsAbout(card: object): readonly string[] {
  const context = new library.SerializationContext();
  const parsed = new library.AdaptiveCard();
  parsed.parse(card, context);
  const whileParsing = Array.from({ length: context.eventCount }, (_, index) => context.getEventAt(index).message);
  const all = [...whileParsing, ...parsed.validateProperties().validationEvents.map(({ message }) => message)];
  // The library's pattern for `lang` remembers where it stopped, and so refuses every second card of the same language.
  return all.filter((message) => message !== 'Invalid value "en" for property "lang".');
}

/** Everything of Adaptive Cards up to 1.5; anything newer needs a `fallback` made of these. */
const known = new Set([
  ...[
    'AdaptiveCard',
    'TextBlock',
    'RichTextBlock',
    'TextRun',
    'Image',
    'ImageSet',
    'Media',
    'MediaSource',
    'Container',
    'ColumnSet',
    'Column',
  ],
  ...['FactSet', 'ActionSet', 'Table', 'TableRow', 'TableCell', 'Input.Text', 'Input.Number', 'Input.Date', 'Input.Time', 'Input.Toggle'],
  ...['Input.ChoiceSet', 'Action.OpenUrl', 'Action.Submit', 'Action.ShowCard', 'Action.ToggleVisibility', 'Action.Execute', 'task/fetch'],
]);

const cards = examples.map((example) => [`${example.template} ${example.variant}`.trim(), example.draw(), example] as const);

describe.each(cards)('%s', (_, card, example) => {
  const elements = elementsOf(card);
  it('is parsed by the library without a complaint', () => {
    expect(complaintsAbout(card)).toEqual([]);
  });
  it('says version 1.5 and its language, and holds nothing newer without a fallback', () => {
    expect(card).toMatchObject({ type: 'AdaptiveCard', version: '1.5', lang: 'en' });
    const newer = ({ type, fallback }: Element) =>
      !known.has(type) && !(fallback && known.has((fallback as Element).type)) && fallback !== 'drop';
    expect(elements.filter(newer)).toEqual([]);
  });
  it('is small enough', () => {
    expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThanOrEqual(cardBytesMax);
  });
  it('labels its inputs and says what is missing', () => {
    for (const input of elements.filter(({ type }) => type.startsWith('Input.'))) {
      expect(input['label'], JSON.stringify(input)).toEqual(expect.stringMatching(/\S/));
      expect(input['id']).toEqual(expect.stringMatching(/\S/));
      if (input['isRequired'] === true) expect(input['errorMessage']).toEqual(expect.stringMatching(/\S/));
      if (input.type === 'Input.ChoiceSet') expect((input['choices'] as unknown[]).length).toBeGreaterThan(0);
    }
  });
  it('has a heading or bold first words, wraps every text, and gives no empty ones', () => {
    const texts = elements.filter(({ type }) => type === 'TextBlock');
    for (const text of texts) {
      expect(text['text']).toEqual(expect.stringMatching(/\S/));
      expect(text['wrap'], String(text['text'])).toBe(true);
    }
    expect(texts[0]).toMatchObject({ weight: 'Bolder' });
  });
  it('has buttons whose verbs are known', () => {
    for (const { action, verb } of verbsOf(card)) expect(action === 'execute' ? executeVerbs : dialogVerbs).toContain(verb);
  });
  it('has buttons that carry what the bot will ask for, their revision included', () => {
    for (const button of elements.filter(({ type }) => type === 'Action.Execute' || type === 'Action.Submit')) {
      if (button['verb'] === 'giveChannel') continue;
      const data = payloadSchema.parse(button['data']);
      if (example.of) expect(data.revision).toBe(example.of.it.revision);
    }
  });
  it('asks at most sixty clients to refresh', () => {
    const { refresh } = card as { refresh?: { userIds: unknown[] } };
    if (example.template.startsWith('econsult.') && example.of) expect(Array.isArray(refresh?.userIds)).toBe(true);
    expect(refresh?.userIds.length ?? 0).toBeLessThanOrEqual(refreshUsersMax);
  });
});

it('a card that more than sixty clients should refresh asks the first sixty', () => {
  const refreshFor = Array.from({ length: 61 }, (_, index) => `29:${index}`);
  const { card } = drawEConsult(states.claimed, { network, at: 'NORTH', now, refreshFor });
  expect(refreshUsersMax).toBe(60);
  expect(card['refresh']).toMatchObject({ userIds: refreshFor.slice(0, 60) });
  expect(Buffer.byteLength(JSON.stringify(card))).toBeLessThanOrEqual(cardBytesMax);
});

describe('a button on a card', () => {
  const commandOf = (verb: string, who: StaffMember, it: EConsult): EConsultCommand | undefined => {
    const more = { revision: it.revision };
    switch (verb) {
      case 'claim':
        return claim(who, more);
      case 'takeOver':
        return takeOver(who, more);
      case 'release':
        return release(who, more);
      case 'complete':
        return complete(who, 'answered', 'message', more);
      case 'place':
        return place(who, larkfield, more);
      case 'open':
        return view(who);
      default:
        return undefined;
    }
  };
  const atHub = cards.filter(([, , { of }]) => of?.it.holder === 'NORTH');

  it.each(atHub)('%s is granted to somebody who may', (_, card, { of }) => {
    if (of === undefined) throw new Error('an eConsult\u2019s');
    for (const { verb } of verbsOf(card)) {
      if (verb === 'look') continue;
      const who = of.it.practice === undefined ? dalia : verb === 'takeOver' ? bram : amara;
      const command = commandOf(verb, who, of.it);
      const decision = command && decide(command, of.it, rules);
      expect(decision && 'events' in decision && decision.events.length, `${verb} in ${of.it.status}`).toBe(1);
    }
  });
  it('is there for everything that may be done in a status', () => {
    const verbs = (it: EConsult, viewer?: StaffMember) =>
      verbsOf(drawEConsult(it, { network, at: it.holder, now, ...(viewer ? { viewer: viewer.id } : {}) }).card).map(({ verb }) => verb);
    expect(verbs(states.waiting)).toEqual(['look', 'claim', 'open']);
    expect(verbs(states.unplaced)).toEqual(['look', 'place', 'open']);
    expect(verbs(states.claimed)).toEqual(['look', 'open', 'takeOver']);
    expect(verbs(states.claimed, bram)).toEqual(['look', 'open', 'takeOver']);
    expect(verbs(states.claimed, amara)).toEqual(['look', 'open', 'release', 'complete']);
    expect(verbs(states.completed)).toEqual(['look', 'open']);
  });
  it('is not there on the card of a channel that has it no longer', () => {
    const { card } = drawEConsult(states.atPractice, { network, at: 'NORTH', now });
    expect(verbsOf(card)).toEqual([{ action: 'execute', verb: 'look' }]);
  });
});
