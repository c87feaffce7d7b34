/** Networks: what VMs need of them. */

import { timestamp } from '../../clock.ts';
import { type Body, type Call, type ResourceModule, sync } from '../../command.ts';
import { listOwned } from '../../paging.ts';
import { ownerFields } from '../accounts/owner.ts';
import { zones } from '../infrastructure/infrastructure-records.ts';
import { type NetworkRecord, networks, nics } from './network-records.ts';

function networkRow(call: Call, network: NetworkRecord): Body {
  const zone = call.cloud.store.table(zones).byId(network.zoneId);
  return {
    id: network.uuid,
    name: network.name,
    displaytext: network.displayText,
    broadcastdomaintype: 'Vlan',
    traffictype: 'Guest',
    gateway: network.gateway,
    netmask: network.netmask,
    cidr: network.cidr,
    zoneid: zone?.uuid,
    zonename: zone?.name,
    networkofferingid: network.networkOfferingUuid,
    state: network.state,
    related: network.uuid,
    broadcasturi: network.vlan === undefined ? undefined : `vlan://${network.vlan}`,
    vlan: network.vlan === undefined ? undefined : String(network.vlan),
    type: network.type,
    acltype: 'Account',
    ...ownerFields(call.cloud.store, network.accountId),
    networkdomain: network.networkDomain,
    restartrequired: network.restartRequired,
    specifyipranges: false,
    canusefordeploy: true,
    ispersistent: false,
    created: timestamp(network.created),
    tags: [],
    hasannotations: false,
  };
}

export const networkResource: ResourceModule = {
  tables: [networks, nics],
  commands: {
    listNetworks: sync(
      (call) =>
        listOwned(call, networks, {
          object: 'network',
          build: (row) => networkRow(call, row),
          texts: (row) => [row.name, row.displayText],
        }),
      { entities: { id: networks } },
    ),
  },
};
