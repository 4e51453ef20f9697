// The template engine loaded a second time, as its makers ship it: nobody has told it to read names directly (`src/cards/quick-templates.ts`).
import { createRequire } from 'node:module';
import type { Template } from 'adaptivecards-templating';

const require = createRequire(import.meta.url);

function loadedAgain(): typeof Template {
  const kept = { ...require.cache };
  for (const path of Object.keys(require.cache)) if (/adaptive-expressions|adaptivecards-templating/.test(path)) delete require.cache[path];
  const { Template: own } = require('adaptivecards-templating') as { Template: typeof Template };
  Object.assign(require.cache, kept);
  return own;
}

export const UntouchedTemplate = loadedAgain();
