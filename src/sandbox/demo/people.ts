// The people of the demo: made up, with their posts, so that the network's staff list and the local Teams agree on who is who.
import type { Clearance, Post } from '../../domain/network/state.ts';
import { type Capability, capabilities, type OdsCode, type PersonId } from '../../domain/terms.ts';

/** The Microsoft Entra tenant everybody is in; made up. */
export const demoTenantId = 'b4f36372-b8ba-402b-93e6-bd6371e2152c';

export const demoHub = 'HUB01';
/**
 * Shaped like ODS codes of practices and given to none when they were made up: a message about a real practice that is sent here
 * stays unplaced instead of landing in a made-up one.
 */
export const demoPractices = { salternQuay: 'A98101', kestrelRoad: 'B98202', tideway: 'C98303', ferrymansLane: 'D98404' } as const;
const { salternQuay, tideway, ferrymansLane } = demoPractices;
const cleared = (practices: readonly OdsCode[], able: readonly Capability[]): readonly Clearance[] =>
  practices.map((practice) => ({ practice, capabilities: able }));
/** Everything, everywhere. */
const everyPractice = cleared(Object.values(demoPractices), capabilities);
/** What an office does in a record: no prescribing. */
const office = cleared(Object.values(demoPractices), ['view', 'write', 'book']);

export interface DemoPerson {
  /** Entra object id. */
  readonly id: string;
  readonly name: string;
  /** In words, as shown beside the name in the local Teams. */
  readonly title: string;
  /** Empty for somebody who is in Teams and not on the staff list. */
  readonly posts: readonly Post[];
  readonly cleared: readonly Clearance[];
}

export const personIdOf = ({ id }: Pick<DemoPerson, 'id'>): PersonId => `${demoTenantId}.${id}`;

export const amara: DemoPerson = {
  id: '9aa1f4cb-4a05-4d78-a7b5-e3f938317932',
  name: 'Dr Amara Okafor',
  title: 'GP and duty clinician, Harbour eHub',
  // Whoever is asked first when something cannot wait; the others of the hub are on no such list.
  posts: [
    { role: 'clinician', at: demoHub },
    { role: 'dutyClinician', at: demoHub },
  ],
  cleared: everyPractice,
};
/** Not cleared for Kestrel Road, and no prescriber at Ferryman’s Lane, so that both refusals and who can help instead can be seen. */
export const tomasz: DemoPerson = {
  id: '822fdd4d-b78f-4438-bd46-a7ee4307c982',
  name: 'Tomasz Wieczorek',
  title: 'Advanced nurse practitioner, Harbour eHub (not cleared for Kestrel Road)',
  posts: [{ role: 'clinician', at: demoHub }],
  cleared: [...cleared([salternQuay, tideway], capabilities), ...cleared([ferrymansLane], ['view', 'write', 'book'])],
};
export const leila: DemoPerson = {
  id: 'fcd3e4ec-7cd2-49ce-8faa-df7fc76bda05',
  name: 'Dr Leila Haddad',
  title: 'Clinical lead, Harbour eHub',
  posts: [{ role: 'clinicalLead', at: demoHub }],
  cleared: everyPractice,
};
export const gareth: DemoPerson = {
  id: '2636c952-0b92-424b-bfba-42e76ac7ae79',
  name: 'Gareth Pritchard',
  title: 'Hub lead, Harbour eHub',
  posts: [{ role: 'hubLead', at: demoHub }],
  cleared: office,
};
export const meiLing: DemoPerson = {
  id: '58b9e1af-4d4e-420b-851b-cf0b1c2bdf1f',
  name: 'Mei-Ling Chua',
  title: 'Administrator, Harbour eHub',
  posts: [{ role: 'hubAdministrator', at: demoHub }],
  cleared: office,
};
export const siobhan: DemoPerson = {
  id: 'c32e9588-3d14-4178-8140-e8478b0b9c5c',
  name: 'Siobh\u00e1n Doyle',
  title: 'Practice administrator, Saltern Quay Medical Centre',
  posts: [{ role: 'practiceAdministrator', at: salternQuay }],
  cleared: [],
};
/** Without a clinician of its own, a practice could accept what needs one and then nobody there could take it. */
export const noor: DemoPerson = {
  id: '5d9a1c7e-62f3-4e0b-9b18-3c7f0a2e8d41',
  name: 'Dr Noor Velasquez',
  title: 'GP partner, Saltern Quay Medical Centre',
  posts: [{ role: 'practiceClinician', at: salternQuay }],
  cleared: [],
};
export const ravinder: DemoPerson = {
  id: '81846110-2504-4ee1-9cfa-d9d661e79b1f',
  name: 'Ravinder Gill',
  title: 'Practice administrator, Tideway Health Centre',
  posts: [{ role: 'practiceAdministrator', at: tideway }],
  cleared: [],
};
export const hannah: DemoPerson = {
  id: 'f92619f2-9d90-4b35-ad48-366a9eab3c99',
  name: 'Dr Hannah Lindqvist',
  title: 'GP partner, Ferryman\u2019s Lane Practice',
  posts: [{ role: 'practiceClinician', at: ferrymansLane }],
  cleared: [],
};
/** Sees the channels and may do nothing in them. */
export const owen: DemoPerson = {
  id: '43bba840-0ae8-40cc-9bd1-b206ac2845a9',
  name: 'Owen Baptiste',
  title: 'IT contractor (not on the staff list)',
  posts: [],
  cleared: [],
};

/** Everybody, in the order the local Teams offers them; the first is who a new window is. */
export const everybody: readonly DemoPerson[] = [amara, tomasz, leila, gareth, meiLing, siobhan, noor, ravinder, hannah, owen];
