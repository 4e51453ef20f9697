// What a sandbox that starts empty has: one team with a few channels, the same people, and a made-up list of practices to choose from.
import type { PersonId } from '../../domain/terms.ts';
import type { PersonSeed, TeamSeed } from '../roster.ts';
import { everybody, gareth, personIdOf } from './people.ts';

const channel = (last: string, name: string) => ({ id: `19:7c1e0f52d3b84a6e9f20a4b8c6d1e3f${last}@thread.tacv2`, name });
export const emptyTeam: TeamSeed = {
  name: 'A new eHub',
  groupId: '7c1e0f52-d3b8-4a6e-9f20-a4b8c6d1e3f0',
  channels: [
    channel('a', 'General'),
    channel('b', 'eHub'),
    channel('c', 'Saltern Quay'),
    channel('d', 'Kestrel Road'),
    channel('e', 'eHub test'),
  ],
  members: everybody.map(({ id }) => id),
  botAdded: true,
};

/** Nobody works anywhere yet, so their titles say no more than what they do. */
export const emptyPeople: readonly PersonSeed[] = everybody.map(({ id, name, title }) => ({ id, name, title: title.replace(/, .*$/, '') }));

/** Who may begin where the settings name nobody. */
export const firstLead = gareth;
export const firstLeads: readonly PersonId[] = [personIdOf(firstLead)];
export const beginWith = `No hub is set up yet. As ${firstLead.name}, write to eHub here: setup`;

/** Code, name, PCN, ICB and the day it closed. All made up; the codes belong to no practice. */
const practices: readonly (readonly [code: string, name: string, pcn: string, icb: string, closed?: string])[] = [
  ['A98101', 'SALTERN QUAY MEDICAL CENTRE', 'U98001', 'Q98'],
  ['B98202', 'KESTREL ROAD SURGERY', 'U98001', 'Q98'],
  ['C98303', 'TIDEWAY HEALTH CENTRE', 'U98001', 'Q98'],
  ['D98404', "FERRYMAN'S LANE PRACTICE", 'U98002', 'Q98'],
  ['E98505', 'LOW LIGHT SURGERY', 'U98002', 'Q98'],
  ['F98606', 'ROPEWALK MEDICAL PRACTICE', 'U98002', 'Q98'],
  ['G98707', 'SALTERN MARSH SURGERY', 'U98002', 'Q98', '20240331'],
  ['H98808', 'THE CHANDLERY HEALTH CENTRE', 'U98003', 'Q98'],
  ['J98909', 'NETLOFT SURGERY', 'U98003', 'Q98'],
  ['K98110', 'ST BRANNOC PRACTICE', 'U98003', 'Q98'],
  ['L98211', 'HAWSER STREET SURGERY', 'U98003', 'Q98', '20251130'],
  ['M98312', 'BALLAST HILL MEDICAL CENTRE', 'U98004', 'Q98'],
  ['N98413', 'WINDLASS ROAD SURGERY', 'U98004', 'Q98'],
  ['P98514', 'CAPSTAN HOUSE', 'U98004', 'Q98'],
  ['Y98615', 'KITTIWAKE PRIMARY CARE', 'U98004', 'Q98'],
  ['A98716', 'CURLEW WAY SURGERY', 'U98005', 'Q97'],
  ['B98817', 'DUNLIN HEALTH CENTRE', 'U98005', 'Q97'],
  ['C98918', 'AVOCET MEDICAL GROUP', 'U98005', 'Q97'],
  ['D98119', 'GREENSHANK SURGERY', 'U98005', 'Q97'],
  ['E98220', 'TURNSTONE PRACTICE', 'U98006', 'Q97'],
  ['F98321', 'SANDERLING HOUSE SURGERY', 'U98006', 'Q97', '20230930'],
  ['G98422', 'WHIMBREL ROAD PRACTICE', 'U98006', 'Q97'],
  ['H98523', 'OLD MALTINGS SURGERY', 'U98006', 'Q97'],
  ['J98624', 'MILL RACE MEDICAL CENTRE', 'U98007', 'Q97'],
  ['K98725', 'SLUICE GATE SURGERY', 'U98007', 'Q97'],
  ['L98826', 'WEIR VIEW PRACTICE', 'U98007', 'Q97'],
  ['M98927', 'TOWPATH HEALTH CENTRE', 'U98007', 'Q97'],
  ['N98128', 'LOCKKEEPERS SURGERY', 'U98008', 'Q97', '20260131'],
  ['P98229', 'NARROWBOAT LANE PRACTICE', 'U98008', 'Q97'],
  ['Y98330', 'ASHLAR COURT SURGERY', 'U98008', 'Q97'],
];
/** As the NHS writes its list, with the primary care network behind its 27 columns. */
export const practiceListCsv = practices
  .map(([code, name, pcn, icb, closed = '']) => {
    const row = [code, name, 'Y98', icb, '1 MADE UP ROAD', '', '', '', '', '', '19740401', closed, closed === '' ? 'ACTIVE' : 'INACTIVE'];
    return [...row, ...Array.from({ length: 27 - row.length }, () => ''), pcn].map((each) => JSON.stringify(each)).join(',');
  })
  .join('\r\n');
