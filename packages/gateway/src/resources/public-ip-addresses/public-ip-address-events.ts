import type { LiveResource } from '../../events/live-resources.ts';
import { everything } from '../../scope.ts';
import { type PublicIpAddressRow, publicIpAddresses } from './public-ip-address-loader.ts';

/** How public addresses are followed live. */
export const publicIpAddressEvents: LiveResource<PublicIpAddressRow> = {
  typename: 'PublicIpAddress',
  resourceTypes: ['IpAddress'],
  // Further addresses of a NIC name another address altogether.
  notTouchedBy: /^NIC\.SECONDARY/,
  createdBy: /^NET\.IPASSIGN/,
  listCommand: 'listPublicIpAddresses',
  loader: publicIpAddresses,
  // The list takes no ids: all that a page can have shown, not a call for each.
  listShown: async ({ cloud }) => {
    const lists = await Promise.all(everything(cloud.identity).map((scope) => cloud.listAll('listPublicIpAddresses', scope)));
    return lists.flatMap(({ rows }) => rows);
  },
  alsoTouches: (row) => (row.associatednetworkid === undefined ? [] : [{ typename: 'Network', id: row.associatednetworkid }]),
  isTransitional: (row) => row.state === 'Allocating' || row.state === 'Releasing',
  digest: (row) =>
    JSON.stringify([row.state, row.issourcenat, row.isstaticnat, row.virtualmachineid, row.associatednetworkid, row.hasrules, row.tags]),
};
