// Counters and gauges for Prometheus: how much, how fast, how old; labels are outcomes, never ids or names.
import { Counter, Gauge, Histogram, Registry } from 'prom-client';

export type Metrics = ReturnType<typeof createMetrics>;

export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
  return {
    registry,
    received: new Counter({
      name: 'ehub_submissions_total',
      help: 'Submissions by what became of them.',
      labelNames: ['outcome'],
      registers,
    }),
    turns: new Histogram({ name: 'ehub_turn_seconds', help: 'Time to answer Teams.', labelNames: ['name'], buckets: seconds, registers }),
    turnedAway: new Counter({ name: 'ehub_turned_away_total', help: 'Activities refused at the door.', labelNames: ['why'], registers }),
    broken: new Counter({ name: 'ehub_errors_total', help: 'Errors of ours.', labelNames: ['where'], registers }),
    sends: new Counter({ name: 'ehub_sends_total', help: 'Messages sent to Teams.', labelNames: ['how'], registers }),
    sendTrouble: new Counter({ name: 'ehub_send_trouble_total', help: 'Sends that did not succeed.', labelNames: ['kind'], registers }),
    throttled: new Counter({ name: 'ehub_throttled_total', help: 'Times Teams said 429, too many requests.', registers }),
    storeRefused: new Counter({
      name: 'ehub_store_refused_total',
      help: 'Times the store said 403: a role, a key or a firewall.',
      registers,
    }),
    serverErrors: new Counter({ name: 'ehub_server_errors_total', help: 'Answers of 500 and above, those of health left out.', registers }),
    waited: new Histogram({
      name: 'ehub_outbox_wait_seconds',
      help: 'From a decision to its message in Teams.',
      buckets: [0.1, 0.25, 0.5, 1, 2, 5, 10, 30, 60, 300, 1800, 3600],
      registers,
    }),
    loopAge: new Gauge({ name: 'ehub_loop_age_seconds', help: 'Since a loop last came round well.', labelNames: ['loop'], registers }),
    sweepLag: new Gauge({
      name: 'ehub_sweep_lag_seconds',
      help: 'How overdue the oldest thing was that the last sweep looked at.',
      labelNames: ['hub'],
      registers,
    }),
    heartbeat: new Gauge({
      name: 'ehub_heartbeat_seconds',
      help: 'Unix time of the last pass of the auditor that found every hub in order.',
      registers,
    }),
    auditFindings: new Gauge({
      name: 'ehub_audit_findings',
      help: 'What the last pass of the auditor found wrong, whether it could put it right or not.',
      labelNames: ['kind'],
      registers,
    }),
    auditRepairs: new Counter({
      name: 'ehub_audit_repairs_total',
      help: 'What the auditor has put right.',
      labelNames: ['kind'],
      registers,
    }),
    well: new Gauge({ name: 'ehub_well', help: '1 where all is well, as /wellz says.', labelNames: ['check'], registers }),
    buried: new Gauge({ name: 'ehub_buried', help: 'Messages Teams refused for good.', registers }),
    suspended: new Gauge({ name: 'ehub_suspended_conversations', help: 'Conversations that cannot be written to.', registers }),
  };
}
