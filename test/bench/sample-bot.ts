// The yardstick: a bot written after Microsoft's BotBuilder samples, which keeps an eConsult's state in a table and answers a press with its card.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TableClient } from '@azure/data-tables';
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

/** As the samples do: one handler with a method for each thing that comes, the storage client used where it is needed. */
class ClaimBot extends TeamsActivityHandler {
  readonly #table: TableClient;
  constructor(table: TableClient) {
    super();
    this.#table = table;
  }

  protected override async onAdaptiveCardInvoke(
    context: TurnContext,
    invoke: AdaptiveCardInvokeValue,
  ): Promise<AdaptiveCardInvokeResponse> {
    const { id } = invoke.action.data as unknown as { readonly id: string };
    const entity = await this.#table.getEntity<Kept>('sample', id);
    const claimed: Kept = { status: 'claimed', claimant: context.activity.from.name };
    await this.#table.updateEntity({ partitionKey: 'sample', rowKey: id, ...claimed }, 'Replace', { etag: entity.etag });
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
export async function startSampleBot(trust: Trust, table: TableClient): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const adapter = new CloudAdapter(authenticationFor(trust, () => Date.now()));
  const bot = new ClaimBot(table);
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
