/** Rows of hosts. */

import { timestamp } from '../../clock.ts';
import type { Cloud } from '../../cloud.ts';
import type { Body } from '../../command.ts';
import { clusters, type HostRecord, pods, zones } from './infrastructure-records.ts';
import { type Load, loadOf } from './load.ts';
import { managementServers, systemVms } from './system-records.ts';

const transitions =
  'PingTimeout; AgentDisconnected; ShutdownRequested; ManagementServerDown; Ping; Remove; HostDown; StartAgentRebalance; AgentConnected';

/** CloudStack divides the time of the last ping by a thousand once too often. */
const lastPinged = '1970-01-21T07:00:56+0000';

/** `41.67%` */
export function percent(part: number, whole: number): string {
  return `${whole === 0 ? '0.00' : ((100 * part) / whole).toFixed(2)}%`;
}

function capacityFields(host: HostRecord, load: Load, version: string): Body {
  const measured = host.hypervisor !== 'Simulator';
  return {
    hypervisor: host.hypervisor,
    cpunumber: host.cpuNumber,
    cpuspeed: host.cpuSpeed,
    cpuallocated: percent(load.cpuAllocated, load.cpuTotal),
    cpuallocatedvalue: load.cpuAllocated,
    cpuallocatedpercentage: percent(load.cpuAllocated, load.cpuTotal),
    cpuallocatedwithoverprovisioning: percent(load.cpuAllocated, load.cpuTotal),
    cpuused: measured ? percent(load.cpuUsed, load.cpuTotal) : '0%',
    cpuwithoverprovisioning: String(load.cpuTotal),
    cpuloadaverage: measured ? Math.round((100 * load.cpuUsed * load.coresTotal) / Math.max(1, load.cpuTotal)) / 100 : 0,
    networkkbsread: measured ? 1200 * load.running : 32_768,
    networkkbswrite: measured ? 900 * load.running : 16_384,
    memorytotal: load.memoryTotal,
    memorywithoverprovisioning: String(load.memoryTotal),
    memoryallocatedpercentage: percent(load.memoryAllocated, load.memoryTotal),
    memoryallocatedbytes: load.memoryAllocated,
    memoryused: load.memoryUsed,
    capabilities: measured ? 'hvm,snapshot' : 'hvm',
    hypervisorversion: measured ? '8.2.2' : version,
    hahost: false,
    ueficapability: measured,
    arch: 'x86_64',
  };
}

/** The row of `listHosts`. Agents of system VMs are hosts too, without anything that could be allocated. */
export function hostRow(cloud: Cloud, host: HostRecord, load = loadOf(cloud, host)): Body {
  const { store, settings } = cloud;
  const zone = store.table(zones).byId(host.zoneId);
  const pod = store.table(pods).byId(host.podId);
  const cluster = store.table(clusters).byId(host.clusterId);
  const server = store.table(managementServers).all()[0];
  const agentOf = host.type === 'Routing' ? undefined : store.table(systemVms).find(({ name }) => name === host.name);
  return {
    id: host.uuid,
    name: host.name,
    state: host.state,
    type: host.type,
    ipaddress: host.ipAddress,
    zoneid: zone?.uuid,
    zonename: zone?.name,
    podid: pod?.uuid,
    podname: pod?.name,
    version: settings.version,
    ...(host.type === 'Routing' ? capacityFields(host, load, settings.version) : {}),
    memoryallocated: load.memoryAllocated,
    lastpinged: lastPinged,
    virtualmachineid: agentOf?.uuid,
    managementserverid: server?.uuid,
    managementservername: server?.name,
    clusterid: cluster?.uuid,
    clustername: cluster?.name,
    clustertype: cluster === undefined ? undefined : 'CloudManaged',
    islocalstorageactive: false,
    created: timestamp(host.created),
    events: transitions,
    hosttags: host.tags,
    hostha: { haenable: false, hastate: 'Disabled' },
    outofbandmanagement: { powerstate: 'Disabled', enabled: false },
    resourcestate: host.resourceState,
    annotation: host.annotation,
    hasannotations: host.annotation !== undefined,
  };
}
