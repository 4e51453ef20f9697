// Cards and forms about disasters as they are drawn, in every state and for both sides.
import { drawDisaster, drawPreview } from '../../../src/cards/disaster/card.ts';
import {
  drawAloneForm,
  drawEndForm,
  drawExtendForm,
  drawPlanForm,
  drawProposeForm,
  endsOffered,
} from '../../../src/cards/disaster/forms.ts';
import { drawDisasterHistory } from '../../../src/cards/disaster/history.ts';
import { drawReport } from '../../../src/cards/disaster/report.ts';
import { previewLines } from '../../../src/cards/disaster/words.ts';
import type { Card, TemplateName } from '../../../src/cards/templates.ts';
import type { Receiver } from '../../../src/domain/disaster/receivers.ts';
import type { Moved } from '../../../src/domain/disaster/report.ts';
import type { Disaster } from '../../../src/domain/disaster/state.ts';
import { closed, each, ended, id, looked, plan, preview, proposed, started } from '../../domain/disaster/given.ts';
import { later } from '../../given.ts';
import { larkfield, millbrook, network, north } from '../../people.ts';

const placed: Receiver = { organisation: larkfield, cleared: 'all', isOpen: true, isClosed: false, onShift: 2, minutesWaiting: 40 };
const full: Receiver = { organisation: north, cleared: 'some', isOpen: false, isClosed: false, onShift: 0, minutesWaiting: 0 };
const now = later(45);
const card = (it: Disaster, at = north, notice = ''): Card =>
  drawDisaster(it, { network, at, now, ...(notice === '' ? {} : { notice }) }).card;
const lines = previewLines(plan, preview, network);
const rest = JSON.stringify({ type: 'practiceDown', drill: false, place: millbrook, reason: plan.reason });
const moved: readonly Moved[] = [
  { id: 'AAAAAA', from: millbrook, to: north, at: later(5), fate: 'open' },
  { id: 'CCCCCC', from: millbrook, to: north, at: later(5), fate: 'done', fateAt: later(30) },
  { id: 'DDDDDD', from: millbrook, to: north, at: later(6), fate: 'back', fateAt: later(100) },
  { id: 'EEEEEE', from: larkfield, to: north, at: later(6), fate: 'open' },
];
const events = [proposed, started, looked, ended, closed].map((event) => ({ at: event.at, event }));

export const disasterCards: readonly { readonly template: TemplateName; readonly variant: string; readonly draw: () => Card }[] = [
  { template: 'disaster', variant: '', draw: () => card(each.running) },
  { template: 'disaster', variant: 'proposed', draw: () => card(each.proposed) },
  {
    template: 'disaster',
    variant: 'pressed',
    draw: () => card(each.proposed, north, 'You proposed it, so a second lead must confirm it.'),
  },
  { template: 'disaster', variant: 'lapsed', draw: () => card(each.lapsed) },
  { template: 'disaster', variant: 'refused', draw: () => card(each.refused) },
  { template: 'disaster', variant: 'atPractice', draw: () => card(each.running, millbrook) },
  { template: 'disaster', variant: 'alone', draw: () => card(each.alone) },
  { template: 'disaster', variant: 'drill', draw: () => card(each.drill) },
  { template: 'disaster', variant: 'ending', draw: () => card(each.ending) },
  { template: 'disaster', variant: 'over', draw: () => card(each.over) },
  { template: 'disaster', variant: 'preview', draw: () => drawPreview(plan, preview, network, { hub: north, rest, others: [placed] }) },
  { template: 'disaster', variant: 'agreed', draw: () => card(each.agreed) },
  { template: 'disaster', variant: 'drillOver', draw: () => card(each.drillOver) },
  { template: 'disaster', variant: 'cannotStart', draw: () => card(each.cannotStart) },
  { template: 'form', variant: 'disaster', draw: () => drawPlanForm({ network, hub: north, receivers: [placed, full], now }) },
  { template: 'form', variant: 'disasterPreview', draw: () => drawProposeForm(north, { lines, rest, alone: false }) },
  { template: 'form', variant: 'disasterAlone', draw: () => drawAloneForm(north, id, lines) },
  {
    template: 'form',
    variant: 'disasterExtend',
    draw: () => drawExtendForm(north, id, { until: later(245), choices: endsOffered(later(245), later(5), now) }),
  },
  { template: 'form', variant: 'disasterEnd', draw: () => drawEndForm(north, id) },
  { template: 'list', variant: 'disasterHistory', draw: () => drawDisasterHistory(each.over, events, network) },
  { template: 'list', variant: 'disasterReport', draw: () => drawReport(each.over, moved, { network, at: north }) },
  { template: 'list', variant: 'disasterReportAtPractice', draw: () => drawReport(each.over, moved, { network, at: larkfield }) },
];
