// A setting that is one of a few words.
import { own } from '../domain/lookup.ts';

/** `otherwise` where it is not set, and, with a fault, where it is something else. */
export function oneOf<T extends string>(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  allowed: readonly T[],
  otherwise: T,
  faults: string[],
): T {
  const said = own(env, name);
  if (said === undefined) return otherwise;
  const found = allowed.find((each) => each === said);
  if (found === undefined) faults.push(`${name} is ${JSON.stringify(said)}: it is one of ${allowed.join(', ')}`);
  return found ?? otherwise;
}
