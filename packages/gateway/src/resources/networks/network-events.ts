import type { LiveResource } from '../../events/live-resources.ts';
import { resourceLoader } from '../../loading.ts';
import { everything } from '../../scope.ts';
import { type NetworkRow, networks } from './network-loader.ts';

const single = resourceLoader({ command: 'listNetworks' });

/** How networks are followed live: past the list that is kept for seconds, which is forgotten with every look. */
export const networkEvents: LiveResource<NetworkRow> = {
  typename: 'Network',
  resourceTypes: ['Network'],
  createdBy: /^NETWORK\.CREATE/,
  listCommand: 'listNetworks',
  loader: {
    ...single,
    load: (context, id) => {
      networks.forget(context);
      return single.load(context, id);
    },
    loadMany: (context, ids) => {
      networks.forget(context);
      return single.loadMany(context, ids);
    },
  },
  // The list takes no ids, and shared networks are in it only without a scope: both lists, not a call for each.
  listShown: async ({ cloud }) => {
    const lists = await Promise.all([{}, ...everything(cloud.identity)].map((scope) => cloud.listAll('listNetworks', scope)));
    return lists.flatMap(({ rows }) => rows);
  },
  isTransitional: (row) => row.state === 'Implementing' || row.state === 'Shutdown',
  digest: (row) =>
    JSON.stringify([row.state, row.name, row.displaytext, row.cidr, row.networkofferingid, row.restartrequired, row.aclid, row.tags]),
};
