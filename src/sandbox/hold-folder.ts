// One sandbox to a folder: a second one would share its store and its Teams, and end both under the first when it is stopped.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { join } from 'node:path';

/** Long enough for a busy machine: whoever holds the folder answers on this one. */
const answersWithinMs = 2_000;

/**
 * Holds the folder until `release`, or until the process ends in whatever way. Rejects, in words, where another sandbox holds it. What
 * holds it is a port of its own and not a process's number: after a crash that number may be somebody else's.
 */
export async function holdFolder(folder: string, newId: () => string): Promise<{ readonly release: () => void }> {
  mkdirSync(folder, { recursive: true });
  const note = join(folder, 'running.json');
  const earlier = readNote(note);
  if (earlier !== undefined && (await heardAt(earlier.port)) === earlier.id)
    throw new Error(`A sandbox runs in ${folder} already. Stop that one, or set EHUB_DATA_FOLDER to another folder.`);
  const id = newId();
  const server = createServer((socket) => {
    // Whoever asks may be gone before it is answered.
    socket.on('error', () => socket.destroy());
    socket.end(id);
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  server.unref();
  writeFileSync(note, JSON.stringify({ id, port }));
  return { release: () => void server.close() };
}

function readNote(path: string): { readonly id: string; readonly port: number } | undefined {
  try {
    const { id, port } = JSON.parse(readFileSync(path, 'utf8')) as { id: unknown; port: unknown };
    return typeof id === 'string' && typeof port === 'number' ? { id, port } : undefined;
  } catch {
    return undefined;
  }
}

/** What is said at a port of this machine; empty where nobody says anything. */
function heardAt(port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: answersWithinMs });
    let heard = '';
    const end = (): void => {
      socket.destroy();
      resolve(heard);
    };
    socket.on('data', (chunk: Buffer) => {
      heard += chunk.toString('utf8');
    });
    for (const over of ['end', 'error', 'timeout'] as const) socket.once(over, end);
  });
}
