// The quick reference as a card and as a page to print.
import type { Role } from '../../domain/terms.ts';
import { drawLive } from '../list.ts';
import { printedPage } from '../printed.ts';
import { type Card, saying } from '../templates.ts';
import { roleWords } from '../words.ts';
import { guideTitle, guideWords, roleGuide } from './roles.ts';

const titleOf = (role: Role): string => guideTitle(roleWords[role].replace(/^(a|the) /, ''));

/** `others`: further roles of the same person, whose cards are a press away. */
export const drawGuide = (role: Role, others: readonly Role[], print: string): Card =>
  saying(
    'readiness',
    drawLive(titleOf(role), guideWords, roleGuide[role], {
      list: `guide|${role}`,
      head: others.map((each) => ({ verb: 'list', title: titleOf(each), style: 'default', list: `guide|${each}` })),
      buttons: [{ verb: print, title: 'Print' }],
      rest: `guide|${role}`,
    }),
  );

export const guidePage = (role: Role): string =>
  printedPage(
    titleOf(role),
    [guideWords],
    [{ caption: 'Your day', columns: ['When', 'What you do'], rows: roleGuide[role].map(({ first, second }) => [first, second]) }],
  );
