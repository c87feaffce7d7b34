/** Every resource, one line each. */
import type { ResourceModule } from '../command.ts';
import { accountResource } from './accounts/account-handlers.ts';
import { asyncJobResource } from './async-jobs/async-job-handlers.ts';
import { capabilityResource } from './capabilities/capability-handlers.ts';
import { eventResource } from './events/event-handlers.ts';
import { isoResource } from './isos/iso-handlers.ts';
import { networkResource } from './networks/network-handlers.ts';
import { offeringResource } from './offerings/offering-handlers.ts';
import { templateResource } from './templates/template-handlers.ts';
import { virtualMachineResource } from './virtual-machines/virtual-machine-handlers.ts';
import { volumeResource } from './volumes/volume-handlers.ts';
import { zoneResource } from './zones/zone-handlers.ts';

export const resources: readonly ResourceModule[] = [
  accountResource,
  asyncJobResource,
  capabilityResource,
  eventResource,
  isoResource,
  networkResource,
  offeringResource,
  templateResource,
  virtualMachineResource,
  volumeResource,
  zoneResource,
];
