// The link to a checklist that is printed, in a dialog; and the page behind it, for whom the link was made, while they may read it.
import { pageAnswer, wordsAnswer } from '../../app/guarded-answers.ts';
import type { HttpAnswer, Route } from '../../app/http.ts';
import { StoreAway } from '../../app/ports.ts';
import { printLinkTo, readPrintLink } from '../../app/printed-links.ts';
import { mayRead } from '../../cards/network/lists.ts';
import { printWords } from '../../cards/printed.ts';
import { checklistPage, overviewPage } from '../../cards/readiness/page.ts';
import { drawPrint } from '../../cards/say.ts';
import { own } from '../../domain/lookup.ts';
import { maySee } from '../../domain/network/access.ts';
import { organisationName } from '../../domain/network/state.ts';
import { practicesOf } from '../../domain/network/who-is-where.ts';
import type { ClickDeps, Press, PrintLink, Reading } from '../press.ts';
import { dialogReply, type InvokeReply, wordsDialog } from '../replies.ts';
import { checklistsOf } from './list.ts';

/** The dialog with the link. */
export async function askPrint({ printLink, network }: ClickDeps, { by, data }: Press): Promise<InvokeReply> {
  if (printLink === undefined) return wordsDialog(printWords.none);
  const about = typeof data['rest'] === 'string' ? data['rest'] : '';
  const now = await network.current();
  const hub = own(now.hubs, about)?.id ?? own(now.practices, about)?.hub;
  if (hub === undefined || !mayReadPage(now, by.id, about)) return wordsDialog(printWords.refused);
  const url = await printLink({ page: 'ready', hub, about, person: by.id });
  return dialogReply(printWords.title, drawPrint(printWords.title, printWords.lasts, printWords.open, url), 'small');
}
type Now = Awaited<ReturnType<Reading['network']['current']>>;
const mayReadPage = (network: Now, person: string, about: string): boolean =>
  own(network.hubs, about) === undefined ? mayRead(network, person, about) : maySee(network, person, { hub: about });

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
        return asked === 'expired' ? wordsAnswer(410, printWords.expired) : await page(deps, asked.about, asked.person);
      } catch (error) {
        if (error instanceof StoreAway) return wordsAnswer(503, printWords.away);
        throw error;
      }
    },
  };
}

async function page(deps: PrintDeps, about: string, person: string): Promise<HttpAnswer> {
  const network = await deps.network.current();
  if (!mayReadPage(network, person, about)) return wordsAnswer(403, printWords.refused);
  const now = deps.clock.now();
  const hub = own(network.hubs, about);
  const practice = own(network.practices, about);
  const all = await checklistsOf(deps, network, hub === undefined ? (practice ? [practice] : []) : practicesOf(network, hub.id));
  const [only] = all;
  const body =
    hub !== undefined
      ? overviewPage(organisationName(network, hub.id), all, now)
      : only && checklistPage(only.practice, only.checklist, now);
  return body === undefined ? wordsAnswer(404, printWords.wrong) : pageAnswer(body);
}
