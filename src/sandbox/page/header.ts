// The top of the page: the sandbox notice, search, light or dark, and who I am.
import type { View } from '../api.ts';
import { avatar, el, icon } from './elements.ts';
import { isDark, switchTheme } from './theme.ts';

export interface TopUses {
  readonly search: (text: string) => void;
  readonly addressAs: (person: string) => string;
}

export interface Top {
  readonly show: (view: View) => void;
  readonly themeChanged: () => void;
}

/** Made once; `show` brings the person up to date. */
export function top(place: HTMLElement, uses: TopUses): Top {
  const field = el('input', {
    type: 'search',
    placeholder: 'Search chats and channels',
    'aria-label': 'Search chats and channels',
    autocomplete: 'off',
  });
  field.addEventListener('input', () => uses.search(field.value));
  const theme = el('button', { type: 'button', class: 'tool' });
  const themeChanged = (): void => {
    theme.replaceChildren(icon(isDark() ? 'sun' : 'moon'));
    theme.setAttribute('aria-label', isDark() ? 'Use light colours' : 'Use dark colours');
    theme.title = isDark() ? 'Use light colours' : 'Use dark colours';
  };
  theme.addEventListener('click', () => {
    switchTheme();
    themeChanged();
  });
  themeChanged();
  const button = el('button', { type: 'button', class: 'who-button', 'aria-expanded': 'false', 'aria-controls': 'who-menu' });
  const menu = el('div', { id: 'who-menu', class: 'menu', hidden: true });
  const who = el('div', { class: 'who-place' }, button, menu);

  const open = (wanted: boolean): void => {
    menu.hidden = !wanted;
    button.setAttribute('aria-expanded', String(wanted));
  };
  button.addEventListener('click', () => open(menu.hidden));
  who.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || menu.hidden) return;
    open(false);
    button.focus();
  });
  document.addEventListener('click', (event) => {
    if (event.target instanceof Node && !who.contains(event.target)) open(false);
  });
  who.addEventListener('focusout', (event) => {
    if (event.relatedTarget instanceof Node && !who.contains(event.relatedTarget)) open(false);
  });

  place.append(
    el('p', { class: 'notice' }, el('strong', {}, 'Sandbox.'), ' Everyone here is made up, and nothing leaves this computer.'),
    el(
      'div',
      { class: 'top-bar' },
      el('span', { class: 'brand', 'aria-hidden': 'true' }, 'T'),
      el('div', { class: 'search', role: 'search' }, icon('search'), field),
      theme,
      who,
    ),
  );

  const show = (view: View): void => {
    const me = view.me;
    button.replaceChildren(avatar(me.name), el('span', { class: 'me' }, el('span', { class: 'unseen' }, 'I am '), me.name), icon('down'));
    const people = view.people.map((person) => {
      const current = person.id === me.id;
      const words = el('span', {}, el('strong', {}, person.name), el('span', { class: 'about' }, person.title));
      const be = el(
        'a',
        { href: uses.addressAs(person.id), 'aria-current': current ? 'true' : undefined, class: 'person' },
        avatar(person.name),
        words,
      );
      const beside = el(
        'a',
        {
          href: uses.addressAs(person.id),
          target: '_blank',
          class: 'tool',
          'aria-label': `Open another window as ${person.name}`,
          title: `Open another window as ${person.name}`,
        },
        icon('window'),
      );
      return el('li', {}, be, beside);
    });
    menu.replaceChildren(el('p', { class: 'menu-title' }, 'Who I am in this window'), el('ul', {}, ...people));
  };
  return { show, themeChanged };
}
