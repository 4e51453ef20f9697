// Lists from which people choose an outcome or a reason: versioned, because events keep a code for ever and must stay readable.

/**
 * A list with its versions, each as it was offered. A code is never given another meaning and never taken out of the versions it was in:
 * what is no longer to be chosen is left out of the next version, and stays readable. Words that change belong to a new version
 * too.
 */
export interface CodeList<Code extends string> {
  /** The newest: the one that is offered. */
  readonly version: number;
  readonly offered: readonly Code[];
  /** Every code there has ever been. */
  readonly all: readonly Code[];
}

/** `versions`: the codes of version 1, of version 2 and so on, in the order in which they are offered. */
export function listOf<const Code extends string>(...versions: readonly (readonly Code[])[]): CodeList<Code> {
  return { version: versions.length, offered: versions.at(-1) ?? [], all: [...new Set(versions.flat())] };
}
export type CodeOf<List> = List extends CodeList<infer Code> ? Code : never;

/** What an event keeps beside a code: the version it was chosen from. Without one it was the first, which came before versions were kept. */
export interface Chosen {
  readonly list?: number;
}
export const chosenFrom = ({ version }: CodeList<string>): Chosen => (version === 1 ? {} : { list: version });
