// A send to Teams ends in time whatever the line does, for everything else waits behind it.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import type { Conversation } from '../../src/app/ports.ts';
import { createChat } from '../../src/teams/chat.ts';
import { authenticationFor } from '../../src/teams/trust.ts';

const machineMs = (): number => performance.now();
const timeoutMs = 150;

it.each<readonly [string, (response: ServerResponse) => void]>([
  ['nothing is answered', () => {}],
  [
    'the answer breaks off after its head',
    (response) => void response.writeHead(201, { 'content-type': 'application/json', 'content-length': '1000' }).write('{"id":'),
  ],
])('it is not known what became of it when %s', { timeout: 5_000 }, async (_, answer) => {
  const server = createServer((_request, response) => answer(response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const serviceUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const conversation: Conversation = { id: 'a:chat', serviceUrl, tenantId: 'tenant', status: 'active', since: '2026-11-25T09:00:00.000Z' };
  const chat = createChat(authenticationFor({ kind: 'anonymous' }, machineMs), '', machineMs, timeoutMs);
  const message = { summary: 'a card', card: { type: 'AdaptiveCard' } };
  try {
    expect(await chat.post(conversation, message)).toMatchObject({ kind: 'unknown' });
    expect(await chat.edit(conversation, 'm1', message)).toMatchObject({ kind: 'unknown' });
    expect(await chat.openPersonal('29:someone', 'tenant', serviceUrl)).toMatchObject({ kind: 'unknown' });
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});
