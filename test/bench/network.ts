// What a network of forty hubs costs: to start with, to press in, and to see that nothing has changed in it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { networkAgeMaxMs, networkSource } from '../../src/app/network/network.ts';
import { counted } from '../../src/storage/counted.ts';
import { createStore } from '../../src/storage/store.ts';
import { hubIdOf, largest, networkOf, personIdOf } from '../network-of-size.ts';
import { startStage } from './doors.ts';
import { type AzuriteChild, fail, holidays, startsAt } from './ground.ts';
import { type Line, verdict } from './measure.ts';
import { memoryMb, type Started, startProgram, teamsSettings } from './starting.ts';

const budgetMs = 6_000;
const budgetMb = 400;
const pressBytesMax = 10_240;
const noticingBytesMax = 1_024;

const size = `${largest.hubs} hubs x ${largest.practices} practices x ${largest.staff} staff`;
const bare = { floor: '', ratio: '', operations: '' };

/** The first start writes the network, the second finds it there. */
export async function networkOfSize(azurite: AzuriteChild): Promise<Line[]> {
  const folder = mkdtempSync(join(tmpdir(), 'ehub-bench-'));
  const settings = teamsSettings(folder, azurite.connectionString, 'forty', networkOf(largest));
  const lines: Line[] = [];
  for (const what of ['first, writing it', 'later']) {
    const started = await startProgram(settings);
    lines.push(startLine(what, started));
    await started.stop();
  }
  rmSync(folder, { recursive: true, force: true });
  return [...lines, ...(await pressAndNotice(azurite)), await audited(azurite)];
}

/** One pass of the auditor over all hubs, none of which has anything open. */
async function audited(azurite: AzuriteChild): Promise<Line> {
  const on = await startStage(await azurite.engine(), networkOf(largest), []);
  on.take();
  const fromMs = performance.now();
  await on.product.auditNow();
  const tookMs = performance.now() - fromMs;
  const asked = on.take();
  await on.stop();
  return {
    ...bare,
    what: 'network: one audit of all hubs',
    on: `Azurite, ${size}, nothing open`,
    figure: `${tookMs.toFixed(0)} ms`,
    operations: `${asked.rangeReads} range, ${asked.pointReads} point, ${asked.transactions} transactions`,
    budget: '',
    verdict: '',
  };
}

function startLine(what: string, { child, tookMs, processorMs }: Started): Line {
  const [mb, peak] = [memoryMb(child, 'VmRSS') ?? Number.NaN, memoryMb(child, 'VmHWM') ?? Number.NaN];
  return {
    ...bare,
    what: `network, start to ready: ${what}`,
    on: `Azurite, ${size}`,
    figure: `${tookMs.toFixed(0)} ms, ${(processorMs ?? Number.NaN).toFixed(0)} ms of processor; ${mb.toFixed(0)} MB, ${peak.toFixed(0)} MB at most`,
    budget: `<= ${budgetMs} ms, <= ${budgetMb} MB`,
    verdict: verdict(tookMs <= budgetMs && peak <= budgetMb),
  };
}

async function pressAndNotice(azurite: AzuriteChild): Promise<Line[]> {
  const counting = counted(await azurite.engine());
  const store = createStore(counting, { prefix: 'forty', writer: 'bench', missing: () => fail('a row was missing') });
  let ms = 0;
  const source = networkSource(
    { store, nudge: () => {} },
    () => holidays,
    () => ms,
  );
  const present = Math.floor(largest.staff / 3);
  const press = (person: number) => {
    const by = { kind: 'person', id: personIdOf(2, person), name: '' } as const;
    const organisation = hubIdOf(2);
    return source.change({ type: 'goOnShift', operation: `bench-shift-${person}`, at: startsAt, by, organisation });
  };
  const atHub = Array.from({ length: largest.staff }, (_, person) => person).filter((person) => person <= 2 || person % 10 !== 0);
  for (const person of atHub.slice(0, present)) await press(person);
  counting.take();
  const last = await press(atHub[present] ?? 0);
  if (last.kind === 'refused') fail(`refused: ${last.refusal.why}`);
  const pressed = counting.take();
  ms += networkAgeMaxMs;
  await source.current();
  const noticed = counting.take();
  const [bytes, calls] = [noticed.bytesRead / largest.hubs, noticed.rangeReads + noticed.pointReads];
  return [
    {
      ...bare,
      what: 'network: a shift press',
      on: `Azurite, ${size}, ${present} on shift`,
      figure: `${pressed.bytesWritten} bytes written, ${pressed.bytesRead} read`,
      operations: `${pressed.rangeReads} range, ${pressed.pointReads} point, ${pressed.transactions} transaction of ${pressed.rowsWritten}`,
      budget: `<= ${pressBytesMax} bytes written`,
      verdict: verdict(pressed.bytesWritten <= pressBytesMax),
    },
    {
      ...bare,
      what: 'network: seeing that nothing has changed',
      on: `Azurite, ${size}`,
      figure: `${bytes.toFixed(0)} bytes read a hub`,
      operations: `${calls} reads for ${largest.hubs} hubs`,
      budget: `<= ${noticingBytesMax} bytes a hub`,
      verdict: verdict(bytes <= noticingBytesMax),
    },
  ];
}
