// Serves the sandbox's web page: the HTML, the bundled script and style sheet, and the adaptive card renderer.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type { HttpAnswer, Route } from '../app/http.ts';

/** The page is only asked for, never sent to. */
const bodyBytesMax = 0;

/**
 * What the page may do: its own scripts and styles, its own server, nothing else. Cards and messages are text from
 * outside, so even a hole in how they are drawn must not be able to run or fetch anything. Three Trusted Types policies
 * are the card renderer's own, the fourth lets the page load its one worker; no other code may turn a string into HTML.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types adaptivecards#markdownPassthroughPolicy adaptivecards#restoreContentsPolicy adaptivecards#deprecatedExportedFunctionPolicy sandbox#line',
].join('; ');

const pageFile = (name: string): string => fileURLToPath(new URL(`./page/${name}`, import.meta.url));

const answer = (type: string, body: string | Buffer): HttpAnswer => ({
  status: 200,
  headers: {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'no-store',
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
  },
  body,
});

/** One browser file out of many: esbuild is loaded only when the page is first asked for, so nothing else waits for it. */
async function bundle(entry: string): Promise<string> {
  const { build } = await import('esbuild');
  const built = await build({
    entryPoints: [pageFile(entry)],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    logLevel: 'silent',
  });
  return built.outputFiles[0]?.text ?? '';
}

/** Makes something once, at the first call; a failure is not remembered, so the next call tries again. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}

/** `GET /teams`: the page itself, and the four files it loads. */
export function pageRoutes(): Route[] {
  const script = once(() => bundle('page.ts'));
  const line = once(() => bundle('line.ts'));
  const style = once(() => bundle('page.css'));
  const renderer = once(() => readFile(createRequire(import.meta.url).resolve('adaptivecards/dist/adaptivecards.min.js')));
  const get = (path: string, type: string, read: () => Promise<string | Buffer>): Route => ({
    method: 'GET',
    path,
    bodyBytesMax,
    handle: async () => answer(type, await read()),
  });
  return [
    get('/teams', 'text/html', () => readFile(pageFile('index.html'))),
    get('/teams/page.js', 'text/javascript', script),
    get('/teams/line.js', 'text/javascript', line),
    get('/teams/page.css', 'text/css', style),
    get('/teams/adaptivecards.js', 'text/javascript', renderer),
  ];
}
