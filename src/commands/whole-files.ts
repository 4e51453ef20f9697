// Files of any size for commands: written once, for the owner's eyes only, and read line by line, so that memory holds little of them.
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { lineCharsMax } from '../storage/export-lines.ts';

export interface Written {
  write(text: string): Promise<void>;
  close(): Promise<void>;
}

/** Only whoever runs the command can read the file. */
const ownerOnly = 0o600;
/** Characters put together before they are written: a call for each line would take most of the time. */
const togetherChars = 262_144;

/** A new file that only its owner may read. Rejects with `EEXIST` where there is one: an export is never written over. */
export async function createOwnFile(path: string): Promise<Written> {
  const file = await open(path, 'wx', ownerOnly);
  let waiting: string[] = [];
  let chars = 0;
  const flush = async (): Promise<void> => {
    await file.writeFile(waiting.join(''));
    [waiting, chars] = [[], 0];
  };
  return {
    write: async (text) => {
      waiting.push(text);
      chars += text.length;
      if (chars >= togetherChars) await flush();
    },
    close: async () => {
      await flush();
      await file.sync();
      await file.close();
    },
  };
}

/** A file's lines, without their breaks. Nothing but a line feed ends a line. */
export async function* linesOf(path: string): AsyncGenerator<string> {
  let begun: string[] = [];
  let chars = 0;
  for await (const chunk of createReadStream(path, { encoding: 'utf8' })) {
    const [first = '', ...further] = String(chunk).split('\n');
    begun.push(first);
    chars += first.length;
    for (const next of further) {
      yield begun.join('');
      [begun, chars] = [[next], next.length];
    }
    if (chars > lineCharsMax) throw new Error('a line is too long');
  }
  if (chars > 0) yield begun.join('');
}
