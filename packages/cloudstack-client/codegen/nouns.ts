/** Which file of `src/generated/` a command goes to: the first pattern that its name (without the verb) matches. */
export const nouns: readonly (readonly [pattern: RegExp, noun: string])[] = [
  [/Netscaler|NetScaler|ServicePackage/, 'netscaler'],
  [/Baremetal|Ucs/, 'bare-metal'],
  [
    /Simulator|^Remove$|BigSwitch|Brocade|Cloudian|Elastistor|Globo|Nicira|OpenDaylight|Ovs|PaloAlto|SolidFire|Stratosphere|NetworkDevice|TrafficMonitor/,
    'vendors',
  ],
  [/Kubernetes|Cni/, 'kubernetes'],
  [/SharedFileSystem/, 'shared-file-systems'],
  [/Backup/, 'backups'],
  [/AutoScale|Counter|Condition/, 'auto-scale'],
  [/VMSnapshot/, 'virtual-machine-snapshots'],
  [/Snapshot/, 'snapshots'],
  [/Ldap|OAuth|Oauth|Saml|TwoFactor|^$/, 'authentication'],
  [/ServiceOffering|DiskOffering|OfferingForVolume/, 'offerings'],
  [/ProjectRole/, 'project-roles'],
  [/Project/, 'projects'],
  [/Role/, 'roles'],
  [/Template|Vnf/, 'templates'],
  [/Iso$|Isos$|IsoPermissions/, 'isos'],
  [/UserData/, 'user-data'],
  [/SSHKey/, 'ssh-keys'],
  [/AffinityGroup/, 'affinity-groups'],
  [/SecurityGroup/, 'security-groups'],
  [/InternalLoadBalancer|LoadBalancer|LBHealth|LBStick|SslCert/, 'load-balancers'],
  [/Vpn/, 'vpns'],
  [/VPC|PrivateGateway|StaticRoute/, 'vpcs'],
  [/NetworkACL|NetworkAcl/, 'network-acls'],
  [/FirewallRule/, 'firewall-rules'],
  [/PortForwarding|IpForwarding|StaticNat/, 'port-forwarding-rules'],
  [/NetworkOffering/, 'network-offerings'],
  [
    /PhysicalNetwork|NetworkServiceProvider|TrafficType|SupportedNetworkServices|NetworkIsolation|VirtualRouterElement/,
    'physical-networks',
  ],
  [/BgpPeer|ASN|Ipv4Subnet|Ipv6Prefix|Vlan|IpRange|PodIpAddress/, 'ip-ranges'],
  [/IpAddress|QuarantinedIp|IpFromNic|IpToNic|NicIp/, 'ip-addresses'],
  [/Nic(s|From|To|For|$)/, 'nics'],
  [/Router/, 'routers'],
  [/Network/, 'networks'],
  [/SystemVm/, 'system-vms'],
  [/Volume/, 'volumes'],
  [/Unmanaged|VmsForImport|ImportVm/, 'unmanaged-instances'],
  [/Console/, 'consoles'],
  [/VirtualMachine|^VM|^Vm|InstanceGroup/, 'virtual-machines'],
  [/ImageStore|SecondaryStor|SecondaryStaging|Swift|CloudToUse|ResourceToAnother|ObjectStor|Bucket/, 'secondary-storage'],
  [/Storage/, 'storage-pools'],
  [/HA|OutOfBand|Maintenance|Host/, 'hosts'],
  [/Cluster/, 'clusters'],
  [/Pod/, 'pods'],
  [/Zone/, 'zones'],
  [/Gpu|Vgpu/, 'gpus'],
  [/GuestOs|^Os|Hypervisor/, 'guest-operating-systems'],
  [/Usage|DbMetrics|Infrastructure|Capacity/, 'usage'],
  [/Quota/, 'quotas'],
  [/Webhook/, 'webhooks'],
  [/Event|Alert/, 'events'],
  [/AsyncJob/, 'async-jobs'],
  [/Tags$|ResourceDetail|ResourceIcon|Annotation/, 'tags-and-annotations'],
  [/ResourceLimit|ResourceCount|ApiLimit/, 'limits'],
  [/Domain/, 'domains'],
  [/User/, 'users'],
  [/Account/, 'accounts'],
  [/Extension|CustomAction/, 'extensions'],
  [/GuiTheme|Configuration|^Config$|DetailOptions/, 'configuration'],
  [/./, 'system'],
];

/** The noun of a command: what follows its verb decides, `quota…` and the like by the whole name. */
export function nounOf(command: string): string {
  if (command.startsWith('quota')) return 'quotas';
  const rest = command.replace(/^(ldap|[a-z0-9]+)/, '');
  return nouns.find(([pattern]) => pattern.test(rest))?.[1] ?? 'system';
}

/** `virtual-machines` → `VirtualMachines`. */
export function pascalCase(kebab: string): string {
  return kebab.replace(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());
}
