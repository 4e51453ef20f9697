// A person at a page, whose every press is counted: of a button, of a key that sends, and of a field that is filled in.
import type { Locator, Page } from 'playwright-core';

const secondsOf = (ms: number): string => (ms / 1_000).toFixed(1);

export interface Way {
  readonly what: string;
  /** More is worse than what people have now. */
  readonly pressesMax: number;
  /** Before cards led with their state and lists could be worked from: counted in the cards and forms of that time. Absent: there was no such thing. */
  readonly before?: number;
}
export interface Walked extends Way {
  readonly presses: number;
  readonly ms: number;
}

export class Hand {
  readonly page: Page;
  #presses = 0;
  #beganMs = performance.now();

  constructor(page: Page) {
    this.page = page;
  }
  /** From here on it is counted anew. */
  begin(): this {
    this.#presses = 0;
    this.#beganMs = performance.now();
    return this;
  }
  end(way: Way): Walked {
    return { ...way, presses: this.#presses, ms: Math.round(performance.now() - this.#beganMs) };
  }
  async press(button: Locator): Promise<void> {
    this.#presses += 1;
    await button.click();
  }
  async fill(field: Locator, value: string): Promise<void> {
    this.#presses += 1;
    await field.fill(value);
  }
  /** By the value of a choice, or by its place among them. */
  async choose(field: Locator, value: string | number): Promise<void> {
    this.#presses += 1;
    await field.selectOption(typeof value === 'number' ? { index: value } : value);
  }
  /** Written to eHub in one's own chat: filled in, sent with Enter, and answered. */
  async write(words: string): Promise<void> {
    const field = this.page.getByLabel('Type a message');
    const before = await this.page.locator('.message').count();
    await this.fill(field, words);
    this.#presses += 1;
    await field.press('Enter');
    // An earlier answer has the same buttons.
    await this.page
      .locator('.message')
      .nth(before + 1)
      .waitFor();
  }
}

/** The ways as a table, for whoever runs the test. */
export function tableOf(walked: readonly Walked[]): string {
  const rows = walked.map(({ what, presses, before, ms }) => [what, String(presses), String(before ?? ''), secondsOf(ms)]);
  const lines = [['', 'presses', 'before', 'seconds'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((each) => each[column]?.length ?? 0)));
  return lines.map((each) => each.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  ')).join('\n');
}
