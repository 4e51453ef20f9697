// The settings of the tab in Teams: both or neither, and in the form in which Entra, the manifest and the page must say them.
import { own } from '../domain/lookup.ts';
import type { TabSettings } from '../tab/settings.ts';

export const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Labels of small letters, digits and hyphens, at least two. Telephones find no page at a host with capitals. */
const hostForm = /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;
export const hostRule = 'a host alone, in small letters, such as ehub.example.nhs.uk: no https://, port or path';
export const isHostName = (text: string): boolean => hostForm.test(text);

/** `undefined`: neither is set, so there is no tab. */
export function tabOf(env: Readonly<Record<string, string | undefined>>, faults: string[]): TabSettings | undefined {
  const appId = own(env, 'EHUB_TAB_APP_ID');
  const hostName = own(env, 'EHUB_HOST_NAME');
  if (hostName !== undefined && !isHostName(hostName)) faults.push(`EHUB_HOST_NAME is ${JSON.stringify(hostName)}: it is ${hostRule}`);
  if (appId === undefined) return undefined;
  if (!guid.test(appId)) faults.push('EHUB_TAB_APP_ID is no GUID: the application (client) id of the tab\u2019s Entra application');
  if (hostName === undefined) faults.push(`EHUB_HOST_NAME is missing: the tab is opened there. It is ${hostRule}`);
  return { appId: appId.toLowerCase(), hostName: hostName ?? '' };
}
