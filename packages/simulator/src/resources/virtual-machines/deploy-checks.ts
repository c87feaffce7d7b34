/** What `deployVirtualMachine` checks and looks up before it creates anything. */
import { mayAct } from '../../access.ts';
import type { Call } from '../../command.ts';
import { forbidden, invalid } from '../../errors.ts';
import { same } from '../../matching.ts';
import { invalidValue } from '../../params.ts';
import type { AccountRecord } from '../accounts/account-records.ts';
import type { ZoneRecord } from '../infrastructure/infrastructure-records.ts';
import { type NetworkRecord, networks, nics } from '../networks/network-records.ts';
import { requestedAddress } from '../networks/nics.ts';
import type { DiskOfferingRecord, ServiceOfferingRecord } from '../offerings/offering-records.ts';
import { isReady } from '../templates/image-rows.ts';
import { type ImageRecord, isos, templates } from '../templates/template-records.ts';
import { GIB } from '../volumes/volume-records.ts';
import { virtualMachines } from './virtual-machine-records.ts';

const hostName = /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/** Refuses what is no host name, in the words of the server. */
export function checkHostName(call: Call, name: string): void {
  if (hostName.test(name)) return;
  throw invalidValue(
    call.command,
    "Invalid value provided for API arg: name - it can contain ASCII letters 'a' through 'z', the digits '0' through '9', and the hyphen ('-'), must be between 1 and 63 characters long, and can't start or end with \"-\" and can't start with digit",
  );
}

export interface Size {
  readonly cpuNumber: number;
  readonly cpuSpeed: number;
  readonly memory: number;
}

/** CPU and memory of a VM: the offering's, or for a customised one those of `details`, within its bounds. */
export function sizeOf(offering: ServiceOfferingRecord, details: Readonly<Record<string, string>>): Size {
  const chosen = (name: string): number | undefined => (details[name] === undefined ? undefined : Number(details[name]));
  const cpuNumber = offering.cpuNumber ?? chosen('cpuNumber');
  const cpuSpeed = offering.cpuSpeed ?? chosen('cpuSpeed');
  const memory = offering.memory ?? chosen('memory');
  if (cpuNumber === undefined || cpuSpeed === undefined || memory === undefined) {
    throw invalid('Need to specify custom parameter values cpu, cpu speed and memory when using custom offering');
  }
  const within = (value: number, what: string, low: string, high: string): void => {
    const [least, most] = [Number(offering.details?.[low] ?? 1), Number(offering.details?.[high] ?? Number.POSITIVE_INFINITY)];
    if (!(value >= least && value <= most)) throw invalid(`Invalid ${what} value, specify a value between ${least} and ${most}`);
  };
  if (offering.cpuNumber === undefined) within(cpuNumber, 'CPU cores', 'mincpunumber', 'maxcpunumber');
  if (offering.memory === undefined) within(memory, 'memory', 'minmemory', 'maxmemory');
  return { cpuNumber, cpuSpeed, memory };
}

/** The template, or the ISO to install from, that `templateid` names. */
export function imageOf(call: Call): { template?: ImageRecord; iso?: ImageRecord; image: ImageRecord } {
  const { store } = call.cloud;
  const id = call.params.text('templateid');
  if (id === undefined) throw invalid('Template ID, snapshot ID or volume ID must be specified');
  const template = store.table(templates).get(id);
  const iso = template === undefined ? store.table(isos).get(id) : undefined;
  const image = template ?? iso;
  if (image === undefined) throw invalid(`Unable to use template ${id}`);
  const usable = image.isPublic || image.sharedWith.includes(call.caller.account.id) || mayAct(store, call.caller, image.accountId);
  if (!usable) throw forbidden();
  if (!isReady(image)) throw invalid(`Template ${image.uuid} is not ready to be used`);
  return template === undefined ? { iso: image, image } : { template: image, image };
}

/** The networks of a new VM: those named, the account's only one, or a new one. */
export function networksOf(call: Call, owner: AccountRecord, zone: ZoneRecord): NetworkRecord[] {
  const { store } = call.cloud;
  const mapped = call.params.map('iptonetworklist').flatMap((entry) => store.table(networks).get(entry.networkid ?? '') ?? []);
  const named = call.params.rows(networks, 'networkids') ?? (mapped.length > 0 ? mapped : undefined);
  if (named !== undefined && named.length > 0) {
    for (const network of named) {
      if (network.type !== 'Shared' && network.accountId !== owner.id && !mayAct(store, call.caller, network.accountId)) throw forbidden();
      if (network.zoneId !== zone.id) throw invalid(`Network id=${network.uuid} doesn't belong to zone ${zone.uuid}`);
    }
    return named;
  }
  const own = store
    .table(networks)
    .ofAccount(owner.id)
    .filter((network) => network.zoneId === zone.id && network.type === 'Isolated');
  if (own.length > 1) {
    throw invalid(`More than 1 default Isolated networks are found for account ${owner.name}; please specify networkIds`);
  }
  return [own[0] ?? newNetwork(call, owner, zone)];
}

/** The affinity groups of a new VM, by id or by name. */
export function affinityGroupsOf(call: Call, owner: AccountRecord): string[] {
  const { params, cloud } = call;
  const [ids, names] = [params.list('affinitygroupids'), params.list('affinitygroupnames')];
  if (ids !== undefined && names !== undefined)
    throw invalid('affinitygroupids parameter is mutually exclusive with affinitygroupnames parameter');
  const table = cloud.store.named('AffinityGroup');
  const own = table?.ofAccount(owner.id) ?? [];
  const named = (names ?? []).map((name) => {
    const group = own.find((row) => same(table?.definition.label?.(row), name));
    if (group === undefined) throw invalid(`Unable to find group by name ${name}`);
    return group.uuid;
  });
  return ids ?? named;
}

/** The address asked for in each of the networks, in their order; undefined where any will do. */
export function wishedAddresses(call: Call, into: readonly NetworkRecord[]): (string | undefined)[] {
  const { params, cloud } = call;
  const listed = params.map('iptonetworklist');
  return into.map((network, at) => {
    const wished = listed.find((entry) => entry.networkid === network.uuid)?.ip ?? (at === 0 ? params.text('ipaddress') : undefined);
    return wished === undefined ? undefined : requestedAddress(cloud, network, wished);
  });
}

/** The network CloudStack makes for a first VM that names none. */
function newNetwork(call: Call, owner: AccountRecord, zone: ZoneRecord): NetworkRecord {
  const { store, clock, events } = call.cloud;
  const offering = store
    .named('NetworkOffering')
    ?.find((row) => 'name' in row && row.name === 'DefaultIsolatedNetworkOfferingWithSourceNatService');
  const name = `${owner.name}-network`;
  const network = store.table(networks).insert({
    accountId: owner.id,
    name,
    displayText: name,
    zoneId: zone.id,
    networkOfferingUuid: offering?.uuid ?? '',
    type: 'Isolated',
    state: 'Allocated',
    cidr: zone.guestCidr,
    gateway: zone.guestCidr.replace(/\d+\/\d+$/, '1'),
    netmask: '255.255.255.0',
    networkDomain: 'cs4cloud.internal',
    created: clock.now(),
    restartRequired: false,
  });
  events.completed(call, {
    type: 'NETWORK.CREATE',
    description: 'creating network',
    detail: `Network Id: ${network.id}`,
    resourceType: 'Network',
    resourceUuid: network.uuid,
  });
  return network;
}

export function checkNameIsFree(call: Call, name: string, into: readonly NetworkRecord[]): void {
  const { store } = call.cloud;
  for (const network of into) {
    for (const nic of store.table(nics).by('network', network.id)) {
      const other = store.table(virtualMachines).byId(nic.vmId);
      if (other?.name === name) {
        throw invalid(
          `The vm with hostName ${name} already exists in the network domain: ${network.networkDomain}; network=${network.name}`,
        );
      }
    }
  }
}

/** The size of the root disk, in bytes. */
export function rootSize(call: Call, offering: ServiceOfferingRecord, image: ImageRecord, disk: DiskOfferingRecord | undefined): number {
  const asked = call.params.number('rootdisksize');
  if (asked !== undefined && asked <= 0) throw invalid('Root disk size should be a positive number.');
  if (asked !== undefined) return asked * GIB;
  if (disk !== undefined) return (disk.customized ? (call.params.number('size') ?? 1) : disk.diskSize) * GIB;
  return offering.rootDiskSize > 0 ? offering.rootDiskSize * GIB : (image.size ?? 2 * GIB);
}
