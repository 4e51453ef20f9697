// What is new in each version, for those whom it concerns: said by `whatsnew` after an upgrade.
import type { Role } from '../../domain/terms.ts';
import type { ListRow } from '../list.ts';

interface News {
  /** `all`: whoever works here. */
  readonly for: 'all' | readonly Role[];
  readonly row: ListRow;
}
const hubDesk: readonly Role[] = ['hubLead', 'hubAdministrator'];
const practices: readonly Role[] = ['practiceAdministrator', 'practiceClinician'];

/** The newest first. */
export const news: readonly { readonly version: string; readonly news: readonly News[] }[] = [
  {
    version: '0.1.0',
    news: [
      {
        for: 'all',
        row: { first: 'The first version', second: 'Type "guide" for what you do in your role, and "help" for all that you can ask.' },
      },
      { for: 'all', row: { first: 'Tasks', second: 'Hub and practices ask each other for what remains to be done. Type "tasks".' } },
      { for: hubDesk, row: { first: 'Disasters and drills', second: 'Type "disaster" to move work, and "drills" for who has practised.' } },
      { for: hubDesk, row: { first: 'Checklists', second: 'Type "ready" for what each practice still needs before it goes live.' } },
      { for: practices, row: { first: 'Checklist', second: 'Type "ready" for what your practice still needs before it goes live.' } },
    ],
  },
];

/** What concerns somebody in these roles, the newest first. */
export const newsFor = (roles: readonly Role[]): readonly ListRow[] =>
  news.flatMap(({ version, news: items }) =>
    items
      .filter((each) => each.for === 'all' || roles.some((role) => each.for.includes(role)))
      .map(({ row }) => ({ first: `${row.first} (${version})`, second: row.second })),
  );
export const newsTitle = 'What is new';
export const newsHelp = { usage: 'whatsnew', says: 'What has changed in the newest version.' } as const;
