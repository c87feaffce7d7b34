import type { ActionRule } from '../../actions.ts';
import { builder } from '../../builder.ts';
import { Resource, Tag } from '../../interfaces.ts';
import { resourceFields } from '../../resource-fields.ts';
import { connectionOf } from '../../resource-queries.ts';
import { vpcs } from '../vpcs/vpc-loader.ts';
import { Vpc } from '../vpcs/vpc-type.ts';
import { type StaticRouteRow, staticRoutes, staticRoutesOf } from './static-route-loader.ts';

/** When CloudStack takes an action on a static route. */
export const staticRouteRules: readonly ActionRule<Partial<StaticRouteRow>>[] = [
  {
    name: 'DELETE',
    command: 'deleteStaticRoute',
    refusal: ({ state }) => (state === 'Revoke' || state === 'Deleting' ? 'The route is being deleted.' : null),
  },
];

export const StaticRoute = builder.node(builder.objectRef<StaticRouteRow>('StaticRoute'), {
  description: 'The way from a VPC to a network elsewhere.',
  interfaces: [Resource],
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => staticRoutes.loadMany(context, ids),
  fields: (t) => ({
    ...resourceFields<StaticRouteRow>(t, staticRouteRules),
    name: t.string({ description: 'The network that it leads to, as CIDR.', resolve: (row) => row.cidr ?? '' }),
    cidr: t.string({ description: 'The network that it leads to, as CIDR.', resolve: (row) => row.cidr ?? '' }),
    nextHop: t.string({
      nullable: true,
      description: 'The address to which what goes there is handed: of a router, or of a private gateway.',
      resolve: (row) => row.nexthop ?? row.vpcgatewayip ?? null,
    }),
    privateGatewayUuid: t.id({
      nullable: true,
      description: 'The private gateway that it goes by, where it does.',
      resolve: (row) => row.vpcgatewayid ?? null,
    }),
    state: t.string({ description: "CloudStack's state: `Staged`, `Add`, `Active`, `Revoke`.", resolve: (row) => row.state ?? '' }),
    vpc: t.field({
      type: Vpc,
      nullable: true,
      description: 'The VPC whose way it is.',
      resolve: (row, _args, context) => (row.vpcid === undefined ? null : vpcs.load(context, row.vpcid)),
    }),
    tags: t.field({ type: [Tag], description: 'Its tags.', resolve: (row) => row.tags ?? [] }),
  }),
});

export const STATIC_ROUTE = { one: 'a static route', many: 'static routes' };
export const StaticRouteConnection = connectionOf(StaticRoute, STATIC_ROUTE);

builder.objectField(Vpc, 'staticRoutes', (t) =>
  t.field({
    type: [StaticRoute],
    description: 'Its ways to networks elsewhere.',
    complexity: { field: 1, multiplier: 3 },
    resolve: (vpc, _args, context) => staticRoutesOf(context, vpc),
  }),
);
