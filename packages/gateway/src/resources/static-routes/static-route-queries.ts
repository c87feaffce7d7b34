import { builder } from '../../builder.ts';
import { ScopeFilter, scopeParameters, TagFilter, tagParameters, tagsMatch } from '../../filters.ts';
import { optionalUuidOf } from '../../ids.ts';
import { resourceQueries } from '../../resource-queries.ts';
import { staticRoutes } from './static-route-loader.ts';
import { STATIC_ROUTE, StaticRoute, StaticRouteConnection } from './static-route-type.ts';

export const StaticRouteFilter = builder.inputType('StaticRouteFilter', {
  description: 'Which static routes. All that is given must hold.',
  fields: (t) => ({
    vpcId: t.id({ description: 'Only those of this VPC.' }),
    tags: t.field({ type: [TagFilter], description: 'Only those with all these tags.' }),
    scope: t.field({ type: ScopeFilter, description: 'Whose routes.' }),
  }),
});

resourceQueries({
  type: StaticRoute,
  connection: StaticRouteConnection,
  words: STATIC_ROUTE,
  single: 'staticRoute',
  plural: 'staticRoutes',
  command: 'listStaticRoutes',
  loader: staticRoutes,
  filter: StaticRouteFilter,
  feature: 'Routing by static routes',
  select: (filter, context) => ({
    parameters: {
      ...scopeParameters(context.cloud.identity, filter?.scope),
      ...tagParameters(filter?.tags),
      vpcid: optionalUuidOf('Vpc', filter?.vpcId, ['filter', 'vpcId']),
    },
    matches: tagsMatch(filter?.tags),
  }),
});
