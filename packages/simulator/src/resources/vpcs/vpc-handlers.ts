/** Virtual private clouds: one router for several tiers. */
import { ownerOf, target } from '../../access.ts';
import { asJob, type Body, type Call, type JobPlan, type ResourceModule, sync } from '../../command.ts';
import { invalid } from '../../errors.ts';
import type { ActionEvent } from '../../events.ts';
import { checkLimit } from '../../limits.ts';
import { same } from '../../matching.ts';
import { all, listBody, listOwned, when } from '../../paging.ts';
import type { Store } from '../../store.ts';
import { domains } from '../accounts/account-records.ts';
import { zones } from '../infrastructure/infrastructure-records.ts';
import { isCidr } from '../networks/addresses.ts';
import { startRouter } from '../networks/network-implementation.ts';
import { networks } from '../networks/network-records.ts';
import { allocate, publicIps } from '../public-ips/public-ip-records.ts';
import { release } from '../public-ips/release.ts';
import { routers } from '../routers/router-records.ts';
import { vpnConnections, vpnGateways } from '../site-to-site-vpns/site-to-site-vpn-records.ts';
import { staticRoutes } from '../static-routes/static-route-handlers.ts';
import { type VpcOfferingRecord, type VpcRecord, vpcOfferings, vpcs } from './vpc-records.ts';
import { vpcOfferingRow, vpcRow } from './vpc-rows.ts';

const startTime = 900;
const quick = 400;

function listVpcOfferings(call: Call): Body {
  const { params, cloud } = call;
  const test = all<VpcOfferingRecord>(
    when(params.row(vpcOfferings, 'id'), (row, one) => row === one),
    when(params.text('name'), (row, name) => same(row.name, name)),
    when(params.text('state')?.toLowerCase(), (row, state) => row.state.toLowerCase() === state),
    when(params.boolean('isdefault'), (row, isDefault) => row.isDefault === isDefault),
    when(params.like('keyword'), (row, like) => like(row.name)),
  );
  const rows = cloud.store.table(vpcOfferings).all();
  return listBody(call, 'vpcoffering', test === undefined ? rows : rows.filter(test), vpcOfferingRow);
}

function listVpcs(call: Call): Body {
  const { params, cloud } = call;
  return listOwned(call, vpcs, {
    object: 'vpc',
    build: (row) => vpcRow(cloud.store, row),
    texts: (row) => [row.name, row.displayText],
    tags: 'Vpc',
    where: all<VpcRecord>(
      when(params.text('name'), (row, name) => same(row.name, name)),
      when(params.text('state')?.toLowerCase(), (row, state) => row.state.toLowerCase() === state),
      when(params.row(zones, 'zoneid'), (row, zone) => row.zoneId === zone.id),
      when(params.text('cidr'), (row, cidr) => row.cidr === cidr),
      when(params.boolean('restartrequired'), (row, required) => row.restartRequired === required),
    ),
  });
}

function createVpc(call: Call): JobPlan {
  const { params, cloud } = call;
  const { store } = cloud;
  const owner = ownerOf(call);
  const offering = params.row(vpcOfferings, 'vpcofferingid');
  const zone = params.row(zones, 'zoneid');
  const cidr = params.text('cidr') ?? '';
  if (offering === undefined || zone === undefined) throw invalid('Unable to find VPC offering or zone');
  if (!isCidr(cidr)) throw invalid(`Invalid CIDR specified ${cidr}`);
  checkLimit(cloud, owner.id, 'vpc', 1);
  const vpc = store.table(vpcs).insert({
    accountId: owner.id,
    name: params.required('name'),
    displayText: params.text('displaytext') ?? params.required('name'),
    zoneId: zone.id,
    vpcOfferingUuid: offering.uuid,
    cidr,
    networkDomain:
      params.text('networkdomain') ?? store.table(domains).byId(owner.domainId)?.networkDomain ?? `cs${owner.id}cloud.internal`,
    state: 'Enabled',
    restartRequired: false,
    created: cloud.clock.now(),
  });
  const creation = { type: 'VPC.CREATE', resourceType: 'Vpc', resourceUuid: vpc.uuid };
  const detail = `Id: ${vpc.id}`;
  const parent = cloud.events.created(call, { ...creation, description: 'creating VPC', detail });
  return {
    resourceId: vpc.uuid,
    instance: { type: 'None' },
    milliseconds: startTime,
    event: {
      ...creation,
      description: 'creating VPC',
      detail,
      scheduled: `creating VPC. Id: ${vpc.uuid}`,
      ownerId: owner.id,
      parentUuid: parent.uuid,
    },
    finish: () => {
      const common = { accountId: owner.id, zoneId: zone.id, vpcUuid: vpc.uuid };
      const publicIp = allocate(store, { ...common, allocated: cloud.clock.now(), sourceNat: true, system: false });
      startRouter(cloud, { ...common, ...(publicIp === undefined ? {} : { publicIpId: publicIp.id }) });
      return { vpc: vpcRow(store, vpc) };
    },
  };
}

function updateVpc(call: Call): JobPlan {
  const { params, cloud } = call;
  const vpc = target(call, vpcs, 'id');
  return plan(vpc, quick, 'VPC.UPDATE', 'updating vpc', () => {
    const name = params.text('name') ?? vpc.name;
    cloud.store.table(vpcs).update(vpc, { name, displayText: params.text('displaytext') ?? vpc.displayText });
    return { vpc: vpcRow(cloud.store, vpc) };
  });
}

function restartVpc(call: Call): JobPlan {
  const vpc = target(call, vpcs, 'id');
  return plan(vpc, startTime, 'VPC.RESTART', 'restarting vpc', () => {
    call.cloud.store.table(vpcs).update(vpc, { restartRequired: false });
    return { success: true };
  });
}

function deleteVpc(call: Call): JobPlan {
  const { store } = call.cloud;
  const vpc = target(call, vpcs, 'id');
  const tiers = store.table(networks).by('vpc', vpc.uuid).length;
  if (tiers > 0) throw invalid(`Can't delete VPC ${vpc.name} as its used by ${tiers} networks`);
  return plan(vpc, quick, 'VPC.DELETE', 'deleting VPC', () => {
    removeTunnels(store, vpc);
    for (const address of [...store.table(publicIps).by('vpc', vpc.uuid)]) release(store, address);
    for (const router of [...store.table(routers).by('vpc', vpc.uuid)]) store.table(routers).remove(router);
    store.table(vpcs).remove(vpc);
    return { success: true };
  });
}

/** Its ways to networks elsewhere go with a VPC. */
function removeTunnels(store: Store, vpc: VpcRecord): void {
  for (const gateway of [...store.table(vpnGateways).by('vpc', vpc.uuid)]) {
    for (const connection of [...store.table(vpnConnections).by('gateway', gateway.uuid)]) store.table(vpnConnections).remove(connection);
    store.table(vpnGateways).remove(gateway);
  }
  for (const route of [...store.table(staticRoutes).by('vpc', vpc.uuid)]) store.table(staticRoutes).remove(route);
}

function plan(vpc: VpcRecord, milliseconds: number, type: string, description: string, finish: () => Body): JobPlan {
  const event: ActionEvent = {
    ...{ type, description, detail: `VPC Id: ${vpc.id}`, scheduled: `${description} id=${vpc.id}` },
    ...{ resourceType: 'Vpc', resourceUuid: vpc.uuid, ownerId: vpc.accountId },
  };
  return { instance: { type: 'None' }, milliseconds, event, finish };
}

const byId = { entities: { id: vpcs } };

export const vpcResource: ResourceModule = {
  tables: [vpcs, vpcOfferings],
  commands: {
    listVPCOfferings: sync(listVpcOfferings, { entities: { id: vpcOfferings } }),
    listVPCs: sync(listVpcs, byId),
    createVPC: asJob('user.vpc.CreateVPCCmd', createVpc),
    updateVPC: asJob('user.vpc.UpdateVPCCmd', updateVpc, byId),
    restartVPC: asJob('user.vpc.RestartVPCCmd', restartVpc, byId),
    deleteVPC: asJob('user.vpc.DeleteVPCCmd', deleteVpc, byId),
  },
};
