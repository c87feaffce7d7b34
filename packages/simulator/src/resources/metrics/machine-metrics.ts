/** Machines and volumes with figures, now and over the last hours. */

import { timestamp } from '../../clock.ts';
import { type Body, type Call, type ResourceModule, sync } from '../../command.ts';
import { listBody, listOwned, ownedRows } from '../../paging.ts';
import { type SystemVmRecord, systemVms } from '../infrastructure/system-records.ts';
import { routerName, routers } from '../routers/router-records.ts';
import { usageAt } from '../virtual-machines/statistics.ts';
import { virtualMachineConditions } from '../virtual-machines/virtual-machine-handlers.ts';
import { instanceName, type Run, type VirtualMachineRecord, virtualMachines } from '../virtual-machines/virtual-machine-records.ts';
import { detailsOf, viewOf, virtualMachineRow } from '../virtual-machines/virtual-machine-rows.ts';
import { volumeConditions, volumesToList } from '../volumes/volume-handlers.ts';
import { GIB, type VolumeRecord, volumes } from '../volumes/volume-records.ts';
import { volumeRow, volumeView } from '../volumes/volume-rows.ts';

const minute = 60_000;
/** `vm.stats.max.retention.time`: 720 minutes. */
const retention = 720 * minute;
/** A list of many machines goes back one hour unless it asks for more. */
const shortRetention = 60 * minute;

const mib = (kib: unknown): string => `${(Number(kib ?? 0) / 1024).toFixed(2)} MiB`;

/** Metrics rows leave the path of the domain out. */
function machineMetrics(call: Call, vm: VirtualMachineRecord): Body {
  const row: Body = { ...virtualMachineRow(call, vm, { ...viewOf(call), details: detailsOf(call) }), domainpath: undefined };
  const collected = row.cpuused !== undefined;
  return {
    cputotal: `${((vm.cpuNumber * vm.cpuSpeed) / 1000).toFixed(1)} Ghz`,
    memorytotal: `${(vm.memory / 1024).toFixed(2)} GiB`,
    ...(collected
      ? {
          networkread: mib(row.networkkbsread),
          networkwrite: mib(row.networkkbswrite),
          diskread: mib(row.diskkbsread),
          diskwrite: mib(row.diskkbswrite),
          diskiopstotal: Number(row.diskioread) + Number(row.diskiowrite),
        }
      : {}),
    ...row,
  };
}

function listVirtualMachinesMetrics(call: Call): Body {
  return listOwned(call, virtualMachines, {
    object: 'virtualmachine',
    build: (vm) => machineMetrics(call, vm),
    where: virtualMachineConditions(call),
    tags: 'UserVm',
  });
}

/** The envelope and the array are those of `listVolumes`. */
function listVolumesMetrics(call: Call): Body {
  const view = volumeView(call);
  return listOwned(call, volumes, {
    object: 'volume',
    ...volumesToList(call),
    where: volumeConditions(call),
    texts: (volume) => [volume.name, volume.type],
    tags: 'Volume',
    build: (volume) => {
      const row: Body = { ...volumeRow(call, volume, view), domainpath: undefined };
      const operations = row.diskioread === undefined ? undefined : Number(row.diskioread) + Number(row.diskiowrite);
      return { sizegb: `${(volume.size / GIB).toFixed(2)} GiB`, diskiopstotal: operations, ...row };
    },
  });
}

const runOf = (since: number | undefined): Run[] => (since === undefined ? [] : [{ from: since, to: Number.POSITIVE_INFINITY }]);

const runsOf = (vm: VirtualMachineRecord): Run[] => [...(vm.earlierRuns ?? []), ...runOf(vm.runningSince)];

/** The collector's rounds, on every full minute of the runs: at most twelve hours back, between the dates asked for. */
function minutes(call: Call, runs: readonly Run[], keep: number): number[] {
  const { params, cloud } = call;
  const now = cloud.clock.now();
  const first = Math.max(params.date('startdate') ?? now - keep, now - retention);
  const until = Math.min(now + 1, params.date('enddate') ?? now + 1);
  const moments: number[] = [];
  for (const { from, to } of runs) {
    const end = Math.min(until, to);
    for (let at = Math.ceil(Math.max(first, from) / minute) * minute; at < end; at += minute) moments.push(at);
  }
  return moments;
}

/** One minute's figures; simulated hypervisors report the same every time. */
function sample(call: Call, machine: { readonly id: number }, memory: number, at: number): Body {
  const simulated = call.cloud.settings.hypervisor === 'Simulator';
  const use = usageAt(machine, at);
  const perMinute = (kbPerSecond: number): number => (simulated ? 0 : Math.round(kbPerSecond * 60));
  const [read, write] = simulated ? [32_768, 16_384] : [perMinute(use.networkRead), perMinute(use.networkWrite)];
  const [ioRead, ioWrite] = [Math.round(perMinute(use.diskRead) / 8), Math.round(perMinute(use.diskWrite) / 8)];
  return {
    timestamp: timestamp(at),
    cpuused: simulated ? '10%' : `${(100 * use.cpu).toFixed(2)}%`,
    diskioread: ioRead,
    diskiowrite: ioWrite,
    diskiopstotal: ioRead + ioWrite,
    diskkbsread: perMinute(use.diskRead),
    diskkbswrite: perMinute(use.diskWrite),
    memoryintfreekbs: simulated ? -1 : Math.round(memory * 1024 * (1 - use.memory)),
    memorykbs: simulated ? 0 : memory * 1024,
    memorytargetkbs: simulated ? 0 : memory * 1024,
    networkkbsread: read,
    networkkbswrite: write,
    networkread: mib(read),
    networkwrite: mib(write),
  };
}

function keepFor(call: Call): number {
  return call.params.has('id') || call.params.has('ids') ? retention : shortRetention;
}

function listVirtualMachinesUsageHistory(call: Call): Body {
  const rows = ownedRows(call, virtualMachines, {
    where: call.params.has('name') ? (vm) => vm.name === call.params.text('name') : undefined,
  });
  return listBody(call, 'virtualmachine', rows, (vm) => ({
    id: vm.uuid,
    name: instanceName(vm),
    displayname: vm.displayName === vm.name ? undefined : vm.displayName,
    stats: minutes(call, runsOf(vm), keepFor(call)).map((at) => sample(call, vm, vm.memory, at)),
  }));
}

/** System VMs and, upstream too, the virtual routers. */
function listSystemVmsUsageHistory(call: Call): Body {
  const { store } = call.cloud;
  const one = call.params.text('id');
  const system = store
    .table(systemVms)
    .all()
    .map((vm: SystemVmRecord) => ({ id: vm.id, uuid: vm.uuid, name: vm.name, created: vm.created, state: vm.state }));
  const virtual = store
    .table(routers)
    .all()
    .map((row) => ({ id: row.id, uuid: row.uuid, name: routerName(row), created: row.created, state: row.state }));
  const rows = [...system, ...virtual].filter(({ uuid }) => one === undefined || uuid === one);
  return listBody(call, 'virtualmachine', rows, (vm) => ({
    id: vm.uuid,
    name: vm.name,
    stats: minutes(call, runOf(vm.state === 'Running' ? vm.created : undefined), keepFor(call)).map((at) => sample(call, vm, 512, at)),
  }));
}

/** What passed through a disk in a minute. */
function diskSample(volume: VolumeRecord, at: number): Body {
  const use = usageAt(volume, at);
  const [read, write] = [use.diskRead * 60, use.diskWrite * 60];
  const [ioRead, ioWrite] = [Math.round(read / 8), Math.round(write / 8)];
  return {
    timestamp: timestamp(at),
    diskioread: ioRead,
    diskiowrite: ioWrite,
    diskiopstotal: ioRead + ioWrite,
    diskkbsread: read,
    diskkbswrite: write,
    diskread: mib(read),
    diskwrite: mib(write),
  };
}

/** The recorded server kept none of volumes, and ignored `virtualmachineid`. */
function listVolumesUsageHistory(call: Call): Body {
  const { store, settings } = call.cloud;
  const rows = ownedRows(call, volumes, { texts: (volume) => [volume.name] });
  const kept = settings.hypervisor !== 'Simulator';
  return listBody(call, 'volume', rows, (volume) => {
    const vm = store.table(virtualMachines).byId(volume.vmId);
    const runs = kept && vm !== undefined ? runsOf(vm) : [];
    return { id: volume.uuid, name: volume.name, stats: minutes(call, runs, keepFor(call)).map((at) => diskSample(volume, at)) };
  });
}

const byMachine = { entities: { id: virtualMachines, ids: virtualMachines } };
const byVolume = { entities: { id: volumes, ids: volumes } };

export const machineMetricsResource: ResourceModule = {
  commands: {
    listVirtualMachinesMetrics: sync(listVirtualMachinesMetrics, byMachine),
    listVirtualMachinesUsageHistory: sync(listVirtualMachinesUsageHistory, byMachine),
    listVolumesMetrics: sync(listVolumesMetrics, { ...byVolume, envelope: 'listvolumesresponse' }),
    listVolumesUsageHistory: sync(listVolumesUsageHistory, byVolume),
    listSystemVmsUsageHistory: sync(listSystemVmsUsageHistory),
  },
};
