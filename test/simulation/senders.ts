// Senders: they send, send again when they hear nothing, say different words under the same id, and take things back.
import { type Receipt, receive, type Sender, withdraw } from '../../src/app/econsult/receive.ts';
import { contactsKept, patientKeyOf } from '../../src/domain/econsult/contacts.ts';
import type { PatientDetails, Submission } from '../../src/domain/econsult/submission.ts';
import { idFrom, referenceOf } from '../../src/domain/reference.ts';
import { hub } from './people.ts';
import type { Run } from './run.ts';

interface Sent {
  readonly submission: Submission;
  acknowledged: Receipt | undefined;
}

/** One of a few people, always the same for the same id: most of them come again. */
const patientsMost = 17;
function patientOf(sourceId: string): PatientDetails {
  const number = [...sourceId].reduce((sum, letter) => sum * 31 + letter.charCodeAt(0), 7) % patientsMost;
  return { name: `Patient ${number}`, dateOfBirth: `19${60 + number}-01-02` };
}

const sender: Sender = { id: 'maker', hub, practices: '*' };
/** After this many tries a sender tells its operator; the simulated store is never away so long. */
const triesMax = 40;

export class Senders {
  readonly #run: Run;
  readonly #sent: Sent[] = [];
  #deliveries = 0;
  /** Deliveries still being tried: the world does not end before they are settled. */
  busy = 0;

  constructor(run: Run) {
    this.#run = run;
  }

  act(): void {
    const { random } = this.#run.world;
    const before = this.#sent.length > 0 && random.chance(0.5) ? random.pick(this.#sent).submission : undefined;
    if (before === undefined) return void this.#deliver(this.#keep(this.#fresh()));
    if (random.chance(0.35)) return void this.#takeBack(before);
    // Again, or with different words, perhaps both at the same moment.
    const again = random.chance(0.5) ? before : this.#said(before, `other words ${random.between(1, 3)}`);
    for (let copy = random.between(1, 2); copy > 0; copy--) void this.#deliver(this.#keep(again));
  }

  /** A Monday morning: so many at once that Teams' windows are full. */
  rush(): void {
    const { random, time } = this.#run.world;
    for (let more = random.between(70, 100); more > 0; more--) {
      time.after(random.next() * 15_000, () => void this.#deliver(this.#keep({ ...this.#fresh(), practiceCode: 'A81001' })));
    }
  }

  /** Every acknowledged submission became one eConsult, and every acknowledged word is kept. */
  async atTheEnd(
    textsOf: (id: string) => Promise<readonly string[]>,
    contactsOf: (who: string) => Promise<readonly string[]>,
  ): Promise<void> {
    const { world, witness } = this.#run;
    await this.#eachKnown(contactsOf);
    for (const { submission, acknowledged } of this.#sent) {
      const { sourceId, contentHash } = submission;
      const became = witness.of(sender.id, sourceId);
      if (became.length > 1) world.violated(`${sourceId} became ${became.length} eConsults`);
      if (acknowledged === undefined || acknowledged.kind === 'forbiddenPractice') {
        world.violated(`${sourceId} was never settled`);
        continue;
      }
      const [history] = became;
      if (history === undefined) {
        world.violated(`${sourceId} was acknowledged and is lost`);
        continue;
      }
      if (referenceOf(history.id) !== acknowledged.reference) world.violated(`${sourceId} was given another reference`);
      const kept = acknowledged.kind === 'conflict' ? history.asides.includes(contentHash) : history.origin.contentHash === contentHash;
      if (!kept) world.violated(`${sourceId}: ${acknowledged.kind}, yet other words are kept`);
      if (!(await textsOf(history.id)).includes(wordsOf(submission))) world.violated(`${sourceId}: its words were swallowed`);
    }
  }

  /** Of every patient all contacts are known, and nobody else's. */
  async #eachKnown(contactsOf: (who: string) => Promise<readonly string[]>): Promise<void> {
    const { world, witness } = this.#run;
    const became = new Map<string, string[]>();
    for (const { id, origin } of witness.histories.values()) {
      if (origin.caller !== sender.id) continue;
      const who = patientKeyOf(patientOf(origin.sourceId), { nhsNumber: 'absent', noticed: [] }) ?? '';
      became.set(who, [...(became.get(who) ?? []), id]);
    }
    for (const [who, ids] of became) {
      const known = await contactsOf(who);
      if (ids.length > 1) world.count('patients who came again');
      if (ids.length <= contactsKept && [...known].sort().join() !== ids.sort().join())
        world.violated(`${who}: known ${known.join()}, came ${ids.join()}`);
    }
  }

  #keep(submission: Submission): Sent {
    const sent = { submission, acknowledged: undefined };
    this.#sent.push(sent);
    return sent;
  }

  #fresh(): Submission {
    const { random } = this.#run.world;
    const taken = new Set(this.#sent.map(({ submission }) => submission.sourceId));
    // Two of our ids share their six letters: the second to come needs its next candidate.
    const [one, other] = collision();
    const sourceId = random.chance(0.2) && !taken.has(one) ? one : taken.has(one) && !taken.has(other) ? other : `S${taken.size}`;
    return this.#said(
      {
        sourceId,
        contentHash: '',
        ...random.pick([
          {},
          { practiceCode: 'A81001' },
          { practiceCode: 'A81002' },
          { practiceCode: 'A81002' },
          { practiceCode: 'Z00000' },
        ]),
        kind: random.pick(['clinical', 'clinical', 'admin']),
        priority: random.pick(['routine', 'urgent', 'redFlag']),
        topic: 'Skin',
        ageBand: '18 to 39',
        byProxy: false,
        interpreterNeeded: false,
        identity: 'verified',
        nhsNumber: 'absent',
        noticed: [],
        flaggedAnswers: 0,
        text: { patient: patientOf(sourceId), answers: [], original: { mediaType: 'application/json', base64: '' } },
      },
      'first words',
    );
  }

  #said(submission: Submission, words: string): Submission {
    const text = { ...submission.text, answers: [{ question: 'What is the matter?', answer: `${submission.sourceId} ${words}` }] };
    return { ...submission, contentHash: `hash of ${submission.sourceId} ${words}`, text };
  }

  /** Sends until it is answered, as a sender must. */
  async #deliver(sent: Sent): Promise<void> {
    const { world, judge } = this.#run;
    this.busy++;
    for (let tries = 0; tries < triesMax && sent.acknowledged === undefined; tries++) {
      const bot = this.#run.anyBot();
      if (bot !== undefined) {
        const operation = `delivery.${++this.#deliveries}`;
        world.count('deliveries');
        const deps = { store: bot.store, nudge: bot.nudge, network: bot.network };
        const moment = { operation, receivedAt: world.time.now() };
        const ending = await this.#run.ask(bot, () => receive(deps, sender, sent.submission, moment));
        if (ending.kind === 'answered') {
          sent.acknowledged = ending.value;
          this.#checkReceipt(sent.submission, ending.value);
        } else if (ending.kind === 'threw') {
          judge.threw(operation, ending.error);
        }
      }
      if (sent.acknowledged === undefined) await this.#run.wait(200 + world.random.next() * 5_000);
    }
    this.busy--;
  }

  /** At the very moment of the answer it must be so already. */
  #checkReceipt({ sourceId, contentHash }: Submission, receipt: Receipt): void {
    const { world, witness } = this.#run;
    world.count(receipt.kind);
    const [history] = witness.of(sender.id, sourceId);
    if (history === undefined) {
      world.violated(`${sourceId}: '${receipt.kind}' was said before it was so`);
      return;
    }
    if (receipt.kind === 'conflict' && !history.asides.includes(contentHash)) world.violated(`${sourceId}: different words were not kept`);
  }

  async #takeBack({ sourceId }: Submission): Promise<void> {
    const { world, witness, judge } = this.#run;
    const bot = this.#run.anyBot();
    if (bot === undefined) return;
    const known = witness.of(sender.id, sourceId).length > 0;
    const operation = `taking.${++this.#deliveries}`;
    const deps = { store: bot.store, nudge: bot.nudge, network: bot.network };
    const moment = { operation, receivedAt: world.time.now() };
    const ending = await this.#run.ask(bot, () => withdraw(deps, sender, { sourceId, reason: 'revoked' }, moment));
    if (ending.kind === 'threw') {
      judge.threw(operation, ending.error);
      return;
    }
    if (ending.kind === 'died') return;
    world.count(ending.value.kind);
    const [history] = witness.of(sender.id, sourceId);
    if (ending.value.kind === 'unknown' && known) world.violated(`${sourceId}: called unknown, yet it is there`);
    if (ending.value.kind === 'withdrawn' && !history?.withdrawn) world.violated(`${sourceId}: said to be taken back, and is not`);
    if (ending.value.kind === 'closed' && history?.status !== 'completed') world.violated(`${sourceId}: said to be closed, and is not`);
  }
}

export const wordsOf = ({ text }: Pick<Submission, 'text'>): string => text.answers.map(({ answer }) => answer).join();

let found: readonly [string, string] | undefined;

/** Two ids of one sender that get the same six letters: they exist, and then neither may swallow the other. */
function collision(): readonly [string, string] {
  const seen = new Map<string, string>();
  for (let number = 0; found === undefined; number++) {
    const sourceId = `C${number}`;
    const id = idFrom(sender.id, sourceId, 0);
    const other = seen.get(id);
    if (other !== undefined) found = [other, sourceId];
    seen.set(id, sourceId);
  }
  return found;
}
