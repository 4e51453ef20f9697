// What the build has written into the program about itself. Run from the source, nothing was.
import facts from '../../package.json' with { type: 'json' };

/** Put in by `npm run build` (esbuild's `define`); from the source there are no such names. */
declare const EHUB_COMMIT: string | undefined;
declare const EHUB_HAS_SANDBOX: boolean | undefined;

export interface Built {
  readonly name: string;
  /** Of package.json. */
  readonly version: string;
  /** The git commit it was built from, with `+changes` where files had been changed since; absent: not known. */
  readonly commit?: string;
  /** The sandbox comes with the source; what is deployed has none. */
  readonly hasSandbox: boolean;
}

const commit = typeof EHUB_COMMIT === 'string' ? EHUB_COMMIT : undefined;

export const built: Built = {
  name: facts.name,
  version: facts.version,
  ...(commit === undefined ? {} : { commit }),
  hasSandbox: typeof EHUB_HAS_SANDBOX === 'boolean' ? EHUB_HAS_SANDBOX : true,
};
