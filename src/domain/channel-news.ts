// What becomes of an organisation's channel in Teams, for those who must know.
import type { Instant, OrganisationId } from './terms.ts';

/** Why nothing can be shown in an organisation's channel, as Teams itself told us. */
export type ChannelLost = 'BotRemoved' | 'ChannelDeleted' | 'TeamArchived' | 'TeamDeleted';
/** Of an organisation's channel, which Teams does not let us write to while something waits for it; and that it does again. */
export type ChannelNews =
  | {
      readonly matter: 'unreached';
      readonly organisation: OrganisationId;
      readonly since: Instant;
      /** Teams said that it is closed, not only that it is busy. */
      readonly closed: boolean;
      /** It has not been given one yet. */
      readonly none?: true;
      /** By their ids: what somebody waits for. */
      readonly urgent: readonly string[];
      /** Messages of all kinds. */
      readonly waiting: number;
    }
  | { readonly matter: 'reachedAgain'; readonly organisation: OrganisationId; readonly since: Instant };
/** The same of an organisation's test channel: no patient waits for what is shown there, and its own channel may be well. */
export interface TestChannelNews {
  readonly matter: 'testUnreached';
  readonly organisation: OrganisationId;
  readonly since: Instant;
}
