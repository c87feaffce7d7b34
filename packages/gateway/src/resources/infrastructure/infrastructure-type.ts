import type { Result } from '@cloudstack-graph/client';
import { builder } from '../../builder.ts';

type InfrastructureRow = Result<'listInfrastructure'>;

const COUNTS = {
  zones: ['zones', 'Zones.'],
  pods: ['pods', 'Pods.'],
  clusters: ['clusters', 'Clusters.'],
  hosts: ['hosts', 'Hosts that run machines.'],
  storagePools: ['storagepools', 'Storage pools.'],
  imageStores: ['imagestores', 'Stores of templates, ISOs and snapshots.'],
  objectStores: ['objectstores', 'Object stores.'],
  backupRepositories: ['backuprepositories', 'Repositories of backups.'],
  systemVms: ['systemvms', 'System machines.'],
  routers: ['routers', 'Virtual routers.'],
  managementServers: ['managementservers', 'Management servers.'],
  cpuSockets: ['cpusockets', 'CPU sockets of all hosts, as far as they say.'],
  alerts: ['alerts', 'Alerts that nobody has put aside.'],
} as const satisfies Record<string, readonly [keyof InfrastructureRow, string]>;

const Infrastructure = builder.objectRef<InfrastructureRow>('Infrastructure').implement({
  description: 'How many there are of what the cloud is made of.',
  fields: (t) =>
    Object.fromEntries(
      Object.entries(COUNTS).map(([name, [field, description]]) => [
        name,
        t.int({ description, resolve: (row) => Number(row[field] ?? 0) }),
      ]),
    ) as { [name in keyof typeof COUNTS]: ReturnType<typeof t.int> },
});

builder.queryField('infrastructure', (t) =>
  t.field({
    type: Infrastructure,
    description: 'How many there are of what the cloud is made of, in one call; for operators.',
    complexity: 10,
    resolve: (_root, _args, { cloud }) => cloud.read('listInfrastructure', {}),
  }),
);
