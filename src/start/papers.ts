// Writes the paper pack into the folder of the settings: a page to print and a table, one of each an hour and hub.
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KeepPaper } from '../app/disaster/papers.ts';
import { paperFileName, paperPage, paperTable } from '../cards/disaster/paper.ts';

/** Each file whole or not at all: somebody may be printing it. */
export function papersIn(folder: string): KeepPaper {
  const put = async (name: string, content: string): Promise<void> => {
    const path = join(folder, name);
    await writeFile(`${path}.part`, content, { mode: 0o640 });
    await rename(`${path}.part`, path);
  };
  return async (paper, network) => {
    await mkdir(folder, { recursive: true });
    const name = paperFileName(paper);
    await put(`${name}.html`, paperPage(paper, network));
    await put(`${name}.csv`, paperTable(paper, network));
  };
}
