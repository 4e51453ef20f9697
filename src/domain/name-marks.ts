// What to look for of a whole name, and the words that stand around names: titles, trades, what is said before a name.
import { tokensOf } from './tokens.ts';

/** Names that are not the patient's and stand in notes every day: those of staff, and of hubs and practices. */
export interface NamesAround {
  readonly staff: readonly string[];
  readonly organisations: readonly string[];
}

/** The parts of one whole name, folded. */
export interface NameMarks {
  /** Each surname as its words: `smith jones` of Smith-Jones. */
  readonly family: readonly string[];
  readonly given: readonly string[];
  /** What somebody of these first names is called for short. */
  readonly short: readonly string[];
}
const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));
/** Before anybody's name. */
export const titles = set('mr mrs ms miss mx mister missus master mstr sir dame lord lady baby');
/** Before the name of somebody who works here or elsewhere, hardly ever before a patient's. */
export const workTitles = set(
  'dr doctor drs prof professor nurse sister matron gp consultant pharmacist paramedic midwife physio receptionist colleague hca hcsw anp acp cllr rev reverend father fr',
);
const endings = set('jr jnr junior snr sr senior ii iii iv obe mbe cbe phd md bsc msc esq frcgp mrcgp');
/** Words in front that belong to the surname. */
export const particles = set(
  'de da di do du del della der den ter ten van von la le el al bin ibn bint ben abu ap st mac mc o dos das af av zu zur',
);
/** Said just before a name. */
export const saidBefore = set(
  'patient patients pt surname named called name client family mother father mum dad wife husband son daughter parent carer',
);
/** After a name, of somebody who is met in their work. */
export const workAfter = set(
  'reception receptionist pharmacist pharmacy nurse gp doctor secretary manager administrator admin paramedic midwife hca physio consultant registrar practitioner lead clinician team desk colleague',
);
/** Between a name and somebody's work: then the work is that of somebody whom they meet. */
export const meetsOthers = set(
  'to by with for wants want needs need asks asked told rang saw sees seen seeing declined refused prefers booked referred awaiting under',
);
export const places = set('in at near around outside');

/** A surname of so few letters is also an abbreviation, such as NG or LI. */
export const shortMax = 2;
export const partCharactersMin = 2;

/** By which people are called in a note; looked for beside the surname only, because many are words of their own. */
const shortForms: readonly string[] = [
  'alexander alex sandy|alexandra alex sandra|andrew andy drew|anthony tony|barbara barb babs|benjamin ben|catherine katherine kate katie kathy cathy',
  'charles charlie|christine chris tina|christopher chris|daniel dan danny|david dave|deborah debbie deb|dorothy dot dottie|edward ed eddie ted',
  'elizabeth liz lizzie beth betty|frances fran|francis frank|frederick fred|gerald gerry|gregory greg|harold harry|helen nell|henry harry',
  'isabella isabel bella izzy|jacqueline jackie|james jim jimmy|janet jan|jennifer jen jenny|john jack|jonathan jon|joseph joe|josephine jo josie',
  'joshua josh|judith judy|kenneth ken|lawrence larry|leonard len|margaret maggie meg peggy|matthew matt|michael mike mick|mohammed mo',
  'muhammad mo|nicholas nick|nicola nicky|oliver ollie|olivia liv|pamela pam|patricia pat trish|patrick pat paddy|peter pete|philip phil',
  'raymond ray|rebecca becky|richard rick dick|robert rob bob bobby|ronald ron|samantha sam|samuel sam|sandra sandy|sarah sally|stephen steve',
  'steven steve|susan sue|terence terry|theresa terri tess|thomas tom tommy|timothy tim|victoria vicky tori|vincent vince|william will bill billy',
];
const shortOf: ReadonlyMap<string, readonly string[]> = new Map(
  shortForms.flatMap((line) =>
    line.split('|').map((each): [string, readonly string[]] => {
      const [whole = '', ...short] = each.split(' ');
      return [whole, short];
    }),
  ),
);

/** What to look for of a whole name. `SMITH, Jane` and `Jane Smith` are the same. */
export function nameMarks(name: string): readonly NameMarks[] {
  // What a name is for stands behind it in brackets; a nickname stands in the middle.
  const [before = '', after = ''] = name.replace(/\s*\([^()]*\)\s*$/, '').split(',');
  const isTurned = tokensOf(after).some(({ word }) => !endings.has(word));
  const words = nameWords(isTurned ? `${after} ${before}` : before);
  const behind = isTurned ? nameWords(before).length : 1;
  let from = Math.max(words.length - behind, 0);
  while (from > 0 && (particles.has(words[from - 1] ?? '') || isHyphened(name, words[from - 1], words[from]))) from -= 1;
  const family = words.slice(from);
  const given = words.slice(0, from);
  return family.length === 0 ? [] : [{ family, given, short: given.flatMap((first) => shortOf.get(first) ?? []) }];
}

/** The words of a name without titles and letters behind it. */
export function nameWords(name: string): readonly string[] {
  const words = tokensOf(name).map(({ word }) => word);
  const from = words.findIndex((word) => !titles.has(word) && !workTitles.has(word));
  const kept = from < 0 ? [] : words.slice(from);
  while (kept.length > 1 && endings.has(kept.at(-1) ?? '')) kept.pop();
  return kept;
}
function isHyphened(name: string, first: string | undefined, second: string | undefined): boolean {
  const tokens = tokensOf(name);
  return tokens.some(({ word, gap }, at) => word === second && tokens[at - 1]?.word === first && /^\p{Pd}$/u.test(gap));
}
