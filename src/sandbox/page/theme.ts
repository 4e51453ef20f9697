// Light or dark: as the computer is set, until this person chooses.

const key = 'sandbox.theme';
const system = (): MediaQueryList => matchMedia('(prefers-color-scheme: dark)');

export const isDark = (): boolean => document.documentElement.dataset['theme'] === 'dark';

function apply(): void {
  const chosen = localStorage.getItem(key);
  document.documentElement.dataset['theme'] = chosen ?? (system().matches ? 'dark' : 'light');
}

/** Sets the theme and keeps it in step with the computer; `changed` is called after each change. */
export function startTheme(changed: () => void): void {
  apply();
  system().addEventListener('change', () => {
    apply();
    changed();
  });
}

export function switchTheme(): void {
  localStorage.setItem(key, isDark() ? 'light' : 'dark');
  apply();
}
