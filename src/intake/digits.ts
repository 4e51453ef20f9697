// Numbers as the sender wrote them: JavaScript's own lose digits (9007199254740993) and the zeros that say how exact a value is (1.10).

/** What was written, beside the object or list that holds the number; only where printing the number would give other digits. */
const written = new WeakMap<object, Map<string, string>>();

/**
 * Notes the digits of the numbers in `value`, which is `text` parsed. Returns false when one is beyond what a number can be (1e999),
 * so that it cannot even be compared: such a body is refused. Recurses as deep as the value, which `readBody` has bounded.
 */
export function keepDigits(text: string, value: unknown): boolean {
  const numbers = numbersIn(text);
  if (numbers.some((digits) => !Number.isFinite(Number(digits)))) return false;
  if (numbers.every((digits) => String(Number(digits)) === digits)) return true;
  let next = 0;
  // Numbers come in the same order in the text and in what it was parsed to.
  const visit = (holder: object): void => {
    for (const [key, part] of Object.entries(holder)) {
      if (typeof part === 'number') {
        const digits = numbers[next++] ?? '';
        // A key that is itself a number is moved to the front by JavaScript; no schema here knows one, so it is refused later.
        if (String(part) === digits || Number(digits) !== part) continue;
        const notes = written.get(holder) ?? new Map<string, string>();
        written.set(holder, notes.set(key, digits));
      } else if (typeof part === 'object' && part !== null) visit(part);
    }
  };
  if (typeof value === 'object' && value !== null) visit(value);
  return true;
}

const numberHere = /-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/y;

/** The numbers of well-formed JSON as they are written, in order. */
function numbersIn(text: string): string[] {
  const found: string[] = [];
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '"') {
      at++;
      while (at < text.length && text.charAt(at) !== '"') at += text.charAt(at) === '\\' ? 2 : 1;
    } else if (character === '-' || (character >= '0' && character <= '9')) {
      numberHere.lastIndex = at;
      const digits = numberHere.exec(text)?.[0] ?? character;
      found.push(digits);
      at += digits.length - 1;
    }
  }
  return found;
}

/** The number at `key` of `holder` as it was sent. */
export const digitsOf = (holder: object, key: string | number, value: number): string =>
  written.get(holder)?.get(String(key)) ?? String(value);

/** The same for equal amounts however they are written: 1.10, 1.1 and 11e-1 are one, …992 and …993 are not. */
export function sameAmount(digits: string): string {
  const [, sign = '', whole = '', part = '', power = '0'] = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([-+]?\d+))?$/.exec(digits) ?? [];
  const figures = `${whole}${part}`.replace(/^0+/, '');
  const significant = figures.replace(/0+$/, '');
  return significant === '' ? '0' : `${sign}${significant}e${Number(power) - part.length + figures.length - significant.length}`;
}
