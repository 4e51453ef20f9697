// What a card says and leaves out while nothing may cross between its practice and the hub: by the practice's stage, or its agreement.
import { goesHome, passHome } from '../../domain/econsult/pass-back.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import { barredBetween, barredFromHub, type CrossingRefusal } from '../../domain/network/crossing.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import type { Instant, OrganisationId } from '../../domain/terms.ts';
import type { DialogButton } from '../list.ts';
import { noAgreementWords, notLiveWords, practiceMovedWords } from '../stage-words.ts';
import { plain } from '../words.ts';

/** Why nothing of it crosses now, and what can be done with it; nothing where nothing is in the way. */
export function barredLines(it: EConsult, network: Network, now: Instant): readonly string[] {
  if (it.status === 'completed') return [];
  const barred = barredFromHub(network, it, now);
  if (barred === undefined) return [];
  const name = plain(organisationName(network, barred.practice));
  const why = barredWords(barred, name, network);
  if (it.holder !== it.hub || it.status === 'offered') return [why];
  return [`${why} ${goesHome(it, network, now) ? 'Pass it to the practice.' : 'Finish it here, or pass it to the practice.'}`];
}
function barredWords(barred: CrossingRefusal, name: string, network: Network): string {
  switch (barred.why) {
    case 'noAgreement':
      return noAgreementWords(name);
    case 'practiceMoved':
      return practiceMovedWords(name, plain(organisationName(network, barred.to)));
    case 'notLiveYet':
      return notLiveWords(name, barred.stage);
  }
}

interface Offered<Press extends { readonly verb: string }> {
  readonly presses: readonly Press[];
  readonly dialogs: readonly DialogButton[];
  readonly more: readonly DialogButton[];
}

/** What the hub's people can still do with what nobody there may work on. */
const home: readonly string[] = ['passBack', 'acknowledge', 'escalate', 'raise', 'settle', 'history'];

/** Without what would be refused to everybody. */
export function withoutBarred<Press extends { readonly verb: string }>(
  it: EConsult,
  buttons: Offered<Press>,
  { network, at, now }: { readonly network: Network; readonly at: OrganisationId; readonly now: Instant },
): Offered<Press> {
  if (it.practice === undefined) return buttons;
  const isHome = goesHome(it, network, now);
  const gone = new Set([
    ...(barredBetween(network, it.hub, it.practice, now) ? ['task'] : []),
    ...(barredFromHub(network, it, now) ? crossing(it) : []),
  ]);
  const isLeft = ({ verb }: { readonly verb: string }): boolean => !gone.has(verb) && !(isHome && at === it.hub && !home.includes(verb));
  const left = {
    presses: buttons.presses.filter(isLeft),
    dialogs: buttons.dialogs.filter(isLeft),
    more: buttons.more.filter(isLeft),
  };
  const isOffered = [...left.dialogs, ...left.more].some(({ verb }) => verb === 'passBack');
  return isHome && at === it.hub && passHome(it) && !isOffered ? { ...left, dialogs: [passing, ...left.dialogs] } : left;
}
const passing: DialogButton = { verb: 'passBack', title: 'Pass to practice' };

/** The verbs that would take it from its practice to the hub. */
function crossing(it: EConsult): readonly string[] {
  if (it.status === 'offered') return it.offer.to === it.hub ? ['accept'] : [];
  return it.holder === it.hub ? [] : ['sendToHub', 'pull', 'passBack'];
}

/** Whether nobody at its holder may complete it or take it over. */
export const isKeptFromWork = (it: EConsult, network: Network, now: Instant): boolean => goesHome(it, network, now);
