// The yardstick: a bot written after Microsoft's BotBuilder samples, which keeps an eConsult's state in a table and answers a press with its card.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TableClient, TransactionAction } from '@azure/data-tables';
import {
  type AdaptiveCardInvokeResponse,
  type AdaptiveCardInvokeValue,
  CloudAdapter,
  TeamsActivityHandler,
  type TurnContext,
} from 'botbuilder';
import express from 'express';
import { authenticationFor, type Trust } from '../../src/teams/trust.ts';

interface Kept {
  readonly status: string;
  readonly claimant: string;
}

/**
 * `state`: the one row that the samples keep. `all`: as many rows and characters in one transaction as ours keeps for a claim (a trail of
 * events, the log, the queue, the timer, what is to be shown), so that what the rows cost is told apart from what our code costs.
 */
export type Keeps = 'state' | 'all';
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
  readonly #keeps: Keeps;
  constructor(table: TableClient, keeps: Keeps) {
    super();
    this.#table = table;
    this.#keeps = keeps;
  }

  protected override async onAdaptiveCardInvoke(
    context: TurnContext,
    invoke: AdaptiveCardInvokeValue,
  ): Promise<AdaptiveCardInvokeResponse> {
    const { id } = invoke.action.data as unknown as { readonly id: string };
    const entity = await this.#table.getEntity<Kept>('sample', id);
    const claimed: Kept = { status: 'claimed', claimant: context.activity.from.name };
    const row = { partitionKey: 'sample', rowKey: id, ...claimed };
    if (this.#keeps === 'state') await this.#table.updateEntity(row, 'Replace', { etag: entity.etag });
    else await this.#table.submitTransaction([['update', row, 'Replace', { etag: entity.etag }], ...besideState(id)]);
    return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: cardOf(id, claimed) };
  }
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

/** Serves it as the samples do, with Express; on a free port of this machine. */
export async function startSampleBot(
  trust: Trust,
  table: TableClient,
  keeps: Keeps,
): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const adapter = new CloudAdapter(authenticationFor(trust, () => Date.now()));
  const bot = new ClaimBot(table, keeps);
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
