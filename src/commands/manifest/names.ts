// Names and descriptions as the service wants them beyond their lengths: in every language alike.
import type { Manifest } from './shape.ts';

/** Names that Microsoft keeps for itself. */
const reserved = /^(?:microsoft(?: \w+)?|ms teams|teams|office(?: 365)?|outlook|sharepoint|onedrive|planner|viva)$/i;

export function nameFaults(file: string, { name, description }: Pick<Manifest, 'name' | 'description'>): readonly string[] {
  const said = (text: string): string => text.trim().toLowerCase();
  return [
    ...(reserved.test(name.short.trim())
      ? [`${file}: name.short is ${JSON.stringify(name.short)}, a name that Microsoft keeps for itself`]
      : []),
    ...(said(name.short) === said(name.full) ? [`${file}: name.full says the same as name.short`] : []),
    ...(said(description.full).includes(said(description.short))
      ? [`${file}: description.full repeats description.short: Teams shows the one under the other`]
      : []),
  ];
}
