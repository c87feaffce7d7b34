import type { LiveResource } from '../../events/live-resources.ts';
import { everything } from '../../scope.ts';
import { type VpcRow, vpcs } from './vpc-loader.ts';

/** How VPCs are followed live. */
export const vpcEvents: LiveResource<VpcRow> = {
  typename: 'Vpc',
  resourceTypes: ['Vpc'],
  createdBy: /^VPC\.CREATE/,
  listCommand: 'listVPCs',
  loader: vpcs,
  // The list takes no ids: all that a page can have shown, not a call for each.
  listShown: async ({ cloud }) => {
    const lists = await Promise.all(everything(cloud.identity).map((scope) => cloud.listAll('listVPCs', scope)));
    return lists.flatMap(({ rows }) => rows);
  },
  digest: (row) => JSON.stringify([row.state, row.name, row.displaytext, row.cidr, row.restartrequired, row.network, row.tags]),
};
