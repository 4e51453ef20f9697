// What the tab must know of itself: its Entra application, and the host that Teams opens it at.

export interface TabSettings {
  /** The Entra application of the tab, in small letters: what its people's tokens are made out to. */
  readonly appId: string;
  /** Where Teams opens the page, such as `ehub.example.nhs.uk`: no `https://`, no path. */
  readonly hostName: string;
}

/** What Entra, the manifest and the page must all say: Teams gives a token only where the three agree. */
export const applicationIdUri = ({ appId, hostName }: TabSettings): string => `api://${hostName}/${appId}`;
