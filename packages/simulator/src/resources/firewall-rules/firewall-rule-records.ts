/** Rules on public addresses and on networks: firewall, egress, port forwarding and load balancing share their ids. */
import { defineTable, type Entity } from '../../store.ts';

export type RulePurpose = 'Firewall' | 'Egress' | 'PortForwarding' | 'LoadBalancing';

export interface FirewallRuleRecord extends Entity {
  accountId: number;
  purpose: RulePurpose;
  networkId: number;
  /** Absent for egress rules. */
  addressId?: number;
  /** `tcp`, `udp`, `icmp`, `all`, a number. */
  protocol: string;
  /** Public side. */
  startPort?: number;
  endPort?: number;
  icmpType?: number;
  icmpCode?: number;
  cidrs: string[];
  destinationCidrs: string[];
  state: 'Add' | 'Active' | 'Revoke';
  created: number;
  /** Port forwarding: where to. */
  forward?: { vmId: number; guestIp: string; startPort: number; endPort: number };
  /** Load balancing. */
  balance?: LoadBalancing;
}

export interface LoadBalancing {
  name: string;
  description: string;
  algorithm: 'roundrobin' | 'leastconn' | 'source';
  privatePort: number;
  /** The machines behind it, by internal id. */
  vmIds: number[];
}

export const firewallRules = defineTable<FirewallRuleRecord>()({
  name: 'FirewallRule',
  indexes: {
    address: (row) => row.addressId,
    network: (row) => row.networkId,
    purpose: (row) => row.purpose,
    machine: (row) => row.forward?.vmId,
  },
});
