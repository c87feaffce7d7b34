import type { Row } from '@cloudstack-graph/client';
import DataLoader from 'dataloader';
import { builder } from '../../builder.ts';
import type { GatewayContext } from '../../context.ts';
import { InvalidInputError } from '../../errors.ts';
import { formatCloudStackDate } from '../../events/event-row.ts';
import { virtualMachines } from './virtual-machine-loader.ts';
import { VirtualMachine } from './virtual-machine-type.ts';

/** Backing shape of `VirtualMachineStatistics`: an item of the usage history, or a row with `details=stats`. */
type StatisticsRow = Partial<NonNullable<Row<'listVirtualMachinesUsageHistory'>['stats']>[number]>;

/** CloudStack keeps statistics for `vm.stats.max.retention.time`, 12 hours by default. */
const LAST_HOUR_MS = 60 * 60_000;

/** CloudStack writes -1 where the hypervisor does not tell, and shares as "12.5%". */
const told = (value: number | undefined) => (value === undefined || value < 0 ? null : value);
const percent = (text: string | undefined) => {
  const value = Number.parseFloat((text ?? '').replace(',', '.'));
  return Number.isFinite(value) ? value : null;
};

export const VirtualMachineStatistics = builder.objectRef<StatisticsRow>('VirtualMachineStatistics').implement({
  description: 'What a machine used, measured by its hypervisor. Null where that does not tell.',
  fields: (t) => ({
    measuredAt: t.field({
      type: 'DateTime',
      nullable: true,
      description: 'When it was measured; null: just now.',
      resolve: (row) => row.timestamp ?? null,
    }),
    cpuUsedPercent: t.float({
      nullable: true,
      description: 'Share of its CPUs that it used, in percent.',
      resolve: (row) => percent(row.cpuused),
    }),
    memoryKib: t.float({ nullable: true, description: 'Memory that it was given, in KiB.', resolve: (row) => told(row.memorykbs) }),
    memoryFreeKib: t.float({
      nullable: true,
      description: 'Memory that its guest did not use, in KiB.',
      resolve: (row) => told(row.memoryintfreekbs),
    }),
    networkReadKib: t.float({
      nullable: true,
      description: 'Received over the network, in KiB.',
      resolve: (row) => told(row.networkkbsread),
    }),
    networkWriteKib: t.float({
      nullable: true,
      description: 'Sent over the network, in KiB.',
      resolve: (row) => told(row.networkkbswrite),
    }),
    diskReadKib: t.float({ nullable: true, description: 'Read from its disks, in KiB.', resolve: (row) => told(row.diskkbsread) }),
    diskWriteKib: t.float({ nullable: true, description: 'Written to its disks, in KiB.', resolve: (row) => told(row.diskkbswrite) }),
    diskReadOperations: t.float({ nullable: true, description: 'Read operations on its disks.', resolve: (row) => told(row.diskioread) }),
    diskWriteOperations: t.float({
      nullable: true,
      description: 'Write operations on its disks.',
      resolve: (row) => told(row.diskiowrite),
    }),
  }),
});

/** Histories of several machines over the same time come in one call. */
function historyOf(context: GatewayContext, id: string, startdate: string, enddate: string): Promise<StatisticsRow[]> {
  const loader = context.memo(
    `usage history ${startdate} ${enddate}`,
    () =>
      new DataLoader<string, StatisticsRow[]>(async (ids) => {
        const { rows } = await context.cloud.listAll('listVirtualMachinesUsageHistory', { ids: [...ids], startdate, enddate });
        const byId = new Map(rows.map((row) => [row.id, row.stats ?? []]));
        return ids.map((wanted) => byId.get(wanted) ?? []);
      }),
  );
  return loader.load(id);
}

builder.objectFields(VirtualMachine, (t) => ({
  statistics: t.field({
    type: VirtualMachineStatistics,
    nullable: true,
    description: 'What it uses now; null while it does not run. This is the dearest field of a machine: ask for it where it is shown.',
    complexity: 20,
    resolve: async (bare, _args, context) => {
      const row = await virtualMachines.withDetails(context, bare, ['stats']);
      // CloudStack goes on telling zeros of a machine that was stopped.
      return row.state === 'Running' && row.cpuused !== undefined ? row : null;
    },
  }),
  statisticsHistory: t.field({
    type: [VirtualMachineStatistics],
    description: 'What it used over time, oldest first, as far back as the cloud keeps it (half a day by default).',
    args: {
      since: t.arg({ type: 'DateTime', description: 'From then on; left out, an hour before the end.' }),
      until: t.arg({ type: 'DateTime', description: 'Up to then; left out, now.' }),
    },
    complexity: { field: 20, multiplier: 10 },
    resolve: (row, args, context) => {
      // The same end for all machines of a request, so that they share a call.
      const until = args.until?.getTime() ?? context.memo('now', () => Date.now());
      const since = args.since?.getTime() ?? until - LAST_HOUR_MS;
      if (since > until) throw new InvalidInputError([{ path: ['since'], message: 'Lies after `until`. Swap them.' }]);
      return historyOf(context, row.id, formatCloudStackDate(since), formatCloudStackDate(until));
    },
  }),
}));
