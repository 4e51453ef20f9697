// Builds page elements from text and attributes, so that nothing from outside is ever read as HTML.

export type Attributes = Readonly<Record<string, string | number | boolean | undefined | ((event: Event) => void)>>;
export type Child = Node | string | undefined;

/** An element: functions become listeners of that name, `true` an empty attribute, `false` and `undefined` none. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name, value);
    else if (value !== undefined && value !== false) element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children) if (child !== undefined) element.append(child);
  return element;
}

const shapes = {
  activity: 'M12 3.5a5.5 5.5 0 0 0-5.5 5.5v4L5 16.5h14L17.5 13V9A5.5 5.5 0 0 0 12 3.5zM9.8 19.5a2.3 2.3 0 0 0 4.4 0',
  chat: 'M12 4a8 8 0 0 0-7 11.9L4 20l4.2-1A8 8 0 1 0 12 4zM8.5 10.5h7M8.5 13.5h4.5',
  teams:
    'M9 10.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM3.5 18.5c0-3 2.4-5 5.5-5s5.5 2 5.5 5zM16.5 10.5a2.3 2.3 0 1 0 0-4.6M17 13.7c2.2.3 3.7 2 3.7 4.8h-3',
  sandbox: 'M4 7h9M17 7h3M4 12h3M11 12h9M4 17h9M17 17h3M15 5v4M9 10v4M15 15v4',
  search: 'M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.5 15.5 20 20',
  sun: 'M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM12 3v2M12 19v2M3 12h2M19 12h2M5.6 5.6 7 7M17 17l1.4 1.4M18.4 5.6 17 7M7 17l-1.4 1.4',
  moon: 'M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z',
  down: 'M6.5 9.5 12 15l5.5-5.5',
  back: 'M14.5 5.5 8 12l6.5 6.5',
  close: 'M6 6l12 12M18 6 6 18',
  send: 'M4.5 4.5 20.5 12 4.5 19.5 6.5 12zM6.5 12h8',
  reply: 'M9.5 6 4.5 11l5 5M4.5 11h9a6 6 0 0 1 6 6v1.5',
  refresh: 'M19 12a7 7 0 1 1-2.1-5M19.5 3.5V8H15',
  window: 'M9 5H5.5v13.5H19V15M13 5h6v6M19 5l-8 8',
  plus: 'M12 5v14M5 12h14',
  at: 'M15.5 12a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0zm0 0v1.5a2.3 2.3 0 0 0 4.5 0V12a8 8 0 1 0-3.2 6.4',
} as const;
export type IconName = keyof typeof shapes;

/** A line icon; the words are always beside it or on the button that holds it. */
export function icon(name: IconName): SVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', shapes[name]);
  svg.append(path);
  return svg;
}

const avatarColours = 8;

/** A person's initials on a colour that stays theirs; apps get the hexagon Teams gives them. */
export function avatar(name: string, bot = false): HTMLElement {
  const words = name.replace(/^(dr|mr|mrs|ms|miss|prof)\.?\s+/i, '').split(/\s+/);
  const initials = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0]?.toUpperCase() ?? '').join('');
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return el(
    'span',
    { class: bot ? 'avatar bot' : 'avatar', 'data-colour': sum % avatarColours, 'aria-hidden': 'true' },
    bot ? 'eH' : initials,
  );
}

/** Makes `parent` hold exactly these children in this order, moving only what must move, so that focus and typed words stay. */
export function arrange(parent: HTMLElement, wanted: readonly Node[]): void {
  const keep = new Set<Node>(wanted);
  for (const child of [...parent.childNodes]) if (!keep.has(child)) child.remove();
  const focused = document.activeElement;
  let next: Node | null = null;
  for (const child of [...wanted].reverse()) {
    if (child.parentNode !== parent || child.nextSibling !== next) parent.insertBefore(child, next);
    next = child;
  }
  if (focused instanceof HTMLElement && focused !== document.activeElement && parent.contains(focused))
    focused.focus({ preventScroll: true });
}
