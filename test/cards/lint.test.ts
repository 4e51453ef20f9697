// What must hold of every card: Teams takes it, a screen reader can read it, and no button leads nowhere.

import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { buttonsShownMax } from '../../src/cards/econsult/buttons.ts';
import { drawEConsult, refreshUsersMax } from '../../src/cards/econsult/card.ts';
import { econsultIds, referenceOf } from '../../src/domain/reference.ts';
import { kinds } from '../../src/kinds.ts';
import { payloadSchema } from '../../src/teams/wire.ts';
import { network } from '../people.ts';
import { type Element, elementsOf, verbsOf } from './elements.ts';
import { examples, now } from './examples.ts';
import { states } from './states.ts';

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
  // It counts those behind the three dots too, by its own five; how many are shown is checked below by what Teams shows.
  return all.filter((message) => message !== 'Invalid value "en" for property "lang".' && !message.startsWith('Maximum number of actions'));
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
    // Above a form its dialog says what it is.
    if (example.template !== 'form') expect(texts[0]).toMatchObject({ weight: 'Bolder' });
  });
  it('has buttons whose verbs are known', () => {
    for (const { action, verb } of verbsOf(card)) expect(action === 'execute' ? kinds.pressVerbs : kinds.dialogVerbs).toContain(verb);
  });
  it('has buttons that carry what the bot will ask for, their revision included', () => {
    for (const button of elements.filter(({ type }) => type === 'Action.Execute' || type === 'Action.Submit')) {
      // About the network, a day or several at once, not about one eConsult.
      const { id, day, rest, list, thing } = button['data'] as Record<string, unknown>;
      const ofMany = button['verb'] === 'giveChannel' || (example.template === 'board' && !id) || (!id && typeof list === 'string');
      if (ofMany || !id) {
        expect(typeof (day ?? rest) === 'string' || ofMany).toBe(true);
        continue;
      }
      // What is still to be sent or started has no id yet; its form says from whom it is, or what was planned.
      if ((thing === 'task' || thing === 'disaster') && id === 'new') {
        expect(typeof rest).toBe('string');
        continue;
      }
      const ids = typeof thing === 'string' ? kinds.app.of(thing).ids : econsultIds;
      const data = payloadSchema(ids).parse(button['data']);
      if (example.of) expect(data.revision).toBe(example.of.it.revision);
    }
  });
  it('has buttons of rows whose names say which one, beginning with what is written on them', () => {
    for (const { title, tooltip, data } of elements.filter(({ type }) => type.startsWith('Action.'))) {
      const { thing, id } = (data ?? {}) as Record<string, unknown>;
      if (thing !== 'econsult') continue;
      expect(String(tooltip).startsWith(`${String(title)} ${referenceOf(String(id))}, `)).toBe(true);
    }
  });
  it('shows at most the six buttons that Teams shows, the others behind the three dots', () => {
    for (const { actions = [] } of elements as readonly { actions?: readonly Element[] }[])
      expect(actions.filter(({ mode }) => mode !== 'secondary').length).toBeLessThanOrEqual(buttonsShownMax);
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
