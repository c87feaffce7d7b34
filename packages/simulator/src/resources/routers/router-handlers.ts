/** Virtual routers, as root admins see them. */
import { target } from '../../access.ts';
import { timestamp } from '../../clock.ts';
import type { Cloud } from '../../cloud.ts';
import { asJob, type Body, type Call, type JobPlan, type ResourceModule, sync } from '../../command.ts';
import { invalid } from '../../errors.ts';
import { same } from '../../matching.ts';
import { all, listOwned, when } from '../../paging.ts';
import { ownerFields } from '../accounts/owner.ts';
import { clusters, hosts, pods, zones } from '../infrastructure/infrastructure-records.ts';
import { systemMac } from '../infrastructure/system-vm-handlers.ts';
import { networks } from '../networks/network-records.ts';
import { systemNetworks } from '../networks/network-rows.ts';
import { publicIps, vlanIpRanges } from '../public-ips/public-ip-records.ts';
import { templates } from '../templates/template-records.ts';
import { vpcs } from '../vpcs/vpc-records.ts';
import { type RouterRecord, routerName, routers } from './router-records.ts';

const offering = { id: '79e3a417-e1f1-457a-bbec-6a2ba482e859', name: 'System Offering For Software Router' };
const moveTime = 1800;

function guestNic(cloud: Cloud, router: RouterRecord): Body[] {
  const network = cloud.store.table(networks).byId(router.networkId);
  if (network === undefined) return [];
  const uri = network.vlan === undefined ? undefined : `vlan://${network.vlan}`;
  return [
    {
      id: idOf(router, 1),
      networkid: network.uuid,
      networkname: network.name,
      netmask: network.netmask,
      ipaddress: network.gateway,
      isolationuri: uri,
      broadcasturi: uri,
      traffictype: 'Guest',
      type: network.type,
      isdefault: false,
      macaddress: guestMac(router),
      mtu: 1500,
    },
  ];
}

function controlNic(router: RouterRecord): Body {
  return {
    id: idOf(router, 2),
    networkid: systemNetworks.control,
    netmask: '255.255.0.0',
    gateway: '169.254.0.1',
    ipaddress: router.linkLocalIp,
    traffictype: 'Control',
    isdefault: false,
    macaddress: controlMac(router),
  };
}

function publicNic(cloud: Cloud, router: RouterRecord): Body[] {
  const address = cloud.store.table(publicIps).byId(router.publicIpId);
  const range = cloud.store.table(vlanIpRanges).find(({ zoneId }) => zoneId === router.zoneId);
  if (address === undefined || range === undefined) return [];
  return [
    {
      id: idOf(router, 3),
      networkid: systemNetworks.public,
      netmask: range.netmask,
      gateway: range.gateway,
      ipaddress: address.address,
      isolationuri: range.vlan,
      broadcasturi: range.vlan,
      traffictype: 'Public',
      isdefault: true,
      macaddress: publicMac(router),
      mtu: 1500,
    },
  ];
}

/** Router NICs are no rows of their own; their ids follow from the router's. */
function idOf(router: RouterRecord, nic: number): string {
  return `${router.uuid.slice(0, 9)}${String(nic).padStart(4, '0')}${router.uuid.slice(13)}`;
}

const guestMac = (router: RouterRecord): string => `02:01:00:cc:00:${(router.id & 255).toString(16).padStart(2, '0')}`;
const publicMac = (router: RouterRecord): string => systemMac('1e:00', router.id + 200);
const controlMac = (router: RouterRecord): string =>
  `0e:00:${router.linkLocalIp
    .split('.')
    .map((part) => Number(part).toString(16).padStart(2, '0'))
    .join(':')}`;

function routerRow(cloud: Cloud, router: RouterRecord): Body {
  const { store } = cloud;
  const zone = store.table(zones).byId(router.zoneId);
  const host = store.table(hosts).byId(router.hostId);
  const pod = store.table(pods).byId(host?.podId) ?? store.table(pods).all()[0];
  const network = store.table(networks).byId(router.networkId);
  const vpc = router.vpcUuid === undefined ? undefined : store.table(vpcs).get(router.vpcUuid);
  const address = store.table(publicIps).byId(router.publicIpId);
  const range = store.table(vlanIpRanges).find(({ zoneId }) => zoneId === router.zoneId);
  const template = store.table(templates).find(({ type }) => type === 'SYSTEM');
  return {
    id: router.uuid,
    zoneid: zone?.uuid,
    zonename: zone?.name,
    dns1: zone?.dns1,
    networkdomain: network?.networkDomain ?? vpc?.networkDomain,
    gateway: range?.gateway,
    name: routerName(router),
    podid: pod?.uuid,
    podname: pod?.name,
    hostid: host?.uuid,
    hostname: host?.name,
    hostcontrolstate: host === undefined ? undefined : 'Enabled',
    hypervisor: cloud.settings.hypervisor,
    linklocalip: router.linkLocalIp,
    linklocalmacaddress: controlMac(router),
    linklocalnetmask: '255.255.0.0',
    linklocalnetworkid: systemNetworks.control,
    publicip: address?.address,
    publicmacaddress: address === undefined ? undefined : publicMac(router),
    publicnetmask: address === undefined ? undefined : range?.netmask,
    publicnetworkid: address === undefined ? undefined : systemNetworks.public,
    guestipaddress: network?.gateway,
    guestmacaddress: network === undefined ? undefined : guestMac(router),
    guestnetmask: network?.netmask,
    guestnetworkid: network?.uuid,
    guestnetworkname: network?.name,
    vpcid: vpc?.uuid,
    vpcname: vpc?.name,
    templateid: template?.uuid,
    templatename: template?.name,
    created: timestamp(router.created),
    state: router.state,
    ...ownerFields(store, router.accountId),
    serviceofferingid: offering.id,
    serviceofferingname: offering.name,
    isredundantrouter: false,
    redundantstate: 'UNKNOWN',
    version: '4.10.0',
    scriptsversion: '9ab70c33-f5f7-4a72-b872-cdb59b67c951',
    role: 'VIRTUAL_ROUTER',
    nic: [...guestNic(cloud, router), controlNic(router), ...publicNic(cloud, router)],
    requiresupgrade: false,
    healthchecksfailed: false,
    softwareversion: '4.22.0.0',
    arch: 'x86_64',
    hasannotations: false,
  };
}

function listRouters(call: Call): Body {
  const { params, cloud } = call;
  const { store } = cloud;
  const hostOf = (row: RouterRecord) => store.table(hosts).byId(row.hostId);
  return listOwned(call, routers, {
    object: 'router',
    build: (row) => routerRow(cloud, row),
    texts: (row) => [routerName(row)],
    where: all<RouterRecord>(
      when(params.text('name'), (row, name) => same(routerName(row), name)),
      when(params.text('state')?.toLowerCase(), (row, state) => row.state.toLowerCase() === state),
      when(params.row(zones, 'zoneid'), (row, zone) => row.zoneId === zone.id),
      when(params.row(hosts, 'hostid'), (row, host) => row.hostId === host.id),
      when(params.row(pods, 'podid'), (row, pod) => hostOf(row)?.podId === pod.id),
      when(params.row(clusters, 'clusterid'), (row, cluster) => hostOf(row)?.clusterId === cluster.id),
      when(params.row(networks, 'networkid'), (row, network) => row.networkId === network.id),
      when(params.row(vpcs, 'vpcid'), (row, vpc) => row.vpcUuid === vpc.uuid),
      when(params.boolean('forvpc'), (row, forVpc) => (row.vpcUuid !== undefined) === forVpc),
    ),
  });
}

type State = RouterRecord['state'];

function move(call: Call, action: string, description: string, from: State, by: State, to: State): JobPlan {
  const { cloud } = call;
  const router = target(call, routers, 'id');
  const table = cloud.store.table(routers);
  return plan(router, action, description, {
    start: () => {
      if (router.state !== from) throw invalid(`Router ${routerName(router)} is in state ${router.state}, not in ${from}`);
      table.update(router, { state: by });
    },
    finish: () => {
      table.update(router, { state: to });
      return { router: routerRow(cloud, router) };
    },
  });
}

function plan(router: RouterRecord, action: string, description: string, steps: Pick<JobPlan, 'start' | 'finish'>): JobPlan {
  return {
    instance: { type: 'DomainRouter', uuid: router.uuid },
    milliseconds: moveTime,
    queue: `router ${router.id}`,
    event: {
      ...{
        type: `ROUTER.${action}`,
        description: `${description} router Vm`,
        detail: `Router Id: ${router.id}`,
        scheduled: `${description} router: ${router.uuid}`,
      },
      ...{ resourceType: 'DomainRouter', resourceUuid: router.uuid, ownerId: router.accountId },
    },
    ...steps,
  };
}

/** The network has none until it is restarted or a machine starts in it. */
function destroy(call: Call): JobPlan {
  const { cloud } = call;
  const router = target(call, routers, 'id');
  return plan(router, 'DESTROY', 'destroying', {
    finish: () => {
      const row = { ...routerRow(cloud, router), state: 'Expunging' };
      cloud.store.table(routers).remove(router);
      return { router: row };
    },
  });
}

const byId = { entities: { id: routers } };

export const routerResource: ResourceModule = {
  tables: [routers],
  commands: {
    listRouters: sync(listRouters, byId),
    startRouter: asJob('admin.router.StartRouterCmd', (call) => move(call, 'START', 'starting', 'Stopped', 'Starting', 'Running'), byId),
    stopRouter: asJob('admin.router.StopRouterCmd', (call) => move(call, 'STOP', 'stopping', 'Running', 'Stopping', 'Stopped'), byId),
    rebootRouter: asJob('admin.router.RebootRouterCmd', (call) => move(call, 'REBOOT', 'rebooting', 'Running', 'Running', 'Running'), byId),
    destroyRouter: asJob('admin.router.DestroyRouterCmd', destroy, byId),
  },
};
