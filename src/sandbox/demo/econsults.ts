// The demo's eConsults, ready to send: twenty in our own JSON, and one of them again as a FHIR Bundle.
import type { Instant } from '../../domain/terms.ts';
import { awkwardSamples } from './awkward.ts';
import { type EConsultBody, type Sample, whenFrom } from './body.ts';
import { asBundle } from './bundle.ts';
import { clinicalSamples } from './clinical.ts';
import { needsSamples } from './needs.ts';
import { paperworkSamples } from './paperwork.ts';
import { pressingSamples } from './pressing.ts';

export interface DemoEConsult {
  readonly name: string;
  /** For the list in the sandbox. */
  readonly title: string;
  /** One line: what it shows. */
  readonly about: string;
  readonly mediaType: 'application/json' | 'application/fhir+json';
  readonly body: object;
}

const samples: readonly Sample[] = [...clinicalSamples, ...pressingSamples, ...paperworkSamples, ...needsSamples, ...awkwardSamples];

/** Which one is also there as FHIR. */
const inFhir = 'heavy-periods';

/**
 * All samples as sent at `now`. `nonce` (letters, digits, hyphens and full stops, 40 at most; a UUID does) makes their ids: another
 * nonce makes other eConsults of the same words, the same nonce and the same `now` a second delivery of the same ones.
 */
export function demoEConsults(now: Instant, nonce: string): readonly DemoEConsult[] {
  if (!/^[A-Za-z0-9.-]{1,40}$/.test(nonce)) throw new RangeError('A nonce is 1 to 40 letters, digits, hyphens and full stops.');
  const when = whenFrom(now);
  return samples.flatMap((sample): DemoEConsult[] => {
    const { name, title, about } = sample;
    const body: EConsultBody = { id: `${name}.${nonce}`, submittedAt: when.ago(sample.minutesAgo), ...sample.write(when) };
    const ours: DemoEConsult = { name, title, about, mediaType: 'application/json', body };
    if (name !== inFhir) return [ours];
    const bundle = asBundle(body, `fhir.${body.id}`, name);
    const fhir: DemoEConsult = {
      name: `${name}-fhir`,
      title: `${title}, as FHIR`,
      about: 'The same words as a FHIR R4 Bundle, as other products send them.',
      mediaType: 'application/fhir+json',
      body: bundle,
    };
    return [ours, fhir];
  });
}
