// Where things are decided: questions a newcomer asks, each answered by the name of one file, so that the names stay true.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const src = fileURLToPath(new URL('../src', import.meta.url));

/** A question, the file that its asker would open, and what in it decides. */
const questions: readonly (readonly [question: string, file: string, decides: string])[] = [
  ['Who has access to an eConsult, and may claim and complete it?', 'domain/network/access.ts', 'mayAnswer'],
  ['By which pathway does a new eConsult go to the practice or the hub first?', 'domain/network/pathway.ts', 'firstHolder'],
  ['Who wins when two people claim the same one?', 'domain/econsult/claim.ts', 'claim'],
  ['How far does a hold move the target?', 'domain/econsult/hold.ts', 'movedBy'],
  ['With which outcomes can somebody complete one?', 'domain/econsult/complete.ts', 'outcomesOf'],
  ['How often can people pass back and forth before somebody must settle it?', 'domain/econsult/pass-back.ts', 'crossingsMax'],
  ['Who may answer a question?', 'domain/econsult/question.ts', 'answer'],
  ['Who stands on the ladder of an escalation, and in which order?', 'domain/network/ladder.ts', 'ladderOf'],
  ['What becomes of the deadlines when the priority is lowered?', 'domain/econsult/priority.ts', 'lower'],
  ['When are the deadlines of an eConsult?', 'domain/time/deadlines.ts', 'freezeDeadlines'],
  ['When does the clock remind somebody?', 'domain/econsult/clock.ts', 'duesOf'],
  ['Which of a sender\u2019s times is believed when we receive one?', 'domain/econsult/receive.ts', 'submittedAgoDaysMax'],
  ['In which queue order do they wait?', 'domain/queue-order.ts', 'mostUrgentFirst'],
  ['What must be decided before closing?', 'domain/day/before-closing.ts', 'cannotWait'],
  ['What does privacy keep off a shared card?', 'domain/privacy.ts', 'personalIn'],
  ['Which buttons does a card carry?', 'cards/econsult/buttons.ts', 'buttonsOf'],
  [
    'What are the waiting times before a card is posted that another sender has begun to post?',
    'app/dispatch/waiting-times.ts',
    'urgentMarkMs',
  ],
  ['Is a conversation reachable, as far as Teams has told us?', 'app/reachable.ts', 'perhapsOpened'],
  ['At which pace may we write into one channel?', 'teams/pace.ts', 'conversationWindows'],
  ['At what times of day does a card say that something is?', 'cards/times.ts', 'when'],
  ['For how long does an instance hold the lease when it has died?', 'app/lease.ts', 'leaseMs'],
  ['Which rows does a transaction write down for a card?', 'app/dispatch/write-down.ts', 'writeDown'],
  ['How is a network split into what is kept of each hub?', 'domain/network/split.ts', 'split'],
  ['Which parts of which hubs does a change of the network concern?', 'domain/network/which-parts.ts', 'routed'],
  ['Who is where, at which hub or practice?', 'domain/network/who-is-where.ts', 'staffAt'],
  ['When are two spellings of names the same?', 'domain/names.ts', 'isSameName'],
  ['Was a request carried out after all, among lost answers?', 'app/lost-answers.ts', 'grantedBefore'],
  ['Who is let in of what Teams sends us?', 'teams/who-is-let-in.ts', 'guard'],
  ['Where work goes in a disaster: to whom?', 'domain/disaster/where-work-goes.ts', 'fatesOf'],
  ['Has the receiver time before closing?', 'domain/network/time-before-closing.ts', 'closesBefore'],
  ['With which reasons and outcomes can an eConsult be declined or completed?', 'domain/econsult/reasons-and-outcomes.ts', 'declineList'],
  ['After how many reminder minutes is a claimant asked?', 'domain/econsult/reminder-minutes.ts', 'reminderMinutes'],
  ['When does the heartbeat go out?', 'start/heartbeat.ts', 'mayBeat'],
  ['Which clearances does a leaver lose?', 'app/repair/leaver.ts', 'leaveNetwork'],
  ['What becomes of work when a practice moves to another hub?', 'app/repair/practice-moves.ts', 'lookAtMove'],
  ['In which words are refusals said?', 'cards/econsult/refusals.ts', 'refusalWords'],
];

const filesUnder = (folder: string): readonly string[] =>
  readdirSync(join(src, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = folder === '' ? entry.name : `${folder}/${entry.name}`;
    return entry.isDirectory() ? filesUnder(path) : path.endsWith('.ts') ? [path] : [];
  });

/** The names that a file declares itself and exports; what it only passes on is decided elsewhere. */
function declaredIn(path: string): readonly string[] {
  const tree = ts.createSourceFile(path, readFileSync(join(src, path), 'utf8'), ts.ScriptTarget.Latest);
  return tree.statements.flatMap((statement) => {
    const isExported =
      ts.canHaveModifiers(statement) && ts.getModifiers(statement)?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
    if (!isExported) return [];
    if (ts.isFunctionDeclaration(statement)) return statement.name === undefined ? [] : [statement.name.text];
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []));
  });
}

describe('where is decided', () => {
  it.each(questions)('%s %s', (_question, file, decides) => {
    expect(existsSync(join(src, file)), `${file} is there`).toBe(true);
    expect(declaredIn(file)).toContain(decides);
  });

  it('each question by one file alone: nothing else of that name is decided in the same folder', () => {
    const folders = new Set(questions.map(([, file]) => file.slice(0, file.lastIndexOf('/'))));
    const declared = [...folders].flatMap((folder) => filesUnder(folder).map((path) => ({ path, names: declaredIn(path) })));
    for (const [question, file, decides] of questions) {
      const elsewhere = declared.filter(({ path, names }) => path !== file && names.includes(decides)).map(({ path }) => path);
      expect(elsewhere, question).toEqual([]);
    }
  });

  it('is said by the name of the file, which stands in the question', () => {
    // Otherwise the list would go on passing after a file was renamed to something that nobody would look for.
    for (const [question, file] of questions) {
      const name = file.slice(file.lastIndexOf('/') + 1, -'.ts'.length).replaceAll('-', ' ');
      expect(question.toLowerCase(), file).toContain(name);
    }
  });
});
