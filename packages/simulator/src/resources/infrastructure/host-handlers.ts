/** Hosts: list, update, empty for maintenance, find one to migrate to. */
import { target } from '../../access.ts';
import { asJob, type Body, type Call, type JobPlan, type ResourceModule, sync } from '../../command.ts';
import { detailsAmong } from '../../details.ts';
import { invalid } from '../../errors.ts';
import { same } from '../../matching.ts';
import { all, listBody, when } from '../../paging.ts';
import { toStopped } from '../virtual-machines/state.ts';
import { virtualMachines } from '../virtual-machines/virtual-machine-records.ts';
import { hostRow } from './host-rows.ts';
import { clusters, type HostRecord, hosts, pods, zones } from './infrastructure-records.ts';
import { loadOf, MIB } from './load.ts';
import { emptyHost } from './maintenance.ts';

const quick = 300;

/** The hosts a call asks for; also those of `listHostsMetrics`. */
export function chosenHosts(call: Call): readonly HostRecord[] {
  const { params, cloud } = call;
  const test = all<HostRecord>(
    when(params.row(hosts, 'id'), (row, one) => row === one),
    when(params.text('name'), (row, name) => same(row.name, name)),
    when(params.text('type')?.toLowerCase(), (row, type) => row.type.toLowerCase() === type),
    when(params.text('state')?.toLowerCase(), (row, state) => row.state.toLowerCase() === state),
    when(params.text('resourcestate')?.toLowerCase(), (row, state) => row.resourceState.toLowerCase() === state),
    when(params.text('hypervisor')?.toLowerCase(), (row, hypervisor) => row.hypervisor?.toLowerCase() === hypervisor),
    when(params.row(zones, 'zoneid'), (row, zone) => row.zoneId === zone.id),
    when(params.row(pods, 'podid'), (row, pod) => row.podId === pod.id),
    when(params.row(clusters, 'clusterid'), (row, cluster) => row.clusterId === cluster.id),
    when(params.like('keyword'), (row, like) => like(row.name)),
  );
  const rows = cloud.store.table(hosts).all();
  return test === undefined ? rows : rows.filter(test);
}

function listHosts(call: Call): Body {
  const machine = call.params.row(virtualMachines, 'virtualmachineid');
  if (machine !== undefined) return findHosts(call);
  // The simulator shows all of a host, but knows what may be asked for.
  detailsAmong(call, ['all', 'capacity', 'events', 'stats', 'min']);
  return listBody(call, 'host', chosenHosts(call), (row) => hostRow(call.cloud, row));
}

/** The other hosts of a machine's cluster; those that are full are shown as unsuitable. */
function findHosts(call: Call): Body {
  const { cloud } = call;
  const machine = target(call, virtualMachines, 'virtualmachineid');
  const home = cloud.store.table(hosts).byId(machine.hostId);
  if (machine.state !== 'Running' || home === undefined)
    throw invalid('Unable to migrate a virtual machine that is not in a Running state');
  const candidates = cloud.store
    .table(hosts)
    .by('cluster', home.clusterId)
    .filter((host) => host !== home && host.state === 'Up');
  return listBody(call, 'host', candidates, (host) => {
    const load = loadOf(cloud, host);
    const roomy = host.resourceState === 'Enabled' && load.memoryTotal - load.memoryAllocated >= machine.memory * MIB;
    return { requiresStorageMotion: false, ...hostRow(cloud, host, load), suitableformigration: roomy };
  });
}

function updateHost(call: Call): Body {
  const { params, cloud } = call;
  const { store, events } = cloud;
  const host = target(call, hosts, 'id');
  const state = params.text('allocationstate')?.toLowerCase();
  if (state !== undefined && state !== 'enable' && state !== 'disable') throw invalid(`Invalid allocation state: ${state}`);
  const tags = params.raw('hosttags') ?? host.tags;
  const annotation = params.text('annotation') ?? host.annotation;
  store.table(hosts).update(host, {
    name: params.text('name') ?? host.name,
    ...(state === undefined ? {} : { resourceState: state === 'enable' ? 'Enabled' : 'Disabled' }),
    ...(tags === undefined ? {} : { tags }),
    ...(annotation === undefined ? {} : { annotation }),
  });
  events.completed(call, { type: 'HOST.UPDATE', description: 'updating host', resourceType: 'Host', resourceUuid: host.uuid });
  return { host: hostRow(cloud, host) };
}

/** Its machines leave at once; the host counts as in maintenance when the last one has gone. */
function prepareForMaintenance(call: Call): JobPlan {
  const { cloud } = call;
  const host = target(call, hosts, 'id');
  return plan(host, 'MAINT.PREPARE', 'preparing host for maintenance', {
    start: () => {
      if (host.resourceState !== 'Enabled' && host.resourceState !== 'Disabled') {
        throw invalid(`Host ${host.name} is already in state ${host.resourceState}. Cannot perform maintenance.`);
      }
      cloud.store.table(hosts).update(host, { resourceState: 'PrepareForMaintenance' });
    },
    finish: (job) => {
      emptyHost(cloud, host);
      return { host: { ...hostRow(cloud, host), jobid: job.uuid, jobstatus: 0 } };
    },
  });
}

function cancelMaintenance(call: Call): JobPlan {
  const { cloud } = call;
  const host = target(call, hosts, 'id');
  return plan(host, 'MAINT.CANCEL', 'canceling maintenance for host', {
    start: () => {
      if (!host.resourceState.endsWith('Maintenance'))
        throw invalid(`Cannot perform cancelMaintenance when resource state is ${host.resourceState}, hostId = ${host.id}`);
    },
    finish: (job) => {
      cloud.store.table(hosts).update(host, { resourceState: 'Enabled' });
      return { host: { ...hostRow(cloud, host), jobid: job.uuid, jobstatus: 0 } };
    },
  });
}

function reconnect(call: Call): JobPlan {
  const { cloud } = call;
  const host = target(call, hosts, 'id');
  return plan(host, 'HOST.RECONNECT', 'reconnecting host', {
    finish: (job) => {
      cloud.store.table(hosts).update(host, { state: 'Up' });
      return { host: { ...hostRow(cloud, host), jobid: job.uuid, jobstatus: 0 } };
    },
  });
}

/** Only a host that is lost; its machines are stopped, and start elsewhere when somebody starts them. */
function declareDegraded(call: Call): JobPlan {
  const { cloud } = call;
  const host = target(call, hosts, 'id');
  return plan(host, 'HOST.DECLARE.DEGRADED', 'declaring host as Degraded', {
    start: () => {
      if (host.state !== 'Alert' && host.state !== 'Disconnected')
        throw invalid(
          `Host [id=${host.uuid}] is in ${host.state} state; the host must be in Alert or Disconnected to be declared as degraded.`,
        );
    },
    finish: (job) => {
      cloud.store.table(hosts).update(host, { resourceState: 'Degraded' });
      for (const vm of [...cloud.store.table(virtualMachines).by('host', host.id)]) toStopped(cloud, vm);
      return { host: { ...hostRow(cloud, host), jobid: job.uuid, jobstatus: 0 } };
    },
  });
}

function cancelDegraded(call: Call): JobPlan {
  const { cloud } = call;
  const host = target(call, hosts, 'id');
  return plan(host, 'HOST.CANCEL.DEGRADED', 'canceling host as Degraded', {
    start: () => {
      if (host.resourceState !== 'Degraded') throw invalid(`Host [id=${host.uuid}] is not degraded but ${host.resourceState}`);
    },
    finish: (job) => {
      cloud.store.table(hosts).update(host, { resourceState: 'Enabled' });
      return { host: { ...hostRow(cloud, host), jobid: job.uuid, jobstatus: 0 } };
    },
  });
}

/** Writes no event, as upstream. */
function deleteHost(call: Call): Body {
  const { store } = call.cloud;
  const host = target(call, hosts, 'id');
  const idle = host.resourceState === 'Maintenance' || host.resourceState === 'Disabled' || host.state !== 'Up';
  if (!idle && call.params.boolean('forced') !== true)
    throw invalid(
      `Host ${host.name} cannot be deleted as it is not in maintenance mode. Either put the host into maintenance or perform a forced deletion.`,
    );
  if (store.table(virtualMachines).by('host', host.id).length > 0)
    throw invalid(`Unable to delete the host ${host.name} as there are Instances running on it`);
  store.table(hosts).remove(host);
  return { success: true };
}

function plan(host: HostRecord, type: string, description: string, steps: Pick<JobPlan, 'start' | 'finish'>): JobPlan {
  const event = { type, description, scheduled: `${description}: ${host.uuid}`, resourceType: 'Host', resourceUuid: host.uuid };
  return { instance: { type: 'Host', uuid: host.uuid }, milliseconds: quick, queue: `host ${host.id}`, event, ...steps };
}

const byId = { entities: { id: hosts } };

export const hostResource: ResourceModule = {
  commands: {
    listHosts: sync(listHosts, byId),
    findHostsForMigration: sync(findHosts),
    updateHost: sync(updateHost, byId),
    deleteHost: sync(deleteHost, byId),
    prepareHostForMaintenance: asJob('admin.host.PrepareForHostMaintenanceCmd', prepareForMaintenance, byId),
    cancelHostMaintenance: asJob('admin.host.CancelHostMaintenanceCmd', cancelMaintenance, byId),
    declareHostAsDegraded: asJob('admin.host.DeclareHostAsDegradedCmd', declareDegraded, byId),
    cancelHostAsDegraded: asJob('admin.host.CancelHostAsDegradedCmd', cancelDegraded, byId),
    reconnectHost: asJob('admin.host.ReconnectHostCmd', reconnect, byId),
  },
};
