// What the tab's pages do in Teams' frame: take its theme, have somebody signed in, and write what our server answers as text, never as HTML.
//
// Plain JavaScript as it is served. It keeps nothing: the token is asked for each time, and Teams remembers it.

/** What both pages begin with. */
const shared = `'use strict';
const waitsMs = { teams: 10000, token: 60000, server: 10000 };
const by = (id) => document.getElementById(id);
const made = (tag, words, className) => {
  const element = document.createElement(tag);
  if (words !== undefined) element.textContent = words;
  if (className) element.className = className;
  return element;
};
const within = (ms, promise, words) =>
  Promise.race([promise, new Promise((_, reject) => setTimeout(() => reject(new Error(words)), ms))]);
const setTheme = (theme) => {
  document.documentElement.dataset.theme = ['dark', 'contrast'].includes(theme) ? theme : 'default';
};
const wordsOf = (error) => String((error && error.message) || error || 'nothing');
function trouble(title, lines, values) {
  const box = by('trouble');
  const list = made('dl');
  for (const [name, value] of values || []) list.append(made('dt', name), made('dd', value));
  box.replaceChildren(made('h2', title), ...lines.map((line) => made('p', line)), ...(values ? [list] : []));
  box.hidden = false;
}
async function joinTeams() {
  try {
    await within(waitsMs.teams, microsoftTeams.app.initialize(), 'no answer from Teams');
  } catch (error) {
    trouble('Please open this in Microsoft Teams', ['It is a tab of eHub there, and shows nothing anywhere else.'], [['What happened', wordsOf(error)]]);
    return undefined;
  }
  const context = await within(waitsMs.teams, microsoftTeams.app.getContext(), 'no answer from Teams');
  setTheme(context.app.theme);
  microsoftTeams.app.registerOnThemeChangeHandler(setTheme);
  return context;
}
`;

/** The page that shows the board and what is somebody's own. */
export const tabScript = `${shared}
const everyMs = 60000;
const { host, uri } = document.body.dataset;
let lastMs = -Infinity;
let running = false;
/** Whatever does not agree here is why Teams gives no token. */
const values = (said) => [
  ['What Teams said', said],
  ['This page was opened at', location.host],
  ['It is set up for (EHUB_HOST_NAME)', host],
  ['Application ID URI', uri],
];
const toldTo = 'Whoever installed eHub needs these. The Application ID URI must be the same in Entra, in the manifest (webApplicationInfo) and here, and its host the one the page was opened at.';

async function tokenFromTeams() {
  try {
    return await within(waitsMs.token, microsoftTeams.authentication.getAuthToken(), 'no answer to the request for a token');
  } catch (error) {
    trouble('Teams could not sign you in, so nothing is shown', [toldTo], values(wordsOf(error)));
    return undefined;
  }
}

async function ask(path, token) {
  const answer = await fetch(path, { headers: { authorization: 'Bearer ' + token }, signal: AbortSignal.timeout(waitsMs.server), cache: 'no-store' });
  const body = await answer.json();
  return { status: answer.status, body };
}

function drawBoard(board) {
  by('board-title').textContent = board.title;
  by('standing').textContent = board.standing.words;
  by('standing').className = board.standing.stands ?? '';
  const head = made('tr');
  for (const column of board.columns) head.append(Object.assign(made('th', column), { scope: 'col' }));
  const rows = board.rows.map(({ name, figures }) => {
    const row = made('tr');
    row.append(Object.assign(made('th', name), { scope: 'row' }), ...figures.map(({ words, stands }) => made('td', words, stands)));
    return row;
  });
  const parts = [made('thead'), made('tbody')];
  parts[0].append(head);
  parts[1].append(...rows);
  by('figures').replaceChildren(...parts);
  by('facts').replaceChildren(...board.facts.flatMap(({ title, value }) => [made('dt', title), made('dd', value)]));
  by('unusual-title').textContent = board.unusualTitle;
  by('unusual').replaceChildren(...board.unusual.map((line) => made('li', line)));
  by('explained').textContent = board.explained;
  by('as-of').textContent = board.asOf;
}

function drawWork(work) {
  by('mine-title').textContent = work.title;
  by('mine-words').textContent = work.words;
  by('lines').replaceChildren(
    ...work.rows.map(({ first, second }) => {
      const line = made('li');
      line.append(made('span', first, 'first'), made('span', second, 'second'));
      return line;
    }),
  );
}

/** What may not be shown is said in the place of it. */
function show(name, { status, body }, draw) {
  const shown = status === 200;
  by(name + '-words').hidden = shown && name === 'board';
  by(name + '-body').hidden = !shown;
  if (shown) draw(body);
  else {
    by(name + '-words').textContent = body.words;
    if (name === 'board') by('as-of').textContent = '';
  }
  by(name).hidden = false;
}

/** Nothing that was shown to somebody stays when it may not be shown any more. */
function hideAll() {
  for (const id of ['board', 'mine']) by(id).hidden = true;
  by('as-of').textContent = '';
}

async function look(channel, asked) {
  if (running) return;
  running = true;
  try {
    const token = await tokenFromTeams();
    if (token === undefined) return hideAll();
    const where = channel ? '?channel=' + encodeURIComponent(channel) : '';
    const [board, mine] = await Promise.all([ask('/api/tab/board' + where, token), ask('/api/tab/mine', token)]);
    if (mine.status === 401 || mine.status === 403) hideAll();
    if (mine.status === 401) return trouble('You were not let in', [mine.body.words, toldTo], values('It gave a token for you.'));
    if (mine.status === 403) return trouble('Nothing is shown to you here', [mine.body.words]);
    by('trouble').hidden = true;
    show('board', board, drawBoard);
    show('mine', mine, drawWork);
    lastMs = performance.now();
    // Only to whoever asked: read aloud every minute it would interrupt people.
    if (asked) by('said').textContent = 'Brought up to date. ' + by('as-of').textContent;
  } catch (error) {
    trouble('eHub did not answer', ['What you see below, if anything, may be old. It is asked again by itself, or press Refresh.'], [['What happened', wordsOf(error)]]);
  } finally {
    running = false;
  }
}

(async () => {
  try {
    const context = await joinTeams();
    if (context === undefined) return;
    const channel = context.channel && context.channel.id;
    by('refresh').hidden = false;
    by('refresh').addEventListener('click', () => look(channel, true));
    const whenSeen = () => {
      if (document.visibilityState === 'visible' && performance.now() - lastMs >= everyMs) look(channel);
    };
    document.addEventListener('visibilitychange', whenSeen);
    setInterval(whenSeen, everyMs);
    await look(channel);
  } catch (error) {
    trouble('This page could not be shown', ['Please close the tab and open it again.'], [['What happened', wordsOf(error)]]);
  }
})();
`;

/** The page that Teams shows while somebody adds the tab to a channel: there is nothing to choose. */
export const configureScript = `${shared}
(async () => {
  try {
    if ((await joinTeams()) === undefined) return;
    const { config } = microsoftTeams.pages;
    config.registerOnSaveHandler((saving) => {
      const page = location.origin + '/tab/channel';
      config
        .setConfig({ entityId: 'board', suggestedDisplayName: 'eHub', contentUrl: page, websiteUrl: page })
        .then(() => saving.notifySuccess(), (error) => saving.notifyFailure(wordsOf(error)));
    });
    config.setValidityState(true);
  } catch (error) {
    trouble('The tab could not be set up', ['Please close this and add the tab again.'], [['What happened', wordsOf(error)]]);
  }
})();
`;
