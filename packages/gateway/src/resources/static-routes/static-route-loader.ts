import type { Row } from '@cloudstack-graph/client';
import { resourceLoader } from '../../loading.ts';
import { ownedJoin } from '../../owned-join.ts';

/** Backing shape of `StaticRoute`: a row of `listStaticRoutes`. */
export type StaticRouteRow = Row<'listStaticRoutes'>;

/** Static routes by id. */
export const staticRoutes = resourceLoader({ command: 'listStaticRoutes' });

/** The static routes of a VPC, batched over all asked for. */
export const staticRoutesOf = ownedJoin({ command: 'listStaticRoutes', name: 'static routes', by: 'vpcid', loader: staticRoutes });
