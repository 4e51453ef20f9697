// The link to a page that is printed, in a dialog; and the page behind it, for whom the link was made, while they may read it.
import { pageAnswer, wordsAnswer } from '../../app/guarded-answers.ts';
import type { HttpAnswer, Route } from '../../app/http.ts';
import { StoreAway } from '../../app/ports.ts';
import { type PrintAsked, printLinkTo, readPrintLink } from '../../app/printed-links.ts';
import { changesPage } from '../../cards/guide/changes.ts';
import { guidePage } from '../../cards/guide/guide.ts';
import { mayRead } from '../../cards/network/lists.ts';
import { printWords } from '../../cards/printed.ts';
import { checklistPage, overviewPage } from '../../cards/readiness/page.ts';
import { drawPrint } from '../../cards/say.ts';
import { own } from '../../domain/lookup.ts';
import { maySee } from '../../domain/network/access.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import { practicesOf } from '../../domain/network/who-is-where.ts';
import { type HubId, type PersonId, roles } from '../../domain/terms.ts';
import type { ClickDeps, Press, PrintLink, Reading } from '../press.ts';
import { dialogReply, type InvokeReply, wordsDialog } from '../replies.ts';
import { checklistsOf } from './list.ts';

/** A page: what it is about, whether somebody may read it, and how it is drawn; `undefined`: there is no such thing. */
interface Page {
  hubOf(network: Network, about: string): HubId | undefined;
  mayRead(network: Network, person: PersonId, about: string): boolean;
  draw(deps: Reading, network: Network, about: string): Promise<string | undefined>;
}
const hubOfOrganisation = (network: Network, about: string): HubId | undefined =>
  own(network.hubs, about)?.id ?? own(network.practices, about)?.hub;
const mayReadOrganisation = (network: Network, person: PersonId, about: string): boolean =>
  own(network.hubs, about) === undefined ? mayRead(network, person, about) : maySee(network, person, { hub: about });

const pages: Readonly<Record<string, Page>> = {
  ready: { hubOf: hubOfOrganisation, mayRead: mayReadOrganisation, draw: readyPage },
  changes: {
    hubOf: hubOfOrganisation,
    mayRead: mayReadOrganisation,
    async draw({ clock }, network, about) {
      const practice = own(network.practices, about);
      return practice && changesPage(network, practice, clock.now());
    },
  },
  // The same for everybody in a role, so there is nothing to keep from anybody on the staff.
  guide: {
    hubOf: (network) => Object.keys(network.hubs)[0],
    mayRead: (network, person) => own(network.staff, person) !== undefined,
    async draw(_, __, about) {
      const role = roles.find((each) => each === about);
      return role && guidePage(role);
    },
  },
};

/** The dialog with the link. What is to be printed stands in `rest`: the page, and what it is about. */
export async function askPrint({ printLink, network }: ClickDeps, { by, data }: Press): Promise<InvokeReply> {
  if (printLink === undefined) return wordsDialog(printWords.none);
  const [name = '', about = ''] = typeof data['rest'] === 'string' ? data['rest'].split('|') : [];
  const now = await network.current();
  const page = own(pages, name);
  const hub = page?.hubOf(now, about);
  if (page === undefined || hub === undefined || !page.mayRead(now, by.id, about)) return wordsDialog(printWords.refused);
  const url = await printLink({ page: name, hub, about, person: by.id });
  return dialogReply(printWords.title, drawPrint(printWords.title, printWords.lasts, printWords.open, url), 'small');
}

export interface PrintDeps extends Reading {
  readonly linkKey: () => Promise<Buffer>;
}
const path = '/api/print/';
/** Makes the links; `publicUrl` is where people's own machines reach us. */
export const printLinks =
  ({ linkKey, clock }: Pick<PrintDeps, 'linkKey' | 'clock'>, publicUrl: string): PrintLink =>
  async (asked) =>
    `${publicUrl}${path}${printLinkTo(await linkKey(), asked, clock.now())}`;

export function printRoute(deps: PrintDeps): Route {
  return {
    method: 'GET',
    path: `${path}:link`,
    bodyBytesMax: 0,
    async handle({ params }) {
      try {
        const asked = readPrintLink(await deps.linkKey(), params['link'] ?? '', deps.clock.now());
        if (asked === 'wrong') return wordsAnswer(404, printWords.wrong);
        return asked === 'expired' ? wordsAnswer(410, printWords.expired) : await show(deps, asked);
      } catch (error) {
        if (error instanceof StoreAway) return wordsAnswer(503, printWords.away);
        throw error;
      }
    },
  };
}

async function show(deps: PrintDeps, { page: name, about, person }: PrintAsked): Promise<HttpAnswer> {
  const network = await deps.network.current();
  const page = own(pages, name);
  if (page === undefined || !page.mayRead(network, person, about)) return wordsAnswer(403, printWords.refused);
  const body = await page.draw(deps, network, about);
  return body === undefined ? wordsAnswer(404, printWords.wrong) : pageAnswer(body);
}

async function readyPage(deps: Reading, network: Network, about: string): Promise<string | undefined> {
  const now = deps.clock.now();
  const practice = own(network.practices, about);
  if (practice === undefined)
    return overviewPage(organisationName(network, about), await checklistsOf(deps, network, practicesOf(network, about)), now);
  const [only] = await checklistsOf(deps, network, [practice]);
  return only && checklistPage(only.practice, only.checklist, now);
}
