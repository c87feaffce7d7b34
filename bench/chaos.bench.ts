// Two minutes of everything that can go wrong, for 200 subscribers on three replicas and a real Redis.
// Arguments: seconds (120), subscribers (200).
import { chaos } from '../e2e/chaos/chaos.ts';

export default async function chaosBench(args: readonly string[]): Promise<void> {
  const [seconds = 120, subscribers = 200] = args.map(Number);
  const report = await chaos({ seconds, subscribers, replicas: 3, outage: 10, say: console.log });
  const { delay, ...counts } = report;
  console.table({ ...counts, 'delay p50, ms': delay.p50, 'delay p99, ms': delay.p99, 'worst delay, ms': delay.worst });
  if (report.lost + report.foreign + report.outOfOrder > 0) process.exitCode = 1;
}
