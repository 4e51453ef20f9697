// Draws one adaptive card with Microsoft's own renderer and says which button was pressed with which inputs.
import type * as Renderer from 'adaptivecards';
import { el } from './elements.ts';
import { hostConfig } from './host-config.ts';
import { type MentionNames, parse, safeHref } from './markdown.ts';
import { toHtml } from './markdown-html.ts';

declare global {
  interface Window {
    readonly AdaptiveCards: typeof Renderer;
  }
}

/** A button of a card: `verb` is empty for `Action.Submit`; `data` holds the button's own data and every input. */
export interface Pressed {
  readonly type: 'Action.Execute' | 'Action.Submit';
  readonly verb: string;
  readonly data: Record<string, unknown>;
  readonly title: string;
}

export interface DrawnCard {
  readonly element: HTMLElement;
  /** To be called once the element is on the page: the renderer measures then. */
  readonly settle: () => void;
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The names a card may show as mentions: those of its `msteams.entities`. */
function mentionNames(card: object): MentionNames {
  const names = new Set<string>();
  const teams: unknown = Object.entries(card).find(([key]) => key === 'msteams')?.[1];
  const entities = isRecord(teams) && Array.isArray(teams['entities']) ? teams['entities'] : [];
  for (const entity of entities as unknown[]) {
    const name = isRecord(entity) && typeof entity['text'] === 'string' ? /^<at>(.*)<\/at>$/.exec(entity['text'])?.[1] : undefined;
    if (name !== undefined) names.add(name);
  }
  return names;
}

function notShown(card: object): HTMLElement {
  const words: unknown = Object.entries(card).find(([key]) => key === 'fallbackText')?.[1];
  return el('p', { class: 'unshown' }, typeof words === 'string' ? words : 'This card cannot be shown here.');
}

/** The renderer has one Markdown reader for all cards, and draws a show-card only when it opens: so it is set before both. */
function readMarkdownFor(names: MentionNames): void {
  window.AdaptiveCards.AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = toHtml(parse(text, names));
    result.didProcess = true;
  };
}

/** Teams leaves empty what it does not know; so do we, unless the card says what to show instead. */
function rendererFor(card: object): Renderer.AdaptiveCard {
  const { AdaptiveCard, HostConfig, GlobalSettings, SerializationContext, Version } = window.AdaptiveCards;
  GlobalSettings.setTabIndexAtCardRoot = false;
  GlobalSettings.useMarkdownInRadioButtonAndCheckbox = false;
  GlobalSettings.allowMarkForTextHighlighting = false;
  readMarkdownFor(mentionNames(card));
  const drawn = new AdaptiveCard();
  drawn.hostConfig = new HostConfig(hostConfig);
  // 1.5 is what Teams promises for cards of bots; newer elements must bring a fallback.
  drawn.parse(card, new SerializationContext(new Version(1, 5)));
  return drawn;
}

/** The card on the page. `press` is awaited: until it settles the card is busy and takes no second press. */
export function drawCard(card: object, press: (pressed: Pressed) => Promise<void>): DrawnCard {
  const element = el('div', { class: 'card' });
  let drawn: Renderer.AdaptiveCard | undefined;
  let body: HTMLElement | undefined;
  try {
    drawn = rendererFor(card);
    drawn.onExecuteAction = (action) => void act(element, action, press);
    drawn.onAnchorClicked = (_element, anchor) => safeHref(anchor.href) === undefined;
    body = drawn.render();
    if (body !== undefined) {
      nameButtons(body);
      nameFilteredChoices(body);
    }
  } catch {
    body = undefined;
  }
  element.append(body ?? notShown(card));
  const beforeClick = (event: Event): void => {
    readMarkdownFor(mentionNames(card));
    if (element.getAttribute('aria-busy') !== 'true') return;
    event.preventDefault();
    event.stopPropagation();
  };
  element.addEventListener('click', beforeClick, { capture: true });
  return { element, settle: () => drawn?.updateLayout() };
}

/**
 * A tooltip that begins with what is written on the button is read out in its place, as the schema says of tooltips; the renderer gives it as a
 * description only. "Claim" ten times over says nothing to somebody who hears a list.
 */
function nameButtons(body: HTMLElement): void {
  for (const button of body.querySelectorAll('button')) {
    const written = button.textContent ?? '';
    if (written !== '' && button.title !== written && button.title.startsWith(written)) button.setAttribute('aria-label', button.title);
  }
}

/** The renderer reads out the placeholder of a choice that is searched by typing, in place of its label. */
function nameFilteredChoices(body: HTMLElement): void {
  for (const input of body.querySelectorAll('.ac-choiceSetInput-filtered')) {
    const label = input.closest('[aria-labelledby]')?.getAttribute('aria-labelledby') ?? '';
    if (label === '') continue;
    input.setAttribute('aria-labelledby', label);
    input.removeAttribute('aria-label');
  }
}

async function act(element: HTMLElement, action: Renderer.Action, press: (pressed: Pressed) => Promise<void>): Promise<void> {
  const { OpenUrlAction, SubmitAction, ExecuteAction } = window.AdaptiveCards;
  if (action instanceof OpenUrlAction) {
    const href = safeHref(action.url ?? '');
    if (href !== undefined) window.open(href, '_blank', 'noopener,noreferrer');
    return;
  }
  if (!(action instanceof SubmitAction || action instanceof ExecuteAction)) return;
  const verb = action instanceof ExecuteAction ? (action.verb ?? '') : '';
  const data: unknown = action.data;
  const button = action.renderedElement;
  element.setAttribute('aria-busy', 'true');
  button?.classList.add('pressed');
  try {
    await press({
      type: action instanceof ExecuteAction ? 'Action.Execute' : 'Action.Submit',
      verb,
      data: isRecord(data) ? data : {},
      // By its name: in a list many have the same title.
      title: button?.title || (action.title ?? ''),
    });
  } finally {
    element.removeAttribute('aria-busy');
    button?.classList.remove('pressed');
  }
}

/** The button with this title, to give the focus back to after its card was drawn anew. */
export function buttonTitled(within: ParentNode, title: string): HTMLElement | undefined {
  return [...within.querySelectorAll<HTMLElement>('button')].find((button) => button.textContent === title || button.title === title);
}
