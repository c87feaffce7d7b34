/** Pods and clusters. */
import { target } from '../../access.ts';
import { type Body, type Call, type ResourceModule, sync } from '../../command.ts';
import { invalid } from '../../errors.ts';
import { same } from '../../matching.ts';
import { all, listBody, when } from '../../paging.ts';
import type { Store } from '../../store.ts';
import { type ClusterRecord, clusters, type PodRecord, pods, zones } from './infrastructure-records.ts';

function podRow(store: Store, pod: PodRecord): Body {
  const zone = store.table(zones).byId(pod.zoneId);
  return {
    id: pod.uuid,
    name: pod.name,
    zoneid: zone?.uuid,
    zonename: zone?.name,
    gateway: pod.gateway,
    netmask: pod.netmask,
    ipranges: [{ startip: pod.startIp, endip: pod.endIp, forsystemvms: '0', vlanid: 'vlan://untagged' }],
    startip: [pod.startIp],
    endip: [pod.endIp],
    forsystemvms: ['0'],
    vlanid: ['vlan://untagged'],
    allocationstate: pod.allocationState,
    hasannotations: false,
  };
}

/** The row of `listClusters`. */
export function clusterRow(store: Store, cluster: ClusterRecord): Body {
  const zone = store.table(zones).byId(cluster.zoneId);
  const pod = store.table(pods).byId(cluster.podId);
  return {
    id: cluster.uuid,
    name: cluster.name,
    podid: pod?.uuid,
    podname: pod?.name,
    zoneid: zone?.uuid,
    zonename: zone?.name,
    hypervisortype: cluster.hypervisor,
    clustertype: 'CloudManaged',
    allocationstate: cluster.allocationState,
    managedstate: 'Managed',
    cpuovercommitratio: '1.0',
    memoryovercommitratio: '1.0',
    resourcedetails: { memoryOvercommitRatio: '1.0', cpuOvercommitRatio: '1.0' },
    arch: 'x86_64',
    hasannotations: false,
  };
}

function listPods(call: Call): Body {
  const { params, cloud } = call;
  const test = all<PodRecord>(
    when(params.row(pods, 'id'), (row, one) => row === one),
    when(params.text('name'), (row, name) => same(row.name, name)),
    when(params.row(zones, 'zoneid'), (row, zone) => row.zoneId === zone.id),
    when(params.text('allocationstate')?.toLowerCase(), (row, state) => row.allocationState.toLowerCase() === state),
    when(params.like('keyword'), (row, like) => like(row.name)),
  );
  const rows = cloud.store.table(pods).all();
  return listBody(call, 'pod', test === undefined ? rows : rows.filter(test), (row) => podRow(cloud.store, row));
}

/** The clusters a call asks for; also those of `listClustersMetrics`. */
export function chosenClusters(call: Call): readonly ClusterRecord[] {
  const { params, cloud } = call;
  const test = all<ClusterRecord>(
    when(params.row(clusters, 'id'), (row, one) => row === one),
    when(params.text('name'), (row, name) => same(row.name, name)),
    when(params.row(zones, 'zoneid'), (row, zone) => row.zoneId === zone.id),
    when(params.row(pods, 'podid'), (row, pod) => row.podId === pod.id),
    when(params.text('hypervisor')?.toLowerCase(), (row, hypervisor) => row.hypervisor.toLowerCase() === hypervisor),
    when(params.text('allocationstate')?.toLowerCase(), (row, state) => row.allocationState.toLowerCase() === state),
    when(params.like('keyword'), (row, like) => like(row.name)),
  );
  const rows = cloud.store.table(clusters).all();
  return test === undefined ? rows : rows.filter(test);
}

/** The state that a call wants, or the one there is. */
function allocationStateOf(call: Call, otherwise: PodRecord['allocationState']): PodRecord['allocationState'] {
  const state = call.params.text('allocationstate') ?? otherwise;
  if (state !== 'Enabled' && state !== 'Disabled') throw invalid(`Unable to resolve Allocation State '${state}' to a supported state`);
  return state;
}

function updatePod(call: Call): Body {
  const { params, cloud } = call;
  const pod = target(call, pods, 'id');
  cloud.store
    .table(pods)
    .update(pod, { name: params.text('name') ?? pod.name, allocationState: allocationStateOf(call, pod.allocationState) });
  cloud.events.completed(call, { type: 'POD.EDIT', description: 'updating Pod', resourceType: 'Pod', resourceUuid: pod.uuid });
  return { pod: podRow(cloud.store, pod) };
}

function updateCluster(call: Call): Body {
  const { params, cloud } = call;
  const cluster = target(call, clusters, 'id');
  const state = allocationStateOf(call, cluster.allocationState);
  cloud.store.table(clusters).update(cluster, { name: params.text('clustername') ?? cluster.name, allocationState: state });
  cloud.events.completed(call, {
    type: 'CLUSTER.EDIT',
    description: 'editing cluster',
    resourceType: 'Cluster',
    resourceUuid: cluster.uuid,
  });
  return { cluster: clusterRow(cloud.store, cluster) };
}

export const placeResource: ResourceModule = {
  commands: {
    listPods: sync(listPods, { entities: { id: pods } }),
    updatePod: sync(updatePod, { entities: { id: pods } }),
    listClusters: sync((call) => listBody(call, 'cluster', chosenClusters(call), (row) => clusterRow(call.cloud.store, row)), {
      entities: { id: clusters },
    }),
    updateCluster: sync(updateCluster, { entities: { id: clusters } }),
  },
};
