/** The cloud as it was before the first recorded exchange: root admin, one zone, hosts, offerings, one template. */
import type { Cloud } from '../cloud.ts';
import { clusters, hosts, pods, storagePools, zones } from '../resources/infrastructure/infrastructure-records.ts';
import { GIB } from '../resources/volumes/volume-records.ts';
import { addIso, addTemplate } from './images.ts';
import { seedNetworking } from './networking.ts';
import { addDiskOffering, addServiceOffering } from './offerings.ts';
import { seedOsTypes } from './os-types.ts';
import { seedPeople } from './people.ts';
import { seedSystem } from './system.ts';

const hostNames = [
  '3376555e-7b9f-4497-80f1-6408bda1379e',
  '63aad41a-7367-42bf-bdd4-4ec3d3f9c175',
  'ed034198-042b-45f2-b8f3-541949a277a0',
  '42a3d363-6956-4677-b50f-289bb4bd57c6',
  'ca9bf8b3-a6b3-409b-9749-7537871b6305',
  '479bea46-b86f-450e-8948-2bf706450e59',
];

const publicBlock = {
  cidr: '192.168.2.0/24',
  gateway: '192.168.2.1',
  netmask: '255.255.255.0',
  firstHost: 2,
  lastHost: 200,
  vlan: 'vlan://50',
};

export function seedRecorded(cloud: Cloud): void {
  const now = cloud.clock.now();
  const ago = (minutes: number): number => now - minutes * 60_000;
  seedPeople(cloud, ago(4));
  seedOsTypes(cloud);
  seedInfrastructure(cloud, ago(2));
  for (const [name, cpuSpeed, memory, uuid] of [
    ['Small Instance', 500, 512, '3f38eeb0-f1b6-43d8-9de3-f039c3233414'],
    ['Medium Instance', 1000, 1024, '038aeadd-d693-4a9d-9ba5-437b9b08cc80'],
  ] as const) {
    addServiceOffering(cloud, ago(2), { name, cpuNumber: 1, cpuSpeed, memory, uuid });
  }
  for (const [name, displayText, diskSize, uuid] of [
    ['Small', 'Small Disk, 5 GB', 5, 'd374975e-9807-4ad5-971c-4fa4a9638a69'],
    ['Medium', 'Medium Disk, 20 GB', 20, '424ad006-51db-4e20-bbbf-b89212c77da9'],
    ['Large', 'Large Disk, 100 GB', 100, 'ac4fea36-a020-4010-8511-bec8a614e524'],
    ['Custom', 'Custom Disk', 0, '202e7474-ce66-4eda-a48b-ae660c89c972'],
  ] as const) {
    addDiskOffering(cloud, ago(2), { name, displayText, diskSize, uuid });
  }
  const [zone] = cloud.store.table(zones).all();
  if (zone !== undefined) {
    seedNetworking(cloud, zone, ago(2), publicBlock);
    seedSystem(cloud, zone, ago(1), { url: 'nfs://10.147.28.6/export/home/sandbox/secondary' });
  }
  cloud.configuration.set('expunge.delay', '60');
  seedImages(cloud, now);
}

function seedInfrastructure(cloud: Cloud, created: number): void {
  const { store } = cloud;
  const zone = store.table(zones).insert({
    uuid: 'a5b4c37f-fd10-4e35-a794-45a55770bde1',
    name: 'Paris-1',
    networkType: 'Advanced',
    allocationState: 'Enabled',
    dns1: '10.147.28.6',
    internalDns1: '10.147.28.6',
    guestCidr: '10.1.1.0/24',
    token: '6480c79b-62a1-39cf-ad9d-d8097c0bace1',
    type: 'Core',
  });
  const pod = store.table(pods).insert({
    uuid: '4d4ca7ca-a671-40a7-802e-18a3ca1dc53c',
    name: 'POD0',
    zoneId: zone.id,
    gateway: '172.16.15.1',
    netmask: '255.255.255.0',
    startIp: '172.16.15.2',
    endIp: '172.16.15.200',
    allocationState: 'Enabled',
  });
  for (const name of ['C0', 'C1']) {
    const cluster = store
      .table(clusters)
      .insert({ name, podId: pod.id, zoneId: zone.id, hypervisor: 'Simulator', allocationState: 'Enabled' });
    for (const number of [0, 1]) {
      store.table(storagePools).insert({
        name: `PS-${name}-${number}`,
        type: 'NetworkFilesystem',
        scope: 'CLUSTER',
        zoneId: zone.id,
        podId: pod.id,
        clusterId: cluster.id,
        ipAddress: '10.147.28.6',
        path: `/export/home/sandbox/primary-${name}-${number}`,
        capacity: 1024 * GIB,
        state: 'Up',
        created,
      });
    }
  }
  const all = store.table(clusters).all();
  for (const [at, name] of hostNames.entries()) {
    const cluster = all[at < 3 ? 0 : 1];
    store.table(hosts).insert({
      name: `SimulatedAgent.${name}`,
      type: 'Routing',
      state: 'Up',
      resourceState: 'Enabled',
      ipAddress: `172.16.15.${3 + at * 3}`,
      zoneId: zone.id,
      podId: pod.id,
      ...(cluster === undefined ? {} : { clusterId: cluster.id }),
      hypervisor: 'Simulator',
      cpuNumber: 4,
      cpuSpeed: 8000,
      memory: 8 * GIB,
      created,
    });
  }
}

/** Ids: the system template 1 and a built-in one 111 on the recorded server; the tools ISO begins at 200. */
function seedImages(cloud: Cloud, now: number): void {
  const simulated = { accountId: 1, size: 2 * GIB, format: 'VHD', builtIn: true, requiresHvm: false } as const;
  addTemplate(cloud, {
    ...simulated,
    id: 1,
    name: 'SystemVM Template (simulator)',
    osType: 'Debian GNU/Linux 5.0 (64-bit)',
    created: now - 90_000,
    type: 'SYSTEM',
    isPublic: false,
    isFeatured: false,
    url: 'http://nfs1.lab.vmops.com/templates/routing/debian/latest/systemvm.vhd.bz2',
  });
  addTemplate(cloud, {
    ...simulated,
    id: 111,
    uuid: 'e2f28c37-e64b-11f1-ae09-02fc00000001',
    name: 'CentOS 5.6 (64-bit) no GUI (Simulator)',
    osType: 'CentOS 5.6 (64-bit)',
    created: now - 200_000,
    type: 'BUILTIN',
    url: 'http://nfs1.lab.vmops.com/templates/centos53-x86_64/latest/f59f18fb-ae94-4f97-afd2-f84755767aca.vhd.bz2',
  });
  addIso(cloud, {
    uuid: 'ed5bf423-ee08-46cc-80b4-453b85feee8a',
    name: 'xs-tools.iso',
    displayText: 'XenServer Tools Installer ISO (xen-pv-drv-iso)',
    osType: 'CentOS 4.5 (32-bit)',
    accountId: 1,
    size: 0,
    created: now,
    type: 'PERHOST',
    bootable: false,
    crossZones: false,
    builtIn: true,
  });
}
