// The sandbox's own controls: send an eConsult, move the clock, trouble Teams, add or remove the bot, open other windows.
import { type Faults, type Life, lives, type SampleListed, type SandboxChannel, type View } from '../api.ts';
import { happen, sendSample, setBot, setFaults, wordsOf } from './ask.ts';
import { clockPart } from './clock.ts';
import { avatar, el, icon } from './elements.ts';

export interface PanelUses {
  readonly now: () => string;
  readonly close: () => void;
  readonly addressAs: (person: string) => string;
}

export interface Panel {
  readonly show: (view: View, channel: SandboxChannel | undefined) => void;
  readonly samples: (samples: readonly SampleListed[]) => void;
  /** Brings the clock's face up to date. */
  readonly tick: () => void;
}

const statusWords: readonly (readonly [Faults['failStatus'], string])[] = [
  [0, 'Off'],
  [403, '403 the bot may not write'],
  [404, '404 the conversation is gone'],
  [412, '412 changed meanwhile'],
  [502, '502 bad gateway'],
  [503, '503 unavailable'],
];
const lifeWords: Readonly<Record<Life, string>> = {
  deleteChannel: 'Delete this channel',
  restoreChannel: 'Restore this channel',
  archiveTeam: 'Archive its team',
  unarchiveTeam: 'Restore its team from the archive',
  renameTeam: 'Rename team and channel',
  upgradeApp: 'Upgrade the app',
};
const seconds = [0, 1, 5, 30] as const;
const delaysMs = [0, 500, 2000, 10_000] as const;

const option = (value: number, words: string): HTMLOptionElement => el('option', { value }, words);

export function panel(place: HTMLElement, uses: PanelUses): Panel {
  const said = el('p', { class: 'said', role: 'status' });
  let view: View | undefined;
  let channel: SandboxChannel | undefined;

  /** One control does one thing at a time and says when it failed. */
  const act = async (
    button: HTMLElement | undefined,
    wish: () => Promise<unknown>,
    done: string | undefined,
    begun = '',
  ): Promise<void> => {
    if (button?.getAttribute('aria-busy') === 'true') return;
    button?.setAttribute('aria-busy', 'true');
    said.textContent = begun;
    said.className = 'said';
    try {
      const words = await wish();
      said.textContent = done ?? (typeof words === 'string' ? words : '');
    } catch (error) {
      said.textContent = wordsOf(error);
      said.className = 'said bad';
    } finally {
      button?.removeAttribute('aria-busy');
    }
  };

  const botName = (): string => view?.botName ?? 'The bot';
  const list = el('ul', { class: 'samples' });
  const clock = clockPart({ now: uses.now, act });

  const throttle = el('select', {}, ...seconds.map((one) => option(one, one === 0 ? 'Off' : `Retry after ${one} s`)));
  const fail = el('select', {}, ...statusWords.map(([status, words]) => option(status, words)));
  const delay = el('select', {}, ...delaysMs.map((one) => option(one, one === 0 ? 'Off' : `${one / 1000} s`)));
  const failWhere = el('select', {});
  const byDate = el('input', { type: 'checkbox' });
  const lose = el('input', { type: 'checkbox' });
  const sendFaults = (): void => {
    const faults: Faults = {
      throttleSeconds: Number(throttle.value),
      throttleByDate: byDate.checked,
      failStatus: statusWords.find(([status]) => status === Number(fail.value))?.[0] ?? 0,
      failIn: failWhere.value,
      loseAnswers: lose.checked,
      delayMs: Number(delay.value),
    };
    void act(undefined, () => setFaults(faults), 'Teams now behaves as set.');
  };
  for (const control of [throttle, byDate, fail, failWhere, delay, lose]) control.addEventListener('change', sendFaults);

  const overruns = el('p', { class: 'about' });
  const botWords = el('p', { class: 'about' });
  const bot = el('button', { type: 'button', class: 'plain' });
  bot.addEventListener('click', () => {
    const one = channel;
    const me = view?.me.id;
    if (one === undefined || me === undefined) return;
    void act(bot, () => setBot(me, one.id, !one.botAdded), one.botAdded ? `${botName()} was removed.` : `${botName()} was added.`);
  });
  const life = el('select', {}, option(-1, 'Choose'), ...lives.map((one, index) => option(index, lifeWords[one])));
  life.addEventListener('change', () => {
    const what = lives[Number(life.value)];
    const [one, me] = [channel, view?.me.id];
    life.value = '-1';
    if (what === undefined || one === undefined || me === undefined) return;
    void act(life, () => happen(me, one.id, what), `${lifeWords[what]}: done.`);
  });
  const botPart = part('This team', botWords, bot, el('label', {}, 'Let happen', life));
  const windows = el('ul', { class: 'windows' });

  place.append(
    el(
      'div',
      { class: 'panel-head' },
      el('h2', {}, 'Sandbox'),
      el('button', { type: 'button', class: 'tool', 'aria-label': 'Close the sandbox controls', click: uses.close }, icon('close')),
    ),
    said,
    part('Send something', list),
    part('Clock', ...clock.elements),
    part(
      'Trouble in Teams',
      el('label', {}, 'Throttle (429)', throttle),
      el('label', { class: 'check' }, byDate, 'Say until when as a date'),
      el('label', {}, 'Refuse', fail),
      el('label', {}, 'Refuse where', failWhere),
      el('label', {}, 'Slow down', delay),
      el('label', { class: 'check' }, lose, 'Lose answers after storing'),
      overruns,
    ),
    botPart,
    part('Open another window as', windows),
  );

  const samples = (all: readonly SampleListed[]): void => {
    const items = all.map((sample) => {
      const words = el(
        'span',
        {},
        el('strong', {}, sample.title),
        sample.about === undefined ? undefined : el('span', { class: 'about' }, sample.about),
      );
      const button = el('button', { type: 'button', class: 'sample' }, words, icon('send'));
      button.addEventListener('click', () => void act(button, () => sendOne(sample.name), undefined));
      return el('li', {}, button);
    });
    list.replaceChildren(...(items.length > 0 ? items : [el('li', { class: 'about' }, 'No samples were found.')]));
  };

  const show = (now: View, where: SandboxChannel | undefined): void => {
    view = now;
    channel = where;
    clock.show(now.clock);
    overruns.textContent = `Calls over Teams\u2019 limits since the start: ${now.overruns}`;
    choose(throttle, now.faults.throttleSeconds, (value) => `Retry after ${value} s`);
    choose(fail, now.faults.failStatus, String);
    choose(delay, now.faults.delayMs, (value) => `${value / 1000} s`);
    byDate.checked = now.faults.throttleByDate;
    showWheres(failWhere, now);
    lose.checked = now.faults.loseAnswers;
    botPart.hidden = where === undefined;
    const closed =
      where?.closed === undefined ? '' : ` ${where.closed === 'deleted' ? 'This channel is deleted.' : 'This team is archived.'}`;
    botWords.textContent = where === undefined ? '' : `${botName()} is ${where.botAdded ? '' : 'not '}in ${where.team}.${closed}`;
    bot.textContent = where?.botAdded === true ? `Remove ${botName()}` : `Add ${botName()}`;
    const others = now.people.filter((person) => person.id !== now.me.id);
    const links = others.map((person) =>
      el(
        'li',
        {},
        el(
          'a',
          { href: uses.addressAs(person.id), target: '_blank' },
          avatar(person.name),
          el('span', {}, person.name, el('span', { class: 'about' }, person.title)),
        ),
      ),
    );
    if (!windows.contains(document.activeElement)) windows.replaceChildren(...links);
  };
  return { show, samples, tick: clock.tick };
}

const part = (title: string, ...inside: Node[]): HTMLElement => el('div', { class: 'part' }, el('h3', {}, title), ...inside);

async function sendOne(name: string): Promise<string> {
  const answer = await sendSample(name);
  return answer.text;
}

/** Everywhere, or one of the channels: also one that this person does not see. */
function showWheres(select: HTMLSelectElement, { channels, faults }: View): void {
  const all = [{ id: '', words: 'Everywhere' }, ...channels.map(({ id, team, name }) => ({ id, words: `${team}, ${name}` }))];
  if (!all.some(({ id }) => id === faults.failIn)) all.push({ id: faults.failIn, words: faults.failIn });
  if (document.activeElement === select && select.value === faults.failIn) return;
  select.replaceChildren(...all.map(({ id, words }) => el('option', { value: id }, words)));
  select.value = faults.failIn;
}

/** Selects a value, also one that was set elsewhere and is not in the list. */
function choose(select: HTMLSelectElement, value: number, words: (value: number) => string): void {
  if (![...select.options].some((one) => Number(one.value) === value)) select.append(option(value, words(value)));
  select.value = String(value);
}
