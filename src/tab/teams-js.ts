// Microsoft's script for pages in Teams' frame, served by ourselves, so that the pages load nothing from anybody else.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';

export interface TeamsJs {
  readonly plain: Buffer;
  /** A quarter of the size: Teams on a telephone loads it over its own line. */
  readonly packed: Buffer;
}

/** Read once, at start; `undefined` where this installation does not have it. */
export function readTeamsJs(): TeamsJs | undefined {
  try {
    const plain = readFileSync(createRequire(import.meta.url).resolve('@microsoft/teams-js/dist/umd/MicrosoftTeams.min.js'));
    return { plain, packed: gzipSync(plain) };
  } catch {
    return undefined;
  }
}
