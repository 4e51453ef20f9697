// What the doctor found as a card: a row for each link, with its verdict as a word.
import type { Finding } from '../../domain/doctor/finding.ts';
import { type Network, organisationName } from '../../domain/network/state.ts';
import { drawList } from '../list.ts';
import type { Card } from '../templates.ts';
import { plain, shortened } from '../words.ts';
import { lineOf, summaryOf } from './words.ts';
import type { Writing } from './writing.ts';

/** Names in one sentence: what is beyond them is counted. */
const namesMax = 8;

export function drawDoctor(findings: readonly Finding[], network: Network): Card {
  const writing: Writing = {
    text: plain,
    organisations: (ids) =>
      shortened(
        ids.map((id) => plain(organisationName(network, id))),
        namesMax,
      ),
  };
  const rows = findings.map((finding) => {
    const { name, word, words } = lineOf(finding, writing);
    return { first: `${word}: ${name}`, second: words };
  });
  return drawList('Doctor', summaryOf(findings), rows);
}
