// The little Markdown that Teams draws in cards and bot messages: bold, italic, links, lists and mentions; all else is text.

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strong' | 'em'; readonly inner: readonly Inline[] }
  | { readonly kind: 'link'; readonly href: string; readonly inner: readonly Inline[] }
  | { readonly kind: 'at'; readonly name: string };
export type Block =
  | { readonly kind: 'paragraph'; readonly lines: readonly (readonly Inline[])[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly start: number; readonly items: readonly (readonly Inline[])[] };

/** Bold in a link in italic in bold: nobody writes deeper, and a hostile text must not make us. */
const depthMax = 4;
const escapable = /[\\`*_{}[\]()#+\-.!<>&~|]/;
const wordLetter = /[\p{L}\p{N}]/u;

/** Only addresses a person expects behind a link; `javascript:` and the like stay words. */
export function safeHref(href: string): string | undefined {
  return /^(https?:\/\/|mailto:)[^\s<>"]+$/i.test(href) ? href : undefined;
}

/** Which `<at>Name</at>` are mentions: in a card only those it lists as entities, in a message all. */
export type MentionNames = ReadonlySet<string> | 'all';

interface Piece {
  readonly node: Inline;
  readonly end: number;
}

function emphasis(text: string, at: number, names: MentionNames, depth: number, hopeless: Set<string>): Piece | undefined {
  const one = text[at] ?? '';
  const mark = text[at + 1] === one ? one + one : one;
  if (hopeless.has(mark) || /\s|^$/.test(text[at + mark.length] ?? '')) return undefined;
  if (one === '_' && wordLetter.test(text[at - 1] ?? '')) return undefined;
  for (let from = at + mark.length + 1; ; ) {
    const close = text.indexOf(mark, from);
    if (close < 0) {
      hopeless.add(mark);
      return undefined;
    }
    const open = text[close - 1] === '\\' || /\s/.test(text[close - 1] ?? '');
    const inWord = one === '_' && wordLetter.test(text[close + mark.length] ?? '');
    // `*a **b** c*`: a double mark does not close a single one.
    const doubled = mark.length === 1 && text[close + 1] === one;
    if (!open && !inWord && !doubled) {
      const inner = inlines(text.slice(at + mark.length, close), names, depth + 1);
      return { node: { kind: mark.length === 2 ? 'strong' : 'em', inner }, end: close + mark.length };
    }
    from = close + (doubled ? 2 : 1);
  }
}

function link(text: string, at: number, names: MentionNames, depth: number): Piece | undefined {
  const found = /^\[([^[\]\n]{1,500})\]\(([^()\s]{1,2000})\)/.exec(text.slice(at, at + 2600));
  const href = found?.[2] === undefined ? undefined : safeHref(found[2]);
  if (found?.[1] === undefined || href === undefined) return undefined;
  return { node: { kind: 'link', href, inner: inlines(found[1], names, depth + 1) }, end: at + found[0].length };
}

function mention(text: string, at: number, names: MentionNames): Piece | undefined {
  const found = /^<at>([^<>\n]{1,200})<\/at>/.exec(text.slice(at, at + 220));
  if (found?.[1] === undefined || (names !== 'all' && !names.has(found[1]))) return undefined;
  return { node: { kind: 'at', name: found[1] }, end: at + found[0].length };
}

function inlines(text: string, names: MentionNames, depth: number): Inline[] {
  const nodes: Inline[] = [];
  const hopeless = new Set<string>();
  let words = '';
  let at = 0;
  while (at < text.length) {
    const letter = text[at] ?? '';
    const next = text[at + 1];
    if (letter === '\\' && next !== undefined && escapable.test(next)) {
      words += next;
      at += 2;
      continue;
    }
    let piece: Piece | undefined;
    if (depth < depthMax) {
      if (letter === '*' || letter === '_') piece = emphasis(text, at, names, depth, hopeless);
      else if (letter === '[') piece = link(text, at, names, depth);
      else if (letter === '<') piece = mention(text, at, names);
    }
    if (piece === undefined) {
      words += letter;
      at += 1;
      continue;
    }
    if (words !== '') nodes.push({ kind: 'text', text: words });
    words = '';
    nodes.push(piece.node);
    at = piece.end;
  }
  if (words !== '') nodes.push({ kind: 'text', text: words });
  return nodes;
}

/** Reads a text into blocks. Never throws; what is not the small subset stays as it was written. */
export function parse(text: string, names: MentionNames): Block[] {
  const blocks: Block[] = [];
  let lines: Inline[][] = [];
  let items: Inline[][] = [];
  let list: { ordered: boolean; start: number } | undefined;
  const flush = (): void => {
    if (lines.length > 0) blocks.push({ kind: 'paragraph', lines });
    if (list !== undefined) blocks.push({ kind: 'list', ...list, items });
    lines = [];
    items = [];
    list = undefined;
  };
  for (const line of text.split(/\r\n|\r|\n/)) {
    const bullet = /^\s{0,3}(?:[-*+]|(\d{1,4})[.)])\s+(.*)$/.exec(line);
    if (bullet !== null) {
      const ordered = bullet[1] !== undefined;
      if (list?.ordered !== ordered) flush();
      list ??= { ordered, start: Number(bullet[1] ?? 1) };
      items.push(inlines(bullet[2] ?? '', names, 0));
    } else if (line.trim() === '') flush();
    else {
      if (list !== undefined) flush();
      lines.push(inlines(line, names, 0));
    }
  }
  flush();
  return blocks;
}
