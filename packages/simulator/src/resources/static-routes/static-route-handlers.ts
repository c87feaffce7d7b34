/** Routes of VPCs to networks elsewhere, by way of a next hop. There are no private gateways here, which operators make. */
import { target } from '../../access.ts';
import { asJob, type Body, type Call, type JobPlan, type ResourceModule, sync } from '../../command.ts';
import { invalid } from '../../errors.ts';
import type { ActionEvent } from '../../events.ts';
import { all, listOwned, when } from '../../paging.ts';
import { defineTable, type Entity, type Store } from '../../store.ts';
import { ownerFields } from '../accounts/owner.ts';
import { isAddress, isCidr, overlaps } from '../networks/addresses.ts';
import { tagFields } from '../tags/tag-fields.ts';
import { vpcs } from '../vpcs/vpc-records.ts';

interface StaticRouteRecord extends Entity {
  accountId: number;
  vpcUuid: string;
  cidr: string;
  nextHop: string;
  state: 'Staged' | 'Add' | 'Active' | 'Revoke';
}

export const staticRoutes = defineTable<StaticRouteRecord>()({
  name: 'StaticRoute',
  indexes: { vpc: (row) => row.vpcUuid },
  label: (row) => row.cidr,
});

const quick = 400;

function routeRow(store: Store, route: StaticRouteRecord): Body {
  return {
    id: route.uuid,
    state: route.state,
    vpcid: route.vpcUuid,
    nexthop: route.nextHop,
    cidr: route.cidr,
    ...ownerFields(store, route.accountId),
    tags: tagFields(store, route.uuid),
  };
}

function listStaticRoutes(call: Call): Body {
  const { params, cloud } = call;
  return listOwned(call, staticRoutes, {
    object: 'staticroute',
    build: (row) => routeRow(cloud.store, row),
    texts: (row) => [row.cidr],
    tags: 'StaticRoute',
    where: all<StaticRouteRecord>(
      when(params.row(vpcs, 'vpcid'), (row, vpc) => row.vpcUuid === vpc.uuid),
      when(params.text('state')?.toLowerCase(), (row, state) => row.state.toLowerCase() === state),
    ),
  });
}

function createStaticRoute(call: Call): JobPlan {
  const { params, cloud } = call;
  const { store } = cloud;
  if (params.has('gatewayid')) throw invalid('Invalid gateway id is given');
  if (!params.has('vpcid') || !params.has('nexthop')) throw invalid('Either nexthop and vpcid, or gatewayid must be specified');
  const vpc = target(call, vpcs, 'vpcid');
  const [cidr, nextHop] = [params.required('cidr'), params.required('nexthop')];
  if (!isCidr(cidr)) throw invalid(`Invalid format for cidr ${cidr}`);
  if (!isAddress(nextHop)) throw invalid(`Invalid format for ip address ${nextHop}`);
  if (overlaps(cidr, vpc.cidr)) throw invalid(`CIDR should be outside of VPC cidr ${vpc.cidr}`);
  const table = store.table(staticRoutes);
  if (table.by('vpc', vpc.uuid).some((route) => overlaps(route.cidr, cidr)))
    throw invalid(`New static route cidr ${cidr} conflicts with existing static route`);
  const route = table.insert({ accountId: vpc.accountId, vpcUuid: vpc.uuid, cidr, nextHop, state: 'Add' });
  const parent = cloud.events.created(call, {
    ...{ type: 'STATIC.ROUTE.CREATE', description: 'creating static route', resourceType: 'StaticRoute', resourceUuid: route.uuid },
  });
  return {
    resourceId: route.uuid,
    instance: { type: 'StaticRoute', uuid: route.uuid },
    milliseconds: quick,
    event: { ...routeEvent(route, 'CREATE', 'Applying static route'), parentUuid: parent.uuid },
    finish: () => {
      table.update(route, { state: 'Active' });
      return { staticroute: routeRow(store, route) };
    },
  };
}

function deleteStaticRoute(call: Call): JobPlan {
  const { store } = call.cloud;
  const route = target(call, staticRoutes, 'id');
  return {
    instance: { type: 'StaticRoute', uuid: route.uuid },
    milliseconds: quick,
    event: routeEvent(route, 'DELETE', 'deleting static route'),
    start: () => {
      store.table(staticRoutes).update(route, { state: 'Revoke' });
    },
    finish: () => {
      store.table(staticRoutes).remove(route);
      return { success: true };
    },
  };
}

function routeEvent(route: StaticRouteRecord, action: string, description: string): ActionEvent {
  const common = { type: `STATIC.ROUTE.${action}`, description, scheduled: `${description} id=${route.id}` };
  return { ...common, resourceType: 'StaticRoute', resourceUuid: route.uuid, ownerId: route.accountId };
}

const byId = { entities: { id: staticRoutes } };

export const staticRouteResource: ResourceModule = {
  tables: [staticRoutes],
  commands: {
    listStaticRoutes: sync(listStaticRoutes, byId),
    createStaticRoute: asJob('user.vpc.CreateStaticRouteCmd', createStaticRoute),
    deleteStaticRoute: asJob('user.vpc.DeleteStaticRouteCmd', deleteStaticRoute, byId),
  },
};
