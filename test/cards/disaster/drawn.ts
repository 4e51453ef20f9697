// Cards and forms about disasters as they are drawn, in every state and for both sides.
import { drawDisaster, drawPreview } from '../../../src/cards/disaster/card.ts';
import { drawCheckedIn, drawCheckInForm, unusablePaper } from '../../../src/cards/disaster/check-in.ts';
import {
  drawAloneForm,
  drawEndForm,
  drawExtendForm,
  drawPlanForm,
  drawProposeForm,
  endsOffered,
} from '../../../src/cards/disaster/forms.ts';
import { drawDisasterHistory } from '../../../src/cards/disaster/history.ts';
import { drawReport, drawSignForm } from '../../../src/cards/disaster/report.ts';
import { previewLines } from '../../../src/cards/disaster/words.ts';
import type { Card, TemplateName } from '../../../src/cards/templates.ts';
import type { Differs, PaperDone, PaperEntry } from '../../../src/domain/disaster/check-in.ts';
import type { Receiver } from '../../../src/domain/disaster/receivers.ts';
import type { Moved } from '../../../src/domain/disaster/report.ts';
import type { Disaster } from '../../../src/domain/disaster/state.ts';
import { personOf } from '../../../src/domain/terms.ts';
import { closed, disasterAfter, each, ended, id, looked, plan, preview, proposed, started } from '../../domain/disaster/given.ts';
import { later } from '../../given.ts';
import { amara, bram, dalia, larkfield, millbrook, network, north } from '../../people.ts';

const placed: Receiver = { organisation: larkfield, cleared: 'all', isOpen: true, isClosed: false, onShift: 2, minutesWaiting: 40 };
const full: Receiver = { organisation: north, cleared: 'some', isOpen: false, isClosed: false, onShift: 0, minutesWaiting: 0 };
const now = later(45);
const card = (it: Disaster, at = north, notice = ''): Card =>
  drawDisaster(it, { network, at, now, ...(notice === '' ? {} : { notice }) }).card;
const lines = previewLines(plan, preview, network);
const rest = JSON.stringify({ type: 'practiceDown', drill: false, place: millbrook, reason: plan.reason });
const moved: readonly Moved[] = [
  { id: 'AAAAAA', from: millbrook, to: north, at: later(5), fate: 'open' },
  { id: 'CCCCCC', from: millbrook, to: north, at: later(5), fate: 'done', fateAt: later(30), late: true },
  { id: 'DDDDDD', from: millbrook, to: north, at: later(6), fate: 'back', fateAt: later(100) },
  { id: 'EEEEEE', from: larkfield, to: north, at: later(6), fate: 'open' },
];
const signed = disasterAfter(proposed, started, looked, ended, closed, {
  ...{ type: 'DisasterSigned', at: later(210), by: personOf(dalia), organisation: north },
});
const entry = (id: string, done: PaperDone, line: number): PaperEntry => ({ line, id, done, by: personOf(amara), at: later(20) });
const answered: PaperDone = { what: 'completed', outcome: 'answered', told: 'message' };
const lines6: readonly { readonly entry: PaperEntry; readonly came: 'entered' | 'agrees' | Differs }[] = [
  { entry: entry('AAAAAA', answered, 2), came: 'entered' },
  { entry: entry('CCCCCC', { what: 'claimed' }, 3), came: 'agrees' },
  { entry: entry('DDDDDD', { what: 'claimed' }, 4), came: { why: 'claimedByOther', by: personOf(bram), at: later(30) } },
  { entry: entry('EEEEEE', answered, 5), came: { why: 'completedOtherwise', by: personOf(bram), at: later(30), outcome: 'prescribed' } },
  { entry: entry('FFFFFF', answered, 6), came: { why: 'offered', to: larkfield, at: later(30) } },
  { entry: entry('GGGGGG', { what: 'passed' }, 7), came: { why: 'passedOnPaper' } },
  { entry: entry('HHHHHH', answered, 8), came: { why: 'unknown' } },
  { entry: entry('JJJJJJ', answered, 9), came: { why: 'refused', refusal: { why: 'paperTimeWrong', since: later(30) } } },
  {
    entry: entry('KKKKKK', answered, 10),
    came: { why: 'refused', refusal: { why: 'notCleared', practice: larkfield, ask: [personOf(dalia)] } },
  },
];
const trouble = disasterAfter({ ...proposed, plan: { ...plan, type: 'teamsTrouble', closed: [], routes: {} } }, started, ended, {
  type: 'PaperCheckedIn',
  at: later(110),
  by: personOf(dalia),
  entered: ['AAAAAA'],
  agrees: ['CCCCCC'],
  differs: ['DDDDDD', 'EEEEEE'],
});
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
  { template: 'disaster', variant: 'signed', draw: () => card(signed) },
  { template: 'disaster', variant: 'paper', draw: () => card(trouble) },
  { template: 'form', variant: 'disasterSign', draw: () => drawSignForm(each.over, moved, { network, at: north }) },
  { template: 'form', variant: 'disasterCheckIn', draw: () => drawCheckInForm(trouble) },
  {
    template: 'form',
    variant: 'disasterCheckInFaults',
    draw: () =>
      drawCheckInForm(trouble, ['line 3: \u201csoon\u201d is no time; write it as 10:15'], unusablePaper, { paper: 'Reference,Done' }),
  },
  { template: 'list', variant: 'disasterCheckedIn', draw: () => drawCheckedIn(lines6, network, now) },
  { template: 'form', variant: 'disasterPreview', draw: () => drawProposeForm(north, { lines, rest, alone: false }) },
  { template: 'form', variant: 'disasterAlone', draw: () => drawAloneForm(north, id, lines) },
  {
    template: 'form',
    variant: 'disasterExtend',
    draw: () => drawExtendForm(north, id, { until: later(245), choices: endsOffered(later(245), later(5), now) }),
  },
  { template: 'form', variant: 'disasterEnd', draw: () => drawEndForm(each.running) },
  { template: 'form', variant: 'drillEnd', draw: () => drawEndForm(each.drill) },
  { template: 'disaster', variant: 'drillProposed', draw: () => card(each.drillProposed) },
  { template: 'list', variant: 'disasterHistory', draw: () => drawDisasterHistory(each.over, events, network) },
  { template: 'list', variant: 'disasterReport', draw: () => drawReport(each.over, moved, { network, at: north }) },
  { template: 'list', variant: 'disasterReportAtPractice', draw: () => drawReport(each.over, moved, { network, at: larkfield }) },
];
