// A text as words with what stands between them, so that names, numbers and addresses are found in it however they are spelt.
import { folded, withoutUnseen } from './names.ts';
import { westernDigit } from './privacy.ts';

export interface Token {
  /** As it was written. */
  readonly raw: string;
  /** As names are compared: without case, accents and apostrophes. */
  readonly word: string;
  /** What stands between it and the word before; empty where a letter follows a digit. */
  readonly gap: string;
}

/** Far more words than a note of the longest length has; what a client sends beyond that is refused for its length. */
const tokensMax = 2_000;

/** Runs of letters (with apostrophes inside them) and runs of digits. */
const runs = /[\p{L}\p{M}]+(?:'[\p{L}\p{M}]+)*'?|\p{N}+/gu;

/** The words and numbers of a text, in their order. */
export function tokensOf(text: string): readonly Token[] {
  const plain = withoutUnseen(text).replace(/\p{Nd}/gu, westernDigit);
  const tokens: Token[] = [];
  let end = 0;
  for (const { 0: raw, index } of plain.matchAll(runs)) {
    if (tokens.length >= tokensMax) break;
    // Some letters fold to several words, such as a joined sign; they stay one word here.
    tokens.push({ raw, word: folded(raw).replaceAll(' ', ''), gap: plain.slice(end, index) });
    end = index + raw.length;
  }
  return tokens;
}

export const isCapital = ({ raw }: Token): boolean => /^\p{Lu}/u.test(raw);
export const isNumber = ({ raw }: Token): boolean => /^\p{N}/u.test(raw);
/** All in capitals, and longer than an initial. */
export const isShouted = ({ raw }: Token): boolean => raw.length > 1 && raw === raw.toUpperCase() && raw !== raw.toLowerCase();
/** Whether a sentence, a line or an item of a list begins here: there a capital says nothing. */
export const beginsSentence = (tokens: readonly Token[], index: number): boolean =>
  index === 0 || /[.!?:;\n\r\u2022*"\u201c>]|(?:^|\s)[-\u2013\u2014](?:\s|$)/.test(tokens[index]?.gap ?? '');
