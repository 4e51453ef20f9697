// What is said of a disaster beside its card, in channels and to leads; drawn when it is sent, and only what is still so.
import { disasterIds } from '../../domain/disaster/id.ts';
import type { DisasterNoticeName } from '../../domain/disaster/react.ts';
import { type Disaster, hasStarted, reroutes, totalOf } from '../../domain/disaster/state.ts';
import type { Network } from '../../domain/network/state.ts';
import { referenceOf } from '../../domain/reference.ts';
import type { OrganisationId } from '../../domain/terms.ts';
import { type Notice, xml } from '../notice-parts.ts';
import { shortened, when } from '../words.ts';
import { nameOf, progressWords, resultLines, titleWords, wayWords } from './words.ts';

/** More than this are named by their card's list. */
const namedMax = 10;

interface Around {
  readonly network: Network;
  /** The organisation in whose channel it is said, if it is. */
  readonly at: OrganisationId | undefined;
}
const saying =
  (it: Disaster) =>
  (text: string, summary: string): Notice => ({
    text: xml(text),
    summary: `${it.plan.drill && !summary.includes('DRILL') ? 'DRILL ' : ''}${disasterIds.reference(it.id)}: ${summary}`,
  });

/** `undefined` when there is nothing to say any more. */
export function disasterNotice(what: DisasterNoticeName, it: Disaster, around: Around): Notice | undefined {
  return hasStarted(it) ? sinceStart(what, it, around) : beforeStart(what, it, around);
}

function beforeStart(what: DisasterNoticeName, it: Exclude<Disaster, Started>, { network }: Around): Notice | undefined {
  const title = titleWords(it.plan, network);
  const say = saying(it);
  switch (it.status) {
    case 'proposed':
      return what === 'disasterConfirm'
        ? say(
            `${it.proposed.by.name} asks you to confirm: ${title}. ${it.plan.reason}. ${it.plan.drill ? 'It is a drill.' : `${totalOf(it.preview.moves)} would move now.`} Read its card below, then confirm it by ${when(it.lapsesAt)}, or say no. Nothing moves before that.`,
            'please confirm or refuse',
          )
        : undefined;
    case 'agreed':
      return what === 'disasterAgreed'
        ? say(
            `${title} is agreed and starts by itself ${when(it.startsAt)}. ${it.plan.reason}. A lead can call it off on its card.`,
            'agreed',
          )
        : undefined;
    case 'dropped':
      return what === 'disasterCannotStart'
        ? say(
            `${title} was to start now and did not: an agreement has ended, or another disaster is in the way. Propose it again.`,
            'did not start',
          )
        : undefined;
  }
}

type Started = Extract<Disaster, { readonly startedAt: string }>;
function sinceStart(what: DisasterNoticeName, it: Started, { network, at }: Around): Notice | undefined {
  const title = titleWords(it.plan, network);
  const say = saying(it);
  const leads = what.endsWith('ToLead') ? 'To the leads: ' : '';
  const until = when(it.until);
  switch (what) {
    case 'disasterStarted':
    case 'disasterStartedToLead':
      return say(
        `${leads}${title}. ${it.plan.reason}. ${wayWords(it.plan, network)} Until ${until}. ${yours(it, at, network)}`,
        `${title} has begun`,
      );
    case 'disasterStands':
      return it.status === 'running' ? say(`${title}, until ${until}: ${progressWords(it) || 'in force'}.`, 'how it stands') : undefined;
    case 'disasterEndsSoon':
    case 'disasterEndsSoonToLead':
      return it.status === 'running'
        ? say(
            `${leads}${title} ends at ${until} by itself. If it is still needed, a lead presses \u201cChange its end\u201d. ${progressWords(it)}`,
            `ends ${until}`,
          )
        : undefined;
    case 'disasterExtended':
      return it.status === 'running' ? say(`${title} now ends ${until}.`, `ends ${until}`) : undefined;
    case 'disasterEnded':
      return say(
        it.plan.drill
          ? `${title} is over. What was made up for it is taken away, so there is nothing left to do. Thank you for taking part.`
          : `${title} is over. What still waits goes back where it came from; what somebody has in hand stays with them. New arrivals go the usual way.`,
        'over',
      );
    case 'disasterReport':
      return say(
        it.plan.drill
          ? `${title} is closed. ${resultLines(it).join(' ')}`
          : `${title} is closed: ${progressWords(it) || 'nothing had moved'}. \u201cWhat was moved\u201d on its card lists all of it.`,
        it.plan.drill ? 'how the drill went' : 'closed: the list is there',
      );
    case 'disasterUnclaimed':
    case 'disasterUnclaimedToLead': {
      if (it.status !== 'running' || it.named.length === 0) return undefined;
      const named = shortened(it.named.slice(-namedMax).map(referenceOf), namedMax);
      return say(
        `${leads}${it.plan.drill ? 'DRILL: ' : ''}urgent, moved and not claimed by anybody for ten minutes: ${named}. Please claim them or find somebody who can.`,
        'urgent ones wait unclaimed',
      );
    }
  }
}

/** What it means for whoever reads it in their own channel. */
function yours({ hub, plan }: Disaster, at: OrganisationId | undefined, network: Network): string {
  if (at === undefined || plan.drill) return '';
  if (plan.closed.includes(at) && reroutes(plan))
    return at === hub
      ? 'Nothing new comes to the hub until then.'
      : `You need not do anything: ${nameOf(network, hub)} sees to your requests.`;
  return reroutes(plan) ? 'What comes to you is marked on its card. Please claim the most urgent first.' : '';
}
