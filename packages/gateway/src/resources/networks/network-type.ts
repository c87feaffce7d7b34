import { builder } from '../../builder.ts';
import { Resource, Tag } from '../../interfaces.ts';
import { onlyForOperators } from '../../operators.ts';
import { resourceFields } from '../../resource-fields.ts';
import { optionalZoneOf, Zone } from '../zones/zone-type.ts';
import { type NetworkRow, networks } from './network-loader.ts';
import { networkRules } from './network-rules.ts';

export const Network = builder.node(builder.objectRef<NetworkRow>('Network'), {
  description: 'A network that virtual machines may be in.',
  interfaces: [Resource],
  id: { resolve: (row) => row.id },
  loadManyWithoutCache: (ids, context) => networks.loadMany(context, ids),
  fields: (t) => ({
    ...resourceFields<NetworkRow>(t, networkRules),
    displayText: t.exposeString('displaytext', { nullable: true, description: 'What its owner says of it.' }),
    kind: t.string({ description: '`Isolated`, `Shared` or `L2`.', resolve: (row) => row.type ?? '' }),
    state: t.string({
      description: "CloudStack's state: `Allocated`, `Implementing`, `Implemented`, …",
      resolve: (row) => row.state ?? '',
    }),
    cidr: t.exposeString('cidr', { nullable: true, description: 'Its IPv4 addresses, like `10.1.1.0/24`.' }),
    zone: t.field({
      type: Zone,
      nullable: true,
      description: 'Where it is; null when it spans zones.',
      resolve: (row, _args, context, info) => optionalZoneOf(context, info, row),
    }),
    vlan: t.string({
      nullable: true,
      description: 'The VLAN that carries it; null while it is not in use. For operators; others are refused.',
      resolve: (row, _args, context) => onlyForOperators(context, 'the VLAN of a network', row.vlan),
    }),
    gateway: t.exposeString('gateway', { nullable: true, description: 'The address of its gateway.' }),
    netmask: t.exposeString('netmask', { nullable: true, description: 'Its IPv4 netmask.' }),
    ip6Cidr: t.exposeString('ip6cidr', { nullable: true, description: 'Its IPv6 addresses.' }),
    domainName: t.exposeString('networkdomain', { nullable: true, description: 'The DNS domain of the machines in it.' }),
    dnsServers: t.stringList({
      description: 'The DNS servers that its machines are told.',
      resolve: (row) => [row.dns1, row.dns2].filter((address) => address !== undefined),
    }),
    services: t.stringList({
      description: 'What it offers: `Dhcp`, `SourceNat`, `StaticNat`, `PortForwarding`, `Lb`, `Firewall`, …',
      resolve: (row) => (row.service ?? []).flatMap((service) => service.name ?? []),
    }),
    restartRequired: t.boolean({
      description: 'Whether a change waits for a restart of it.',
      resolve: (row) => row.restartrequired ?? false,
    }),
    canDeployInto: t.boolean({ description: 'Whether machines can be deployed into it.', resolve: (row) => row.canusefordeploy ?? true }),
    egressAllowedByDefault: t.exposeBoolean('egressdefaultpolicy', {
      nullable: true,
      description: 'Whether traffic to the outside is allowed without a rule.',
    }),
    tags: t.field({ type: [Tag], description: 'Its tags.', resolve: (row) => row.tags ?? [] }),
  }),
});
