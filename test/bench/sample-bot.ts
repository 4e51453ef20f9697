// The yardstick: a bot written after Microsoft's samples, which keeps an eConsult's state in a table and answers a press with its card.
//
// After `bot-sequential-flow-adaptive-cards` of Microsoft-Teams-Samples and the workflow bot of Teams Toolkit: what a press changes is saved, the
// card is filled in from its template, the message is edited for everybody (`updateActivity`), and the presser is answered with the same card.
// Left out because it only makes them dearer: that sample asks Teams for the whole channel's members at every press.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TableClient, TransactionAction } from '@azure/data-tables';
import {
  type AdaptiveCardInvokeResponse,
  type AdaptiveCardInvokeValue,
  CardFactory,
  CloudAdapter,
  TeamsActivityHandler,
  type TurnContext,
} from 'botbuilder';
import express from 'express';
import { authenticationFor, type Trust } from '../../src/teams/trust.ts';
import { UntouchedTemplate } from '../cards/untouched-engine.ts';
import cardTemplate from './sample-card.json' with { type: 'json' };

interface Kept {
  readonly status: string;
  readonly claimant: string;
}

/**
 * `asSamples`: what Microsoft's samples do at a press, one row kept. `least`: the same row, and a bare card written by hand that nobody but the
 * presser sees: less than any sample does. `asManyRows`: that, with as many rows and characters in one transaction as ours keeps for a claim (a
 * trail of events, the log, the queue, the timer, what is to be shown), so that what the rows cost is told apart from what our code costs.
 */
export type Does = 'asSamples' | 'least' | 'asManyRows';
/** Rows that a claim of ours writes beside its state, and what stands in each. */
const rowsBeside = 6;
const charactersInRow = 460;
const besideState = (id: string): TransactionAction[] =>
  Array.from(
    { length: rowsBeside },
    (_, n): TransactionAction => ['upsert', { partitionKey: 'sample', rowKey: `${id}-${n}`, body: 'x'.repeat(charactersInRow) }, 'Replace'],
  );

/** As the samples do: one handler with a method for each thing that comes, the storage client used where it is needed. */
class ClaimBot extends TeamsActivityHandler {
  readonly #table: TableClient;
  readonly #does: Does;
  constructor(table: TableClient, does: Does) {
    super();
    this.#table = table;
    this.#does = does;
  }

  protected override async onAdaptiveCardInvoke(
    context: TurnContext,
    invoke: AdaptiveCardInvokeValue,
  ): Promise<AdaptiveCardInvokeResponse> {
    const { id } = invoke.action.data as unknown as { readonly id: string };
    const entity = await this.#table.getEntity<Kept>('sample', id);
    const claimed: Kept = { status: 'claimed', claimant: context.activity.from.name };
    const row = { partitionKey: 'sample', rowKey: id, ...claimed };
    if (this.#does === 'asManyRows')
      await this.#table.submitTransaction([['update', row, 'Replace', { etag: entity.etag }], ...besideState(id)]);
    else await this.#table.updateEntity(row, 'Replace', { etag: entity.etag });
    const value = this.#does === 'asSamples' ? await shownToAll(context, id, claimed) : cardOf(id, claimed);
    return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value };
  }
}

/** Filled in from its template as Teams Toolkit's bots do it at every press, and put in place of the card that all see. */
async function shownToAll(context: TurnContext, id: string, claimed: Kept): Promise<Record<string, unknown>> {
  const said = {
    id,
    ...claimed,
    topic: 'Skin',
    practice: 'Saltern Quay Surgery',
    priority: 'Routine',
    watchers: [context.activity.from.id],
  };
  const card = new UntouchedTemplate(cardTemplate).expand({ $root: said }) as Record<string, unknown>;
  const attachments = [CardFactory.adaptiveCard(card)];
  await context.updateActivity({ type: 'message', id: context.activity.replyToId ?? '', attachments });
  return card;
}

const cardOf = (id: string, { status, claimant }: Kept): Record<string, unknown> => ({
  type: 'AdaptiveCard',
  version: '1.5',
  body: [
    { type: 'TextBlock', text: id, weight: 'Bolder', size: 'Medium' },
    {
      type: 'FactSet',
      facts: [
        { title: 'Status', value: status },
        { title: 'Claimed by', value: claimant },
      ],
    },
  ],
  actions: [
    { type: 'Action.Execute', title: 'Release', verb: 'release', data: { id } },
    { type: 'Action.Execute', title: 'Complete', verb: 'complete', data: { id } },
  ],
});

/** Serves it as the samples do, with Express; on a free port of this machine. Tokens are checked by `nowMs`. */
export async function startSampleBot(
  trust: Trust,
  table: TableClient,
  does: Does,
  nowMs: () => number = Date.now,
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const adapter = new CloudAdapter(authenticationFor(trust, nowMs));
  const bot = new ClaimBot(table, does);
  const app = express();
  app.use(express.json());
  app.post('/api/messages', async (request, response) => {
    await adapter.process(request as never, response as never, (context) => bot.run(context));
  });
  const server: Server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
