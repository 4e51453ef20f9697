// The tab's pages as HTML: frames for what the script fills in, and words where there is no tab.
import { applicationIdUri, type TabSettings } from './settings.ts';

const escaped = (words: string): string => words.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

interface Frame {
  readonly title: string;
  /** Script of ours beside teams-js; absent: the page is words alone. */
  readonly script?: string;
  readonly settings?: TabSettings;
  readonly main: string;
}

const page = ({ title, script, settings, main }: Frame): string => `<!doctype html>
<html lang="en-GB" data-theme="default">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<link rel="stylesheet" href="/tab/page.css">
${script === undefined ? '' : `<script src="/tab/teams.js" defer></script>\n<script src="${script}" defer></script>`}
</head>
<body${settings === undefined ? '' : ` data-host="${escaped(settings.hostName)}" data-uri="${escaped(applicationIdUri(settings))}"`}>
<main>
${main}
</main>
</body>
</html>
`;

const trouble =
  '<div id="trouble" class="trouble" role="alert" hidden></div>\n<noscript><p class="words">This page needs JavaScript, which Teams has switched on.</p></noscript>';

const board = `<section id="board" aria-labelledby="board-title" hidden>
<h2 id="board-title">Board</h2>
<p id="board-words" hidden></p>
<div id="board-body">
<p id="standing"></p>
<div class="scrolls" role="region" tabindex="0" aria-label="Figures"><table id="figures" aria-labelledby="board-title"></table></div>
<dl id="facts"></dl>
<h3 id="unusual-title"></h3>
<ul id="unusual"></ul>
<p id="explained" class="explained"></p>
</div>
</section>`;

const mine = `<section id="mine" aria-labelledby="mine-title" hidden>
<h2 id="mine-title">My work</h2>
<p id="mine-words"></p>
<div id="mine-body"><ul id="lines" class="lines"></ul></div>
</section>`;

/** `mine`: somebody's own tab, which begins with their work; `board`: a channel's, which begins with the hub. */
export const tabPage = (settings: TabSettings, first: 'mine' | 'board'): string =>
  page({
    title: 'eHub',
    script: '/tab/page.js',
    settings,
    main: `<header><h1>eHub</h1><p id="as-of"></p><button type="button" id="refresh" hidden>Refresh</button></header>
<p id="said" class="unseen" role="status"></p>
${trouble}
<div class="sections">
${first === 'mine' ? `${mine}\n${board}` : `${board}\n${mine}`}
</div>`,
  });

export const configurePage = (settings: TabSettings): string =>
  page({
    title: 'Add eHub to this channel',
    script: '/tab/configure.js',
    settings,
    main: `<h1>Add eHub to this channel</h1>
${trouble}
<p class="words">The tab shows the hub\u2019s board and, to each person, what is theirs. There is nothing to choose: press Save.</p>`,
  });

/** Said instead of any page: whoever reads it can do nothing here. */
export const notSetUpPage = (words: string): string =>
  page({ title: 'eHub', main: `<h1>eHub</h1>\n<p class="words">${escaped(words)}</p>` });
