/** Guest networks: list, create, update, restart, delete. */
import { accountsInDomain, listScope, ownerOf, type Scope, target } from '../../access.ts';
import { asJob, type Body, type Call, type JobPlan, type ResourceModule, sync } from '../../command.ts';
import { internal, invalid } from '../../errors.ts';
import type { ActionEvent } from '../../events.ts';
import { checkLimit } from '../../limits.ts';
import { same } from '../../matching.ts';
import { all, listOwned, when } from '../../paging.ts';
import { domains } from '../accounts/account-records.ts';
import { zones } from '../infrastructure/infrastructure-records.ts';
import { publicIps } from '../public-ips/public-ip-records.ts';
import { release } from '../public-ips/release.ts';
import { routers } from '../routers/router-records.ts';
import { aclLists, vpcs } from '../vpcs/vpc-records.ts';
import { cidrOf, contains, isAddress, isNetmask, overlaps } from './addresses.ts';
import { checkNetworkDomain } from './network-domain.ts';
import { listNetworkOfferings } from './network-offering-handlers.ts';
import { type NetworkOfferingRecord, networkOfferings } from './network-offering-records.ts';
import { type NetworkRecord, networks, nics } from './network-records.ts';
import { networkRow } from './network-rows.ts';
import { hasService } from './network-services.ts';

const quick = 300;
const restartTime = 2400;

/** What only administrators are told. */
const vlanFields = ({ vlan }: NetworkRecord): Body => (vlan === undefined ? {} : { vlan: `${vlan}`, broadcasturi: `vlan://${vlan}` });

function listNetworks(call: Call): Body {
  const { params, cloud } = call;
  const { store } = cloud;
  const servicesOf = (row: NetworkRecord) => store.table(networkOfferings).known(row.networkOfferingUuid)?.services ?? [];
  return listOwned(call, networks, {
    object: 'network',
    build: (row) => ({ ...networkRow(store, row), ...(call.caller.role === 'Admin' ? vlanFields(row) : {}) }),
    scope: networkScope(call),
    texts: (row) => [row.name, row.displayText],
    tags: 'Network',
    where: all<NetworkRecord>(
      when(params.text('name'), (row, name) => same(row.name, name)),
      when(params.text('type')?.toLowerCase(), (row, type) => row.type.toLowerCase() === type),
      when(params.row(zones, 'zoneid'), (row, zone) => row.zoneId === zone.id),
      when(params.row(vpcs, 'vpcid'), (row, vpc) => row.vpcUuid === vpc.uuid),
      when(params.boolean('forvpc'), (row, forVpc) => (row.vpcUuid !== undefined) === forVpc),
      when(params.boolean('restartrequired'), (row, required) => row.restartRequired === required),
      when(params.boolean('issystem'), (_row, system) => !system),
      when(params.text('traffictype'), (_row, type) => type === 'Guest'),
      when(params.row(networkOfferings, 'networkofferingid'), (row, offering) => row.networkOfferingUuid === offering.uuid),
      when(params.list('supportedservices'), (row, wanted) => wanted.every((name) => hasService(servicesOf(row), name))),
    ),
  });
}

/** Domain admins see the networks of their domain without asking for it. */
function networkScope(call: Call): Scope {
  const { caller, params, cloud } = call;
  const own = cloud.store.table(domains).byId(caller.account.domainId);
  const narrowed = ['projectid', 'account', 'domainid'].some((name) => params.has(name));
  if (caller.role !== 'DomainAdmin' || own === undefined || narrowed) return listScope(call);
  return { kind: 'accounts', ids: accountsInDomain(cloud.store, own, false) };
}

function createNetwork(call: Call): Body {
  const { params, cloud } = call;
  const { store } = cloud;
  const owner = ownerOf(call);
  const offering = params.row(networkOfferings, 'networkofferingid');
  const zone = params.row(zones, 'zoneid');
  if (offering === undefined || zone === undefined) throw invalid('Unable to find network offering or zone');
  if (offering.state !== 'Enabled') throw invalid('Network offering is not enabled');
  const block = blockOf(call, offering, zone.guestCidr);
  const tier = tierOf(call, offering);
  checkNetworkDomain(params.text('networkdomain'));
  checkLimit(cloud, owner.id, 'network', 1);
  const domain = store.table(domains).byId(owner.domainId);
  const network = store.table(networks).insert({
    accountId: owner.id,
    name: params.required('name'),
    displayText: params.text('displaytext') ?? params.required('name'),
    zoneId: zone.id,
    networkOfferingUuid: offering.uuid,
    type: offering.guestType,
    state: 'Allocated',
    ...block,
    ...tier,
    networkDomain: params.text('networkdomain') ?? owner.networkDomain ?? domain?.networkDomain ?? `cs${owner.id}cloud.internal`,
    created: cloud.clock.now(),
    restartRequired: false,
  });
  const event = { type: 'NETWORK.CREATE', description: 'creating network', detail: `Network Id: ${network.id}` };
  cloud.events.completed(call, { ...event, resourceType: 'Network', resourceUuid: network.uuid });
  return { network: networkRow(store, network) };
}

function blockOf(call: Call, offering: NetworkOfferingRecord, guestCidr: string): Pick<NetworkRecord, 'cidr' | 'gateway' | 'netmask'> {
  if (offering.guestType === 'L2') return { cidr: '', gateway: '', netmask: '' };
  const { params } = call;
  const gateway = params.text('gateway');
  const netmask = params.text('netmask');
  if (gateway !== undefined && !isAddress(gateway)) throw invalid('Invalid gateway');
  if (netmask !== undefined && !isNetmask(netmask)) throw invalid('Invalid netmask');
  if ((gateway === undefined) !== (netmask === undefined)) throw invalid('StartIP/gateway/netmask should be specified together');
  if (gateway !== undefined && netmask !== undefined) return { cidr: cidrOf(gateway, netmask), gateway, netmask };
  return { cidr: guestCidr, gateway: guestCidr.replace(/0\/\d+$/, '1'), netmask: '255.255.255.0' };
}

/** The VPC and access list of a tier; its block has to lie in the VPC's and beside those of the other tiers. */
function tierOf(call: Call, offering: NetworkOfferingRecord): Partial<Pick<NetworkRecord, 'vpcUuid' | 'aclUuid'>> {
  const { params, cloud } = call;
  const { store } = cloud;
  const vpc = params.has('vpcid') ? target(call, vpcs, 'vpcid') : undefined;
  if (vpc === undefined) {
    if (offering.forVpc) throw invalid('Network offering can be used for VPC networks only');
    return {};
  }
  if (!offering.forVpc) throw invalid('Network offering can not be used for VPC networks');
  const gateway = params.text('gateway');
  const netmask = params.text('netmask');
  if (gateway === undefined || netmask === undefined) throw invalid('Gateway/netmask are required when creating network for VPC');
  const cidr = cidrOf(gateway, netmask);
  if (!contains(vpc.cidr, cidr)) throw invalid(`Invalid CIDR for VPC tier: ${cidr} is not within VPC CIDR ${vpc.cidr}`);
  const other = store
    .table(networks)
    .by('vpc', vpc.uuid)
    .find((tier) => overlaps(tier.cidr, cidr));
  if (other !== undefined) throw invalid(`Network CIDR ${cidr} crosses the CIDR ${other.cidr} of network ${other.name}`);
  const acl = params.row(aclLists, 'aclid') ?? store.table(aclLists).find(({ name }) => name === 'default_deny');
  return { vpcUuid: vpc.uuid, ...(acl === undefined ? {} : { aclUuid: acl.uuid }) };
}

function updateNetwork(call: Call): JobPlan {
  const { params, cloud } = call;
  const network = target(call, networks, 'id');
  const offering = params.row(networkOfferings, 'networkofferingid');
  return {
    instance: { type: 'Network' },
    milliseconds: quick,
    event: networkEvent(network, 'NETWORK.UPDATE', 'updating network', `Updating network: ${network.id}`),
    finish: () => {
      checkNetworkDomain(params.text('networkdomain'));
      cloud.store.table(networks).update(network, {
        name: params.text('name') ?? network.name,
        displayText: params.text('displaytext') ?? network.displayText,
        networkDomain: params.text('networkdomain') ?? network.networkDomain,
        networkOfferingUuid: offering?.uuid ?? network.networkOfferingUuid,
      });
      return { network: networkRow(cloud.store, network) };
    },
  };
}

function restartNetwork(call: Call): JobPlan {
  const { cloud } = call;
  const network = target(call, networks, 'id');
  if (network.state === 'Allocated') {
    throw invalid(`Network ${network.name} is not in the right state to be restarted. Correct state is: Implemented`);
  }
  return {
    instance: { type: 'Network' },
    milliseconds: restartTime,
    event: networkEvent(network, 'NETWORK.RESTART', 'restarting network', `Restarting network: ${network.id}`),
    finish: () => {
      cloud.store.table(networks).update(network, { restartRequired: false });
      return { success: true };
    },
  };
}

/** A network with machines in it is not deleted, and yet its last event says "Successfully completed". */
function deleteNetwork(call: Call): JobPlan {
  const { cloud } = call;
  const { store } = cloud;
  const network = target(call, networks, 'id');
  const detail = `Network Id: ${network.id}`;
  const event: ActionEvent = { ...networkEvent(network, 'NETWORK.DELETE', 'deleting network', `Deleting network: ${network.id}`), detail };
  return {
    instance: { type: 'Network' },
    milliseconds: quick,
    event: { ...event, states: ['Scheduled', 'Started'] },
    finish: ({ eventUuid }) => {
      cloud.events.progress(call, event, 'Completed', eventUuid);
      if (store.table(nics).by('network', network.id).length > 0) throw internal('Failed to delete network');
      for (const address of [...store.table(publicIps).by('network', network.id)]) release(store, address);
      for (const row of [...store.table(routers).by('network', network.id)]) store.table(routers).remove(row);
      store.table(networks).remove(network);
      return { success: true };
    },
  };
}

function networkEvent(network: NetworkRecord, type: string, description: string, scheduled: string): ActionEvent {
  return { type, description, scheduled, resourceType: 'Network', resourceUuid: network.uuid, ownerId: network.accountId };
}

const byId = { entities: { id: networks } };

export const networkResource: ResourceModule = {
  tables: [networks, nics, networkOfferings],
  commands: {
    listNetworkOfferings: sync(listNetworkOfferings, { entities: { id: networkOfferings } }),
    listNetworks: sync(listNetworks, byId),
    createNetwork: sync(createNetwork),
    updateNetwork: asJob('user.network.UpdateNetworkCmd', updateNetwork, byId),
    restartNetwork: asJob('user.network.RestartNetworkCmd', restartNetwork, byId),
    deleteNetwork: asJob('user.network.DeleteNetworkCmd', deleteNetwork, byId),
  },
};
