/** What happens when the first machine of a network starts: a VLAN, a source NAT address and a virtual router. */
import type { Cloud } from '../../cloud.ts';
import type { Call } from '../../command.ts';
import { SYSTEM } from '../../events.ts';
import { raiseAlert } from '../alerts/alert-handlers.ts';
import { hosts, storagePools } from '../infrastructure/infrastructure-records.ts';
import { allocate } from '../public-ips/public-ip-records.ts';
import { type RouterRecord, routerName, routers } from '../routers/router-records.ts';
import { GIB, volumes } from '../volumes/volume-records.ts';
import { networkOfferings } from './network-offering-records.ts';
import { type NetworkRecord, networks } from './network-records.ts';
import { hasService } from './network-services.ts';

const firstVlan = 100;
const lastVlan = 900;
const healthCheckAfter = 600_000;

/** Implements the network unless it is; without a trace in the event log, as seeds want it, and at a time of their choice. */
export function implement(cloud: Cloud, network: NetworkRecord, at = cloud.clock.now()): RouterRecord | undefined {
  if (network.state !== 'Allocated') return undefined;
  const { store, random } = cloud;
  store.table(networks).update(network, { state: 'Implemented', vlan: random.integer(firstVlan, lastVlan) });
  const services = store.table(networkOfferings).known(network.networkOfferingUuid)?.services ?? [];
  if (services.length === 0 || network.vpcUuid !== undefined) return undefined;
  const { accountId, zoneId } = network;
  const publicIp = hasService(services, 'SourceNat')
    ? allocate(store, { accountId, zoneId, networkId: network.id, allocated: at, sourceNat: true, system: false })
    : undefined;
  return startRouter(
    cloud,
    { accountId, zoneId, networkId: network.id, ...(publicIp === undefined ? {} : { publicIpId: publicIp.id }) },
    at,
  );
}

/** The same, with the events that the owner of the network gets to see. */
export function implementNetwork(call: Call, network: NetworkRecord): void {
  const { cloud, caller } = call;
  if (network.state !== 'Allocated') return;
  const router = implement(cloud, network);
  const actor = { accountId: caller.account.id, userId: caller.user.id };
  const text = `Assigned Zone Vlan: ${network.vlan} Network Id: ${network.id}`;
  cloud.events.write({ ...actor, type: 'ZONE.VLAN.ASSIGN', description: text, resourceType: 'Network', resourceUuid: network.uuid });
  if (router === undefined) return;
  cloud.events.created(call, { type: 'FIREWALL.OPEN', description: 'creating firewall rule', resourceType: 'FirewallRule' });
  const disk = routerDisk(cloud, router);
  // Upstream forgets the space.
  const detail = `Volume Type: ROOTVolume Id: ${disk} Vm Id: ${router.uuid}`;
  const creation = { type: 'VOLUME.CREATE', description: 'creating ROOT volume', detail, resourceType: 'Volume', resourceUuid: disk };
  cloud.events.created(call, creation);
}

/** A running router on a host that is up. */
export function startRouter(
  cloud: Cloud,
  router: Omit<RouterRecord, 'id' | 'uuid' | 'linkLocalIp' | 'state' | 'created'>,
  created = cloud.clock.now(),
): RouterRecord {
  const { store, random, clock } = cloud;
  const candidates = store
    .table(hosts)
    .by('type', 'Routing')
    .filter((host) => host.state === 'Up' && host.resourceState === 'Enabled' && host.zoneId === router.zoneId);
  const started = store.table(routers).insert({
    ...router,
    ...(candidates.length === 0 ? {} : { hostId: random.pick(candidates).id }),
    linkLocalIp: `169.254.${random.integer(1, 254)}.${random.integer(2, 254)}`,
    state: 'Running',
    created,
  });
  if (cloud.settings.hypervisor === 'Simulator') clock.schedule(healthCheckAfter, () => complain(cloud, started));
  return started;
}

/** Simulated routers never pass the health check that comes ten minutes after their start. */
function complain(cloud: Cloud, router: RouterRecord): void {
  if (router.state !== 'Running' || cloud.store.table(routers).isRemoved(router)) return;
  raiseAlert(cloud, 9, `Health checks failed: 1 failing checks on router ${routerName(router)} / ${router.uuid}`);
}

/** The router's root disk is in no list, but the event of its creation names it. */
function routerDisk(cloud: Cloud, router: RouterRecord): string {
  const { store, clock } = cloud;
  const table = store.table(volumes);
  const pool = store.table(storagePools).all()[0];
  const disk = table.insert({
    accountId: SYSTEM,
    name: `ROOT-${router.id}`,
    type: 'ROOT',
    zoneId: router.zoneId,
    state: 'Ready',
    size: 2 * GIB,
    created: clock.now(),
    provisioningType: 'thin',
    deleteProtection: false,
    isExtractable: false,
    ...(pool === undefined ? {} : { poolId: pool.id }),
  });
  table.remove(disk);
  return disk.uuid;
}
