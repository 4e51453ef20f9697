// The one person Microsoft's playground acts as, given a place on the demo's staff list so that everything can be pressed there.
import type { StaffMember } from '../../domain/network/state.ts';
import { capabilities } from '../../domain/terms.ts';
import { demoHub, demoPractices } from './people.ts';

/** Tenant and object id as the playground's own default settings have them. */
export const playgroundPerson: StaffMember = {
  id: '00000000-0000-0000-0000-0000000000001.00000000-0000-0000-0000-0000000000020',
  name: 'Alex Wilber',
  posts: [
    { role: 'hubLead', at: demoHub },
    { role: 'clinician', at: demoHub },
  ],
  cleared: Object.values(demoPractices).map((practice) => ({ practice, capabilities })),
};
