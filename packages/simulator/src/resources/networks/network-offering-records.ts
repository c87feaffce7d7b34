/** Network offerings as the store keeps them. */

import { defineTable, type Entity } from '../../store.ts';
import type { NetworkService } from './network-services.ts';

export interface NetworkOfferingRecord extends Entity {
  name: string;
  displayText: string;
  guestType: 'Isolated' | 'Shared' | 'L2';
  services: readonly NetworkService[];
  availability: 'Optional' | 'Required';
  isDefault: boolean;
  specifyVlan: boolean;
  specifyIpRanges: boolean;
  conserveMode: boolean;
  forVpc: boolean;
  forNsx: boolean;
  forTungsten: boolean;
  persistent: boolean;
  /** Whether traffic out of the network is allowed unless a rule forbids it. */
  egressDefault: boolean;
  internalLb: boolean;
  networkMode?: 'NATTED' | 'ROUTED';
  state: 'Enabled' | 'Disabled';
  serviceOfferingUuid: string;
  created: number;
}

export const networkOfferings = defineTable<NetworkOfferingRecord>()({
  name: 'NetworkOffering',
  parameters: ['networkofferingid'],
  label: (row) => row.name,
  remembersRemoved: true,
});
