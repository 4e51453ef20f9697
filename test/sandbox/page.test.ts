// The page's files as served, and its pure parts: the little Markdown, mentions, and London's time.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withMentions } from '../../src/sandbox/page/compose.ts';
import { parse } from '../../src/sandbox/page/markdown.ts';
import { toHtml } from '../../src/sandbox/page/markdown-html.ts';
import { oneAtATime } from '../../src/sandbox/page/one-at-a-time.ts';
import { dayWords, minutesUntilTomorrowAt, minutesWords, stamp } from '../../src/sandbox/page/time.ts';
import { pageRoutes } from '../../src/sandbox/page.ts';

const ask = async (path: string) => {
  const route = pageRoutes().find((one) => one.path === path);
  const given = {
    method: 'GET',
    path,
    params: {},
    query: new URLSearchParams(),
    headers: {},
    body: Buffer.alloc(0),
    remoteAddress: '127.0.0.1',
  };
  const answer = await route?.handle(given);
  if (answer === undefined || !('status' in answer)) throw new Error(`no answer for ${path}`);
  return answer;
};

describe('the files of the page', () => {
  it.each([
    ['/teams', 'text/html', '<!doctype html>'],
    ['/teams/page.js', 'text/javascript', 'SharedWorker'],
    ['/teams/line.js', 'text/javascript', 'EventSource'],
    ['/teams/page.css', 'text/css', '.ac-pushButton'],
    ['/teams/adaptivecards.js', 'text/javascript', 'AdaptiveCards'],
  ])('%s is %s, never kept, and may run only its own scripts', async (path, type, holds) => {
    const answer = await ask(path);
    expect(answer.status).toBe(200);
    expect(answer.headers?.['content-type']).toBe(`${type}; charset=utf-8`);
    expect(answer.headers?.['cache-control']).toBe('no-store');
    const policy = answer.headers?.['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("require-trusted-types-for 'script'");
    expect(policy).not.toContain('unsafe');
    expect(String(answer.body)).toContain(holds);
  });

  it('the bundled script needs nothing of Node and never writes HTML itself', async () => {
    const script = String((await ask('/teams/page.js')).body);
    const forbidden = /\bimport\s*[("'{*]|require\(|["']node:|innerHTML|outerHTML =|insertAdjacentHTML|document\.write/;
    expect(forbidden.exec(script)?.[0]).toBeUndefined();
  });
});

const html = (text: string, names: Iterable<string> = []): string => toHtml(parse(text, new Set(names)));

describe('the little Markdown', () => {
  it.each([
    ['plain', '<p>plain</p>'],
    ['**bold** and *thin* and _thin_', '<p><strong>bold</strong> and <em>thin</em> and <em>thin</em></p>'],
    ['*a **b** c*', '<p><em>a <strong>b</strong> c</em></p>'],
    ['one\ntwo\n\nthree', '<p>one<br>two</p><p>three</p>'],
    ['- a\n- *b*\nafter', '<ul><li>a</li><li><em>b</em></li></ul><p>after</p>'],
    ['3. c\n4. d', '<ol start="3"><li>c</li><li>d</li></ol>'],
    ['2 * 3 * 4, snake_case_name', '<p>2 * 3 * 4, snake_case_name</p>'],
    ['\\*not\\* \\<b\\>', '<p>*not* &lt;b&gt;</p>'],
    ['# no heading', '<p># no heading</p>'],
    ['<b onclick="x">&amp;</b>', '<p>&lt;b onclick=&quot;x&quot;&gt;&amp;amp;&lt;/b&gt;</p>'],
    ['[x](javascript:alert`1`) [y](data:text/html,1)', '<p>[x](javascript:alert`1`) [y](data:text/html,1)</p>'],
    ['[x](javascript:alert(1))', '<p>[x](javascript:alert(1))</p>'],
    ['[x](https://e.org/?a="b)', '<p>[x](https://e.org/?a=&quot;b)</p>'],
  ])('%j', (text, wanted) => expect(html(text)).toBe(wanted));

  it('links open outside and tell the other side nothing', () => {
    expect(html('[a *b*](https://example.org/?q=1&r=2)')).toBe(
      '<p><a href="https://example.org/?q=1&amp;r=2" rel="noopener noreferrer" target="_blank">a <em>b</em></a></p>',
    );
  });

  it('a card mentions only those it lists', () => {
    expect(html('<at>Ann Lee</at> <at>Bo</at>', ['Ann Lee'])).toBe('<p><span class="mention">Ann Lee</span> &lt;at&gt;Bo&lt;/at&gt;</p>');
  });

  it('whatever comes, only our own few tags go out, and no word is lost', () => {
    const hostile = fc
      .array(
        fc.oneof(
          fc.constantFrom('<', '>', '"', "'", '&', '*', '**', '_', '[', '](', ')', '\\', '\n', '- ', '<at>', '</at>', 'javascript:'),
          fc.string(),
        ),
        {
          maxLength: 30,
        },
      )
      .map((parts) => parts.join(''));
    const allowed =
      /<\/?(p|strong|em|ul|li|span|ol)>|<br>|<span class="mention">|<ol start="\d+">|<a href="(https?:\/\/|mailto:)[^"<>\s]*" rel="noopener noreferrer" target="_blank">|<\/a>/gi;
    fc.assert(
      fc.property(hostile, (text) => {
        expect(html(text, ['x']).replace(allowed, '')).not.toMatch(/[<>"]/);
      }),
      { numRuns: 500 },
    );
  });

  it('a text of nothing but marks is read in no time', () => {
    const began = performance.now();
    for (const mark of ['**a', '*a ', '[', '_a', '<at>', '\\', '** *']) html(mark.repeat(20_000));
    expect(performance.now() - began).toBeLessThan(2_000);
  });
});

describe('mentions typed with @', () => {
  it.each([
    ['@eHub status', '<at>eHub</at> status'],
    ['hello @ehub, all', 'hello <at>eHub</at>, all'],
    ['@eHubs and mail a@b', '@eHubs and mail a@b'],
    ['@Ann Lee and @Ann', '<at>Ann Lee</at> and <at>Ann</at>'],
    ['<at>eHub</at>', '< at>eHub</ at>'],
  ])('%s', (typed, sent) => expect(withMentions(typed, ['Ann', 'eHub', 'Ann Lee'])).toBe(sent));
});

describe('times', () => {
  it.each([
    ['2026-11-25T09:14:00.000Z', '2026-11-25T20:00:00.000Z', '09:14'],
    ['2026-11-24T09:14:00.000Z', '2026-11-25T00:10:00.000Z', 'Yesterday 09:14'],
    ['2026-07-01T22:30:00.000Z', '2026-07-01T23:30:00.000Z', 'Yesterday 23:30'],
    ['2026-11-02T09:14:00.000Z', '2026-11-25T00:10:00.000Z', '2 Nov 09:14'],
  ])('%s seen at %s', (at, now, words) => expect(stamp(at, now)).toBe(words));

  it('names the day', () => expect(dayWords('2026-11-23T09:00:00.000Z', '2026-11-25T09:00:00.000Z')).toBe('Monday 23 November'));

  it.each([
    ['an ordinary evening', '2026-11-25T18:30:00.000Z', 810],
    ['just after midnight', '2026-11-25T00:01:00.000Z', 1919],
    ['the night the clocks go forward', '2026-03-28T20:00:00.000Z', 660],
    ['the night the clocks go back', '2026-10-24T19:00:00.000Z', 780],
  ])('tomorrow at eight from %s', (_name, now, minutes) => expect(minutesUntilTomorrowAt(8, now)).toBe(minutes));

  it.each([
    [0, '0 min'],
    [65, '1 h 5 min'],
    [1440, '1 d'],
  ])('%d minutes in words', (minutes, words) => expect(minutesWords(minutes)).toBe(words));
});

describe('fetching one at a time', () => {
  it('runs once more for all that asked meanwhile, and goes on after a failure', async () => {
    let runs = 0;
    const doors: (() => void)[] = [];
    const fetchIt = oneAtATime(async () => {
      runs += 1;
      if (runs === 3) throw new Error('away');
      if (runs === 1) await new Promise<void>((resolve) => doors.push(resolve));
    });
    const all = [fetchIt(), fetchIt(), fetchIt()];
    expect(runs).toBe(1);
    doors[0]?.();
    await Promise.all(all);
    expect(runs).toBe(2);
    await expect(fetchIt()).rejects.toThrow('away');
    await fetchIt();
    expect(runs).toBe(4);
  });
});
