// What is said of waves of a roll-out: their numbers, what is missed, and why something was not done.
import { type Network, organisationName } from '../../domain/network/state.ts';
import type { WaveRefusal } from '../../domain/wave/decide.ts';
import { isNothingMeasured, type Missed, missedBy, type Numbers, type Wave, type WavePlan, waveIds } from '../../domain/wave/wave.ts';
import type { HelpLine } from '../help.ts';
import { type Notice, xml } from '../notice-parts.ts';
import { stepWords } from '../stage-words.ts';
import { needsHubLeadWords } from '../whom-to-ask.ts';
import { lasting, monthShort, oneLine, personalWords, plain, shortened, when } from '../words.ts';

export const waveHelp = {
  rollout: { usage: 'rollout', says: 'Waves of practices that go live together, with their numbers.' },
} as const satisfies Readonly<Record<string, HelpLine>>;

export const waveTitles = { list: 'Roll-out', plan: 'New wave', go: 'Go', notYet: 'Not yet' } as const;
export const waveFormMissing = 'Something was not filled in, or cannot be read. Nothing has changed.';
export const noHubForWaves = 'You do not work at a hub, so there are no waves to show. Nothing was done.';

/** `1 Dec 2026`. */
const dayWords = (date: string): string => `${Number(date.slice(8))} ${monthShort[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`;
const namesMax = 8;
export const practicesWords = (practices: readonly string[], network: Network): string =>
  shortened(
    practices.map((code) => plain(organisationName(network, code))),
    namesMax,
  );

/** `Larkfield and Millbrook go live on 1 Dec 2026.` */
export const whatGoes = ({ practices, from, stage, kinds }: WavePlan, network: Network): string =>
  `${practicesWords(practices, network)}: ${stepWords({ from, stage, ...(kinds === undefined ? {} : { kinds }) })} from ${dayWords(from)}.`;

const missedWords: Readonly<Record<Missed, string>> = {
  claimedInTime: 'claimed in time',
  passedBack: 'passed back',
  lost: 'lost',
  trained: 'staff trained',
};
const percent = (share: number | undefined): string => (share === undefined ? 'Nothing is measured yet' : `${share} %`);
/** Never a number and a full stop first: that would be read as a numbered list. */
const lostWords = (lost: number): string => (lost === 0 ? 'None, as it must be.' : `${lost}, and none may be.`);

/** Each number beside its limit; one that is missed says so. */
export function numberRows({
  plan: { limits },
  numbers,
}: Wave): readonly { readonly first: string; readonly second: string; readonly stands: boolean }[] {
  if (numbers === undefined) return [];
  const missed = missedBy(limits, numbers);
  const row = (what: Missed, said: string) => ({
    first: `${what === 'lost' ? 'Lost' : oneLine(missedWords[what].replace(/^./, (letter) => letter.toUpperCase()))}${missed.includes(what) ? ' \u00b7 MISSED' : ''}`,
    second: said,
    stands: missed.includes(what),
  });
  return [
    row('claimedInTime', `${percent(numbers.claimedInTime)}. At least ${limits.claimedInTime} % is wanted.`),
    row('passedBack', `${percent(numbers.passedBack)}. At most ${limits.passedBack} % is wanted.`),
    row('lost', lostWords(numbers.lost)),
    row('trained', `${percent(numbers.trained)}. At least ${limits.trained} % is wanted.`),
    {
      first: 'Minutes saved for practices',
      second: numbers.minutesSaved === 0 ? 'None yet.' : `${lasting(numbers.minutesSaved * 60_000)} of work that the hub did.`,
      stands: false,
    },
  ];
}

function measuredWords(numbers: Numbers | undefined): string {
  if (numbers === undefined) return 'Nothing is measured yet.';
  const { received, days, at } = numbers;
  const came = received === 0 ? 'No eConsult' : received === 1 ? '1 eConsult' : `${received} eConsults`;
  return `${isNothingMeasured(numbers) ? 'Nothing is measured yet. ' : ''}${came} came in the ${days} days before ${when(at)}.`;
}

/** How it stands, in a line or two. */
export function standsWords(wave: Wave): string {
  const said = (why: string | undefined): string => (why === undefined ? '.' : `: ${plain(why)}.`);
  const measured = measuredWords(wave.numbers);
  switch (wave.status) {
    case 'planned': {
      const notYet =
        wave.notYet === undefined ? '' : ` ${plain(wave.notYet.by.name)} said not yet, ${when(wave.notYet.at)}${said(wave.notYet.why)}`;
      return `Nothing goes further before a lead says so. ${measured}${notYet} The leads are asked again ${when(wave.nextLook)}.`;
    }
    case 'going':
      return `${plain(wave.go.by.name)} said go, ${when(wave.go.at)}${said(wave.go.why)} The stages are being set. ${measured}`;
    case 'gone':
      return `${plain(wave.go.by.name)} said go, ${when(wave.go.at)}${said(wave.go.why)} The stages are set. ${measured}`;
  }
}
export const waveName = (wave: Wave): string => `${waveIds.reference(wave.id)}: ${plain(wave.plan.name)}`;

/** Beside its card, when its numbers were measured. */
export function waveAskedWords(wave: Wave): Notice {
  const summary = `${waveIds.reference(wave.id)}: numbers to decide by`;
  return {
    text: xml(`${waveIds.reference(wave.id)}: ${wave.plan.name}: its numbers are on its card. A hub lead says go, or not yet.`),
    summary,
  };
}

/** Why nothing was done, and what to do. */
export function waveRefusalWords(refusal: WaveRefusal): string {
  switch (refusal.why) {
    case 'waveUnknown':
      return 'There is no such wave. Nothing was done.';
    case 'idTaken':
      return 'This was done at the same moment. Please try again.';
    case 'clockOnly':
      return 'Only the clock does this. Nothing was done.';
    case 'leadsOnly':
      return needsHubLeadWords(refusal.ask);
    case 'nameWrong':
      return `Please give it a name of at most ${refusal.charactersMax} characters.`;
    case 'practicesWrong':
      return `Please choose practices of this hub, ${refusal.practicesMax} at most.`;
    case 'dateWrong':
      return 'That date is past, does not exist or is too far ahead.';
    case 'kindsMissing':
      return 'Please choose which kinds go to the hub.';
    case 'limitsWrong':
      return 'Please write each limit as a whole number from 0 to 100.';
    case 'decidedAlready':
      return `${plain(refusal.by.name)} said go, ${when(refusal.at)}. Nothing has changed.`;
    case 'reasonNeeded':
      return `Please say why it goes all the same. ${whyNeeded(refusal)}`;
    case 'personalWords':
      return `It looks as if it held ${refusal.found.map((kind) => personalWords[kind]).join(' and ')}. Please write it without.`;
    case 'wordsMissing':
      return 'Please give it a name.';
    case 'wordsTooLong':
      return `Please write at most ${refusal.charactersMax} characters.`;
  }
}
const whyNeeded = ({ missed, missing }: Extract<WaveRefusal, { why: 'reasonNeeded' }>): string =>
  [
    ...(missed.length === 0 ? [] : [`Missed: ${missed.map((each) => missedWords[each]).join(', ')}.`]),
    ...(missing === 0 ? [] : [`Still to do on their checklists: ${missing} (type \u201cready\u201d to see what).`]),
  ].join(' ');
