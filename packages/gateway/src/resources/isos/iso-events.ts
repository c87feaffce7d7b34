import type { LiveResource } from '../../events/live-resources.ts';
import { isAdmin } from '../../identity/identity.ts';
import { type IsoRow, isos } from './iso-loader.ts';

/** How ISOs are followed live. `ISO.CREATE Completed` is the registration, the end of the download writes no event: it is looked for. */
export const isoEvents: LiveResource<IsoRow> = {
  typename: 'Iso',
  resourceTypes: ['Iso'],
  // Attaching and detaching name the machine.
  notTouchedBy: /^ISO\.(ATTACH|DETACH)/,
  createdBy: /^ISO\.CREATE/,
  listCommand: 'listIsos',
  loader: isos,
  // listIsos takes no ids: the lists that a page can have shown, not a call for each
  listShown: async ({ cloud }) => {
    const lights = isAdmin(cloud.identity) ? (['all'] as const) : (['executable', 'self'] as const);
    const lists = await Promise.all(lights.map((isofilter) => cloud.listAll('listIsos', { isofilter })));
    return lists.flatMap(({ rows }) => rows);
  },
  isTransitional: (row) => row.isready === false && !/error|fail|abandon/i.test(row.status ?? ''),
  digest: (row) => JSON.stringify([row.isready, row.status, row.name, row.displaytext, row.size, row.ispublic, row.isfeatured, row.tags]),
};
