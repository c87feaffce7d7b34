/** What the usage server would bill: every machine, disk, address and snapshot, a record a day. */
import { listScope, rowsIn } from '../../access.ts';
import { timestamp } from '../../clock.ts';
import { type Body, type Call, type ResourceModule, sync } from '../../command.ts';
import { invalid } from '../../errors.ts';
import { listBody } from '../../paging.ts';
import type { Entity, TableDefinition } from '../../store.ts';
import { accounts, domains } from '../accounts/account-records.ts';
import { accountFields } from '../accounts/owner.ts';
import { zones } from '../infrastructure/infrastructure-records.ts';
import { publicIps } from '../public-ips/public-ip-records.ts';
import { snapshots } from '../snapshots/snapshot-records.ts';
import { virtualMachines } from '../virtual-machines/virtual-machine-records.ts';
import { volumes } from '../volumes/volume-records.ts';

const types: readonly (readonly [number, string, string])[] = [
  [1, 'RUNNING_VM', 'Running Vm Usage'],
  [2, 'ALLOCATED_VM', 'Allocated Vm Usage'],
  [3, 'IP_ADDRESS', 'IP Address Usage'],
  [4, 'NETWORK_BYTES_SENT', 'Network Usage (Bytes Sent)'],
  [5, 'NETWORK_BYTES_RECEIVED', 'Network Usage (Bytes Received)'],
  [6, 'VOLUME', 'Volume Usage'],
  [7, 'TEMPLATE', 'Template Usage'],
  [8, 'ISO', 'ISO Usage'],
  [9, 'SNAPSHOT', 'Snapshot Usage'],
  [10, 'SECURITY_GROUP', 'Security Group Usage'],
  [11, 'LOAD_BALANCER_POLICY', 'Load Balancer Usage'],
  [12, 'PORT_FORWARDING_RULE', 'Port Forwarding Usage'],
  [13, 'NETWORK_OFFERING', 'Network Offering Usage'],
  [14, 'VPN_USERS', 'VPN users usage'],
  [21, 'VM_DISK_IO_READ', 'VM Disk usage(I/O Read)'],
  [22, 'VM_DISK_IO_WRITE', 'VM Disk usage(I/O Write)'],
  [23, 'VM_DISK_BYTES_READ', 'VM Disk usage(Bytes Read)'],
  [24, 'VM_DISK_BYTES_WRITE', 'VM Disk usage(Bytes Write)'],
  [25, 'VM_SNAPSHOT', 'VM Snapshot storage usage'],
  [26, 'VOLUME_SECONDARY', 'Volume on secondary storage usage'],
  [27, 'VM_SNAPSHOT_ON_PRIMARY', 'VM Snapshot on primary storage usage'],
  [28, 'BACKUP', 'Backup storage usage'],
  [29, 'BUCKET', 'Bucket storage usage'],
  [30, 'NETWORK', 'Network usage'],
  [31, 'VPC', 'VPC usage'],
];

const day = 86_400_000;
const hour = 3_600_000;

interface Billed {
  readonly type: number;
  readonly row: Entity & { accountId: number; zoneId: number };
  readonly name: string;
  readonly since: number;
  readonly noun: string;
}

/** The recorded cloud had no usage server, and so no records. */
function billed(call: Call): Billed[] {
  if (call.cloud.settings.hypervisor === 'Simulator') return [];
  const of = <R extends Entity>(definition: TableDefinition<R, string>): readonly R[] =>
    rowsIn(call.cloud.store, call.cloud.store.table(definition), listScope(call));
  return [
    ...of(virtualMachines).flatMap((row) => [
      ...(row.runningSince === undefined ? [] : [{ type: 1, row, name: row.name, since: row.runningSince, noun: 'running time' }]),
      { type: 2, row, name: row.name, since: row.created, noun: 'allocated' },
    ]),
    ...of(publicIps).map((row) => ({ type: 3, row, name: row.address, since: row.allocated, noun: 'IP address usage' })),
    ...of(volumes).map((row) => ({ type: 6, row, name: row.name, since: row.created, noun: 'usage time' })),
    ...of(snapshots).map((row) => ({ type: 9, row, name: row.name, since: row.created, noun: 'usage time' })),
  ];
}

/** A record for each thing and each day that has ended, by time. */
function listUsageRecords(call: Call): Body {
  const { params, cloud } = call;
  const from = params.date('startdate') ?? 0;
  const to = params.date('enddate') ?? cloud.clock.now();
  if (to < from) throw invalid('Incorrect Date Range. Start date is after the end date');
  const type = params.number('type');
  const last = Math.min(Math.floor(to / day), Math.floor(cloud.clock.now() / day) - 1);
  const things = billed(call).filter((thing) => type === undefined || thing.type === type);
  const rows: { thing: Billed; start: number }[] = [];
  for (let number = Math.max(Math.floor(from / day), last - 31); number <= last; number += 1) {
    for (const thing of things) if (thing.since < (number + 1) * day) rows.push({ thing, start: number * day });
  }
  return listBody(call, 'usagerecord', rows, ({ thing, start }) => recordRow(call, thing, start));
}

function recordRow(call: Call, { type, row, name, since, noun }: Billed, start: number): Body {
  const { store } = call.cloud;
  const account = store.table(accounts).byId(row.accountId);
  const domain = store.table(domains).byId(account?.domainId);
  const hours = (start + day - Math.max(start, since)) / hour;
  return {
    ...accountFields(store, row.accountId),
    accountid: account?.uuid,
    domainid: domain?.uuid,
    domain: domain?.name,
    domainpath: domain?.path,
    zoneid: store.table(zones).byId(row.zoneId)?.uuid,
    description: `${name} ${noun} (${row.uuid})`,
    usage: `${hours.toFixed(2)} Hrs`,
    usagetype: type,
    rawusage: hours.toFixed(2),
    usageid: row.uuid,
    name,
    startdate: timestamp(start),
    enddate: timestamp(start + day - 1000),
    tags: [],
  };
}

/** The usage server is another process, which neither the recorded cloud nor this one runs. */
function usageServerMetrics(call: Call): Body {
  return {
    usageMetrics: { collectiontime: timestamp(call.cloud.clock.now()), hostname: 'N/A', state: 'Down', lastsuccessfuljob: timestamp(0) },
  };
}

export const usageResource: ResourceModule = {
  commands: {
    listUsageTypes: sync(() => ({ count: types.length, usagetype: types.map(([id, name, description]) => ({ id, name, description })) })),
    listUsageRecords: sync(listUsageRecords),
    listUsageServerMetrics: sync(usageServerMetrics),
  },
};
