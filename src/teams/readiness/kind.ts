// The checklist in Teams: the word that shows it, the dialogs in which it is answered, and what owners are reminded of.
import { readinessKind } from '../../app/readiness/kind.ts';
import { unknownCard } from '../../cards/answers.ts';
import { changesHelp } from '../../cards/guide/changes.ts';
import { newsHelp } from '../../cards/guide/news.ts';
import { guideHelp } from '../../cards/guide/roles.ts';
import { addressed } from '../../cards/notice-parts.ts';
import { checklistVerb, itemVerbs, printVerb, readyHelp } from '../../cards/readiness/list.ts';
import { reminderSummary, reminderWords } from '../../cards/readiness/words.ts';
import { organisationName } from '../../domain/network/state.ts';
import { readinessNotice } from '../../domain/readiness/react.ts';
import type { Readiness } from '../../domain/readiness/state.ts';
import { chatOf } from '../../domain/terms.ts';
import type { TeamsKind } from '../kind.ts';
import { cardReply, messageReply } from '../replies.ts';
import { answerItem, practiceOf } from './answer-item.ts';
import { changes, guide, redrawGuide, whatsnew } from './guide.ts';
import { checklist, ready, redrawReady } from './list.ts';
import { askPrint } from './print.ts';

export const readinessInTeams: TeamsKind<Readiness> = {
  kind: readinessKind.kind,
  presses: {
    verbs: [checklistVerb],
    async answer(deps, press) {
      const network = await deps.network.current();
      const practice = practiceOf(network, press);
      if (practice === undefined) return messageReply(unknownCard);
      return cardReply(await checklist(deps, network, practice, { step: 0, reader: press.by.id }));
    },
  },
  dialogs: {
    verbs: [...itemVerbs, printVerb],
    answer: (deps, press, how) => (press.verb === printVerb ? askPrint(deps, press) : answerItem(deps, press, how)),
  },
  commands: [
    { place: 135, ...readyHelp, words: ['ready', 'readiness', 'checklist'], for: 'staff', run: ready },
    { place: 136, ...changesHelp, words: ['changes'], for: 'staff', run: changes },
    { place: 105, ...guideHelp, words: ['guide', 'reference'], for: 'staff', run: guide },
    { place: 900, ...newsHelp, words: ['whatsnew', 'news'], for: 'staff', run: whatsnew },
  ],
  lists: ['ready', 'readyhub', 'changes', 'guide'],
  redraw: (deps, press, list, said) => (list.name.startsWith('ready') ? redrawReady : redrawGuide)(deps, press, list, said),
  async draw({ network }, { what, to }, { state }, alongside) {
    if (what !== readinessNotice) return undefined;
    const now = await network.current();
    const due = [state, ...alongside.map(({ thing }) => thing.state)].flatMap(({ practice, lastReminders }) => {
      const items = lastReminders.flatMap((each) => (each.to.some(({ id }) => chatOf(id) === to) ? [each.item] : []));
      return items.length === 0 ? [] : [{ practice: organisationName(now, practice), items }];
    });
    return due.length === 0 ? undefined : addressed([], { text: reminderWords(due), summary: reminderSummary });
  },
};
