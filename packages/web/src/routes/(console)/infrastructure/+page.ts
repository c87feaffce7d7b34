import { error } from '@sveltejs/kit';
import { preload } from '#lib/graph/query.svelte.ts';
import { runsTheCloud } from '../viewer.ts';
import type { PageLoad } from './$types';
import { AlertsQuery, HostsQuery, StoragePoolsQuery, SystemVmsQuery, ZonesQuery } from './infrastructure-documents.ts';

/** More are shown when somebody asks for all. */
const SHOWN = 100;
const ALERTS = 3;

export const load: PageLoad = async ({ parent }) => {
  const { client, viewer } = await parent();
  if (!runsTheCloud(viewer)) error(404);
  const [zones, alerts, hosts, storagePools, systemVms] = await Promise.all([
    preload(client, ZonesQuery, {}),
    preload(client, AlertsQuery, { first: ALERTS }),
    preload(client, HostsQuery, { first: SHOWN }),
    preload(client, StoragePoolsQuery, { first: SHOWN }),
    preload(client, SystemVmsQuery, { first: SHOWN }),
  ]);
  return { zones, alerts, hosts, storagePools, systemVms };
};
