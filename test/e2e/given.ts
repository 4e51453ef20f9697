// What the end-to-end tests start from: the demo's people and teams with a crowd of clinicians, a sender, and waiting with a deadline.
import { createHash, randomUUID } from 'node:crypto';
import type { Network } from '../../src/domain/network/state.ts';
import { capabilities } from '../../src/domain/terms.ts';
import type { Caller } from '../../src/intake/caller.ts';
import { wordsOf } from '../../src/sandbox/card.ts';
import { demoChannels, demoNetwork } from '../../src/sandbox/demo/network.ts';
import { amara, demoHub, demoPractices, gareth, personIdOf } from '../../src/sandbox/demo/people.ts';
import { demoPeople, demoTeams, demoTenantId } from '../../src/sandbox/demo/teams.ts';
import type { LocalTeams } from '../../src/sandbox/local-teams.ts';
import type { PersonSeed, TeamSeed } from '../../src/sandbox/roster.ts';
import { headersFor, type Parcel } from '../../src/sandbox/signed-submission.ts';
import type { Message } from '../../src/sandbox/teams-state.ts';

/** Enough to press one button all at once, as a whole hub does on a bad Monday. */
const crowdSize = 24;
/** Clinicians of the hub, cleared for every practice. */
export const crowd: readonly PersonSeed[] = Array.from({ length: crowdSize }, (_, index) => ({
  id: `c0ffee00-0000-4000-8000-${String(index + 1).padStart(12, '0')}`,
  name: `Dr Robin Crowd ${index + 1}`,
  title: 'Clinician, Harbour eHub',
}));
/** In Teams like everybody else, in a team that nobody has added the bot to yet. */
export const newTeam: TeamSeed = {
  name: 'Saltern Quay office',
  groupId: '99999999-aaaa-4bbb-8ccc-000000000001',
  channels: [
    { id: '19:saltern-general@thread.tacv2', name: 'General' },
    { id: '19:saltern-requests@thread.tacv2', name: 'Requests' },
    { id: '19:saltern-shared@thread.tacv2', name: 'With the hub', shared: true },
  ],
  members: [gareth.id, amara.id],
  botAdded: false,
};

export const people: readonly PersonSeed[] = [...demoPeople, ...crowd];
export const teamsWithCrowd: readonly TeamSeed[] = [
  ...demoTeams.map((team) =>
    team.members.includes(amara.id) ? { ...team, members: [...team.members, ...crowd.map(({ id }) => id)] } : team,
  ),
  newTeam,
];
export const networkWithCrowd = (): Pick<Network, 'hubs' | 'practices' | 'staff'> => {
  const demo = demoNetwork();
  const staff = crowd.map((person) => ({
    id: personIdOf(person),
    name: person.name,
    posts: [{ role: 'clinician' as const, at: demoHub }],
    cleared: Object.values(demoPractices).map((practice) => ({ practice, capabilities })),
  }));
  return { ...demo, staff: { ...demo.staff, ...Object.fromEntries(staff.map((member) => [member.id, member])) } };
};

const channelGivenTo = (organisation: string): string => {
  const found = demoChannels.find((channel) => channel.organisation === organisation);
  if (found === undefined) throw new Error(`${organisation} has no channel in the demo`);
  return found.conversation;
};
export const hubChannel = channelGivenTo(demoHub);
export const channelOfPractice = { ...demoPractices, of: channelGivenTo };
export const botAppId = '5e1f0000-0000-4000-8000-00000000b070';
export const botSecret = 'made-up-bot-secret';
export const tenantId = demoTenantId;

export const senderKey = { keyId: 'e2e-1', secret: 'made-up-secret-of-at-least-32-characters' };
export const maker: Caller = {
  id: 'maker',
  name: 'A maker of online consultations',
  hub: demoHub,
  practices: '*',
  keys: [{ id: senderKey.keyId, secret: senderKey.secret }],
};

/** A complete eConsult in our own JSON; clinical and for a practice whose clinical work goes to the hub. */
/** A date of birth for each id, the same each time: one in 6,500, all of one age band. */
const bornFor = (id: string): string => {
  const days = createHash('sha256').update(id).digest().readUInt32BE() % 6_500;
  return new Date(Date.UTC(1964, 0, 1) + days * 86_400_000).toISOString().slice(0, 10);
};
export const submission = (id: string, more: Readonly<Record<string, unknown>> = {}) => ({
  id,
  practice: demoPractices.salternQuay,
  kind: 'clinical',
  topic: 'Skin',
  submittedAt: new Date(Date.now() - 60_000).toISOString(),
  // Another patient each time: what is sent of one who comes again is linked, which has tests of its own.
  patient: { name: 'Perpetua Lindgren-Okoye', dateOfBirth: bornFor(id) },
  answers: [{ question: 'What is the matter?', answer: 'A rash on my left arm since Sunday.' }],
  ...more,
});

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  /** The body as JSON, or an empty object. */
  readonly body: { readonly reference?: string; readonly placed?: boolean; readonly duplicate?: boolean };
}
const sendTimeoutMs = 12_000;

/** Sends as another product would, signed; rejects when there is no answer. */
export async function send(
  url: string,
  body: object,
  path: Parcel['path'] = '/api/econsults',
  mediaType: Parcel['mediaType'] = 'application/json',
): Promise<Answer> {
  const parcel: Parcel = { path, mediaType, what: 'a test', bytes: Buffer.from(JSON.stringify(body)) };
  const headers = headersFor(parcel, senderKey, new Date().toISOString(), randomUUID);
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers,
    body: new Uint8Array(parcel.bytes),
    signal: AbortSignal.timeout(sendTimeoutMs),
  });
  const text = await response.text();
  return { status: response.status, text, headers: response.headers, body: text.startsWith('{') ? JSON.parse(text) : {} };
}

/**
 * Looks again and again until there is something; fails, saying what was waited for, when there is nothing in time. A look that asks a store or
 * a bot needs a longer `everyMs`: those share the processor with whoever is waited for.
 */
export async function until<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
  withinMs = 20_000,
  everyMs = lookEveryMs,
): Promise<T> {
  const endMs = performance.now() + withinMs;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > endMs) throw new Error(`not within ${withinMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}
const lookEveryMs = 10;

/** The bot's own posts in a conversation that name this reference, oldest first; more than one is an extra copy. */
export const copiesOf = (teams: LocalTeams, conversation: string, reference: string): readonly Message[] =>
  teams.world
    .messages(conversation)
    .filter((message) => message.from === 'bot' && message.card !== undefined && message.root === message.id)
    .filter((message) => referenceOn(message) === reference);
/** The reference a card is of. Read once of each card: many tests wait for one of many cards, and look a hundred times a second. */
function referenceOn({ card }: Message): string {
  if (card === undefined) return '';
  const known = referencesOn.get(card);
  if (known !== undefined) return known;
  // It stands in a line of its own beside the headline, before any other that is named in the details.
  const reference =
    wordsOf(card)
      .split('\n')
      .find((line) => /^(?:[A-Z]-)?[0-9A-Z]{3}-[0-9A-Z]{3}$/.test(line)) ?? '';
  referencesOn.set(card, reference);
  return reference;
}
/** An edit brings another card, so what was read of one stays so. */
const referencesOn = new WeakMap<object, string>();

/** Waits until a conversation shows the card with these words for everybody, and gives its newest copy. */
export const shown = (
  teams: LocalTeams,
  conversation: string,
  reference: string,
  words: string | RegExp,
  withinMs?: number,
): Promise<Message> =>
  until(
    `${reference} reads "${words}"`,
    () => copiesOf(teams, conversation, reference).findLast((message) => wordsOf(message.card).search(words) >= 0),
    withinMs,
  );

/** What one person reads on a message now. */
export const reads = (teams: LocalTeams, person: { readonly id: string }, message: { readonly id: string }): string =>
  wordsOf(teams.clients.card(person.id, message.id));
/** The buttons one person has before them; what is behind the three dots is `moreFor`. */
export const buttonsFor = (teams: LocalTeams, person: { readonly id: string }, message: { readonly id: string }): readonly string[] =>
  titled(teams, person, message, false);
export const moreFor = (teams: LocalTeams, person: { readonly id: string }, message: { readonly id: string }): readonly string[] =>
  titled(teams, person, message, true);
const titled = (
  teams: LocalTeams,
  person: { readonly id: string },
  message: { readonly id: string },
  behindDots: boolean,
): readonly string[] =>
  teams.clients
    .buttons(person.id, message.id)
    .filter(({ secondary }) => secondary === behindDots)
    .map(({ title }) => title);
