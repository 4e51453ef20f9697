// What may cross between hub and practice at each moment, told by plain rules of our own from the network as it was really written.
import type { EConsultEvent } from '../../src/domain/econsult/event.ts';
import type { Organisations } from '../../src/domain/network/parts.ts';
import type { Practice } from '../../src/domain/network/state.ts';
import type { Write } from '../../src/storage/engine.ts';
import type { History } from './history.ts';
import { hub } from './people.ts';
import type { World } from './world.ts';

/** A process reads the network at most so long before it decides by it, and writes what it decided; slow calls and late writes included. */
export const decidedByMs = 12_000;

interface Before {
  readonly holder: string;
  readonly practice: string | undefined;
}
interface Look {
  readonly fromMs: number;
  readonly practices: Readonly<Record<string, Practice>>;
  /** Practices of which leads have said why their work moves all the same. */
  readonly lifted: readonly string[];
}

export class StageWitness {
  readonly #world: World;
  readonly #looks: Look[] = [];

  constructor(world: World) {
    this.#world = world;
  }

  written(writes: readonly Write[]): void {
    for (const write of writes) {
      if (write.kind === 'delete' || !write.key.startsWith('state|network|') || !write.key.includes('organisations')) continue;
      const { state } = JSON.parse(write.values['body'] ?? '') as { state: Organisations };
      const lifted = (state.inForce ?? []).flatMap(({ despite, closed }) => (despite === undefined ? [] : closed));
      this.#looks.push({ fromMs: this.#world.time.nowMs, practices: state.practices, lifted });
    }
  }

  /** What is wrong with this change of holder, in words; `before`: who had it, and whose patient it was. */
  wrong(history: History, { holder: before, practice: was }: Before, event: EConsultEvent): string | undefined {
    const { holder, practice, kind } = history;
    if (!['', hub, 'A81001', 'A81002'].includes(holder)) return `${history.id}: nobody has it but ${holder}`;
    if (history.status !== 'completed' && holder === '') return `${history.id}: it is open and nobody has it`;
    if (event.type === 'PracticeReplaced') return this.#wrongReplaced(history, was, event.from);
    if (practice === undefined || holder === before) return undefined;
    if (holder !== hub) return holder === practice ? undefined : `${history.id}: of ${practice}, and with ${holder}`;
    this.#world.count('to the hub');
    return this.#always((look) => isBarred(look, practice, kind, this.#today()))
      ? `${history.id}: ${event.type} takes it from ${practice} to the hub, which its stage or its agreement forbids`
      : undefined;
  }

  /** What is of a practice that closes goes to whoever takes over, or stays with the hub; another's that it had, as any other does. */
  #wrongReplaced({ id, holder, practice, kind }: History, was: string | undefined, from: string): string | undefined {
    const closed = this.#lately().flatMap(({ practices }) => (practices[from]?.closed === undefined ? [] : [practices[from]]));
    if (closed.length === 0) return `${id}: moved from ${from}, which has not closed`;
    if (was !== from) {
      const isCrossing = holder === hub && this.#always((look) => isBarred(look, practice ?? '', kind, this.#today()));
      return isCrossing ? `${id}: of ${practice}, moved from ${from} to the hub, which its stage or its agreement forbids` : undefined;
    }
    const to = closed.at(-1)?.successor;
    if (practice !== (to ?? from)) return `${id}: ${from} has closed for ${to}, and it is of ${practice}`;
    return [hub, practice].includes(holder) && holder !== from ? undefined : `${id}: ${from} has closed, and ${holder} has it`;
  }

  /** A task that is on its way between a practice and the hub. */
  wrongTask(id: string, organisations: readonly string[]): string | undefined {
    const practice = organisations.find((each) => each !== hub);
    if (practice === undefined) return undefined;
    return this.#always((look) => isApart(look, practice, this.#today()))
      ? `${id}: goes between the hub and ${practice}, which do not work together`
      : undefined;
  }

  /** With the agreement over at some time lately, the hub's people may pass on what they have not claimed. */
  mayGoHome(practice: string | undefined): boolean {
    return practice !== undefined && this.#lately().some(({ practices }) => isOver(practices[practice], this.#today()));
  }

  #today(): string {
    return this.#world.time.now().slice(0, 'yyyy-mm-dd'.length);
  }

  #lately(): readonly Look[] {
    const since = this.#world.time.nowMs - decidedByMs;
    return this.#looks.filter((_, index) => (this.#looks[index + 1]?.fromMs ?? Number.POSITIVE_INFINITY) >= since);
  }

  #always(test: (look: Look) => boolean): boolean {
    const lately = this.#lately();
    const isAlways = lately.length > 0 && lately.every(test);
    if (!isAlways && lately.some(test)) this.#world.count('as a stage changed');
    return isAlways;
  }
}

const isOver = (practice: Practice | undefined, today: string): boolean =>
  practice?.agreement !== undefined && (today < practice.agreement.from || practice.agreement.until < today);

/** The last of those that have begun: here no two are ever set for another day than today. */
const stepOf = (practice: Practice | undefined, today: string) => practice?.stages?.filter(({ from }) => from <= today).at(-1);

function isBarred({ practices, lifted }: Look, code: string, kind: string, today: string): boolean {
  if (lifted.includes(code)) return false;
  const step = stepOf(practices[code], today);
  const isOpen =
    step === undefined || step.stage === 'live' || (step.stage === 'limited' && (step.kinds ?? []).some((each) => each === kind));
  return isOver(practices[code], today) || !isOpen;
}

function isApart({ practices, lifted }: Look, code: string, today: string): boolean {
  const step = stepOf(practices[code], today);
  const isOff = step !== undefined && (step.stage === 'off' || step.stage === 'shadow');
  return (isOver(practices[code], today) && !lifted.includes(code)) || isOff;
}
