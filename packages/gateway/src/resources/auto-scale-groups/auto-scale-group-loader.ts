import type { Row } from '@cloudstack-graph/client';
import { resourceLoader } from '../../loading.ts';
import { ownedJoin } from '../../owned-join.ts';

/** Backing shape of `AutoScaleGroup`: a row of `listAutoScaleVmGroups`. */
export type AutoScaleGroupRow = Row<'listAutoScaleVmGroups'>;
/** Backing shape of `AutoScaleCounter`: a row of `listCounters`. */
export type AutoScaleCounterRow = Row<'listCounters'>;

/** Autoscale groups by id. */
export const autoScaleGroups = resourceLoader({ command: 'listAutoScaleVmGroups' });

/** The autoscale group of a load-balancer rule, one at most, batched over all asked for. */
export const autoScaleGroupsOf = ownedJoin({
  command: 'listAutoScaleVmGroups',
  name: 'autoscale groups',
  by: 'lbruleid',
  loader: autoScaleGroups,
});
