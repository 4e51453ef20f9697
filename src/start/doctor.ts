// Puts the doctor together: what looks at each link, and what judges it.
import { type LookDeps, look } from '../app/doctor/look.ts';
import type { NetworkSource } from '../app/network/network.ts';
import type { Directory, Store } from '../app/ports.ts';
import type { Finding } from '../domain/doctor/finding.ts';
import { judge } from '../domain/doctor/judge.ts';
import { placeholdersIn } from '../domain/doctor/placeholders.ts';
import type { ProofSeen, SettingsSeen } from '../domain/doctor/seen.ts';
import type { HubId } from '../domain/terms.ts';
import { createBeats } from '../storage/beats.ts';
import type { Engine } from '../storage/engine.ts';
import { createHeard } from '../storage/last-activity.ts';
import { tryStore } from '../storage/self-test.ts';
import { askToken, clockAheadMs } from '../teams/token.ts';
import { appIdOf, type Trust } from '../teams/trust.ts';

export interface DoctorParts {
  readonly engine: Engine;
  readonly tablePrefix: string;
  /** Absent: the sandbox's own Teams, which is not running now. */
  readonly trust: Trust | undefined;
  readonly tenants: readonly string[];
  readonly machineMs: () => number;
  readonly newId: () => string;
  readonly store: Store;
  /** Whether a patient's contacts are linked; absent: whoever asks does not know. */
  readonly isLinking?: boolean;
  readonly network: Pick<NetworkSource, 'current'>;
  readonly directory: Pick<Directory, 'conversation'>;
  /** As far as whoever asks knows them; absent: those of the trust. */
  readonly settings?: SettingsSeen;
}

/** One finding for each link; of the hubs only of these, of all where none are named. Does not throw. */
export type Examine = (hubs?: readonly HubId[]) => Promise<readonly Finding[]>;

export function createDoctor(parts: DoctorParts): Examine {
  const { engine, tablePrefix, trust = { kind: 'anonymous' }, machineMs } = parts;
  const now = (): string => new Date(machineMs()).toISOString();
  const ids = { MicrosoftAppId: appIdOf(trust), ...(trust.kind === 'cloud' ? { MicrosoftAppTenantId: trust.tenantId } : {}) };
  const deps = (hubs: readonly HubId[] | undefined): LookDeps => ({
    ...{ store: parts.store, network: parts.network, directory: parts.directory, now },
    settings: parts.settings ?? {
      kind: 'read',
      placeholders: placeholdersIn(ids),
      ...(parts.isLinking === undefined ? {} : { isLinking: parts.isLinking }),
    },
    ours: { appId: appIdOf(trust), tenants: parts.tenants, ...(trust.kind === 'cloud' ? { tenantId: trust.tenantId } : {}) },
    proof: proofOf(trust),
    tryStore: async () => tryStore(engine, tablePrefix, hubs ?? (await hubsOf(parts)), parts.newId()),
    askToken: () => askToken(trust),
    clockAheadMs: () => clockAheadMs(trust, machineMs),
    heard: createHeard(engine, tablePrefix),
    beats: createBeats(engine, tablePrefix, now),
  });
  return async (hubs) => judge(await look(deps(hubs), hubs));
}

/** All there are; none where the store does not tell, which the try of it says by itself. */
const hubsOf = ({ network }: DoctorParts): Promise<readonly HubId[]> =>
  network.current().then(
    ({ hubs }) => Object.keys(hubs),
    () => [],
  );

function proofOf(trust: Trust): ProofSeen {
  if (trust.kind !== 'cloud') return { kind: 'nothingEnds' };
  if (trust.appType === 'Certificate') return { kind: 'certificate', endsAt: trust.certificate.endsAt };
  return trust.appType === 'SingleTenant' ? { kind: 'secret' } : { kind: 'nothingEnds' };
}
