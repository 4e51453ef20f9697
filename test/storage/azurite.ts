// Starts Azurite's table service in this process: 2 ms each after the first, so every test file has its own.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

interface Server {
  start(): Promise<void>;
  close(): Promise<void>;
  getHttpServerAddress(): string;
}

/** The account every Azurite knows; its key is printed in Azurite's own documentation and opens nothing else. */
export const azuriteAccount = 'devstoreaccount1';
const azuriteKey = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

/** How an Azurite at this address, or a proxy before it, is reached. */
export const connectionStringTo = (address: string): string =>
  `DefaultEndpointsProtocol=http;AccountName=${azuriteAccount};AccountKey=${azuriteKey};TableEndpoint=${address}/${azuriteAccount};`;

/** An empty store on a free loopback port, in memory: it forgets everything when closed. */
export async function startAzurite(): Promise<{ readonly connectionString: string; readonly address: string; close(): Promise<void> }> {
  const TableServer = require('azurite/dist/src/table/TableServer').default;
  const TableConfiguration = require('azurite/dist/src/table/TableConfiguration').default;
  const host = '127.0.0.1';
  const [port, keepAliveSeconds, debugLog, accessLog, loose, skipApiVersionCheck, productStyleUrlOff, inMemory] = [
    0,
    5,
    false,
    false,
    false,
    false,
    false,
    true,
  ];
  const configuration = new TableConfiguration(
    host,
    port,
    keepAliveSeconds,
    '',
    debugLog,
    accessLog,
    undefined,
    undefined,
    loose,
    skipApiVersionCheck,
    '',
    '',
    '',
    undefined,
    productStyleUrlOff,
    inMemory,
  );
  const server: Server = new TableServer(configuration);
  await server.start();
  const address = server.getHttpServerAddress();
  return { connectionString: connectionStringTo(address), address, close: () => server.close() };
}
