// What a repair works with.
import type { HandleDeps } from '../handle.ts';
import type { NetworkSource } from '../network/network.ts';

export interface RepairDeps extends HandleDeps {
  readonly network: NetworkSource;
}
