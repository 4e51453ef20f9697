// A person without a mouse: everything is reached with Tab and the arrows, and done with Enter, as the browser itself does it.
import type { Locator, Page } from 'playwright-core';

/** So often Tab is pressed before something counts as out of reach. */
const tabsMax = 160;
const messagesMax = 80;
const choicesMax = 40;

export class Keys {
  readonly page: Page;
  #pressed = 0;

  constructor(page: Page) {
    this.page = page;
  }
  /** Keys pressed so far. */
  get pressed(): number {
    return this.#pressed;
  }
  async key(name: string): Promise<void> {
    this.#pressed += 1;
    await this.page.keyboard.press(name);
  }

  /** Goes on with Tab until the focus is on it. */
  async reach(wanted: Locator): Promise<void> {
    await wanted.waitFor();
    for (let tabs = 0; tabs < tabsMax; tabs++) {
      if (await isFocused(wanted)) return;
      await this.key('Tab');
    }
    throw new Error(`out of reach with ${tabsMax} Tabs: ${wanted}`);
  }
  async press(button: Locator): Promise<void> {
    await this.reach(button);
    await this.key('Enter');
  }
  /** The message, with the arrows, from the newest upwards. */
  async goTo(message: Locator): Promise<void> {
    await message.waitFor();
    await this.reach(this.page.getByRole('region', { name: /^Messages in / }));
    for (let steps = 0; steps < messagesMax; steps++) {
      await this.key('ArrowUp');
      if (await isFocused(message)) return;
    }
    throw new Error(`not among the newest ${messagesMax} messages: ${message}`);
  }
  /** A button of a card: to its message with the arrows, then on with Tab. */
  async pressOn(message: Locator, name: string | RegExp): Promise<void> {
    await this.goTo(message);
    await this.press(message.getByRole('button', { name, exact: true }).first());
  }
  /** An item of a card's menu. */
  async pressInMenu(message: Locator, name: string): Promise<void> {
    await this.pressOn(message, 'More options');
    const item = this.page.getByRole('menuitem', { name, exact: true });
    await item.waitFor();
    for (let steps = 0; steps < choicesMax && !(await isFocused(item)); steps++) await this.key('ArrowDown');
    await this.key('Enter');
  }
  /** A choice of a list, with the arrows: by its words. */
  async choose(field: Locator, words: string | RegExp): Promise<void> {
    await this.reach(field);
    const chosen = (): Promise<string> => field.evaluate((one) => (one as HTMLSelectElement).selectedOptions[0]?.textContent ?? '');
    for (let steps = 0; steps < choicesMax; steps++) {
      const now = await chosen();
      if (typeof words === 'string' ? now === words : words.test(now)) return;
      await this.key('ArrowDown');
    }
    throw new Error(`not among the choices: ${words}`);
  }
  async write(field: Locator, words: string): Promise<void> {
    await this.reach(field);
    this.#pressed += words.length;
    await this.page.keyboard.type(words);
  }
}

const isFocused = (element: Locator): Promise<boolean> =>
  element
    .first()
    .evaluate((one) => one === document.activeElement)
    .catch(() => false);
