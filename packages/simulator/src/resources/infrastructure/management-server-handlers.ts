/** The management server, its database, and the counts of everything. */
import { timestamp } from '../../clock.ts';
import { type Body, type Call, type ResourceModule, sync } from '../../command.ts';
import { asyncJobs } from '../../jobs.ts';
import { listBody } from '../../paging.ts';
import { alerts } from '../alerts/alert-handlers.ts';
import { routers } from '../routers/router-records.ts';
import { usageAt } from '../virtual-machines/statistics.ts';
import { clusters, hosts, pods, storagePools, zones } from './infrastructure-records.ts';
import { imageStores, type ManagementServerRecord, managementServers, systemVms } from './system-records.ts';

function serverRow(call: Call, server: ManagementServerRecord, kernel: boolean): Body {
  const { store, settings } = call.cloud;
  const agents = store
    .table(hosts)
    .all()
    .map(({ uuid }) => uuid);
  return {
    id: server.uuid,
    name: server.name,
    state: 'Up',
    version: settings.version,
    javadistribution: 'Debian',
    javaversion: '17.0.15+6-Debian-1deb12u1',
    osdistribution: 'Debian GNU/Linux 12 (bookworm)',
    lastserverstart: timestamp(server.started),
    lastboottime: timestamp(server.booted),
    kernelversion: kernel ? '6.1.0-37-amd64' : undefined,
    serviceip: server.ipAddress,
    ipaddress: server.ipAddress,
    lastagents: [],
    agents,
    agentscount: agents.length,
    pendingjobscount: store.table(asyncJobs).by('unfinished', 1).length,
  };
}

function listManagementServers(call: Call, build: (server: ManagementServerRecord) => Body): Body {
  const { params, cloud } = call;
  const one = params.row(managementServers, 'id');
  const rows = cloud.store
    .table(managementServers)
    .all()
    .filter((server) => (one === undefined || server === one) && (params.text('name') ?? server.name) === server.name);
  return listBody(call, 'managementserver', rows, build);
}

const heapTotal = 3 * 1024 ** 3;

/** Figures of a busy Java process, which move with the time of day. */
function metrics(call: Call, server: ManagementServerRecord): Body {
  const { clock, sessions, store } = call.cloud;
  const now = clock.now();
  const use = usageAt(server, now);
  const load = Math.round(800 * use.cpu) / 100;
  return {
    availableprocessors: 8,
    agentcount: store.table(hosts).all().length,
    sessions: sessions.size,
    heapmemoryused: Math.round(heapTotal * use.memory),
    heapmemorytotal: heapTotal,
    threadsblockedcount: 0,
    threadsdaemoncount: 21,
    threadsrunnablecount: 11,
    threadsteminatedcount: 0,
    threadstotalcount: 1676,
    threadswaitingcount: 1514,
    systemmemorytotal: '31.30 GB',
    systemmemoryfree: `${(31.3 * (1 - use.memory)).toFixed(2)} GB`,
    systemmemoryvirtualsize: '7.16 GB',
    loginfo: '',
    systemtotalcpucycles: 22_400.5,
    systemloadaverages: [load, Math.round(90 * load) / 100, Math.round(80 * load) / 100],
    systemcycleusage: [Math.round((now - server.booted) * use.cpu), 120_990, now - server.booted],
    dbislocal: true,
    usageislocal: false,
    cpuload: `${(100 * use.cpu).toFixed(2)} %`,
    collectiontime: timestamp(now),
  };
}

function listInfrastructure(call: Call): Body {
  const { store } = call.cloud;
  return {
    infrastructure: {
      zones: store.table(zones).all().length,
      pods: store.table(pods).all().length,
      clusters: store.table(clusters).all().length,
      hosts: store.table(hosts).by('type', 'Routing').length,
      storagepools: store.table(storagePools).all().length,
      imagestores: store.table(imageStores).all().length,
      backuprepositories: 0,
      objectstores: 0,
      systemvms: store.table(systemVms).all().length,
      routers: store.table(routers).all().length,
      ilbvms: 0,
      cpusockets: 0,
      managementservers: store.table(managementServers).all().length,
      alerts: store.table(alerts).all().length,
    },
  };
}

function listDbMetrics(call: Call): Body {
  const { clock, store } = call.cloud;
  const server = store.table(managementServers).all()[0];
  const uptime = Math.round((clock.now() - (server?.booted ?? clock.now())) / 1000);
  return {
    dbMetrics: {
      collectiontime: timestamp(clock.now()),
      hostname: 'localhost',
      replicas: ['localhost', 'localhost'],
      connections: 78,
      uptime,
      version: '10.11.19-MariaDB-0+deb12u1',
      versioncomment: 'Debian 12',
      queries: 60 * uptime,
      dbloadaverages: [298, 42],
    },
  };
}

const byId = { entities: { id: managementServers } };

export const managementServerResource: ResourceModule = {
  tables: [managementServers],
  commands: {
    listManagementServers: sync((call) => listManagementServers(call, (server) => serverRow(call, server, false)), byId),
    listManagementServersMetrics: sync(
      (call) => listManagementServers(call, (server) => ({ ...metrics(call, server), ...serverRow(call, server, true) })),
      byId,
    ),
    listInfrastructure: sync(listInfrastructure),
    listDbMetrics: sync(listDbMetrics),
  },
};
