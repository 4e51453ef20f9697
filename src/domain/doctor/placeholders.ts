// Which settings still hold what an example or a template put there.

/** What no real id, address or name has: brackets of a template, words of an example, a GUID of one digit, our own examples. */
const examples = [
  /<[^>]*>|\$\{|\{\{|^\[.*\]$/,
  /\b(?:your|change)[-_ ]?(?:me|app|tenant|id|account|value|secret|key)\b|\bplaceholder\b|\bx{4,}\b/i,
  /^([0-9a-f])\1{7}(?:-\1{4}){3}-\1{12}$/i,
  /^https:\/\/(?:account|youraccount|mystorageaccount)\.table\.core\.windows\.net\/?$/i,
];

/** Their names, in order; the values are not repeated, for one of them may be a secret. */
export const placeholdersIn = (settings: Readonly<Record<string, string | undefined>>): readonly string[] =>
  Object.entries(settings)
    .filter(([, value]) => value !== undefined && examples.some((example) => example.test(value)))
    .map(([name]) => name)
    .sort();
