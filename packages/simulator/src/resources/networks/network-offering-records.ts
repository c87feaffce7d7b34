/** Network offerings as the store keeps them. */

import { timestamp } from '../../clock.ts';
import type { Body } from '../../command.ts';
import { defineTable, type Entity } from '../../store.ts';
import { type NetworkService, serviceRows } from './network-services.ts';

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

/** The row of `listNetworkOfferings`. */
export function networkOfferingBody(row: NetworkOfferingRecord): Body {
  return {
    id: row.uuid,
    name: row.name,
    displaytext: row.displayText,
    created: timestamp(row.created),
    traffictype: 'Guest',
    isdefault: row.isDefault,
    specifyvlan: row.specifyVlan,
    conservemode: row.conserveMode,
    specifyipranges: row.specifyIpRanges,
    availability: row.availability,
    networkrate: 200,
    state: row.state,
    guestiptype: row.guestType,
    serviceofferingid: row.serviceOfferingUuid,
    service: serviceRows(row.services),
    forvpc: row.forVpc,
    fornsx: row.forNsx,
    fortungsten: row.forTungsten,
    networkmode: row.networkMode,
    ispersistent: row.persistent,
    egressdefaultpolicy: row.egressDefault,
    supportsstrechedl2subnet: false,
    supportspublicaccess: false,
    supportsinternallb: row.internalLb,
    internetprotocol: 'IPv4',
    specifyasnumber: false,
    hasannotations: false,
  };
}
