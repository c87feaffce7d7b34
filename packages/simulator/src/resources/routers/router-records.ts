/** The virtual routers of networks and VPCs. */
import { defineTable, type Entity } from '../../store.ts';

export interface RouterRecord extends Entity {
  accountId: number;
  zoneId: number;
  networkId?: number;
  vpcUuid?: string;
  hostId?: number;
  publicIpId?: number;
  /** On the host's control network. */
  linkLocalIp: string;
  state: 'Starting' | 'Running' | 'Stopping' | 'Stopped';
  created: number;
}

export const routers = defineTable<RouterRecord>()({
  name: 'DomainRouter',
  sequence: 'vm_instance',
  firstId: 3,
  indexes: { network: (row) => row.networkId, vpc: (row) => row.vpcUuid, host: (row) => row.hostId },
  label: routerName,
  remembersRemoved: true,
});

/** `r-4-VM` */
export function routerName(router: { readonly id: number }): string {
  return `r-${router.id}-VM`;
}
