/** The demo's machinery: one zone with KVM hosts enough for its VMs. */
import type { Cloud } from '../../cloud.ts';
import { clusters, hosts, pods, storagePools, type ZoneRecord, zones } from '../../resources/infrastructure/infrastructure-records.ts';
import { GIB } from '../../resources/volumes/volume-records.ts';

const HOST_MEMORY = 512 * GIB;

/** @param memory what all VMs together need, in MiB */
export function seedInfrastructure(cloud: Cloud, created: number, memory: number): ZoneRecord {
  const { store } = cloud;
  const zone = store.table(zones).insert({
    name: 'Paris-1',
    networkType: 'Advanced',
    allocationState: 'Enabled',
    dns1: '9.9.9.9',
    internalDns1: '10.20.0.53',
    guestCidr: '10.1.1.0/24',
    token: cloud.random.uuid(),
    type: 'Core',
  });
  // A third is kept free, so that new VMs find room and a host can be emptied.
  const needed = Math.max(6, Math.ceil((memory * 1.5 * 1024 ** 2) / HOST_MEMORY) + 2);
  const clusterCount = Math.max(2, Math.ceil(needed / 16));
  for (let number = 0; number < clusterCount; number += 1) seedCluster(cloud, zone, number, Math.ceil(needed / clusterCount), created);
  return zone;
}

function seedCluster(cloud: Cloud, zone: ZoneRecord, number: number, size: number, created: number): void {
  const { store } = cloud;
  const base = `10.20.${10 + (number % 200)}`;
  const pod = store.table(pods).insert({
    name: `par1-pod-${number + 1}`,
    zoneId: zone.id,
    gateway: `${base}.1`,
    netmask: '255.255.255.0',
    startIp: `${base}.20`,
    endIp: `${base}.250`,
    allocationState: 'Enabled',
  });
  const cluster = store
    .table(clusters)
    .insert({ name: `par1-kvm-${number + 1}`, podId: pod.id, zoneId: zone.id, hypervisor: 'KVM', allocationState: 'Enabled' });
  for (const [kind, terabytes] of [
    ['nvme', 80],
    ['hdd', 240],
  ] as const) {
    store.table(storagePools).insert({
      name: `ceph-${kind}-${number + 1}`,
      type: 'RBD',
      scope: 'CLUSTER',
      zoneId: zone.id,
      podId: pod.id,
      clusterId: cluster.id,
      ipAddress: '10.20.1.10',
      path: `cloudstack-${kind}-${number + 1}`,
      capacity: terabytes * 1024 * GIB,
      state: 'Up',
      created,
    });
  }
  for (let host = 1; host <= size; host += 1) {
    store.table(hosts).insert({
      name: `kvm-${String(number + 1).padStart(2, '0')}${String(host).padStart(2, '0')}.par1.example.net`,
      type: 'Routing',
      state: 'Up',
      resourceState: 'Enabled',
      ipAddress: `${base}.${20 + host}`,
      zoneId: zone.id,
      podId: pod.id,
      clusterId: cluster.id,
      hypervisor: 'KVM',
      cpuNumber: 64,
      cpuSpeed: 2800,
      memory: HOST_MEMORY,
      created,
    });
  }
}
