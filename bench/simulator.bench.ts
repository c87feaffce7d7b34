// How the simulator carries a large cloud: start, memory, a page of 20, and the recorded cost model.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { CloudStackClient, createTransport } from '../packages/cloudstack-client/src/index.ts';

const main = join(import.meta.dirname, '../packages/simulator/src/main.ts');

const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function measure(vms: number, latency: 'none' | 'measured'): Promise<Record<string, string | number>> {
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const begun = performance.now();
  const child = spawn(
    process.execPath,
    [main, '--port', String(port), '--vms', String(vms), '--volumes', String(Math.round(vms * 1.5)), '--latency', latency],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
    },
  );
  try {
    const endpoint = `http://127.0.0.1:${port}/client/api`;
    while (
      !(await fetch(endpoint).then(
        () => true,
        () => false,
      ))
    )
      await sleep(20);
    const started = performance.now() - begun;
    const transport = createTransport({ endpoint });
    const client = new CloudStackClient({
      transport,
      credentials: { kind: 'keys', apiKey: 'demo-api-key-bob', secretKey: 'demo-secret-key-bob' },
    });
    const time = async (
      command: 'listVirtualMachines' | 'listVolumes' | 'listEvents',
      params: Record<string, string | number>,
      runs: number,
    ) => {
      const times: number[] = [];
      for (let i = 0; i < runs; i++) {
        const from = performance.now();
        await client.call(command, params);
        times.push(performance.now() - from);
      }
      return median(times).toFixed(1);
    };
    // both sides compiled, as they are in a server that has run for a while
    await time('listVirtualMachines', { page: 1, pagesize: 20 }, latency === 'none' ? 600 : 5);
    const row = {
      vms,
      latency,
      'start s': (started / 1000).toFixed(2),
      '20 VMs ms': await time('listVirtualMachines', { page: 1, pagesize: 20 }, latency === 'none' ? 201 : 21),
      '20 VMs min ms': await time('listVirtualMachines', { page: 1, pagesize: 20, details: 'min' }, 21),
      '120 VMs ms': await time('listVirtualMachines', { page: 1, pagesize: 120 }, 5),
      '500 VMs ms': vms >= 500 ? await time('listVirtualMachines', { page: 1, pagesize: 500 }, 3) : '–',
      '20 volumes ms': await time('listVolumes', { page: 1, pagesize: 20 }, 11),
      '20 events ms': await time('listEvents', { page: 1, pagesize: 20 }, 11),
      'memory MB': Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1] ?? 0) / 1024),
    };
    await transport.close();
    return row;
  } finally {
    child.kill();
  }
}

/** Medians of the real server, with 120 VMs. */
const recorded = {
  vms: 120,
  latency: 'recorded',
  '20 VMs ms': 82,
  '20 VMs min ms': 53,
  '120 VMs ms': 645,
  '20 volumes ms': 33,
  '20 events ms': 20,
};

export default async function simulator(): Promise<void> {
  const rows: Record<string, string | number>[] = [recorded];
  for (const [vms, latency] of [
    [120, 'none'],
    [10_000, 'none'],
    [120, 'measured'],
    [10_000, 'measured'],
  ] as const)
    rows.push(await measure(vms, latency));
  console.table(rows);
}
