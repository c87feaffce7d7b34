/** The cloud's own machines: secondary storage and consoles. */
import { target } from '../../access.ts';
import { timestamp } from '../../clock.ts';
import { type Cloud, lasting } from '../../cloud.ts';
import { asJob, type Body, type Call, type JobPlan, type ResourceModule, sync } from '../../command.ts';
import { invalid } from '../../errors.ts';
import { same } from '../../matching.ts';
import { all, listBody, when } from '../../paging.ts';
import { vlanIpRanges } from '../public-ips/public-ip-records.ts';
import { templates } from '../templates/template-records.ts';
import { type HostRecord, hosts, pods, zones } from './infrastructure-records.ts';
import { type SystemVmRecord, systemVms } from './system-records.ts';

const offerings = {
  secondarystoragevm: { id: 'cf3f1e3c-9266-4db8-986f-65a1442ff7f2', name: 'System Offering For Secondary Storage VM' },
  consoleproxy: { id: 'f429cfd3-51bf-4c5c-bd59-b2cabe4ea53b', name: 'System Offering For Console Proxy' },
};

/** Until another machine stands in the place of a destroyed one. */
const replacementTime = 5000;

/** A MAC address that belongs to a number and a kind of NIC. */
export function systemMac(prefix: string, number: number): string {
  return `${prefix}:${hex((number * 37) % 256)}:00:${hex(number >> 8)}:${hex(number)}`;
}

const hex = (value: number): string => (value & 255).toString(16).padStart(2, '0');

function systemVmRow(cloud: Cloud, vm: SystemVmRecord): Body {
  const { store, settings } = cloud;
  const zone = store.table(zones).byId(vm.zoneId);
  const pod = store.table(pods).byId(vm.podId);
  const host = store.table(hosts).byId(vm.hostId);
  const range = store.table(vlanIpRanges).find(({ zoneId }) => zoneId === vm.zoneId);
  const template = store.table(templates).find(({ type }) => type === 'SYSTEM');
  const proxy = vm.kind === 'consoleproxy';
  return {
    id: vm.uuid,
    systemvmtype: vm.kind,
    zoneid: zone?.uuid,
    zonename: zone?.name,
    dns1: zone?.dns1,
    gateway: range?.gateway,
    name: vm.name,
    podid: pod?.uuid,
    podname: pod?.name,
    hostid: host?.uuid,
    hostname: host?.name,
    hostcontrolstate: host === undefined ? undefined : 'Enabled',
    hypervisor: settings.hypervisor,
    privateip: vm.privateIp,
    privatemacaddress: systemMac('1e:00', vm.id + 126),
    privatenetmask: pod?.netmask,
    linklocalip: vm.linkLocalIp,
    linklocalmacaddress: `0e:00:${vm.linkLocalIp
      .split('.')
      .map((part) => hex(Number(part)))
      .join(':')}`,
    linklocalnetmask: '255.255.0.0',
    publicip: vm.publicIp,
    publicmacaddress: systemMac('1e:00', vm.id + 199),
    publicnetmask: range?.netmask,
    templateid: template?.uuid,
    templatename: template?.name,
    created: timestamp(vm.created),
    state: vm.state,
    ...(proxy ? { activeviewersessions: 0 } : { agentstate: vm.state === 'Running' ? 'Up' : 'Disconnected', version: settings.version }),
    isdynamicallyscalable: false,
    serviceofferingid: offerings[vm.kind].id,
    serviceofferingname: offerings[vm.kind].name,
    arch: 'x86_64',
    hasannotations: false,
  };
}

function listSystemVms(call: Call): Body {
  const { params, cloud } = call;
  const test = all<SystemVmRecord>(
    when(params.row(systemVms, 'id'), (row, one) => row === one),
    when(params.text('name'), (row, name) => same(row.name, name)),
    when(params.text('systemvmtype')?.toLowerCase(), (row, kind) => row.kind === kind),
    when(params.text('state')?.toLowerCase(), (row, state) => row.state.toLowerCase() === state),
    when(params.row(hosts, 'hostid'), (row, host) => row.hostId === host.id),
    when(params.row(pods, 'podid'), (row, pod) => row.podId === pod.id),
    when(params.row(zones, 'zoneid'), (row, zone) => row.zoneId === zone.id),
    when(params.like('keyword'), (row, like) => like(row.name)),
  );
  const rows = cloud.store.table(systemVms).all();
  return listBody(call, 'systemvm', test === undefined ? rows : rows.filter(test), (row) => systemVmRow(cloud, row));
}

type Move = readonly [
  action: string,
  description: string,
  from: SystemVmRecord['state'],
  by: SystemVmRecord['state'],
  to: SystemVmRecord['state'],
];

const start: Move = ['START', 'starting', 'Stopped', 'Starting', 'Running'];
const stop: Move = ['STOP', 'stopping', 'Running', 'Stopping', 'Stopped'];
const reboot: Move = ['REBOOT', 'rebooting', 'Running', 'Running', 'Running'];

function move(call: Call, [action, description, from, by, to]: Move): JobPlan {
  const { cloud } = call;
  const vm = target(call, systemVms, 'id');
  const table = cloud.store.table(systemVms);
  return plan(vm, action, description, {
    start: () => {
      if (vm.state !== from) throw invalid(`System VM ${vm.name} is in state ${vm.state}, not in ${from}`);
      table.update(vm, { state: by });
    },
    finish: () => {
      table.update(vm, { state: to });
      return { systemvm: systemVmRow(cloud, vm) };
    },
  });
}

function plan(vm: SystemVmRecord, action: string, description: string, steps: Pick<JobPlan, 'start' | 'finish'>): JobPlan {
  const proxy = vm.kind === 'consoleproxy';
  return {
    instance: { type: 'SystemVm', uuid: vm.uuid },
    milliseconds: 2000,
    queue: `system vm ${vm.id}`,
    event: {
      type: `${proxy ? 'PROXY' : 'SSVM'}.${action}`,
      description: `${description} ${proxy ? 'console proxy' : 'secondary storage'} Vm`,
      scheduled: `${description} system vm: ${vm.uuid}`,
      resourceType: proxy ? 'ConsoleProxy' : 'SystemVm',
      resourceUuid: vm.uuid,
    },
    ...steps,
  };
}

/** To another host of the zone, the wanted one or any. Upstream's event says `VM.MIGRATE`. */
function migrate(call: Call): JobPlan {
  const { cloud, params } = call;
  const vm = target(call, systemVms, 'virtualmachineid');
  const table = cloud.store.table(systemVms);
  const wanted = params.row(hosts, 'hostid');
  if (wanted === undefined && params.boolean('autoselect') !== true) throw invalid('Either hostid or storageid must be specified');
  const fits = (host: HostRecord): boolean => host.type === 'Routing' && host.zoneId === vm.zoneId && host.resourceState === 'Enabled';
  const host = wanted ?? cloud.store.table(hosts).find((other) => other.id !== vm.hostId && fits(other));
  if (host === undefined || !fits(host)) throw invalid('Unable to find a host to migrate the system VM to');
  const planned = plan(vm, 'MIGRATE', 'migrating', {
    start: () => {
      if (vm.state !== 'Running') throw invalid(`VM is not Running, unable to migrate the vm ${vm.name}`);
      if (vm.hostId === host.id) throw invalid(`Cannot migrate VM, destination host ${host.name} is the same as the current one`);
      table.update(vm, { state: 'Migrating' });
    },
    finish: () => {
      table.update(vm, { state: 'Running', hostId: host.id });
      return { systemvm: systemVmRow(cloud, vm) };
    },
  });
  return planned.event === undefined ? planned : { ...planned, event: { ...planned.event, type: 'VM.MIGRATE' } };
}

/** Another one of its kind comes in its place, under the next number. */
function destroy(call: Call): JobPlan {
  const { cloud } = call;
  const vm = target(call, systemVms, 'id');
  const table = cloud.store.table(systemVms);
  return plan(vm, 'DESTROY', 'destroying', {
    finish: () => {
      const systemvm = { ...systemVmRow(cloud, vm), state: 'Expunging' };
      table.remove(vm);
      const { id: _id, uuid: _uuid, ...values } = vm;
      const next = table.insert({ ...values, state: 'Starting', created: cloud.clock.now() });
      table.update(next, { name: `${vm.name.slice(0, 2)}${next.id}-VM` });
      cloud.clock.schedule(lasting(cloud, replacementTime), () => table.update(next, { state: 'Running' }));
      return { systemvm };
    },
  });
}

const byId = { entities: { id: systemVms } };

export const systemVmResource: ResourceModule = {
  tables: [systemVms],
  commands: {
    listSystemVms: sync(listSystemVms, byId),
    startSystemVm: asJob('admin.systemvm.StartSystemVMCmd', (call) => move(call, start), byId),
    stopSystemVm: asJob('admin.systemvm.StopSystemVmCmd', (call) => move(call, stop), byId),
    rebootSystemVm: asJob('admin.systemvm.RebootSystemVmCmd', (call) => move(call, reboot), byId),
    migrateSystemVm: asJob('admin.systemvm.MigrateSystemVMCmd', migrate, { entities: { virtualmachineid: systemVms } }),
    destroySystemVm: asJob('admin.systemvm.DestroySystemVmCmd', destroy, byId),
  },
};
