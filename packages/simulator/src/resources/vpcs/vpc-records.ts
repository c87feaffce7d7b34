/** VPCs, their offerings and their access control lists as the store keeps them. */
import { defineTable, type Entity } from '../../store.ts';
import type { NetworkService } from '../networks/network-services.ts';

export interface VpcOfferingRecord extends Entity {
  name: string;
  displayText: string;
  services: readonly NetworkService[];
  isDefault: boolean;
  forNsx: boolean;
  networkMode?: 'NATTED' | 'ROUTED';
  state: 'Enabled' | 'Disabled';
  created: number;
}

export const vpcOfferings = defineTable<VpcOfferingRecord>()({
  name: 'VpcOffering',
  parameters: ['vpcofferingid'],
  label: (row) => row.name,
});

export interface VpcRecord extends Entity {
  accountId: number;
  name: string;
  displayText: string;
  zoneId: number;
  vpcOfferingUuid: string;
  /** `10.9.0.0/16`; the tiers' blocks lie in it. */
  cidr: string;
  networkDomain: string;
  state: 'Enabled' | 'Inactive';
  restartRequired: boolean;
  created: number;
}

export const vpcs = defineTable<VpcRecord>()({
  name: 'Vpc',
  parameters: ['vpcid'],
  label: (row) => row.name,
  remembersRemoved: true,
});

export interface AclListRecord extends Entity {
  name: string;
  description: string;
  /** The two lists that every cloud has belong to no VPC and to nobody. */
  vpcUuid?: string;
}

export const aclLists = defineTable<AclListRecord>()({
  name: 'NetworkACL',
  parameters: ['aclid'],
  indexes: { vpc: (row) => row.vpcUuid },
  label: (row) => row.name,
});

export interface AclItemRecord extends Entity {
  aclUuid: string;
  /** Rules are looked at by ascending number. */
  number: number;
  protocol: string;
  startPort?: number;
  endPort?: number;
  icmpType?: number;
  icmpCode?: number;
  cidrs: string[];
  trafficType: 'Ingress' | 'Egress';
  action: 'Allow' | 'Deny';
  reason?: string;
}

export const aclItems = defineTable<AclItemRecord>()({ name: 'NetworkACLItem', indexes: { acl: (row) => row.aclUuid } });
