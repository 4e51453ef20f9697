// Words fitted into a line or a sentence: a name from outside made harmless, a label with or without its capital.

/** Control characters, which could begin a new line, and characters that reverse text, which could hide something. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const breaking = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g;
const turning = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A name from outside (Teams, a file) as one line that reads forwards, for where no Markdown is read: a notification. */
export const oneLine = (name: string): string => name.replace(breaking, ' ').replace(turning, '');

/** The same for a card's text: it must stay a name there, not become Markdown, a list, a mention, an entity, a link or a placeholder. */
export const plain = (name: string): string =>
  oneLine(name)
    .replace(/&(?=#?\w+;)/g, '& ')
    .replace(/[\\`*_{}[\]()#+!|~<>]/g, (character) => (character === '<' || character === '>' ? ' ' : `\\${character}`))
    .replace(/^(\s*\d*)([-.])/, '$1\\$2')
    // With an invisible joiner it reads the same, but Teams makes no link of it.
    .replace(/:(?=\/\/)|www(?=\.)/gi, '$&\u2060');

/** The beginning of a sentence, or a title. */
export const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

/** A label within a sentence: "I", and a word in capitals, stay as they are. */
export const within = (label: string): string =>
  /^(?:I\b|\p{Lu}{2})/u.test(label) ? label : `${label.charAt(0).toLowerCase()}${label.slice(1)}`;

/** A choice of a form within a sentence, without what it asks of whoever fills the form in. */
export const chosen = (label: string): string => within(label).replace(/ \(say what\)$/, '');
