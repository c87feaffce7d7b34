/** What every zone has before its first tenant: a management server, secondary storage, the system VMs and their alerts. */
import type { Cloud } from '../cloud.ts';
import { raiseAlert } from '../resources/alerts/alert-handlers.ts';
import { hosts, pods, type ZoneRecord } from '../resources/infrastructure/infrastructure-records.ts';
import { imageStores, managementServers, type SystemVmRecord, systemVms } from '../resources/infrastructure/system-records.ts';
import { publicIps } from '../resources/public-ips/public-ip-records.ts';

const minute = 60_000;

/** @param created when the zone was set up; the server is a little older */
export function seedSystem(cloud: Cloud, zone: ZoneRecord, created: number, storage: { url: string; capacity?: number }): void {
  const { store } = cloud;
  const server = store.table(managementServers).insert({
    name: 'localhost',
    ipAddress: '127.0.0.1',
    started: created - minute,
    booted: created - 25 * minute,
  });
  store.table(imageStores).insert({ name: 'Secondary', zoneId: zone.id, protocol: 'nfs', provider: 'NFS', readOnly: false, ...storage });
  raiseAlert(cloud, 14, 'Management network CIDR is not configured originally. Set it default to 192.0.2.0/24', server.started - 3000);
  raiseAlert(cloud, 14, `Management server node ${server.ipAddress} is up`, server.started);
  seedSystemVm(cloud, zone, created, 'secondarystoragevm');
  seedSystemVm(cloud, zone, created, 'consoleproxy');
}

function seedSystemVm(cloud: Cloud, zone: ZoneRecord, created: number, kind: SystemVmRecord['kind']): void {
  const { store, random } = cloud;
  const pod = store.table(pods).find(({ zoneId }) => zoneId === zone.id);
  const candidates = store.table(hosts).by('type', 'Routing');
  if (pod === undefined || candidates.length === 0) return;
  const number = store.table(systemVms).all().length + 1;
  const address =
    store
      .table(publicIps)
      .all()
      .filter(({ system }) => system)[number - 1]?.address ?? '';
  const privateIp = pod.startIp.replace(/\d+$/, String(random.integer(100, 190)));
  const vm = store.table(systemVms).insert({
    kind,
    name: `${kind === 'consoleproxy' ? 'v' : 's'}-${number}-VM`,
    zoneId: zone.id,
    podId: pod.id,
    hostId: random.pick(candidates).id,
    state: 'Running',
    privateIp,
    publicIp: address,
    linkLocalIp: `169.254.${random.integer(1, 254)}.${random.integer(2, 254)}`,
    created,
  });
  const where = `public IP [${vm.publicIp}], private IP [${vm.privateIp}].`;
  if (kind === 'consoleproxy') {
    raiseAlert(cloud, 10, `Console proxy up in zone [${zone.name}], proxy [${vm.name}], ${where}`, created + 4000);
    return;
  }
  raiseAlert(cloud, 19, `Secondary Storage Vm is up in zone [${zone.name}], secStorageVm [${vm.name}], ${where}`, created + 3000);
  store.table(hosts).insert({
    name: vm.name,
    type: 'SecondaryStorageVM',
    state: 'Up',
    resourceState: 'Enabled',
    ipAddress: vm.privateIp,
    zoneId: zone.id,
    podId: pod.id,
    created,
  });
}
