// The setting that says who may begin a hub where none has a lead yet: people by their Entra object ids.
import { own } from '../domain/lookup.ts';
import type { PersonId } from '../domain/terms.ts';
import { guid } from './tab-setting.ts';

const firstLeadsMax = 20;

/** Each of the people in each of the bot's tenants; empty: nobody, and the network comes from its file. */
export function firstLeadsOf(
  env: Readonly<Record<string, string | undefined>>,
  tenants: readonly string[],
  faults: string[],
): readonly PersonId[] {
  const ids = (own(env, 'EHUB_FIRST_LEADS') ?? '')
    .split(',')
    .map((each) => each.trim().toLowerCase())
    .filter((each) => each !== '');
  const isWrong = ids.length > firstLeadsMax || ids.some((each) => !guid.test(each));
  if (isWrong)
    faults.push(
      `EHUB_FIRST_LEADS: Entra object ids of at most ${firstLeadsMax} people, with commas between, such as 9aa1f4cb-4a05-4d78-a7b5-e3f938317932`,
    );
  return isWrong ? [] : tenants.flatMap((tenant) => ids.map((id) => `${tenant}.${id}`));
}
