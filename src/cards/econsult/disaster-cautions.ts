// What a disaster means for an eConsult, as its card says it: from where it came, until when, and who can complete it.
import { disasterIds } from '../../domain/disaster/id.ts';
import type { EConsult } from '../../domain/econsult/state.ts';
import { practised, recordDown } from '../../domain/network/in-force.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import { writersOf } from '../../domain/network/writers.ts';
import { isRehearsal } from '../../domain/reference.ts';
import type { Instant } from '../../domain/terms.ts';
import { disasterTypeWords } from '../disaster-words.ts';
import { plain, shortened, when, within } from '../words.ts';

/** Why, from whom and until when it is here; and what cannot be done while the practice's record is down. */
export function disasterCautions(it: EConsult, network: Network, now: Instant): readonly string[] {
  const { reroutedBy } = it;
  const rehearsed = isRehearsal(it.id);
  const disaster = rehearsed ? 'DRILL' : 'DISASTER';
  const name = (organisation: string): string => plain(organisationName(network, organisation));
  // Of what was made up its history says that; what counts is that there is no patient.
  if (it.status === 'completed')
    return reroutedBy && !rehearsed
      ? [`Moved from ${name(reroutedBy.from)} to ${name(reroutedBy.to)} by disaster ${disasterIds.reference(reroutedBy.disaster)}.`]
      : [];
  const down = recordDown(rehearsed ? practised(network) : network, it.hub, it.practice, now);
  return [
    ...(reroutedBy
      ? [
          `${disaster} ${disasterIds.reference(reroutedBy.disaster)}: moved from ${name(reroutedBy.from)} to ${name(reroutedBy.to)} until ${when(reroutedBy.until)} (${within(disasterTypeWords[reroutedBy.type])}). Its clock goes on.`,
          ...writersWords(it, network, now),
        ]
      : []),
    ...(down
      ? [
          `${disaster} ${disasterIds.reference(down.id)}: the record system is down until ${when(down.until)}. Advise the patient, but do not complete it: nothing can be written in the record.`,
        ]
      : []),
  ];
}

/** Where somebody who has it by a disaster cannot write in the practice's record: who there can, and what the others can do. */
function writersWords(it: EConsult, network: Network, now: Instant): readonly string[] {
  const { able, areOthers } = writersOf(network, it, now);
  // Where nobody can, it is stranded, which is said anyway.
  if (!areOthers || able.length === 0) return [];
  const names = shortened(
    able.map(({ name }) => plain(name)),
    writersNamedMax,
  );
  return [
    `${names} can write in the record of ${plain(organisationName(network, it.practice ?? it.hub))}. Others can advise the patient, but not complete it.`,
  ];
}
const writersNamedMax = 3;
