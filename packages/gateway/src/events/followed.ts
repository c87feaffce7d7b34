import { isoEvents } from '../resources/isos/iso-events.ts';
import { networkEvents } from '../resources/networks/network-events.ts';
import { publicIpAddressEvents } from '../resources/public-ip-addresses/public-ip-address-events.ts';
import { snapshotEvents } from '../resources/snapshots/snapshot-events.ts';
import { templateEvents } from '../resources/templates/template-events.ts';
import { virtualMachineSnapshotEvents } from '../resources/virtual-machine-snapshots/virtual-machine-snapshot-events.ts';
import { virtualMachineEvents } from '../resources/virtual-machines/virtual-machine-events.ts';
import { volumeEvents } from '../resources/volumes/volume-events.ts';
import { vpcEvents } from '../resources/vpcs/vpc-events.ts';
import type { LiveResource } from './live-resources.ts';

/** The resources that the live path follows. One line each. */
export const followedResources: readonly LiveResource[] = [
  virtualMachineEvents,
  volumeEvents,
  snapshotEvents,
  virtualMachineSnapshotEvents,
  templateEvents,
  isoEvents,
  networkEvents,
  publicIpAddressEvents,
  vpcEvents,
];
