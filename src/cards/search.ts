// What the message extension says around its results: how to search, that nothing was found, and how many more there are.

/** `charactersMax`: the longest search that is read. */
export const unreadableSearch = (charactersMax: number): string =>
  `I cannot read this search. Please write at most ${charactersMax} characters: a reference such as K7M-4QX, a practice, or a word such as waiting or urgent.`;
export const nothingFound = 'Nothing found. Try a reference such as K7M-4QX, a practice, or a word such as waiting or urgent.';
/** Before the last result of a page. */
export const moreAfterThis = (count: number): string => `${count} more after this one. `;
