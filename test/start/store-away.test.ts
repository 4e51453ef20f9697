// A start while the store is away: one sentence for each reason, tried again, and ended at once when told to.
import { beforeEach, expect, it } from 'vitest';
import { OutcomeUnknown, StoreAway } from '../../src/app/ports.ts';
import { createLog } from '../../src/log.ts';
import { EndedWhileStarting, onceStoreAnswers, placeOf, storeAwayWords, tryAgainMs } from '../../src/start/store-away.ts';

let words: string[];
let slept: number[];
let nowMs: number;
let ending: AbortController;
beforeEach(() => {
  [words, slept, nowMs, ending] = [[], [], 0, new AbortController()];
});
const starting = <T>(make: () => Promise<T>): Promise<T> =>
  onceStoreAnswers(
    {
      log: createLog('info', (line) => words.push((JSON.parse(line) as { words: string }).words)),
      monotonicMs: () => nowMs,
      sleep: async (ms) => {
        slept.push(ms);
        nowMs += ms;
      },
      ending: ending.signal,
    },
    'https://madeup.table.core.windows.net',
    make,
  );
/** Fails with each of these in turn, then gives the answer. */
const failing = (...errors: readonly Error[]) => {
  const left = [...errors];
  return async (): Promise<string> => {
    const error = left.shift();
    if (error !== undefined) throw error;
    return 'made';
  };
};

it('says one sentence for as long as the reason stays the same, and another when it changes', async () => {
  const role = new StoreAway('', 'AuthorizationPermissionMismatch');
  expect(await starting(failing(role, role, role, new StoreAway('', 'AuthorizationFailure'), new OutcomeUnknown()))).toBe('made');
  expect(words).toEqual([
    expect.stringMatching(/AuthorizationPermissionMismatch.*Storage Table Data Contributor.*30 minutes.*tried again by itself\.$/),
    expect.stringMatching(/AuthorizationFailure.*Networking/),
    expect.stringMatching(/cannot be reached: /),
  ]);
  expect(slept).toEqual([tryAgainMs, tryAgainMs, tryAgainMs, tryAgainMs, tryAgainMs]);
});

it('says it again every five minutes, so that the newest lines have it', async () => {
  const away = new StoreAway('', 'ECONNREFUSED');
  await starting(failing(...Array.from({ length: 130 }, () => away)));
  expect(words).toHaveLength(3);
});

it('what is not the store is thrown at once', async () => {
  await expect(starting(failing(new Error('The network file cannot be used.')))).rejects.toThrow('The network file cannot be used.');
  expect([words, slept]).toEqual([[], []]);
});

it('ends while it waits, and while it tries', async () => {
  const waiting = starting(async () => {
    ending.abort();
    throw new StoreAway('', 'ECONNREFUSED');
  });
  await expect(waiting).rejects.toBeInstanceOf(EndedWhileStarting);
  ending = new AbortController();
  const trying = starting(() => new Promise(() => {}));
  ending.abort();
  await expect(trying).rejects.toBeInstanceOf(EndedWhileStarting);
});

it.each([
  ['AuthenticationFailed', /does not believe who we are/],
  ['KeyBasedAuthenticationNotPermitted', /takes no keys.*EHUB_STORAGE_ACCOUNT_URL/],
  ['noToken', /has no identity.*managed identity/],
  ['ENOTFOUND', /no address https:\/\/madeup/],
  ['ServerBusy', /cannot be reached \(ServerBusy\)/],
  [undefined, /cannot be reached: /],
])('%s is told apart', (code, said) => {
  expect(storeAwayWords(code, 'https://madeup')).toMatch(said);
});

it('names where the store is, and never its key', () => {
  expect(placeOf({ accountUrl: 'https://madeup.table.core.windows.net/?sig=secret' })).toBe('https://madeup.table.core.windows.net');
  const connection = 'DefaultEndpointsProtocol=https;AccountName=madeup;AccountKey=secret;EndpointSuffix=core.windows.net';
  expect(placeOf({ connectionString: connection })).toBe('https://madeup.table.core.windows.net');
  expect(placeOf({ connectionString: 'AccountName=a;AccountKey=secret;TableEndpoint=http://127.0.0.1:1/a?sig=secret' })).toBe(
    'http://127.0.0.1:1',
  );
  expect(placeOf({ connectionString: 'secret' })).toBe('EHUB_STORAGE_CONNECTION');
});
