import type { CallReport, TransportHooks } from '@cloudstack-graph/client';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Services } from '../context.ts';

/** Everything that /metrics tells. One registry a gateway, so that two in a process (tests) do not meet. */
export interface Metrics {
  readonly registry: Registry;
  /** Counts calls to CloudStack; given to the transport. */
  readonly transportHooks: TransportHooks;
  /** One operation of the graph, as it ended. */
  operationDone(kind: string, outcome: string, seconds: number): void;
  /** A delivery to the webhook's address, as it was taken: `accepted`, `forged`, `replayed`, `flooded`, … */
  deliveryCame(verdict: string): void;
  /** Gauges of what the gateway holds, read when they are asked for. */
  observe(services: Services): void;
}

const NAME = 'cloudstack_graph';

/** Makes the metrics of one gateway. */
export function createMetrics(options: { process?: boolean } = {}): Metrics {
  const registry = new Registry();
  if (options.process) collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const operations = new Histogram({
    name: `${NAME}_operation_seconds`,
    help: 'Operations of the graph, by kind (query, mutation, subscription) and outcome (ok or the code of the first error).',
    labelNames: ['kind', 'outcome'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers,
  });
  const calls = new Counter({
    name: `${NAME}_upstream_calls_total`,
    help: 'Calls to CloudStack, each attempt, by command and outcome (ok or the family of the error).',
    labelNames: ['command', 'outcome'],
    registers,
  });
  const durations = new Histogram({
    name: `${NAME}_upstream_seconds`,
    help: 'Calls to CloudStack from sending to the decoded answer, by class of command.',
    labelNames: ['class'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15, 30],
    registers,
  });
  const waits = new Histogram({
    name: `${NAME}_upstream_queue_seconds`,
    help: 'How long calls waited for their turn before they were sent.',
    buckets: [0.001, 0.01, 0.05, 0.1, 0.5, 1, 5, 30],
    registers,
  });
  const bytes = new Counter({ name: `${NAME}_upstream_bytes_total`, help: "Bytes of CloudStack's answers.", registers });
  const deliveries = new Counter({
    name: `${NAME}_webhook_deliveries_total`,
    help: 'Deliveries to the webhook address, by how they were taken; only accepted ones have any effect.',
    labelNames: ['verdict'],
    registers,
  });
  return {
    registry,
    transportHooks: {
      onCall(report: CallReport) {
        calls.inc({ command: report.command, outcome: report.outcome });
        durations.observe({ class: report.commandClass }, report.durationMs / 1000);
        waits.observe(report.queuedMs / 1000);
        bytes.inc(report.bytes);
      },
    },
    deliveryCame: (verdict) => deliveries.inc({ verdict }),
    operationDone: (kind, outcome, seconds) => operations.observe({ kind, outcome }, seconds),
    observe: (services) => observe(services, registry),
  };
}

function observe({ signIns, cache, reads, live, indexes }: Services, registry: Registry): void {
  const gauge = (name: string, help: string, read: () => number) =>
    new Gauge({
      name: `${NAME}_${name}`,
      help,
      registers: [registry],
      collect() {
        this.set(read());
      },
    });
  gauge('sessions', 'Portal sessions in the memory of this process.', () => signIns.sessionCount ?? 0);
  gauge('cache_entries', 'Entries of the shared cache.', () => cache.stats().entries);
  gauge('cache_bytes', 'Estimated bytes of the shared cache.', () => cache.stats().bytes);
  gauge('cache_hits', 'Reads that the shared cache answered.', () => cache.stats().hits);
  gauge('cache_misses', 'Reads that it did not.', () => cache.stats().misses);
  gauge('reads_in_flight', 'Distinct reads from CloudStack under way.', () => reads.size);
  gauge('subscriptions', 'Open subscriptions.', () => live.watchers);
  gauge('hints', 'Whether something tells of all that happens in the cloud (1), so that clocks may be slow.', () =>
    live.hints.available ? 1 : 0,
  );
  gauge('failing_cohorts', 'Users whose last poll failed.', () => [...live.cohorts.values()].filter(({ failures }) => failures > 0).length);
  gauge('index_identities', 'Users whose lists are kept whole.', () => indexes.stats().identities);
  gauge('index_rows', 'Rows that the live indexes hold.', () => indexes.stats().rows);
  gauge('index_bytes', 'About how much memory the live indexes take.', () => indexes.stats().bytes);
  gauge('cohorts', 'CloudStack users that are polled for.', () => live.cohorts.size);
}
