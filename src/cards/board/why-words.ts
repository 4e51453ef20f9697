// Why an organisation is not as usual, as the board says it.
import { disasterIds } from '../../domain/disaster/id.ts';
import type { Why } from '../../domain/network/not-as-usual.ts';
import { disasterTypeWords } from '../disaster-words.ts';
import { notLiveLine } from '../network/stage.ts';
import { changeWords, dateWords, spansWords } from '../network/words.ts';
import { kindWords, plain, when, within } from '../words.ts';

export function whyWords(it: Why): string {
  switch (it.why) {
    case 'disaster':
      return `${it.drill ? 'DRILL' : 'DISASTER'} ${disasterIds.reference(it.id)}: ${within(disasterTypeWords[it.type])} until ${when(it.until)}`;
    case 'holiday':
      return it.name === undefined ? 'closed for the holiday' : `closed for a bank holiday (${plain(it.name)})`;
    case 'shut':
      return `closed all day (${plain(it.reason)})`;
    case 'closesEarly':
      return `closes at ${it.closes} instead of ${it.usually} (${plain(it.reason)})`;
    case 'differentHours':
      return `open ${spansWords(it.open)} (${plain(it.reason)})`;
    case 'agreementNotBegun':
      return `sharing agreement begins ${dateWords(it.from)}; until then the hub may not work on these patients`;
    case 'agreementEnded':
      return `sharing agreement ended ${dateWords(it.until)}: the hub may not work on these patients`;
    case 'agreementEndsSoon':
      return `sharing agreement ends ${dateWords(it.until)}`;
    case 'notLive':
      return notLiveLine(it.step, it.next);
    case 'pathwayChanged':
      return `new pathway for ${within(kindWords[it.change.kind])} requests, ${changeWords(it.change)}`;
    case 'allocationReached':
      return `the hub has taken ${it.allocation} today, as many as agreed; further routine ones stay at the practice`;
    case 'noChannel':
      return 'no channel yet, so cards have nowhere to appear';
  }
}
