// What is shown in a dialog, laid out on pages that Teams takes: in order, and without losing a character.

/** What the sender says against a line, our label in bold, how the sender marked it, and the words as they came, never read as Markdown. */
export interface Line {
  readonly mark: string;
  readonly label: string;
  readonly flag: string;
  readonly words: string;
  /** It goes on with the line before it: another paragraph of the same answer. On a new page it repeats that one's mark, which this is. */
  readonly goesOn?: string;
}
export interface Part {
  readonly heading: string;
  readonly lines: readonly Line[];
  /** Shown as a table of what was sent and its words. */
  readonly isTable?: true;
}

/** Of JSON: 60 KB as UTF-16. Teams takes about 100 KB in all, and what is longer has more pages. */
export const pageCharactersMax = 30_000;
/** What a line or a heading costs besides its words: their elements as JSON have 280 and 170 characters. */
const overheadCharacters = 330;
/** A row of a table has 600 more, for it is said a second time for clients that draw no tables. */
const rowOverheadCharacters = 930;
const timesSaid = ({ isTable }: Part): number => (isTable ? 2 : 1);

/** Parts laid out on pages: a line longer than a page goes on where it stopped. */
export function pagesOf(parts: readonly Part[]): readonly (readonly Part[])[] {
  const pages: Part[][] = [[]];
  let left = pageCharactersMax;
  for (const part of parts) {
    let open: (Part & { readonly lines: Line[] }) | undefined;
    const overhead = part.isTable ? rowOverheadCharacters : overheadCharacters;
    for (const each of part.lines.flatMap((line) => piecesOf(line, pieceCharactersMax / timesSaid(part)))) {
      const cost = overhead + timesSaid(part) * jsonCharacters((each.goesOn ?? each.mark) + each.label + each.flag + each.words);
      const headingCost = overhead + jsonCharacters(part.heading);
      if (cost + (open === undefined ? headingCost : 0) > left && left < pageCharactersMax) {
        pages.push([]);
        left = pageCharactersMax;
      }
      const page = pages.at(-1);
      if (open === undefined || !page?.includes(open)) {
        open = { ...part, heading: open === undefined ? part.heading : `${part.heading} (continued)`, lines: [] };
        page?.push(open);
        left -= headingCost;
      }
      open.lines.push(open.lines.length === 0 && each.goesOn ? { ...each, mark: each.goesOn } : each);
      left -= cost;
    }
  }
  return pages;
}

/** Half a page each for a long label and long words, so that any line fits on a page of its own under its heading. */
const pieceCharactersMax = pageCharactersMax / 2 - 6 * overheadCharacters;

/** A line that is cut into pieces repeats its mark ("ENTERED IN ERROR") in front of each. */
function piecesOf({ mark, label, flag, words, ...more }: Line, charactersMax: number): readonly Line[] {
  const labels = cut(label, charactersMax);
  const [first = '', ...rest] = cut(words, charactersMax);
  return [
    ...labels.slice(0, -1).map((piece) => ({ mark, label: piece, flag: '', words: '' })),
    { mark, label: labels.at(-1) ?? '', flag, words: first, ...more },
    ...rest.map((piece) => ({ mark, label: '… ', flag: '', words: piece })),
  ];
}

/** Cuts between whole characters: half an emoji would be shown as a wrong character. */
function cut(text: string, charactersMax: number): readonly string[] {
  if (jsonCharacters(text) <= charactersMax) return [text];
  const pieces: string[] = [];
  let from = 0;
  let at = 0;
  let cost = 0;
  for (const character of text) {
    const more = jsonCharacters(character);
    if (cost + more > charactersMax) {
      pieces.push(text.slice(from, at));
      from = at;
      cost = 0;
    }
    cost += more;
    at += character.length;
  }
  return [...pieces, text.slice(from)];
}

/** As JSON, where a line end is two characters and a control character six. */
const jsonCharacters = (text: string): number => JSON.stringify(text).length - 2;
