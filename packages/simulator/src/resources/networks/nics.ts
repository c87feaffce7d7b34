/** Giving VMs an address in a network. */
import { isIPv4 } from 'node:net';
import type { Cloud } from '../../cloud.ts';
import { ApiError, invalid } from '../../errors.ts';
import type { VirtualMachineRecord } from '../virtual-machines/virtual-machine-records.ts';
import { type NetworkRecord, type NicRecord, nics } from './network-records.ts';

/** `10.1.1.0/24` → its first address as a number, and how many it holds. */
function range(cidr: string): { first: number; size: number } {
  const [address = '0.0.0.0', bits = '24'] = cidr.split('/');
  return { first: addressToNumber(address), size: 2 ** (32 - Number(bits)) };
}

export const addressToNumber = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);

export const numberToAddress = (value: number): string => [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');

function takenAddresses(cloud: Cloud, network: NetworkRecord): Set<string> {
  const taken = new Set<string>([network.gateway]);
  for (const nic of cloud.store.table(nics).by('network', network.id)) {
    taken.add(nic.ipAddress);
    for (const secondary of nic.secondaryIps) taken.add(secondary.ipAddress);
  }
  return taken;
}

/** The address somebody asks for, where the network has it and nobody else does. */
export function requestedAddress(cloud: Cloud, network: NetworkRecord, address: string): string {
  if (!isIPv4(address)) throw invalid(`Invalid specified IPv4 address ${address}`);
  const { first, size } = range(network.cidr);
  const place = addressToNumber(address) - first;
  if (place < 1 || place > size - 2 || takenAddresses(cloud, network).has(address))
    throw new ApiError(533, 9999, `Unable to acquire Guest IP address ${address} for network ${network.name}`);
  return address;
}

/** A free address of a network, as CloudStack picks them: at random. */
export function freeAddress(cloud: Cloud, network: NetworkRecord): string {
  const { first, size } = range(network.cidr);
  const taken = takenAddresses(cloud, network);
  const usable = size - 3;
  if (taken.size > usable) throw new ApiError(533, 9999, `Unable to acquire an IP address in network ${network.name}`);
  for (;;) {
    const address = numberToAddress(first + 2 + cloud.random.integer(0, usable - 1));
    if (!taken.has(address)) return address;
  }
}

const hexByte = (value: number): string => (value % 256).toString(16).padStart(2, '0');

/** Adds a NIC to a VM. The MAC address counts up within the network. */
export function addNic(
  cloud: Cloud,
  vm: VirtualMachineRecord,
  network: NetworkRecord,
  options: { isDefault: boolean; ipAddress?: string; macAddress?: string },
): NicRecord {
  const table = cloud.store.table(nics);
  const serial = cloud.store.nextId(`mac of network ${network.id}`);
  return table.insert({
    networkId: network.id,
    vmId: vm.id,
    ipAddress: options.ipAddress ?? freeAddress(cloud, network),
    macAddress: options.macAddress ?? `02:01:00:${hexByte(network.id)}:${hexByte(serial >> 8)}:${hexByte(serial)}`,
    isDefault: options.isDefault,
    deviceId: nextDevice(table.by('vm', vm.id)),
    secondaryIps: [],
  });
}

function nextDevice(present: readonly NicRecord[]): number {
  let device = 0;
  while (present.some((nic) => nic.deviceId === device)) device += 1;
  return device;
}
