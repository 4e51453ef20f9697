// Words made for cards, as a web page says them: a page reads no Markdown, so what keeps a name from becoming Markdown would stand in it.

/** Words in which names were made `plain`, without the signs that a card needs and a page would show. */
export const onPage = (words: string): string => words.replace(/\\([\\`*_{}[\]()#+!|~.-])/g, '$1').replaceAll('\u2060', '');
