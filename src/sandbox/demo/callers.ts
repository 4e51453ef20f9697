// The sending system of the demo.
import { demoHub } from './people.ts';

/** In the shape that intake takes callers in; intake checks it. */
export interface DemoCaller {
  readonly id: string;
  readonly name: string;
  readonly hub: string;
  readonly practices: '*';
  readonly keys: { readonly id: string; readonly secret: string }[];
}

/**
 * May send for every practice; what is for an unknown one waits in the demo's hub. `secret` is made when the sandbox starts and is
 * nobody's outside this machine: at least 32 characters.
 */
export const demoCaller = (keyId: string, secret: string): DemoCaller => ({
  id: 'demo-sender',
  name: 'Demo online consultations',
  hub: demoHub,
  practices: '*',
  keys: [{ id: keyId, secret }],
});
